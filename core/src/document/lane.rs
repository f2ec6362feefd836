//! Text fields are pinned: what is typed is spliced at the heads that the field shows.
//!
//! Remote changes enter the document at once and the field only when nothing is being composed.
//! Until then its edits are made at its own heads, in a *lane* of their own: Automerge gives them
//! an actor derived from the replica's, and they merge like anybody's.

use automerge::transaction::CommitOptions;
use automerge::{ChangeHash, ReadDoc};

use crate::document::place::{self, Place};
use crate::document::{Document, DocumentError};

impl Document {
    /// Says that the text field of this path shows the document as of these heads, as the view
    /// with these heads had it. Later splices and settlements of this path are made there.
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
        if self.lane.as_deref() == Some(path) {
            self.close();
        }
        self.pins.remove(path);
    }

    /// Opens the lane that an edit of a pinned path needs, or leaves the one that it must not use.
    pub(crate) fn enter_lane(&mut self, pinned: Option<&str>) {
        let wanted =
            pinned.filter(|path| self.pins.get(*path).is_some_and(|heads| *heads != self.heads));
        if self.lane.as_deref() == wanted {
            return;
        }
        self.close();
        // committing may have brought the pin up to date
        if let Some((path, heads)) = wanted.and_then(|path| self.pins.get_key_value(path))
            && *heads != self.heads
        {
            self.doc.isolate(heads);
            self.lane = Some(path.clone());
        }
    }

    /// Closes an open transaction without edits and goes back to the current heads.
    pub(crate) fn leave_lane(&mut self) {
        if self.pending() {
            return;
        }
        self.doc.rollback();
        if self.lane.take().is_some() {
            self.doc.integrate();
        }
    }

    /// Commits what is pending, at the time of the last edit.
    pub(crate) fn close(&mut self) -> Option<ChangeHash> {
        if !self.pending() {
            self.leave_lane();
            return None;
        }
        let options = CommitOptions::default().with_time(self.edited_at_s);
        let change = self.doc.commit_with(options)?;
        let lane = self.lane.take();
        if lane.is_some() {
            self.doc.integrate();
        }
        let before = std::mem::replace(&mut self.heads, self.doc.get_heads());
        match &lane {
            Some(path) => {
                self.pins.insert(path.clone(), vec![change]);
            }
            None => {
                for heads in self.pins.values_mut().filter(|heads| **heads == before) {
                    heads.clone_from(&self.heads);
                }
            }
        }
        // with one head nothing has met, and rebuilding a change costs as much as reading the text
        let alone = self.heads.len() == 1;
        let news = (!alone).then(|| ReadDoc::get_change_by_hash(&self.doc, &change)).flatten();
        self.after(news.as_slice(), true);
        Some(change)
    }

    /// A field that shows the same text as the document does not need older heads: what changed
    /// was elsewhere, or the field has been brought up to date.
    pub(crate) fn freshen_pins(&mut self) {
        for (path, heads) in &mut self.pins {
            if *heads == self.heads {
                continue;
            }
            let Ok(Place::Text(text)) = place::find(&self.doc, self.shape, path) else {
                continue;
            };
            let (Ok(now), Ok(shown)) = (self.doc.text(&text), self.doc.text_at(&text, heads))
            else {
                continue;
            };
            if now == shown {
                heads.clone_from(&self.heads);
            }
        }
    }
}
