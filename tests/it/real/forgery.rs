//! Forged authorship at the real doors: each is refused by its own code, and nothing is stored.

use automerge::{Change, ChangeHash};
use paguyuban::chunk;
use paguyuban::frame::{Frame, Push, RefusalCode, Refused};
use paguyuban::id::{DeviceId, ForumId, Ulid};
use paguyuban::signature::SecretKey;
use paguyuban_tests::office::{Office, note, read, set};
use paguyuban_tests::phone::{Door, Phone, PhoneError, Tampered};

/// Siti, who wrote something, and a thief with a device of his own.
async fn two(office: &mut Office) -> (Phone, Tampered) {
    let mut siti = office.phone("organiser").await.unwrap();
    siti.edit(&note(1), set("title", "Rapat rutin")).unwrap();
    siti.sync().await.unwrap();
    let thief = office.phone("organiser").await.unwrap();
    (siti, Tampered::of(thief.identity()).unwrap())
}

/// Why a push was refused at a door; nothing if it was stored.
async fn refusal(thief: &Tampered, door: Door, push: Push) -> Option<RefusalCode> {
    let told = thief.say(door, vec![Frame::Push(push)]).await.unwrap();
    told.into_iter().find_map(|frame| match frame {
        Frame::Refused(Refused { code, .. }) => Some(code),
        _ => None,
    })
}

/// The changes that a push holds.
fn hashes(push: &Push) -> Option<Vec<ChangeHash>> {
    let changes = chunk::unpack(&push.chunk).ok()?;
    Some(changes.iter().map(Change::hash).collect())
}

/// How many entries and changes the relay has stored.
fn stored(office: &Office) -> String {
    office.operate(&["check"]).unwrap()
}

#[tokio::test]
async fn whoever_writes_as_somebody_else_is_refused_by_a_code_of_its_own_at_both_doors() {
    let mut office = Office::open().unwrap();
    let (siti, thief) = two(&mut office).await;
    let victim = Tampered::of(siti.identity()).unwrap();
    // a device whose pushes are looked at in vain too often is not heard for a while
    let another = office.phone("organiser").await.unwrap();
    let another = Tampered::of(another.identity()).unwrap();
    let before = stored(&office);
    for (door, thief) in [(Door::Post, thief), (Door::Live, another)] {
        let own = thief.push(&note(1), &set("place", "Balai desa")).unwrap();
        // another device's actor, under the thief's own name and signature
        let other = Tampered { replica: victim.replica, ..thief.clone() };
        let actor = other.push(&note(1), &set("place", "Balai desa")).unwrap();
        // his own actor in the name of another person
        let other = Tampered { author: victim.author, ..thief.clone() };
        let author = other.push(&note(1), &set("place", "Balai desa")).unwrap();
        // signed for another forum
        let other = Tampered { forum: ForumId(Ulid::new(1, 1)), ..thief.clone() };
        let forum = other.push(&note(1), &set("place", "Balai desa")).unwrap();
        let mut altered = own.clone();
        let at = altered.signature.0.len() / 2;
        altered.signature.0[at] ^= 1;
        let cases = [
            (actor, RefusalCode::WrongActor),
            (author, RefusalCode::WrongAuthor),
            (forum, RefusalCode::BadSignature),
            (altered, RefusalCode::BadSignature),
            // meant for another document
            (Push { doc: note(2), ..own.clone() }, RefusalCode::BadSignature),
            // said to be signed by Siti
            (Push { by: Some(victim.identity.device), ..own.clone() }, RefusalCode::BadSignature),
            (Push { by: Some(DeviceId([9; 8])), ..own.clone() }, RefusalCode::UnknownDevice),
        ];
        for (push, code) in cases {
            assert_eq!(refusal(&thief, door, push).await, Some(code), "{door:?}");
        }
        // any byte of the chunk
        for at in 0..own.chunk.len() {
            let mut altered = own.clone();
            altered.chunk[at] ^= 0x10;
            if hashes(&altered) == hashes(&own) {
                // packed in another way
                continue;
            }
            assert!(refusal(&thief, door, altered).await.is_some(), "{door:?}, byte {at}");
        }
    }
    assert_eq!(stored(&office), before, "something was stored");
}

