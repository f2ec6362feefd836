//! Shut out means shut out at that moment: whoever was let in at a door is looked at again where the
//! deed is done.

use paguyuban::access::Role;
use paguyuban::chunk;
use paguyuban::document::{Document, Edit, Value};
use paguyuban::frame::{Closing, Frame, RefusalCode};
use paguyuban::id::{DocId, Ulid};
use paguyuban::relay::{Door, LinkId};
use paguyuban::vet::Trial;
use paguyuban_server::archive::{Archive, Event, Outgoing};
use paguyuban_server::clock::now_ms;
use paguyuban_server::sign_in::hash_of;
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_server::store::{
    Deed, Erasure, FileName, FoundFile, Invitation, Outcome, Store, StoreError,
};
use paguyuban_server::with_length;
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::desk::{Desk, done, invite, said};
use crate::helper::{Phone, Relay, by, card, code, forum_id, invitation, key, signed};

const LINK: LinkId = LinkId(1);

/// What ends somebody's right to do something.
#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    ShutOut,
    Demoted,
    /// By the operator's program, beside the relay.
    Operator,
    /// The person has moved to another device.
    Replaced,
    /// The device signs with another key since: whoever has the old one is not its person any more.
    Rekeyed,
}

const ENDS: [End; 5] = [End::ShutOut, End::Demoted, End::Operator, End::Replaced, End::Rekeyed];

/// Ends what this organiser may do, by the hand of another.
fn end(store: &mut SqliteStore, end: End, gone: &Phone, other: &Phone) {
    let device = gone.replica.device();
    let deed = match end {
        End::ShutOut => Deed::Revoke(device),
        End::Demoted => Deed::SetRole(gone.member, Role::Viewer),
        End::Operator => {
            assert!(store.revoke(forum_id(), device, now_ms()).unwrap());
            return;
        }
        End::Replaced => {
            let moving = invitation("new phone", Role::Member, u64::MAX / 2);
            let moving = Invitation { replaces: Some(device), ..moving };
            let moving = Invitation { member: Some(gone.member), ..moving };
            store.add_invitation(&moving).unwrap();
            let joins = paguyuban_server::store::Enrolment {
                device: paguyuban::id::DeviceId([77; 8]),
                new_member: gone.member,
                token_hash: hash_of("new token"),
                key: Some(key("new phone").public()),
                proved: true,
                app: String::new(),
                now_ms: now_ms(),
            };
            store.use_invitation(hash_of("new phone"), &joins).unwrap().unwrap();
            return;
        }
        End::Rekeyed => {
            let now = store.device(forum_id(), device).unwrap().unwrap();
            store.set_key(&now, &key("another").public(), now_ms()).unwrap();
            return;
        }
    };
    let outcome = store.perform(forum_id(), by(other, 1_000), &deed, now_ms()).unwrap();
    assert_eq!(outcome, Outcome::Done);
}

/// A request whose body stops in its middle.
struct Begun {
    stream: TcpStream,
    rest: Vec<u8>,
}

impl Begun {
    async fn at(relay: &Relay, phone: &Phone, path: &str, body: &[u8]) -> Self {
        let signature = phone.signature(body);
        let (half, rest) = body.split_at(body.len() / 2);
        let head = format!(
            "POST {path} HTTP/1.0\r\nhost: relay\r\ncontent-length: {}\r\nauthorization: Bearer {}\r\n\
             paguyuban-signature: {signature}\r\n\r\n",
            body.len(),
            phone.identity.token
        );
        let mut stream = TcpStream::connect(&relay.address).await.unwrap();
        stream.write_all(&[head.as_bytes(), half].concat()).await.unwrap();
        // whoever asks the same door later has been let in later
        relay.look(phone, "/api/me").await;
        Self { stream, rest: rest.to_vec() }
    }

    async fn end(mut self) -> (u16, Vec<u8>) {
        // the relay may have hung up already
        let _gone = self.stream.write_all(&self.rest).await;
        let mut answer = Vec::new();
        self.stream.read_to_end(&mut answer).await.unwrap();
        let text = String::from_utf8_lossy(&answer);
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = answer.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4);
        (status, answer[body.unwrap_or(answer.len())..].to_vec())
    }
}

