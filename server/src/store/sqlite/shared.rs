//! One database for all threads of a relay: a line of writers, and some who read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use automerge::{Change, ChangeHash};
use paguyuban::id::{DeviceId, DocId, ForumId, Mark, MemberId, Seq};
use paguyuban::mark::Seal;
use paguyuban::relay::{LogRow, Quarantined, StoredDocument, Used};

use super::line::Line;
use super::{SqliteStore, invitation, people};
use crate::store::{
    Append, Device, Enrolment, Erasure, Forum, Invitation, Refounding, SecretHash, Snapshot, Store,
    StoreError, Tombstone, Unfit,
};

/// Connections that read at once. A reading takes a fraction of a millisecond, so more would only cost
/// memory; who finds none free waits.
const READERS_MAX: usize = 16;

/// A store that can be had by any number of threads: its copies are one database.
#[derive(Debug, Clone)]
pub struct SharedStore {
    database: Arc<Database>,
}

#[derive(Debug)]
struct Database {
    folder: PathBuf,
    line: Line,
    readers: Mutex<Readers>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct Readers {
    idle: Vec<SqliteStore>,
    busy: usize,
}

impl SharedStore {
    /// Opens the database in a folder; makes both if they are not there.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let database = Database {
            folder: folder.to_owned(),
            line: Line::of(SqliteStore::open(folder)?),
            readers: Mutex::default(),
            freed: Condvar::new(),
        };
        Ok(Self { database: Arc::new(database) })
    }

    /// Reads, beside others who read or write.
    ///
    /// # Errors
    /// What the work says, or if the database cannot be opened once more.
    pub fn read<T>(
        &self,
        work: impl FnOnce(&mut SqliteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut reader = self.reader()?;
        let done = work(reader.store());
        reader.keep();
        done
    }

    /// Writes once, in the order in which it was asked, together with others who wait.
    ///
    /// # Errors
    /// What the work says; then nothing was written.
    pub fn write<T>(
        &self,
        work: impl FnOnce(&mut SqliteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.database.line.write(work)
    }

    /// As [`Self::write`], for what must not wait for room on a full disk.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn decide<T>(
        &self,
        work: impl Fn(&mut SqliteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match self.write(&work) {
            // others in the same transaction were refused with it; alone it makes room for itself
            Err(StoreError::Full) => self.alone(work),
            done => done,
        }
    }

    /// Writes what cannot be done together with others, such as packing the file.
    pub fn alone<T>(&self, work: impl FnOnce(&mut SqliteStore) -> T) -> T {
        self.database.line.alone(work)
    }

    fn reader(&self) -> Result<Reader<'_>, StoreError> {
        let database = &*self.database;
        let full = |readers: &mut Readers| readers.idle.is_empty() && readers.busy >= READERS_MAX;
        let waited = database.freed.wait_while(database.readers(), full);
        let mut readers = waited.unwrap_or_else(PoisonError::into_inner);
        readers.busy += 1;
        let idle = readers.idle.pop();
        drop(readers);
        // from here on its place is given back, whatever happens
        let mut reader = Reader { database, store: idle, sound: false };
        if reader.store.is_none() {
            reader.store = Some(SqliteStore::open(&database.folder)?);
        }
        Ok(reader)
    }
}

impl Database {
    fn readers(&self) -> MutexGuard<'_, Readers> {
        // a list and a number are right whatever happened
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that somebody reads with.
struct Reader<'a> {
    database: &'a Database,
    store: Option<SqliteStore>,
    /// Nobody has panicked with it.
    sound: bool,
}

impl Reader<'_> {
    fn store(&mut self) -> &mut SqliteStore {
        match &mut self.store {
            Some(store) => store,
            None => unreachable!("it is opened before it is handed out"),
        }
    }

    fn keep(mut self) {
        self.sound = true;
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let mut readers = self.database.readers();
        readers.busy -= 1;
        if self.sound {
            readers.idle.extend(self.store.take());
        }
        drop(readers);
        self.database.freed.notify_one();
    }
}

impl Store for SharedStore {
    fn forums(&mut self) -> Result<Vec<Forum>, StoreError> {
        self.read(SqliteStore::forums)
    }

    fn forum(&mut self, forum: ForumId) -> Result<Forum, StoreError> {
        self.read(|store| store.forum(forum))
    }

    fn add_forum(&mut self, forum: &Forum) -> Result<(), StoreError> {
        self.write(|store| store.add_forum(forum))
    }

    fn people_marks(&mut self) -> Result<Vec<(ForumId, u64)>, StoreError> {
        self.read(SqliteStore::people_marks)
    }

    fn add_invitation(&mut self, invitation: &Invitation) -> Result<(), StoreError> {
        self.decide(|store| store.add_invitation(invitation))
    }

    fn use_invitation(
        &mut self,
        secret: SecretHash,
        enrolment: &Enrolment,
    ) -> Result<Result<Device, Unfit>, StoreError> {
        // strangers who try secrets do not stand in the line
        let known = self.read(|store| invitation::standing(&store.connection, secret, enrolment));
        match known? {
            Ok(_) => self.decide(|store| store.use_invitation(secret, enrolment)),
            Err(unfit) => Ok(Err(unfit)),
        }
    }

