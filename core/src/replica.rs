//! The phone's side: documents edited alone, kept on its disk, exchanged when there is a link.
//!
//! It does no IO. Each verb returns [`Effect`]s for the host (`client-wasm` and `web/src/worker.ts`,
//! or the headless phone of `tests`) to carry out *in order*: an [`Append`] must be on disk before
//! the next effect is begun. Link state is born in [`Replica::connect`] and dies in
//! [`Replica::disconnect`]; everything else is on disk as [`Ledger`] and [`Standing`].

use std::collections::{BTreeMap, BTreeSet};

use automerge::ChangeHash;
use serde::Serialize;
use thiserror::Error;

use crate::access::Role;
use crate::document::{Document, InvalidEdit, Shape, View, Written};
use crate::frame::{Closing, Frame, Push, ReceiptGroup, RefusalCode};
use crate::id::{DocId, DocKind, ForumId, MemberId, ReplicaId};
use crate::signature::SecretKey;

mod anew;
mod back;
mod carried;
mod dial;
mod edit;
mod gone;
mod keep;
mod ledger;
mod listen;
mod news;
mod proof;
mod tabs;

use back::Steps;
pub use carried::{Carried, NotTaken, Trusted};
use keep::in_causal_order;
pub use keep::key_of;
pub use ledger::{Ledger, Standing, Ticks, UNREADABLE};
pub use proof::Sealed;

/// The pause after which keystrokes become a change when nobody else has the document open.
pub const COMMIT_PAUSE_MS: u32 = 500;
/// The same pause while somebody else has it open: they should see the words come.
pub const COMMIT_PAUSE_TOGETHER_MS: u32 = 100;
/// So often a run asks for everything anew because something that came could not be taken: it may have been
/// changed on the way. Then it is gone past, or one such document would cost the whole forum again and again.
const BEGINNINGS_MAX: u8 = 3;
/// A document with this many chunks on the phone's disk is written as one snapshot.
pub const CHUNKS_BEFORE_COMPACTION: usize = 100;

/// What the host has to do, in order.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Store all of this in one transaction, and only then go on.
    Append(Append),
    /// Send this if there is a link; without one it is lost, and sent again after the next connect.
    Send(Frame),
    /// Sign it first, and then send it as above.
    Sign(Signed),
    /// The view of this document has changed.
    Show(DocId),
    /// Something the person may want to know.
    Tell(Event),
    /// The link is of no more use: end it, and connect again after a pause.
    HangUp,
}

/// Changes to be signed by the device: the host holds the key.
#[derive(Debug, PartialEq)]
pub struct Signed {
    /// Its signature is blank.
    pub push: Push,
    /// What to sign.
    pub words: Vec<u8>,
}

impl Signed {
    /// The push with this key's signature.
    #[must_use]
    pub fn by(self, key: &SecretKey) -> Push {
        Push { signature: key.sign(&self.words), ..self.push }
    }
}

/// One transaction of the phone's store.
#[derive(Debug, Default, PartialEq)]
pub struct Append {
    /// What changes per document.
    pub docs: Vec<Record>,
    /// The place in the relay's log, if it changes.
    pub standing: Option<Standing>,
    /// This is the tab that speaks with the relay: see [`Ledger::over`] and [`Replica::speak`].
    pub speaks: bool,
}

/// What changes for one document on the phone's disk.
#[derive(Debug, PartialEq)]
pub struct Record {
    /// The document.
    pub doc: DocId,
    /// A new chunk and its key; writing it twice is harmless.
    pub chunk: Option<(String, Vec<u8>)>,
    /// The whole document, replacing the snapshot before.
    pub snapshot: Option<Vec<u8>>,
    /// Keys of chunks that the snapshot holds.
    pub drop: Vec<String>,
    /// Keys of the chunks beside which ledger and view stand: those of the disk that this tab has
    /// read, after this transaction.
    pub known: Vec<String>,
    /// Nothing of the document is on the disk before. One that goes on with a document that is not there is of a
    /// tab that has not heard that it was removed, and nothing of it may be written: see [`Record::is_late`].
    pub begins: bool,
    /// Nothing of the document stays on this phone, and the rest of this says nothing.
    pub forget: bool,
    /// What is known of the document's way to the relay.
    pub ledger: Ledger,
    /// The document as the screen shows it, unless that has not changed.
    pub view: Option<View>,
}

