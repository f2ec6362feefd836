//! A phone drops no byte of its own that the relay is not known to hold.

use automerge::transaction::Transactable;
use automerge::{AutoCommit, LoadOptions, ROOT, ReadDoc, TextEncoding};

use super::*;

/// Opens the document from the disk as it is after a restart; whether something was damaged.
fn opened(phone: &mut Phone, doc: &DocId, nonce: u8) -> bool {
    phone.restart(nonce);
    let chunks = phone.chunks_of(doc);
    let snapshot = phone.snapshots.get(doc).cloned();
    let effects = phone.replica.load(doc, snapshot.as_deref(), &chunks, Asked::default());
    let told = effects.iter().any(|effect| matches!(effect, Effect::Tell(Event::Damaged { .. })));
    phone.perform(effects);
    told
}

fn flip(bytes: &mut [u8]) {
    *bytes.last_mut().unwrap() ^= 1;
}

#[test]
fn what_an_earlier_release_made_too_large_is_read_shown_and_held() {
    let mut phone = Phone::new(1, Role::Member);
    let effects = phone.replica.edit(&note(), splice(0, &"panjang ".repeat(9_000)), 1).unwrap();
    phone.perform(effects);
    let effects = phone.replica.commit(&note(), 1);
    phone.perform(effects);
    let saved = phone.replica.open.get_mut(&note()).unwrap().document.save();
    let options = LoadOptions::new().text_encoding(TextEncoding::Utf16CodeUnit);
    let mut large = AutoCommit::load_with_options(&saved, options).unwrap();
    let body = large.get(ROOT, "body").unwrap().unwrap().1;
    large.set_actor(ReplicaId::new(phone.me.device, [77; 8]).actor());
    large.splice_text(&body, 0, 71_400, "Diganti. ").unwrap();
    let hash = large.commit().unwrap();
    let change = large.get_change_by_hash(&hash).unwrap();
    let chunk = chunk::pack(&[change]).remove(0);
    assert!(chunk::unpack(&chunk).is_err(), "a stranger's is not taken");
    phone.chunks.get_mut(&note()).unwrap().insert(key_of(&chunk), chunk.clone());

    assert!(!opened(&mut phone, &note(), 2));
    assert!(phone.field(&note(), "body").starts_with("Diganti. panjang"));
    let mut forum = Forum::new();
    phone.connect(&mut forum);
    forum.settle(&mut [&mut phone]);
    assert!(matches!(phone.replica.ticks(&note()), Ticks::Held { .. }));
    assert!(forum.disk.changes.len() > 4, "what was before it is at the relay");
    let sent = phone.sent.len();
    let effects = phone.replica.edit(&note(), splice(0, "Lagi. "), 1).unwrap();
    phone.perform(effects);
    let effects = phone.replica.commit(&note(), 1);
    phone.perform(effects);
    assert_eq!(phone.sent.len(), sent, "what was refused is not sent again by itself");
    assert!(!opened(&mut phone, &note(), 3));
    assert!(phone.field(&note(), "body").starts_with("Lagi. Diganti. panjang"));
}

#[test]
fn bytes_that_cannot_be_read_stay_though_the_document_is_written_whole() {
    let mut phone = Phone::new(1, Role::Organiser);
    phone.set(&card(9), "full_name", "Siti Rahayu");
    let key = phone.chunks[&card(9)].keys().next().unwrap().clone();
    flip(phone.chunks.get_mut(&card(9)).unwrap().get_mut(&key).unwrap());
    let damaged = phone.chunks[&card(9)][&key].clone();
    assert!(opened(&mut phone, &card(9), 2));
    assert_eq!(phone.replica.ticks(&card(9)), Ticks::Unreadable { code: UNREADABLE });
    let mut forum = Forum::new();
    phone.connect(&mut forum);
    forum.settle(&mut [&mut phone]);
    for count in 0..CHUNKS_BEFORE_COMPACTION + 5 {
        phone.set(&card(9), "nickname", &format!("Bu {count}"));
    }
    forum.settle(&mut [&mut phone]);
    assert!(phone.snapshots.contains_key(&card(9)));
    assert_eq!(phone.chunks[&card(9)].get(&key), Some(&damaged));
    assert_eq!(phone.replica.ticks(&card(9)), Ticks::Unreadable { code: UNREADABLE });
    phone.disconnect(&mut forum);
    assert!(!opened(&mut phone, &card(9), 3), "asking once is enough");
    assert_eq!(phone.replica.ticks(&card(9)), Ticks::Unreadable { code: UNREADABLE });
}

