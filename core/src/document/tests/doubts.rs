//! Row 9: sentences that two people changed.

use super::together::pair;
use super::*;

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
    let device = |number| Some(replica(number).device());
    assert_eq!((doubt.a_device, doubt.b_device), (device(1), device(2)));
    assert!(text(&one, "body").contains(&doubt.merged));
    assert!(doubt.merged != doubt.a && doubt.merged != doubt.b);

    for (choice, chosen) in
        [(Choice::A, &doubt.a), (Choice::B, &doubt.b), (Choice::Merged, &doubt.merged)]
    {
        let saved = one.save();
        let mut again = Document::load(note(), replica(7), member(1), Some(&saved), []).unwrap();
        again.ask(Asked { heads: one.heads(), doubts: one.doubts().to_vec(), ..Asked::default() });
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
fn a_sentence_let_stand_as_merged_is_asked_about_nowhere_any_more() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
    rewrite(&mut one, "body", "1.500.000", "1.750.000");
    rewrite(&mut other, "body", "1.500.000", "2.500.000");
    exchange(&mut one, &mut other);
    let doubt = one.view().doubts[0].clone();
    let settle = |doubt: &str| Edit::SettleSentence {
        path: "body".to_owned(),
        doubt: doubt.to_owned(),
        choice: Choice::Merged,
    };
    one.edit(&settle(&doubt.id), NOON).unwrap();
    for unknown in [&doubt.id, "0000000000000000"] {
        let refused = one.edit(&settle(unknown), NOON).unwrap_err();
        assert_eq!(refused.reason, Reason::UnknownDoubt);
    }
    rewrite(&mut other, "body", "Ditutup doa", "Ditutup");
    send(&mut other, &mut one);
    assert_eq!(one.view().doubts, []);
    assert_eq!(other.view().doubts.len(), 1, "the other has not heard of it yet");
    send(&mut one, &mut other);
    assert_eq!(other.view().doubts, []);
    assert!(text(&other, "body").contains(&doubt.merged));
    let mut late = phone(3, &note());
    late.merge_snapshot(&one.save()).unwrap();
    assert_eq!(late.view().doubts, []);
}

#[test]
fn two_people_who_let_it_stand_at_once_ask_nobody_again() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
    rewrite(&mut one, "body", "1.500.000", "1.750.000");
    rewrite(&mut other, "body", "1.500.000", "2.500.000");
    exchange(&mut one, &mut other);
    let before = text(&one, "body");
    for document in [&mut one, &mut other] {
        let doubt = document.view().doubts[0].id.clone();
        let (path, choice) = ("body".to_owned(), Choice::Merged);
        document.edit(&Edit::SettleSentence { path, doubt, choice }, NOON).unwrap();
    }
    exchange(&mut one, &mut other);
    assert_eq!(text(&one, "body"), before);
    assert_eq!((one.view().doubts, other.view().doubts), (vec![], vec![]));
}

#[test]
fn a_doubt_stays_when_somebody_writes_beside_it_and_ends_when_somebody_writes_in_it() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
    rewrite(&mut one, "body", "1.500.000", "1.750.000");
    rewrite(&mut other, "body", "1.500.000", "2.500.000");
    exchange(&mut one, &mut other);
    let first = one.view().doubts[0].clone();
    rewrite(&mut one, "body", "Dibuka pukul", "Rapat dibuka jam");
    rewrite(&mut one, "body", " Ditutup", " Setuju. Ditutup");
    send(&mut one, &mut other);
    let mut late = phone(3, &note());
    late.merge_snapshot(&one.save()).unwrap();
    for document in [&one, &other, &late] {
        let now = document.view().doubts[0].clone();
        assert_eq!(now, Doubt { at: first.at + 4, ..first.clone() });
        let (at, body) = (now.at as usize, text(document, "body"));
        assert_eq!(body[at..at + now.length as usize], now.merged);
    }
    rewrite(&mut other, "body", "dari ADD", "dari PAD");
    send(&mut other, &mut one);
    assert_eq!((one.view().doubts, other.view().doubts), (vec![], vec![]));
}

#[test]
fn a_doubt_that_an_earlier_release_stored_is_shown_and_can_be_settled() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
    rewrite(&mut one, "body", "1.500.000", "1.750.000");
    rewrite(&mut other, "body", "1.500.000", "2.500.000");
    exchange(&mut one, &mut other);
    let doubt = one.view().doubts[0].clone();
    let (a, b, merged) = (&doubt.a, &doubt.b, &doubt.merged);
    let stored = format!(
        r#"{{"id":"0011223344556677","path":"body","base":"x","a":"{a}","b":"{b}","merged":"{merged}",
            "a_member":null,"b_member":null,"joined":true}}"#
    );
    let old: Doubt = serde_json::from_str(&stored).unwrap();
    let mut again = Document::load(note(), replica(7), member(1), Some(&one.save()), []).unwrap();
    again.ask(Asked { heads: one.heads(), doubts: vec![old], ..Asked::default() });
    let [shown] = &again.view().doubts[..] else {
        panic!("it is still asked about");
    };
    assert_eq!((shown.at, shown.length), (doubt.at, doubt.length));
    let (path, choice) = ("body".to_owned(), Choice::A);
    again.edit(&Edit::SettleSentence { path, doubt: shown.id.clone(), choice }, NOON).unwrap();
    assert!(text(&again, "body").contains(a.as_str()));
    assert_eq!(again.view().doubts, []);
}

