//! A relay in this process, and a phone made by hand: the core's documents, raw sockets.

use futures_util::{SinkExt, StreamExt};
use paguyuban::access::Role;
use paguyuban::chunk;
use paguyuban::document::{Document, Edit, Value};
use paguyuban::frame::{FRAME_DOWN_BYTES_MAX, Frame, Hello, Push, VERSIONS};
use paguyuban::id::{DocId, Epoch, ForumId, MemberId, ReplicaId, Seq, Ulid};
use paguyuban_server::sign_in::{Joined, hash_of};
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_server::store::{Forum, Invitation, Store};
use paguyuban_server::{self as server, Config, with_length};
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

pub(crate) fn invite(store: &mut SqliteStore, secret: &str, role: Role, expires_ms: u64) {
    let invitation = Invitation {
        forum: forum_id(),
        hash: hash_of(secret),
        role,
        member: None,
        created_ms: NOW_MS,
        expires_ms,
    };
    store.add_invitation(&invitation).unwrap();
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
        Phone::new(serde_json::from_slice(&body).unwrap())
    }

    pub(crate) async fn try_join(&self, secret: &str) -> (u16, Vec<u8>) {
        let body = format!("{{\"secret\":\"{secret}\",\"device_name\":\"HP uji\"}}");
        self.post("/api/join", "content-type: application/json\r\n", body.as_bytes()).await
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

/// A signed-in device.
pub(crate) struct Phone {
    pub(crate) identity: Joined,
    pub(crate) replica: ReplicaId,
    pub(crate) member: MemberId,
}

impl Phone {
    pub(crate) fn new(identity: Joined) -> Self {
        let replica = ReplicaId::new(identity.device.parse().unwrap(), [1; 8]);
        let member = identity.member.parse().unwrap();
        Self { identity, replica, member }
    }

    pub(crate) fn hello(&self) -> Frame {
        hello(self.replica)
    }

    pub(crate) fn push(&self, number: u32, doc: &DocId, name: &str) -> Frame {
        push(self.replica, self.member, number, doc, name)
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
    let cursor = Seq(0);
    Frame::Hello(Hello { versions: VERSIONS, epoch: None, cursor, fill: None, replica })
}

/// The first change of this replica in a document: a name.
pub(crate) fn push(
    replica: ReplicaId,
    member: MemberId,
    number: u32,
    doc: &DocId,
    name: &str,
) -> Frame {
    let mut document = Document::new(doc.clone(), replica, member);
    let edit = Edit::Set { path: "full_name".to_owned(), value: Value::from(name) };
    document.edit(&edit, 1_790_000_000).unwrap();
    document.commit(1_790_000_000);
    let chunk = chunk::pack(&document.changes_since(&[])).remove(0);
    Frame::Push(Push { push: number, doc: doc.clone(), chunk: chunk.into(), signature: None })
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
        let chunk = chunk::pack(&document.changes_since(&heads)).remove(0).into();
        heads = document.heads();
        Frame::Push(Push { push: 1, doc: doc.clone(), chunk, signature: None })
    });
    pushes.collect()
}
