//! What a person does to a document: edits, and the pauses that make changes of them.

use automerge::ChangeHash;

use super::{EditError, Effect, INSERT_UNITS_MAX, Replica};
use crate::access;
use crate::document::{Edit, Patch};
use crate::id::DocId;

impl Replica {
    /// Changes a document at once in memory; [`Replica::commit`] makes it a change of its history.
    ///
    /// # Errors
    /// [`EditError`]; nothing has changed in that case.
    pub fn edit(&mut self, doc: &DocId, edit: Edit, now_s: i64) -> Result<Vec<Effect>, EditError> {
        let erased = self.erased.contains(doc);
        if erased || !access::may_write(self.role, self.member, doc) {
            return Err(EditError::NotAllowed(doc.clone()));
        }
        if !self.is_open(doc) {
            return Err(EditError::NotOpen(doc.clone()));
        }
        let typing = matches!(edit, Edit::Splice { .. });
        let mut effects = Vec::new();
        for part in in_parts(edit) {
            let open = self.opened(doc);
            open.document.edit(&part, now_s)?;
            open.typed += units_inserted(&part);
            if open.typed >= INSERT_UNITS_MAX {
                open.document.commit(now_s);
            }
            // a long paste, or an edit elsewhere while a text was pinned, has committed already
            effects.extend(self.flush(doc));
        }
        if !typing {
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
    pub fn patches(&self, doc: &DocId, path: &str, heads: &[ChangeHash]) -> Option<Vec<Patch>> {
        self.open.get(doc)?.document.patches(path, heads)
    }

    /// No field shows this path any more: it is edited at the current heads.
    pub fn left(&mut self, doc: &DocId, path: &str) -> Vec<Effect> {
        if let Some(open) = self.open.get_mut(doc) {
            open.document.hidden(path);
        }
        self.flush(doc)
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

/// A long insertion as several, so that every change stays far below the limits of a chunk.
fn in_parts(edit: Edit) -> Vec<Edit> {
    let Edit::Splice { path, at, delete, insert } = edit else {
        return vec![edit];
    };
    let mut parts = Vec::new();
    let (mut at, mut delete, mut rest) = (at, delete, insert.as_str());
    loop {
        let end = end_of_units(rest, INSERT_UNITS_MAX);
        let (part, after) = rest.split_at(end);
        parts.push(Edit::Splice { path: path.clone(), at, delete, insert: part.to_owned() });
        if after.is_empty() {
            return parts;
        }
        at += part.encode_utf16().count() as u32;
        (delete, rest) = (0, after);
    }
}

fn units_inserted(edit: &Edit) -> usize {
    match edit {
        Edit::Splice { insert, .. } => insert.encode_utf16().count(),
        _ => 0,
    }
}

/// Where, in bytes, the first `units` UTF-16 units of a text end, without splitting a character.
fn end_of_units(text: &str, units: usize) -> usize {
    let mut count = 0;
    let over = text.char_indices().find(|(_, char)| {
        count += char.len_utf16();
        count > units
    });
    over.map_or(text.len(), |(end, _)| end)
}
