//! Copies of a database in use, and putting one back.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use paguyuban::id::Epoch;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::carry::carry_over;
use super::lock::FolderLock;
use super::{BUSY, Report, SqliteStore, check, failed_io, files, make_folder, people};
use crate::store::keep::FolderKeep;
use crate::store::{Store, StoreError};

/// The name of the database in its folder.
pub const DATABASE: &str = "paguyuban.db";
/// What SQLite keeps beside a database that is in use.
const COMPANIONS: [&str; 2] = ["paguyuban.db-wal", "paguyuban.db-shm"];
/// Where the replaced database goes.
pub const REPLACED: &str = "replaced";
/// How often to try again while somebody holds the database.
const TRIES_MAX: u32 = 100;

/// What became of a copy.
#[derive(Debug)]
pub enum Copied {
    /// It is there and sound.
    Sound(Report),
    /// It was made, but has these faults, so it was not kept or not used.
    Faulty(Report),
}

/// Copies the database and its files into a new folder, while a relay may be writing; opens the copy and checks
/// it. The new folder is laid out as a data folder.
///
/// # Errors
/// If the folder already holds a database, or something cannot be read or written.
pub fn backup(folder: &Path, to: &Path) -> Result<Copied, StoreError> {
    if to.join(DATABASE).exists() {
        return Err(StoreError::Failed(format!("{} already holds a database", to.display())));
    }
    make_folder(to)?;
    let partial = to.join("paguyuban.db.partial");
    let _left_by_a_crash = fs::remove_file(&partial);
    let mut report = copy(&folder.join(DATABASE), &partial)?;
    if !report.is_sound() {
        fs::remove_file(&partial).map_err(failed_io)?;
        return Ok(Copied::Faulty(report));
    }
    copy_files(&partial, folder, to, &mut report)?;
    settle(&partial, &to.join(DATABASE))?;
    Ok(Copied::Sound(report))
}

/// Replaces the database of a stopped relay by a checked copy of another, and starts a new epoch
/// in every forum. What was decided about people since, and what was erased, is carried over; see
/// [`Report::notes`]. The replaced database is kept in the folder `replaced`.
///
/// # Errors
/// [`StoreError::Busy`] if a relay uses the folder; otherwise what cannot be read or written.
pub fn restore(
    from: &Path,
    folder: &Path,
    mut epoch: impl FnMut() -> Epoch,
    now_ms: u64,
) -> Result<Copied, StoreError> {
    make_folder(folder)?;
    let _lock = FolderLock::take(folder)?;
    let source = if from.is_dir() { from.join(DATABASE) } else { from.to_owned() };
    let fresh = folder.join("paguyuban.db.restored");
    let _left_by_a_crash = fs::remove_file(&fresh);
    let mut report = copy(&source, &fresh)?;
    if !report.is_sound() {
        fs::remove_file(&fresh).map_err(failed_io)?;
        return Ok(Copied::Faulty(report));
    }
    report.notes = start_over(&fresh, &folder.join(DATABASE), &mut epoch, now_ms)?;
    let beside = if from.is_dir() { from } else { from.parent().unwrap_or(Path::new(".")) };
    copy_files(&fresh, beside, folder, &mut report)?;
    put_aside(folder, now_ms)?;
    settle(&fresh, &folder.join(DATABASE))?;
    Ok(Copied::Sound(report))
}

/// A whole copy in one step: in WAL mode a reader does not hinder the writer, and a copy in several
/// steps would start over at every write.
fn copy(from: &Path, to: &Path) -> Result<Report, StoreError> {
    let source = SqliteStore::open_file_to_read(from)?;
    let mut target = Connection::open(to)?;
    {
        let copying = Backup::new(&source.connection, &mut target)?;
        let mut tries = 0;
        while !matches!(copying.step(-1)?, StepResult::Done) {
            tries += 1;
            if tries > TRIES_MAX {
                return Err(StoreError::Busy);
            }
            std::thread::sleep(BUSY / TRIES_MAX);
        }
    }
    // one file, without a write-ahead log beside it
    target.pragma_update(None, "journal_mode", "delete")?;
    target.close().map_err(|(_, error)| StoreError::from(error))?;
    check(&mut SqliteStore::open_file_to_read(to)?)
}

/// Copies the files that a database knows. A damaged or missing one is said and hinders nothing: it can be
/// given back by phones, and all else is sound.
fn copy_files(
    database: &Path,
    from: &Path,
    to: &Path,
    report: &mut Report,
) -> Result<(), StoreError> {
    let mut store = SqliteStore::open_file_to_read(database)?;
    files::copy(&mut store, from, to)?;
    files::check(&mut store, &FolderKeep::of(to), files::Wrong::Note, report)
}

/// Makes a copy the beginning of a new history; what the operator should know.
fn start_over(
    file: &Path,
    replaced: &Path,
    epoch: &mut impl FnMut() -> Epoch,
    now_ms: u64,
) -> Result<Vec<String>, StoreError> {
    let mut store = SqliteStore::prepared(Connection::open(file)?, None)?;
    let carried = replaced.exists().then(|| carry_over(replaced, &mut store));
    let forums = store.forums()?;
    store.in_transaction(|transaction| {
        forums
            .iter()
            .try_for_each(|forum| people::start_epoch(transaction, forum.id, epoch(), now_ms))
    })?;
    store.connection.pragma_update(None, "journal_mode", "delete")?;
    store.connection.close().map_err(|(_, error)| StoreError::from(error))?;
    Ok(carried.and_then(note_of).into_iter().collect())
}

fn note_of(carried: Result<usize, StoreError>) -> Option<String> {
    match carried {
        Ok(0) => None,
        Ok(count) => Some(format!("{count} documents of the backup had been erased: erased again")),
        // often the reason for the restore: it must not be what prevents it
        Err(error) => Some(format!(
            "the replaced database cannot be read ({error}): what was erased, and who was shut out, \
             since the backup has to be done again"
        )),
    }
}

/// Links the database that is replaced, and what lies beside it, into a folder of its own.
fn put_aside(folder: &Path, now_ms: u64) -> Result<(), StoreError> {
    let aside: PathBuf = folder.join(REPLACED).join(now_ms.to_string());
    for name in std::iter::once(DATABASE).chain(COMPANIONS) {
        let file = folder.join(name);
        if !file.exists() {
            continue;
        }
        make_folder(&aside)?;
        fs::hard_link(&file, aside.join(name)).map_err(failed_io)?;
    }
    // a write-ahead log of one database beside another would destroy it
    for name in COMPANIONS {
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(failed_io(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Gives a complete file its name, for good.
fn settle(file: &Path, name: &Path) -> Result<(), StoreError> {
    File::open(file).and_then(|file| file.sync_all()).map_err(failed_io)?;
    fs::rename(file, name).map_err(failed_io)?;
    let folder = name.parent().unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed_io)
}
