//! Files in the store: how many there may be, what is dropped, what `check` finds.

use paguyuban::access::Role;
use paguyuban::frame::Me;
use paguyuban::id::{DeviceId, MemberId, ReplicaId, Ulid};
use paguyuban::relay::{Door, LinkId};
use paguyuban_server::archive::{Archive, Event};
use paguyuban_server::sign_in::hash_of;
use paguyuban_server::store::keep::{FolderKeep, Keep, Object};
use paguyuban_server::store::sqlite::{DATABASE, SqliteStore, check};
use paguyuban_server::store::{
    COMING_MS_MAX, DEVICE_COMING_MAX, DOCUMENT_FILES_MAX, DocState, Enrolment, FORUM_BYTES_MAX,
    FileHash, FileName, FoundFile, Mime, Named, Piece, Place, Store, StoreError, Taken,
};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::helper::{self, NOW_MS, card, edits, forum_id, hello, invite, on_a_link, with_forum};

const MEGABYTE: u64 = 1024 * 1024;

fn me() -> Me {
    Me { device: DeviceId([1; 8]), member: MemberId(Ulid::new(9, 1)), role: Role::Organiser }
}

/// A forum with an organiser's device and three cards.
fn written(folder: &TempDir) -> SqliteStore {
    let mut store = with_forum(SqliteStore::open(folder.path()).unwrap());
    invite(&mut store, "s", Role::Organiser, u64::MAX / 2);
    let enrolment = Enrolment {
        device: me().device,
        new_member: me().member,
        token_hash: hash_of("s"),
        key: Some(helper::key_of(me().device).public()),
        proved: true,
        app: String::new(),
        now_ms: NOW_MS,
    };
    store.use_invitation(hash_of("s"), &enrolment).unwrap().unwrap();
    let replica = ReplicaId::new(me().device, [1; 8]);
    let run = Box::new(paguyuban::vet::Trial::run_each);
    let mut archive = Archive::open(store, forum_id(), run, NOW_MS).unwrap();
    let link = LinkId(1);
    let join = Event::Join { link, device: on_a_link(me()), door: Door::Live };
    archive.turn(vec![join, Event::Frame(link, hello(replica))], NOW_MS);
    let frames = (1..=3).flat_map(|number| edits(replica, me().member, &card(number), 1));
    archive.turn(frames.map(|frame| Event::Frame(link, frame)).collect(), NOW_MS);
    drop(archive);
    SqliteStore::open(folder.path()).unwrap()
}

fn name(doc: u128, number: u16) -> FileName {
    let mut hash = [0; 32];
    hash[..2].copy_from_slice(&number.to_be_bytes());
    FileName { doc: card(doc), hash: FileHash(hash) }
}

fn take(store: &mut SqliteStore, name: &FileName, bytes: u64, at_ms: u64) -> Taken {
    let state = store.doc_state(forum_id(), &name.doc).unwrap().unwrap();
    let named = Named { bytes, mime: Mime::of("image/jpeg").unwrap() };
    let piece =
        Piece { device: me().device, name, at: 0, bytes: b"x", named: Some((named, state)), at_ms };
    store.take_piece(forum_id(), &piece).unwrap()
}

fn whole(store: &mut SqliteStore, name: &FileName, bytes: u64) -> bool {
    if !matches!(take(store, name, bytes, NOW_MS), Taken::Coming(..)) {
        return false;
    }
    let mut object = [0; 16];
    object[0] = name.doc.as_str().as_bytes()[32];
    object[1..3].copy_from_slice(&name.hash.0[..2]);
    let place = Place { object: Object(object), key: [9; 32] };
    store.keep_file(forum_id(), me().device, name, place).unwrap()
}

fn is_here(store: &mut SqliteStore, name: &FileName) -> bool {
    !matches!(store.file(forum_id(), me().device, name).unwrap(), FoundFile::Nothing(_))
}

#[test]
fn a_document_has_room_for_so_many_files_and_a_forum_for_so_many_bytes() {
    let folder = TempDir::new().unwrap();
    let mut store = written(&folder);
    let all = u16::try_from(DOCUMENT_FILES_MAX).unwrap();
    for number in 0..all {
        assert!(whole(&mut store, &name(1, number), 4 * MEGABYTE), "{number}");
    }
    assert_eq!(take(&mut store, &name(1, all), 1, NOW_MS), Taken::NoRoom);
    let left = u16::try_from(FORUM_BYTES_MAX / (4 * MEGABYTE)).unwrap() - all;
    for number in 0..left {
        assert!(whole(&mut store, &name(2, number), 4 * MEGABYTE), "{number}");
    }
    assert_eq!(take(&mut store, &name(2, left), 1, NOW_MS), Taken::NoRoom);
    assert_eq!(store.file_figures().unwrap().1, FORUM_BYTES_MAX);
}

