//! A relay in this process, and a phone made by hand: the core's documents, raw sockets.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::{SinkExt, StreamExt};
use paguyuban::access::Role;
use paguyuban::chunk;
use paguyuban::document::{Document, Edit, Value};
use paguyuban::frame::{FRAME_DOWN_BYTES_MAX, Frame, Hello, Me, Push};
use paguyuban::id::{DeviceId, DocId, Epoch, ForumId, MemberId, ReplicaId, Seq, Ulid};
use paguyuban::relay::{Device, Moved};
use paguyuban::signature::{SecretKey, words_of_act, words_of_chunk, words_of_joining};
use paguyuban_server::sign_in::{Joined, hash_of};
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_server::store::{Append, By, Forum, Invitation, Store};
use paguyuban_server::{self as server, Config, with_length};
use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

pub(crate) const NOW_MS: u64 = 1_790_000_000_000;

pub(crate) fn forum_id() -> ForumId {
    ForumId(Ulid::new(1, 1))
}

pub(crate) fn card(number: u128) -> DocId {
    DocId::member(MemberId(Ulid::new(2, number)))
}

/// A store with one forum.
pub(crate) fn with_forum(mut store: SqliteStore) -> SqliteStore {
    let forum = Forum {
        id: forum_id(),
        name: "Paguyuban Contoh".to_owned(),
        epoch: Epoch([1; 8]),
        seq: Seq(0),
        created_ms: NOW_MS,
        restored_ms: None,
    };
    store.add_forum(&forum).unwrap();
    store
}

pub(crate) fn invitation(secret: &str, role: Role, expires_ms: u64) -> Invitation {
    let hash = hash_of(secret);
    let id = hash.0[..16].try_into().map(u128::from_be_bytes).unwrap();
    Invitation {
        forum: forum_id(),
        id: Ulid::new(5, id),
        hash,
        role,
        member: None,
        replaces: None,
        label: String::new(),
        created_by: None,
        created_ms: NOW_MS,
        expires_ms,
    }
}

/// The key of the phone that joined by this secret.
pub(crate) fn key(secret: &str) -> SecretKey {
    SecretKey::from_bytes(&hash_of(secret).0).unwrap()
}

/// The key of a device that is in no store, only on a link.
pub(crate) fn key_of(device: DeviceId) -> SecretKey {
    SecretKey::from_bytes(&[device.0[0]; 32]).unwrap()
}

/// Such a device.
pub(crate) fn on_a_link(me: Me) -> Device {
    Device::fresh(me, Some(key_of(me.device).public()))
}

/// A device says what it has carried out.
pub(crate) fn settle(store: &mut SqliteStore, device: DeviceId, erased: u64) {
    let moved = [Moved { device, cursor: Seq(0), sight: Some(Role::Member), erased }];
    store.append(forum_id(), &Append { entries: &[], moved: &moved, at_ms: NOW_MS }).unwrap();
}

/// A push of this chunk, signed.
pub(crate) fn signed(key: &SecretKey, forum: ForumId, doc: &DocId, chunk: Vec<u8>) -> Push {
    let changes = chunk::unpack(&chunk).unwrap_or_default();
    let signature = key.sign(&words_of_chunk(forum, doc, &changes));
    Push { push: 1, doc: doc.clone(), chunk: chunk.into(), by: None, signature }
}

/// As it travels.
pub(crate) fn public_key(key: &SecretKey) -> String {
    URL_SAFE_NO_PAD.encode(key.public().to_bytes())
}

pub(crate) fn invite(store: &mut SqliteStore, secret: &str, role: Role, expires_ms: u64) {
    store.add_invitation(&invitation(secret, role, expires_ms)).unwrap();
}

/// A relay on a folder of its own, with one forum.
pub(crate) struct Relay {
    pub(crate) address: String,
    pub(crate) folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<()>,
}

impl Relay {
    pub(crate) async fn start() -> Self {
        let folder = TempDir::new().unwrap();
        with_forum(SqliteStore::open(folder.path()).unwrap());
        Self::start_in(folder).await
    }

    pub(crate) async fn start_in(folder: TempDir) -> Self {
        let config = Config::new(folder.path().to_owned());
        Self::start_as(config, folder).await
    }

