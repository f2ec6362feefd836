//! Approved minutes that are changed afterwards.

use super::together::pair;
use super::*;

const POINT: &str = "01J00000000000000000000001";
const PROMISE: &str = "01J00000000000000000000002";
const SHEET: &str = "01J00000000000000000000004";

fn minutes() -> [Edit; 5] {
    [
        set("title", "Rapat rutin"),
        set("state", "ditinjau"),
        add("agenda", POINT),
        add("follow_ups", PROMISE),
        set(&format!("follow_ups/{PROMISE}/what"), "Kirim undangan"),
    ]
}

fn state(document: &Document) -> Option<Value> {
    document.view().at("state").cloned()
}

#[test]
fn approved_minutes_fall_back_when_what_they_say_is_changed() {
    let point = |field: &str| format!("agenda/{POINT}/{field}");
    for edit in [
        set("title", "Rapat luar biasa"),
        set(&format!("attendance/{}", member(3)), "hadir"),
        include("speakers", &member(2).to_string()),
        splice(&point("discussion"), 0, 0, "Iuran naik."),
        set(&point("archived_on"), "2026-03-02"),
        set(&format!("follow_ups/{PROMISE}/due_on"), "2026-03-09"),
        add("decisions", "01J00000000000000000000003"),
    ] {
        let (mut one, mut other) = pair(&note(), minutes());
        write(&mut one, [set("state", "disahkan")]);
        send(&mut one, &mut other);
        assert_eq!(state(&other), Some("disahkan".into()));

        write(&mut other, [edit.clone()]);
        send(&mut other, &mut one);
        for phone in [&one, &other] {
            assert_eq!(state(phone), Some("ditinjau".into()), "{edit:?}");
        }
        // as they are now
        write(&mut one, [set("state", "disahkan")]);
        send(&mut one, &mut other);
        for phone in [&one, &other] {
            assert_eq!(state(phone), Some("disahkan".into()), "{edit:?}");
        }
    }
}

#[test]
fn who_changes_minutes_while_they_are_approved_changes_approved_ones() {
    let (mut one, mut other) = pair(&note(), minutes());
    write(&mut one, [set("state", "disahkan")]);
    write(&mut other, [set("place", "Balai desa")]);
    exchange(&mut one, &mut other);
    assert_eq!(one.view(), other.view());
    assert_eq!(state(&one), Some("ditinjau".into()));
    let mut again = phone(3, &note());
    send(&mut one, &mut again);
    assert_eq!(state(&again), Some("ditinjau".into()));
}

#[test]
fn what_was_written_before_and_what_is_no_part_of_the_minutes_leaves_them_approved() {
    let (mut one, mut other) = pair(&note(), minutes());
    one.edit(&set("place", "Balai desa"), NOON).unwrap();
    write(&mut one, [set("state", "disahkan")]);
    send(&mut one, &mut other);
    write(&mut other, [set(&format!("follow_ups/{PROMISE}/state"), "done")]);
    let also = set(&format!("approvals/{}", member(3)), "ab".repeat(32).as_str());
    write(&mut other, [also]);
    // a sheet is signed, and photographed, after that
    let sheet = |field: &str| format!("files/{SHEET}/{field}");
    write(&mut other, [add("files", SHEET), set(&sheet("name"), "Lembar pengesahan")]);
    write(&mut other, [set(&sheet("archived_on"), "2026-03-04")]);
    write(&mut other, [set("archived_on", "2026-03-02")]);
    write(&mut other, [set("archived_on", Value::Null)]);
    send(&mut other, &mut one);
    assert_eq!(state(&one), Some("disahkan".into()));
    // the pending word counts at once, though the history does not have it yet
    write(&mut one, [set("title", "Rapat")]);
    one.edit(&set("state", "disahkan"), NOON).unwrap();
    assert_eq!(state(&one), Some("disahkan".into()));
    one.commit(NOON).unwrap();
    assert_eq!(state(&one), Some("disahkan".into()));
}
