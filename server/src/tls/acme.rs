//! A certificate from an authority that gives them by itself (ACME, RFC 8555).

use std::path::{Path, PathBuf};
use std::time::Duration;

use instant_acme::{
    Account, AccountCredentials, AuthorizationStatus, ChallengeType, Identifier, NewAccount,
    NewOrder, Order, RetryPolicy,
};
use serde::{Deserialize, Serialize};
use tokio_rustls::rustls::sign::CertifiedKey;

use super::certificate::{Certificate, ready};
use super::{Challenges, Holder, TlsError, shelf};
use crate::ask::Asker;

/// The authority that most of the world uses, and costs nothing.
pub const LETS_ENCRYPT: &str = "https://acme-v02.api.letsencrypt.org/directory";
/// How long an authority may take to look, and then to sign.
const PATIENCE: RetryPolicy = RetryPolicy::new().timeout(Duration::from_secs(60));

/// Whom to ask, and for what.
#[derive(Debug, Clone)]
pub struct Issuer {
    /// The name that phones know.
    pub domain: String,
    /// Whom the authority writes to when something is wrong.
    pub contact: String,
    /// Where it says what it can do.
    pub directory: String,
    /// The root that it is believed by, unless it is one of this system's.
    pub root: Option<PathBuf>,
    /// The data folder; what is kept lies in `tls`.
    pub data: PathBuf,
}

/// An account is good at one authority only.
#[derive(Serialize, Deserialize)]
struct Known {
    directory: String,
    credentials: AccountCredentials,
}

impl Issuer {
    /// Where the certificate is kept, its key before it.
    #[must_use]
    pub fn kept(&self) -> PathBuf {
        shelf::pair(&self.data, &self.domain)
    }

    /// Begins with the certificate of the last time, if it is there.
    pub(super) fn take_up(&self, holder: &Holder) {
        let file = shelf::pair(&self.data, &self.domain);
        match ready(&file, &file) {
            Ok((key, told)) => holder.hold(key, told),
            Err(error) if file.exists() => {
                tracing::warn!(%error, "the certificate that was kept cannot be used");
            }
            Err(_) => {}
        }
    }

    /// Gets a certificate: proves that the name leads here, and has it signed. It is on the disk when this
    /// comes back.
    ///
    /// # Errors
    /// [`TlsError`], with what the authority says.
    pub(super) async fn issue(
        &self,
        challenges: &Challenges,
    ) -> Result<(CertifiedKey, Certificate), TlsError> {
        let account = self.account().await?;
        let names = [Identifier::Dns(self.domain.clone())];
        let mut order = account.new_order(&NewOrder::new(&names)).await?;
        let proved = prove(&mut order, challenges).await;
        challenges.forget();
        proved?;
        let key = order.finalize().await?;
        let chain = order.poll_certificate(&PATIENCE).await?;
        let file = shelf::pair(&self.data, &self.domain);
        shelf::write(&file, format!("{key}{chain}").as_bytes())?;
        ready(&file, &file)
    }

    /// The account of the last time, or a new one.
    async fn account(&self) -> Result<Account, TlsError> {
        let builder = Account::builder_with_http(Box::new(Asker::new(self.root.as_deref())?));
        let file = shelf::account(&self.data);
        if let Some(known) = read(&file).filter(|known| known.directory == self.directory) {
            return Ok(builder.from_credentials(known.credentials).await?);
        }
        let contact = format!("mailto:{}", self.contact);
        let new = NewAccount {
            contact: &[&contact],
            terms_of_service_agreed: true,
            only_return_existing: false,
        };
        let (account, credentials) = builder.create(&new, self.directory.clone(), None).await?;
        let known = Known { directory: self.directory.clone(), credentials };
        let text = serde_json::to_vec(&known).map_err(instant_acme::Error::from)?;
        shelf::write(&file, &text)?;
        Ok(account)
    }
}

fn read(file: &Path) -> Option<Known> {
    serde_json::from_slice(&std::fs::read(file).ok()?).ok()
}

/// Shows the authority, by http, that whoever has the name wants this.
async fn prove(order: &mut Order, challenges: &Challenges) -> Result<(), TlsError> {
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization?;
        // proved lately
        if authorization.status == AuthorizationStatus::Valid {
            continue;
        }
        let challenge = authorization.challenge(ChallengeType::Http01);
        let mut challenge = challenge.ok_or(TlsError::NoProof)?;
        let token = challenge.token.clone();
        challenges.show(&token, challenge.key_authorization().as_str());
        challenge.set_ready().await?;
    }
    order.poll_ready(&PATIENCE).await?;
    Ok(())
}
