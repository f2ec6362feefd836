use super::*;
use crate::access::Role;
use crate::chunk;
use crate::document::{Document, Edit, Value};
use crate::rehearsal::{FORUM, Forum, Memory, NOW_MS, Phone, card, member};
use crate::replica::Ticks;
use crate::vet::Trial;

#[test]
fn edits_made_offline_on_two_phones_reach_both_after_reconnecting() {
    let (mut forum, mut siti, mut budi) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    siti.set(&card(9), "full_name", "Siti Rahayu");
    siti.connect(&mut forum);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert_eq!(budi.field(&card(9), "full_name"), "Siti Rahayu");

    siti.disconnect(&mut forum);
    budi.disconnect(&mut forum);
    siti.set(&card(9), "nickname", "Bu Siti");
    budi.set(&card(9), "email", "siti@contoh.id");
    assert_eq!(siti.replica.ticks(&card(9)), Ticks::Local);
    siti.connect(&mut forum);
    forum.settle(&mut [&mut siti]);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);

    for phone in [&mut siti, &mut budi] {
        assert_eq!(phone.field(&card(9), "nickname"), "Bu Siti");
        assert_eq!(phone.field(&card(9), "email"), "siti@contoh.id");
        assert_eq!(phone.standing.cursor, Seq(3));
        assert_eq!(phone.replica.unsent().count(), 0);
    }
    let receipts = forum.relay.receipts();
    forum.deliver(receipts, &mut [&mut siti, &mut budi]);
    assert_eq!(siti.replica.ticks(&card(9)), Ticks::Relay { received: 1, devices: 1 });
}

#[test]
fn a_phone_restarted_between_edits_keeps_and_sends_all_of_them() {
    let (mut forum, mut phone, mut other) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Viewer));
    for nonce in 2..6 {
        phone.set(&card(9), "full_name", &format!("Nama {nonce}"));
        phone.restart(nonce);
    }
    phone.connect(&mut forum);
    other.connect(&mut forum);
    forum.settle(&mut [&mut phone, &mut other]);
    assert_eq!(other.field(&card(9), "full_name"), "Nama 5");
    assert_eq!(forum.disk.changes.len(), 4);
}

#[test]
fn an_exchange_in_which_nothing_is_new_takes_under_200_bytes_of_frames() {
    let (mut forum, mut phone) = (Forum::new(), Phone::new(1, Role::Organiser));
    for number in 10..70 {
        phone.set(&card(number), "full_name", "Siti Rahayu");
    }
    phone.connect(&mut forum);
    forum.settle(&mut [&mut phone]);
    phone.disconnect(&mut forum);
    phone.connect(&mut forum);
    let up: usize = phone.sent.iter().map(|frame| frame.to_bytes().len()).sum();
    let hello = phone.sent.remove(0);
    assert!(phone.sent.is_empty());
    let mut effects = forum.relay.receive(phone.link, hello, NOW_MS, &mut forum.disk).unwrap();
    effects.extend(forum.relay.page(phone.link, &mut forum.disk).unwrap());
    let down: usize = effects
        .iter()
        .map(|effect| if let Effect::Send(_, frame) = effect { frame.to_bytes().len() } else { 0 })
        .sum();
    assert!(up + down < 200, "{up} up and {down} down");
}

#[test]
fn a_viewer_who_edits_and_a_member_who_edits_anothers_card_are_refused() {
    let (mut forum, mut viewer) = (Forum::new(), Phone::new(1, Role::Organiser));
    // the phone believes it is an organiser; the relay knows better
    viewer.set(&card(9), "full_name", "Tamu");
    viewer.me.role = Role::Viewer;
    viewer.connect(&mut forum);
    forum.settle(&mut [&mut viewer]);
    assert_eq!(viewer.replica.ticks(&card(9)), Ticks::Held { code: RefusalCode::NotAllowed });
    assert!(forum.disk.rows.is_empty());
    assert_eq!(viewer.field(&card(9), "full_name"), "Tamu");
}

#[test]
fn a_batch_that_could_not_be_stored_is_told_to_nobody_and_taken_later() {
    let (mut forum, mut phone) = (Forum::new(), Phone::new(1, Role::Organiser));
    phone.set(&card(9), "full_name", "Siti Rahayu");
    phone.connect(&mut forum);
    for frame in std::mem::take(&mut phone.sent) {
        forum.relay.receive(phone.link, frame, NOW_MS, &mut forum.disk).unwrap();
    }
    let batch = forum.relay.try_out(&mut forum.disk, &Trial::run_each).unwrap();
    assert_eq!(batch.entries.len(), 1);
    let effects = forum.relay.not_stored(batch, RefusalCode::DiskFull);
    assert!(matches!(
        &effects[..],
        [Effect::Send(_, Frame::Refused(Refused { code: RefusalCode::DiskFull, .. }))]
    ));
    forum.deliver(effects, &mut [&mut phone]);
    assert_eq!(phone.replica.ticks(&card(9)), Ticks::Local);
    let again = phone.replica.push_unsent();
    phone.perform(again);
    forum.settle(&mut [&mut phone]);
    assert_eq!(forum.disk.rows.len(), 1);
    assert_eq!(forum.relay.seq(), Seq(1));
}