    fn device_by_token(&mut self, token: SecretHash) -> Result<Option<Device>, StoreError> {
        let found = self.read(|store| people::device_by_token(&store.connection, token))?;
        if found.is_some() {
            return Ok(found);
        }
        // whoever tries tokens does not stand in the line
        match self.read(|store| people::device_by_next_token(&store.connection, token))? {
            Some(_) => self.decide(|store| store.device_by_token(token)),
            None => Ok(None),
        }
    }

    fn devices(&mut self, forum: ForumId) -> Result<Vec<Device>, StoreError> {
        self.read(|store| store.devices(forum))
    }

    fn device(&mut self, forum: ForumId, id: DeviceId) -> Result<Option<Device>, StoreError> {
        self.read(|store| store.device(forum, id))
    }

    fn mend(
        &mut self,
        forum: ForumId,
        doc: &DocId,
        changes: &[Change],
    ) -> Result<usize, StoreError> {
        self.write(|store| store.mend(forum, doc, changes))
    }

    fn revoke(
        &mut self,
        forum: ForumId,
        device: DeviceId,
        now_ms: u64,
    ) -> Result<bool, StoreError> {
        self.decide(|store| store.revoke(forum, device, now_ms))
    }

    fn tombstones(&mut self, forum: ForumId, after: u64) -> Result<Vec<Tombstone>, StoreError> {
        self.read(|store| store.tombstones(forum, after))
    }

    fn is_erased(&mut self, forum: ForumId, doc: &DocId) -> Result<bool, StoreError> {
        self.read(|store| store.is_erased(forum, doc))
    }

    fn erase(&mut self, forum: ForumId, erasure: &Erasure) -> Result<Option<u64>, StoreError> {
        self.alone(|store| store.erase(forum, erasure))
    }

    fn readable(
        &mut self,
        forum: ForumId,
        doc: &DocId,
    ) -> Result<Option<(StoredDocument, Vec<ChangeHash>)>, StoreError> {
        self.read(|store| store.readable(forum, doc))
    }

    fn found_anew(
        &mut self,
        forum: ForumId,
        refounding: &Refounding,
        append: &Append<'_>,
    ) -> Result<Option<u64>, StoreError> {
        self.alone(|store| store.found_anew(forum, refounding, append))
    }

    fn append(&mut self, forum: ForumId, append: &Append<'_>) -> Result<(), StoreError> {
        self.write(|store| store.append(forum, append))
    }

    fn keep_snapshot(&mut self, forum: ForumId, snapshot: &Snapshot) -> Result<(), StoreError> {
        self.write(|store| store.keep_snapshot(forum, snapshot))
    }

    fn keep_snapshots(&mut self, forum: ForumId, made: &[Snapshot]) -> Result<(), StoreError> {
        self.write(|store| store.keep_snapshots(forum, made))
    }

    fn tail_changes(&mut self, forum: ForumId, doc: &DocId) -> Result<u64, StoreError> {
        self.read(|store| store.tail_changes(forum, doc))
    }

    fn keep_aside(
        &mut self,
        forum: ForumId,
        refused: &Quarantined,
        now_ms: u64,
    ) -> Result<(), StoreError> {
        self.write(|store| store.keep_aside(forum, refused, now_ms))
    }

    fn keep_all_aside(
        &mut self,
        forum: ForumId,
        refused: &[Quarantined],
        now_ms: u64,
    ) -> Result<(), StoreError> {
        self.write(|store| store.keep_all_aside(forum, refused, now_ms))
    }

    fn pulse(&mut self, now_ms: u64) -> Result<(), StoreError> {
        self.write(|store| store.pulse(now_ms))
    }

    fn document(
        &mut self,
        forum: ForumId,
        doc: &DocId,
    ) -> Result<Option<StoredDocument>, StoreError> {
        self.read(|store| store.document(forum, doc))
    }

    fn heads(&mut self, forum: ForumId, doc: &DocId) -> Result<Vec<ChangeHash>, StoreError> {
        self.read(|store| store.heads(forum, doc))
    }

    fn knows(
        &mut self,
        forum: ForumId,
        doc: &DocId,
        hashes: &[ChangeHash],
    ) -> Result<bool, StoreError> {
        self.read(|store| store.knows(forum, doc, hashes))
    }

    fn mark(&mut self, forum: ForumId, seq: Seq) -> Result<Option<Mark>, StoreError> {
        self.read(|store| store.mark(forum, seq))
    }

    fn seal(&mut self, forum: ForumId) -> Result<Seal, StoreError> {
        self.read(|store| store.seal(forum))
    }

    fn recover(&mut self, forum: ForumId, now_ms: u64) -> Result<(), StoreError> {
        self.decide(|store| store.recover(forum, now_ms))
    }

    fn log_after(
        &mut self,
        forum: ForumId,
        after: Seq,
        bytes_max: usize,
    ) -> Result<Vec<LogRow>, StoreError> {
        self.read(|store| store.log_after(forum, after, bytes_max))
    }

    fn documents_after(
        &mut self,
        forum: ForumId,
        after: Option<&DocId>,
        docs_max: usize,
    ) -> Result<Vec<DocId>, StoreError> {
        self.read(|store| store.documents_after(forum, after, docs_max))
    }

    fn document_count(&mut self, forum: ForumId) -> Result<u64, StoreError> {
        self.read(|store| store.document_count(forum))
    }

    fn used_since(
        &mut self,
        forum: ForumId,
        since_ms: u64,
    ) -> Result<BTreeMap<MemberId, Used>, StoreError> {
        self.read(|store| store.used_since(forum, since_ms))
    }
}
