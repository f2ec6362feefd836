//! A text field keeps its own heads while somebody composes in it.

use super::*;

/// Two phones that share a note with this text.
fn sharing(body: &str) -> (Document, Document) {
    let (mut one, mut other) = (phone(1, &note()), phone(2, &note()));
    write(&mut one, [splice("body", 0, 0, body)]);
    send(&mut one, &mut other);
    (one, other)
}

#[test]
fn what_is_typed_lands_where_the_field_showed_it_whatever_arrived_meanwhile() {
    let (mut one, mut other) = sharing("Rapat 😀 dibuka.");
    one.shown("body", &one.heads()).unwrap();
    one.edit(&splice("body", 9, 0, "resmi "), NOON).unwrap();
    write(&mut other, [splice("body", 0, 5, "🙂🙂 Musyawarah"), splice("body", 15, 0, " besar")]);

    send(&mut other, &mut one);
    assert!(!one.pending(), "what was pending is committed before others' changes come in");
    // the field still shows "Rapat 😀 resmi dibuka."
    for (place, key) in "sekali ".chars().enumerate() {
        let at = 15 + u32::try_from(place).unwrap();
        one.edit(&splice("body", at, 0, &key.to_string()), NOON).unwrap();
    }
    assert!(one.pending());
    assert_eq!(text(&one, "body"), "🙂🙂 Musyawarah besar 😀 resmi sekali dibuka.");
    one.commit(NOON).unwrap();
    assert_eq!(text(&one, "body"), "🙂🙂 Musyawarah besar 😀 resmi sekali dibuka.");

    // deleting goes by the field too
    one.edit(&splice("body", 15, 7, ""), NOON).unwrap();
    one.commit(NOON + 1).unwrap();
    one.shown("body", &one.heads()).unwrap();
    one.edit(&splice("body", 0, 0, ">"), NOON).unwrap();
    one.commit(NOON + 2).unwrap();
    exchange(&mut one, &mut other);
    assert_eq!(text(&one, "body"), ">🙂🙂 Musyawarah besar 😀 resmi dibuka.");
    assert_eq!(one.view().fields, other.view().fields);
}

#[test]
fn edits_at_older_heads_bear_the_author_and_the_device() {
    let (mut one, mut other) = sharing("Satu.");
    one.shown("body", &one.heads()).unwrap();
    write(&mut one, [splice("body", 5, 0, " Dua.")]);
    let seen = one.heads();
    write(&mut other, [splice("body", 0, 0, "Nol. ")]);
    send(&mut other, &mut one);
    write(&mut one, [set("title", "Judul")]);
    one.edit(&splice("body", 10, 0, " Tiga."), NOON).unwrap();
    one.commit(NOON).unwrap();

    let changes = one.changes_since(&[]);
    let lane = changes.last().unwrap();
    assert_eq!(lane.deps(), seen, "it was made at the heads that the field showed");
    assert_ne!(lane.actor_id(), &replica(1).actor());
    assert_eq!(ReplicaId::of_actor(lane.actor_id()), Some(replica(1)));
    assert_eq!(lane.seq(), 1);
    assert_eq!(lane.author().unwrap().as_bytes(), member(1).to_string().as_bytes());
    exchange(&mut one, &mut other);
    assert_eq!(text(&other, "body"), "Nol. Satu. Dua. Tiga.");

    // the next edit of the field goes on in the same lane
    write(&mut one, [splice("body", 0, 0, "* ")]);
    let next = one.changes_since(&[]).pop().unwrap();
    assert_eq!((next.actor_id(), next.seq()), (lane.actor_id(), 2));
    assert_eq!(next.deps(), [lane.hash()]);
}

#[test]
fn a_lane_is_left_as_soon_as_the_field_shows_what_the_document_says() {
    let (mut one, mut other) = sharing("Satu.");
    one.shown("body", &one.heads()).unwrap();
    write(&mut other, [set("title", "Judul")]);
    send(&mut other, &mut one);
    write(&mut one, [splice("body", 5, 0, " Dua.")]);
    let last = one.changes_since(&[]).pop().unwrap();
    assert_eq!(last.actor_id(), &replica(1).actor(), "only the title had changed");
    assert_eq!(one.heads(), [last.hash()]);
}

