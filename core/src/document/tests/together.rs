//! Two phones write at once: the rows of the table of concurrent edits.

use super::*;
use crate::conflict::Version;

/// Two phones of two members that both have what the first wrote.
fn pair(doc: &DocId, edits: impl IntoIterator<Item = Edit>) -> (Document, Document) {
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
    write(&mut one, [set("phone", "+6281234567")]);
    write(&mut other, [set("email", "siti@desa.id")]);
    exchange(&mut one, &mut other);
    assert_eq!(one.view(), other.view());
    assert_eq!(one.view().at("phone"), Some(&"+6281234567".into()));
    assert_eq!(one.view().at("email"), Some(&"siti@desa.id".into()));
    assert_eq!(one.view().conflicts, []);
}

#[test]
fn row_2_different_values_of_one_field_are_both_kept_with_who_and_when() {
    let (mut one, mut other) = pair(&card(), [set("phone", "+6281111111")]);
    one.edit(&set("phone", "+6282222222"), NOON).unwrap();
    one.commit(NOON + 10).unwrap();
    other.edit(&set("phone", "+6283333333"), NOON).unwrap();
    other.commit(NOON + 5).unwrap();
    exchange(&mut one, &mut other);

    assert_eq!(one.view(), other.view());
    let both = versions(&one, "phone");
    assert_eq!(both.len(), 2);
    assert!(both[0].winner && !both[1].winner);
    assert_eq!(one.view().at("phone"), Some(&both[0].value));
    let of = |number: u8| both.iter().find(|v| v.member == Some(member(number))).unwrap();
    assert_eq!((&of(1).value, of(1).at), (&"+6282222222".into(), Some(NOON + 10)));
    assert_eq!((&of(2).value, of(2).at), (&"+6283333333".into(), Some(NOON + 5)));
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
    let (mut one, mut other) = pair(&card(), [set("phone", "+6281111111")]);
    write(&mut one, [set("phone", Value::Null)]);
    write(&mut other, [set("phone", "+6283333333")]);
    exchange(&mut one, &mut other);
    let values: Vec<Value> = versions(&one, "phone").into_iter().map(|v| v.value).collect();
    assert_eq!(values.len(), 2);
    assert!(values.contains(&Value::Null) && values.contains(&"+6283333333".into()));
}

#[test]
fn row_3_the_same_value_from_two_people_is_one() {
    let (mut one, mut other) = pair(&card(), [set("phone", "+6281111111")]);
    write(&mut one, [set("phone", "+6282222222")]);
    write(&mut other, [set("phone", "+6282222222")]);
    exchange(&mut one, &mut other);
    assert_eq!(one.view(), other.view());
    assert_eq!(one.view().conflicts, []);
    assert_eq!(one.view().at("phone"), Some(&"+6282222222".into()));
}

#[test]
fn row_4_archiving_does_not_hide_what_another_changed_meanwhile() {
    let (mut one, mut other) = pair(&card(), [set("full_name", "Siti")]);
    one.edit(&set("archived_on", "2026-09-21"), NOON).unwrap();
    one.commit(NOON + 1).unwrap();
    assert_eq!(one.view().after_archive, None);
    write(&mut other, [set("full_name", "Siti Aminah")]);
    exchange(&mut one, &mut other);

    let expected = AfterArchive {
        archived_by: Some(member(1)),
        archived_at: NOON + 1,
        edited_by: Some(member(2)),
    };
    assert_eq!(one.view().after_archive, Some(expected));
    assert_eq!(one.view(), other.view());
    assert_eq!(one.view().at("full_name"), Some(&"Siti Aminah".into()));

    // restored
    let mut third = phone(3, &card());
    send(&mut one, &mut third);
    write(&mut third, [set("archived_on", Value::Null)]);
    assert_eq!(third.view().after_archive, None);
    assert_eq!(third.view().at("archived_on"), None);
    // or archived all the same, on the same day
    write(&mut other, [set("archived_on", "2026-09-21")]);
    assert_eq!(other.view().after_archive, None);
    assert_eq!(other.view().at("archived_on"), Some(&"2026-09-21".into()));
}

#[test]
fn changing_what_one_knows_to_be_archived_is_no_question() {
    let (mut one, mut other) = pair(&card(), [set("full_name", "Siti")]);
    write(&mut one, [set("archived_on", "2026-09-21")]);
    send(&mut one, &mut other);
    write(&mut other, [set("full_name", "Siti Aminah")]);
    send(&mut other, &mut one);
    assert_eq!(one.view().after_archive, None);
}

