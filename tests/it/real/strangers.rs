//! Strangers who try secrets and send garbage, from the same address as people who work.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use paguyuban::signature::SecretKey;
use paguyuban_tests::dice::Dice;
use paguyuban_tests::office::{card, note, read, set};
use paguyuban_tests::phone::Phone;
use paguyuban_tests::relay::{self, Relay};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const WRONG_JOINS: usize = 1_000;
const GARBAGE: usize = 10_000;
/// Connections at once.
const STRANGERS: usize = 32;
/// In every secret and token that is tried.
const MARK: &str = "rahasia-orang-lain";
/// With what an answer begins.
const STATUS_LINE: &str = "HTTP/1.1 ";
/// Nothing here waits this long unless something is wrong.
const PATIENCE: Duration = Duration::from_secs(20);

/// A body in which only the secret is wrong.
fn joining(secret: &str) -> String {
    let key = SecretKey::from_bytes(&[7; 32]).unwrap().public().to_bytes();
    let key = URL_SAFE_NO_PAD.encode(key);
    format!(r#"{{"secret":"{secret}","public_key":"{key}"}}"#)
}

/// What a stranger sends.
fn request(number: usize, host: &str) -> Vec<u8> {
    let mut dice = Dice::new(number as u64);
    let secret = format!("{MARK}-{number}");
    let post = |path: &str, more: &str, body: &str| {
        let length = body.len();
        format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\
             Content-Length: {length}\r\n\r\n{body}"
        )
    };
    let json = "Content-Type: application/json\r\n";
    if number < WRONG_JOINS {
        return post("/api/join", json, &joining(&secret)).into_bytes();
    }
    let bearer = format!("Authorization: Bearer {secret}\r\n");
    let text = match number % 8 {
        0 => post("/api/sync", &bearer, "garbage"),
        1 => post("/api/sync", "", "garbage"),
        2 => format!(
            "GET /api/live HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
             Sec-WebSocket-Protocol: paguyuban.v1, token.{secret}\r\n\r\n"
        ),
        3 => post("/api/join", json, &format!(r#"{{"secret":["{secret}""#)),
        4 => post("/api/join", json, &joining(&secret.repeat(400))),
        5 => format!("GET /../../{secret} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"),
        // the head never ends
        6 => format!("POST /api/sync HTTP/1.1\r\nHost: {host}\r\nX: {secret}"),
        _ => return (0..dice.below(2_000)).map(|_| dice.below(256) as u8).collect(),
    };
    text.into_bytes()
}

/// Sends it, hangs up if it is no whole request, and gives back the status, if there is an answer.
async fn send(host: &str, number: usize) -> Option<u16> {
    let bytes = request(number, host);
    let mut socket = TcpStream::connect(host).await.unwrap();
    // the relay may hang up before it has read everything
    let _cut = socket.write_all(&bytes).await;
    if number >= WRONG_JOINS && number % 8 >= 6 {
        let _ended = socket.shutdown().await;
    }
    let mut answer = [0; STATUS_LINE.len() + 3];
    let read = tokio::time::timeout(PATIENCE, socket.read_exact(&mut answer)).await.unwrap();
    read.ok()?;
    std::str::from_utf8(&answer).ok()?.strip_prefix(STATUS_LINE)?.parse().ok()
}

/// What all strangers share.
#[derive(Default)]
struct Crowd {
    sent: AtomicUsize,
    /// Nobody they could disturb is there any more.
    over: AtomicBool,
}

/// Sends one after the other, all that is to be sent and until it is over, and gives back what was
/// answered.
async fn stranger(host: Arc<str>, crowd: Arc<Crowd>) -> Vec<(usize, Option<u16>)> {
    let mut statuses = Vec::new();
    loop {
        let number = crowd.sent.fetch_add(1, Ordering::Relaxed);
        if number >= WRONG_JOINS + GARBAGE && crowd.over.load(Ordering::Relaxed) {
            return statuses;
        }
        statuses.push((number, send(&host, number).await));
    }
}

/// One works among them, and one more comes in.
async fn honest(siti: &mut Phone, invitation: &str, home: &Path, crowd: &Crowd) -> Phone {
    for round in 0..10 {
        while crowd.sent.load(Ordering::Relaxed) < (WRONG_JOINS + GARBAGE) * round / 10 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        siti.edit(&card(1), set("nickname", &format!("Bu Siti {round}"))).unwrap();
        siti.sync().await.unwrap();
        assert_eq!(siti.unsent(), 0);
    }
    let mut budi = Phone::join(invitation, &home.join("budi")).await.unwrap();
    budi.edit(&note(1), set("title", "Rapat")).unwrap();
    budi.sync().await.unwrap();
    assert_eq!(read(&mut budi, &card(1), "nickname").unwrap(), "Bu Siti 9");
    budi
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_wrong_invitations_and_ten_thousand_garbage_requests_shut_nobody_out() {
    let home = TempDir::new().unwrap();
    let (data, log) = (home.path().join("data"), home.path().join("log"));
    let forum = relay::new_forum(&data).unwrap();
    let relay = Relay::start_guarded(&data, fs::File::create(&log).unwrap()).unwrap();
    let links = [1, 2].map(|_| relay.invite(&forum, "organiser").unwrap());
    let mut siti = Phone::join(&links[0], &home.path().join("siti")).await.unwrap();

    let host: Arc<str> = relay.origin().trim_start_matches("http://").into();
    let crowd = Arc::new(Crowd::default());
    let strangers: Vec<_> =
        (0..STRANGERS).map(|_| tokio::spawn(stranger(host.clone(), crowd.clone()))).collect();
    let works = honest(&mut siti, &links[1], home.path(), &crowd);
    let budi = tokio::time::timeout(6 * PATIENCE, works).await.unwrap();
    crowd.over.store(true, Ordering::Relaxed);

    let mut joins: BTreeMap<Option<u16>, usize> = BTreeMap::new();
    let mut others = joins.clone();
    for stranger in strangers {
        for (number, status) in stranger.await.unwrap() {
            let counted = if number < WRONG_JOINS { &mut joins } else { &mut others };
            *counted.entry(status).or_default() += 1;
        }
    }
    let told = joins.remove(&Some(404)).unwrap_or_default();
    // and one more for each second it took
    assert!((60..WRONG_JOINS / 2).contains(&told), "{told} wrong invitations were answered");
    assert_eq!(joins, BTreeMap::from([(Some(429), WRONG_JOINS - told)]));
    assert!(others[&Some(429)] > GARBAGE / 4, "{others:?}");
    assert!(others.keys().flatten().all(|status| *status < 500), "{others:?}");

    let (status, figures) = relay::get(relay.origin(), "/metrics").unwrap();
    let limited =
        figures.lines().find_map(|line| line.strip_prefix("paguyuban_requests_limited_total "));
    assert_eq!(status, 200);
    assert!(limited.unwrap().parse::<usize>().unwrap() > WRONG_JOINS);
    assert_eq!(relay::get(relay.origin(), "/health").unwrap().0, 200);
    drop(relay);
    let log = fs::read_to_string(log).unwrap();
    assert!(log.contains("a device joined"));
    let ours = links.iter().map(|link| link.rsplit(['#', '=', '/']).next().unwrap().to_owned());
    let tokens = [&siti, &budi].map(|phone| phone.identity().token.clone());
    for secret in ours.chain(tokens).chain([MARK.to_owned()]) {
        assert!(secret.len() > 15);
        assert!(!log.contains(&secret), "a secret is in the log");
    }
}
