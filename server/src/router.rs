//! Routes: who calls each, and what guards it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, Extension, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use axum::{Json, Router};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::answer::Refused;
use crate::assets::{self, Copies};
use crate::figures::Figures;
use crate::forums::Forums;
use crate::limits::{Front, Limits};
use crate::listen::Peer;
use crate::sign_in::{Join, Joined, SignIn};
use crate::store::Device;
use crate::{health, live, office, packet, sync};

/// For those few bytes.
const JOIN: Duration = Duration::from_secs(10);

/// The page runs nothing but its own files, and nobody frames it.
const CONTENT_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// A code on another screen is read by the camera; the page has no use for the rest.
const PERMISSIONS: &str = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";
/// Two years: the page is never again asked for without TLS.
const HSTS: &str = "max-age=63072000";

/// What every route can reach.
pub(crate) type App = Arc<Parts>;

#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) folder: PathBuf,
    pub(crate) forums: Forums,
    pub(crate) sign_in: SignIn,
    pub(crate) limits: Limits,
    pub(crate) figures: Figures,
    pub(crate) front: Front,
    pub(crate) copies: Copies,
    pub(crate) known: health::Known,
}

impl Parts {
    /// The device that a token belongs to, unless it comes too often. Who has no right token is
    /// counted for the address.
    pub(crate) async fn device(
        &self,
        peer: &Peer,
        headers: &HeaderMap,
        token: &str,
    ) -> Result<Device, Refused> {
        match self.sign_in.device(token).await {
            Ok(device) => self.limits.device(device.id).map(|()| device),
            Err(why @ (Refused::SignedOut | Refused::Revoked)) => {
                Err(self.limits.wrong_link(self.front.address(peer.address, headers), why))
            }
            Err(why) => Err(why),
        }
    }
}

pub(crate) fn router(app: App) -> Router {
    Router::new()
        // a phone that opens an invitation: secret; wrong ones are limited per address
        .route("/api/join", small(post(join)))
        // a phone: token, signature; the new token stays out of every cache
        .route("/api/token", small(post(office::renew)))
        // a phone: token, signature by the key it has
        .route("/api/key", small(post(office::set_key)))
        // a phone: token; of one's own person
        .route("/api/me", small(get(office::me)))
        // an organiser's phone: token, for acts a signature
        .route("/api/office", small(get(office::overview).post(office::act)))
        .route("/api/office/audit", small(get(office::audit)))
        // a phone: bearer token, rate per device; bounds its body itself
        .route("/api/sync", post(sync::sync).layer(DefaultBodyLimit::disable()))
        // a phone: token among the protocols, rate per device
        .route("/api/live", get(live::live))
        // a phone that carries another's work: bearer token, rate per device; bounds its body itself
        .route("/api/packet", post(packet::packet).layer(DefaultBodyLimit::disable()))
        // a watchdog: answers at most once a second
        .route("/health", get(health::health))
        // Prometheus: the web server in front keeps it inside
        .route("/metrics", get(health::metrics))
        // a browser
        .fallback(get(assets::page))
        .layer(from_fn_with_state(app.clone(), strict_transport))
        .layer(always(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(header::REFERRER_POLICY, "no-referrer"))
        .layer(always(HeaderName::from_static("permissions-policy"), PERMISSIONS))
        .layer(always(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(always(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
        .with_state(app)
}

/// A door for a few words about people and secrets, which nobody on the way shall keep.
fn small(door: MethodRouter<App>) -> MethodRouter<App> {
    let never = always(header::CACHE_CONTROL, "no-store");
    let door: MethodRouter<App> = door.layer(DefaultBodyLimit::max(office::BODY_BYTES_MAX));
    door.layer(never)
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

async fn join(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    request: Request,
) -> Result<Json<Joined>, Refused> {
    let joined = admit(&app, request).await.map_err(|why| match why {
        Refused::Busy | Refused::StoreFailed => why,
        why => app.limits.wrong_join(app.front.address(peer.address, &headers), why),
    })?;
    app.figures.joined.inc();
    // an older phone of the same person may have been shut out by it
    if let Ok(forum) = joined.forum.parse() {
        app.forums.look(forum).await;
    }
    Ok(Json(joined))
}

async fn admit(app: &App, request: Request) -> Result<Joined, Refused> {
    let reading = <Json<Join> as axum::extract::FromRequest<()>>::from_request(request, &());
    let read = tokio::time::timeout(JOIN, reading).await.map_err(|_| Refused::TooLate)?;
    let Json(asked) = read.map_err(|error: JsonRejection| match error.status() {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => Refused::TooLarge,
        _ => Refused::Malformed,
    })?;
    app.sign_in.join(asked).await
}

/// Where the web server in front says that it was reached by TLS, browsers shall never come
/// without it again.
async fn strict_transport(State(app): State<App>, request: Request, next: Next) -> Response {
    let tls = app.front == Front::Proxy
        && request.headers().get("x-forwarded-proto").is_some_and(|by| by == "https");
    let mut response = next.run(request).await;
    if tls {
        let name = header::STRICT_TRANSPORT_SECURITY;
        response.headers_mut().insert(name, HeaderValue::from_static(HSTS));
    }
    response
}
