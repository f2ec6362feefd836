//! The organisers' doors, and what everybody may know of themselves: `/api/office`, `/api/me`,
//! `/api/token`.
//!
//! What is done here is signed by the device that asks, done once however often it is sent, and noted
//! in the audit in the same transaction.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, Request, State};
use axum::http::HeaderMap;
use paguyuban::access::Role;
use paguyuban::signature::{DeviceKey, KEY_BYTES};
use serde::{Deserialize, Serialize};

use crate::answer::Refused;
use crate::app::App;
use crate::base64url::Base64Url;
use crate::clock::now_ms;
use crate::listen::Peer;
use crate::sign_in::{bearer, hash_of, new_token};
use crate::store::sqlite::SqliteStore;
use crate::store::{By, Device, Erasure, Outcome, Store};

mod act;
mod shown;
mod signed;

pub(crate) use act::LASTS_S_MAX;
use act::{Act, Order};
use shown::{Audit, Me, Overview};
use signed::Signed;

/// The largest act, an invitation with its label, takes an eighth.
pub(crate) const BODY_BYTES_MAX: usize = 4 * 1024;
/// Lines of the audit in one answer.
pub(crate) const AUDIT_LINES_MAX: usize = 200;
/// And of what a person did or had done to them.
const MY_LINES_MAX: usize = 1_000;
/// A phone's clock, corrected by what the relay tells, is far closer; an act that was written down
/// and is brought later is not taken.
pub(crate) const CLOCK_MS_MAX: u64 = 10 * 60 * 1000;

/// What is said when an act is done.
#[derive(Debug, Serialize)]
pub(crate) struct Done {
    done: bool,
}

/// A new token.
#[derive(Debug, Serialize)]
pub(crate) struct Renewed {
    token: String,
}

/// What a phone says when it wants one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Renew {
    at_ms: u64,
}

/// What a phone says when it wants to sign with another key.
#[derive(Debug, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
enum SetKey {
    SetKey { at_ms: u64, public_key: Base64Url<KEY_BYTES> },
}

/// Which lines of the audit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Before {
    before: Option<u64>,
}

