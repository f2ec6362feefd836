//! From an invitation to a device, and from one token to the next.

use paguyuban::access::Role;
use paguyuban::frame::{Closing, Frame, RefusalCode};
use paguyuban::id::{DocId, Ulid};
use paguyuban::signature::SecretKey;
use paguyuban_server::clock::now_ms;
use paguyuban_server::store::{Deed, Invitation, Outcome, Store};
use serde_json::{Value, json};

use crate::helper::{Live, Phone, Relay, by, code, forum_id, invitation, key, public_key, settle};

/// Who joins, as the relay tells.
async fn joined(relay: &Relay, secret: &str) -> Phone {
    let (status, body) = relay.try_join(secret).await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
    Phone::new(serde_json::from_slice(&body).unwrap(), key(secret))
}

async fn refused(relay: &Relay, secret: &str) -> (u16, String) {
    let (status, body) = relay.try_join(secret).await;
    (status, code(&body))
}

fn said(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[tokio::test]
async fn an_invitation_that_lets_nobody_in_says_why() {
    let relay = Relay::start().await;
    relay.join("used", Role::Member).await;
    let (status, body) = relay.try_join_signed("used", &key("of somebody else")).await;
    assert_eq!((status, code(&body)), said(410, "invitation_used"));
    assert_eq!(refused(&relay, "never made").await, said(404, "invitation_unknown"));
    assert_eq!(refused(&relay, &"x".repeat(500)).await, said(404, "invitation_unknown"));
    assert_eq!(refused(&relay, &"x".repeat(5_000)).await, said(413, "too_large"));

    let mut store = relay.store();
    store.add_invitation(&invitation("late", Role::Member, now_ms() - 1)).unwrap();
    assert_eq!(refused(&relay, "late").await, said(410, "invitation_expired"));

    let organiser = relay.join("pengurus", Role::Organiser).await;
    let taken_back = invitation("taken back", Role::Member, u64::MAX / 2);
    store.add_invitation(&taken_back).unwrap();
    let deed = Deed::Cancel(taken_back.id);
    let cancelled = store.perform(forum_id(), by(&organiser, 1), &deed, now_ms()).unwrap();
    assert_eq!(cancelled, Outcome::Done);
    assert_eq!(refused(&relay, "taken back").await, said(410, "invitation_cancelled"));
    relay.stop().await;
}

/// Asks again, as the phone whose answer was lost.
async fn again(relay: &Relay, secret: &str) -> Phone {
    let (status, body) = relay.try_join_signed(secret, &key(secret)).await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
    Phone::new(serde_json::from_slice(&body).unwrap(), key(secret))
}

#[tokio::test]
async fn a_phone_that_did_not_hear_the_answer_asks_again_and_stays_one_device() {
    let relay = Relay::start().await;
    let first = relay.join("s1", Role::Member).await;
    let mut tokens = vec![first.identity.token.clone()];
    for _ in 0..5 {
        // by hand, from a program that signs nothing, and from the page
        for phone in [joined(&relay, "s1").await, again(&relay, "s1").await] {
            assert_eq!(phone.identity.device, first.identity.device);
            assert_eq!((phone.member, &phone.identity.role[..]), (first.member, "member"));
            assert!(!tokens.contains(&phone.identity.token));
            tokens.push(phone.identity.token);
        }
    }
    assert_eq!(relay.store().devices(forum_id()).unwrap().len(), 1);
    let last = again(&relay, "s1").await;
    assert_eq!(last.sync(&relay, &[last.hello()]).await.0, 200);
    // somebody else who has the link is not it
    let (status, body) = relay.try_join_signed("s1", &key("of somebody else")).await;
    assert_eq!((status, code(&body)), said(410, "invitation_used"));
    relay.stop().await;
}

#[tokio::test]
async fn two_tabs_that_ask_at_once_become_one_device() {
    let relay = Relay::start().await;
    relay.store().add_invitation(&invitation("s1", Role::Member, u64::MAX / 2)).unwrap();
    let (a, b, c) = tokio::join!(again(&relay, "s1"), again(&relay, "s1"), again(&relay, "s1"));
    assert_eq!(a.identity.device, b.identity.device);
    assert_eq!(b.identity.device, c.identity.device);
    assert_eq!(relay.store().devices(forum_id()).unwrap().len(), 1);
    relay.stop().await;
}

#[tokio::test]
async fn a_device_that_has_been_in_asks_again_only_with_its_key() {
    let relay = Relay::start().await;
    let mut phone = relay.join("s1", Role::Member).await;
    settle(&mut relay.store(), phone.identity.device.parse().unwrap(), 0);
    // a public key is no secret
    assert_eq!(refused(&relay, "s1").await, said(410, "invitation_used"));
    let forged = json!({ "secret": "s1", "public_key": public_key(&key("s1")),
        "signature": "A".repeat(86) });
    let (status, body) = relay.ask_to_join(&forged).await;
    assert_eq!((status, code(&body)), said(400, "malformed"));
    let (before, now) = (phone.identity.clone(), again(&relay, "s1").await.identity);
    assert_eq!(now.device, before.device);
    phone.identity = now;
    assert_eq!(phone.sync(&relay, &[phone.hello()]).await.0, 200);
    phone.identity = before;
    assert_eq!(phone.sync(&relay, &[phone.hello()]).await.0, 401, "the new one was used");
    relay.stop().await;
}

#[tokio::test]
async fn a_device_that_was_shut_out_meanwhile_is_told_so_when_it_asks_again() {
    let relay = Relay::start().await;
    let phone = relay.join("s1", Role::Member).await;
    let device = phone.identity.device.parse().unwrap();
    assert!(relay.store().revoke(forum_id(), device, now_ms()).unwrap());
    let (status, body) = relay.try_join_signed("s1", &key("s1")).await;
    assert_eq!((status, code(&body)), said(403, "revoked"));
    relay.stop().await;
}

#[tokio::test]
async fn a_device_joins_with_a_key_that_is_one_or_not_at_all() {
    let relay = Relay::start().await;
    relay.store().add_invitation(&invitation("s1", Role::Member, u64::MAX / 2)).unwrap();
    let whole = public_key(&key("s1"));
    let (short, shifted) = (&whole[..86], format!("{}AA", &whole[..85]));
    let private_form = format!("{whole}=");
    for wrong in ["", short, &shifted, &private_form, &"B".repeat(87)] {
        let body = json!({ "secret": "s1", "public_key": wrong }).to_string();
        let json = "content-type: application/json\r\n";
        let (status, body) = relay.post("/api/join", json, body.as_bytes()).await;
        assert_eq!((status, code(&body)), said(400, "malformed"), "{wrong}");
    }
    let (status, body) =
        relay.post("/api/join", "content-type: application/json\r\n", b"{\"secret\":\"s1\"}").await;
    assert_eq!((status, code(&body)), said(400, "malformed"));
    let phone = joined(&relay, "s1").await;
    let device = relay.store().devices(forum_id()).unwrap().remove(0);
    assert_eq!((device.id.to_string(), &device.app[..]), (phone.identity.device, "HP uji"));
    let kept = device.key.unwrap().to_bytes();
    assert_eq!(kept, phone.key.public().to_bytes());
    relay.stop().await;
}

#[tokio::test]
async fn who_previews_a_link_uses_nothing_up() {
    let relay = Relay::start().await;
    relay.store().add_invitation(&invitation("s1", Role::Member, u64::MAX / 2)).unwrap();
    // what is behind # never reaches a relay; some programs ask for more than they should
    for path in ["/", "/?gabung=s1", "/api/join", "/api/join?secret=s1"] {
        relay.get(path, "user-agent: Preview\r\n").await;
        relay.ask(format!("HEAD {path} HTTP/1.0\r\nhost: relay\r\n\r\n").as_bytes()).await;
    }
    joined(&relay, "s1").await;
    relay.stop().await;
}

#[tokio::test]
async fn who_moves_to_a_new_phone_stays_the_same_person_and_the_old_phone_is_shut_out() {
    let relay = Relay::start().await;
    let old = relay.join("old", Role::Organiser).await;
    let device = old.identity.device.parse().unwrap();
    let moving = Invitation {
        member: Some(old.member),
        replaces: Some(device),
        ..invitation("new", Role::Viewer, u64::MAX / 2)
    };
    relay.store().add_invitation(&moving).unwrap();
    assert_eq!(old.sync(&relay, &[old.hello()]).await.0, 200, "until the new one is there");
    let new = joined(&relay, "new").await;
    assert_eq!(new.member, old.member);
    assert_eq!(new.identity.role, "organiser", "an invitation changes nobody's role");
    let (status, body) = relay.as_phone(&old, "/api/sync", b"").await;
    assert_eq!((status, code(&body)), said(403, "revoked"));
    assert_eq!(new.sync(&relay, &[new.hello()]).await.0, 200);
    relay.stop().await;
}

#[tokio::test]
async fn an_old_invitation_gives_nobody_back_a_role_that_was_taken() {
    let relay = Relay::start().await;
    let first = relay.join("s1", Role::Organiser).await;
    let second = relay.join("s2", Role::Organiser).await;
    let own = invitation("s3", Role::Organiser, u64::MAX / 2);
    relay.store().add_invitation(&Invitation { member: Some(second.member), ..own }).unwrap();
    let deed = Deed::SetRole(second.member, Role::Viewer);
    relay.store().perform(forum_id(), by(&first, 1), &deed, now_ms()).unwrap();
    let device = second.identity.device.parse().unwrap();
    assert!(relay.store().revoke(forum_id(), device, now_ms()).unwrap());
    assert_eq!(joined(&relay, "s3").await.identity.role, "viewer");
    relay.stop().await;
}

#[tokio::test]
async fn a_device_that_is_unknown_and_one_that_was_shut_out_hear_different_things() {
    let relay = Relay::start().await;
    let phone = relay.join("s1", Role::Member).await;
    assert!(relay.store().revoke(forum_id(), phone.identity.device.parse().unwrap(), 1).unwrap());
    for path in ["/api/sync", "/api/me", "/api/office", "/api/office/audit", "/api/token"] {
        let (status, body) = relay.as_phone(&phone, path, b"").await;
        let got = (status, code(&body));
        let posts = ["/api/me", "/api/office/audit"].contains(&path);
        assert_eq!(got, if posts { said(405, "") } else { said(403, "revoked") }, "{path}");
        let (status, body) = relay.post(path, "authorization: Bearer nobody\r\n", b"").await;
        let got = (status, code(&body));
        assert_eq!(got, if posts { said(405, "") } else { said(401, "signed_out") }, "{path}");
    }
    let mut live = Live::connect(&relay.address, &phone.identity.token).await;
    assert_eq!(live.next().await, Some(Frame::Closing(Closing::Revoked)));
    relay.stop().await;
}

#[tokio::test]
async fn the_old_token_is_good_until_the_new_one_was_used() {
    let relay = Relay::start().await;
    let mut phone = relay.join("s1", Role::Member).await;
    let (status, answer) = relay.renew(&phone, now_ms()).await;
    assert_eq!(status, 200, "{answer}");
    // the answer was lost: the phone asks again with the old one
    let (status, answer) = relay.renew(&phone, now_ms()).await;
    assert_eq!(status, 200, "{answer}");
    let old = phone.identity.token.clone();
    let new = answer["token"].as_str().unwrap().to_owned();
    assert_eq!(phone.sync(&relay, &[phone.hello()]).await.0, 200);
    phone.identity.token.clone_from(&new);
    assert_eq!(phone.sync(&relay, &[phone.hello()]).await.0, 200);
    phone.identity.token = old;
    assert_eq!(phone.sync(&relay, &[phone.hello()]).await.0, 401);
    phone.identity.token = new;
    assert_eq!(phone.sync(&relay, &[phone.hello()]).await.0, 200);
    relay.stop().await;
}

#[tokio::test]
async fn a_token_alone_gets_no_other_token() {
    let relay = Relay::start().await;
    let phone = relay.join("s1", Role::Member).await;
    let (status, body) = relay.as_phone(&phone, "/api/token", b"{\"at_ms\":1}").await;
    assert_eq!((status, code(&body)), said(403, "bad_signature"));
    let (status, answer) = relay.renew(&phone, now_ms() - 11 * 60 * 1000).await;
    assert_eq!((status, &answer["code"]), (409, &Value::from("clock")));
    let (status, answer) = relay.signed(&phone, "/api/token", &json!({ "at_ms": "soon" })).await;
    assert_eq!((status, &answer["code"]), (400, &Value::from("malformed")));
    let unused = Ulid::new(0, 0);
    assert!(!relay.store().has_done(forum_id(), unused).unwrap());
    relay.stop().await;
}

#[tokio::test]
async fn a_device_signs_with_another_key_once_the_old_one_has_said_so() {
    let relay = Relay::start().await;
    let phone = relay.join("s1", Role::Member).await;
    let (old, new) = (phone.key.clone(), key("another"));
    let body = json!({ "act": "set_key", "at_ms": now_ms(), "public_key": public_key(&new) });
    let with = |key: &SecretKey| Phone::new(phone.identity.clone(), key.clone());
    // a thief of the token has no key that counts
    let (status, answer) = relay.signed(&with(&new), "/api/key", &body).await;
    assert_eq!((status, &answer["code"]), (403, &json!("bad_signature")));
    assert_eq!(relay.signed(&with(&old), "/api/key", &body).await.0, 200);
    // the answer was lost
    assert_eq!(relay.signed(&with(&new), "/api/key", &body).await.0, 200);
    assert_eq!(relay.signed(&with(&old), "/api/key", &body).await.0, 403);
    let pushes = async |phone: Phone| {
        let frames = [phone.hello(), phone.push(1, &DocId::member(phone.member), "Siti")];
        phone.sync(&relay, &frames).await.1
    };
    let refused = |frame: &Frame| matches!(frame, Frame::Refused(refused) if refused.code == RefusalCode::BadSignature);
    assert!(pushes(with(&old)).await.iter().any(refused));
    assert!(pushes(with(&new)).await.iter().any(|frame| matches!(frame, Frame::Stored(_))));
    relay.stop().await;
}

#[tokio::test]
async fn whoever_looks_at_an_invitation_learns_to_what_and_uses_nothing_up() {
    let relay = Relay::start().await;
    let organiser = relay.join("pengurus", Role::Organiser).await;
    relay.store().add_invitation(&invitation("sari", Role::Member, u64::MAX / 2)).unwrap();
    let look = async |secret: &str| {
        let body = json!({ "secret": secret }).to_string();
        let json = "content-type: application/json\r\n";
        let (status, body) = relay.post("/api/invitation", json, body.as_bytes()).await;
        (status, serde_json::from_slice::<Value>(&body).unwrap())
    };
    let opened = async || {
        let (_, overview) = relay.look(&organiser, "/api/office").await;
        let all = overview["invitations"].as_array().unwrap().clone();
        all.iter().filter(|one| !one["opened_ms"].is_null()).count()
    };
    assert_eq!(opened().await, 0);
    for _ in 0..3 {
        let (status, looked) = look("sari").await;
        assert_eq!((status, &looked["role"]), (200, &json!("member")), "{looked}");
        assert!(looked["forum"].is_string() && looked["forum_name"].is_string(), "{looked}");
    }
    assert_eq!(opened().await, 1);
    relay.join("sari2", Role::Member).await;
    let (status, body) = relay.try_join("sari").await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
    assert_eq!(look("sari").await.1["code"], "invitation_used");
    assert_eq!(look("never made").await.1["code"], "invitation_unknown");
    assert_eq!(look(&"x".repeat(500)).await.0, 404);
    relay.stop().await;
}
