//! Edits of a text that are too long for one change: several, made on a copy and taken together, so
//! that what is refused in the middle has changed nothing.

use automerge::transaction::CommitOptions;
use automerge::{Author, AutoCommit, Change, ChangeHash};

use crate::document::Document;
use crate::document::edit::Reason;
use crate::document::shape::Shape;
use crate::document::step::Step;
use crate::document::write::CHANGE_WEIGHT_MAX;
use crate::id::CONCURRENCY_MAX;

/// What an edit may weigh in a [lane](crate::document::lane): at older heads Automerge reads the whole
/// text for each character that goes. A heavier one is made as a long one.
pub(crate) const LANE_WEIGHT_MAX: usize = 512;

impl Document {
    /// What an edit of this path may weigh before it counts as long.
    pub(crate) fn short_weight(&self, path: &str) -> usize {
        let behind = self.pins.get(path).is_some_and(|pin| pin.heads != self.heads);
        if behind { LANE_WEIGHT_MAX } else { CHANGE_WEIGHT_MAX }
    }

    /// Replaces a part of a text where its field shows it, in as many changes as that needs.
    pub(crate) fn splice_in_parts(
        &mut self,
        path: &str,
        step: impl FnOnce(&AutoCommit, &'static Shape) -> Result<Step, Reason>,
    ) -> Result<(), Reason> {
        self.close();
        let pinned = self.pins.get(path).map(|pin| pin.heads.clone());
        let mut copy = match pinned.as_ref().filter(|heads| **heads != self.heads) {
            Some(heads) => self.branch(heads)?,
            None => self.doc.clone(),
        };
        let whole = step(&copy, self.shape)?;
        let shown = whole.text_in(&copy)?;
        let mut hashes: Vec<ChangeHash> = Vec::new();
        let before = copy.get_heads();
        for part in whole.in_parts(&shown, CHANGE_WEIGHT_MAX) {
            part.perform(&mut copy)?;
            hashes.extend(copy.commit_with(CommitOptions::default().with_time(self.edited_at_s)));
        }
        let changes: Vec<Change> = copy.get_changes(&before);
        self.doc.apply_changes(changes).map_err(|_| Reason::Refused)?;
        self.made(pinned.map(|_| path), &hashes);
        Ok(())
    }

    /// The document as it was at older heads, to be written in as a lane would: under an actor of this
    /// replica of which nothing came later.
    fn branch(&mut self, heads: &[ChangeHash]) -> Result<AutoCommit, Reason> {
        let mut copy = self.doc.fork_at(heads).map_err(|_| Reason::Refused)?;
        let seqs = self.actor_seqs();
        let mut known = std::collections::BTreeMap::new();
        for change in copy.get_changes_meta(&[]) {
            let highest = known.entry(change.actor.into_owned()).or_insert(0);
            *highest = change.seq.max(*highest);
        }
        let all_is_here = |actor: &_| seqs.get(actor) == known.get(actor);
        let mut actors = (0..=CONCURRENCY_MAX).map(|level| self.replica.actor_at(level));
        let actor = actors.find(all_is_here).ok_or(Reason::Refused)?;
        // the author first: setting one draws a new actor
        copy.set_author(Some(Author::from(self.author.to_string().into_bytes())));
        copy.set_actor(actor);
        Ok(copy)
    }
}
