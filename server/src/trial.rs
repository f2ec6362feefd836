//! Trying changes out where they can do no harm: on a thread of its own, with a deadline, catching
//! panics.

use std::cell::Cell;
use std::collections::VecDeque;
use std::io;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, Once, PoisonError, mpsc};
use std::thread::{Builder, available_parallelism};
use std::time::Duration;

use paguyuban::frame::RefusalCode;
use paguyuban::vet::{Opened, Trial};

/// A trial of the largest document allowed takes about a second.
const DEADLINE: Duration = Duration::from_secs(5);
/// Automerge recurses; the depth that `vet` lets through needs a fraction of this.
const STACK_BYTES: usize = 16 * 1024 * 1024;
/// Trials of one forum at once: one that many come back to must leave the others something.
const AT_ONCE_MAX: usize = 4;
/// Threads at once, of all forums. One that does not end keeps its place and its core; when all are
/// such, new trials are put off.
const THREADS_MAX: usize = 8;

thread_local! {
    static ON_TRIAL: Cell<bool> = const { Cell::new(false) };
}

/// Runs trials.
#[derive(Debug, Clone)]
pub struct Trials {
    deadline: Duration,
    at_once: usize,
    places: Arc<Places>,
}

impl Default for Trials {
    fn default() -> Self {
        Self::with_deadline(DEADLINE)
    }
}

impl Trials {
    /// Trials of which each may take this long.
    #[must_use]
    pub fn with_deadline(deadline: Duration) -> Self {
        keep_panics_quiet();
        let processors = available_parallelism().map_or(1, NonZero::get);
        Self { deadline, at_once: processors.min(AT_ONCE_MAX), places: Arc::default() }
    }

    /// Runs trials, as many at once as there are processors; comes back in time whatever they do.
    /// Gives an outcome for each, in the same order.
    #[must_use]
    pub fn run(&self, trials: Vec<Trial>) -> Vec<Result<Opened, RefusalCode>> {
        self.run_all(trials.into_iter().map(|trial| move || trial.run()).collect())
    }

    fn run_all<T, W>(&self, works: Vec<W>) -> Vec<Result<T, RefusalCode>>
    where
        T: Send + 'static,
        W: FnOnce() -> Result<T, RefusalCode> + Send + 'static,
    {
        let count = works.len();
        let mut outcomes: Vec<_> = (0..count).map(|_| Err(RefusalCode::Busy)).collect();
        let works = Arc::new(Mutex::new(works.into_iter().enumerate().collect::<VecDeque<_>>()));
        let (done, ended) = mpsc::channel();
        let mut threads = 0;
        while threads < self.at_once.min(count) {
            // the first waits for a place, the others are only there to be faster
            let patience = if threads == 0 { self.deadline } else { Duration::ZERO };
            let place = Places::take(&self.places, patience);
            let Some(place) = place.filter(|_| threads == 0 || !queued(&works).is_empty()) else {
                break;
            };
            if spawn(place, works.clone(), done.clone()).is_err() {
                break;
            }
            threads += 1;
        }
        drop(done);
        if threads == 0 {
            return outcomes;
        }
        outcomes.fill_with(|| Err(RefusalCode::TooSlow));
        for _ in 0..count {
            let Ok((number, outcome)) = ended.recv_timeout(self.deadline) else {
                break;
            };
            outcomes[number] = outcome;
        }
        // what nobody has begun is not begun any more
        queued(&works).clear();
        outcomes
    }
}

/// A thread that does one after the other until nothing is left.
fn spawn<T, W>(
    place: Place,
    works: Arc<Queue<W>>,
    done: mpsc::Sender<(usize, Result<T, RefusalCode>)>,
) -> io::Result<()>
where
    T: Send + 'static,
    W: FnOnce() -> Result<T, RefusalCode> + Send + 'static,
{
    let thread = Builder::new().name("trial".to_owned()).stack_size(STACK_BYTES);
    let spawned = thread.spawn(move || {
        let _until_it_ends = place;
        ON_TRIAL.set(true);
        loop {
            // a statement of its own, so that the lock is not held while it works
            let next = queued(&works).pop_front();
            let Some((number, work)) = next else {
                break;
            };
            let outcome =
                catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(RefusalCode::Malformed));
            // nobody listens any more once the deadline has passed
            let _late = done.send((number, outcome));
        }
    });
    spawned.map(drop)
}

/// Works that no thread has begun.
type Queue<W> = Mutex<VecDeque<(usize, W)>>;

fn queued<W>(works: &Queue<W>) -> MutexGuard<'_, VecDeque<(usize, W)>> {
    // a list is right whatever happened to the thread that held it
    works.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How many threads there are.
#[derive(Debug, Default)]
struct Places {
    taken: Mutex<usize>,
    freed: Condvar,
}

/// One thread's, until it is dropped.
struct Place(Arc<Places>);

impl Places {
    /// Waits so long at most; `None` if all are taken.
    fn take(places: &Arc<Self>, patience: Duration) -> Option<Place> {
        let full = |taken: &mut usize| *taken >= THREADS_MAX;
        let waited = places.freed.wait_timeout_while(places.taken(), patience, full);
        let (mut taken, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (*taken < THREADS_MAX).then(|| {
            *taken += 1;
            Place(places.clone())
        })
    }

    fn taken(&self) -> MutexGuard<'_, usize> {
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

/// A panic in a trial is an answer, not a fault of the relay: its message would only fill the log.
fn keep_panics_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !ON_TRIAL.get() {
                usual(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One work alone.
    fn one<T: Send + 'static>(
        trials: &Trials,
        work: impl FnOnce() -> Result<T, RefusalCode> + Send + 'static,
    ) -> Result<T, RefusalCode> {
        trials.run_all(vec![work]).pop().unwrap()
    }

    #[test]
    fn a_trial_that_panics_is_refused_and_the_others_run() {
        let trials = Trials::default();
        let work = |number| move || if number == 4 { panic!("hostile") } else { Ok(number) };
        let outcomes = trials.run_all((0..9).map(work).collect());
        let expected = (0..9).map(|number| (number != 4).then_some(number));
        assert!(outcomes.iter().map(|outcome| outcome.as_ref().ok().copied()).eq(expected));
        assert_eq!(outcomes[4], Err(RefusalCode::Malformed));
    }

    #[test]
    fn many_forums_at_once_wait_for_each_other_and_none_is_refused() {
        let trials = Trials::default();
        std::thread::scope(|scope| {
            for _ in 0..3 * THREADS_MAX {
                scope.spawn(|| {
                    let work = || {
                        std::thread::sleep(Duration::from_millis(2));
                        Ok(())
                    };
                    assert_eq!(trials.run_all(vec![work; 4]), vec![Ok(()); 4]);
                });
            }
        });
    }

    #[test]
    fn trials_that_never_end_are_given_up_and_bounded_in_number() {
        let trials = Trials::with_deadline(Duration::from_millis(100));
        let mut held = Vec::new();
        for _ in 0..THREADS_MAX {
            let (hold, held_back) = mpsc::channel::<()>();
            held.push(hold);
            let slow = one(&trials, move || {
                let _ended = held_back.recv();
                Ok(())
            });
            assert_eq!(slow, Err(RefusalCode::TooSlow));
        }
        assert_eq!(one(&trials, || Ok(())), Err(RefusalCode::Busy));
        drop(held);
        while *trials.places.taken() > 0 {
            std::thread::yield_now();
        }
        assert_eq!(one(&trials, || Ok(())), Ok(()));
    }
}
