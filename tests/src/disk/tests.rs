use paguyuban::document::{Edit, Value};
use paguyuban::id::{MemberId, Ulid};
use paguyuban::replica::{Effect, Replica};
use tempfile::TempDir;

use super::*;

fn doc() -> DocId {
    DocId::note(Ulid::new(1, 1))
}

/// What a phone that speaks with the relay stores for one edit.
fn appends(title: &str) -> Vec<Append> {
    let member = MemberId(Ulid::new(1, 2));
    let opening = Contents::default().opening(
        ForumId(Ulid::new(1, 1)),
        ReplicaId([1; 16]),
        (member, Role::Organiser),
    );
    let mut replica = Replica::new(opening);
    let edit = Edit::Set { path: "title".to_owned(), value: Value::from(title) };
    let mut effects = replica.edit(&doc(), edit, 1).unwrap();
    effects.extend(replica.commit(&doc(), 1));
    let appends = effects.into_iter().filter_map(|effect| match effect {
        Effect::Append(append) => Some(Append { speaks: true, ..append }),
        _ => None,
    });
    appends.collect()
}

#[test]
fn what_was_appended_is_there_when_the_folder_is_opened_again() {
    let folder = TempDir::new().unwrap();
    let mut disk = FolderDisk::open(folder.path()).unwrap();
    for mut append in appends("Rapat") {
        append.docs[0].ledger.relay = vec!["relay".to_owned()];
        append.standing = Some(Standing { cursor: paguyuban::id::Seq(7), ..Standing::default() });
        disk.append(&append).unwrap();
    }
    let before = disk.contents().clone();
    drop(disk);
    let disk = FolderDisk::open(folder.path()).unwrap();
    assert_eq!(*disk.contents(), before);
    assert_eq!(disk.contents().docs[&doc()].ledger.relay, ["relay"]);
}

#[test]
fn a_folder_cut_anywhere_opens_with_the_appends_before_the_cut() {
    let folder = TempDir::new().unwrap();
    let mut disk = FolderDisk::open(folder.path()).unwrap();
    disk.append(&appends("Rapat")[0]).unwrap();
    let first = disk.contents().clone();
    let journal = folder.path().join("journal");
    let length = std::fs::metadata(&journal).unwrap().len();
    disk.append(&appends("Rapat kerja")[0]).unwrap();
    drop(disk);
    let whole = std::fs::read(&journal).unwrap();
    for cut in (length as usize..whole.len()).step_by(19) {
        std::fs::write(&journal, &whole[..cut]).unwrap();
        let mut disk = FolderDisk::open(folder.path()).unwrap();
        assert_eq!(*disk.contents(), first, "cut at {cut}");
        // and goes on from there
        disk.append(&appends("Rapat lagi")[0]).unwrap();
        let after = disk.contents().clone();
        drop(disk);
        assert_eq!(*FolderDisk::open(folder.path()).unwrap().contents(), after);
    }
}

#[test]
fn a_phone_is_open_in_one_process_at_a_time() {
    let folder = TempDir::new().unwrap();
    let _first = FolderDisk::open(folder.path()).unwrap();
    assert!(matches!(FolderDisk::open(folder.path()), Err(DiskError::InUse)));
}

#[test]
fn a_disk_that_fails_takes_nothing_of_an_append() {
    let mut disk = MemoryDisk::default();
    for health in [Health::Full, Health::Failing] {
        disk.health = health;
        assert!(disk.append(&appends("Rapat")[0]).is_err());
        assert_eq!(disk.contents, Contents::default());
    }
}
