//! What one person may do to a document that others write too: a change is let in only if something is
//! left of everything, and only if every phone can read it.
#![expect(clippy::unwrap_used, reason = "a test says what it found")]

use automerge::legacy::{ObjectId, Op};
use automerge::{Change, ObjType};
use paguyuban::chunk::{CHUNK_OPS_MAX, OP_COUNTER_MAX};
use paguyuban::document::{Document, RECORDS_MAX};
use paguyuban::frame::RefusalCode;
use paguyuban::id::{DeviceId, DocId, MemberId, ReplicaId, Ulid};
use paguyuban::vet::{self, Carrier, Hand, Opened, Room};
use paguyuban_tests::admission::play_all;
use paguyuban_tests::forge::{self, Forger, Sketch, TIME_S};
use paguyuban_tests::office::{note, set};

fn member(number: u8) -> MemberId {
    MemberId(Ulid::new(1_764_000_000_000, u128::from(number)))
}

fn carrier(number: u8) -> Carrier {
    Carrier { device: DeviceId([number; 8]), member: member(number), hand: Hand::Own }
}

/// A note as the relay has it, and a member who writes into it by hand.
struct Attacked {
    doc: DocId,
    opened: Opened,
}

impl Attacked {
    fn new() -> Self {
        let doc = note(1);
        Self { opened: Opened::fresh(doc.kind()), doc }
    }

    fn forger(&self, number: u8) -> Forger {
        Forger::new(&self.doc, DeviceId([number; 8]), member(number))
    }

    /// What the relay says to a push of these changes.
    fn push(&mut self, number: u8, changes: Vec<Change>) -> Result<(), RefusalCode> {
        vet::check(&self.opened, &mut Room::of(&self.opened), &changes, &carrier(number))?;
        self.opened = self.opened.trial(changes).run()?;
        Ok(())
    }

    /// A phone that gets the document whole edits it and has it taken; another phone reads that.
    fn honest_people_go_on(&mut self, number: u8) {
        let replica = ReplicaId::new(DeviceId([number; 8]), self.opened.changes().to_be_bytes());
        let whole = self.opened.save().unwrap();
        let mut phone =
            Document::load(self.doc.clone(), replica, member(number), Some(&whole), []).unwrap();
        let before = phone.heads();
        phone.edit(&set("place", &format!("Balai {number}")), TIME_S).unwrap();
        phone.commit(TIME_S);
        let chunks = paguyuban::chunk::pack(&phone.changes_since(&before));
        for chunk in chunks {
            self.push(number, paguyuban::chunk::unpack(&chunk).unwrap()).unwrap();
        }
        let whole = self.opened.save().unwrap();
        let replica = ReplicaId::new(DeviceId([99; 8]), [0; 8]);
        let reader =
            Document::load(self.doc.clone(), replica, member(99), Some(&whole), []).unwrap();
        let place = reader.view().at("place").cloned();
        assert_eq!(place.unwrap().as_str(), Some(&*format!("Balai {number}")));
    }
}

#[test]
fn operation_counters_never_get_near_the_end_however_far_a_member_jumps() {
    let mut attacked = Attacked::new();
    let mut forger = attacked.forger(1);
    let (mut heads, mut at, mut refused) = (forger.beginning(), 100, 0);
    // as far as each change may jump, many in one push
    for _ in 0..20 {
        let mut changes = Vec::new();
        for _ in 0..500 {
            at += CHUNK_OPS_MAX - 1;
            let change = forger.puts(heads.clone(), at, "jauh");
            heads = vec![change.hash()];
            changes.push(change);
        }
        refused += u32::from(attacked.push(1, changes).is_err());
        if refused > 0 {
            break;
        }
    }
    assert!(refused > 0, "jumps add up within a push");
    attacked.honest_people_go_on(2);
    // one jump in each push, from where the relay is
    let mut forger = attacked.forger(1);
    for _ in 0..50 {
        forger.restart();
        let heads = attacked.opened.heads();
        let far = attacked.opened.max_op() + CHUNK_OPS_MAX;
        attacked.push(1, vec![forger.puts(heads, far, "jauh")]).unwrap();
    }
    attacked.honest_people_go_on(2);
    assert!(attacked.opened.max_op() < vet::COUNTER_CEILING);
    const { assert!(vet::COUNTER_CEILING + 2 * vet::DOCUMENT_OPS_MAX <= OP_COUNTER_MAX) };
    forger.restart();
    let jump = forger.puts(attacked.opened.heads(), vet::COUNTER_CEILING, "jauh");
    assert_eq!(attacked.push(1, vec![jump]), Err(RefusalCode::Malformed));
}