fn is_stored(frame: &Frame) -> bool {
    matches!(frame, Frame::Stored(_))
}

#[tokio::test]
async fn a_body_that_ends_after_its_device_was_shut_out_or_demoted_changes_nothing() {
    for ended in ENDS {
        for path in ["/api/packet", "/api/sync"] {
            let relay = Relay::start().await;
            let gone = relay.join("s1", Role::Organiser).await;
            let other = relay.join("s2", Role::Organiser).await;
            // half of it is no frame yet
            let mut frames = vec![gone.push(1, &card(1), "Siti Rahayu")];
            if path == "/api/sync" {
                frames.insert(0, gone.hello());
            }
            let body: Vec<u8> = frames.iter().flat_map(|it| with_length(&it.to_bytes())).collect();
            let begun = Begun::at(&relay, &gone, path, &body).await;
            end(&mut relay.store(), ended, &gone, &other);
            let (status, answer) = begun.end().await;
            let what = format!("{ended:?} at {path}: {status}");
            let frames = crate::helper::frames_in;
            let told =
                path == "/api/sync" && status == 200 && frames(&answer).iter().any(is_stored);
            assert!(!told, "{what}");
            let mut store = relay.store();
            assert!(store.document(forum_id(), &card(1)).unwrap().is_none(), "{what}");
            assert_eq!(store.forum(forum_id()).unwrap().seq.0, 0, "{what}");
            relay.stop().await;
        }
    }
}

/// A note of the organisers that names a file.
fn named(by: &Phone, doc: &DocId, bytes: &[u8], hash: &str) -> Frame {
    let mut document = Document::new(doc.clone(), by.replica, by.member);
    let file = Ulid::new(4, 1).to_string();
    let set = |name: &str, value| Edit::Set { path: format!("files/{file}/{name}"), value };
    for edit in [
        Edit::Add { path: "files".to_owned(), key: file.clone() },
        set("hash", Value::from(hash)),
        set("bytes", Value::Int(bytes.len() as i64)),
        set("mime", Value::from("application/pdf")),
    ] {
        document.edit(&edit, 1_790_000_000).unwrap();
    }
    document.commit(1_790_000_000);
    let chunk = chunk::pack(&document.changes_since(&[])).remove(0);
    Frame::Push(signed(&key("s2"), forum_id(), doc, chunk))
}

#[tokio::test]
async fn a_piece_of_a_file_that_ends_after_its_device_was_shut_out_or_demoted_is_not_taken() {
    let doc: DocId = "board/00000000040000000000000001".parse().unwrap();
    let bytes = b"%PDF-1.4 Daftar hadir";
    let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let name = FileName { doc: doc.clone(), hash: hash.parse().unwrap() };
    for ended in [End::ShutOut, End::Demoted, End::Operator, End::Replaced] {
        let relay = Relay::start().await;
        let gone = relay.join("s1", Role::Organiser).await;
        let other = relay.join("s2", Role::Organiser).await;
        let written = [other.hello(), named(&other, &doc, bytes, &hash)];
        assert!(other.sync(&relay, &written).await.1.iter().any(is_stored));
        let path = format!("/api/file?doc={doc}&hash={hash}&at=0");
        let begun = Begun::at(&relay, &gone, &path, bytes).await;
        end(&mut relay.store(), ended, &gone, &other);
        let (status, _) = begun.end().await;
        assert_eq!(status, if ended == End::Demoted { 404 } else { 403 }, "{ended:?}");
        let found = relay.store().file(forum_id(), other.replica.device(), &name).unwrap();
        assert!(matches!(found, FoundFile::Nothing(_)), "{ended:?}: {found:?}");
        // and of whoever may it is taken
        assert_eq!(Begun::at(&relay, &other, &path, bytes).await.end().await.0, 200);
        relay.stop().await;
    }
}

