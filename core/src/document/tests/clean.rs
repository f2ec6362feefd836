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
fn lines_are_cleaned() {
    for Case { kind, typed, clean } in cases() {
        let mut document = phone(1, &note());
        if kind != "line" {
            continue;
        }
        document.edit(&set("title", typed.as_str()), NOON).unwrap();
        let stored = Some(clean.as_str()).filter(|clean| !clean.is_empty()).map(Value::from);
        assert_eq!(document.view().at("title"), stored.as_ref(), "{typed:?}");
    }
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
