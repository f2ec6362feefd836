//! What a field has to do to what it shows, so that it shows what the document says.

use super::*;

/// Does patches to a text, as a field does; panics if one splits a character.
fn patched(text: &str, patches: &[Patch]) -> String {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    for Patch { at, delete, insert } in patches {
        units.splice(*at..at + delete, insert.encode_utf16());
        String::from_utf16(&units).expect("no patch splits a character");
    }
    String::from_utf16(&units).unwrap()
}

fn patch(at: usize, delete: usize, insert: &str) -> Patch {
    Patch { at, delete, insert: insert.to_owned() }
}

#[test]
fn a_change_above_and_one_below_the_caret_are_two_patches() {
    let (mut one, mut other) = (phone(1, &note()), phone(2, &note()));
    write(&mut one, [splice("body", 0, 0, "Satu.\nDua.\nTiga.")]);
    send(&mut one, &mut other);
    let seen = one.heads();
    write(&mut other, [splice("body", 5, 0, " 😀"), splice("body", 19, 0, " Empat.")]);
    write(&mut other, [splice("body", 0, 2, "")]);
    send(&mut other, &mut one);
    let patches = one.patches("body", &seen).unwrap();
    assert_eq!(patches, [patch(0, 2, ""), patch(3, 0, " 😀"), patch(17, 0, " Empat.")]);
    assert_eq!(patched("Satu.\nDua.\nTiga.", &patches), text(&one, "body"));
}

#[test]
fn equal_letters_are_told_apart_by_who_wrote_them() {
    let (mut one, mut other) = (phone(1, &note()), phone(2, &note()));
    write(&mut one, [splice("body", 0, 0, "aaa")]);
    send(&mut one, &mut other);
    let seen = one.heads();
    write(&mut other, [splice("body", 2, 0, "aa"), splice("body", 0, 1, "")]);
    send(&mut other, &mut one);
    assert_eq!(one.patches("body", &seen), Some(vec![patch(0, 1, ""), patch(1, 0, "aa")]));
}

#[test]
fn what_is_pending_is_in_no_patch() {
    let mut document = phone(1, &note());
    write(&mut document, [splice("body", 0, 0, "Satu.")]);
    let seen = document.heads();
    document.edit(&splice("body", 0, 0, "Nol. "), NOON).unwrap();
    assert_eq!(document.patches("body", &seen), Some(vec![]));
    document.commit(NOON);
    assert_eq!(document.patches("body", &seen), Some(vec![patch(0, 0, "Nol. ")]));
}

#[test]
fn without_the_text_or_its_heads_there_are_no_patches() {
    let mut document = phone(1, &note());
    let beginning = document.heads();
    let discussion = format!("agenda/{}/discussion", ulid(1));
    write(&mut document, [add("agenda", &ulid(1)), splice(&discussion, 0, 0, "Dana")]);
    // a record that came later had no text then
    assert_eq!(document.patches(&discussion, &beginning), Some(vec![patch(0, 0, "Dana")]));
    let heads = document.heads();
    assert_eq!(document.patches("title", &heads), None);
    assert_eq!(document.patches("agenda/x/discussion", &heads), None);
    assert_eq!(document.patches("body", &[]), None);
    assert_eq!(document.patches("body", &[ChangeHash([7; 32])]), None);
}

