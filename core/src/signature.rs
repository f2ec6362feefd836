//! Who wrote a chunk, provable to anyone: ECDSA on P-256 with SHA-256, as every browser's WebCrypto
//! makes it (FIPS 186-5). The key is made on the device and never leaves it; the relay keeps the
//! public half.

use automerge::{Change, ChangeHash};
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use p256::ecdsa::VerifyingKey;
use p256::ecdsa::signature::{Signer, Verifier};

use crate::id::{DeviceId, DocId, ForumId, Mark};

/// A signature's length in bytes: `r` and `s`, 32 each.
pub const SIGNATURE_BYTES: usize = 64;
/// A public key's length in bytes: the mark of an uncompressed point, `x` and `y` (SEC 1, 2.3.3).
pub const KEY_BYTES: usize = 65;

/// A signature of something a device said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; SIGNATURE_BYTES]);

impl Signature {
    /// Room for a signature that the host makes before the frame is sent: it holds the key.
    pub const BLANK: Self = Self([0; SIGNATURE_BYTES]);

    /// In a push of what the relay has held before: its own seal on that, where a device's signature stands
    /// else. No device makes one whose second half is 1.
    #[must_use]
    pub fn of_seal(seal: Mark) -> Self {
        let mut bytes = [0; SIGNATURE_BYTES];
        bytes[16..32].copy_from_slice(&seal.0);
        bytes[SIGNATURE_BYTES - 1] = 1;
        Self(bytes)
    }

    /// The relay's seal, if it is one.
    #[must_use]
    pub fn seal(&self) -> Option<Mark> {
        let seal = Mark(self.0[16..32].try_into().ok()?);
        (*self == Self::of_seal(seal)).then_some(seal)
    }

    /// Whether it can be anybody's signature of anything.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        p256::ecdsa::Signature::from_slice(&self.0).is_ok()
    }
}

impl<C> Encode<C> for Signature {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Signature {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        d.bytes()?.try_into().map(Self).map_err(|_| decode::Error::message("signature"))
    }
}

/// A device's public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceKey(VerifyingKey);

/// Bytes that are no point of the curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a public key")]
pub struct BadKey;

impl DeviceKey {
    /// Reads a key of [`KEY_BYTES`].
    ///
    /// # Errors
    /// [`BadKey`] if the bytes are not an uncompressed point of the curve.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadKey> {
        if bytes.len() != KEY_BYTES {
            return Err(BadKey);
        }
        VerifyingKey::from_sec1_bytes(bytes).map(Self).map_err(|_| BadKey)
    }

    /// The key as it travels.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_sec1_point(false).as_bytes().to_vec()
    }

    /// Whether this key's owner signed exactly these words.
    #[must_use]
    pub fn signed(&self, words: &[u8], signature: &Signature) -> bool {
        p256::ecdsa::Signature::from_slice(&signature.0)
            .is_ok_and(|signature| self.0.verify(words, &signature).is_ok())
    }
}

/// A device's secret key, for phones that are no browser.
#[derive(Debug, Clone)]
pub struct SecretKey(p256::ecdsa::SigningKey);

impl SecretKey {
    /// The key of 32 random bytes.
    ///
    /// # Errors
    /// [`BadKey`] for zero and for what is not below the order of the curve: one in 2^32 of all.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, BadKey> {
        p256::ecdsa::SigningKey::from_slice(bytes).map(Self).map_err(|_| BadKey)
    }

    /// Its public half.
    #[must_use]
    pub fn public(&self) -> DeviceKey {
        DeviceKey(*self.0.verifying_key())
    }

    /// Signs these words; the same words always the same (RFC 6979), so no randomness is needed.
    #[must_use]
    pub fn sign(&self, words: &[u8]) -> Signature {
        let signature: p256::ecdsa::Signature = self.0.sign(words);
        Signature(signature.to_bytes().into())
    }
}

/// What a device signs when it pushes changes: where they belong and which they are.
#[must_use]
pub fn words_of_chunk(forum: ForumId, doc: &DocId, changes: &[Change]) -> Vec<u8> {
    let forum = forum.to_string();
    let mut words = ["paguyuban chunk 1", &forum, doc.as_str(), ""].join("\n").into_bytes();
    let mut hashes: Vec<ChangeHash> = changes.iter().map(Change::hash).collect();
    hashes.sort();
    words.extend(hashes.iter().flat_map(|hash| hash.0));
    words
}

/// What a device signs when its person does something by a request, with the request's body.
#[must_use]
pub fn words_of_act(forum: ForumId, device: DeviceId, body: &[u8]) -> Vec<u8> {
    let mut words = format!("paguyuban act 1\n{forum}\n{device}\n").into_bytes();
    words.extend(body);
    words
}

/// What a device signs when it joins, so that it can ask again if it did not hear the answer.
#[must_use]
pub fn words_of_joining(secret: &str) -> Vec<u8> {
    format!("paguyuban join 1\n{secret}").into_bytes()
}

#[cfg(test)]
mod tests;
