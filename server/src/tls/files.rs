//! A certificate in two files, which something else renews.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use tokio_rustls::rustls::sign::CertifiedKey;

use super::certificate::{Certificate, ready};
use super::{Holder, TlsError};

/// How often to look whether the files have changed.
const LOOK: Duration = Duration::from_secs(60);

/// Where certificate and key lie.
#[derive(Debug, Clone)]
pub struct Files {
    /// The certificate and its chain, in PEM.
    pub certificate: PathBuf,
    /// Its key, in PEM.
    pub key: PathBuf,
    /// How often to look whether they have changed.
    pub look: Duration,
}

impl Files {
    /// These files, looked at every minute.
    #[must_use]
    pub fn new(certificate: PathBuf, key: PathBuf) -> Self {
        Self { certificate, key, look: LOOK }
    }

    pub(super) fn load(&self) -> Result<(CertifiedKey, Certificate), TlsError> {
        ready(&self.certificate, &self.key)
    }

    /// Takes up what the files hold whenever they have changed. A pair that does not fit, as in the middle of
    /// being renewed, is left where it is until they change again or fit.
    pub(super) async fn follow(&self, holder: &Holder) {
        let mut held = self.written();
        let mut looks = tokio::time::interval(self.look);
        loop {
            looks.tick().await;
            let now = self.written();
            if now == held {
                continue;
            }
            match self.load() {
                Ok((key, told)) => {
                    tracing::info!(until_ms = told.until_ms, "the certificate is exchanged");
                    holder.hold(key, told);
                    held = now;
                }
                Err(error) => tracing::warn!(%error, "the new certificate is not taken"),
            }
        }
    }

    /// When both were written.
    fn written(&self) -> [Option<SystemTime>; 2] {
        [&self.certificate, &self.key]
            .map(|file| std::fs::metadata(file).and_then(|file| file.modified()).ok())
    }
}