/// `GET /api/office`: everybody's devices, invitations, and how far erasures are.
pub(crate) async fn overview(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Result<Json<Overview>, Refused> {
    let organiser = organiser(device(&app, &peer, &headers).await?)?;
    let ailing = app.forums.ailing().remove(&organiser.forum).unwrap_or_default();
    let openings = app.clone();
    let look = move |store: &mut _| {
        let opened = |secret| openings.openings.at(secret);
        Overview::of(store, organiser.forum, now_ms(), ailing, opened)
    };
    Ok(Json(app.sign_in.reading(look).await?))
}

/// `GET /api/office/audit`: who did what, the newest first.
pub(crate) async fn audit(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    before: Result<Query<Before>, QueryRejection>,
) -> Result<Json<Audit>, Refused> {
    let organiser = organiser(device(&app, &peer, &headers).await?)?;
    let Query(Before { before }) = before.map_err(|_| Refused::Malformed)?;
    let before = before_line(before);
    let read = move |store: &mut SqliteStore| store.audit(organiser.forum, before, AUDIT_LINES_MAX);
    let lines = app.sign_in.reading(read);
    Ok(Json(Audit::of(lines.await?)))
}

/// SQLite counts in 63 bits.
fn before_line(before: Option<u64>) -> u64 {
    before.unwrap_or(u64::MAX).min(i64::MAX as u64)
}

/// `GET /api/me`: what is kept of a person besides documents.
pub(crate) async fn me(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    before: Result<Query<Before>, QueryRejection>,
) -> Result<Json<Me>, Refused> {
    let device = device(&app, &peer, &headers).await?;
    let Query(Before { before }) = before.map_err(|_| Refused::Malformed)?;
    let look = move |store: &mut _| Me::of(store, &device, before_line(before), MY_LINES_MAX);
    Ok(Json(app.sign_in.reading(look).await?))
}

/// `POST /api/office`: one act of an organiser.
pub(crate) async fn act(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    request: Request,
) -> Result<Json<Done>, Refused> {
    let organiser = organiser(device(&app, &peer, &headers).await?)?;
    let Signed(act): Signed<Act> = signed::read(&organiser, &headers, request).await?;
    let key = organiser.key_bytes().ok_or(Refused::BadSignature)?;
    let by = By { act: act.id(), device: organiser.id, member: organiser.member, key };
    let forum = organiser.forum;
    // sent again because the answer was lost: whatever the clock says by now, it is done
    let has_done = move |store: &mut SqliteStore| store.has_done(forum, by.act);
    if !app.sign_in.reading(has_done).await? {
        let now_ms = in_time(act.at_ms())?;
        app.limits.act(organiser.id)?;
        carry_out(&app, by, act.order(forum, by, now_ms)?, now_ms, &organiser).await?;
    }
    Ok(Json(Done { done: true }))
}

/// `POST /api/token`: a new token for the device that asks.
pub(crate) async fn renew(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    request: Request,
) -> Result<Json<Renewed>, Refused> {
    let device = device(&app, &peer, &headers).await?;
    let Signed(renew): Signed<Renew> = signed::read(&device, &headers, request).await?;
    let now_ms = in_time(renew.at_ms)?;
    app.limits.renewal(device.id)?;
    let token = new_token();
    let hash = hash_of(&token);
    let rotate = move |store: &mut SqliteStore| store.rotate(&device, hash, now_ms);
    app.sign_in.deciding(rotate).await?;
    Ok(Json(Renewed { token }))
}

/// `POST /api/key`: another key for the device that asks, with the one it has. Asked again with the new
/// one, because the answer was lost, it is done already.
pub(crate) async fn set_key(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    request: Request,
) -> Result<Json<Done>, Refused> {
    let device = device(&app, &peer, &headers).await?;
    let Signed(SetKey::SetKey { at_ms, public_key }) =
        signed::read(&device, &headers, request).await?;
    let key = DeviceKey::from_bytes(&public_key.0).map_err(|_| Refused::Malformed)?;
    let now_ms = in_time(at_ms)?;
    let forum = device.forum;
    if device.key.as_ref() != Some(&key) {
        app.limits.renewal(device.id)?;
        let set = move |store: &mut SqliteStore| store.set_key(&device, &key, now_ms);
        app.sign_in.deciding(set).await?;
        // what is pushed on an open link is checked with the new one
        app.forums.look(forum).await;
    }
    Ok(Json(Done { done: true }))
}

async fn carry_out(
    app: &App,
    by: By,
    order: Order,
    now_ms: u64,
    organiser: &Device,
) -> Result<(), Refused> {
    let forum = organiser.forum;
    match order {
        Order::Deed(deed) => {
            let perform = move |store: &mut SqliteStore| store.perform(forum, by, &deed, now_ms);
            said(app.sign_in.deciding(perform).await?)?;
        }
        Order::Erase(doc) => {
            let erasure = Erasure { doc, by: Some(by), at_ms: now_ms };
            let erased = app.sign_in.with_store(move |store| store.erase(forum, &erasure));
            erased.await?.ok_or(Refused::Unknown)?;
        }
        Order::Refound(doc) => app.forums.found_anew(forum, by, &doc, now_ms).await?,
    }
    // of what was erased nothing is left when it is said to be
    app.files.remove_gone().await;
    app.feeds.forget(forum);
    tracing::info!(%forum, device = %by.device, act = %by.act, "an organiser has done something");
    // who is connected feels it at once
    app.forums.look(forum).await;
    Ok(())
}

fn said(outcome: Outcome) -> Result<(), Refused> {
    match outcome {
        Outcome::Done => Ok(()),
        Outcome::NotAllowed => Err(Refused::NotAllowed),
        Outcome::Unknown => Err(Refused::Unknown),
        Outcome::Taken => Err(Refused::Malformed),
        Outcome::LastOrganiser => Err(Refused::LastOrganiser),
        Outcome::TooMany => Err(Refused::TooMany),
    }
}

/// The relay's clock, if the phone's is near it.
fn in_time(at_ms: u64) -> Result<u64, Refused> {
    let now_ms = now_ms();
    if now_ms.abs_diff(at_ms) > CLOCK_MS_MAX { Err(Refused::Clock) } else { Ok(now_ms) }
}

async fn device(app: &App, peer: &Peer, headers: &HeaderMap) -> Result<Device, Refused> {
    app.device(peer, headers, bearer(headers).unwrap_or_default()).await
}

fn organiser(device: Device) -> Result<Device, Refused> {
    if device.role == Role::Organiser { Ok(device) } else { Err(Refused::NotAllowed) }
}
