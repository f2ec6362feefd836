//! Both doors over real sockets.

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::time::Duration;

use crate::desk::{Desk, done};
use crate::helper::{Live, Relay, card, forum_id, with_forum};
use futures_util::{SinkExt, StreamExt};
use paguyuban::access::Role;
use paguyuban::frame::{Closing, Frame};
use paguyuban::id::DocId;
use paguyuban_server::store::Store;
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_server::{Config, demo};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::tungstenite::Message;

fn is_changed(frame: &Frame) -> bool {
    matches!(frame, Frame::Changed(_))
}

#[tokio::test]
async fn what_is_pushed_through_one_door_arrives_at_the_other() {
    let relay = Relay::start().await;
    let (siti, budi) =
        (relay.join("s1", Role::Organiser).await, relay.join("s2", Role::Organiser).await);
    let mut live = budi.connect(&relay).await;
    live.send(&budi.hello()).await;
    live.until(|frame| matches!(frame, Frame::CaughtUp(_))).await;

    let (status, answer) =
        siti.sync(&relay, &[siti.hello(), siti.push(1, &card(1), "Siti Rahayu")]).await;
    assert_eq!(status, 200);
    assert!(matches!(answer[0], Frame::Welcome(_)), "{answer:?}");
    assert!(answer.iter().any(|frame| matches!(frame, Frame::Stored(s) if s.push == 1)));
    assert!(matches!(answer.last(), Some(Frame::Receipts(_))), "{answer:?}");
    live.until(is_changed).await;

    live.send(&budi.push(1, &card(2), "Budi Santosa")).await;
    live.until(|frame| matches!(frame, Frame::Stored(_))).await;
    let (_, answer) = siti.sync(&relay, &[siti.hello()]).await;
    assert_eq!(answer.iter().filter(|frame| is_changed(frame)).count(), 2, "{answer:?}");
    relay.stop().await;
}

#[tokio::test]
async fn a_token_that_is_not_known_is_turned_away_at_both_doors() {
    let relay = Relay::start().await;
    let (status, body) = relay.post("/api/sync", "authorization: Bearer nobody\r\n", b"").await;
    assert_eq!(status, 401);
    assert!(String::from_utf8(body).unwrap().contains("\"signed_out\""));
    let mut live = Live::connect(&relay.address, "nobody").await;
    assert_eq!(live.next().await, Some(Frame::Closing(Closing::SignedOut)));
    assert_eq!(live.next().await, None);
    relay.stop().await;
}

#[tokio::test]
async fn a_revoked_device_is_cut_off_its_open_connection_and_not_let_in_again() {
    let relay = Relay::start().await;
    let phone = relay.join("s1", Role::Member).await;
    let mut live = phone.connect(&relay).await;
    live.send(&phone.hello()).await;
    live.until(|frame| matches!(frame, Frame::CaughtUp(_))).await;
    // as another program would
    let device = phone.identity.device.parse().unwrap();
    assert!(relay.store().revoke(forum_id(), device, 1).unwrap());
    live.until(|frame| *frame == Frame::Closing(Closing::Revoked)).await;
    assert_eq!(live.next().await, None);
    assert_eq!(phone.sync(&relay, &[phone.hello()]).await.0, 403);
    relay.stop().await;
}

#[tokio::test]
async fn bytes_that_are_no_frame_end_the_link_with_a_reason_and_others_stay() {
    let relay = Relay::start().await;
    let (phone, other) =
        (relay.join("s1", Role::Member).await, relay.join("s2", Role::Member).await);
    let mut stays = other.connect(&relay).await;
    stays.send(&other.hello()).await;
    stays.until(|frame| matches!(frame, Frame::CaughtUp(_))).await;
    for garbage in [&b"\xff\xff\xff"[..], b"", b"\x82\x01\x9f"] {
        let mut live = phone.connect(&relay).await;
        live.socket.send(Message::binary(garbage.to_vec())).await.unwrap();
        live.until(|frame| *frame == Frame::Closing(Closing::BadFrame)).await;
        let mut body = u32::try_from(garbage.len()).unwrap().to_be_bytes().to_vec();
        body.extend(garbage);
        let (status, answer) = phone.sync_bytes(&relay, &body).await;
        assert_eq!((status, &answer[..]), (200, &[Frame::Closing(Closing::BadFrame)][..]));
    }
    stays.socket.send(Message::text("ping")).await.unwrap();
    loop {
        if stays.socket.next().await.unwrap().unwrap() == Message::text("pong") {
            break;
        }
    }
    relay.stop().await;
}