/// News of the link for the screen.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The relay has answered.
    Welcome {
        /// What the person may do.
        role: Role,
        /// The relay's clock less the phone's, milliseconds.
        clock_ahead_ms: i64,
    },
    /// The relay lost recent history; the phone is giving it back.
    EpochChanged,
    /// Everything stored at the relay is on this phone's disk.
    CaughtUp,
    /// A push is on the relay's disk.
    Stored {
        /// Its document.
        doc: DocId,
    },
    /// A push was not taken; the changes stay here.
    Refused {
        /// Its document.
        doc: DocId,
        /// Why.
        code: RefusalCode,
    },
    /// How far the other devices are.
    Receipts {
        /// Groups of equal cursors.
        groups: Vec<ReceiptGroup>,
    },
    /// For which devices the relay vouches: the host keeps it, and a replica starts with it.
    Devices {
        /// All of them.
        trusted: Trusted,
    },
    /// Who else has the document open.
    Presence {
        /// The document.
        doc: DocId,
        /// The people.
        people: Vec<MemberId>,
    },
    /// The relay has ended the link.
    Closing {
        /// Why.
        code: Closing,
    },
    /// Stored changes of the document did not open; the relay is asked for it whole.
    Damaged {
        /// The document.
        doc: DocId,
    },
    /// What the relay hands over of the document could not be taken, however often it came: the rest goes on
    /// without it until the next start.
    Lacking {
        /// The document.
        doc: DocId,
    },
    /// What was written here does not fit into the document as it was founded anew: its person puts it in.
    PutIn {
        /// The document.
        doc: DocId,
        /// What stood where.
        left: Vec<Written>,
    },
    /// The document is not, or should not be, on this phone any more.
    Gone {
        /// The document.
        doc: DocId,
        /// Why.
        why: Why,
        /// So many changes were not sent: with a hidden document they stay, with an erased one they go.
        unsent: u32,
    },
}

/// Why a document goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The person may not see it any more.
    Hidden,
    /// It was erased for everybody.
    Erased,
}

/// An edit that was not made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EditError {
    /// The person's role does not allow it.
    #[error("this role may not change {0}")]
    NotAllowed(DocId),
    /// The document is on disk and was not loaded first.
    #[error("{0} is not open")]
    NotOpen(DocId),
    /// The edit does not fit the document.
    #[error(transparent)]
    Invalid(#[from] InvalidEdit),
}

/// With what a replica starts: all of it from the phone's disk but the nonce in `id`.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The forum; what is signed names it.
    pub forum: ForumId,
    /// Device and fresh nonce.
    pub id: ReplicaId,
    /// The person.
    pub member: MemberId,
    /// What the relay last said the person may do.
    pub role: Role,
    /// The place in the relay's log.
    pub standing: Standing,
    /// Every document on disk.
    pub ledgers: BTreeMap<DocId, Ledger>,
    /// What the relay last said of the other devices.
    pub receipts: Vec<ReceiptGroup>,
}

/// One running store of a device.
#[derive(Debug)]
pub struct Replica {
    forum: ForumId,
    id: ReplicaId,
    member: MemberId,
    role: Role,
    standing: Standing,
    ledgers: BTreeMap<DocId, Ledger>,
    receipts: Vec<ReceiptGroup>,
    open: BTreeMap<DocId, Open>,
    link: Option<dial::Link>,
    /// Never used twice: the answer to a push of an earlier link must not be taken for another's.
    next_push: u32,
    speaks: bool,
    /// Documents of which the disk holds something, as far as this tab has heard.
    kept: BTreeSet<DocId>,
    /// Documents of which the relay takes back what others wrote too.
    asked: BTreeSet<DocId>,
    /// Erased while this store ran: a page that still shows one must not begin it anew.
    erased: Vec<DocId>,
    /// So often everything may still be asked for anew, because something could not be taken.
    beginnings: u8,
    shapes: Shapes,
    trusted: Trusted,
}