/// After all have synced, the relay loses everything and begins a new history.
fn lose(forum: &mut Forum, phones: &mut [&mut Phone]) {
    for phone in &mut *phones {
        phone.connect(forum);
    }
    forum.settle(phones);
    for phone in phones {
        phone.disconnect(forum);
    }
    forum.disk = Memory::default();
    forum.relay = Relay::new(FORUM, Epoch([2; 8]), Seq(0));
}

#[test]
fn a_relay_that_lost_its_history_gets_it_back_from_a_phone_that_did_not_write_it() {
    let (mut forum, mut siti, mut budi) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Member));
    siti.set(&card(9), "full_name", "Siti Rahayu");
    lose(&mut forum, &mut [&mut siti, &mut budi]);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut budi]);
    assert_eq!(forum.disk.changes.len(), 1);
    assert_eq!(budi.replica.unsent().count(), 0);
    let mut third = Phone::new(3, Role::Viewer);
    third.connect(&mut forum);
    forum.settle(&mut [&mut budi, &mut third]);
    assert_eq!(third.field(&card(9), "full_name"), "Siti Rahayu");
}

#[test]
fn what_a_relay_lost_comes_back_from_anybody_by_its_own_seal_and_by_nothing_else() {
    for sealed in [true, false] {
        let (mut forum, mut siti, mut guest) =
            (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Viewer));
        siti.set(&card(9), "full_name", "Siti Rahayu");
        lose(&mut forum, &mut [&mut siti, &mut guest]);
        if !sealed {
            // its own words for what was lost would be as good as the true ones
            guest.ledgers.values_mut().for_each(|ledger| ledger.sealed.clear());
            guest.restart(9);
        }
        guest.connect(&mut forum);
        forum.settle(&mut [&mut guest]);
        assert_eq!(forum.disk.changes.len(), usize::from(sealed));
        assert_eq!(forum.quarantined, 0);
        assert_eq!(guest.field(&card(9), "full_name"), "Siti Rahayu", "it keeps what it has");
        siti.connect(&mut forum);
        forum.settle(&mut [&mut siti, &mut guest]);
        assert_eq!(forum.disk.changes.len(), 1);
        assert_eq!(guest.replica.unsent().count(), 0);
    }
}

#[test]
fn after_a_restore_nobody_hands_in_changes_in_anothers_name() {
    let (mut forum, mut siti, mut thief) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    siti.set(&card(9), "full_name", "Siti Rahayu");
    lose(&mut forum, &mut [&mut siti, &mut thief]);
    let other = Phone::new(3, Role::Organiser);
    let mut forged = Document::new(card(9), other.replica.id(), member(1));
    forged.edit(&Edit::Set { path: "email".into(), value: Value::from("x@contoh.id") }, 1).unwrap();
    forged.commit(1);
    let chunk = chunk::pack(&forged.changes_since(&[])).remove(0);
    let sealed = serde_json::to_value(&thief.ledgers[&card(9)].sealed).unwrap();
    let seal: crate::id::Mark = serde_json::from_value(sealed[0]["seal"].clone()).unwrap();
    thief.connect(&mut forum);
    // a seal of something else, none at all, and one of the thief's making
    for seal in [Some(seal), None, Some(crate::id::Mark([7; 16]))] {
        let mut push = thief.push_of(&card(9), chunk.clone());
        if let Some(seal) = seal {
            push.signature = crate::signature::Signature::of_seal(seal);
        }
        thief.sent.push(Frame::Push(push));
        forum.settle(&mut [&mut thief]);
        let theirs = |(_, change): &&(DocId, automerge::Change)| forged.knows(&change.hash());
        assert_eq!(forum.disk.changes.iter().filter(theirs).count(), 0);
    }
}

#[test]
fn a_change_under_another_devices_actor_is_refused_and_kept_aside() {
    let (mut forum, mut siti, mut thief) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    siti.set(&card(9), "full_name", "Siti Rahayu");
    let chunk = siti.chunks[&card(9)].values().next().unwrap().clone();
    thief.connect(&mut forum);
    thief.sent.push(Frame::Push(thief.push_of(&card(9), chunk)));
    forum.settle(&mut [&mut thief]);
    assert!(forum.disk.rows.is_empty());
    assert_eq!(forum.quarantined, 1);
}

