//! Who changed what, how it was before, and taking it back.

use super::*;
use crate::conflict;
use crate::document::{Deed, Past};

const POINT: &str = "00000000200000000000000001";

fn past(document: &mut Document) -> Vec<Past> {
    document.history(None, 100).past
}

fn deeds(document: &mut Document) -> Vec<Deed> {
    past(document).into_iter().rev().flat_map(|past| past.deeds).collect()
}

fn back(document: &mut Document, change: &str) -> bool {
    let change = change.parse().unwrap();
    document.take_back(&change, "2026-11-30", true, NOON).unwrap().is_some()
}

fn last(document: &mut Document) -> String {
    past(document)[0].change.clone()
}

#[test]
fn every_kind_of_deed_is_named_with_who_and_where() {
    let mut document = phone(1, &note());
    let speaker = member(3).to_string();
    write(
        &mut document,
        [
            set("title", "Rapat"),
            set("title", "Rapat rutin"),
            include("speakers", &speaker),
            add("agenda", POINT),
            set(&format!("agenda/{POINT}/title"), "Pupuk"),
            set(&format!("attendance/{speaker}"), "hadir"),
            splice("body", 0, 0, "Balai desa"),
        ],
    );
    write(&mut document, [splice("body", 5, 5, "RW"), set("title", Value::Null)]);
    let exclude = Edit::Exclude { path: "speakers".to_owned(), key: speaker.clone() };
    write(&mut document, [exclude, Edit::Increment { path: "guests".to_owned(), by: 3 }]);
    let write = |came: &str, added, gone| Deed::Write {
        path: "body".to_owned(),
        came: came.to_owned(),
        added,
        gone,
    };
    let put = |path: &str, value: &str| Deed::Set { path: path.to_owned(), value: value.into() };
    let said = deeds(&mut document);
    for deed in [
        put("title", "Rapat rutin"),
        Deed::Include { path: "speakers".to_owned(), key: speaker.clone() },
        Deed::Add { path: format!("agenda/{POINT}") },
        put(&format!("agenda/{POINT}/title"), "Pupuk"),
        put(&format!("attendance/{speaker}"), "hadir"),
        write("Balai desa", 10, 0),
        write("RW", 2, 5),
        Deed::Set { path: "title".to_owned(), value: Value::Null },
        Deed::Exclude { path: "speakers".to_owned(), key: speaker },
        Deed::Count { path: "guests".to_owned(), by: 3 },
    ] {
        assert!(said.contains(&deed), "{deed:?} in {said:#?}");
    }
    let past = past(&mut document);
    assert!(past.iter().all(|one| one.member == Some(member(1)) && one.at == NOON));
    assert!(past.iter().all(|one| one.device == Some(replica(1).device())));
}

#[test]
fn pages_follow_each_other_and_both_phones_give_the_same() {
    let (mut siti, mut budi) = (phone(1, &note()), phone(2, &note()));
    for number in 0..7 {
        write(&mut siti, [set("title", format!("Rapat {number}").as_str())]);
        write(&mut budi, [splice("body", 0, 0, "a")]);
    }
    exchange(&mut siti, &mut budi);
    let whole = past(&mut siti);
    assert_eq!(whole, past(&mut budi));
    assert_eq!(whole.len(), 14);
    let mut paged = Vec::new();
    while paged.len() < 14 {
        let before = paged.last().map(|past: &Past| past.change.parse().unwrap());
        let page = siti.history(before, 4);
        assert_eq!(page.total, 14);
        paged.extend(page.past);
    }
    assert_eq!(paged, whole);
    let titles = siti.past_of("title", None, 100);
    assert_eq!((titles.total, titles.past.len()), (7, 7));
    // in the same order as in the history of the document
    let hashes = |all: &[Past]| -> Vec<String> { all.iter().map(|it| it.change.clone()).collect() };
    let mut of_titles = whole.clone();
    of_titles.retain(|it| it.deeds.iter().any(|deed| deed.path() == "title"));
    assert_eq!(hashes(&of_titles), hashes(&titles.past));
    let mut paged = Vec::new();
    while paged.len() < 7 {
        let before = paged.last().map(|past: &Past| past.change.parse().unwrap());
        let page = siti.past_of("title", before, 3);
        assert!(page.total == 7 && !page.past.is_empty());
        paged.extend(page.past);
    }
    assert_eq!(paged, titles.past);
}

