//! Files where the disk, a backup, an erasure or a founding is in the way.

use std::fs;
use std::path::PathBuf;

use paguyuban_tests::disk::Identity;
use paguyuban_tests::office::{Office, note};
use paguyuban_tests::phone::Tampered;
use paguyuban_tests::phone::files::{Picture, bring, fetch};
use serde_json::json;

use crate::files::{MARK, PIECE, Scene, code, files_in, have, marked, name, refusal};
use crate::hardship::SmallDisk;

#[tokio::test]
async fn what_is_erased_with_its_document_is_in_no_file_and_comes_back_by_nobody() {
    let mut scene = Scene::of(PIECE + 5).await;
    let siti = scene.siti.identity().clone();
    let unfinished = Picture::jpeg(2 * PIECE, MARK);
    name(&mut scene.siti, &scene.doc, &unfinished, 2).await;
    scene.bring_all(&siti).await;
    let hash = unfinished.hash();
    let begun = bring(&siti, &scene.doc, &hash, 0, &unfinished.bytes[..PIECE]).await.unwrap();
    assert_eq!(begun, (200, have(PIECE, false)));
    assert!(!marked(scene.office.data()).is_empty(), "a piece lies in the database");
    let copy = scene.office.home().join("backup");
    scene.office.operate(&["backup", copy.to_str().unwrap()]).unwrap();
    assert_eq!(files_in(&copy.join("files")).len(), 1);

    let organiser = Tampered::of(&siti).unwrap();
    let erase = json!({ "act": "erase", "doc": scene.doc });
    assert_eq!(organiser.act(erase).await.unwrap().0, 200);
    assert_eq!(scene.objects(), Vec::<PathBuf>::new());
    assert_eq!(marked(scene.office.data()), Vec::<PathBuf>::new());
    let not_named = (404, "not_named".to_owned());
    assert_eq!(refusal(&scene.fetch(&siti).await), not_named);
    assert_eq!(code(&scene.bring(0, &scene.photo.bytes[..PIECE]).await), (404, "not_named"));
    scene.office.check().unwrap();

    // a backup of before brings neither the document back nor its files
    scene.office.kill_relay().unwrap();
    scene.office.operate(&["restore", copy.to_str().unwrap()]).unwrap();
    scene.office.start_relay().unwrap();
    let origin = scene.office.relay().unwrap().origin().to_owned();
    let siti = Identity { origin, ..siti };
    assert_eq!(refusal(&scene.fetch(&siti).await), not_named);
    scene.office.check().unwrap();
}

#[tokio::test]
async fn a_backup_holds_the_files_and_what_came_later_is_still_there_after_a_restore() {
    let mut scene = Scene::of(PIECE).await;
    let siti = scene.siti.identity().clone();
    scene.bring_all(&siti).await;
    let copy = scene.office.home().join("backup");
    scene.office.operate(&["backup", copy.to_str().unwrap()]).unwrap();
    let later = Picture::jpeg(3_000, "kemudian ");
    name(&mut scene.siti, &scene.doc, &later, 2).await;
    let brought = bring(&siti, &scene.doc, &later.hash(), 0, &later.bytes).await.unwrap();
    assert_eq!(brought, (200, have(3_000, true)));
    scene.office.kill_relay().unwrap();
    scene.office.operate(&["restore", copy.to_str().unwrap()]).unwrap();
    let origin = scene.office.start_relay().unwrap().origin().to_owned();
    let siti = Identity { origin: origin.clone(), ..siti };
    assert_eq!(scene.fetch(&siti).await.bytes, scene.photo.bytes);
    scene.siti.move_to(&origin);
    scene.siti.sync().await.unwrap();
    scene.siti.sync().await.unwrap();
    assert_eq!(fetch(&siti, &scene.doc, &later.hash(), None).await.unwrap().bytes, later.bytes);
    // the folder itself is lost: the backup has what it had, and of the rest phones are asked
    scene.office.kill_relay().unwrap();
    fs::remove_dir_all(scene.office.data()).unwrap();
    scene.office.operate(&["restore", copy.to_str().unwrap()]).unwrap();
    let origin = scene.office.start_relay().unwrap().origin().to_owned();
    let siti = Identity { origin: origin.clone(), ..siti };
    assert_eq!(scene.fetch(&siti).await.bytes, scene.photo.bytes);
    scene.siti.move_to(&origin);
    scene.siti.sync().await.unwrap();
    scene.siti.sync().await.unwrap();
    let gone = fetch(&siti, &scene.doc, &later.hash(), None).await.unwrap();
    assert_eq!(refusal(&gone), (404, "not_here".to_owned()));
    let brought = bring(&siti, &scene.doc, &later.hash(), 0, &later.bytes).await.unwrap();
    assert_eq!(brought, (200, have(3_000, true)));
    scene.office.check().unwrap();
}

