//! Bytes of an exact length in JSON and headers: base64url without padding (RFC 4648, 5).

use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, de};

/// So many bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Base64Url<const N: usize>(pub(crate) [u8; N]);

/// The text is something else.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NotThat;

impl<const N: usize> FromStr for Base64Url<N> {
    type Err = NotThat;

    fn from_str(text: &str) -> Result<Self, NotThat> {
        // longer texts are not even decoded
        if text.len() != base64::encoded_len(N, false).ok_or(NotThat)? {
            return Err(NotThat);
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| NotThat)?;
        bytes.try_into().map(Self).map_err(|_| NotThat)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Base64Url<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|NotThat| de::Error::custom("not so many bytes of base64url"))
    }
}
