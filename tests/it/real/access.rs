//! Who may see and write what, asked at the real doors by devices that try it.

use std::time::Duration;

use paguyuban::document::Edit;
use paguyuban::frame::{Bounded, Changed, Frame, Have, Heads, Held, RefusalCode, Refused, Stored};
use paguyuban::id::{DocId, DocKind, MemberId, Ulid};
use paguyuban_tests::office::{Office, set};
use paguyuban_tests::phone::{Door, Phone, Tampered};

const PATIENCE: Duration = Duration::from_secs(20);
const ROLES: [&str; 4] = ["organiser", "member", "viewer", "supervisor"];
/// What a person of each role may do with a document: `w` writes and reads, `r` reads, `-` neither.
const TABLE: [(&str, &str); 17] = [
    ("member/ME", "wwrr"),
    ("member/OTHER", "wrrr"),
    ("log/33.02.19.2003/2026", "wwrr"),
    ("note/OTHER", "wwrr"),
    ("board/OTHER", "w---"),
    ("settings", "wrrr"),
    ("private/ME/OTHER/2026", "wwww"),
    ("private/OTHER/ME/2026", "wwww"),
    ("private/OTHER/THIRD/2026", "----"),
    ("assessment/ME/2026", "wrrw"),
    ("assessment/ME/2026-2", "wrrw"),
    ("assessment/OTHER/2026-1", "w--w"),
    ("event/OTHER", "wwrr"),
    ("problems/33.02.19.2003", "wwrr"),
    ("posts", "wwrr"),
    ("own/ME/2026", "wwww"),
    ("own/OTHER/2026", "r--r"),
];

/// The document of a row of the table.
fn named(text: &str, me: MemberId, other: MemberId) -> DocId {
    let third = MemberId(Ulid::new(1_764_000_000_000, 3));
    let people = [("ME", me), ("OTHER", other), ("THIRD", third)];
    let replace =
        |text: String, (name, member): (&str, MemberId)| text.replace(name, &member.to_string());
    people.into_iter().fold(text.to_owned(), replace).parse().unwrap()
}

/// Something that fits a document of any kind; different for each number.
fn edit(doc: &DocId, number: u128) -> Edit {
    match doc.kind() {
        DocKind::Member => set("nickname", &format!("Panggilan {number}")),
        DocKind::Note | DocKind::Board | DocKind::Event => set("title", &format!("Rapat {number}")),
        DocKind::Log | DocKind::Private => {
            Edit::Add { path: "entries".to_owned(), key: Ulid::new(3, number).to_string() }
        }
        DocKind::Problems => {
            Edit::Add { path: "problems".to_owned(), key: Ulid::new(3, number).to_string() }
        }
        DocKind::Posts => {
            Edit::Add { path: "tenures".to_owned(), key: Ulid::new(3, number).to_string() }
        }
        DocKind::Own => set(&format!("own_grades/K{}", 1 + number % 9), "3"),
        DocKind::Settings => set("kecamatan", &format!("Kecamatan {number}")),
        DocKind::Assessment => set(&format!("agreed/K{}", 1 + number % 9), "3"),
    }
}

/// What the relay said to the push of this document.
fn answer(frames: &[Frame]) -> Result<(), RefusalCode> {
    let answers = frames.iter().filter_map(|frame| match frame {
        Frame::Stored(Stored { .. }) => Some(Ok(())),
        Frame::Refused(Refused { code, .. }) => Some(Err(*code)),
        _ => None,
    });
    let mut answers = answers.collect::<Vec<_>>();
    assert_eq!(answers.len(), 1, "{frames:?}");
    answers.remove(0)
}

fn mentions(frames: &[Frame], doc: &DocId) -> bool {
    frames.iter().any(|frame| match frame {
        Frame::Changed(Changed { doc: of, .. }) => of == doc,
        other => format!("{other:?}").contains(doc.as_str()),
    })
}

/// A phone of one role, and a document of which somebody else has written already.
struct Cell<'a> {
    role: &'a str,
    row: &'a str,
    doc: DocId,
    allowed: char,
    me: Tampered,
}

impl Cell<'_> {
    async fn check(&self, door: Door, number: u128) {
        let what = format!("{} and {} by {door:?}", self.role, self.row);
        let (reads, writes) = (self.allowed != '-', self.allowed == 'w');
        let seen = self.me.say(door, Vec::new()).await.unwrap();
        assert_eq!(mentions(&seen, &self.doc), reads, "reading: {what}");

        // whether it has changes, and who is there, is told to nobody either
        let held =
            Held { doc: self.doc.clone(), heads: Heads(vec![automerge::ChangeHash([9; 32])]) };
        let asked = vec![
            Frame::Have(Have { docs: Bounded(vec![held]), last: true }),
            Frame::Here(Some(self.doc.clone())),
        ];
        if door == Door::Post {
            let told = self.me.say(door, asked).await.unwrap();
            assert_eq!(mentions(&told, &self.doc), reads, "asking: {what}");
        }

        let me = Tampered {
            replica: Tampered::of(&self.me.identity).unwrap().replica,
            ..self.me.clone()
        };
        let push = me.push(&self.doc, &edit(&self.doc, number)).unwrap();
        let told = me.say(door, vec![Frame::Push(push)]).await.unwrap();
        let expected = if writes { Ok(()) } else { Err(RefusalCode::NotAllowed) };
        assert_eq!(answer(&told), expected, "writing: {what}");
    }
}

