//! The organisers' doors: what they show, what they do, and what they refuse.

use paguyuban::access::Role;
use paguyuban::id::{DocId, Epoch, ForumId, Seq, Ulid};
use paguyuban_server::clock::now_ms;
use paguyuban_server::store::sqlite::DATABASE;
use paguyuban_server::store::{Deed, Forum, Invitation, Outcome, Store};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::desk::{Desk, done, invite, said};
use crate::helper::{Phone, Relay, by, card, code, forum_id, invitation, key, settle};

#[tokio::test]
async fn an_organiser_invites_and_sees_who_came() {
    let relay = Relay::start().await;
    let organiser = relay.join("s1", Role::Organiser).await;
    let mut desk = Desk::at(&relay, &organiser);
    assert_eq!(desk.does(invite("secret of the phone", "supervisor", 1)).await, done());
    let (status, body) = relay.try_join("secret of the phone").await;
    assert_eq!(status, 200);
    let guest = Phone::new(serde_json::from_slice(&body).unwrap(), key("secret of the phone"));
    assert_eq!(guest.identity.role, "supervisor");

    let overview = desk.overview().await;
    let members = overview["members"].as_array().unwrap();
    assert_eq!(members.len(), 2, "{overview}");
    let found = members.iter().find(|member| member["member"] == guest.identity.member).unwrap();
    assert_eq!(found["role"], "supervisor");
    let device = &found["devices"][0];
    assert_eq!(device["device"], guest.identity.device);
    assert_eq!((&device["label"], &device["app"]), (&json!("HP Bu Siti"), &json!("HP uji")));
    assert_eq!((&device["behind"], &device["revoked_ms"]), (&json!(0), &Value::Null));
    let used = &overview["invitations"][1];
    assert_eq!(used["used_by"], guest.identity.device, "{overview}");
    assert_eq!(used["by"], organiser.identity.device);
    assert_eq!(overview["invitations"][0]["by"], Value::Null, "the operator's");
    relay.stop().await;
}

#[tokio::test]
async fn only_organisers_come_to_the_desk() {
    let relay = Relay::start().await;
    for (number, role) in [Role::Member, Role::Viewer, Role::Supervisor].into_iter().enumerate() {
        let phone = relay.join(&format!("s{number}"), role).await;
        let mut desk = Desk::at(&relay, &phone);
        assert_eq!(desk.does(invite("own", "organiser", 1)).await, said(403, "not_allowed"));
        for path in ["/api/office", "/api/office/audit"] {
            let (status, answer) = relay.look(&phone, path).await;
            assert_eq!((status, &answer["code"]), (403, &json!("not_allowed")));
        }
        let (status, me) = relay.look(&phone, "/api/me").await;
        assert_eq!((status, &me["role"]), (200, &json!(role.as_str())));
    }
    assert_eq!(relay.try_join("own").await.0, 404);
    relay.stop().await;
}

#[tokio::test]
async fn who_is_no_organiser_any_more_when_the_act_is_done_does_nothing() {
    let relay = Relay::start().await;
    let member = relay.join("s1", Role::Member).await;
    let organiser = relay.join("s2", Role::Organiser).await;
    let deed = Deed::SetRole(member.member, Role::Organiser);
    let mut store = relay.store();
    // as if it had passed the door a moment before
    let outcome = store.perform(forum_id(), by(&member, 1), &deed, now_ms()).unwrap();
    assert_eq!(outcome, Outcome::NotAllowed);
    assert!(!store.has_done(forum_id(), by(&member, 1).act).unwrap());
    let device = organiser.replica.device();
    assert!(store.revoke(forum_id(), device, now_ms()).unwrap());
    let outcome = store.perform(forum_id(), by(&organiser, 2), &deed, now_ms()).unwrap();
    assert_eq!(outcome, Outcome::NotAllowed);
    relay.stop().await;
}