#[tokio::test]
async fn a_relay_that_stops_tells_its_phones_and_has_everything_after_the_next_start() {
    let relay = Relay::start().await;
    let phone = relay.join("s1", Role::Organiser).await;
    let mut live = phone.connect(&relay).await;
    live.send(&phone.hello()).await;
    live.send(&phone.push(1, &card(1), "Siti Rahayu")).await;
    live.until(|frame| matches!(frame, Frame::Stored(_))).await;
    let stopping = tokio::spawn(relay.stop());
    live.until(|frame| *frame == Frame::Closing(Closing::GoingDown)).await;
    assert_eq!(live.next().await, None);
    let relay = Relay::start_in(stopping.await.unwrap()).await;
    let (_, answer) = phone.sync(&relay, &[phone.hello()]).await;
    assert!(answer.iter().any(is_changed), "{answer:?}");
    relay.stop().await;
}

#[tokio::test]
async fn a_client_that_sends_its_headers_slowly_is_dropped() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut config = Config::new(folder.path().to_owned());
    config.headers_patience = Duration::from_millis(50);
    let relay = Relay::start_as(config, folder).await;
    let mut slow = tokio::net::TcpStream::connect(&relay.address).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nhost: relay\r\nx-slow: ").await.unwrap();
    let mut answer = Vec::new();
    // the relay's own limit ends this, not the test
    slow.read_to_end(&mut answer).await.unwrap();
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 408"), "{answer:?}");
    relay.stop().await;
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let relay = Relay::start().await;
    let phone = relay.join("s1", Role::Organiser).await;
    let token = format!("authorization: Bearer {}\r\n", phone.identity.token);
    let slow = async |path: &str, who: &str| {
        let mut slow = tokio::net::TcpStream::connect(&relay.address).await.unwrap();
        let head = format!("POST {path} HTTP/1.1\r\nhost: relay\r\n{who}");
        let head = format!("{head}content-type: application/json\r\ncontent-length: 99\r\n\r\n{{");
        slow.write_all(head.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        // the relay's own limit ends this, not the test
        slow.read_to_end(&mut answer).await.unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 408"), "{path}: {}", answer.escape_ascii());
    };
    tokio::join!(slow("/api/join", ""), slow("/api/office", &token), slow("/api/token", &token));
    relay.stop().await;
}

#[tokio::test]
async fn every_answer_has_the_headers_that_protect_the_page() {
    let relay = Relay::start().await;
    let phone = relay.join("s1", Role::Organiser).await;
    let token = format!("authorization: Bearer {}\r\n", phone.identity.token);
    let api = [
        "/api/join",
        "/api/sync",
        "/api/live",
        "/api/token",
        "/api/key",
        "/api/me",
        "/api/office",
        "/api/office/audit",
        "/api/packet",
    ];
    let others = ["/", "/health", "/api/nothing", "/metrics", "/no.such"];
    for path in api.into_iter().chain(others) {
        for (method, who) in [("GET", ""), ("GET", &token[..]), ("POST", ""), ("POST", &token)] {
            let head = format!("{method} {path} HTTP/1.0\r\nhost: relay\r\n{who}");
            let request = format!("{head}content-length: 1\r\n\r\n{{");
            let (_, head, _) = relay.ask(request.as_bytes()).await;
            for header in [
                "content-security-policy: default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
                 object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n",
                "permissions-policy: camera=(self), microphone=(), geolocation=(), ",
                "cross-origin-resource-policy: same-origin",
                "x-content-type-options: nosniff",
                "referrer-policy: no-referrer",
                "cross-origin-opener-policy: same-origin",
            ] {
                assert!(head.contains(header), "{method} {path}: {head}");
            }
        }
    }
    for path in ["/api/me", "/api/office", "/api/office/audit"] {
        let (status, head, _) = relay.get(path, &token).await;
        assert!(status == 200 && head.contains("cache-control: no-store"), "{path}: {head}");
    }
    let (status, _, body) = relay.get("/health", "").await;
    assert_eq!(status, 200);
    assert!(String::from_utf8(body).unwrap().contains("\"store\":\"ok\""));
    let (_, _, body) = relay.get("/metrics", "").await;
    assert!(String::from_utf8(body).unwrap().contains("paguyuban_links_open 0"));
    assert_eq!(relay.get("/api/nothing", "").await.0, 404);
    assert_eq!(relay.get("/assets/no.such.js", "").await.0, 404);
    relay.stop().await;
}

