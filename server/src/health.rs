//! How the relay is: for a watchdog, and for Prometheus.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::clock::now_ms;
use crate::store::sqlite::disk_left_bytes;
use crate::store::{Store, StoreError};

/// The disk is asked at most so often, whoever asks.
const FRESH: Duration = Duration::from_secs(1);
/// And all rows about people are looked through: tens of thousands on a relay for a province.
const PEOPLE_FRESH: Duration = Duration::from_secs(60);

/// Between the two pieces of an answer that is to show whether it is kept back.
const APART: Duration = Duration::from_secs(1);
/// Such answers at once; one operator asks for one.
const PIECES_MAX: usize = 4;

/// What `/health` says.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Health {
    /// `ok`, or why pushes are refused: `full`, `busy`, `failed`.
    store: &'static str,
    /// What an ordinary user can still write there.
    disk_left_bytes: Option<u64>,
    version: &'static str,
    /// Documents that are damaged on disk: nothing new is taken for them until a phone has given them back.
    /// Anybody may ask, so which ones is told at the organisers' desk, and by `paguyuban check`.
    #[serde(skip_serializing_if = "is_none")]
    damaged: usize,
    /// Devices, invitations and names of forums that are damaged on disk: whom they are about is shut until
    /// invited again. Named there too.
    #[serde(skip_serializing_if = "is_none")]
    damaged_people: usize,
    /// Files kept beside the database, as counted within the last minute, and their bytes.
    files: u64,
    file_bytes: u64,
    /// When the certificate ends, if the relay speaks TLS itself, milliseconds since 1970; 0 while it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate_until_ms: Option<u64>,
    /// If the relay makes backups.
    #[serde(skip_serializing_if = "Option::is_none")]
    backup: Option<BackupHealth>,
}

/// What `/health` says of backups.
#[derive(Debug, Clone, Serialize)]
struct BackupHealth {
    /// Seconds since the last good one was begun; null if there is none.
    age_s: Option<u64>,
    /// How many failed since.
    failed: u32,
}

/// The last answers, so that asking often costs nothing.
#[derive(Debug)]
pub(crate) struct Known {
    health: Recent<Health>,
    damaged_people: Recent<usize>,
    pieces: Arc<Semaphore>,
}

impl Default for Known {
    fn default() -> Self {
        let pieces = Arc::new(Semaphore::new(PIECES_MAX));
        Self { health: Recent::default(), damaged_people: Recent::default(), pieces }
    }
}

/// Something that was found out, and when.
#[derive(Debug)]
struct Recent<T>(Mutex<Option<(Instant, T)>>);

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T: Clone> Recent<T> {
    fn within(&self, fresh: Duration) -> Option<T> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().filter(|(at, _)| at.elapsed() < fresh).map(|(_, what)| what.clone())
    }

    fn keep(&self, what: &T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((Instant::now(), what.clone()));
    }
}

/// 200 while the store takes writes, 503 while it does not.
pub(crate) async fn health(State(app): State<App>) -> Response {
    let health = match app.known.health.within(FRESH) {
        Some(health) => health,
        None => look(&app).await,
    };
    let status =
        if health.store == "ok" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(health)).into_response()
}

async fn look(app: &App) -> Health {
    let written = app.sign_in.with_store(|store| store.pulse(now_ms())).await;
    let store = match &written {
        Ok(()) => "ok",
        Err(StoreError::Full) => "full",
        Err(StoreError::Busy) => "busy",
        Err(_) => "failed",
    };
    if let Err(error) = written {
        tracing::warn!(%error, "the store takes no writes");
    }
    let (files, file_bytes) = app.figures.kept();
    let health = Health {
        store,
        disk_left_bytes: disk_left_bytes(&app.folder).ok(),
        version: env!("CARGO_PKG_VERSION"),
        damaged: app.forums.ailing().values().map(|docs| docs.damaged.len()).sum(),
        damaged_people: damaged_people(app).await,
        files,
        file_bytes,
        certificate_until_ms: app
            .certificate
            .as_ref()
            .map(|holder| holder.certificate().map_or(0, |certificate| certificate.until_ms)),
        backup: app.backups.as_ref().map(|backups| {
            let standing = backups.standing();
            let age_s = standing.age.map(|age| age.as_secs());
            BackupHealth { age_s, failed: standing.failures }
        }),
    };
    app.known.health.keep(&health);
    health
}

async fn damaged_people(app: &App) -> usize {
    if let Some(count) = app.known.damaged_people.within(PEOPLE_FRESH) {
        return count;
    }
    let count = app.sign_in.reading(|store| {
        let forums = store.forums()?;
        forums.iter().try_fold(0, |sum, it| Ok(sum + store.damaged_people(it.id)?.len()))
    });
    match count.await {
        Ok(count) => {
            app.known.damaged_people.keep(&count);
            count
        }
        Err(error) => {
            tracing::warn!(%error, "rows about people cannot be looked through");
            0
        }
    }
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

/// An answer in two pieces, a second apart: whoever gets them together has something before the relay that
/// keeps answers back.
pub(crate) async fn pieces(State(app): State<App>) -> Response {
    let Ok(permit) = app.known.pieces.clone().try_acquire_owned() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let pieces = futures_util::stream::unfold((0, permit), |(sent, permit)| async move {
        match sent {
            0 => {}
            1 => tokio::time::sleep(APART).await,
            _ => return None,
        }
        Some((Ok::<_, Infallible>(Bytes::from_static(b"piece\n")), (sent + 1, permit)))
    });
    ([(CACHE_CONTROL, "no-store")], Body::from_stream(pieces)).into_response()
}

/// Prometheus' text form.
pub(crate) async fn metrics(State(app): State<App>) -> Response {
    if let Some(backups) = &app.backups {
        app.figures.backup_age(backups.age_seconds());
    }
    if let Some(holder) = &app.certificate {
        let until_ms = holder.certificate().map_or(0, |certificate| certificate.until_ms);
        app.figures.certificate_left(until_ms.saturating_sub(now_ms()) / 1_000);
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(CONTENT_TYPE, kind)], app.figures.text()).into_response()
}
