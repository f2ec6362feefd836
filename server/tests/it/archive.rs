//! The archive's turn: nothing is told before it is stored, and a store that fails is survived.

use paguyuban::access::Role;
use paguyuban::frame::{Closing, Frame, Me, Push, RefusalCode};
use paguyuban::id::{DeviceId, MemberId, ReplicaId, Seq, Ulid};
use paguyuban::relay::{Door, LinkId, Quarantined};
use paguyuban::vet::Trial;
use paguyuban_server::archive::{Archive, Event, Outgoing};
use paguyuban_server::sign_in::hash_of;
use paguyuban_server::store::sqlite::{DATABASE, SqliteStore, check};
use paguyuban_server::store::{
    Enrolment, QUARANTINE_BYTES_MAX, QUARANTINE_DEVICE_BYTES_MAX, QUARANTINE_DEVICE_ROWS_MAX, Store,
};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::helper::{self, NOW_MS, card, edits, forum_id, on_a_link, push, with_forum};

const A: LinkId = LinkId(1);
const B: LinkId = LinkId(2);

fn me(number: u8) -> Me {
    let member = MemberId(Ulid::new(9, u128::from(number)));
    Me { device: DeviceId([number; 8]), member, role: Role::Organiser }
}

fn replica(number: u8) -> ReplicaId {
    ReplicaId::new(me(number).device, [1; 8])
}

fn open(store: SqliteStore) -> Archive<SqliteStore> {
    Archive::open(store, forum_id(), Box::new(Trial::run_each), NOW_MS).unwrap()
}

/// A forum on disk with two phones that are up to date.
fn two_phones(folder: &TempDir) -> Archive<SqliteStore> {
    let mut archive = open(with_forum(SqliteStore::open(folder.path()).unwrap()));
    for (link, number) in [(A, 1), (B, 2)] {
        let join = Event::Join { link, device: on_a_link(me(number)), door: Door::Live };
        let hello = Event::Frame(link, helper::hello(replica(number)));
        let out = archive.turn(vec![join, hello], NOW_MS);
        assert!(out.iter().any(|out| matches!(out, Outgoing::Send(_, Frame::CaughtUp(_)))));
        assert_eq!(out.last(), Some(&Outgoing::Page(link)));
        assert!(archive.turn(vec![Event::Room(link)], NOW_MS).is_empty());
    }
    archive
}

fn pushed(number: u8, doc: u128) -> Event {
    let member = me(number).member;
    Event::Frame(
        LinkId(u64::from(number)),
        push(replica(number), member, 1, &card(doc), "Siti Rahayu"),
    )
}

fn broken(folder: &TempDir, statement: &str) {
    Connection::open(folder.path().join(DATABASE)).unwrap().execute_batch(statement).unwrap();
}

#[test]
fn what_one_phone_pushes_is_on_disk_when_the_author_and_the_others_hear_of_it() {
    let folder = TempDir::new().unwrap();
    let mut archive = two_phones(&folder);
    let out = archive.turn(vec![pushed(1, 1)], NOW_MS);
    assert!(matches!(out[0], Outgoing::Send(A, Frame::Stored(_))), "{out:?}");
    assert!(matches!(out[1], Outgoing::Send(A, Frame::CaughtUp(_))), "{out:?}");
    assert!(matches!(out[2], Outgoing::Send(B, Frame::Changed(_))), "{out:?}");
    // as after a crash: only what is on disk is left
    drop(archive);
    let mut store = SqliteStore::open(folder.path()).unwrap();
    assert_eq!(store.forum(forum_id()).unwrap().seq, Seq(1));
    assert_eq!(store.document(forum_id(), &card(1)).unwrap().unwrap().tail.len(), 1);
    assert!(check(&mut store).unwrap().is_sound());
}

