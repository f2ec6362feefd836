//! Documents that a person may not see any more, may see now, or that were erased.

use super::*;
use crate::frame::Erased;
use crate::id::Ulid;
use crate::replica::{Event, Why};

fn board(number: u128) -> DocId {
    format!("board/{}", Ulid::new(2, number)).parse().unwrap()
}

/// What a phone has on its disk of a document.
fn holds(phone: &Phone, doc: &DocId) -> bool {
    phone.ledgers.contains_key(doc)
        || phone.chunks.get(doc).is_some_and(|chunks| !chunks.is_empty())
        || phone.snapshots.contains_key(doc)
}

fn away(forum: &mut Forum, phone: &mut Phone, role: Role) {
    phone.disconnect(forum);
    phone.me.role = role;
    forum.relay.know(phone.device());
}

/// As a program of the first version of the protocol would have said it.
fn speak_as_before(phone: &mut Phone) {
    for frame in &mut phone.sent {
        if let Frame::Hello(hello) = frame {
            (hello.versions.max, hello.knows) = (1, None);
            (hello.sight, hello.mark) = (None, None);
        }
    }
}

#[test]
fn an_earlier_program_is_told_of_the_kinds_it_knows_and_of_the_rest_once_it_was_updated() {
    let (mut forum, mut siti, mut budi) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Member));
    let settings = DocId::settings();
    siti.set(&settings, "kecamatan", "Contoh");
    siti.set(&card(9), "full_name", "Siti");
    siti.connect(&mut forum);
    forum.settle(&mut [&mut siti]);
    for nickname in ["Bu Siti", "Mbak Siti"] {
        budi.connect(&mut forum);
        speak_as_before(&mut budi);
        forum.settle(&mut [&mut siti, &mut budi]);
        // whole, from the log, and live
        siti.set(&settings, "kabupaten", nickname);
        siti.set(&card(9), "nickname", nickname);
        forum.settle(&mut [&mut siti, &mut budi]);
        assert_eq!(budi.field(&card(9), "nickname"), nickname);
        assert!(!holds(&budi, &settings));
        budi.disconnect(&mut forum);
        siti.set(&settings, "name", nickname);
        forum.settle(&mut [&mut siti]);
        budi.restart(nickname.len() as u8);
    }
    let cursor = budi.standing.cursor;
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert_eq!(budi.field(&settings, "name"), "Mbak Siti");
    assert!(budi.standing.cursor > cursor);
    assert_eq!(budi.standing.knows, 2);

    // once; and the earlier program writes no such thing into its standing
    let standing = serde_json::to_value(&budi.standing).unwrap();
    budi.disconnect(&mut forum);
    budi.connect(&mut forum);
    let says = |frame: &Frame| matches!(frame, Frame::Hello(hello) if hello.knows == Some(2));
    assert!(budi.sent.iter().any(says));
    assert_eq!(standing["knows"], 2);
    let earlier = r#"{"epoch":null,"cursor":7,"fill":null,"erased":0,"shut_out":false}"#;
    assert_eq!(serde_json::from_str::<crate::replica::Standing>(earlier).unwrap().knows, 0);
}

