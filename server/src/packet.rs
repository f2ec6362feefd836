//! The door for what somebody carried here: `POST /api/packet`. The body is the pushes of a *paket
//! bawaan*, each frame after its length; the answer says of each whether it is stored.

use std::time::Duration;

use axum::Json;
use axum::body::{Body, BodyDataStream};
use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use futures_util::StreamExt;
use paguyuban::frame::{
    Closing, FRAME_DOWN_BYTES_MAX, Frame, Push, RefusalCode, Refused as NotTaken, Stored,
};
use paguyuban::id::DeviceId;
use paguyuban::relay::Door;
use serde::Serialize;
use tokio::time::timeout;

use crate::answer::Refused;
use crate::app::App;
use crate::forums::{Inbound, Outbox, Parcel};
use crate::frames::FrameReader;
use crate::listen::Peer;
use crate::sign_in;

/// A year of one phone's work without a signal takes less than a megabyte.
pub(crate) const PACKET_BYTES_MAX: usize = 8 * 1024 * 1024;
/// As many documents as a forum has in a year, each in one push.
pub(crate) const PUSHES_MAX: usize = 512;
/// The largest on EDGE takes ten minutes.
pub(crate) const BODY: Duration = Duration::from_secs(15 * 60);
/// A phone on EDGE sends a piece every second; one that is silent for so long has no network.
pub(crate) const PIECE: Duration = Duration::from_secs(30);
/// One device hands in one packet after the other.
pub(crate) const PACKETS_MAX: usize = 1;
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
    let _one_at_a_time = app.limits.body(device.id, PACKETS_MAX)?;
    let (inbound, mut outbox) = app.forums.enter(device.forum, device.known(), Door::Carry).await?;
    let handing_in = timeout(BODY, hand_in(&app, device.id, &inbound, body.into_data_stream()));
    let mut results = handing_in.await.map_err(|_| Refused::TooLate)??;
    let answered = timeout(ANSWERS, hear(&mut outbox, &mut results)).await;
    answered.map_err(|_| Refused::Busy)??;
    Ok(Json(Answers { results }))
}

/// Hands on the pushes of a body as they come, and holds none of them.
async fn hand_in(
    app: &App,
    device: DeviceId,
    inbound: &Inbound,
    mut body: BodyDataStream,
) -> Result<Vec<Answer>, Refused> {
    let (mut reader, mut bytes, mut results) = (FrameReader::default(), 0, Vec::new());
    let mut large = None;
    while let Some(piece) = timeout(PIECE, body.next()).await.map_err(|_| Refused::TooLate)? {
        let piece = piece.map_err(|_| Refused::Malformed)?;
        bytes += piece.len();
        if bytes > PACKET_BYTES_MAX {
            return Err(Refused::TooLarge);
        }
        reader.add(&piece);
        while let Some((frame, length)) = reader.next_frame().map_err(|_| Refused::Malformed)? {
            let Frame::Push(push) = frame else {
                return Err(Refused::Malformed);
            };
            if results.len() >= PUSHES_MAX {
                return Err(Refused::TooLarge);
            }
            // whoever made the packet may have used a number twice
            let number = u32::try_from(results.len()).map_err(|_| Refused::TooLarge)?;
            results.push(Answer { push: push.push, doc: push.doc.to_string(), code: None });
            let push = Push { push: number, ..push };
            if inbound.frame(Frame::Push(push), length).await.is_err() {
                // the outbox knows why
                return Ok(results);
            }
        }
        app.limits.hold(&mut large, device, reader.held())?;
    }
    if reader.is_between_frames() { Ok(results) } else { Err(Refused::Malformed) }
}

/// Waits until every push was answered.
async fn hear(outbox: &mut Outbox, results: &mut [Answer]) -> Result<(), Refused> {
    for _each in 0..results.len() {
        let (push, code) = loop {
            let bytes = match outbox.next().await {
                Parcel::Frame(bytes) => bytes,
                Parcel::Page => continue,
                Parcel::End(Closing::Revoked) => return Err(Refused::Revoked),
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
