//! What may be written into which field.

use super::*;

fn reason(doc: &DocId, path: &str, value: impl Into<Value>) -> Option<Reason> {
    let mut document = phone(1, doc);
    document.edit(&add("agenda", &ulid(1)), NOON).ok();
    document.edit(&add("decisions", &ulid(1)), NOON).ok();
    document.commit(NOON);
    let before = document.view();
    let error = document.edit(&set(path, value), NOON).err()?;
    assert_eq!(error.path, path);
    assert!(!document.pending());
    assert_eq!(document.view(), before);
    Some(error.reason)
}

#[test]
fn a_register_takes_what_is_of_its_kind_and_nothing_else() {
    let order = format!("agenda/{}/order", ulid(1));
    let amount = format!("decisions/{}/amount_rp", ulid(1));
    let here = member(3).to_string();
    let head = "ab".repeat(32);
    let two = format!("{head} {}", "cd".repeat(32));
    let reversed = format!("{} {head}", "cd".repeat(32));
    let long = "a".repeat(121);
    let approval = format!("approvals/{here}");
    for (doc, path, good, bad, why) in [
        (card(), "full_name", &long[1..], long.as_str(), Reason::TooLong { over: 1 }),
        (card(), "decree_on", "2024-02-29", "2023-02-29", Reason::NotADate),
        (card(), "decree_on", "1999-12-31", "1999-13-01", Reason::NotADate),
        (card(), "decree_on", "2026-04-30", "2026-04-31", Reason::NotADate),
        (card(), "decree_on", "2026-04-03", "2026-4-3", Reason::NotADate),
        (card(), "phone", "+6281234567890", "081234567890", Reason::NotAPhone),
        (card(), "phone", "+62812345679", "+62 812", Reason::NotAPhone),
        (card(), "email", "siti@desa.id", "siti@desa", Reason::NotAnEmail),
        (card(), "email", "a@b.c", "a@b@c.d", Reason::NotAnEmail),
        (card(), "position", "sekretaris_desa", "Sekretaris Desa", Reason::UnknownWord),
        (card(), "village_code", "33.02.19.2003", "33.02.19", Reason::NotAVillage),
        (card(), "forum_roles/ketua/from", "2026-01-01", "kemarin", Reason::NotADate),
        (note(), "start", "09:30", "9.30", Reason::NotATime),
        (note(), "end", "23:59", "24:00", Reason::NotATime),
        (note(), "chair", &here, "siti", Reason::NotAMember),
        (note(), &order, "aV", "a0", Reason::NotAnOrder),
        (note(), &approval, &two, &reversed, Reason::NotHeads),
    ] {
        assert_eq!(reason(&doc, path, good), None, "{path}: {good}");
        assert_eq!(reason(&doc, path, bad), Some(why), "{path}: {bad}");
        assert_eq!(reason(&doc, path, 7), Some(Reason::WrongType), "{path}: 7");
    }
    assert_eq!(reason(&note(), &amount, 1_500_000), None);
    assert_eq!(reason(&note(), &amount, -1), Some(Reason::NotRupiah));
    assert_eq!(reason(&note(), &amount, i64::MAX), Some(Reason::NotRupiah));
    assert_eq!(reason(&note(), &amount, Value::Float(1.5)), Some(Reason::WrongType));
    assert_eq!(reason(&note(), &amount, "1500000"), Some(Reason::WrongType));
    assert_eq!(reason(&note(), "title", Value::List(vec![])), Some(Reason::WrongType));
    assert_eq!(reason(&note(), "title", ""), None);
}

