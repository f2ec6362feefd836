//! Chunks that are not what they say, and work that somebody else hands in.

use super::*;
use crate::frame::Push;
use crate::id::ReplicaId;
use crate::replica::EditError;
use automerge::Change;

const NOTE: &str = "note/01KAV9FT000000000000000001";

fn note() -> DocId {
    NOTE.parse().unwrap()
}

/// A forum with these phones on open links.
fn forum_of<const N: usize>(mut phones: [&mut Phone; N]) -> Forum {
    let mut forum = Forum::new();
    for phone in &mut phones {
        phone.connect(&mut forum);
    }
    forum.settle(&mut phones);
    forum
}

/// What the relay answers to a push of this phone, which adds nothing to the log.
fn answer(forum: &mut Forum, from: &mut Phone, push: Push) -> Option<RefusalCode> {
    let before = forum.disk.rows.len();
    from.sent.push(Frame::Push(push));
    let to = Phone { link: from.link, ..Phone::new(99, Role::Viewer) };
    let told = forum.told(from, &to);
    assert_eq!(forum.disk.rows.len(), before, "something was stored");
    told.into_iter().find_map(|frame| match frame {
        Frame::Refused(refused) => Some(refused.code),
        _ => None,
    })
}

/// A chunk with one change, by this actor in the name of this person.
fn written(actor: &Phone, author: u128, doc: &DocId) -> Vec<u8> {
    let mut document = Document::new(doc.clone(), actor.replica.id(), member(author));
    let edit = Edit::Set { path: "title".to_owned(), value: Value::from("Rapat") };
    document.edit(&edit, 1).unwrap();
    document.commit(1);
    chunk::pack(&document.changes_since(&[])).remove(0)
}

#[test]
fn of_a_carried_push_nothing_is_kept_that_cannot_be_read() {
    let (mut siti, mut thief) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Member));
    let mut forum = forum_of([&mut siti, &mut thief]);
    let own = thief.push_of(&note(), vec![0; 40]);
    let carried = Push { by: Some(siti.me.device), ..own.clone() };
    assert_eq!(answer(&mut forum, &mut thief, carried.clone()), Some(RefusalCode::Malformed));
    for (push, kept) in [(carried, 0), (own, 1)] {
        thief.sent.push(Frame::Push(push));
        forum.settle(&mut [&mut siti, &mut thief]);
        assert_eq!(forum.quarantined, kept, "nobody knows whose the first is");
    }
}

#[test]
fn every_forgery_is_refused_by_its_own_code_and_adds_nothing() {
    let (mut siti, mut thief) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    siti.set(&note(), "title", "Rapat rutin");
    let mut forum = forum_of([&mut siti, &mut thief]);
    let own = written(&thief, 2, &note());
    let signed = thief.push_of(&note(), own.clone());
    let other: DocId = NOTE.replace('1', "2").parse().unwrap();

    let forged = [
        (thief.push_of(&note(), written(&siti, 2, &note())), RefusalCode::WrongActor),
        (thief.push_of(&note(), written(&thief, 1, &note())), RefusalCode::WrongAuthor),
        // signed by somebody else, as by a thief who has only the token
        (siti.push_of(&note(), own.clone()), RefusalCode::BadSignature),
        // signed for another document
        (Push { doc: other, ..signed.clone() }, RefusalCode::BadSignature),
        (Push { by: Some(siti.me.device), ..signed.clone() }, RefusalCode::BadSignature),
        (Push { by: Some(DeviceId([77; 8])), ..signed.clone() }, RefusalCode::UnknownDevice),
    ];
    for (push, code) in forged {
        assert_eq!(answer(&mut forum, &mut thief, push), Some(code));
    }
    // for another forum
    let changes = chunk::unpack(&own).unwrap();
    let elsewhere = crate::id::ForumId(crate::id::Ulid::new(0, 8));
    let words = crate::signature::words_of_chunk(elsewhere, &note(), &changes);
    let push = Push { signature: thief.key.sign(&words), ..signed.clone() };
    assert_eq!(answer(&mut forum, &mut thief, push), Some(RefusalCode::BadSignature));
    // altered on the way
    let mut push = signed.clone();
    let last = push.chunk.len() - 1;
    push.chunk[last] ^= 1;
    assert!(answer(&mut forum, &mut thief, push).is_some());
    // the number of a change that is there already
    thief.sent.push(Frame::Push(signed));
    forum.settle(&mut [&mut siti, &mut thief]);
    assert_eq!(forum.disk.rows.len(), 2);
    let mut again = Document::new(note(), thief.replica.id(), member(2));
    let edit = Edit::Set { path: "title".to_owned(), value: Value::from("Lain") };
    again.edit(&edit, 1).unwrap();
    again.commit(1);
    let chunk = chunk::pack(&again.changes_since(&[])).remove(0);
    let push = thief.push_of(&note(), chunk);
    assert_eq!(answer(&mut forum, &mut thief, push), Some(RefusalCode::OutOfSequence));
    assert_eq!(siti.field(&note(), "title"), "Rapat");
}

