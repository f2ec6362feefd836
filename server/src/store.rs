//! What the relay keeps on disk: forums, who may come in, and each forum's log.
//!
//! [`Store`] is what the rest of the relay knows of it; [`sqlite`] keeps it in one file. Nothing
//! here decides anything: what may enter a log is decided in [`paguyuban::relay`].

use std::collections::BTreeMap;

use automerge::{Change, ChangeHash};
use paguyuban::id::{DeviceId, DocId, Epoch, ForumId, Mark, MemberId, Seq};
use paguyuban::mark::Seal;
use paguyuban::relay::{Entry, Found, LogRow, Moved, Quarantined, Shelf, StoredDocument, Used};
use subtle::ConstantTimeEq;
use thiserror::Error;

mod envelope;
mod feeds;
mod files;
pub mod keep;
mod office;
pub mod sqlite;
mod sum;

pub(crate) use envelope::{seal, unseal};
pub use feeds::{FEEDS_MAX, Feed, NoTable, Table};
pub use files::{
    COMING_MS_MAX, DEVICE_COMING_MAX, DOCUMENT_FILES_MAX, DocState, FORUM_BYTES_MAX, FileHash,
    FileName, Found as FoundFile, Mime, Named, NoHash, PIECE_BYTES_MAX, Piece, Place, StoredFile,
    Taken,
};

pub use office::{
    AuditRow, By, Deed, Device, Enrolment, Erasure, Invitation, Invited, LABEL_CHARS_MAX, Line,
    Noted, Outcome, Refounding, Tombstone, Unfit, What,
};

/// The most refused pushes kept per forum; with the largest chunks they take 64 MiB.
pub const QUARANTINE_ROWS_MAX: u64 = 256;
/// Of them of one device: enough to see what is wrong with it.
pub const QUARANTINE_DEVICE_ROWS_MAX: u64 = 16;
/// The bytes of all of them: some dozen of the largest chunks.
pub const QUARANTINE_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// And of one device's, of which the newest always fits.
pub const QUARANTINE_DEVICE_BYTES_MAX: u64 = 1024 * 1024;

/// Why the store did not do what it was asked.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The disk is full. Nothing was written; it can be tried again.
    #[error("the disk is full")]
    Full,
    /// Another program holds the database for longer than the store waits.
    #[error("the database is in use")]
    Busy,
    /// A row is not what was written.
    #[error("a row of {table} is damaged: {row}")]
    Damaged {
        /// The table.
        table: &'static str,
        /// Its key, for the operator.
        row: String,
    },
    /// The database was made by a newer relay.
    #[error(
        "the database was made by a newer relay (version {found}, this one knows {known}): start that one, or \
         restore a backup from before it"
    )]
    Newer {
        /// The database's version.
        found: i64,
        /// The newest version known here.
        known: i64,
    },
    /// Another relay has written to this forum's log.
    #[error("the log does not end where this relay left it")]
    Moved,
    /// The document was erased, and nothing of it is ever written again.
    #[error("{0} was erased")]
    Erased(DocId),
    /// A device may not do, in the moment of storing, what it could when that was decided.
    #[error("device {0} may not write this any more")]
    Barred(DeviceId),
    /// There is no such forum.
    #[error("there is no forum {0}")]
    NoForum(ForumId),
    /// Anything else that the database or the file system says.
    #[error("the database failed: {0}")]
    Failed(String),
}

/// The hash of a secret; the secret itself is kept nowhere.
#[derive(Debug, Clone, Copy, Eq)]
pub struct SecretHash(pub [u8; 32]);

impl PartialEq for SecretHash {
    /// Takes as long wherever they differ.
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

/// A forum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forum {
    /// Its name in every key.
    pub id: ForumId,
    /// Its name for people.
    pub name: String,
    /// The history its log belongs to.
    pub epoch: Epoch,
    /// The end of its log.
    pub seq: Seq,
    /// When it was made, milliseconds since 1970.
    pub created_ms: u64,
    /// When its history was put back from a backup.
    pub restored_ms: Option<u64>,
}

/// What is written together.
#[derive(Debug, Clone, Copy)]
pub struct Append<'a> {
    /// New entries of the log, the first directly after its end.
    pub entries: &'a [Entry],
    /// How far devices have got.
    pub moved: &'a [Moved],
    /// Now.
    pub at_ms: u64,
}