#[test]
fn what_could_not_be_stored_is_refused_and_taken_when_the_store_is_well_again() {
    let folder = TempDir::new().unwrap();
    let mut archive = two_phones(&folder);
    // the ballast is gone and cannot be laid again, as on a full disk
    let ballast = folder.path().join("ballast");
    std::fs::remove_file(&ballast).unwrap();
    std::os::unix::fs::symlink(folder.path().join("no/such"), &ballast).unwrap();
    let out = archive.turn(vec![pushed(1, 1)], NOW_MS);
    let [Outgoing::Send(A, Frame::Refused(refused))] = &out[..] else {
        panic!("{out:?}");
    };
    assert_eq!(refused.code, RefusalCode::DiskFull);
    assert_eq!(archive.seq(), Some(Seq(0)));
    let out = archive.turn(vec![pushed(1, 1), pushed(2, 2)], NOW_MS);
    let stored = out.iter().filter(|out| matches!(out, Outgoing::Send(_, Frame::Stored(_))));
    assert_eq!(stored.count(), 2, "{out:?}");
    assert_eq!(archive.seq(), Some(Seq(2)));
}

#[test]
fn a_write_that_failed_in_an_unknown_way_is_told_to_nobody_and_the_store_is_believed() {
    let folder = TempDir::new().unwrap();
    let mut archive = two_phones(&folder);
    broken(&folder, "alter table wire rename to away");
    let out = archive.turn(vec![pushed(1, 1)], NOW_MS);
    assert_eq!(out.len(), 2);
    assert!(out.iter().all(|out| matches!(out, Outgoing::Close(_, Closing::StoreFailed))));
    assert_eq!(archive.seq(), Some(Seq(0)));
}

#[test]
fn a_store_that_cannot_be_read_closes_all_links_and_those_who_come_back_are_served() {
    let folder = TempDir::new().unwrap();
    let mut archive = two_phones(&folder);
    broken(&folder, "alter table change rename to away");
    let newcomer = LinkId(3);
    let join = Event::Join { link: newcomer, device: on_a_link(me(3)), door: Door::Live };
    let out = archive.turn(vec![pushed(1, 1), join], NOW_MS);
    let closed: Vec<LinkId> = out
        .iter()
        .filter_map(|out| match out {
            Outgoing::Close(link, Closing::StoreFailed) => Some(*link),
            _ => None,
        })
        .collect();
    assert_eq!(closed, [A, B, newcomer], "{out:?}");
    broken(&folder, "alter table away rename to change");
    let join = Event::Join { link: LinkId(4), device: on_a_link(me(1)), door: Door::Live };
    let hello = Event::Frame(LinkId(4), helper::hello(replica(1)));
    let push = push(replica(1), me(1).member, 1, &card(1), "Siti Rahayu");
    let out = archive.turn(vec![join, hello, Event::Frame(LinkId(4), push)], NOW_MS);
    assert!(out.iter().any(|out| matches!(out, Outgoing::Send(_, Frame::Stored(_)))), "{out:?}");
}

#[test]
fn another_relay_that_writes_to_the_log_is_noticed_and_its_entries_are_not_overwritten() {
    let folder = TempDir::new().unwrap();
    let mut archive = two_phones(&folder);
    let mut other = open(SqliteStore::open(folder.path()).unwrap());
    let join = Event::Join { link: A, device: on_a_link(me(1)), door: Door::Live };
    let hello = Event::Frame(A, helper::hello(replica(1)));
    other.turn(vec![join, hello, pushed(1, 1)], NOW_MS);
    let out = archive.turn(vec![pushed(2, 2)], NOW_MS);
    assert!(out.iter().all(|out| matches!(out, Outgoing::Close(_, Closing::StoreFailed))));
    assert_eq!(archive.seq(), Some(Seq(1)));
}

#[test]
fn a_long_tail_becomes_a_snapshot_and_old_readers_still_get_every_change() {
    let folder = TempDir::new().unwrap();
    let mut archive = two_phones(&folder);
    for frame in edits(replica(1), me(1).member, &card(1), 120) {
        let out = archive.turn(vec![Event::Frame(A, frame)], NOW_MS);
        assert!(matches!(out[0], Outgoing::Send(A, Frame::Stored(_))), "{out:?}");
        assert!(archive.has_more(), "it looks for a long tail when nobody waits");
        assert_eq!(archive.turn(Vec::new(), NOW_MS), []);
    }
    let mut store = archive.into_store();
    let stored = store.document(forum_id(), &card(1)).unwrap().unwrap();
    assert!(stored.snapshot.is_some());
    assert_eq!(stored.tail.len(), 20);
    let rows = store.log_after(forum_id(), Seq(0), usize::MAX).unwrap();
    assert_eq!(rows.len(), 120);
    let report = check(&mut store).unwrap();
    assert!(report.is_sound(), "{:?}", report.faults);
    assert_eq!((report.snapshots, report.changes), (1, 120));
}

