//! What people see when they write alone, at once, and after a merge.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{AutoCommit, ObjType, ROOT, ScalarValue};
use proptest::prelude::*;

use super::*;
use crate::conflict::{Asked, Doubt};
use crate::id::{DeviceId, DocKind, Ulid};
mod approval;
mod archive;
mod clean;
mod doubts;
mod founding;
mod history;
mod kinds;
mod ladder;
mod patches;
mod pins;
mod random;
mod together;

pub(crate) const NOON: i64 = 1_790_000_000;

pub(crate) fn member(number: u8) -> MemberId {
    MemberId(Ulid::new(1, u128::from(number)))
}

pub(crate) fn ulid(number: u8) -> String {
    Ulid::new(2, u128::from(number)).to_string()
}

pub(crate) fn replica(number: u8) -> ReplicaId {
    ReplicaId::new(DeviceId([number; 8]), [9; 8])
}

pub(crate) fn card() -> DocId {
    DocId::member(member(77))
}

pub(crate) fn note() -> DocId {
    DocId::note(Ulid::new(3, 3))
}

pub(crate) fn log() -> DocId {
    "log/33.02.19.2003/2026".parse().unwrap()
}

/// The phone of member `number` with this document open.
pub(crate) fn phone(number: u8, doc: &DocId) -> Document {
    Document::new(doc.clone(), replica(number), member(number))
}

pub(crate) fn set(path: &str, value: impl Into<Value>) -> Edit {
    Edit::Set { path: path.to_owned(), value: value.into() }
}

pub(crate) fn splice(path: &str, at: u32, delete: u32, insert: &str) -> Edit {
    Edit::Splice { path: path.to_owned(), at, delete, insert: insert.to_owned() }
}

pub(crate) fn add(path: &str, key: &str) -> Edit {
    Edit::Add { path: path.to_owned(), key: key.to_owned() }
}

pub(crate) fn include(path: &str, key: &str) -> Edit {
    Edit::Include { path: path.to_owned(), key: key.to_owned() }
}

/// Replaces one part of a text by another, as a person would.
pub(crate) fn rewrite(document: &mut Document, path: &str, old: &str, new: &str) {
    let text = text(document, path);
    let place = text[..text.find(old).unwrap()].encode_utf16().count();
    let (skip, delete, new) = crate::conflict::replacement(old, new);
    let [at, delete] = [place + skip, delete].map(|units| u32::try_from(units).unwrap());
    write(document, [splice(path, at, delete, &new)]);
}

/// Edits and commits.
pub(crate) fn write(document: &mut Document, edits: impl IntoIterator<Item = Edit>) {
    for edit in edits {
        document.edit(&edit, NOON).unwrap();
    }
    document.commit(NOON).unwrap();
}

/// Hands over what the other lacks.
pub(crate) fn send(from: &mut Document, to: &mut Document) -> Applied {
    let changes = from.changes_since(&to.heads());
    to.apply(changes).unwrap()
}

pub(crate) fn exchange(one: &mut Document, other: &mut Document) {
    send(one, other);
    send(other, one);
}

