//! Frames one after the other in a body: each after its length, four bytes, big endian.

use bytes::{Buf, BufMut, Bytes, BytesMut};
use paguyuban::frame::{BadFrame, FRAME_UP_BYTES_MAX, Frame};

const LENGTH_BYTES: usize = 4;

/// A frame's bytes with their length in front.
#[must_use]
pub fn with_length(frame: &[u8]) -> Bytes {
    let mut bytes = BytesMut::with_capacity(LENGTH_BYTES + frame.len());
    bytes.put_u32(u32::try_from(frame.len()).unwrap_or(u32::MAX));
    bytes.put_slice(frame);
    bytes.freeze()
}

/// Takes frames out of a body that arrives in pieces. Holds at most one frame and one piece.
#[derive(Debug, Default)]
pub struct FrameReader {
    held: BytesMut,
}

impl FrameReader {
    /// The next piece of the body.
    pub fn add(&mut self, piece: &[u8]) {
        self.held.extend_from_slice(piece);
    }

    /// The next whole frame and how many bytes it has; `None` if more of it has to arrive.
    ///
    /// # Errors
    /// If it is longer than a phone may send, or no frame.
    pub fn next_frame(&mut self) -> Result<Option<(Frame, usize)>, BadFrame> {
        let Some(length) = self.held.first_chunk::<LENGTH_BYTES>() else {
            return Ok(None);
        };
        let length = u32::from_be_bytes(*length) as usize;
        if length > FRAME_UP_BYTES_MAX {
            return Err(BadFrame::TooLong(length));
        }
        if self.held.len() < LENGTH_BYTES + length {
            return Ok(None);
        }
        self.held.advance(LENGTH_BYTES);
        let frame = self.held.split_to(length);
        Frame::from_bytes(&frame, FRAME_UP_BYTES_MAX).map(|frame| Some((frame, length)))
    }

    /// How much of a further frame has arrived.
    #[must_use]
    pub fn held(&self) -> usize {
        self.held.len()
    }

    /// Nothing of a further frame has arrived.
    #[must_use]
    pub fn is_between_frames(&self) -> bool {
        self.held.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paguyuban::id::Seq;

    #[test]
    fn frames_come_out_whole_however_the_body_is_cut() {
        let frames = [Frame::Received(Seq(7)), Frame::Here(None), Frame::Received(Seq(70_000))];
        let body: Vec<u8> = frames.iter().flat_map(|f| with_length(&f.to_bytes())).collect();
        for cut in 1..body.len() {
            let (mut reader, mut read) = (FrameReader::default(), Vec::new());
            for piece in body.chunks(cut) {
                reader.add(piece);
                while let Some((frame, _)) = reader.next_frame().unwrap() {
                    read.push(frame);
                }
            }
            assert_eq!(read, frames);
            assert!(reader.is_between_frames());
        }
    }

    #[test]
    fn a_length_over_the_limit_is_refused_before_anything_is_held() {
        let mut reader = FrameReader::default();
        reader.add(&u32::MAX.to_be_bytes());
        assert_eq!(reader.next_frame(), Err(BadFrame::TooLong(u32::MAX as usize)));
    }
}