#[tokio::test]
async fn an_act_whose_body_ends_after_its_organiser_is_none_any_more_is_not_done() {
    for ended in ENDS {
        let relay = Relay::start().await;
        let gone = relay.join("s1", Role::Organiser).await;
        let other = relay.join("s2", Role::Organiser).await;
        let written = [other.hello(), other.push(1, &card(1), "Siti Rahayu")];
        assert!(other.sync(&relay, &written).await.1.iter().any(is_stored));
        let mut desk = Desk::at(&relay, &gone);
        let victim = &other.identity;
        let acts = [
            json!({ "act": "erase", "doc": card(1).as_str() }),
            json!({ "act": "refound", "doc": card(1).as_str() }),
            invite("own", "organiser", 1),
            json!({ "act": "set_role", "member": victim.member, "role": "viewer" }),
            json!({ "act": "rename_device", "device": victim.device, "label": "x" }),
            json!({ "act": "revoke_device", "device": victim.device }),
        ];
        let mut begun = Vec::new();
        for act in acts {
            let act = desk.act(act);
            let body = act.to_string();
            begun.push((act, Begun::at(&relay, &gone, "/api/office", body.as_bytes()).await));
        }
        let token = json!({ "at_ms": now_ms() }).to_string();
        let token = Begun::at(&relay, &gone, "/api/token", token.as_bytes()).await;
        end(&mut relay.store(), ended, &gone, &other);
        for (act, begun) in begun {
            let (status, body) = begun.end().await;
            assert_eq!((status, code(&body)), said(403, "not_allowed"), "{ended:?} {act}");
        }
        let renewed = token.end().await.0;
        assert_eq!(renewed, if ended == End::Demoted { 200 } else { 403 }, "{ended:?}");
        assert_eq!(relay.try_join("own").await.0, 404, "{ended:?}");
        assert!(relay.store().document(forum_id(), &card(1)).unwrap().is_some(), "{ended:?}");
        assert_eq!(relay.look(&other, "/api/office").await.0, 200, "{ended:?}");
        relay.stop().await;
    }
}

#[tokio::test]
async fn an_erasure_by_who_is_no_organiser_any_more_is_not_done_where_it_is_written() {
    for ended in ENDS {
        let relay = Relay::start().await;
        let gone = relay.join("s1", Role::Organiser).await;
        let other = relay.join("s2", Role::Organiser).await;
        other.sync(&relay, &[other.hello(), other.push(1, &card(1), "Siti Rahayu")]).await;
        let mut store = relay.store();
        end(&mut store, ended, &gone, &other);
        // as if it had passed the door a moment before
        let erasure = Erasure { doc: card(1), by: Some(by(&gone, 1)), at_ms: now_ms() };
        let erased = store.erase(forum_id(), &erasure);
        assert!(matches!(erased, Err(StoreError::Barred(_))), "{ended:?}: {erased:?}");
        assert!(store.document(forum_id(), &card(1)).unwrap().is_some(), "{ended:?}");
        relay.stop().await;
    }
}

#[tokio::test]
async fn what_was_signed_with_a_key_that_is_not_the_devices_any_more_does_nothing() {
    let relay = Relay::start().await;
    let phone = relay.join("s1", Role::Organiser).await;
    let mut store = relay.store();
    let device = phone.replica.device();
    let at_the_door = store.device(forum_id(), device).unwrap().unwrap();
    store.set_key(&at_the_door, &key("another").public(), now_ms()).unwrap();
    let rotated = store.rotate(&at_the_door, hash_of("stolen"), now_ms());
    assert!(matches!(rotated, Err(StoreError::Barred(_))), "{rotated:?}");
    let set = store.set_key(&at_the_door, &key("stolen").public(), now_ms());
    assert!(matches!(set, Err(StoreError::Barred(_))), "{set:?}");
    let now = store.device(forum_id(), device).unwrap().unwrap();
    assert_eq!(now.key, Some(key("another").public()));
    relay.stop().await;
}