#[test]
fn what_the_relay_holds_takes_the_place_of_what_cannot_be_read() {
    let mut phone = Phone::new(1, Role::Organiser);
    phone.set(&card(9), "full_name", "Siti Rahayu");
    let mut forum = forum_of([&mut phone]);
    phone.disconnect(&mut forum);
    for chunk in phone.chunks.get_mut(&card(9)).unwrap().values_mut() {
        flip(chunk);
    }
    assert!(opened(&mut phone, &card(9), 2));
    assert!(!matches!(phone.replica.ticks(&card(9)), Ticks::Unreadable { .. }));
    phone.connect(&mut forum);
    forum.settle(&mut [&mut phone]);
    assert_eq!(phone.field(&card(9), "full_name"), "Siti Rahayu");
    assert!(!opened(&mut phone, &card(9), 3));
}

#[test]
fn what_is_damaged_and_comes_back_in_pieces_is_asked_for_once() {
    let mut phone = Phone::new(1, Role::Member);
    let effects = phone.replica.edit(&note(), splice(0, &pieces::words(8_000)), 1).unwrap();
    phone.perform(effects);
    let effects = phone.replica.commit(&note(), 1);
    phone.perform(effects);
    let mut forum = forum_of([&mut phone]);
    phone.disconnect(&mut forum);
    let text = phone.field(&note(), "body");
    flip(phone.chunks.get_mut(&note()).unwrap().values_mut().next().unwrap());
    assert!(opened(&mut phone, &note(), 2));
    phone.connect(&mut forum);
    forum.settle(&mut [&mut phone]);
    assert_eq!(phone.field(&note(), "body"), text);
    assert!(!opened(&mut phone, &note(), 3), "not at every start");
    assert_eq!(phone.field(&note(), "body"), text);
}

#[test]
fn what_cannot_be_read_can_be_given_up_and_the_rest_stays() {
    let mut phone = Phone::new(1, Role::Organiser);
    phone.set(&card(9), "full_name", "Siti Rahayu");
    let mut forum = forum_of([&mut phone]);
    phone.disconnect(&mut forum);
    let sent: Vec<String> = phone.chunks[&card(9)].keys().cloned().collect();
    phone.set(&card(9), "nickname", "Bu Siti");
    for (key, chunk) in phone.chunks.get_mut(&card(9)).unwrap() {
        if !sent.contains(key) {
            flip(chunk);
        }
    }
    opened(&mut phone, &card(9), 2);
    phone.connect(&mut forum);
    forum.settle(&mut [&mut phone]);
    assert_eq!(phone.ledgers[&card(9)].unsent, 1);
    phone.load(&card(9));
    let effects = phone.replica.forget(&card(9));
    phone.perform(effects);
    forum.settle(&mut [&mut phone]);
    assert_eq!(phone.ledgers[&card(9)].unsent, 0);
    assert_eq!(phone.field(&card(9), "full_name"), "Siti Rahayu");
    phone.disconnect(&mut forum);
    assert!(!opened(&mut phone, &card(9), 3), "nothing that cannot be read is there any more");
    assert_eq!((phone.ledgers[&card(9)].unsent, phone.ledgers[&card(9)].orphans), (0, 0));
    assert_eq!(phone.field(&card(9), "full_name"), "Siti Rahayu");
}