#[test]
fn the_same_chunk_again_whoever_brings_it_changes_nothing() {
    let (mut siti, mut thief) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    siti.set(&note(), "title", "Rapat rutin");
    let mut forum = forum_of([&mut siti, &mut thief]);
    let chunk = forum.disk.rows[0].content.chunk().cloned().unwrap();
    let replayed = siti.push_of(&note(), chunk);
    assert_eq!(answer(&mut forum, &mut siti, replayed.clone()), None);
    let carried = Push { by: Some(siti.me.device), ..replayed.clone() };
    assert_eq!(answer(&mut forum, &mut thief, carried), None);
    assert_eq!(answer(&mut forum, &mut thief, replayed), Some(RefusalCode::BadSignature));
}

#[test]
fn a_person_who_may_not_see_a_document_does_not_learn_whether_it_is_there() {
    let (mut siti, mut budi) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Member));
    let board: DocId = "board/01KAV9FT000000000000000001".parse().unwrap();
    let nothing: DocId = "board/01KAV9FT000000000000000002".parse().unwrap();
    siti.set(&board, "title", "Rapat pengurus");
    let mut forum = forum_of([&mut siti, &mut budi]);
    assert!(!budi.ledgers.contains_key(&board));
    let chunk = forum.disk.rows[0].content.chunk().cloned().unwrap();
    for doc in [&board, &nothing] {
        let push = budi.push_of(doc, chunk.clone());
        assert_eq!(answer(&mut forum, &mut budi, push), Some(RefusalCode::NotAllowed), "{doc}");
        budi.sent.push(Frame::Here(Some(doc.clone())));
    }
    let to = Phone { link: budi.link, ..Phone::new(99, Role::Viewer) };
    let told = forum.told(&mut budi, &to);
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn what_a_device_that_was_shut_out_wrote_is_taken_only_from_an_organiser() {
    let (mut siti, mut budi, mut dewi) =
        (Phone::new(1, Role::Organiser), Phone::new(2, Role::Member), Phone::new(3, Role::Member));
    let mut forum = forum_of([&mut siti, &mut budi, &mut dewi]);
    let mut shut = budi.device();
    shut.revoked = true;
    let mut effects = forum.relay.know(shut);
    assert_eq!(effects.remove(0), Effect::Close(budi.link, Closing::Revoked));
    forum.relay.leave(budi.link);
    forum.deliver(effects, &mut [&mut siti, &mut dewi]);
    let effects = budi.replica.receive(vec![Frame::Closing(Closing::Revoked)], NOW_MS);
    budi.standing.shut_out = true;
    assert!(matches!(effects.last(), Some(crate::replica::Effect::HangUp)));
    budi.replica.disconnect();
    budi.set(&note(), "title", "Ditulis tanpa sinyal");
    assert_eq!(budi.replica.ticks(&note()), Ticks::Held { code: RefusalCode::Revoked });

    let (_, signed) = budi.replica.packet(&note());
    let packet: Vec<Push> = signed.into_iter().map(|signed| signed.by(&budi.key)).collect();
    assert_eq!(packet.len(), 1);
    let carried = packet[0].clone();
    assert_eq!(answer(&mut forum, &mut dewi, carried), Some(RefusalCode::Revoked));
    for _twice in 0..2 {
        siti.sent.extend(packet.iter().cloned().map(Frame::Push));
        forum.settle(&mut [&mut siti, &mut dewi]);
    }
    assert_eq!(forum.disk.rows.len(), 1);
    assert_eq!(forum.disk.rows[0].device, budi.me.device, "who wrote it is who signed it");
    for phone in [&mut siti, &mut dewi] {
        assert_eq!(phone.field(&note(), "title"), "Ditulis tanpa sinyal");
    }
}

