//! Bytes that nobody should send, for every decoder and for a whole relay.
//!
//! A target takes bytes of a real thing, altered. What is packed is unpacked, altered inside and
//! packed again, and what carries a checksum gets a right one, so that the alteration arrives deep
//! inside. A target fails by panicking; [`run`] says at which roll of the dice.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use paguyuban_server::trial::Trials;
use thiserror::Error;

use crate::dice::Dice;

mod alter;
mod decoders;
mod relay;
mod samples;

/// One input may not keep a decoder busy for longer. The relay gives up a trial after 5 s.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is fed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says what is decoded")]
pub enum Target {
    FrameUp,
    FrameDown,
    Body,
    Chunk,
    StoredChanges,
    Snapshot,
    Texts,
    Edits,
    Relay,
    /// A relay that tries changes out in place: it must break, or the inputs are too tame.
    RelayWithoutFence,
}

impl Target {
    /// All of them with their names on the command line.
    pub const ALL: [(&'static str, Self); 9] = [
        ("frame-up", Self::FrameUp),
        ("frame-down", Self::FrameDown),
        ("body", Self::Body),
        ("chunk", Self::Chunk),
        ("stored-changes", Self::StoredChanges),
        ("snapshot", Self::Snapshot),
        ("texts", Self::Texts),
        ("edits", Self::Edits),
        ("relay", Self::Relay),
    ];

    /// The target of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, target)| *target)
    }
}

/// What came of many inputs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Inputs fed.
    pub inputs: u64,
    /// Of them taken as something real.
    pub taken: u64,
    /// The longest that one took.
    pub longest: Duration,
}

/// An input that broke its decoder. The same target, seed and number show it again.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{target:?} broke at input {at} of seed {seed}: {why}")]
pub struct Broken {
    /// What was fed.
    pub target: Target,
    /// The seed.
    pub seed: u64,
    /// The number of the input.
    pub at: u64,
    /// What happened.
    pub why: String,
}

/// Feeds so many inputs.
///
/// # Errors
/// [`Broken`] at the first that panics, hangs, or is taken and should not have been.
pub fn run(target: Target, runs: u64, seed: u64) -> Result<Outcome, Box<Broken>> {
    run_and_tell(target, runs, seed, |_, _| {})
}

/// As [`run`], and tells how far it is after every input.
///
/// # Errors
/// As [`run`].
pub fn run_and_tell(
    target: Target,
    runs: u64,
    seed: u64,
    mut tell: impl FnMut(u64, &Outcome),
) -> Result<Outcome, Box<Broken>> {
    let mut dice = Dice::new(seed);
    let mut feeder = feeder(target, &mut dice);
    let mut outcome = Outcome::default();
    for at in 0..runs {
        let began = Instant::now();
        let fed = catch_unwind(AssertUnwindSafe(|| feeder.feed(&mut dice)));
        let took = began.elapsed();
        let why = match fed {
            Ok(Ok(taken)) => {
                outcome.taken += u64::from(taken);
                (took > PATIENCE).then(|| format!("it took {took:?}"))
            }
            Ok(Err(why)) => Some(why),
            Err(panic) => Some(format!("panic: {}", message_of(&*panic))),
        };
        if let Some(why) = why {
            return Err(Box::new(Broken { target, seed, at, why }));
        }
        outcome.inputs += 1;
        outcome.longest = outcome.longest.max(took);
        tell(at, &outcome);
    }
    Ok(outcome)
}

/// Something that takes altered inputs.
trait Feed {
    /// Makes and feeds one input; whether it was taken as something real.
    ///
    /// # Errors
    /// What should not have happened.
    fn feed(&mut self, dice: &mut Dice) -> Result<bool, String>;
}

fn feeder(target: Target, dice: &mut Dice) -> Box<dyn Feed> {
    match target {
        Target::Relay => {
            Box::new(relay::Hostile::new(relay::Fence::Trials(Trials::default()), dice))
        }
        Target::RelayWithoutFence => Box::new(relay::Hostile::new(relay::Fence::None, dice)),
        other => Box::new(decoders::Decoder::new(other, dice)),
    }
}

fn message_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
