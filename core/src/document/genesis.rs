//! The fixed changes of a kind: its first, from which both sides start so that nothing is ever created
//! twice, and the *rungs* that came with later versions of the kind.
//!
//! The first change is the same for all documents of a kind and is neither sent nor stored. What is an
//! object or a counter and was thought of later stands on a rung: a change with the same bytes everywhere,
//! an actor of its own, depending on the rung before. Whoever knows it makes it with the first edit that
//! needs it; from there it travels like any change to whoever does not. A register needs no rung.

use std::collections::BTreeMap;

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, AutoCommit, AutomergeError, Change, ChangeHash, ObjId, ObjType, ROOT};
use automerge::{ReadDoc, ScalarValue, TextEncoding};

use crate::conflict::Doubts;
use crate::document::Document;
use crate::document::edit::Reason;
use crate::document::lane::Pin;
use crate::document::shape::{Field, Shape};
use crate::id::{DeviceId, DocKind};

/// What their actors begin with; no replica's can, since devices are never all zero.
const FIXED_DEVICE: DeviceId = DeviceId([0; 8]);

/// The actor of a kind's first change, and of its rungs from 1.
fn fixed_actor(rung: u8) -> ActorId {
    let mut bytes = [0; 16];
    bytes[15] = rung;
    ActorId::from(bytes)
}

/// Whether an actor is that of a fixed change, known here or not. Nobody wrote what it made.
pub(crate) fn is_fixed(actor: &ActorId) -> bool {
    actor.to_bytes().starts_with(&FIXED_DEVICE.0)
}

/// The hash of the first change of this kind.
#[must_use]
pub fn genesis_head(kind: DocKind) -> ChangeHash {
    beginning(Shape::of(kind)).1
}

/// The first change of this kind.
#[must_use]
pub fn first_change(kind: DocKind) -> Change {
    let (doc, head) = beginning(Shape::of(kind));
    doc.get_change_by_hash(&head).expect("the change has just been made")
}

/// The rungs of this kind, in order.
#[must_use]
pub fn rungs(kind: DocKind) -> Vec<Change> {
    rungs_of(Shape::of(kind))
}

/// Whether this is a rung of this kind: exactly the bytes that everybody makes.
#[must_use]
pub fn is_rung(kind: DocKind, change: &Change) -> bool {
    is_fixed(change.actor_id()) && rungs(kind).iter().any(|rung| rung.hash() == change.hash())
}

/// A document of this shape in which nothing has been written yet, and its only head.
pub(crate) fn beginning(shape: &Shape) -> (AutoCommit, ChangeHash) {
    let mut doc =
        AutoCommit::new_with_encoding(TextEncoding::Utf16CodeUnit).with_actor(fixed_actor(0));
    let head =
        step_of(&mut doc, shape, 0).expect("every shape has an object, so there is a change");
    (doc, head)
}

fn rungs_of(shape: &Shape) -> Vec<Change> {
    let (mut doc, genesis) = beginning(shape);
    for rung in 1..=shape.rungs.len() {
        doc.set_actor(fixed_actor(u8::try_from(rung).unwrap_or(u8::MAX)));
        step_of(&mut doc, shape, rung).expect("every rung has an object, so there is a change");
    }
    doc.get_changes(&[genesis])
}

/// Makes the objects that stand on a rung, or on the ground.
fn step_of(doc: &mut AutoCommit, shape: &Shape, rung: usize) -> Option<ChangeHash> {
    let fields = shape.fields.iter().filter(|(name, _)| shape.rung_of(name) == rung);
    for (name, field) in fields {
        create(doc, &ROOT, name, field).expect("a new document takes every object of a shape");
    }
    doc.commit_with(CommitOptions::default().with_time(0))
}

/// Creates what the fields of a new group or record need, in the order of the shape.
pub(crate) fn create_objects(
    doc: &mut AutoCommit,
    parent: &ObjId,
    shape: &Shape,
) -> Result<(), AutomergeError> {
    shape.fields.iter().try_for_each(|(name, field)| create(doc, parent, name, field))
}

fn create(
    doc: &mut AutoCommit,
    parent: &ObjId,
    name: &str,
    field: &Field,
) -> Result<(), AutomergeError> {
    match field {
        Field::Register(_) => Ok(()),
        Field::Text => doc.put_object(parent, name, ObjType::Text).map(drop),
        Field::Set(_) | Field::Registers { .. } | Field::Records(_) => {
            doc.put_object(parent, name, ObjType::Map).map(drop)
        }
        Field::Counter => doc.put(parent, name, ScalarValue::counter(0)),
        Field::Group(group) => {
            let object = doc.put_object(parent, name, ObjType::Map)?;
            create_objects(doc, &object, group)
        }
    }
}

/// A document as it was before it took a rung: an edit that is refused has not changed it.
pub(crate) struct Below {
    doc: AutoCommit,
    heads: Vec<ChangeHash>,
    pins: BTreeMap<String, Pin>,
    doubts: Doubts,
}

impl Document {
    /// Takes the rungs on which the field of this path stands, if they are not here yet. Commits what is
    /// pending.
    pub(crate) fn climb(&mut self, path: &str) -> Result<Option<Below>, Reason> {
        let name = path.split('/').next().unwrap_or_default();
        let rung = self.shape.rung_of(name);
        let there = matches!(self.doc.get(ROOT, name), Ok(Some(_)));
        if rung == 0 || there || self.lane_path() == Some(path) {
            return Ok(None);
        }
        self.close();
        let mut needed = rungs_of(self.shape);
        needed.truncate(rung);
        if self.knows(&needed[rung - 1].hash()) {
            return Ok(None);
        }
        let below = Below {
            doc: self.doc.clone(),
            heads: self.heads.clone(),
            pins: self.pins.clone(),
            doubts: self.doubts.clone(),
        };
        let news = self.take(needed).map_err(|_| Reason::Refused)?;
        self.after(&below.heads, &news);
        Ok(Some(below))
    }

    /// Undoes [`Document::climb`].
    pub(crate) fn climb_down(&mut self, below: Below) {
        self.lane = None;
        (self.doc, self.heads) = (below.doc, below.heads);
        (self.pins, self.doubts) = (below.pins, below.doubts);
    }
}
