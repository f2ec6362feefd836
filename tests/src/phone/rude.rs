//! What a hostile program does with connections, and at the small doors.

use std::time::Duration;

use futures_util::SinkExt;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE};
use paguyuban::frame::{FRAME_UP_BYTES_MAX, Frame, Hello};
use paguyuban::id::ReplicaId;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;

use super::http::{broken, get, host_of, post, words};
use super::{PhoneError, Tampered};

/// How long a body is that is announced and does not come.
const ANNOUNCED: usize = 8 << 20;
/// What such a body has of its end, a byte at a time: often enough to pass for a slow phone.
const DRIP: Duration = Duration::from_secs(2);
/// What the system keeps for a link that is not read.
const UNREAD_BYTES: u32 = 4 * 1024;

impl Tampered {
    /// Sends a body but for its end, which comes a byte at a time; the relay ends it, or it is given up.
    ///
    /// # Errors
    /// The relay cannot be reached, or has ended it.
    pub async fn stall(&self, path: &str, lasts: Duration) -> Result<(), PhoneError> {
        let host = host_of(&self.identity.origin)?;
        let mut socket = TcpStream::connect(&host).await.map_err(broken)?;
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {}\r\ncontent-length: {ANNOUNCED}\r\n\r\n",
            self.identity.token
        );
        // one frame of the largest, as far as its last byte
        let mut body = (FRAME_UP_BYTES_MAX as u32).to_be_bytes().to_vec();
        body.resize(FRAME_UP_BYTES_MAX + 3, 0);
        let sending = async {
            socket.write_all(head.as_bytes()).await?;
            socket.write_all(&body[..body.len() - 16]).await?;
            for byte in [0; 16] {
                sleep(DRIP).await;
                socket.write_all(&[byte]).await?;
            }
            let mut rest = Vec::new();
            socket.read_to_end(&mut rest).await
        };
        timeout(lasts, sending).await.map_or(Ok(()), |sent| sent.map(drop).map_err(broken))
    }

    /// Opens a link, asks for everything again and again, and reads nothing.
    ///
    /// # Errors
    /// The relay cannot be reached, or has ended it.
    pub async fn never_read(&self, lasts: Duration) -> Result<(), PhoneError> {
        let host = host_of(&self.identity.origin)?;
        let small = TcpSocket::new_v4().map_err(broken)?;
        small.set_recv_buffer_size(UNREAD_BYTES).map_err(broken)?;
        let socket = small.connect(host.parse().map_err(broken)?).await.map_err(broken)?;
        let mut request = format!("ws://{host}/api/live").into_client_request().map_err(broken)?;
        let protocols = format!("paguyuban.v1, token.{}", self.identity.token);
        let protocols = HeaderValue::from_str(&protocols).map_err(broken)?;
        request.headers_mut().insert("Sec-WebSocket-Protocol", protocols);
        let asking = async {
            let (mut socket, _) = client_async(request, socket).await.map_err(broken)?;
            socket.send(Message::Binary(self.hello().to_bytes().into())).await.map_err(broken)?;
            loop {
                // a pong may wait there for ever as well
                socket.send(Message::Ping(vec![0; 100].into())).await.map_err(broken)?;
                sleep(DRIP).await;
            }
        };
        timeout(lasts, asking).await.unwrap_or(Ok(()))
    }

    /// What comes of asking for this with the token: the status.
    ///
    /// # Errors
    /// The relay cannot be reached.
    pub async fn ask(&self, path: &str) -> Result<u16, PhoneError> {
        let bearer = [(AUTHORIZATION, format!("Bearer {}", self.identity.token))];
        let answer = get(&self.identity.origin, path, &bearer).await?;
        let status = answer.status().as_u16();
        // all of it, however long: the relay has to say it
        http_body_util::BodyExt::collect(answer.into_body()).await.map_err(broken)?;
        Ok(status)
    }

    /// Tries to join by this secret, with the key it has: the status.
    ///
    /// # Errors
    /// The relay cannot be reached.
    pub async fn join(&self, secret: &str) -> Result<u16, PhoneError> {
        let body = serde_json::json!({ "secret": secret, "public_key": self.public_key() });
        let json = [(CONTENT_TYPE, "application/json".to_owned())];
        let body = body.to_string().into_bytes();
        let answer = post(&self.identity.origin, "/api/join", &json, body).await?;
        let status = answer.status().as_u16();
        words(answer).await?;
        Ok(status)
    }

    fn public_key(&self) -> String {
        use base64::Engine;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(self.key.public().to_bytes())
    }

    /// What it says first: it has nothing.
    pub(super) fn hello(&self) -> Frame {
        let replica = ReplicaId::new(self.identity.device, *b"tampered");
        Frame::Hello(Hello::first(replica))
    }
}
