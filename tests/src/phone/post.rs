//! The door for links on which no socket stays: one request, one streamed answer.

use bytes::{Buf, BytesMut};
use http_body_util::BodyExt;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE};
use paguyuban::frame::FRAME_DOWN_BYTES_MAX;

use super::http::{broken, post, words};
use super::{Phone, PhoneError};

impl Phone {
    /// One exchange through `POST /api/sync`. Each piece is on disk before the next is read, so an
    /// answer that is cut loses nothing.
    ///
    /// # Errors
    /// If the relay cannot be reached, refuses the token, or the answer breaks off.
    pub async fn sync(&mut self) -> Result<(), PhoneError> {
        self.greet()?;
        let ended = self.exchange().await;
        self.part();
        ended
    }

    async fn exchange(&mut self) -> Result<(), PhoneError> {
        let mut body = Vec::new();
        for frame in std::mem::take(&mut self.outbox) {
            let bytes = self.sent(&frame);
            body.extend((bytes.len() as u32).to_be_bytes());
            body.extend(bytes);
        }
        let headers = [
            (AUTHORIZATION, format!("Bearer {}", self.identity.token)),
            (CONTENT_TYPE, "application/octet-stream".to_owned()),
        ];
        let answer = post(&self.identity.origin, "/api/sync", &headers, body).await?;
        if !answer.status().is_success() {
            let status = answer.status().as_u16();
            return Err(PhoneError::Answer { status, body: words(answer).await? });
        }
        let mut pieces = answer.into_body();
        let mut held = BytesMut::new();
        while let Some(piece) = pieces.frame().await {
            if let Ok(data) = piece.map_err(broken)?.into_data() {
                held.extend_from_slice(&data);
            }
            let mut frames = Vec::new();
            while let Some(frame) = next_frame(&mut held)? {
                frames.push(self.read(&frame)?);
            }
            self.take(frames)?;
        }
        if held.is_empty() { Ok(()) } else { Err(PhoneError::Link("cut in a frame".to_owned())) }
    }
}

/// The first frame, if all of it is here.
fn next_frame(held: &mut BytesMut) -> Result<Option<BytesMut>, PhoneError> {
    let Some(length) = held.first_chunk::<4>() else {
        return Ok(None);
    };
    let length = u32::from_be_bytes(*length) as usize;
    if length > FRAME_DOWN_BYTES_MAX {
        return Err(PhoneError::Link("a frame is longer than any may be".to_owned()));
    }
    if held.len() < 4 + length {
        return Ok(None);
    }
    held.advance(4);
    Ok(Some(held.split_to(length)))
}