/// What a program knows of each kind of document.
pub type Shapes = fn(DocKind) -> &'static Shape;

/// A document in memory.
#[derive(Debug)]
struct Open {
    document: Document,
    /// Keys of its chunks on disk.
    chunks: Vec<String>,
    /// Its heads as they are on disk.
    stored: Vec<ChangeHash>,
    /// Keys of chunks on disk that cannot be read, and may hold work that is nowhere else.
    unreadable: Vec<String>,
    /// Keys of chunks of an earlier generation: they go from the disk with the next transaction.
    superseded: Option<Vec<String>>,
    /// That generation, for what another tab may still say of it.
    former: Option<Box<Document>>,
    /// What was written here since it was opened, for taking back.
    steps: Steps,
    /// What others have signed of it.
    proofs: Vec<proof::Proof>,
}

impl Replica {
    /// Starts from what is on disk; reads no document yet.
    #[must_use]
    pub fn new(opening: Opening) -> Self {
        let Opening { forum, id, member, role, mut standing, ledgers, receipts } = opening;
        if standing.lacks {
            standing.begin_again();
        }
        Self {
            forum,
            id,
            member,
            role,
            standing,
            kept: ledgers.keys().cloned().collect(),
            ledgers,
            receipts,
            open: BTreeMap::new(),
            link: None,
            next_push: 0,
            speaks: false,
            asked: BTreeSet::new(),
            erased: Vec::new(),
            beginnings: BEGINNINGS_MAX,
            shapes: Shape::of,
            trusted: Trusted::default(),
        }
    }

    /// The same store, run by a program of another version.
    #[must_use]
    pub fn knowing(self, shapes: Shapes) -> Self {
        Self { shapes, ..self }
    }

    /// The running store's id, the actor of its changes.
    #[must_use]
    pub fn id(&self) -> ReplicaId {
        self.id
    }

    /// Every document on this phone.
    pub fn documents(&self) -> impl Iterator<Item = (&DocId, &Ledger)> {
        self.ledgers.iter()
    }

    /// Whether the document is in memory. One that is not on disk either need not be loaded.
    #[must_use]
    pub fn is_open(&self, doc: &DocId) -> bool {
        self.open.contains_key(doc) || !self.ledgers.contains_key(doc)
    }

    /// The document as the screen shows it; `None` if it is not in memory.
    #[must_use]
    pub fn view(&self, doc: &DocId) -> Option<View> {
        self.open.get(doc).map(|open| open.document.view())
    }

    /// How long the host waits after the last keystroke before it commits, in milliseconds.
    #[must_use]
    pub fn commit_pause_ms(&self, doc: &DocId) -> u32 {
        let together = self.link.as_ref().is_some_and(|link| link.others_in(doc));
        if together { COMMIT_PAUSE_TOGETHER_MS } else { COMMIT_PAUSE_MS }
    }

    /// Documents with changes that the relay is not known to hold.
    pub fn unsent(&self) -> impl Iterator<Item = (&DocId, &Ledger)> {
        self.ledgers.iter().filter(|(_, ledger)| ledger.unsent > 0)
    }

    /// How far a document's changes have got.
    #[must_use]
    pub fn ticks(&self, doc: &DocId) -> Ticks {
        let ticks = |ledger: &Ledger| match self.standing.shut_out {
            true if ledger.unsent > 0 => Ticks::Held { code: RefusalCode::Revoked },
            _ => ledger.ticks(&self.receipts),
        };
        self.ledgers.get(doc).map(ticks).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