/// A whole document at a place in the log.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The document.
    pub doc: DocId,
    /// It holds every change up to here.
    pub seq: Seq,
    /// As Automerge saves it.
    pub bytes: Vec<u8>,
}

/// The relay's disk.
///
/// Every method either does all it says or nothing. Rows that were damaged on disk are noticed when
/// they are read.
#[expect(missing_docs, reason = "each name says what it reads or writes; see the types")]
pub trait Store {
    fn forums(&mut self) -> Result<Vec<Forum>, StoreError>;
    fn forum(&mut self, forum: ForumId) -> Result<Forum, StoreError>;
    fn add_forum(&mut self, forum: &Forum) -> Result<(), StoreError>;

    /// A number per forum that grows with what is decided about people and erasures, also by other
    /// programs.
    fn people_marks(&mut self) -> Result<Vec<(ForumId, u64)>, StoreError>;

    fn add_invitation(&mut self, invitation: &Invitation) -> Result<(), StoreError>;
    /// Makes the device that an invitation is for, once, and shuts out the one it replaces. The same
    /// device may ask again and is given another token.
    fn use_invitation(
        &mut self,
        secret: SecretHash,
        enrolment: &Enrolment,
    ) -> Result<Result<Device, Unfit>, StoreError>;
    /// A token that was handed out to replace another does so when it is looked up.
    fn device_by_token(&mut self, token: SecretHash) -> Result<Option<Device>, StoreError>;
    fn devices(&mut self, forum: ForumId) -> Result<Vec<Device>, StoreError>;
    fn device(&mut self, forum: ForumId, id: DeviceId) -> Result<Option<Device>, StoreError>;
    /// Shuts a device out by the operator's word; whether there was one that was not yet.
    fn revoke(&mut self, forum: ForumId, device: DeviceId, now_ms: u64)
    -> Result<bool, StoreError>;

    /// In the order of their numbers.
    fn tombstones(&mut self, forum: ForumId, after: u64) -> Result<Vec<Tombstone>, StoreError>;
    fn is_erased(&mut self, forum: ForumId, doc: &DocId) -> Result<bool, StoreError>;
    /// Erases a document with all that was ever kept of it, for good; afterwards its bytes are in no
    /// file. The number of its tombstone; `None` if nothing of it is here.
    fn erase(&mut self, forum: ForumId, erasure: &Erasure) -> Result<Option<u64>, StoreError>;

    /// As much of a document as can be read, whatever of it is damaged, and its heads.
    fn readable(
        &mut self,
        forum: ForumId,
        doc: &DocId,
    ) -> Result<Option<(StoredDocument, Vec<ChangeHash>)>, StoreError>;
    /// Erases the earlier generations of a document and writes what it begins with, in one transaction. The
    /// number of its tombstone; `None` if what stands there is not that of which the founding was made.
    fn found_anew(
        &mut self,
        forum: ForumId,
        refounding: &Refounding,
        append: &Append<'_>,
    ) -> Result<Option<u64>, StoreError>;

