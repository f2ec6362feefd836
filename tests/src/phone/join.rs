//! From an invitation to a phone.

use std::path::Path;

use hyper::header::CONTENT_TYPE;
use paguyuban::access::Role;
use paguyuban::id::{DeviceId, MemberId};
use serde::Deserialize;

use super::http::{broken, post, words};
use super::{Phone, PhoneError};
use crate::disk::{FolderDisk, Identity};

/// What the relay answers; the rest of it is for screens.
#[derive(Debug, Deserialize)]
struct Joined {
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
        let body = serde_json::json!({ "secret": secret }).to_string().into_bytes();
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
            device: joined.device,
            member: joined.member,
            role: joined.role,
            token: joined.token,
        })?;
        drop(disk);
        Self::open(folder)
    }
}
