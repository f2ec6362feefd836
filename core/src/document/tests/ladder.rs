//! Versions of one kind meet: what a later one added stands on a rung, the same change everywhere.

use super::*;
use crate::document::shape::{Field, Kind};
use crate::vet::{self, Carrier, Hand, Opened, Room};

const FIRST: [(&str, Field); 2] =
    [("body", Field::Text), ("title", Field::Register(Kind::Line(40)))];

/// One kind in three versions; the second and third bring a register too, which needs no rung.
static VERSIONS: [Shape; 3] = [
    Shape { fields: &FIRST, rungs: &[] },
    Shape {
        fields: &[
            FIRST[0],
            ("guests", Field::Counter),
            ("place", Field::Register(Kind::Line(40))),
            ("remarks", Field::Text),
            FIRST[1],
        ],
        rungs: &[&["guests", "remarks"]],
    },
    Shape {
        fields: &[
            FIRST[0],
            ("grades", Field::Registers { key: Kind::Member, value: Kind::Line(9) }),
            ("guests", Field::Counter),
            ("place", Field::Register(Kind::Line(40))),
            ("remarks", Field::Text),
            ("tags", Field::Set(Kind::Line(9))),
            FIRST[1],
        ],
        rungs: &[&["guests", "remarks"], &["grades", "tags"]],
    },
];

fn in_version(version: usize, number: u8) -> Document {
    let (doc, genesis) = genesis::beginning(&VERSIONS[version]);
    Document::open(note(), &VERSIONS[version], doc, genesis, replica(number), member(number))
}

fn count(by: i64) -> Edit {
    Edit::Increment { path: "guests".to_owned(), by }
}

#[test]
fn a_rung_never_changes_either() {
    const GUESTS: &str = "141801152b33abd08e95982206fb1b7002229731b782c981705eb0ef827031ee";
    const LINKS: &str = "197e75534624dcb587057590bd54f4516a79c185ba23deea51fe410a4aeaebf3";
    const PROOFS: &str = "bf5e82aa46c1178af2cd5e8ef71099fdbef53513abbff5638d898e9385744e67";
    const TEMPLATES: &str = "62692d720d7824565daf862876ff09eb1ca471aebe1076c7c1133ff6aea52ad2";
    const LOG_FILES: &str = "5ec09d45285bb6bec95391cc48a91fed0b81de4ac2fb5085e2978461c1f6730f";
    const NOTE_FILES: &str = "34cc99a31686c114d4fc32803d1461f68ff9bf310a4dd25c4eeac99105ed6d6b";
    const EVENT_FILES: &str = "99dd5e9d0132a2cb8817e667e29d6fe0e3eb17c458d671ff8dd857db7c795c10";
    let of = |kind| rungs(kind).iter().map(|rung| rung.hash().to_string()).collect::<Vec<_>>();
    let known: [&[&str]; 11] = [
        &[],
        &[LINKS, LOG_FILES],
        &[GUESTS, NOTE_FILES],
        &[GUESTS, NOTE_FILES],
        &[LINKS, LOG_FILES],
        &[PROOFS],
        &[TEMPLATES],
        &[EVENT_FILES],
        &[],
        &[],
        &[],
    ];
    assert_eq!(DocKind::ALL.map(of), known);
}

#[test]
fn the_fields_of_every_shape_are_sorted() {
    fn check(shape: &Shape) {
        assert!(shape.fields.is_sorted_by(|(one, _), (next, _)| one < next), "{shape:?}");
        for (_, field) in shape.fields {
            if let Field::Records(inner) | Field::Group(inner) = field {
                check(inner);
            }
        }
    }
    for kind in DocKind::ALL {
        check(Shape::of(kind));
    }
}

#[test]
fn every_version_begins_with_the_same_change_and_climbs_the_same_rungs() {
    let grounds: BTreeSet<ChangeHash> =
        VERSIONS.iter().map(|shape| genesis::beginning(shape).1).collect();
    assert_eq!(grounds.len(), 1);
    let (mut one, mut other) = (in_version(1, 1), in_version(2, 2));
    write(&mut one, [count(2), splice("remarks", 0, 0, "Ramai")]);
    write(&mut other, [include("tags", "air"), count(40)]);
    exchange(&mut one, &mut other);
    assert_eq!(other.view().at("guests"), Some(&42.into()));
    assert_eq!(one.heads(), other.heads());
    assert_eq!(one.change_count(), 4, "a rung and an edit, and a further rung and an edit");
}

