//! Erasing: afterwards the bytes are in no file, the log has no gap, and nobody brings it back.

use std::path::Path;

use paguyuban::access::Role;
use paguyuban::frame::{Frame, Me};
use paguyuban::id::{DeviceId, DocId, Epoch, MemberId, ReplicaId, Seq, Ulid};
use paguyuban::relay::{Door, LinkId};
use paguyuban_server::archive::{Archive, Event};
use paguyuban_server::sign_in::hash_of;
use paguyuban_server::store::sqlite::{Copied, SqliteStore, backup, check, restore, stale};
use paguyuban_server::store::{Enrolment, Erasure, Store, Unfit};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::helper::{
    NOW_MS, Relay, card, edits, forum_id, hello, invite, key_of, on_a_link, push, settle, signed,
    with_forum,
};

/// What the card that is erased says, in plain letters where nothing packs it.
const MARK: &[u8] = b"Nama 1";
const LINK: LinkId = LinkId(1);

fn me() -> Me {
    Me { device: DeviceId([1; 8]), member: MemberId(Ulid::new(9, 1)), role: Role::Organiser }
}

fn replica() -> ReplicaId {
    ReplicaId::new(me().device, [1; 8])
}

/// A forum with a card of 110 changes and its snapshot, another card before and after, and a push to
/// the first that was refused.
fn written(folder: &Path) -> Archive<SqliteStore> {
    let store = with_forum(SqliteStore::open(folder).unwrap());
    let run = Box::new(paguyuban::vet::Trial::run_each);
    let mut archive = Archive::open(store, forum_id(), run, NOW_MS).unwrap();
    let other = |number| Event::Frame(LINK, push(replica(), me().member, 1, &card(number), "Budi"));
    let join = Event::Join { link: LINK, device: on_a_link(me()), door: Door::Live };
    archive.turn(vec![join, Event::Frame(LINK, hello(replica())), other(2)], NOW_MS);
    let mut frames = edits(replica(), me().member, &card(1), 110).into_iter();
    for count in [100, 10] {
        let events = frames.by_ref().take(count).map(|frame| Event::Frame(LINK, frame));
        archive.turn(events.collect(), NOW_MS);
        archive.turn(Vec::new(), NOW_MS);
    }
    let chunk = b"\x01 refused: Nama 1".to_vec();
    let refused = signed(&key_of(me().device), forum_id(), &card(1), chunk);
    archive.turn(vec![Event::Frame(LINK, Frame::Push(refused)), other(3)], NOW_MS);
    archive
}

fn erasure(doc: DocId) -> Erasure {
    Erasure { doc, by: None, at_ms: NOW_MS }
}

/// How often these bytes are in the files of a folder.
fn found(folder: &Path, bytes: &[u8]) -> usize {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let read = files.filter(|path| path.is_file()).map(|path| std::fs::read(path).unwrap());
    read.map(|file| file.windows(bytes.len()).filter(|part| *part == bytes).count()).sum()
}

fn kept(folder: &Path, query: &str) -> Vec<u8> {
    let connection = Connection::open(folder.join("paguyuban.db")).unwrap();
    connection.query_row(query, [], |row| row.get(0)).unwrap()
}

#[test]
fn what_was_erased_is_in_no_file_of_the_folder() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    // somebody else has the database open, as the relay's other threads have
    let archive = written(folder);
    let mut store = SqliteStore::open(folder).unwrap();
    let snapshot = kept(folder, "select substr(bytes, 40, 24) from snapshot");
    let chunk = kept(folder, "select substr(chunk, 3, 24) from wire where seq = 108");
    for marks in [MARK, &snapshot, &chunk, b"refused: Nama"] {
        assert!(found(folder, marks) > 0, "the test looks for what was never there");
    }
    assert_eq!(store.erase(forum_id(), &erasure(card(1))).unwrap(), Some(1));
    for marks in [MARK, &snapshot, &chunk, b"refused: Nama"] {
        assert_eq!(found(folder, marks), 0, "{}", String::from_utf8_lossy(marks));
    }
    assert!(found(folder, b"Budi") > 0, "others' documents stay");
    drop(archive);
}

