//! Edits of what a field shows, made where it shows it: checked against one version of the
//! document, after which they can be done again on any copy at that version.

use std::ops::Range;

use automerge::transaction::Transactable;
use automerge::{ObjId, ReadDoc, ScalarValue};

use crate::conflict;
use crate::document::clean;
use crate::document::edit::{Edit, Reason};
use crate::document::place;
use crate::document::shape::Shape;
use crate::document::write::{TEXT_UNITS_MAX, refused};

/// The longest value of a register that can be picked, in bytes: the longest line, each character of
/// four. No program of ours writes a longer one.
pub(crate) const VALUE_BYTES_MAX: usize = 4_000;

/// A splice, a value or a settlement that can be written.
#[derive(Debug)]
pub(crate) enum Step {
    Splice { text: ObjId, at: usize, delete: isize, insert: String },
    Put { object: ObjId, key: String, value: ScalarValue },
}

impl Step {
    /// What an edit does to this version of the document.
    pub(crate) fn of(
        edit: &Edit,
        doc: &impl ReadDoc,
        shape: &'static Shape,
    ) -> Result<Self, Reason> {
        match edit {
            Edit::Splice { path, at, delete, insert } => {
                let text = place::text(doc, shape, path)?;
                let before = || char_before(&doc.text(&text).ok()?, *at as usize);
                if !clean::is_text(before, insert) {
                    return Err(Reason::NotClean);
                }
                Self::splice(doc, text, (*at as usize, *delete as usize), insert)
            }
            Edit::Settle { path, version } => {
                let (object, key, _) = place::register(doc, shape, path)?;
                let value = conflict::disputed(doc, &object, &key, version)
                    .ok_or(Reason::UnknownVersion)?;
                Ok(Self::Put { object, key, value: settled(value)? })
            }
            Edit::Set { path, value } => {
                let (object, key, kind) = place::register(doc, shape, path)?;
                Ok(Self::Put { object, key, value: kind.check(value)? })
            }
            _ => Err(Reason::WrongOperation),
        }
    }

    /// An edit that would split a character outside of the basic plane is refused, not widened:
    /// only a field that shows something else than its heads could ask for it.
    pub(crate) fn splice(
        doc: &impl ReadDoc,
        text: ObjId,
        (at, delete): (usize, usize),
        insert: &str,
    ) -> Result<Self, Reason> {
        let shown = doc.text(&text).map_err(|_| Reason::NotThere)?;
        let end = at.checked_add(delete).ok_or(Reason::OutOfRange)?;
        let units = check_boundaries(&shown, at, end)?;
        // what two people made too long together may become shorter bit by bit
        let room = TEXT_UNITS_MAX.max(units);
        let over = (units - delete + insert.encode_utf16().count()).saturating_sub(room);
        if over > 0 {
            return Err(Reason::TooLong { over });
        }
        let delete = isize::try_from(delete).map_err(|_| Reason::OutOfRange)?;
        Ok(Self::Splice { text, at, delete, insert: insert.to_owned() })
    }

    /// The text that it splices, as it is there.
    pub(crate) fn text_in(&self, doc: &impl ReadDoc) -> Result<String, Reason> {
        match self {
            Self::Splice { text, .. } => doc.text(text).map_err(|_| Reason::NotThere),
            Self::Put { .. } => Err(Reason::WrongOperation),
        }
    }

    /// The same as several, none of which weighs more: first what goes, then what comes. `shown` is
    /// the text before.
    pub(crate) fn in_parts(self, shown: &str, most: usize) -> Vec<Self> {
        let Self::Splice { text, at, delete, insert } = self else {
            return vec![self];
        };
        let shown: Vec<u16> = shown.encode_utf16().collect();
        let insert: Vec<u16> = insert.encode_utf16().collect();
        let gone = pieces(&shown[at..at + delete.unsigned_abs()], most);
        let part = |at, delete: usize, insert: &[u16]| Self::Splice {
            text: text.clone(),
            at,
            delete: delete.cast_signed(),
            insert: String::from_utf16_lossy(insert),
        };
        let mut parts: Vec<Self> = gone.iter().map(|piece| part(at, piece.len(), &[])).collect();
        let come = pieces(&insert, most);
        parts.extend(come.into_iter().map(|piece| part(at + piece.start, 0, &insert[piece])));
        parts
    }

    /// Goes on in the step before if this one goes on writing there: a typed line is one step.
    pub(crate) fn after(self, last: Option<&mut Self>) -> Option<Self> {
        let (
            Some(Self::Splice { text: before, at: start, insert: written, .. }),
            Self::Splice { text, at, delete: 0, insert },
        ) = (last, &self)
        else {
            return Some(self);
        };
        let goes_on = before == text && *start + written.encode_utf16().count() == *at;
        if written.is_empty() || !goes_on {
            return Some(self);
        }
        written.push_str(insert);
        None
    }

    pub(crate) fn perform(&self, doc: &mut impl Transactable) -> Result<(), Reason> {
        refused(match self {
            Self::Splice { text, at, delete, insert } => {
                doc.splice_text(text, *at, *delete, insert)
            }
            Self::Put { object, key, value } => doc.put(object, key.as_str(), value.clone()),
        })
    }
}

/// A value that is picked stands as it is, though it may be none that could be written today: another
/// program or an earlier release wrote it.
fn settled(value: ScalarValue) -> Result<ScalarValue, Reason> {
    let ScalarValue::Str(text) = &value else {
        return Ok(value);
    };
    let over = text.len().saturating_sub(VALUE_BYTES_MAX);
    if over > 0 {
        return Err(Reason::TooLong { over });
    }
    Ok(ScalarValue::Str(clean::line(text).as_ref().into()))
}

/// The character that ends at this unit.
fn char_before(text: &str, at: usize) -> Option<char> {
    let mut units = 0;
    text.chars()
        .take_while(|char| {
            units += char.len_utf16();
            units <= at
        })
        .last()
}

/// Cuts units into pieces of at most so many, between characters.
fn pieces(units: &[u16], most: usize) -> Vec<Range<usize>> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    while start < units.len() {
        let mut end = (start + most).min(units.len());
        let low_half = |unit: &u16| (0xDC00..0xE000).contains(unit);
        if units.get(end).is_some_and(low_half) {
            end -= 1;
        }
        pieces.push(start..end);
        start = end;
    }
    pieces
}

/// The length of the text in UTF-16 units, if both places are between two of its characters.
fn check_boundaries(text: &str, start: usize, end: usize) -> Result<usize, Reason> {
    let (mut units, mut start_fits, mut end_fits) = (0, start == 0, end == 0);
    for char in text.chars() {
        units += char.len_utf16();
        start_fits |= units == start;
        end_fits |= units == end;
    }
    if end > units {
        Err(Reason::OutOfRange)
    } else if start_fits && end_fits {
        Ok(units)
    } else {
        Err(Reason::SplitsCharacter)
    }
}
