use std::collections::BTreeSet;

use paguyuban::id::{DocKind, Epoch, Seq, Ulid};

use super::*;
use crate::export::export;
use crate::store::Forum;
use crate::store::sqlite::{SqliteStore, check};

fn planted() -> (SqliteStore, ForumId) {
    let id = ForumId(Ulid::new(1, 1));
    let mut store = SqliteStore::in_memory().unwrap();
    let (name, epoch) = ("Paguyuban Contoh".to_owned(), Epoch([1; 8]));
    let forum = Forum { id, name, epoch, seq: Seq(0), created_ms: START_MS, restored_ms: None };
    store.add_forum(&forum).unwrap();
    (plant(store, id, &story(SEED)).unwrap(), id)
}

#[test]
fn the_story_is_as_large_as_a_year_and_the_same_every_time() {
    let (one, again) = (story(SEED), story(SEED));
    assert_eq!(format!("{one:?}"), format!("{again:?}"));
    assert_ne!(format!("{one:?}"), format!("{:?}", story(SEED + 1)));
    assert_eq!(one.people.len(), 26);
    let docs: BTreeSet<_> = one.sessions.iter().map(|session| &session.doc).collect();
    let count = |kind| docs.iter().filter(|doc| doc.kind() == kind).count();
    assert_eq!(count(DocKind::Member), 26);
    assert_eq!(count(DocKind::Note), 24);
    assert!((30..=36).contains(&count(DocKind::Log)), "{}", count(DocKind::Log));
    let names: BTreeSet<_> = one.people.iter().map(|person| person.full_name).collect();
    assert_eq!(names.len(), 26);
}

#[test]
fn a_planted_forum_is_sound_and_says_what_the_story_says() {
    let (mut store, forum) = planted();
    let report = check(&mut store).unwrap();
    assert!(report.is_sound(), "{:?}", report.faults);
    assert!(report.changes > 2_000, "{report:?}");
    let out = tempfile::TempDir::new().unwrap();
    export(&mut store, forum, out.path()).unwrap();
    let chair = &story(SEED).people[people::CHAIR];
    let card = out.path().join(format!("member/{}.json", chair.member));
    let card = std::fs::read_to_string(card).unwrap();
    assert!(card.contains(chair.full_name), "{card}");
    assert!(card.contains("forum_roles"), "{card}");
}

#[test]
fn people_of_the_demo_disagree_somewhere() {
    let (mut store, forum) = planted();
    let out = tempfile::TempDir::new().unwrap();
    export(&mut store, forum, out.path()).unwrap();
    let person = &story(SEED).people[4];
    let card = out.path().join(format!("member/{}.json", person.member));
    let card: serde_json::Value = serde_json::from_slice(&std::fs::read(card).unwrap()).unwrap();
    assert_eq!(card["conflicts"][0]["path"], "phone");
    let moved = &story(SEED).people[24];
    let card = out.path().join(format!("member/{}.json", moved.member));
    let card: serde_json::Value = serde_json::from_slice(&std::fs::read(card).unwrap()).unwrap();
    assert!(!card["after_archive"].is_null(), "{card}");
}
