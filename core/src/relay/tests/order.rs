//! In what order things are looked at and who is served: what is wrong costs little, what may not be seen
//! is not opened, whoever takes much comes after whoever takes little.

use std::convert::Infallible;

use super::*;
use crate::frame::{Bounded, Have, Heads, Held, Hello, Push};
use crate::id::{DeviceId, DocKind};
use crate::relay::{Found, LogRow};

/// A shelf that writes down what it is asked.
#[derive(Default)]
struct Watched {
    disk: Memory,
    asked: Vec<&'static str>,
}

impl Shelf for Watched {
    type Error = Infallible;

    fn document(&mut self, doc: &DocId) -> Result<Found, Infallible> {
        self.asked.push("document");
        self.disk.document(doc)
    }

    fn mend(&mut self, doc: &DocId, changes: &[Change]) -> Result<usize, Infallible> {
        self.asked.push("mend");
        self.disk.mend(doc, changes)
    }

    fn mark(&mut self, seq: Seq) -> Result<Option<Mark>, Infallible> {
        self.disk.mark(seq)
    }

    fn heads(&mut self, doc: &DocId) -> Result<Vec<ChangeHash>, Infallible> {
        self.asked.push("heads");
        self.disk.heads(doc)
    }

    fn knows(&mut self, doc: &DocId, hashes: &[ChangeHash]) -> Result<bool, Infallible> {
        self.asked.push("knows");
        self.disk.knows(doc, hashes)
    }

    fn log_after(&mut self, after: Seq, bytes_max: usize) -> Result<Vec<LogRow>, Infallible> {
        self.asked.push("log");
        self.disk.log_after(after, bytes_max)
    }

    fn document_count(&mut self) -> Result<u64, Infallible> {
        self.asked.push("count");
        self.disk.document_count()
    }

    fn documents_after(
        &mut self,
        after: Option<&DocId>,
        docs_max: usize,
    ) -> Result<Vec<DocId>, Infallible> {
        self.asked.push("names");
        self.disk.documents_after(after, docs_max)
    }
}

fn written(by: &Phone, doc: &DocId, words: &str) -> Vec<u8> {
    let mut document = Document::new(doc.clone(), by.replica.id(), by.me.member);
    let set = |path: &str, value| Edit::Set { path: path.to_owned(), value: Value::from(value) };
    let edit = match doc.kind() {
        DocKind::Assessment => set("agreed/K1", "3"),
        DocKind::Private => {
            let key = crate::id::Ulid::new(NOW_MS, 5).to_string();
            Edit::Add { path: "entries".to_owned(), key }
        }
        _ => set("title", words),
    };
    document.edit(&edit, 1).unwrap();
    document.commit(1);
    chunk::pack(&document.changes_since(&[])).remove(0)
}

/// What the shelf was asked for, and what was answered with the names left out.
fn asked(
    forum: &mut Relay,
    shelf: &mut Watched,
    phone: &Phone,
    frame: Frame,
) -> (Vec<&'static str>, String) {
    shelf.asked.clear();
    let mut effects = forum.receive(phone.link, frame, NOW_MS, shelf).unwrap();
    let mut batch = forum.try_out(shelf, &Trial::run_each).unwrap();
    assert!(batch.entries.is_empty());
    effects.append(&mut batch.effects);
    let answers = effects.iter().map(|effect| match effect {
        Effect::Send(_, Frame::Refused(refused)) => format!("{:?}", refused.code),
        Effect::Quarantine(kept) => format!("kept aside {:?}", kept.code),
        other => format!("{other:?}"),
    });
    (shelf.asked.clone(), answers.collect())
}

#[test]
fn of_what_may_not_be_seen_nothing_is_looked_up_whether_it_is_there_or_not() {
    let (mut siti, mut budi) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Member));
    let mut second = Phone::new(3, Role::Member);
    second.me.member = budi.me.member;
    let hidden = |kind: &str, number: u128| -> DocId {
        let (one, other) = (member(11), member(12));
        let text = match kind {
            "private" => format!("private/{one}/{other}/{}", 2000 + number),
            "assessment" => format!("assessment/{one}/{}", 2000 + number),
            _ => format!("board/{}", crate::id::Ulid::new(NOW_MS, number)),
        };
        text.parse().unwrap()
    };
    let mut forum = Forum::new();
    for phone in [&mut siti, &mut budi, &mut second] {
        phone.connect(&mut forum);
    }
    forum.settle(&mut [&mut siti, &mut budi, &mut second]);
    let mut shelf = Watched { disk: std::mem::take(&mut forum.disk), ..Watched::default() };
    for kind in ["private", "assessment", "board"] {
        let (there, nowhere) = (hidden(kind, 1), hidden(kind, 2));
        let opened = crate::vet::Opened::fresh(there.kind());
        let change = chunk::unpack(&written(&siti, &there, "Rapat")).unwrap();
        shelf.disk.heads.insert(there.clone(), opened.heads());
        shelf.disk.changes.extend(change.into_iter().map(|change| (there.clone(), change)));
        let tries = |doc: &DocId| {
            let own = budi.push_of(doc, written(&budi, doc, "x"));
            let signed = second.push_of(doc, written(&second, doc, "x"));
            let held = Held { doc: doc.clone(), heads: Heads(vec![ChangeHash([9; 32])]) };
            let have = Have { docs: Bounded(vec![held]), last: true };
            [
                ("a push", Frame::Push(own.clone())),
                ("garbage", Frame::Push(budi.push_of(doc, vec![1, 2, 3]))),
                ("its bytes", Frame::Push(budi.push_of(doc, written(&siti, doc, "Rapat")))),
                ("by another phone", Frame::Push(Push { by: Some(second.me.device), ..signed })),
                ("by nobody", Frame::Push(Push { by: Some(DeviceId([77; 8])), ..own })),
                ("heads", Frame::Have(have)),
                ("being there", Frame::Here(Some(doc.clone()))),
            ]
        };
        for ((what, one), (_, other)) in tries(&there).into_iter().zip(tries(&nowhere)) {
            let said = asked(&mut forum.relay, &mut shelf, &budi, one);
            assert_eq!(said, asked(&mut forum.relay, &mut shelf, &budi, other), "{kind}: {what}");
            assert_eq!(said.0, Vec::<&str>::new(), "{kind}: {what} was looked up");
        }
    }
}

