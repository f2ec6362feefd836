//! Trying changes out where they can do no harm: on a thread of its own, with a deadline, catching
//! panics.

use std::cell::Cell;
use std::collections::VecDeque;
use std::io;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, Once, OnceLock, PoisonError, mpsc};
use std::thread::{Builder, available_parallelism};
use std::time::{Duration, Instant};

use paguyuban::frame::RefusalCode;
use paguyuban::relay::{Outcome, Running, Tried};
use paguyuban::vet::{Opened, Trial};

use crate::archive::{Save, Saved, Saving};

mod places;

use places::{Place, Places};

/// A trial of the largest document allowed takes about a second.
pub(crate) const DEADLINE: Duration = Duration::from_secs(5);
/// A snapshot of the largest document takes seconds; nobody waits for it.
const SAVE_PATIENCE: Duration = Duration::from_secs(60);
/// A turn waits so long for its trials, most of which take some milliseconds; then it serves others, and
/// they go on.
const PATIENCE: Duration = Duration::from_millis(20);
/// So long for a thread, while other forums have all of them.
const PLACE_PATIENCE: Duration = Duration::from_secs(1);
/// A trial that nobody has begun for so many deadlines is put off.
const DEADLINES_BEFORE: u32 = 3;
/// Automerge recurses; the depth that `vet` lets through needs a fraction of this.
const STACK_BYTES: usize = 16 * 1024 * 1024;
/// Trials of one forum at once: one that many come back to must leave the others something.
const AT_ONCE_MAX: usize = 4;

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

    /// Runs trials, as many at once as there are processors, and the small ones first. Comes back soon: what has not
    /// ended by then goes on, and what is to be tried apart is not waited for. Gives an outcome for each, in the same
    /// order.
    #[must_use]
    pub fn run(&self, trials: Vec<Trial>) -> Vec<Outcome> {
        let until = Instant::now() + PATIENCE;
        let mut order: Vec<(usize, Trial)> = trials.into_iter().enumerate().collect();
        order.sort_by_key(|(_, trial)| (trial.is_apart(), trial.size()));
        let apart = order.split_off(order.partition_point(|(_, trial)| !trial.is_apart()));
        let begin = |trials: Vec<(usize, Trial)>| {
            let (places, trials): (Vec<usize>, Vec<Trial>) = trials.into_iter().unzip();
            let works = trials.into_iter().map(|trial| move || trial.run()).collect();
            places.into_iter().zip(self.begin_all(works, PLACE_PATIENCE)).collect::<Vec<_>>()
        };
        let (others, apart) = (begin(order), begin(apart));
        let waited = others.into_iter().map(|(place, mut later)| (place, later.wait(until), later));
        let mut outcomes: Vec<(usize, Outcome)> = waited
            .map(|(place, ended, later)| match ended {
                Some(ended) => (place, Outcome::Ended(Box::new(ended.into()))),
                None => (place, Outcome::GoesOn(Box::new(later))),
            })
            .collect();
        let running = |(place, later)| (place, Outcome::GoesOn(Box::new(later)));
        outcomes.extend(apart.into_iter().map(running));
        outcomes.sort_by_key(|(place, _)| *place);
        outcomes.into_iter().map(|(_, outcome)| outcome).collect()
    }

    /// Does something large on a thread of its own, catching panics, for as long as it may take.
    ///
    /// # Errors
    /// [`RefusalCode::Busy`] if there is no thread, [`RefusalCode::TooSlow`] after so long, or what the work
    /// says.
    pub(crate) fn apart<T: Send + 'static>(
        &self,
        patience: Duration,
        work: impl FnOnce() -> Result<T, RefusalCode> + Send + 'static,
    ) -> Result<T, RefusalCode> {
        let until = Instant::now() + patience;
        let patient = Self { deadline: patience, ..self.clone() };
        let ended = patient.begin_all(vec![work], PLACE_PATIENCE).pop();
        let ended = ended.and_then(|mut later| later.wait(until));
        ended.map_or(Err(RefusalCode::TooSlow), |ended| ended.result)
    }

    /// Makes a snapshot on a thread of its own, if there is one: no turn waits for it.
    #[must_use]
    pub fn save(&self, save: Save) -> Box<dyn Saving> {
        let patient = Self { deadline: SAVE_PATIENCE, ..self.clone() };
        let work = || save().ok_or(RefusalCode::Malformed);
        Box::new(Snapshotting(patient.begin_all(vec![work], Duration::ZERO).pop()))
    }

    /// Begins works; the first waits so long for a place.
    fn begin_all<T, W>(&self, works: Vec<W>, patience: Duration) -> Vec<Later<T>>
    where
        T: Send + 'static,
        W: FnOnce() -> Result<T, RefusalCode> + Send + 'static,
    {
        let (mut tasks, mut laters) = (VecDeque::new(), Vec::new());
        let put_off = Instant::now() + self.deadline * DEADLINES_BEFORE;
        for work in works {
            let (done, ended) = mpsc::channel();
            let began = Arc::new(OnceLock::new());
            tasks.push_back(Task { work, done, began: began.clone() });
            laters.push(Later { ended, began, deadline: self.deadline, put_off });
        }
        let count = tasks.len();
        let tasks = Arc::new(Mutex::new(tasks));
        let mut threads = 0;
        while threads < self.at_once.min(count) {
            // the others are only there to be faster
            let patience = if threads == 0 { patience.min(self.deadline) } else { Duration::ZERO };
            let place = Places::take(&self.places, patience);
            let Some(place) = place.filter(|_| threads == 0 || !queued(&tasks).is_empty()) else {
                break;
            };
            if spawn(place, tasks.clone()).is_err() {
                break;
            }
            threads += 1;
        }
        if threads == 0 {
            // their senders go, which says that they were put off
            queued(&tasks).clear();
        }
        laters
    }
}

