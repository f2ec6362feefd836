//! The link from the phone's side: opening it and sending what the relay lacks.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{Change, ChangeHash};
use minicbor::bytes::ByteVec;

use super::proof::Unit;
use super::{Effect, Replica, Signed};
use crate::chunk;
use crate::document::is_fixed;
use crate::frame::{
    Bounded, Frame, HAVE_DOCS_MAX, HEADS_MAX, Have, Heads, Held, Hello, Push, VERSIONS,
};
use crate::id::{DeviceId, DocId, MemberId, ReplicaId};
use crate::signature::{Signature, words_of_chunk};

/// So many bytes of chunks are under way before more are sent, so that a link that ends costs no more: what
/// a link of EDGE carries in half a minute. A phone that was away for days has less, and sends it in one flight.
pub(super) const FLIGHT_BYTES_MAX: usize = 64 * 1024;
/// So many documents are read at once to be sent: fewer than a phone keeps open (`web/src/device/open-docs.ts`).
pub(super) const PORTION_DOCS_MAX: usize = 32;

/// What lives only as long as the link.
#[derive(Debug)]
pub(super) struct Link {
    in_flight: BTreeMap<u32, InFlight>,
    /// So many bytes of chunks may be under way.
    room: usize,
    /// Everything of them that is not stored is under way.
    sent: BTreeSet<DocId>,
    /// Refused for a reason that passes.
    put_off: BTreeSet<DocId>,
    /// What is unsent of them rests on what others wrote and the relay has not.
    without_ground: BTreeSet<DocId>,
    /// The relay has not said yet all that it has: see [`Link::wait_to_be_asked`].
    waits_for_word: bool,
    /// The body that goes up is complete.
    full: bool,
    present: BTreeMap<DocId, Vec<MemberId>>,
    /// The version that both speak.
    pub(super) version: u32,
    /// Documents of which the relay was told what is here, because others' changes must go too.
    offered: BTreeSet<DocId>,
    /// What others wrote and the relay does not take: nor what rests on it.
    turned_down: BTreeSet<ChangeHash>,
}

/// A push that has not been answered.
#[derive(Debug)]
pub(super) struct InFlight {
    pub(super) doc: DocId,
    pub(super) heads: Vec<ChangeHash>,
    /// Changes of others are among it.
    pub(super) others: bool,
    /// As another device has signed it.
    pub(super) proven: bool,
    bytes: usize,
}

impl Link {
    fn of(room: usize) -> Self {
        Self {
            in_flight: BTreeMap::new(),
            room,
            sent: BTreeSet::new(),
            put_off: BTreeSet::new(),
            without_ground: BTreeSet::new(),
            waits_for_word: false,
            full: false,
            present: BTreeMap::new(),
            version: 0,
            offered: BTreeSet::new(),
            turned_down: BTreeSet::new(),
        }
    }

    fn has_room(&self) -> bool {
        !self.full && self.in_flight.values().map(|push| push.bytes).sum::<usize>() < self.room
    }

    /// Nothing of these goes out before the relay has asked for it, or has said all that it has.
    pub(super) fn wait_to_be_asked(&mut self, docs: impl Iterator<Item = DocId>) {
        self.sent.extend(docs);
        self.waits_for_word = true;
    }

    /// Something has changed for what is unsent of it.
    pub(super) fn goes_on(&mut self, doc: &DocId) {
        self.put_off.remove(doc);
        self.without_ground.remove(doc);
        self.sent.remove(doc);
    }

    pub(super) fn is_to_be_sent(&mut self, doc: &DocId) {
        self.sent.remove(doc);
    }

    /// The relay cannot take it now.
    pub(super) fn put_off(&mut self, doc: DocId) {
        self.sent.remove(&doc);
        self.put_off.insert(doc);
    }

    pub(super) fn turn_down(&mut self, doc: &DocId, heads: Vec<ChangeHash>) {
        self.turned_down.extend(heads);
        self.sent.remove(doc);
    }

