//! Trying changes out where they can do no harm: on a thread of its own, with a deadline, catching
//! panics.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Once, mpsc};
use std::thread::Builder;
use std::time::Duration;

use paguyuban::frame::RefusalCode;
use paguyuban::vet::{Opened, Trial};

/// A trial of the largest document allowed takes about a second.
const DEADLINE: Duration = Duration::from_secs(5);
/// Automerge recurses; the depth that `vet` lets through needs a fraction of this.
const STACK_BYTES: usize = 16 * 1024 * 1024;
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
    stuck: Arc<AtomicUsize>,
}

impl Default for Trials {
    fn default() -> Self {
        Self::with_deadline(DEADLINE)
    }
}

impl Trials {
    /// Trials that may take this long.
    #[must_use]
    pub fn with_deadline(deadline: Duration) -> Self {
        keep_panics_quiet();
        Self { deadline, stuck: Arc::default() }
    }

    /// Runs a trial; comes back in time whatever it does.
    ///
    /// # Errors
    /// What the author of the changes is told.
    pub fn run(&self, trial: Trial) -> Result<Opened, RefusalCode> {
        self.run_work(move || trial.run())
    }

    fn run_work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, RefusalCode> + Send + 'static,
    ) -> Result<T, RefusalCode> {
        if self.stuck.load(Ordering::Relaxed) >= STUCK_MAX {
            return Err(RefusalCode::Busy);
        }
        let running = Running::start(&self.stuck);
        let (done, outcome) = mpsc::sync_channel(1);
        let thread = Builder::new().name("trial".to_owned()).stack_size(STACK_BYTES);
        let spawned = thread.spawn(move || {
            ON_TRIAL.set(true);
            let result =
                catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(RefusalCode::Malformed));
            drop(running);
            // nobody listens any more once the deadline has passed
            let _late = done.send(result);
        });
        if spawned.is_err() {
            return Err(RefusalCode::Busy);
        }
        outcome.recv_timeout(self.deadline).unwrap_or(Err(RefusalCode::TooSlow))
    }
}

/// Counts a thread until it ends, however it ends.
struct Running(Arc<AtomicUsize>);

impl Running {
    fn start(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count.clone())
    }
}

impl Drop for Running {
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

    #[test]
    fn a_trial_that_panics_is_refused_and_the_next_one_runs() {
        let trials = Trials::default();
        let refused = trials.run_work::<()>(|| panic!("hostile"));
        assert_eq!(refused, Err(RefusalCode::Malformed));
        assert_eq!(trials.run_work(|| Ok(7)), Ok(7));
    }

    #[test]
    fn trials_that_never_end_are_given_up_and_bounded_in_number() {
        let trials = Trials::with_deadline(Duration::from_millis(5));
        let mut held = Vec::new();
        for _ in 0..STUCK_MAX {
            let (hold, held_back) = mpsc::channel::<()>();
            held.push(hold);
            let slow = trials.run_work(move || {
                let _ended = held_back.recv();
                Ok(())
            });
            assert_eq!(slow, Err(RefusalCode::TooSlow));
        }
        assert_eq!(trials.run_work(|| Ok(())), Err(RefusalCode::Busy));
        drop(held);
        while trials.stuck.load(Ordering::Relaxed) > 0 {
            std::thread::yield_now();
        }
        assert_eq!(trials.run_work(|| Ok(())), Ok(()));
    }
}
