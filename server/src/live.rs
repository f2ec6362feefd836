//! The door that stays open: `GET /api/live`, a WebSocket. One binary message is one frame.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use axum::http::header::SEC_WEBSOCKET_PROTOCOL;
use axum::response::Response;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use paguyuban::frame::{Closing, FRAME_UP_BYTES_MAX, Frame};
use paguyuban::relay::Door;
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::answer::Refused;
use crate::app::App;
use crate::forums::{Inbound, Outbox, Parcel, closing_bytes};
use crate::listen::Peer;

/// The protocol's name; the token travels beside it, because browsers send no headers here.
const PROTOCOL: &str = "paguyuban.v1";
const TOKEN: &str = "token.";
/// A network that forgets quiet connections does so after a minute at the earliest.
const PING: Duration = Duration::from_secs(20);
/// A phone that answers nothing for three pings is gone.
pub(crate) const QUIET: Duration = Duration::from_secs(65);
/// Read at once from a socket. The usual 128 KiB is held, and cleared at every read, for each phone.
const READ_BYTES: usize = 8 * 1024;
/// How long a reason may take to get through before the link is dropped.
const FAREWELL: Duration = Duration::from_secs(5);

/// Lets a signed-in device in. One that is not is told so by a frame, because a browser shows its
/// page no status of a WebSocket that was refused.
pub(crate) async fn live(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Refused> {
    let token = token(&headers).unwrap_or_default();
    let visit = match app.device(&peer, &headers, token).await {
        Ok(device) => Ok(app.forums.enter(device.forum, device.known(), Door::Live).await?),
        Err(Refused::SignedOut) => Err(Closing::SignedOut),
        Err(Refused::Revoked) => Err(Closing::Revoked),
        Err(why) => return Err(why),
    };
    let upgrade = upgrade
        .protocols([PROTOCOL])
        .max_message_size(FRAME_UP_BYTES_MAX)
        .max_frame_size(FRAME_UP_BYTES_MAX)
        .read_buffer_size(READ_BYTES);
    Ok(upgrade.on_upgrade(async move |socket| {
        // the link counts as a connection until it ends
        let _peer = peer;
        match visit {
            Ok((inbound, outbox)) => visit_until_it_ends(socket, &app, inbound, outbox).await,
            Err(closing) => turn_away(socket, closing).await,
        }
    }))
}

/// The token among the protocols that a browser offers.
fn token(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(SEC_WEBSOCKET_PROTOCOL).iter();
    let mut offered = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
    offered.find_map(|name| name.trim().strip_prefix(TOKEN))
}

async fn turn_away(socket: WebSocket, closing: Closing) {
    let (mut sink, _) = socket.split();
    part(&mut sink, closing).await;
}

/// Reads and writes until either side ends.
async fn visit_until_it_ends(socket: WebSocket, app: &App, inbound: Inbound, mut outbox: Outbox) {
    let (mut sink, mut stream) = socket.split();
    // words for the writer that do not come from the forum; it answers one before the next is read
    let (words, mut said) = mpsc::channel(1);
    let closing = tokio::select! {
        closing = listen(&mut stream, app, &inbound, words) => closing,
        closing = speak(&mut sink, &inbound, &mut outbox, &mut said) => closing,
    };
    drop(inbound);
    if let Some(closing) = closing {
        part(&mut sink, closing).await;
    }
}

type Sink = SplitSink<WebSocket, Message>;

/// Hands on what the phone says, until it ends; `Some` if it ends for a reason it should hear.
async fn listen(
    stream: &mut SplitStream<WebSocket>,
    app: &App,
    inbound: &Inbound,
    words: mpsc::Sender<Message>,
) -> Option<Closing> {
    loop {
        let message = timeout(QUIET, stream.next()).await.ok()??.ok()?;
        match message {
            Message::Binary(bytes) => {
                app.figures.bytes_up.inc_by(bytes.len() as u64);
                let Ok(frame) = Frame::from_bytes(&bytes, FRAME_UP_BYTES_MAX) else {
                    return Some(Closing::BadFrame);
                };
                if inbound.frame(frame, bytes.len()).await.is_err() {
                    // the outbox knows why
                    std::future::pending::<()>().await;
                }
            }
            // a page cannot see pings, so it asks in words
            Message::Text(text) if text.as_str() == "ping" => {
                words.send(Message::text("pong")).await.ok()?;
            }
            Message::Text(_) => return Some(Closing::BadFrame),
            Message::Ping(_) | Message::Pong(_) => {}
            Message::Close(_) => return None,
        }
    }
}

/// Sends what the forum has to say, until it ends; `Some` if there is a reason to tell.
async fn speak(
    sink: &mut Sink,
    inbound: &Inbound,
    outbox: &mut Outbox,
    said: &mut mpsc::Receiver<Message>,
) -> Option<Closing> {
    let mut ping = tokio::time::interval(PING);
    loop {
        let message = tokio::select! {
            parcel = outbox.next() => match parcel {
                Parcel::Frame(bytes) => Message::Binary(bytes),
                Parcel::Page => {
                    // everything before it has gone to the network
                    sink.flush().await.ok()?;
                    inbound.room().await.ok();
                    continue;
                }
                Parcel::Done => return None,
                Parcel::End(closing) => return Some(closing),
            },
            Some(word) = said.recv() => word,
            _ = ping.tick() => Message::Ping(Bytes::new()),
        };
        // a phone that takes nothing is noticed by the connection's own limit
        sink.feed(message).await.ok()?;
        if outbox.is_empty() {
            sink.flush().await.ok()?;
        }
    }
}

/// Says why the link ends, if the phone still takes it.
async fn part(sink: &mut Sink, closing: Closing) {
    let last = Message::Binary(closing_bytes(closing).into());
    let close = CloseFrame { code: close_code::NORMAL, reason: "".into() };
    let told = timeout(FAREWELL, async {
        sink.send(last).await?;
        sink.send(Message::Close(Some(close))).await?;
        sink.close().await
    });
    if !matches!(told.await, Ok(Ok(()))) {
        tracing::debug!(?closing, "a phone did not hear why its link ended");
    }
}
