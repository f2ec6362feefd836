//! Where `paguyuban serve` listens, and with which certificate.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use paguyuban_server::Redirect;
use paguyuban_server::tls::{Files, Issuer, LETS_ENCRYPT, Source};
use tokio::net::TcpListener;

use super::invite::origin;

/// For this machine alone, if nobody says otherwise.
pub(super) const USUAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8787);
/// Where browsers look for https, and for http.
pub(super) const HTTPS: u16 = 443;
const HTTP: u16 = 80;

/// TLS without another web server.
#[derive(Debug, Args)]
pub(super) struct TlsFlags {
    /// The name that phones know: the relay gets and renews a certificate for it by itself (ACME), unless --tls-cert
    /// has one, and sends http to https
    #[arg(long, env = "PAGUYUBAN_DOMAIN", value_name = "NAME", value_parser = domain)]
    domain: Option<String>,
    /// A mail address that the certificate authority writes to when something is wrong; with --domain
    #[arg(long, env = "PAGUYUBAN_CONTACT", value_name = "MAIL", value_parser = mail)]
    contact: Option<String>,
    /// Where to send http to https, and to answer the certificate authority. With --domain usually everybody, at
    /// port 80
    #[arg(long, env = "PAGUYUBAN_HTTP_LISTEN", value_name = "ADDR")]
    http_listen: Option<SocketAddr>,
    /// Another certificate authority than Let's Encrypt
    #[arg(long, env = "PAGUYUBAN_ACME_DIRECTORY", value_name = "URL", default_value = LETS_ENCRYPT)]
    acme_directory: String,
    /// The root that it is believed by, in PEM, if the system does not know it
    #[arg(long, env = "PAGUYUBAN_ACME_ROOT", value_name = "FILE")]
    acme_root: Option<PathBuf>,
    /// A certificate and its chain in PEM that something else renews; it is read again when it changes
    #[arg(long, env = "PAGUYUBAN_TLS_CERT", value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    /// Its key, in PEM
    #[arg(long, env = "PAGUYUBAN_TLS_KEY", value_name = "FILE")]
    tls_key: Option<PathBuf>,
}

/// A name in the domain name system, as `https://NAME` needs it.
pub(super) fn domain(text: &str) -> Result<String, String> {
    match origin(&format!("https://{text}")) {
        Ok(whole) if text.contains('.') && !text.contains(['/', ':', '[']) => {
            let name = whole.trim_start_matches("https://").to_owned();
            match name.parse::<Ipv4Addr>() {
                Ok(_) => Err("an address has no certificate: a name is needed".to_owned()),
                Err(_) => Ok(name),
            }
        }
        _ => Err("a name like paguyuban.example.id".to_owned()),
    }
}

/// One mail address.
pub(super) fn mail(text: &str) -> Result<String, String> {
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>,;:?".contains(&byte));
    match text.split_once('@') {
        Some((who, host)) if plain && !who.is_empty() && host.contains('.') => Ok(text.to_owned()),
        _ => Err("a mail address like kantor@example.id".to_owned()),
    }
}

impl TlsFlags {
    /// Where the certificate comes from, if the relay speaks TLS itself.
    ///
    /// # Errors
    /// One half of what belongs together is missing.
    pub(super) fn source(&self, data: &Path) -> anyhow::Result<Option<Source>> {
        match (&self.tls_cert, &self.tls_key) {
            (Some(certificate), Some(key)) => {
                return Ok(Some(Source::Files(Files::new(certificate.clone(), key.clone()))));
            }
            (None, None) => {}
            _ => bail!("--tls-cert and --tls-key belong together: give both"),
        }
        let Some(domain) = self.domain.clone() else {
            return Ok(None);
        };
        let contact = self.contact.clone();
        let contact = contact.context("--domain needs --contact, a mail address, or --tls-cert")?;
        Ok(Some(Source::Issuer(Issuer {
            domain,
            contact,
            directory: self.acme_directory.clone(),
            root: self.acme_root.clone(),
            data: data.to_owned(),
        })))
    }

    /// The name that phones know.
    pub(super) fn domain(&self) -> Option<&str> {
        self.domain.as_deref()
    }

    /// The root that is believed besides the system's.
    pub(super) fn root(&self) -> Option<&Path> {
        self.acme_root.as_deref()
    }

    /// The door for http beside this one for https, if there is to be one.
    ///
    /// # Errors
    /// It cannot listen, or there is no name to send anybody to.
    pub(super) async fn redirect(&self) -> anyhow::Result<Option<Redirect>> {
        let Some(name) = &self.domain else {
            if self.http_listen.is_some() {
                bail!("--http-listen sends to https://NAME: give --domain NAME too");
            }
            return Ok(None);
        };
        let listener = match self.http_listen {
            Some(address) => listen(address).await?,
            None => listen_everywhere(HTTP).await?,
        };
        // also behind a router that hands port 443 on to another one
        Ok(Some(Redirect { listener, origin: format!("https://{name}") }))
    }
}

/// # Errors
/// The port is taken, or not for this user.
pub(super) async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| match address.port() {
        1..1024 => format!(
            "cannot listen on {address} (below 1024 a service needs AmbientCapabilities=CAP_NET_BIND_SERVICE)"
        ),
        _ => format!("cannot listen on {address}"),
    })
}

/// On all addresses of both kinds, or of the old kind where there is no other.
pub(super) async fn listen_everywhere(port: u16) -> anyhow::Result<TcpListener> {
    match listen(SocketAddr::new(Ipv6Addr::UNSPECIFIED.into(), port)).await {
        Ok(listener) => Ok(listener),
        Err(_) => listen(SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), port)).await,
    }
}

#[cfg(test)]
mod tests {
    use super::{domain, mail};

    #[test]
    fn a_domain_is_a_name_and_nothing_else() {
        for (text, kept) in [
            ("paguyuban.contoh.id", Some("paguyuban.contoh.id")),
            ("Paguyuban.Contoh.ID", Some("paguyuban.contoh.id")),
            ("contoh", None),
            ("192.0.2.7", None),
            ("[2001:db8::7]", None),
            ("contoh.id:443", None),
            ("contoh.id/", None),
            ("https://contoh.id", None),
            ("*.contoh.id", None),
            ("../contoh.id", None),
            ("", None),
        ] {
            assert_eq!(domain(text).ok().as_deref(), kept, "{text}");
        }
    }

    #[test]
    fn a_contact_is_one_mail_address() {
        assert!(mail("kantor@contoh.id").is_ok());
        for text in ["kantor", "@contoh.id", "a@b", "a@b.id,c@d.id", "a b@c.id", "a@b.id?cc=c@d.id"]
        {
            assert!(mail(text).is_err(), "{text}");
        }
    }
}
