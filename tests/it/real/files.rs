//! Files that documents name, over the real doors: in pieces, with cuts, by several, and by those who may not.

use std::fs;
use std::path::{Path, PathBuf};

use hyper::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    X_CONTENT_TYPE_OPTIONS,
};
use paguyuban::document::Edit;
use paguyuban::id::DocId;
use paguyuban_tests::disk::Identity;
use paguyuban_tests::office::{Office, note, set};
use paguyuban_tests::phone::files::{Given, Picture, bring, fetch};
use paguyuban_tests::phone::{Phone, Tampered};
use serde_json::{Value, json};

/// As large as a piece may be.
pub(crate) const PIECE: usize = 64 * 1024;
/// In every file here, so that its bytes can be looked for.
pub(crate) const MARK: &str = "Penanda Rahasia di Foto ";

/// A forum, an organiser's phone, and a note that names a file.
pub(crate) struct Scene {
    pub(crate) office: Office,
    pub(crate) siti: Phone,
    pub(crate) doc: DocId,
    pub(crate) photo: Picture,
}

impl Scene {
    pub(crate) async fn of(bytes: usize) -> Self {
        let mut office = Office::open().unwrap();
        let mut siti = office.phone("organiser").await.unwrap();
        let photo = Picture::jpeg(bytes, MARK);
        name(&mut siti, &note(1), &photo, 1).await;
        Self { office, siti, doc: note(1), photo }
    }

    pub(crate) fn hash(&self) -> String {
        self.photo.hash()
    }

    pub(crate) async fn bring(&self, at: usize, bytes: &[u8]) -> (u16, Value) {
        bring(self.siti.identity(), &self.doc, &self.hash(), at, bytes).await.unwrap()
    }

    /// The next piece, whatever is there.
    pub(crate) async fn piece(&self, who: &Identity, at: usize) -> (u16, Value) {
        let end = self.photo.bytes.len().min(at + PIECE);
        bring(who, &self.doc, &self.hash(), at, &self.photo.bytes[at..end]).await.unwrap()
    }

    /// All of it, from where the relay is.
    pub(crate) async fn bring_all(&self, who: &Identity) {
        let (_, said) = bring(who, &self.doc, &self.hash(), 0, &[]).await.unwrap();
        let mut at = said["have"].as_u64().unwrap();
        while at < self.photo.bytes.len() as u64 {
            let (status, said) = self.piece(who, at as usize).await;
            assert_eq!(status, 200, "{said}");
            at = said["have"].as_u64().unwrap();
        }
        assert_eq!(self.bring(0, &[]).await, (200, have(self.photo.bytes.len(), true)));
    }

    pub(crate) async fn fetch(&self, who: &Identity) -> Given {
        fetch(who, &self.doc, &self.hash(), None).await.unwrap()
    }

    /// What lies in the folder of files.
    pub(crate) fn objects(&self) -> Vec<PathBuf> {
        files_in(&self.office.data().join("files"))
    }
}

pub(crate) async fn name(phone: &mut Phone, doc: &DocId, photo: &Picture, number: u128) {
    for edit in photo.named(number) {
        phone.edit(doc, edit).unwrap();
    }
    phone.sync().await.unwrap();
    assert_eq!(phone.unsent(), 0);
}

pub(crate) fn have(bytes: usize, whole: bool) -> Value {
    json!({ "have": bytes, "whole": whole })
}

pub(crate) fn code((status, said): &(u16, Value)) -> (u16, &str) {
    (*status, said["code"].as_str().unwrap_or_default())
}

pub(crate) fn refusal(given: &Given) -> (u16, String) {
    let said: Value = serde_json::from_slice(&given.bytes).unwrap_or_default();
    (given.status, said["code"].as_str().unwrap_or_default().to_owned())
}

pub(crate) fn files_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
}

