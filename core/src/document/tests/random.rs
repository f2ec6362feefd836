//! Three replicas do anything in any order; when all have heard of everything, all see the same.

use super::*;

#[derive(Debug, Clone)]
enum Step {
    Edit(usize, Edit),
    Type { who: usize, path: &'static str, at: u32, delete: u32, insert: String },
    Settle(usize),
    Commit(usize),
    Rollback(usize),
    Show(usize, &'static str),
    Send { from: usize, to: usize },
    Reopen(usize),
}

const ENTRY: &str = "agenda/00000000200000000000000001";
const DISCUSSION: &str = "agenda/00000000200000000000000001/discussion";

fn edits() -> impl Strategy<Value = Edit> {
    let title = format!("{ENTRY}/title");
    prop_oneof![
        "[a-c]".prop_map(|value| set("title", value.as_str())),
        Just(set("title", Value::Null)),
        (0..3_i64).prop_map(|day| set("archived_on", format!("2026-01-0{}", day + 1).as_str())),
        (0..3_u8).prop_map(|who| set(&format!("attendance/{}", member(who)), "hadir")),
        (0..3_u8).prop_map(|who| set(&format!("attendance/{}", member(who)), "izin")),
        (0..3_u8).prop_map(|who| include("speakers", &member(who).to_string())),
        (0..3_u8).prop_map(|who| Edit::Exclude {
            path: "speakers".to_owned(),
            key: member(who).to_string(),
        }),
        Just(add("agenda", &ENTRY[7..])),
        "[a-c]".prop_map(move |value| set(&title, value.as_str())),
    ]
}

fn steps() -> impl Strategy<Value = Step> {
    let who = 0..3_usize;
    let path = prop_oneof![3 => Just("body"), 1 => Just(DISCUSSION)];
    let insert = prop_oneof![
        Just(String::new()),
        Just("😀".to_owned()),
        Just("Rp 1.500.000. ".to_owned()),
        Just("\nBaris".to_owned()),
        "[a-z ]{1,6}",
    ];
    prop_oneof![
        4 => (who.clone(), edits()).prop_map(|(who, edit)| Step::Edit(who, edit)),
        8 => (who.clone(), path.clone(), 0..40_u32, 0..5_u32, insert).prop_map(
            |(who, path, at, delete, insert)| Step::Type { who, path, at, delete, insert }
        ),
        1 => who.clone().prop_map(Step::Settle),
        4 => who.clone().prop_map(Step::Commit),
        1 => who.clone().prop_map(Step::Rollback),
        3 => (who.clone(), path).prop_map(|(who, path)| Step::Show(who, path)),
        6 => (who.clone(), who.clone()).prop_map(|(from, to)| Step::Send { from, to }),
        1 => who.prop_map(Step::Reopen),
    ]
}

fn take(step: Step, phones: &mut [Document; 3], starts: &mut u8) {
    match step {
        Step::Edit(who, edit) => {
            let _ = phones[who].edit(&edit, NOON);
        }
        Step::Type { who, path, at, delete, insert } => {
            let before = phones[who].view();
            if phones[who].edit(&splice(path, at, delete, &insert), NOON).is_err() {
                assert_eq!(phones[who].view().fields, before.fields);
            }
        }
        Step::Settle(who) => {
            let view = phones[who].view();
            for conflict in view.conflicts.iter().take(1) {
                let version = conflict.versions[1].id.clone();
                let settle = Edit::Settle { path: conflict.path.clone(), version };
                phones[who].edit(&settle, NOON).unwrap();
            }
            for doubt in view.doubts.iter().take(1) {
                let (path, doubt) = (doubt.path.clone(), doubt.id.clone());
                let settle = Edit::SettleSentence { path, doubt, choice: Choice::B };
                phones[who].edit(&settle, NOON).unwrap();
            }
        }
        Step::Commit(who) => {
            phones[who].commit(NOON);
        }
        Step::Rollback(who) => phones[who].rollback(),
        Step::Show(who, path) => {
            let heads = phones[who].view().heads;
            phones[who].shown(path, &heads).unwrap();
        }
        Step::Send { from, to } => {
            if from != to {
                let heads = phones[to].heads();
                let changes = phones[from].changes_since(&heads);
                phones[to].apply(changes).unwrap();
            }
        }
        Step::Reopen(who) => {
            *starts += 1;
            let saved = phones[who].save();
            let (before, doubts) = (phones[who].view(), phones[who].doubts().to_vec());
            let fresh = ReplicaId::new(replica(who as u8).device(), [*starts; 8]);
            phones[who] =
                Document::load(note(), fresh, member(who as u8), Some(&saved), []).unwrap();
            let asked = Asked { heads: before.heads.clone(), doubts, ..Asked::default() };
            phones[who].ask(asked);
            assert_eq!(phones[who].view(), before);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_three_people_do_they_see_the_same_in_the_end(
        steps in proptest::collection::vec(steps(), 1..50),
    ) {
        let mut phones = [0, 1, 2].map(|number| phone(number, &note()));
        let mut starts = 10;
        for step in steps {
            take(step, &mut phones, &mut starts);
        }
        for (from, to) in [(0, 1), (1, 2), (2, 0), (0, 1)] {
            take(Step::Send { from, to }, &mut phones, &mut starts);
        }
        let views = phones.each_ref().map(Document::view);
        for view in &views[1..] {
            prop_assert_eq!(&view.fields, &views[0].fields);
            prop_assert_eq!(&view.conflicts, &views[0].conflicts);
            prop_assert_eq!(&view.after_archive, &views[0].after_archive);
            prop_assert_eq!(&view.edited, &views[0].edited);
            prop_assert_eq!(&view.heads, &views[0].heads);
        }
        let all = phones[0].changes_since(&[]);
        let raw: Vec<&[u8]> = all.iter().map(Change::raw_bytes).collect();
        let whole = Document::load(note(), replica(9), member(9), None, raw).unwrap();
        prop_assert_eq!(&whole.view().fields, &views[0].fields);
        for change in &all {
            prop_assert!(change.seq() > 1 || change.author().is_some());
        }
        // a relay asks that every actor counts without a gap
        let mut seqs: BTreeMap<ActorId, u64> = BTreeMap::new();
        for change in &all {
            let seq = seqs.entry(change.actor_id().clone()).or_insert(0);
            *seq += 1;
            prop_assert_eq!(*seq, change.seq());
        }
        prop_assert_eq!(seqs, phones[0].actor_seqs());
    }
}

const PROSE: &str = "Rapat dibuka pukul 09.00 oleh Sdr. Budi. Dana Rp 1.500.000 disepakati!\n\
                     1. Jalan desa diperbaiki 😀. Selesai";

fn spliced(document: &mut Document, (at, delete, insert): &(u32, u32, String)) {
    let units = u32::try_from(text(document, "body").encode_utf16().count()).unwrap();
    let at = at % (units + 1);
    let delete = (*delete).min(units - at);
    if document.edit(&splice("body", at, delete, insert), NOON).is_ok() {
        document.commit(NOON);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_hears_of_two_branches_has_the_same_doubts(
        ones in proptest::collection::vec((0..120_u32, 0..12_u32, "[a-c. ]{0,4}"), 1..4),
        others in proptest::collection::vec((0..120_u32, 0..12_u32, "[a-c.\n]{0,4}"), 1..4),
    ) {
        let (mut one, mut other) = (phone(1, &note()), phone(2, &note()));
        let mut thirds = [phone(3, &note()), phone(4, &note()), phone(5, &note())];
        write(&mut one, [splice("body", 0, 0, PROSE)]);
        send(&mut one, &mut other);
        for third in &mut thirds {
            send(&mut one, third);
        }
        ones.iter().for_each(|edit| spliced(&mut one, edit));
        others.iter().for_each(|edit| spliced(&mut other, edit));
        let [first, second, both] = &mut thirds;
        send(&mut one, first);
        send(&mut other, first);
        send(&mut other, second);
        send(&mut one, second);
        exchange(&mut one, &mut other);
        send(&mut one, both);

        let expected = one.view();
        for document in [&other, first, second, both] {
            prop_assert_eq!(&document.view(), &expected);
        }
        for doubt in &expected.doubts {
            prop_assert!(text(&one, "body").contains(&doubt.merged));
            prop_assert!(PROSE.contains(&doubt.base));
            prop_assert!(doubt.a <= doubt.b);
        }
        // every choice can be made, and is gone then
        while let Some(doubt) = one.view().doubts.first().cloned() {
            let left = one.view().doubts.len();
            let (path, choice) = (doubt.path, Choice::A);
            one.edit(&Edit::SettleSentence { path, doubt: doubt.id, choice }, NOON).unwrap();
            prop_assert!(one.view().doubts.len() < left);
        }
    }
}
