use super::*;
use crate::chunk;
use crate::conflict::Asked;
use crate::document::{Edit, Value};
use crate::frame::{CaughtUp, Changed, Content, Place};
use crate::id::{Epoch, Seq, Ulid};
use crate::rehearsal::{Forum, NOW_MS, Phone, card};

mod back;
mod carried;
mod kept;
mod pieces;
mod tabs;
mod whole;

fn note() -> DocId {
    DocId::note(Ulid::new(5, 5))
}

fn splice(at: u32, insert: &str) -> Edit {
    Edit::Splice { path: "body".to_owned(), at, delete: 0, insert: insert.to_owned() }
}

fn forum_of<const N: usize>(mut phones: [&mut Phone; N]) -> Forum {
    let mut forum = Forum::new();
    phones.iter_mut().for_each(|phone| phone.connect(&mut forum));
    forum.settle(&mut phones);
    forum
}

#[test]
fn what_is_typed_between_two_pauses_becomes_one_change() {
    let mut phone = Phone::new(1, Role::Member);
    for (at, letter) in ["r", "a", "p", "a", "t"].iter().enumerate() {
        let effects = phone.replica.edit(&note(), splice(at as u32, letter), 1).unwrap();
        assert!(effects.is_empty(), "a keystroke alone is neither stored nor sent");
    }
    let effects = phone.replica.commit(&note(), 1);
    phone.perform(effects);
    assert_eq!(phone.chunks[&note()].len(), 1);
    assert_eq!(phone.field(&note(), "body"), "rapat");
    assert_eq!(phone.ledgers[&note()].unsent, 1);
}

#[test]
fn what_is_being_typed_when_the_link_comes_up_is_stored_before_it_is_sent() {
    let mut phone = Phone::new(1, Role::Member);
    phone.set(&note(), "title", "Rapat");
    phone.replica.edit(&note(), splice(0, "belum selesai"), 1).unwrap();
    let effects = phone.replica.connect();
    let place = |wanted: fn(&Effect) -> bool| effects.iter().position(wanted).unwrap();
    let stored = place(|effect| matches!(effect, Effect::Append(_)));
    assert!(stored < place(|effect| matches!(effect, Effect::Sign(_))));
    phone.perform(effects);
    phone.restart(2);
    assert_eq!(phone.field(&note(), "body"), "belum selesai");
}

#[test]
fn a_long_paste_becomes_changes_that_the_relay_takes() {
    let (mut phone, mut other) = (Phone::new(1, Role::Member), Phone::new(2, Role::Member));
    let paste = "Musyawarah desa 🌾 ".repeat(3_000);
    let effects = phone.replica.edit(&note(), splice(0, &paste), 1).unwrap();
    phone.perform(effects);
    let effects = phone.replica.commit(&note(), 1);
    phone.perform(effects);
    assert!(phone.ledgers[&note()].unsent > 1);
    forum_of([&mut phone, &mut other]);
    assert_eq!(other.field(&note(), "body"), paste);
}

#[test]
fn a_first_sync_cut_after_any_frame_goes_on_where_it_was() {
    let (mut phone, mut other) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Viewer));
    for number in 10..50 {
        phone.set(&card(number), "full_name", "Siti");
    }
    let mut forum = forum_of([&mut phone, &mut other]);
    let mut new = Phone::new(3, Role::Viewer);
    let mut cuts = 0;
    while new.standing.cursor == Seq(0) {
        cuts += 1;
        assert!(cuts < 100);
        new.connect(&mut forum);
        let hello = new.sent.remove(0);
        let mut effects = forum.relay.receive(new.link, hello, NOW_MS, &mut forum.disk).unwrap();
        effects.extend(forum.relay.page(new.link, &mut forum.disk).unwrap());
        effects.extend(forum.relay.page(new.link, &mut forum.disk).unwrap());
        // the welcome and seven more frames arrive
        effects.truncate(8);
        forum.deliver(effects, &mut [&mut new]);
        new.disconnect(&mut forum);
        new.restart(10 + cuts);
    }
    assert_eq!(new.ledgers.len(), 40);
    // 40 documents and the end of the first sync, seven at a time: nothing came twice
    assert_eq!(cuts, 6);
}

#[test]
fn a_gap_in_the_stream_ends_the_link_and_moves_nothing() {
    let mut phone = Phone::new(1, Role::Viewer);
    phone.standing = Standing { cursor: Seq(4), ..Standing::default() };
    phone.restart(1);
    let _hello = phone.replica.connect();
    let changed = Changed {
        place: Place::Log { after: Seq(5), seq: Seq(6) },
        doc: card(9),
        content: Content::Chunk(vec![1, 2].into()),
        by: None,
        mark: None,
        seal: None,
    };
    assert_eq!(phone.replica.receive(vec![Frame::Changed(changed)], NOW_MS), [Effect::HangUp]);
    let late = CaughtUp { after: Seq(5), cursor: Seq(6), mark: None };
    assert_eq!(phone.replica.receive(vec![Frame::CaughtUp(late)], NOW_MS), [Effect::HangUp]);
}

