//! The relay asks somebody else by https: one request, one connection, all of it bounded.

use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant, UNIX_EPOCH};

use axum::http::header::{DATE, HOST};
use axum::http::response::Parts;
use axum::http::uri::{PathAndQuery, Scheme};
use axum::http::{HeaderValue, Request, Response, Uri};
use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt, Empty, Full, Limited};
use hyper::body::Body;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use instant_acme::{BodyWrapper, BytesResponse, HttpClient};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::tls::TlsError;

/// From the name to the last byte of the answer.
const WHOLE: Duration = Duration::from_secs(30);
/// A chain of certificates has some kB.
const ANSWER_BYTES_MAX: usize = 256 * 1024;

type Any = Box<dyn std::error::Error + Send + Sync>;

/// Asks by https, or by http on this machine.
#[derive(Clone)]
pub struct Asker(Arc<ClientConfig>);

impl Asker {
    /// Believes the roots of this system, or only the one in the file.
    ///
    /// # Errors
    /// [`TlsError`] if there is no root to believe in.
    pub fn new(root: Option<&Path>) -> Result<Self, TlsError> {
        let mut roots = RootCertStore::empty();
        match root {
            Some(file) => {
                let named = |_| TlsError::Holds(file.to_owned(), "certificate");
                roots.add(CertificateDer::from_pem_file(file).map_err(named)?)?;
            }
            None => {
                let found = rustls_native_certs::load_native_certs();
                let (added, _unusable) = roots.add_parsable_certificates(found.certs);
                if added == 0 {
                    let why = found.errors.first().map(ToString::to_string);
                    let why = why.unwrap_or_else(|| "install ca-certificates".to_owned());
                    return Err(TlsError::NoRoot(why));
                }
            }
        }
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(Arc::new(config)))
    }

    /// What is answered at this address.
    ///
    /// # Errors
    /// What went wrong on the way, as a clause; an answer of whatever status is none.
    pub async fn get(&self, address: &str) -> Result<Answered, String> {
        let asking = async {
            let request = Request::get(address).body(Empty::<Bytes>::new())?;
            let (parts, body, first) = self.ask(request).await?;
            let date = parts.headers.get(DATE).and_then(|date| date.to_str().ok());
            let date = date.and_then(|date| httpdate::parse_http_date(date).ok());
            let date_ms = date.and_then(|date| date.duration_since(UNIX_EPOCH).ok());
            Ok::<_, Any>(Answered {
                status: parts.status.as_u16(),
                date_ms: date_ms.and_then(|since| u64::try_from(since.as_millis()).ok()),
                body,
                apart: first.map_or(Duration::ZERO, |first| first.elapsed()),
            })
        };
        match tokio::time::timeout(WHOLE, asking).await {
            Ok(answer) => answer.map_err(|error| error.to_string()),
            Err(_) => Err(format!("no answer within {} s", WHOLE.as_secs())),
        }
    }

    /// # Errors
    /// What went wrong on the way; an answer of whatever status is none.
    async fn ask<B>(&self, request: Request<B>) -> Result<(Parts, Bytes, Option<Instant>), Any>
    where
        B: Body<Data = Bytes> + Send + Unpin + 'static,
        B::Error: Into<Any>,
    {
        let secure = request.uri().scheme() != Some(&Scheme::HTTP);
        let authority = request.uri().authority().ok_or("an address without a host")?;
        let host = authority.host().trim_matches(['[', ']']).to_owned();
        let port = authority.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let stream = TcpStream::connect((host.as_str(), port)).await?;
        if !secure {
            return exchange(stream, request).await;
        }
        let name = ServerName::try_from(host)?;
        exchange(TlsConnector::from(self.0.clone()).connect(name, stream).await?, request).await
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answered {
    /// As HTTP numbers them.
    pub status: u16,
    /// What the other end's clock says, milliseconds since 1970.
    pub date_ms: Option<u64>,
    /// All of it.
    pub body: Bytes,
    /// From its first piece to its end.
    pub apart: Duration,
}

/// One request on a fresh connection: the answer's head, its body, and when the first piece of that came.
async fn exchange<S, B>(
    stream: S,
    request: Request<B>,
) -> Result<(Parts, Bytes, Option<Instant>), Any>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    B: Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<Any>,
{
    let (mut parts, body) = request.into_parts();
    let authority = parts.uri.authority().ok_or("an address without a host")?;
    parts.headers.insert(HOST, HeaderValue::from_str(authority.as_str())?);
    let path = parts.uri.path_and_query().cloned();
    parts.uri = Uri::from(path.unwrap_or(PathAndQuery::from_static("/")));
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let answering = async {
        let answer = sender.send_request(Request::from_parts(parts, body)).await?;
        let (head, body) = answer.into_parts();
        let (mut body, mut whole, mut first) =
            (Limited::new(body, ANSWER_BYTES_MAX), BytesMut::new(), None);
        while let Some(frame) = body.frame().await {
            first.get_or_insert_with(Instant::now);
            if let Ok(piece) = frame?.into_data() {
                whole.extend_from_slice(&piece);
            }
        }
        Ok::<_, Any>((head, whole.freeze(), first))
    };
    // it may end with the last byte, before that was read
    let mut answering = std::pin::pin!(answering);
    tokio::select! {
        biased;
        answer = answering.as_mut() => answer,
        _ended = connection => answering.await,
    }
}

impl HttpClient for Asker {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, instant_acme::Error>> + Send>> {
        let it = self.clone();
        Box::pin(async move {
            let host = request.uri().host().unwrap_or_default().to_owned();
            match tokio::time::timeout(WHOLE, it.ask(request)).await {
                Ok(Ok((parts, body, _))) => {
                    Ok(BytesResponse::from(Response::from_parts(parts, Full::new(body))))
                }
                Ok(Err(error)) => {
                    Err(instant_acme::Error::Other(format!("{host}: {error}").into()))
                }
                Err(_) => {
                    let why = format!("{host} did not answer in {} s", WHOLE.as_secs());
                    Err(instant_acme::Error::Other(why.into()))
                }
            }
        })
    }
}
