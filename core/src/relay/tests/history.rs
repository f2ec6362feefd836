//! A log that is not the one that phones know: a copy was put back, with or without a new epoch.

use super::*;
use crate::replica::Event;

fn note() -> DocId {
    "note/01KAV9FT000000000000000001".parse().unwrap()
}

/// An organiser, a member who builds on what she wrote, and a viewer; the relay has then lost all but the
/// beginning.
fn lost(epoch: Epoch, written_after: usize) -> (Forum, [Phone; 3]) {
    let mut forum = Forum::new();
    let mut phones = [(1, Role::Organiser), (2, Role::Member), (3, Role::Viewer)]
        .map(|(n, role)| Phone::new(n, role));
    let [siti, budi, dewi] = &mut phones;
    siti.set(&note(), "title", "Rapat rutin");
    siti.connect(&mut forum);
    budi.connect(&mut forum);
    dewi.connect(&mut forum);
    forum.settle(&mut [siti, budi, dewi]);
    let copy = forum.disk.clone();
    siti.set(&note(), "title", "Rapat kerja");
    forum.settle(&mut [siti, budi, dewi]);
    budi.set(&note(), "place", "Balai desa");
    budi.set(&card(2), "full_name", "Budi Santosa");
    forum.settle(&mut [siti, budi, dewi]);
    assert_eq!(dewi.field(&note(), "place"), "Balai desa");
    [siti, budi, dewi].into_iter().for_each(|phone| phone.disconnect(&mut forum));
    forum.go_back(&copy, epoch);
    // somebody who was not here before writes on
    let mut rini = Phone::new(4, Role::Member);
    for number in 0..written_after {
        rini.set(&card(4), "nickname", &format!("Rini {number}"));
    }
    rini.connect(&mut forum);
    forum.settle(&mut [&mut rini]);
    rini.disconnect(&mut forum);
    (forum, phones)
}

/// One after the other, each alone with the relay, until nobody has anything to say.
fn come_by_turns(forum: &mut Forum, phones: &mut [Phone; 3], order: [usize; 3]) {
    for _ in 0..3 {
        for which in order {
            let phone = &mut phones[which];
            phone.connect(forum);
            forum.settle(&mut [phone]);
            phone.disconnect(forum);
        }
    }
}

fn all_is_back(forum: &Forum, phones: &mut [Phone; 3], told: &str) {
    for phone in phones.iter_mut() {
        assert_eq!(phone.field(&note(), "title"), "Rapat kerja", "{told}");
        assert_eq!(phone.field(&note(), "place"), "Balai desa", "{told}");
        assert_eq!(phone.field(&card(2), "full_name"), "Budi Santosa", "{told}");
        assert_eq!(phone.replica.unsent().count(), 0, "{told}");
        let refused = |event: &Event| matches!(event, Event::Refused { code, .. } if *code != RefusalCode::MissingDeps);
        assert!(!phone.told.iter().any(refused), "{told}: {:?}", phone.told);
    }
    assert_eq!(forum.quarantined, 0, "{told}");
    for (doc, heads) in &forum.disk.heads {
        for phone in phones.iter() {
            let ledger = &phone.ledgers[doc];
            let relay: Vec<_> = heads.iter().map(ToString::to_string).collect();
            assert_eq!(ledger.heads, relay, "{told}: {doc}");
        }
    }
}

const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

#[test]
fn a_log_that_went_back_without_a_word_is_noticed_and_what_it_lost_comes_back() {
    for (written_after, order) in (0..6).flat_map(|after| ORDERS.map(|order| (after, order))) {
        let (mut forum, mut phones) = lost(Epoch([1; 8]), written_after);
        come_by_turns(&mut forum, &mut phones, order);
        all_is_back(&forum, &mut phones, &format!("{written_after} after, {order:?}"));
        assert!(forum.relay.went_back);
    }
}

/// Something of theirs was damaged: they ask for everything, and still believe what the relay said.
#[test]
fn a_log_that_went_back_is_noticed_by_phones_that_begin_again() {
    for (written_after, order) in (0..6).flat_map(|after| ORDERS.map(|order| (after, order))) {
        let (mut forum, mut phones) = lost(Epoch([1; 8]), written_after);
        for phone in &mut phones {
            phone.standing.lacks = true;
            phone.restart(9);
        }
        let told = format!("{written_after} after, {order:?}");
        let first = &mut phones[order[0]];
        first.connect(&mut forum);
        forum.settle(&mut [first]);
        assert!(forum.relay.went_back, "{told}");
        first.disconnect(&mut forum);
        come_by_turns(&mut forum, &mut phones, order);
        all_is_back(&forum, &mut phones, &told);
    }
}

/// Whoever comes first, and also from phones that have no seal of the relay's.
#[test]
fn after_a_restore_nothing_is_refused_and_everything_comes_back_whoever_comes_first() {
    for sealed in [true, false] {
        for order in ORDERS {
            let (mut forum, mut phones) = lost(Epoch([2; 8]), 1);
            for phone in phones.iter_mut().filter(|_| !sealed) {
                phone.ledgers.values_mut().for_each(|ledger| ledger.sealed.clear());
                phone.restart(9);
            }
            come_by_turns(&mut forum, &mut phones, order);
            all_is_back(&forum, &mut phones, &format!("sealed {sealed}, {order:?}"));
        }
    }
}

#[test]
fn nobody_makes_a_relay_take_back_what_others_wrote_by_a_mark_of_their_own() {
    let (mut forum, mut phones) = lost(Epoch([1; 8]), 0);
    let budi = &mut phones[1];
    let mark = crate::id::Mark([9; 16]);
    budi.standing.mark = Some(crate::frame::Marked { seq: Seq(1), mark });
    budi.standing.cursor = Seq(1);
    budi.restart(9);
    budi.connect(&mut forum);
    forum.settle(&mut [budi]);
    assert!(!forum.relay.went_back);
}

/// A phone that believes too much of the relay is told what is there, once in a link.
#[test]
fn a_push_without_ground_is_answered_with_what_is_here_and_the_phone_sends_the_rest() {
    let (mut forum, mut siti) = (Forum::new(), Phone::new(1, Role::Organiser));
    siti.set(&note(), "title", "Rapat rutin");
    siti.connect(&mut forum);
    forum.settle(&mut [&mut siti]);
    siti.disconnect(&mut forum);
    // as of a relay that lost it and of a phone whose marks are of an earlier program
    siti.standing.mark = None;
    siti.standing.cursor = Seq(0);
    siti.restart(2);
    forum.go_back(&Memory::default(), Epoch([1; 8]));
    siti.set(&note(), "title", "Rapat kerja");
    siti.connect(&mut forum);
    forum.settle(&mut [&mut siti]);
    assert_eq!(forum.disk.heads[&note()].len(), 1);
    assert_eq!(siti.replica.unsent().count(), 0);
    let mut other = Phone::new(2, Role::Viewer);
    other.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut other]);
    assert_eq!(other.field(&note(), "title"), "Rapat kerja");
}
