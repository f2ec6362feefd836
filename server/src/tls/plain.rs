//! The door without TLS: it shows what a certificate authority wants to see, and sends everybody else to https.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// Proofs of several names that are asked for at once; there is one name.
const CHALLENGES_MAX: usize = 8;

/// What an authority will ask for, and what it shall be shown.
#[derive(Debug, Clone, Default)]
pub(crate) struct Challenges(Arc<Mutex<BTreeMap<String, String>>>);

impl Challenges {
    /// Shown until [`Challenges::forget`].
    pub(super) fn show(&self, token: &str, proof: &str) {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shown.len() < CHALLENGES_MAX {
            shown.insert(token.to_owned(), proof.to_owned());
        }
    }

    pub(super) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn proof(&self, token: &str) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }
}

#[derive(Debug, Clone)]
struct Plain {
    challenges: Challenges,
    /// `https://HOST` or `https://HOST:PORT`.
    origin: Arc<str>,
}

/// Everybody is sent to this origin, which no caller can choose.
pub(crate) fn plain(challenges: Challenges, origin: &str) -> Router {
    Router::new()
        .route("/.well-known/acme-challenge/{token}", get(prove))
        .fallback(elsewhere)
        .with_state(Plain { challenges, origin: origin.into() })
}

async fn prove(State(plain): State<Plain>, Path(token): Path<String>) -> Response {
    match plain.challenges.proof(&token) {
        Some(proof) => {
            ([(header::CONTENT_TYPE, "application/octet-stream")], proof).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn elsewhere(State(plain): State<Plain>, uri: Uri) -> Response {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    // a path that begins otherwise could make another host of the name in front
    let path = if path.starts_with('/') { path } else { "/" };
    let to = format!("{}{path}", plain.origin);
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, to)]).into_response()
}
