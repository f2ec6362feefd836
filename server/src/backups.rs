//! Backups that the relay makes by itself, beside its work: one after the other, on a thread that gives way
//! to everything else.

use std::io;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use thiserror::Error;
use tokio::sync::oneshot;

use crate::clock::now_ms;
use crate::figures::Figures;
use crate::store::StoreError;
use crate::store::sqlite::{Copied, FolderLock, backup};

mod kept;

pub use kept::{Kept, kept};

/// How often to look whether one is due: by the clock on the wall, because a computer that slept has not
/// counted.
const LOOK: Duration = Duration::from_secs(60);
/// After one that failed, unless the next is due sooner.
const AGAIN: Duration = Duration::from_secs(15 * 60);
/// How much less than others the thread gets of the processors (of 19).
const GIVES_WAY: i32 = 10;

/// Where backups go, how often, and how many stay.
#[derive(Debug, Clone)]
pub struct Plan {
    /// A folder that is there; each backup is a folder in it.
    pub to: PathBuf,
    /// From the beginning of one to the beginning of the next.
    pub every: Duration,
    /// The newest that stay.
    pub keep: NonZeroU32,
}

/// Why a backup was not made.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The folder is not there: a disk that is not plugged in, perhaps.
    #[error("there is no folder {0}")]
    NoFolder(PathBuf),
    /// Two relays would remove each other's.
    #[error("another relay keeps its backups in {0}")]
    InUse(PathBuf),
    /// The copy has faults; it was not kept.
    #[error("the copy has {count} faults, the first: {first}")]
    Faulty {
        /// How many.
        count: usize,
        /// What the first one is.
        first: String,
    },
    /// The database could not be copied.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder could not be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What a watchdog is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Since the last good one was begun, if there is one.
    pub(crate) age: Option<Duration>,
    /// How many failed since.
    pub(crate) failures: u32,
}

/// The backups of one relay.
#[derive(Debug)]
pub(crate) struct Backups {
    plan: Plan,
    data: PathBuf,
    figures: Figures,
    started: Instant,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    last_ms: Option<u64>,
    failures: u32,
}

impl Backups {
    pub(crate) fn new(plan: Plan, data: PathBuf, figures: Figures) -> Self {
        let last_ms = kept(&plan.to).ok().and_then(|all| Some(all.last()?.made_ms));
        let state = Mutex::new(State { last_ms, failures: 0 });
        Self { plan, data, figures, started: Instant::now(), state }
    }

    pub(crate) fn standing(&self) -> Standing {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let since = |ms: u64| Duration::from_millis(now_ms().saturating_sub(ms));
        Standing { age: state.last_ms.map(since), failures: state.failures }
    }

    /// The same in seconds, for an alarm: while there is no backup, since the relay started.
    pub(crate) fn age_seconds(&self) -> u64 {
        self.standing().age.unwrap_or_else(|| self.started.elapsed()).as_secs()
    }

    /// Makes one whenever it is due. Never comes back.
    pub(crate) async fn run(self: &Arc<Self>) {
        let mut again: Option<Instant> = None;
        loop {
            let wait = self.due_in(again);
            if !wait.is_zero() {
                tokio::time::sleep(wait.min(LOOK)).await;
                continue;
            }
            let done = self.make_beside().await;
            again = done.is_err().then(|| Instant::now() + AGAIN.min(self.plan.every));
            self.note(done);
        }
    }

    fn due_in(&self, again: Option<Instant>) -> Duration {
        let next = match self.standing().age {
            // a clock that was set back makes nobody wait longer than that
            Some(age) => self.plan.every.saturating_sub(age),
            None => Duration::ZERO,
        };
        let pause = again.map_or(Duration::ZERO, |at| at.saturating_duration_since(Instant::now()));
        next.max(pause)
    }

    /// Makes one on a thread of its own.
    async fn make_beside(self: &Arc<Self>) -> Result<Made, BackupError> {
        let (told, done) = oneshot::channel();
        let it = self.clone();
        std::thread::Builder::new().name("backup".to_owned()).spawn(move || {
            give_way();
            // nobody waits any more when the relay stops
            let _told = told.send(make(&it.plan, &it.data, now_ms()));
        })?;
        done.await.map_err(|_| io::Error::other("the thread of the backup has died"))?
    }

    fn note(&self, done: Result<Made, BackupError>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match done {
            Ok(made) => {
                *state = State { last_ms: Some(made.began_ms), failures: 0 };
                self.figures.backups_made.inc();
                let (took, gone) = (now_ms().saturating_sub(made.began_ms), made.gone);
                tracing::info!(took_ms = took, removed = gone, "a backup is made and checked");
            }
            Err(error) => {
                state.failures = state.failures.saturating_add(1);
                self.figures.backups_failed.inc();
                tracing::error!(%error, failures = state.failures, "a backup was not made");
            }
        }
    }
}

/// A backup that was made.
#[derive(Debug)]
struct Made {
    began_ms: u64,
    /// How many old ones went for it.
    gone: usize,
}

/// Makes one, checked, under a name that only a whole and sound one has; then lets the oldest go.
fn make(plan: &Plan, data: &Path, began_ms: u64) -> Result<Made, BackupError> {
    if !plan.to.is_dir() {
        return Err(BackupError::NoFolder(plan.to.clone()));
    }
    let _lock = FolderLock::take(&plan.to).map_err(|error| match error {
        StoreError::Busy => BackupError::InUse(plan.to.clone()),
        other => BackupError::Store(other),
    })?;
    kept::clear(&plan.to)?;
    let name = kept::name_at(began_ms);
    let partial = plan.to.join(kept::unfinished(&name));
    if let Err(error) = copy(data, &partial, &plan.to.join(name)) {
        // it may have filled the disk; what does not go now goes before the next
        let _gone = std::fs::remove_dir_all(&partial);
        return Err(error);
    }
    let keep = usize::try_from(plan.keep.get()).unwrap_or(usize::MAX);
    let gone = kept::thin(&plan.to, keep).unwrap_or_else(|error| {
        tracing::warn!(%error, "old backups were not removed");
        0
    });
    Ok(Made { began_ms, gone })
}

fn copy(data: &Path, partial: &Path, whole: &Path) -> Result<(), BackupError> {
    if let Copied::Faulty(report) = backup(data, partial)? {
        let first = report.faults.first().cloned().unwrap_or_default();
        return Err(BackupError::Faulty { count: report.faults.len(), first });
    }
    std::fs::rename(partial, whole)?;
    std::fs::File::open(whole.parent().unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}

/// Phones are served first: on Linux this is the thread's alone.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(GIVES_WAY) {
        tracing::debug!(%error, "the backup does not give way");
    }
}
