//! Founding a spoiled document anew: all that can be read of it, written once more as the beginning of a
//! later generation.
//!
//! A generation begins with a change without content, on which everything in it rests, and what was taken
//! over ends with another. Between them stand ordinary edits, so whatever no edit can make stays behind,
//! and so does what leads nowhere: history, counters, heads.

use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::FromStr;

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{Author, AutoCommit, Change, ChangeHash, ScalarValue};
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Deserialize, Serialize};

use super::step::VALUE_BYTES_MAX;
use super::{Document, Edit, INCREMENT_MAX, Reason, TEXT_UNITS_MAX, Value};
use super::{clean, genesis, place, stored};
use crate::document::shape::Shape;
use crate::id::{DocId, MemberId, ReplicaId};
use crate::vet::{DOCUMENT_BYTES_MAX, DOCUMENT_OPS_MAX};

mod again;
mod leaves;

use leaves::Leaves;
pub use leaves::Written;

/// The most operations that are taken over: as much is left for whoever founds it, and more for others.
pub(crate) const FOUNDED_OPS_MAX: u64 = DOCUMENT_OPS_MAX / 3;
/// The most bytes of values and texts that are taken over.
pub(crate) const FOUNDED_BYTES_MAX: u64 = DOCUMENT_BYTES_MAX / 3;
/// The most values side by side of one register that are taken over.
const VERSIONS_MAX: usize = 8;
/// What a record takes besides its values, in operations: as many objects as the largest has.
const RECORD_OPS: u64 = 16;

/// The first and the last change of what a generation was founded with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Founding {
    /// Everything of the generation rests on it.
    pub first: ChangeHash,
    /// Whoever has it has all that was taken over.
    pub last: ChangeHash,
}

/// A document founded anew.
#[derive(Debug)]
pub struct Founded {
    /// The first and the last of the changes.
    pub founding: Founding,
    /// The beginning of the generation, in causal order.
    pub changes: Vec<Change>,
    /// How much of what could be read was not taken over: no edit makes it, or it is too much.
    pub left_out: usize,
}

/// In whose name a document is founded anew.
#[derive(Debug, Clone, Copy)]
pub struct Founder {
    /// The store under whose name the changes are made; a fresh one.
    pub replica: ReplicaId,
    /// The organiser who says so.
    pub member: MemberId,
    /// Now, in seconds since 1970.
    pub at_s: i64,
}

impl Founding {
    /// Whether a change can be of this generation, as far as it says so itself: what rests on fixed changes
    /// alone is of an earlier one. What builds on that has no ground here.
    #[must_use]
    pub fn takes(&self, doc: &DocId, change: &Change) -> bool {
        let kind = doc.kind();
        let mut fixed: Vec<ChangeHash> = genesis::rungs(kind).iter().map(Change::hash).collect();
        if change.hash() == self.first || fixed.contains(&change.hash()) {
            return true;
        }
        fixed.push(genesis::genesis_head(kind));
        change.deps().iter().any(|dep| !fixed.contains(dep))
    }

    /// As the relay keeps it.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.first.0, self.last.0].concat()
    }

    /// Of what [`Founding::to_bytes`] gave.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (first, last) = bytes.split_at_checked(32)?;
        Some(Self {
            first: ChangeHash(first.try_into().ok()?),
            last: ChangeHash(last.try_into().ok()?),
        })
    }
}

impl fmt::Display for Founding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.first, self.last)
    }
}

impl From<Founding> for String {
    fn from(founding: Founding) -> Self {
        founding.to_string()
    }
}

impl TryFrom<String> for Founding {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let hash = |half: &str| ChangeHash::from_str(half).map_err(|_| "no hash");
        let (first, last) = text.split_at_checked(64).ok_or("too short")?;
        Ok(Self { first: hash(first)?, last: hash(last)? })
    }
}

impl<C> Encode<C> for Founding {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.bytes(&self.to_bytes())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Founding {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Self::from_bytes(d.bytes()?).ok_or_else(|| decode::Error::message("founding"))
    }
}

