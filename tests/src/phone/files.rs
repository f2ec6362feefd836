//! Files over the relay's doors, as a phone brings and fetches them.

use http_body_util::BodyExt;
use hyper::HeaderMap;
use hyper::header::{AUTHORIZATION, HeaderName, RANGE};
use paguyuban::document::{Edit, Value};
use paguyuban::id::{DocId, Ulid};
use sha2::{Digest, Sha256};

use super::PhoneError;
use super::http::{broken, get, post, words};
use crate::disk::Identity;

/// A file on a phone.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it is said to be.
    pub mime: &'static str,
}

/// What the relay gives.
#[derive(Debug)]
pub struct Given {
    /// The status of HTTP.
    pub status: u16,
    /// What it says of the bytes.
    pub headers: HeaderMap,
    /// The bytes, or what it says instead.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// A JPEG of so many bytes: its head, then these words again and again.
    #[must_use]
    pub fn jpeg(bytes: usize, words: &str) -> Self {
        let head = [0xff, 0xd8, 0xff, 0xe0].into_iter();
        let bytes = head.chain(words.bytes().cycle()).take(bytes).collect();
        Self { bytes, mime: "image/jpeg" }
    }

    /// SHA-256, as documents name it.
    #[must_use]
    pub fn hash(&self) -> String {
        Sha256::digest(&self.bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The edits by which a document names it.
    #[must_use]
    pub fn named(&self, number: u128) -> Vec<Edit> {
        let key = Ulid::new(1_764_000_000_000, number).to_string();
        let set = |name: &str, value| Edit::Set { path: format!("files/{key}/{name}"), value };
        vec![
            Edit::Add { path: "files".to_owned(), key: key.clone() },
            set("hash", Value::from(self.hash().as_str())),
            set("bytes", Value::Int(self.bytes.len() as i64)),
            set("mime", Value::from(self.mime)),
        ]
    }
}

/// Brings a piece; the status, and what the relay says.
///
/// # Errors
/// The relay cannot be reached.
pub async fn bring(
    who: &Identity,
    doc: &DocId,
    hash: &str,
    at: usize,
    bytes: &[u8],
) -> Result<(u16, serde_json::Value), PhoneError> {
    let path = format!("/api/file?doc={doc}&hash={hash}&at={at}");
    let answer = post(&who.origin, &path, &[bearer(who)], bytes.to_vec()).await?;
    let status = answer.status().as_u16();
    let said = words(answer).await?;
    Ok((status, serde_json::from_str(&said).unwrap_or(serde_json::Value::String(said))))
}

/// Asks for what lies at a path, with these headers.
///
/// # Errors
/// The relay cannot be reached.
pub async fn ask(
    origin: &str,
    path: &str,
    headers: &[(HeaderName, String)],
) -> Result<Given, PhoneError> {
    let answer = get(origin, path, headers).await?;
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let bytes = answer.into_body().collect().await.map_err(broken)?.to_bytes().to_vec();
    Ok(Given { status, headers, bytes })
}

/// Fetches a file, or a part of it.
///
/// # Errors
/// The relay cannot be reached.
pub async fn fetch(
    who: &Identity,
    doc: &DocId,
    hash: &str,
    range: Option<&str>,
) -> Result<Given, PhoneError> {
    let range = range.map(|range| (RANGE, range.to_owned()));
    let headers: Vec<(HeaderName, String)> = [bearer(who)].into_iter().chain(range).collect();
    ask(&who.origin, &format!("/api/file?doc={doc}&hash={hash}"), &headers).await
}

fn bearer(who: &Identity) -> (HeaderName, String) {
    (AUTHORIZATION, format!("Bearer {}", who.token))
}