#[test]
fn the_document_is_there_as_any_change_found_and_left_it() {
    let mut document = phone(1, &note());
    write(&mut document, [splice("body", 0, 0, "Alinea pertama.\nAlinea kedua.")]);
    write(&mut document, [splice("body", 15, 14, "")]);
    let gone = past(&mut document).remove(0);
    let then = |document: &mut Document, heads: &[String]| {
        let heads: Vec<ChangeHash> = heads.iter().map(|head| head.parse().unwrap()).collect();
        document.then("body", &heads)
    };
    assert_eq!(then(&mut document, &gone.found), Some("Alinea pertama.\nAlinea kedua.".into()));
    assert_eq!(then(&mut document, &[gone.change]), Some("Alinea pertama.".into()));
    assert_eq!(then(&mut document, &[]), None);
    assert_eq!(then(&mut document, &["00".repeat(32)]), None);
}

#[test]
fn to_look_at_the_past_loses_nothing_that_is_being_written() {
    let mut document = phone(1, &note());
    write(&mut document, [set("title", "Rapat")]);
    for ask in [
        |document: &mut Document| past(document).len(),
        |document: &mut Document| document.past_of("place", None, 9).past.len(),
    ] {
        let heads = document.heads();
        document.edit(&set("place", format!("Balai {}", heads[0]).as_str()), NOON).unwrap();
        ask(&mut document);
        document.commit(NOON + 5);
        assert_ne!(document.heads(), heads, "nothing would be stored");
        let newest = past(&mut document).remove(0);
        assert_eq!((newest.at, newest.deeds.len()), (NOON, 1));
        assert!(!document.changes_since(&heads).is_empty());
    }
}

#[test]
fn what_is_taken_back_leaves_what_others_wrote_since() {
    let (mut siti, mut budi) = (phone(1, &note()), phone(2, &note()));
    write(&mut siti, [splice("body", 0, 0, "Rapat di balai desa.")]);
    exchange(&mut siti, &mut budi);
    write(&mut siti, [splice("body", 9, 5, "rumah kepala"), set("title", "Rapat")]);
    let change = last(&mut siti);
    exchange(&mut siti, &mut budi);
    write(&mut budi, [splice("body", 0, 0, "Besok. "), set("place", "RW 3")]);
    rewrite(&mut budi, "body", "kepala", "kepala dan sekretaris");
    exchange(&mut siti, &mut budi);
    assert!(back(&mut siti, &change));
    assert_eq!(text(&siti, "body"), "Besok. Rapat di balai dan sekretaris desa.");
    assert_eq!(siti.view().at("title"), None);
    assert_eq!(siti.view().at("place"), Some(&"RW 3".into()));
    // and again
    let change = last_of(&mut siti, 1);
    assert!(back(&mut siti, &change));
    assert_eq!(siti.view().at("title"), Some(&"Rapat".into()));
    assert!(text(&siti, "body").contains("rumah kepala"), "{}", text(&siti, "body"));
    exchange(&mut siti, &mut budi);
    assert_eq!(siti.view().fields, budi.view().fields);
}

/// The newest change of this phone, by its operations.
fn last_of(document: &mut Document, number: u8) -> String {
    let own = replica(number).device();
    let metas = document.doc.get_changes_meta(&[]);
    let own = metas.iter().filter(|meta| conflict::device_of(&meta.actor) == Some(own));
    own.max_by_key(|meta| meta.max_op).unwrap().hash.to_string()
}

