use super::*;
use crate::chunk::PIECE_BYTES;
use crate::replica::dial::FLIGHT_BYTES_MAX;

/// Words that deflate to about half.
pub(super) fn words(count: u32) -> String {
    let mut state = 7_u32;
    let word = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        format!("{:x} ", state >> 4)
    };
    (0..count).map(word).collect()
}

fn typed(phone: &mut Phone, text: &str) {
    phone.load(&note());
    let effects = phone.replica.edit(&note(), splice(0, text), 1).unwrap();
    phone.perform(effects);
    let effects = phone.replica.commit(&note(), 1);
    phone.perform(effects);
}

/// The relay stores what came of these frames, and what it says is delivered up to `frames_max`; gives that.
fn exchange(
    forum: &mut Forum,
    phone: &mut Phone,
    frames: Vec<Frame>,
    frames_max: usize,
) -> Vec<Frame> {
    let mut effects = Vec::new();
    for frame in frames {
        effects.extend(forum.relay.receive(phone.link, frame, NOW_MS, &mut forum.disk).unwrap());
    }
    while forum.relay.has_waiting() {
        let batch = forum.relay.try_out(&mut forum.disk, &crate::vet::Trial::run_each).unwrap();
        forum.disk.append(&batch);
        effects.extend(forum.relay.stored(batch));
    }
    while forum.relay.is_behind(phone.link) {
        effects.extend(forum.relay.page(phone.link, &mut forum.disk).unwrap());
    }
    effects.truncate(frames_max);
    let told = effects.iter().filter_map(|effect| match effect {
        crate::relay::Effect::Send(_, frame) => Some(frame.clone()),
        _ => None,
    });
    let told = told.collect();
    forum.deliver(effects, &mut [phone]);
    told
}

fn is_piece(frame: &Frame) -> bool {
    let Frame::Changed(changed) = frame else { return false };
    matches!(changed.content, Content::Piece(_))
}

fn bytes_of(frame: &Frame) -> usize {
    frame.to_bytes().len()
}

#[test]
fn a_long_document_goes_up_in_pieces_and_a_cut_costs_one_of_them() {
    let (mut phone, mut forum) = (Phone::new(1, Role::Member), Forum::new());
    let text = words(8_000);
    typed(&mut phone, &text);
    let (mut paid, mut links) = (0, 0);
    while phone.ledgers[&note()].unsent > 0 {
        links += 1;
        assert!(links < 40, "it goes on");
        phone.connect(&mut forum);
        // two pieces pass, the third is cut, and so is the answer to the second
        let frames: Vec<Frame> = std::mem::take(&mut phone.sent).into_iter().take(3).collect();
        assert!(frames.iter().all(|frame| bytes_of(frame) < 2 * PIECE_BYTES));
        paid += frames.iter().map(bytes_of).sum::<usize>();
        exchange(&mut forum, &mut phone, frames, 3);
        phone.disconnect(&mut forum);
        phone.restart(10 + links);
    }
    let rows: usize =
        forum.disk.rows.iter().filter_map(|row| row.content.chunk()).map(Vec::len).sum();
    assert!(links > 3, "it was cut: {links}");
    assert!(paid < rows * 13 / 10 + 2 * PIECE_BYTES, "{paid} bytes paid for {rows}");
}

#[test]
fn no_more_is_under_way_than_a_flight_and_answers_make_room_for_the_rest() {
    let (mut phone, mut forum) = (Phone::new(1, Role::Member), Forum::new());
    typed(&mut phone, &words(10_000));
    for number in 0..40 {
        phone.set(&DocId::note(Ulid::new(6, number)), "title", "Rapat");
    }
    phone.connect(&mut forum);
    let under_way: usize = phone.sent.iter().map(bytes_of).sum();
    assert!(under_way < FLIGHT_BYTES_MAX + 2 * PIECE_BYTES, "{under_way}");
    forum.settle(&mut [&mut phone]);
    assert_eq!(phone.replica.unsent().count(), 0);
}

#[test]
fn what_the_relay_cannot_take_now_is_not_sent_again_by_itself() {
    let (mut phone, mut forum) = (Phone::new(1, Role::Member), Forum::new());
    typed(&mut phone, "Rapat");
    phone.connect(&mut forum);
    let Frame::Push(push) = phone.sent.pop().unwrap() else { panic!("a push") };
    let busy = crate::frame::Refused { push: push.push, doc: note(), code: RefusalCode::Busy };
    let effects = phone.replica.receive(vec![Frame::Refused(busy)], NOW_MS);
    phone.perform(effects);
    phone.sent.clear();
    let effects = phone.replica.receive(vec![Frame::Receipts(Default::default())], NOW_MS);
    phone.perform(effects);
    assert!(phone.sent.is_empty());
    assert!(!phone.replica.has_more_to_send());
    let effects = phone.replica.push_unsent();
    phone.perform(effects);
    assert_eq!(phone.sent.len(), 1);
}

