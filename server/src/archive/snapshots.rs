//! Snapshots of documents whose tail of changes has grown long.

use std::panic::{AssertUnwindSafe, catch_unwind};

use paguyuban::id::DocId;
use paguyuban::relay::StoredDocument;
use paguyuban::vet::Opened;

use super::Archive;
use crate::store::{Snapshot, Store, StoreError};

/// A reader applies at most about so many changes after a snapshot; measured, a hundred cost 3 ms.
const TAIL_CHANGES_MAX: u64 = 100;

impl<S: Store> Archive<S> {
    /// Looks at the documents that were written to until one has grown long, and makes a snapshot of
    /// it: after a day's work of an office, making all of them at once would keep everybody waiting.
    pub(super) fn snapshot_next(&mut self) -> Result<(), StoreError> {
        while let Some(doc) = self.written.pop_first() {
            if self.store.tail_changes(self.forum, &doc)? >= TAIL_CHANGES_MAX {
                return self.snapshot(doc);
            }
        }
        Ok(())
    }

    fn snapshot(&mut self, doc: DocId) -> Result<(), StoreError> {
        let (Some(seq), Some(stored)) = (self.seq(), self.store.document(self.forum, &doc)?) else {
            return Ok(());
        };
        match saved(&doc, stored) {
            Some(bytes) => self.made.push(Snapshot { doc, seq, bytes }),
            None => tracing::error!(forum = %self.forum, %doc, "no snapshot can be made"),
        }
        self.keep_snapshots();
        Ok(())
    }

    /// Keeps the snapshots that were made; without them readers get the changes.
    pub(super) fn keep_snapshots(&mut self) {
        let made = std::mem::take(&mut self.made);
        if made.is_empty() {
            return;
        }
        if let Err(error) = self.store.keep_snapshots(self.forum, &made) {
            tracing::warn!(forum = %self.forum, %error, "snapshots were not kept");
        }
    }
}

/// The document as Automerge saves it, loaded back and compared.
fn saved(doc: &DocId, stored: StoredDocument) -> Option<Vec<u8>> {
    let StoredDocument { snapshot, tail } = stored;
    let save = || Opened::load(doc.kind(), snapshot.as_deref(), tail)?.save();
    // it was tried out before it was stored, so this should not panic; if it does, only this is lost
    catch_unwind(AssertUnwindSafe(save)).ok()?.ok()
}