#[test]
fn a_field_brought_up_to_date_while_it_has_edits_pending_goes_on_from_there() {
    let (mut one, mut other) = sharing("Satu.");
    one.shown("body", &one.heads()).unwrap();
    write(&mut other, [splice("body", 0, 0, "Nol. ")]);
    send(&mut other, &mut one);
    one.edit(&splice("body", 5, 0, " Dua."), NOON).unwrap();
    let view = one.view();
    assert_eq!(view.at("body"), Some(&"Nol. Satu. Dua.".into()));
    one.shown("body", &view.heads).unwrap();
    one.edit(&splice("body", 15, 0, " Tiga."), NOON).unwrap();
    assert_eq!(text(&one, "body"), "Nol. Satu. Dua. Tiga.");
    one.commit(NOON).unwrap();
    exchange(&mut one, &mut other);
    assert_eq!(one.view(), other.view());
}

#[test]
fn an_edit_elsewhere_leaves_the_lane_and_loses_nothing() {
    let (mut one, mut other) = sharing("Satu.");
    one.shown("body", &one.heads()).unwrap();
    write(&mut other, [splice("body", 0, 0, "Nol. ")]);
    send(&mut other, &mut one);
    let before = one.heads();
    one.edit(&splice("body", 5, 0, " Dua."), NOON).unwrap();
    one.edit(&set("title", "Judul"), NOON).unwrap();
    one.edit(&splice("body", 10, 0, " Tiga."), NOON).unwrap();
    one.commit(NOON).unwrap();
    assert_eq!(one.changes_since(&before).len(), 3);
    assert_eq!(text(&one, "body"), "Nol. Satu. Dua. Tiga.");
    exchange(&mut one, &mut other);
    assert_eq!(one.view(), other.view());
}

#[test]
fn a_rolled_back_lane_and_an_impossible_splice_leave_nothing() {
    let (mut one, mut other) = sharing("Satu.");
    one.shown("body", &one.heads()).unwrap();
    write(&mut other, [splice("body", 0, 0, "Nol. ")]);
    send(&mut other, &mut one);
    let before = one.view();
    let far = one.edit(&splice("body", 6, 0, "x"), NOON).unwrap_err();
    assert_eq!(far.reason, Reason::OutOfRange, "the field shows five units");
    one.edit(&splice("body", 5, 0, "x"), NOON).unwrap();
    one.rollback();
    assert_eq!(one.view(), before);
    assert_eq!(one.commit(NOON), None);
    write(&mut one, [set("title", "Judul")]);
    assert_eq!(one.heads().len(), 1);
}

#[test]
fn a_choice_is_made_between_the_versions_that_were_shown() {
    let (mut one, mut other) = sharing("Satu.");
    let mut third = phone(3, &note());
    send(&mut one, &mut third);
    write(&mut one, [set("title", "A")]);
    write(&mut other, [set("title", "B")]);
    write(&mut third, [set("title", "C")]);
    send(&mut other, &mut one);
    let view = one.view();
    one.shown("title", &view.heads).unwrap();
    let version = view.conflicts[0].versions[1].id.clone();
    send(&mut third, &mut one);
    write(&mut one, [Edit::Settle { path: "title".to_owned(), version }]);
    let left: Vec<_> = one.view().conflicts[0].versions.iter().map(|v| v.value.clone()).collect();
    assert_eq!(left.len(), 2, "the third version was not seen and is not settled: {left:?}");
    assert!(left.contains(&"C".into()));
}

#[test]
fn heads_that_nobody_had_are_not_shown() {
    let (mut one, _) = sharing("Satu.");
    let unknown = genesis_head(DocKind::Member);
    assert!(matches!(one.shown("body", &[unknown]), Err(DocumentError::UnknownHeads)));
    assert!(matches!(one.shown("body", &[]), Err(DocumentError::UnknownHeads)));
    one.hidden("body");
    write(&mut one, [splice("body", 0, 0, "x")]);
}

