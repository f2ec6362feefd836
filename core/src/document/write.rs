//! Doing an edit: everything is checked before anything is changed.

use automerge::transaction::Transactable;
use automerge::{ObjId, ObjType, ReadDoc, ScalarValue};

use crate::conflict;
use crate::document::edit::{Choice, Edit, InvalidEdit, Reason};
use crate::document::genesis::create_objects;
use crate::document::place::{self, Place};
use crate::document::value::Value;
use crate::document::{Document, Kind};
use crate::id::Ulid;

/// One step of a counter: nobody counts a million guests at once, and sums stay far from the
/// limit of 64 bits.
pub const INCREMENT_MAX: i64 = 1_000_000;
/// Records in one map: ten entries a day for a year, with room.
pub const RECORDS_MAX: usize = 4_000;
/// UTF-16 units of one text: forty printed pages.
pub const TEXT_UNITS_MAX: usize = 100_000;

impl Document {
    /// Does an edit, as part of the pending change. `at_s` is the time of the edit in seconds
    /// since 1970; a change that has to be committed before the host asks for it bears it.
    ///
    /// # Errors
    /// [`InvalidEdit`] says why it cannot be done; then nothing has changed.
    pub fn edit(&mut self, edit: &Edit, at_s: i64) -> Result<(), InvalidEdit> {
        let pinned = match edit {
            Edit::Splice { path, .. } | Edit::Settle { path, .. } => Some(path.as_str()),
            _ => None,
        };
        self.enter_lane(pinned);
        self.edited_at_s = at_s;
        let done = self.perform(edit);
        self.leave_lane();
        done.map_err(|reason| InvalidEdit { path: edit.path().to_owned(), reason })
    }

    fn perform(&mut self, edit: &Edit) -> Result<(), Reason> {
        match edit {
            Edit::Set { path, value } => self.set(path, value),
            Edit::Include { path, key } => self.include(path, key),
            Edit::Exclude { path, key } => {
                let (object, _) = self.set_at(path)?;
                refused(self.doc.delete(&object, key.as_str()))
            }
            Edit::Add { path, key } => self.add(path, key),
            Edit::Increment { path, by } => self.increment(path, *by),
            Edit::Splice { path, at, delete, insert } => {
                self.splice(path, *at as usize, *delete as usize, insert)
            }
            Edit::Settle { path, version } => self.settle(path, version),
            Edit::SettleSentence { path, doubt, choice } => {
                self.settle_sentence(path, doubt, *choice)
            }
        }
    }

    fn set(&mut self, path: &str, value: &Value) -> Result<(), Reason> {
        let (object, key, kind) = self.register_at(path)?;
        let value = kind.check(value)?;
        let there = self.doc.get(&object, key.as_str()).map_err(|_| Reason::NotThere)?;
        if there.is_none() && value == ScalarValue::Null {
            return Ok(());
        }
        // archiving once more says "archived all the same": it needs a change of its own, which
        // Automerge does not make for an equal value
        if path == conflict::ARCHIVED_ON && self.after_archive.is_some() {
            refused(self.doc.delete(&object, key.as_str()))?;
        }
        refused(self.doc.put(&object, key, value))
    }

    fn include(&mut self, path: &str, key: &str) -> Result<(), Reason> {
        let (object, kind) = self.set_at(path)?;
        kind.check_text(key)?;
        self.room_for_one(&object)?;
        refused(self.doc.put(&object, key, true))
    }

    fn add(&mut self, path: &str, key: &str) -> Result<(), Reason> {
        let Place::Records { object, shape } = place::find(&self.doc, self.shape, path)? else {
            return Err(Reason::WrongOperation);
        };
        key.parse::<Ulid>().map_err(|_| Reason::NotAUlid)?;
        if !matches!(self.doc.get(&object, key), Ok(None)) {
            return Err(Reason::AlreadyThere);
        }
        self.room_for_one(&object)?;
        let record =
            self.doc.put_object(&object, key, ObjType::Map).map_err(|_| Reason::Refused)?;
        refused(create_objects(&mut self.doc, &record, shape))
    }