#[test]
fn what_could_not_go_while_somebody_was_reading_goes_with_the_next_write() {
    let folder = TempDir::new().unwrap();
    let mut store = written(folder.path()).into_store();
    let mut reader = Connection::open(folder.path().join("paguyuban.db")).unwrap();
    let view = reader.transaction().unwrap();
    let seq: u64 = view.query_row("select seq from forum", [], |row| row.get(0)).unwrap();
    assert_eq!(seq, 112);
    assert_eq!(store.erase(forum_id(), &erasure(card(1))).unwrap(), Some(1));
    store.pulse(NOW_MS).unwrap();
    assert!(found(folder.path(), MARK) > 0, "the reader still sees it");
    drop(view);
    store.pulse(NOW_MS).unwrap();
    assert_eq!(found(folder.path(), MARK), 0);
}

#[tokio::test]
async fn a_relay_that_was_killed_in_the_middle_of_an_erasure_ends_it_at_its_start() {
    let folder = TempDir::new().unwrap();
    let mut store = written(folder.path()).into_store();
    let mut reader = Connection::open(folder.path().join("paguyuban.db")).unwrap();
    // killed: it can neither empty its write-ahead log nor close it
    let view = reader.transaction().unwrap();
    view.query_row("select seq from forum", [], |row| row.get::<_, u64>(0)).unwrap();
    store.erase(forum_id(), &erasure(card(1))).unwrap();
    let left = TempDir::new().unwrap();
    for name in ["paguyuban.db", "paguyuban.db-wal"] {
        std::fs::copy(folder.path().join(name), left.path().join(name)).unwrap();
    }
    assert!(found(left.path(), MARK) > 0);
    let relay = Relay::start_in(left).await;
    assert_eq!(found(relay.folder.path(), MARK), 0);
    relay.stop().await;
}

#[test]
fn the_log_has_no_gap_and_readers_go_past_what_was_erased() {
    let folder = TempDir::new().unwrap();
    let mut store = written(folder.path()).into_store();
    store.erase(forum_id(), &erasure(card(1))).unwrap();
    let report = check(&mut store).unwrap();
    assert_eq!(report.faults, Vec::<String>::new());
    assert_eq!((report.erased, report.entries, report.changes), (1, 112, 2));
    // one row at a time: a page is never empty before the end
    let first = store.log_after(forum_id(), Seq(0), 1).unwrap();
    let second = store.log_after(forum_id(), first[0].seq, 1).unwrap();
    assert_eq!((first[0].seq, second[0].seq), (Seq(1), Seq(112)));
    assert!(store.log_after(forum_id(), Seq(112), 1).unwrap().is_empty());
    assert!(store.document(forum_id(), &card(1)).unwrap().is_none());
    assert_eq!(store.documents_after(forum_id(), None, 10).unwrap(), [card(2), card(3)]);
    assert!(store.is_erased(forum_id(), &card(1)).unwrap());
    assert!(!store.is_erased(forum_id(), &card(2)).unwrap());
}

#[test]
fn tombstones_are_numbered_and_the_same_document_gets_one() {
    let folder = TempDir::new().unwrap();
    let mut store = written(folder.path()).into_store();
    let erase = |store: &mut SqliteStore, doc| store.erase(forum_id(), &erasure(doc)).unwrap();
    assert_eq!(erase(&mut store, card(3)), Some(1));
    assert_eq!(erase(&mut store, card(1)), Some(2));
    assert_eq!(erase(&mut store, card(3)), Some(1));
    assert_eq!(erase(&mut store, card(99)), None, "nothing of it is here");
    let docs = |after| {
        let stones = store.tombstones(forum_id(), after).unwrap().into_iter();
        stones.map(|stone| (stone.number, stone.doc)).collect::<Vec<_>>()
    };
    let mut docs = docs;
    assert_eq!(docs(0), [(1, card(3)), (2, card(1))]);
    assert_eq!(docs(1), [(2, card(1))]);
}

