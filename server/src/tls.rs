//! TLS of the relay's own: one certificate at a time, exchanged while connections go on.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use thiserror::Error;
use tokio_rustls::rustls;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{ServerConfig, version};

mod acme;
mod certificate;
mod files;
mod plain;
mod renewal;
mod shelf;

pub use acme::{Issuer, LETS_ENCRYPT};
pub use certificate::{Certificate, certificate_in};
pub use files::Files;

pub(crate) use plain::{Challenges, plain};

/// What browsers and spreadsheets are offered, the best first. A WebSocket comes by the second.
const PROTOCOLS: [&[u8]; 2] = [H2, b"http/1.1"];
/// HTTP/2, as a handshake names it.
pub(crate) const H2: &[u8] = b"h2";

/// Where the certificate comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// Two files that somebody else renews.
    Files(Files),
    /// A certificate authority that is asked whenever it is time.
    Issuer(Issuer),
}

/// Why there is no TLS, or no new certificate.
#[derive(Debug, Error)]
pub enum TlsError {
    /// A file cannot be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, #[source] std::io::Error),
    /// A file holds something else.
    #[error("{0} holds no {1} in PEM")]
    Holds(PathBuf, &'static str),
    /// They do not belong together, or are of a kind that TLS does not know.
    #[error("certificate and key do not fit: {0}")]
    Unfit(#[from] rustls::Error),
    /// No root to believe in.
    #[error("no certificate of a root can be read: {0}")]
    NoRoot(String),
    /// The certificate authority does not do it.
    #[error("the certificate authority refuses: {0}")]
    Issuer(#[from] instant_acme::Error),
    /// It asks for something that this relay cannot show.
    #[error("the certificate authority offers no proof by http (http-01)")]
    NoProof,
}

/// The certificate that handshakes are answered with; none at first, if it has to be asked for.
#[derive(Default)]
pub(crate) struct Holder {
    held: RwLock<Option<Arc<CertifiedKey>>>,
    told: RwLock<Option<Certificate>>,
}

impl Holder {
    /// From now on; connections that are open go on with the one before.
    pub(crate) fn hold(&self, key: CertifiedKey, told: Certificate) {
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(key));
        *self.told.write().unwrap_or_else(PoisonError::into_inner) = Some(told);
    }

    /// What it says.
    pub(crate) fn certificate(&self) -> Option<Certificate> {
        self.told.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Holder {
    /// Without the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Holder").field(&self.certificate()).finish()
    }
}

impl ResolvesServerCert for Holder {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// How handshakes are answered.
pub(crate) fn server_config(holder: Arc<Holder>) -> Result<Arc<ServerConfig>, TlsError> {
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        // spreadsheets of an office may be ten years old
        .with_protocol_versions(&[&version::TLS13, &version::TLS12])?
        .with_no_client_auth()
        .with_cert_resolver(holder);
    config.alpn_protocols = PROTOCOLS.map(<[u8]>::to_vec).to_vec();
    Ok(Arc::new(config))
}

/// TLS of one relay: what it shows, and what keeps that fresh.
#[derive(Debug)]
pub(crate) struct Tls {
    pub(crate) holder: Arc<Holder>,
    pub(crate) challenges: Challenges,
    source: Source,
}

impl Tls {
    /// With the certificate that is there; one that has to be asked for may come later.
    ///
    /// # Errors
    /// [`TlsError`] if files that were named cannot be used.
    pub(crate) fn open(source: Source) -> Result<Self, TlsError> {
        let holder = Arc::new(Holder::default());
        match &source {
            Source::Files(files) => {
                let (key, told) = files.load()?;
                holder.hold(key, told);
            }
            Source::Issuer(issuer) => issuer.take_up(&holder),
        }
        Ok(Self { holder, challenges: Challenges::default(), source })
    }

    /// Never comes back.
    pub(crate) async fn keep_fresh(&self) {
        match &self.source {
            Source::Files(files) => files.follow(&self.holder).await,
            Source::Issuer(issuer) => {
                renewal::renew(issuer, &self.holder, &self.challenges).await;
            }
        }
    }
}
