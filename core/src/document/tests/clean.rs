//! Nothing but clean text is stored, whatever the way into a field. The tables are the page's too.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
struct Case {
    kind: String,
    typed: String,
    clean: String,
}

#[derive(Deserialize)]
struct Number {
    typed: String,
    stored: Option<String>,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../../../../tests/fixtures/clean.json")).unwrap()
}

#[test]
fn lines_are_cleaned_and_texts_taken_only_clean() {
    for Case { kind, typed, clean } in cases() {
        let mut document = phone(1, &note());
        if kind == "line" {
            document.edit(&set("title", typed.as_str()), NOON).unwrap();
            let stored = Some(clean.as_str()).filter(|clean| !clean.is_empty()).map(Value::from);
            assert_eq!(document.view().at("title"), stored.as_ref(), "{typed:?}");
            continue;
        }
        let refused = document.edit(&splice("body", 0, 0, &typed), NOON).is_err();
        assert_eq!(refused, typed != clean, "{typed:?}");
        if !refused {
            document.rollback();
        }
        document.edit(&splice("body", 0, 0, &clean), NOON).unwrap();
        assert_eq!(text(&document, "body"), clean);
    }
}

#[test]
fn what_is_normal_alone_but_not_where_it_stands_is_refused() {
    let mut document = phone(1, &note());
    write(&mut document, [splice("body", 0, 0, "Cafe 😀x\u{302}")]);
    let why = |document: &mut Document, at, insert: &str| {
        document.edit(&splice("body", at, 0, insert), NOON).map_err(|refused| refused.reason)
    };
    assert_eq!(why(&mut document, 4, "\u{301}"), Err(Reason::NotClean));
    assert_eq!(why(&mut document, 9, "\u{323}"), Err(Reason::NotClean));
    assert_eq!(why(&mut document, 7, "\u{301}"), Ok(()), "no letter has it as one");
    // as the page does it: with the letter
    document.edit(&splice("body", 3, 1, "\u{e9}"), NOON).unwrap();
    assert!(text(&document, "body").starts_with("Caf\u{e9} 😀"));
}

#[test]
fn a_foreign_value_that_is_picked_is_stored_clean() {
    let mut document = phone(1, &card());
    write(&mut document, [set("full_name", "Siti")]);
    let changes =
        foreign(|doc| doc.put(ROOT, "full_name", "Si\u{200b}ti\u{202e} \tAminah").unwrap());
    document.apply(changes).unwrap();
    let conflict = document.view().conflicts[0].clone();
    let theirs = conflict.versions.iter().find(|version| version.value != "Siti".into()).unwrap();
    let settle = Edit::Settle { path: conflict.path.clone(), version: theirs.id.clone() };
    write(&mut document, [settle]);
    assert_eq!(document.view().at("full_name"), Some(&"Siti Aminah".into()));
}

#[test]
fn telephone_numbers_are_taken_as_the_page_stores_them() {
    let table = include_str!("../../../../tests/fixtures/phones.json");
    let numbers: Vec<Number> = serde_json::from_str(table).unwrap();
    for Number { typed, stored } in numbers {
        let mut document = phone(1, &card());
        if let Some(stored) = &stored {
            document.edit(&set("phone", stored.as_str()), NOON).unwrap();
        }
        // what is not stored as it was typed is none
        if !typed.trim().is_empty() && Some(typed.trim()) != stored.as_deref() {
            let taken = document.edit(&set("phone", typed.as_str()), NOON).is_ok();
            let now = document.view().at("phone").cloned();
            assert!(!taken || now == stored.as_deref().map(Value::from), "{typed:?} as {now:?}");
        }
    }
    for wrong in
        ["+6208123456789", "+62812345", "+62812345678901234", "+628123456789012", "+0812345678"]
    {
        assert!(phone(1, &card()).edit(&set("phone", wrong), NOON).is_err(), "{wrong}");
    }
}

#[test]
fn a_year_that_nobody_can_mean_is_no_date_and_stays_readable() {
    let mut document = phone(1, &card());
    for wrong in ["2926-01-01", "0026-01-01", "1899-12-31", "2101-01-01"] {
        let refused = document.edit(&set("decree_on", wrong), NOON).unwrap_err();
        assert_eq!(refused.reason, Reason::NotADate, "{wrong}");
    }
    write(&mut document, [set("decree_on", "1900-01-01"), set("position_since", "2100-12-31")]);
    document.apply(foreign(|doc| doc.put(ROOT, "service_since", "2926-01-01").unwrap())).unwrap();
    assert_eq!(document.view().at("service_since"), Some(&"2926-01-01".into()));
}
