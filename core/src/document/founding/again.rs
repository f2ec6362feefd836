//! What one phone had written and not sent when its document was founded anew: written once more in the new
//! generation, as far as it fits.

use std::collections::BTreeMap;

use automerge::ChangeHash;

use super::leaves::{Leaves, Written};
use crate::conflict;
use crate::document::edit::{Edit, Reason};
use crate::document::place::{self, Place};
use crate::document::value::Value;
use crate::document::{Document, genesis};

impl Document {
    /// What leads from the version of these heads to this one. Commits what is pending; heads that are not
    /// known count for nothing.
    pub fn written_since(&mut self, heads: &[ChangeHash]) -> Vec<Written> {
        self.close();
        let mut known = vec![self.genesis];
        known.extend(heads.iter().filter(|head| self.knows(head)));
        if self.heads.iter().all(|head| known.contains(head)) {
            return Vec::new();
        }
        let before = self.doc.fork_at(&known);
        let before = before.unwrap_or_else(|_| genesis::beginning(self.shape).0);
        Leaves::of(&self.doc, self.shape).since(Leaves::of(&before, self.shape))
    }

    /// Writes it once more; gives back what does not fit, for its person to put in by hand.
    pub fn write_again(&mut self, written: Vec<Written>, at_s: i64) -> Vec<Written> {
        let now: BTreeMap<String, Value> =
            Leaves::of(&self.doc, self.shape).all.into_iter().collect();
        let mut left = Vec::new();
        for one in written {
            let now = now.get(&one.path).unwrap_or(&Value::Null);
            if let Err(part) = self.write_one_again(&one, now, at_s) {
                left.extend(part.map(|is| Written { is, ..one }));
            }
        }
        self.commit(at_s);
        left
    }

    /// # Errors
    /// What of it has to be put in by hand, if anything.
    fn write_one_again(
        &mut self,
        one: &Written,
        now: &Value,
        at_s: i64,
    ) -> Result<(), Option<Value>> {
        let Written { path, was, is } = one;
        if now == is {
            return Ok(());
        }
        let by_hand = || Some(is.clone()).filter(|is| !matches!(is, Value::Null | Value::Map(_)));
        match place::find(&self.doc, self.shape, path) {
            Ok(Place::Text(_)) => self.splice_again(path, [was, is, now].map(text_of), at_s),
            Ok(Place::Counter { .. }) => {
                let by = number_of(is).saturating_sub(number_of(was));
                self.count_up(path, &Value::Int(by), at_s).map_err(|_| by_hand())
            }
            // what somebody else has put there meanwhile stays
            Ok(Place::Register { .. }) if now != was => Err(by_hand()),
            _ if matches!(is, Value::Null) => self.take_out(path, at_s).map_err(|_| by_hand()),
            _ => self.write(path, is, at_s).map_err(|_| by_hand()),
        }
    }

    /// A register is cleared, a key taken out of its set.
    fn take_out(&mut self, path: &str, at_s: i64) -> Result<(), Reason> {
        let edit = match (place::find(&self.doc, self.shape, path), path.rsplit_once('/')) {
            (Ok(Place::Register { .. }), _) => {
                Edit::Set { path: path.to_owned(), value: Value::Null }
            }
            (_, Some((set, key))) => Edit::Exclude { path: set.to_owned(), key: key.to_owned() },
            _ => return Err(Reason::UnknownField),
        };
        self.edit(&edit, at_s).map_err(|invalid| invalid.reason)
    }

    /// The stretch in which a text was changed, unless somebody else has changed the same.
    fn splice_again(
        &mut self,
        path: &str,
        [was, is, now]: [&str; 3],
        at_s: i64,
    ) -> Result<(), Option<Value>> {
        let (mut at, delete, insert) = conflict::replacement(was, is);
        // the stretch alone cuts through words; where nothing came there is nothing to put in
        let whole = |insert: &str| (!insert.is_empty()).then(|| Value::from(is));
        let (theirs, gone, come) = conflict::replacement(was, now);
        if theirs + gone <= at {
            at = at - gone + come.encode_utf16().count();
        } else if at + delete > theirs && was != now {
            return Err(whole(&insert));
        }
        if was != now && delete == 0 && stands_at(now, at, &insert) {
            // it had been sent, and only the answer was lost
            return Ok(());
        }
        let size = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let edit = Edit::Splice {
            path: path.to_owned(),
            at: size(at),
            delete: size(delete),
            insert: insert.clone(),
        };
        self.edit(&edit, at_s).map_err(|_| whole(&insert))
    }
}

/// Whether a text has these words just before or behind this unit.
fn stands_at(text: &str, at: usize, words: &str) -> bool {
    let units: Vec<u16> = text.encode_utf16().collect();
    let words: Vec<u16> = words.encode_utf16().collect();
    let (before, behind) = units.split_at(at.min(units.len()));
    before.ends_with(&words) || behind.starts_with(&words)
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn number_of(value: &Value) -> i64 {
    if let Value::Int(number) = value { *number } else { 0 }
}
