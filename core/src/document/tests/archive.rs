//! Archived by one, changed by another.

use super::together::pair;
use super::*;
use crate::conflict::AfterArchive;

const VILLAGE: &str = "33.02.19.2003";
const DAY: &str = "2026-09-21";
const ENTRY: &str = "01J00000000000000000000001";
const POINT: &str = "01J00000000000000000000002";

/// Something that can be archived: where it is, how its document begins, and changes of it.
struct Thing {
    doc: DocId,
    below: String,
    begin: Vec<Edit>,
    changes: Vec<Edit>,
}

impl Thing {
    fn register(&self) -> String {
        format!("{}archived_on", self.below)
    }

    fn archive(&self) -> Edit {
        set(&self.register(), DAY)
    }

    fn restore(&self) -> Edit {
        set(&self.register(), Value::Null)
    }
}

fn thing(doc: DocId, below: &str, begin: &[Edit], changes: &[Edit]) -> Thing {
    Thing { doc, below: below.to_owned(), begin: begin.to_vec(), changes: changes.to_vec() }
}

/// Every kind of thing that can be archived: documents and records, also those in records.
fn things() -> Vec<Thing> {
    let name = set("full_name", "Siti Aminah");
    let mut things = vec![thing(card(), "", &[set("full_name", "Siti")], &[name])];
    things.extend(in_notes());
    things.extend(in_logs());
    things
}

fn point(list: &str, rest: &str) -> String {
    format!("{list}/{POINT}/{rest}")
}

fn in_notes() -> [Thing; 4] {
    let begin = [
        set("form", "notulensi"),
        add("agenda", POINT),
        add("decisions", POINT),
        add("follow_ups", POINT),
        set("place", "Balai desa"),
    ];
    let whole = [
        set("title", "Rapat"),
        splice("body", 0, 0, "Isi"),
        set(&point("agenda", "title"), "Iuran"),
        set(&point("decisions", "archived_on"), DAY),
        set(&format!("attendance/{}", member(3)), "hadir"),
    ];
    let agenda = [
        set(&point("agenda", "title"), "Iuran"),
        splice(&point("agenda", "discussion"), 0, 0, "Iuran naik."),
    ];
    let decision = [set(&point("decisions", "amount_rp"), 1)];
    let follow_up = [set(&point("follow_ups", "state"), "done")];
    [
        thing(note(), "", &begin, &whole),
        thing(note(), &point("agenda", ""), &begin, &agenda),
        thing(note(), &point("decisions", ""), &begin, &decision),
        thing(note(), &point("follow_ups", ""), &begin, &follow_up),
    ]
}

fn in_logs() -> [Thing; 2] {
    let entry = |rest: &str| format!("entries/{ENTRY}/{rest}");
    let begin = [
        add("entries", ENTRY),
        set(&entry("topic"), "Siskeudes"),
        add(&entry("follow_ups"), POINT),
        include(&entry("villages"), VILLAGE),
    ];
    let promise = set(&entry(&point("follow_ups", "what")), "Kirim");
    let whole = [
        set(&entry("topic"), "Aset"),
        splice(&entry("result"), 0, 0, "Selesai."),
        include(&entry("mentors"), &member(3).to_string()),
        Edit::Exclude { path: entry("villages"), key: VILLAGE.to_owned() },
        promise.clone(),
        set(&entry(&point("follow_ups", "archived_on")), DAY),
        add(&entry("follow_ups"), ENTRY),
    ];
    [
        thing(log(), &entry(""), &begin, &whole),
        thing(log(), &entry(&point("follow_ups", "")), &begin, &[promise]),
    ]
}

fn asked(document: &Document) -> Vec<String> {
    document.view().after_archive.into_iter().map(|one| one.path).collect()
}

/// What a phone says that has never had the document before.
fn anew(document: &mut Document) -> Document {
    let mut third = phone(3, document.id());
    send(document, &mut third);
    third
}

#[test]
fn archiving_does_not_hide_what_another_changed_meanwhile() {
    for thing in things() {
        for edit in &thing.changes {
            let (mut one, mut other) = pair(&thing.doc, thing.begin.clone());
            one.edit(&thing.archive(), NOON).unwrap();
            one.commit(NOON + 1).unwrap();
            assert_eq!(asked(&one), [""; 0], "{edit:?}");
            write(&mut other, [edit.clone()]);
            exchange(&mut one, &mut other);

            let expected = AfterArchive {
                path: thing.register(),
                archived_by: Some(member(1)),
                archived_at: NOON + 1,
                edited_by: Some(member(2)),
                archived_device: Some(replica(1).device()),
                edited_device: Some(replica(2).device()),
            };
            assert_eq!(one.view().after_archive, [expected], "{edit:?}");
            assert_eq!(one.view(), other.view(), "{edit:?}");
            assert_eq!(one.view(), anew(&mut one).view(), "{edit:?}");
            let saved = one.save();
            let read = Document::load(thing.doc.clone(), replica(4), member(4), Some(&saved), []);
            assert_eq!(one.view(), read.unwrap().view(), "{edit:?}");
        }
    }
}

