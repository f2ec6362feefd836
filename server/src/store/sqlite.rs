//! The store in one SQLite file: WAL, `synchronous=FULL`, one query per file in `store/*.sql`.
//!
//! Measured by cutting the power of a simulated disk: `synchronous=NORMAL` lost acknowledged data
//! in 295 of 958 images, `FULL` in none of 1,038.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use automerge::{Change, ChangeHash};
use paguyuban::id::{DeviceId, DocId, ForumId, Mark, MemberId, Seq};
use paguyuban::mark::Seal;
use paguyuban::relay::{LogRow, Quarantined, StoredDocument, Used};
use rusqlite::{Connection, OpenFlags};

use super::{
    Append, Device, Enrolment, Erasure, Forum, Invitation, Line, Refounding, SecretHash, Snapshot,
    Store, StoreError, Tombstone, Unfit, What,
};

mod audit;
mod backup;
mod ballast;
mod carry;
mod check;
mod erase;
mod error;
mod feeds;
mod files;
mod folder;
mod full;
mod group;
mod invitation;
mod line;
mod lock;
mod log;
mod marks;
mod mend;
mod migrate;
mod office;
mod people;
mod row;
mod seal;
mod shared;
mod shelf;
mod stale;
mod steps;
mod write;

use folder::keep_private;
use group::Grouping;

pub(super) use error::failed_io;
pub(super) use folder::make_folder;

pub use backup::{Copied, DATABASE, REPLACED, backup, restore};
pub use ballast::disk_left_bytes;
pub use check::{Report, check, check_folder};
pub use lock::FolderLock;
pub use shared::SharedStore;
pub use stale::{Stale, stale};

/// How long to wait for another connection's write; one of the largest batches takes well under a
/// second.
const BUSY: Duration = Duration::from_secs(5);
/// The write-ahead log is copied into the database after so many pages of 4 KiB: 2 MiB, half of
/// what the ballast frees.
const CHECKPOINT_PAGES: u32 = 512;
/// Pages that a connection keeps, in KiB (negative is how SQLite says so). The operating system holds
/// the file; a relay's own memory shall not grow with what it stores.
const CACHE_KIB: i32 = -64;

/// One connection to the database file.
#[derive(Debug)]
pub struct SqliteStore {
    connection: Connection,
    /// The folder, unless the store is in memory.
    folder: Option<PathBuf>,
    /// What was erased is still in the write-ahead log, because somebody was reading.
    owes_emptying: bool,
    grouping: Grouping,
}

impl SqliteStore {
    /// Opens the database in a folder; makes both if they are not there.
    ///
    /// # Errors
    /// If the folder cannot be written or the database is newer than this program.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        make_folder(folder)?;
        let connection = Connection::open(folder.join(DATABASE))?;
        let store = Self::prepared(connection, Some(folder.to_owned()))?;
        keep_private(folder);
        ballast::lay(folder);
        Ok(store)
    }

    /// Opens the database in a folder that must hold one, and never writes to it.
    ///
    /// # Errors
    /// If there is none, or it is newer than this program.
    pub fn open_to_read(folder: &Path) -> Result<Self, StoreError> {
        Self::open_file_to_read(&folder.join(DATABASE))
    }

    fn open_file_to_read(file: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)?;
        connection.busy_timeout(BUSY)?;
        migrate::must_be_current(&connection)?;
        Ok(Self { connection, folder: None, owes_emptying: false, grouping: Grouping::Alone })
    }

    /// A database that lives as long as this value.
    ///
    /// # Errors
    /// If SQLite has no memory.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::prepared(Connection::open_in_memory()?, None)
    }

    fn prepared(mut connection: Connection, folder: Option<PathBuf>) -> Result<Self, StoreError> {
        connection.busy_timeout(BUSY)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // what is deleted is overwritten: what was erased shall be in no file
        connection.pragma_update(None, "secure_delete", true)?;
        connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
        connection.pragma_update(None, "cache_size", CACHE_KIB)?;
        connection.set_prepared_statement_cache_capacity(64);
        migrate::up(&mut connection)?;
        Ok(Self { connection, folder, owes_emptying: false, grouping: Grouping::Alone })
    }
}