#[test]
fn a_snapshot_that_cannot_be_read_is_put_aside_before_another_takes_its_place() {
    let mut phone = Phone::new(1, Role::Organiser);
    for count in 0..CHUNKS_BEFORE_COMPACTION {
        phone.set(&card(9), "nickname", &format!("Bu {count}"));
    }
    let mut forum = Forum::new();
    // it speaks, and so it writes the document whole, but nothing was taken
    phone.connect(&mut forum);
    phone.disconnect(&mut forum);
    let snapshot = phone.snapshots.get_mut(&card(9)).unwrap();
    flip(snapshot);
    let damaged = snapshot.clone();
    assert!(opened(&mut phone, &card(9), 2));
    let mut other = Phone::new(2, Role::Organiser);
    other.set(&card(9), "email", "siti@contoh.id");
    other.connect(&mut forum);
    phone.connect(&mut forum);
    forum.settle(&mut [&mut phone, &mut other]);
    assert_eq!(phone.field(&card(9), "email"), "siti@contoh.id");
    assert_eq!(phone.chunks[&card(9)].get(&key_of(&damaged)), Some(&damaged));
    assert_eq!(phone.replica.ticks(&card(9)), Ticks::Unreadable { code: UNREADABLE });
    phone.disconnect(&mut forum);
    assert!(!opened(&mut phone, &card(9), 3));
}

#[test]
fn a_chunk_that_builds_on_a_damaged_one_stays_on_the_disk_and_is_asked_for_once() {
    let mut phone = Phone::new(1, Role::Organiser);
    phone.set(&card(9), "full_name", "Siti Rahayu");
    let first = phone.chunks[&card(9)].keys().next().unwrap().clone();
    phone.set(&card(9), "nickname", "Bu Siti");
    let second = phone.chunks[&card(9)].keys().find(|key| **key != first).unwrap().clone();
    let whole = phone.chunks[&card(9)][&first].clone();
    phone.chunks.get_mut(&card(9)).unwrap().insert(first.clone(), vec![1, 2, 3]);

    let mut forum = Forum::new();
    let opened = |phone: &mut Phone, nonce| {
        phone.restart(nonce);
        let chunks = phone.chunks_of(&card(9));
        let snapshot = phone.snapshots.get(&card(9)).cloned();
        let effects = phone.replica.load(&card(9), snapshot.as_deref(), &chunks, Asked::default());
        let told = effects.iter().any(|e| matches!(e, Effect::Tell(Event::Damaged { .. })));
        phone.perform(effects);
        told
    };
    assert!(opened(&mut phone, 2));
    // the relay's copy, of what others wrote, replaces what was read
    let mut other = Phone::new(2, Role::Organiser);
    other.set(&card(9), "email", "siti@contoh.id");
    other.connect(&mut forum);
    forum.settle(&mut [&mut other]);
    phone.connect(&mut forum);
    forum.settle(&mut [&mut phone, &mut other]);
    assert!(phone.chunks[&card(9)].contains_key(&first), "the relay never had it");
    assert!(phone.chunks[&card(9)].contains_key(&second), "what may be read some day is kept");
    phone.disconnect(&mut forum);
    assert!(!opened(&mut phone, 3), "asking again at each opening brings nothing");
    // it turns up again, for instance from a backup of the phone
    phone.chunks.get_mut(&card(9)).unwrap().insert(key_of(&whole), whole);
    assert!(!opened(&mut phone, 4));
    assert_eq!(phone.field(&card(9), "nickname"), "Bu Siti");
    assert_eq!(phone.field(&card(9), "email"), "siti@contoh.id");
    assert_eq!(phone.replica.ledgers[&card(9)].orphans, 0);
}