#[test]
fn either_answer_of_anybody_ends_the_question_for_all() {
    for thing in things() {
        for answer in [thing.restore(), thing.archive()] {
            let (mut one, mut other) = pair(&thing.doc, thing.begin.clone());
            write(&mut one, [thing.archive()]);
            write(&mut other, [thing.changes[0].clone()]);
            exchange(&mut one, &mut other);
            let mut third = anew(&mut one);

            write(&mut third, [answer.clone()]);
            send(&mut third, &mut one);
            send(&mut third, &mut other);
            let new = anew(&mut third);
            for phone in [&one, &other, &third, &new] {
                assert_eq!(asked(phone), [""; 0], "{answer:?}");
                let day = phone.view().at(&thing.register()).cloned();
                assert_eq!(day.is_some(), answer == thing.archive(), "{answer:?}");
            }
        }
    }
}

#[test]
fn changing_what_one_knows_to_be_archived_is_no_question() {
    for thing in things() {
        let (mut one, mut other) = pair(&thing.doc, thing.begin.clone());
        write(&mut one, [thing.archive()]);
        send(&mut one, &mut other);
        // also if it is brought back and archived once more meanwhile
        write(&mut one, [thing.restore()]);
        write(&mut one, [thing.archive()]);
        write(&mut other, thing.changes.clone());
        exchange(&mut one, &mut other);
        let new = anew(&mut one);
        for phone in [&one, &other, &new] {
            assert_eq!(asked(phone), [""; 0], "{}", thing.register());
        }
    }
}

#[test]
fn who_archives_a_record_is_asked_nothing_about_the_rest_of_the_document() {
    for thing in things().into_iter().filter(|thing| !thing.below.is_empty()) {
        let (mut one, mut other) = pair(&thing.doc, thing.begin.clone());
        let elsewhere: &[Edit] = match thing.doc.kind() {
            DocKind::Note => &[set("title", "Rapat"), add("agenda", ENTRY)],
            _ => &[add("entries", "01J00000000000000000000009")],
        };
        write(&mut one, [thing.archive()]);
        write(&mut other, elsewhere.to_vec());
        exchange(&mut one, &mut other);
        assert_eq!(asked(&one), [""; 0], "{}", thing.register());
        assert_eq!(one.view(), other.view());
    }
}

#[test]
fn two_people_who_archive_at_once_are_not_asked() {
    for thing in things() {
        let (mut one, mut other) = pair(&thing.doc, thing.begin.clone());
        write(&mut one, [thing.archive()]);
        write(&mut other, [thing.changes[0].clone()]);
        write(&mut other, [set(&thing.register(), "2026-09-22")]);
        exchange(&mut one, &mut other);
        assert_eq!(asked(&one), [""; 0], "{}", thing.register());
        assert_eq!(one.view(), other.view());
    }
}

#[test]
fn archived_and_brought_back_at_once_is_a_dispute_about_that_alone() {
    let thing = &things()[2];
    let (mut one, mut other) = pair(&thing.doc, thing.begin.clone());
    write(&mut one, [thing.archive()]);
    exchange(&mut one, &mut other);
    write(&mut one, [thing.restore()]);
    write(&mut other, [set(&thing.register(), "2026-09-22")]);
    exchange(&mut one, &mut other);
    assert_eq!(asked(&one), [""; 0]);
    assert_eq!(one.view().conflicts[0].path, thing.register());
}

#[test]
fn each_of_more_than_a_word_of_bits_is_asked_about() {
    let keys: Vec<String> = (0..70).map(ulid).collect();
    let point = |key: &str, field: &str| format!("agenda/{key}/{field}");
    let begin = keys.iter().map(|key| add("agenda", key));
    let (mut one, mut other) = pair(&note(), begin);
    for key in &keys {
        write(&mut one, [set(&point(key, "archived_on"), DAY)]);
        write(&mut other, [set(&point(key, "title"), "Iuran")]);
    }
    exchange(&mut one, &mut other);
    assert_eq!(asked(&one).len(), keys.len());
    assert_eq!(one.view(), other.view());
    assert_eq!(one.view(), anew(&mut one).view());
}

#[test]
fn what_is_typed_in_a_field_that_still_shows_it_unarchived_is_asked_about() {
    let thing = &things()[2];
    let path = format!("{}title", thing.below);
    let (mut one, mut other) = pair(&thing.doc, thing.begin.clone());
    let seen = other.heads();
    other.shown(&path, &seen).unwrap();
    write(&mut one, [thing.archive(), set(&path, "Iuran baru")]);
    send(&mut one, &mut other);
    other.edit(&set(&path, "Iuran lama"), NOON).unwrap();
    other.commit(NOON).unwrap();
    exchange(&mut one, &mut other);
    assert_eq!(asked(&one), [thing.register()]);
    assert_eq!(one.view(), other.view());
}