    fn increment(&mut self, path: &str, by: i64) -> Result<(), Reason> {
        let Place::Counter { object, key } = place::find(&self.doc, self.shape, path)? else {
            return Err(Reason::WrongOperation);
        };
        if !(-INCREMENT_MAX..=INCREMENT_MAX).contains(&by) {
            return Err(Reason::OutOfRange);
        }
        refused(self.doc.increment(&object, key, by))
    }

    /// An edit that would split a character outside of the basic plane is refused, not widened:
    /// only a field that shows something else than its heads could ask for it.
    fn splice(&mut self, path: &str, at: usize, delete: usize, insert: &str) -> Result<(), Reason> {
        let text = self.text_at(path)?;
        let shown = self.doc.text(&text).map_err(|_| Reason::NotThere)?;
        let end = at.checked_add(delete).ok_or(Reason::OutOfRange)?;
        let units = check_boundaries(&shown, at, end)?;
        if units - delete + insert.encode_utf16().count() > TEXT_UNITS_MAX {
            return Err(Reason::TooLong);
        }
        let delete = isize::try_from(delete).map_err(|_| Reason::OutOfRange)?;
        refused(self.doc.splice_text(&text, at, delete, insert))
    }

    fn settle(&mut self, path: &str, version: &str) -> Result<(), Reason> {
        let (object, key, _) = self.register_at(path)?;
        let value =
            conflict::disputed(&self.doc, &object, &key, version).ok_or(Reason::UnknownVersion)?;
        refused(self.doc.put(&object, key, value))
    }

    /// A change of its own, so that a field that shows the sentence as it was stays pinned there.
    fn settle_sentence(&mut self, path: &str, doubt: &str, choice: Choice) -> Result<(), Reason> {
        let text = self.text_at(path)?;
        let now = self.doc.text(&text).map_err(|_| Reason::NotThere)?;
        let known = self
            .doubts
            .iter_mut()
            .find(|known| known.path == path && known.id == doubt)
            .ok_or(Reason::UnknownDoubt)?;
        let chosen = match choice {
            Choice::A => &known.a,
            Choice::B => &known.b,
            Choice::Merged => &known.merged,
        };
        let place = known.place_in(&now).ok_or(Reason::UnknownDoubt)?;
        let (skip, delete, insert) = conflict::replacement(&known.merged, chosen);
        let delete = isize::try_from(delete).map_err(|_| Reason::OutOfRange)?;
        known.settled = true;
        if choice == Choice::Merged {
            return Ok(());
        }
        self.close();
        let pin = self.pins.remove(path);
        let done = self.doc.splice_text(&text, place + skip, delete, &insert);
        self.close();
        if let Some(heads) = pin {
            self.pins.insert(path.to_owned(), heads);
            self.freshen_pins();
        }
        refused(done)
    }

    fn register_at(&self, path: &str) -> Result<(ObjId, String, Kind), Reason> {
        match place::find(&self.doc, self.shape, path)? {
            Place::Register { object, key, kind } => Ok((object, key, kind)),
            _ => Err(Reason::WrongOperation),
        }
    }

    fn set_at(&self, path: &str) -> Result<(ObjId, Kind), Reason> {
        match place::find(&self.doc, self.shape, path)? {
            Place::Set { object, key } => Ok((object, key)),
            _ => Err(Reason::WrongOperation),
        }
    }

    fn text_at(&self, path: &str) -> Result<ObjId, Reason> {
        match place::find(&self.doc, self.shape, path)? {
            Place::Text(object) => Ok(object),
            _ => Err(Reason::WrongOperation),
        }
    }

    fn room_for_one(&self, object: &ObjId) -> Result<(), Reason> {
        let room = self.doc.length(object) < RECORDS_MAX;
        room.then_some(()).ok_or(Reason::OutOfRange)
    }
}

fn refused(done: Result<(), automerge::AutomergeError>) -> Result<(), Reason> {
    done.map_err(|_| Reason::Refused)
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
