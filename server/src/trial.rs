//! Trying changes out where they can do no harm: on a thread of its own, with a deadline, catching
//! panics.

use std::cell::Cell;
use std::collections::VecDeque;
use std::io;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError, mpsc};
use std::thread::{Builder, available_parallelism};
use std::time::Duration;

use paguyuban::frame::RefusalCode;
use paguyuban::vet::{Opened, Trial};

/// A trial of the largest document allowed takes about a second.
const DEADLINE: Duration = Duration::from_secs(5);
/// Automerge recurses; the depth that `vet` lets through needs a fraction of this.
const STACK_BYTES: usize = 16 * 1024 * 1024;
/// Trials at once. A forum that many come back to must leave the other forums something.
const AT_ONCE_MAX: usize = 4;
/// Threads that did not end in time, each holding a core until it does. With so many, new trials
/// are put off.
const STUCK_MAX: usize = 4;

thread_local! {
    static ON_TRIAL: Cell<bool> = const { Cell::new(false) };
}

/// Runs trials.
#[derive(Debug, Clone)]
pub struct Trials {
    deadline: Duration,
    at_once: usize,
    /// Trials that have begun and not ended.
    busy: Arc<AtomicUsize>,
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
        Self { deadline, at_once: processors.min(AT_ONCE_MAX), busy: Arc::default() }
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
        if self.busy.load(Ordering::Relaxed) >= STUCK_MAX {
            return outcomes;
        }
        let works = Arc::new(Mutex::new(works.into_iter().enumerate().collect::<VecDeque<_>>()));
        let (done, ended) = mpsc::channel();
        let threads = (0..self.at_once.min(count))
            .filter(|_| self.spawn(works.clone(), done.clone()).is_ok())
            .count();
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

    /// A thread that does one after the other until nothing is left.
    fn spawn<T, W>(
        &self,
        works: Arc<Queue<W>>,
        done: mpsc::Sender<(usize, Result<T, RefusalCode>)>,
    ) -> io::Result<()>
    where
        T: Send + 'static,
        W: FnOnce() -> Result<T, RefusalCode> + Send + 'static,
    {
        let busy = self.busy.clone();
        let thread = Builder::new().name("trial".to_owned()).stack_size(STACK_BYTES);
        let spawned = thread.spawn(move || {
            ON_TRIAL.set(true);
            loop {
                // a statement of its own, so that the lock is not held while it works
                let next = queued(&works).pop_front();
                let Some((number, work)) = next else {
                    break;
                };
                let working = Working::begin(&busy);
                let outcome =
                    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(RefusalCode::Malformed));
                drop(working);
                // nobody listens any more once the deadline has passed
                let _late = done.send((number, outcome));
            }
        });
        spawned.map(drop)
    }
}

/// Works that no thread has begun.
type Queue<W> = Mutex<VecDeque<(usize, W)>>;

fn queued<W>(works: &Queue<W>) -> MutexGuard<'_, VecDeque<(usize, W)>> {
    // a list is right whatever happened to the thread that held it
    works.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Counts a thread as long as it works, however it ends.
struct Working(Arc<AtomicUsize>);

impl Working {
    fn begin(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count.clone())
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
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
    fn trials_that_never_end_are_given_up_and_bounded_in_number() {
        let trials = Trials::with_deadline(Duration::from_millis(5));
        let mut held = Vec::new();
        for _ in 0..STUCK_MAX {
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
        while trials.busy.load(Ordering::Relaxed) > 0 {
            std::thread::yield_now();
        }
        assert_eq!(one(&trials, || Ok(())), Ok(()));
    }
}