    pub(crate) async fn start_as(config: Config, folder: TempDir) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (stop, stopped) = oneshot::channel::<()>();
        let relay = server::Relay::open(config).unwrap();
        let running = tokio::spawn(relay.serve(listener, async {
            let _said = stopped.await;
        }));
        Self { address, folder, stop: Some(stop), running }
    }

    pub(crate) fn store(&self) -> SqliteStore {
        SqliteStore::open(self.folder.path()).unwrap()
    }

    pub(crate) async fn stop(mut self) -> TempDir {
        self.stop.take().map(|stop| stop.send(()));
        self.running.await.unwrap();
        self.folder
    }

    /// Invites a new person and joins.
    pub(crate) async fn join(&self, secret: &str, role: Role) -> Phone {
        invite(&mut self.store(), secret, role, i64::MAX as u64);
        let (status, body) = self.try_join(secret).await;
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
        Phone::new(serde_json::from_slice(&body).unwrap(), key(secret))
    }

    pub(crate) async fn try_join(&self, secret: &str) -> (u16, Vec<u8>) {
        let body = json!({ "secret": secret, "device_name": "HP uji",
            "public_key": public_key(&key(secret)) });
        self.ask_to_join(&body).await
    }

    /// The phone with this key proves that it has it.
    pub(crate) async fn try_join_signed(&self, secret: &str, key: &SecretKey) -> (u16, Vec<u8>) {
        let signature = URL_SAFE_NO_PAD.encode(key.sign(&words_of_joining(secret)).0);
        let body = json!({ "secret": secret, "public_key": public_key(key),
            "signature": signature });
        self.ask_to_join(&body).await
    }

    pub(crate) async fn ask_to_join(&self, body: &Json) -> (u16, Vec<u8>) {
        let json = "content-type: application/json\r\n";
        self.post("/api/join", json, body.to_string().as_bytes()).await
    }

    /// A request as HTTP/1.0, so that the answer ends with the connection.
    pub(crate) async fn ask(&self, request: &[u8]) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        stream.write_all(request).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head, answer[end + 4..].to_vec())
    }

    pub(crate) async fn get(&self, path: &str, headers: &str) -> (u16, String, Vec<u8>) {
        self.ask(format!("GET {path} HTTP/1.0\r\nhost: relay\r\n{headers}\r\n").as_bytes()).await
    }

    pub(crate) async fn post(&self, path: &str, headers: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.0\r\nhost: relay\r\ncontent-length: {length}\r\n{headers}\r\n"
        );
        let (status, _, body) = self.ask(&[head.as_bytes(), body].concat()).await;
        (status, body)
    }
}

impl Relay {
    /// What a phone asks with its token alone.
    pub(crate) async fn as_phone(&self, phone: &Phone, path: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let headers = format!("authorization: Bearer {}\r\n", phone.identity.token);
        self.post(path, &headers, body).await
    }

    /// What a phone signs.
    pub(crate) async fn signed(&self, phone: &Phone, path: &str, body: &Json) -> (u16, Json) {
        let body = body.to_string();
        let signature = phone.signature(body.as_bytes());
        self.signed_so(phone, path, &body, &signature).await
    }

    /// With any signature.
    pub(crate) async fn signed_so(
        &self,
        phone: &Phone,
        path: &str,
        body: &str,
        signature: &str,
    ) -> (u16, Json) {
        let token = &phone.identity.token;
        let headers =
            format!("authorization: Bearer {token}\r\npaguyuban-signature: {signature}\r\n");
        let (status, answer) = self.post(path, &headers, body.as_bytes()).await;
        (status, serde_json::from_slice(&answer).unwrap_or_default())
    }

    pub(crate) async fn renew(&self, phone: &Phone, at_ms: u64) -> (u16, Json) {
        self.signed(phone, "/api/token", &json!({ "at_ms": at_ms })).await
    }

    pub(crate) async fn look(&self, phone: &Phone, path: &str) -> (u16, Json) {
        let headers = format!("authorization: Bearer {}\r\n", phone.identity.token);
        let (status, _, answer) = self.get(path, &headers).await;
        (status, serde_json::from_slice(&answer).unwrap_or_default())
    }
}

/// Why a request was refused.
pub(crate) fn code(body: &[u8]) -> String {
    let said: Json = serde_json::from_slice(body).unwrap_or_default();
    said["code"].as_str().unwrap_or_default().to_owned()
}

/// A phone's act of this number.
pub(crate) fn by(phone: &Phone, act: u128) -> By {
    let device = phone.identity.device.parse().unwrap();
    let key = phone.key.public().to_bytes().try_into().unwrap();
    By { act: Ulid::new(7, act), device, member: phone.member, key }
}

/// A signed-in device.
pub(crate) struct Phone {
    pub(crate) identity: Joined,
    pub(crate) replica: ReplicaId,
    pub(crate) member: MemberId,
    pub(crate) key: SecretKey,
}

impl Phone {
    pub(crate) fn new(identity: Joined, key: SecretKey) -> Self {
        let replica = ReplicaId::new(identity.device.parse().unwrap(), [1; 8]);
        let member = identity.member.parse().unwrap();
        Self { identity, replica, member, key }
    }

    pub(crate) fn hello(&self) -> Frame {
        hello(self.replica)
    }

    /// Of an act's body, as it travels.
    pub(crate) fn signature(&self, body: &[u8]) -> String {
        let forum = self.identity.forum.parse().unwrap();
        let words = words_of_act(forum, self.replica.device(), body);
        URL_SAFE_NO_PAD.encode(self.key.sign(&words).0)
    }

