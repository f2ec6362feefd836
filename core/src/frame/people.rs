//! For whom a relay vouches.

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Deserialize, Serialize};

use super::DEVICES_TOLD_MAX;
use super::parts::Bounded;
use crate::access::Role;
use crate::id::{DeviceId, InvalidId, MemberId};
use crate::signature::KEY_BYTES;

/// The devices of the forum, or those of them that have changed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Devices {
    /// Of all of them, never 0: the phone says it in its next `Hello`.
    #[n(0)]
    pub stamp: u32,
    /// Each once.
    #[n(1)]
    pub list: Bounded<Vouched, DEVICES_TOLD_MAX>,
    /// There are no others; else these take the place of what was told of them before.
    #[n(2)]
    pub whole: bool,
}

/// A device as the relay knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub struct Vouched {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// Its person.
    #[n(1)]
    pub member: MemberId,
    /// What the person may do.
    #[n(2)]
    pub role: Role,
    /// With what it signs.
    #[n(3)]
    pub key: KeyBytes,
    /// It was shut out.
    #[n(4)]
    pub revoked: bool,
}

/// A public key as it travels; as hexadecimal where it is text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyBytes(pub Vec<u8>);

const INVALID: InvalidId = InvalidId { what: "public key" };

impl TryFrom<String> for KeyBytes {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
        let digits = digits.filter(|digits| digits.len() == 2 * KEY_BYTES).ok_or(INVALID)?;
        // two digits are below 256
        Ok(Self(digits.chunks_exact(2).map(|pair| (pair[0] << 4 | pair[1]) as u8).collect()))
    }
}

impl From<KeyBytes> for String {
    fn from(key: KeyBytes) -> Self {
        key.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl<C> Encode<C> for KeyBytes {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for KeyBytes {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        let bytes = d.bytes()?;
        if bytes.len() == KEY_BYTES {
            Ok(Self(bytes.to_vec()))
        } else {
            Err(decode::Error::message("key"))
        }
    }
}
