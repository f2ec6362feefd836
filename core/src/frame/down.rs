//! What a relay says.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::parts::{Bounded, Heads};
use super::up::Marked;
use super::{PRESENT_MAX, RECEIPT_GROUPS_MAX};
use crate::access::Role;
use crate::document::Founding;
use crate::id::{DeviceId, DocId, Epoch, Mark, MemberId, Seq};

/// The relay's introduction.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Welcome {
    /// The version both will speak.
    #[n(0)]
    pub version: u32,
    /// The history of this relay's log.
    #[n(1)]
    pub epoch: Epoch,
    /// The end of the log.
    #[n(2)]
    pub seq: Seq,
    /// Who the relay takes the phone for.
    #[n(3)]
    pub me: Me,
    /// The relay's clock, milliseconds since 1970.
    #[n(4)]
    pub clock_ms: u64,
    /// The phone's place is of a history that this log does not go on with, though the epoch is the same: it
    /// begins again as after a new one.
    #[n(5)]
    pub anew: Option<bool>,
}

/// A signed-in device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Me {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// The person.
    #[n(1)]
    pub member: MemberId,
    /// What the person may do.
    #[n(2)]
    pub role: Role,
}

/// A push that is on the relay's disk.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Stored {
    /// The number of the push.
    #[n(0)]
    pub push: u32,
    /// Its document.
    #[n(1)]
    pub doc: DocId,
    /// Where in the log the newest of its changes stands.
    #[n(2)]
    pub seq: Seq,
    /// Where the log ends with them.
    #[n(3)]
    pub mark: Option<Marked>,
}

/// A push that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Refused {
    /// The number of the push.
    #[n(0)]
    pub push: u32,
    /// Its document.
    #[n(1)]
    pub doc: DocId,
    /// Why.
    #[n(2)]
    pub code: RefusalCode,
}

/// Why a push was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// The bytes are no chunk, or its changes do not apply cleanly.
    #[n(0)]
    Malformed,
    /// Over one of the limits of `docs/PROTOCOL.md`.
    #[n(1)]
    TooLarge,
    /// A change depends on one that the relay does not hold.
    #[n(2)]
    MissingDeps,
    /// A change names another person as its author, or nobody.
    #[n(3)]
    WrongAuthor,
    /// The person's role does not allow it.
    #[n(4)]
    NotAllowed,
    /// The document or the forum has reached its size limit.
    #[n(5)]
    ForumFull,
    /// The relay's disk takes nothing now; try again later.
    #[n(6)]
    DiskFull,
    /// The relay is busy with earlier pushes of this link; try again later.
    #[n(7)]
    Busy,
    /// The trial of the changes took too long.
    #[n(8)]
    TooSlow,
    /// The actor of a change is not one of the device that signed it.
    #[n(9)]
    WrongActor,
    /// A change does not follow the last one of its actor.
    #[n(10)]
    OutOfSequence,
    /// The signature is not the device's, of these changes, in this document, of this forum.
    #[n(11)]
    BadSignature,
    /// The device that signed was shut out; only an organiser can hand its work in.
    #[n(12)]
    Revoked,
    /// The document was erased.
    #[n(13)]
    Erased,
    /// The forum has no device of this name.
    #[n(14)]
    UnknownDevice,
    /// The document was founded anew, and this is of an earlier generation.
    #[n(15)]
    Refounded,
}

impl RefusalCode {
    /// Whether the same push may be taken later without anybody doing anything. One of an earlier
    /// generation is not, but its phone writes it again in the present one, or has done so.
    #[must_use]
    pub fn passes(self) -> bool {
        matches!(self, Self::DiskFull | Self::Busy | Self::MissingDeps | Self::Refounded)
    }
}