#[tokio::test]
async fn a_document_founded_anew_keeps_the_files_that_it_names() {
    let mut scene = Scene::of(PIECE).await;
    let siti = scene.siti.identity().clone();
    scene.bring_all(&siti).await;
    let refound = json!({ "act": "refound", "doc": scene.doc });
    assert_eq!(Tampered::of(&siti).unwrap().act(refound).await.unwrap().0, 200);
    assert_eq!(scene.fetch(&siti).await.bytes, scene.photo.bytes);
    scene.siti.sync().await.unwrap();
    let erase = json!({ "act": "erase", "doc": scene.doc });
    assert_eq!(Tampered::of(&siti).unwrap().act(erase).await.unwrap().0, 200);
    assert_eq!(scene.objects(), Vec::<PathBuf>::new());
    scene.office.check().unwrap();
}

#[tokio::test]
async fn on_a_full_disk_a_file_is_refused_by_name_and_goes_on_where_it_was() {
    let Some(disk) = SmallDisk::mount(64) else {
        println!("skipped: only root may mount a small disk");
        return;
    };
    let home = tempfile::TempDir::new().unwrap();
    let mut office = Office::open_at(home, disk.0.path().join("data")).unwrap();
    let mut siti = office.phone("organiser").await.unwrap();
    let photo = Picture::jpeg(40 * PIECE, MARK);
    name(&mut siti, &note(1), &photo, 1).await;
    let scene = Scene { office, siti, doc: note(1), photo };
    let who = scene.siti.identity();
    for at in 0..20 {
        assert_eq!(scene.piece(who, at * PIECE).await.0, 200);
    }
    disk.fill();
    let mut at = 20;
    let refused = loop {
        let said = scene.piece(who, at * PIECE).await;
        if said.0 != 200 {
            break said;
        }
        at += 1;
        assert!(at < 40, "the disk never got full");
    };
    assert_eq!(code(&refused), (503, "disk_full"));
    assert_eq!(scene.bring(0, &[]).await, (200, have(at * PIECE, false)));
    disk.empty();
    for at in at..39 {
        assert_eq!(scene.piece(who, at * PIECE).await.0, 200);
    }
    // room for the last piece, but not to put the whole in its place
    disk.fill_but(12);
    assert_eq!(code(&scene.piece(who, 39 * PIECE).await), (503, "disk_full"));
    assert_eq!(scene.objects(), Vec::<PathBuf>::new());
    disk.empty();
    assert_eq!(scene.bring(0, &[]).await, (200, have(40 * PIECE, true)));
    assert_eq!(scene.fetch(who).await.bytes, scene.photo.bytes);
    scene.office.check().unwrap();
}

#[tokio::test]
async fn an_export_has_the_files_beside_their_documents_for_the_owner_alone() {
    let scene = Scene::of(PIECE).await;
    scene.bring_all(scene.siti.identity()).await;
    let out = scene.office.home().join("export");
    let words = ["export", "--forum", scene.office.forum(), "--out", out.to_str().unwrap()];
    let said = scene.office.operate(&words).unwrap();
    assert!(said.starts_with("1 documents and 1 files are in "), "{said}");
    let file = out.join(format!("{}.files/{}.jpg", scene.doc, scene.hash()));
    assert_eq!(fs::read(&file).unwrap(), scene.photo.bytes);
    let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
}