#[test]
fn a_value_that_somebody_put_in_its_place_stays() {
    let (mut siti, mut budi) = (phone(1, &note()), phone(2, &note()));
    write(&mut siti, [set("title", "Rapat"), set("place", "Balai")]);
    let change = last(&mut siti);
    exchange(&mut siti, &mut budi);
    write(&mut budi, [set("title", "Musyawarah")]);
    exchange(&mut siti, &mut budi);
    assert!(back(&mut siti, &change));
    assert_eq!(siti.view().at("title"), Some(&"Musyawarah".into()));
    assert_eq!(siti.view().at("place"), None);
    assert!(!back(&mut siti, &change), "there is nothing left of it");
}

#[test]
fn a_key_that_somebody_else_put_in_as_well_stays_in_its_set() {
    let (mut siti, mut budi) = (phone(1, &note()), phone(2, &note()));
    let key = member(3).to_string();
    let speakers = |document: &Document| document.view().at("speakers").cloned();
    let both = Some(Value::List(vec![key.as_str().into()]));
    write(&mut siti, [include("speakers", &key)]);
    let change = last(&mut siti);
    write(&mut budi, [include("speakers", &key)]);
    exchange(&mut siti, &mut budi);
    back(&mut siti, &change);
    assert_eq!(speakers(&siti), both, "at once");

    let exclude = Edit::Exclude { path: "speakers".to_owned(), key: key.clone() };
    write(&mut siti, [exclude, include("speakers", &key)]);
    let change = last_of(&mut siti, 1);
    exchange(&mut siti, &mut budi);
    let exclude = Edit::Exclude { path: "speakers".to_owned(), key: key.clone() };
    write(&mut budi, [exclude]);
    write(&mut budi, [include("speakers", &key)]);
    exchange(&mut siti, &mut budi);
    back(&mut siti, &change);
    assert_eq!(speakers(&siti), both, "since then");
}

#[test]
fn a_record_that_was_begun_is_archived_and_comes_back() {
    let mut document = phone(1, &note());
    write(&mut document, [add("agenda", POINT), set(&format!("agenda/{POINT}/title"), "Pupuk")]);
    let change = last(&mut document);
    assert!(back(&mut document, &change));
    let archived = format!("agenda/{POINT}/archived_on");
    assert_eq!(document.view().at(&archived), Some(&"2026-11-30".into()));
    let change = last_of(&mut document, 1);
    assert!(back(&mut document, &change));
    assert_eq!(document.view().at(&archived), None);
    assert_eq!(document.view().at(&format!("agenda/{POINT}/title")), Some(&"Pupuk".into()));
}

#[test]
fn nobody_approves_minutes_by_taking_something_back() {
    let mut document = phone(1, &note());
    write(&mut document, [set("state", "disahkan")]);
    write(&mut document, [set("state", "draf")]);
    let change = last_of(&mut document, 1).parse().unwrap();
    assert_eq!(document.take_back(&change, "2026-11-30", false, NOON).unwrap(), None);
    assert_eq!(document.view().at("state"), Some(&"draf".into()));
    assert!(document.take_back(&change, "2026-11-30", true, NOON).unwrap().is_some());
}

#[test]
fn of_a_long_history_no_more_is_read_than_asked_for() {
    let mut document = phone(1, &note());
    for number in 0..5_000_u32 {
        let edit = if number % 5 == 0 {
            set("title", format!("Rapat {number}").as_str())
        } else {
            splice("body", 0, 0, "kata ")
        };
        document.edit(&edit, NOON + i64::from(number)).unwrap();
        document.commit(NOON + i64::from(number));
    }
    let page = document.history(None, 30);
    assert_eq!((page.total, page.past.len()), (5_000, 30));
    assert_eq!(page.past[0].at, NOON + 4_999);
    let titles = document.past_of("title", None, 30);
    assert_eq!((titles.total, titles.past.len()), (1_000, 30));
    assert!(back(&mut document, &page.past[0].change));
}
