//! What somebody carried to this phone: pushes that another device has signed, taken in here before the relay
//! has them. The relay vouches for devices while there is a link; of each this phone keeps who it is, what its
//! person may do and with what it signs.
//!
//! Nothing of it counts as stored at the relay: it is sent on as its author signed it (`proof.rs`).

use automerge::Change;
use serde::{Deserialize, Serialize};

use super::proof::{Proof, sealed};
use super::{Effect, Event, Replica, key_of};
use crate::access;
use crate::chunk::{self, BadChunk};
use crate::document::{Document, DocumentError};
use crate::frame::{Devices, Push, RefusalCode, Vouched};
use crate::id::{DeviceId, DocId, MemberId};
use crate::signature::words_of_chunk;
use crate::vet::{self, Carrier, Hand};

/// The devices for which the relay vouched when it was last heard.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trusted {
    /// Of all of them, as the relay said.
    pub stamp: u32,
    /// Each of them once.
    pub devices: Vec<Vouched>,
}

/// A push that may be taken here, if its signature is that of its device.
#[derive(Debug)]
pub struct Carried {
    /// The device.
    pub by: DeviceId,
    /// Its person.
    pub member: MemberId,
    /// With what it signs.
    pub key: Vec<u8>,
    /// What it has signed.
    pub words: Vec<u8>,
}

/// Why a push is not taken in here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotTaken {
    /// A newer program has made it, or it is no push.
    Newer,
    /// The person of this phone may not see the document.
    NotForYou,
    /// As the relay would say.
    #[serde(untagged)]
    As(RefusalCode),
}

impl From<RefusalCode> for NotTaken {
    fn from(code: RefusalCode) -> Self {
        Self::As(code)
    }
}

impl Replica {
    /// For which devices the relay vouched when it was last heard, by whichever tab.
    pub fn trusts(&mut self, trusted: Trusted) {
        self.trusted = trusted;
    }

    /// The relay says for which devices it vouches, or what has changed.
    pub(super) fn vouched(&mut self, Devices { stamp, list, whole }: Devices) -> Vec<Effect> {
        if whole {
            self.trusted.devices.clear();
        }
        for new in list.0 {
            self.trusted.devices.retain(|known| known.device != new.device);
            self.trusted.devices.push(new);
        }
        self.trusted.stamp = stamp;
        vec![Effect::Tell(Event::Devices { trusted: self.trusted.clone() })]
    }

    /// Whether a push that somebody carried here may be taken, and what its signature has to be of. The host
    /// verifies that, for the phone's module has nothing to do it with.
    ///
    /// # Errors
    /// [`NotTaken`], if that can be said without the document.
    pub fn carried(&self, push: &Push) -> Result<Carried, NotTaken> {
        let (author, changes) = self.judged(push)?;
        let words = words_of_chunk(self.forum, &push.doc, &changes);
        let Vouched { device, member, key, .. } = author;
        Ok(Carried { by: *device, member: *member, key: key.0.clone(), words })
    }

    fn judged(&self, push: &Push) -> Result<(&Vouched, Vec<Change>), NotTaken> {
        let doc = &push.doc;
        let known = |known: &&Vouched| Some(known.device) == push.by;
        let author = self.trusted.devices.iter().find(known).ok_or(RefusalCode::UnknownDevice)?;
        if author.revoked {
            return Err(RefusalCode::Revoked.into());
        }
        if self.is_erased(doc) {
            return Err(RefusalCode::Erased.into());
        }
        if !access::may_read(self.role, self.member, doc) {
            return Err(NotTaken::NotForYou);
        }
        if !access::may_write(author.role, author.member, doc) {
            return Err(RefusalCode::NotAllowed.into());
        }
        let changes = chunk::unpack(&push.chunk).map_err(|bad| match bad {
            BadChunk::TooLarge(_) => RefusalCode::TooLarge.into(),
            BadChunk::Malformed("version") => NotTaken::Newer,
            BadChunk::Malformed(_) => RefusalCode::Malformed.into(),
        })?;
        Ok((author, changes))
    }

