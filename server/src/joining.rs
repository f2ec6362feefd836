//! The doors for whoever has an invitation: looking at it, and joining by it.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Extension, FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::answer::Refused;
use crate::app::App;
use crate::clock::now_ms;
use crate::listen::Peer;
use crate::sign_in::{Join, Joined, Look, Looked};
use crate::store::SecretHash;

/// For those few bytes.
const JOIN: Duration = Duration::from_secs(10);

/// So many invitations are remembered as opened: what many forums send in a month. What is beyond is
/// shown as sent until it is used.
const OPENED_MAX: usize = 10_000;

/// When somebody first looked at an invitation. It is a courtesy to whoever sent it and not kept on the
/// disk: an organiser's phone keeps what it was told.
#[derive(Debug, Default)]
pub(crate) struct Openings(Mutex<BTreeMap<[u8; 32], u64>>);

impl Openings {
    fn note(&self, secret: SecretHash, now_ms: u64) {
        let Ok(mut opened) = self.0.lock() else { return };
        if opened.len() < OPENED_MAX {
            opened.entry(secret.0).or_insert(now_ms);
        }
    }

    /// Nothing if nobody has, or it is not known any more.
    pub(crate) fn at(&self, secret: SecretHash) -> Option<u64> {
        self.0.lock().ok()?.get(&secret.0).copied()
    }
}

/// `POST /api/invitation`: to what somebody is invited, before they say yes. It uses nothing up.
pub(crate) async fn look(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    request: Request,
) -> Result<Json<Looked>, Refused> {
    let asked: Look = read(request).await?;
    let (secret, looked) = app.sign_in.look(asked).await.map_err(|why| match why {
        Refused::InvitationUnknown => counted(&app, &peer, &headers, why),
        // who has the secret guesses nothing
        why => why,
    })?;
    app.openings.note(secret, now_ms());
    Ok(Json(looked))
}

/// `POST /api/join`: an invitation becomes a device.
pub(crate) async fn join(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    request: Request,
) -> Result<Json<Joined>, Refused> {
    let joined = admit(&app, request).await.map_err(|why| counted(&app, &peer, &headers, why))?;
    app.figures.joined.inc();
    // an older phone of the same person may have been shut out by it
    if let Ok(forum) = joined.forum.parse() {
        app.forums.look(forum).await;
    }
    Ok(Json(joined))
}

async fn admit(app: &App, request: Request) -> Result<Joined, Refused> {
    let asked: Join = read(request).await?;
    app.sign_in.join(asked).await
}

/// Wrong secrets are counted for the address they come from.
fn counted(app: &App, peer: &Peer, headers: &HeaderMap, why: Refused) -> Refused {
    match why {
        Refused::Busy | Refused::StoreFailed => why,
        why => app.limits.wrong_join(app.front.address(peer.address, headers), why),
    }
}

async fn read<T: DeserializeOwned>(request: Request) -> Result<T, Refused> {
    let reading = <Json<T> as FromRequest<()>>::from_request(request, &());
    let read = tokio::time::timeout(JOIN, reading).await.map_err(|_| Refused::TooLate)?;
    let Json(asked) = read.map_err(|error: JsonRejection| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refused::TooLarge,
        _ => Refused::Malformed,
    })?;
    Ok(asked)
}
