//! What became of a text between two versions, unit by unit, as Automerge knows it.

use std::ops::Range;

use automerge::{AutoCommit, ChangeHash, ObjId, PatchAction};

use crate::conflict::sentence::{begins_anew, ends_whole};

/// A later version of a text: its UTF-16 units and where in the base each was.
#[derive(Debug)]
pub(crate) struct Script {
    units: Vec<Unit>,
    base: Vec<u16>,
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
        Some(Self { units, base: base.to_vec() })
    }

    /// What became of a sentence of the base. New text at its edges belongs to it unless it is a
    /// sentence or a line of its own.
    pub(crate) fn version_of(&self, sentence: &Range<usize>) -> String {
        let first = self.units.iter().position(
            |unit| matches!(unit, Unit::Kept(place) if (sentence.start..).contains(place)),
        );
        let last = self
            .units
            .iter()
            .rposition(|unit| matches!(unit, Unit::Kept(place) if *place < sentence.end));
        // the new units before the first kept one and after the last kept one are at the edges
        let first = first.unwrap_or(self.units.len());
        let last = last.map_or(0, |last| last + 1);
        if last <= first {
            // nothing of the sentence is left: all that came instead
            return self.written(&self.units[last..first]);
        }
        let before = self.units[..first].iter().rev().take_while(is_new).count();
        let after = self.units[last..].iter().take_while(is_new).count();
        let (before, after) = (first - before..first, last..last + after);
        let start = if self.kept(sentence.start) && ends_whole(&self.new_units(&before)) {
            first
        } else {
            before.start
        };
        let end = if self.kept(sentence.end - 1) && begins_anew(&self.new_units(&after)) {
            last
        } else {
            after.end
        };
        self.written(&self.units[start..end])
    }

    fn kept(&self, place: usize) -> bool {
        self.units.contains(&Unit::Kept(place))
    }

    fn new_units(&self, range: &Range<usize>) -> Vec<u16> {
        self.units[range.clone()]
            .iter()
            .filter_map(|unit| match unit {
                Unit::New(unit) => Some(*unit),
                Unit::Kept(_) => None,
            })
            .collect()
    }

    fn written(&self, units: &[Unit]) -> String {
        let units: Vec<u16> = units
            .iter()
            .map(|unit| match unit {
                Unit::Kept(place) => self.base[*place],
                Unit::New(unit) => *unit,
            })
            .collect();
        String::from_utf16_lossy(&units)
    }
}

fn is_new(unit: &&Unit) -> bool {
    matches!(unit, Unit::New(_))
}

fn fitting(units: &[Unit], index: usize, length: usize) -> Option<Range<usize>> {
    let end = index.checked_add(length)?;
    (end <= units.len()).then_some(index..end)
}
