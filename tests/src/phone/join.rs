//! From an invitation to a phone.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hyper::header::CONTENT_TYPE;
use paguyuban::access::Role;
use paguyuban::id::{DeviceId, ForumId, MemberId};
use paguyuban::signature::SecretKey;
use serde::Deserialize;

use super::http::{broken, post, words};
use super::{Phone, PhoneError};
use crate::disk::{FolderDisk, Identity};

/// What the relay answers; the rest of it is for screens.
#[derive(Debug, Deserialize)]
struct Joined {
    forum: ForumId,
    device: DeviceId,
    member: MemberId,
    role: Role,
    token: String,
}

impl Phone {
    /// Joins a forum by an invitation link, `http://HOST/#gabung=SECRET`, with its store in a folder.
    ///
    /// # Errors
    /// [`PhoneError::Answer`] if the invitation is not known, was used, or has expired.
    pub async fn join(link: &str, folder: &Path) -> Result<Self, PhoneError> {
        let (origin, secret) = link.split_once("/#gabung=").ok_or(PhoneError::NoInvitation)?;
        let (key, public) = new_key()?;
        let body = serde_json::json!({ "secret": secret, "public_key": public });
        let body = body.to_string().into_bytes();
        let json = [(CONTENT_TYPE, "application/json".to_owned())];
        let answer = post(origin, "/api/join", &json, body).await?;
        let status = answer.status();
        let body = words(answer).await?;
        if !status.is_success() {
            return Err(PhoneError::Answer { status: status.as_u16(), body });
        }
        let joined: Joined = serde_json::from_str(&body).map_err(broken)?;
        let mut disk = FolderDisk::open(folder)?;
        disk.set_identity(Identity {
            origin: origin.to_owned(),
            forum: joined.forum,
            device: joined.device,
            member: joined.member,
            role: joined.role,
            token: joined.token,
            key,
        })?;
        drop(disk);
        Self::open(folder)
    }
}

/// A fresh key as hexadecimal, and its public half as it travels.
fn new_key() -> Result<(String, String), PhoneError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| PhoneError::NoDice)?;
    let public = SecretKey::from_bytes(&bytes).map_err(|_| PhoneError::NoDice)?.public();
    let hex = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((hex, URL_SAFE_NO_PAD.encode(public.to_bytes())))
}