pub(crate) fn text(document: &Document, path: &str) -> String {
    document.view().at(path).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn the_first_change_of_every_kind_never_changes() {
    let heads = DocKind::ALL.map(genesis_head);
    assert_eq!(
        heads.map(|head| head.to_string()),
        [
            "17a33ba7c4de0a349d35e4c4ecb369bd545548f8e72cec26b2bf357fcd59374e",
            "deebea1dff6e54b784a969c23a5def8df3b8baf9bbac7d1657caeb705b7e0739",
            "8e4d3c21081291f28ca172818cc15404f6fd24f08fbbe930610564700f76970c",
            "8e4d3c21081291f28ca172818cc15404f6fd24f08fbbe930610564700f76970c",
            "deebea1dff6e54b784a969c23a5def8df3b8baf9bbac7d1657caeb705b7e0739",
            "4f4cf1abbd84b9777f56a391593dcdae39b5585bd8cf60db490beeda8c4a4ef7",
            "38190f856ea402e3a5f066846a154ecef53891c2a494695ff2e9e38256c2158a",
            "5e39eb6db8e6fc00414589c6a2d29eb8432de6329ee9d65c6ff6404f182326a5",
            "c2a0013b25d9110d733d7dfbdf986c4f3acb5dcd51ba981f878e4096b3a7aabb",
            "ceb1733d7900f9e0b0824edcbe3e12b5ead4f13e298a957d4cc5257887574458",
            "4d15d5be1a8d79946ee5ce034ee039cc0ae73a37646ed0d3311448d47d7d3e25",
        ]
    );
}

#[test]
fn a_document_starts_from_the_first_change_of_its_kind() {
    let mut document = phone(1, &card());
    assert_eq!(document.heads(), [genesis_head(DocKind::Member)]);
    assert_eq!(first_change(DocKind::Member).hash(), genesis_head(DocKind::Member));
    assert!(document.knows(&genesis_head(DocKind::Member)));
    assert!(!document.knows(&genesis_head(DocKind::Note)));
    assert_eq!(document.changes_since(&[]), []);
    assert_eq!(document.change_count(), 0);
    assert_eq!(document.actor_seqs(), BTreeMap::new());
    assert_eq!(document.commit(NOON), None);
    assert_eq!(document.view().edited, None);
}

#[test]
fn edits_are_seen_at_once_and_committed_as_one_change() {
    let mut document = phone(1, &card());
    document.edit(&set("full_name", "Siti"), NOON).unwrap();
    document.edit(&set("consent/basis", "tertulis"), NOON).unwrap();
    document.edit(&include("can_speak_on", "K2"), NOON).unwrap();
    document.edit(&include("can_speak_on", "K1"), NOON).unwrap();

    assert!(document.pending());
    assert_eq!(document.heads(), [genesis_head(DocKind::Member)]);
    let before = document.view();
    assert_eq!(before.at("full_name"), Some(&"Siti".into()));
    assert_eq!(before.at("consent/basis"), Some(&"tertulis".into()));
    assert_eq!(before.at("can_speak_on"), Some(&Value::List(vec!["K1".into(), "K2".into()])));
    assert_eq!(before.at("phone"), None);

    let change = document.commit(NOON).unwrap();
    assert!(!document.pending());
    assert_eq!(document.heads(), [change]);
    assert_eq!(document.view().fields, before.fields);
    let edited = Edited { member: Some(member(1)), at: NOON };
    assert_eq!(document.view().edited, Some(edited));
    let changes = document.changes_since(&[]);
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].actor_id(), &replica(1).actor());
    assert_eq!(document.actor_seqs(), BTreeMap::from([(replica(1).actor(), 1)]));
}

#[test]
fn a_rolled_back_edit_leaves_nothing() {
    let mut document = phone(1, &card());
    write(&mut document, [set("full_name", "Siti")]);
    let before = document.view();
    document.edit(&set("full_name", "Sri"), NOON).unwrap();
    document.edit(&splice("note", 0, 0, "x"), NOON).unwrap();
    document.rollback();
    assert!(!document.pending());
    assert_eq!(document.view(), before);
    assert_eq!(document.commit(NOON), None);
}

#[test]
fn null_clears_a_register_and_an_excluded_key_is_gone() {
    let mut document = phone(1, &card());
    write(&mut document, [set("phone", "+62812345679"), include("can_speak_on", "K1")]);
    let out = Edit::Exclude { path: "can_speak_on".to_owned(), key: "K1".to_owned() };
    write(&mut document, [set("phone", Value::Null), out.clone()]);
    assert_eq!(document.view().at("phone"), None);
    assert_eq!(document.view().at("can_speak_on"), Some(&Value::List(vec![])));
    // once more is no error and no change
    document.edit(&out, NOON).unwrap();
    document.edit(&set("email", Value::Null), NOON).unwrap();
    assert_eq!(document.commit(NOON), None);
}

#[test]
fn a_record_has_its_own_texts_and_records() {
    let mut document = phone(1, &log());
    let (entry, follow_up) = (format!("entries/{}", ulid(1)), ulid(2));
    write(
        &mut document,
        [
            add("entries", &ulid(1)),
            set(&format!("{entry}/topic"), "Siskeudes"),
            splice(&format!("{entry}/notes"), 0, 0, "Uraian."),
            add(&format!("{entry}/follow_ups"), &follow_up),
            set(&format!("{entry}/follow_ups/{follow_up}/state"), "open"),
        ],
    );
    let view = document.view();
    assert_eq!(view.at(&format!("{entry}/notes")), Some(&"Uraian.".into()));
    assert_eq!(view.at(&format!("{entry}/result")), Some(&"".into()));
    assert_eq!(view.at(&format!("{entry}/follow_ups/{follow_up}/state")), Some(&"open".into()));
    let again = document.edit(&add("entries", &ulid(1)), NOON).unwrap_err();
    assert_eq!(again.reason, Reason::AlreadyThere);
    let nowhere = set(&format!("entries/{}/topic", ulid(9)), "x");
    assert_eq!(document.edit(&nowhere, NOON).unwrap_err().reason, Reason::NotThere);
}

