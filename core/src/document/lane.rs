//! Fields that somebody types in are pinned: what is typed is meant at the heads that the field shows.
//!
//! Remote changes enter the document at once, a text field only when nothing is being composed, and a
//! field of one line not before it is left. Until then its edits are made at its own heads, in a *lane* of their own: Automerge gives them
//! an actor derived from the replica's, and they merge like anybody's.
//!
//! A lane works on a copy: `AutoCommit::isolate` would do it in place, but brings Automerge's
//! patches with it, tens of kilobytes that a phone would load for nothing else.

use automerge::transaction::{CommitOptions, OwnedTransaction, Transactable};
use automerge::{AutoCommit, Change, ChangeHash, ReadDoc};

use crate::document::edit::{Edit, Reason};
use crate::document::place::{self, Place};
use crate::document::shape::Shape;
use crate::document::step::Step;
use crate::document::{Document, DocumentError};

/// Pending edits of one pinned path. The document does not change while it has any.
#[derive(Debug)]
pub(crate) struct Lane {
    path: String,
    /// What the field shows, without these edits.
    heads: Vec<ChangeHash>,
    /// A copy of the document with the edits pending at these heads.
    copy: OwnedTransaction,
    /// The edits once more: a pending transaction cannot be read at other heads than its own.
    steps: Vec<Step>,
}

impl Lane {
    /// No transaction is open in `doc`, or it would be committed here.
    fn at(path: &str, heads: &[ChangeHash], doc: &mut AutoCommit) -> Self {
        let copy = copy_at(doc, heads);
        Self { path: path.to_owned(), heads: heads.to_vec(), copy, steps: Vec::new() }
    }

    pub(crate) fn pending_ops(&self) -> usize {
        self.copy.pending_ops()
    }

    /// Does an edit at the heads of the lane, after those it has.
    pub(crate) fn perform(&mut self, edit: &Edit, shape: &'static Shape) -> Result<(), Reason> {
        let step = Step::of(edit, &self.copy, shape)?;
        step.perform(&mut self.copy)?;
        if let Some(step) = step.after(self.steps.last_mut()) {
            self.steps.push(step);
        }
        Ok(())
    }

    /// Adds the edits to a copy of the document, which is as it was when the lane was opened.
    pub(crate) fn show_in(&self, doc: &mut AutoCommit, at_s: i64) {
        let mut copy = copy_at(doc, &self.heads);
        let done = self.steps.iter().try_for_each(|step| step.perform(&mut copy));
        debug_assert!(done.is_ok(), "what was done once can be done again");
        merge(copy, doc, at_s);
    }
}

/// A copy of the document with a transaction at older heads.
fn copy_at(doc: &mut AutoCommit, heads: &[ChangeHash]) -> OwnedTransaction {
    // the only way to a copy that can be written at older heads; Automerge hides it from its
    // documentation, so an upgrade has to look here
    let copy = doc.document().clone();
    match copy.into_transaction(None, Some(heads)) {
        Ok(copy) => copy,
        Err(_) => unreachable!("only patches of another document are refused, and none are given"),
    }
}

/// Makes one change of what is pending in a copy and applies it; `None` if that is nothing.
fn merge(copy: OwnedTransaction, doc: &mut AutoCommit, at_s: i64) -> Option<ChangeHash> {
    let (copy, hash, _) = copy.commit_with(CommitOptions::default().with_time(at_s));
    let change: Change = copy.get_change_by_hash(&hash?)?;
    let applied = doc.apply_changes([change]);
    assert!(applied.is_ok(), "the change was made on a copy of this very document");
    hash
}

impl Document {
    /// Says that the field of this path, a text or a register, shows the document as of these heads,
    /// as the view with these heads had it. Later edits of this path are made there: a value that was
    /// typed over another one, unseen, stands beside it.
    ///
    /// If the field has edits pending at older heads, they are committed; a view taken before
    /// that already showed them.
    ///
    /// # Errors
    /// [`DocumentError::UnknownHeads`] if a head is not in the document.
    pub fn shown(&mut self, path: &str, heads: &[ChangeHash]) -> Result<(), DocumentError> {
        if heads.is_empty() || !heads.iter().all(|head| self.knows(head)) {
            return Err(DocumentError::UnknownHeads);
        }
        let mut heads = heads.to_vec();
        heads.sort_unstable();
        heads.dedup();
        let newest = heads == self.heads;
        if self.lane.is_some() {
            self.close();
        }
        let heads = if newest { self.heads.clone() } else { heads };
        self.pins.insert(path.to_owned(), heads);
        self.freshen_pins();
        Ok(())
    }