impl Store for SqliteStore {
    fn forums(&mut self) -> Result<Vec<Forum>, StoreError> {
        people::forums(&self.connection)
    }

    fn forum(&mut self, forum: ForumId) -> Result<Forum, StoreError> {
        people::forum(&self.connection, forum)
    }

    fn add_forum(&mut self, forum: &Forum) -> Result<(), StoreError> {
        self.write(|transaction| people::add_forum(transaction, forum))
    }

    fn people_marks(&mut self) -> Result<Vec<(ForumId, u64)>, StoreError> {
        people::marks(&self.connection)
    }

    fn add_invitation(&mut self, invitation: &Invitation) -> Result<(), StoreError> {
        self.decide(|transaction| invitation::add(transaction, invitation, None))
    }

    fn use_invitation(
        &mut self,
        secret: SecretHash,
        enrolment: &Enrolment,
    ) -> Result<Result<Device, Unfit>, StoreError> {
        // strangers who try secrets do not wait for, nor hold up, what others write
        if let Err(unfit) = invitation::standing(&self.connection, secret, enrolment)? {
            return Ok(Err(unfit));
        }
        self.decide(|transaction| invitation::use_up(transaction, secret, enrolment))
    }

    fn device_by_token(&mut self, token: SecretHash) -> Result<Option<Device>, StoreError> {
        if let Some(device) = people::device_by_token(&self.connection, token)? {
            return Ok(Some(device));
        }
        let Some(device) = people::device_by_next_token(&self.connection, token)? else {
            return Ok(None);
        };
        // on a full disk the old token stays good a little longer
        if let Err(error) = self.decide(|transaction| people::promote(transaction, token)) {
            tracing::warn!(device = %device.id, %error, "a new token was not put in its place");
        }
        Ok(Some(device))
    }

    fn devices(&mut self, forum: ForumId) -> Result<Vec<Device>, StoreError> {
        people::devices(&self.connection, forum)
    }

    fn device(&mut self, forum: ForumId, id: DeviceId) -> Result<Option<Device>, StoreError> {
        people::device(&self.connection, forum, id)
    }

    fn revoke(
        &mut self,
        forum: ForumId,
        device: DeviceId,
        now_ms: u64,
    ) -> Result<bool, StoreError> {
        self.decide(|transaction| {
            let revoked = people::revoke(transaction, forum, device, now_ms)?;
            if revoked {
                let known = people::device_if_whole(transaction, forum, device)?;
                let member = known.map(|old| old.member);
                let line = Line::by_operator(What::DeviceRevoked, now_ms);
                let line = Line { member, device: Some(device), ..line };
                invitation::cancel_made_by(transaction, forum, device, &line)?;
                audit::note(transaction, forum, &line)?;
            }
            Ok(revoked)
        })
    }

    fn tombstones(&mut self, forum: ForumId, after: u64) -> Result<Vec<Tombstone>, StoreError> {
        let stones = erase::tombstones(&self.connection, forum, after)?;
        if stones.iter().all(Result::is_ok) {
            return stones.into_iter().collect();
        }
        self.decide(|transaction| erase::mend(transaction, forum))?;
        row::sound(erase::tombstones(&self.connection, forum, after)?)
    }

    fn is_erased(&mut self, forum: ForumId, doc: &DocId) -> Result<bool, StoreError> {
        Ok(erase::number_of(&self.connection, forum, doc)?.is_some())
    }

    fn erase(&mut self, forum: ForumId, erasure: &Erasure) -> Result<Option<u64>, StoreError> {
        let whole = self.decide(|transaction| erase::erase(transaction, forum, erasure));
        let number = match whole {
            // more than fits in what the ballast has left
            Err(StoreError::Full) => self.erase_in_steps(forum, erasure)?,
            whole => whole?,
        };
        if number.is_some() {
            self.leave_no_bytes();
        }
        Ok(number)
    }

    fn readable(
        &mut self,
        forum: ForumId,
        doc: &DocId,
    ) -> Result<Option<(StoredDocument, Vec<ChangeHash>)>, StoreError> {
        shelf::readable(&self.connection, forum, doc)
    }

