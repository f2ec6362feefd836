//! Doing an edit: everything is checked before anything is changed.

use automerge::transaction::Transactable;
use automerge::{ObjId, ObjType, ReadDoc, ScalarValue};

use crate::conflict;
use crate::document::approval;
use crate::document::edit::{Choice, Edit, InvalidEdit, Reason};
use crate::document::genesis::create_objects;
use crate::document::place::{self, Place};
use crate::document::step::{Step, VALUE_BYTES_MAX};
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
/// What one change may weigh, see [`weight_of`]: a relay's reader takes four times as many operations,
/// and it makes about one piece (`chunk::PIECE_BYTES`), which a cut link has to send again.
pub(crate) const CHANGE_WEIGHT_MAX: usize = 8_192;
/// What an edit weighs besides its text: a record has fewer objects than this.
const EDIT_WEIGHT: usize = 32;

/// At least how many operations an edit makes, and a third of the bytes of text in them.
fn weight_of(edit: &Edit) -> usize {
    let units = |text: &str| text.encode_utf16().count();
    EDIT_WEIGHT
        + match edit {
            Edit::Splice { delete, insert, .. } => *delete as usize + units(insert),
            Edit::Set { value: Value::Text(text), .. } => units(text),
            // a value or a sentence that is there already
            Edit::Settle { .. } => VALUE_BYTES_MAX,
            _ => 0,
        }
}

impl Document {
    /// Does an edit, as part of the pending change. `at_s` is the time of the edit in seconds
    /// since 1970; a change that has to be committed before the host asks for it bears it.
    ///
    /// A long edit is committed at once, as several changes. What was pending before may be committed
    /// first, also if the edit is refused then.
    ///
    /// # Errors
    /// [`InvalidEdit`] says why it cannot be done; then nothing of it was.
    pub fn edit(&mut self, edit: &Edit, at_s: i64) -> Result<(), InvalidEdit> {
        let weight = weight_of(edit);
        if self.weight + weight > CHANGE_WEIGHT_MAX {
            self.close();
        }
        let below = self.climb(edit.path());
        let refused = |reason| InvalidEdit { path: edit.path().to_owned(), reason };
        let below = below.map_err(refused)?;
        let done = match edit {
            Edit::Splice { path, .. } if weight > self.short_weight(path) => {
                self.edited_at_s = at_s;
                let step = |doc: &_, shape| Step::of(edit, doc, shape);
                self.splice_in_parts(path, step)
            }
            _ => self.edit_at_once(edit, at_s),
        };
        match below {
            _ if done.is_ok() => self.weight += weight,
            Some(below) => self.climb_down(below),
            None => {}
        }
        done.map_err(refused)
    }

    fn edit_at_once(&mut self, edit: &Edit, at_s: i64) -> Result<(), Reason> {
        let pinned = match edit {
            Edit::Splice { path, .. } | Edit::Settle { path, .. } | Edit::Set { path, .. } => {
                Some(path.as_str())
            }
            _ => None,
        };
        self.enter_lane(pinned);
        self.edited_at_s = at_s;
        let done = match &mut self.lane {
            Some(lane) => lane.perform(edit, self.shape),
            None => self.perform(edit),
        };
        self.leave_lane();
        done
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
            Edit::Splice { .. } | Edit::Settle { .. } => {
                Step::of(edit, &self.doc, self.shape)?.perform(&mut self.doc)
            }
            Edit::SettleSentence { path, doubt, choice } => {
                self.settle_sentence(path, doubt, *choice)
            }
        }
    }

    fn set(&mut self, path: &str, value: &Value) -> Result<(), Reason> {
        let (object, key, kind) = place::register(&self.doc, self.shape, path)?;
        let value = kind.check(value)?;
        let there = self.doc.get(&object, key.as_str()).map_err(|_| Reason::NotThere)?;
        if there.is_none() && value == ScalarValue::Null {
            return Ok(());
        }
        // archiving once more says "archived all the same", approving once more "as it is now": that
        // needs a change of its own, which Automerge does not make for an equal value
        let again = self.archives.ask(path) || path == approval::STATE && self.outdated.is_some();
        if again {
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

    /// A change of its own, so that a field that shows the sentence as it was stays pinned there. To let
    /// the sentence stand is two changes, a space that comes and one that goes: so everybody knows that it was
    /// read.
    fn settle_sentence(&mut self, path: &str, doubt: &str, choice: Choice) -> Result<(), Reason> {
        let text = place::text(&self.doc, self.shape, path)?;
        let now = self.doc.text(&text).map_err(|_| Reason::NotThere)?;
        let units: Vec<u16> = now.encode_utf16().collect();
        let mut known = self.doubts.all.iter();
        let known = known.find(|known| known.path == path && known.id == doubt);
        let known = known.ok_or(Reason::UnknownDoubt)?;
        let chosen = known.chosen(choice).ok_or(Reason::UnknownDoubt)?;
        let place = known.place(&self.doc, &text, &units).ok_or(Reason::UnknownDoubt)?.start;
        let (skip, delete, insert) = conflict::replacement(&known.merged, chosen);
        let first = known.merged.chars().next().map_or(0, char::len_utf16);
        self.close();
        let pin = self.pins.remove(path);
        let done = if delete == 0 && insert.is_empty() {
            let there = self.doc.splice_text(&text, place + first, 0, " ");
            self.close();
            let gone = there.and_then(|()| self.doc.splice_text(&text, place + first, 1, ""));
            self.close();
            refused(gone)
        } else {
            let step = |doc: &_, _| Step::splice(doc, text, (place + skip, delete), &insert);
            self.splice_in_parts(path, step)
        };
        if let Some(pin) = pin {
            self.pins.insert(path.to_owned(), pin);
            self.freshen(path);
        }
        done?;
        self.doubts.all.retain(|known| known.path != path || known.id != doubt);
        Ok(())
    }

    fn set_at(&self, path: &str) -> Result<(ObjId, Kind), Reason> {
        match place::find(&self.doc, self.shape, path)? {
            Place::Set { object, key } => Ok((object, key)),
            _ => Err(Reason::WrongOperation),
        }
    }

    fn room_for_one(&self, object: &ObjId) -> Result<(), Reason> {
        let room = self.doc.length(object) < RECORDS_MAX;
        room.then_some(()).ok_or(Reason::OutOfRange)
    }
}

pub(crate) fn refused(done: Result<(), automerge::AutomergeError>) -> Result<(), Reason> {
    done.map_err(|_| Reason::Refused)
}
