//! A forum with one of everything, and keys to read lists of it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use paguyuban::document::{Edit, Value};
use paguyuban::id::{DocId, Ulid};
use paguyuban_server::sign_in::{hash_of, new_secret};
use paguyuban_tests::office::{Office, note, set};
use paguyuban_tests::phone::files::{Given, ask};
use paguyuban_tests::phone::{Phone, Tampered};
use serde_json::{Value as Json, json};

pub(crate) const VILLAGE: &str = "33.02.19.2003";
/// In everything that a feed without names must not hold, and in what no feed holds.
pub(crate) const PRIVATE: &str = "Zulaikha";
pub(crate) const NEVER: &str = "Rahasia";

/// What is written: a document, where in it, and what. `+` begins a record, `<` puts into a set, `~` types into a
/// text, `#` is a number, `^` a counter. `K1` is the name of a record, `ME` the person.
const WRITTEN: &str = "
    settings | villages/VILLAGE | Suka;maju
    member/ME | full_name | Zulaikha
    member/ME | title_prefix | Dra.
    member/ME | phone | +6281234567890
    member/ME | ~note | Rahasia
    log/VILLAGE/2026 | +entries/K1 |
    log/VILLAGE/2026 | entries/K1/date | 2026-03-02
    log/VILLAGE/2026 | entries/K1/kind | konsultasi
    log/VILLAGE/2026 | entries/K1/medium | telepon
    log/VILLAGE/2026 | entries/K1/topic | =1+1
    log/VILLAGE/2026 | entries/K1/state | selesai
    log/VILLAGE/2026 | #entries/K1/amount_rp | 250000
    log/VILLAGE/2026 | <entries/K1/mentors | ME
    log/VILLAGE/2026 | <entries/K1/mentees | ME
    log/VILLAGE/2026 | <entries/K1/competences | K1
    log/VILLAGE/2026 | <entries/K1/competences | K3
    log/VILLAGE/2026 | ~entries/K1/notes | Rahasia
    log/VILLAGE/2026 | ~entries/K1/result | Rahasia
    log/VILLAGE/2026 | +entries/K1/follow_ups/K5 |
    log/VILLAGE/2026 | entries/K1/follow_ups/K5/what | Zulaikha
    log/VILLAGE/2026 | entries/K1/follow_ups/K5/due_on | 2026-04-01
    log/VILLAGE/2026 | entries/K1/follow_ups/K5/assignee | ME
    log/VILLAGE/2026 | +entries/K2 |
    log/VILLAGE/2026 | entries/K2/topic | Rahasia
    log/VILLAGE/2026 | entries/K2/archived_on | 2026-03-03
    note/K1 | form | notulensi
    note/K1 | title | Rapat \"besar\"
    note/K1 | date | 2026-05-05
    note/K1 | number | -7/2026
    note/K1 | attendance/ME | hadir
    note/K1 | ^guests | 4
    note/K1 | ~body | Rahasia
    note/K1 | +decisions/K6 |
    note/K1 | decisions/K6/text | Rahasia
    note/K1 | +follow_ups/K7 |
    note/K1 | follow_ups/K7/what | Zulaikha
    note/K1 | follow_ups/K7/state | done
    note/K1 | follow_ups/K7/done_on | 2026-05-09
    note/K2 | form | bebas
    note/K2 | title | Rahasia
    note/K3 | form | notulensi
    note/K3 | title | Rahasia
    note/K3 | archived_on | 2026-01-01
    event/K9 | title | Pelatihan
    event/K9 | date | 2026-06-01
    event/K9 | attendance/ME | izin
    event/K8 | title | Rahasia
    event/K8 | archived_on | 2026-06-01
    board/K9 | form | notulensi
    board/K9 | title | Rahasia
    board/K9 | date | 2026-06-02
    problems/VILLAGE | +problems/K8 |
    problems/VILLAGE | problems/K8/category | lainnya
    problems/VILLAGE | problems/K8/severity | 2
    problems/VILLAGE | problems/K8/since | 2026-01-01
    problems/VILLAGE | problems/K8/title | Rahasia
    posts | +tenures/K4 |
    posts | tenures/K4/village_code | VILLAGE
    posts | tenures/K4/position | kepala_desa
    posts | tenures/K4/holder | ME
    posts | tenures/K4/from | 2020-01-01
    posts | tenures/K4/position_status | pj