#[test]
fn two_people_who_archive_at_once_are_not_asked() {
    let (mut one, mut other) = pair(&card(), [set("full_name", "Siti")]);
    write(&mut one, [set("archived_on", "2026-09-21")]);
    write(&mut other, [set("full_name", "Siti Aminah")]);
    write(&mut other, [set("archived_on", "2026-09-22")]);
    exchange(&mut one, &mut other);
    assert_eq!(one.view().after_archive, None);
    assert_eq!(versions(&one, "archived_on").len(), 2);
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

const BUDGET: &str = "Dibuka pukul 09.00. Anggaran disepakati Rp 1.500.000 dari ADD. Ditutup doa.";

#[test]
fn row_9_a_sentence_that_two_people_changed_is_shown_in_all_its_versions() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
    rewrite(&mut one, "body", "1.500.000", "1.750.000");
    rewrite(&mut other, "body", "1.500.000", "2.500.000");
    let found = send(&mut one, &mut other);
    send(&mut other, &mut one);

    assert_eq!(found.doubts, 1);
    assert_eq!(one.view(), other.view());
    let [doubt] = &one.view().doubts[..] else {
        panic!("one sentence is in doubt");
    };
    assert_eq!(doubt.path, "body");
    assert_eq!(doubt.base, "Anggaran disepakati Rp 1.500.000 dari ADD.");
    assert_eq!(doubt.a, "Anggaran disepakati Rp 1.750.000 dari ADD.");
    assert_eq!(doubt.b, "Anggaran disepakati Rp 2.500.000 dari ADD.");
    assert_eq!((doubt.a_member, doubt.b_member), (Some(member(1)), Some(member(2))));
    assert!(text(&one, "body").contains(&doubt.merged));
    assert!(doubt.merged != doubt.a && doubt.merged != doubt.b);

    for (choice, chosen) in
        [(Choice::A, &doubt.a), (Choice::B, &doubt.b), (Choice::Merged, &doubt.merged)]
    {
        let saved = one.save();
        let mut again = Document::load(note(), replica(7), member(1), Some(&saved), []).unwrap();
        again.set_doubts(one.doubts().to_vec());
        assert_eq!(again.view(), one.view());
        let settle =
            Edit::SettleSentence { path: "body".to_owned(), doubt: doubt.id.clone(), choice };
        again.edit(&settle, NOON).unwrap();
        assert_eq!(again.view().doubts, [], "{choice:?}");
        let expected = format!("Dibuka pukul 09.00. {chosen} Ditutup doa.");
        assert_eq!(text(&again, "body"), expected);
        again.commit(NOON);
        // and it is gone for the others, or asked again only where it stands as it was merged
        send(&mut again, &mut other);
        if choice == Choice::A {
            assert_eq!(other.view().doubts, []);
            break;
        }
    }
}

#[test]
fn a_sentence_let_stand_as_merged_is_not_asked_again() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
    rewrite(&mut one, "body", "1.500.000", "1.750.000");
    rewrite(&mut other, "body", "1.500.000", "2.500.000");
    exchange(&mut one, &mut other);
    let doubt = one.view().doubts[0].id.clone();
    let settle = |doubt: &str| Edit::SettleSentence {
        path: "body".to_owned(),
        doubt: doubt.to_owned(),
        choice: Choice::Merged,
    };
    one.edit(&settle(&doubt), NOON).unwrap();
    let unknown = one.edit(&settle("0000000000000000"), NOON).unwrap_err();
    assert_eq!(unknown.reason, Reason::UnknownDoubt);
    rewrite(&mut other, "body", "Ditutup doa", "Ditutup");
    send(&mut other, &mut one);
    assert_eq!(one.view().doubts, []);
    assert_eq!(other.view().doubts.len(), 1, "the other has not been asked yet");
    let kept = one.doubts().to_vec();
    let mut again = Document::load(note(), replica(7), member(1), Some(&one.save()), []).unwrap();
    again.set_doubts(kept);
    assert_eq!(again.view().doubts, []);
}

#[test]
fn a_choice_that_contains_what_was_merged_settles_it_for_everybody() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, "Rapat besok pagi")]);
    rewrite(&mut one, "body", " besok", "");
    rewrite(&mut other, "body", " pagi", "");
    exchange(&mut one, &mut other);
    let doubt = one.view().doubts[0].clone();
    assert_eq!(doubt.merged, "Rapat");
    assert_eq!(other.view().doubts.len(), 1);
    let (path, choice) = (doubt.path, Choice::B);
    one.edit(&Edit::SettleSentence { path, doubt: doubt.id, choice }, NOON).unwrap();
    send(&mut one, &mut other);
    assert_eq!(text(&other, "body"), "Rapat pagi");
    assert_eq!(one.view().doubts, []);
    assert_eq!(other.view().doubts, []);
}