    /// Takes in a push that somebody carried here, whose signature the host has verified. The document is in
    /// memory, if there is one. No effects, if all of it is here already.
    ///
    /// # Errors
    /// [`NotTaken`]; nothing of it was taken.
    pub fn take_carried(&mut self, push: &Push) -> Result<Vec<Effect>, NotTaken> {
        let doc = &push.doc;
        let (author, changes) = self.judged(push)?;
        let (by, member) = (author.device, author.member);
        if !self.is_open(doc) {
            return Err(RefusalCode::Busy.into());
        }
        let mut effects = self.put_down(doc);
        let founding = self.ledgers.get(doc).and_then(|ledger| ledger.founding);
        let earlier = |change| founding.is_some_and(|founding| !founding.takes(doc, change));
        if self.awaited(doc).is_some() || changes.iter().any(earlier) {
            return Err(RefusalCode::Refounded.into());
        }
        let new =
            self.new_and_tried(doc, &changes, Carrier { device: by, member, hand: Hand::Own })?;
        if new.is_empty() {
            return Ok(effects);
        }
        // as it goes to the relay: one push, with all that was signed
        let mut chunks = chunk::pack(&changes).into_iter();
        let (Some(chunk), None) = (chunks.next(), chunks.next()) else {
            return Err(RefusalCode::TooLarge.into());
        };
        let open = self.opened(doc);
        open.document.apply(new).map_err(|_| RefusalCode::Malformed)?;
        open.stored = open.document.heads();
        let proof = Proof::new(by, push.signature, &changes);
        open.proofs.push(proof.clone());
        let bytes = sealed(&vec![proof], &chunk);
        let record = self.record(doc, Some((key_of(&bytes), bytes)));
        effects.push(self.transaction(vec![record]));
        effects.push(Effect::Show(doc.clone()));
        effects.extend(self.push(doc));
        Ok(effects)
    }

    /// What of these changes is not here, once they were tried on a copy. The relay looks closer
    /// ([`crate::vet`]), and refuses what no program of ours makes; that would be a tenth of the phone's module.
    fn new_and_tried(
        &mut self,
        doc: &DocId,
        changes: &[Change],
        carrier: Carrier,
    ) -> Result<Vec<Change>, NotTaken> {
        let shape = (self.shapes)(doc.kind());
        let saved = self.open.get_mut(doc).map(|open| open.document.save());
        let copy = match &saved {
            None => Document::new(doc.clone(), self.id, self.member),
            Some(saved) => {
                let none = std::iter::empty();
                Document::load(doc.clone(), self.id, self.member, Some(saved), none)
                    .map_err(|_| RefusalCode::Busy)?
            }
        };
        let mut copy = copy.knowing(shape);
        let is_new = |change: &&Change| !copy.knows(&change.hash());
        let new: Vec<Change> = changes.iter().filter(is_new).cloned().collect();
        if new.is_empty() {
            return Ok(new);
        }
        let mut reached = copy.actor_seqs();
        for change in &new {
            vet::is_sound(doc.kind(), change, &carrier)?;
            let before = reached.insert(change.actor_id().clone(), change.seq());
            if change.seq() != before.unwrap_or_default() + 1 {
                return Err(RefusalCode::OutOfSequence.into());
            }
        }
        let was_approved = copy.is_approved();
        copy.apply(new.clone()).map_err(|error| match error {
            DocumentError::MissingDeps { .. } => RefusalCode::MissingDeps,
            _ => RefusalCode::Malformed,
        })?;
        let back = copy.changes_of(new.iter().map(Change::hash));
        if back.is_none_or(|back| !back.iter().map(Change::hash).eq(new.iter().map(Change::hash))) {
            return Err(RefusalCode::Malformed.into());
        }
        let by = |known: &&Vouched| known.device == carrier.device;
        let author = self.trusted.devices.iter().find(by);
        let may_approve = author.is_some_and(|author| access::may_approve(author.role));
        if copy.is_approved() && !was_approved && !may_approve {
            return Err(RefusalCode::NotAllowed.into());
        }
        Ok(new)
    }
}
