//! An edit is made as a whole or not at all, and whatever is made passes the relay.

use proptest::prelude::*;

use super::*;
use crate::document::{Choice, RECORDS_MAX, TEXT_UNITS_MAX, View};

const NOW_S: i64 = 1_764_000_000;
const POINT: &str = "agenda/00000000200000000000000001";
const DISCUSSION: &str = "agenda/00000000200000000000000001/discussion";

fn body(at: usize, delete: usize, insert: &str) -> Edit {
    let [at, delete] = [at, delete].map(|units| u32::try_from(units).unwrap());
    Edit::Splice { path: "body".to_owned(), at, delete, insert: insert.to_owned() }
}

/// Edits without a pause; gives the refusal.
fn edit(phone: &mut Phone, edit: Edit) -> Result<(), EditError> {
    phone.load(&note());
    let effects = phone.replica.edit(&note(), edit, NOW_S)?;
    phone.perform(effects);
    Ok(())
}

fn commit(phone: &mut Phone) {
    let effects = phone.replica.commit(&note(), NOW_S);
    phone.perform(effects);
}

/// What the disk gives back when the page is opened again.
fn from_disk(phone: &Phone) -> View {
    let mut again = Phone::new(phone.me.device.0[0], phone.me.role);
    again.ledgers = phone.ledgers.clone();
    again.chunks = phone.chunks.clone();
    again.snapshots = phone.snapshots.clone();
    again.restart(99);
    again.load(&note());
    again.replica.view(&note()).unwrap()
}

/// Screen, core and disk say the same, every chunk on the disk passes the relay's reader, and the
/// relay takes and hands on all of it.
fn agree(phone: &mut Phone, other: &mut Phone, forum: &mut Forum) {
    commit(phone);
    phone.load(&note());
    for chunk in phone.chunks[&note()].values() {
        assert!(chunk::unpack(chunk).is_ok(), "the relay's reader refuses what was made");
    }
    let screen = phone.replica.view(&note()).unwrap();
    assert_eq!(from_disk(phone).fields, screen.fields);
    phone.connect(forum);
    other.connect(forum);
    forum.settle(&mut [phone, other]);
    assert_eq!(forum.quarantined, 0, "the relay refuses what was made");
    assert_eq!(phone.ledgers[&note()].unsent, 0);
    other.load(&note());
    assert_eq!(other.replica.view(&note()).unwrap().fields, screen.fields);
    [phone, other].into_iter().for_each(|phone| phone.disconnect(forum));
}

fn two() -> (Phone, Phone, Forum) {
    (Phone::new(1, Role::Member), Phone::new(2, Role::Member), Forum::new())
}

#[test]
fn a_whole_body_is_replaced_by_another() {
    let (mut phone, mut other, mut forum) = two();
    edit(&mut phone, body(0, 0, &"Musyawarah 🌾 desa\n".repeat(4_200))).unwrap();
    let units = phone.field(&note(), "body").encode_utf16().count();
    assert!(units > 71_400);
    edit(&mut phone, body(0, units, &"Rapat desa 😀.\n".repeat(6_000))).unwrap();
    agree(&mut phone, &mut other, &mut forum);
    edit(&mut phone, body(0, 90_000, "")).unwrap();
    assert_eq!(phone.field(&note(), "body"), "");
    agree(&mut phone, &mut other, &mut forum);
}

#[test]
fn a_paste_that_is_too_long_leaves_what_was_there_and_all_that_is_written_later() {
    let (mut phone, mut other, mut forum) = two();
    edit(&mut phone, body(0, 0, &"Musyawarah desa. ".repeat(4_000))).unwrap();
    commit(&mut phone);
    edit(&mut phone, body(0, 0, "Hari ini: ")).unwrap();
    let before = phone.replica.view(&note()).unwrap();
    let paste = "x".repeat(TEXT_UNITS_MAX);
    assert!(edit(&mut phone, body(10, 3, &paste)).is_err());
    assert_eq!(phone.replica.view(&note()).unwrap().fields, before.fields);
    edit(&mut phone, body(10, 0, "sesudahnya ")).unwrap();
    commit(&mut phone);
    assert!(phone.field(&note(), "body").starts_with("Hari ini: sesudahnya Musyawarah"));
    agree(&mut phone, &mut other, &mut forum);
}

