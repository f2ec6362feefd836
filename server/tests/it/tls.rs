//! The relay with TLS of its own: two protocols, slow strangers, and files that are exchanged.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, header};
use http_body_util::BodyExt;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use paguyuban::access::Role;
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_server::tls::{Files, Source, certificate_in};
use paguyuban_server::{Config, Redirect};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use crate::helper::{Relay, invite, key, public_key, with_forum};

pub(crate) const NAME: &str = "paguyuban.contoh.test";
const PATIENCE: Duration = Duration::from_millis(300);

/// An authority of the test's own, and the files of a certificate that it signed.
pub(crate) struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    folder: TempDir,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let it = Self { issuer, folder: TempDir::new().unwrap() };
        std::fs::write(it.root(), it.issuer.pem()).unwrap();
        it
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("root.pem")
    }

    pub(crate) fn certificate(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.folder.path().join("key.pem")
    }

    /// A new certificate for these names, in the files.
    pub(crate) fn sign(&self, names: &[&str]) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let key = KeyPair::generate().unwrap();
        let signed = CertificateParams::new(names).unwrap().signed_by(&key, &self.issuer).unwrap();
        std::fs::write(self.key(), key.serialize_pem()).unwrap();
        std::fs::write(self.certificate(), signed.pem()).unwrap();
    }
}

/// Speaks TLS with whoever shows a certificate for the name that this root has signed.
pub(crate) async fn shake(
    address: &str,
    name: &str,
    root: &Path,
    protocol: &str,
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(root).unwrap()).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from(name.to_owned()).unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await
}

/// The certificate that is shown.
pub(crate) fn shown(stream: &TlsStream<TcpStream>) -> Vec<u8> {
    stream.get_ref().1.peer_certificates().unwrap()[0].to_vec()
}

/// An answer to one request as HTTP/1.0.
pub(crate) async fn ask(
    mut stream: impl AsyncReadExt + AsyncWriteExt + Unpin,
    request: &str,
) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // an end without a word of farewell is none
    let _ended = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

/// A relay with these files, on a folder with a forum.
async fn relay(authority: &Authority) -> Relay {
    let folder = TempDir::new().unwrap();
    with_forum(SqliteStore::open(folder.path()).unwrap());
    let mut config = Config::new(folder.path().to_owned());
    config.headers_patience = PATIENCE;
    let mut files = Files::new(authority.certificate(), authority.key());
    files.look = Duration::from_millis(20);
    config.tls = Some(Source::Files(files));
    Relay::start_as(config, folder).await
}

