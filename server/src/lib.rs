//! The relay: forums on disk, two doors for phones, the page.
//!
//! [`Relay`] is the whole of it. [`archive::Archive`] is one forum without a clock, threads or sockets,
//! for the simulated district.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::net::TcpListener;

mod answer;
mod app;
pub mod archive;
mod assets;
mod base64url;
pub mod beginning;
pub mod clock;
pub mod demo;
pub mod export;
mod feed;
mod figures;
mod files;
mod forums;
mod frames;
mod health;
mod joining;
mod limits;
mod listen;
mod live;
mod office;
mod packet;
mod router;
pub mod sign_in;
mod stop;
pub mod store;
mod sync;
pub mod trial;
pub mod villages;

pub use assets::Copies;
pub use frames::{FrameReader, with_length};
pub use limits::{Front, Rates, limits};

use crate::app::{App, Parts};
use crate::feed::Gatherer;
use crate::figures::Figures;
use crate::files::Files;
use crate::forums::Forums;
use crate::limits::Limits;
use crate::listen::Listening;
use crate::sign_in::SignIn;
use crate::store::StoreError;
use crate::store::keep::FolderKeep;
use crate::store::sqlite::{FolderLock, SharedStore, SqliteStore};

/// A phone or two per member of twenty forums, with room; each takes about 50 kB.
pub const CONNECTIONS_MAX: u32 = 2_048;
/// A phone on a bad network sends its request's head in one or two packets.
pub const HEADERS_PATIENCE: Duration = Duration::from_secs(10);
/// How long the last turns may take when the relay stops; a turn's trials have their own deadline.
const STOPPING: Duration = Duration::from_secs(15);
/// How often rate limits forget those who have not come, and files are tidied.
const FORGET: Duration = Duration::from_secs(60);
/// And objects without a file are looked for, in minutes: at every start, and once a day.
const ORPHANS_MINUTES: u64 = 24 * 60;

/// How a relay runs.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder that holds everything.
    pub data: PathBuf,
    /// How often phones may ask.
    pub rates: Rates,
    /// Whether another web server stands in front.
    pub front: Front,
    /// Whether phones keep a copy of the page.
    pub copies: Copies,
    /// Connections open at once.
    pub connections_max: u32,
    /// How long a connection may take to send a request's head.
    pub headers_patience: Duration,
}

impl Config {
    /// The usual relay on this folder.
    #[must_use]
    pub fn new(data: PathBuf) -> Self {
        Self {
            data,
            rates: Rates::default(),
            front: Front::Nobody,
            copies: Copies::Kept,
            connections_max: CONNECTIONS_MAX,
            headers_patience: HEADERS_PATIENCE,
        }
    }
}

/// Why a relay does not run.
#[derive(Debug, Error)]
pub enum RunError {
    /// Another relay uses the folder.
    #[error("another relay uses this folder")]
    InUse,
    /// The folder cannot be used.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for RunError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::InUse,
            other => Self::Store(other),
        }
    }
}

/// A relay that has its folder and can serve.
pub struct Relay {
    listening: Listening,
    app: App,
    _lock: FolderLock,
}

impl Relay {
    /// Takes the folder and opens its database.
    ///
    /// # Errors
    /// [`RunError`] if it cannot be used.
    pub fn open(config: Config) -> Result<Self, RunError> {
        let lock = FolderLock::take(&config.data)?;
        let figures = Figures::default();
        let store = SharedStore::open(&config.data)?;
        store.alone(SqliteStore::forget_the_past);
        let keep = FolderKeep::of(&config.data);
        keep.forget_partial();
        let app = Arc::new(Parts {
            feeds: Gatherer::new(store.clone()),
            files: Files::new(store.clone(), Arc::new(keep), figures.clone()),
            forums: Forums::new(store.clone(), figures.clone()),
            sign_in: SignIn::new(store),
            limits: Limits::new(&config.rates, figures.clone()),
            figures: figures.clone(),
            front: config.front,
            copies: config.copies,
            known: health::Known::default(),
            openings: joining::Openings::default(),
            folder: config.data,
        });
        let router = router::router(app.clone());
        let (places, patience) = (config.connections_max, config.headers_patience);
        let listening = Listening::new(router, places, patience, figures);
        Ok(Self { listening, app, _lock: lock })
    }

    /// Serves until `shutdown` is ready; then takes nothing new, answers what was said, tells every
    /// phone that it goes down, and comes back when everything is written.
    pub async fn serve(self, listener: TcpListener, shutdown: impl Future<Output = ()>) {
        tokio::select! {
            () = self.listening.accept(listener) => {}
            () = forget(&self.app) => {}
            () = self.app.forums.watch() => {}
            () = shutdown => tracing::info!("the relay stops"),
        }
        if tokio::time::timeout(STOPPING, self.app.forums.stop()).await.is_err() {
            tracing::error!("a forum did not finish its last turn in time");
        }
        self.listening.end().await;
        tracing::info!("the relay has stopped");
    }
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Relay").field("folder", &self.app.folder).finish_non_exhaustive()
    }
}

/// What is done every minute.
async fn forget(app: &App) {
    let mut minutes = tokio::time::interval(FORGET);
    for minute in 0_u64.. {
        minutes.tick().await;
        app.limits.forget();
        app.files.tidy(minute % ORPHANS_MINUTES == 0).await;
    }
}