#[test]
fn many_heads_by_one_member_leave_room_for_everybody_elses() {
    let mut attacked = Attacked::new();
    let mut refused = None;
    let mut forger = attacked.forger(1);
    for number in 0..300 {
        forger.restart();
        let head = forger.puts(forger.beginning(), 100, &format!("kepala {number}"));
        if let Err(code) = attacked.push(1, vec![head]) {
            refused = Some(code);
            break;
        }
    }
    assert_eq!(refused, Some(RefusalCode::ForumFull));
    assert!(attacked.opened.heads().len() <= vet::DOCUMENT_HEADS_MAX / 2 + 1);
    // another who helps, and honest ones who were all away
    for number in 2..30 {
        let mut forger = attacked.forger(number);
        let head = forger.puts(forger.beginning(), 100, "kepala");
        attacked.push(number, vec![head]).unwrap();
    }
    attacked.honest_people_go_on(60);
    assert_eq!(attacked.opened.heads().len(), 1, "whoever writes next joins them");
}

#[test]
fn what_a_member_writes_is_bounded_in_every_measure() {
    let mut attacked = Attacked::new();
    let beginning = attacked.forger(1).beginning();
    let sketch =
        |ops: Vec<_>| Sketch { deps: beginning.clone(), start_op: 100, time_s: TIME_S, ops };
    let text = forge::genesis_object(&attacked.doc, "body");
    let agenda = ObjectId::Id(forge::genesis_object(&attacked.doc, "agenda"));
    let ulid = Ulid::new(1, 1).to_string();
    let long = "x".repeat(vet::VALUE_BYTES_MAX + 1);
    let bad = [
        ("a value of any length", vec![forge::put("title", &long)]),
        ("a character of many", vec![forge::insert(text.clone(), None, "ab")]),
        ("a key outside of the shape", vec![forge::put("lain", "x")]),
        ("an object made anew", vec![forge::make(ObjectId::Root, "agenda", ObjType::Map)]),
        ("a register that is an object", vec![forge::make(ObjectId::Root, "title", ObjType::Map)]),
        ("a value where records are", vec![forge::put("agenda", "x")]),
        ("a record by no ULID", vec![forge::make(agenda.clone(), "satu", ObjType::Map)]),
        ("a record that is a text", vec![forge::make(agenda.clone(), &ulid, ObjType::Text)]),
    ];
    for (what, ops) in bad {
        let change = attacked.forger(1).change(sketch(ops));
        assert_eq!(attacked.push(1, vec![change]), Err(RefusalCode::Malformed), "{what}");
    }
    for time_s in [-1, i64::MIN, 1 << 62, i64::MAX, *vet::TIMES.end() + 1] {
        let ops = vec![forge::put("title", "x")];
        let change = attacked.forger(1).change(Sketch { time_s, ..sketch(ops) });
        assert_eq!(attacked.push(1, vec![change]), Err(RefusalCode::Malformed), "{time_s}");
    }
    let good = vec![
        forge::put("title", "x"),
        forge::insert(text, None, "ä"),
        forge::make(agenda.clone(), &ulid, ObjType::Map),
    ];
    let change = attacked.forger(1).change(sketch(good));
    attacked.push(1, vec![change]).unwrap();
    // the same record once more hides what others write in it
    let again = attacked.forger(2).change(sketch(vec![forge::make(agenda, &ulid, ObjType::Map)]));
    assert_eq!(attacked.push(2, vec![again]), Err(RefusalCode::Malformed));
    attacked.honest_people_go_on(2);
}

