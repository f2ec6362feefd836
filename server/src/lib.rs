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
pub mod ask;
mod assets;
pub mod backups;
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
pub mod tls;
pub mod trial;
pub mod villages;

pub use assets::Copies;
pub use frames::{FrameReader, with_length};
pub use limits::{Front, Rates, limits};

use crate::app::{App, Parts};
use crate::backups::{Backups, Plan};
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
use crate::tls::{Tls, TlsError, plain, server_config};

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
    /// Where its certificate comes from, if it speaks TLS itself.
    pub tls: Option<tls::Source>,
    /// The backups it makes by itself, if any.
    pub backups: Option<Plan>,
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
            tls: None,
            backups: None,
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
    /// There is no certificate to begin with.
    #[error(transparent)]
    Tls(#[from] TlsError),
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
    tls: Option<Tls>,
    figures: Figures,
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
        let tls = config.tls.map(Tls::open).transpose()?;
        let shaking = tls.as_ref().map(|tls| server_config(tls.holder.clone())).transpose()?;
        let store = SharedStore::open(&config.data)?;
        store.alone(SqliteStore::forget_the_past);
        let backups = config
            .backups
            .map(|plan| Arc::new(Backups::new(plan, config.data.clone(), figures.clone())));
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
            certificate: tls.as_ref().map(|tls| tls.holder.clone()),
            copies: config.copies,
            known: health::Known::default(),
            openings: joining::Openings::default(),
            backups,
            folder: config.data,
        });
        let router = router::router(app.clone());
        let (places, patience) = (config.connections_max, config.headers_patience);
        let listening = Listening::new(router, places, patience, figures.clone(), shaking);
        Ok(Self { listening, tls, figures, app, _lock: lock })
    }

    /// Serves until `shutdown` is ready; then takes nothing new, answers what was said, tells every
    /// phone that it goes down, and comes back when everything is written.
    pub async fn serve(self, listener: TcpListener, shutdown: impl Future<Output = ()>) {
        self.serve_with(listener, None, shutdown).await;
    }

    /// The same, with a door without TLS beside it.
    pub async fn serve_with(
        self,
        listener: TcpListener,
        redirect: Option<Redirect>,
        shutdown: impl Future<Output = ()>,
    ) {
        tokio::select! {
            () = self.listening.accept(listener) => {}
            () = self.redirect(redirect) => {}
            () = keep_fresh(self.tls.as_ref()) => {}
            () = forget(&self.app) => {}
            () = self.app.forums.watch() => {}
            () = back_up(&self.app) => {}
            () = shutdown => tracing::info!("the relay stops"),
        }
        if tokio::time::timeout(STOPPING, self.app.forums.stop()).await.is_err() {
            tracing::error!("a forum did not finish its last turn in time");
        }
        self.listening.end().await;
        tracing::info!("the relay has stopped");
    }
}

/// A door without TLS: it sends everybody to the one with it, and shows a certificate authority what it wants
/// to see.
#[derive(Debug)]
pub struct Redirect {
    /// Where it listens.
    pub listener: TcpListener,
    /// Where it sends everybody: `https://HOST` or `https://HOST:PORT`.
    pub origin: String,
}

/// Such a door is asked once by each phone.
const REDIRECTS_MAX: u32 = 256;

impl Relay {
    /// Never comes back.
    async fn redirect(&self, redirect: Option<Redirect>) {
        let (Some(redirect), Some(tls)) = (redirect, &self.tls) else {
            return std::future::pending().await;
        };
        let router = plain(tls.challenges.clone(), &redirect.origin);
        let figures = self.figures.clone();
        let listening = Listening::new(router, REDIRECTS_MAX, HEADERS_PATIENCE, figures, None);
        listening.accept(redirect.listener).await;
    }
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Relay").field("folder", &self.app.folder).finish_non_exhaustive()
    }
}

/// Never comes back, whether there is a certificate to keep fresh or not.
async fn keep_fresh(tls: Option<&Tls>) {
    match tls {
        Some(tls) => tls.keep_fresh().await,
        None => std::future::pending().await,
    }
}

/// Never comes back, whether there are backups to make or not.
async fn back_up(app: &App) {
    match &app.backups {
        Some(backups) => backups.run().await,
        None => std::future::pending().await,
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