    /// Says that no field shows this path any more: edits go to the current heads.
    pub fn hidden(&mut self, path: &str) {
        if self.lane_path() == Some(path) {
            self.close();
        }
        self.pins.remove(path);
    }

    /// The heads at which a pinned field is edited next: those of [`Document::shown`] and of what was
    /// committed there since.
    #[must_use]
    pub fn pinned(&self, path: &str) -> Option<&[ChangeHash]> {
        self.pins.get(path).map(Vec::as_slice)
    }

    /// Opens the lane that an edit of a pinned path needs, or leaves the one that it must not use.
    pub(crate) fn enter_lane(&mut self, pinned: Option<&str>) {
        let wanted =
            pinned.filter(|path| self.pins.get(*path).is_some_and(|heads| *heads != self.heads));
        if self.lane_path() == wanted {
            return;
        }
        self.close();
        // committing may have brought the pin up to date
        if let Some((path, heads)) = wanted.and_then(|path| self.pins.get_key_value(path))
            && *heads != self.heads
        {
            self.lane = Some(Lane::at(path, heads, &mut self.doc));
        }
    }

    pub(crate) fn lane_path(&self) -> Option<&str> {
        self.lane.as_ref().map(|lane| lane.path.as_str())
    }

    /// Closes an open transaction without edits and goes back to the current heads.
    pub(crate) fn leave_lane(&mut self) {
        if self.pending() {
            return;
        }
        self.doc.rollback();
        self.lane = None;
    }

    /// Commits what is pending, at the time of the last edit.
    pub(crate) fn close(&mut self) -> Option<ChangeHash> {
        self.weight = 0;
        if !self.pending() {
            self.leave_lane();
            return None;
        }
        let (path, change) = match self.lane.take() {
            Some(Lane { path, copy, .. }) => {
                (Some(path), merge(copy, &mut self.doc, self.edited_at_s)?)
            }
            None => {
                let options = CommitOptions::default().with_time(self.edited_at_s);
                (None, self.doc.commit_with(options)?)
            }
        };
        self.made(path.as_deref(), &[change]);
        Some(change)
    }

    /// Own changes are in the document; those of a pinned path are what its field shows.
    pub(crate) fn made(&mut self, path: Option<&str>, changes: &[ChangeHash]) {
        let before = std::mem::replace(&mut self.heads, self.doc.get_heads());
        match path {
            Some(path) => {
                self.pins.insert(path.to_owned(), changes.last().copied().into_iter().collect());
            }
            None => {
                for heads in self.pins.values_mut().filter(|heads| **heads == before) {
                    heads.clone_from(&self.heads);
                }
            }
        }
        // with one head nothing has met, and rebuilding a change costs as much as reading the text; but
        // whoever writes a sentence that is in doubt, and be it as it stands, ends that
        let quiet = self.heads.len() == 1 && self.doubts.all.is_empty();
        let met = if quiet { &[] } else { changes };
        let news = met.iter().filter_map(|hash| ReadDoc::get_change_by_hash(&self.doc, hash));
        let news: Vec<Change> = news.collect();
        self.after(&before, &news);
    }

    /// A field that shows the same as the document does not need older heads: what changed was
    /// elsewhere, or the field has been brought up to date.
    pub(crate) fn freshen_pins(&mut self) {
        for (path, heads) in &mut self.pins {
            if *heads != self.heads && shows_the_same(&self.doc, self.shape, path, heads) {
                heads.clone_from(&self.heads);
            }
        }
    }
}

fn shows_the_same(
    doc: &AutoCommit,
    shape: &'static Shape,
    path: &str,
    heads: &[ChangeHash],
) -> bool {
    match place::find(doc, shape, path) {
        Ok(Place::Text(text)) => match (doc.text(&text), doc.text_at(&text, heads)) {
            (Ok(now), Ok(shown)) => now == shown,
            _ => false,
        },
        Ok(Place::Register { object, key, .. }) => {
            match (doc.get_all(&object, key.as_str()), doc.get_all_at(&object, key, heads)) {
                (Ok(now), Ok(shown)) => now == shown,
                _ => false,
            }
        }
        _ => false,
    }
}
