//! The examples of what stands in front of a relay, started for real.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use paguyuban::access::Role;
use paguyuban::frame::Frame;
use paguyuban_server::ask::Asker;
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_server::{Config, Front};
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};

use crate::helper::{Relay, with_forum};
use crate::tls::Authority;

/// Where the examples say that the relay listens.
const RELAY: &str = "127.0.0.1:8787";

struct Balancer(Child);

impl Drop for Balancer {
    fn drop(&mut self) {
        let _ended = self.0.kill().and_then(|()| self.0.wait());
    }
}

/// The example, with other addresses: without TLS, which the tests of TLS have.
fn altered(example: &str, name: &str, to: &str, relay: &str) -> String {
    assert!(example.contains(name) && example.contains(RELAY), "{example}");
    example.replacen(name, to, 1).replacen(RELAY, relay, 1)
}

async fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().to_string()
}

/// Starts it and waits until it listens; `None` where it is not installed.
#[expect(clippy::print_stderr, reason = "whoever reads the run has to see what was not tried")]
async fn started(command: &mut Command, address: &str) -> Option<Balancer> {
    let child = match command.stdout(Stdio::null()).stderr(Stdio::null()).spawn() {
        Ok(child) => Balancer(child),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("SKIPPED, nothing was tried: {:?} is not installed", command.get_program());
            return None;
        }
        Err(error) => panic!("{error}"),
    };
    let mut ticks = tokio::time::interval(Duration::from_millis(50));
    for _ in 0..400 {
        ticks.tick().await;
        if TcpStream::connect(address).await.is_ok() {
            return Some(child);
        }
    }
    panic!("{:?} does not listen", command.get_program());
}

async fn relay() -> Relay {
    let folder = TempDir::new().unwrap();
    with_forum(SqliteStore::open(folder.path()).unwrap());
    let mut config = Config::new(folder.path().to_owned());
    config.front = Front::Proxy;
    Relay::start_as(config, folder).await
}

/// Phones join, sync and are live through it; answers come as they are sent; nobody outside reads metrics.
async fn try_through(mut relay: Relay, front: &str) {
    relay.address = front.to_owned();
    let (one, other) = (relay.join("s1", Role::Member).await, relay.join("s2", Role::Member).await);
    let (status, frames) = one.sync(&relay, &[one.hello()]).await;
    assert_eq!(status, 200);
    assert!(frames.iter().any(|frame| matches!(frame, Frame::CaughtUp(_))), "{frames:?}");
    let mut live = other.connect(&relay).await;
    live.send(&other.hello()).await;
    live.until(|frame| matches!(frame, Frame::CaughtUp(_))).await;
    assert_eq!(relay.get("/metrics", "").await.0, 404);
    // the root is not asked for: this is http
    let authority = Authority::new();
    let asker = Asker::new(Some(&authority.root())).unwrap();
    let pieces = asker.get(&format!("http://{front}/health/pieces")).await.unwrap();
    assert!(pieces.apart > Duration::from_millis(500), "kept back: {:?}", pieces.apart);
    drop(live);
    relay.stop().await;
}

#[tokio::test]
async fn phones_come_through_caddy_as_the_example_sets_it_up() {
    let (relay, front, home) = (relay().await, free_address().await, TempDir::new().unwrap());
    let port = front.rsplit(':').next().unwrap();
    let example = include_str!("../../packaging/Caddyfile");
    let site = format!("http://:{port}");
    let text = altered(example, "paguyuban.example.id", &site, &relay.address);
    let file = home.path().join("Caddyfile");
    std::fs::write(&file, format!("{{\n\tadmin off\n}}\n{text}")).unwrap();
    let mut caddy = Command::new("caddy");
    caddy.args(["run", "--adapter", "caddyfile", "--config"]).arg(&file);
    caddy.env("HOME", home.path()).env("XDG_DATA_HOME", home.path()).current_dir(home.path());
    if let Some(_running) = started(&mut caddy, &front).await {
        try_through(relay, &front).await;
    }
}

#[tokio::test]
async fn phones_come_through_haproxy_as_the_example_sets_it_up() {
    let (relay, front, home) = (relay().await, free_address().await, TempDir::new().unwrap());
    let example = include_str!("../../packaging/haproxy.cfg");
    let bind = ":443 ssl crt /etc/haproxy/paguyuban.pem alpn h2,http/1.1";
    let file = home.path().join("haproxy.cfg");
    std::fs::write(&file, altered(example, bind, &front, &relay.address)).unwrap();
    // Debian keeps it where root looks
    let usual = Path::new("/usr/sbin/haproxy");
    let mut haproxy = Command::new(if usual.exists() { usual } else { Path::new("haproxy") });
    haproxy.arg("-db").arg("-f").arg(&file);
    if let Some(_running) = started(&mut haproxy, &front).await {
        try_through(relay, &front).await;
    }
}