#[test]
fn a_third_phone_finds_the_same_doubt_in_whatever_order_it_is_told() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
    let mut ground = phone(3, &note());
    send(&mut one, &mut ground);
    let ground = ground.save();
    rewrite(&mut one, "body", "1.500.000", "1.750.000");
    rewrite(&mut other, "body", "09.00", "09.30");
    rewrite(&mut other, "body", "1.500.000", "2.500.000");
    let (from_one, from_other) = (one.heads(), other.heads());
    exchange(&mut one, &mut other);
    let expected = one.view().doubts;
    assert_eq!(expected.len(), 1);
    // the second has gone on writing before anybody hears of it
    let told: Vec<Change> = one.changes_since(&from_other);
    let own: Vec<Change> = one.changes_since(&from_one);
    write(&mut other, [set("title", "Rapat")]);
    let all = other.changes_since(&[]);
    let last = all.last().unwrap().clone();

    for order in [
        vec![told.clone(), own.clone(), vec![last.clone()]],
        vec![own[..1].to_vec(), told.clone(), own[1..].to_vec(), vec![last.clone()]],
        vec![own.clone(), told.iter().cloned().chain([last.clone()]).collect()],
        vec![told, own.into_iter().chain([last]).collect()],
    ] {
        let mut third = Document::load(note(), replica(3), member(3), Some(&ground), []).unwrap();
        for changes in order {
            third.apply(changes).unwrap();
        }
        assert_eq!(third.view().doubts, expected);
        assert_eq!(third.view(), other.view());
    }
}

#[test]
fn an_author_hears_of_a_doubt_that_another_found_and_wrote_on_from() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
    rewrite(&mut one, "body", "1.500.000", "1.750.000");
    rewrite(&mut other, "body", "1.500.000", "2.500.000");
    send(&mut one, &mut other);
    rewrite(&mut other, "body", "Ditutup doa", "Ditutup");
    send(&mut other, &mut one);
    assert_eq!(one.heads().len(), 1);
    assert_eq!(one.view().doubts.len(), 1);
    assert_eq!(one.view(), other.view());
}

#[test]
fn three_people_in_one_sentence_leave_it_in_doubt_on_every_phone() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
    let mut third = phone(3, &note());
    send(&mut one, &mut third);
    rewrite(&mut one, "body", "1.500.000", "1.750.000");
    rewrite(&mut other, "body", "1.500.000", "2.500.000");
    rewrite(&mut third, "body", "dari ADD", "dari PAD");
    exchange(&mut one, &mut other);
    exchange(&mut other, &mut third);
    exchange(&mut one, &mut third);
    let mut sorted = [&one, &other, &third].map(|document| {
        let mut doubts = document.view().doubts;
        doubts.sort_by(|one, other| one.id.cmp(&other.id));
        doubts
    });
    assert_eq!(sorted[0].len(), 3);
    sorted.rotate_left(1);
    assert_eq!(sorted[0], sorted[1]);
    assert_eq!(sorted[1], sorted[2]);
}

#[test]
fn a_doubt_found_while_typing_in_a_pinned_field_is_the_same_for_both() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
    one.shown("body", &one.heads()).unwrap();
    rewrite(&mut other, "body", "1.500.000", "2.500.000");
    send(&mut other, &mut one);
    let at = u32::try_from(BUDGET.find("500.000").unwrap()).unwrap();
    one.edit(&splice("body", at, 3, "750"), NOON).unwrap();
    assert_eq!(one.view().doubts, []);
    one.commit(NOON).unwrap();
    send(&mut one, &mut other);
    assert_eq!(one.view().doubts.len(), 1);
    assert_eq!(one.view(), other.view());
}

#[test]
fn a_phone_that_is_new_to_a_note_is_not_asked_about_its_past() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
    rewrite(&mut one, "body", "1.500.000", "1.750.000");
    rewrite(&mut other, "body", "1.500.000", "2.500.000");
    exchange(&mut one, &mut other);
    let mut early = phone(3, &note());
    early.merge_snapshot(&one.save()).unwrap();
    assert_eq!(early.view().doubts, one.view().doubts, "two heads are still open");
    write(&mut one, [set("title", "Rapat")]);
    let mut late = phone(4, &note());
    late.merge_snapshot(&one.save()).unwrap();
    assert_eq!(late.view().doubts, []);
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
