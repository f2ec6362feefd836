//! A spoiled document is founded anew of what can be read of it, and what was not sent is written again.

use std::collections::BTreeMap;

use automerge::Change;

use super::*;
use crate::frame::RefusalCode;
use crate::vet::{self, COUNTER_CEILING, Carrier, DOCUMENT_HEADS_MAX, Hand, Opened, Room};

fn founder() -> Founder {
    Founder { replica: replica(8), member: member(8), at_s: NOON }
}

fn founded(document: &mut Document) -> Founded {
    found_anew(&document.id().clone(), Some(&document.save()), Vec::new(), &founder()).unwrap()
}

fn opened(number: u8, doc: &DocId, founded: &Founded) -> Document {
    let mut document = phone(number, doc);
    document.apply(founded.changes.clone()).unwrap();
    document
}

/// Minutes with something of every kind of field, and a title on which two disagree.
fn minutes() -> Document {
    let mut first = phone(1, &note());
    let (point, decision) = (ulid(1), ulid(2));
    write(
        &mut first,
        [
            set("form", "notulensi"),
            set("title", "Rapat kerja"),
            add("agenda", &point),
            splice(&format!("agenda/{point}/discussion"), 0, 0, "Iuran naik.\nBaris dua 😀"),
            add("decisions", &decision),
            set(&format!("decisions/{decision}/amount_rp"), 1_500_000),
            set(&format!("attendance/{}", member(3)), "hadir"),
            include("speakers", &member(3).to_string()),
            splice("body", 0, 0, "Isi catatan."),
        ],
    );
    let mut second = phone(2, &note());
    send(&mut first, &mut second);
    write(&mut first, [set("title", "Rapat kerja I")]);
    write(&mut second, [set("title", "Rapat kerja II")]);
    exchange(&mut first, &mut second);
    first
}

/// What a release without bounds let in, as the issue of the day had it.
fn poisoned(mut document: Document) -> Document {
    let ground = document.heads();
    for hostile in 0..=u8::try_from(DOCUMENT_HEADS_MAX).unwrap() {
        let mut copy = document.doc.fork_at(&ground).unwrap();
        copy.set_actor(ReplicaId::new(DeviceId([7; 8]), [hostile; 8]).actor());
        copy.put(ROOT, "lain", "x".repeat(40)).unwrap();
        copy.put(ROOT, "place", "y".repeat(5_000)).unwrap();
        copy.commit_with(CommitOptions::default().with_time(1 << 40)).unwrap();
        document.apply(copy.get_changes(&ground)).unwrap();
    }
    document
}

#[test]
fn everything_that_can_be_read_begins_a_generation_that_any_relay_takes() {
    let mut spoiled = poisoned(minutes());
    let before = minutes().view();
    let made = founded(&mut spoiled);
    let now = opened(3, &note(), &made).view();
    let both: Vec<_> = now.conflicts.iter().map(|one| (&one.path, one.versions.len())).collect();
    assert_eq!(both, [(&"title".to_owned(), 2)], "two versions stand side by side again");
    let mut fields = now.fields.clone();
    // what stands on a later rung has a place now
    let nothing = [Value::Int(0), Value::Map(BTreeMap::new())];
    fields.retain(|name, value| before.fields.contains_key(name) || !nothing.contains(value));
    assert!(fields.insert("title".to_owned(), before.fields["title"].clone()).is_some());
    assert_eq!(fields, before.fields, "and what no edit makes stayed behind");
    assert!(made.left_out > 0, "which is said");
    // as an ordinary push would be, also for a relay that was put back and is given it by a phone
    for hand in [Hand::Own, Hand::Anybodys] {
        assert_eq!(admitted(&made, hand), Ok(()));
    }
}

fn admitted(made: &Founded, hand: Hand) -> Result<(), RefusalCode> {
    let carrier = Carrier { device: DeviceId([8; 8]), member: member(8), hand };
    let fresh = Opened::fresh(DocKind::Note);
    let mut room = Room::of(&fresh).founded(Some(made.founding));
    vet::check(&fresh, &mut room, &made.changes, &carrier)?;
    let after = fresh.trial(made.changes.clone()).run()?;
    assert!(after.save().is_ok());
    assert!(after.max_op() < COUNTER_CEILING / 100, "counters begin low again");
    Ok(())
}