#[test]
fn a_role_that_sees_less_hides_and_one_that_sees_more_hands_over_whole() {
    let (mut forum, mut siti, mut budi) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Member));
    for number in 0..40 {
        siti.set(&board(number), "title", "Rapat pengurus");
    }
    siti.set(&card(9), "full_name", "Siti Rahayu");
    siti.connect(&mut forum);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert!(holds(&budi, &card(9)) && !holds(&budi, &board(0)));
    let cursor = budi.standing.cursor;

    away(&mut forum, &mut budi, Role::Organiser);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    for number in 0..40 {
        assert_eq!(budi.field(&board(number), "title"), "Rapat pengurus");
    }
    assert_eq!(budi.standing.cursor, cursor, "the log was not read again");
    assert_eq!(budi.replica.unsent().count(), 0);
    let settled = forum.relay.moved();
    assert!(settled.iter().any(|moved| moved.sight == Some(Role::Organiser)));

    // what he has not sent of one stays
    away(&mut forum, &mut budi, Role::Member);
    budi.set(&board(3), "place", "Balai desa");
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert_eq!((0..40).filter(|number| holds(&budi, &board(*number))).count(), 1);
    assert_eq!(budi.replica.ticks(&board(3)), Ticks::Held { code: RefusalCode::NotAllowed });
    let held = Event::Gone { doc: board(3), why: Why::Hidden, unsent: 1 };
    assert!(budi.told.contains(&held));
    assert!(holds(&budi, &card(9)));
    assert_eq!(siti.field(&board(3), "place"), "");
    // until it was carried away, or the person removes it
    let (_, signed) = budi.replica.packet(&board(3));
    siti.sent.extend(signed.into_iter().map(|signed| Frame::Push(signed.by(&budi.key))));
    forum.settle(&mut [&mut siti, &mut budi]);
    assert_eq!(siti.field(&board(3), "place"), "Balai desa");
    let effects = budi.replica.forget(&board(3));
    budi.perform(effects);
    assert!(!holds(&budi, &board(3)));
}

#[test]
fn the_relay_names_what_is_to_be_hidden_to_a_phone_that_it_knows_to_have_it() {
    let (mut forum, mut siti, mut budi) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    siti.set(&board(1), "title", "Rapat pengurus");
    siti.connect(&mut forum);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    away(&mut forum, &mut budi, Role::Viewer);
    let told = |forum: &mut Forum, phone: &mut Phone| {
        phone.connect(forum);
        let mut frames = Vec::new();
        for frame in std::mem::take(&mut phone.sent) {
            frames.extend(forum.relay.receive(phone.link, frame, NOW_MS, &mut forum.disk).unwrap());
        }
        frames.extend(forum.relay.page(phone.link, &mut forum.disk).unwrap());
        let hides =
            |e: &Effect| matches!(e, Effect::Send(_, Frame::Hidden(doc)) if *doc == board(1));
        frames.iter().any(hides)
    };
    assert!(told(&mut forum, &mut budi));
    // until it says that it has
    budi.disconnect(&mut forum);
    assert!(told(&mut forum, &mut budi));
    // somebody who never saw it is told nothing
    let mut dewi = Phone::new(3, Role::Viewer);
    assert!(!told(&mut forum, &mut dewi));
}

/// Says hello in this role, takes so many frames of what follows, and is cut.
fn cut_after(forum: &mut Forum, phone: &mut Phone, role: Role, frames: usize) {
    away(forum, phone, role);
    phone.connect(forum);
    let mut told = Vec::new();
    for frame in std::mem::take(&mut phone.sent) {
        told.extend(forum.relay.receive(phone.link, frame, NOW_MS, &mut forum.disk).unwrap());
    }
    while forum.relay.is_behind(phone.link) {
        told.extend(forum.relay.page(phone.link, &mut forum.disk).unwrap());
    }
    told.truncate(frames);
    forum.deliver(told, &mut [phone]);
    phone.disconnect(forum);
}

/// A relay that was killed knows of its devices what it wrote down in time.
fn forgets(forum: &mut Forum, phone: &Phone, sight: Option<Role>) {
    let device = forum.relay.devices.get_mut(&phone.me.device).unwrap();
    device.sight = sight;
}

