//! A phone of ours for measuring: the real replica, the real door, its disk in memory, so that the
//! time of eighteen phones' disks is not counted as the relay's.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use automerge::{Change, ChangeHash};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::{SinkExt, StreamExt};
use paguyuban::access::Role;
use paguyuban::chunk;
use paguyuban::document::{Document, Edit};
use paguyuban::frame::{CaughtUp, Changed, FRAME_DOWN_BYTES_MAX, Frame, Place};
use paguyuban::id::{DeviceId, DocId, ForumId, MemberId, ReplicaId, Seq};
use paguyuban::replica::{Effect, Event, Replica};
use paguyuban::signature::SecretKey;
use paguyuban_tests::disk::Contents;
use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::material::{Library, Saved};

/// 2026-06-01, when these phones are used; a change a minute.
const JUNE_S: i64 = 1_780_272_000;

#[derive(Debug)]
pub(crate) struct Phone {
    pub(crate) replica: Replica,
    key: SecretKey,
    contents: Contents,
    token: String,
    link: Option<WebSocketStream<TcpStream>>,
    /// Documents whose view has changed since it was last asked.
    shown: Vec<DocId>,
    /// Frames that arrived and were not taken in yet.
    gathered: VecDeque<(Instant, Frame)>,
    caught_up: bool,
    now_s: i64,
}

#[derive(Debug, Deserialize)]
struct Joined {
    forum: ForumId,
    device: DeviceId,
    member: MemberId,
    role: Role,
    token: String,
}

impl Phone {
    /// Makes a device of an invitation.
    ///
    /// # Errors
    /// The relay does not answer or does not know the invitation.
    pub(crate) async fn join(relay: SocketAddr, secret: &str) -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        let key = SecretKey::from_bytes(&bytes)?;
        let public_key = URL_SAFE_NO_PAD.encode(key.public().to_bytes());
        let body = serde_json::json!({ "secret": secret, "public_key": public_key }).to_string();
        let head = format!(
            "POST /api/join HTTP/1.1\r\nHost: {relay}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        let mut socket = TcpStream::connect(relay).await?;
        socket.write_all(format!("{head}{body}").as_bytes()).await?;
        let mut answer = String::new();
        socket.read_to_string(&mut answer).await?;
        ensure!(answer.starts_with("HTTP/1.1 200"), "joining was refused: {answer}");
        let (_, body) = answer.split_once("\r\n\r\n").context("an answer without a body")?;
        let joined: Joined = serde_json::from_str(body)?;
        let contents = Contents::default();
        let id = ReplicaId::new(joined.device, [1; 8]);
        let replica =
            Replica::new(contents.opening(joined.forum, id, (joined.member, joined.role)));
        let token = joined.token;
        Ok(Self {
            replica,
            key,
            contents,
            token,
            link: None,
            shown: Vec::new(),
            gathered: VecDeque::new(),
            caught_up: false,
            now_s: JUNE_S,
        })
    }

    /// Opens the live door and says everything a phone says first.
    ///
    /// # Errors
    /// There is no relay, or it does not let the phone in.
    pub(crate) async fn connect(&mut self, to: SocketAddr) -> Result<()> {
        let mut request = format!("ws://{to}/api/live").into_client_request()?;
        let protocols = format!("paguyuban.v1, token.{}", self.token);
        request.headers_mut().insert("Sec-WebSocket-Protocol", protocols.parse()?);
        let socket = TcpStream::connect(to).await?;
        socket.set_nodelay(true)?;
        let (link, _) = client_async(request, socket).await?;
        self.link = Some(link);
        self.caught_up = false;
        for doc in self.replica.needs_to_connect() {
            self.load(&doc);
        }
        let effects = self.replica.connect();
        self.perform(effects).await
    }

    /// Takes the next frame.
    ///
    /// # Errors
    /// The link ended, or a push was refused.
    pub(crate) async fn receive(&mut self) -> Result<()> {
        match self.hear().await? {
            Some(frame) => self.take(vec![frame]).await,
            None => Ok(()),
        }
    }

    async fn send(&mut self, frame: &Frame) -> Result<()> {
        if let Some(link) = self.link.as_mut() {
            link.feed(Message::binary(frame.to_bytes())).await?;
        }
        Ok(())
    }

    /// The next frame; `None` for a message that is not one.
    async fn hear(&mut self) -> Result<Option<Frame>> {
        let link = self.link.as_mut().context("no link")?;
        match link.next().await.context("the relay ended the link")?? {
            Message::Binary(bytes) => Ok(Some(Frame::from_bytes(&bytes, FRAME_DOWN_BYTES_MAX)?)),
            _ => Ok(None),
        }
    }

    async fn take(&mut self, frames: Vec<Frame>) -> Result<()> {
        for doc in self.replica.needs(&frames) {
            self.load(&doc);
        }
        let effects = self.replica.receive(frames, (self.now_s * 1_000).cast_unsigned());
        self.perform(effects).await
    }

    /// Where in the relay's log the phone is.
    pub(crate) fn cursor(&self) -> Seq {
        self.contents.standing.cursor
    }

    /// Listens until the log has been told up to here, and takes nothing in yet.
    ///
    /// # Errors
    /// The link ended.
    pub(crate) async fn gather(&mut self, end: Seq) -> Result<()> {
        loop {
            let Some(frame) = self.hear().await? else { continue };
            let reached = match &frame {
                Frame::Changed(Changed { place: Place::Log { seq, .. }, .. }) => *seq,
                Frame::CaughtUp(CaughtUp { cursor, .. }) => *cursor,
                _ => Seq(0),
            };
            self.gathered.push_back((Instant::now(), frame));
            if reached >= end {
                return Ok(());
            }
        }
    }

