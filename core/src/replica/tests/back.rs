//! What was written last is taken back and done again, and all of it passes the relay.

use proptest::prelude::*;

use super::*;
use crate::rehearsal::member;

const DAY: &str = "2026-11-30";
const POINT: &str = "agenda/00000000200000000000000001";

fn fields(phone: &Phone) -> std::collections::BTreeMap<String, Value> {
    phone.replica.view(&note()).map(|view| view.fields).unwrap_or_default()
}

fn edits() -> impl Strategy<Value = Edit> {
    let text =
        |path: &'static str| {
            (0..30_u32, 0..6_u32, "[a-z😀 ]{0,8}").prop_map(move |(at, delete, insert)| {
                Edit::Splice { path: path.to_owned(), at, delete, insert }
            })
        };
    let set = |path: &'static str, value: &str| Edit::Set {
        path: path.to_owned(),
        value: Value::from(value),
    };
    let key = || member(9).to_string();
    prop_oneof![
        4 => text("body"),
        2 => "[a-c]{0,2}".prop_map(move |value| set("title", &value)),
        1 => Just(Edit::Add { path: "agenda".to_owned(), key: POINT[7..].to_owned() }),
        1 => "[a-c]{0,2}".prop_map(move |value| Edit::Set {
            path: format!("{POINT}/title"),
            value: Value::from(value.as_str()),
        }),
        1 => Just(Edit::Include { path: "speakers".to_owned(), key: key() }),
        1 => Just(Edit::Exclude { path: "speakers".to_owned(), key: key() }),
        1 => (1..4_i64).prop_map(|by| Edit::Increment { path: "guests".to_owned(), by }),
        1 => Just(set("state", "disahkan")),
        1 => Just(set("state", "draf")),
    ]
}

/// What a person sees: an empty value and none are the same, and so are a record put away and none.
fn seen(fields: &std::collections::BTreeMap<String, Value>) -> String {
    let mut fields = fields.clone();
    fields.retain(|_, value| !matches!(value, Value::Text(text) if text.is_empty()));
    if let Some(Value::Map(points)) = fields.get_mut("agenda") {
        points.retain(|_, point| point.at("archived_on").is_none());
    }
    fields.retain(|_, value| match value {
        Value::Map(map) => !map.is_empty(),
        Value::List(list) => !list.is_empty(),
        Value::Int(count) => *count != 0,
        _ => true,
    });
    format!("{fields:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn alone_every_step_leads_back_and_on_again(
        edits in proptest::collection::vec(edits(), 1..12),
    ) {
        let mut phone = Phone::new(1, Role::Organiser);
        let mut seen_after = vec![seen(&fields(&phone))];
        for edit in edits {
            // approved minutes that were changed stay so, whatever they say now
            if edit.path() == "state" {
                continue;
            }
            if let Ok(effects) = phone.replica.edit(&note(), edit, 1) {
                phone.perform(effects);
            }
            let effects = phone.replica.commit(&note(), 1);
            phone.perform(effects);
            let now = seen(&fields(&phone));
            if seen_after.last() != Some(&now) {
                seen_after.push(now);
            }
        }
        let mut back = vec![seen(&fields(&phone))];
        while phone.replica.steps(&note()).0 {
            let effects = phone.replica.undo(&note(), DAY, 2).unwrap();
            phone.perform(effects);
            let now = seen(&fields(&phone));
            if back.last() != Some(&now) {
                back.push(now);
            }
        }
        back.reverse();
        prop_assert_eq!(&back, &seen_after);
        let mut again = vec![seen(&fields(&phone))];
        while phone.replica.steps(&note()).1 {
            let effects = phone.replica.redo(&note(), DAY, 3).unwrap();
            phone.perform(effects);
            let now = seen(&fields(&phone));
            if again.last() != Some(&now) {
                again.push(now);
            }
        }
        prop_assert_eq!(&again, &seen_after);
    }

    #[test]
    fn two_who_take_back_and_go_on_end_equal_and_nothing_is_refused(
        steps in proptest::collection::vec((any::<bool>(), 0..4_u8, edits()), 1..25),
    ) {
        let (mut siti, mut budi) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Member));
        let mut forum = Forum::new();
        [&mut siti, &mut budi].into_iter().for_each(|phone| phone.connect(&mut forum));
        for (first, what, edit) in steps {
            // nobody draws the name of a record that somebody else has drawn
            if !first && matches!(edit, Edit::Add { .. }) {
                continue;
            }
            let phone = if first { &mut siti } else { &mut budi };
            phone.load(&note());
            let effects = match what {
                0 => phone.replica.undo(&note(), DAY, 2),
                1 => phone.replica.redo(&note(), DAY, 2),
                _ => phone.replica.edit(&note(), edit, 1),
            };
            if let Ok(effects) = effects {
                phone.perform(effects);
            }
            let effects = phone.replica.commit(&note(), 1);
            phone.perform(effects);
            if what == 3 {
                forum.settle(&mut [&mut siti, &mut budi]);
            }
        }
        forum.settle(&mut [&mut siti, &mut budi]);
        prop_assert_eq!(forum.quarantined, 0);
        prop_assert_eq!(seen(&fields(&siti)), seen(&fields(&budi)));
    }
}