#[test]
fn frames_that_arrive_together_are_one_transaction_and_end_as_if_each_had_come_alone() {
    let (mut siti, mut alone) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    let mut together = Phone::new(3, Role::Organiser);
    siti.set(&card(9), "full_name", "Siti Rahayu");
    let mut forum = forum_of([&mut siti, &mut alone]);
    together.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut alone, &mut together]);
    let mut frames = Vec::new();
    for (doc, name) in [(9, "Siti"), (10, "Budi"), (9, "Siti R."), (10, "Budi S.")] {
        siti.set(&card(doc), "nickname", name);
        frames.extend(forum.told(&mut siti, &together));
    }
    assert_eq!(frames.len(), 4);
    for frame in &frames {
        let effects = alone.replica.receive(vec![frame.clone()], NOW_MS);
        alone.perform(effects);
    }
    let effects = together.replica.receive(frames, NOW_MS);
    let appends = effects.iter().filter(|effect| matches!(effect, Effect::Append(_))).count();
    let told: Vec<_> = effects.iter().filter(|effect| matches!(effect, Effect::Send(_))).collect();
    assert_eq!(appends, 1);
    assert_eq!(told, [&Effect::Send(Frame::Received(Seq(5)))]);
    together.perform(effects);
    assert_eq!(together.standing, alone.standing);
    for doc in [card(9), card(10)] {
        assert_eq!(together.ledgers[&doc], alone.ledgers[&doc]);
        assert_eq!(together.field(&doc, "nickname"), alone.field(&doc, "nickname"));
    }
    assert_eq!(together.field(&card(10), "nickname"), "Budi S.");
}

#[test]
fn a_damaged_chunk_among_frames_that_arrive_together_moves_the_phone_to_the_beginning() {
    let (mut siti, mut budi) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    siti.set(&card(9), "full_name", "Siti Rahayu");
    let mut forum = forum_of([&mut siti, &mut budi]);
    let mut frames = Vec::new();
    for name in ["Siti", "Bu Siti"] {
        siti.set(&card(9), "nickname", name);
        frames.extend(forum.told(&mut siti, &budi));
    }
    let Frame::Changed(second) = &mut frames[1] else { panic!("{:?}", frames[1]) };
    second.content = Content::Chunk(vec![9].into());
    let mut effects = budi.replica.receive(frames, NOW_MS);
    assert_eq!(effects.pop(), Some(Effect::HangUp));
    budi.perform(effects);
    assert_eq!(budi.standing.cursor, Seq(0));
    // the first was taken in all the same
    assert_eq!(budi.field(&card(9), "nickname"), "Siti");
}

#[test]
fn a_chunk_that_stands_on_one_that_never_came_moves_the_phone_to_the_beginning() {
    let (mut siti, mut budi) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    siti.set(&card(9), "full_name", "Siti Rahayu");
    let mut forum = forum_of([&mut siti, &mut budi]);
    siti.set(&card(9), "nickname", "Siti");
    let _lost = forum.told(&mut siti, &budi);
    siti.set(&card(9), "nickname", "Bu Siti");
    let mut frames = forum.told(&mut siti, &budi);
    let Frame::Changed(changed) = &mut frames[0] else { panic!("{:?}", frames[0]) };
    // a relay that has lost its place: this cannot be told from the next one until it is merged
    changed.place = Place::Log { after: Seq(1), seq: Seq(2) };
    let mut effects = budi.replica.receive(frames, NOW_MS);
    assert_eq!(effects.pop(), Some(Effect::HangUp));
    budi.perform(effects);
    assert_eq!(budi.standing.cursor, Seq(0));
    assert_eq!(budi.field(&card(9), "full_name"), "Siti Rahayu");
}

#[test]
fn what_can_never_be_taken_is_gone_past_and_asked_for_at_the_next_start() {
    let (mut siti, mut budi) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    let mut forum = forum_of([&mut siti, &mut budi]);
    let mut frames = Vec::new();
    for (doc, name) in [(9, "Siti Rahayu"), (10, "Budi Santosa")] {
        siti.set(&card(doc), "full_name", name);
        frames.extend(forum.told(&mut siti, &budi));
    }
    let Frame::Changed(first) = &mut frames[0] else { panic!("{:?}", frames[0]) };
    first.content = Content::Chunk(vec![9].into());
    for _ in 0..BEGINNINGS_MAX {
        let mut effects = budi.replica.receive(frames.clone(), NOW_MS);
        assert_eq!(effects.pop(), Some(Effect::HangUp));
        budi.perform(effects);
        assert_eq!(budi.standing.cursor, Seq(0));
        budi.disconnect(&mut forum);
        budi.connect(&mut forum);
    }
    let effects = budi.replica.receive(frames, NOW_MS);
    assert!(effects.contains(&Effect::Tell(Event::Lacking { doc: card(9) })));
    budi.perform(effects);
    assert_eq!(budi.field(&card(10), "full_name"), "Budi Santosa");
    assert_eq!((budi.standing.cursor, budi.standing.lacks), (Seq(2), true));
    assert!(!budi.ledgers.contains_key(&card(9)));

    budi.disconnect(&mut forum);
    budi.restart(3);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert_eq!(budi.field(&card(9), "full_name"), "Siti Rahayu");
    assert!(!budi.standing.lacks);
}

