//! What a phone knows of its documents' way to the relay, and of its own place in the log.

use automerge::ChangeHash;
use serde::{Deserialize, Serialize};

use super::key_of;
use super::proof::Sealed;
use crate::access::Role;
use crate::document::{Founding, Written};
use crate::frame::{Fill, Marked, ReceiptGroup, RefusalCode};
use crate::id::{DocId, Epoch, Seq};

/// The phone's place in the relay's log; stored in the same transaction as what it stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The history the cursor belongs to.
    pub epoch: Option<Epoch>,
    /// Everything up to here is on this disk.
    pub cursor: Seq,
    /// How far a first sync got.
    pub fill: Option<Fill>,
    /// The number of the last erasure that was carried out here.
    #[serde(default)]
    pub erased: u64,
    /// A document of which a part has come: the relay goes on behind it.
    #[serde(default)]
    pub part: Option<DocId>,
    /// It was told of all kinds that this version of the protocol knows. An earlier program writes none, so
    /// that what it could not be told is handed over when it was updated.
    #[serde(default)]
    pub knows: u32,
    /// Here are at least the documents that people of all these roles may see. None, if that is not known: an
    /// earlier program writes none.
    #[serde(default)]
    pub sight: Vec<Role>,
    /// Where the relay's log ended when it said something last that is believed here.
    #[serde(default)]
    pub mark: Option<Marked>,
    /// The relay has shut this device out, or does not know it.
    #[serde(default)]
    pub shut_out: bool,
    /// Something that the relay hands over could not be taken, and was gone past: the next start asks for
    /// everything once more.
    #[serde(default)]
    pub lacks: bool,
    /// The first half of the SHA-256 of the name of each document that was erased, the newest last: the names had
    /// to go, but what somebody carries here must not begin such a document anew.
    #[serde(default)]
    pub buried: Vec<String>,
}

/// As many erased documents a phone knows of; a forum erases some in a year.
const BURIED_MAX: usize = 1_000;

impl Standing {
    pub(super) fn bury(&mut self, doc: &DocId) {
        if !self.is_buried(doc) {
            self.buried.push(key_of(doc.as_str().as_bytes()));
            let over = self.buried.len().saturating_sub(BURIED_MAX);
            self.buried.drain(..over);
        }
    }

    pub(super) fn is_buried(&self, doc: &DocId) -> bool {
        !self.buried.is_empty() && self.buried.contains(&key_of(doc.as_str().as_bytes()))
    }

    /// Everything has to be handed over again. The mark stays: what this phone believes of the relay goes that
    /// far still, and only by the mark is it found out if the relay has lost it.
    pub(super) fn begin_again(&mut self) {
        self.cursor = Seq(0);
        self.fill = None;
        self.part = None;
        // erasures are told again too; to carry one out twice is harmless
        self.erased = 0;
        self.lacks = false;
    }
}

/// One document's way to the relay, stored beside its chunks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// The newest changes here, as hexadecimal.
    pub heads: Vec<String>,
    /// The newest changes that the relay is known to hold, as hexadecimal.
    pub relay: Vec<String>,
    /// Where in the log the newest of them stands, as far as known.
    pub seq: Seq,
    /// How many changes here are not reachable from `relay`.
    pub unsent: u32,
    /// Why the relay does not take them, if it said so.
    pub refused: Option<RefusalCode>,
    /// Chunks here that build on changes which are not; the relay was asked for them.
    #[serde(default)]
    pub orphans: usize,
    /// Heads of work that was here and cannot be read any more, while the relay is not known to hold it, as
    /// hexadecimal. Until they turn up, no byte that cannot be read is dropped.
    #[serde(default)]
    pub lost: Vec<String>,
    /// What `relay` was before the relay's history was another, as hexadecimal.
    #[serde(default)]
    pub former: Vec<String>,
    /// With what the relay's generation of the document was founded, if it was founded anew. Until that is
    /// here, this phone's is an earlier one.
    #[serde(default)]
    pub founding: Option<Founding>,
    /// What was not sent of an earlier generation and has to be written again.
    #[serde(default)]
    pub again: Vec<Written>,
    /// What of it did not fit, until it is kept for its person elsewhere.
    #[serde(default)]
    pub left: Vec<Written>,
    /// The relay's seals on what it has handed over, the newest last.
    #[serde(default)]
    pub sealed: Vec<Sealed>,
}

