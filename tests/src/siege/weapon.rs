//! What hostile members throw: what is small to make, valid in its form, and meant to cost others much.

use automerge::legacy::{ObjectId, Op};
use automerge::{Change, ChangeHash, ObjType};
use paguyuban::chunk::{self, DEPS_MAX};
use paguyuban::frame::{Frame, Push};
use paguyuban::id::{DocId, Ulid};
use paguyuban::signature::{SecretKey, Signature, words_of_chunk};
use paguyuban::vet::COUNTER_CEILING;

use crate::dice::Dice;
use crate::forge::{self, Forger, Sketch, TIME_S};
use crate::phone::Tampered;

/// A kind of attack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each name says what is thrown; see `frames`")]
pub enum Weapon {
    Counters,
    Heads,
    Dependencies,
    LongText,
    LongValues,
    Times,
    Shapes,
    /// A chunk that comes apart into several when it is packed anew.
    Repacking,
    /// Small bytes that unpack to many, rightly signed.
    Inflated,
    WrongSignatures,
    BlankSignatures,
    /// Bytes that are no changes, for the quarantine.
    Garbage,
    /// What anybody could write, by somebody who may write nothing.
    ViewersEdits,
    /// Bodies that do not end, at both doors that take one.
    Stalled,
    /// Links that ask for everything and read nothing.
    NeverReading,
    /// `/api/me`, the desk and its audit, again and again.
    Asking,
    /// Invitations of a hostile organiser, used or not, wrong ones, acts that nobody may.
    Invitations,
}

impl Weapon {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Counters,
        Self::Heads,
        Self::Dependencies,
        Self::LongText,
        Self::LongValues,
        Self::Times,
        Self::Shapes,
        Self::Repacking,
        Self::Inflated,
        Self::WrongSignatures,
        Self::BlankSignatures,
        Self::Garbage,
        Self::ViewersEdits,
        Self::Stalled,
        Self::NeverReading,
        Self::Asking,
        Self::Invitations,
    ];

    /// The role of a member of this number who begins with it.
    pub(super) fn role(self, number: usize) -> &'static str {
        match self {
            Self::Invitations => "organiser",
            Self::ViewersEdits => "viewer",
            _ if number % 5 == 4 => "viewer",
            _ => "member",
        }
    }

    /// The pushes of one blow; none for what is no push.
    pub(super) fn frames(self, thief: &Tampered, doc: &DocId, dice: &mut Dice) -> Vec<Frame> {
        let mut forger = Forger::new(doc, thief.identity.device, thief.identity.member);
        // another actor each time, or it would be known already
        forger.restart_at(dice.roll());
        let bench = Bench { thief, doc };
        match self {
            Self::Counters => bench.pushes(&counters(&mut forger)),
            Self::Heads => heads(&mut forger, 120).iter().flat_map(|it| bench.push(it)).collect(),
            Self::Dependencies => bench.dependencies(&mut forger),
            Self::LongText => bench.push(&long_text(&mut forger, doc, 4_000)),
            Self::LongValues => {
                long_values(&mut forger).iter().flat_map(|it| bench.push(it)).collect()
            }
            Self::Times => times(&mut forger).iter().flat_map(|it| bench.push(it)).collect(),
            Self::Shapes => shapes(&mut forger).iter().flat_map(|it| bench.push(it)).collect(),
            Self::Repacking => {
                vec![bench.signed(chunk::pack_in_one(&repacking(&mut forger)))]
            }
            Self::Inflated => bench.push(&long_text(&mut forger, doc, 60_000)),
            Self::WrongSignatures => bench.wrong(&long_text(&mut forger, doc, 60_000), 20),
            Self::BlankSignatures => bench.blank(&long_text(&mut forger, doc, 60_000), 200),
            Self::Garbage => (0..100).map(|_| bench.signed(garbage(dice))).collect(),
            Self::ViewersEdits => edits(&mut forger).iter().flat_map(|it| bench.push(it)).collect(),
            Self::Stalled | Self::NeverReading | Self::Asking | Self::Invitations => Vec::new(),
        }
    }
}

/// Where changes become pushes.
struct Bench<'a> {
    thief: &'a Tampered,
    doc: &'a DocId,
}