#[test]
fn a_document_in_memory_no_longer_is_sent_all_the_same() {
    let (mut phone, mut forum) = (Phone::new(1, Role::Member), Forum::new());
    for number in 0..100 {
        phone.set(&DocId::note(Ulid::new(6, number)), "title", "Rapat");
    }
    phone.restart(2);
    forum.relay.join(phone.link, phone.device(), crate::rehearsal::DOOR);
    let effects = phone.replica.connect();
    phone.perform(effects);
    for _ in 0..10 {
        let next = phone.replica.next_to_send();
        for doc in &next {
            phone.load(doc);
        }
        let effects = phone.replica.send_on();
        phone.perform(effects);
        next.iter().for_each(|doc| phone.replica.close(doc));
    }
    forum.settle(&mut [&mut phone]);
    assert_eq!(phone.replica.unsent().count(), 0);
    assert_eq!(forum.disk.heads.len(), 100);
}

#[test]
fn a_long_document_comes_down_in_pieces_and_a_cut_costs_one_of_them() {
    let (mut siti, mut forum) = (Phone::new(1, Role::Organiser), Forum::new());
    let text = words(8_000);
    typed(&mut siti, &text);
    siti.set(&card(9), "full_name", "Siti");
    siti.connect(&mut forum);
    forum.settle(&mut [&mut siti]);
    siti.disconnect(&mut forum);
    let mut new = Phone::new(2, Role::Viewer);
    let (mut links, mut paid) = (0, 0);
    while new.standing.cursor == Seq(0) {
        links += 1;
        assert!(links < 40, "it goes on");
        new.connect(&mut forum);
        let hello = std::mem::take(&mut new.sent);
        // the welcome and three more
        let told = exchange(&mut forum, &mut new, hello, 4);
        paid += told.iter().map(bytes_of).sum::<usize>();
        new.disconnect(&mut forum);
        new.restart(10 + links);
    }
    assert!(links > 3, "it was cut: {links}");
    assert_eq!(new.field(&note(), "body"), text);
    assert_eq!(new.ledgers[&note()].heads, siti.ledgers[&note()].heads);
    assert_eq!(new.replica.unsent().count(), 0);
    assert!(new.standing.part.is_none());
    let rows: usize =
        forum.disk.rows.iter().filter_map(|row| row.content.chunk()).map(Vec::len).sum();
    assert!(paid < rows * 13 / 10 + 2 * PIECE_BYTES, "{paid} bytes paid for {rows}");
    assert!(new.chunks[&note()].is_empty(), "one snapshot takes the place of the pieces");
}

#[test]
fn a_phone_that_gets_it_in_pieces_asks_what_the_others_are_asked() {
    let (mut siti, mut budi) = (Phone::new(1, Role::Member), Phone::new(2, Role::Member));
    let mut forum = Forum::new();
    let both = |siti: &mut Phone, budi: &mut Phone, forum: &mut Forum| {
        for _ in 0..2 {
            siti.connect(forum);
            budi.connect(forum);
            forum.settle(&mut [siti, budi]);
            [&mut *siti, &mut *budi].into_iter().for_each(|one| one.disconnect(forum));
        }
    };
    typed(&mut siti, "Rapat. ");
    both(&mut siti, &mut budi, &mut forum);
    // they meet at the beginning, and a long text comes after it
    typed(&mut siti, "61 orang hadir");
    typed(&mut budi, "Dana Rp 75.000.");
    both(&mut siti, &mut budi, &mut forum);
    let asked = siti.replica.view(&note()).unwrap().doubts;
    assert_eq!(asked.len(), 1);
    siti.load(&note());
    let at = siti.field(&note(), "body").encode_utf16().count();
    let text = words(8_000);
    let effects = siti.replica.edit(&note(), splice(at.try_into().unwrap(), &text), 1).unwrap();
    siti.perform(effects);
    let effects = siti.replica.commit(&note(), 1);
    siti.perform(effects);
    both(&mut siti, &mut budi, &mut forum);

    let mut late = Phone::new(3, Role::Member);
    late.connect(&mut forum);
    let hello = std::mem::take(&mut late.sent);
    assert!(exchange(&mut forum, &mut late, hello, usize::MAX).iter().any(is_piece));
    assert_eq!(late.replica.view(&note()).unwrap().doubts, asked);
}

#[test]
fn a_phone_that_knows_no_pieces_gets_the_document_whole() {
    let (mut siti, mut forum) = (Phone::new(1, Role::Organiser), Forum::new());
    let text = words(8_000);
    typed(&mut siti, &text);
    siti.connect(&mut forum);
    forum.settle(&mut [&mut siti]);
    let mut old = Phone::new(2, Role::Viewer);
    old.connect(&mut forum);
    let before = crate::frame::Versions { min: 1, max: 1 };
    let of_before = |frame| match frame {
        Frame::Hello(hello) => {
            Frame::Hello(crate::frame::Hello { versions: before, part: None, ..hello })
        }
        frame => frame,
    };
    let said = std::mem::take(&mut old.sent).into_iter().map(of_before).collect();
    assert!(!exchange(&mut forum, &mut old, said, usize::MAX).iter().any(is_piece));
    assert_eq!(old.field(&note(), "body"), text);
}