    pub(crate) fn push(&self, number: u32, doc: &DocId, name: &str) -> Frame {
        let chunk = named(self.replica, self.member, doc, name);
        let forum = self.identity.forum.parse().unwrap();
        Frame::Push(Push { push: number, ..signed(&self.key, forum, doc, chunk) })
    }

    /// One exchange through the POST door.
    pub(crate) async fn sync(&self, relay: &Relay, frames: &[Frame]) -> (u16, Vec<Frame>) {
        let body: Vec<u8> = frames.iter().flat_map(|f| with_length(&f.to_bytes())).collect();
        self.sync_bytes(relay, &body).await
    }

    pub(crate) async fn sync_bytes(&self, relay: &Relay, body: &[u8]) -> (u16, Vec<Frame>) {
        let headers = format!("authorization: Bearer {}\r\n", self.identity.token);
        let (status, answer) = relay.post("/api/sync", &headers, body).await;
        (status, if status == 200 { frames_in(&answer) } else { Vec::new() })
    }

    pub(crate) async fn connect(&self, relay: &Relay) -> Live {
        Live::connect(&relay.address, &self.identity.token).await
    }
}

pub(crate) fn hello(replica: ReplicaId) -> Frame {
    Frame::Hello(Hello::first(replica))
}

/// The first change of this replica in a document: a name.
pub(crate) fn push(
    replica: ReplicaId,
    member: MemberId,
    number: u32,
    doc: &DocId,
    name: &str,
) -> Frame {
    let chunk = named(replica, member, doc, name);
    let signed = signed(&key_of(replica.device()), forum_id(), doc, chunk);
    Frame::Push(Push { push: number, ..signed })
}

fn named(replica: ReplicaId, member: MemberId, doc: &DocId, name: &str) -> Vec<u8> {
    let mut document = Document::new(doc.clone(), replica, member);
    let edit = Edit::Set { path: "full_name".to_owned(), value: Value::from(name) };
    document.edit(&edit, 1_790_000_000).unwrap();
    document.commit(1_790_000_000);
    chunk::pack(&document.changes_since(&[])).remove(0)
}

pub(crate) fn frames_in(mut bytes: &[u8]) -> Vec<Frame> {
    let mut frames = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<4>() {
        let (frame, rest) = rest.split_at(u32::from_be_bytes(*length) as usize);
        frames.push(Frame::from_bytes(frame, FRAME_DOWN_BYTES_MAX).unwrap());
        bytes = rest;
    }
    frames
}

/// An open WebSocket.
pub(crate) struct Live {
    pub(crate) socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Live {
    pub(crate) async fn connect(address: &str, token: &str) -> Self {
        let mut request = format!("ws://{address}/api/live").into_client_request().unwrap();
        let protocols = format!("paguyuban.v1, token.{token}").parse().unwrap();
        request.headers_mut().insert("sec-websocket-protocol", protocols);
        let (socket, response) = connect_async(request).await.unwrap();
        assert_eq!(response.headers()["sec-websocket-protocol"], "paguyuban.v1");
        Self { socket }
    }

    pub(crate) async fn send(&mut self, frame: &Frame) {
        self.socket.send(Message::binary(frame.to_bytes())).await.unwrap();
    }

    /// The next frame; `None` when the link has ended.
    pub(crate) async fn next(&mut self) -> Option<Frame> {
        loop {
            match self.socket.next().await?.ok()? {
                Message::Binary(bytes) => {
                    return Some(Frame::from_bytes(&bytes, FRAME_DOWN_BYTES_MAX).unwrap());
                }
                Message::Close(_) => return None,
                _ => {}
            }
        }
    }

    /// Reads until a frame is the one that is waited for.
    pub(crate) async fn until(&mut self, wanted: impl Fn(&Frame) -> bool) -> Frame {
        loop {
            let frame = self.next().await.expect("the link is open");
            if wanted(&frame) {
                return frame;
            }
        }
    }
}

/// One change after the other of this replica in a document, each as a push.
pub(crate) fn edits(replica: ReplicaId, member: MemberId, doc: &DocId, count: usize) -> Vec<Frame> {
    let mut document = Document::new(doc.clone(), replica, member);
    let mut heads = Vec::new();
    let pushes = (0..count).map(|number| {
        let value = Value::from(format!("Nama {number}").as_str());
        document.edit(&Edit::Set { path: "full_name".to_owned(), value }, 1_790_000_000).unwrap();
        document.commit(1_790_000_000);
        let chunk = chunk::pack(&document.changes_since(&heads)).remove(0);
        heads = document.heads();
        Frame::Push(signed(&key_of(replica.device()), forum_id(), doc, chunk))
    });
    pushes.collect()
}
