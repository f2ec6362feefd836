//! The names of things: forums, members, devices, replicas, documents, and places in the log.
//!
//! Every id has one text form and one strict grammar; what does not parse does not exist.

use std::fmt;
use std::str::FromStr;

use automerge::ActorId;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The longest [`DocId`] in bytes; the longest kind today is `private/`, two ULIDs and a year.
pub const DOC_ID_BYTES_MAX: usize = 96;
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
    pub fn new(at_ms: u64, random: u128) -> Self {
        Self((u128::from(at_ms) & 0xFFFF_FFFF_FFFF) << 80 | random & ((1 << 80) - 1))
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

    /// The replica behind an actor, or `None` if the actor is not one of ours.
    #[must_use]
    pub fn of_actor(actor: &ActorId) -> Option<Self> {
        let bytes = actor.to_bytes();
        let plain = match bytes.strip_prefix(&CONCURRENCY_MARK) {
            // one byte of level: more than 127 concurrent branches of one replica are not ours
            Some([0..=127, plain @ ..]) => plain,
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

/// What a document is about; each kind has a module in [`crate::document`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocKind {
    /// One person's card.
    Member,
    /// The mentoring entries of one village and year.
    Log,
    /// A shared note or minutes.
    Note,
    /// A note of the organisers.
    Board,
    /// What two people write of their mentoring, in confidence.
    Private,
    /// One person's grades in a period.
    Assessment,
}

impl DocKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Member, Self::Log, Self::Note, Self::Board, Self::Private, Self::Assessment];
}

/// The readable path that names a document, e.g. `log/33.02.19.2003/2026`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocId {
    text: String,
    kind: DocKind,
}

impl DocId {
    /// The card of a person.
    #[must_use]
    pub fn member(member: MemberId) -> Self {
        Self { text: format!("member/{member}"), kind: DocKind::Member }
    }

    /// The shared note or minutes of this name.
    #[must_use]
    pub fn note(note: Ulid) -> Self {
        Self { text: format!("note/{note}"), kind: DocKind::Note }
    }

    /// The kind of document it names.
    #[must_use]
    pub fn kind(&self) -> DocKind {
        self.kind
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The person whose card this is, if it is one.
    #[must_use]
    pub fn member_id(&self) -> Option<MemberId> {
        self.text.strip_prefix("member/")?.parse().ok()
    }

    /// Whether its name says that it is this person's: a card, grades, or one of two who confide.
    #[must_use]
    pub fn is_of(&self, member: MemberId) -> bool {
        let people = match self.kind {
            DocKind::Member | DocKind::Assessment => 1,
            DocKind::Private => 2,
            DocKind::Log | DocKind::Note | DocKind::Board => 0,
        };
        let named = self.text.split('/').skip(1).take(people);
        named.into_iter().any(|name| name.parse() == Ok(member))
    }
}

impl FromStr for DocId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        kind_of(text)
            .map(|kind| Self { text: text.to_owned(), kind })
            .ok_or(InvalidId { what: "document id" })
    }
}

fn kind_of(text: &str) -> Option<DocKind> {
    let is_ulid = |text: &str| text.parse::<Ulid>().is_ok();
    let mut parts = text.split('/');
    let kind = match (parts.next()?, parts.next()?, parts.next(), parts.next()) {
        ("member", id, None, None) if is_ulid(id) => DocKind::Member,
        ("note", id, None, None) if is_ulid(id) => DocKind::Note,
        ("board", id, None, None) if is_ulid(id) => DocKind::Board,
        ("log", village, Some(year), None) if is_village(village) && is_year(year) => DocKind::Log,
        ("assessment", member, Some(period), None) if is_ulid(member) && is_period(period) => {
            DocKind::Assessment
        }
        ("private", mentor, Some(mentee), Some(year))
            if is_ulid(mentor) && is_ulid(mentee) && mentor != mentee && is_year(year) =>
        {
            DocKind::Private
        }
        _ => return None,
    };
    parts.next().is_none().then_some(kind)
}

/// A year, or one half of it: `2026`, `2026-1`, `2026-2`.
fn is_period(text: &str) -> bool {
    is_year(text.strip_suffix("-1").or_else(|| text.strip_suffix("-2")).unwrap_or(text))
}

/// A village code of the Ministry of Home Affairs: `PP.KK.CC.DDDD`, digits only.
#[must_use]
pub fn is_village(text: &str) -> bool {
    let lengths = [2, 2, 2, 4];
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == lengths.len()
        && parts.iter().zip(lengths).all(|(part, length)| part.len() == length && is_digits(part))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && is_digits(text) && ("1900".."3000").contains(&text)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
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

impl fmt::Display for DocId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
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

text_form!(Ulid, DeviceId, ReplicaId, Epoch, DocId);
cbor_as_text!(MemberId, DocId);

#[cfg(test)]
mod tests;