#[test]
fn bytes_that_are_no_changes_are_refused_kept_aside_up_to_a_limit_and_harm_nobody() {
    let folder = TempDir::new().unwrap();
    let mut archive = two_phones(&folder);
    let garbage = (0..300_u32).map(|number| {
        let chunk = vec![1, number as u8, (number >> 8) as u8];
        let signed = helper::signed(&helper::key_of(me(1).device), forum_id(), &card(1), chunk);
        Event::Frame(A, Frame::Push(Push { push: number, ..signed }))
    });
    let mut out = archive.turn(garbage.chain([pushed(2, 1)]).collect(), NOW_MS);
    let stored = |out: &Outgoing| matches!(out, Outgoing::Send(B, Frame::Stored(_)));
    assert!(out.iter().any(stored), "who sends what is good does not wait: {out:?}");
    while archive.has_waiting() {
        out.extend(archive.turn(Vec::new(), NOW_MS));
    }
    let refused = |code| {
        let of =
            |out: &&Outgoing| matches!(out, Outgoing::Send(A, Frame::Refused(r)) if r.code == code);
        out.iter().filter(of).count()
    };
    // some are looked into, the others not any more in this hour
    let looked_into = refused(RefusalCode::Malformed);
    assert!((16..=64).contains(&looked_into), "{looked_into}");
    assert_eq!(looked_into + refused(RefusalCode::Busy), 300);
    let connection = Connection::open(folder.path().join(DATABASE)).unwrap();
    let count = "select count(*) from quarantine";
    let rows: u64 = connection.query_row(count, [], |row| row.get(0)).unwrap();
    assert_eq!(rows, QUARANTINE_DEVICE_ROWS_MAX);
}

#[test]
fn cursors_are_written_and_told_now_and_then() {
    let folder = TempDir::new().unwrap();
    let mut archive = two_phones(&folder);
    archive.turn(vec![pushed(1, 1)], NOW_MS);
    let received = Event::Frame(B, Frame::Received(Seq(1)));
    assert!(archive.turn(vec![received], NOW_MS + 1).is_empty());
    let out = archive.turn(Vec::new(), NOW_MS + 1_000);
    assert!(matches!(out[..], [Outgoing::Send(A, Frame::Receipts(_)), Outgoing::Send(B, _)]));
    assert!(archive.turn(Vec::new(), NOW_MS + 2_000).is_empty());
}

#[test]
fn a_phone_behind_gets_one_page_until_it_says_that_it_has_room() {
    let folder = TempDir::new().unwrap();
    let mut archive = two_phones(&folder);
    for doc in 0..100 {
        let mut store = archive.into_store();
        archive = open(store_with(&mut store, doc));
    }
    let join = Event::Join { link: A, device: on_a_link(me(1)), door: Door::Once };
    let hello = Event::Frame(A, helper::hello(replica(1)));
    let out = archive.turn(vec![join, hello], NOW_MS);
    assert_eq!(out.len(), 1, "the body has not ended: {out:?}");
    let (mut pages, mut documents) = (0, 0);
    loop {
        assert!(!archive.has_more());
        let out = archive.turn(vec![Event::Room(A)], NOW_MS);
        documents +=
            out.iter().filter(|o| matches!(o, Outgoing::Send(_, Frame::Changed(_)))).count();
        pages += out.iter().filter(|o| **o == Outgoing::Page(A)).count();
        if out.contains(&Outgoing::Done(A)) {
            break;
        }
    }
    assert_eq!(documents, 100);
    assert!(pages >= 3, "{pages}");
}

/// One more document, by a device of its own.
fn store_with(store: &mut SqliteStore, doc: u128) -> SqliteStore {
    let number = 10 + u8::try_from(doc).unwrap();
    let fresh = std::mem::replace(store, SqliteStore::in_memory().unwrap());
    let mut archive = open(fresh);
    let link = LinkId(u64::from(number));
    let join = Event::Join { link, device: on_a_link(me(number)), door: Door::Live };
    let hello = Event::Frame(link, helper::hello(replica(number)));
    let out = archive.turn(vec![join, hello, pushed(number, doc)], NOW_MS);
    assert!(out.iter().any(|out| matches!(out, Outgoing::Send(_, Frame::Stored(_)))), "{out:?}");
    archive.into_store()
}

