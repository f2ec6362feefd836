//! Documents that have to leave this phone, and work that has to leave it another way.

use super::{Effect, Event, Record, Replica, Signed, Why};
use crate::access::{self, Role};
use crate::chunk;
use crate::document::is_fixed;
use crate::frame::{Erased, Frame, RefusalCode, Settled};
use crate::id::DocId;

impl Record {
    fn of_nothing(doc: DocId) -> Self {
        Self { forget: true, ..Self::of_ledger(doc, super::Ledger::default()) }
    }
}

impl Replica {
    /// The document was erased for everybody: what is here of it goes, sent or not.
    ///
    /// Or it was founded anew: then the old of it goes when the new comes.
    pub(super) fn erased(&mut self, Erased { number, doc, founding }: Erased) -> Vec<Effect> {
        if number <= self.standing.erased {
            return Vec::new();
        }
        self.standing.erased = number;
        let mut effects = match founding {
            Some(founding) => self.founded_anew(&doc, founding),
            None => self.erase_here(doc),
        };
        effects.push(Effect::Send(self.settled()));
        effects
    }

    /// Whether the document was erased, as far as this phone was told.
    pub(super) fn is_erased(&self, doc: &DocId) -> bool {
        self.erased.contains(doc) || self.standing.is_buried(doc)
    }

    pub(super) fn erase_here(&mut self, doc: DocId) -> Vec<Effect> {
        self.erased.push(doc.clone());
        self.standing.bury(&doc);
        self.open.remove(&doc);
        let Some(ledger) = self.ledgers.remove(&doc) else {
            return vec![self.moved(Vec::new())];
        };
        let gone = Event::Gone { doc: doc.clone(), why: Why::Erased, unsent: ledger.unsent };
        vec![self.moved(vec![Record::of_nothing(doc)]), Effect::Tell(gone)]
    }

    /// The person may not see the document any more. What was not sent of it stays, held, until it was
    /// carried away or the person removes it.
    pub(super) fn hidden(&mut self, doc: DocId) -> Vec<Effect> {
        let mut effects = self.put_down(&doc);
        let Some(ledger) = self.ledgers.get_mut(&doc) else {
            return effects;
        };
        let unsent = ledger.unsent;
        if unsent > 0 {
            ledger.refused = Some(RefusalCode::NotAllowed);
            let record = Record::of_ledger(doc.clone(), ledger.clone());
            effects.push(self.transaction(vec![record]));
        } else {
            effects.extend(self.forget(&doc));
        }
        effects.push(Effect::Tell(Event::Gone { doc, why: Why::Hidden, unsent }));
        effects
    }

    /// The person has this role now, which may not be the one for which the disk stands. That it does not stand
    /// for one alone any more is on the disk before anything goes from it.
    pub(super) fn meets_role(&mut self, role: Role) -> Vec<Effect> {
        let mut effects = Vec::new();
        let sight = &mut self.standing.sight;
        if !sight.is_empty() && !sight.contains(&role) {
            sight.push(role);
            effects.push(self.moved(Vec::new()));
        }
        effects.extend(self.hide_what_is_not_seen());
        effects
    }

    /// The relay tells what is to be hidden, but only of what it knows to be here.
    fn hide_what_is_not_seen(&mut self) -> Vec<Effect> {
        let (role, member) = (self.role, self.member);
        let hidden = self.ledgers.iter().filter(|(doc, ledger)| {
            !access::may_read(role, member, doc) && ledger.refused != Some(RefusalCode::NotAllowed)
        });
        let hidden: Vec<DocId> = hidden.map(|(doc, _)| doc.clone()).collect();
        hidden.into_iter().flat_map(|doc| self.hidden(doc)).collect()
    }

    /// Removes a document from this phone, whatever of it was not sent. Where a part of it cannot be read any
    /// more, only that part goes.
    pub fn forget(&mut self, doc: &DocId) -> Vec<Effect> {
        if self.ledgers.get(doc).is_some_and(|ledger| !ledger.lost.is_empty()) {
            return self.let_go(doc);
        }
        self.drop_from_memory(doc);
        vec![self.transaction(vec![Record::of_nothing(doc.clone())])]
    }

    /// The person gives up what cannot be read of a document in memory: what can be is sent, and stays.
    fn let_go(&mut self, doc: &DocId) -> Vec<Effect> {
        let mut effects = self.put_down(doc);
        let Some(open) = self.open.get_mut(doc) else {
            return effects;
        };
        let unreadable = std::mem::take(&mut open.unreadable);
        if let Some(ledger) = self.ledgers.get_mut(doc) {
            ledger.lost.clear();
            ledger.orphans = ledger.orphans.saturating_sub(unreadable.len());
        }
        let mut record = self.record(doc, None);
        record.drop.extend(unreadable);
        effects.extend([self.transaction(vec![record]), Effect::Show(doc.clone())]);
        effects.extend(self.push(doc));
        effects
    }

    /// Another tab has removed the document from the disk that both share, as this one has heard or found.
    pub fn drop_from_memory(&mut self, doc: &DocId) {
        self.open.remove(doc);
        self.ledgers.remove(doc);
        self.kept.remove(doc);
    }

    /// The phone's documents are those that a person of this role may see.
    pub(super) fn sight(&mut self, role: Role) -> Vec<Effect> {
        let mut effects = Vec::new();
        let version = self.link.as_ref().map_or(0, |link| link.version);
        if self.standing.knows < version || self.standing.sight != [role] {
            self.standing.knows = self.standing.knows.max(version);
            self.standing.sight = vec![role];
            effects.push(self.moved(Vec::new()));
        }
        effects.push(Effect::Send(self.settled()));
        effects
    }

    fn settled(&self) -> Frame {
        Frame::Settled(Settled { erased: self.standing.erased, role: self.role })
    }

    /// The relay has shut this device out, or does not know it: what was not sent is held.
    pub fn shut_out(&mut self) -> Vec<Effect> {
        if self.standing.shut_out {
            return Vec::new();
        }
        self.standing.shut_out = true;
        vec![self.moved(Vec::new())]
    }

    /// What this device has not sent of a document in memory, to be signed and carried to the relay by
    /// somebody else.
    pub fn packet(&mut self, doc: &DocId) -> (Vec<Effect>, Vec<Signed>) {
        let effects = self.put_down(doc);
        let known = self.ledgers.get(doc).map(super::Ledger::relay_heads).unwrap_or_default();
        let open = self.open.get_mut(doc);
        let mut changes = open.map(|open| open.document.changes_since(&known)).unwrap_or_default();
        if self.awaited(doc).is_some() {
            // it waits for its new generation, and no relay takes it as it is
            changes.clear();
        }
        // a rung is everybody's: what was written stands on it
        changes
            .retain(|change| super::dial::is_own(change, self.id) || is_fixed(change.actor_id()));
        let mut signed = Vec::new();
        for (bytes, packed) in chunk::pack_each(&changes) {
            let mut made = self.signed(doc, bytes, packed);
            made.push.by = Some(self.id.device());
            signed.push(made);
        }
        (effects, signed)
    }
}
