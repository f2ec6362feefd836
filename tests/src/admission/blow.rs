//! One hostile change: what it hangs on, how it counts, when it says it was made, and what it does are each
//! now and then at the edge of what can be.

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{Change, ChangeHash, ObjType, ScalarValue};
use paguyuban::chunk::{CHUNK_OPS_MAX, DEPS_MAX, OP_COUNTER_MAX};
use paguyuban::document::first_change;
use paguyuban::id::{DocId, DocKind, Ulid};
use paguyuban::vet::{self, Opened};

use crate::dice::Dice;
use crate::forge::{Forger, Sketch, TIME_S, genesis_object, insert, make, put};

/// Keys that some document has, and some that none has.
const KEYS: [&str; 12] = [
    "title",
    "place",
    "body",
    "agenda",
    "archived_on",
    "full_name",
    "nickname",
    "entries",
    "kind",
    "lain",
    "",
    "tags",
];

/// Where a change comes in.
pub(super) struct Blow<'a> {
    pub(super) doc: &'a DocId,
    pub(super) opened: &'a Opened,
    /// Changes that were made before, admitted or not.
    pub(super) known: &'a [ChangeHash],
    /// The one before it in the same push.
    pub(super) last: Option<&'a Change>,
    /// Many come together: each stays small.
    pub(super) small: bool,
}

impl Blow<'_> {
    pub(super) fn strike(&self, forger: &mut Forger, dice: &mut Dice) -> Change {
        if dice.once_in(3) {
            forger.restart();
        }
        let start_op = self.start_op(dice);
        let count = match self.small {
            true => 1 + dice.below(3),
            false => dice.weighed(&[(1, 12), (0, 1), (4, 6), (60, 3), (900, 1)]).unwrap_or(1),
        };
        // one that is wrong spoils all of them, so most are right and too many, too long or too late
        let right = !dice.once_in(4);
        let ops = (0..count as u64).map(|at| match right {
            true => self.right_op(forger, start_op + at, start_op, dice),
            false => self.op(forger, start_op + at, start_op, dice),
        });
        let ops = ops.collect();
        let sketch = Sketch { deps: self.deps(forger, dice), start_op, time_s: time(dice), ops };
        forger.change(sketch)
    }

    fn deps(&self, forger: &Forger, dice: &mut Dice) -> Vec<ChangeHash> {
        let mut deps = match (dice.below(8), self.last) {
            (0, _) => forger.beginning(),
            (1, _) => {
                // a few, and now and then as many as can be named
                let count = if dice.once_in(8) { DEPS_MAX + 1 } else { 1 + dice.below(4) };
                (0..count).filter_map(|_| dice.pick(self.known)).copied().collect()
            }
            (2, _) => vec![ChangeHash([dice.below(256) as u8; 32])],
            (_, Some(last)) => vec![last.hash()],
            _ => self.opened.heads(),
        };
        deps.sort();
        deps.dedup();
        deps
    }

    fn start_op(&self, dice: &mut Dice) -> u64 {
        let after = self.last.map_or(0, |last| last.start_op().get() + last.len() as u64);
        let next = after.max(self.opened.max_op() + 1);
        match dice.below(12) {
            0 => 1,
            1 => next + CHUNK_OPS_MAX - dice.below(3) as u64,
            2 => next + 1 + dice.below(100_000) as u64,
            3 => vet::COUNTER_CEILING - dice.below(3) as u64,
            4 => OP_COUNTER_MAX - dice.below(100) as u64,
            _ => next,
        }
    }

    /// What an edit could have made, now and then a little more than that.
    fn right_op(&self, forger: &Forger, counter: u64, first: u64, dice: &mut Dice) -> Op {
        let field = |name| ObjectId::Id(genesis_object(self.doc, name));
        let ulid = Ulid::new(2, dice.below(50_000) as u128).to_string();
        let text = || *["x", "ä", "😀", "\n"].get(counter as usize % 4).unwrap_or(&"x");
        match (self.doc.kind(), dice.below(3)) {
            (DocKind::Log, _) => make(field("entries"), &ulid, ObjType::Map),
            (DocKind::Note, 0) => make(field("agenda"), &ulid, ObjType::Map),
            (DocKind::Note, 1) => {
                let own = forger.op_id(first + dice.below((counter - first) as usize + 1) as u64);
                let after = dice.once_in(40).then_some(own);
                insert(genesis_object(self.doc, "body"), after, text())
            }
            (DocKind::Note, _) => put(["title", "place"][counter as usize % 2], &line(dice)),
            _ => put(["full_name", "nickname"][counter as usize % 2], &line(dice)),
        }
    }

    fn op(&self, forger: &Forger, counter: u64, first: u64, dice: &mut Dice) -> Op {
        let object = self.object(forger, counter, first, dice);
        let pred = match dice.below(6) {
            0 => vec![self.somewhere(forger, counter, first, dice)],
            _ => Vec::new(),
        };
        let action = match dice.below(16) {
            0 => OpType::Delete,
            1 => OpType::Increment(i64::MAX),
            2 | 3 => OpType::Make(
                *dice.pick(&[ObjType::Map, ObjType::Text, ObjType::List]).unwrap_or(&ObjType::Map),
            ),
            _ => OpType::Put(value(dice)),
        };
        let insert = matches!(object, ObjectId::Id(_)) && !dice.once_in(4);
        let key = if insert {
            let after = match dice.below(3) {
                0 => ElementId::Id(self.somewhere(forger, counter, first, dice)),
                _ => ElementId::Head,
            };
            Key::Seq(after)
        } else {
            Key::Map(key(dice).into())
        };
        Op { action, obj: object, key, pred: pred.into(), insert }
    }

    fn object(&self, forger: &Forger, counter: u64, first: u64, dice: &mut Dice) -> ObjectId {
        if dice.once_in(2) {
            return ObjectId::Root;
        }
        // mostly one that the first change of the document has made
        if dice.once_in(4) {
            return ObjectId::Id(self.somewhere(forger, counter, first, dice));
        }
        let genesis = first_change(self.doc.kind());
        let number = genesis.start_op().get() + dice.below(genesis.len()) as u64;
        ObjectId::Id(OpId::new(number, genesis.actor_id()))
    }

    /// An operation of this change, or one that there may or may not be.
    fn somewhere(&self, forger: &Forger, counter: u64, first: u64, dice: &mut Dice) -> OpId {
        let own = first + dice.below((counter - first) as usize + 1) as u64;
        let genesis = first_change(self.doc.kind());
        match dice.below(4) {
            0 => OpId::new(1 + dice.below(200) as u64, genesis.actor_id()),
            1 => forger.op_id(counter + 1),
            _ => forger.op_id(own),
        }
    }
}

