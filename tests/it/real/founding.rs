//! Documents that were spoiled under an earlier release, whose relay took what this one refuses: an organiser
//! founds them anew, honest work that was not sent is in the new, and the old comes back by no way.

use std::path::Path;
use std::time::Duration;

use paguyuban::document::Edit;
use paguyuban::frame::{Frame, RefusalCode, Refused};
use paguyuban::id::{DocId, Ulid};
use paguyuban::replica::Ticks;
use paguyuban::vet::Opened;
use paguyuban_server::store::Store;
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_tests::office::{Office, note, read, set};
use paguyuban_tests::phone::{Door, Phone, Tampered};
use paguyuban_tests::poison::Poison;
use serde_json::{Value as Json, json};

const PATIENCE: Duration = Duration::from_secs(60);
const ENTRY: &str = "entries/00000000010000000000000001";

fn village_log() -> DocId {
    "log/33.02.19.2003/2025".parse().unwrap()
}

/// What the relay holds of a document.
fn held(data: &Path, doc: &DocId) -> Opened {
    let mut store = SqliteStore::open_to_read(data).unwrap();
    let forum = store.forums().unwrap().remove(0);
    let stored = store.document(forum.id, doc).unwrap().unwrap();
    Opened::load(doc.kind(), stored.snapshot.as_deref(), stored.tail).unwrap()
}

fn is_healthy(data: &Path, doc: &DocId) {
    let held = held(data, doc);
    assert!(held.has_room(), "{doc} has no room");
    assert!(held.max_op() < 10_000 && held.heads().len() <= 4 && held.changes() < 50, "{doc}");
}

struct Scene {
    office: Office,
    siti: Phone,
    budi: Phone,
    /// Away, with work of her own.
    dewi: Phone,
    hostile: Tampered,
    doc: DocId,
    field: String,
    /// Of yesterday, with the poison in it.
    backup: String,
}

impl Scene {
    /// A document that three honest people wrote in, and then somebody hostile under an earlier release.
    async fn of(doc: DocId, poison: Poison) -> Self {
        let mut office = Office::open().unwrap();
        let mut siti = office.phone("organiser").await.unwrap();
        let mut budi = office.phone("member").await.unwrap();
        let mut dewi = office.phone("member").await.unwrap();
        let hostile = office.phone("member").await.unwrap();
        let hostile = Tampered::of(hostile.identity()).unwrap();
        let is_log = doc == village_log();
        let field = if is_log { format!("{ENTRY}/topic") } else { "title".to_owned() };
        if is_log {
            let (path, key) = ENTRY.split_once('/').unwrap();
            let add = Edit::Add { path: path.to_owned(), key: key.to_owned() };
            siti.edit(&doc, add).unwrap();
        }
        siti.edit(&doc, set(&field, "Rapat kerja")).unwrap();
        siti.sync().await.unwrap();
        budi.sync().await.unwrap();
        dewi.sync().await.unwrap();
        dewi.edit(&doc, set(&Self::other(&field), "2025-03-01")).unwrap();
        office.kill_relay().unwrap();
        poison.spoil(office.data(), &doc).unwrap();
        office.check().unwrap();
        let backup = office.home().join("backup").to_str().unwrap().to_owned();
        office.operate(&["backup", &backup]).unwrap();
        let mut scene = Self { office, siti, budi, dewi, hostile, doc, field, backup };
        scene.start();
        scene
    }

    /// A field that nobody else has written.
    fn other(field: &str) -> String {
        field.replace("title", "date").replace("topic", "date")
    }

    fn start(&mut self) {
        let origin = self.office.start_relay().unwrap().origin().to_owned();
        for phone in [&mut self.siti, &mut self.budi, &mut self.dewi] {
            phone.move_to(&origin);
        }
        self.hostile.identity.origin = origin;
    }

    /// An honest edit that does not reach the relay.
    async fn nobody_can_write(&mut self) {
        self.budi.sync().await.unwrap();
        if self.budi.edit(&self.doc, set(&self.field, "Rapat kerja I")).is_ok() {
            self.budi.sync().await.unwrap();
            assert!(!matches!(self.budi.ticks(&self.doc), Ticks::Relay { .. }));
        }
    }

