//! Taking back what was written last, and doing it again.

use automerge::{Change, ChangeHash};

use super::{EditError, Effect, Replica};
use crate::access;
use crate::document::{History, Value, is_fixed};
use crate::id::DocId;

/// Changes of a document that are told at once: some screens.
const PAGE: usize = 30;
/// Steps of one document that are remembered: nobody counts back further.
const STEPS_MAX: usize = 100;

/// What was written in a document while it was open. A step is what was stored at once.
#[derive(Debug, Default)]
pub(super) struct Steps {
    done: Vec<Vec<ChangeHash>>,
    undone: Vec<Vec<ChangeHash>>,
    way: Way,
}

/// What the next changes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Way {
    /// Something new: what was taken back before is not done again after it.
    #[default]
    On,
    Back,
    Again,
}

impl Steps {
    /// These changes were made here just now.
    pub(super) fn did(&mut self, changes: &[Change]) {
        let made = changes.iter().filter(|change| !is_fixed(change.actor_id()));
        let made: Vec<ChangeHash> = made.map(Change::hash).collect();
        if made.is_empty() {
            return;
        }
        if self.way == Way::On {
            self.undone.clear();
        }
        let steps = if self.way == Way::Back { &mut self.undone } else { &mut self.done };
        steps.push(made);
        if steps.len() > STEPS_MAX {
            steps.remove(0);
        }
    }
}

impl Replica {
    /// Takes back the last step that was written here and can be taken back; what began with it is archived on
    /// this day. Nothing happens if there is none.
    ///
    /// # Errors
    /// As [`Replica::edit`].
    pub fn undo(&mut self, doc: &DocId, day: &str, now_s: i64) -> Result<Vec<Effect>, EditError> {
        self.step(doc, Way::Back, day, now_s)
    }

    /// Does again what was taken back last, as long as nothing new was written since.
    ///
    /// # Errors
    /// As [`Replica::edit`].
    pub fn redo(&mut self, doc: &DocId, day: &str, now_s: i64) -> Result<Vec<Effect>, EditError> {
        self.step(doc, Way::Again, day, now_s)
    }

    /// Whether there is anything to take back, and to do again.
    #[must_use]
    pub fn steps(&self, doc: &DocId) -> (bool, bool) {
        let open = self.open.get(doc);
        open.map_or((false, false), |open| {
            let pending = open.document.pending();
            (pending || !open.steps.done.is_empty(), !pending && !open.steps.undone.is_empty())
        })
    }

    /// Who changed what in a document in memory, or in a place of it: a page, behind this change if it is given.
    #[must_use]
    pub fn past(
        &mut self,
        doc: &DocId,
        path: Option<&str>,
        before: Option<ChangeHash>,
    ) -> Option<History> {
        let document = &mut self.open.get_mut(doc)?.document;
        Some(match path {
            None => document.history(before, PAGE),
            Some(path) => document.past_of(path, before, PAGE),
        })
    }

    /// What stood in a place of a document in memory at these heads.
    #[must_use]
    pub fn then(&self, doc: &DocId, path: &str, heads: &[ChangeHash]) -> Option<Value> {
        self.open.get(doc)?.document.then(path, heads)
    }

    fn step(
        &mut self,
        doc: &DocId,
        way: Way,
        day: &str,
        now_s: i64,
    ) -> Result<Vec<Effect>, EditError> {
        if !access::may_write(self.role, self.member, doc) {
            return Err(EditError::NotAllowed(doc.clone()));
        }
        // what is being typed is the last thing that was written
        let mut effects = self.commit(doc, now_s);
        let approves = access::may_approve(self.role);
        if !self.is_open(doc) {
            return Err(EditError::NotOpen(doc.clone()));
        }
        // nobody has written a word of it
        let Some(open) = self.open.get_mut(doc) else {
            return Ok(effects);
        };
        let mut moved = false;
        while !moved {
            let steps = &mut open.steps;
            let step = if way == Way::Back { steps.done.pop() } else { steps.undone.pop() };
            let Some(step) = step else { break };
            // the last first; what somebody has put something else for is gone by, and so is what cannot be
            // undone: what was committed before has to be stored whatever comes of this
            for change in step.iter().rev() {
                let back = open.document.take_back(change, day, approves, now_s);
                moved |= matches!(back, Ok(Some(_)));
            }
        }
        open.steps.way = way;
        effects.extend(self.flush(doc));
        if let Some(open) = self.open.get_mut(doc) {
            open.steps.way = Way::On;
        }
        Ok(effects)
    }
}
