//! The link from the phone's side: opening it and sending what the relay lacks.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{Change, ChangeHash};
use minicbor::bytes::ByteVec;

use super::{Effect, Replica, Signed};
use crate::chunk;
use crate::frame::{Bounded, Frame, HAVE_DOCS_MAX, Have, Heads, Held, Hello, Push, VERSIONS};
use crate::id::{DocId, MemberId, ReplicaId};
use crate::signature::{Signature, words_of_chunk};

/// What lives only as long as the link.
#[derive(Debug, Default)]
pub(super) struct Link {
    in_flight: BTreeMap<u32, InFlight>,
    present: BTreeMap<DocId, Vec<MemberId>>,
    /// Documents of which the relay was told what is here, because others' changes must go too.
    offered: BTreeSet<DocId>,
}

/// A push that has not been answered.
#[derive(Debug)]
pub(super) struct InFlight {
    pub(super) doc: DocId,
    pub(super) heads: Vec<ChangeHash>,
}

impl Link {
    pub(super) fn carries(&self, doc: &DocId) -> bool {
        self.in_flight.values().any(|push| push.doc == *doc)
    }

    pub(super) fn others_in(&self, doc: &DocId) -> bool {
        self.present.get(doc).is_some_and(|people| !people.is_empty())
    }

    pub(super) fn set_present(&mut self, doc: DocId, people: Vec<MemberId>) {
        self.present.insert(doc, people);
    }

    pub(super) fn answered(&mut self, push: u32) -> Option<InFlight> {
        self.in_flight.remove(&push)
    }

    fn heads_in_flight(&self, doc: &DocId) -> impl Iterator<Item = ChangeHash> {
        self.in_flight
            .values()
            .filter(|push| push.doc == *doc)
            .flat_map(|push| push.heads.iter().copied())
    }
}

impl Replica {
    /// The documents that must be in memory before [`Replica::connect`].
    #[must_use]
    pub fn needs_to_connect(&self) -> Vec<DocId> {
        self.unsent().map(|(doc, _)| doc).filter(|doc| !self.is_open(doc)).cloned().collect()
    }

    /// A link is up: says hello and sends everything the relay is not known to hold, in one flight.
    pub fn connect(&mut self) -> Vec<Effect> {
        let mut effects = if self.speaks { Vec::new() } else { self.speak(self.standing.clone()) };
        self.link = Some(Link::default());
        let hello = Hello {
            versions: VERSIONS,
            epoch: self.standing.epoch,
            cursor: self.standing.cursor,
            fill: self.standing.fill.clone(),
            replica: self.id,
            erased: self.standing.erased,
        };
        effects.push(Effect::Send(Frame::Hello(hello)));
        effects.extend(self.push_unsent());
        effects
    }

    /// The link is gone, and with it everything that was under way on it.
    pub fn disconnect(&mut self) {
        self.link = None;
    }

    /// Sends again what was not taken, for instance because the relay's disk was full.
    pub fn push_unsent(&mut self) -> Vec<Effect> {
        let docs: Vec<DocId> = self.unsent().map(|(doc, _)| doc.clone()).collect();
        docs.iter().flat_map(|doc| self.push(doc)).collect()
    }

    /// The person asks to try a refused document once more.
    pub fn retry(&mut self, doc: &DocId) -> Vec<Effect> {
        if let Some(ledger) = self.ledgers.get_mut(doc) {
            ledger.refused = None;
        }
        self.push(doc)
    }

    /// Tells the relay which document the person has open.
    #[must_use]
    pub fn here(&self, doc: Option<DocId>) -> Vec<Effect> {
        if self.link.is_some() { vec![Effect::Send(Frame::Here(doc))] } else { Vec::new() }
    }

    /// Sends the changes of a document that the relay neither holds nor is being sent.
    pub(super) fn push(&mut self, doc: &DocId) -> Vec<Effect> {
        let mut effects = self.put_down(doc);
        let Some(ledger) = self.ledgers.get(doc).filter(|ledger| ledger.refused.is_none()) else {
            return effects;
        };
        let (Some(link), Some(open)) = (self.link.as_mut(), self.open.get_mut(doc)) else {
            return effects;
        };
        let mut known = ledger.relay_heads();
        known.extend(link.heads_in_flight(doc));
        let changes = open.document.changes_since(&known);
        if changes.is_empty() && ledger.unsent > 0 && !link.carries(doc) {
            // the count was too high: everything is there already
            let record = self.record(doc, None);
            effects.push(self.transaction(vec![record]));
            return effects;
        }
        if changes.iter().any(|change| !is_own(change, self.id)) && link.offered.insert(doc.clone())
        {
            effects
                .push(offer(vec![Held { doc: doc.clone(), heads: Heads(open.document.heads()) }]));
        }
        for (bytes, packed) in chunk::pack_each(&changes) {
            let signed = self.signed(doc, bytes, packed);
            let in_flight = InFlight { doc: doc.clone(), heads: chunk::heads_of(packed) };
            if let Some(link) = self.link.as_mut() {
                link.in_flight.insert(signed.push.push, in_flight);
            }
            effects.push(Effect::Sign(signed));
        }
        effects
    }

    /// A push of this chunk of these changes, and what the device has to sign of it.
    pub(super) fn signed(&mut self, doc: &DocId, bytes: Vec<u8>, changes: &[Change]) -> Signed {
        self.next_push += 1;
        let words = words_of_chunk(self.forum, doc, changes);
        let push = Push {
            push: self.next_push,
            doc: doc.clone(),
            chunk: ByteVec::from(bytes),
            by: None,
            signature: Signature::BLANK,
        };
        Signed { push, words }
    }

    /// Says of every document what is here, so that a relay that lost history can ask for it.
    pub(super) fn have_all(&mut self) -> Vec<Effect> {
        let held: Vec<Held> = self
            .ledgers
            .iter()
            .map(|(doc, ledger)| Held { doc: doc.clone(), heads: Heads(ledger.heads_known()) })
            .collect();
        held.chunks(HAVE_DOCS_MAX).map(|held| offer(held.to_vec())).collect()
    }
}

fn offer(docs: Vec<Held>) -> Effect {
    Effect::Send(Frame::Have(Have { docs: Bounded(docs), last: true }))
}

pub(super) fn is_own(change: &Change, id: ReplicaId) -> bool {
    ReplicaId::of_actor(change.actor_id()).is_some_and(|actor| actor.device() == id.device())
}
