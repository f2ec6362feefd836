//! Fields that somebody types in are pinned: what is typed is meant at the heads that the field shows.
//!
//! Remote changes enter the document at once, a text field only when nothing is being composed, and a
//! field of one line not before it is left. Until then its edits are made at its own heads, in a *lane* of their own: Automerge gives them
//! an actor derived from the replica's, and they merge like anybody's.
//!
//! A lane works on a copy: `AutoCommit::isolate` would do it in place, but brings Automerge's
//! patches with it, tens of kilobytes that a phone would load for nothing else.

use std::collections::BTreeSet;

use automerge::legacy::{Key, ObjectId, Op};
use automerge::transaction::{CommitOptions, OwnedTransaction, Transactable};
use automerge::{AutoCommit, Change, ChangeHash, ReadDoc};

use crate::document::edit::{Edit, Reason};
use crate::document::place::{self, Place};
use crate::document::script::Script;
use crate::document::shape::Shape;
use crate::document::step::Step;
use crate::document::{Document, DocumentError};

/// What a field shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pin {
    /// As of which heads.
    pub(crate) heads: Vec<ChangeHash>,
    /// If it is a text and its patches were asked for, its characters there.
    pub(crate) script: Option<Script>,
    /// The heads to which the last patches lead, and the characters there.
    pub(crate) next: Option<(Vec<ChangeHash>, Script)>,
}

impl Pin {
    /// The field shows what it showed, and what its person wrote in these changes.
    fn write(&mut self, heads: Vec<ChangeHash>, changes: &[Change]) {
        self.script = self.script.take().and_then(|mut script| {
            changes.iter().try_for_each(|change| script.write(change))?;
            Some(script)
        });
        (self.heads, self.next) = (heads, None);
    }
}

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
        let pin = self.pins.entry(path.to_owned()).or_default();
        if pin.heads != heads {
            let next = pin.next.take().filter(|(to, _)| *to == heads);
            *pin = Pin { heads, script: next.map(|(_, script)| script), next: None };
        }
        if !newest {
            self.freshen(path);
        }
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
        self.pins.get(path).map(|pin| pin.heads.as_slice())
    }

    /// Opens the lane that an edit of a pinned path needs, or leaves the one that it must not use.
    pub(crate) fn enter_lane(&mut self, pinned: Option<&str>) {
        let wanted =
            pinned.filter(|path| self.pins.get(*path).is_some_and(|pin| pin.heads != self.heads));
        if self.lane_path() == wanted {
            return;
        }
        self.close();
        // committing may have brought the pin up to date
        let behind = |pin: &&Pin| pin.heads != self.heads;
        if let Some(path) = wanted
            && let Some(heads) = self.pins.get(path).filter(behind).map(|pin| pin.heads.clone())
        {
            self.lane = Some(self.lane_at(path, heads));
        }
    }

    /// A lane at the heads that a field shows. If what holds the field was made after them, then also as of
    /// where that was made: a form is filled in before there is anything to fill in.
    fn lane_at(&mut self, path: &str, mut heads: Vec<ChangeHash>) -> Lane {
        let lane = Lane::at(path, &heads, &mut self.doc);
        if place::find(&lane.copy, self.shape, path).is_ok() {
            return lane;
        }
        let holder = place::find(&self.doc, self.shape, path).ok();
        let Some(made) = holder.and_then(|place| self.doc.hash_for_opid(place.object())) else {
            return lane;
        };
        heads.push(made);
        heads.sort_unstable();
        heads.dedup();
        let lane = Lane::at(path, &heads, &mut self.doc);
        if let Some(pin) = self.pins.get_mut(path) {
            *pin = Pin { heads, ..Pin::default() };
        }
        lane
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
        let change_of = |hash| ReadDoc::get_change_by_hash(&self.doc, hash);
        let written = || changes.iter().filter_map(change_of).collect::<Vec<Change>>();
        match path {
            Some(path) => {
                let pin = self.pins.entry(path.to_owned()).or_default();
                let written = if pin.script.is_some() { written() } else { Vec::new() };
                pin.write(changes.last().copied().into_iter().collect(), &written);
            }
            None => {
                let mut newest = self.pins.values_mut().filter(|pin| pin.heads == before);
                let knows = newest.any(|pin| pin.script.is_some());
                let written = if knows { written() } else { Vec::new() };
                for pin in self.pins.values_mut().filter(|pin| pin.heads == before) {
                    pin.write(self.heads.clone(), &written);
                }
            }
        }
        // with one head nothing has met, and rebuilding a change costs as much as reading the text; but
        // whoever writes a sentence that is in doubt, and be it as it stands, ends that
        let quiet = self.heads.len() == 1 && self.doubts.all.is_empty() && !self.is_unseen();
        let news = if quiet { Vec::new() } else { written() };
        self.after(&before, &news);
    }

    /// A field that shows the same as the document does not need older heads: what changed was
    /// elsewhere.
    pub(crate) fn freshen(&mut self, path: &str) {
        if let Some(pin) = self.pins.get_mut(path)
            && pin.heads != self.heads
            && shows_the_same(&self.doc, self.shape, path, pin)
        {
            pin.heads.clone_from(&self.heads);
        }
    }

    /// As [`Document::freshen`] for every field that showed all there was, by what the news wrote: to read
    /// a text as it was takes its whole history.
    pub(crate) fn follow(&mut self, before: &[ChangeHash], news: &[Change]) {
        if !self.pins.values().any(|pin| pin.heads == before) {
            return;
        }
        let operations = || news.iter().flat_map(|change| change.decode().operations);
        let written: BTreeSet<(ObjectId, Option<String>)> = operations().map(written_by).collect();
        for (path, pin) in self.pins.iter_mut().filter(|(_, pin)| pin.heads == before) {
            if !is_written(&self.doc, self.shape, path, &written) {
                pin.heads.clone_from(&self.heads);
            }
        }
    }
}

/// Where an operation writes: a key of a map, or a text.
fn written_by(op: Op) -> (ObjectId, Option<String>) {
    match op.key {
        Key::Map(key) => (op.obj, Some(key.to_string())),
        Key::Seq(_) => (op.obj, None),
    }
}

fn is_written(
    doc: &AutoCommit,
    shape: &'static Shape,
    path: &str,
    written: &BTreeSet<(ObjectId, Option<String>)>,
) -> bool {
    match place::find(doc, shape, path) {
        Ok(Place::Text(text)) => written.contains(&(place::in_change(&text), None)),
        Ok(Place::Register { object, key, .. }) => {
            written.contains(&(place::in_change(&object), Some(key)))
        }
        // there was nothing to be seen, and there is not
        Err(_) => false,
        Ok(_) => true,
    }
}

fn shows_the_same(doc: &AutoCommit, shape: &'static Shape, path: &str, pin: &Pin) -> bool {
    let heads = &pin.heads;
    match (place::find(doc, shape, path), &pin.script) {
        (Ok(Place::Text(text)), Some(shown)) => {
            doc.text(&text).is_ok_and(|now| now.chars().eq(shown.chars().iter().map(|one| one.1)))
        }
        (Ok(Place::Text(text)), None) => match (doc.text(&text), doc.text_at(&text, heads)) {
            (Ok(now), Ok(shown)) => now == shown,
            _ => false,
        },
        (Ok(Place::Register { object, key, .. }), _) => {
            match (doc.get_all(&object, key.as_str()), doc.get_all_at(&object, key, heads)) {
                (Ok(now), Ok(shown)) => now == shown,
                _ => false,
            }
        }
        _ => false,
    }
}