#[tokio::test]
async fn an_act_that_the_device_did_not_sign_so_is_not_done() {
    let relay = Relay::start().await;
    let organiser = relay.join("s1", Role::Organiser).await;
    let other = relay.join("s2", Role::Organiser).await;
    let mut desk = Desk::at(&relay, &organiser);
    let act = desk.act(invite("own", "organiser", 1)).to_string();
    let good = organiser.signature(act.as_bytes());
    let elsewhere = organiser.signature(b"something else");
    for wrong in ["", "AAAA", &other.signature(act.as_bytes()), &elsewhere, &good[1..]] {
        let (status, answer) = relay.signed_so(&organiser, "/api/office", &act, wrong).await;
        assert_eq!((status, &answer["code"]), (403, &json!("bad_signature")), "{wrong}");
    }
    // one letter of the body
    let changed = act.replace("3600", "3601");
    let (status, _) = relay.signed_so(&organiser, "/api/office", &changed, &good).await;
    assert_eq!(status, 403);
    let (status, body) = relay.as_phone(&organiser, "/api/office", act.as_bytes()).await;
    assert_eq!((status, code(&body)), said(403, "bad_signature"));
    assert_eq!(relay.try_join("own").await.0, 404);
    let (status, _) = relay.signed_so(&organiser, "/api/office", &act, &good).await;
    assert_eq!(status, 200);
    relay.stop().await;
}

#[tokio::test]
async fn an_act_that_comes_twice_is_done_once_and_answered_the_same() {
    let relay = Relay::start().await;
    let organiser = relay.join("s1", Role::Organiser).await;
    let other = relay.join("s2", Role::Member).await;
    let mut desk = Desk::at(&relay, &organiser);
    let act = desk.act(json!({ "act": "revoke_device", "device": other.identity.device }));
    assert_eq!(desk.send(&act).await, done());
    let lines = desk.audit("").await.len();
    assert_eq!(desk.send(&act).await, done());
    assert_eq!(desk.audit("").await.len(), lines);
    // the same in an act of another name: it was done already
    let again = json!({ "act": "revoke_device", "device": other.identity.device });
    assert_eq!(desk.does(again).await, said(404, "unknown"));
    let (status, _) = relay.look(&other, "/api/me").await;
    assert_eq!(status, 403);
    relay.stop().await;
}

#[tokio::test]
async fn somebody_who_can_organise_is_always_left() {
    let relay = Relay::start().await;
    let only = relay.join("s1", Role::Organiser).await;
    let (me, device) = (&only.identity.member, &only.identity.device);
    let mut desk = Desk::at(&relay, &only);
    let step_down = json!({ "act": "set_role", "member": me, "role": "member" });
    let leave = json!({ "act": "revoke_device", "device": device });
    assert_eq!(desk.does(step_down.clone()).await, said(409, "last_organiser"));
    assert_eq!(desk.does(leave.clone()).await, said(409, "last_organiser"));
    // a second phone of the same person is no second organiser
    let own = Invitation {
        member: Some(only.member),
        ..invitation("own", Role::Organiser, u64::MAX / 2)
    };
    relay.store().add_invitation(&own).unwrap();
    assert_eq!(relay.try_join("own").await.0, 200);
    assert_eq!(desk.does(step_down.clone()).await, said(409, "last_organiser"));
    let second = relay.join("s2", Role::Organiser).await;
    assert_eq!(desk.does(step_down).await, done());
    assert_eq!(desk.does(leave).await, said(403, "not_allowed"));
    let overview = Desk::at(&relay, &second).overview().await;
    let members = overview["members"].as_array().unwrap();
    let found = members.iter().find(|member| member["member"] == **me).unwrap();
    assert_eq!(found["role"], "member");
    relay.stop().await;
}