#[test]
fn what_two_tabs_wrote_at_once_is_asked_about_when_the_disk_of_both_is_read() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
    rewrite(&mut one, "body", "1.500.000", "1.750.000");
    rewrite(&mut other, "body", "1.500.000", "2.500.000");
    // neither had heard of the other when it stored its view
    let stored = [one.view(), other.view()];
    exchange(&mut one, &mut other);
    for View { heads, doubts, .. } in stored {
        assert_eq!(doubts, []);
        let saved = one.save();
        let mut again = Document::load(note(), replica(7), member(1), Some(&saved), []).unwrap();
        again.ask(Asked { heads, doubts, ..Asked::default() });
        assert_eq!(again.view().doubts, one.view().doubts);
        assert_eq!(again.view().doubts.len(), 1);
    }
}

#[test]
fn what_somebody_writes_alone_ends_a_doubt_in_what_is_stored() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
    rewrite(&mut one, "body", "1.500.000", "1.750.000");
    rewrite(&mut other, "body", "1.500.000", "2.500.000");
    exchange(&mut one, &mut other);
    rewrite(&mut one, "body", "Anggaran", "Dana");
    assert_eq!(one.doubts(), []);
}

#[test]
fn a_third_branch_does_not_ask_again_about_the_first_two() {
    let (mut one, mut other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
    let mut third = phone(3, &note());
    send(&mut one, &mut third);
    rewrite(&mut one, "body", "1.500.000", "1.750.000");
    rewrite(&mut other, "body", "1.500.000", "2.500.000");
    rewrite(&mut third, "body", "Ditutup doa", "Ditutup");
    exchange(&mut one, &mut other);
    let doubt = one.view().doubts[0].clone();
    let (path, choice) = (doubt.path, Choice::Merged);
    one.edit(&Edit::SettleSentence { path, doubt: doubt.id, choice }, NOON).unwrap();
    assert_eq!(send(&mut third, &mut one).doubts, 0);
    assert_eq!(one.view().doubts, []);
    assert_eq!(send(&mut third, &mut other).doubts, 0);
    assert_eq!(other.view().doubts.len(), 1);
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
    let [doubt] = &one.view().doubts[..] else {
        panic!("one sentence is in doubt");
    };
    let versions = [&doubt.a, &doubt.b, &doubt.others[0].text];
    for said in ["Rp 1.750.000 dari ADD.", "Rp 2.500.000 dari ADD.", "Rp 1.500.000 dari PAD."] {
        assert!(versions.iter().any(|version| version.ends_with(said)), "{said}");
    }
    for document in [&other, &third] {
        assert_eq!(document.view().doubts, one.view().doubts);
    }
    let (path, choice) = ("body".to_owned(), Choice::Other(0));
    let settle = Edit::SettleSentence { path, doubt: doubt.id.clone(), choice };
    third.edit(&settle, NOON).unwrap();
    assert!(text(&third, "body").contains(&doubt.others[0].text));
    assert_eq!(third.view().doubts, []);
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
fn a_phone_that_is_new_to_a_note_finds_what_is_in_doubt_there() {
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
    assert_eq!(late.view().doubts, one.view().doubts);
    assert_eq!(late.view().doubts.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_looks_later_asks_about_the_same_sentences(
        steps in proptest::collection::vec((0..3_usize, 0..4_u8, 0..4_usize, 100..999_u32), 1..30),
    ) {
        const PLACES: [&str; 4] = ["09.00", "1.500.000", "ADD", "doa"];
        let (one, other) = pair(&note(), [splice("body", 0, 0, BUDGET)]);
        let (mut phones, mut later) = ([one, other, phone(3, &note())], phone(4, &note()));
        later.look_later();
        for (who, what, place, number) in steps {
            let next = (who + 1) % 3;
            match what {
                0..2 => {
                    let now = text(&phones[who], "body");
                    if let Some(at) = now.find(PLACES[place]) {
                        let number = number.to_string();
                        let at = now[..at].encode_utf16().count() as u32;
                        write(&mut phones[who], [splice("body", at, 2, &number)]);
                    }
                }
                2 => {
                    let heads = phones[next].heads();
                    let changes = phones[who].changes_since(&heads);
                    phones[next].apply(changes).unwrap();
                }
                _ => {
                    let heads = later.heads();
                    later.apply(phones[who].changes_since(&heads)).unwrap();
                    if place == 0 {
                        later.look();
                    }
                }
            }
        }
        for from in [0, 1, 2] {
            let heads = later.heads();
            later.apply(phones[from].changes_since(&heads)).unwrap();
        }
        let mut at_once = phone(5, &note());
        at_once.apply(later.changes_since(&[])).unwrap();
        // what was not looked at is told, so that whoever opens the document looks at it
        let asked = Asked {
            heads: later.heads(),
            looked: later.view().looked,
            doubts: later.doubts().to_vec(),
        };
        let mut opened = phone(6, &note());
        opened.apply_stored(later.changes_since(&[])).unwrap();
        opened.ask(asked);
        later.look();
        prop_assert_eq!(&later.view().looked, &Vec::new());
        let about = |document: &Document| -> Vec<(u32, String)> {
            document.view().doubts.into_iter().map(|doubt| (doubt.at, doubt.merged)).collect()
        };
        prop_assert_eq!(about(&later), about(&at_once));
        prop_assert_eq!(about(&opened), about(&at_once));
    }
}