#[tokio::test]
async fn a_push_that_waits_while_its_device_gets_another_key_is_not_stored() {
    let relay = Relay::start().await;
    let phone = relay.join("s1", Role::Organiser).await;
    let folder = relay.stop().await;
    let mut store = SqliteStore::open(folder.path()).unwrap();
    let device = store.device(forum_id(), phone.replica.device()).unwrap().unwrap();
    // the other program sets the key while the push is on trial: after it was checked, before it is stored
    let other = std::sync::Mutex::new(SqliteStore::open(folder.path()).unwrap());
    let known = device.clone();
    let run = move |trials: Vec<Trial>| {
        let mut other = other.lock().unwrap();
        // the second time it is done already
        let _done = other.set_key(&known, &key("another").public(), now_ms());
        Trial::run_each(trials)
    };
    let mut archive = Archive::open(store, forum_id(), Box::new(run), now_ms()).unwrap();
    let join = Event::Join { link: LINK, device: device.known(), door: Door::Live };
    let push = || Event::Frame(LINK, phone.push(1, &card(1), "Siti Rahayu"));
    let out = archive.turn(vec![join, Event::Frame(LINK, phone.hello()), push()], now_ms());
    let told = |out: &[Outgoing]| -> Vec<Result<(), RefusalCode>> {
        let answers = out.iter().filter_map(|out| match out {
            Outgoing::Send(_, Frame::Stored(_)) => Some(Ok(())),
            Outgoing::Send(_, Frame::Refused(refused)) => Some(Err(refused.code)),
            _ => None,
        });
        answers.collect()
    };
    assert_eq!(told(&out), [Err(RefusalCode::Busy)], "{out:?}");
    let out = archive.turn(vec![Event::Look, push()], now_ms());
    assert_eq!(told(&out), [Err(RefusalCode::BadSignature)], "{out:?}");
    assert_eq!(archive.seq().unwrap().0, 0);
}

#[tokio::test]
async fn a_device_that_was_shut_out_between_the_door_and_the_forum_gets_no_link() {
    for ended in [End::ShutOut, End::Operator, End::Replaced] {
        let relay = Relay::start().await;
        let gone = relay.join("s1", Role::Organiser).await;
        let other = relay.join("s2", Role::Organiser).await;
        other.sync(&relay, &[other.hello(), other.push(1, &card(1), "Siti Rahayu")]).await;
        let folder = relay.stop().await;
        let mut store = SqliteStore::open(folder.path()).unwrap();
        let at_the_door = store.device(forum_id(), gone.replica.device()).unwrap().unwrap();
        end(&mut store, ended, &gone, &other);
        let mut archive =
            Archive::open(store, forum_id(), Box::new(Trial::run_each), now_ms()).unwrap();
        let join = Event::Join { link: LINK, device: at_the_door.known(), door: Door::Live };
        let out = archive.turn(vec![join, Event::Frame(LINK, gone.hello())], now_ms());
        assert_eq!(out, [Outgoing::Close(LINK, Closing::Revoked)], "{ended:?}");
        assert!(archive.is_idle(), "{ended:?}");
    }
}

#[tokio::test]
async fn who_loses_the_right_to_invite_loses_the_invitations_made_before() {
    for ended in ENDS {
        // it is the same person's device
        if ended == End::Rekeyed {
            continue;
        }
        let relay = Relay::start().await;
        let gone = relay.join("s1", Role::Organiser).await;
        let other = relay.join("s2", Role::Organiser).await;
        let mut desk = Desk::at(&relay, &gone);
        assert_eq!(desk.does(invite("own", "organiser", 1)).await, done());
        let mut theirs = Desk::at(&relay, &other);
        assert_eq!(theirs.does(invite("of the other", "viewer", 2)).await, done());
        end(&mut relay.store(), ended, &gone, &other);
        let (status, body) = relay.try_join("own").await;
        assert_eq!((status, code(&body)), said(410, "invitation_cancelled"), "{ended:?}");
        let overview = theirs.overview().await;
        let invitations = overview["invitations"].as_array().unwrap();
        let own = invitations.iter().find(|it| it["by"] == gone.identity.device).unwrap();
        assert!(own["cancelled_ms"].is_u64(), "{ended:?}: {own}");
        let acts = theirs.audit("").await;
        let noted = acts.iter().any(|line| {
            line["act"] == "invitation_cancelled" && line["invitation"] == own["invitation"]
        });
        assert!(noted, "{ended:?}: {acts:?}");
        assert_eq!(relay.try_join("of the other").await.0, 200, "{ended:?}");
        relay.stop().await;
    }
}