#[test]
fn a_document_loads_from_a_snapshot_and_later_chunks_in_any_order() {
    let mut document = phone(1, &card());
    write(&mut document, [set("full_name", "Siti")]);
    let snapshot = document.save();
    let at_snapshot = document.heads();
    write(&mut document, [set("phone", "+62812345679")]);
    write(&mut document, [splice("note", 0, 0, "Catatan")]);
    let later = document.changes_since(&at_snapshot);
    let first = document.changes_since(&[])[0].raw_bytes().to_vec();
    let raw: Vec<&[u8]> = later.iter().rev().map(Change::raw_bytes).collect();

    let loaded = Document::load(card(), replica(2), member(2), Some(&snapshot), raw.clone());
    assert_eq!(loaded.unwrap().view(), document.view());
    let twice = raw.iter().copied().chain([&first[..], &first[..]]);
    let loaded = Document::load(card(), replica(2), member(2), None, twice).unwrap();
    assert_eq!(loaded.view(), document.view());
    assert_eq!(loaded.change_count(), 3);
    let together: Vec<u8> = later.iter().flat_map(|change| change.raw_bytes().to_vec()).collect();
    assert_eq!(changes_in(&together).unwrap().len(), 2);
}

#[test]
fn bytes_that_are_not_the_document_are_refused_by_what_they_are() {
    let mut document = phone(1, &card());
    write(&mut document, [set("full_name", "Siti")]);
    write(&mut document, [set("full_name", "Sri")]);
    let saved = document.save();
    let raw = document.changes_since(&[])[1].raw_bytes().to_vec();
    let load = |snapshot: Option<&[u8]>, chunk: &[u8]| {
        Document::load(card(), replica(2), member(2), snapshot, [chunk]).map(|_| ())
    };
    assert!(matches!(load(None, &raw), Err(DocumentError::MissingDeps { .. })));
    assert!(matches!(load(None, b"garbage"), Err(DocumentError::NotChanges)));
    assert!(matches!(load(None, &saved), Err(DocumentError::NotChanges)));
    assert!(matches!(load(Some(&raw), &[]), Err(DocumentError::NotChanges)));
    let mut flipped = raw.clone();
    *flipped.last_mut().unwrap() ^= 1;
    assert!(matches!(load(None, &flipped), Err(DocumentError::NotChanges)));
    assert!(matches!(load(None, &raw[..raw.len() - 1]), Err(DocumentError::NotChanges)));
    let followed = [&saved[..], &raw].concat();
    assert!(matches!(load(Some(&followed), &[]), Err(DocumentError::NotChanges)));
    let other = phone(1, &note()).save();
    assert!(matches!(load(Some(&other), &[]), Err(DocumentError::OtherBeginning)));
    assert!(load(Some(&saved), &[]).is_ok());
}

#[test]
fn changes_without_their_past_are_not_queued() {
    let (mut one, mut other) = (phone(1, &card()), phone(2, &card()));
    write(&mut one, [set("full_name", "Siti")]);
    write(&mut one, [set("full_name", "Sri")]);
    let changes = one.changes_since(&[]);
    let early = vec![changes[0].clone()];
    let late = vec![changes[1].clone()];
    let error = other.apply(late.clone()).unwrap_err();
    assert!(
        matches!(&error, DocumentError::MissingDeps { missing } if *missing == [changes[0].hash()])
    );
    assert_eq!(other.apply(early).unwrap().changes, 1);
    assert_eq!(other.view().at("full_name"), Some(&"Siti".into()));
    assert_eq!(other.apply(late.clone()).unwrap().changes, 1);
    assert_eq!(other.apply(late).unwrap().changes, 0);
    assert_eq!(other.view(), one.view());
}

#[test]
fn a_snapshot_merges_into_a_document_with_its_own_changes() {
    let (mut one, mut other) = (phone(1, &card()), phone(2, &card()));
    write(&mut one, [set("full_name", "Siti")]);
    write(&mut other, [set("phone", "+62812345679")]);
    assert_eq!(other.merge_snapshot(&one.save()).unwrap().changes, 1);
    assert_eq!(other.merge_snapshot(&one.save()).unwrap().changes, 0);
    send(&mut other, &mut one);
    assert_eq!(other.view(), one.view());
    let foreign = phone(1, &note()).save();
    assert!(matches!(other.merge_snapshot(&foreign), Err(DocumentError::OtherBeginning)));
}