#[tokio::test]
async fn a_token_without_its_key_reads_but_does_not_write() {
    let mut office = Office::open().unwrap();
    let (siti, _) = two(&mut office).await;
    let before = stored(&office);
    let stolen = Tampered::of(siti.identity()).unwrap();
    let key = SecretKey::from_bytes(&[5; 32]).unwrap();
    let thief = Tampered { key, ..stolen };
    for door in [Door::Post, Door::Live] {
        let push = thief.push(&note(1), &set("place", "Balai desa")).unwrap();
        assert_eq!(refusal(&thief, door, push).await, Some(RefusalCode::BadSignature));
    }
    assert_eq!(stored(&office), before);
}

#[tokio::test]
async fn a_chunk_said_again_changes_nothing_and_a_number_used_again_is_refused() {
    let mut office = Office::open().unwrap();
    let (mut siti, thief) = two(&mut office).await;
    let own = thief.push(&note(1), &set("place", "Balai desa")).unwrap();
    assert_eq!(refusal(&thief, Door::Post, own.clone()).await, None);
    let before = stored(&office);
    // the phone itself, because an answer was lost
    assert_eq!(refusal(&thief, Door::Live, own.clone()).await, None);
    // somebody else, as his own and as what he carries
    let other = Tampered::of(siti.identity()).unwrap();
    let code = refusal(&other, Door::Post, own.clone()).await;
    assert_eq!(code, Some(RefusalCode::BadSignature));
    let carried = Push { by: Some(thief.identity.device), ..own };
    assert_eq!(refusal(&other, Door::Post, carried).await, None);
    // another change with the number of one that is there
    let again = thief.push(&note(1), &set("place", "Kantor camat")).unwrap();
    assert_eq!(refusal(&thief, Door::Post, again).await, Some(RefusalCode::OutOfSequence));
    assert_eq!(stored(&office), before);
    siti.sync().await.unwrap();
    assert_eq!(read(&mut siti, &note(1), "place").unwrap(), "Balai desa");
}

#[tokio::test]
async fn what_a_device_that_was_shut_out_signed_is_taken_from_no_member() {
    let mut office = Office::open().unwrap();
    let (_, thief) = two(&mut office).await;
    let dewi = Tampered::of(office.phone("member").await.unwrap().identity()).unwrap();
    let device = thief.identity.device.to_string();
    let push = thief.push(&note(1), &set("place", "Balai desa")).unwrap();
    let before = stored(&office);
    office.operate(&["device", "revoke", "--forum", office.forum(), "--device", &device]).unwrap();
    let turned_away = thief.say(Door::Post, Vec::new()).await;
    assert!(
        matches!(&turned_away, Err(PhoneError::Answer { status: 403, body }) if body.contains("\"revoked\"")),
        "{turned_away:?}"
    );
    let carried = Push { by: Some(thief.identity.device), ..push };
    for door in [Door::Post, Door::Live] {
        let code = refusal(&dewi, door, carried.clone()).await;
        assert_eq!(code, Some(RefusalCode::Revoked));
    }
    assert_eq!(stored(&office), before);
}

#[tokio::test]
async fn an_invitation_that_was_used_or_has_expired_or_never_was_says_so() {
    let mut office = Office::open().unwrap();
    let said = |joined: Result<Phone, PhoneError>| match joined {
        Err(PhoneError::Answer { status, body }) => {
            let body: serde_json::Value = serde_json::from_str(&body).unwrap();
            (status, body["code"].as_str().unwrap().to_owned())
        }
        other => panic!("{other:?}"),
    };
    let home = office.home().to_owned();
    let link = office.relay().unwrap().invite(office.forum(), "member").unwrap();
    let (origin, _) = link.split_once('#').unwrap();
    let used = async { Phone::join(&link, &home.join("two")).await };
    Phone::join(&link, &home.join("one")).await.unwrap();
    assert_eq!(said(used.await), (410, "invitation_used".to_owned()));
    let unknown = format!("{origin}#gabung={}", "0".repeat(40));
    let joined = Phone::join(&unknown, &home.join("three")).await;
    assert_eq!(said(joined), (404, "invitation_unknown".to_owned()));
    let words = ["invite", "--forum", office.forum(), "--role", "member", "--expires", "1ms"];
    let printed = office.operate(&[&words[..], &["--json"]].concat()).unwrap();
    let printed: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let expired = format!("{origin}#gabung={}", printed["secret"].as_str().unwrap());
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    let joined = Phone::join(&expired, &home.join("four")).await;
    assert_eq!(said(joined), (410, "invitation_expired".to_owned()));
    drop(office.phone("member").await.unwrap());
}