/// Content of a document at a place in the stream.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Changed {
    /// Where in the stream this stands, so that a gap is noticed.
    #[n(0)]
    pub place: Place,
    /// The document.
    #[n(1)]
    pub doc: DocId,
    /// What to apply.
    #[n(2)]
    pub content: Content,
    /// The device that handed it to the relay; none for a snapshot.
    #[n(3)]
    pub by: Option<DeviceId>,
    /// Where the log ends that this is of; in a page only the first has it.
    #[n(4)]
    pub mark: Option<Marked>,
    /// The relay's seal on the content's heads, by which it takes the content back if it loses it.
    #[n(5)]
    pub seal: Option<Mark>,
}

/// Where in the stream to a phone something stands.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Place {
    /// At `seq` of the log; everything up to `after` was sent before.
    #[n(0)]
    Log {
        /// The cursor the phone must have reached.
        #[n(0)]
        after: Seq,
        /// Its cursor once this is on its disk.
        #[n(1)]
        seq: Seq,
    },
    /// In a first sync; the document `after` was sent before.
    #[n(1)]
    Fill {
        /// The end of the log when the first sync began.
        #[n(0)]
        upto: Seq,
        /// The document sent before this one.
        #[n(1)]
        after: Option<DocId>,
    },
    /// Outside of the log: a document that the phone may see since its person's role changed.
    #[n(2)]
    Apart,
}

/// What to apply to a document.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Content {
    /// A chunk as made by [`crate::chunk`].
    #[n(0)]
    Chunk(#[n(0)] ByteVec),
    /// A whole document as Automerge saves it.
    #[n(1)]
    Snapshot(#[n(0)] ByteVec),
    /// A chunk of a document that is handed over in pieces; more of it follow at the same place, and the
    /// last one is a [`Content::Chunk`].
    #[n(2)]
    Piece(#[n(0)] ByteVec),
}

/// The end of a first sync.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Filled {
    /// The phone's cursor from here on.
    #[n(0)]
    pub upto: Seq,
    /// The document sent last.
    #[n(1)]
    pub last: Option<DocId>,
}

/// The end of what is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct CaughtUp {
    /// The cursor the phone must have reached.
    #[n(0)]
    pub after: Seq,
    /// Its cursor from here on.
    #[n(1)]
    pub cursor: Seq,
    /// Where the log ends.
    #[n(2)]
    pub mark: Option<Marked>,
}

/// A document that was erased: for good, or because it was founded anew.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Erased {
    /// Counted from 1 in the order in which documents were erased.
    #[n(0)]
    pub number: u64,
    /// The document.
    #[n(1)]
    pub doc: DocId,
    /// What it begins with now, if it was founded anew.
    #[n(2)]
    pub founding: Option<Founding>,
}

/// A document of which the relay lacks changes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Want {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// What the relay has of it.
    #[n(1)]
    pub heads: Heads,
    /// It takes only what this device wrote itself.
    #[n(2)]
    pub own: Option<bool>,
}

/// How far the other devices of the forum are, as groups of equal cursors.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Receipts(#[n(0)] pub Bounded<ReceiptGroup, RECEIPT_GROUPS_MAX>);

/// Devices that have the same cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub struct ReceiptGroup {
    /// Everything up to here is on their disks.
    #[n(0)]
    pub cursor: Seq,
    /// How many they are.
    #[n(1)]
    pub devices: u32,
}

/// Who has a document open.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Presence {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// The people there, each once.
    #[n(1)]
    pub people: Bounded<MemberId, PRESENT_MAX>,
}

/// Why a link ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// No protocol version in common; the phone must be updated.
    #[n(0)]
    Version,
    /// The frame was not one, or out of turn.
    #[n(1)]
    BadFrame,
    /// The device was revoked.
    #[n(2)]
    Revoked,
    /// The phone reads more slowly than the forum writes; come back and catch up.
    #[n(3)]
    TooSlow,
    /// The relay is going down; come back later.
    #[n(4)]
    GoingDown,
    /// The relay's disk failed; come back later.
    #[n(5)]
    StoreFailed,
    /// The relay does not know this device; a new invitation is needed.
    #[n(6)]
    SignedOut,
    /// The person may do something else now; come again at once.
    #[n(7)]
    RoleChanged,
}