#[test]
fn a_view_is_the_same_after_json() {
    let mut document = phone(1, &note());
    write(
        &mut document,
        [
            set("form", "notulensi"),
            set(&format!("attendance/{}", member(1)), "hadir"),
            add("decisions", &ulid(1)),
            set(&format!("decisions/{}/amount_rp", ulid(1)), 1_500_000),
            splice("body", 0, 0, "Emoji 😀"),
        ],
    );
    let view = document.view();
    let json = serde_json::to_string(&view).unwrap();
    assert!(json.starts_with(r#"{"doc":"note/"#), "{json}");
    assert_eq!(serde_json::from_str::<View>(&json).unwrap(), view);
}

#[test]
fn a_counter_adds_up_what_two_people_count() {
    static DOOR: Shape = Shape { fields: &[("guests", Field::Counter)], rungs: &[] };
    let door = |number| {
        let (doc, genesis) = genesis::beginning(&DOOR);
        Document::open(note(), &DOOR, doc, genesis, replica(number), member(number))
    };
    let count = |by| Edit::Increment { path: "guests".to_owned(), by };
    let (mut one, mut other) = (door(1), door(2));
    write(&mut one, [count(3), count(-1)]);
    write(&mut other, [count(40)]);
    exchange(&mut one, &mut other);
    assert_eq!(one.view().at("guests"), Some(&42.into()));
    assert_eq!(one.view(), other.view());
    let error = one.edit(&count(INCREMENT_MAX + 1), NOON).unwrap_err();
    assert_eq!(error.reason, Reason::OutOfRange);
}

/// A program of somebody else that knows the beginning of a card but not its shape.
fn foreign(edit: impl FnOnce(&mut AutoCommit)) -> Vec<Change> {
    let (mut doc, genesis) = genesis::beginning(Shape::of(DocKind::Member));
    doc.set_actor(replica(66).actor());
    edit(&mut doc);
    doc.commit_with(CommitOptions::default().with_time(NOON));
    doc.get_changes(&[genesis])
}

#[test]
fn what_a_foreign_program_wrote_is_shown_or_skipped_but_never_breaks_the_view() {
    let changes = foreign(|doc| {
        doc.put(ROOT, "phone", 12.5).unwrap();
        doc.put(ROOT, "email", ScalarValue::Bytes(vec![1, 255])).unwrap();
        doc.put(ROOT, "education", f64::INFINITY).unwrap();
        doc.put(ROOT, "position", u64::MAX).unwrap();
        doc.put(ROOT, "status", ScalarValue::counter(3)).unwrap();
        doc.put(ROOT, "note", "not a text").unwrap();
        doc.put_object(ROOT, "full_name", ObjType::List).unwrap();
        doc.put_object(ROOT, "consent", ObjType::Text).unwrap();
        doc.put(ROOT, "can_speak_on", true).unwrap();
        doc.delete(ROOT, "forum_roles").unwrap();
        doc.put(ROOT, "unheard_of", "x").unwrap();
    });
    let mut document = phone(1, &card());
    write(&mut document, [set("full_name", "Siti"), splice("note", 0, 0, "Catatan")]);
    assert_eq!(document.apply(changes).unwrap().changes, 1);
    let view = document.view();
    assert_eq!(view.at("phone"), Some(&Value::Float(12.5)));
    assert_eq!(view.at("email"), Some(&"01ff".into()));
    assert_eq!(view.at("education"), Some(&"inf".into()));
    assert_eq!(view.at("position"), Some(&u64::MAX.to_string().as_str().into()));
    assert_eq!(view.at("unheard_of"), Some(&"x".into()), "a register of a later version");
    assert_eq!(serde_json::from_str::<View>(&serde_json::to_string(&view).unwrap()).unwrap(), view);
    for edit in [
        set("consent/basis", "x"),
        set("forum_roles/ketua/from", "2026-01-01"),
        include("can_speak_on", "K1"),
    ] {
        assert_eq!(document.edit(&edit, NOON).unwrap_err().reason, Reason::NotThere, "{edit:?}");
    }
    // a register is still a register
    write(&mut document, [set("full_name", "Sri"), set("phone", "+62812345679")]);
    assert_eq!(document.view().at("full_name"), Some(&"Sri".into()));
}

#[test]
fn a_foreign_text_with_objects_and_marks_in_it_can_be_read_and_edited() {
    let changes = foreign(|doc| {
        let (_, note) = doc.get(ROOT, "note").unwrap().unwrap();
        doc.splice_text(&note, 0, 0, "Catatan 😀").unwrap();
        doc.split_block(&note, 3).unwrap();
        let mark = automerge::marks::Mark::new("bold".to_owned(), true, 0, 4);
        doc.mark(&note, mark, automerge::marks::ExpandMark::Both).unwrap();
    });
    let mut document = phone(1, &card());
    document.apply(changes).unwrap();
    let before = text(&document, "note");
    let units = u32::try_from(before.encode_utf16().count()).unwrap();
    write(&mut document, [splice("note", units, 0, "!"), splice("note", 0, 1, "K")]);
    assert_eq!(text(&document, "note"), format!("K{}!", &before[1..]));
}