#[test]
fn a_line_typed_over_another_that_nobody_saw_stands_beside_it() {
    let (mut one, mut other) = sharing("Satu.");
    write(&mut one, [set("place", "Balai")]);
    send(&mut one, &mut other);
    one.shown("place", &one.heads()).unwrap();
    write(&mut other, [set("place", "Pendopo")]);
    send(&mut other, &mut one);
    write(&mut one, [set("place", "Aula")]);
    write(&mut one, [set("place", "Aula lama")]);

    let values: Vec<_> =
        one.view().conflicts[0].versions.iter().map(|version| version.value.clone()).collect();
    assert_eq!(values.len(), 2, "one's own earlier value is not a version: {values:?}");
    assert!(values.contains(&"Pendopo".into()) && values.contains(&"Aula lama".into()));
    exchange(&mut one, &mut other);
    assert_eq!(one.view().conflicts, other.view().conflicts);

    one.hidden("place");
    write(&mut one, [set("place", "Pendopo")]);
    assert!(one.view().conflicts.is_empty(), "whoever has left the field sees both");
}

#[test]
fn a_pinned_line_does_not_branch_for_what_changed_elsewhere() {
    let (mut one, mut other) = sharing("Satu.");
    one.shown("place", &one.heads()).unwrap();
    write(&mut other, [set("title", "Judul")]);
    send(&mut other, &mut one);
    assert_eq!(one.pinned("place"), Some(one.heads().as_slice()));
    write(&mut one, [set("place", "Aula")]);
    assert_eq!(one.heads().len(), 1);
    assert_eq!(one.pinned("place"), Some(one.heads().as_slice()));
}

#[test]
fn the_fields_of_a_record_are_filled_in_though_the_form_was_opened_before_there_was_one() {
    let key = Ulid::new(7, 7).to_string();
    let fields = ["title", "discussion"].map(|field| format!("agenda/{key}/{field}"));
    let [title, words] = &fields;
    for when in ["before a colleague's words came", "before own ones at older heads", "late"] {
        let (mut one, mut other) = sharing("Rapat.");
        let seen = one.heads();
        let show = |one: &mut Document| {
            fields.iter().for_each(|field| one.shown(field, &seen).unwrap());
        };
        show(&mut one);
        one.shown("place", &seen).unwrap();
        write(&mut other, [set("place", "Balai desa"), splice("body", 0, 0, "Nol. ")]);
        send(&mut other, &mut one);
        match when {
            "before own ones at older heads" => write(&mut one, [set("place", "Pendopo")]),
            "late" => show(&mut one),
            _ => {}
        }
        one.edit(&add("agenda", &key), NOON).unwrap();
        let edits = [
            set(title, "Penutup"),
            splice(words, 0, 0, "Doa."),
            splice(words, 4, 0, " Pulang."),
            set(title, "Penutupan"),
        ];
        for edit in &edits {
            one.edit(edit, NOON).unwrap_or_else(|refused| panic!("opened {when}: {refused}"));
        }
        one.commit(NOON).unwrap();
        exchange(&mut one, &mut other);
        for document in [&one, &other] {
            let said = [title, words].map(|path| text(document, path));
            assert_eq!(said, ["Penutupan", "Doa. Pulang."], "opened {when}");
        }
        assert_eq!(one.view(), View { edited: one.view().edited, ..other.view() });
    }
}

#[test]
fn the_first_word_of_a_record_whose_map_comes_with_it_is_taken() {
    let settings: DocId = "settings".parse().unwrap();
    let (mut one, mut other) = (phone(1, &settings), phone(2, &settings));
    write(&mut one, [set("name", "Paguyuban Contoh")]);
    send(&mut one, &mut other);
    let title = format!("templates/{}/title", ulid(7));
    one.shown(&title, &one.heads()).unwrap();
    write(&mut one, [add("templates", &ulid(7)), set(&title, "Rapat bulanan")]);
    exchange(&mut one, &mut other);
    assert_eq!(text(&other, &title), "Rapat bulanan");
}
