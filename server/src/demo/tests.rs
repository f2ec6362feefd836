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
fn a_planted_forum_is_sound_says_what_the_story_says_and_its_people_disagree_somewhere() {
    let (mut store, forum) = planted();
    let report = check(&mut store).unwrap();
    assert!(report.is_sound(), "{:?}", report.faults);
    assert!(report.changes > 2_000, "{report:?}");
    let out = tempfile::TempDir::new().unwrap();
    export(&mut store, forum, out.path()).unwrap();
    let story = story(SEED);
    let card = |place: usize| -> serde_json::Value {
        let file = out.path().join(format!("member/{}.json", story.people[place].member));
        serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
    };
    let chair = card(people::CHAIR);
    assert_eq!(chair["fields"]["full_name"], story.people[people::CHAIR].full_name);
    assert_eq!(chair["fields"]["forum_roles"]["ketua"]["from"], "2025-01-15");
    assert_eq!(card(4)["conflicts"][0]["path"], "phone");
    assert_eq!(card(24)["after_archive"][0]["path"], "archived_on");
}