#[tokio::test]
async fn browsers_get_http_2_and_a_live_link_comes_by_http_1() {
    let authority = Authority::new();
    authority.sign(&[NAME]);
    assert!(certificate_in(&authority.certificate()).unwrap().is_for(NAME));
    let relay = relay(&authority).await;
    let shaken = |protocol| {
        let (address, root) = (relay.address.clone(), authority.root());
        async move { shake(&address, NAME, &root, protocol).await.unwrap() }
    };

    let stream = shaken("h2").await;
    let (mut sender, connection) =
        http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    let ended = tokio::spawn(connection);
    let asked = |path: &str| {
        let uri = format!("https://{NAME}{path}");
        Request::get(uri).body(Body::empty()).unwrap()
    };
    // from the first answer on it is known how many may be asked at once
    assert_eq!(sender.send_request(asked("/health")).await.unwrap().status(), 200);
    let many = (0..200).map(|_| sender.send_request(asked("/health"))).collect::<Vec<_>>();
    for answer in many {
        assert_eq!(answer.await.unwrap().status(), 200);
    }
    let page = sender.send_request(asked("/")).await.unwrap();
    assert!(page.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
    let whole: Bytes = page.into_body().collect().await.unwrap().to_bytes();
    assert!(!whole.is_empty());
    // nothing is asked any more
    let end = tokio::time::timeout(Duration::from_secs(10), ended).await;
    assert!(end.unwrap().unwrap().is_ok(), "it was told to go");

    // a phone joins and has a live link
    invite(&mut relay.store(), "s1", Role::Member, i64::MAX as u64);
    let body =
        json!({ "secret": "s1", "device_name": "HP uji", "public_key": public_key(&key("s1")) });
    let body = body.to_string();
    let head = format!(
        "POST /api/join HTTP/1.0\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let joined = ask(shaken("http/1.1").await, &format!("{head}{body}")).await;
    let (head, body) = joined.split_once("\r\n\r\n").unwrap();
    assert!(head.contains(" 200 "), "{head}");
    let token = serde_json::from_str::<Json>(body).unwrap()["token"].as_str().unwrap().to_owned();
    let mut request = format!("wss://{NAME}/api/live").into_client_request().unwrap();
    let protocols = format!("paguyuban.v1, token.{token}").parse().unwrap();
    request.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, protocols);
    let (live, answer) = client_async(request, shaken("http/1.1").await).await.unwrap();
    assert_eq!(answer.status(), 101);
    drop(live);
    relay.stop().await;
}

#[tokio::test]
async fn whoever_shakes_no_hand_or_says_no_word_has_to_go() {
    let authority = Authority::new();
    authority.sign(&[NAME]);
    let relay = relay(&authority).await;
    let mut silent = TcpStream::connect(&relay.address).await.unwrap();
    let mut shaken = shake(&relay.address, NAME, &authority.root(), "h2").await.unwrap();
    let mut slow = shake(&relay.address, NAME, &authority.root(), "http/1.1").await.unwrap();
    slow.write_all(b"GET / HT").await.unwrap();
    // the preface of HTTP/2, and headers that do not end
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    let headers = b"\0\0\x01\x01\0\0\0\0\x01\x82";
    let mut begun = shake(&relay.address, NAME, &authority.root(), "h2").await.unwrap();
    begun.write_all(&[&preface[..], headers].concat()).await.unwrap();
    let mut plain = TcpStream::connect(&relay.address).await.unwrap();
    plain.write_all(b"GET / HTTP/1.0\r\n\r\n").await.unwrap();
    let ends = async {
        let mut rest = Vec::new();
        let _ = silent.read_to_end(&mut rest).await;
        let _ = shaken.read_to_end(&mut rest).await;
        let _ = slow.read_to_end(&mut rest).await;
        let _ = begun.read_to_end(&mut rest).await;
        let _ = plain.read_to_end(&mut rest).await;
    };
    tokio::time::timeout(Duration::from_secs(20), ends).await.unwrap();
    relay.stop().await;
}

#[tokio::test]
async fn files_that_change_are_taken_up_and_a_pair_that_does_not_fit_is_not() {
    let authority = Authority::new();
    authority.sign(&["other.contoh.test"]);
    let relay = relay(&authority).await;
    let root = authority.root();
    assert!(shake(&relay.address, NAME, &root, "h2").await.is_err(), "another name");
    let other = shake(&relay.address, "other.contoh.test", &root, "h2").await.unwrap();

    std::fs::write(authority.key(), KeyPair::generate().unwrap().serialize_pem()).unwrap();
    let mut ticks = tokio::time::interval(Duration::from_millis(50));
    for _ in 0..4 {
        ticks.tick().await;
        let still = shake(&relay.address, "other.contoh.test", &root, "h2").await.unwrap();
        assert_eq!(shown(&still), shown(&other));
    }
    authority.sign(&[NAME]);
    for _ in 0..200 {
        ticks.tick().await;
        if shake(&relay.address, NAME, &root, "h2").await.is_ok() {
            relay.stop().await;
            return;
        }
    }
    panic!("the new files were not taken up");
}

#[tokio::test]
async fn http_is_sent_to_the_name_whatever_is_asked() {
    let authority = Authority::new();
    authority.sign(&[NAME]);
    let folder = TempDir::new().unwrap();
    let mut config = Config::new(folder.path().to_owned());
    config.tls = Some(Source::Files(Files::new(authority.certificate(), authority.key())));
    let relay = paguyuban_server::Relay::open(config).unwrap();
    let https = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let http = listener.local_addr().unwrap();
    let redirect = Redirect { listener, origin: format!("https://{NAME}") };
    tokio::spawn(relay.serve_with(https, Some(redirect), std::future::pending()));
    for (asked, path) in [
        ("/", "/"),
        ("/app?a=1", "/app?a=1"),
        ("//evil.test/", "//evil.test/"),
        ("http://evil.test/x", "/x"),
    ] {
        let request = format!("GET {asked} HTTP/1.0\r\nhost: evil.test\r\n\r\n");
        let answer = ask(TcpStream::connect(http).await.unwrap(), &request).await;
        assert!(answer.contains(" 308 "), "{answer}");
        assert!(answer.contains(&format!("location: https://{NAME}{path}\r\n")), "{answer}");
    }
    let request = "GET /.well-known/acme-challenge/unknown HTTP/1.0\r\n\r\n";
    let answer = ask(TcpStream::connect(http).await.unwrap(), request).await;
    assert!(answer.contains(" 404 "), "{answer}");
}
