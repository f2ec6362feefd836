//! A row that the disk has damaged costs one document, and a phone that has it gives it back.

use paguyuban::access::Role;
use paguyuban::frame::{Content, Frame, Me};
use paguyuban::id::{DeviceId, MemberId, ReplicaId, Seq, Ulid};
use paguyuban::relay::{Door, LinkId};
use paguyuban::vet::Trial;
use paguyuban_server::archive::{Archive, Event, Outgoing};
use paguyuban_server::store::sqlite::{DATABASE, SqliteStore, check};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::helper::{self, NOW_MS, card, forum_id, on_a_link, push, with_forum};

const A: LinkId = LinkId(1);
const B: LinkId = LinkId(2);

fn me(number: u8) -> Me {
    let member = MemberId(Ulid::new(9, u128::from(number)));
    Me { device: DeviceId([number; 8]), member, role: Role::Organiser }
}

fn replica(number: u8) -> ReplicaId {
    ReplicaId::new(me(number).device, [1; 8])
}

fn open(folder: &TempDir) -> Archive<SqliteStore> {
    let store = SqliteStore::open(folder.path()).unwrap();
    Archive::open(store, forum_id(), Box::new(Trial::run_each), NOW_MS).unwrap()
}

fn join(link: LinkId, number: u8) -> Vec<Event> {
    let device = on_a_link(me(number));
    let join = Event::Join { link, device, door: Door::Live };
    vec![join, Event::Frame(link, helper::hello(replica(number))), Event::Room(link)]
}

fn written(number: u128) -> Frame {
    push(replica(1), me(1).member, 1, &card(number), "Siti Rahayu")
}

/// Everything that a link is told until it has all.
fn told(archive: &mut Archive<SqliteStore>, link: LinkId, mut events: Vec<Event>) -> Vec<Frame> {
    let mut frames = Vec::new();
    for _ in 0..50 {
        for out in archive.turn(std::mem::take(&mut events), NOW_MS) {
            match out {
                Outgoing::Send(to, frame) if to == link => frames.push(frame),
                Outgoing::Page(to) => events.push(Event::Room(to)),
                Outgoing::Close(to, why) => panic!("{to:?} was closed: {why:?}"),
                _ => {}
            }
        }
    }
    frames
}

fn documents(frames: &[Frame]) -> usize {
    frames.iter().filter(|frame| matches!(frame, Frame::Changed(_))).count()
}

#[test]
fn a_damaged_row_shuts_one_document_until_a_phone_gives_it_back() {
    for damage in [
        "update change set bytes = zeroblob(9) where seq = 2; delete from wire where seq = 2",
        "update change set sum = sum + 1 where seq = 2; delete from wire where seq = 2",
        "update document set heads = zeroblob(32) where seq = 2; \
         update change set sum = sum + 1 where seq = 2; delete from wire where seq = 2",
    ] {
        let folder = TempDir::new().unwrap();
        with_forum(SqliteStore::open(folder.path()).unwrap());
        let mut archive = open(&folder);
        let mut events = join(A, 1);
        events.extend((1..=3).map(|number| Event::Frame(A, written(number))));
        told(&mut archive, A, events);
        drop(archive);
        Connection::open(folder.path().join(DATABASE)).unwrap().execute_batch(damage).unwrap();
        // another phone gets everything else, and no link is closed
        let mut archive = open(&folder);
        let frames = told(&mut archive, B, join(B, 2));
        assert_eq!(documents(&frames), 2, "{damage}");
        assert_eq!(archive.damaged(), [card(2)]);
        let more = push(replica(2), me(2).member, 1, &card(4), "Budi");
        let frames = told(&mut archive, B, vec![Event::Frame(B, more)]);
        assert!(frames.iter().any(|frame| matches!(frame, Frame::Stored(_))), "{damage}");
        // the phone that has it is asked for it
        let frames = told(&mut archive, A, join(A, 1));
        assert!(frames.iter().any(|it| matches!(it, Frame::Want(want) if want.doc == card(2))));
        let frames = told(&mut archive, A, vec![Event::Frame(A, written(2))]);
        assert!(frames.iter().any(|frame| matches!(frame, Frame::Stored(_))), "{damage}");
        assert!(archive.damaged().is_empty());
        let report = check(archive.store()).unwrap();
        assert!(report.is_sound(), "{damage}: {:?}", report.faults);
    }
}

#[test]
fn an_entry_of_the_log_that_is_damaged_is_handed_on_with_its_whole_document() {
    let folder = TempDir::new().unwrap();
    with_forum(SqliteStore::open(folder.path()).unwrap());
    let mut archive = open(&folder);
    let mut events = join(A, 1);
    events.extend((1..=3).map(|number| Event::Frame(A, written(number))));
    told(&mut archive, A, events);
    drop(archive);
    let damage = "update log set at_ms = at_ms + 1 where seq = 2";
    Connection::open(folder.path().join(DATABASE)).unwrap().execute_batch(damage).unwrap();
    let mut archive = open(&folder);
    let epoch = paguyuban::id::Epoch([1; 8]);
    let Frame::Hello(hello) = helper::hello(replica(2)) else { unreachable!() };
    let behind = paguyuban::frame::Hello { epoch: Some(epoch), cursor: Seq(1), ..hello };
    let device = on_a_link(me(2));
    let events = vec![
        Event::Join { link: B, device, door: Door::Live },
        Event::Frame(B, Frame::Hello(behind)),
        Event::Room(B),
    ];
    let frames = told(&mut archive, B, events);
    let whole = frames.iter().filter_map(|frame| match frame {
        Frame::Changed(changed) => Some((changed.doc.clone(), changed.content.clone())),
        _ => None,
    });
    let whole: Vec<_> = whole.collect();
    assert_eq!(whole.len(), 2, "{frames:?}");
    assert!(whole[0].0 == card(2) && matches!(whole[0].1, Content::Snapshot(_)));
    assert!(whole[1].0 == card(3) && matches!(whole[1].1, Content::Chunk(_)));
}
