//! A document that an organiser has founded anew (`document/founding.rs`): its old history goes, the new
//! generation takes its place, and what was not sent of the old is written again in the new.
//!
//! Until the new one begins to arrive the old one stays and can be written in; nothing of it is sent.

use automerge::{Change, ChangeHash};

use super::{Effect, Event, Open, Record, Replica};
use crate::document::{Document, Founding};
use crate::id::DocId;

impl Replica {
    /// The relay has founded the document anew.
    pub(super) fn founded_anew(&mut self, doc: &DocId, founding: Founding) -> Vec<Effect> {
        // what is being typed is part of what is here
        let mut effects = self.put_down(doc);
        if let Some(link) = self.link.as_mut() {
            // whatever is answered to it, it was of the old one
            link.forget(doc);
        }
        let Some(ledger) = self.ledgers.get_mut(doc) else {
            effects.push(self.moved(Vec::new()));
            return effects;
        };
        ledger.founding = Some(founding);
        self.standing.part.take_if(|part| part == doc);
        let record = Record::of_ledger(doc.clone(), ledger.clone());
        effects.push(self.moved(vec![record]));
        effects
    }

    /// The founding of the generation that has not come yet; the document in memory is of an earlier one.
    pub(super) fn awaited(&self, doc: &DocId) -> Option<Founding> {
        let founding = self.ledgers.get(doc)?.founding?;
        let open = self.open.get(doc)?;
        (!open.document.knows(&founding.first)).then_some(founding)
    }

    /// The awaited generation begins with what arrives: it takes the document's place. What was not sent is
    /// kept beside it until all of the beginning is here.
    pub(super) fn make_way(&mut self, doc: &DocId, arrives: impl Fn(&ChangeHash) -> bool) {
        if !self.awaited(doc).is_some_and(|founding| arrives(&founding.first)) {
            return;
        }
        let Some(mut old) = self.open.remove(doc) else {
            return;
        };
        let fresh = Document::new(doc.clone(), self.id, self.member);
        if let Some(ledger) = self.ledgers.get_mut(doc) {
            let known = ledger.relay_heads();
            let known = if known.is_empty() { ledger.former_heads() } else { known };
            ledger.again.extend(old.document.written_since(&known));
            ledger.relay.clear();
            ledger.former.clear();
        }
        let (superseded, former) = (Some(old.chunks), Some(Box::new(old.document)));
        // what could not be read of it may be read one day
        let unreadable = old.unreadable;
        self.open.insert(doc.clone(), Open { unreadable, superseded, former, ..Open::of(fresh) });
    }

    /// What was not sent of an earlier generation is written in this one, once all of its beginning is here.
    /// What does not fit is given to its person.
    pub(super) fn write_again(&mut self, at_s: i64) -> Vec<Effect> {
        let waits = self.ledgers.iter().filter(|(doc, ledger)| {
            let whole = |open: &Open| {
                ledger.founding.is_some_and(|founding| open.document.knows(&founding.last))
            };
            !ledger.again.is_empty() && self.open.get(doc).is_some_and(whole)
        });
        let docs: Vec<DocId> = waits.map(|(doc, _)| doc.clone()).collect();
        docs.iter().flat_map(|doc| self.write_again_in(doc, at_s)).collect()
    }

    fn write_again_in(&mut self, doc: &DocId, at_s: i64) -> Vec<Effect> {
        let mut effects = self.put_down(doc);
        let (Some(ledger), Some(open)) = (self.ledgers.get_mut(doc), self.open.get_mut(doc)) else {
            return effects;
        };
        let left = open.document.write_again(std::mem::take(&mut ledger.again), at_s);
        ledger.left.extend(left);
        let written = self.flush(doc);
        if written.is_empty() {
            let record = self.record(doc, None);
            effects.push(self.transaction(vec![record]));
        }
        effects.extend(written);
        effects.extend(self.tell_left(doc));
        effects
    }

    /// What did not fit, until it is said to be in good hands.
    pub(super) fn tell_left(&self, doc: &DocId) -> Option<Effect> {
        let left = self.ledgers.get(doc)?.left.clone();
        (!left.is_empty()).then(|| Effect::Tell(Event::PutIn { doc: doc.clone(), left }))
    }

    /// What was told by [`Event::PutIn`] is kept where its person finds it.
    pub fn keeps_left(&mut self, doc: &DocId) -> Vec<Effect> {
        let Some(ledger) = self.ledgers.get_mut(doc).filter(|ledger| !ledger.left.is_empty())
        else {
            return Vec::new();
        };
        ledger.left.clear();
        let record = match self.open.contains_key(doc) {
            true => self.part(doc, None),
            false => Record::of_ledger(doc.clone(), ledger.clone()),
        };
        vec![self.transaction(vec![record])]
    }

    /// What another tab has written in an earlier generation, which this tab has left.
    pub(super) fn write_late(
        &mut self,
        doc: &DocId,
        (key, late): (String, &[Change]),
        at_s: i64,
    ) -> Vec<Effect> {
        let Some(open) = self.open.get_mut(doc) else {
            return Vec::new();
        };
        let Some(former) = open.former.as_mut() else {
            return Vec::new();
        };
        let before = former.heads();
        if former.apply(late.to_vec()).is_err() {
            return Vec::new();
        }
        let written = former.written_since(&before);
        open.superseded.get_or_insert_default().push(key);
        if let Some(ledger) = self.ledgers.get_mut(doc) {
            ledger.again.extend(written);
        }
        self.write_again(at_s)
    }
}
