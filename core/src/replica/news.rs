//! News of documents, gathered from frames that came together and taken in per document at once.
//!
//! Merging, looking for doubts and making the view cost about the same for one change as for twenty,
//! and when an office comes back, twenty people have written in the same documents.

use automerge::{Change, ChangeHash};

use super::listen::Turn;
use super::{Effect, Event, Record, Replica, in_causal_order};
use crate::chunk;
use crate::frame::{CaughtUp, Changed, Content, Frame, Place, Stored};
use crate::id::{DocId, Seq};

/// What some frames said, not taken in yet.
#[derive(Debug, Default)]
pub(super) struct News {
    /// In the order of their first word; there are few.
    docs: Vec<(DocId, Arrived)>,
    /// The phone's place in the log has moved.
    moved: bool,
    /// To be done once the rest is stored.
    then: Vec<Effect>,
}

#[derive(Debug)]
struct Arrived {
    changes: Vec<Change>,
    /// The relay holds these.
    heads: Vec<ChangeHash>,
    /// Where in the log the newest of them stands.
    seq: Seq,
}

impl News {
    fn add(&mut self, doc: &DocId, changes: Vec<Change>, heads: Vec<ChangeHash>, seq: Seq) {
        match self.docs.iter_mut().find(|(known, _)| known == doc) {
            Some((_, arrived)) => {
                arrived.changes.extend(changes);
                arrived.heads.extend(heads);
                arrived.seq = arrived.seq.max(seq);
            }
            None => self.docs.push((doc.clone(), Arrived { changes, heads, seq })),
        }
    }
}

impl Replica {
    /// Adds a frame to the news; gives it back if something has to be done about it now.
    pub(super) fn note(&mut self, frame: Frame, news: &mut News) -> Option<Frame> {
        match frame {
            Frame::Changed(Changed {
                place: ref place @ Place::Log { seq, .. },
                ref doc,
                content: Content::Chunk(ref bytes),
                ..
            }) => {
                match self.turn(place, doc) {
                    Turn::Past => return None,
                    Turn::Gap => return Some(frame),
                    Turn::Next => {}
                }
                let Ok(changes) = chunk::unpack(bytes) else {
                    return Some(frame);
                };
                self.standing.cursor = seq;
                news.moved = true;
                let heads = chunk::heads_of(&changes);
                news.add(doc, changes, heads, seq);
            }
            Frame::Stored(Stored { push, doc, seq }) => {
                let sent = self.link.as_mut().and_then(|link| link.answered(push));
                // it may have left this phone meanwhile
                let here = self.ledgers.contains_key(&doc);
                if let Some(sent) = sent.filter(|sent| here && sent.doc == doc) {
                    news.add(&doc, Vec::new(), sent.heads, seq);
                    news.then.push(Effect::Tell(Event::Stored { doc }));
                }
            }
            Frame::CaughtUp(CaughtUp { after, cursor }) => {
                if after > self.standing.cursor || self.standing.fill.is_some() {
                    return Some(frame);
                }
                if cursor > self.standing.cursor {
                    self.standing.cursor = cursor;
                    news.moved = true;
                }
                news.then.push(Effect::Tell(Event::CaughtUp));
            }
            Frame::Receipts(receipts) => {
                self.receipts.clone_from(&receipts.0.0);
                news.then.push(Effect::Tell(Event::Receipts { groups: receipts.0.0 }));
            }
            Frame::Presence(presence) => {
                let (doc, people) = (presence.doc, presence.people.0);
                if let Some(link) = self.link.as_mut() {
                    link.set_present(doc.clone(), people.clone());
                }
                news.then.push(Effect::Tell(Event::Presence { doc, people }));
            }
            _ => return Some(frame),
        }
        None
    }

    /// Merges the news, stores it with the phone's new place in one transaction, and tells.
    pub(super) fn take_in(&mut self, news: News) -> Vec<Effect> {
        let (mut effects, mut docs, mut show) = (Vec::new(), Vec::new(), Vec::new());
        for (doc, arrived) in news.docs {
            effects.extend(self.put_down(&doc));
            let changed = !arrived.changes.is_empty();
            let Some(records) = self.merge(&doc, arrived) else {
                effects.extend(self.damaged_on_the_way(doc, docs));
                return effects;
            };
            docs.extend(records);
            if changed {
                show.push(Effect::Show(doc));
            }
        }
        if news.moved {
            effects.push(self.moved(docs));
        } else if !docs.is_empty() {
            effects.push(self.transaction(docs));
        }
        effects.extend(show);
        if news.moved {
            effects.push(Effect::Send(Frame::Received(self.standing.cursor)));
        }
        effects.extend(news.then);
        effects
    }

    fn merge(&mut self, doc: &DocId, arrived: Arrived) -> Option<Vec<Record>> {
        let Arrived { changes, heads, seq } = arrived;
        let (ready, orphans) = in_causal_order(&self.opened(doc).document, changes);
        if orphans > 0 {
            return None;
        }
        if !ready.is_empty() {
            self.opened(doc).document.apply(ready.clone()).ok()?;
        }
        let ledger = self.ledgers.entry(doc.clone()).or_default();
        ledger.relay_has(heads);
        ledger.seq = ledger.seq.max(seq);
        Some(if ready.is_empty() {
            self.recount(doc);
            vec![self.part(doc, None)]
        } else {
            self.records(doc, &ready)
        })
    }
}
