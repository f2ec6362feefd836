//! What everybody may see of themselves.

use paguyuban::access::Role;
use paguyuban_server::clock::now_ms;
use paguyuban_server::store::{Line, What};
use serde_json::json;

use crate::helper::{Relay, forum_id};

#[tokio::test]
async fn acts_about_a_person_are_all_there_however_many_page_by_page() {
    let relay = Relay::start().await;
    let siti = relay.join("s1", Role::Member).await;
    let mut store = relay.store();
    let line = Line { member: Some(siti.member), ..Line::by_operator(What::RoleSet, now_ms()) };
    let already = relay.look(&siti, "/api/me").await.1["acts"].as_array().unwrap().len();
    for _ in 0..1_100 {
        store.note(forum_id(), &line).unwrap();
    }
    let (mut seen, mut before, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let (status, me) = relay.look(&siti, &format!("/api/me{before}")).await;
        assert_eq!((status, &me["damaged"]), (200, &json!(0)), "{me}");
        pages += 1;
        seen.extend(me["acts"].as_array().unwrap().iter().map(|it| it["line"].as_u64().unwrap()));
        if me["more"] == false {
            break;
        }
        before = format!("?before={}", seen.last().unwrap());
    }
    assert_eq!((seen.len(), pages), (1_100 + already, 2));
    assert!(seen.is_sorted_by(|a, b| a > b));
    assert_eq!(relay.look(&siti, "/api/me?before=x").await.0, 400);
    relay.stop().await;
}
