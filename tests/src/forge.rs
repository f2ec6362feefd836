//! Changes as no phone of ours makes them: rightly numbered, hashed and attributed, and hostile by
//! construction in what they hold.

use std::num::NonZeroU64;

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{ActorId, Change, ChangeHash, ExpandedChange, ObjType, ScalarValue};
use paguyuban::document::{Document, Edit, Value, genesis_head};
use paguyuban::id::{DeviceId, DocId, DocKind, MemberId, ReplicaId, Ulid};

/// An honest time, in seconds since 1970.
pub const TIME_S: i64 = 1_764_000_000;

/// A person's device that writes what it likes into one document.
#[derive(Debug, Clone)]
pub struct Forger {
    doc: DocId,
    device: DeviceId,
    author: Vec<u8>,
    actors: u64,
    actor: ActorId,
    seq: u64,
}

/// What a forged change says of itself; the rest follows.
#[derive(Debug, Clone)]
pub struct Sketch {
    /// On what it builds.
    pub deps: Vec<ChangeHash>,
    /// The number of its first operation.
    pub start_op: u64,
    /// When it was made.
    pub time_s: i64,
    /// What it does.
    pub ops: Vec<Op>,
}

impl Forger {
    /// A device of this person.
    ///
    /// # Panics
    /// The document takes no edit at all.
    #[must_use]
    pub fn new(doc: &DocId, device: DeviceId, member: MemberId) -> Self {
        // a real change says how Automerge writes an author down
        let mut honest = Document::new(doc.clone(), ReplicaId::new(device, [0xFF; 8]), member);
        let edit = match doc.kind() {
            DocKind::Log | DocKind::Private => {
                Edit::Add { path: "entries".to_owned(), key: Ulid::new(1, 1).to_string() }
            }
            _ => {
                let path = "archived_on".to_owned();
                Edit::Set { path, value: Value::from("2026-01-01") }
            }
        };
        honest.edit(&edit, TIME_S).expect("notes and cards can be archived, logs have entries");
        honest.commit(TIME_S);
        let author = honest.changes_since(&[])[0].extra_bytes().to_vec();
        let mut this = Self {
            doc: doc.clone(),
            device,
            author,
            actors: 0,
            actor: ActorId::from(vec![0; 16]),
            seq: 0,
        };
        this.restart();
        this
    }

    /// From now on it writes as another actor, as after a restart.
    pub fn restart(&mut self) {
        self.restart_at(self.actors + 1);
    }

    /// The same, as the actor of this number.
    pub fn restart_at(&mut self, number: u64) {
        self.actors = number;
        let replica = ReplicaId::new(self.device, number.to_be_bytes());
        self.actor = ActorId::from(replica.0.to_vec());
        self.seq = 0;
    }

    /// The head of a document to which nobody has written.
    #[must_use]
    pub fn beginning(&self) -> Vec<ChangeHash> {
        vec![genesis_head(self.doc.kind())]
    }

    /// The name of an operation of the change that comes next.
    #[must_use]
    pub fn op_id(&self, counter: u64) -> OpId {
        OpId::new(counter, &self.actor)
    }

    /// The next change of its actor.
    pub fn change(&mut self, sketch: Sketch) -> Change {
        self.seq += 1;
        Change::from(ExpandedChange {
            operations: sketch.ops,
            actor_id: self.actor.clone(),
            hash: None,
            seq: self.seq,
            start_op: NonZeroU64::new(sketch.start_op.max(1)).unwrap_or(NonZeroU64::MIN),
            time: sketch.time_s,
            message: None,
            deps: sketch.deps,
            // the first change of an actor names its author
            extra_bytes: if self.seq == 1 { self.author.clone() } else { Vec::new() },
            author: None,
        })
    }

    /// A change that writes one value, at these heads and from this number on.
    pub fn puts(&mut self, deps: Vec<ChangeHash>, start_op: u64, value: &str) -> Change {
        self.change(Sketch { deps, start_op, time_s: TIME_S, ops: vec![put("title", value)] })
    }
}

fn op(obj: ObjectId, key: Key, action: OpType, insert: bool) -> Op {
    Op { action, obj, key, pred: Vec::new().into(), insert }
}

/// Writes a register of the root.
#[must_use]
pub fn put(key: &str, value: &str) -> Op {
    let value = OpType::Put(ScalarValue::Str(value.into()));
    op(ObjectId::Root, Key::Map(key.into()), value, false)
}

/// Makes an object at a key of a map.
#[must_use]
pub fn make(object: ObjectId, key: &str, made: ObjType) -> Op {
    op(object, Key::Map(key.into()), OpType::Make(made), false)
}

/// Inserts at the front of a text, or after an element.
#[must_use]
pub fn insert(text: OpId, after: Option<OpId>, value: &str) -> Op {
    let element = after.map_or(ElementId::Head, ElementId::Id);
    let value = OpType::Put(ScalarValue::Str(value.into()));
    op(ObjectId::Id(text), Key::Seq(element), value, true)
}

/// The operation of the first change of a kind that made this object of the root.
///
/// # Panics
/// There is none of this name.
#[must_use]
pub fn genesis_object(doc: &DocId, name: &str) -> OpId {
    let first = paguyuban::document::first_change(doc.kind());
    let decoded = first.decode();
    let mut made = (first.start_op().get()..).zip(&decoded.operations);
    let found = made.find(|(_, op)| op.obj == ObjectId::Root && op.key == Key::Map(name.into()));
    let (counter, _) = found.expect("a field of the root that is an object");
    OpId::new(counter, first.actor_id())
}