#[tokio::test]
async fn an_act_of_another_time_is_not_done() {
    let relay = Relay::start().await;
    let organiser = relay.join("s1", Role::Organiser).await;
    let mut desk = Desk::at(&relay, &organiser);
    for off_ms in [-11 * 60 * 1000_i64, 11 * 60 * 1000] {
        let mut act = desk.act(invite("own", "member", 1));
        act["at_ms"] = now_ms().saturating_add_signed(off_ms).into();
        assert_eq!(desk.send(&act).await, said(409, "clock"));
    }
    let mut act = desk.act(invite("own", "member", 1));
    act["at_ms"] = (now_ms() - 9 * 60 * 1000).into();
    assert_eq!(desk.send(&act).await, done());
    relay.stop().await;
}

#[tokio::test]
async fn what_is_no_act_is_malformed_and_what_names_nothing_is_unknown() {
    let relay = Relay::start().await;
    let organiser = relay.join("s1", Role::Organiser).await;
    let mut desk = Desk::at(&relay, &organiser);
    let nobody = Ulid::new(1, 99).to_string();
    let long = "x".repeat(81);
    let with = |field: &str, value: Value| {
        let mut act = invite("own", "member", 1);
        act[field] = value;
        act
    };
    for malformed in [
        json!({ "act": "crown", "member": nobody }),
        json!({ "act": "revoke_device", "device": "x" }),
        json!({ "act": "revoke_device", "device": "0000000000000000", "more": 1 }),
        json!({ "act": "set_role", "member": nobody, "role": "king" }),
        json!({ "act": "rename_device", "device": organiser.identity.device, "label": long }),
        json!({ "act": "rename_device", "device": organiser.identity.device, "label": "a\nb" }),
        json!({ "act": "erase", "doc": "log/33.02.19.2003/2026" }),
        json!({ "act": "erase", "doc": "secrets" }),
        with("lasts_s", json!(0)),
        with("lasts_s", json!(u64::MAX)),
        with("secret_hash", json!("own")),
        with("label", json!(long)),
    ] {
        assert_eq!(desk.does(malformed.clone()).await, said(400, "malformed"), "{malformed}");
    }
    for unknown in [
        json!({ "act": "revoke_device", "device": "0000000000000000" }),
        json!({ "act": "rename_device", "device": "0000000000000000", "label": "HP" }),
        json!({ "act": "cancel_invitation", "invitation": nobody }),
        json!({ "act": "set_role", "member": nobody, "role": "member" }),
        json!({ "act": "erase", "doc": format!("note/{nobody}") }),
        with("replaces", json!("0000000000000000")),
    ] {
        assert_eq!(desk.does(unknown.clone()).await, said(404, "unknown"), "{unknown}");
    }
    assert_eq!(desk.does(with("label", json!("x".repeat(5_000)))).await, said(413, "too_large"));
    let (status, answer) = relay.look(&organiser, "/api/office/audit?before=x").await;
    assert_eq!((status, &answer["code"]), (400, &json!("malformed")));
    // an invitation of a name that is taken replaces none
    assert_eq!(desk.does(invite("own", "member", 1)).await, done());
    assert_eq!(desk.does(invite("other", "organiser", 1)).await, said(400, "malformed"));
    relay.stop().await;
}

#[tokio::test]
async fn an_erased_card_takes_what_its_person_was_called_with_it() {
    let relay = Relay::start().await;
    let organiser = relay.join("s1", Role::Organiser).await;
    let mut desk = Desk::at(&relay, &organiser);
    assert_eq!(desk.does(invite("s2", "member", 1)).await, done());
    let (_, body) = relay.try_join("s2").await;
    let member = Phone::new(serde_json::from_slice(&body).unwrap(), key("s2"));
    let own = DocId::member(member.member);
    let (_, answer) =
        member.sync(&relay, &[member.hello(), member.push(1, &own, "Siti Rahayu")]).await;
    assert!(format!("{answer:?}").contains("Stored"), "{answer:?}");
    let erase = json!({ "act": "erase", "doc": own.as_str() });
    assert_eq!(desk.does(erase.clone()).await, done());
    assert_eq!(desk.does(erase).await, done(), "it is erased, whoever asked first");
    let overview = desk.overview().await;
    let text = overview.to_string();
    assert!(!text.contains("HP Bu Siti"), "{text}");
    let erasure = &overview["erasures"][0];
    assert_eq!(erasure["doc"], own.as_str());
    assert_eq!((&erasure["number"], &erasure["done"]), (&json!(1), &json!(0)));
    assert_eq!(erasure["devices"], 2);
    assert_eq!(erasure["by"], organiser.identity.device);
    let device = member.replica.device();
    settle(&mut relay.store(), device, 1);
    assert_eq!(desk.overview().await["erasures"][0]["done"], 1);
    relay.stop().await;
}