    fn found_anew(
        &mut self,
        forum: ForumId,
        refounding: &Refounding,
        append: &Append<'_>,
    ) -> Result<Option<u64>, StoreError> {
        let number =
            self.decide(|transaction| erase::found_anew(transaction, forum, refounding, append))?;
        if number.is_some() {
            self.leave_no_bytes();
        }
        Ok(number)
    }

    fn append(&mut self, forum: ForumId, append: &Append<'_>) -> Result<(), StoreError> {
        self.write(|transaction| log::append(transaction, forum, append))
    }

    fn keep_snapshot(&mut self, forum: ForumId, snapshot: &Snapshot) -> Result<(), StoreError> {
        self.write(|transaction| log::keep_snapshot(transaction, forum, snapshot))
    }

    fn keep_snapshots(&mut self, forum: ForumId, made: &[Snapshot]) -> Result<(), StoreError> {
        self.write(|transaction| {
            made.iter().try_for_each(|snapshot| log::keep_snapshot(transaction, forum, snapshot))
        })
    }

    fn tail_changes(&mut self, forum: ForumId, doc: &DocId) -> Result<u64, StoreError> {
        shelf::tail_changes(&self.connection, forum, doc)
    }

    fn keep_aside(
        &mut self,
        forum: ForumId,
        refused: &Quarantined,
        now_ms: u64,
    ) -> Result<(), StoreError> {
        self.write(|transaction| log::keep_aside(transaction, forum, refused, now_ms))
    }

    fn keep_all_aside(
        &mut self,
        forum: ForumId,
        refused: &[Quarantined],
        now_ms: u64,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            refused.iter().try_for_each(|one| log::keep_aside(transaction, forum, one, now_ms))
        })
    }

    fn pulse(&mut self, now_ms: u64) -> Result<(), StoreError> {
        self.write(|transaction| log::pulse(transaction, now_ms))
    }

    fn document(
        &mut self,
        forum: ForumId,
        doc: &DocId,
    ) -> Result<Option<StoredDocument>, StoreError> {
        shelf::document(&self.connection, forum, doc)
    }

    fn heads(&mut self, forum: ForumId, doc: &DocId) -> Result<Vec<ChangeHash>, StoreError> {
        shelf::heads(&self.connection, forum, doc)
    }

    fn knows(
        &mut self,
        forum: ForumId,
        doc: &DocId,
        hashes: &[ChangeHash],
    ) -> Result<bool, StoreError> {
        shelf::knows(&self.connection, forum, doc, hashes)
    }

    fn mark(&mut self, forum: ForumId, seq: Seq) -> Result<Option<Mark>, StoreError> {
        marks::at(&self.connection, forum, seq)
    }

    fn seal(&mut self, forum: ForumId) -> Result<Seal, StoreError> {
        marks::seal(&self.connection, forum)
    }

    fn recover(&mut self, forum: ForumId, now_ms: u64) -> Result<(), StoreError> {
        self.decide(|transaction| people::recover(transaction, forum, now_ms))
    }

    fn log_after(
        &mut self,
        forum: ForumId,
        after: Seq,
        bytes_max: usize,
    ) -> Result<Vec<LogRow>, StoreError> {
        shelf::log_after(&self.connection, forum, after, bytes_max)
    }

    fn documents_after(
        &mut self,
        forum: ForumId,
        after: Option<&DocId>,
        docs_max: usize,
    ) -> Result<Vec<DocId>, StoreError> {
        shelf::documents_after(&self.connection, forum, after, docs_max)
    }

    fn document_count(&mut self, forum: ForumId) -> Result<u64, StoreError> {
        shelf::document_count(&self.connection, forum)
    }

    fn used_since(
        &mut self,
        forum: ForumId,
        since_ms: u64,
    ) -> Result<BTreeMap<MemberId, Used>, StoreError> {
        shelf::used_since(&self.connection, forum, since_ms)
    }

    fn mend(
        &mut self,
        forum: ForumId,
        doc: &DocId,
        changes: &[Change],
    ) -> Result<usize, StoreError> {
        self.write(|transaction| mend::mend(transaction, forum, doc, changes))
    }
}
