//! The names of things: forums, members, devices, replicas, documents, and places in the log.
//!
//! Every id has one text form and one strict grammar; what does not parse does not exist.

use std::fmt;
use std::str::FromStr;

use automerge::ActorId;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Deserialize, Serialize};
use thiserror::Error;

mod doc;

pub use doc::{DOC_ID_BYTES_MAX, DocId, DocKind, is_village};

/// Length of a ULID's text.
pub const ULID_CHARS: usize = 26;

/// A text that is not the id it claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a valid {what}")]
pub struct InvalidId {
    /// The kind of id that was expected.
    pub what: &'static str,
}

/// 128 bits as 26 characters of Crockford's base 32, upper case: <https://github.com/ulid/spec>.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ulid(u128);

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl Ulid {
    /// Made of milliseconds since 1970 (48 bits are used) and 80 bits of the host's randomness.
    #[must_use]
    pub const fn new(at_ms: u64, random: u128) -> Self {
        Self((at_ms as u128 & 0xFFFF_FFFF_FFFF) << 80 | random & ((1 << 80) - 1))
    }
}

impl fmt::Display for Ulid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0_u8; ULID_CHARS];
        for (place, char) in text.iter_mut().rev().enumerate() {
            *char = CROCKFORD[(self.0 >> (5 * place) & 31) as usize];
        }
        f.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

impl FromStr for Ulid {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let invalid = InvalidId { what: "ULID" };
        if text.len() != ULID_CHARS || text.as_bytes()[0] > b'7' {
            return Err(invalid);
        }
        text.bytes()
            .try_fold(0_u128, |value, char| {
                let digit = CROCKFORD.iter().position(|known| *known == char).ok_or(invalid)?;
                Ok(value << 5 | digit as u128)
            })
            .map(Self)
    }
}

macro_rules! ulid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Ulid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.parse().map(Self).map_err(|_| InvalidId { what: stringify!($name) })
            }
        }
    };
}

ulid_id! {
    /// A forum: one association, usually one sub-district. The tenant.
    ForumId
}
ulid_id! {
    /// A person in a forum, also the name of the person's card `member/{MemberId}`.
    MemberId
}

macro_rules! bytes_id {
    ($(#[$doc:meta])* $name:ident, $bytes:literal, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(pub [u8; $bytes]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let mut bytes = [0; $bytes];
                hex_into(text, &mut bytes).ok_or(InvalidId { what: $what })?;
                Ok(Self(bytes))
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: encode::Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
                let bytes = d.bytes()?;
                bytes.try_into().map(Self).map_err(|_| decode::Error::message($what))
            }
        }
    };
}

bytes_id! {
    /// A phone or browser profile that joined a forum.
    DeviceId, 8, "device id"
}
bytes_id! {
    /// One running store of a device: the device followed by a nonce that is fresh at every start.
    ///
    /// It is the Automerge actor of every change the replica makes, so a phone restored from a
    /// copy can never use a sequence number twice.
    ReplicaId, 16, "replica id"
}
bytes_id! {
    /// The history of one relay database; a restored backup starts a new one.
    Epoch, 8, "epoch"
}

bytes_id! {
    /// What a relay says of a place in its log: see [`crate::mark`].
    Mark, 16, "mark"
}

/// Levels that one byte of LEB128 holds: more concurrent branches of one replica are not ours.
pub const CONCURRENCY_MAX: u8 = 127;

/// What Automerge puts before an actor id when it edits at older heads: four magic bytes and a
/// LEB128 level (`ActorId::with_concurrency` in automerge 0.12).
const CONCURRENCY_MARK: [u8; 4] = [0x13, 0xb2, 0x23, 0x09];

impl ReplicaId {
    /// The replica of `device` with this nonce.
    #[must_use]
    pub fn new(device: DeviceId, nonce: [u8; 8]) -> Self {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&device.0);
        bytes[8..].copy_from_slice(&nonce);
        Self(bytes)
    }

    /// The device whose store this is.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&self.0[..8]);
        DeviceId(bytes)
    }

    /// The replica as an Automerge actor.
    #[must_use]
    pub fn actor(&self) -> ActorId {
        ActorId::from(&self.0[..])
    }

    /// The actor of a branch at older heads; that of level 0 is [`ReplicaId::actor`]. As Automerge
    /// derives it for edits at older heads.
    #[must_use]
    pub fn actor_at(self, level: u8) -> ActorId {
        if level == 0 {
            return self.actor();
        }
        let bytes = [&CONCURRENCY_MARK[..], &[level.min(CONCURRENCY_MAX)], &self.0[..]].concat();
        ActorId::from(bytes)
    }

    /// The replica behind an actor, or `None` if the actor is not one of ours.
    #[must_use]
    pub fn of_actor(actor: &ActorId) -> Option<Self> {
        let bytes = actor.to_bytes();
        let plain = match bytes.strip_prefix(&CONCURRENCY_MARK) {
            Some([0..=CONCURRENCY_MAX, plain @ ..]) => plain,
            Some(_) => return None,
            None => bytes,
        };
        // the device of all zeros is the actor of fixed first changes, and nobody's
        plain.try_into().map(Self).ok().filter(|replica| replica.device() != DeviceId([0; 8]))
    }
}

/// A place in a forum's log; the first chunk has 1, and 0 means "nothing yet".
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Encode,
    Decode,
)]
#[serde(transparent)]
#[cbor(transparent)]
pub struct Seq(#[n(0)] pub u64);

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn hex_into(text: &str, bytes: &mut [u8]) -> Option<()> {
    let digits = text.as_bytes();
    if digits.len() != bytes.len() * 2
        || !digits.iter().all(|d| matches!(d, b'0'..=b'9' | b'a'..=b'f'))
    {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(())
}

macro_rules! text_form {
    ($($name:ident),*) => {$(
        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                text.parse()
            }
        }
    )*};
}

macro_rules! cbor_as_text {
    ($($name:ident),*) => {$(
        impl<C> Encode<C> for $name {
            fn encode<W: encode::Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), encode::Error<W::Error>> {
                e.str(&self.to_string())?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
                let text = d.str()?;
                text.parse().map_err(|_| decode::Error::message(stringify!($name)))
            }
        }
    )*};
}

text_form!(Ulid, DeviceId, ReplicaId, Epoch, Mark, DocId);
cbor_as_text!(MemberId, DocId);

#[cfg(test)]
mod tests;