#[test]
fn a_path_leads_somewhere_or_is_refused() {
    for (path, why) in [
        ("", Reason::UnknownField),
        ("/", Reason::UnknownField),
        ("nik", Reason::UnknownField),
        ("title/x", Reason::UnknownField),
        ("attendance", Reason::UnknownField),
        ("attendance/siti", Reason::NotAMember),
        ("agenda", Reason::WrongOperation),
        ("body", Reason::WrongOperation),
        ("speakers", Reason::WrongOperation),
        ("agenda/x/title", Reason::NotThere),
    ] {
        assert_eq!(reason(&note(), path, "x"), Some(why), "{path}");
    }
    let mut document = phone(1, &note());
    for (edit, why) in [
        (add("agenda", "one"), Reason::NotAUlid),
        (add("body", &ulid(1)), Reason::WrongOperation),
        (include("speakers", "siti"), Reason::NotAMember),
        (include("title", "x"), Reason::WrongOperation),
        (splice("title", 0, 0, "x"), Reason::WrongOperation),
        (Edit::Increment { path: "title".to_owned(), by: 1 }, Reason::WrongOperation),
        (
            Edit::Settle { path: "title".to_owned(), version: "1@00".to_owned() },
            Reason::UnknownVersion,
        ),
    ] {
        assert_eq!(document.edit(&edit, NOON).unwrap_err().reason, why, "{edit:?}");
    }
    assert!(!document.pending());
}

#[test]
fn a_splice_stays_inside_the_text_and_between_characters() {
    let mut document = phone(1, &note());
    write(&mut document, [splice("body", 0, 0, "a😀b")]);
    for (at, delete, why) in [
        (5, 0, Reason::OutOfRange),
        (3, 2, Reason::OutOfRange),
        (u32::MAX, u32::MAX, Reason::OutOfRange),
        (2, 0, Reason::SplitsCharacter),
        (0, 2, Reason::SplitsCharacter),
        (2, 1, Reason::SplitsCharacter),
    ] {
        let error = document.edit(&splice("body", at, delete, "x"), NOON).unwrap_err();
        assert_eq!(error.reason, why, "{at} {delete}");
    }
    write(&mut document, [splice("body", 1, 2, "🙂"), splice("body", 4, 0, "!")]);
    assert_eq!(text(&document, "body"), "a🙂b!");
    let long = "x".repeat(TEXT_UNITS_MAX);
    let error = document.edit(&splice("body", 0, 0, &long), NOON).unwrap_err();
    assert_eq!(error.reason, Reason::TooLong { over: 4 + 1 });
}

#[test]
fn edits_and_refusals_are_json_as_the_screen_expects() {
    let edit = serde_json::from_str::<Edit>(r#"{"op":"set","path":"phone","value":null}"#);
    assert_eq!(edit.unwrap(), set("phone", Value::Null));
    let edit = r#"{"op":"settle_sentence","path":"body","doubt":"00","choice":"merged"}"#;
    let edit = serde_json::from_str::<Edit>(edit).unwrap();
    assert!(matches!(edit, Edit::SettleSentence { choice: Choice::Merged, .. }));
    let error = phone(1, &card()).edit(&set("phone", "0812"), NOON).unwrap_err();
    let json = serde_json::to_string(&error.reason).unwrap();
    assert_eq!(json, r#"{"reason":"not_a_phone"}"#);
}

#[test]
fn every_edit_reads_back_and_none_with_a_field_missing() {
    let path = || "body".to_owned();
    let key = || ulid(1);
    let edits = [
        set("phone", 7),
        Edit::Set { path: path(), value: Value::List(vec![Value::Bool(true), Value::Float(0.5)]) },
        Edit::Include { path: path(), key: key() },
        Edit::Exclude { path: path(), key: key() },
        Edit::Add { path: path(), key: key() },
        Edit::Increment { path: path(), by: -3 },
        splice("body", 2, 1, "Emoji 😀"),
        Edit::Settle { path: path(), version: "7@00".to_owned() },
        Edit::SettleSentence { path: path(), doubt: "00".to_owned(), choice: Choice::A },
    ];
    for edit in edits {
        let json = serde_json::to_value(&edit).unwrap();
        assert_eq!(serde_json::from_str::<Edit>(&json.to_string()).unwrap(), edit);
        let fields = json.as_object().unwrap();
        for field in fields.keys() {
            let mut less = fields.clone();
            less.remove(field);
            let less = serde_json::to_string(&less).unwrap();
            assert!(serde_json::from_str::<Edit>(&less).is_err(), "{less}");
        }
    }
}