    /// What was sent of it is no matter any more.
    pub(super) fn forget(&mut self, doc: &DocId) {
        self.in_flight.retain(|_, push| push.doc != *doc);
        self.offered.remove(doc);
        self.is_to_be_sent(doc);
    }

    fn carries(&self, doc: &DocId) -> bool {
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
    /// The documents with something unsent that are not in memory.
    #[must_use]
    pub fn needs_to_connect(&self) -> Vec<DocId> {
        self.unsent().map(|(doc, _)| doc).filter(|doc| !self.is_open(doc)).cloned().collect()
    }

    /// The next documents to bring into memory for [`Replica::send_on`]; none while as much is under way
    /// as may be. They need not stay there.
    #[must_use]
    pub fn next_to_send(&self) -> Vec<DocId> {
        let has_room = self.link.as_ref().is_some_and(Link::has_room);
        let next = self.unsent_on_link().filter(|doc| has_room && !self.is_open(doc));
        next.take(PORTION_DOCS_MAX).cloned().collect()
    }

    /// Sends what is unsent of the documents in memory, as much as may be under way.
    pub fn send_on(&mut self) -> Vec<Effect> {
        if !self.link.as_ref().is_some_and(Link::has_room) {
            return Vec::new();
        }
        let next: Vec<DocId> =
            self.unsent_on_link().filter(|doc| self.open.contains_key(doc)).cloned().collect();
        next.iter().flat_map(|doc| self.push(doc)).collect()
    }

    /// The link has carried all it could, and there is more for another.
    #[must_use]
    pub fn has_more_to_send(&self) -> bool {
        let off = |doc| {
            self.link
                .as_ref()
                .is_some_and(|link| link.put_off.contains(doc) || link.without_ground.contains(doc))
        };
        self.unsent().any(|(doc, ledger)| ledger.refused.is_none() && !off(doc))
    }

    /// What the relay lacks, would take, and is not being sent.
    fn unsent_on_link(&self) -> impl Iterator<Item = &DocId> {
        let waits = |doc: &&DocId| {
            self.link
                .as_ref()
                .is_some_and(|link| !link.sent.contains(*doc) && !link.put_off.contains(*doc))
        };
        let unsent = self.unsent().filter(|(_, ledger)| ledger.refused.is_none());
        unsent.map(|(doc, _)| doc).filter(waits)
    }

    /// A link is up that stays: says hello and sends what the relay is not known to hold, in one flight,
    /// and more as it is answered.
    pub fn connect(&mut self) -> Vec<Effect> {
        self.connect_with(FLIGHT_BYTES_MAX)
    }

    /// A link is up on which about so many bytes of chunks may be under way.
    pub fn connect_with(&mut self, room: usize) -> Vec<Effect> {
        let mut effects = if self.speaks { Vec::new() } else { self.speak(self.standing.clone()) };
        self.link = Some(Link::of(room));
        let hello = Hello {
            versions: VERSIONS,
            epoch: self.standing.epoch,
            cursor: self.standing.cursor,
            fill: self.standing.fill.clone(),
            replica: self.id,
            erased: self.standing.erased,
            part: self.part_held(),
            knows: Some(self.standing.knows),
            sight: Some(Bounded(self.standing.sight.clone())),
            mark: self.standing.mark,
            devices: Some(self.trusted.stamp),
        };
        effects.push(Effect::Send(Frame::Hello(hello)));
        let left = self.ledgers.keys().filter_map(|doc| self.tell_left(doc));
        effects.extend(left.collect::<Vec<_>>());
        effects.extend(self.send_on());
        effects
    }

    /// The document of which a part has come, with the heads up to which it is here.
    fn part_held(&self) -> Option<Held> {
        let doc = self.standing.part.as_ref()?;
        let heads = self.ledgers.get(doc)?.relay_heads();
        (heads.len() <= HEADS_MAX).then(|| Held { doc: doc.clone(), heads: Heads(heads) })
    }

    /// Everything that can be said on this link has been: it is the body of one request.
    pub fn complete(&mut self) {
        if let Some(link) = self.link.as_mut() {
            link.full = true;
        }
    }

    /// The link is gone, and with it everything that was under way on it.
    pub fn disconnect(&mut self) {
        self.link = None;
    }

    /// The relay has said all that it has: what it did not ask for goes out by itself.
    pub(super) fn hears_all(&mut self) {
        if let Some(link) = self.link.as_mut().filter(|link| link.waits_for_word) {
            link.waits_for_word = false;
            link.sent.clear();
        }
    }

    /// Sends again what was not taken, for instance because the relay's disk was full.
    pub fn push_unsent(&mut self) -> Vec<Effect> {
        if let Some(link) = self.link.as_mut() {
            link.put_off.clear();
            link.without_ground.clear();
            link.sent.clear();
        }
        self.send_on()
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
        if self.awaited(doc).is_some() {
            self.link.as_mut().map(|link| link.sent.insert(doc.clone()));
            return effects;
        }
        let (Some(link), Some(open)) = (self.link.as_mut(), self.open.get_mut(doc)) else {
            return effects;
        };
        let mut known = ledger.relay_heads();
        known.extend(link.heads_in_flight(doc));
        let changes = open.document.changes_since(&known);
        if changes.is_empty() && ledger.unsent > 0 && !link.carries(doc) {
            // the count was too high, or what is missing is lost here: nothing of it can be sent
            link.sent.insert(doc.clone());
            let record = self.record(doc, None);
            effects.push(self.transaction(vec![record]));
            return effects;
        }
        let asked = self.asked.contains(doc);
        let (units, is_all) = match asked {
            true => (vec![Unit { changes: changes.clone(), proof: None }], true),
            false => open.units(&changes, self.id, ledger, &link.turned_down),
        };
        if !is_all && link.offered.insert(doc.clone()) {
            effects
                .push(offer(vec![Held { doc: doc.clone(), heads: Heads(open.document.heads()) }]));
        }
        if units.is_empty() && !changes.is_empty() {
            link.without_ground.insert(doc.clone());
        }
        effects.extend(self.push_units(doc, &units));
        effects
    }

    /// As many pieces as may be under way; those after them follow when these are answered.
    fn push_units(&mut self, doc: &DocId, units: &[Unit]) -> Vec<Effect> {
        let mut effects = Vec::new();
        for Unit { changes, proof } in units {
            // what was signed together goes together
            let whole = proof.iter().flat_map(|_| chunk::pack_each(changes));
            let pieces = proof.is_none().then(|| chunk::pack_pieces(changes));
            for (bytes, packed) in whole.chain(pieces.into_iter().flatten()) {
                if !self.link.as_ref().is_some_and(Link::has_room) {
                    self.link.as_mut().map(|link| link.sent.remove(doc));
                    return effects;
                }
                effects.push(self.push_piece(doc, bytes, packed, *proof));
            }
        }
        self.link.as_mut().map(|link| link.sent.insert(doc.clone()));
        effects
    }

    fn push_piece(
        &mut self,
        doc: &DocId,
        bytes: Vec<u8>,
        packed: &[Change],
        proof: Option<(Option<DeviceId>, Signature)>,
    ) -> Effect {
        let is_others = |change: &Change| !is_own(change, self.id) && !is_fixed(change.actor_id());
        let in_flight = InFlight {
            doc: doc.clone(),
            heads: chunk::heads_of(packed),
            others: packed.iter().any(is_others),
            proven: proof.is_some(),
            bytes: bytes.len(),
        };
        let mut signed = self.signed(doc, bytes, packed);
        if let Some(link) = self.link.as_mut() {
            link.in_flight.insert(signed.push.push, in_flight);
        }
        match proof {
            None => Effect::Sign(signed),
            Some(proof) => {
                (signed.push.by, signed.push.signature) = proof;
                Effect::Send(Frame::Push(signed.push))
            }
        }
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