#[test]
fn what_is_written_without_a_pause_is_cut_into_changes_that_the_relay_takes() {
    let (mut phone, mut other, mut forum) = two();
    let long = "ꦱꦸꦫꦠ".repeat(40);
    for count in 0..400 {
        let value = Value::from(format!("{count} {long}").as_str());
        edit(&mut phone, Edit::Set { path: "place".to_owned(), value }).unwrap();
        edit(&mut phone, body(0, 0, &long)).unwrap();
        edit(&mut phone, body(0, 100, "")).unwrap();
    }
    agree(&mut phone, &mut other, &mut forum);
}

#[test]
fn a_text_that_two_people_made_too_long_can_be_made_shorter() {
    let (mut phone, mut other, mut forum) = two();
    edit(&mut phone, body(0, 0, &"a".repeat(60_000))).unwrap();
    edit(&mut other, body(0, 0, &"b".repeat(60_000))).unwrap();
    commit(&mut other);
    agree_at_last(&mut phone, &mut other, &mut forum);
    assert!(edit(&mut phone, body(0, 0, "c")).is_err());
    edit(&mut phone, body(0, 10, "")).unwrap();
    edit(&mut phone, body(0, 3, "ccc")).unwrap();
    agree(&mut phone, &mut other, &mut forum);
}

#[test]
fn two_lists_that_people_filled_apart_meet() {
    let (mut phone, mut other, mut forum) = two();
    for (person, by) in [&mut phone, &mut other].into_iter().enumerate() {
        by.load(&note());
        for number in 0..RECORDS_MAX {
            let key = Ulid::new(person as u64, number as u128).to_string();
            let edit = Edit::Add { path: "decisions".to_owned(), key };
            let mut effects = by.replica.edit(&note(), edit, NOW_S).unwrap();
            // nobody looks at all four thousand screens
            effects.retain(|effect| !matches!(effect, Effect::Show(_)));
            by.perform(effects);
        }
        let more = Edit::Add { path: "decisions".to_owned(), key: Ulid::new(9, 9).to_string() };
        assert!(by.replica.edit(&note(), more, NOW_S).is_err());
    }
    agree_at_last(&mut phone, &mut other, &mut forum);
    let Some(Value::Map(all)) = phone.replica.view(&note()).unwrap().at("decisions").cloned()
    else {
        panic!("the list is gone");
    };
    assert_eq!(all.len(), 2 * RECORDS_MAX);
}

/// Both have written.
fn agree_at_last(one: &mut Phone, other: &mut Phone, forum: &mut Forum) {
    commit(one);
    commit(other);
    one.connect(forum);
    other.connect(forum);
    forum.settle(&mut [one, other]);
    one.disconnect(forum);
    other.disconnect(forum);
    agree(one, other, forum);
}

#[derive(Debug, Clone)]
enum Step {
    Edit(Edit),
    /// By shares of what is there, so that it fits more often than not.
    Splice {
        path: &'static str,
        at: f64,
        delete: f64,
        insert: String,
    },
    Settle(Choice),
    Commit,
    Shown(&'static str),
    Foreign {
        at: f64,
        insert: String,
    },
    Restart,
}

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof!["[a-z .😀\n]{0,8}", Just("ꦲꦤ🇮🇩 Rp 1.000".to_owned())];
    let times = prop_oneof![8 => 0..3_usize, 3 => 50..200_usize, 1 => 1_000..5_000_usize];
    (piece, times).prop_map(|(piece, times)| piece.repeat(times))
}

