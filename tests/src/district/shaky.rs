//! The relay's disk: the real store, and the ways in which a disk lets it down.

use std::collections::BTreeMap;

use automerge::{Change, ChangeHash};
use paguyuban::id::{DeviceId, DocId, ForumId, Mark, MemberId, Seq};
use paguyuban::mark::Seal;
use paguyuban::relay::{LogRow, Quarantined, StoredDocument, Used};
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_server::store::{
    Append, Device, Enrolment, Erasure, Forum, Invitation, Refounding, SecretHash, Snapshot, Store,
    StoreError, Tombstone, Unfit,
};

use crate::dice::Dice;

/// How the relay's disk feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    Well,
    /// Takes nothing until it is well again.
    Full,
    /// The next write fails.
    RefusesOnce,
    /// The next write arrives, and is said to have failed.
    WritesAndFailsOnce,
    /// The next read fails.
    UnreadableOnce,
}

/// A store on such a disk.
#[derive(Debug)]
pub(super) struct Shaky {
    pub(super) store: SqliteStore,
    pub(super) mood: Mood,
    /// Planted: says that it wrote, and did not, now and then.
    pub(super) forgets: Option<Dice>,
}

impl Shaky {
    fn failed() -> StoreError {
        StoreError::Failed("planted".to_owned())
    }

    fn read(&mut self) -> Result<&mut SqliteStore, StoreError> {
        if self.mood == Mood::UnreadableOnce {
            self.mood = Mood::Well;
            return Err(Self::failed());
        }
        Ok(&mut self.store)
    }

    fn write<T>(
        &mut self,
        work: impl FnOnce(&mut SqliteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match self.mood {
            Mood::Full => Err(StoreError::Full),
            Mood::RefusesOnce => {
                self.mood = Mood::Well;
                Err(Self::failed())
            }
            Mood::WritesAndFailsOnce => {
                self.mood = Mood::Well;
                work(&mut self.store)?;
                Err(Self::failed())
            }
            Mood::Well | Mood::UnreadableOnce => work(&mut self.store),
        }
    }
}

impl Store for Shaky {
    fn forums(&mut self) -> Result<Vec<Forum>, StoreError> {
        self.read()?.forums()
    }

    fn forum(&mut self, forum: ForumId) -> Result<Forum, StoreError> {
        self.read()?.forum(forum)
    }

    fn add_forum(&mut self, forum: &Forum) -> Result<(), StoreError> {
        self.write(|store| store.add_forum(forum))
    }

    fn people_marks(&mut self) -> Result<Vec<(ForumId, u64)>, StoreError> {
        self.store.people_marks()
    }

    fn add_invitation(&mut self, invitation: &Invitation) -> Result<(), StoreError> {
        self.write(|store| store.add_invitation(invitation))
    }

    fn use_invitation(
        &mut self,
        secret: SecretHash,
        enrolment: &Enrolment,
    ) -> Result<Result<Device, Unfit>, StoreError> {
        self.write(|store| store.use_invitation(secret, enrolment))
    }

    fn device_by_token(&mut self, token: SecretHash) -> Result<Option<Device>, StoreError> {
        self.read()?.device_by_token(token)
    }

    fn devices(&mut self, forum: ForumId) -> Result<Vec<Device>, StoreError> {
        self.read()?.devices(forum)
    }

    fn device(&mut self, forum: ForumId, id: DeviceId) -> Result<Option<Device>, StoreError> {
        self.read()?.device(forum, id)
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
        self.write(|store| store.revoke(forum, device, now_ms))
    }

    fn tombstones(&mut self, forum: ForumId, after: u64) -> Result<Vec<Tombstone>, StoreError> {
        self.read()?.tombstones(forum, after)
    }

    fn is_erased(&mut self, forum: ForumId, doc: &DocId) -> Result<bool, StoreError> {
        self.read()?.is_erased(forum, doc)
    }

    fn erase(&mut self, forum: ForumId, erasure: &Erasure) -> Result<Option<u64>, StoreError> {
        self.write(|store| store.erase(forum, erasure))
    }

    fn readable(
        &mut self,
        forum: ForumId,
        doc: &DocId,
    ) -> Result<Option<(StoredDocument, Vec<ChangeHash>)>, StoreError> {
        self.read()?.readable(forum, doc)
    }

    fn found_anew(
        &mut self,
        forum: ForumId,
        refounding: &Refounding,
        append: &Append<'_>,
    ) -> Result<Option<u64>, StoreError> {
        self.write(|store| store.found_anew(forum, refounding, append))
    }

    fn append(&mut self, forum: ForumId, append: &Append<'_>) -> Result<(), StoreError> {
        if let Some(dice) = &mut self.forgets
            && !append.entries.is_empty()
            && dice.once_in(8)
        {
            return Ok(());
        }
        self.write(|store| store.append(forum, append))
    }

    fn keep_snapshot(&mut self, forum: ForumId, snapshot: &Snapshot) -> Result<(), StoreError> {
        self.write(|store| store.keep_snapshot(forum, snapshot))
    }

    fn tail_changes(&mut self, forum: ForumId, doc: &DocId) -> Result<u64, StoreError> {
        self.read()?.tail_changes(forum, doc)
    }

    fn keep_aside(
        &mut self,
        forum: ForumId,
        refused: &Quarantined,
        now_ms: u64,
    ) -> Result<(), StoreError> {
        self.write(|store| store.keep_aside(forum, refused, now_ms))
    }

    fn pulse(&mut self, now_ms: u64) -> Result<(), StoreError> {
        self.write(|store| store.pulse(now_ms))
    }

    fn document(
        &mut self,
        forum: ForumId,
        doc: &DocId,
    ) -> Result<Option<StoredDocument>, StoreError> {
        self.read()?.document(forum, doc)
    }

    fn heads(&mut self, forum: ForumId, doc: &DocId) -> Result<Vec<ChangeHash>, StoreError> {
        self.read()?.heads(forum, doc)
    }

    fn knows(
        &mut self,
        forum: ForumId,
        doc: &DocId,
        hashes: &[ChangeHash],
    ) -> Result<bool, StoreError> {
        self.read()?.knows(forum, doc, hashes)
    }

    fn mark(&mut self, forum: ForumId, seq: Seq) -> Result<Option<Mark>, StoreError> {
        self.read()?.mark(forum, seq)
    }

    fn seal(&mut self, forum: ForumId) -> Result<Seal, StoreError> {
        self.read()?.seal(forum)
    }

    fn recover(&mut self, forum: ForumId, now_ms: u64) -> Result<(), StoreError> {
        self.write(|store| store.recover(forum, now_ms))
    }

    fn log_after(
        &mut self,
        forum: ForumId,
        after: Seq,
        bytes_max: usize,
    ) -> Result<Vec<LogRow>, StoreError> {
        self.read()?.log_after(forum, after, bytes_max)
    }

    fn documents_after(
        &mut self,
        forum: ForumId,
        after: Option<&DocId>,
        docs_max: usize,
    ) -> Result<Vec<DocId>, StoreError> {
        self.read()?.documents_after(forum, after, docs_max)
    }

    fn used_since(
        &mut self,
        forum: ForumId,
        since_ms: u64,
    ) -> Result<BTreeMap<MemberId, Used>, StoreError> {
        self.read()?.used_since(forum, since_ms)
    }

    fn document_count(&mut self, forum: ForumId) -> Result<u64, StoreError> {
        self.read()?.document_count(forum)
    }
}
