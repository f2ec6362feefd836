//! Routes: who calls each, and what guards it.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::app::App;
use crate::limits::Front;
use crate::{assets, feed, files, health, joining, live, office, packet, sync};

/// The page runs nothing but its own files, and nobody frames it.
const CONTENT_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// A code on another screen is read by the camera; the page has no use for the rest.
const PERMISSIONS: &str = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";
/// Two years: the page is never again asked for without TLS.
const HSTS: &str = "max-age=63072000";

pub(crate) fn router(app: App) -> Router {
    Router::new()
        // a phone that shows an invitation: secret; wrong ones are limited per address
        .route("/api/invitation", small(post(joining::look)))
        // a phone that opens an invitation: secret; wrong ones are limited per address
        .route("/api/join", small(post(joining::join)))
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
        // a phone that brings or fetches a file: bearer token, rates of its own; bounds its body itself
        .route("/api/file", piece(get(files::give).post(files::take)))
        // a spreadsheet or another office's system: a feed's key; wrong ones are limited per address
        .route("/api/feed/{file}", get(feed::feed))
        // a watchdog: answers at most once a second
        .route("/health", get(health::health))
        // the operator's doctor: whether something in front keeps answers back; a few at once
        .route("/health/pieces", get(health::pieces))
        // Prometheus: the web server in front keeps it inside
        .route("/metrics", get(health::metrics))
        // a browser
        .fallback(get(assets::page))
        .layer(from_fn_with_state(app.clone(), strict_transport))
        .layer(unless_said(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY))
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

/// A door for bytes that are no page's.
fn piece(door: MethodRouter<App>) -> MethodRouter<App> {
    let door: MethodRouter<App> = door.layer(DefaultBodyLimit::disable());
    door.layer(always(header::CACHE_CONTROL, "no-store"))
}

fn unless_said(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

/// Where the relay is reached by TLS, its own or by what the web server in front says, browsers shall never
/// come without it again.
async fn strict_transport(State(app): State<App>, request: Request, next: Next) -> Response {
    let said = request.headers().get("x-forwarded-proto").is_some_and(|by| by == "https");
    let tls = app.certificate.is_some() || (app.front == Front::Proxy && said);
    let mut response = next.run(request).await;
    if tls {
        let name = header::STRICT_TRANSPORT_SECURITY;
        response.headers_mut().insert(name, HeaderValue::from_static(HSTS));
    }
    response
}