";

pub(crate) struct Scene {
    pub(crate) office: Office,
    pub(crate) siti: Phone,
    pub(crate) desk: Tampered,
}

pub(crate) fn key(number: u128) -> String {
    Ulid::new(1_764_000_000_000, number).to_string()
}

fn edit(path: &str, value: &str) -> Edit {
    let (first, rest) = path.split_at(1);
    let path = rest.to_owned();
    match first {
        "+" => {
            let (map, key) = rest.rsplit_once('/').unwrap();
            Edit::Add { path: map.to_owned(), key: key.to_owned() }
        }
        "<" => Edit::Include { path, key: value.to_owned() },
        "~" => Edit::Splice { path, at: 0, delete: 0, insert: value.to_owned() },
        "#" => Edit::Set { path, value: Value::Int(value.parse().unwrap()) },
        "^" => Edit::Increment { path, by: value.parse().unwrap() },
        _ => set(&format!("{first}{rest}"), value),
    }
}

impl Scene {
    pub(crate) async fn new() -> Self {
        let mut office = Office::open().unwrap();
        let siti = office.phone("organiser").await.unwrap();
        let desk = Tampered::of(siti.identity()).unwrap();
        let mut scene = Self { office, siti, desk };
        scene.write();
        scene.siti.sync().await.unwrap();
        assert_eq!(scene.siti.unsent(), 0, "{:?}", scene.siti.refusals());
        scene
    }

    fn write(&mut self) {
        let me = self.siti.identity().member.to_string();
        let told = WRITTEN.replace("VILLAGE", VILLAGE).replace("ME", &me);
        for line in told.trim().lines() {
            let mut parts = line.split('|').map(str::trim);
            let mut next = || parts.next().unwrap();
            let (doc, path, value) = (next(), next(), next());
            let named = |text: &str| -> String {
                (1..=9).fold(text.to_owned(), |text, number| {
                    text.replace(&format!("/K{number}"), &format!("/{}", key(number)))
                })
            };
            let doc: DocId = named(doc).parse().unwrap();
            self.siti.edit(&doc, edit(&named(path), value)).unwrap();
        }
        assert!(self.siti.contents().docs.contains_key(&note(1)));
    }

    /// Makes a feed; its key.
    pub(crate) async fn feed(&self, number: u128, tables: &[&str], personal: bool) -> String {
        let key = new_secret::<20>();
        let act = act(number, &key, tables, personal);
        assert_eq!(self.desk.act(act).await.unwrap(), (200, r#"{"done":true}"#.to_owned()));
        key
    }

    pub(crate) async fn read(&self, file: &str, key: &str) -> Given {
        let origin = self.office.relay().unwrap().origin();
        ask(origin, &format!("/api/feed/{file}?key={key}"), &[]).await.unwrap()
    }

    pub(crate) async fn text(&self, file: &str, key: &str) -> String {
        let given = self.read(file, key).await;
        assert_eq!(given.status, 200, "{file}: {}", String::from_utf8_lossy(&given.bytes));
        String::from_utf8(given.bytes).unwrap()
    }
}

pub(crate) fn act(number: u128, secret: &str, tables: &[&str], personal: bool) -> Json {
    json!({
        "act": "feed_add", "feed": key(number), "secret_hash": URL_SAFE_NO_PAD.encode(hash_of(secret).0),
        "label": "Dinas", "tables": tables, "personal": personal,
    })
}

pub(crate) fn code(given: &Given) -> (u16, String) {
    let said: Json = serde_json::from_slice(&given.bytes).unwrap_or_default();
    (given.status, said["code"].as_str().unwrap_or_default().to_owned())
}
