//! What happened to a text since a field showed it, so that the field can do the same to what it
//! shows and keep its caret where it was.

use automerge::{ChangeHash, ObjId};
use serde::Serialize;

use crate::document::Document;
use crate::document::place::{self, Place};
use crate::document::script::{Char, Script};

/// One change of a text. Places are UTF-16 units and never in the middle of a character.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Patch {
    /// Where, in the text after the patches before this one.
    pub at: usize,
    /// How many units go.
    pub delete: usize,
    /// What comes instead.
    pub insert: String,
}

impl Document {
    /// What leads from a text as of these heads to the text as committed now: patches to be done in
    /// order. Found by which operation wrote each character and never by comparing letters, so
    /// everything between two characters that stayed is a patch of its own.
    ///
    /// `None` if there is no such text, the heads are not known, or a foreign program did something
    /// to the text that is not writing: then only the whole text can be shown.
    #[must_use]
    pub fn patches(&mut self, path: &str, heads: &[ChangeHash]) -> Option<Vec<Patch>> {
        if heads.is_empty() || !heads.iter().all(|head| self.knows(head)) {
            return None;
        }
        let Ok(Place::Text(text)) = place::find(&self.doc, self.shape, path) else {
            return None;
        };
        // an open transaction would be read with it
        if self.pending() {
            let before = Script::at(&self.doc, &text, heads)?;
            let after = Script::at(&self.doc, &text, &self.heads)?;
            return between(before.chars(), after.chars(), (0, 0));
        }
        let mut pin = self.pins.get_mut(path).filter(|pin| pin.heads == heads);
        let known = pin.as_mut().and_then(|pin| pin.script.take());
        let before = match known {
            Some(script) => script,
            None => Script::at(&self.doc, &text, heads)?,
        };
        let (after, front, back) = before.now(&self.doc)?;
        let patches = between(before.chars(), after.chars(), (front, back));
        if let Some(pin) = pin {
            pin.script = Some(before);
            pin.next = Some((self.heads.clone(), after));
        }
        patches
    }
}

/// The patches between two versions of which so many characters at the beginning and at the end are the
/// same.
fn between(before: &[Char], after: &[Char], (front, back): (usize, usize)) -> Option<Vec<Patch>> {
    let (old, new) = (&before[front..before.len() - back], &after[front..after.len() - back]);
    let at = units_of(&after[..front]);
    let mut known: Vec<(&ObjId, usize)> = old.iter().map(|(id, _)| id).zip(0..).collect();
    known.sort_unstable();

    let mut patches = Vec::new();
    let mut gap = Gap { at, delete: 0, insert: String::new() };
    let mut rest = old;
    for (id, char) in new {
        match known.binary_search_by(|(known, _)| (*known).cmp(id)) {
            Err(_) => gap.insert.push(*char),
            Ok(found) => {
                // characters never change places, so this one is among the rest
                let kept = known[found].1.checked_sub(old.len() - rest.len())?;
                gap.delete += units_of(&rest[..kept]);
                gap.close(char.len_utf16(), &mut patches);
                rest = &rest[kept + 1..];
            }
        }
    }
    gap.delete += units_of(rest);
    gap.close(0, &mut patches);
    Some(patches)
}

fn units_of(chars: &[Char]) -> usize {
    chars.iter().map(|(_, char)| char.len_utf16()).sum()
}

/// What came and went between two characters that stayed.
struct Gap {
    at: usize,
    delete: usize,
    insert: String,
}

impl Gap {
    /// Goes on behind a character of so many units.
    fn close(&mut self, next: usize, patches: &mut Vec<Patch>) {
        let insert = std::mem::take(&mut self.insert);
        let (at, delete) = (self.at, std::mem::take(&mut self.delete));
        self.at += insert.encode_utf16().count() + next;
        if delete > 0 || !insert.is_empty() {
            patches.push(Patch { at, delete, insert });
        }
    }
}
