//! Many threads on one database: everybody has their turn, and nobody's write ends another's.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use paguyuban::id::{Epoch, ForumId, Seq, Ulid};
use paguyuban_server::store::sqlite::{SharedStore, SqliteStore, check};
use paguyuban_server::store::{Forum, Line, Store, StoreError, What};
use tempfile::TempDir;

const FORUMS: u8 = 48;
const WRITES: usize = 20;

fn forum(number: u8) -> Forum {
    Forum {
        id: ForumId(Ulid::new(1, u128::from(number))),
        name: format!("Paguyuban {number}"),
        epoch: Epoch([number; 8]),
        seq: Seq(0),
        created_ms: 1,
        restored_ms: None,
    }
}

fn opened() -> (TempDir, SharedStore) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SharedStore::open(folder.path()).unwrap();
    (0..FORUMS).for_each(|number| store.add_forum(&forum(number)).unwrap());
    (folder, store)
}

fn noted(store: &mut SqliteStore, number: u8) -> usize {
    store.audit(forum(number).id, i64::MAX as u64, usize::MAX >> 1).unwrap().len()
}

#[test]
fn many_forums_that_write_at_once_are_all_served_and_each_write_is_there_once() {
    let (folder, store) = opened();
    thread::scope(|scope| {
        for number in 0..FORUMS {
            let store = store.clone();
            scope.spawn(move || {
                let line = Line::by_operator(What::DeviceRenamed, 1);
                for _ in 0..WRITES {
                    store.write(|store| store.note(forum(number).id, &line)).unwrap();
                }
            });
        }
    });
    let mut alone = SqliteStore::open_to_read(folder.path()).unwrap();
    for number in 0..FORUMS {
        assert_eq!(noted(&mut alone, number), WRITES);
    }
    assert!(check(&mut alone).unwrap().is_sound());
}

#[test]
fn a_write_that_fails_or_panics_among_others_leaves_nothing_and_takes_nothing_of_theirs() {
    let (folder, store) = opened();
    let failed = AtomicUsize::new(0);
    thread::scope(|scope| {
        for number in 0..FORUMS {
            let (store, failed) = (store.clone(), &failed);
            scope.spawn(move || {
                let line = Line::by_operator(What::DeviceRenamed, 1);
                for turn in 0..WRITES {
                    let done = store.write(|store| {
                        store.note(forum(number).id, &line)?;
                        match (number % 3, turn % 2) {
                            (1, 1) => Err(StoreError::Moved),
                            (2, 1) => panic!("a write that panics"),
                            _ => Ok(()),
                        }
                    });
                    failed.fetch_add(usize::from(done.is_err()), Ordering::Relaxed);
                }
            });
        }
    });
    let wrong = usize::from(FORUMS) * 2 / 3 * WRITES / 2;
    assert_eq!(failed.into_inner(), wrong);
    let mut alone = SqliteStore::open_to_read(folder.path()).unwrap();
    for number in 0..FORUMS {
        let expected = if number % 3 == 0 { WRITES } else { WRITES / 2 };
        assert_eq!(noted(&mut alone, number), expected, "forum {number}");
    }
}

#[test]
fn whoever_has_the_database_alone_sees_all_that_was_told_as_written() {
    let (_folder, store) = opened();
    thread::scope(|scope| {
        for number in 0..FORUMS {
            let store = store.clone();
            scope.spawn(move || {
                let line = Line::by_operator(What::DeviceRenamed, 1);
                for turn in 1..=WRITES {
                    store.write(|store| store.note(forum(number).id, &line)).unwrap();
                    if turn % 8 == 0 {
                        assert_eq!(store.alone(|store| noted(store, number)), turn);
                    }
                    assert_eq!(store.read(|store| Ok(noted(store, number))).unwrap(), turn);
                }
            });
        }
    });
}
