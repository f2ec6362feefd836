//! Lists for a spreadsheet, over the real door: what stands in them, cell by cell, and who reads them.

use hyper::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, HeaderName, IF_NONE_MATCH};
use paguyuban::id::DocId;
use paguyuban_server::sign_in::new_secret;
use paguyuban_tests::office::{note, set};
use paguyuban_tests::phone::files::ask;
use paguyuban_tests::phone::{Phone, Tampered};
use serde_json::{Value as Json, json};

use crate::feed_scene::{NEVER, PRIVATE, Scene, VILLAGE, act, code, key};

const TABLES: [&str; 6] = ["entries", "follow_ups", "events", "minutes", "problems", "posts"];

#[tokio::test]
async fn each_list_has_its_cells_and_without_the_flag_none_of_a_person() {
    let scene = Scene::new().await;
    let open = scene.feed(100, &TABLES, false).await;
    let personal = scene.feed(101, &TABLES, true).await;
    let me = scene.siti.identity().member.to_string();
    for table in TABLES {
        for form in ["csv", "json"] {
            let text = scene.text(&format!("{table}.{form}"), &open).await;
            for never in
                [PRIVATE, NEVER, "+6281234567890", me.as_str(), "names", "holder", "\"what\""]
            {
                assert!(!text.contains(never), "{table}.{form} has {never}: {text}");
            }
            let text = scene.text(&format!("{table}.{form}"), &personal).await;
            for never in [NEVER, "+6281234567890", me.as_str()] {
                assert!(!text.contains(never), "{table}.{form} has {never}: {text}");
            }
        }
    }
    let lines = |text: &str| {
        text.trim_start_matches('\u{feff}')
            .trim_end()
            .split("\r\n")
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let entries = scene.text("entries.csv", &open).await;
    assert!(entries.starts_with('\u{feff}'));
    assert_eq!(lines(&entries), [
        "id;date;village;village_name;kind;medium;competences;topic;state;stage;mentors;mentees;amount_rp".to_owned(),
        format!("{};2026-03-02;{VILLAGE};\"Suka;maju\";konsultasi;telepon;\"K1, K3\";'=1+1;selesai;;1;1;250000", key(1)),
    ]);
    let named = scene.text("entries.csv", &personal).await;
    assert!(lines(&named)[0].ends_with(";amount_rp;mentor_names;mentee_names"));
    assert!(lines(&named)[1].ends_with(";250000;Dra. Zulaikha;Dra. Zulaikha"), "{named}");
    let told: Json = serde_json::from_str(&scene.text("follow_ups.json", &personal).await).unwrap();
    assert_eq!(told["forum"], "Paguyuban Uji");
    assert_eq!(
        told["rows"],
        json!([
            { "of": "note", "id": key(7), "date": "2026-05-05", "due_on": null, "state": "done", "done_on": "2026-05-09",
              "village": null, "village_name": null, "what": PRIVATE, "assignee_names": null },
            { "of": "entry", "id": key(5), "date": "2026-03-02", "due_on": "2026-04-01", "state": "open", "done_on": null,
              "village": VILLAGE, "village_name": "Suka;maju", "what": PRIVATE, "assignee_names": "Dra. Zulaikha" },
        ])
    );
    let minutes = scene.text("minutes.csv", &open).await;
    let id = note(1).as_str()[5..].to_owned();
    assert_eq!(
        lines(&minutes)[1..],
        [format!("{id};2026-05-05;'-7/2026;\"Rapat \"\"besar\"\"\";;draf;1;1;1;1;4")]
    );
    let events = scene.text("events.csv", &personal).await;
    assert_eq!(
        lines(&events)[1..],
        [format!("{};2026-06-01;;;Pelatihan;;;0;1;0;0;;Dra. Zulaikha;", key(9))]
    );
    let problems = scene.text("problems.csv", &open).await;
    assert_eq!(
        lines(&problems)[1..],
        [format!("{};{VILLAGE};\"Suka;maju\";lainnya;2;2026-01-01;open;;", key(8))]
    );
    let posts = scene.text("posts.csv", &personal).await;
    assert_eq!(lines(&posts).len(), 9, "every usual position: {posts}");
    let head =
        format!("{VILLAGE}/kepala_desa;{VILLAGE};\"Suka;maju\";kepala_desa;acting;Dra. Zulaikha");
    assert!(lines(&posts).contains(&head), "{posts}");
    assert!(posts.contains("kasi_pelayanan;unknown;"));
}

#[tokio::test]
async fn only_with_a_key_that_was_not_ended_and_only_what_it_says() {
    let mut scene = Scene::new().await;
    let feed = scene.feed(100, &["problems", "entries"], false).await;
    assert_eq!(code(&scene.read("posts.csv", &feed).await), (403, "not_allowed".to_owned()));
    assert_eq!(code(&scene.read("members.csv", &feed).await), (404, "unknown".to_owned()));
    let signed_out = (401, "signed_out".to_owned());
    assert_eq!(code(&scene.read("entries.csv", "").await), signed_out);
    assert_eq!(code(&scene.read("entries.csv", &"a".repeat(40)).await), signed_out);
    let origin = scene.office.relay().unwrap().origin().to_owned();
    let header = [(AUTHORIZATION, format!("Bearer {feed}"))];
    let given = ask(&origin, "/api/feed/entries.csv", &header).await.unwrap();
    assert_eq!(
        (given.status, given.headers[CONTENT_TYPE].to_str().unwrap()),
        (200, "text/csv; charset=utf-8; header=present")
    );
    // what is the same is not sent again, and what is another is
    let tag: (HeaderName, String) =
        (IF_NONE_MATCH, given.headers[ETAG].to_str().unwrap().to_owned());
    let path = format!("/api/feed/entries.csv?key={feed}");
    assert_eq!(ask(&origin, &path, std::slice::from_ref(&tag)).await.unwrap().status, 304);
    let log: DocId = format!("log/{VILLAGE}/2026").parse().unwrap();
    scene.siti.edit(&log, set(&format!("entries/{}/state", key(1)), "ditunda")).unwrap();
    scene.siti.sync().await.unwrap();
    let given = ask(&origin, &path, &[tag]).await.unwrap();
    assert_eq!(given.status, 200);
    assert!(String::from_utf8_lossy(&given.bytes).contains(";ditunda;"));
    // a token reads no list, and a key no document
    let token = scene.siti.identity().token.clone();
    assert_eq!(code(&scene.read("entries.csv", &token).await), signed_out);
    let as_token = [(AUTHORIZATION, format!("Bearer {feed}"))];
    assert_eq!(ask(&origin, "/api/me", &as_token).await.unwrap().status, 401);

    let overview: Json = serde_json::from_str(&scene.desk.overview().await.unwrap()).unwrap();
    let shown = &overview["feeds"][0];
    assert_eq!(
        (&shown["tables"], &shown["personal"]),
        (&json!(["entries", "problems"]), &json!(false))
    );
    assert!(shown["used_ms"].is_u64() && shown["ended_ms"].is_null(), "{shown}");
    assert!(!overview.to_string().contains(&feed));
    let end = json!({ "act": "feed_end", "feed": key(100) });
    assert_eq!(scene.desk.act(end.clone()).await.unwrap().0, 200);
    assert_eq!(scene.desk.act(end).await.unwrap().0, 404);
    assert_eq!(code(&scene.read("entries.csv", &feed).await), signed_out);
    let said = scene.office.operate(&["audit", "--forum", scene.office.forum()]).unwrap();
    assert!(
        said.contains("feed_added")
            && said.contains("entries problems")
            && said.contains("feed_ended"),
        "{said}"
    );
    scene.office.check().unwrap();
}

#[tokio::test]
async fn what_an_organiser_made_ends_with_their_role_and_only_organisers_make_it() {
    let mut scene = Scene::new().await;
    let budi = scene.office.phone("organiser").await.unwrap();
    let member = scene.office.phone("member").await.unwrap();
    let (made, secret) = (Tampered::of(budi.identity()).unwrap(), new_secret::<20>());
    assert_eq!(made.act(act(1, &secret, &["entries"], true)).await.unwrap().0, 200);
    assert_eq!(scene.read("entries.csv", &secret).await.status, 200);
    let cannot = Tampered::of(member.identity()).unwrap();
    assert_eq!(cannot.act(act(2, "x", &["entries"], true)).await.unwrap().0, 403);
    for tables in [&[][..], &["entries", "entries"], &["members"]] {
        assert_eq!(scene.desk.act(act(3, "y", tables, false)).await.unwrap().0, 400);
    }
    assert_eq!(scene.desk.act(act(1, "z", &["entries"], false)).await.unwrap().0, 400, "taken");
    let demote = json!({ "act": "set_role", "member": budi.identity().member, "role": "member" });
    assert_eq!(scene.desk.act(demote).await.unwrap().0, 200);
    assert_eq!(scene.read("entries.csv", &secret).await.status, 401);
    let overview: Json = serde_json::from_str(&scene.desk.overview().await.unwrap()).unwrap();
    assert!(overview["feeds"][0]["ended_ms"].is_u64(), "{}", overview["feeds"]);
    for number in 0..20 {
        scene.feed(100 + number, &["posts"], false).await;
    }
    let (status, said) = scene.desk.act(act(200, "w", &["posts"], false)).await.unwrap();
    assert!(status == 409 && said.contains("too_many"), "{said}");
}

#[tokio::test]
async fn what_is_erased_is_in_no_list_any_more_and_what_was_read_is_forgotten() {
    let scene = Scene::new().await;
    let feed = scene.feed(100, &["minutes", "entries"], true).await;
    assert!(scene.text("minutes.csv", &feed).await.contains("Rapat"));
    assert_eq!(scene.desk.act(json!({ "act": "erase", "doc": note(1) })).await.unwrap().0, 200);
    assert!(!scene.text("minutes.csv", &feed).await.contains("Rapat"));
    let card = DocId::member(scene.siti.identity().member);
    assert!(scene.text("entries.csv", &feed).await.contains(PRIVATE));
    assert_eq!(scene.desk.act(json!({ "act": "erase", "doc": card })).await.unwrap().0, 200);
    assert!(!scene.text("entries.csv", &feed).await.contains(PRIVATE));
}

#[tokio::test]
async fn wrong_keys_are_limited_per_address_and_none_is_in_the_log() {
    let home = tempfile::TempDir::new().unwrap();
    let data = home.path().join("data");
    let forum = paguyuban_tests::relay::new_forum(&data).unwrap();
    let log = home.path().join("log");
    let file = std::fs::File::create(&log).unwrap();
    let relay = paguyuban_tests::relay::Relay::start_guarded(&data, file).unwrap();
    let link = relay.invite(&forum, "organiser").unwrap();
    let siti = Phone::join(&link, &home.path().join("phone")).await.unwrap();
    let key = new_secret::<20>();
    let desk = Tampered::of(siti.identity()).unwrap();
    assert_eq!(desk.act(act(1, &key, &["posts"], false)).await.unwrap().0, 200);
    let wrong = "b".repeat(40);
    let mut limited = 0;
    for _ in 0..100 {
        let path = format!("/api/feed/posts.csv?key={wrong}");
        limited += usize::from(ask(relay.origin(), &path, &[]).await.unwrap().status == 429);
    }
    assert!((30..=40).contains(&limited), "{limited}");
    // who has the right one comes in all the same
    let path = format!("/api/feed/posts.csv?key={key}");
    assert_eq!(ask(relay.origin(), &path, &[]).await.unwrap().status, 200);
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(!said.contains(&key) && !said.contains(&wrong), "{said}");
}
