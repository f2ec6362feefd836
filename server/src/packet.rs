//! The door for what somebody carried here: `POST /api/packet`. The body is the pushes of a *paket
//! bawaan*, each frame after its length; the answer says of each whether it is stored.

use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use paguyuban::frame::{
    FRAME_DOWN_BYTES_MAX, Frame, Push, RefusalCode, Refused as NotTaken, Stored,
};
use paguyuban::relay::Door;
use serde::Serialize;
use tokio::time::timeout;

use crate::answer::Refused;
use crate::forums::{Outbox, Parcel};
use crate::frames::FrameReader;
use crate::listen::Peer;
use crate::router::App;
use crate::sign_in;

/// A year of one phone's work without a signal takes less than a megabyte.
const PACKET_BYTES_MAX: usize = 8 * 1024 * 1024;
/// As many documents as a forum has in a year, each in one push.
const PUSHES_MAX: usize = 512;
/// The largest on EDGE takes ten minutes.
const BODY: Duration = Duration::from_secs(15 * 60);
/// The forum answers within a few turns, each with a deadline of its own.
const ANSWERS: Duration = Duration::from_secs(60);

/// What became of the pushes, in their order.
#[derive(Debug, Serialize)]
pub(crate) struct Answers {
    results: Vec<Answer>,
}

#[derive(Debug, Clone, Serialize)]
struct Answer {
    push: u32,
    doc: String,
    /// None if it is on the relay's disk.
    code: Option<RefusalCode>,
}

/// Hands in what another device has written and signed.
pub(crate) async fn packet(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Answers>, Refused> {
    let token = sign_in::bearer(&headers).unwrap_or_default();
    let device = app.device(&peer, &headers, token).await?;
    let reading = timeout(BODY, axum::body::to_bytes(body, PACKET_BYTES_MAX)).await;
    let body = reading.map_err(|_| Refused::TooLate)?.map_err(|_| Refused::TooLarge)?;
    let pushes = pushes_of(&body)?;
    let mut results: Vec<Answer> = pushes
        .iter()
        .map(|(push, _)| Answer { push: push.push, doc: push.doc.to_string(), code: None })
        .collect();
    let (inbound, mut outbox) = app.forums.enter(device.forum, device.known(), Door::Carry).await?;
    for (number, (push, length)) in (0..).zip(pushes) {
        // whoever made the packet may have used a number twice
        let push = Push { push: number, ..push };
        inbound.frame(Frame::Push(push), length).await.map_err(|_| Refused::Busy)?;
    }
    let answered = timeout(ANSWERS, hear(&mut outbox, &mut results)).await;
    answered.map_err(|_| Refused::Busy)??;
    Ok(Json(Answers { results }))
}

/// The pushes of a body, with the lengths of their frames.
fn pushes_of(body: &[u8]) -> Result<Vec<(Push, usize)>, Refused> {
    let mut reader = FrameReader::default();
    reader.add(body);
    let mut pushes = Vec::new();
    while let Some((frame, length)) = reader.next_frame().map_err(|_| Refused::Malformed)? {
        let Frame::Push(push) = frame else {
            return Err(Refused::Malformed);
        };
        if pushes.len() >= PUSHES_MAX {
            return Err(Refused::TooLarge);
        }
        pushes.push((push, length));
    }
    if reader.is_between_frames() { Ok(pushes) } else { Err(Refused::Malformed) }
}

/// Waits until every push was answered.
async fn hear(outbox: &mut Outbox, results: &mut [Answer]) -> Result<(), Refused> {
    for _each in 0..results.len() {
        let (push, code) = loop {
            let bytes = match outbox.next().await {
                Parcel::Frame(bytes) => bytes,
                Parcel::Page => continue,
                Parcel::Done | Parcel::End(_) => return Err(Refused::Busy),
            };
            // the relay's own words
            match Frame::from_bytes(&bytes, FRAME_DOWN_BYTES_MAX) {
                Ok(Frame::Stored(Stored { push, .. })) => break (push, None),
                Ok(Frame::Refused(NotTaken { push, code, .. })) => break (push, Some(code)),
                _ => {}
            }
        };
        if let Some(answer) = results.get_mut(push as usize) {
            answer.code = code;
        }
    }
    Ok(())
}