#[test]
fn what_is_of_an_earlier_generation_rests_on_nothing_in_a_later_one() {
    let mut spoiled = minutes();
    let old = spoiled.changes_since(&[]);
    let made = founded(&mut spoiled);
    assert!(!made.founding.takes(&note(), &old[0]));
    assert!(made.changes.iter().all(|change| made.founding.takes(&note(), change)));
    // a bare change is nobody's edit, and no door takes one but the two that mark a beginning
    let other = Founding { last: made.founding.first, ..made.founding };
    let fresh = Opened::fresh(DocKind::Note);
    let mut room = Room::of(&fresh).founded(Some(other));
    let carrier = Carrier { device: DeviceId([8; 8]), member: member(8), hand: Hand::Own };
    let checked = vet::check(&fresh, &mut room, &made.changes, &carrier);
    assert_eq!(checked, Err(RefusalCode::Malformed));
    // as they travel
    let packed = crate::chunk::pack(&made.changes);
    let back: Vec<Change> =
        packed.iter().flat_map(|chunk| crate::chunk::unpack(chunk).unwrap()).collect();
    assert_eq!(back, made.changes);
}

#[test]
fn an_empty_document_is_founded_too_and_in_every_kind() {
    for doc in [note(), card(), log()] {
        let made = founded(&mut phone(1, &doc));
        assert_eq!(made.changes.len(), 2 + rungs(doc.kind()).len());
        let mut next = opened(2, &doc, &made);
        assert_eq!(next.changes_since(&[made.founding.last]).len(), 0);
    }
}

#[test]
fn what_was_not_sent_is_written_again_and_what_does_not_fit_is_given_back() {
    let mut relays = minutes();
    let known = relays.heads();
    let mut mine = phone(4, &note());
    send(&mut relays, &mut mine);
    let (point, mine_too) = (ulid(1), ulid(9));
    let discussion = format!("agenda/{point}/discussion");
    write(
        &mut mine,
        [
            set("place", "Balai desa"),
            set("date", "2026-03-01"),
            add("agenda", &mine_too),
            set(&format!("agenda/{mine_too}/title"), "Lain-lain"),
            splice(&format!("agenda/{mine_too}/discussion"), 0, 0, "Tidak ada."),
            set(&format!("attendance/{}", member(5)), "izin"),
            include("speakers", &member(5).to_string()),
            Edit::Exclude { path: "speakers".to_owned(), key: member(3).to_string() },
            splice(&discussion, 11, 0, " Disetujui."),
            splice("body", 0, 3, "Seluruh isi"),
        ],
    );
    // somebody else was heard before: another date, a longer end, other first words
    let others = [
        set("date", "2026-03-08"),
        splice(&discussion, 0, 5, "Dana"),
        splice("body", 0, 3, "Semua"),
    ];
    write(&mut relays, others);
    let made = founded(&mut relays);
    let mut now = opened(4, &note(), &made);
    let written = mine.written_since(&known);
    let left = now.write_again(written.clone(), NOON);
    let view = now.view();
    let at = |path: &str| view.at(path).and_then(Value::as_str).map(str::to_owned);
    assert_eq!(at("place").as_deref(), Some("Balai desa"));
    assert_eq!(at(&format!("agenda/{mine_too}/title")).as_deref(), Some("Lain-lain"));
    assert_eq!(at(&format!("agenda/{mine_too}/discussion")).as_deref(), Some("Tidak ada."));
    assert_eq!(at(&format!("attendance/{}", member(5))).as_deref(), Some("izin"));
    assert_eq!(
        view.at("speakers"),
        Some(&Value::List(vec![member(5).to_string().as_str().into()]))
    );
    assert_eq!(at(&discussion).as_deref(), Some("Dana naik. Disetujui.\nBaris dua 😀"));
    assert_eq!(at("body").as_deref(), Some("Semua catatan."));
    assert_eq!(at("date").as_deref(), Some("2026-03-08"), "nobody's word is overwritten");
    let left: Vec<_> = left.iter().map(|one| (one.path.as_str(), one.is.as_str())).collect();
    assert_eq!(left, [("body", Some("Seluruh isi catatan.")), ("date", Some("2026-03-01"))]);
    // twice is harmless
    assert_eq!(now.write_again(written, NOON).len(), 2);
    assert_eq!(now.view().fields, view.fields);
}