/// Files under a folder that hold the mark.
pub(crate) fn marked(folder: &Path) -> Vec<PathBuf> {
    let has = |path: &PathBuf| {
        let bytes = fs::read(path).unwrap_or_default();
        bytes.windows(MARK.len()).any(|part| part == MARK.as_bytes())
    };
    files_in(folder).into_iter().filter(has).collect()
}

#[tokio::test]
async fn a_file_comes_in_pieces_from_two_devices_with_cuts_and_whoever_may_read_gets_it() {
    let mut scene = Scene::of(3 * PIECE + 1_000).await;
    let budi = scene.office.phone("member").await.unwrap();
    let viewer = scene.office.phone("viewer").await.unwrap();
    let (siti, budi) = (scene.siti.identity().clone(), budi.identity().clone());
    assert_eq!(scene.bring(0, &[]).await, (200, have(0, false)));
    assert_eq!(refusal(&scene.fetch(&siti).await), (404, "not_here".to_owned()));
    assert_eq!(scene.piece(&siti, 0).await, (200, have(PIECE, false)));
    // the answer was lost: it is said what is there, and nothing is taken twice or with a gap
    assert_eq!(scene.piece(&siti, 0).await, (200, have(PIECE, false)));
    assert_eq!(scene.piece(&budi, 2 * PIECE).await, (200, have(PIECE, false)));
    assert_eq!(refusal(&scene.fetch(&siti).await), (404, "not_here".to_owned()));
    // what has come survives the relay
    scene.office.kill_relay().unwrap();
    let origin = scene.office.start_relay().unwrap().origin().to_owned();
    let [siti, budi, viewer] = [siti, budi, viewer.identity().clone()]
        .map(|who| Identity { origin: origin.clone(), ..who });
    scene.siti.move_to(&origin);
    let (one, other) = tokio::join!(scene.piece(&siti, PIECE), scene.piece(&budi, PIECE));
    assert_eq!((one, other), ((200, have(2 * PIECE, false)), (200, have(2 * PIECE, false))));
    assert_eq!(scene.piece(&budi, 2 * PIECE).await, (200, have(3 * PIECE, false)));
    let all = scene.photo.bytes.len();
    let (one, other) = tokio::join!(scene.piece(&siti, 3 * PIECE), scene.piece(&budi, 3 * PIECE));
    assert!(one.1["whole"] == true || other.1["whole"] == true, "{one:?} {other:?}");
    assert_eq!(scene.bring(0, &[]).await, (200, have(all, true)));
    assert_eq!(scene.piece(&siti, 0).await, (200, have(all, true)));
    assert_eq!(scene.objects().len(), 1);
    assert_eq!(marked(&scene.office.data().join("files")).len(), 0, "it is sealed");
    for who in [&siti, &budi, &viewer] {
        let given = scene.fetch(who).await;
        assert_eq!((given.status, &given.bytes), (200, &scene.photo.bytes));
    }
    is_served_so_that_no_browser_runs_it(&scene, &viewer).await;
    scene.office.check().unwrap();
}