#[tokio::test]
async fn every_role_can_do_with_every_kind_of_document_what_the_table_says_and_no_more() {
    let mut office = Office::open().unwrap();
    let siti = office.phone("organiser").await.unwrap();
    let other = siti.identity().member;
    let writer = Tampered::of(siti.identity()).unwrap();
    let mut number = 0;
    for (column, role) in ROLES.into_iter().enumerate() {
        let me = Tampered::of(office.phone(role).await.unwrap().identity()).unwrap();
        for (row, cells) in TABLE {
            let doc = named(row, me.identity.member, other);
            // what is somebody's alone to write is there because they wrote it
            let by = if row.starts_with("own/ME") { &me } else { &writer };
            let replica = Tampered::of(&by.identity).unwrap().replica;
            let writer = Tampered { replica, ..by.clone() };
            number += 1;
            let written = writer.push(&doc, &edit(&doc, number)).unwrap();
            let told = writer.say(Door::Post, vec![Frame::Push(written)]).await.unwrap();
            assert_eq!(answer(&told), Ok(()), "somebody writes {doc}");
            let allowed = cells.chars().nth(column).unwrap();
            let cell = Cell { role, row, doc, allowed, me: me.clone() };
            for door in [Door::Post, Door::Live] {
                number += 1;
                cell.check(door, number).await;
            }
        }
    }
    office.check().unwrap();
}

#[tokio::test]
async fn an_open_link_hears_of_what_its_person_may_see_and_of_nothing_else() {
    let mut office = Office::open().unwrap();
    let siti = office.phone("organiser").await.unwrap();
    let other = siti.identity().member;
    for (column, role) in ROLES.into_iter().enumerate() {
        let mut me = office.phone(role).await.unwrap().live().await.unwrap();
        me.until(PATIENCE, Phone::is_caught_up).await.unwrap();
        let member = me.phone().identity().member;
        let docs = TABLE.map(|(row, _)| named(row, member, other));
        // the last one can be seen by everybody, so that what comes before it would have come
        let end = named("note/THIRD", member, other);
        for (at, doc) in docs.iter().chain([&end]).enumerate() {
            let own = TABLE.get(at).is_some_and(|(row, _)| row.starts_with("own/ME"));
            let by = if own { me.phone().identity() } else { siti.identity() };
            let writer = Tampered::of(by).unwrap();
            let number = (100 * column + at) as u128;
            let push = writer.push(doc, &edit(doc, number)).unwrap();
            let told = writer.say(Door::Live, vec![Frame::Push(push)]).await.unwrap();
            assert_eq!(answer(&told), Ok(()));
        }
        let seq = me.phone().contents().standing.cursor.0 + docs.len() as u64 + 1;
        me.until(PATIENCE, |phone| phone.contents().standing.cursor.0 >= seq).await.unwrap();
        for (doc, (row, cells)) in docs.iter().zip(TABLE) {
            let sees = cells.chars().nth(column).unwrap() != '-';
            let there = me.phone().contents().docs.contains_key(doc);
            assert_eq!(there, sees, "{role} hears of {row}");
        }
    }
}

#[tokio::test]
async fn a_document_that_may_not_be_seen_and_one_that_is_not_there_get_the_same_answers() {
    let mut office = Office::open().unwrap();
    let siti = office.phone("organiser").await.unwrap();
    let me = Tampered::of(office.phone("member").await.unwrap().identity()).unwrap();
    let writer = Tampered::of(siti.identity()).unwrap();
    let [there, nowhere]: [DocId; 2] =
        [1, 2].map(|number| format!("board/{}", Ulid::new(4, number)).parse().unwrap());
    let written = writer.push(&there, &edit(&there, 1)).unwrap();
    writer.say(Door::Post, vec![Frame::Push(written.clone())]).await.unwrap();

    let mut answers = Vec::new();
    for doc in [&there, &nowhere] {
        let held = Held { doc: doc.clone(), heads: Heads(Vec::new()) };
        // its own change, the very change that is stored there, and garbage
        let own = me.push(doc, &edit(doc, 2)).unwrap();
        let copied = me.signed(doc, written.chunk.to_vec());
        let garbage = me.signed(doc, vec![1, 2, 3]);
        let asked = vec![
            Frame::Have(Have { docs: Bounded(vec![held]), last: true }),
            Frame::Here(Some(doc.clone())),
            Frame::Push(own),
            Frame::Push(copied),
            Frame::Push(garbage),
        ];
        let told = me.say(Door::Post, asked).await.unwrap();
        let said = told.iter().skip(1).map(|frame| format!("{frame:?}"));
        answers.push(said.map(|text| text.replace(doc.as_str(), "DOC")).collect::<Vec<_>>());
    }
    assert!(answers[0].iter().any(|said| said.contains("NotAllowed")), "{:?}", answers[0]);
    assert_eq!(answers[0], answers[1]);
}
