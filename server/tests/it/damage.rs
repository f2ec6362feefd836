//! A row that the disk has damaged costs one document, and a phone that has it gives it back.

use paguyuban::access::Role;
use paguyuban::frame::{Content, Frame, Me, RefusalCode};
use paguyuban::id::{DeviceId, MemberId, ReplicaId, Seq, Ulid};
use paguyuban::relay::{Door, LinkId};
use paguyuban::vet::Trial;
use paguyuban_server::archive::{Archive, Event, Outgoing};
use paguyuban_server::sign_in::hash_of;
use paguyuban_server::store::sqlite::{DATABASE, SqliteStore, check};
use paguyuban_server::store::{Enrolment, Erasure, Store};
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

/// One change to one row of one table; how many documents somebody new still gets, of three; and whether
/// phone 1 is still somebody.
const DAMAGES: [(&str, usize, bool); 24] = [
    (
        "update change set bytes = zeroblob(9) where seq = 2; delete from wire where seq = 2",
        2,
        true,
    ),
    (
        "update change set hash = zeroblob(32) where seq = 2; delete from wire where seq = 2",
        2,
        true,
    ),
    ("update change set doc = cast(x'6d656d6265722fff' as text) where seq = 2", 2, true),
    ("update document set heads = zeroblob(32) where seq = 2", 3, true),
    ("update document set doc = cast(x'ff' as text) where seq = 2", 3, true),
    ("update document set seq = 1 where seq = 2", 3, true),
    ("pragma foreign_keys = off; delete from document where seq = 2", 3, true),
    ("update log set doc = cast(x'ff' as text) where seq = 2", 3, true),
    ("update log set doc = 'note/00000000000000000000000000' where seq = 2", 3, true),
    ("update log set device = x'00' where seq = 2", 3, true),
    ("update log set at_ms = -1 where seq = 2", 3, true),
    ("update wire set chunk = zeroblob(9) where seq = 2", 3, true),
    ("update snapshot set bytes = zeroblob(9)", 3, true),
    ("update device set role = 'organizer' where id = x'0101010101010101'", 3, false),
    ("update device set member = cast(x'ff' as text) where id = x'0101010101010101'", 3, false),
    ("update device set public_key = zeroblob(65) where id = x'0101010101010101'", 3, false),
    ("update device set cursor = -1 where id = x'0101010101010101'", 3, false),
    ("update device set sight = 'x' where id = x'0101010101010101'", 3, false),
    ("update invitation set role = 'x' where used_ms is null", 3, true),
    ("update invitation set id = 'x' where used_ms is null", 3, true),
    ("update act set act = 'x' where line = 1", 3, true),
    ("update act set at_ms = -1 where line = 1", 3, true),
    ("update tombstone set at_ms = at_ms + 1", 3, true),
    ("update tombstone set doc = cast(x'ff' as text)", 3, true),
];

/// Three cards of phone 1, one that was erased, an invitation that nobody used.
fn lived_in(folder: &TempDir) {
    let mut store = with_forum(SqliteStore::open(folder.path()).unwrap());
    for (number, secret) in [(1, "s1"), (2, "s2")] {
        helper::invite(&mut store, secret, Role::Organiser, u64::MAX / 2);
        let enrolment = Enrolment {
            device: me(number).device,
            new_member: me(number).member,
            token_hash: hash_of(secret),
            key: Some(helper::key_of(me(number).device).public()),
            proved: true,
            app: String::new(),
            now_ms: NOW_MS,
        };
        store.use_invitation(hash_of(secret), &enrolment).unwrap().unwrap();
    }
    helper::invite(&mut store, "unused", Role::Member, u64::MAX / 2);
    let mut archive = open(folder);
    let mut events = join(A, 1);
    events.extend((1..=4).map(|number| Event::Frame(A, written(number))));
    told(&mut archive, A, events);
    let erasure = Erasure { doc: card(4), by: None, at_ms: NOW_MS };
    archive.store().erase(forum_id(), &erasure).unwrap();
}

#[test]
fn a_damaged_row_of_any_table_costs_one_document_or_one_person() {
    for (damage, documents_left, is_somebody) in DAMAGES {
        let folder = TempDir::new().unwrap();
        lived_in(&folder);
        let connection = Connection::open(folder.path().join(DATABASE)).unwrap();
        connection.execute_batch("pragma ignore_check_constraints = on").unwrap();
        connection.execute_batch(damage).unwrap();
        drop(connection);
        let report = check(&mut SqliteStore::open_to_read(folder.path()).unwrap()).unwrap();
        let no_snapshot = damage.contains("snapshot");
        assert!(!report.is_sound() || no_snapshot, "check finds nothing: {damage}");

        // whoever is new, and whoever is behind, is told everything else, and no link is closed
        let mut archive = open(&folder);
        let frames = told(&mut archive, B, join(B, 2));
        assert_eq!(documents(&frames), documents_left, "{damage}: {frames:?}");
        drop(archive);
        let mut archive = open(&folder);
        let Frame::Hello(hello) = helper::hello(replica(2)) else { unreachable!() };
        let epoch = Some(paguyuban::id::Epoch([1; 8]));
        let behind = Frame::Hello(paguyuban::frame::Hello { epoch, cursor: Seq(1), ..hello });
        let device = on_a_link(me(2));
        let join = Event::Join { link: B, device, door: Door::Live };
        let frames = told(&mut archive, B, vec![join, Event::Frame(B, behind), Event::Room(B)]);
        // a chunk as it travels may still be sound
        assert!((documents_left - 1..3).contains(&documents(&frames)), "{damage}: {frames:?}");
        // others write
        let more = push(replica(2), me(2).member, 1, &card(5), "Budi");
        let frames = told(&mut archive, B, vec![Event::Frame(B, more)]);
        assert!(frames.iter().any(|frame| matches!(frame, Frame::Stored(_))), "{damage}");
        // what was erased stays erased
        let back = push(replica(2), me(2).member, 2, &card(4), "Budi");
        let frames = told(&mut archive, B, vec![Event::Frame(B, back)]);
        let erased =
            |frame: &Frame| matches!(frame, Frame::Refused(it) if it.code == RefusalCode::Erased);
        assert!(frames.iter().any(erased), "{damage}: {frames:?}");
        let store = archive.store();
        assert_eq!(
            store.devices(forum_id()).unwrap().len(),
            1 + usize::from(is_somebody),
            "{damage}"
        );
        assert!(store.invitations(forum_id()).unwrap().len() >= 2, "{damage}");
        assert!(store.audit(forum_id(), u64::MAX >> 1, 100).unwrap().len() >= 5, "{damage}");
        assert_eq!(store.people_marks().unwrap().len(), 1, "{damage}");
    }
}
