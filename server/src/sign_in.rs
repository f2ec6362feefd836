//! Who comes in: an invitation becomes a device, a token is a device.

use std::fmt::Write;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use paguyuban::signature::{DeviceKey, KEY_BYTES, SIGNATURE_BYTES, Signature, words_of_joining};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use crate::answer::Refused;
use crate::base64url::Base64Url;
use crate::clock::{dice, new_device_id, new_member_id, now_ms};
use crate::store::sqlite::{SharedStore, SqliteStore};
use crate::store::{Device, Enrolment, Forum, LABEL_CHARS_MAX, SecretHash, Store, StoreError};

/// An invitation's secret: nobody guesses 160 bits, whatever the rate.
pub const SECRET_BYTES: usize = 20;
/// A device's token, which is used for years.
const TOKEN_BYTES: usize = 32;
/// Longer texts are no secret of ours and are not even hashed.
pub(crate) const SECRET_CHARS_MAX: usize = 128;

/// A new secret, as text for a link or a header.
#[must_use]
pub fn new_secret<const BYTES: usize>() -> String {
    dice::<BYTES>().iter().fold(String::new(), |mut text, byte| {
        // writing to a String cannot fail
        let _written = write!(text, "{byte:02x}");
        text
    })
}

/// A new bearer token.
pub(crate) fn new_token() -> String {
    new_secret::<TOKEN_BYTES>()
}

/// What is kept of a secret. Secrets are compared by looking their hashes up: how long that takes
/// says nothing about the secret.
#[must_use]
pub fn hash_of(secret: &str) -> SecretHash {
    SecretHash(Sha256::digest(secret.as_bytes()).into())
}

/// What a phone asks when it opens an invitation.
#[derive(Debug, Deserialize)]
pub(crate) struct Join {
    secret: String,
    /// What the phone says of itself, such as its browser; organisers see it.
    device_name: Option<String>,
    public_key: Base64Url<KEY_BYTES>,
    /// By that key, of the secret: what lets the same device ask again at any time.
    signature: Option<Base64Url<SIGNATURE_BYTES>>,
}

/// What a phone asks before its person says yes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Look {
    secret: String,
}

/// To what an invitation invites.
#[derive(Debug, Serialize)]
pub(crate) struct Looked {
    forum: String,
    forum_name: String,
    role: String,
}

impl Join {
    fn enrolment(&self, token: &str) -> Result<Enrolment, Refused> {
        let now_ms = now_ms();
        let key = DeviceKey::from_bytes(&self.public_key.0).map_err(|_| Refused::Malformed)?;
        Ok(Enrolment {
            device: new_device_id(),
            new_member: new_member_id(now_ms),
            token_hash: hash_of(token),
            proved: self.is_proved_by(&key)?,
            key: Some(key),
            app: one_line(self.device_name.as_deref().unwrap_or_default()),
            now_ms,
        })
    }

    /// Whether the asker holds the key's secret half. A wrong signature is no request of ours.
    fn is_proved_by(&self, key: &DeviceKey) -> Result<bool, Refused> {
        let Some(Base64Url(signature)) = self.signature else { return Ok(false) };
        let words = words_of_joining(&self.secret);
        key.signed(&words, &Signature(signature)).then_some(true).ok_or(Refused::Malformed)
    }
}

/// What is shown in one line.
fn one_line(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control()).take(LABEL_CHARS_MAX).collect()
}

/// What a phone becomes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Joined {
    /// The forum's id.
    pub forum: String,
    /// The forum's name for people.
    pub forum_name: String,
    /// The device's id.
    pub device: String,
    /// The person's id.
    pub member: String,
    /// What the person may do.
    pub role: String,
    /// The bearer token: shown once, kept by the phone.
    pub token: String,
}

/// Looks devices up.
#[derive(Debug, Clone)]
pub(crate) struct SignIn {
    store: SharedStore,
}

impl SignIn {
    pub(crate) fn new(store: SharedStore) -> Self {
        Self { store }
    }

    /// Runs something on the store, on a thread that may block.
    pub(crate) async fn with_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut SharedStore) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let mut store = self.store.clone();
        let done = spawn_blocking(move || work(&mut store));
        done.await.unwrap_or_else(|error| Err(StoreError::Failed(error.to_string())))
    }

    /// Reads what only this store has, on a thread that may block.
    pub(crate) async fn reading<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut SqliteStore) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.with_store(move |store| store.read(work)).await
    }

    /// Writes what only this store has, in the line of all who write.
    pub(crate) async fn deciding<T: Send + 'static>(
        &self,
        work: impl Fn(&mut SqliteStore) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.with_store(move |store| store.decide(work)).await
    }

    /// To what an invitation invites, while it lets somebody in.
    pub(crate) async fn look(&self, look: Look) -> Result<(SecretHash, Looked), Refused> {
        if look.secret.len() > SECRET_CHARS_MAX {
            return Err(Refused::InvitationUnknown);
        }
        let secret = hash_of(&look.secret);
        let looked = self.reading(move |store| {
            Ok(match store.open_invitation(secret, now_ms())? {
                Ok(invitation) => Ok(Looked {
                    forum: invitation.forum.to_string(),
                    forum_name: store.forum(invitation.forum)?.name,
                    role: invitation.role.as_str().to_owned(),
                }),
                Err(unfit) => Err(unfit),
            })
        });
        Ok((secret, looked.await??))
    }

    /// Uses an invitation, once; the device that it made may ask again.
    pub(crate) async fn join(&self, join: Join) -> Result<Joined, Refused> {
        if join.secret.len() > SECRET_CHARS_MAX {
            return Err(Refused::InvitationUnknown);
        }
        let token = new_token();
        let enrolment = join.enrolment(&token)?;
        let secret = hash_of(&join.secret);
        let joined = self.with_store(move |store| {
            Ok(match store.use_invitation(secret, &enrolment)? {
                Ok(device) => Ok((store.forum(device.forum)?, device)),
                Err(unfit) => Err(unfit),
            })
        });
        let (forum, device) = joined.await??;
        tracing::info!(forum = %forum.id, device = %device.id, member = %device.member,
            role = device.role.as_str(), "a device joined");
        Ok(identity(&forum, &device, token))
    }

    /// The device that a token belongs to, if it may come in.
    pub(crate) async fn device(&self, token: &str) -> Result<Device, Refused> {
        if token.len() > SECRET_CHARS_MAX {
            return Err(Refused::SignedOut);
        }
        let hash = hash_of(token);
        let device = match self.with_store(move |store| store.device_by_token(hash)).await {
            // what it may do is not known any more: it has to be invited again, and keeps what it has not sent
            Err(error @ StoreError::Damaged { .. }) => {
                tracing::error!(%error, "a device cannot come in");
                None
            }
            device => device?,
        };
        match device {
            None => Err(Refused::SignedOut),
            Some(Device { revoked_ms: Some(_), .. }) => Err(Refused::Revoked),
            Some(device) => Ok(device),
        }
    }
}

fn identity(forum: &Forum, device: &Device, token: String) -> Joined {
    Joined {
        forum: forum.id.to_string(),
        forum_name: forum.name.clone(),
        device: device.id.to_string(),
        member: device.member.to_string(),
        role: device.role.as_str().to_owned(),
        token,
    }
}

/// The token of `Authorization: Bearer TOKEN`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
