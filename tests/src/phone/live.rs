//! The door that stays open: a WebSocket, one binary message per frame.

use std::time::Duration;

use futures_util::{FutureExt, SinkExt, StreamExt};
use paguyuban::document::Edit;
use paguyuban::id::DocId;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{WebSocketStream, client_async};

use super::http::{broken, host_of};
use super::{Phone, PhoneError};

/// Frames taken in together at most, as in the browser.
const FRAMES_AT_ONCE_MAX: usize = 256;

/// A phone on an open socket.
#[derive(Debug)]
pub struct Live {
    phone: Phone,
    socket: WebSocketStream<TcpStream>,
    speaks: bool,
}

impl Phone {
    /// Opens a socket and says everything there is to say, in one flight.
    ///
    /// # Errors
    /// If the relay cannot be reached. The phone is then lost from memory; its folder is not.
    pub async fn live(mut self) -> Result<Live, PhoneError> {
        let host = host_of(&self.identity.origin)?;
        let socket = TcpStream::connect(&host).await.map_err(broken)?;
        socket.set_nodelay(true).map_err(broken)?;
        let mut request = format!("ws://{host}/api/live").into_client_request().map_err(broken)?;
        let protocols = format!("paguyuban.v1, token.{}", self.identity.token);
        let protocols = HeaderValue::from_str(&protocols).map_err(broken)?;
        request.headers_mut().insert("Sec-WebSocket-Protocol", protocols);
        let (socket, _) = client_async(request, socket).await.map_err(broken)?;
        self.greet()?;
        let mut live = Live { phone: self, socket, speaks: true };
        live.flush().await?;
        Ok(live)
    }
}

impl Live {
    /// The phone.
    #[must_use]
    pub fn phone(&self) -> &Phone {
        &self.phone
    }

    /// The phone, to look at its documents.
    pub fn phone_mut(&mut self) -> &mut Phone {
        &mut self.phone
    }

    /// From now on the phone listens only: what it would say is dropped.
    pub fn be_silent(&mut self) {
        self.speaks = false;
    }

    /// Makes an edit, which is on disk when this returns, and sends it.
    ///
    /// # Errors
    /// As [`Phone::edit`], or if the link broke: then the edit is acknowledged all the same if
    /// the disk took it.
    pub async fn edit(&mut self, doc: &DocId, edit: Edit) -> Result<(), PhoneError> {
        self.phone.edit(doc, edit)?;
        self.flush().await
    }

    /// Listens until this is true of the phone.
    ///
    /// # Errors
    /// If the link breaks, or it has not become true in time.
    pub async fn until(
        &mut self,
        patience: Duration,
        mut done: impl FnMut(&Phone) -> bool,
    ) -> Result<(), PhoneError> {
        let end = Instant::now() + patience;
        while !done(&self.phone) {
            if !self.step(end).await? {
                return Err(PhoneError::Link("it did not happen in time".to_owned()));
            }
        }
        Ok(())
    }

    /// Takes the next frame, and those that have arrived with it; false if none came until then.
    ///
    /// # Errors
    /// If the link breaks or ends.
    pub async fn step(&mut self, until: Instant) -> Result<bool, PhoneError> {
        if self.phone.hung_up {
            return Err(PhoneError::Link("the phone hung up".to_owned()));
        }
        let Ok(message) = timeout_at(until, self.socket.next()).await else {
            return Ok(false);
        };
        let mut frames = Vec::new();
        let mut next = Some(message);
        let ended = loop {
            match next {
                Some(Some(Ok(Message::Binary(bytes)))) => frames.push(self.phone.read(&bytes)?),
                Some(Some(Ok(Message::Close(_))) | None) => {
                    break Err(PhoneError::Link("the relay ended the link".to_owned()));
                }
                Some(Some(Ok(_))) => {}
                Some(Some(Err(error))) => break Err(broken(error)),
                None => break Ok(true),
            }
            if frames.len() >= FRAMES_AT_ONCE_MAX {
                break Ok(true);
            }
            next = self.socket.next().now_or_never();
        };
        if frames.is_empty() {
            return ended;
        }
        // if it has ended, the next step finds it so
        self.phone.take(frames)?;
        self.flush().await?;
        Ok(true)
    }

    /// Ends the link.
    pub async fn hang_up(mut self) -> Phone {
        // the relay learns it one way or the other
        let _gone = self.socket.close(None).await;
        self.phone.part();
        self.phone
    }

    async fn flush(&mut self) -> Result<(), PhoneError> {
        for frame in std::mem::take(&mut self.phone.outbox) {
            if self.speaks {
                let bytes = self.phone.sent(&frame);
                self.socket.send(Message::Binary(bytes.into())).await.map_err(broken)?;
            }
        }
        Ok(())
    }
}