#[test]
fn anybody_may_carry_what_its_author_may_write_and_nobody_but_an_organiser_more() {
    let (mut siti, mut budi, mut dewi) =
        (Phone::new(1, Role::Organiser), Phone::new(2, Role::Member), Phone::new(3, Role::Viewer));
    let mut forum = forum_of([&mut siti, &mut budi, &mut dewi]);
    budi.disconnect(&mut forum);
    budi.set(&note(), "title", "Rapat");
    let (_, signed) = budi.replica.packet(&note());
    let push = signed.into_iter().next().unwrap().by(&budi.key);
    dewi.sent.push(Frame::Push(push));
    forum.settle(&mut [&mut siti, &mut dewi]);
    assert_eq!(siti.field(&note(), "title"), "Rapat");

    // somebody whose role was taken away meanwhile
    budi.set(&note(), "place", "Balai desa");
    let (_, signed) = budi.replica.packet(&note());
    let pushes: Vec<_> = signed.into_iter().map(|signed| signed.by(&budi.key)).collect();
    budi.me.role = Role::Viewer;
    forum.relay.know(budi.device());
    let push = pushes.last().unwrap().clone();
    assert_eq!(answer(&mut forum, &mut dewi, push.clone()), Some(RefusalCode::NotAllowed));
    siti.sent.push(Frame::Push(push));
    forum.settle(&mut [&mut siti, &mut dewi]);
    assert_eq!(dewi.field(&note(), "place"), "Balai desa");
}

/// A chunk with all of the note that this phone has, and a change by hand that approves it.
fn approving(phone: &mut Phone) -> Vec<u8> {
    let chunks = phone.chunks_of(&note());
    let stored: Vec<Change> =
        chunks.iter().flat_map(|(_, chunk)| chunk::unpack(chunk).unwrap()).collect();
    let raw = stored.iter().map(Change::raw_bytes);
    let device = ReplicaId::new(phone.me.device, [77; 8]);
    let mut document =
        Document::load(note(), device, phone.me.member, None, raw.collect::<Vec<_>>()).unwrap();
    let before = document.heads();
    let approve = Edit::Set { path: "state".to_owned(), value: Value::from("disahkan") };
    document.edit(&approve, 1).unwrap();
    document.commit(1);
    chunk::pack(&document.changes_since(&before)).remove(0)
}

#[test]
fn minutes_are_approved_by_organisers_and_by_no_change_of_anybody_else() {
    let (mut siti, mut budi, mut dewi) =
        (Phone::new(1, Role::Organiser), Phone::new(2, Role::Member), Phone::new(3, Role::Member));
    siti.set(&note(), "title", "Rapat rutin");
    let mut forum = forum_of([&mut siti, &mut budi, &mut dewi]);
    // the phone's own core does not make it, by whatever edit
    let approve = Edit::Set { path: "state".to_owned(), value: Value::from("disahkan") };
    budi.load(&note());
    let refused = budi.replica.edit(&note(), approve, 1);
    assert_eq!(refused, Err(EditError::NotAllowed(note())));

    // the word elsewhere is a word
    budi.set(&note(), "place", "disahkan");
    forum.settle(&mut [&mut siti, &mut budi, &mut dewi]);
    assert_eq!(siti.field(&note(), "place"), "disahkan");

    let chunk = approving(&mut budi);
    let push = budi.push_of(&note(), chunk);
    assert_eq!(answer(&mut forum, &mut budi, push.clone()), Some(RefusalCode::NotAllowed));
    let carried = Push { by: Some(budi.me.device), ..push };
    assert_eq!(answer(&mut forum, &mut dewi, carried.clone()), Some(RefusalCode::NotAllowed));

    // an organiser who hands it in approves them, as one who does it
    siti.sent.push(Frame::Push(carried));
    forum.settle(&mut [&mut siti, &mut budi, &mut dewi]);
    assert_eq!(dewi.field(&note(), "state"), "disahkan");
    siti.set(&note(), "state", "draf");
    siti.set(&note(), "state", "disahkan");
    forum.settle(&mut [&mut siti, &mut budi, &mut dewi]);
    assert_eq!(budi.field(&note(), "state"), "disahkan");
}