#[tokio::test]
async fn the_audit_names_what_was_done_and_holds_no_label_secret_or_value() {
    let relay = Relay::start().await;
    let organiser = relay.join("s1", Role::Organiser).await;
    let mut desk = Desk::at(&relay, &organiser);
    let secret = "0123456789012345678901234567890123456789";
    assert_eq!(desk.does(invite(secret, "member", 1)).await, done());
    let (_, body) = relay.try_join(secret).await;
    let member = Phone::new(serde_json::from_slice(&body).unwrap(), key(secret));
    let device = &member.identity.device;
    let label = "HP Samsung Bu Siti";
    for act in [
        json!({ "act": "rename_device", "device": device, "label": label }),
        json!({ "act": "set_role", "member": member.identity.member, "role": "viewer" }),
        json!({ "act": "revoke_device", "device": device }),
        invite("unused", "viewer", 2),
        json!({ "act": "cancel_invitation", "invitation": Ulid::new(6, 2).to_string() }),
    ] {
        assert_eq!(desk.does(act).await, done());
    }
    let own = [organiser.hello(), organiser.push(1, &card(1), "Siti Rahayu")];
    organiser.sync(&relay, &own).await;
    assert_eq!(desk.does(json!({ "act": "erase", "doc": card(1).as_str() })).await, done());
    relay.renew(&organiser, now_ms()).await;

    let lines = desk.audit("").await;
    let acts: Vec<_> = lines.iter().rev().map(|line| line["act"].as_str().unwrap()).collect();
    assert_eq!(
        acts,
        [
            "invited",
            "joined",
            "invited",
            "joined",
            "device_renamed",
            "role_set",
            "device_revoked",
            "invited",
            "invitation_cancelled",
            "erased",
            "token_rotated",
        ]
    );
    let said = Value::from(lines.clone()).to_string();
    for never in [secret, label, "HP Bu Siti", "HP uji", "Siti", &organiser.identity.token] {
        assert!(!said.contains(never), "{never}: {said}");
    }
    let erased = &lines[1];
    assert_eq!(erased["by_member"], organiser.identity.member);
    assert_eq!((&erased["doc"], &erased["line"]), (&json!(card(1).as_str()), &json!(10)));
    assert_eq!(lines[10]["by_device"], Value::Null, "the operator's");
    assert_eq!(desk.audit("?before=3").await, lines[9..]);
    relay.stop().await;
}

