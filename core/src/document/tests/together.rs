//! Two phones write at once: the rows of the table of concurrent edits.

use super::*;
use crate::conflict::Version;

/// Two phones of two members that both have what the first wrote.
pub(super) fn pair(doc: &DocId, edits: impl IntoIterator<Item = Edit>) -> (Document, Document) {
    let (mut one, mut other) = (phone(1, doc), phone(2, doc));
    write(&mut one, edits);
    send(&mut one, &mut other);
    (one, other)
}

fn versions(document: &Document, path: &str) -> Vec<Version> {
    let view = document.view();
    let conflict = view.conflicts.iter().find(|conflict| conflict.path == path);
    conflict.map(|conflict| conflict.versions.clone()).unwrap_or_default()
}

#[test]
fn row_1_different_fields_of_one_card_are_both_kept() {
    let (mut one, mut other) = pair(&card(), [set("full_name", "Siti")]);
    write(&mut one, [set("phone", "+62812345679")]);
    write(&mut other, [set("email", "siti@desa.id")]);
    exchange(&mut one, &mut other);
    assert_eq!(one.view(), other.view());
    assert_eq!(one.view().at("phone"), Some(&"+62812345679".into()));
    assert_eq!(one.view().at("email"), Some(&"siti@desa.id".into()));
    assert_eq!(one.view().conflicts, []);
}

#[test]
fn row_2_different_values_of_one_field_are_both_kept_with_who_and_when() {
    let (mut one, mut other) = pair(&card(), [set("phone", "+62811111119")]);
    one.edit(&set("phone", "+62822222229"), NOON).unwrap();
    one.commit(NOON + 10).unwrap();
    other.edit(&set("phone", "+62833333339"), NOON).unwrap();
    other.commit(NOON + 5).unwrap();
    exchange(&mut one, &mut other);

    assert_eq!(one.view(), other.view());
    let both = versions(&one, "phone");
    assert_eq!(both.len(), 2);
    assert!(both[0].winner && !both[1].winner);
    assert_eq!(one.view().at("phone"), Some(&both[0].value));
    let of = |number: u8| both.iter().find(|v| v.member == Some(member(number))).unwrap();
    assert_eq!((&of(1).value, of(1).at), (&"+62822222229".into(), Some(NOON + 10)));
    assert_eq!((&of(2).value, of(2).at), (&"+62833333339".into(), Some(NOON + 5)));
    assert_eq!(of(2).device, Some(DeviceId([2; 8])));

    for chosen in [0, 1] {
        let (id, value) = (both[chosen].id.clone(), both[chosen].value.clone());
        let mut third = phone(3, &card());
        send(&mut one, &mut third);
        write(&mut third, [Edit::Settle { path: "phone".to_owned(), version: id }]);
        assert_eq!(third.view().conflicts, []);
        assert_eq!(third.view().at("phone"), Some(&value));
    }
}

#[test]
fn clearing_a_field_while_another_changes_it_is_asked_about() {
    let (mut one, mut other) = pair(&card(), [set("phone", "+62811111119")]);
    write(&mut one, [set("phone", Value::Null)]);
    write(&mut other, [set("phone", "+62833333339")]);
    exchange(&mut one, &mut other);
    let values: Vec<Value> = versions(&one, "phone").into_iter().map(|v| v.value).collect();
    assert_eq!(values.len(), 2);
    assert!(values.contains(&Value::Null) && values.contains(&"+62833333339".into()));
}

#[test]
fn row_3_the_same_value_from_two_people_is_one() {
    let (mut one, mut other) = pair(&card(), [set("phone", "+62811111119")]);
    write(&mut one, [set("phone", "+62822222229")]);
    write(&mut other, [set("phone", "+62822222229")]);
    exchange(&mut one, &mut other);
    assert_eq!(one.view(), other.view());
    assert_eq!(one.view().conflicts, []);
    assert_eq!(one.view().at("phone"), Some(&"+62822222229".into()));
}

