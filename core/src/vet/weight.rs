//! How large a document is: for a phone's memory, and for the frame that carries it whole.

use automerge::{Automerge, Change, ObjId, ReadDoc};

use super::room::may_grow;
use crate::document::{RECORDS_MAX, TEXT_UNITS_MAX};
use crate::frame::RefusalCode;

/// The largest document in bytes as saved; its snapshot must fit in a frame.
pub const DOCUMENT_BYTES_MAX: u64 = 3 * 1024 * 1024;
/// The largest document in bytes before it is deflated: a phone holds it, some times as large, in memory.
pub const DOCUMENT_INFLATED_MAX: u64 = 16 * 1024 * 1024;
/// The most values side by side in one register: a screen lists them all. As many as people who write
/// the same field offline at once, with room.
pub const VERSIONS_MAX: u64 = 128;
/// The longest text in UTF-16 units. Its half, to which a text grows in any steps, is as much as two people
/// may each have written before they heard of each other.
pub const TEXT_MAX: u64 = 4 * TEXT_UNITS_MAX as u64;
/// The most keys of one map: likewise, its half is two lists that people filled apart from each other.
pub(crate) const KEYS_MAX: u64 = 4 * RECORDS_MAX as u64;

/// What an edit of a sentence takes, in bytes.
const EDIT_BYTES: u64 = 1024;

/// What an operation takes of a document at most, beyond what it takes in its change, where operations of one kind
/// stand together: a few bytes in each column.
const OP_BYTES: u64 = 32;
/// Up to here, and to an eighth of a document, it is only guessed how much it has grown: to save it whole takes long,
/// and would be done for each letter.
const GUESSED_BYTES: u64 = 64 * 1024;

/// A document's sizes in bytes, at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weight {
    inflated: u64,
    saved: u64,
    /// How much of that was added without looking.
    guessed: u64,
}

impl Weight {
    pub(super) fn of(doc: &Automerge) -> Self {
        let inflated = doc.save_nocompress().len() as u64;
        if inflated <= DOCUMENT_BYTES_MAX / 2 {
            return Self { inflated, saved: inflated, guessed: 0 };
        }
        Self { inflated, saved: doc.save().len() as u64, guessed: 0 }
    }

    /// What it is now that more was written, if that may be: a document is only deflated if it would be too
    /// much with what came as it is.
    pub(super) fn grown(&self, doc: &Automerge, came: u64) -> Option<Self> {
        let (inflated, saved, guessed) =
            (self.inflated + came, self.saved + came, self.guessed + came);
        let most = Self { inflated, saved, guessed };
        if guessed <= GUESSED_BYTES.max(inflated / 8) && self.may_become(&most) {
            return Some(most);
        }
        let inflated = doc.save_nocompress().len() as u64;
        let more = inflated.saturating_sub(self.inflated);
        let most = Self { inflated, saved: self.saved + more, guessed: 0 };
        if self.may_become(&most) {
            return Some(most);
        }
        let exact = Self::of(doc);
        let least = exact.saved.saturating_sub(more).min(self.saved);
        Self { saved: least, ..*self }.may_become(&exact).then_some(exact)
    }

    /// What changes take of a document at most.
    pub(super) fn of_changes(changes: &[Change]) -> u64 {
        let bytes =
            |change: &Change| change.raw_bytes().len() as u64 + change.len() as u64 * OP_BYTES;
        changes.iter().map(bytes).sum()
    }

    pub(super) fn inflated(&self) -> u64 {
        self.inflated
    }

    /// For an edit of some bytes.
    pub(super) fn has_room(&self) -> bool {
        may_grow(self.inflated, self.inflated + EDIT_BYTES, DOCUMENT_INFLATED_MAX)
            && may_grow(self.saved, self.saved + EDIT_BYTES, DOCUMENT_BYTES_MAX)
    }

    fn may_become(&self, after: &Self) -> bool {
        may_grow(self.inflated, after.inflated, DOCUMENT_INFLATED_MAX)
            && may_grow(self.saved, after.saved, DOCUMENT_BYTES_MAX)
    }
}

/// What changes touch that could become too much for a screen.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// Texts and maps that get longer.
    pub(super) grown: Vec<ObjId>,
    /// Registers that are written.
    pub(super) written: Vec<(ObjId, String)>,
}

/// The same with how much there was before.
pub(super) struct Sizes {
    grown: Vec<(ObjId, u64)>,
    written: Vec<((ObjId, String), u64)>,
}

impl Touched {
    pub(super) fn sizes(self, before: &Automerge) -> Sizes {
        let grown = self.grown.into_iter().map(|object| {
            let length = before.length(&object) as u64;
            (object, length)
        });
        let written = self.written.into_iter().map(|(object, key)| {
            let versions = versions(before, &object, &key);
            ((object, key), versions)
        });
        Sizes { grown: grown.collect(), written: written.collect() }
    }
}

impl Sizes {
    /// Whether everything is still what a screen can show, and somebody else can add to.
    pub(super) fn have_room(&self, after: &Automerge) -> Result<(), RefusalCode> {
        let grown = self.grown.iter().all(|(object, before)| {
            let max = match after.object_type(object) {
                Ok(automerge::ObjType::Text) => TEXT_MAX,
                _ => KEYS_MAX,
            };
            may_grow(*before, after.length(object) as u64, max)
        });
        let written = self.written.iter().all(|((object, key), before)| {
            may_grow(*before, versions(after, object, key), VERSIONS_MAX)
        });
        if grown && written { Ok(()) } else { Err(RefusalCode::TooLarge) }
    }
}

fn versions(doc: &Automerge, object: &ObjId, key: &str) -> u64 {
    doc.get_all(object, key).map_or(0, |all| all.len() as u64)
}
