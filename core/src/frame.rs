//! What a phone and a relay say to each other: one CBOR array per frame, the same through both doors.
//!
//! `docs/PROTOCOL.md` is the full text. A frame is `[kind, field, …]`; a reader ignores fields it
//! does not know at the end, so a later version can add some. Every length is checked before
//! anything is allocated for it.

use std::convert::Infallible;

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use thiserror::Error;

use crate::access::Role;
use crate::id::{DocId, Seq};

mod down;
mod parts;
mod people;
mod up;

pub use down::{
    CaughtUp, Changed, Closing, Content, Erased, Filled, Me, Place, Presence, ReceiptGroup,
    Receipts, RefusalCode, Refused, Stored, Want, Welcome,
};
pub use parts::{Bounded, Heads};
pub use people::{Devices, KeyBytes, Vouched};
pub use up::{Fill, Have, Held, Hello, Marked, Push, Settled, Versions};

/// The versions of the protocol that this build speaks, lowest and highest.
pub const VERSIONS: Versions = Versions { min: 1, max: 2 };
/// From this version on a document that is larger than a piece is handed over in pieces.
pub const PIECES_SINCE: u32 = 2;
/// From this version on a phone knows that a document can be founded anew.
pub const FOUNDING_SINCE: u32 = 2;
/// The largest frame a phone may send: one chunk and its name. A phone on EDGE needs 25 s for it.
pub const FRAME_UP_BYTES_MAX: usize = 320 * 1024;
/// The largest frame a relay sends: the snapshot of the largest document.
pub const FRAME_DOWN_BYTES_MAX: usize = 4 * 1024 * 1024;
/// The most heads of one document in a frame; a real document has as many as people offline at once.
pub const HEADS_MAX: usize = 256;
/// The most documents in one `Have`; more come in the next one.
pub const HAVE_DOCS_MAX: usize = 500;
/// The most roles in a `Hello`: there are no more.
pub const ROLES_MAX: usize = Role::ALL.len();
/// The most groups of equal cursors in one `Receipts`.
pub const RECEIPT_GROUPS_MAX: usize = 1_000;
/// The most devices in one `Devices`: those that may come in first. A sub-district has a hundred.
pub const DEVICES_TOLD_MAX: usize = 1_000;
/// The most people named in one `Presence`.
pub const PRESENT_MAX: usize = 64;