    /// Writes in one transaction. After `Ok` it survives a loss of power.
    fn append(&mut self, forum: ForumId, append: &Append<'_>) -> Result<(), StoreError>;
    /// Keeps a snapshot and drops what it makes superfluous on the way to readers.
    fn keep_snapshot(&mut self, forum: ForumId, snapshot: &Snapshot) -> Result<(), StoreError>;
    /// As [`Store::keep_snapshot`] for several; together if the store can.
    fn keep_snapshots(&mut self, forum: ForumId, made: &[Snapshot]) -> Result<(), StoreError> {
        made.iter().try_for_each(|snapshot| self.keep_snapshot(forum, snapshot))
    }
    /// How many changes a document has after its snapshot.
    fn tail_changes(&mut self, forum: ForumId, doc: &DocId) -> Result<u64, StoreError>;
    /// Keeps the newest [`QUARANTINE_ROWS_MAX`] per forum.
    fn keep_aside(
        &mut self,
        forum: ForumId,
        refused: &Quarantined,
        now_ms: u64,
    ) -> Result<(), StoreError>;
    /// As [`Store::keep_aside`] for several; together if the store can.
    fn keep_all_aside(
        &mut self,
        forum: ForumId,
        refused: &[Quarantined],
        now_ms: u64,
    ) -> Result<(), StoreError> {
        refused.iter().try_for_each(|one| self.keep_aside(forum, one, now_ms))
    }
    /// Writes something small, to learn whether the disk takes it.
    fn pulse(&mut self, now_ms: u64) -> Result<(), StoreError>;

    fn document(
        &mut self,
        forum: ForumId,
        doc: &DocId,
    ) -> Result<Option<StoredDocument>, StoreError>;
    fn heads(&mut self, forum: ForumId, doc: &DocId) -> Result<Vec<ChangeHash>, StoreError>;
    fn knows(
        &mut self,
        forum: ForumId,
        doc: &DocId,
        hashes: &[ChangeHash],
    ) -> Result<bool, StoreError>;
    /// The mark of a place in the log; none of one that an earlier relay wrote, or that is damaged.
    fn mark(&mut self, forum: ForumId, seq: Seq) -> Result<Option<Mark>, StoreError>;
    /// With what the forum's marks are sealed.
    fn seal(&mut self, forum: ForumId) -> Result<Seal, StoreError>;
    /// The log is not the one that phones were told of: when that was noticed.
    fn recover(&mut self, forum: ForumId, now_ms: u64) -> Result<(), StoreError>;
    /// Places of erased documents are left out.
    fn log_after(
        &mut self,
        forum: ForumId,
        after: Seq,
        bytes_max: usize,
    ) -> Result<Vec<LogRow>, StoreError>;
    fn documents_after(
        &mut self,
        forum: ForumId,
        after: Option<&DocId>,
        docs_max: usize,
    ) -> Result<Vec<DocId>, StoreError>;
    fn document_count(&mut self, forum: ForumId) -> Result<u64, StoreError>;
    /// What people have had stored since then.
    fn used_since(
        &mut self,
        forum: ForumId,
        since_ms: u64,
    ) -> Result<BTreeMap<MemberId, Used>, StoreError>;
    /// Writes those of these changes anew whose rows are damaged, and says how many.
    fn mend(
        &mut self,
        forum: ForumId,
        doc: &DocId,
        changes: &[Change],
    ) -> Result<usize, StoreError>;
}

/// One forum's part of a store, as the relay's core reads it.
#[derive(Debug)]
pub struct ForumShelf<'a, S> {
    /// The whole store.
    pub store: &'a mut S,
    /// The forum.
    pub forum: ForumId,
}

impl<S: Store> Shelf for ForumShelf<'_, S> {
    type Error = StoreError;

    fn document(&mut self, doc: &DocId) -> Result<Found, StoreError> {
        Ok(match self.store.document(self.forum, doc) {
            Ok(Some(stored)) => Found::Whole(stored),
            Ok(None) => Found::Nothing,
            Err(StoreError::Damaged { table, row }) => {
                tracing::error!(forum = %self.forum, %doc, table, row, "a document is damaged");
                Found::Damaged
            }
            Err(error) => return Err(error),
        })
    }

    fn mend(&mut self, doc: &DocId, changes: &[Change]) -> Result<usize, StoreError> {
        let mended = self.store.mend(self.forum, doc, changes)?;
        if mended > 0 {
            tracing::info!(forum = %self.forum, %doc, mended, "damaged rows were given back");
        }
        Ok(mended)
    }

    fn heads(&mut self, doc: &DocId) -> Result<Vec<ChangeHash>, StoreError> {
        match self.store.heads(self.forum, doc) {
            // a phone that is told of none gives back all it has
            Err(StoreError::Damaged { .. }) => Ok(Vec::new()),
            heads => heads,
        }
    }

    fn knows(&mut self, doc: &DocId, hashes: &[ChangeHash]) -> Result<bool, StoreError> {
        self.store.knows(self.forum, doc, hashes)
    }

    fn mark(&mut self, seq: Seq) -> Result<Option<Mark>, StoreError> {
        self.store.mark(self.forum, seq)
    }

    fn log_after(&mut self, after: Seq, bytes_max: usize) -> Result<Vec<LogRow>, StoreError> {
        self.store.log_after(self.forum, after, bytes_max)
    }

    fn documents_after(
        &mut self,
        after: Option<&DocId>,
        docs_max: usize,
    ) -> Result<Vec<DocId>, StoreError> {
        self.store.documents_after(self.forum, after, docs_max)
    }

    fn document_count(&mut self) -> Result<u64, StoreError> {
        self.store.document_count(self.forum)
    }
}
