//! Parts of frames with a limit of their own.

use automerge::ChangeHash;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use super::HEADS_MAX;

/// The newest changes of a document, sorted; on the wire one byte string of 32 bytes each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heads(pub Vec<ChangeHash>);

impl<C> Encode<C> for Heads {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        let bytes: Vec<u8> = self.0.iter().flat_map(|hash| hash.0).collect();
        e.bytes(&bytes)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Heads {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        let bytes = d.bytes()?;
        if bytes.len() % 32 != 0 || bytes.len() / 32 > HEADS_MAX {
            return Err(decode::Error::message("heads"));
        }
        let hashes = bytes.chunks_exact(32).filter_map(|hash| hash.try_into().ok().map(ChangeHash));
        Ok(Self(hashes.collect()))
    }
}

/// A list of at most `MAX` items; a longer one is no frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounded<T, const MAX: usize>(pub Vec<T>);

impl<T, const MAX: usize> Default for Bounded<T, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<C, T: Encode<C>, const MAX: usize> Encode<C> for Bounded<T, MAX> {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        self.0.encode(e, ctx)
    }
}

impl<'b, C, T: Decode<'b, C>, const MAX: usize> Decode<'b, C> for Bounded<T, MAX> {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, decode::Error> {
        let Some(length) = d.array()?.filter(|length| *length <= MAX as u64) else {
            return Err(decode::Error::message("list too long"));
        };
        // grows as items are read: the length alone allocates nothing
        (0..length).map(|_| T::decode(d, ctx)).collect::<Result<Vec<T>, _>>().map(Self)
    }
}
