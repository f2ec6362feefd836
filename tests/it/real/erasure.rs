//! Erasing over the real relay: afterwards the words are in no file of the relay and of no phone that
//! has synced, and no phone that was away brings them back.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use paguyuban::frame::{Frame, RefusalCode, Refused};
use paguyuban::id::DocId;
use paguyuban::replica::{Event, Why};
use paguyuban_tests::office::{Office, card, note, read, set};
use paguyuban_tests::phone::{Door, Phone, Tampered};
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(20);
/// In the name on the card that is erased; no document packs it, because it is written uncompressed
/// somewhere in each of these: the change, the phone's view, the export.
const MARK: &str = "Zulaikha Penanda Rahasia";
const OTHER: &str = "Kartu Yang Tetap Ada";

/// Files under a folder that hold these bytes.
fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        } else {
            let bytes = fs::read(&path).unwrap_or_default();
            if bytes.windows(text.len()).any(|part| part == text.as_bytes()) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

fn has_mark(folder: &Path) -> bool {
    !files_with(folder, MARK).is_empty()
}

/// Waits until the first erasure is said to be carried out on so many devices, of four.
async fn done_on(organiser: &Tampered, devices: u64) {
    let end = Instant::now() + PATIENCE;
    loop {
        let overview: Value = serde_json::from_str(&organiser.overview().await.unwrap()).unwrap();
        let erasure = &overview["erasures"][0];
        assert_eq!(erasure["devices"], 4);
        if erasure["done"] == devices {
            return;
        }
        assert!(erasure["done"].as_u64() < Some(devices), "too many: {erasure}");
        assert!(Instant::now() < end, "{erasure}");
        // it is written down a moment after it was said
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The forum, its organiser, a phone with an open link, and one that is away with work of its own.
struct Scene {
    office: Office,
    siti: Phone,
    away: Phone,
    doc: DocId,
}

async fn scene() -> Scene {
    let mut office = Office::open().unwrap();
    let mut siti = office.phone("organiser").await.unwrap();
    let mut away = office.phone("organiser").await.unwrap();
    let doc = card(7);
    siti.edit(&doc, set("full_name", MARK)).unwrap();
    siti.edit(&card(8), set("full_name", OTHER)).unwrap();
    // long enough for a snapshot on both sides, which packs what is in it
    for number in 0..120 {
        siti.edit(&doc, set("nickname", &format!("Bu {number}"))).unwrap();
    }
    siti.sync().await.unwrap();
    away.sync().await.unwrap();
    // something that was refused lies in the quarantine
    let viewer = Tampered::of(office.phone("viewer").await.unwrap().identity()).unwrap();
    let refused = viewer.push(&doc, &set("full_name", MARK)).unwrap();
    viewer.say(Door::Post, vec![Frame::Push(refused)]).await.unwrap();
    away.edit(&doc, set("email", "belum.terkirim@contoh.id")).unwrap();
    Scene { office, siti, away, doc }
}

#[tokio::test]
async fn what_was_erased_is_in_no_file_and_a_phone_that_was_away_cannot_bring_it_back() {
    let Scene { mut office, mut siti, mut away, doc } = scene().await;
    let mut open = office.phone("member").await.unwrap().live().await.unwrap();
    open.until(PATIENCE, |phone| phone.is_caught_up()).await.unwrap();
    let organiser = Tampered::of(siti.identity()).unwrap();
    let home = office.home().to_owned();
    let folder = |number: usize| home.join(format!("phone-{number}"));
    for place in [office.data().to_owned(), folder(1), folder(2), folder(4)] {
        assert!(has_mark(&place), "{} never held it", place.display());
    }
    // a copy of the phone that is away, to be put back later
    let copied = home.join("copy-of-2");
    copy(&folder(2), &copied);

    let answer = organiser.act(json!({ "act": "erase", "doc": doc })).await.unwrap();
    assert_eq!(answer, (200, r#"{"done":true}"#.to_owned()));
    assert_eq!(files_with(office.data(), MARK), Vec::<String>::new());
    // at once on an open link
    open.until(PATIENCE, |phone| !phone.contents().docs.contains_key(&doc)).await.unwrap();
    let gone = |event: &Event| matches!(event, Event::Gone { why: Why::Erased, .. });
    assert!(open.phone().news().iter().any(gone));
    done_on(&organiser, 1).await;
    // what one exchange brought is acknowledged in the next
    siti.sync().await.unwrap();
    siti.sync().await.unwrap();
    done_on(&organiser, 2).await;
    assert_eq!(read(&mut siti, &card(8), "full_name").unwrap(), OTHER);

    // the phone that was away, with what it had not sent; then put back from its copy
    for round in 0..2 {
        away.sync().await.unwrap();
        assert!(!away.contents().docs.contains_key(&doc), "round {round}");
        assert_eq!(away.unsent(), 0);
        assert_eq!(files_with(&folder(2), MARK), Vec::<String>::new());
        assert_eq!(files_with(&folder(2), "belum.terkirim"), Vec::<String>::new());
        away.sync().await.unwrap();
        done_on(&organiser, 3).await;
        drop(away);
        copy(&copied, &folder(2));
        away = Phone::open(&folder(2)).unwrap();
    }
    // one that does not do as it is told
    let stubborn = Tampered::of(away.identity()).unwrap();
    for door in [Door::Post, Door::Live] {
        let push = stubborn.push(&doc, &set("full_name", MARK)).unwrap();
        let told = stubborn.say(door, vec![Frame::Push(push)]).await.unwrap();
        let refused = |frame: &Frame| {
            matches!(frame, Frame::Refused(Refused { code: RefusalCode::Erased, .. }))
        };
        assert!(told.iter().any(refused), "{told:?}");
    }
    let open = open.hang_up().await;
    for number in [1, 4] {
        assert_eq!(files_with(&folder(number), MARK), Vec::<String>::new());
    }
    drop((siti, open));
    nothing_is_left_after_a_restart(&mut office, &organiser).await;
}

/// A new relay, a new phone, an export and a backup know nothing of it either.
async fn nothing_is_left_after_a_restart(office: &mut Office, organiser: &Tampered) {
    let home = office.home().to_owned();
    office.kill_relay().unwrap();
    office.start_relay().unwrap();
    let new = office.phone("organiser").await.unwrap();
    let mut new = new;
    new.sync().await.unwrap();
    assert_eq!(read(&mut new, &card(8), "full_name").unwrap(), OTHER);
    assert!(!new.contents().docs.contains_key(&card(7)));
    let (out, copy) = (home.join("export"), home.join("backup"));
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    office.operate(&["export", "--forum", office.forum(), "--out", &text(&out)]).unwrap();
    office.operate(&["backup", &text(&copy)]).unwrap();
    for place in [office.data(), &out, &copy] {
        assert_eq!(files_with(place, MARK), Vec::<String>::new());
    }
    assert!(!files_with(&out, OTHER).is_empty(), "the export holds what stays");
    office.check().unwrap();
    drop(organiser.clone());
}

#[tokio::test]
async fn only_an_organiser_with_the_key_erases_and_only_what_is_one_persons_or_a_note() {
    let mut office = Office::open().unwrap();
    let mut siti = office.phone("organiser").await.unwrap();
    siti.edit(&note(1), set("title", "Rapat")).unwrap();
    siti.sync().await.unwrap();
    let member = Tampered::of(office.phone("member").await.unwrap().identity()).unwrap();
    let organiser = Tampered::of(siti.identity()).unwrap();
    let thief = Tampered { key: member.key.clone(), ..organiser.clone() };
    let erase = json!({ "act": "erase", "doc": note(1) });
    let code = |said: (u16, String)| {
        let body: Value = serde_json::from_str(&said.1).unwrap();
        (said.0, body["code"].as_str().unwrap_or_default().to_owned())
    };
    let not_allowed = (403, "not_allowed".to_owned());
    assert_eq!(code(member.act(erase.clone()).await.unwrap()), not_allowed);
    let bad_signature = (403, "bad_signature".to_owned());
    assert_eq!(code(thief.act(erase.clone()).await.unwrap()), bad_signature);
    let log = json!({ "act": "erase", "doc": "log/33.02.19.2003/2026" });
    assert_eq!(code(organiser.act(log).await.unwrap()).0, 400);
    let unknown = (404, "unknown".to_owned());
    let nothing = json!({ "act": "erase", "doc": note(2) });
    assert_eq!(code(organiser.act(nothing).await.unwrap()), unknown);
    siti.sync().await.unwrap();
    assert_eq!(read(&mut siti, &note(1), "title").unwrap(), "Rapat");
    assert_eq!(organiser.act(erase).await.unwrap().0, 200);
    siti.sync().await.unwrap();
    assert!(!siti.contents().docs.contains_key(&note(1)));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}
