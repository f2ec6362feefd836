//! A document that an organiser founds anew, on all phones.

use super::*;
use crate::document::{self, Founder};
use crate::id::{DocId, Epoch, ReplicaId};
use crate::replica::Event;

fn founder(phone: &Phone, nonce: u8) -> Founder {
    let (me, at_s) = (phone.me, (NOW_MS / 1000).cast_signed());
    Founder { replica: ReplicaId::new(me.device, [nonce; 8]), member: me.member, at_s }
}

/// What the host does: makes it of what is stored, and puts it in its place.
fn found_anew(forum: &mut Forum, by: &Phone, doc: &DocId, number: u64) -> Vec<Effect> {
    let Ok(Found::Whole(stored)) = forum.disk.document(doc) else { panic!("nothing is there") };
    let founder = founder(by, u8::try_from(100 + number).unwrap());
    let founded = document::found_anew(doc, None, stored.tail, &founder).unwrap();
    let batch = forum.relay.found(doc, &founded, (by.me.device, founder.replica)).unwrap();
    forum.disk.erase(doc);
    forum.disk.append(&batch);
    let mut effects = forum.relay.erase(doc, number, Some(founded.founding));
    effects.extend(forum.relay.stored(batch));
    effects
}

fn three() -> (Forum, Phone, Phone, Phone) {
    let mut forum = Forum::new();
    let mut phones = [1, 2, 3].map(|number| Phone::new(number, Role::Organiser));
    phones[0].set(&card(9), "full_name", "Siti Rahayu");
    for phone in &mut phones {
        phone.connect(&mut forum);
    }
    let [mut siti, mut budi, mut dewi] = phones;
    forum.settle(&mut [&mut siti, &mut budi, &mut dewi]);
    (forum, siti, budi, dewi)
}

/// The only history on this phone's disk is this document's present generation.
fn reads_alone(phone: &mut Phone, doc: &DocId, founding: &crate::document::Founding) {
    phone.restart(77);
    phone.load(doc);
    let heads = phone.replica.heads(doc).unwrap();
    assert!(!heads.is_empty());
    let asked = crate::conflict::Asked::default();
    let mut again = Phone::start(phone.me, 78, &phone.standing, &phone.ledgers);
    let snapshot = phone.snapshots.get(doc).map(Vec::as_slice);
    let effects = again.load(doc, snapshot, &phone.chunks_of(doc), asked);
    assert!(!effects.iter().any(|effect| matches!(effect, crate::replica::Effect::Tell(_))));
    assert_eq!(phone.ledgers[doc].founding.as_ref(), Some(founding));
    assert_eq!((phone.ledgers[doc].orphans, phone.replica.unsent().count()), (0, 0));
}

#[test]
fn all_phones_take_the_new_generation_and_what_was_not_sent_is_written_in_it() {
    let (mut forum, mut siti, mut budi, mut dewi) = three();
    dewi.disconnect(&mut forum);
    // away: one field that nobody else touches, and one that somebody else changes meanwhile
    dewi.set(&card(9), "nickname", "Bu Siti");
    dewi.set(&card(9), "email", "dewi@contoh.id");
    budi.set(&card(9), "email", "budi@contoh.id");
    forum.settle(&mut [&mut siti, &mut budi]);

    let effects = found_anew(&mut forum, &siti, &card(9), 1);
    let founding = forum.relay.founding(&card(9)).unwrap().1;
    forum.deliver(effects, &mut [&mut siti, &mut budi]);
    forum.settle(&mut [&mut siti, &mut budi]);
    for phone in [&mut siti, &mut budi] {
        assert_eq!(phone.field(&card(9), "full_name"), "Siti Rahayu");
        assert_eq!(phone.field(&card(9), "email"), "budi@contoh.id");
    }
    dewi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi, &mut dewi]);
    for phone in [&mut siti, &mut budi, &mut dewi] {
        assert_eq!(phone.field(&card(9), "nickname"), "Bu Siti");
        assert_eq!(phone.field(&card(9), "email"), "budi@contoh.id", "nobody is overwritten");
    }
    // what did not fit is told until it is kept, also after the phone was off
    let left = |phone: &mut Phone| {
        let told = std::mem::take(&mut phone.told).into_iter();
        let left = told.filter_map(|event| match event {
            Event::PutIn { left, .. } => Some(left),
            _ => None,
        });
        left.flatten().map(|one| (one.path, one.is)).collect::<Vec<_>>()
    };
    let email = ("email".to_owned(), Value::from("dewi@contoh.id"));
    assert_eq!(left(&mut dewi), std::slice::from_ref(&email));
    dewi.disconnect(&mut forum);
    dewi.restart(5);
    dewi.connect(&mut forum);
    assert_eq!(left(&mut dewi), [email]);
    let effects = dewi.replica.keeps_left(&card(9));
    dewi.perform(effects);
    assert!(dewi.ledgers[&card(9)].left.is_empty());
    forum.settle(&mut [&mut siti, &mut budi, &mut dewi]);
    for phone in [&mut siti, &mut budi, &mut dewi] {
        phone.disconnect(&mut forum);
        reads_alone(phone, &card(9), &founding);
    }
    // and it can be written in by all
    siti.connect(&mut forum);
    siti.set(&card(9), "nickname", "Bu Rahayu");
    dewi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut dewi]);
    assert_eq!(dewi.field(&card(9), "nickname"), "Bu Rahayu");
}