#[test]
fn what_nobody_has_signed_is_looked_into_a_few_times_and_then_put_off() {
    let (mut siti, mut thief) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Member));
    let mut forum = Forum::new();
    siti.connect(&mut forum);
    thief.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut thief]);
    let note = note_of(1);
    // well formed, of something else
    let signature = thief.push_of(&note, written(&thief, &note, "lain")).signature;
    let wrong = thief.push_of(&note, written(&thief, &note, "Rapat"));
    let wrong = Push { signature, ..wrong };
    let unreadable = thief.push_of(&note, vec![1; 2_000]);
    for push in [wrong, unreadable] {
        let mut codes = std::collections::BTreeMap::new();
        for number in 0..500 {
            let push = Frame::Push(Push { push: number, ..push.clone() });
            forum.relay.receive(thief.link, push, NOW_MS, &mut forum.disk).unwrap();
        }
        let mut turns = 0;
        while forum.relay.has_waiting() {
            turns += 1;
            let mut batch = forum.relay.try_out(&mut forum.disk, &Trial::run_each).unwrap();
            for effect in std::mem::take(&mut batch.effects) {
                if let Effect::Send(_, Frame::Refused(refused)) = effect {
                    *codes.entry(format!("{:?}", refused.code)).or_insert(0) += 1;
                }
            }
            forum.relay.stored(batch);
        }
        let looked_into: u32 =
            codes.iter().filter(|(code, _)| **code != "Busy").map(|(_, count)| *count).sum();
        assert!((1..=64).contains(&looked_into), "{codes:?} in {turns} turns");
        // whoever is honest is served meanwhile, and the hostile one an hour later
        siti.set(&note_of(2), "title", "Rapat rutin");
        forum.settle(&mut [&mut siti, &mut thief]);
        assert_eq!(siti.replica.unsent().count(), 0);
        let later = NOW_MS + 60 * 60 * 1000;
        let good = thief.push_of(&note_of(3), written(&thief, &note_of(3), "Rapat"));
        let before = forum.disk.rows.len();
        for (at, stored) in [(NOW_MS, 0), (later, 1)] {
            forum
                .relay
                .receive(thief.link, Frame::Push(good.clone()), at, &mut forum.disk)
                .unwrap();
            let batch = forum.relay.try_out(&mut forum.disk, &Trial::run_each).unwrap();
            assert_eq!(batch.entries.len(), stored);
            forum.relay.not_stored(batch, RefusalCode::Busy);
        }
        assert_eq!(forum.disk.rows.len(), before);
        forum.relay.receive(siti.link, Frame::Here(None), NOW_MS, &mut forum.disk).unwrap();
    }
}

#[test]
fn whoever_reads_much_on_many_links_keeps_nobody_waiting_who_reads_little() {
    let mut forum = Forum::new();
    let mut siti = Phone::new(1, Role::Organiser);
    for number in 1..=80 {
        siti.set(&note_of(number), "title", "Rapat rutin");
    }
    siti.connect(&mut forum);
    forum.settle(&mut [&mut siti]);
    siti.disconnect(&mut forum);
    let greedy = Phone::new(2, Role::Member);
    let hello = |phone: &Phone| Frame::Hello(Hello::first(phone.replica.id()));
    for link in 100..120 {
        forum.relay.join(LinkId(link), greedy.device(), Door::Live);
        forum.relay.receive(LinkId(link), hello(&greedy), NOW_MS, &mut forum.disk).unwrap();
    }
    for _ in 0..5 {
        let first = forum.relay.behind()[0];
        forum.relay.page(first, &mut forum.disk).unwrap();
    }
    // its number is the last, and it is the next all the same
    let newcomer = Phone::new(3, Role::Member);
    let link = LinkId(999);
    forum.relay.join(link, newcomer.device(), Door::Live);
    forum.relay.receive(link, hello(&newcomer), NOW_MS, &mut forum.disk).unwrap();
    let mut others = 0;
    while forum.relay.is_behind(link) {
        let next = forum.relay.behind()[0];
        others += u32::from(next != link);
        forum.relay.page(next, &mut forum.disk).unwrap();
    }
    assert!(others <= 5, "{others} pages of somebody else came between");
}

fn note_of(number: u128) -> DocId {
    DocId::note(crate::id::Ulid::new(NOW_MS, number))
}