#[test]
fn whoever_knows_less_shows_registers_passes_the_rest_on_and_is_not_asked_about_rungs() {
    let (mut new, mut old, mut third) = (in_version(2, 1), in_version(0, 2), in_version(2, 3));
    write(&mut old, [set("title", "Rapat")]);
    send(&mut old, &mut new);
    write(&mut new, [set("place", "Balai desa"), count(3), splice("remarks", 0, 0, "Ramai")]);
    send(&mut new, &mut old);
    assert_eq!(old.view().at("place"), Some(&"Balai desa".into()));
    assert_eq!(old.view().at("guests"), Some(&3.into()));
    assert_eq!(old.view().at("remarks"), None);
    write(&mut old, [set("title", "Rapat desa")]);
    send(&mut old, &mut third);
    assert_eq!(third.view().at("remarks"), Some(&"Ramai".into()));
    assert_eq!(third.view().edited.and_then(|edited| edited.member), Some(member(2)));
    let error = old.edit(&splice("remarks", 0, 0, "x"), NOON).unwrap_err();
    assert_eq!(error.reason, Reason::UnknownField);
}

#[test]
fn a_refused_edit_leaves_no_rung_behind_and_a_rung_alone_was_written_by_nobody() {
    let mut document = in_version(2, 1);
    let heads = document.heads();
    let past_the_end = document.edit(&splice("remarks", 7, 0, "x"), NOON).unwrap_err();
    assert_eq!(past_the_end.reason, Reason::OutOfRange);
    assert_eq!((document.heads(), document.pending()), (heads, false));
    document.edit(&count(1), NOON).unwrap();
    document.rollback();
    assert_eq!(document.view().edited, None);
}

#[test]
fn a_field_that_was_open_before_its_rung_came_is_written_where_it_shows() {
    let (mut one, mut other) = (in_version(2, 1), in_version(2, 2));
    write(&mut one, [set("title", "Rapat")]);
    send(&mut one, &mut other);
    let heads = one.heads();
    one.shown("remarks", &heads).unwrap();
    write(&mut other, [splice("remarks", 0, 0, "Ramai. ")]);
    send(&mut other, &mut one);
    // the field still shows nothing
    write(&mut one, [splice("remarks", 0, 0, "Hujan."), splice("remarks", 6, 0, " Bubar.")]);
    exchange(&mut one, &mut other);
    let remarks = text(&one, "remarks");
    assert!(remarks.contains("Ramai. ") && remarks.contains("Hujan. Bubar."), "{remarks}");
    assert_eq!(one.view().fields, other.view().fields);
}

#[test]
fn a_rung_asks_nobody_about_what_was_archived_before() {
    let (mut one, mut other) = (phone(1, &note()), phone(2, &note()));
    write(&mut one, [set("title", "Rapat"), set("state", "disahkan")]);
    write(&mut one, [set("archived_on", "2026-01-01")]);
    send(&mut one, &mut other);
    write(&mut other, [count(1)]);
    send(&mut other, &mut one);
    assert_eq!(one.view().after_archive, []);
}

#[test]
fn the_relay_takes_exactly_the_known_rung() {
    let carrier = Carrier { device: DeviceId([1; 8]), member: member(1), hand: Hand::Own };
    let offer = |changes: Vec<Change>| {
        let opened = Opened::fresh(DocKind::Note);
        vet::check(&opened, &mut Room::of(&opened), &changes, &carrier)
            .and_then(|()| opened.trial(changes).run())
            .map(|opened| opened.heads())
    };
    let mut honest = phone(1, &note());
    write(&mut honest, [count(3)]);
    let changes = honest.changes_since(&[]);
    assert_eq!(changes.len(), 2);
    assert_eq!(offer(changes.clone()), Ok(honest.heads()));
    assert_eq!(offer(rungs(DocKind::Note)), Ok(vec![rungs(DocKind::Note)[1].hash()]));
    // the same objects for another kind, at another time, or others
    let forged = |time, make: &dyn Fn(&mut AutoCommit)| {
        let (mut doc, genesis) = genesis::beginning(Shape::of(DocKind::Note));
        doc.set_actor(changes[0].actor_id().clone());
        make(&mut doc);
        doc.commit_with(CommitOptions::default().with_time(time));
        doc.get_changes(&[genesis])
    };
    let guests = |doc: &mut AutoCommit| doc.put(ROOT, "guests", ScalarValue::counter(0)).unwrap();
    assert_eq!(forged(0, &guests)[0].hash(), changes[0].hash());
    for (time, make) in [
        (1, &guests as &dyn Fn(&mut AutoCommit)),
        (0, &|doc| doc.put(ROOT, "guests", ScalarValue::counter(9)).unwrap()),
        (0, &|doc| drop(doc.put_object(ROOT, "body", ObjType::Text).unwrap())),
    ] {
        assert_eq!(offer(forged(time, make)), Err(crate::frame::RefusalCode::WrongActor));
    }
}