#[test]
fn a_push_to_what_another_program_has_erased_is_not_stored() {
    let folder = TempDir::new().unwrap();
    let mut archive = written(folder.path());
    let mut other = SqliteStore::open(folder.path()).unwrap();
    other.erase(forum_id(), &erasure(card(2))).unwrap();
    // it still counts on the card in memory
    let again = edits(ReplicaId::new(me().device, [2; 8]), me().member, &card(2), 1).remove(0);
    archive.turn(vec![Event::Frame(LINK, again)], NOW_MS);
    let report = check(&mut other).unwrap();
    assert_eq!(report.faults, Vec::<String>::new());
    assert!(other.document(forum_id(), &card(2)).unwrap().is_none());
}

#[test]
fn a_flipped_bit_of_a_tombstone_or_of_the_audit_is_found_by_check() {
    for damage in [
        "update tombstone set doc = 'note/00000000000000000000000000'",
        "update tombstone set at_ms = at_ms + 1",
        "update tombstone set by_device = zeroblob(8)",
        "update tombstone set number = 2",
        "delete from tombstone",
        "update act set act = 'joined'",
        "update act set doc = null",
        "update act set line = 2",
    ] {
        let folder = TempDir::new().unwrap();
        let mut store = written(folder.path()).into_store();
        store.erase(forum_id(), &erasure(card(1))).unwrap();
        drop(store);
        Connection::open(folder.path().join("paguyuban.db"))
            .unwrap()
            .execute_batch(damage)
            .unwrap();
        let report = check(&mut SqliteStore::open_to_read(folder.path()).unwrap()).unwrap();
        assert!(!report.is_sound(), "not found: {damage}");
    }
}

#[test]
fn a_damaged_tombstone_is_made_anew_from_the_emptied_places_of_the_log() {
    for damage in ["at_ms = 1", "doc = 'x'", "doc = cast(x'ff' as text)", "by_device = zeroblob(8)"]
    {
        let folder = TempDir::new().unwrap();
        let mut store = written(folder.path()).into_store();
        store.erase(forum_id(), &erasure(card(1))).unwrap();
        let connection = Connection::open(folder.path().join("paguyuban.db")).unwrap();
        connection.execute_batch(&format!("update tombstone set {damage}")).unwrap();
        let stones = store.tombstones(forum_id(), 0).unwrap();
        assert_eq!(stones.len(), 1, "{damage}");
        assert_eq!((stones[0].number, &stones[0].doc), (1, &card(1)), "{damage}");
        assert!(store.is_erased(forum_id(), &card(1)).unwrap(), "{damage}");
        assert_eq!(check(&mut store).unwrap().faults, Vec::<String>::new(), "{damage}");
    }
}

fn enrolment(number: u8) -> Enrolment {
    Enrolment {
        device: DeviceId([number; 8]),
        new_member: MemberId(Ulid::new(3, u128::from(number))),
        token_hash: hash_of(&format!("token {number}")),
        key: None,
        proved: false,
        app: String::new(),
        now_ms: NOW_MS,
    }
}

/// Puts a backup back; what the operator is told.
fn restored(from: &Path, folder: &Path) -> Vec<String> {
    match restore(from, folder, || Epoch([7; 8]), NOW_MS).unwrap() {
        Copied::Sound(report) => report.notes,
        Copied::Faulty(report) => panic!("{:?}", report.faults),
    }
}