#[test]
fn what_was_not_sent_behind_a_damaged_chunk_is_sent_once_the_relay_has_given_that_back() {
    let mut phone = Phone::new(1, Role::Organiser);
    phone.set(&card(9), "full_name", "Siti Rahayu");
    let sent: Vec<String> = phone.chunks[&card(9)].keys().cloned().collect();
    let mut forum = forum_of([&mut phone]);
    phone.disconnect(&mut forum);
    phone.set(&card(9), "nickname", "Bu Siti");
    for key in &sent {
        flip(phone.chunks.get_mut(&card(9)).unwrap().get_mut(key).unwrap());
    }
    assert!(opened(&mut phone, &card(9), 2));
    assert!(!matches!(phone.replica.ticks(&card(9)), Ticks::Relay { .. }));
    phone.connect(&mut forum);
    forum.settle(&mut [&mut phone]);
    assert!(!matches!(phone.replica.ticks(&card(9)), Ticks::Relay { .. }), "not before it is true");
    for doc in phone.replica.next_to_send() {
        phone.load(&doc);
    }
    let effects = phone.replica.send_on();
    phone.perform(effects);
    forum.settle(&mut [&mut phone]);
    assert!(matches!(phone.replica.ticks(&card(9)), Ticks::Relay { .. }));
    let mut other = Phone::new(2, Role::Organiser);
    other.connect(&mut forum);
    forum.settle(&mut [&mut phone, &mut other]);
    assert_eq!(other.field(&card(9), "nickname"), "Bu Siti");
}

#[test]
fn a_view_stored_before_it_was_quiet_is_written_anew_when_its_document_is_opened() {
    let (mut siti, mut budi) = (Phone::new(1, Role::Member), Phone::new(2, Role::Member));
    let typed = |phone: &mut Phone, at, delete, insert: &str| {
        let (path, insert) = ("body".to_owned(), insert.to_owned());
        let edit = Edit::Splice { path, at, delete, insert };
        let effects = phone.replica.edit(&note(), edit, 1).unwrap();
        phone.perform(effects);
        let effects = phone.replica.commit(&note(), 1);
        phone.perform(effects);
    };
    typed(&mut siti, 0, 0, "Rapat dihadiri 40 orang.");
    let mut forum = forum_of([&mut siti, &mut budi]);
    siti.disconnect(&mut forum);
    typed(&mut siti, 15, 2, "50");
    typed(&mut budi, 15, 2, "60");
    siti.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    for phone in [&mut siti, &mut budi] {
        let effects = phone.replica.look();
        phone.perform(effects);
    }
    let view = siti.replica.view(&note()).unwrap();
    let [doubt] = &view.doubts[..] else { panic!("{:?}", view.doubts) };
    // somebody reads it and lets it stand, and this phone is left in that moment
    let (path, id) = ("body".to_owned(), doubt.id.clone());
    let edit = Edit::SettleSentence { path, doubt: id, choice: crate::document::Choice::Merged };
    let effects = budi.replica.edit(&note(), edit, 1).unwrap();
    budi.perform(effects);
    let effects = budi.replica.commit(&note(), 1);
    budi.perform(effects);
    let frames = forum.told(&mut budi, &siti);
    let effects = siti.replica.receive(frames, NOW_MS);
    siti.perform(effects);
    let left = siti.replica.view(&note()).unwrap();
    assert!(!left.looked.is_empty() && left.doubts.len() == 1, "{left:?}");

    siti.restart(9);
    let effects = siti.replica.speak(siti.standing.clone());
    siti.perform(effects);
    let chunks = siti.chunks_of(&note());
    let asked = Asked { heads: left.heads, looked: left.looked, doubts: left.doubts };
    let snapshot = siti.snapshots.get(&note()).cloned();
    let effects = siti.replica.load(&note(), snapshot.as_deref(), &chunks, asked);
    let views = effects.iter().filter_map(|effect| match effect {
        Effect::Append(Append { docs, .. }) => docs.iter().find_map(|record| record.view.clone()),
        _ => None,
    });
    let [view] = &views.collect::<Vec<_>>()[..] else { panic!("{effects:?}") };
    assert_eq!((&view.looked[..], &view.doubts[..]), (&[][..], &[][..]));
}
