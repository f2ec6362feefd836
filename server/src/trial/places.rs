//! Places for the threads of trials.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Threads at once, of all forums. One that does not end keeps its place and its core; when all are
/// such, new trials are put off.
pub(super) const THREADS_MAX: usize = 8;

/// How many threads there are.
#[derive(Debug, Default)]
pub(super) struct Places {
    taken: Mutex<usize>,
    freed: Condvar,
}

/// One thread's, until it is dropped.
pub(super) struct Place(Arc<Places>);

impl Places {
    /// Waits so long at most; `None` if all are taken.
    pub(super) fn take(places: &Arc<Self>, patience: Duration) -> Option<Place> {
        let full = |taken: &mut usize| *taken >= THREADS_MAX;
        let waited = places.freed.wait_timeout_while(places.taken(), patience, full);
        let (mut taken, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (*taken < THREADS_MAX).then(|| {
            *taken += 1;
            Place(places.clone())
        })
    }

    pub(super) fn taken(&self) -> MutexGuard<'_, usize> {
        // a number is right whatever happened to the thread that held it
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *self.0.taken() -= 1;
        self.0.freed.notify_one();
    }
}