#[test]
fn what_was_erased_after_the_backup_stays_erased_when_it_is_put_back() {
    let (folder, to) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut store = written(folder.path()).into_store();
    store.erase(forum_id(), &erasure(card(3))).unwrap();
    let copy = to.path().join("senin");
    backup(folder.path(), &copy).unwrap();
    store.erase(forum_id(), &erasure(card(1))).unwrap();
    store.erase(forum_id(), &erasure(card(2))).unwrap();
    drop(store);
    assert!(found(&copy, MARK) > 0);

    let notes = restored(&copy, folder.path());
    assert!(notes[0].starts_with("2 documents"), "{notes:?}");
    for marks in [MARK, b"refused: Nama", b"Budi"] {
        assert_eq!(found(folder.path(), marks), 0, "{}", String::from_utf8_lossy(marks));
    }
    let mut store = SqliteStore::open(folder.path()).unwrap();
    let stones = store.tombstones(forum_id(), 0).unwrap();
    let docs: Vec<_> = stones.iter().map(|stone| (stone.number, stone.doc.clone())).collect();
    assert_eq!(docs, [(1, card(3)), (2, card(1)), (3, card(2))]);
    let report = check(&mut store).unwrap();
    assert_eq!(report.faults, Vec::<String>::new());
    assert_eq!((report.erased, report.changes), (3, 0));
}

#[test]
fn who_was_shut_out_after_the_backup_stays_out_and_who_joined_stays_in() {
    let (folder, to) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut store = written(folder.path()).into_store();
    for secret in ["lost phone", "used since", "new phone"] {
        invite(&mut store, secret, Role::Member, u64::MAX / 2);
    }
    let lost = store.use_invitation(hash_of("lost phone"), &enrolment(1)).unwrap().unwrap();
    settle(&mut store, lost.id, 4);
    let copy = to.path().join("senin");
    backup(folder.path(), &copy).unwrap();
    assert!(store.revoke(forum_id(), lost.id, NOW_MS).unwrap());
    store.use_invitation(hash_of("used since"), &enrolment(2)).unwrap().unwrap();
    drop(store);

    assert_eq!(restored(&copy, folder.path()), Vec::<String>::new());
    let mut store = SqliteStore::open(folder.path()).unwrap();
    let token = |store: &mut SqliteStore, number: u8| {
        store.device_by_token(hash_of(&format!("token {number}"))).unwrap().unwrap()
    };
    let lost = token(&mut store, 1);
    assert_eq!(lost.revoked_ms, Some(NOW_MS));
    assert_eq!((lost.erased, lost.sight), (0, None), "numbers belong to an epoch");
    assert_eq!(token(&mut store, 2).cursor, Seq(0));
    let again = store.use_invitation(hash_of("used since"), &enrolment(3)).unwrap();
    assert_eq!(again, Err(Unfit::Used));
    assert!(store.use_invitation(hash_of("new phone"), &enrolment(3)).unwrap().is_ok());
    let acts = store.audit(forum_id(), u64::MAX >> 1, 100).unwrap();
    assert_eq!(acts.len(), 7, "{acts:?}");
    assert_eq!(check(&mut store).unwrap().faults, Vec::<String>::new());
}

#[test]
fn a_database_that_cannot_be_read_is_replaced_and_the_operator_told_what_to_do_again() {
    let (folder, to) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut store = written(folder.path()).into_store();
    let copy = to.path().join("senin");
    backup(folder.path(), &copy).unwrap();
    store.erase(forum_id(), &erasure(card(1))).unwrap();
    drop(store);
    let connection = Connection::open(folder.path().join("paguyuban.db")).unwrap();
    connection.execute_batch("update tombstone set at_ms = 1").unwrap();
    drop(connection);
    let notes = restored(&copy, folder.path());
    assert!(notes[0].contains("has to be done again"), "{notes:?}");
}

#[test]
fn backups_that_hold_what_was_erased_since_are_found() {
    let (folder, to) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut store = written(folder.path()).into_store();
    backup(folder.path(), &to.path().join("senin")).unwrap();
    store.erase(forum_id(), &erasure(card(1))).unwrap();
    backup(folder.path(), &to.path().join("selasa")).unwrap();
    std::fs::create_dir(to.path().join("something else")).unwrap();
    let found = stale(&mut store, to.path()).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].folder.ends_with("senin"));
    assert!(matches!(found[0].holds, Ok(1)));
}