/// Who writes (or commits, or hears of another), where, and what.
type Step = (u8, usize, (u32, u32, String));

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let insert = prop_oneof!["[ab😀 ]{0,4}", Just("🇮🇩".to_owned()), Just("e\u{301}".to_owned())];
    proptest::collection::vec((0..4_u8, 0..3_usize, (0..60_u32, 0..6_u32, insert)), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn patches_from_any_version_give_the_text(steps in steps()) {
        let mut phones = [1, 2, 3].map(|number| phone(number, &note()));
        let mut seen: Vec<(Vec<ChangeHash>, String)> = Vec::new();
        for (what, who, (at, delete, insert)) in steps {
            if what < 3 {
                // refused if it splits a character or is outside
                let _ = phones[who].edit(&splice("body", at, delete, &insert), NOON);
            }
            if what > 0 {
                phones[who].commit(NOON);
                seen.push((phones[who].heads(), text(&phones[who], "body")));
            }
            if what > 1 {
                let (from, to) = (who, (who + 1) % 3);
                let heads = phones[to].heads();
                let changes = phones[from].changes_since(&heads);
                phones[to].apply(changes).unwrap();
            }
        }
        for document in &mut phones {
            document.commit(NOON);
            for (heads, shown) in &seen {
                if !heads.iter().all(|head| document.knows(head)) {
                    prop_assert_eq!(document.patches("body", heads), None);
                    continue;
                }
                let patches = document.patches("body", heads).unwrap();
                prop_assert_eq!(patched(shown, &patches), text(document, "body"));
                // something stayed between any two of them, or they would be one
                let apart = |pair: &[Patch]| {
                    pair[0].at + pair[0].insert.encode_utf16().count() < pair[1].at
                };
                prop_assert!(patches.windows(2).all(apart));
            }
        }
    }
}

/// Who types (or commits, hears, brings the field up to date), where, and what.
fn at_a_field() -> impl Strategy<Value = Vec<Step>> {
    let insert = prop_oneof!["[ab😀\n]{0,3}", Just("aaaa".to_owned())];
    proptest::collection::vec((0..6_u8, 0..3_usize, (0..40_u32, 0..5_u32, insert)), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_field_that_goes_on_from_patch_to_patch_shows_what_its_heads_say(steps in at_a_field()) {
        let mut phones = [1, 2, 3].map(|number| phone(number, &note()));
        let mut fields = [(); 3].map(|()| String::new());
        for (number, document) in phones.iter_mut().enumerate() {
            document.shown("body", &document.heads()).unwrap();
            write(document, [set("title", number.to_string().as_str())]);
        }
        for (what, who, (at, delete, insert)) in steps {
            let document = &mut phones[who];
            match what {
                0..2 => {
                    if document.edit(&splice("body", at, delete, &insert), NOON).is_ok() {
                        let patch = patch(at as usize, delete as usize, &insert);
                        fields[who] = patched(&fields[who], &[patch]);
                    }
                }
                2 => drop(document.commit(NOON)),
                3 => {
                    let (from, to) = (who, (who + 1) % 3);
                    let heads = phones[to].heads();
                    let changes = phones[from].changes_since(&heads);
                    phones[to].apply(changes).unwrap();
                }
                4 => {
                    document.edit(&set("title", at.to_string().as_str()), NOON).unwrap();
                    document.commit(NOON);
                }
                _ => {
                    document.commit(NOON);
                    let (from, now) = (document.pinned("body").unwrap().to_vec(), document.heads());
                    let patches = document.patches("body", &from).unwrap();
                    fields[who] = patched(&fields[who], &patches);
                    // the field may be brought up to date, or be left behind by what was typed meanwhile
                    if at % 3 > 0 {
                        document.shown("body", &now).unwrap();
                        prop_assert_eq!(&fields[who], &text(document, "body"));
                    } else {
                        let back = document.patches("body", &from).unwrap();
                        prop_assert_eq!(back, patches);
                        document.shown("body", &now).unwrap();
                    }
                }
            }
        }
        for (document, field) in phones.iter_mut().zip(fields) {
            document.commit(NOON);
            let from = document.pinned("body").unwrap().to_vec();
            let patches = document.patches("body", &from).unwrap();
            // as somebody finds them who has read nothing before
            document.hidden("body");
            prop_assert_eq!(&document.patches("body", &from).unwrap(), &patches);
            prop_assert_eq!(patched(&field, &patches), text(document, "body"));
        }
    }
}
