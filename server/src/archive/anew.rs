//! Founding a document anew: its earlier generations go and the new one comes in one transaction, of the
//! one who owns the log.

use paguyuban::document::Founded;
use paguyuban::frame::RefusalCode;
use paguyuban::id::ReplicaId;
use tokio::sync::oneshot;

use super::{Archive, Outgoing};
use crate::store::{Append, Refounding, Store, StoreError};

/// What an organiser asks for.
#[derive(Debug)]
pub struct Anew {
    /// Of which document, made of which state.
    pub refounding: Refounding,
    /// What it begins with.
    pub founded: Founded,
    /// The store in whose name it was made.
    pub replica: ReplicaId,
    /// Who waits for the answer.
    pub answer: oneshot::Sender<Answer>,
}

/// What came of it.
#[derive(Debug)]
pub enum Answer {
    /// It is done.
    Done,
    /// Somebody has written in it meanwhile: to be made once more.
    Moved,
    /// It was not done.
    Failed(StoreError),
}

impl<S: Store> Archive<S> {
    pub(super) fn found_anew(
        &mut self,
        anew: Anew,
        now_ms: u64,
        out: &mut Vec<Outgoing>,
    ) -> Result<(), StoreError> {
        // the organiser may have joined, or another may have erased it, without anybody being here
        self.look_at_devices(now_ms, out)?;
        self.look_for_erasures(now_ms, out)?;
        let Anew { refounding, founded, replica, answer } = anew;
        let by = refounding.by.device;
        let Some(relay) = &mut self.relay else {
            return Ok(());
        };
        let batch = match relay.found(&refounding.doc, &founded, (by, replica)) {
            Ok(batch) => batch,
            Err(code) => {
                let said = StoreError::Failed(format!("a founding is not taken: {code:?}"));
                let _gone = answer.send(Answer::Failed(said));
                return Ok(());
            }
        };
        let append = Append { entries: &batch.entries, moved: &[], at_ms: now_ms };
        let (said, effects, failed) = match self.store.found_anew(self.forum, &refounding, &append)
        {
            Ok(Some(number)) => {
                self.written.remove(&refounding.doc);
                self.begun.take_if(|begun| begun.doc == refounding.doc);
                // the old goes before the new comes
                let mut effects = relay.erase(&refounding.doc, number, Some(founded.founding));
                effects.extend(relay.stored(batch));
                (Answer::Done, effects, None)
            }
            Ok(None) => (Answer::Moved, relay.not_stored(batch, RefusalCode::Busy), None),
            // nothing was written
            Err(error @ (StoreError::Full | StoreError::Busy | StoreError::Barred(_))) => {
                (Answer::Failed(error), relay.not_stored(batch, RefusalCode::Busy), None)
            }
            Err(error) => {
                let said = StoreError::Failed(error.to_string());
                (Answer::Failed(said), Vec::new(), Some(error))
            }
        };
        let _gone = answer.send(said);
        self.carry_out(effects, now_ms, out);
        failed.map_or(Ok(()), Err)
    }
}
