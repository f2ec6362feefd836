//! Snapshots of documents whose tail of changes has grown long. To make one is to save the whole document and
//! load it back, which of a large one takes seconds: it is done apart, one at a time, while turns go on.

use std::panic::{AssertUnwindSafe, catch_unwind};

use paguyuban::id::{DocId, Seq};
use paguyuban::relay::TAIL_CHANGES_MAX;
use paguyuban::vet::Opened;

use super::Archive;
use crate::store::{Snapshot, Store, StoreError};

/// A tail is long that has [`TAIL_CHANGES_MAX`] changes, or this part of all that a document has, so that one that grows fast is not saved again and again.
const TAIL_PART: u64 = 8;

/// The making of a snapshot; nothing if the document cannot be saved.
pub type Save = Box<dyn FnOnce() -> Option<Vec<u8>> + Send>;

/// Does it apart: on a thread of its own in a relay, in place in a simulation.
pub type SaveApart = Box<dyn Fn(Save) -> Box<dyn Saving> + Send>;

/// A snapshot that is being made.
pub trait Saving: Send {
    /// What came of it, if it has ended.
    fn ended(&mut self) -> Option<Saved>;
}

/// What came of making a snapshot.
#[derive(Debug)]
pub enum Saved {
    /// The document as it was saved, loaded back and compared.
    Whole(Vec<u8>),
    /// It cannot be saved.
    Not,
    /// There was no thread for it: it is looked at again when it is next written to.
    PutOff,
}

/// One that was made at once.
struct Made(Option<Vec<u8>>);

impl Saving for Made {
    fn ended(&mut self) -> Option<Saved> {
        Some(self.0.take().map_or(Saved::Not, Saved::Whole))
    }
}

/// Where there are no threads.
pub(super) fn in_place() -> SaveApart {
    Box::new(|save| Box::new(Made(save())))
}

/// Of which document one is being made, and up to where.
pub(super) struct Begun {
    pub(super) doc: DocId,
    seq: Seq,
    saving: Box<dyn Saving>,
}

impl<S: Store> Archive<S> {
    /// Keeps the snapshot that was made. If none is being made, looks at the documents that were written to until
    /// one has grown long, and begins to make one of it.
    pub(super) fn snapshot_next(&mut self) -> Result<(), StoreError> {
        self.keep_snapshot();
        while self.begun.is_none()
            && let Some(doc) = self.written.pop_first()
        {
            let held = self.relay.as_ref().and_then(|relay| relay.held_open(&doc));
            let part = held.as_ref().map_or(0, Opened::changes) / TAIL_PART;
            if self.store.tail_changes(self.forum, &doc)? >= part.max(TAIL_CHANGES_MAX as u64) {
                self.begin_snapshot(doc, held)?;
            }
        }
        Ok(())
    }

    fn begin_snapshot(&mut self, doc: DocId, held: Option<Opened>) -> Result<(), StoreError> {
        let Some(seq) = self.seq() else {
            return Ok(());
        };
        let save: Save = match held {
            Some(opened) => Box::new(move || opened.save().ok()),
            None => {
                let Some(stored) = self.store.document(self.forum, &doc)? else {
                    return Ok(());
                };
                let kind = doc.kind();
                let save =
                    move || Opened::load(kind, stored.snapshot.as_deref(), stored.tail)?.save();
                // it was tried out before it was stored, so this should not panic; if it does, only this is lost
                Box::new(move || catch_unwind(AssertUnwindSafe(save)).ok()?.ok())
            }
        };
        self.begun = Some(Begun { doc, seq, saving: (self.save_apart)(save) });
        self.keep_snapshot();
        Ok(())
    }

    /// Without it readers get the changes.
    fn keep_snapshot(&mut self) {
        let Some(made) = self.begun.as_mut().and_then(|begun| begun.saving.ended()) else {
            return;
        };
        let Some(Begun { doc, seq, .. }) = self.begun.take() else {
            return;
        };
        let bytes = match made {
            Saved::Whole(bytes) => bytes,
            Saved::PutOff => return,
            Saved::Not => {
                tracing::error!(forum = %self.forum, %doc, "no snapshot can be made");
                return;
            }
        };
        if let Err(error) = self.store.keep_snapshots(self.forum, &[Snapshot { doc, seq, bytes }]) {
            tracing::warn!(forum = %self.forum, %error, "a snapshot was not kept");
        }
    }
}