/// Founds a document anew of as much as can be read of what is stored: its snapshot, and the changes after
/// it, of which some may be missing.
///
/// May panic or not return on hostile bytes, as [`crate::vet::Trial::run`].
#[must_use]
pub fn found_anew(
    doc: &DocId,
    snapshot: Option<&[u8]>,
    tail: Vec<Change>,
    founder: &Founder,
) -> Option<Founded> {
    let shape = Shape::of(doc.kind());
    let leaves = Leaves::of(&readable(doc, snapshot, tail), shape);
    let mut made = Making::begin(doc, founder);
    let disputed: BTreeSet<&String> = leaves.disputed.iter().map(|(path, _)| path).collect();
    for (path, value) in leaves.all {
        if !disputed.contains(&path) {
            made.take_over(&path, value);
        }
    }
    made.disputed(&leaves.disputed);
    made.end()
}

/// As much as can be read.
fn readable(doc: &DocId, snapshot: Option<&[u8]>, tail: Vec<Change>) -> AutoCommit {
    let (empty, genesis) = genesis::beginning(Shape::of(doc.kind()));
    let mut read = snapshot.and_then(|bytes| stored::saved(bytes, genesis).ok()).unwrap_or(empty);
    let mut whole = read.clone();
    let all = catch_unwind(AssertUnwindSafe(|| whole.apply_changes(tail.clone()).is_ok()));
    if all.unwrap_or(false) {
        return whole;
    }
    for change in tail {
        let mut next = read.clone();
        let one = catch_unwind(AssertUnwindSafe(|| next.apply_changes([change]).is_ok()));
        if one.unwrap_or(false) {
            read = next;
        }
    }
    read
}

/// A generation in the making.
struct Making {
    made: Document,
    founder: Founder,
    first: ChangeHash,
    ops_left: u64,
    bytes_left: u64,
    left_out: usize,
}

impl Making {
    fn begin(doc: &DocId, founder: &Founder) -> Self {
        let mut made = Document::new(doc.clone(), founder.replica, founder.member);
        let first = made.mark(founder.at_s);
        // what stands on a later rung has a place to be written to
        let rungs = made.apply(genesis::rungs(doc.kind()));
        debug_assert!(rungs.is_ok(), "they are the same everywhere");
        Self {
            made,
            founder: *founder,
            first,
            ops_left: FOUNDED_OPS_MAX,
            bytes_left: FOUNDED_BYTES_MAX,
            left_out: 0,
        }
    }

    fn take_over(&mut self, path: &str, value: Value) {
        let whole = value.clone();
        let value = cut(value);
        let done =
            self.has_room(&value) && self.made.write(path, &value, self.founder.at_s).is_ok();
        let shorter = length(&value) < length(&whole);
        self.left_out += usize::from(!done || shorter);
    }

    fn has_room(&mut self, value: &Value) -> bool {
        let (ops, bytes) = match value {
            Value::Text(text) => (text.chars().count() as u64, text.len() as u64),
            Value::Map(_) => (RECORD_OPS, RECORD_OPS),
            _ => (1, 1),
        };
        let room = ops <= self.ops_left && bytes <= self.bytes_left;
        if room {
            (self.ops_left, self.bytes_left) = (self.ops_left - ops, self.bytes_left - bytes);
        }
        room
    }

    /// Writes the values of disputed registers at the same moment, so that they stand side by side again.
    fn disputed(&mut self, disputed: &[(String, Vec<Value>)]) {
        self.made.commit(self.founder.at_s);
        let heads = self.made.heads();
        let mut branches = Vec::new();
        for level in 1..=VERSIONS_MAX {
            let Some(mut branch) = self.branch(&heads, level) else {
                return;
            };
            for (path, values) in disputed {
                if let Some(value) = values.get(level - 1) {
                    let value = cut(value.clone());
                    let written = self.has_room(&value)
                        && stand(&mut branch, self.made.shape, path, &value).is_ok();
                    self.left_out += usize::from(!written);
                }
            }
            let time = CommitOptions::default().with_time(self.founder.at_s);
            if branch.commit_with(time).is_some() {
                branches.extend(branch.get_changes(&heads));
            }
        }
        self.left_out +=
            disputed.iter().map(|(_, all)| all.len().saturating_sub(VERSIONS_MAX)).sum::<usize>();
        let apart = self.made.apply(branches);
        debug_assert!(apart.is_ok(), "they were made at its heads");
    }