/// One thing said on a link.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Frame {
    /// Phone → relay, first on every link: who speaks, from where in the log.
    #[n(0)]
    Hello(#[n(0)] Hello),
    /// Phone → relay: changes of one document the relay is not known to hold.
    #[n(1)]
    Push(#[n(0)] Push),
    /// Phone → relay after a new epoch: all documents it has.
    #[n(2)]
    Have(#[n(0)] Have),
    /// Phone → relay: everything up to here is on this phone's disk.
    #[n(3)]
    Received(#[n(0)] Seq),
    /// Phone → relay: the person has this document open, or none.
    #[n(4)]
    Here(#[n(0)] Option<DocId>),
    /// Phone → relay: erasures, and what a change of role asked for, are carried out on its disk.
    #[n(5)]
    Settled(#[n(0)] Settled),

    /// Relay → phone, first answer.
    #[n(16)]
    Welcome(#[n(0)] Welcome),
    /// Relay → phone: this push is on the relay's disk.
    #[n(17)]
    Stored(#[n(0)] Stored),
    /// Relay → phone: this push was not taken; it stays on the phone.
    #[n(18)]
    Refused(#[n(0)] Refused),
    /// Relay → phone: what somebody wrote.
    #[n(19)]
    Changed(#[n(0)] Changed),
    /// Relay → phone: every document has been handed over as it was at `upto`.
    #[n(20)]
    Filled(#[n(0)] Filled),
    /// Relay → phone: nothing more is stored up to `cursor`.
    #[n(21)]
    CaughtUp(#[n(0)] CaughtUp),
    /// Relay → phone after `Have`: it lacks changes of this document beyond `heads`.
    #[n(22)]
    Want(#[n(0)] Want),
    /// Relay → phone: how far the other devices are.
    #[n(23)]
    Receipts(#[n(0)] Receipts),
    /// Relay → phone: who has this document open now, besides this device.
    #[n(24)]
    Presence(#[n(0)] Presence),
    /// Relay → phone, last on a link: why it ends.
    #[n(25)]
    Closing(#[n(0)] Closing),
    /// Relay → phone: the person may not see this document any more.
    #[n(26)]
    Hidden(#[n(0)] DocId),
    /// Relay → phone, before all content: this document was erased.
    #[n(27)]
    Erased(#[n(0)] Erased),
    /// Relay → phone: what the person may not see any more was named, what they may see now was handed
    /// over; to be answered by `Settled`.
    #[n(28)]
    Sight(#[n(0)] Role),
    /// Relay → phone: for which devices the relay vouches, so that a phone can tell by itself who signed
    /// something. Only to a program that asks for it in its `Hello`.
    #[n(29)]
    Devices(#[n(0)] Devices),
}

/// Bytes that are no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BadFrame {
    /// Longer than the limit of its direction.
    #[error("a frame of {0} bytes is over the limit")]
    TooLong(usize),
    /// Not the CBOR of a frame.
    #[error("bytes are not a frame")]
    Malformed,
}

impl Frame {
    /// The frame's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // writing to a Vec cannot fail, and every type here encodes
        let written = minicbor::encode(self, &mut bytes);
        debug_assert!(written.is_ok());
        bytes
    }

    /// The bytes of a frame that a phone sends, as [`Frame::to_bytes`] makes them; none of a relay's. The
    /// phone's module calls only this one, so that it need not carry a writer of the relay's frames.
    #[must_use]
    pub fn to_relay(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::new());
        // writing to a Vec cannot fail, and every type here encodes
        let written = self.encode_up(&mut encoder);
        debug_assert!(written.is_ok());
        encoder.into_writer()
    }

    fn encode_up(&self, e: &mut Encoder<Vec<u8>>) -> Result<(), encode::Error<Infallible>> {
        match self {
            Self::Hello(hello) => e.array(2)?.u32(0)?.encode(hello)?.ok(),
            Self::Push(push) => e.array(2)?.u32(1)?.encode(push)?.ok(),
            Self::Have(have) => e.array(2)?.u32(2)?.encode(have)?.ok(),
            Self::Received(cursor) => e.array(2)?.u32(3)?.encode(cursor)?.ok(),
            Self::Here(None) => e.array(1)?.u32(4)?.ok(),
            Self::Here(Some(doc)) => e.array(2)?.u32(4)?.encode(doc)?.ok(),
            Self::Settled(settled) => e.array(2)?.u32(5)?.encode(settled)?.ok(),
            _ => Ok(()),
        }
    }

    /// Reads one frame of a relay, as [`Frame::from_bytes`] would. The phone's module calls only
    /// this one, so that it need not carry a reader of its own frames.
    ///
    /// # Errors
    /// [`BadFrame`] if it is longer than [`FRAME_DOWN_BYTES_MAX`], is not a frame of a relay, or
    /// something follows it.
    pub fn from_relay(bytes: &[u8]) -> Result<Self, BadFrame> {
        if bytes.len() > FRAME_DOWN_BYTES_MAX {
            return Err(BadFrame::TooLong(bytes.len()));
        }
        let mut decoder = Decoder::new(bytes);
        let frame = Self::decode_down(&mut decoder).map_err(|_| BadFrame::Malformed)?;
        if decoder.position() != bytes.len() {
            return Err(BadFrame::Malformed);
        }
        Ok(frame)
    }

    fn decode_down(decoder: &mut Decoder<'_>) -> Result<Self, decode::Error> {
        let Some(fields @ 2..) = decoder.array()? else {
            return Err(decode::Error::message("no frame"));
        };
        let frame = match decoder.u32()? {
            16 => Self::Welcome(decoder.decode()?),
            17 => Self::Stored(decoder.decode()?),
            18 => Self::Refused(decoder.decode()?),
            19 => Self::Changed(decoder.decode()?),
            20 => Self::Filled(decoder.decode()?),
            21 => Self::CaughtUp(decoder.decode()?),
            22 => Self::Want(decoder.decode()?),
            23 => Self::Receipts(decoder.decode()?),
            24 => Self::Presence(decoder.decode()?),
            25 => Self::Closing(decoder.decode()?),
            26 => Self::Hidden(decoder.decode()?),
            27 => Self::Erased(decoder.decode()?),
            28 => Self::Sight(decoder.decode()?),
            29 => Self::Devices(decoder.decode()?),
            _ => return Err(decode::Error::message("no frame of a relay")),
        };
        for _ in 2..fields {
            decoder.skip()?;
        }
        Ok(frame)
    }

    /// Reads a push that somebody carried to a phone. The phone's module calls only this one: see
    /// [`Frame::from_relay`].
    ///
    /// # Errors
    /// [`BadFrame`] if it is longer than [`FRAME_UP_BYTES_MAX`], is no push, or something follows it.
    pub fn push_from(bytes: &[u8]) -> Result<Push, BadFrame> {
        if bytes.len() > FRAME_UP_BYTES_MAX {
            return Err(BadFrame::TooLong(bytes.len()));
        }
        let mut decoder = Decoder::new(bytes);
        let mut read = || -> Result<Push, decode::Error> {
            let is_push = decoder.array()? == Some(2) && decoder.u32()? == 1;
            if is_push { decoder.decode() } else { Err(decode::Error::message("no push")) }
        };
        let push = read().map_err(|_| BadFrame::Malformed)?;
        if decoder.position() == bytes.len() { Ok(push) } else { Err(BadFrame::Malformed) }
    }

    /// Reads one frame of at most `bytes_max` bytes.
    ///
    /// # Errors
    /// [`BadFrame`] if it is longer, is not a frame, or something follows it.
    pub fn from_bytes(bytes: &[u8], bytes_max: usize) -> Result<Self, BadFrame> {
        if bytes.len() > bytes_max {
            return Err(BadFrame::TooLong(bytes.len()));
        }
        let mut decoder = Decoder::new(bytes);
        let frame = decoder.decode().map_err(|_| BadFrame::Malformed)?;
        if decoder.position() != bytes.len() {
            return Err(BadFrame::Malformed);
        }
        Ok(frame)
    }
}

#[cfg(test)]
mod tests;