#[test]
fn of_what_a_device_does_not_end_the_oldest_goes_and_all_of_it_after_a_month() {
    let folder = TempDir::new().unwrap();
    let mut store = written(&folder);
    let all = u16::try_from(DEVICE_COMING_MAX).unwrap();
    for number in 0..=all {
        let at_ms = NOW_MS + u64::from(number);
        assert!(matches!(take(&mut store, &name(1, number), 5, at_ms), Taken::Coming(_, 1)));
    }
    assert!(!is_here(&mut store, &name(1, 0)));
    assert!((1..=all).all(|number| is_here(&mut store, &name(1, number))));
    assert!(whole(&mut store, &name(2, 1), 1));
    while store.drop_old_pieces(NOW_MS + 2 + COMING_MS_MAX - COMING_MS_MAX).unwrap() > 0 {}
    assert!(!is_here(&mut store, &name(1, 1)) && is_here(&mut store, &name(1, 2)));
    while store.drop_old_pieces(u64::MAX / 4).unwrap() > 0 {}
    assert!((1..=all).all(|number| !is_here(&mut store, &name(1, number))));
    assert!(is_here(&mut store, &name(2, 1)), "what is whole stays");
}

#[test]
fn a_document_of_another_generation_than_the_one_that_was_asked_names_nothing() {
    let folder = TempDir::new().unwrap();
    let mut store = written(&folder);
    let named = Named { bytes: 5, mime: Mime::of("image/png").unwrap() };
    let state = store.doc_state(forum_id(), &card(1)).unwrap().unwrap();
    let then = DocState { generation: state.generation + 1, ..state };
    let name = name(1, 1);
    let (device, bytes) = (me().device, b"x".as_slice());
    let piece =
        Piece { device, name: &name, at: 0, bytes, named: Some((named, then)), at_ms: NOW_MS };
    assert_eq!(store.take_piece(forum_id(), &piece).unwrap(), Taken::Unseen);
    let unasked = Piece { named: None, ..piece };
    assert_eq!(store.take_piece(forum_id(), &unasked).unwrap(), Taken::Unasked);
    store.revoke(forum_id(), device, NOW_MS).unwrap();
    let barred = store.take_piece(forum_id(), &piece);
    assert!(matches!(barred, Err(StoreError::Barred(_))), "{barred:?}");
}

#[test]
fn every_column_of_a_file_and_of_its_pieces_is_found_by_check() {
    let folder = TempDir::new().unwrap();
    let mut store = written(&folder);
    assert!(whole(&mut store, &name(1, 1), 7));
    assert!(matches!(take(&mut store, &name(1, 2), 7, NOW_MS), Taken::Coming(..)));
    let faults = |store: &mut SqliteStore| check(store).unwrap().faults;
    assert_eq!(faults(&mut store), Vec::<String>::new());
    for damage in [
        "update file set bytes = bytes + 1",
        "update file set mime = 'image/png'",
        "update file set device = zeroblob(8)",
        "update file set at_ms = at_ms + 1",
        "update file set object = zeroblob(16) where object is not null",
        "update file set key = zeroblob(32) where key is not null",
        "update file set hash = zeroblob(32) where object is not null",
        "update file_piece set bytes = x'01'",
        "update file_piece set at = 3",
    ] {
        let mut connection = Connection::open(folder.path().join(DATABASE)).unwrap();
        let transaction = connection.transaction().unwrap();
        transaction.execute_batch(damage).unwrap();
        transaction.commit().unwrap();
        assert!(!faults(&mut store).is_empty(), "not found: {damage}");
        drop(connection);
        // back as it was
        store.drop_file(forum_id(), &name(1, 2), None).unwrap();
        let undo = "delete from file_piece; delete from file";
        Connection::open(folder.path().join(DATABASE)).unwrap().execute_batch(undo).unwrap();
        assert!(whole(&mut store, &name(1, 1), 7));
        assert!(matches!(take(&mut store, &name(1, 2), 7, NOW_MS), Taken::Coming(..)));
    }
}

#[test]
fn an_object_without_a_row_goes_once_it_is_old_and_one_whose_row_went_at_once() {
    let folder = TempDir::new().unwrap();
    let mut store = written(&folder);
    let keep = FolderKeep::of(folder.path());
    assert!(whole(&mut store, &name(1, 1), 1));
    let FoundFile::Whole(_, place) = store.file(forum_id(), me().device, &name(1, 1)).unwrap()
    else {
        panic!("it is whole")
    };
    let orphan = Object([0xaa; 16]);
    for object in [place.object, orphan] {
        keep.put(object, b"sealed").unwrap();
    }
    let now_ms = paguyuban_server::clock::now_ms();
    assert_eq!(store.remove_orphans(&keep, now_ms).unwrap(), 0, "it may be about to get a row");
    assert_eq!(store.remove_orphans(&keep, now_ms + 25 * 60 * 60 * 1000).unwrap(), 1);
    assert!(!keep.has(orphan).unwrap() && keep.has(place.object).unwrap());
    store.drop_file(forum_id(), &name(1, 1), Some(place.object)).unwrap();
    assert_eq!(store.remove_gone(&keep).unwrap(), 1);
    assert!(!keep.has(place.object).unwrap());
    assert_eq!(store.remove_gone(&keep).unwrap(), 0);
}