/// The code of [`Ticks::Unreadable`], beside those of refusals.
pub const UNREADABLE: &str = "unreadable";

/// What the ticks beside a document say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum Ticks {
    /// ✓ on this phone.
    #[default]
    Local,
    /// ✓✓ at the relay, and on `received` of `devices` other devices.
    Relay {
        /// Devices whose cursor has passed the document's newest change.
        received: u32,
        /// The other devices of the forum.
        devices: u32,
    },
    /// Kept here because the relay does not take it.
    Held {
        /// Why.
        code: RefusalCode,
    },
    /// Kept here although a part cannot be read: the relay is not known to hold it.
    #[serde(rename = "held")]
    Unreadable {
        /// Always [`UNREADABLE`].
        code: &'static str,
    },
}

impl Ledger {
    pub(super) fn relay_heads(&self) -> Vec<ChangeHash> {
        // written by us; one that does not parse only means that more is sent than needed
        self.relay.iter().filter_map(|text| text.parse().ok()).collect()
    }

    pub(super) fn former_heads(&self) -> Vec<ChangeHash> {
        self.former.iter().filter_map(|text| text.parse().ok()).collect()
    }

    pub(super) fn heads_known(&self) -> Vec<ChangeHash> {
        self.heads.iter().filter_map(|text| text.parse().ok()).collect()
    }

    pub(super) fn set_heads(&mut self, heads: &[ChangeHash]) {
        self.heads = heads.iter().map(ToString::to_string).collect();
    }

    pub(super) fn set_relay(&mut self, heads: &[ChangeHash]) {
        self.relay = heads.iter().map(ToString::to_string).collect();
    }

    /// What was written here and cannot be read now, of which so much is in the document.
    pub(super) fn miss(&mut self, knows: impl Fn(&ChangeHash) -> bool) {
        let heads = if self.unsent > 0 { self.heads.clone() } else { Vec::new() };
        self.lost.extend(heads);
        self.lost.sort();
        self.lost.dedup();
        self.find(knows);
    }

    /// Something was lost that may have turned up.
    pub(super) fn find(&mut self, knows: impl Fn(&ChangeHash) -> bool) {
        self.lost.retain(|head| head.parse().is_ok_and(|head| !knows(&head)));
    }

    /// The relay holds these too.
    pub(super) fn relay_has(&mut self, heads: impl IntoIterator<Item = ChangeHash>) {
        self.relay.extend(heads.into_iter().map(|hash| hash.to_string()));
        self.relay.sort();
        self.relay.dedup();
    }

    /// What to write where `stored` stands: another tab of the same disk may have written that.
    ///
    /// Only the tab that `speaks` with the relay knows what the relay holds. And a tab that has not
    /// heard of a chunk on the disk ([`Record::leaves_unheard`](super::Record::leaves_unheard)) must
    /// not make it say that nothing is unsent; too high a count is put right when the document is
    /// next opened or sent.
    #[must_use]
    pub fn over(self, stored: &Self, speaks: bool, unheard: bool) -> Self {
        let unsent = if unheard { self.unsent.max(1) } else { self.unsent };
        let of_the_relay = if speaks { &self } else { stored };
        let Self { relay, seq, refused, former, founding, again, left, sealed, .. } =
            of_the_relay.clone();
        Self { relay, seq, unsent, refused, former, founding, again, left, sealed, ..self }
    }

    /// The relay is not known to hold anything of it.
    pub(super) fn forget_relay(&mut self) {
        let relay = std::mem::take(&mut self.relay);
        if !relay.is_empty() {
            self.former = relay;
        }
        self.seq = Seq(0);
        // at least one, so that it is looked at; counted exactly when the document is opened
        self.unsent = self.unsent.max(1);
    }

    pub(super) fn ticks(&self, receipts: &[ReceiptGroup]) -> Ticks {
        match self.refused {
            _ if !self.lost.is_empty() => Ticks::Unreadable { code: UNREADABLE },
            Some(code) if self.unsent > 0 => Ticks::Held { code },
            _ if self.unsent > 0 => Ticks::Local,
            _ => Ticks::Relay {
                received: receipts
                    .iter()
                    .filter(|group| group.cursor >= self.seq)
                    .map(|group| group.devices)
                    .sum(),
                devices: receipts.iter().map(|group| group.devices).sum(),
            },
        }
    }
}
