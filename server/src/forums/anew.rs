//! Founding a document anew, from the organiser's word to the log.

use std::time::Duration;

use paguyuban::document::{self, Founded, Founder};
use paguyuban::frame::RefusalCode;
use paguyuban::id::{DocId, ForumId, ReplicaId};
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

use super::{Arrival, Forums, Shared};
use crate::answer::Refused;
use crate::archive::{Anew, Answer, Event};
use crate::export::open;
use crate::files::files_in;
use crate::store::{By, FileHash, Refounding, Store, StoreError};

/// The largest document that earlier releases let in is read in less.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often to begin again because somebody wrote in the document meanwhile.
const TRIES_MAX: usize = 5;

impl Forums {
    /// Founds a document anew with what can be read of it.
    ///
    /// It is read and made on a thread apart; only what came of it goes to the one who owns the log.
    ///
    /// # Errors
    /// Why it was not done.
    pub(crate) async fn found_anew(
        &self,
        forum: ForumId,
        by: By,
        doc: &DocId,
        now_ms: u64,
    ) -> Result<(), Refused> {
        for _ in 0..TRIES_MAX {
            let replica = ReplicaId::new(by.device, nonce()?);
            let at_s = (now_ms / 1000).cast_signed();
            let founder = Founder { replica, member: by.member, at_s };
            let (shared, name) = (self.shared.clone(), doc.clone());
            let made = spawn_blocking(move || made(&shared, forum, &name, &founder)).await;
            let (heads, founded, files) = made.map_err(|_| Refused::StoreFailed)??;
            tracing::info!(%forum, %doc, left_out = founded.left_out, "a document is founded anew");
            let founding = founded.founding;
            let refounding =
                Refounding { doc: doc.clone(), heads, founding, files, by, at_ms: now_ms };
            let (answer, answered) = oneshot::channel();
            let anew = Box::new(Anew { refounding, founded, replica, answer });
            let inbox = self.inbox(forum)?;
            let asked = inbox.arrivals.send(Arrival::Event(Event::Found(anew))).await;
            match answered.await {
                Ok(Answer::Done) => {
                    // whoever looks now shall not see it named; the turn that did it says the same in a moment
                    self.shared.is_well(forum, doc);
                    return Ok(());
                }
                Ok(Answer::Failed(error)) => return Err(error.into()),
                Ok(Answer::Moved) => {}
                // the forum has just left memory, or its store has failed
                Err(_) if asked.is_err() => {}
                Err(_) => return Err(Refused::StoreFailed),
            }
        }
        Err(Refused::Busy)
    }
}

fn made(
    shared: &Shared,
    forum: ForumId,
    doc: &DocId,
    founder: &Founder,
) -> Result<(Vec<automerge::ChangeHash>, Founded, Vec<FileHash>), Refused> {
    let mut store = shared.store.clone();
    if store.is_erased(forum, doc)? {
        return Err(Refused::Unknown);
    }
    let (stored, heads) = store.readable(forum, doc)?.ok_or(Refused::Unknown)?;
    let (name, founder) = (doc.clone(), *founder);
    let work = move || {
        let snapshot = stored.snapshot.as_deref();
        document::found_anew(&name, snapshot, stored.tail, &founder).ok_or(RefusalCode::Malformed)
    };
    let founded = shared.trials.apart(PATIENCE, work).map_err(|code| match code {
        RefusalCode::Busy => Refused::Busy,
        _ => Refused::from(StoreError::Failed(format!("nothing can be made of it: {code:?}"))),
    })?;
    let files = kept(doc, &founded)?;
    Ok((heads, founded, files))
}

/// The files that the new generation names.
fn kept(doc: &DocId, founded: &Founded) -> Result<Vec<FileHash>, Refused> {
    let opened = open(doc, None, founded.changes.clone());
    let opened = opened.map_err(|why| StoreError::Failed(format!("a founding: {why}")))?;
    Ok(files_in(&opened).into_keys().collect())
}

fn nonce() -> Result<[u8; 8], Refused> {
    let mut nonce = [0; 8];
    getrandom::fill(&mut nonce).map_err(|_| Refused::StoreFailed)?;
    Ok(nonce)
}