#[test]
fn a_damaged_chunk_on_disk_is_told_and_healed_by_the_relay() {
    let (mut phone, mut other) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Viewer));
    phone.set(&card(9), "full_name", "Siti Rahayu");
    phone.set(&card(9), "nickname", "Bu Siti");
    let mut forum = forum_of([&mut phone, &mut other]);
    other.disconnect(&mut forum);
    other.snapshots.clear();
    for chunk in other.chunks.get_mut(&card(9)).unwrap().values_mut() {
        chunk.truncate(3);
        chunk.push(0);
    }
    other.chunks.get_mut(&card(9)).unwrap().insert("x".to_owned(), vec![9]);
    other.restart(2);
    let chunks = other.chunks_of(&card(9));
    let effects = other.replica.load(&card(9), None, &chunks, Asked::default());
    assert!(matches!(effects.last(), Some(Effect::Tell(Event::Damaged { .. }))));
    other.perform(effects);
    other.connect(&mut forum);
    forum.settle(&mut [&mut phone, &mut other]);
    assert_eq!(other.field(&card(9), "full_name"), "Siti Rahayu");
    assert_eq!(other.field(&card(9), "nickname"), "Bu Siti");
}

#[test]
fn an_edit_that_the_role_forbids_is_not_made() {
    let mut phone = Phone::new(1, Role::Member);
    let edit = Edit::Set { path: "full_name".to_owned(), value: Value::from("Siti") };
    let refused = phone.replica.edit(&card(9), edit, 1);
    assert_eq!(refused, Err(EditError::NotAllowed(card(9))));
}

#[test]
fn the_answer_to_a_push_of_an_earlier_link_is_not_taken_for_anothers() {
    let mut phone = Phone::new(1, Role::Organiser);
    phone.set(&card(9), "full_name", "Siti");
    let pushes = |effects: Vec<Effect>| -> Vec<u32> {
        let number = |effect| match effect {
            Effect::Sign(signed) => Some(signed.push.push),
            _ => None,
        };
        effects.into_iter().filter_map(number).collect()
    };
    let first = pushes(phone.replica.connect());
    phone.replica.disconnect();
    let second = pushes(phone.replica.connect());
    assert!(first.iter().all(|number| !second.contains(number)), "{first:?} and {second:?}");
    let late = crate::frame::Stored { push: first[0], doc: card(9), seq: Seq(1), mark: None };
    assert!(phone.replica.receive(vec![Frame::Stored(late)], NOW_MS).is_empty());
    assert_eq!(phone.replica.unsent().count(), 1);
}

#[test]
fn an_edit_at_older_heads_is_taken_before_the_one_whose_counters_it_continues() {
    let mut phone = Phone::new(1, Role::Organiser);
    let typed = |phone: &mut Phone, at: u32, insert: &str| {
        let effects = phone.replica.edit(&note(), splice(at, insert), 1).unwrap();
        phone.perform(effects);
        let effects = phone.replica.commit(&note(), 1);
        phone.perform(effects);
    };
    typed(&mut phone, 0, "rapat");
    let heads = phone.replica.view(&note()).unwrap().heads;
    phone.replica.shown(&note(), "body", &heads);
    let mut tab = Phone::new(1, Role::Organiser);
    tab.chunks = phone.chunks.clone();
    tab.ledgers = phone.ledgers.clone();
    tab.restart(7);
    tab.load(&note());
    typed(&mut tab, 5, " desa di balai");
    let known = phone.chunks[&note()].clone();
    let theirs = tab.chunks[&note()].iter().find(|(key, _)| !known.contains_key(*key)).unwrap().1;
    let effects = phone.replica.absorb(&note(), Some(theirs), None, 1);
    phone.perform(effects);
    typed(&mut phone, 0, "Besok ");

    // both orders are causal: this one has the higher counters first
    let unpacked = |chunks: &mut dyn Iterator<Item = &Vec<u8>>| {
        chunks.flat_map(|chunk| chunk::unpack(chunk).unwrap()).collect::<Vec<_>>()
    };
    let first = unpacked(&mut known.values());
    let last = unpacked(&mut std::iter::once(theirs));
    let all = unpacked(&mut phone.chunks[&note()].values());
    let placed = |change: &automerge::Change| {
        !first.iter().chain(&last).any(|other| other.hash() == change.hash())
    };
    let middle: Vec<_> = all.into_iter().filter(placed).collect();
    assert_eq!(middle.len(), 1);
    assert!(middle[0].start_op() > last[0].start_op());
    let chunk = chunk::pack(&[first, middle, last].concat()).remove(0);

    let mut forum = Forum::new();
    phone.connect(&mut forum);
    let push = crate::frame::Push { push: 99, ..phone.push_of(&note(), chunk) };
    phone.sent.truncate(1);
    phone.sent.push(Frame::Push(push));
    forum.settle(&mut [&mut phone]);
    assert_eq!(forum.quarantined, 0);
    assert_eq!(forum.disk.changes.len(), 3);
}
