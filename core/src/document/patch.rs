//! What happened to a text since a field showed it, so that the field can do the same to what it
//! shows and keep its caret where it was.

use std::ops::Range;

use automerge::{ChangeHash, ObjId};
use serde::Serialize;

use crate::conflict::version::Version;
use crate::document::Document;
use crate::document::place::{self, Place};

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
    pub fn patches(&self, path: &str, heads: &[ChangeHash]) -> Option<Vec<Patch>> {
        if heads.is_empty() || !heads.iter().all(|head| self.knows(head)) {
            return None;
        }
        let Ok(Place::Text(text)) = place::find(&self.doc, self.shape, path) else {
            return None;
        };
        let before = Version::at(&self.doc, &text, heads)?;
        let after = Version::at(&self.doc, &text, &self.heads)?;
        between(&before, &after)
    }
}

/// A character: who wrote it, and its units.
type Char = (ObjId, Range<usize>);

fn between(before: &Version, after: &Version) -> Option<Vec<Patch>> {
    let same = |(one, other): &(&Char, &Char)| one.0 == other.0;
    let (old, new) = (before.chars(), after.chars());
    let front = old.iter().zip(new).take_while(same).count();
    let back = old[front..].iter().rev().zip(new[front..].iter().rev()).take_while(same).count();
    let (old, new) = (&old[front..old.len() - back], &new[front..new.len() - back]);
    let at = new.first().or(after.chars().get(front)).map_or(after.units().len(), |c| c.1.start);
    let mut known: Vec<(&ObjId, usize)> = old.iter().map(|(id, _)| id).zip(0..).collect();
    known.sort_unstable();

    let mut patches = Vec::new();
    let mut gap = Gap { at, delete: 0, insert: Vec::new() };
    let mut rest = old;
    for (id, units) in new {
        match known.binary_search_by(|(known, _)| (*known).cmp(id)) {
            Err(_) => gap.insert.extend_from_slice(&after.units()[units.clone()]),
            Ok(found) => {
                // characters never change places, so this one is among the rest
                let kept = known[found].1.checked_sub(old.len() - rest.len())?;
                gap.delete += units_of(&rest[..kept]);
                gap.close(units.len(), &mut patches);
                rest = &rest[kept + 1..];
            }
        }
    }
    gap.delete += units_of(rest);
    gap.close(0, &mut patches);
    Some(patches)
}

fn units_of(chars: &[Char]) -> usize {
    chars.iter().map(|(_, units)| units.len()).sum()
}

/// What came and went between two characters that stayed.
struct Gap {
    at: usize,
    delete: usize,
    insert: Vec<u16>,
}

impl Gap {
    /// Goes on behind a character of so many units.
    fn close(&mut self, next: usize, patches: &mut Vec<Patch>) {
        let insert = String::from_utf16_lossy(&std::mem::take(&mut self.insert));
        let (at, delete) = (self.at, std::mem::take(&mut self.delete));
        self.at += insert.encode_utf16().count() + next;
        if delete > 0 || !insert.is_empty() {
            patches.push(Patch { at, delete, insert });
        }
    }
}