    fn branch(&mut self, heads: &[ChangeHash], level: usize) -> Option<AutoCommit> {
        let mut branch = self.made.doc.fork_at(heads).ok()?;
        // the author first: setting one draws a new actor
        branch.set_author(Some(Author::from(self.founder.member.to_string().into_bytes())));
        branch.set_actor(self.founder.replica.actor_at(u8::try_from(level).ok()?));
        Some(branch)
    }

    fn end(mut self) -> Option<Founded> {
        self.made.commit(self.founder.at_s);
        let last = self.made.mark(self.founder.at_s);
        let changes = self.made.changes_since(&[]);
        let begins = changes.first().is_some_and(|change| change.hash() == self.first);
        let founding = Founding { first: self.first, last };
        begins.then_some(Founded { founding, changes, left_out: self.left_out })
    }
}

impl Document {
    /// A change without content on all that is here.
    fn mark(&mut self, at_s: i64) -> ChangeHash {
        self.close();
        let hash = self.doc.empty_change(CommitOptions::default().with_time(at_s));
        self.heads = self.doc.get_heads();
        hash
    }

    /// Makes what stands at a path of [`Leaves`] stand here.
    ///
    /// # Errors
    /// Why it cannot.
    fn write(&mut self, path: &str, value: &Value, at_s: i64) -> Result<(), Reason> {
        let parent = path.rsplit_once('/');
        let here = place::find(&self.doc, self.shape, path);
        let edit = match (here, parent) {
            (Ok(place::Place::Register { .. }), _) => {
                let set = Edit::Set { path: path.to_owned(), value: value.clone() };
                return match self.edit(&set, at_s) {
                    // what earlier releases wrote stands though it could not be written today
                    Err(_) => stand(&mut self.doc, self.shape, path, value),
                    Ok(()) => Ok(()),
                };
            }
            (Ok(place::Place::Text(_)), _) => Edit::Splice {
                path: path.to_owned(),
                at: 0,
                delete: 0,
                insert: value.as_str().unwrap_or_default().to_owned(),
            },
            (Ok(place::Place::Counter { .. }), _) => return self.count_up(path, value, at_s),
            (_, Some((parent, key))) if matches!(value, Value::Map(_)) => {
                Edit::Add { path: parent.to_owned(), key: key.to_owned() }
            }
            (_, Some((parent, key))) => {
                Edit::Include { path: parent.to_owned(), key: key.to_owned() }
            }
            _ => return Err(Reason::UnknownField),
        };
        self.edit(&edit, at_s).map_err(|invalid| invalid.reason)
    }

    fn count_up(&mut self, path: &str, value: &Value, at_s: i64) -> Result<(), Reason> {
        let Value::Int(mut left) = *value else {
            return Err(Reason::WrongType);
        };
        // a sum that no steps of people make is left out
        let steps_max = 1000;
        for _ in 0..steps_max {
            let by = left.clamp(-INCREMENT_MAX, INCREMENT_MAX);
            if by == 0 {
                return Ok(());
            }
            let edit = Edit::Increment { path: path.to_owned(), by };
            self.edit(&edit, at_s).map_err(|invalid| invalid.reason)?;
            left -= by;
        }
        Err(Reason::OutOfRange)
    }
}

fn length(value: &Value) -> usize {
    value.as_str().map_or(0, str::len)
}

/// A value as it stood, if a phone can show it.
fn stand(
    doc: &mut AutoCommit,
    shape: &'static Shape,
    path: &str,
    value: &Value,
) -> Result<(), Reason> {
    let (object, key, _) = place::register(doc, shape, path)?;
    let scalar = match value {
        Value::Null => ScalarValue::Null,
        Value::Bool(value) => ScalarValue::Boolean(*value),
        Value::Int(number) => ScalarValue::Int(*number),
        Value::Float(number) => ScalarValue::F64(*number),
        Value::Text(text) if text.len() <= VALUE_BYTES_MAX => {
            ScalarValue::Str(text.as_str().into())
        }
        _ => return Err(Reason::WrongType),
    };
    super::write::refused(doc.put(&object, key, scalar))
}

/// As a person can write it: a text no longer than a text may be, and clean.
fn cut(value: Value) -> Value {
    let Value::Text(text) = value else {
        return value;
    };
    let mut units = 0;
    let shortened = text.chars().take_while(|char| {
        units += char.len_utf16();
        units <= TEXT_UNITS_MAX
    });
    Value::Text(clean::text(&shortened.collect::<String>()))
}