fn time(dice: &mut Dice) -> i64 {
    match dice.below(16) {
        0 => *dice
            .pick(&[-1, 0, 1 << 62, i64::MAX, i64::MIN, *vet::TIMES.end(), *vet::TIMES.end() + 1])
            .unwrap_or(&0),
        _ => TIME_S + dice.below(1_000_000) as i64,
    }
}

fn line(dice: &mut Dice) -> String {
    match dice.below(8) {
        0 => "x".repeat(vet::VALUE_BYTES_MAX - dice.below(2)),
        1 => "\u{0}\u{202e}👩‍👩‍👧".to_owned(),
        _ => format!("Balai {}", dice.below(100)),
    }
}

fn key(dice: &mut Dice) -> String {
    match dice.below(8) {
        0 => Ulid::new(2, dice.below(50) as u128).to_string(),
        1 => "x".repeat(dice.below(5_000)),
        _ => (*dice.pick(&KEYS).unwrap_or(&"title")).to_owned(),
    }
}

fn value(dice: &mut Dice) -> ScalarValue {
    match dice.below(12) {
        0 => ScalarValue::Int(i64::MIN),
        1 => ScalarValue::Uint(u64::MAX),
        2 => ScalarValue::F64(f64::NAN),
        3 => ScalarValue::Null,
        4 => ScalarValue::Bytes(vec![0; dice.below(300)]),
        5 => ScalarValue::counter(i64::MAX),
        6 => ScalarValue::Timestamp(i64::MAX),
        7 => ScalarValue::Str("x".repeat(vet::VALUE_BYTES_MAX + dice.below(2)).into()),
        8 => ScalarValue::Str("\u{0}\u{202e}👩‍👩‍👧".into()),
        _ => ScalarValue::Str(
            (*dice.pick(&["a", "é", "😀", "2026-01-01", "Balai"]).unwrap_or(&"a")).into(),
        ),
    }
}
