//! The door for links where a WebSocket does not survive: `POST /api/sync`. The body and the
//! streamed answer are frames, each after its length.

use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::{Extension, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use futures_util::{StreamExt, stream};
use paguyuban::frame::Closing;
use paguyuban::id::DeviceId;
use paguyuban::relay::Door;
use tokio::time::timeout;

use crate::answer::Refused;
use crate::app::App;
use crate::forums::{Inbound, Outbox, Parcel, closing_bytes};
use crate::frames::{FrameReader, with_length};
use crate::listen::Peer;
use crate::sign_in;

/// A hundred of the largest frames; a phone with more to say comes again.
pub(crate) const BODY_BYTES_MAX: usize = 32 * 1024 * 1024;
/// A phone on EDGE sends a piece every second; one that is silent for so long has no network.
pub(crate) const PIECE: Duration = Duration::from_secs(30);
/// A body of the largest size on EDGE takes three quarters of an hour.
pub(crate) const BODY: Duration = Duration::from_secs(60 * 60);
/// Bodies of one device at once: those that a bad network has cut are noticed after [`PIECE`].
pub(crate) const BODIES_MAX: usize = 4;
/// Frames of one device, at both doors that take a body, of which more than a small one takes has come and not all: one
/// of now, and one that a bad network has cut. Others of it wait for nothing.
pub(crate) const LARGE_AT_ONCE_MAX: usize = 2;
/// So much of a frame counts for nothing.
pub(crate) const SMALL_BYTES: usize = 16 * 1024;
/// The forum answers within a turn; a silence this long is a fault of the relay.
const ANSWER: Duration = Duration::from_secs(60);

/// Takes all frames of the body, then answers until the phone has everything.
pub(crate) async fn sync(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let token = sign_in::bearer(&headers).unwrap_or_default();
    let device = app.device(&peer, &headers, token).await?;
    let _few_at_once = app.limits.body(device.id, BODIES_MAX)?;
    let (inbound, outbox) = app.forums.enter(device.forum, device.known(), Door::Once).await?;
    let hearing = hear(&app, device.id, &inbound, body.into_data_stream());
    let body = match timeout(BODY, hearing).await.unwrap_or(Err(Refused::TooLate)) {
        Ok(()) => Body::from_stream(answer(inbound, outbox)),
        Err(Refused::Malformed) => Body::from(with_length(&closing_bytes(Closing::BadFrame))),
        Err(refused) => return Err(refused),
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Hands on the frames of a body as they come.
async fn hear(
    app: &App,
    device: DeviceId,
    inbound: &Inbound,
    mut body: BodyDataStream,
) -> Result<(), Refused> {
    let (mut reader, mut bytes, mut large) = (FrameReader::default(), 0, None);
    while let Some(piece) = timeout(PIECE, body.next()).await.map_err(|_| Refused::TooLate)? {
        let piece = piece.map_err(|_| Refused::Malformed)?;
        bytes += piece.len();
        app.figures.bytes_up.inc_by(piece.len() as u64);
        if bytes > BODY_BYTES_MAX {
            return Err(Refused::TooLarge);
        }
        reader.add(&piece);
        while let Some((frame, length)) = reader.next_frame().map_err(|_| Refused::Malformed)? {
            if inbound.frame(frame, length).await.is_err() {
                // the outbox knows why
                return Ok(());
            }
        }
        app.limits.hold(&mut large, device, reader.held())?;
    }
    if !reader.is_between_frames() {
        return Err(Refused::Malformed);
    }
    // now the phone has said everything: it can be answered
    inbound.room().await.ok();
    Ok(())
}

/// The answer, made as fast as the phone takes it.
fn answer(
    inbound: Inbound,
    outbox: Outbox,
) -> impl futures_util::Stream<Item = Result<Bytes, std::convert::Infallible>> {
    stream::unfold(Some((inbound, outbox)), async |link| {
        let (inbound, mut outbox) = link?;
        loop {
            let parcel = timeout(ANSWER, outbox.next()).await.unwrap_or(Parcel::Done);
            match parcel {
                Parcel::Frame(bytes) => {
                    return Some((Ok(with_length(&bytes)), Some((inbound, outbox))));
                }
                // the connection asks for more when it has room again
                Parcel::Page => {
                    inbound.room().await.ok();
                }
                Parcel::Done => return None,
                Parcel::End(closing) => {
                    return Some((Ok(with_length(&closing_bytes(closing))), None));
                }
            }
        }
    })
}
