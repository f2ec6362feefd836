//! What became of a text between two versions, unit by unit, as Automerge knows it.

use std::ops::Range;

use automerge::{AutoCommit, ChangeHash, ObjId, PatchAction};

use crate::conflict::sentence::{begins_anew, ends_whole, is_ended};

/// A later version of a text: its UTF-16 units and what became of each unit of the base.
#[derive(Debug)]
pub(crate) struct Script {
    units: Vec<Unit>,
    base: Vec<u16>,
    /// Where each unit of the base is now.
    places: Vec<Option<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Unit {
    Kept(usize),
    New(u16),
}

impl Script {
    /// From the version at `before`, whose units are `base`, to the one at `after`. `None` if a
    /// foreign document did something to the text that is not writing.
    pub(crate) fn between(
        doc: &mut AutoCommit,
        text: &ObjId,
        base: &[u16],
        before: &[ChangeHash],
        after: &[ChangeHash],
    ) -> Option<Self> {
        let mut units: Vec<Unit> = (0..base.len()).map(Unit::Kept).collect();
        for patch in doc.diff_obj(text, before, after, false).ok()? {
            match patch.action {
                PatchAction::SpliceText { index, value, .. } => {
                    let value = value.make_string();
                    let new = value.encode_utf16().map(Unit::New);
                    units.splice(fitting(&units, index, 0)?, new);
                }
                PatchAction::DeleteSeq { index, length } => {
                    units.drain(fitting(&units, index, length)?);
                }
                PatchAction::Mark { .. } => {}
                _ => return None,
            }
        }
        let mut places = vec![None; base.len()];
        for (place, unit) in units.iter().enumerate() {
            if let Unit::Kept(base) = unit {
                places[*base] = Some(place);
            }
        }
        Some(Self { units, base: base.to_vec(), places })
    }

    /// What became of a sentence of the base. New text at its edges belongs to it unless it is a
    /// sentence or a line of its own.
    pub(crate) fn version_of(&self, sentence: &Range<usize>) -> String {
        // all between what was kept before the sentence and what was kept after it
        let start = self.places[..sentence.start].iter().rev().flatten().next();
        let start = start.map_or(0, |before| before + 1);
        let end = self.places[sentence.end..].iter().flatten().next();
        let end = *end.unwrap_or(&self.units.len());
        let kept = &self.places[sentence.clone()];
        let (mut inner, mut outer) = (start..end, start..end);
        if let Some(Some(first)) = kept.first() {
            inner.start = *first;
        }
        if let Some(Some(last)) = kept.last() {
            inner.end = *last + 1;
        }
        if ends_whole(&self.new_units(outer.start..inner.start)) {
            outer.start = inner.start;
        }
        let ended = is_ended(&self.base[sentence.clone()]);
        if begins_anew(&self.new_units(inner.end..outer.end), ended) {
            outer.end = inner.end;
        }
        self.written(outer)
    }

    /// The whole text of the version.
    pub(crate) fn text(&self) -> String {
        self.written(0..self.units.len())
    }

    fn new_units(&self, range: Range<usize>) -> Vec<u16> {
        let new = |unit: &Unit| match unit {
            Unit::New(unit) => Some(*unit),
            Unit::Kept(_) => None,
        };
        self.units[range].iter().filter_map(new).collect()
    }

    fn written(&self, range: Range<usize>) -> String {
        let unit = |unit: &Unit| match unit {
            Unit::Kept(place) => self.base[*place],
            Unit::New(unit) => *unit,
        };
        String::from_utf16_lossy(&self.units[range].iter().map(unit).collect::<Vec<u16>>())
    }
}

fn fitting(units: &[Unit], index: usize, length: usize) -> Option<Range<usize>> {
    let end = index.checked_add(length)?;
    (end <= units.len()).then_some(index..end)
}