#[test]
fn a_change_writes_at_few_places_of_a_text_and_as_much_at_each_as_somebody_writes() {
    let mut attacked = Attacked::new();
    let text = forge::genesis_object(&attacked.doc, "body");
    let mut tried = |number: u8, ops: &dyn Fn(&Forger) -> Vec<Op>| {
        let mut forger = attacked.forger(number);
        let ops = ops(&forger);
        let deps = forger.beginning();
        let change = forger.change(Sketch { deps, start_op: 100, time_s: TIME_S, ops });
        attacked.push(number, vec![change])
    };
    let places = |count| {
        let text = text.clone();
        move |_: &Forger| (0..count).map(|_| forge::insert(text.clone(), None, "x")).collect()
    };
    assert_eq!(tried(1, &places(vet::PLACES_MAX + 1)), Err(RefusalCode::TooLarge));
    assert_eq!(tried(2, &places(vet::PLACES_MAX)), Ok(()));
    let at_one = |forger: &Forger| {
        let after = |number: u64| number.checked_sub(1).map(|before| forger.op_id(100 + before));
        (0..20_000).map(|number| forge::insert(text.clone(), after(number), "x")).collect()
    };
    assert_eq!(tried(3, &at_one), Ok(()));
    attacked.honest_people_go_on(4);
}

#[test]
fn one_member_cannot_fill_a_document_to_the_last_record_value_or_change() {
    let mut attacked = Attacked::new();
    let agenda = ObjectId::Id(forge::genesis_object(&attacked.doc, "agenda"));
    let mut forger = attacked.forger(1);
    // records
    let (mut number, mut step, mut refused) = (0_u128, 2_000_u64, 0);
    while refused < 12 {
        let start_op = attacked.opened.max_op() + 1;
        let ops = (0..step).map(|_| {
            number += 1;
            forge::make(agenda.clone(), &Ulid::new(2, number).to_string(), ObjType::Map)
        });
        let sketch =
            Sketch { deps: attacked.opened.heads(), start_op, time_s: TIME_S, ops: ops.collect() };
        forger.restart();
        let change = forger.change(sketch);
        if attacked.push(1, vec![change]).is_err() {
            refused += 1;
            step = (step / 2).max(1);
        }
    }
    assert!(number > RECORDS_MAX as u128);
    attacked.honest_people_go_on(2);
    // values side by side
    let mut attacked = Attacked::new();
    let mut values = 0;
    for number in 1..=200 {
        let mut forger = attacked.forger(number);
        let change = forger.puts(forger.beginning(), 100, &format!("versi {number}"));
        values += u64::from(attacked.push(number, vec![change]).is_ok());
    }
    assert!((40..=vet::VERSIONS_MAX).contains(&values), "{values} versions");
    attacked.honest_people_go_on(2);
    // changes
    let mut attacked = Attacked::new();
    let mut forger = attacked.forger(1);
    let text = forge::genesis_object(&attacked.doc, "body");
    let mut heads = forger.beginning();
    let mut ended = Ok(());
    for _ in 0..13 {
        let mut changes = Vec::new();
        for _ in 0..4_000 {
            let start_op = 100 + attacked.opened.changes() + changes.len() as u64;
            let ops = vec![forge::insert(text.clone(), None, "x")];
            let change = forger.change(Sketch { deps: heads, start_op, time_s: TIME_S, ops });
            heads = vec![change.hash()];
            changes.push(change);
        }
        ended = attacked.push(1, changes);
        if ended.is_err() {
            break;
        }
    }
    assert_eq!(ended, Err(RefusalCode::ForumFull));
    assert!(attacked.opened.changes() <= vet::DOCUMENT_CHANGES_MAX / 2 + 1);
    attacked.honest_people_go_on(2);
}

/// So many that what one push in a thousand does is seen; `soak --admission N` goes on.
const STORIES: u64 = 60;

#[test]
fn after_any_hostile_changes_that_are_admitted_honest_people_go_on() {
    let tally = play_all(0..STORIES);
    println!("{tally}");
    assert!(tally.holds(), "{tally}");
}
