//! The doors: `POST /api/file` takes the next piece of a file, `GET /api/file` gives one.

use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, RANGE,
};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::Response;
use futures_util::{StreamExt, stream};
use paguyuban::access::may_read;
use paguyuban::id::DocId;
use serde::{Deserialize, Serialize};
use tokio::time::timeout;

use super::{Have, NotDone};
use crate::answer::Refused;
use crate::app::App;
use crate::limits::Sending;
use crate::listen::Peer;
use crate::sign_in::bearer;
use crate::store::{Device, FileName, Mime, PIECE_BYTES_MAX, StoreError};

/// A phone on EDGE sends something every second; one that is silent for so long has no network.
pub(crate) const PIECE: Duration = Duration::from_secs(30);
/// Pieces of one device at once: one that a bad network has cut is noticed after [`PIECE`].
pub(crate) const AT_ONCE_MAX: usize = 4;
/// Files that one device is given at once: each is in memory until the last byte is on its way.
pub(crate) const GIVEN_AT_ONCE_MAX: usize = 4;
/// Bytes handed to the connection at once.
const PART_BYTES: usize = 64 * 1024;
/// What a browser shall do with a file that it opens all the same: nothing.
const SANDBOX: &str = "sandbox; default-src 'none'";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Which {
    doc: DocId,
    hash: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Next {
    doc: DocId,
    hash: String,
    at: u64,
}

/// How much of a file the relay has.
#[derive(Debug, Serialize)]
pub(crate) struct Said {
    have: u64,
    whole: bool,
}

/// `POST /api/file`: the next piece of a file; without one, how much is here.
pub(crate) async fn take(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    next: Result<Query<Next>, QueryRejection>,
    body: Body,
) -> Result<Json<Said>, Refused> {
    let said = headers.get(CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse().ok());
    if said.is_some_and(|bytes: usize| bytes > PIECE_BYTES_MAX) {
        return Err(Refused::TooLarge);
    }
    let device = app.known(&peer, &headers, bearer(&headers).unwrap_or_default()).await?;
    let _few_at_once = app.limits.piece(device.id, AT_ONCE_MAX)?;
    let Query(Next { doc, hash, at }) = next.map_err(|_| Refused::Malformed)?;
    let name = seen(&device, doc, &hash)?;
    let bytes = read(body).await?;
    app.figures.file_bytes_up.inc_by(bytes.len() as u64);
    let Have { bytes: have, whole } =
        app.files.take(device.forum, device.id, name, at, bytes).await?;
    Ok(Json(Said { have, whole }))
}

/// `GET /api/file`: a file, or what of it comes after a cut.
pub(crate) async fn give(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    which: Result<Query<Which>, QueryRejection>,
) -> Result<Response, Refused> {
    let device = app.known(&peer, &headers, bearer(&headers).unwrap_or_default()).await?;
    let giving = app.limits.giving(device.id, GIVEN_AT_ONCE_MAX)?;
    let Query(Which { doc, hash }) = which.map_err(|_| Refused::Malformed)?;
    let name = seen(&device, doc, &hash)?;
    let file = format!("attachment; filename=\"{}", name.hash);
    let (mime, bytes) = app.files.give(device.forum, device.id, name).await?;
    Ok(answer(&headers, mime, &file, bytes.into(), giving))
}

fn answer(headers: &HeaderMap, mime: Mime, file: &str, bytes: Bytes, giving: Sending) -> Response {
    let all = bytes.len();
    let range = headers.get(RANGE).and_then(|range| part(range.to_str().ok()?, all));
    let mut said: Vec<(HeaderName, String)> = vec![
        (CONTENT_TYPE, mime.as_str().to_owned()),
        (CONTENT_DISPOSITION, format!("{file}.{}\"", mime.ending())),
        (CONTENT_SECURITY_POLICY, SANDBOX.to_owned()),
        (CACHE_CONTROL, "no-store".to_owned()),
        (ACCEPT_RANGES, "bytes".to_owned()),
    ];
    let (status, bytes) = match range {
        None => (StatusCode::OK, bytes),
        Some(None) => {
            said.push((CONTENT_RANGE, format!("bytes */{all}")));
            (StatusCode::RANGE_NOT_SATISFIABLE, Bytes::new())
        }
        Some(Some((first, last))) => {
            said.push((CONTENT_RANGE, format!("bytes {first}-{last}/{all}")));
            (StatusCode::PARTIAL_CONTENT, bytes.slice(first..=last))
        }
    };
    said.push((CONTENT_LENGTH, bytes.len().to_string()));
    let mut response = Response::new(in_parts(bytes, giving));
    *response.status_mut() = status;
    for (name, value) in said {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The bytes, and with them the device's place until the last of them is on its way.
fn in_parts(bytes: Bytes, giving: Sending) -> Body {
    let next = |(mut left, giving): (Bytes, Sending)| async move {
        if left.is_empty() {
            return None;
        }
        let part = left.split_to(left.len().min(PART_BYTES));
        Some((Ok::<_, std::convert::Infallible>(part), (left, giving)))
    };
    Body::from_stream(stream::unfold((bytes, giving), next).boxed())
}

/// The first and the last byte of `bytes=N-` or `bytes=N-M`: nothing if it is another kind of range, which may
/// be answered with everything; nothing in it if there are no such bytes.
fn part(range: &str, all: usize) -> Option<Option<(usize, usize)>> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let first: usize = first.parse().ok()?;
    let last = if last.is_empty() { usize::MAX } else { last.parse().ok()? };
    if last < first {
        return None;
    }
    Some((first < all).then(|| (first, last.min(all - 1))))
}

/// The file, if this person may read a document of that name: then it is looked for.
fn seen(device: &Device, doc: DocId, hash: &str) -> Result<FileName, Refused> {
    let hash = hash.parse().map_err(|_| Refused::Malformed)?;
    if !may_read(device.role, device.member, &doc) {
        return Err(Refused::NotNamed);
    }
    Ok(FileName { doc, hash })
}

async fn read(body: Body) -> Result<Vec<u8>, Refused> {
    let (mut body, mut bytes) = (body.into_data_stream(), Vec::new());
    while let Some(part) = timeout(PIECE, body.next()).await.map_err(|_| Refused::TooLate)? {
        let part = part.map_err(|_| Refused::Malformed)?;
        if bytes.len() + part.len() > PIECE_BYTES_MAX {
            return Err(Refused::TooLarge);
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

impl From<NotDone> for Refused {
    fn from(why: NotDone) -> Self {
        match why {
            NotDone::NotNamed => Self::NotNamed,
            NotDone::NotHere => Self::NotHere,
            NotDone::NoRoom => Self::FilesFull,
            NotDone::NotWhatItSays => Self::NotWhatItSays,
            NotDone::Busy | NotDone::Store(StoreError::Busy) => Self::Busy,
            NotDone::Store(StoreError::Full) => Self::DiskFull,
            NotDone::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_that_can_be_given_is_given_and_another_kind_is_answered_with_everything() {
        assert_eq!(part("bytes=0-", 10), Some(Some((0, 9))));
        assert_eq!(part("bytes=4-6", 10), Some(Some((4, 6))));
        assert_eq!(part("bytes=4-99", 10), Some(Some((4, 9))));
        assert_eq!(part("bytes=10-", 10), Some(None));
        for other in ["bytes=-3", "bytes=6-4", "bytes=1-2,4-5", "lines=1-", "bytes=x-"] {
            assert_eq!(part(other, 10), None, "{other}");
        }
    }
}