    /// Takes in what was gathered, as if it did so while it came: whenever it is ready, all that had
    /// arrived by then. Says when it would have been done.
    ///
    /// # Errors
    /// As [`Phone::receive`].
    pub(crate) async fn take_in(&mut self) -> Result<Instant> {
        let mut clock = Instant::now();
        if let Some((first, _)) = self.gathered.front() {
            clock = *first;
        }
        while let Some((next, _)) = self.gathered.front() {
            clock = clock.max(*next);
            let arrived = self.gathered.iter().take_while(|(at, _)| *at <= clock).count();
            let frames = self.gathered.drain(..arrived).map(|(_, frame)| frame).collect();
            let began = Instant::now();
            self.take(frames).await?;
            clock += began.elapsed();
        }
        Ok(clock)
    }

    /// Goes on receiving until everything stored at the relay is here.
    ///
    /// # Errors
    /// As [`Phone::receive`].
    pub(crate) async fn catch_up(&mut self) -> Result<()> {
        while !self.caught_up || self.replica.unsent().next().is_some() {
            self.receive().await?;
        }
        Ok(())
    }

    /// Whether every document has the heads it shall have.
    pub(crate) fn has_all(&self, heads: &BTreeMap<DocId, Vec<ChangeHash>>) -> bool {
        heads.iter().all(|(doc, heads)| {
            let heads: Vec<String> = heads.iter().map(ToString::to_string).collect();
            self.contents.docs.get(doc).is_some_and(|stored| stored.ledger.heads == heads)
        })
    }

    pub(crate) fn hang_up(&mut self) {
        self.link = None;
        self.replica.disconnect();
    }

    /// Makes an edit and commits it, as after a pause.
    ///
    /// # Errors
    /// The edit does not fit, or the link ended.
    pub(crate) async fn write(&mut self, doc: &DocId, edits: &[Edit]) -> Result<()> {
        self.load(doc);
        self.now_s += 60;
        for edit in edits {
            let effects = self.replica.edit(doc, edit.clone(), self.now_s)?;
            self.perform(effects).await?;
        }
        let effects = self.replica.commit(doc, self.now_s);
        self.perform(effects).await
    }

    /// Goes on receiving until the relay has everything that was written here.
    ///
    /// # Errors
    /// As [`Phone::receive`].
    pub(crate) async fn settle(&mut self) -> Result<()> {
        while self.replica.unsent().next().is_some() {
            self.receive().await?;
        }
        Ok(())
    }

    /// Opens a document, and lets the others know.
    ///
    /// # Errors
    /// The link ended.
    pub(crate) async fn open(&mut self, doc: &DocId) -> Result<()> {
        self.load(doc);
        let effects = self.replica.here(Some(doc.clone()));
        self.perform(effects).await
    }

    /// Documents that look different since this was last asked.
    pub(crate) fn shown(&mut self) -> Vec<DocId> {
        std::mem::take(&mut self.shown)
    }

    fn load(&mut self, doc: &DocId) {
        if self.replica.is_open(doc) {
            return;
        }
        let parts = self.contents.parts(doc);
        let snapshot = parts.snapshot.as_deref();
        // a disk in memory gives back what it took
        let _effects = self.replica.load(doc, snapshot, &parts.chunks, parts.asked);
    }

    async fn perform(&mut self, effects: Vec<Effect>) -> Result<()> {
        for effect in effects {
            match effect {
                Effect::Append(append) => drop(self.contents.append(&append)),
                Effect::Send(frame) => self.send(&frame).await?,
                Effect::Sign(signed) => self.send(&Frame::Push(signed.by(&self.key))).await?,
                Effect::Show(doc) => self.shown.push(doc),
                Effect::Tell(Event::CaughtUp) => self.caught_up = true,
                Effect::Tell(Event::Refused { doc, code }) => bail!("{doc} was refused: {code:?}"),
                Effect::Tell(Event::Closing { code }) => bail!("the relay closes: {code:?}"),
                Effect::Tell(_) => {}
                Effect::HangUp => bail!("the relay said something that does not fit"),
            }
        }
        if let Some(link) = self.link.as_mut() {
            link.flush().await?;
        }
        Ok(())
    }

    /// Every document, as saved.
    ///
    /// # Errors
    /// One cannot be read.
    pub(crate) fn library(&self) -> Result<Library> {
        let documents = self.contents.docs.keys().map(|doc| self.saved(doc));
        Ok(Library { documents: documents.collect::<Result<_>>()? })
    }

    /// One document, as saved.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn saved(&self, doc: &DocId) -> Result<Saved> {
        Ok(Saved { id: doc.clone(), bytes: self.document(doc)?.save() })
    }

    /// What was written here that is in none of these documents.
    ///
    /// # Errors
    /// As [`Phone::library`].
    pub(crate) fn written_since(&self, library: &Library) -> Result<BTreeMap<DocId, Vec<Change>>> {
        let mut written = BTreeMap::new();
        for saved in &library.documents {
            let changes = self.document(&saved.id)?.changes_since(&saved.open()?.heads());
            if !changes.is_empty() {
                written.insert(saved.id.clone(), changes);
            }
        }
        Ok(written)
    }

    fn document(&self, doc: &DocId) -> Result<Document> {
        let parts = self.contents.parts(doc);
        let saved = Saved { id: doc.clone(), bytes: parts.snapshot.unwrap_or_default() };
        let mut document = if saved.bytes.is_empty() { saved.empty() } else { saved.open()? };
        let mut changes = Vec::new();
        for (_, bytes) in &parts.chunks {
            changes.extend(chunk::unpack(bytes)?);
        }
        document.apply(changes)?;
        Ok(document)
    }
}
