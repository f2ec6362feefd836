//! News of documents, gathered from frames that came together and taken in per document at once.
//!
//! Merging, looking for doubts and making the view cost about the same for one change as for twenty,
//! and when an office comes back, twenty people have written in the same documents.

use std::collections::BTreeSet;

use automerge::{Change, ChangeHash};

use super::listen::{Turn, ends};
use super::proof::Sealed;
use super::{Effect, Event, Record, Replica, in_causal_order};
use crate::chunk;
use crate::conflict::Asked;
use crate::frame::{CaughtUp, Changed, Content, Frame, Place, Stored};
use crate::id::{DocId, Mark, Seq};

/// What some frames said, not taken in yet.
#[derive(Debug, Default)]
pub(super) struct News {
    /// In the order of their first word; there are few.
    docs: Vec<(DocId, Arrived)>,
    /// The phone's place in what the relay hands over has moved.
    moved: bool,
    /// So has its cursor, which the relay counts.
    received: bool,
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
    /// It is a history that was not here, so nobody wrote against it.
    past: bool,
    /// All of the document was handed over.
    whole: bool,
    /// The relay's seals on it, each with the changes that it rests on.
    sealed: Vec<(Sealed, BTreeSet<String>)>,
}

impl Arrived {
    /// Changes that the relay has handed over.
    fn of(changes: Vec<Change>, seal: Option<Mark>) -> Self {
        let heads = chunk::heads_of(&changes);
        let rests_on = || changes.iter().flat_map(Change::deps).map(ToString::to_string).collect();
        let sealed = seal.map(|seal| (Sealed::new(&heads, seal), rests_on()));
        let sealed = sealed.into_iter().collect();
        Self { changes, heads, seq: Seq(0), past: false, whole: false, sealed }
    }
}

impl News {
    fn add(&mut self, doc: &DocId, new: Arrived) {
        match self.docs.iter_mut().find(|(known, _)| known == doc) {
            Some((_, arrived)) => {
                arrived.changes.extend(new.changes);
                arrived.heads.extend(new.heads);
                arrived.seq = arrived.seq.max(new.seq);
                arrived.past &= new.past;
                arrived.whole |= new.whole;
                arrived.sealed.extend(new.sealed);
            }
            None => self.docs.push((doc.clone(), new)),
        }
    }
}

impl Replica {
    /// Adds a frame to the news; gives it back if something has to be done about it now.
    pub(super) fn note(&mut self, frame: Frame, news: &mut News) -> Option<Frame> {
        match frame {
            Frame::Changed(Changed {
                ref place,
                ref doc,
                content: ref content @ (Content::Chunk(ref bytes) | Content::Piece(ref bytes)),
                mark,
                seal,
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
                self.marked(mark);
                let past = self.is_past(place, doc);
                let seq = match content {
                    Content::Piece(_) => {
                        self.standing.part = Some(doc.clone());
                        Seq(0)
                    }
                    _ => self.reached(place, doc),
                };
                let in_log = matches!(place, Place::Log { .. });
                (news.moved, news.received) = (true, news.received | in_log);
                let whole = !in_log && matches!(content, Content::Chunk(_));
                news.add(doc, Arrived { seq, past, whole, ..Arrived::of(changes, seal) });
            }
            Frame::Stored(Stored { push, doc, seq, mark }) => {
                news.moved |= self.marked(mark);
                let sent = self.link.as_mut().and_then(|link| link.answered(push));
                // it may have left this phone meanwhile
                let here = |of: &DocId| *of == doc && self.ledgers.contains_key(of);
                if let Some(sent) = sent.filter(|sent| here(&sent.doc)) {
                    let heads = sent.heads;
                    news.add(&doc, Arrived { heads, seq, ..Arrived::of(Vec::new(), None) });
                    news.then.push(Effect::Tell(Event::Stored { doc }));
                }
            }
            Frame::CaughtUp(CaughtUp { after, cursor, mark }) => {
                if after > self.standing.cursor || self.standing.fill.is_some() {
                    return Some(frame);
                }
                if cursor > self.standing.cursor {
                    self.standing.cursor = cursor;
                    (news.moved, news.received) = (true, true);
                }
                news.moved |= self.marked(mark);
                self.hears_all();
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

    /// Whether a piece at this place is of a document that was not on this phone, and nobody has written in
    /// the part that came.
    fn is_past(&self, place: &Place, doc: &DocId) -> bool {
        let begun = self.standing.part.as_ref() == Some(doc);
        let ledger = self.ledgers.get(doc);
        !matches!(place, Place::Log { .. })
            && ledger.is_none_or(|ledger| begun && ledger.unsent == 0)
    }

    /// Merges the news, stores it with the phone's new place in one transaction, and tells.
    pub(super) fn take_in(&mut self, news: News) -> Vec<Effect> {
        let (mut effects, mut docs, mut show) = (Vec::new(), Vec::new(), Vec::new());
        let mut anew = Vec::new();
        for (doc, arrived) in news.docs {
            effects.extend(self.put_down(&doc));
            if let Some(link) = self.link.as_mut().filter(|_| !arrived.changes.is_empty()) {
                // it may be what this phone's work waited for
                link.goes_on(&doc);
            }
            let (changed, whole) = (!arrived.changes.is_empty(), arrived.whole);
            let Some(records) = self.merge(&doc, arrived) else {
                effects.extend(self.damaged_on_the_way(doc, std::mem::take(&mut docs)));
                if ends(&effects) {
                    return effects;
                }
                continue;
            };
            docs.extend(records);
            if changed || whole {
                show.push(Effect::Show(doc.clone()));
            }
            if whole {
                anew.push(doc);
            }
        }
        if news.moved {
            effects.push(self.moved(docs));
        } else if !docs.is_empty() {
            effects.push(self.transaction(docs));
        }
        anew.iter().for_each(|doc| self.read_anew(doc));
        effects.extend(show);
        if news.received {
            effects.push(Effect::Send(Frame::Received(self.standing.cursor)));
        }
        effects.extend(news.then);
        effects
    }

    fn merge(&mut self, doc: &DocId, arrived: Arrived) -> Option<Vec<Record>> {
        let Arrived { changes, heads, seq, past, whole, sealed } = arrived;
        self.make_way(doc, |hash| changes.iter().any(|change| change.hash() == *hash));
        let (ready, orphans) = in_causal_order(&self.opened(doc).document, changes);
        if orphans > 0 {
            return None;
        }
        let document = &mut self.opened(doc).document;
        if past {
            document.apply_stored(ready.clone()).ok()?;
        } else if !ready.is_empty() {
            document.apply(ready.clone()).ok()?;
        }
        if whole {
            // what met in the pieces before, or before this phone came, is asked here as well
            let doubts = document.doubts().to_vec();
            document.ask(Asked { doubts, ..Asked::default() });
        }
        let ledger = self.ledgers.entry(doc.clone()).or_default();
        ledger.relay_has(heads);
        ledger.seq = ledger.seq.max(seq);
        sealed.into_iter().for_each(|(new, rests_on)| ledger.keep_seal(new, &rests_on));
        Some(if whole {
            vec![self.whole_record(doc)]
        } else if ready.is_empty() {
            self.recount(doc);
            vec![self.part(doc, None)]
        } else {
            self.records(doc, &ready)
        })
    }
}