async fn is_served_so_that_no_browser_runs_it(scene: &Scene, who: &Identity) {
    let given = scene.fetch(who).await;
    let file = format!("attachment; filename=\"{}.jpg\"", scene.hash());
    for (name, value) in [
        (CONTENT_TYPE, "image/jpeg"),
        (CONTENT_DISPOSITION, file.as_str()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
        (CACHE_CONTROL, "no-store"),
    ] {
        assert_eq!(given.headers[&name], value, "{name}");
    }
}

#[tokio::test]
async fn after_a_cut_the_rest_is_given() {
    let scene = Scene::of(2 * PIECE).await;
    let who = scene.siti.identity();
    scene.bring_all(who).await;
    let hash = scene.hash();
    let rest = fetch(who, &scene.doc, &hash, Some("bytes=70000-")).await.unwrap();
    assert_eq!((rest.status, &rest.bytes[..]), (206, &scene.photo.bytes[70_000..]));
    assert_eq!(rest.headers[CONTENT_RANGE], "bytes 70000-131071/131072");
    let none = fetch(who, &scene.doc, &hash, Some("bytes=131072-")).await.unwrap();
    assert_eq!((none.status, none.bytes.len()), (416, 0));
}

#[tokio::test]
async fn what_is_not_what_the_document_says_is_dropped_and_can_come_again() {
    let scene = Scene::of(1_000).await;
    let mut other = scene.photo.bytes.clone();
    other[500] ^= 1;
    assert_eq!(code(&scene.bring(0, &other).await), (422, "not_what_it_says"));
    assert_eq!(scene.bring(0, &[]).await, (200, have(0, false)));
    // more than was said
    assert_eq!(scene.bring(0, &other[..600]).await, (200, have(600, false)));
    assert_eq!(code(&scene.bring(600, &other[..600]).await), (422, "not_what_it_says"));
    assert_eq!(scene.bring(0, &[]).await, (200, have(0, false)));
    let too_large = vec![0; PIECE + 1];
    assert_eq!(code(&scene.bring(0, &too_large).await), (413, "too_large"));
    assert_eq!(scene.bring(0, &scene.photo.bytes).await, (200, have(1_000, true)));
    assert_eq!(scene.objects().len(), 1);
}

#[tokio::test]
async fn a_picture_of_another_kind_than_it_says_is_not_taken() {
    let mut scene = Scene::of(100).await;
    let mut heic = Picture::jpeg(2_000, MARK);
    heic.bytes.splice(0..4, *b"\0\0\0\x18ftypheic");
    let pdf = Picture { bytes: b"%PDF-1.4 Daftar hadir".to_vec(), mime: "application/pdf" };
    let html = Picture { bytes: b"<html><script>".to_vec(), mime: "image/png" };
    for (number, picture, answer) in [(2, &heic, 422), (3, &pdf, 200), (4, &html, 422)] {
        name(&mut scene.siti, &note(1), picture, number).await;
        let hash = picture.hash();
        let who = scene.siti.identity();
        let said = bring(who, &note(1), &hash, 0, &picture.bytes).await.unwrap();
        assert_eq!(said.0, answer, "{said:?}");
        let given = fetch(who, &note(1), &hash, None).await.unwrap();
        assert_eq!(given.status == 200, answer == 200);
    }
}

#[tokio::test]
async fn unknown_unseen_and_not_named_are_one_answer_and_nothing_is_shared_between_documents() {
    let mut scene = Scene::of(1_000).await;
    let board: DocId = "board/01KAV9FT000000000000000009".parse().unwrap();
    let secret = Picture::jpeg(1_000, "hanya pengurus ");
    name(&mut scene.siti, &board, &secret, 1).await;
    scene.siti.edit(&note(2), set("title", "Rapat")).unwrap();
    scene.siti.sync().await.unwrap();
    let (siti, hash) = (scene.siti.identity().clone(), secret.hash());
    assert_eq!(bring(&siti, &board, &hash, 0, &secret.bytes).await.unwrap().0, 200);
    assert_eq!(fetch(&siti, &board, &hash, None).await.unwrap().status, 200);
    let member = scene.office.phone("member").await.unwrap().identity().clone();
    let not_named = (404, "not_named".to_owned());
    let mut said = Vec::new();
    for (who, doc) in
        [(&member, &board), (&member, &note(3)), (&member, &note(2)), (&siti, &note(2))]
    {
        let given = fetch(who, doc, &hash, None).await.unwrap();
        assert_eq!(refusal(&given), not_named, "{doc}");
        let (status, brought) = bring(who, doc, &hash, 0, &secret.bytes).await.unwrap();
        assert_eq!(status, 404);
        said.push(given.bytes);
        said.push(serde_json::to_vec(&brought).unwrap());
    }
    let same: Value = serde_json::from_slice(&said[0]).unwrap();
    assert!(said.iter().all(|one| serde_json::from_slice::<Value>(one).unwrap() == same));
    assert_eq!(code(&bring(&siti, &board, "abc", 0, &[]).await.unwrap()), (400, "malformed"));
    let stranger = Identity { token: "x".repeat(64), ..member };
    assert_eq!(refusal(&scene.fetch(&stranger).await), (401, "signed_out".to_owned()));
}

#[tokio::test]
async fn a_viewer_gives_back_what_the_relay_has_lost_and_nothing_else() {
    let mut scene = Scene::of(PIECE + 5).await;
    let viewer = scene.office.phone("viewer").await.unwrap().identity().clone();
    scene.bring_all(scene.siti.identity()).await;
    fs::remove_file(&scene.objects()[0]).unwrap();
    assert_eq!(refusal(&scene.fetch(&viewer).await), (404, "not_here".to_owned()));
    scene.bring_all(&viewer).await;
    assert_eq!(scene.fetch(&viewer).await.bytes, scene.photo.bytes);
    // also if nobody has asked for it since it was lost
    fs::remove_file(&scene.objects()[0]).unwrap();
    scene.bring_all(&viewer).await;
    assert_eq!(scene.fetch(&viewer).await.bytes, scene.photo.bytes);
    // one that the disk has changed is named by check, not given out, and can be given back
    let object = scene.objects().remove(0);
    let mut bytes = fs::read(&object).unwrap();
    bytes[1_000] ^= 4;
    fs::write(&object, bytes).unwrap();
    let said = scene.office.check().unwrap_err().to_string();
    assert!(said.contains(&format!("note/{}", &scene.doc.as_str()[5..])), "{said}");
    assert!(said.contains(&format!("file {} is damaged", scene.hash())), "{said}");
    assert_eq!(refusal(&scene.fetch(&viewer).await), (404, "not_here".to_owned()));
    scene.bring_all(&viewer).await;
    scene.office.check().unwrap();
    let more = Picture::jpeg(10, "x");
    let said = bring(&viewer, &scene.doc, &more.hash(), 0, &more.bytes).await.unwrap();
    assert_eq!(code(&said), (404, "not_named"));
}

#[tokio::test]
async fn whoever_is_shut_out_or_may_see_less_in_the_middle_neither_brings_nor_gets_more() {
    let mut scene = Scene::of(2 * PIECE).await;
    let siti = scene.siti.identity().clone();
    let board: DocId = "board/01KAV9FT000000000000000009".parse().unwrap();
    scene.doc = board;
    name(&mut scene.siti, &scene.doc, &scene.photo, 1).await;
    let other = scene.office.phone("organiser").await.unwrap().identity().clone();
    assert_eq!(scene.piece(&other, 0).await, (200, have(PIECE, false)));
    let organiser = Tampered::of(&siti).unwrap();
    let demote = json!({ "act": "set_role", "member": other.member, "role": "member" });
    assert_eq!(organiser.act(demote).await.unwrap().0, 200);
    assert_eq!(code(&scene.piece(&other, PIECE).await), (404, "not_named"));
    assert_eq!(scene.bring(0, &[]).await, (200, have(PIECE, false)));
    scene.bring_all(&siti).await;
    assert_eq!(refusal(&scene.fetch(&other).await), (404, "not_named".to_owned()));
    let revoke = json!({ "act": "revoke_device", "device": other.device });
    assert_eq!(organiser.act(revoke).await.unwrap().0, 200);
    assert_eq!(code(&scene.piece(&other, 0).await), (403, "revoked"));
    assert_eq!(refusal(&scene.fetch(&other).await), (403, "revoked".to_owned()));
}

#[tokio::test]
async fn an_archived_file_is_still_given() {
    let mut scene = Scene::of(1_000).await;
    let siti = scene.siti.identity().clone();
    scene.bring_all(&siti).await;
    let Edit::Add { key, .. } = &scene.photo.named(1)[0] else { panic!("it begins so") };
    let archive = set(&format!("files/{key}/archived_on"), "2026-11-30");
    scene.siti.edit(&scene.doc, archive).unwrap();
    scene.siti.sync().await.unwrap();
    assert_eq!(scene.fetch(&siti).await.status, 200);
}
