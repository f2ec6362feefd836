//! What happened in a story, and how it ended.

use std::fmt;

use super::faults::Planted;

/// What happened in one story. Two plays of one seed give equal tales.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says what was counted")]
pub struct Tale {
    pub steps: usize,
    pub edits: usize,
    pub edits_refused: usize,
    pub steps_back: usize,
    /// Cards of one person put together, or apart again.
    pub merges: usize,
    /// Minutes that are approved at the end.
    pub approved: usize,
    pub changes_acknowledged: usize,
    pub changes_confirmed: usize,
    pub changes_excused: usize,
    pub documents: usize,
    pub links: usize,
    pub frames_down: usize,
    pub cuts: usize,
    pub cut_in_a_frame: usize,
    pub disturbed: usize,
    pub phone_kills: usize,
    pub tab_kills: usize,
    pub relay_kills: usize,
    pub phone_restores: usize,
    pub relay_restores: usize,
    /// Older copies of the relay's folder put back without a word.
    pub went_back: usize,
    pub phone_disk_failures: usize,
    pub relay_disk_moods: usize,
    pub phone_snapshots: usize,
    pub refused: usize,
    pub stored: usize,
    pub epochs_met: usize,
    pub damaged: usize,
    pub erased: usize,
    pub roles_set: usize,
    /// Of the final state of the relay's documents.
    pub digest: u64,
}

/// A story that ended badly. Playing its seed again shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The seed.
    pub seed: u64,
    /// What was planted.
    pub planted: Option<Planted>,
    /// At which step.
    pub step: usize,
    /// What is wrong.
    pub why: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seed, planted, step, why } = self;
        write!(f, "seed {seed} (planted {planted:?}) broke at step {step}: {why}")
    }
}

impl std::error::Error for Broken {}