/// Wherever a link was cut while roles came and went, and whatever the relay wrote down of it, and whichever copy
/// of its disk the phone goes on with: what may be seen is there and what may not be seen is not.
#[test]
fn what_may_be_seen_arrives_and_what_may_not_goes_wherever_it_was_cut() {
    const ROLES: [Role; 2] = [Role::Organiser, Role::Member];
    for case in 0..3 * 2 * 2 * 2 * 5 {
        let (remembers, case) = (case % 3, case / 3);
        let (joined, case) = (ROLES[case % 2], case / 2);
        let (ends, case) = (ROLES[case % 2], case / 2);
        let (copied, frames) = (case % 2 == 1, case / 2);
        let between = if ends == Role::Member { Role::Organiser } else { Role::Member };
        let (mut forum, mut siti, mut budi) =
            (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, joined));
        for number in 0..2 {
            siti.set(&board(number), "title", "Rapat pengurus");
        }
        siti.set(&card(9), "full_name", "Siti Rahayu");
        siti.connect(&mut forum);
        budi.connect(&mut forum);
        forum.settle(&mut [&mut siti, &mut budi]);
        let copy = (budi.standing.clone(), budi.ledgers.clone(), budi.chunks.clone());
        let snapshots = budi.snapshots.clone();
        // the relay takes back what it did not say, and what it did not write down
        cut_after(&mut forum, &mut budi, between, frames);
        if copied {
            (budi.standing, budi.ledgers, budi.chunks) = copy;
            budi.snapshots = snapshots;
        }
        let known = [None, Some(ROLES[0]), Some(ROLES[1])];
        forgets(&mut forum, &budi, known[remembers]);
        away(&mut forum, &mut budi, ends);
        budi.restart(7);
        // one of them was erased meanwhile
        let effects = erase(&mut forum, &board(1), 1);
        forum.deliver(effects, &mut [&mut siti]);
        budi.connect(&mut forum);
        forum.settle(&mut [&mut siti, &mut budi]);
        let told =
            format!("{joined:?}, {between:?} for {frames} frames, then {ends:?}; copied {copied}");
        assert!(holds(&budi, &card(9)), "{told}");
        assert!(!holds(&budi, &board(1)), "{told}");
        assert_eq!(holds(&budi, &board(0)), ends == Role::Organiser, "{told}");
        assert_eq!(budi.standing.sight, [ends], "{told}");
    }
}

/// A disk that an earlier program wrote does not say for which role: the relay's memory of it counts, once.
#[test]
fn a_program_that_was_updated_says_from_then_on_for_which_role_its_disk_stands() {
    let (mut forum, mut siti, mut budi) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Member));
    siti.set(&board(1), "title", "Rapat pengurus");
    siti.connect(&mut forum);
    budi.connect(&mut forum);
    speak_as_before(&mut budi);
    forum.settle(&mut [&mut siti, &mut budi]);
    budi.disconnect(&mut forum);
    budi.standing.sight.clear();
    budi.restart(2);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert_eq!(budi.standing.sight, [Role::Member]);
    // and told again whatever it forgets
    forgets(&mut forum, &budi, Some(Role::Organiser));
    away(&mut forum, &mut budi, Role::Organiser);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert_eq!(budi.field(&board(1), "title"), "Rapat pengurus");
}

fn erase(forum: &mut Forum, doc: &DocId, number: u64) -> Vec<Effect> {
    forum.disk.erase(doc);
    forum.relay.erase(doc, number, None)
}

