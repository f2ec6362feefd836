//! The database file: what is written is read, what is damaged is noticed, copies are sound.

use paguyuban::access::Role;
use paguyuban::frame::Me;
use paguyuban::id::{DeviceId, Epoch, MemberId, ReplicaId, Seq, Ulid};
use paguyuban::relay::{Door, LinkId};
use paguyuban_server::archive::{Archive, Event};
use paguyuban_server::export::export;
use paguyuban_server::sign_in::hash_of;
use paguyuban_server::store::sqlite::{
    Copied, DATABASE, FolderLock, SqliteStore, backup, check, restore,
};
use paguyuban_server::store::{Enrolment, Store, StoreError, Unfit};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::helper::{NOW_MS, card, edits, forum_id, hello, invite, key, on_a_link, with_forum};

/// A forum on disk with one document of a hundred and ten changes and its snapshot.
fn written() -> TempDir {
    let folder = TempDir::new().unwrap();
    let store = with_forum(SqliteStore::open(folder.path()).unwrap());
    let me =
        Me { device: DeviceId([1; 8]), member: MemberId(Ulid::new(9, 1)), role: Role::Organiser };
    let (link, replica) = (LinkId(1), ReplicaId::new(me.device, [1; 8]));
    let run = Box::new(paguyuban::vet::Trial::run_each);
    let mut archive = Archive::open(store, forum_id(), run, NOW_MS).unwrap();
    let join = Event::Join { link, device: on_a_link(me), door: Door::Live };
    archive.turn(vec![join, Event::Frame(link, hello(replica))], NOW_MS);
    let mut frames = edits(replica, me.member, &card(1), 110).into_iter();
    for count in [100, 10] {
        let events = frames.by_ref().take(count).map(|frame| Event::Frame(link, frame));
        archive.turn(events.collect(), NOW_MS);
        // a snapshot is made when nothing else is to do
        archive.turn(Vec::new(), NOW_MS);
    }
    folder
}

fn copy_of(folder: &TempDir) -> TempDir {
    let copy = TempDir::new().unwrap();
    std::fs::copy(folder.path().join(DATABASE), copy.path().join(DATABASE)).unwrap();
    copy
}

fn faults(folder: &TempDir) -> Vec<String> {
    check(&mut SqliteStore::open_to_read(folder.path()).unwrap()).unwrap().faults
}

#[test]
fn a_database_of_a_newer_relay_is_left_alone() {
    let folder = written();
    let connection = Connection::open(folder.path().join(DATABASE)).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    for opened in [SqliteStore::open(folder.path()), SqliteStore::open_to_read(folder.path())] {
        assert!(matches!(opened, Err(StoreError::Newer { found: 99, .. })));
    }
}

#[test]
fn a_database_can_be_opened_twice_and_is_migrated_once() {
    let folder = TempDir::new().unwrap();
    with_forum(SqliteStore::open(folder.path()).unwrap());
    let mut again = SqliteStore::open(folder.path()).unwrap();
    assert_eq!(again.forums().unwrap().len(), 1);
    assert_eq!(again.forum(forum_id()).unwrap().name, "Paguyuban Contoh");
}

#[test]
fn every_column_of_every_row_that_changes_under_the_relay_is_found_by_check() {
    let sound = written();
    assert_eq!(faults(&sound), Vec::<String>::new());
    for damage in [
        "update log set at_ms = at_ms + 1 where seq = 50",
        "update log set doc = 'note/00000000000000000000000000' where seq = 50",
        "update log set replica = zeroblob(16) where seq = 50",
        "update change set bytes = cast(substr(bytes, 1, 20) || x'00' || substr(bytes, 22) as blob) where seq = 50",
        "update change set hash = zeroblob(32) where seq = 50",
        "update document set heads = zeroblob(32)",
        "update snapshot set bytes = cast(substr(bytes, 1, 40) || x'00' || substr(bytes, 42) as blob)",
        "update snapshot set seq = seq - 1",
        "update wire set chunk = cast(substr(chunk, 1, 9) || x'00' || substr(chunk, 11) as blob) where seq = 105",
        "update mark set mark = zeroblob(16) where seq = 50",
        "update mark set seq = 500 where seq = 50",
        "update forum set seq = seq + 1",
        "pragma foreign_keys = off; delete from log where seq = 50",
        "pragma foreign_keys = off; delete from change where seq = 110",
        "pragma foreign_keys = off; delete from wire; delete from change; delete from log",
    ] {
        let folder = copy_of(&sound);
        Connection::open(folder.path().join(DATABASE)).unwrap().execute_batch(damage).unwrap();
        assert!(!faults(&folder).is_empty(), "not found: {damage}");
    }
}