#[test]
fn row_6_attendance_has_one_key_per_member_and_asks_only_if_two_people_disagree() {
    let (mut one, mut other) = pair(&note(), [set("form", "notulensi")]);
    let at = |number: u8| format!("attendance/{}", member(number));
    write(&mut one, [set(&at(1), "hadir"), set(&at(2), "hadir"), set(&at(3), "hadir")]);
    write(&mut other, [set(&at(2), "hadir"), set(&at(3), "izin"), set(&at(4), "sakit")]);
    exchange(&mut one, &mut other);
    assert_eq!(one.view(), other.view());
    let Some(Value::Map(attendance)) = one.view().at("attendance").cloned() else {
        panic!("attendance is a map");
    };
    assert_eq!(attendance.len(), 4);
    let paths: Vec<String> = one.view().conflicts.into_iter().map(|c| c.path).collect();
    assert_eq!(paths, [at(3)]);
}

#[test]
fn a_key_added_by_one_and_removed_by_another_stays() {
    let (mut one, mut other) = pair(&note(), [include("speakers", &member(1).to_string())]);
    let speaker = member(1).to_string();
    let out = |key: &str| Edit::Exclude { path: "speakers".to_owned(), key: key.to_owned() };
    write(&mut one, [out(&speaker)]);
    write(&mut other, [out(&speaker)]);
    write(&mut other, [include("speakers", &speaker), include("speakers", &member(2).to_string())]);
    exchange(&mut one, &mut other);
    let both = Value::List(vec![speaker.as_str().into(), member(2).to_string().as_str().into()]);
    assert_eq!(one.view().at("speakers"), Some(&both));
    assert_eq!(one.view(), other.view());
}

#[test]
fn row_8_different_points_and_paragraphs_merge_without_a_question() {
    let (first, second) = (ulid(1), ulid(2));
    let discussion = |key: &str| format!("agenda/{key}/discussion");
    let (mut one, mut other) = pair(
        &note(),
        [
            add("agenda", &first),
            add("agenda", &second),
            splice("body", 0, 0, "Satu tetap.\n\nDua tetap. Tiga tetap."),
        ],
    );
    write(&mut one, [splice(&discussion(&first), 0, 0, "Anggaran.")]);
    write(&mut other, [splice(&discussion(&second), 0, 0, "Jalan desa.")]);
    rewrite(&mut one, "body", "Satu tetap", "Satu berubah");
    rewrite(&mut other, "body", "Tiga tetap", "Tiga berubah");
    // whole sentences put at the same place, and at the edges of one that another changes
    rewrite(&mut one, "body", "Dua tetap.", "Dua tetap. Dari satu.");
    rewrite(&mut other, "body", "Dua tetap.", "Dua tetap. Dari dua.");
    exchange(&mut one, &mut other);
    assert_eq!(one.view(), other.view());
    assert_eq!(one.view().doubts, []);
    let body = text(&one, "body");
    for sentence in ["Satu berubah.", "Dua tetap.", "Dari satu.", "Dari dua.", "Tiga berubah."] {
        assert!(body.contains(sentence), "{body}");
    }
}

#[test]
fn row_11_points_that_two_people_move_have_one_order() {
    let (mut one, mut other) = pair(&note(), [add("agenda", &ulid(1)), add("agenda", &ulid(2))]);
    let order = |number: u8| format!("agenda/{}/order", ulid(number));
    write(&mut one, [set(&order(1), "a0V"), set(&order(2), "a1")]);
    send(&mut one, &mut other);
    write(&mut one, [set(&order(1), "a2")]);
    write(&mut other, [set(&order(2), "a0F")]);
    exchange(&mut one, &mut other);
    assert_eq!(one.view(), other.view());
    assert_eq!(one.view().at(&order(1)), Some(&"a2".into()));
    assert_eq!(one.view().at(&order(2)), Some(&"a0F".into()));
    let Some(Value::Map(agenda)) = one.view().at("agenda").cloned() else {
        panic!("the agenda is a map");
    };
    assert_eq!(agenda.len(), 2, "moving never makes a second copy");
}
