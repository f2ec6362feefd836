//! Whether the operations of changes are ones that an edit of the document's kind can make.
//!
//! Automerge takes an operation whose key is of the wrong kind for its object, or that follows an
//! element of another object, when it comes alone: it applies, saves and loads back. Together with
//! others in one batch, as everybody applies them who opens the document later, it panics. And what fits
//! Automerge can still harm people: an object made anew in the place of one that is there hides all that
//! was written in it. So everything an operation refers to must be there, what it does must fit the field
//! of the shape that it does it to, and an object is made once, with the record it belongs to.

use std::collections::{BTreeMap, BTreeSet};

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{Automerge, Change, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, ScalarValue};

use super::weight::Touched;
use crate::document::{self, Field, INCREMENT_MAX, Shape};
use crate::frame::RefusalCode;
use crate::id::{DocKind, Ulid};

/// The longest value in bytes: a line of the longest field, in characters of four bytes.
pub const VALUE_BYTES_MAX: usize = 4 * 1024;

/// The most places of texts at which one change writes. Somebody writes at one place or some; Automerge goes through a
/// text for each, on the relay and on every phone, and 60,000 of them took it half a minute.
pub const PLACES_MAX: usize = 4 * 1024;

/// Checks every operation of changes in causal order, against the document and each other. Gives back
/// what they touch.
///
/// # Errors
/// The code that the author is told.
pub(super) fn check(
    doc: &Automerge,
    kind: DocKind,
    changes: &[Change],
) -> Result<Touched, RefusalCode> {
    let mut known = Known {
        doc,
        shape: Shape::of(kind),
        facts: BTreeMap::new(),
        read: BTreeSet::new(),
        grounds: BTreeMap::new(),
        made: BTreeSet::new(),
        grown: BTreeSet::new(),
        written: BTreeSet::new(),
        begins: 0,
        places: 0,
    };
    for change in changes {
        let decoded = change.decode();
        known.made.clear();
        (known.begins, known.places) = (change.start_op().get(), 0);
        let rung = document::is_rung(kind, change);
        for (counter, op) in (change.start_op().get()..).zip(&decoded.operations) {
            let id = OpId::new(counter, change.actor_id());
            if !rung {
                known.check(&id, op)?;
            }
            if matches!(op.action, OpType::Make(_)) {
                known.made.insert(Some(id.clone()));
            }
            known.facts.insert(id, Fact::of(op));
        }
        known.read.insert(change.hash());
    }
    Ok(known.touched())
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

/// What an object is for.
#[derive(Debug, Clone, Copy)]
enum Ground {
    /// A root, a record or a group, with its fields.
    Fields(&'static Shape),
    /// Records by ULID.
    Records(&'static Shape),
    /// Scalars by keys.
    Keys(crate::document::Kind),
    Text,
}

impl Ground {
    /// What the object of a field is for; nothing for a field that is none.
    fn of(field: &Field) -> Option<Self> {
        Some(match field {
            Field::Register(_) | Field::Counter => return None,
            Field::Text => Self::Text,
            Field::Set(key) | Field::Registers { key, .. } => Self::Keys(*key),
            Field::Records(shape) => Self::Records(shape),
            Field::Group(shape) => Self::Fields(shape),
        })
    }

    fn object_type(self) -> ObjType {
        if matches!(self, Self::Text) { ObjType::Text } else { ObjType::Map }
    }

    /// What stands below a key, if that is an object.
    fn below(self, key: &str) -> Option<Self> {
        match self {
            Self::Fields(shape) => Self::of(shape.field(key)?),
            Self::Records(shape) => Some(Self::Fields(shape)),
            Self::Keys(_) | Self::Text => None,
        }
    }
}

/// An object by the operation that made it; the root has none.
type Object = Option<OpId>;

struct Known<'a> {
    doc: &'a Automerge,
    shape: &'static Shape,
    facts: BTreeMap<OpId, Fact>,
    /// Changes whose operations are in `facts`.
    read: BTreeSet<ChangeHash>,
    grounds: BTreeMap<Object, Ground>,
    /// Objects that the change at hand makes.
    made: BTreeSet<Object>,
    grown: BTreeSet<Object>,
    written: BTreeSet<(Object, String)>,
    /// The number of the first operation of the change at hand.
    begins: u64,
    /// At how many places of texts it has written.
    places: usize,
}

impl Known<'_> {
    fn check(&mut self, id: &OpId, op: &Op) -> Result<(), RefusalCode> {
        // what an operation refers to came before it
        let references = op.pred.iter().chain(object_id(&op.obj)).chain(element_id(&op.key));
        if references.into_iter().any(|other| other.counter() >= id.counter()) {
            return Err(RefusalCode::Malformed);
        }
        let fits = match (self.ground_of(&op.obj)?, &op.key) {
            (Ground::Text, Key::Seq(element)) => self.fits_text(id, op, element)?,
            (ground, Key::Map(key)) => self.fits_map(ground, op, key)?,
            _ => false,
        };
        if fits { Ok(()) } else { Err(RefusalCode::Malformed) }
    }

    fn fits_map(&mut self, ground: Ground, op: &Op, key: &str) -> Result<bool, RefusalCode> {
        if op.insert {
            return Ok(false);
        }
        for replaced in op.pred.iter() {
            let fact = self.fact(replaced)?;
            if fact.insert || fact.object != op.obj || fact.key != op.key {
                return Ok(false);
            }
        }
        let fits = match ground {
            Ground::Fields(shape) => match shape.field(key) {
                Some(Field::Register(_)) => is_value(op),
                Some(Field::Counter) => self.fits_counter(op),
                Some(field) => Ground::of(field).is_some_and(|below| self.makes_part(op, below)),
                None => false,
            },
            Ground::Records(_) => return Ok(self.makes_record(op, key)),
            Ground::Keys(kind) => kind.check_text(key).is_ok() && is_value(op),
            Ground::Text => false,
        };
        if matches!(ground, Ground::Keys(_)) {
            self.grown.insert(object_id(&op.obj).cloned());
        }
        if matches!(op.action, OpType::Put(_)) {
            self.written.insert((object_id(&op.obj).cloned(), key.to_owned()));
        }
        Ok(fits)
    }

    /// A record is made with all its parts in one change.
    fn makes_part(&self, op: &Op, part: Ground) -> bool {
        let made = matches!(op.action, OpType::Make(made) if made == part.object_type());
        made && op.pred.is_empty() && self.makes_now(&op.obj)
    }

    /// Each once: a second one would hide the first with all that was written in it.
    fn makes_record(&mut self, op: &Op, key: &str) -> bool {
        let made = matches!(op.action, OpType::Make(ObjType::Map)) && op.pred.is_empty();
        let fresh = matches!(self.doc.get(exid(object_id(&op.obj)), key), Ok(None) | Err(_));
        self.grown.insert(object_id(&op.obj).cloned());
        made && fresh
            && key.parse::<Ulid>().is_ok()
            && self.written.insert((object_id(&op.obj).cloned(), key.to_owned()))
    }

    /// Whether the object is made by the change at hand.
    fn makes_now(&self, object: &ObjectId) -> bool {
        object_id(object).is_some_and(|id| self.made.contains(&Some(id.clone())))
    }

    fn fits_counter(&self, op: &Op) -> bool {
        match &op.action {
            OpType::Increment(by) => !op.pred.is_empty() && by.abs() <= INCREMENT_MAX,
            OpType::Put(ScalarValue::Counter(_)) => self.makes_now(&op.obj),
            _ => false,
        }
    }

    fn fits_text(&mut self, id: &OpId, op: &Op, element: &ElementId) -> Result<bool, RefusalCode> {
        if let ElementId::Id(element) = element {
            let fact = self.fact(element)?;
            if !fact.insert || fact.object != op.obj {
                return Ok(false);
            }
        }
        let own = |after: &OpId| after.actor() == id.actor() && after.counter() >= self.begins;
        // what follows something new stands beside it
        if op.insert && !matches!(element, ElementId::Id(after) if own(after)) {
            self.places += 1;
        }
        if self.places > PLACES_MAX {
            return Err(RefusalCode::TooLarge);
        }
        self.grown.insert(object_id(&op.obj).cloned());
        Ok(match (&op.action, element) {
            // one character each, as they are typed: with more, a small change is a long text
            (OpType::Put(ScalarValue::Str(text)), _) => {
                op.insert && op.pred.is_empty() && text.chars().count() == 1
            }
            (OpType::Delete, ElementId::Id(element)) => {
                !op.insert && !op.pred.is_empty() && op.pred.iter().all(|gone| gone == element)
            }
            _ => false,
        })
    }

    fn ground_of(&mut self, object: &ObjectId) -> Result<Ground, RefusalCode> {
        let ObjectId::Id(id) = object else {
            return Ok(Ground::Fields(self.shape));
        };
        if let Some(ground) = self.grounds.get(&Some(id.clone())) {
            return Ok(*ground);
        }
        let fact = self.fact(id)?;
        let Key::Map(key) = &fact.key else {
            return Err(RefusalCode::Malformed);
        };
        // as deep as shapes are: an object was let in only below one that was
        let below = self.ground_of(&fact.object)?.below(key);
        let ground = below.filter(|below| fact.makes == Some(below.object_type()));
        let ground = ground.ok_or(RefusalCode::Malformed)?;
        self.grounds.insert(Some(id.clone()), ground);
        Ok(ground)
    }

    fn fact(&mut self, id: &OpId) -> Result<Fact, RefusalCode> {
        if !self.facts.contains_key(id) {
            self.read_change_of(id)?;
        }
        self.facts.get(id).cloned().ok_or(RefusalCode::Malformed)
    }

    fn read_change_of(&mut self, id: &OpId) -> Result<(), RefusalCode> {
        let hash = self.doc.hash_for_opid(&exid(Some(id))).ok_or(RefusalCode::Malformed)?;
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

    fn touched(self) -> Touched {
        let written = self.written.into_iter().map(|(object, key)| (exid(object.as_ref()), key));
        Touched {
            grown: self.grown.iter().map(|object| exid(object.as_ref())).collect(),
            written: written.collect(),
        }
    }
}

/// Writes or clears a register, with what a phone's view can show.
fn is_value(op: &Op) -> bool {
    match &op.action {
        OpType::Put(ScalarValue::Str(text)) => text.len() <= VALUE_BYTES_MAX,
        OpType::Put(
            ScalarValue::Int(_)
            | ScalarValue::Uint(_)
            | ScalarValue::F64(_)
            | ScalarValue::Boolean(_)
            | ScalarValue::Null,
        ) => true,
        OpType::Delete => !op.pred.is_empty(),
        _ => false,
    }
}

fn exid(object: Option<&OpId>) -> ObjId {
    object.map_or(ROOT, |id| ObjId::Id(id.counter(), id.actor().clone(), 0))
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