#[test]
fn a_damaged_change_is_never_handed_out_and_a_damaged_snapshot_is_passed_over() {
    let folder = written();
    let connection = Connection::open(folder.path().join(DATABASE)).unwrap();
    let damaged = connection.execute("update snapshot set bytes = zeroblob(length(bytes))", []);
    assert_eq!(damaged, Ok(1));
    let mut store = SqliteStore::open(folder.path()).unwrap();
    let whole = store.document(forum_id(), &card(1)).unwrap().unwrap();
    assert_eq!((whole.snapshot, whole.tail.len()), (None, 110));
    connection.execute_batch("update change set bytes = zeroblob(9) where seq = 3").unwrap();
    let read = store.document(forum_id(), &card(1));
    assert!(matches!(read, Err(StoreError::Damaged { table: "change", .. })));
}

#[test]
fn a_backup_of_a_database_in_use_is_sound_and_restoring_it_starts_a_new_epoch() {
    let folder = written();
    // in use: somebody has it open
    let mut store = SqliteStore::open(folder.path()).unwrap();
    let to = TempDir::new().unwrap();
    let copy = to.path().join("senin");
    assert!(matches!(backup(folder.path(), &copy), Ok(Copied::Sound(r)) if r.changes == 110));
    assert!(backup(folder.path(), &copy).is_err(), "a backup is never overwritten");
    invite(&mut store, "after the backup", Role::Member, u64::MAX / 2);
    drop(store);

    let lock = FolderLock::take(folder.path()).unwrap();
    let epoch = || Epoch([7; 8]);
    let under_a_relay = restore(&copy, folder.path(), epoch, NOW_MS);
    assert!(matches!(under_a_relay, Err(StoreError::Busy)));
    drop(lock);
    assert!(matches!(restore(&copy, folder.path(), epoch, NOW_MS), Ok(Copied::Sound(_))));
    let mut store = SqliteStore::open(folder.path()).unwrap();
    let forum = store.forum(forum_id()).unwrap();
    assert_eq!((forum.epoch, forum.seq), (Epoch([7; 8]), Seq(110)));
    assert_eq!(forum.restored_ms, Some(NOW_MS));
    let replaced = folder.path().join("replaced").join(NOW_MS.to_string()).join(DATABASE);
    assert!(replaced.is_file());
    assert_eq!(faults(&folder), Vec::<String>::new());
}

#[test]
fn a_faulty_backup_replaces_nothing() {
    let (folder, bad) = (written(), written());
    let connection = Connection::open(bad.path().join(DATABASE)).unwrap();
    connection.execute_batch("update change set hash = zeroblob(32) where seq = 5").unwrap();
    let restored = restore(bad.path(), folder.path(), || Epoch([7; 8]), NOW_MS);
    assert!(matches!(restored, Ok(Copied::Faulty(report)) if !report.faults.is_empty()));
    let mut store = SqliteStore::open(folder.path()).unwrap();
    assert_eq!(store.forum(forum_id()).unwrap().epoch, Epoch([1; 8]));
}

#[test]
fn an_invitation_makes_one_device_before_it_expires_and_none_after() {
    let mut store = with_forum(SqliteStore::in_memory().unwrap());
    invite(&mut store, "early", Role::Viewer, NOW_MS + 10);
    let enrolment = |number: u8, now_ms| Enrolment {
        device: DeviceId([number; 8]),
        new_member: MemberId(Ulid::new(3, u128::from(number))),
        token_hash: hash_of(&format!("token {number}")),
        key: None,
        proved: false,
        app: "Peramban".to_owned(),
        now_ms,
    };
    let late = store.use_invitation(hash_of("early"), &enrolment(1, NOW_MS + 10)).unwrap();
    assert_eq!(late, Err(Unfit::Expired));
    let device = store.use_invitation(hash_of("early"), &enrolment(2, NOW_MS + 9)).unwrap();
    let device = device.unwrap();
    assert_eq!((device.role, device.member), (Role::Viewer, MemberId(Ulid::new(3, 2))));
    let twice = store.use_invitation(hash_of("early"), &enrolment(3, NOW_MS + 9)).unwrap();
    assert_eq!(twice, Err(Unfit::Used));
    assert_eq!(store.device_by_token(hash_of("token 2")).unwrap(), Some(device.clone()));
    assert!(store.revoke(forum_id(), device.id, NOW_MS).unwrap());
    assert!(!store.revoke(forum_id(), device.id, NOW_MS).unwrap());
    let revoked = store.device_by_token(hash_of("token 2")).unwrap().unwrap();
    assert_eq!(revoked.revoked_ms, Some(NOW_MS));
}