#[tokio::test]
async fn everybody_sees_what_is_kept_of_them_and_nothing_of_others() {
    let relay = Relay::start().await;
    let organiser = relay.join("s1", Role::Organiser).await;
    let (siti, budi) = (relay.join("s2", Role::Member).await, relay.join("s3", Role::Member).await);
    let mut desk = Desk::at(&relay, &organiser);
    let rename =
        json!({ "act": "rename_device", "device": siti.identity.device, "label": "HP Siti" });
    assert_eq!(desk.does(rename).await, done());
    let (status, me) = relay.look(&siti, "/api/me").await;
    assert_eq!((status, &me["member"]), (200, &json!(siti.identity.member)));
    assert_eq!((&me["role"], &me["devices"][0]["label"]), (&json!("member"), &json!("HP Siti")));
    assert_eq!(me["invitations"].as_array().unwrap().len(), 1);
    let acts: Vec<_> =
        me["acts"].as_array().unwrap().iter().map(|line| line["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["device_renamed", "joined"]);
    let text = me.to_string();
    for others in [&budi.identity.member, &budi.identity.device] {
        assert!(!text.contains(&others[..]), "{text}");
    }
    let (_, budis) = relay.look(&budi, "/api/me").await;
    assert!(!budis.to_string().contains(&siti.identity.device));
    relay.stop().await;
}

#[tokio::test]
async fn two_forums_see_nothing_of_each_other() {
    let relay = Relay::start().await;
    let here = relay.join("s1", Role::Organiser).await;
    let elsewhere = ForumId(Ulid::new(1, 2));
    let forum = Forum {
        id: elsewhere,
        name: "Paguyuban Lain".to_owned(),
        epoch: Epoch([2; 8]),
        seq: Seq(0),
        created_ms: 1,
        restored_ms: None,
    };
    relay.store().add_forum(&forum).unwrap();
    let other = invitation("s2", Role::Organiser, u64::MAX / 2);
    let other = Invitation { forum: elsewhere, label: "HP lain".to_owned(), ..other };
    relay.store().add_invitation(&other).unwrap();
    let (_, body) = relay.try_join("s2").await;
    let there = Phone::new(serde_json::from_slice(&body).unwrap(), key("s2"));
    assert_eq!(there.identity.forum, elsewhere.to_string());

    let mut desk = Desk::at(&relay, &here);
    for act in [
        json!({ "act": "revoke_device", "device": there.identity.device }),
        json!({ "act": "rename_device", "device": there.identity.device, "label": "kena" }),
        json!({ "act": "set_role", "member": there.identity.member, "role": "viewer" }),
        json!({ "act": "cancel_invitation", "invitation": other.id.to_string() }),
    ] {
        assert_eq!(desk.does(act.clone()).await, said(404, "unknown"), "{act}");
    }
    there.sync(&relay, &[there.hello(), there.push(1, &card(7), "Budi")]).await;
    let erase = json!({ "act": "erase", "doc": card(7).as_str() });
    assert_eq!(desk.does(erase).await, said(404, "unknown"));
    // the same name of an act, in two forums, is two acts
    let mut theirs = Desk::at(&relay, &there);
    let act = desk.act(invite("s3", "member", 1));
    assert_eq!(desk.send(&act).await, done());
    let mut same_name = theirs.act(invite("s4", "member", 1));
    same_name["id"] = act["id"].clone();
    assert_eq!(theirs.send(&same_name).await, done());
    assert_eq!(relay.try_join("s4").await.0, 200);

    let seen = [desk.overview().await, desk.audit("").await.into()];
    for never in [&there.identity.device[..], &there.identity.member, "HP lain"] {
        assert!(seen.iter().all(|seen| !seen.to_string().contains(never)), "{never}: {seen:?}");
    }
    relay.stop().await;
}

#[tokio::test]
async fn an_act_that_cannot_be_noted_is_not_done() {
    let relay = Relay::start().await;
    let organiser = relay.join("s1", Role::Organiser).await;
    let other = relay.join("s2", Role::Member).await;
    let mut desk = Desk::at(&relay, &organiser);
    let revoke = desk.act(json!({ "act": "revoke_device", "device": other.identity.device }));
    let connection = Connection::open(relay.folder.path().join(DATABASE)).unwrap();
    let full = "create trigger full before insert on act begin select raise(abort, 'full'); end";
    connection.execute_batch(full).unwrap();
    assert_eq!(desk.send(&revoke).await, said(503, "store_failed"));
    assert_eq!(relay.look(&other, "/api/me").await.0, 200);
    connection.execute_batch("drop trigger full").unwrap();
    assert_eq!(desk.send(&revoke).await, done());
    assert_eq!(relay.look(&other, "/api/me").await.0, 403);
    relay.stop().await;
}
