//! What a certificate says, and making one ready for handshakes.

use std::path::Path;
use std::sync::Arc;

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::sign::CertifiedKey;
use x509_cert::Certificate as Parsed;
use x509_cert::der::Decode;
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;

use super::TlsError;

/// What stands in a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The names that it is for.
    pub names: Vec<String>,
    /// From when, milliseconds since 1970.
    pub from_ms: u64,
    /// Until when.
    pub until_ms: u64,
}

impl Certificate {
    /// Whether it is for this name, itself or by a star in the first place.
    #[must_use]
    pub fn is_for(&self, name: &str) -> bool {
        let rest = name.split_once('.').map(|(_, rest)| rest);
        self.names.iter().any(|known| {
            known.eq_ignore_ascii_case(name)
                || known
                    .strip_prefix("*.")
                    .is_some_and(|star| rest.is_some_and(|rest| star.eq_ignore_ascii_case(rest)))
        })
    }

    /// When it should be exchanged: a third of its time before it ends.
    #[must_use]
    pub fn due_ms(&self) -> u64 {
        self.until_ms.saturating_sub(self.until_ms.saturating_sub(self.from_ms) / 3)
    }

    fn read(der: &[u8]) -> Option<Self> {
        let parsed = Parsed::from_der(der).ok()?;
        let tbs = parsed.tbs_certificate();
        let validity = tbs.validity();
        let ms = |time: &x509_cert::time::Time| {
            u64::try_from(time.to_unix_duration().as_millis()).unwrap_or(u64::MAX)
        };
        let (from_ms, until_ms) = (ms(&validity.not_before), ms(&validity.not_after));
        let named = tbs.get_extension::<SubjectAltName>().ok()?;
        let names = named.map(|(_, names)| names.0).unwrap_or_default();
        let names = names.iter().filter_map(|name| match name {
            GeneralName::DnsName(name) => Some(name.as_str().to_owned()),
            GeneralName::IpAddress(bytes) => address(bytes.as_bytes()),
            _ => None,
        });
        Some(Self { names: names.collect(), from_ms, until_ms })
    }
}

fn address(bytes: &[u8]) -> Option<String> {
    if let Ok(four) = <[u8; 4]>::try_from(bytes) {
        return Some(std::net::Ipv4Addr::from(four).to_string());
    }
    <[u8; 16]>::try_from(bytes).ok().map(|all| std::net::Ipv6Addr::from(all).to_string())
}

/// What the first certificate in this file of PEM says.
///
/// # Errors
/// [`TlsError`] if the file cannot be read or holds none.
pub fn certificate_in(file: &Path) -> Result<Certificate, TlsError> {
    let pem = read(file)?;
    let first = CertificateDer::pem_slice_iter(&pem).next().and_then(Result::ok);
    let told = first.and_then(|first| Certificate::read(&first));
    told.ok_or_else(|| TlsError::Holds(file.to_owned(), "certificate"))
}

/// A certificate with its chain, and its key, ready for handshakes.
pub(super) fn ready(chain: &Path, key: &Path) -> Result<(CertifiedKey, Certificate), TlsError> {
    let (pem, key_pem) = (read(chain)?, read(key)?);
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    let holds = |what| TlsError::Holds(chain.to_owned(), what);
    let certificates = certificates.map_err(|_| holds("certificate"))?;
    let told = certificates.first().and_then(|first| Certificate::read(first));
    let told = told.ok_or_else(|| holds("certificate"))?;
    let key = PrivateKeyDer::from_pem_slice(&key_pem)
        .map_err(|_| TlsError::Holds(key.to_owned(), "private key"))?;
    let provider = Arc::new(ring::default_provider());
    let ready = CertifiedKey::from_der(certificates, key, &provider)?;
    Ok((ready, told))
}

fn read(file: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(file).map_err(|error| TlsError::File(file.to_owned(), error))
}

#[cfg(test)]
mod tests {
    use super::Certificate;

    #[test]
    fn a_certificate_is_for_its_names_and_due_in_the_last_third() {
        let names = ["contoh.id", "*.contoh.id"].map(str::to_owned).to_vec();
        let it = Certificate { names, from_ms: 1_000, until_ms: 91_000 };
        for (name, whether) in [
            ("contoh.id", true),
            ("Paguyuban.contoh.ID", true),
            ("a.b.contoh.id", false),
            ("ontoh.id", false),
            ("*.id", false),
            ("", false),
        ] {
            assert_eq!(it.is_for(name), whether, "{name}");
        }
        assert_eq!(it.due_ms(), 61_000);
    }
}
