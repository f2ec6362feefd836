//! A believable year of the eighteen villages, the same for the same seed: for a first look, for
//! tests and for benchmarks. No real person is in it.
//!
//! [`story`] is the plain data. [`plant`] writes it as its people would: each on an own phone, in
//! the core's documents, through the archive's trial and append.

use paguyuban::document::{DocumentError, InvalidEdit};
use paguyuban::frame::{Closing, RefusalCode};
use paguyuban::id::{DocId, ForumId};
use paguyuban::vet::Trial;
use thiserror::Error;

use crate::archive::Archive;
use crate::store::{Store, StoreError, Unfit};

mod cards;
mod dice;
mod logs;
mod meetings;
mod minutes;
mod pen;
mod people;
mod settings;
mod story;
mod topics;
mod wider;

pub use people::VILLAGES;
pub use story::{Knowing, Person, Session, Story};

/// The seed of `paguyuban forum new --demo`.
pub const SEED: u64 = 33_02_19;
/// Monday, 6 October 2025, midnight in western Indonesia.
const START_S: i64 = 1_759_683_600;
const START_MS: u64 = START_S as u64 * 1000;
/// Until Wednesday, 18 November 2026.
const WORK_DAYS: usize = 292;

/// Why the demo could not be written.
#[derive(Debug, Error)]
pub enum DemoError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A document does not take an edit of the story.
    #[error(transparent)]
    Edit(#[from] InvalidEdit),
    /// A document does not take the changes of another phone.
    #[error(transparent)]
    Document(#[from] Box<DocumentError>),
    /// A device could not join.
    #[error("a device of the demo could not join: {0}")]
    Enrolment(Unfit),
    /// The archive did not take a push.
    #[error("a push to {doc} was refused: {code:?}")]
    Refused {
        /// The document.
        doc: DocId,
        /// Why.
        code: RefusalCode,
    },
    /// The archive ended a link.
    #[error("a link was closed: {0:?}")]
    Closed(Closing),
}

/// The year as plain data.
#[must_use]
pub fn story(seed: u64) -> Story {
    let mut dice = dice::Dice::new(seed);
    let people = people::people(&mut dice);
    let mut sessions = vec![settings::session()];
    sessions.extend(cards::sessions(&people, &mut dice));
    sessions.extend(logs::sessions(&people, &mut dice));
    sessions.extend(minutes::sessions(&people, &mut dice));
    sessions.extend(wider::sessions(&people, seed));
    // a stable order: what was written at the same second stays as the story has it
    sessions.sort_by_key(|session| session.at_s);
    Story { people, sessions }
}

/// Writes a story into a forum in which nobody has written yet, and gives the store back.
///
/// # Errors
/// [`DemoError`]; what was written until then stays.
pub fn plant<S: Store>(mut store: S, forum: ForumId, story: &Story) -> Result<S, DemoError> {
    let keys = pen::enrol(&mut store, forum, &story.people)?;
    // our own changes: nothing hostile to keep away
    let mut archive = Archive::open(store, forum, Box::new(Trial::run_each), START_MS)?;
    pen::write(&mut archive, forum, story, &keys)?;
    Ok(archive.into_store())
}

/// The first second of a working day, counted from [`START_S`].
fn work_day(day: usize) -> i64 {
    let days = day / 5 * 7 + day % 5;
    START_S + days as i64 * 24 * 3600
}

#[cfg(test)]
mod tests;
