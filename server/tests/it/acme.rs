//! A certificate got and renewed by itself, from Pebble, the authority of Let's Encrypt for tests.

use std::net::Ipv4Addr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use paguyuban_server::tls::{Issuer, Source};
use paguyuban_server::{Config, Redirect, Relay};
use tempfile::TempDir;
use tokio::net::{TcpListener, UdpSocket};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_rustls::client::TlsStream;

use crate::tls::{Authority, NAME, ask, shake, shown};

/// So short that the last third of it comes within the test.
const VALID_SECONDS: u32 = 6;

struct Pebble {
    child: Child,
    folder: TempDir,
    directory: String,
    management: String,
    authority: Authority,
}

impl Drop for Pebble {
    fn drop(&mut self) {
        let _ended = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// A port that was free just now.
async fn port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    listener.local_addr().unwrap().port()
}

impl Pebble {
    /// `None` where it is not installed.
    async fn start(http: u16, dns: u16) -> Option<Self> {
        let authority = Authority::new();
        authority.sign(&["127.0.0.1"]);
        let folder = TempDir::new().unwrap();
        let (acme, management) = (port().await, port().await);
        let config = serde_json::json!({ "pebble": {
            "listenAddress": format!("127.0.0.1:{acme}"),
            "managementListenAddress": format!("127.0.0.1:{management}"),
            "certificate": authority.certificate(),
            "privateKey": authority.key(),
            "httpPort": http,
            "tlsPort": 1,
            "certificateValidityPeriod": VALID_SECONDS,
        }});
        let file = folder.path().join("pebble.json");
        std::fs::write(&file, config.to_string()).unwrap();
        let started = Command::new("pebble")
            .arg("-config")
            .arg(&file)
            .args(["-dnsserver", &format!("127.0.0.1:{dns}")])
            .envs([("PEBBLE_VA_NOSLEEP", "1"), ("PEBBLE_AUTHZREUSE", "0")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let child = match started {
            Ok(child) => child,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            Err(error) => panic!("{error}"),
        };
        let directory = format!("https://127.0.0.1:{acme}/dir");
        let management = format!("127.0.0.1:{management}");
        let it = Self { child, folder, directory, management, authority };
        it.answers().await;
        Some(it)
    }

    async fn answers(&self) {
        let mut ticks = tokio::time::interval(Duration::from_millis(50));
        for _ in 0..200 {
            ticks.tick().await;
            let root = self.authority.root();
            if shake(&self.management, "127.0.0.1", &root, "http/1.1").await.is_ok() {
                return;
            }
        }
        panic!("pebble does not answer");
    }

    /// The root of what it signs, in a file.
    async fn root(&self) -> std::path::PathBuf {
        let root = self.authority.root();
        let stream = shake(&self.management, "127.0.0.1", &root, "http/1.1").await.unwrap();
        let answer = ask(stream, "GET /roots/0 HTTP/1.0\r\nhost: pebble\r\n\r\n").await;
        let (_, pem) = answer.split_once("\r\n\r\n").unwrap();
        let file = self.folder.path().join("root.pem");
        std::fs::write(&file, pem).unwrap();
        file
    }
}

/// Names lead to this machine; answers until the test ends.
async fn names() -> u16 {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = socket.local_addr().unwrap().port();
    tokio::spawn(async move {
        let mut bytes = [0; 512];
        while let Ok((length, who)) = socket.recv_from(&mut bytes).await {
            let answer = resolved(&bytes[..length]);
            socket.send_to(&answer, who).await.unwrap();
        }
    });
    port
}

/// 127.0.0.1 for whoever asks for an address of the old kind, and nothing for everything else (RFC 1035).
fn resolved(query: &[u8]) -> Vec<u8> {
    let name = query[12..].iter().position(|byte| *byte == 0).unwrap();
    let question = &query[12..12 + name + 5];
    let is_old = question[name + 1..name + 3] == [0, 1];
    let mut answer = query[..2].to_vec();
    answer.extend([0x81, 0x80, 0, 1, 0, u8::from(is_old), 0, 0, 0, 0]);
    answer.extend(question);
    if is_old {
        answer.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 127, 0, 0, 1]);
    }
    answer
}

struct Running {
    https: String,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

fn serve(data: &Path, pebble: &Pebble, https: TcpListener, http: TcpListener) -> Running {
    let mut config = Config::new(data.to_owned());
    config.tls = Some(Source::Issuer(Issuer {
        domain: NAME.to_owned(),
        contact: "kantor@contoh.test".to_owned(),
        directory: pebble.directory.clone(),
        root: Some(pebble.authority.root()),
        data: data.to_owned(),
    }));
    let redirect = Redirect { listener: http, origin: format!("https://{NAME}") };
    let address = https.local_addr().unwrap().to_string();
    let (stop, stopped) = oneshot::channel::<()>();
    let relay = Relay::open(config).unwrap();
    let ended = tokio::spawn(relay.serve_with(https, Some(redirect), async {
        let _said = stopped.await;
    }));
    Running { https: address, stop, ended }
}

impl Running {
    async fn end(self) {
        self.stop.send(()).unwrap();
        self.ended.await.unwrap();
    }

    /// A connection with a certificate that is not this one.
    async fn other_than(&self, root: &Path, old: &[u8]) -> TlsStream<tokio::net::TcpStream> {
        let mut ticks = tokio::time::interval(Duration::from_millis(100));
        for _ in 0..300 {
            ticks.tick().await;
            if let Ok(stream) = shake(&self.https, NAME, root, "http/1.1").await
                && shown(&stream) != old
            {
                return stream;
            }
        }
        panic!("no other certificate came");
    }
}

async fn listening() -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap()
}

#[tokio::test]
async fn a_certificate_is_got_served_kept_and_renewed() {
    let http = listening().await;
    let pebble = Pebble::start(http.local_addr().unwrap().port(), names().await).await;
    let Some(pebble) = pebble else {
        eprintln!("SKIPPED, nothing was tried: pebble is not installed (apt-get install pebble)");
        return;
    };
    let (data, root) = (TempDir::new().unwrap(), pebble.root().await);
    let relay = serve(data.path(), &pebble, listening().await, http);

    let stream = relay.other_than(&root, &[]).await;
    let first = shown(&stream);
    let health = ask(stream, "GET /health HTTP/1.0\r\n\r\n").await;
    assert!(health.contains("\"certificate_until_ms\":"), "{health}");
    let second = shown(&relay.other_than(&root, &first).await);

    // a relay that is started anew has the one that it kept, whether the authority answers or not
    relay.end().await;
    let kept = data.path().join("tls").join(format!("{NAME}.pem"));
    #[cfg(unix)]
    for private in [kept.clone(), data.path().join("tls/account.json"), data.path().join("tls")] {
        use std::os::unix::fs::PermissionsExt;
        let mode = private.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{private:?}");
    }
    let told = paguyuban_server::tls::certificate_in(&kept).unwrap();
    assert!(told.is_for(NAME));
    assert_eq!((told.until_ms - told.from_ms) / 1_000, u64::from(VALID_SECONDS) - 1);
    let again = serve(data.path(), &pebble, listening().await, listening().await);
    let stream = shake(&again.https, NAME, &root, "h2").await;
    let held = stream.map(|stream| shown(&stream)).unwrap_or_default();
    assert_ne!(held, first, "it begins with the newest");
    assert_ne!(second, first);
    again.end().await;
}
