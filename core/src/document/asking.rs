//! When it is looked for sentences that nobody wrote, and what of them is kept beside a document.

use automerge::ChangeHash;

use crate::conflict::{Asked, Doubt};
use crate::document::Document;

impl Document {
    /// Sentences that two people changed, with those settled by release 0.1.0 as they stand. To be stored
    /// beside the document: to find them anew takes its whole history.
    #[must_use]
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts.all
    }

    /// From now on doubts are looked for only by [`Document::look`]. While people write together changes
    /// come many times a second, and a sentence that two are writing in is in doubt at every key.
    pub fn look_later(&mut self) {
        self.doubts.later = true;
    }

    /// Whether something has come that was not looked at.
    #[must_use]
    pub fn is_unseen(&self) -> bool {
        !self.doubts.looked().is_empty()
    }

    /// Looks for doubts in what has come since the last look, and says whether they are others than
    /// before. Commits what is pending.
    pub fn look(&mut self) -> bool {
        self.close();
        let before = self.doubts.all.clone();
        self.doubts.look_at_unseen(&mut self.doc, self.shape, &self.heads);
        before != self.doubts.all
    }

    /// Gives back what [`Document::doubts`] gave before the document was closed, and looks at what came
    /// since: another tab of the same disk may have written it, which is nobody's news.
    pub fn ask(&mut self, asked: Asked) {
        let looked = if asked.looked.is_empty() { asked.heads } else { asked.looked };
        let whole = looked.iter().all(|head| self.knows(head));
        let before = if whole { looked } else { Vec::new() };
        self.doubts.start(asked.doubts);
        let news = if self.has_met(&before) { self.changes_since(&before) } else { Vec::new() };
        self.doubts.look(&mut self.doc, self.shape, [&before, &self.heads], &news);
    }

    /// Whether anything since these heads may have met, or ended a doubt: the others need not be rebuilt.
    fn has_met(&mut self, before: &[ChangeHash]) -> bool {
        if before == self.heads {
            return false;
        }
        let apart = self.heads.len() > 1 || !self.doubts.all.is_empty();
        apart || self.doc.get_changes_meta(before).iter().any(|change| change.deps.len() > 1)
    }
}
