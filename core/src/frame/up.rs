//! What a phone says.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::parts::{Bounded, Heads};
use super::{HAVE_DOCS_MAX, ROLES_MAX, VERSIONS};
use crate::access::Role;
use crate::id::{DeviceId, DocId, Epoch, Mark, ReplicaId, Seq};
use crate::signature::Signature;

/// A range of protocol versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Versions {
    /// The lowest version spoken.
    #[n(0)]
    pub min: u32,
    /// The highest version spoken.
    #[n(1)]
    pub max: u32,
}

/// The phone's introduction.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Hello {
    /// What the phone speaks.
    #[n(0)]
    pub versions: Versions,
    /// The history its cursor belongs to; none if it never met a relay.
    #[n(1)]
    pub epoch: Option<Epoch>,
    /// Everything up to here is on its disk.
    #[n(2)]
    pub cursor: Seq,
    /// How far a first sync got that was cut.
    #[n(3)]
    pub fill: Option<Fill>,
    /// The running store that speaks; its own changes are not sent back to it.
    #[n(4)]
    pub replica: ReplicaId,
    /// The number of the last erasure that was carried out on its disk; 0 for none.
    #[n(5)]
    pub erased: u64,
    /// A document of which it has a part, and up to where; what is beyond has to be handed over.
    #[n(6)]
    pub part: Option<Held>,
    /// It was told of all kinds that this version knows; none before version 2.
    #[n(7)]
    pub knows: Option<u32>,
    /// On its disk are at least the documents that people of all these roles may see: the role that it was last
    /// handed everything for, and those it has met since. None, if an earlier program wrote the disk and it
    /// cannot say; absent from an earlier program.
    #[n(8)]
    pub sight: Option<Bounded<Role, ROLES_MAX>>,
    /// What the relay said last of where its log ends.
    #[n(9)]
    pub mark: Option<Marked>,
    /// What the relay said last of all devices for which it vouches, 0 if nothing: it says what has changed.
    /// Absent from an earlier program, which is told of none.
    #[n(10)]
    pub devices: Option<u32>,
}

/// Where the log ended, and what the relay said of that place: see [`crate::mark`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub struct Marked {
    /// The place.
    #[n(0)]
    pub seq: Seq,
    /// Its mark.
    #[n(1)]
    pub mark: Mark,
}

impl Hello {
    /// Of a program that knows nothing of a relay yet.
    #[must_use]
    pub fn first(replica: ReplicaId) -> Self {
        Self {
            versions: VERSIONS,
            epoch: None,
            cursor: Seq(0),
            fill: None,
            replica,
            erased: 0,
            part: None,
            knows: None,
            sight: None,
            mark: None,
            devices: None,
        }
    }
}

/// How far a first sync got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub struct Fill {
    /// The end of the log when it began.
    #[n(0)]
    pub upto: Seq,
    /// The last document that arrived; documents come in the order of their names.
    #[n(1)]
    pub last: DocId,
}

/// Changes of one document.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Push {
    /// The phone's number for this push on this link; the answer carries it back.
    #[n(0)]
    pub push: u32,
    /// The document.
    #[n(1)]
    pub doc: DocId,
    /// A chunk as made by [`crate::chunk`].
    #[n(2)]
    pub chunk: ByteVec,
    /// The device that wrote and signed it, if that is another than the one that speaks.
    #[n(3)]
    pub by: Option<DeviceId>,
    /// That device's signature of [`crate::signature::words_of_chunk`]. It is the last field, so that
    /// whoever holds the key can write it over the end of the frame.
    #[n(4)]
    pub signature: Signature,
}

/// What a phone has carried out on its disk of what is not content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Settled {
    /// All erasures up to this number.
    #[n(0)]
    pub erased: u64,
    /// The documents there are those that this role may see.
    #[n(1)]
    pub role: Role,
}

/// Documents a phone holds.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Have {
    /// At most [`HAVE_DOCS_MAX`] documents with their heads.
    #[n(0)]
    pub docs: Bounded<Held, HAVE_DOCS_MAX>,
    /// No further `Have` follows.
    #[n(1)]
    pub last: bool,
}

/// One document a phone holds.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Held {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// Its newest changes there.
    #[n(1)]
    pub heads: Heads,
}