    async fn found_anew(&mut self) {
        let organiser = Tampered::of(self.siti.identity()).unwrap();
        let overview: Json = serde_json::from_str(&organiser.overview().await.unwrap()).unwrap();
        assert_eq!(overview["full"], json!([self.doc]), "the desk names it");
        let act = json!({ "act": "refound", "doc": self.doc });
        let answer = organiser.act(act).await.unwrap();
        assert_eq!(answer, (200, r#"{"done":true}"#.to_owned()));
        let overview: Json = serde_json::from_str(&organiser.overview().await.unwrap()).unwrap();
        assert_eq!(overview["erasures"][0]["founded"], true, "{overview}");
        assert_eq!((&overview["damaged"], &overview["full"]), (&json!([]), &json!([])));
    }

    async fn everybody_reads(&mut self, words: &str) {
        // what one writes again the next brings and the others hear
        for _ in 0..3 {
            for phone in [&mut self.siti, &mut self.budi, &mut self.dewi] {
                phone.sync().await.unwrap();
            }
        }
        let other = Self::other(&self.field);
        for phone in [&mut self.siti, &mut self.budi, &mut self.dewi] {
            assert_eq!(read(phone, &self.doc, &self.field).unwrap(), words);
            assert_eq!(read(phone, &self.doc, &other).unwrap(), "2025-03-01", "not sent before");
            let ticks = phone.ticks(&self.doc);
            assert!(matches!(ticks, Ticks::Relay { .. }), "{ticks:?}");
        }
        is_healthy(self.office.data(), &self.doc);
    }
}

async fn a_way_out(doc: DocId, poison: Poison) {
    let mut scene = Scene::of(doc, poison).await;
    scene.nobody_can_write().await;
    scene.found_anew().await;
    // Budi's edit could be made or not; if it was, it is not lost
    let words = match read(&mut scene.budi, &scene.doc, &scene.field).unwrap().as_str() {
        "Rapat kerja I" => "Rapat kerja I",
        _ => "Rapat kerja",
    };
    scene.everybody_reads(words).await;
    scene.office.check().unwrap();
    // the poison has no ground any more, however often it is brought
    let old = scene.hostile.push(&scene.doc, &first_edit(&scene)).unwrap();
    let told = scene.hostile.say(Door::Post, vec![Frame::Push(old)]).await.unwrap();
    let refused = |frame: &Frame| {
        matches!(frame, Frame::Refused(Refused { code: RefusalCode::Refounded, .. }))
    };
    assert!(told.iter().any(refused), "{told:?}");

    // yesterday's copy is put back: it holds the poison, and the relay that it replaces knows better
    scene.office.kill_relay().unwrap();
    let said = scene.office.operate(&["restore", &scene.backup]).unwrap();
    scene.start();
    is_healthy(scene.office.data(), &scene.doc);
    scene.everybody_reads(words).await;
    scene.budi.edit(&scene.doc, set(&scene.field, "Rapat kerja II")).unwrap();
    scene.everybody_reads("Rapat kerja II").await;
    scene.office.check().unwrap();
    assert!(said.contains("1 document"), "{said}");
}

fn first_edit(scene: &Scene) -> Edit {
    match scene.field.split_once('/') {
        None => set(&scene.field, "Judul lama"),
        Some((path, _)) => Edit::Add { path: path.to_owned(), key: Ulid::new(9, 9).to_string() },
    }
}

#[tokio::test]
async fn a_note_whose_counters_are_at_the_ceiling_is_founded_anew() {
    a_way_out(note(1), Poison::Counters).await;
}

#[tokio::test]
async fn a_note_with_too_many_heads_is_founded_anew() {
    a_way_out(note(2), Poison::Heads).await;
}

#[tokio::test]
async fn a_village_log_that_is_full_of_changes_is_founded_anew() {
    a_way_out(village_log(), Poison::Changes).await;
}

#[tokio::test]
async fn only_an_organiser_founds_anew_and_only_what_is_there() {
    let mut office = Office::open().unwrap();
    let mut siti = office.phone("organiser").await.unwrap();
    let member = office.phone("member").await.unwrap();
    siti.edit(&note(1), set("title", "Rapat kerja")).unwrap();
    siti.sync().await.unwrap();
    let ask = async |phone: &Phone, number: u128| {
        let phone = Tampered::of(phone.identity()).unwrap();
        phone.act(json!({ "act": "refound", "doc": note(number) })).await.unwrap().0
    };
    assert_eq!(ask(&member, 1).await, 403);
    assert_eq!(ask(&siti, 2).await, 404);
    assert_eq!(ask(&siti, 1).await, 200);
    // an open link hears of it at once, and goes on
    let mut open = siti.live().await.unwrap();
    open.until(PATIENCE, |phone| phone.is_caught_up()).await.unwrap();
    assert_eq!(ask(open.phone(), 1).await, 200);
    let has_heard = |phone: &Phone| phone.contents().standing.erased == 2;
    open.until(PATIENCE, has_heard).await.unwrap();
    office.check().unwrap();
}