/// What came of a work.
#[derive(Debug, PartialEq, Eq)]
struct Ended<T> {
    result: Result<T, RefusalCode>,
    /// How long a processor was at it.
    took: Duration,
}

impl From<Ended<Opened>> for Tried {
    fn from(Ended { result, took }: Ended<Opened>) -> Self {
        Self { outcome: result, took }
    }
}

/// Something to be done on a thread.
#[derive(Debug)]
struct Task<T, W> {
    work: W,
    done: mpsc::Sender<Ended<T>>,
    began: Arc<OnceLock<Instant>>,
}

/// What will come of a task.
#[derive(Debug)]
struct Later<T> {
    ended: mpsc::Receiver<Ended<T>>,
    began: Arc<OnceLock<Instant>>,
    deadline: Duration,
    put_off: Instant,
}

impl<T> Later<T> {
    /// What came of it, if that is known by then.
    fn wait(&mut self, until: Instant) -> Option<Ended<T>> {
        let given_up = |code, took| Some(Ended { result: Err(code), took });
        match self.ended.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(ended) => Some(ended),
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                given_up(RefusalCode::Busy, Duration::ZERO)
            }
            Err(mpsc::RecvTimeoutError::Timeout) => match self.began.get() {
                Some(began) if began.elapsed() > self.deadline => {
                    given_up(RefusalCode::TooSlow, self.deadline)
                }
                None if Instant::now() > self.put_off => {
                    given_up(RefusalCode::Busy, Duration::ZERO)
                }
                _ => None,
            },
        }
    }
}

impl Running for Later<Opened> {
    fn ended(&mut self) -> Option<Tried> {
        self.wait(Instant::now()).map(Tried::from)
    }
}

/// A snapshot that is being made.
struct Snapshotting(Option<Later<Vec<u8>>>);

impl Saving for Snapshotting {
    fn ended(&mut self) -> Option<Saved> {
        let Some(later) = &mut self.0 else {
            return Some(Saved::PutOff);
        };
        Some(match later.wait(Instant::now())?.result {
            Ok(bytes) => Saved::Whole(bytes),
            Err(RefusalCode::Busy) => Saved::PutOff,
            Err(_) => Saved::Not,
        })
    }
}

/// A thread that does one after the other until nothing is left.
fn spawn<T, W>(place: Place, tasks: Arc<Queue<T, W>>) -> io::Result<()>
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
            let next = queued(&tasks).pop_front();
            let Some(Task { work, done, began }) = next else {
                break;
            };
            began.get_or_init(Instant::now);
            let before = thread_time();
            let result =
                catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(RefusalCode::Malformed));
            let took = thread_time().saturating_sub(before);
            // nobody listens any more once the deadline has passed
            let _late = done.send(Ended { result, took });
        }
    });
    spawned.map(drop)
}

/// How long processors were at what this thread does: whoever shares one with others did not take longer for that.
#[cfg(unix)]
fn thread_time() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}

#[cfg(not(unix))]
fn thread_time() -> Duration {
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    BEGAN.get_or_init(Instant::now).elapsed()
}

/// Tasks that no thread has begun.
type Queue<T, W> = Mutex<VecDeque<Task<T, W>>>;

fn queued<T, W>(tasks: &Queue<T, W>) -> MutexGuard<'_, VecDeque<Task<T, W>>> {
    // a list is right whatever happened to the thread that held it
    tasks.lock().unwrap_or_else(PoisonError::into_inner)
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
    use super::places::THREADS_MAX;
    use super::*;

    impl Trials {
        /// As a patient host would.
        fn run_all<T: Send + 'static, W>(&self, works: Vec<W>) -> Vec<Result<T, RefusalCode>>
        where
            W: FnOnce() -> Result<T, RefusalCode> + Send + 'static,
        {
            let mut begun = self.begin_all(works, PLACE_PATIENCE);
            let wait = |later: &mut Later<T>| loop {
                if let Some(ended) = later.wait(Instant::now() + Duration::from_millis(5)) {
                    return ended.result;
                }
            };
            begun.iter_mut().map(wait).collect()
        }
    }

    #[test]
    fn a_trial_that_takes_long_goes_on_while_the_host_does_something_else() {
        let trials = Trials::default();
        let (hold, held_back) = mpsc::channel::<()>();
        let work = move || {
            let _released = held_back.recv();
            Ok(7)
        };
        let began = Instant::now();
        let mut later = trials.begin_all(vec![work], PLACE_PATIENCE).pop().unwrap();
        assert_eq!(later.wait(Instant::now() + PATIENCE), None);
        assert!(began.elapsed() < DEADLINE / 2, "the host waited");
        hold.send(()).unwrap();
        assert_eq!(later.wait(Instant::now() + DEADLINE).map(|ended| ended.result), Some(Ok(7)));
    }

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
        let began = Instant::now();
        let snapshot = trials.save(Box::new(|| Some(Vec::new()))).ended();
        assert!(matches!(snapshot, Some(Saved::PutOff)), "nothing is wrong with the document");
        assert!(began.elapsed() < PLACE_PATIENCE, "a turn waited for a snapshot");
        drop(held);
        while *trials.places.taken() > 0 {
            std::thread::yield_now();
        }
        assert_eq!(one(&trials, || Ok(())), Ok(()));
    }
}
