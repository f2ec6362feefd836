//! Whether the operations of changes fit the objects they name.
//!
//! Automerge takes an operation whose key is of the wrong kind for its object, or that follows an
//! element of another object, when it comes alone: it applies, saves and loads back. Together with
//! others in one batch, as everybody applies them who opens the document later, it panics. So every
//! operation must be one that a document of maps and texts can have, and all it refers to must be
//! there and be of the right kind.

use std::collections::{BTreeMap, BTreeSet};

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{Automerge, Change, ChangeHash, ObjId, ObjType, ReadDoc, ScalarValue};

use super::DEPTH_MAX;
use crate::frame::RefusalCode;

/// The longest key of a map in bytes; our longest is an actor's.
const KEY_BYTES_MAX: usize = 256;
/// The longest piece of a text that is one element in bytes: a character with all its marks.
const ELEMENT_BYTES_MAX: usize = 256;

/// Checks every operation of changes in causal order, against the document and each other.
///
/// # Errors
/// The code that the author is told.
pub(super) fn check(doc: &Automerge, changes: &[Change]) -> Result<(), RefusalCode> {
    let mut known = Known { doc, facts: BTreeMap::new(), read: BTreeSet::new() };
    for change in changes {
        let decoded = change.decode();
        for (counter, op) in (change.start_op().get()..).zip(&decoded.operations) {
            let id = OpId::new(counter, change.actor_id());
            known.check(&id, op)?;
            known.facts.insert(id, Fact::of(op));
        }
        known.read.insert(change.hash());
    }
    Ok(())
}

/// What later operations need to know of one.
#[derive(Debug, Clone)]
struct Fact {
    object: ObjectId,
    key: Key,
    insert: bool,
    makes: Option<ObjType>,
}

impl Fact {
    fn of(op: &Op) -> Self {
        let makes = if let OpType::Make(made) = op.action { Some(made) } else { None };
        Self { object: op.obj.clone(), key: op.key.clone(), insert: op.insert, makes }
    }
}

struct Known<'a> {
    doc: &'a Automerge,
    facts: BTreeMap<OpId, Fact>,
    /// Changes whose operations are in `facts`.
    read: BTreeSet<ChangeHash>,
}

impl Known<'_> {
    fn check(&mut self, id: &OpId, op: &Op) -> Result<(), RefusalCode> {
        // what an operation refers to came before it
        let references = op.pred.iter().chain(object_id(&op.obj)).chain(element_id(&op.key));
        if references.into_iter().any(|other| other.counter() >= id.counter()) {
            return Err(RefusalCode::Malformed);
        }
        let fits = match self.type_of(&op.obj)? {
            ObjType::Map => self.fits_map(op)?,
            ObjType::Text => self.fits_text(op)?,
            ObjType::List | ObjType::Table => false,
        };
        if !fits {
            return Err(RefusalCode::Malformed);
        }
        if matches!(op.action, OpType::Make(_)) && self.depth_of(&op.obj)? >= DEPTH_MAX {
            return Err(RefusalCode::TooLarge);
        }
        Ok(())
    }

    fn fits_map(&mut self, op: &Op) -> Result<bool, RefusalCode> {
        let Key::Map(key) = &op.key else {
            return Ok(false);
        };
        let replaces = !op.pred.is_empty();
        let fits = match &op.action {
            OpType::Make(made) => matches!(made, ObjType::Map | ObjType::Text),
            OpType::Put(value) => is_plain(value),
            OpType::Delete | OpType::Increment(_) => replaces,
            OpType::MarkBegin(_) | OpType::MarkEnd(_) => false,
        };
        if !fits || op.insert || key.is_empty() || key.len() > KEY_BYTES_MAX {
            return Ok(false);
        }
        for replaced in op.pred.iter() {
            let fact = self.fact(replaced)?;
            if fact.insert || fact.object != op.obj || fact.key != op.key {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn fits_text(&mut self, op: &Op) -> Result<bool, RefusalCode> {
        let Key::Seq(element) = &op.key else {
            return Ok(false);
        };
        if let ElementId::Id(element) = element {
            let fact = self.fact(element)?;
            if !fact.insert || fact.object != op.obj {
                return Ok(false);
            }
        }
        Ok(match (&op.action, element) {
            (OpType::Put(ScalarValue::Str(text)), _) => {
                op.insert && op.pred.is_empty() && (1..=ELEMENT_BYTES_MAX).contains(&text.len())
            }
            (OpType::Delete, ElementId::Id(element)) => {
                !op.insert && !op.pred.is_empty() && op.pred.iter().all(|gone| gone == element)
            }
            _ => false,
        })
    }

    fn type_of(&mut self, object: &ObjectId) -> Result<ObjType, RefusalCode> {
        match object {
            ObjectId::Root => Ok(ObjType::Map),
            ObjectId::Id(id) => self.fact(id)?.makes.ok_or(RefusalCode::Malformed),
        }
    }

    /// How many objects an object is inside of.
    fn depth_of(&mut self, object: &ObjectId) -> Result<usize, RefusalCode> {
        let (mut depth, mut object) = (0, object.clone());
        while let ObjectId::Id(id) = &object {
            depth += 1;
            if depth > DEPTH_MAX {
                break;
            }
            object = self.fact(id)?.object;
        }
        Ok(depth)
    }

    fn fact(&mut self, id: &OpId) -> Result<Fact, RefusalCode> {
        if !self.facts.contains_key(id) {
            self.read_change_of(id)?;
        }
        self.facts.get(id).cloned().ok_or(RefusalCode::Malformed)
    }

    fn read_change_of(&mut self, id: &OpId) -> Result<(), RefusalCode> {
        let exid = ObjId::Id(id.counter(), id.actor().clone(), 0);
        let hash = self.doc.hash_for_opid(&exid).ok_or(RefusalCode::Malformed)?;
        if !self.read.insert(hash) {
            return Ok(());
        }
        let change = self.doc.get_change_by_hash(&hash).ok_or(RefusalCode::Malformed)?;
        let decoded = change.decode();
        for (counter, op) in (change.start_op().get()..).zip(&decoded.operations) {
            self.facts.insert(OpId::new(counter, change.actor_id()), Fact::of(op));
        }
        Ok(())
    }
}

/// Values that our documents hold; a phone's view shows no others.
fn is_plain(value: &ScalarValue) -> bool {
    match value {
        ScalarValue::Str(_)
        | ScalarValue::Int(_)
        | ScalarValue::Uint(_)
        | ScalarValue::F64(_)
        | ScalarValue::Counter(_)
        | ScalarValue::Boolean(_)
        | ScalarValue::Null => true,
        ScalarValue::Bytes(_) | ScalarValue::Timestamp(_) | ScalarValue::Unknown { .. } => false,
    }
}

fn object_id(object: &ObjectId) -> Option<&OpId> {
    match object {
        ObjectId::Root => None,
        ObjectId::Id(id) => Some(id),
    }
}

fn element_id(key: &Key) -> Option<&OpId> {
    match key {
        Key::Seq(ElementId::Id(id)) => Some(id),
        Key::Map(_) | Key::Seq(ElementId::Head) => None,
    }
}