#[test]
fn a_bad_push_does_not_keep_a_good_one_to_the_same_document_out() {
    let (mut forum, mut siti, mut thief) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    siti.set(&card(9), "full_name", "Siti Rahayu");
    siti.connect(&mut forum);
    thief.connect(&mut forum);
    let other = Phone::new(3, Role::Organiser);
    let mut forged = Document::new(card(9), other.replica.id(), member(2));
    forged
        .edit(&Edit::Set { path: "email".to_owned(), value: Value::from("x@contoh.id") }, 1)
        .unwrap();
    forged.commit(1);
    let chunk = chunk::pack(&forged.changes_since(&[])).remove(0);
    thief.sent.push(Frame::Push(thief.push_of(&card(9), chunk)));
    forum.settle(&mut [&mut siti, &mut thief]);
    assert_eq!(forum.disk.rows.len(), 1);
    assert_eq!(siti.replica.unsent().count(), 0);
}

#[test]
fn a_forum_with_too_many_documents_takes_no_new_one_and_goes_on_with_the_others() {
    let (mut forum, mut siti) = (Forum::new(), Phone::new(1, Role::Organiser));
    siti.set(&card(9), "full_name", "Siti Rahayu");
    siti.connect(&mut forum);
    forum.settle(&mut [&mut siti]);
    forum.disk.documents = Some(FORUM_DOCUMENTS_MAX);
    siti.set(&card(10), "full_name", "Budi Santosa");
    siti.set(&card(9), "nickname", "Bu Siti");
    forum.settle(&mut [&mut siti]);
    assert_eq!(siti.replica.ticks(&card(10)), Ticks::Held { code: RefusalCode::ForumFull });
    assert_eq!(siti.ledgers[&card(9)].unsent, 0);
}

#[test]
fn a_device_that_comes_for_the_first_time_is_counted_at_once() {
    let mut forum = Forum::new();
    let one = Phone::new(1, Role::Organiser);
    forum.relay.join(one.link, one.device(), Door::Live);
    assert!(matches!(forum.relay.moved()[..], [Moved { cursor: Seq(0), .. }]));
    forum.relay.join(LinkId(9), one.device(), Door::Live);
    assert!(forum.relay.moved().is_empty());
}

#[test]
fn pushes_to_many_documents_are_tried_a_few_at_a_time_and_all_of_them() {
    let (mut forum, mut siti) = (Forum::new(), Phone::new(1, Role::Organiser));
    for number in 10..30 {
        siti.set(&card(number), "full_name", "Siti Rahayu");
    }
    siti.connect(&mut forum);
    forum.relay.join(siti.link, siti.device(), Door::Once);
    for frame in std::mem::take(&mut siti.sent) {
        forum.relay.receive(siti.link, frame, NOW_MS, &mut forum.disk).unwrap();
    }
    let mut taken = Vec::new();
    while forum.relay.has_waiting() {
        assert!(!forum.relay.is_behind(siti.link), "an answer would end before all is answered");
        let batch = forum.relay.try_out(&mut forum.disk, &Trial::run_each).unwrap();
        taken.push(batch.entries.len());
        forum.relay.stored(batch);
    }
    assert_eq!(taken, [8, 8, 4]);
    assert!(forum.relay.is_behind(siti.link));
}

#[test]
fn what_one_device_has_waiting_is_bounded_and_the_rest_is_put_off() {
    let (mut forum, mut siti) = (Forum::new(), Phone::new(1, Role::Organiser));
    siti.set(&card(10), "full_name", "Siti Rahayu");
    siti.connect(&mut forum);
    let mut put_off = 0;
    for frame in std::mem::take(&mut siti.sent) {
        let Frame::Push(push) = frame else {
            forum.relay.receive(siti.link, frame, NOW_MS, &mut forum.disk).unwrap();
            continue;
        };
        for _ in 0..DEVICE_WAITING_MAX + 5 {
            let effects = forum.relay.push(siti.link, push.clone());
            put_off += effects.len();
            let busy = |effect: &Effect| {
                matches!(
                    effect,
                    Effect::Send(_, Frame::Refused(Refused { code: RefusalCode::Busy, .. }))
                )
            };
            assert!(effects.iter().all(busy));
        }
    }
    assert_eq!(put_off, 5);
}

#[test]
fn who_sends_little_does_not_wait_for_who_sends_much() {
    let mut forum = Forum::new();
    let (mut much, mut little) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Member));
    for number in 10..200 {
        much.set(&note_of(number), "title", "Rapat");
    }
    little.set(&note_of(200), "title", "Rapat rutin");
    for phone in [&mut much, &mut little] {
        phone.connect(&mut forum);
        for frame in std::mem::take(&mut phone.sent) {
            forum.relay.receive(phone.link, frame, NOW_MS, &mut forum.disk).unwrap();
        }
    }
    let batch = forum.relay.try_out(&mut forum.disk, &Trial::run_each).unwrap();
    assert!(batch.entries.iter().any(|entry| entry.hand == little.me.device), "it had to wait");
}

fn note_of(number: u128) -> DocId {
    DocId::note(crate::id::Ulid::new(NOW_MS, number))
}

mod anew;
mod apart;
mod forgery;
mod forgetting;
mod history;
mod order;