#[derive(Debug, Clone)]
enum Step {
    Edit(usize, Edit),
    Commit(usize),
    Show(usize, &'static str),
    Send {
        from: usize,
        to: usize,
    },
    /// Starts again with this version: forwards after an update, backwards with an old copy.
    Reopen(usize, usize),
}

fn steps() -> impl Strategy<Value = Step> {
    let who = 0..3_usize;
    let path = prop_oneof![Just("body"), Just("remarks")];
    let edits = prop_oneof![
        "[a-c]".prop_map(|value| set("title", value.as_str())),
        "[a-c]".prop_map(|value| set("place", value.as_str())),
        (-2..3_i64).prop_map(count),
        "[a-c]".prop_map(|key| include("tags", &key)),
        "[a-c]".prop_map(|key| Edit::Exclude { path: "tags".to_owned(), key }),
        (0..3_u8, "[a-c]")
            .prop_map(|(who, value)| set(&format!("grades/{}", member(who)), value.as_str())),
        (path.clone(), 0..9_u32, 0..3_u32, "[a-z ]{0,4}")
            .prop_map(|(path, at, delete, insert)| splice(path, at, delete, &insert)),
    ];
    prop_oneof![
        8 => (who.clone(), edits).prop_map(|(who, edit)| Step::Edit(who, edit)),
        4 => who.clone().prop_map(Step::Commit),
        2 => (who.clone(), path).prop_map(|(who, path)| Step::Show(who, path)),
        5 => (who.clone(), who.clone()).prop_map(|(from, to)| Step::Send { from, to }),
        1 => (who, 0..3_usize).prop_map(|(who, version)| Step::Reopen(who, version)),
    ]
}

fn take(step: Step, phones: &mut [Document; 3], starts: &mut u8) {
    match step {
        Step::Edit(who, edit) => {
            let before = phones[who].view().fields;
            if phones[who].edit(&edit, NOON).is_err() {
                assert_eq!(phones[who].view().fields, before);
            }
        }
        Step::Commit(who) => drop(phones[who].commit(NOON)),
        Step::Show(who, path) => {
            let heads = phones[who].view().heads;
            phones[who].shown(path, &heads).unwrap();
        }
        Step::Send { from, to } if from != to => {
            let heads = phones[to].heads();
            let changes = phones[from].changes_since(&heads);
            phones[to].apply(changes).unwrap();
        }
        Step::Send { .. } => {}
        Step::Reopen(who, version) => {
            *starts += 1;
            let (_, genesis) = genesis::beginning(&VERSIONS[0]);
            let doc = stored::saved(&phones[who].save(), genesis).unwrap();
            let fresh = ReplicaId::new(replica(who as u8).device(), [*starts; 8]);
            let (shape, author) = (&VERSIONS[version], member(who as u8));
            phones[who] = Document::open(note(), shape, doc, genesis, fresh, author);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_phones_of_three_versions_do_they_hold_the_same_in_the_end(
        versions in proptest::array::uniform3(0..3_usize),
        steps in proptest::collection::vec(steps(), 1..60),
    ) {
        let mut phones = [0, 1, 2].map(|number| in_version(versions[number], number as u8));
        let mut starts = 10;
        for step in steps {
            take(step, &mut phones, &mut starts);
        }
        for (from, to) in [(0, 1), (1, 2), (2, 0), (0, 1)] {
            take(Step::Send { from, to }, &mut phones, &mut starts);
        }
        let seen = phones.each_ref().map(Document::view);
        let all = phones.map(|phone| phone.knowing(&VERSIONS[2]).view());
        for (seen, view) in seen.iter().zip(&all) {
            prop_assert_eq!(&view.fields, &all[0].fields);
            prop_assert_eq!(&view.heads, &all[0].heads);
            prop_assert_eq!(&view.edited, &all[0].edited);
            for (name, value) in &seen.fields {
                prop_assert_eq!(view.fields.get(name), Some(value));
            }
        }
    }
}
