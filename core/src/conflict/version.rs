//! A version of a text, character by character as Automerge knows them, and what stands in it.

use std::ops::Range;

use automerge::iter::Values;
use automerge::{AutoCommit, ChangeHash, ObjId, ReadDoc};

use crate::conflict::sentence::{sentences_of, trimmed};

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
    /// The version at these heads. `None` if a foreign document did something to the text that is not
    /// writing.
    pub(crate) fn at(doc: &AutoCommit, text: &ObjId, heads: &[ChangeHash]) -> Option<Self> {
        let units: Vec<u16> = doc.text_at(text, heads).ok()?.encode_utf16().collect();
        Self::of(units, doc.values_at(text, heads))
    }

    fn of(units: Vec<u16>, values: Values<'_>) -> Option<Self> {
        let (mut chars, mut end) = (Vec::new(), 0);
        for (value, id) in values {
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
        (end == units.len()).then_some(Self { units, chars })
    }

    /// The version that stands there now.
    pub(crate) fn now(doc: &AutoCommit, text: &ObjId) -> Option<Self> {
        let units: Vec<u16> = doc.text(text).ok()?.encode_utf16().collect();
        Self::of(units, doc.values(text))
    }

    pub(crate) fn units(&self) -> &[u16] {
        &self.units
    }

    /// Which operation wrote each character, and its units.
    pub(crate) fn chars(&self) -> &[(ObjId, Range<usize>)] {
        &self.chars
    }
}

/// Where the character that this operation wrote is now, in UTF-16 units.
pub(crate) fn place_of(doc: &AutoCommit, text: &ObjId, id: &str) -> Option<usize> {
    let counter: u64 = id.split('@').next()?.parse().ok()?;
    let mut place = 0;
    for (value, this) in doc.values(text) {
        if matches!(this, ObjId::Id(here, ..) if here == counter) && this.to_string() == id {
            return Some(place);
        }
        place += match value.as_str() {
            Some(mark) if MARKS.contains(&mark) => 0,
            Some(char) => char.encode_utf16().count(),
            None => 1,
        };
    }
    None
}

/// A version to be compared with others: its sentences, and its characters by who wrote them.
#[derive(Debug)]
pub(crate) struct Page {
    version: Version,
    /// Places among the characters, sorted by operation.
    sorted: Vec<usize>,
    sentences: Vec<Range<usize>>,
}

impl Page {
    pub(crate) fn of(version: Version) -> Self {
        let chars = version.chars();
        let mut sorted: Vec<usize> = (0..chars.len()).collect();
        sorted.sort_unstable_by(|one, other| chars[*one].0.cmp(&chars[*other].0));
        Self { sentences: sentences_of(version.units()), sorted, version }
    }

    pub(crate) fn said(&self, sentence: &Range<usize>) -> String {
        String::from_utf16_lossy(&self.version.units[sentence.clone()])
    }

    /// The operation that wrote the character at this place.
    pub(crate) fn id_at(&self, place: usize) -> Option<&ObjId> {
        let found =
            self.version.chars.binary_search_by_key(&place, |(_, units)| units.start).ok()?;
        Some(&self.version.chars[found].0)
    }

    /// What stands here where `now` has this sentence: the sentences that it has a part of, or all that
    /// was between what is before and what is behind it. What `now` has elsewhere is not in it.
    pub(crate) fn there(&self, now: &Self, sentence: &Range<usize>) -> String {
        let (mut start, mut end, mut own) = (0, self.version.units.len(), None::<Range<usize>>);
        for (id, units) in &self.version.chars {
            match now.place_of(id) {
                Some(place) if place < sentence.start => start = units.end,
                Some(place) if place >= sentence.end => {
                    end = units.start;
                    break;
                }
                Some(_) => {
                    let from = own.map_or(units.start, |own| own.start);
                    own = Some(from..units.end);
                }
                None => {}
            }
        }
        let mut there = start..end.max(start);
        if let Some(own) = own {
            let of = self.sentences.iter().filter(|one| one.start < own.end && own.start < one.end);
            let whole = of
                .fold(own.clone(), |whole, one| whole.start.min(one.start)..whole.end.max(one.end));
            there = whole.start.max(there.start)..whole.end.min(there.end);
        }
        self.said(&trimmed(&self.version.units, there))
    }

    fn place_of(&self, id: &ObjId) -> Option<usize> {
        let found = self.sorted.binary_search_by(|at| self.version.chars[*at].0.cmp(id)).ok()?;
        Some(self.version.chars[self.sorted[found]].1.start)
    }
}
