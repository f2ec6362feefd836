//! Backups that still hold what was erased since: a relay can forget only what its operator deletes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rusqlite::{Connection, OpenFlags};

use super::{BUSY, DATABASE, SqliteStore, erase, failed_io};
use crate::store::{Store, StoreError};

/// A copy of the database that holds erased documents.
#[derive(Debug)]
pub struct Stale {
    /// Its folder.
    pub folder: PathBuf,
    /// When its file was written last, milliseconds since 1970.
    pub made_ms: u64,
    /// How many erased documents it holds, or why it cannot be read.
    pub holds: Result<usize, StoreError>,
}

/// Looks into every folder in this one that holds a database.
///
/// # Errors
/// If the folder, or the store's own tombstones, cannot be read.
pub fn stale(store: &mut SqliteStore, within: &Path) -> Result<Vec<Stale>, StoreError> {
    let mut erased = Vec::new();
    for forum in store.forums()? {
        let stones = store.tombstones(forum.id, 0)?;
        erased.extend(stones.into_iter().map(|stone| (forum.id, stone.doc)));
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(within).map_err(failed_io)? {
        let folder = entry.map_err(failed_io)?.path();
        let file = folder.join(DATABASE);
        let Ok(written) = fs::metadata(&file).and_then(|file| file.modified()) else {
            continue;
        };
        let since = written.duration_since(UNIX_EPOCH).unwrap_or_default();
        let made_ms = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
        let holds = held(&file, &erased);
        if !matches!(holds, Ok(0)) {
            found.push(Stale { folder, made_ms, holds });
        }
    }
    found.sort_by(|one, other| one.folder.cmp(&other.folder));
    Ok(found)
}

/// Backups of every version are asked, and nothing is changed in them.
fn held(
    file: &Path,
    erased: &[(paguyuban::id::ForumId, paguyuban::id::DocId)],
) -> Result<usize, StoreError> {
    let backup = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    backup.busy_timeout(BUSY)?;
    let mut count = 0;
    for (forum, doc) in erased {
        count += usize::from(erase::holds(&backup, *forum, doc)?);
    }
    Ok(count)
}
