//! What a person does to a document: edits, and the pauses that make changes of them.

use automerge::ChangeHash;

use super::{EditError, Effect, Replica};
use crate::access;
use crate::document::{Edit, Patch};
use crate::id::DocId;

impl Replica {
    /// Changes a document at once in memory; [`Replica::commit`] makes it a change of its history.
    ///
    /// # Errors
    /// [`EditError`]; nothing of it was made. What was edited before is pending still, or committed and
    /// given out by the next [`Replica::commit`].
    #[expect(clippy::needless_pass_by_value, reason = "an edit is made once")]
    pub fn edit(&mut self, doc: &DocId, edit: Edit, now_s: i64) -> Result<Vec<Effect>, EditError> {
        let erased = self.erased.contains(doc);
        if erased || !access::may_write(self.role, self.member, doc) {
            return Err(EditError::NotAllowed(doc.clone()));
        }
        if !self.is_open(doc) {
            return Err(EditError::NotOpen(doc.clone()));
        }
        // the relay would hold back all that this phone writes in the document from then on
        if !access::may_approve(self.role) && self.opened(doc).document.is_approved_by(&edit) {
            return Err(EditError::NotAllowed(doc.clone()));
        }
        let typing = matches!(edit, Edit::Splice { .. });
        self.opened(doc).document.edit(&edit, now_s)?;
        // a long paste, or an edit elsewhere while a text was pinned, has committed already
        let mut effects = self.flush(doc);
        if matches!(edit, Edit::SettleSentence { .. }) {
            // what was chosen is not asked again
            effects.extend(self.look_at(doc));
        } else if !typing {
            effects.push(Effect::Show(doc.clone()));
        }
        Ok(effects)
    }

    /// This field shows what it shows as of these heads; later edits of it are meant there.
    pub fn shown(&mut self, doc: &DocId, path: &str, heads: &[ChangeHash]) -> Vec<Effect> {
        let Some(open) = self.open.get_mut(doc) else {
            return Vec::new();
        };
        // unknown heads are those of a view that is about to be replaced
        let _unknown = open.document.shown(path, heads);
        self.flush(doc)
    }

    /// What leads from a text as of these heads to the text as committed now; see
    /// [`Document::patches`].
    #[must_use]
    pub fn patches(&mut self, doc: &DocId, path: &str, heads: &[ChangeHash]) -> Option<Vec<Patch>> {
        self.open.get_mut(doc)?.document.patches(path, heads)
    }

    /// No field shows this path any more: it is edited at the current heads.
    pub fn left(&mut self, doc: &DocId, path: &str) -> Vec<Effect> {
        if let Some(open) = self.open.get_mut(doc) {
            open.document.hidden(path);
        }
        self.flush(doc)
    }

    /// The heads of everything committed in a document in memory.
    #[must_use]
    pub fn heads(&self, doc: &DocId) -> Option<Vec<ChangeHash>> {
        Some(self.open.get(doc)?.document.heads())
    }

    /// The heads at which the field of this path is edited next, if one shows it.
    #[must_use]
    pub fn pinned(&self, doc: &DocId, path: &str) -> Option<&[ChangeHash]> {
        self.open.get(doc)?.document.pinned(path)
    }

    /// Makes what was edited since the last commit one change, to be stored and sent.
    pub fn commit(&mut self, doc: &DocId, now_s: i64) -> Vec<Effect> {
        if let Some(open) = self.open.get_mut(doc) {
            open.document.commit(now_s);
        }
        self.flush(doc)
    }
}
