//! What became of a text between two versions, unit by unit, as Automerge knows it.

use std::ops::Range;

use automerge::{AutoCommit, ChangeHash, ObjId, ReadDoc};

use crate::conflict::sentence::{begins_anew, ends_whole, is_ended};

/// What Automerge gives as the values of a mark's ends. They are no characters: a splice makes a
/// value of each.
const MARKS: [&str; 2] = ["markBegin", "markEnd"];

/// A version of a text: its UTF-16 units and which operation wrote each character.
#[derive(Debug)]
pub(crate) struct Version {
    units: Vec<u16>,
    chars: Vec<(ObjId, Range<usize>)>,
}

impl Version {
    /// The version at these heads, whose units are `units`. `None` if a foreign document did
    /// something to the text that is not writing.
    pub(crate) fn at(
        doc: &AutoCommit,
        text: &ObjId,
        heads: &[ChangeHash],
        units: &[u16],
    ) -> Option<Self> {
        let (mut chars, mut end) = (Vec::new(), 0);
        for (value, id) in doc.values_at(text, heads) {
            let char = value.as_str()?;
            if MARKS.contains(&char) {
                continue;
            }
            let start = end;
            end += char.encode_utf16().count();
            if !char.encode_utf16().eq(units.get(start..end)?.iter().copied()) {
                return None;
            }
            chars.push((id, start..end));
        }
        (end == units.len()).then(|| Self { units: units.to_vec(), chars })
    }

    pub(crate) fn units(&self) -> &[u16] {
        &self.units
    }

    /// Which operation wrote each character, and its units.
    pub(crate) fn chars(&self) -> &[(ObjId, Range<usize>)] {
        &self.chars
    }
}

/// A later version of a text: its UTF-16 units and what became of each unit of the base.
#[derive(Debug)]
pub(crate) struct Script<'a> {
    units: Vec<Unit>,
    base: &'a [u16],
    /// Where each unit of the base is now.
    places: Vec<Option<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Unit {
    Kept(usize),
    New(u16),
}

impl<'a> Script<'a> {
    /// From one version to a later one.
    pub(crate) fn between(before: &'a Version, after: &Version) -> Self {
        let mut known: Vec<(&ObjId, usize)> =
            before.chars.iter().map(|(id, units)| (id, units.start)).collect();
        known.sort_unstable();
        let mut units = Vec::with_capacity(after.units.len());
        let mut places = vec![None; before.units.len()];
        for (id, char) in &after.chars {
            match known.binary_search_by(|(known, _)| (*known).cmp(id)) {
                Ok(found) => {
                    for kept in (known[found].1..).take(char.len()) {
                        places[kept] = Some(units.len());
                        units.push(Unit::Kept(kept));
                    }
                }
                Err(_) => units.extend(after.units[char.clone()].iter().copied().map(Unit::New)),
            }
        }
        Self { units, base: &before.units, places }
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