/// Both people, as the store has them.
fn enrolled(folder: &TempDir) {
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
}

#[test]
fn a_relay_that_is_started_anew_gives_nobody_another_day() {
    let folder = TempDir::new().unwrap();
    enrolled(&folder);
    let joined = |archive: &mut Archive<SqliteStore>| {
        for (link, number) in [(A, 1), (B, 2)] {
            let join = Event::Join { link, device: on_a_link(me(number)), door: Door::Live };
            archive.turn(vec![join, Event::Frame(link, helper::hello(replica(number)))], NOW_MS);
        }
    };
    let answers = |archive: &mut Archive<SqliteStore>, events, now_ms| -> Vec<(LinkId, String)> {
        let out = archive.turn(events, now_ms).into_iter();
        let answers = out.filter_map(|out| match out {
            Outgoing::Send(link, Frame::Stored(_)) => Some((link, "stored".to_owned())),
            Outgoing::Send(link, Frame::Refused(it)) => Some((link, format!("{:?}", it.code))),
            _ => None,
        });
        answers.collect()
    };
    let mut archive = open(SqliteStore::open(folder.path()).unwrap());
    joined(&mut archive);
    assert_eq!(answers(&mut archive, vec![pushed(1, 1)], NOW_MS), [(A, "stored".to_owned())]);
    let day = paguyuban::relay::day_began_ms(NOW_MS);
    let used = archive.store().used_since(forum_id(), day).unwrap();
    assert_eq!(used.len(), 1, "{used:?}");
    assert!(used[&me(1).member].bytes > 50 && used[&me(1).member].documents == 1, "{used:?}");
    assert!(archive.store().used_since(forum_id(), NOW_MS + 1).unwrap().is_empty());
    drop(archive);
    // as if that had been a day's work
    let much = paguyuban::relay::PERSON_DAY_BYTES_MAX;
    broken(&folder, &format!("update change set bytes = zeroblob({much})"));
    let mut archive = open(SqliteStore::open(folder.path()).unwrap());
    joined(&mut archive);
    let mut told = answers(&mut archive, vec![pushed(1, 2), pushed(2, 3)], NOW_MS);
    told.sort();
    assert_eq!(told, [(A, "Busy".to_owned()), (B, "stored".to_owned())]);
    let tomorrow = NOW_MS + 24 * 60 * 60 * 1000;
    let told = answers(&mut archive, vec![pushed(1, 2)], tomorrow);
    assert_eq!(told, [(A, "stored".to_owned())]);
}

#[test]
fn what_is_kept_aside_is_bounded_in_bytes_for_each_device_and_for_all() {
    let folder = TempDir::new().unwrap();
    let mut store = with_forum(SqliteStore::open(folder.path()).unwrap());
    let kept = |of: &str| -> u64 {
        let connection = Connection::open(folder.path().join(DATABASE)).unwrap();
        let sum = format!("select coalesce(sum(length(chunk)), 0) from quarantine {of}");
        connection.query_row(&sum, [], |row| row.get(0)).unwrap()
    };
    for device in 1..=12_u8 {
        let refused = (0..8).map(|_| Quarantined {
            device: DeviceId([device; 8]),
            doc: card(1),
            code: RefusalCode::Malformed,
            chunk: vec![1; 250 * 1024],
        });
        let refused: Vec<Quarantined> = refused.collect();
        store.keep_all_aside(forum_id(), &refused, NOW_MS).unwrap();
        let own = format!("where device = x'{}'", format!("{device:02x}").repeat(8));
        let (own, all) = (kept(&own), kept(""));
        assert!(own > 500 * 1024 && own <= QUARANTINE_DEVICE_BYTES_MAX, "{own}");
        assert!(all <= QUARANTINE_BYTES_MAX, "{all}");
    }
    assert!(kept("") > 7 * 1024 * 1024, "others crowd nobody out before that");
}
