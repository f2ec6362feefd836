//! Edits of what a field shows, made where it shows it: checked against one version of the
//! document, after which they can be done again on any copy at that version.

use automerge::transaction::Transactable;
use automerge::{ObjId, ReadDoc, ScalarValue};

use crate::conflict;
use crate::document::edit::{Edit, Reason};
use crate::document::place;
use crate::document::shape::Shape;
use crate::document::write::{TEXT_UNITS_MAX, refused};

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
                Self::splice(doc, text, (*at as usize, *delete as usize), insert)
            }
            Edit::Settle { path, version } => {
                let (object, key, _) = place::register(doc, shape, path)?;
                let value = conflict::disputed(doc, &object, &key, version)
                    .ok_or(Reason::UnknownVersion)?;
                Ok(Self::Put { object, key, value })
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
    fn splice(
        doc: &impl ReadDoc,
        text: ObjId,
        (at, delete): (usize, usize),
        insert: &str,
    ) -> Result<Self, Reason> {
        let shown = doc.text(&text).map_err(|_| Reason::NotThere)?;
        let end = at.checked_add(delete).ok_or(Reason::OutOfRange)?;
        let units = check_boundaries(&shown, at, end)?;
        if units - delete + insert.encode_utf16().count() > TEXT_UNITS_MAX {
            return Err(Reason::TooLong);
        }
        let delete = isize::try_from(delete).map_err(|_| Reason::OutOfRange)?;
        Ok(Self::Splice { text, at, delete, insert: insert.to_owned() })
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