#[test]
fn an_erased_document_leaves_every_phone_and_none_brings_it_back() {
    let (mut forum, mut siti, mut budi, mut dewi) = (
        Forum::new(),
        Phone::new(1, Role::Organiser),
        Phone::new(2, Role::Organiser),
        Phone::new(3, Role::Organiser),
    );
    siti.set(&card(9), "full_name", "Siti Rahayu");
    siti.set(&card(10), "full_name", "Budi Santosa");
    siti.connect(&mut forum);
    budi.connect(&mut forum);
    dewi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi, &mut dewi]);
    dewi.disconnect(&mut forum);
    let copy = (dewi.standing.clone(), dewi.ledgers.clone(), dewi.chunks.clone());
    dewi.set(&card(9), "nickname", "Ditulis sesudah dihapus");

    let effects = erase(&mut forum, &card(9), 1);
    forum.deliver(effects, &mut [&mut siti, &mut budi]);
    forum.settle(&mut [&mut siti, &mut budi]);
    let done = |forum: &mut Forum| {
        forum.relay.devices.values().filter(|device| device.erased >= 1).count()
    };
    assert!(!holds(&siti, &card(9)) && !holds(&budi, &card(9)));
    assert_eq!(done(&mut forum), 2);
    assert_eq!(siti.field(&card(10), "full_name"), "Budi Santosa");

    // a phone that was away, with work of its own in it; then the same from a copy
    for nonce in 2..4 {
        dewi.connect(&mut forum);
        forum.settle(&mut [&mut siti, &mut budi, &mut dewi]);
        assert!(!holds(&dewi, &card(9)));
        let gone = |event: &Event| matches!(event, Event::Gone { why: Why::Erased, .. });
        assert!(std::mem::take(&mut dewi.told).iter().any(gone));
        assert_eq!(done(&mut forum), 3);
        dewi.disconnect(&mut forum);
        (dewi.standing, dewi.ledgers, dewi.chunks) = copy.clone();
        dewi.restart(nonce);
    }
    assert!(!forum.disk.heads.contains_key(&card(9)));
    // the page that still shows it cannot begin it anew, and a tampered phone is refused
    let edit = Edit::Set { path: "nickname".to_owned(), value: Value::from("Bu Siti") };
    assert!(siti.replica.edit(&card(9), edit, 1).is_err());
    let mut stubborn = Phone::new(4, Role::Organiser);
    stubborn.set(&card(9), "nickname", "Bu Siti");
    stubborn.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut stubborn]);
    assert!(!holds(&stubborn, &card(9)) && !holds(&siti, &card(9)));
    assert_eq!(forum.quarantined, 0, "nothing of it is kept aside");
}

#[test]
fn an_erasure_is_told_to_nobody_who_could_not_see_the_document() {
    let (mut forum, mut siti, mut budi) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Member));
    siti.set(&board(1), "title", "Rapat pengurus");
    siti.connect(&mut forum);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    let effects = erase(&mut forum, &board(1), 1);
    let erased = Frame::Erased(Erased { number: 1, doc: board(1), founding: None });
    assert_eq!(effects, [Effect::Send(siti.link, erased)]);
    forum.deliver(effects, &mut [&mut siti]);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert!(forum.relay.devices.values().all(|device| device.erased == 1), "nobody has a copy");
    budi.disconnect(&mut forum);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert_eq!(budi.standing.erased, 0);
    budi.set(&card(2), "full_name", "Budi Santosa");
    forum.settle(&mut [&mut siti, &mut budi]);
    assert_eq!(siti.field(&card(2), "full_name"), "Budi Santosa");
}

#[test]
fn erasures_come_first_and_a_phone_that_missed_many_hears_of_all_of_them() {
    let (mut forum, mut siti, mut budi) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    for number in 1..=1_200 {
        let effects = erase(&mut forum, &board(number), u64::try_from(number).unwrap());
        assert!(effects.is_empty());
    }
    siti.set(&card(9), "full_name", "Siti Rahayu");
    siti.connect(&mut forum);
    forum.settle(&mut [&mut siti]);
    budi.connect(&mut forum);
    let hello = budi.sent.remove(0);
    let effects = forum.relay.receive(budi.link, hello, NOW_MS, &mut forum.disk).unwrap();
    let kinds: Vec<_> = effects.iter().take(3).collect();
    assert!(matches!(
        kinds[..],
        [Effect::Send(_, Frame::Welcome(_)), Effect::Send(_, Frame::Erased(_)), ..]
    ));
    forum.deliver(effects, &mut [&mut budi]);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert_eq!(budi.standing.erased, 1_200);
    assert_eq!(budi.field(&card(9), "full_name"), "Siti Rahayu");
}