impl Bench<'_> {
    fn signed(&self, chunk: Vec<u8>) -> Frame {
        Frame::Push(self.thief.signed(self.doc, chunk))
    }

    fn pushes(&self, changes: &[Change]) -> Vec<Frame> {
        chunk::pack(changes).into_iter().map(|chunk| self.signed(chunk)).collect()
    }

    fn push(&self, change: &Change) -> Vec<Frame> {
        self.pushes(std::slice::from_ref(change))
    }

    /// As many heads as one may leave, a change that names all of them, and one that names what is not there.
    fn dependencies(&self, forger: &mut Forger) -> Vec<Frame> {
        let heads = heads(forger, 90);
        let mut deps: Vec<ChangeHash> = heads.iter().map(Change::hash).collect();
        deps.sort();
        forger.restart();
        let joined = forger.puts(deps, 200, "semua");
        let mut nowhere: Vec<ChangeHash> =
            (0..DEPS_MAX).map(|number| ChangeHash([number as u8; 32])).collect();
        nowhere.sort();
        forger.restart();
        let hanging = forger.puts(nowhere, 200, "tanpa dasar");
        let mut frames = self.pushes(&[heads, vec![joined]].concat());
        frames.extend(self.push(&hanging));
        frames
    }

    /// Signed by somebody else.
    fn wrong(&self, change: &Change, count: usize) -> Vec<Frame> {
        let changes = std::slice::from_ref(change);
        let words = words_of_chunk(self.thief.forum, self.doc, changes);
        let key = SecretKey::from_bytes(&[7; 32]);
        let signature = key.map_or(Signature::BLANK, |key| key.sign(&words));
        self.signed_by(changes, signature, count)
    }

    fn blank(&self, change: &Change, count: usize) -> Vec<Frame> {
        self.signed_by(std::slice::from_ref(change), Signature::BLANK, count)
    }

    fn signed_by(&self, changes: &[Change], signature: Signature, count: usize) -> Vec<Frame> {
        let chunk = chunk::pack(changes).remove(0);
        let push = Push { signature, ..self.thief.signed(self.doc, chunk) };
        vec![Frame::Push(push); count]
    }
}

/// Operation counters as far ahead as a change may be, one upon the other, and to the end.
fn counters(forger: &mut Forger) -> Vec<Change> {
    let (mut deps, mut jumps) = (forger.beginning(), Vec::new());
    let far = (1..400).map(|jump| jump * 262_000).chain([COUNTER_CEILING, COUNTER_CEILING * 2]);
    for start_op in far {
        let change = forger.puts(deps, start_op, "jauh");
        deps = vec![change.hash()];
        jumps.push(change);
    }
    jumps
}

fn heads(forger: &mut Forger, count: usize) -> Vec<Change> {
    let head = |number| {
        forger.restart();
        forger.puts(forger.beginning(), 100, &format!("kepala {number}"))
    };
    (0..count).map(head).collect()
}

fn long_text(forger: &mut Forger, doc: &DocId, length: usize) -> Change {
    let text = forge::genesis_object(doc, "body");
    let ops = (0..length).map(|_| forge::insert(text.clone(), None, "x"));
    one(forger, ops.collect())
}

/// Values that deflate to nothing: four megabytes each, and as long as one may be.
fn long_values(forger: &mut Forger) -> Vec<Change> {
    let value = |length| {
        forger.restart();
        one(forger, vec![forge::put("title", &"x".repeat(length))])
    };
    [3 << 20, 1 << 20, 4_096, 4_096, 4_096].into_iter().map(value).collect()
}

fn times(forger: &mut Forger) -> Vec<Change> {
    let at = |time_s| {
        forger.restart();
        let ops = vec![forge::put("title", "kapan")];
        forger.change(Sketch { deps: forger.beginning(), start_op: 100, time_s, ops })
    };
    [1 << 62, i64::MAX, i64::MIN, -1, 4_102_444_800].into_iter().map(at).collect()
}

/// Keys and objects that no edit makes.
fn shapes(forger: &mut Forger) -> Vec<Change> {
    let root = || ObjectId::Root;
    let ulid = Ulid::new(1, 1).to_string();
    let ops = vec![
        forge::put("lain", "x"),
        forge::put("agenda", "x"),
        forge::make(root(), "body", ObjType::Text),
        forge::make(root(), "agenda", ObjType::Map),
        forge::make(root(), &ulid, ObjType::List),
        forge::make(root(), &"x".repeat(4_000), ObjType::Map),
    ];
    let shape = |op| {
        forger.restart();
        one(forger, vec![op])
    };
    ops.into_iter().map(shape).collect()
}

/// Each names many that came before it, which takes two bytes as it travels and 32 as it is kept.
fn repacking(forger: &mut Forger) -> Vec<Change> {
    let (mut hashes, mut changes): (Vec<ChangeHash>, Vec<Change>) =
        (forger.beginning(), Vec::new());
    let value = "x".repeat(2_000);
    for number in 0..700_u64 {
        let mut put = forge::put("title", &value);
        put.pred =
            (number > 0).then(|| forger.op_id(99 + number)).into_iter().collect::<Vec<_>>().into();
        let mut deps = hashes[hashes.len().saturating_sub(130)..].to_vec();
        deps.sort();
        let sketch = Sketch { deps, start_op: 100 + number, time_s: TIME_S, ops: vec![put] };
        let change = forger.change(sketch);
        hashes.push(change.hash());
        changes.push(change);
    }
    changes
}

/// One after the other, each a word.
fn edits(forger: &mut Forger) -> Vec<Change> {
    let mut deps = forger.beginning();
    let edit = |number: u64| {
        let change = forger.puts(deps.clone(), 100 + number, "Rapat");
        deps = vec![change.hash()];
        change
    };
    (0..50).map(edit).collect()
}

fn one(forger: &mut Forger, ops: Vec<Op>) -> Change {
    forger.change(Sketch { deps: forger.beginning(), start_op: 100, time_s: TIME_S, ops })
}

fn garbage(dice: &mut Dice) -> Vec<u8> {
    let mut bytes = vec![1; 2_000];
    bytes[1..9].copy_from_slice(&dice.bytes());
    bytes
}