#[test]
fn a_device_that_asks_again_late_is_the_same_and_its_first_token_stays_good_until_the_next_is_used()
{
    let mut store = with_forum(SqliteStore::in_memory().unwrap());
    invite(&mut store, "early", Role::Viewer, NOW_MS + 10);
    let asks = |number: u8, now_ms| Enrolment {
        device: DeviceId([number; 8]),
        new_member: MemberId(Ulid::new(3, u128::from(number))),
        token_hash: hash_of(&format!("token {number}")),
        key: Some(key("early").public()),
        proved: true,
        app: "Peramban".to_owned(),
        now_ms,
    };
    let mut ask = |number, now_ms| {
        store.use_invitation(hash_of("early"), &asks(number, now_ms)).unwrap().unwrap()
    };
    let first = ask(1, NOW_MS);
    // the invitation has expired; what it made is there
    let late = [ask(2, NOW_MS + 10), ask(3, NOW_MS + 1_000_000_000)];
    assert_eq!(late, [first.clone(), first.clone()]);
    assert_eq!(store.devices(forum_id()).unwrap(), std::slice::from_ref(&first));
    for (token, good) in [(1, true), (2, false), (3, true), (1, false), (3, true)] {
        let found = store.device_by_token(hash_of(&format!("token {token}"))).unwrap();
        assert_eq!(found.is_some(), good, "{token}");
    }
    let other = Enrolment { key: Some(key("other").public()), ..asks(4, NOW_MS) };
    assert_eq!(store.use_invitation(hash_of("early"), &other).unwrap(), Err(Unfit::Used));
}

#[test]
fn an_export_holds_every_document_as_json_and_as_automerge() {
    let folder = written();
    let out = TempDir::new().unwrap();
    let mut store = SqliteStore::open_to_read(folder.path()).unwrap();
    assert_eq!(export(&mut store, forum_id(), out.path()).unwrap(), 1);
    let file = out.path().join(card(1).as_str());
    let json = std::fs::read_to_string(file.with_extension("json")).unwrap();
    assert!(json.contains("\"full_name\": \"Nama 109\""), "{json}");
    let saved = std::fs::read(file.with_extension("automerge")).unwrap();
    assert!(automerge::Automerge::load(&saved).is_ok());
    let contents = std::fs::read_to_string(out.path().join("forum.json")).unwrap();
    assert!(contents.contains(card(1).as_str()));
}

#[test]
fn a_database_of_the_first_version_keeps_its_people_and_its_log() {
    let folder = TempDir::new().unwrap();
    let connection = Connection::open(folder.path().join(DATABASE)).unwrap();
    connection.execute_batch(include_str!("../../src/store/migrations/0001_first.sql")).unwrap();
    connection
        .execute_batch(
            "pragma user_version = 1;
            insert into forum values
              ('00000000010000000000000001', 'Contoh', zeroblob(8), 1, 5, null);
            insert into invitation values ('00000000010000000000000001', zeroblob(32), 'viewer',
              null, 5, 9007199254740991, null);
            insert into device values ('00000000010000000000000001', x'0102030405060708',
              '00000000020000000000000001', 'organiser', zeroblob(32), 1, 5, 6, null);
            insert into log values ('00000000010000000000000001', 1, 'note/1', zeroblob(8),
              zeroblob(16), 5, 1, 0);
            insert into change values ('00000000010000000000000001', 'note/1', 1, 0,
              zeroblob(32), x'00', 0);",
        )
        .unwrap();
    let mut store = SqliteStore::open(folder.path()).unwrap();
    let forum = store.forums().unwrap().remove(0);
    let device = store.devices(forum.id).unwrap().remove(0);
    assert_eq!((device.role, device.key, device.cursor), (Role::Organiser, None, Seq(1)));
    let invited = store.invitations(forum.id).unwrap().remove(0);
    assert_eq!((invited.invitation.role, invited.used_ms), (Role::Viewer, None));
    let orphan = connection.execute("delete from log", []);
    assert!(orphan.is_err(), "changes still belong to the log");
}
