//! A phone whose program was tampered with: it has a device's token, perhaps its key, and says through
//! the real doors whatever it likes.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::{SinkExt, StreamExt};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName};
use paguyuban::chunk;
use paguyuban::document::{Document, Edit};
use paguyuban::frame::{FRAME_DOWN_BYTES_MAX, Frame, Push};
use paguyuban::id::{DocId, ForumId, MemberId, ReplicaId, Ulid};
use paguyuban::signature::{SecretKey, words_of_act, words_of_chunk};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;

use super::PhoneError;
use super::http::{broken, get, host_of, post, words as words_of};
use crate::disk::Identity;

/// An answer that has not come by then does not come.
const PATIENCE: Duration = Duration::from_secs(20);

/// Through which door it speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// `POST /api/sync`.
    Post,
    /// `GET /api/live`.
    Live,
}

/// The tampered phone. What it is made of can be exchanged.
#[derive(Debug, Clone)]
pub struct Tampered {
    /// Whose token it has.
    pub identity: Identity,
    /// With what it signs.
    pub key: SecretKey,
    /// The actor of its changes.
    pub replica: ReplicaId,
    /// Whom its changes name as their author.
    pub author: MemberId,
    /// For which forum it signs.
    pub forum: ForumId,
}

impl Tampered {
    /// One that is what it says, but for its program.
    ///
    /// # Errors
    /// Its key is none.
    pub fn of(identity: &Identity) -> Result<Self, PhoneError> {
        let mut nonce = [0; 8];
        getrandom::fill(&mut nonce).map_err(|_| PhoneError::NoDice)?;
        Ok(Self {
            key: identity.secret_key().ok_or(PhoneError::NotJoined)?,
            replica: ReplicaId::new(identity.device, nonce),
            author: identity.member,
            forum: identity.forum,
            identity: identity.clone(),
        })
    }

    /// Its first change of a document, signed.
    ///
    /// # Errors
    /// The edit does not fit the document.
    pub fn push(&self, doc: &DocId, edit: &Edit) -> Result<Push, PhoneError> {
        let mut document = Document::new(doc.clone(), self.replica, self.author);
        document.edit(edit, 1_790_000_000).map_err(broken)?;
        document.commit(1_790_000_000);
        let chunk = chunk::pack(&document.changes_since(&[])).remove(0);
        Ok(self.signed(doc, chunk))
    }

    /// A push of this chunk, signed.
    #[must_use]
    pub fn signed(&self, doc: &DocId, chunk: Vec<u8>) -> Push {
        let changes = chunk::unpack(&chunk).unwrap_or_default();
        let signature = self.key.sign(&words_of_chunk(self.forum, doc, &changes));
        Push { push: 1, doc: doc.clone(), chunk: chunk.into(), by: None, signature }
    }

    /// Says hello and these frames, and gives back everything the relay answers until it has nothing
    /// more to say.
    ///
    /// # Errors
    /// The relay cannot be reached, or refuses the token.
    pub async fn say(&self, door: Door, frames: Vec<Frame>) -> Result<Vec<Frame>, PhoneError> {
        let frames: Vec<Vec<u8>> =
            std::iter::once(self.hello()).chain(frames).map(|f| f.to_bytes()).collect();
        match door {
            Door::Post => self.post(&frames).await,
            Door::Live => timeout(PATIENCE, self.live(frames)).await.map_err(broken)?,
        }
    }

    /// One signed act of an organiser: what the relay answers, with its status. The caller gives what
    /// is particular to it; name and time are added.
    ///
    /// # Errors
    /// The relay cannot be reached.
    pub async fn act(&self, mut act: Value) -> Result<(u16, String), PhoneError> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|_| PhoneError::NoDice)?;
        let id = Ulid::new(super::now_ms(), u128::from_ne_bytes(random));
        act["id"] = id.to_string().into();
        act["at_ms"] = super::now_ms().into();
        let body = act.to_string().into_bytes();
        let words = words_of_act(self.forum, self.identity.device, &body);
        let headers = [
            (AUTHORIZATION, format!("Bearer {}", self.identity.token)),
            (CONTENT_TYPE, "application/json".to_owned()),
            (
                HeaderName::from_static("paguyuban-signature"),
                URL_SAFE_NO_PAD.encode(self.key.sign(&words).0),
            ),
        ];
        let answer = post(&self.identity.origin, "/api/office", &headers, body).await?;
        Ok((answer.status().as_u16(), words_of(answer).await?))
    }

    /// `GET /api/office`.
    ///
    /// # Errors
    /// The relay cannot be reached.
    pub async fn overview(&self) -> Result<String, PhoneError> {
        let bearer = [(AUTHORIZATION, format!("Bearer {}", self.identity.token))];
        words_of(get(&self.identity.origin, "/api/office", &bearer).await?).await
    }

    async fn post(&self, frames: &[Vec<u8>]) -> Result<Vec<Frame>, PhoneError> {
        let mut body = Vec::new();
        for bytes in frames {
            body.extend((bytes.len() as u32).to_be_bytes());
            body.extend(bytes);
        }
        let headers = [
            (AUTHORIZATION, format!("Bearer {}", self.identity.token)),
            (CONTENT_TYPE, "application/octet-stream".to_owned()),
        ];
        let answer = post(&self.identity.origin, "/api/sync", &headers, body).await?;
        let status = answer.status();
        if !status.is_success() {
            return Err(PhoneError::Answer {
                status: status.as_u16(),
                body: words_of(answer).await?,
            });
        }
        let body = http_body_util::BodyExt::collect(answer.into_body()).await.map_err(broken)?;
        let (bytes, mut at, mut frames) = (body.to_bytes(), 0, Vec::new());
        while let Some(length) = bytes.get(at..at + 4) {
            let length = u32::from_be_bytes(length.try_into().map_err(broken)?) as usize;
            let frame = bytes.get(at + 4..at + 4 + length).unwrap_or_default();
            frames.push(Frame::from_bytes(frame, FRAME_DOWN_BYTES_MAX).map_err(broken)?);
            at += 4 + length;
        }
        Ok(frames)
    }

    /// The open door never says that it is done: what comes before the answer to a ping is all.
    async fn live(&self, frames: Vec<Vec<u8>>) -> Result<Vec<Frame>, PhoneError> {
        let pushes = frames.len();
        let host = host_of(&self.identity.origin)?;
        let socket = TcpStream::connect(&host).await.map_err(broken)?;
        let mut request = format!("ws://{host}/api/live").into_client_request().map_err(broken)?;
        let protocols = format!("paguyuban.v1, token.{}", self.identity.token);
        let protocols = HeaderValue::from_str(&protocols).map_err(broken)?;
        request.headers_mut().insert("Sec-WebSocket-Protocol", protocols);
        let (mut socket, _) = client_async(request, socket).await.map_err(broken)?;
        for bytes in frames {
            // it may have hung up already, and then says why
            let _gone = socket.send(Message::Binary(bytes.into())).await;
        }
        let mut heard = Vec::new();
        while let Some(message) = socket.next().await {
            let Ok(Message::Binary(bytes)) = message else {
                continue;
            };
            heard.push(Frame::from_bytes(&bytes, FRAME_DOWN_BYTES_MAX).map_err(broken)?);
            let caught_up = heard.iter().any(|frame| matches!(frame, Frame::Receipts(_)));
            let answers = heard.iter().filter(|frame| is_answer(frame)).count();
            if caught_up && answers + 1 >= pushes {
                break;
            }
        }
        Ok(heard)
    }
}

fn is_answer(frame: &Frame) -> bool {
    matches!(frame, Frame::Stored(_) | Frame::Refused(_))
}
