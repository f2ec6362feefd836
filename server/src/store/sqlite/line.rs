//! The line of those who want to write: first come, first served, and all who wait are committed together.
//!
//! SQLite lets one write at a time and does not look who waits longest: with eight forums some wait past
//! any patience while others write again and again. Here everybody has a place. Whoever is called does
//! their own part of the open transaction on their own thread and calls the next; the last of those who
//! wait commits for all. With 64 forums that is one look of the disk for 64 writes.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::SqliteStore;
use crate::store::StoreError;

/// Writes in one transaction. Each keeps the first of them waiting, and a longer write-ahead log.
const TOGETHER_MAX: u32 = 128;
/// How long a transaction may stay open for others to join it.
const OPEN_MAX: Duration = Duration::from_millis(50);

/// The one writer of a database in this process, and those who wait for it.
#[derive(Debug)]
pub(super) struct Line {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// None while somebody is at work, or was called.
    writer: Option<SqliteStore>,
    waiting: VecDeque<Arc<Seat>>,
    /// What is written and not committed yet.
    open: Option<Open>,
}

/// Where one who waits is handed the writer.
type Seat = Told<SqliteStore>;

#[derive(Debug)]
struct Open {
    /// How it ended, for all who have written to it.
    end: Arc<Told<Result<(), Failure>>>,
    writes: u32,
    since: Instant,
}

impl Line {
    pub(super) fn of(writer: SqliteStore) -> Self {
        let state = State { writer: Some(writer), waiting: VecDeque::new(), open: None };
        Self { state: Mutex::new(state) }
    }

    /// Does this write together with those of others, and comes back when all of it is committed.
    ///
    /// # Errors
    /// What the write says, and then nothing of it was done; or what committing says.
    pub(super) fn write<T>(
        &self,
        work: impl FnOnce(&mut SqliteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut writer = self.called();
        writer.begin_part();
        // whoever panics must not keep the writer
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut writer)))
            .unwrap_or_else(|_| Err(StoreError::Failed("the write panicked".to_owned())));
        let ended = writer.end_part(done.is_ok());
        if ended.is_err() {
            writer.drop_group();
        }
        let done = ended.and(done);
        let end = self.count(&writer, done.as_ref().err());
        if !self.goes_on() {
            self.commit(&mut writer);
        }
        self.hand_on(writer);
        let value = done?;
        end.map_or(Ok(()), |end| end.wait(Clone::clone))?;
        Ok(value)
    }

    /// Has the writer alone, with nothing uncommitted.
    pub(super) fn alone<T>(&self, work: impl FnOnce(&mut SqliteStore) -> T) -> T {
        let mut writer = self.called();
        self.commit(&mut writer);
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut writer)));
        writer.drop_group();
        self.hand_on(writer);
        done.unwrap_or_else(|panic| resume_unwind(panic))
    }

    /// Waits until it is this thread's turn.
    fn called(&self) -> SqliteStore {
        let seat = {
            let mut state = self.state();
            // it lies here only while nobody waits
            if let Some(writer) = state.writer.take() {
                return writer;
            }
            let seat = Arc::new(Seat::default());
            state.waiting.push_back(seat.clone());
            seat
        };
        seat.take()
    }

    /// Counts a write to the open transaction; where its end will be told.
    fn count(
        &self,
        writer: &SqliteStore,
        error: Option<&StoreError>,
    ) -> Option<Arc<Told<Result<(), Failure>>>> {
        if !writer.has_open_group() {
            // nothing was written; or a failing disk has taken back what all have
            if let Some(error) = error {
                self.end_open(Err(Failure::of(error)));
            }
            return None;
        }
        let mut state = self.state();
        let new = || Open { end: Arc::default(), writes: 0, since: Instant::now() };
        let open = state.open.get_or_insert_with(new);
        open.writes += 1;
        error.is_none().then(|| open.end.clone())
    }

    /// Somebody waits who can write to the same transaction.
    fn goes_on(&self) -> bool {
        let state = self.state();
        let joinable = |open: &Open| open.writes < TOGETHER_MAX && open.since.elapsed() < OPEN_MAX;
        !state.waiting.is_empty() && state.open.as_ref().is_none_or(joinable)
    }

    fn commit(&self, writer: &mut SqliteStore) {
        let end = writer.commit_group().map_err(|error| Failure::of(&error));
        self.end_open(end);
    }

    fn end_open(&self, end: Result<(), Failure>) {
        let open = self.state().open.take();
        if let Some(open) = open {
            open.end.tell(end);
        }
    }

    fn hand_on(&self, writer: SqliteStore) {
        let mut state = self.state();
        match state.waiting.pop_front() {
            Some(seat) => seat.tell(writer),
            None => state.writer = Some(writer),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // nothing that can panic is done under it
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Something that is told once, and waited for.
#[derive(Debug)]
struct Told<T> {
    told: Mutex<Option<T>>,
    there: Condvar,
}

impl<T> Default for Told<T> {
    fn default() -> Self {
        Self { told: Mutex::new(None), there: Condvar::new() }
    }
}

impl<T> Told<T> {
    fn tell(&self, what: T) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(what);
        self.there.notify_all();
    }

    fn there(&self) -> MutexGuard<'_, Option<T>> {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        self.there.wait_while(told, |told| told.is_none()).unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for it and leaves it for others.
    fn wait<V>(&self, look: impl Fn(&T) -> V) -> V {
        loop {
            if let Some(told) = &*self.there() {
                return look(told);
            }
        }
    }

    /// Waits for it and takes it.
    fn take(&self) -> T {
        loop {
            if let Some(told) = self.there().take() {
                return told;
            }
        }
    }
}

/// A [`StoreError`] for several.
#[derive(Debug, Clone)]
enum Failure {
    Full,
    Busy,
    Other(String),
}

impl Failure {
    fn of(error: &StoreError) -> Self {
        match error {
            StoreError::Full => Self::Full,
            StoreError::Busy => Self::Busy,
            other => Self::Other(other.to_string()),
        }
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Full => Self::Full,
            Failure::Busy => Self::Busy,
            Failure::Other(said) => Self::Failed(said),
        }
    }
}