#[tokio::test]
async fn a_first_sync_brings_every_document_through_both_doors() {
    let folder = tempfile::TempDir::new().unwrap();
    let store = with_forum(SqliteStore::open(folder.path()).unwrap());
    let mut story = demo::story(demo::SEED);
    // a few weeks: more documents than one page holds
    story.sessions.truncate(110);
    let docs: BTreeSet<_> = story.sessions.iter().map(|session| session.doc.clone()).collect();
    assert!(docs.len() > 40, "{}", docs.len());
    demo::plant(store, forum_id(), &story).unwrap();
    let relay = Relay::start_in(folder).await;
    let phone = relay.join("s1", Role::Viewer).await;
    let (_, answer) = phone.sync(&relay, &[phone.hello()]).await;
    let brought: BTreeSet<_> = answer.iter().filter_map(doc_of).collect();
    assert_eq!(brought, docs);

    let mut live = phone.connect(&relay).await;
    live.send(&phone.hello()).await;
    let mut brought = BTreeSet::new();
    loop {
        let frame = live.next().await.unwrap();
        brought.extend(doc_of(&frame));
        if matches!(frame, Frame::CaughtUp(_)) {
            break;
        }
    }
    assert_eq!(brought, docs);
    relay.stop().await;
}

fn doc_of(frame: &Frame) -> Option<DocId> {
    match frame {
        Frame::Changed(changed) => Some(changed.doc.clone()),
        _ => None,
    }
}

#[tokio::test]
async fn who_asks_too_often_is_asked_to_wait() {
    let folder = tempfile::TempDir::new().unwrap();
    with_forum(SqliteStore::open(folder.path()).unwrap());
    let mut config = Config::new(folder.path().to_owned());
    config.rates.wrong_joins_per_address = NonZeroU32::MIN;
    config.rates.links_per_device = NonZeroU32::MIN;
    let relay = Relay::start_as(config, folder).await;
    let phone = relay.join("s1", Role::Member).await;
    assert_eq!(relay.try_join("wrong").await.0, 404);
    assert_eq!(relay.try_join("wrong").await.0, 429);
    let other = relay.join("s2", Role::Member).await;
    assert_eq!(other.sync(&relay, &[other.hello()]).await.0, 200, "same address, known device");
    assert_eq!(phone.sync(&relay, &[phone.hello()]).await.0, 200);
    assert_eq!(phone.sync(&relay, &[phone.hello()]).await.0, 429);
    relay.stop().await;
}

#[tokio::test]
async fn a_device_that_an_organiser_shuts_out_is_cut_off_its_open_connection() {
    let relay = Relay::start().await;
    let (organiser, lost) =
        (relay.join("s1", Role::Organiser).await, relay.join("s2", Role::Member).await);
    let mut live = lost.connect(&relay).await;
    live.send(&lost.hello()).await;
    live.until(|frame| matches!(frame, Frame::CaughtUp(_))).await;
    let revoke = json!({ "act": "revoke_device", "device": lost.identity.device });
    assert_eq!(Desk::at(&relay, &organiser).does(revoke).await, done());
    live.until(|frame| *frame == Frame::Closing(Closing::Revoked)).await;
    assert_eq!(live.next().await, None);
    relay.stop().await;
}

#[tokio::test]
async fn a_device_comes_to_the_desk_no_more_often_than_to_the_doors() {
    let folder = tempfile::TempDir::new().unwrap();
    with_forum(SqliteStore::open(folder.path()).unwrap());
    let mut config = Config::new(folder.path().to_owned());
    config.rates.links_per_device = NonZeroU32::MIN;
    let relay = Relay::start_as(config, folder).await;
    let (greedy, other) =
        (relay.join("s1", Role::Organiser).await, relay.join("s2", Role::Organiser).await);
    assert_eq!(relay.look(&greedy, "/api/office").await.0, 200);
    for path in ["/api/office", "/api/office/audit", "/api/me"] {
        assert_eq!(relay.look(&greedy, path).await.0, 429, "{path}");
    }
    assert_eq!(relay.renew(&greedy, 1).await.0, 429);
    assert_eq!(relay.look(&other, "/api/me").await.0, 200);
    relay.stop().await;
}
