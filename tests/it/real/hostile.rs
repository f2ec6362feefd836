//! Small and valid things from somebody with a token, over the real doors: they cost that device, and
//! nobody else.

use automerge::Change;
use paguyuban::chunk;
use paguyuban::frame::{Frame, Push, RefusalCode, Refused};
use paguyuban::id::DocId;
use paguyuban::signature::Signature;
use paguyuban_tests::forge::{self, Forger, Sketch, TIME_S};
use paguyuban_tests::office::{Office, note, read, set};
use paguyuban_tests::phone::{Door, PhoneError, Tampered};

fn refusals(told: &[Frame]) -> Vec<RefusalCode> {
    let refused = told.iter().filter_map(|frame| match frame {
        Frame::Refused(Refused { code, .. }) => Some(*code),
        _ => None,
    });
    refused.collect()
}

fn forger(thief: &Tampered, doc: &DocId) -> Forger {
    Forger::new(doc, thief.identity.device, thief.identity.member)
}

fn pushed(thief: &Tampered, doc: &DocId, changes: &[Change]) -> Frame {
    Frame::Push(thief.signed(doc, chunk::pack(changes).remove(0)))
}

#[tokio::test]
async fn what_would_ruin_a_note_is_refused_and_whoever_writes_it_honestly_goes_on() {
    let mut office = Office::open().unwrap();
    let mut siti = office.phone("member").await.unwrap();
    siti.edit(&note(1), set("title", "Rapat rutin")).unwrap();
    siti.sync().await.unwrap();
    let thief = office.phone("member").await.unwrap();
    let thief = Tampered::of(thief.identity()).unwrap();
    let mut bad = Vec::new();
    let sketch = |time_s, ops| Sketch {
        deps: forger(&thief, &note(1)).beginning(),
        start_op: 100,
        time_s,
        ops,
    };
    for (time_s, ops) in [
        (1 << 62, vec![forge::put("title", "x")]),
        (TIME_S, vec![forge::put("lain", "x")]),
        (TIME_S, vec![forge::put("title", &"x".repeat(1 << 20))]),
    ] {
        let change = forger(&thief, &note(1)).change(sketch(time_s, ops));
        bad.push(pushed(&thief, &note(1), &[change]));
    }
    // counters that jump on and on within one push
    let (mut writer, mut heads, mut jumps) = (forger(&thief, &note(1)), Vec::new(), Vec::new());
    for jump in 1..1_000 {
        let deps = if jump == 1 { writer.beginning() } else { heads };
        let change = writer.puts(deps, jump * 262_000, "jauh");
        heads = vec![change.hash()];
        jumps.push(change);
    }
    bad.push(pushed(&thief, &note(1), &jumps));
    for push in bad {
        for door in [Door::Post, Door::Live] {
            let told = thief.say(door, vec![push.clone()]).await.unwrap();
            assert_eq!(refusals(&told), [RefusalCode::Malformed], "{door:?}");
        }
    }
    siti.edit(&note(1), set("place", "Balai desa")).unwrap();
    siti.sync().await.unwrap();
    assert_eq!((siti.refusals(), siti.unsent()), (Vec::new(), 0));
    let mut budi = office.phone("viewer").await.unwrap();
    budi.sync().await.unwrap();
    assert_eq!(read(&mut budi, &note(1), "place").unwrap(), "Balai desa");
    office.check().unwrap();
}

#[tokio::test]
async fn heads_of_one_member_leave_room_and_the_next_edit_joins_them() {
    let mut office = Office::open().unwrap();
    let mut siti = office.phone("member").await.unwrap();
    let thief = office.phone("member").await.unwrap();
    let thief = Tampered::of(thief.identity()).unwrap();
    let mut writer = forger(&thief, &note(1));
    let heads = (0..300).map(|number| {
        writer.restart();
        let change = writer.puts(writer.beginning(), 100, &format!("kepala {number}"));
        pushed(&thief, &note(1), &[change])
    });
    let told = thief.say(Door::Post, heads.collect()).await.unwrap();
    let full = refusals(&told).iter().filter(|code| **code == RefusalCode::ForumFull).count();
    assert!(full > 150, "{full} of 300 were refused");
    siti.sync().await.unwrap();
    siti.edit(&note(1), set("place", "Balai desa")).unwrap();
    siti.sync().await.unwrap();
    assert_eq!((siti.refusals(), siti.unsent()), (Vec::new(), 0));
    let mut budi = office.phone("viewer").await.unwrap();
    budi.sync().await.unwrap();
    assert_eq!(read(&mut budi, &note(1), "place").unwrap(), "Balai desa");
    office.check().unwrap();
}