#[test]
fn nothing_of_an_earlier_generation_comes_back_by_any_way() {
    let (mut forum, mut siti, mut budi, mut dewi) = three();
    let old = budi.chunks[&card(9)].values().next().unwrap().clone();
    dewi.disconnect(&mut forum);
    dewi.set(&card(9), "nickname", "Bu Siti");
    let late = dewi.replica.packet(&card(9)).1.remove(0).by(&dewi.key);
    let effects = found_anew(&mut forum, &siti, &card(9), 1);
    forum.deliver(effects, &mut [&mut siti, &mut budi]);
    forum.settle(&mut [&mut siti, &mut budi]);
    let rows = forum.disk.rows.len();
    // a phone that goes on as if nothing had been, a packet, a first change made without having heard
    budi.sent.push(Frame::Push(budi.push_of(&card(9), old)));
    siti.sent.push(Frame::Push(late));
    let mut nobody = Document::new(card(9), ReplicaId::new(budi.me.device, [9; 8]), budi.me.member);
    nobody.edit(&Edit::Set { path: "note".to_owned(), value: Value::from("x") }, 1).unwrap_or(());
    nobody.edit(&Edit::Set { path: "email".to_owned(), value: Value::from("a@b.id") }, 1).unwrap();
    nobody.commit(1);
    let bare = chunk::pack(&nobody.changes_since(&[])).remove(0);
    budi.sent.push(Frame::Push(budi.push_of(&card(9), bare)));
    let told = [forum.told(&mut budi, &budi_of(2)), forum.told(&mut siti, &budi_of(1))].concat();
    let codes: Vec<_> = told
        .iter()
        .filter_map(|frame| match frame {
            Frame::Refused(refused) => Some(refused.code),
            _ => None,
        })
        .collect();
    assert_eq!(codes, [RefusalCode::Refounded; 3]);
    assert_eq!((forum.disk.rows.len(), forum.quarantined), (rows, 0));
}

/// Only its link counts.
fn budi_of(number: u8) -> Phone {
    Phone::new(number, Role::Organiser)
}

#[test]
fn a_relay_that_was_put_back_gets_the_new_generation_and_never_the_old() {
    let (mut forum, mut siti, mut budi, mut dewi) = three();
    dewi.disconnect(&mut forum);
    dewi.set(&card(9), "nickname", "Bu Siti");
    let effects = found_anew(&mut forum, &siti, &card(9), 1);
    let founding = forum.relay.founding(&card(9)).unwrap().1;
    forum.deliver(effects, &mut [&mut siti, &mut budi]);
    forum.settle(&mut [&mut siti, &mut budi]);
    siti.disconnect(&mut forum);
    budi.disconnect(&mut forum);
    // put back: nothing of the document is there but the word that it was founded anew
    let stone = Stone { doc: card(9), founding: Some(founding) };
    forum.disk = Memory::default();
    forum.relay = Relay::new(FORUM, Epoch([2; 8]), Seq(0)).recall([(1, stone)]);
    dewi.connect(&mut forum);
    forum.settle(&mut [&mut dewi]);
    assert!(forum.disk.changes.is_empty(), "an earlier generation is not taken back");
    assert_eq!(dewi.field(&card(9), "nickname"), "Bu Siti", "and nothing is lost on its phone");
    siti.connect(&mut forum);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi, &mut dewi]);
    assert_eq!(forum.disk.changes[0].1.hash(), founding.first);
    for phone in [&mut siti, &mut budi, &mut dewi] {
        assert_eq!(phone.field(&card(9), "nickname"), "Bu Siti");
        assert_eq!(phone.field(&card(9), "full_name"), "Siti Rahayu");
        reads_alone(phone, &card(9), &founding);
    }
}

#[test]
fn a_document_is_founded_anew_again_and_then_erased() {
    let (mut forum, mut siti, mut budi, mut dewi) = three();
    dewi.disconnect(&mut forum);
    dewi.set(&card(9), "nickname", "Bu Siti");
    for number in 1..=2 {
        let effects = found_anew(&mut forum, &siti, &card(9), number);
        forum.deliver(effects, &mut [&mut siti, &mut budi]);
        forum.settle(&mut [&mut siti, &mut budi]);
    }
    dewi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi, &mut dewi]);
    for phone in [&mut siti, &mut budi, &mut dewi] {
        assert_eq!(phone.field(&card(9), "nickname"), "Bu Siti");
    }
    forum.disk.erase(&card(9));
    let effects = forum.relay.erase(&card(9), 3, None);
    forum.deliver(effects, &mut [&mut siti, &mut budi, &mut dewi]);
    forum.settle(&mut [&mut siti, &mut budi, &mut dewi]);
    assert!(!dewi.ledgers.contains_key(&card(9)));
    dewi.sent.push(Frame::Push(dewi.push_of(&card(9), b"\x01".to_vec())));
    assert!(forum.told(&mut dewi, &budi_of(3)).iter().all(|frame| matches!(
        frame,
        Frame::Refused(Refused {
            code: RefusalCode::Malformed | RefusalCode::BadSignature | RefusalCode::Erased,
            ..
        })
    )));
}