fn steps() -> impl Strategy<Value = Step> {
    let set = |path: &str, value: Value| Edit::Set { path: path.to_owned(), value };
    let key = |key: &str| Edit::Add { path: "agenda".to_owned(), key: key.to_owned() };
    let registers = prop_oneof![
        "[a-c]{0,230}".prop_map(move |text| set("title", Value::from(text.as_str()))),
        "[a-c]".prop_map(move |text| set(&format!("{POINT}/title"), Value::from(text.as_str()))),
        Just(set("date", Value::from("2026-02-30"))),
        Just(set("start", Value::from(7))),
        Just(set("nowhere", Value::from("x"))),
        Just(key(&POINT[7..])),
        Just(key("one")),
        Just(Edit::Include { path: "speakers".to_owned(), key: "siti".to_owned() }),
        Just(Edit::Settle { path: "title".to_owned(), version: "9@00".to_owned() }),
    ];
    let path = prop_oneof![3 => Just("body"), 1 => Just(DISCUSSION)];
    prop_oneof![
        3 => registers.prop_map(Step::Edit),
        6 => (path.clone(), 0.0..1.1_f64, prop_oneof![2 => Just(0.0), 1 => 0.0..1.1_f64], texts())
            .prop_map(|(path, at, delete, insert)| Step::Splice { path, at, delete, insert }),
        1 => prop_oneof![Just(Choice::A), Just(Choice::B)].prop_map(Step::Settle),
        2 => Just(Step::Commit),
        2 => path.prop_map(Step::Shown),
        3 => (0.0..1.0_f64, texts()).prop_map(|(at, insert)| Step::Foreign { at, insert }),
        1 => Just(Step::Restart),
    ]
}

fn share(of: usize, share: f64) -> usize {
    (of as f64 * share) as usize
}

fn take(step: Step, phone: &mut Phone, foreign: &mut Phone, starts: &mut u8) {
    let before = phone.replica.view(&note());
    let length = |phone: &mut Phone, path| {
        phone.load(&note());
        let view = phone.replica.view(&note());
        let text = view.and_then(|view| Some(view.at(path)?.as_str()?.encode_utf16().count()));
        text.unwrap_or(0)
    };
    let done = match step {
        Step::Edit(one) => edit(phone, one),
        Step::Splice { path, at, delete, insert } => {
            let units = length(phone, path);
            let Edit::Splice { at, delete, insert, .. } =
                body(share(units, at), share(units, delete), &insert)
            else {
                unreachable!()
            };
            edit(phone, Edit::Splice { path: path.to_owned(), at, delete, insert })
        }
        Step::Settle(choice) => {
            let view = phone.replica.view(&note()).into_iter();
            let Some(doubt) = view.flat_map(|view| view.doubts).next() else {
                return;
            };
            edit(phone, Edit::SettleSentence { path: doubt.path, doubt: doubt.id, choice })
        }
        Step::Commit => return commit(phone),
        Step::Shown(path) => {
            let heads = phone.replica.view(&note()).map(|view| view.heads).unwrap_or_default();
            let effects = phone.replica.shown(&note(), path, &heads);
            return phone.perform(effects);
        }
        Step::Foreign { at, insert } => {
            let at = share(length(foreign, "body"), at);
            let _ = edit(foreign, body(at, 0, &insert));
            commit(foreign);
            return;
        }
        Step::Restart => {
            commit(phone);
            *starts += 1;
            return phone.restart(*starts);
        }
    };
    if done.is_err()
        && let Some(before) = before
    {
        assert_eq!(phone.replica.view(&note()).unwrap().fields, before.fields);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_edited_or_refused_passes_the_relay_and_comes_back_from_the_disk(
        rounds in proptest::collection::vec(proptest::collection::vec(steps(), 1..14), 1..4),
    ) {
        let (mut phone, mut other, mut forum) = two();
        let mut starts = 1;
        edit(&mut phone, body(0, 0, "Rapat. ")).unwrap();
        for round in rounds {
            for step in round {
                take(step, &mut phone, &mut other, &mut starts);
            }
            agree_at_last(&mut phone, &mut other, &mut forum);
        }
    }
}

#[test]
fn a_phone_that_is_new_asks_what_the_others_are_asked() {
    let (mut phone, mut other, mut forum) = two();
    for (one, said) in [(&mut phone, "61 orang hadir"), (&mut other, "Dana Rp 75.000.")] {
        edit(one, body(0, 0, said)).unwrap();
        commit(one);
    }
    for _ in 0..2 {
        phone.connect(&mut forum);
        other.connect(&mut forum);
        forum.settle(&mut [&mut phone, &mut other]);
        [&mut phone, &mut other].into_iter().for_each(|one| one.disconnect(&mut forum));
    }
    let asked = phone.replica.view(&note()).unwrap().doubts;
    assert_eq!(asked.len(), 1);
    // it gets the note whole, as one snapshot
    let mut late = Phone::new(3, Role::Member);
    late.connect(&mut forum);
    forum.settle(&mut [&mut late]);
    assert_eq!(late.replica.view(&note()).unwrap().doubts, asked);
}