#[tokio::test]
async fn changes_that_name_hundreds_of_others_are_refused_whole_before_they_weigh_on_anybody() {
    let mut office = Office::open().unwrap();
    let thief = office.phone("member").await.unwrap();
    let thief = Tampered::of(thief.identity()).unwrap();
    // dependencies take no room in a chunk and much in the changes
    let mut writer = forger(&thief, &note(1));
    let (mut changes, mut known) = (Vec::new(), Vec::new());
    for number in 0..700_u64 {
        let deps = if known.is_empty() { writer.beginning() } else { known.clone() };
        let ops = vec![forge::insert(forge::genesis_object(&note(1), "body"), None, "x")];
        let change = writer.change(Sketch { deps, start_op: 100 + number, time_s: TIME_S, ops });
        known.push(change.hash());
        if known.len() > 250 {
            known.remove(0);
        }
        changes.push(change);
    }
    let pushes = chunk::pack(&changes).into_iter();
    let pushes = pushes.map(|chunk| Frame::Push(thief.signed(&note(1), chunk))).collect();
    let told = thief.say(Door::Post, pushes).await.unwrap();
    assert_eq!(refusals(&told), [RefusalCode::ForumFull, RefusalCode::MissingDeps]);
    let mut budi = office.phone("viewer").await.unwrap();
    budi.sync().await.unwrap();
    assert_eq!(budi.view(&note(1)).unwrap(), None);
    office.check().unwrap();
}

#[tokio::test]
async fn blank_signatures_are_refused_unread_and_keep_nobody_waiting() {
    let mut office = Office::open().unwrap();
    let mut siti = office.phone("member").await.unwrap();
    let thief = office.phone("member").await.unwrap();
    let thief = Tampered::of(thief.identity()).unwrap();
    let push = thief.push(&note(1), &set("place", "Balai desa")).unwrap();
    let blank = Frame::Push(Push { signature: Signature::BLANK, ..push });
    let told = thief.say(Door::Post, vec![blank; 500]).await.unwrap();
    assert_eq!(refusals(&told), vec![RefusalCode::BadSignature; 500]);
    siti.edit(&note(2), set("title", "Rapat")).unwrap();
    siti.sync().await.unwrap();
    assert_eq!(siti.unsent(), 0);
}

#[tokio::test]
async fn an_organiser_who_was_shut_out_does_not_come_back_by_an_invitation_of_theirs() {
    let mut office = Office::open().unwrap();
    let organiser = office.phone("organiser").await.unwrap();
    let other = office.phone("organiser").await.unwrap();
    let gone = Tampered::of(organiser.identity()).unwrap();
    let secret = "ab".repeat(20);
    let hash = base64::Engine::encode(
        &base64::engine::general_purpose::URL_SAFE_NO_PAD,
        <sha2::Sha256 as sha2::Digest>::digest(secret.as_bytes()),
    );
    let invite = serde_json::json!({
        "act": "invite", "invitation": "01KAV9FT00000000000000000Z", "secret_hash": hash,
        "role": "organiser", "member": null, "replaces": null, "label": "", "lasts_s": 3600,
    });
    assert_eq!(gone.act(invite).await.unwrap().0, 200);
    let organiser = Tampered::of(other.identity()).unwrap();
    let device = gone.identity.device.to_string();
    let revoke = serde_json::json!({ "act": "revoke_device", "device": device });
    assert_eq!(organiser.act(revoke).await.unwrap().0, 200);
    let link = format!("{}/#gabung={secret}", office.relay().unwrap().origin());
    let back = paguyuban_tests::phone::Phone::join(&link, &office.home().join("back")).await;
    let cancelled = matches!(&back, Err(PhoneError::Answer { status: 410, body })
        if body.contains("invitation_cancelled"));
    assert!(cancelled, "{:?}", back.err());
}
