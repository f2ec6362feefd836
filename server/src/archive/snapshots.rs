//! Snapshots of documents whose tail of changes has grown long.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use paguyuban::id::DocId;
use paguyuban::relay::{Effect, StoredDocument};
use paguyuban::vet::Opened;

use super::Archive;
use crate::store::{Store, StoreError};

/// A reader applies at most about so many changes after a snapshot; measured, a hundred cost 3 ms.
const TAIL_CHANGES_MAX: u64 = 100;

impl<S: Store> Archive<S> {
    /// Snapshots for those of the documents that have grown.
    pub(super) fn grown(&mut self, docs: BTreeSet<DocId>) -> Result<Vec<Effect>, StoreError> {
        let mut effects = Vec::new();
        let Some(seq) = self.seq() else {
            return Ok(effects);
        };
        for doc in docs {
            if self.store.tail_changes(self.forum, &doc)? < TAIL_CHANGES_MAX {
                continue;
            }
            let Some(stored) = self.store.document(self.forum, &doc)? else {
                continue;
            };
            match saved(&doc, stored) {
                Some(bytes) => effects.push(Effect::Snapshot { doc, seq, bytes }),
                None => tracing::error!(forum = %self.forum, %doc, "no snapshot can be made"),
            }
        }
        Ok(effects)
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
