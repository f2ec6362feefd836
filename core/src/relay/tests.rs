use std::convert::Infallible;

use automerge::Change;

use super::*;
use crate::access::Role;
use crate::chunk;
use crate::document::{Edit, Value};
use crate::id::{DocKind, MemberId, Ulid};
use crate::replica::{self, Opening, Replica, Standing, Ticks};

/// The relay's disk, in memory.
#[derive(Default)]
struct Memory {
    rows: Vec<LogRow>,
    changes: Vec<(DocId, Change)>,
    heads: BTreeMap<DocId, Vec<ChangeHash>>,
}

impl Memory {
    fn append(&mut self, batch: &Batch) {
        for entry in &batch.entries {
            self.rows.push(LogRow {
                seq: entry.seq,
                doc: entry.doc.clone(),
                device: entry.device,
                replica: entry.replica,
                chunk: entry.chunk.clone(),
            });
            self.changes
                .extend(entry.changes.iter().map(|change| (entry.doc.clone(), change.clone())));
            self.heads.insert(entry.doc.clone(), entry.heads.clone());
        }
    }
}

impl Shelf for Memory {
    type Error = Infallible;

    fn document(&mut self, doc: &DocId) -> Result<Option<StoredDocument>, Infallible> {
        let tail: Vec<Change> = self
            .changes
            .iter()
            .filter(|(of, _)| of == doc)
            .map(|(_, change)| change.clone())
            .collect();
        Ok((!tail.is_empty()).then_some(StoredDocument { snapshot: None, tail }))
    }

    fn heads(&mut self, doc: &DocId) -> Result<Vec<ChangeHash>, Infallible> {
        Ok(self.heads.get(doc).cloned().unwrap_or_default())
    }

    fn knows(&mut self, doc: &DocId, hashes: &[ChangeHash]) -> Result<bool, Infallible> {
        let known = |hash: &ChangeHash| {
            self.changes.iter().any(|(of, change)| of == doc && change.hash() == *hash)
        };
        Ok(hashes.iter().all(known))
    }

    fn log_after(&mut self, after: Seq, bytes_max: usize) -> Result<Vec<LogRow>, Infallible> {
        let mut bytes = 0;
        let rows = self.rows.iter().filter(|row| row.seq > after);
        Ok(rows
            .take_while(|row| {
                let room = bytes < bytes_max;
                bytes += row.chunk.len();
                room
            })
            .cloned()
            .collect())
    }

    fn documents_after(
        &mut self,
        after: Option<&DocId>,
        docs_max: usize,
    ) -> Result<Vec<DocId>, Infallible> {
        Ok(self
            .heads
            .keys()
            .filter(|doc| after.is_none_or(|after| *doc > after))
            .take(docs_max)
            .cloned()
            .collect())
    }
}

/// A phone with its disk: everything it appended, from which it can be started again.
struct Phone {
    link: LinkId,
    me: Me,
    replica: Replica,
    standing: Standing,
    ledgers: BTreeMap<DocId, replica::Ledger>,
    chunks: BTreeMap<DocId, BTreeMap<String, Vec<u8>>>,
    snapshots: BTreeMap<DocId, Vec<u8>>,
    sent: Vec<Frame>,
}

const DOOR: Door = Door::Live;
const NOW_MS: u64 = 1_764_000_000_000;

fn member(number: u128) -> MemberId {
    MemberId(Ulid::new(1, number))
}

impl Phone {
    fn new(number: u8, role: Role) -> Self {
        let me = Me { device: DeviceId([number; 8]), member: member(u128::from(number)), role };
        let standing = Standing::default();
        let replica = Self::start(me, 1, &standing, &BTreeMap::new());
        Self {
            link: LinkId(u64::from(number)),
            me,
            replica,
            standing,
            ledgers: BTreeMap::new(),
            chunks: BTreeMap::new(),
            snapshots: BTreeMap::new(),
            sent: Vec::new(),
        }
    }

    fn start(
        me: Me,
        nonce: u8,
        standing: &Standing,
        ledgers: &BTreeMap<DocId, replica::Ledger>,
    ) -> Replica {
        Replica::new(Opening {
            id: ReplicaId::new(me.device, [nonce; 8]),
            member: me.member,
            role: me.role,
            standing: standing.clone(),
            ledgers: ledgers.clone(),
            receipts: Vec::new(),
        })
    }

    fn restart(&mut self, nonce: u8) {
        self.replica = Self::start(self.me, nonce, &self.standing, &self.ledgers);
        self.sent.clear();
    }

    fn perform(&mut self, effects: Vec<replica::Effect>) {
        for effect in effects {
            match effect {
                replica::Effect::Append(append) => self.append(append),
                replica::Effect::Send(frame) => self.sent.push(frame),
                replica::Effect::HangUp => panic!("the link was dropped"),
                replica::Effect::Show(_) | replica::Effect::Tell(_) => {}
            }
        }
    }

    fn append(&mut self, append: replica::Append) {
        for record in append.docs {
            let chunks = self.chunks.entry(record.doc.clone()).or_default();
            record.drop.iter().for_each(|key| drop(chunks.remove(key)));
            chunks.extend(record.chunk);
            if let Some(snapshot) = record.snapshot {
                self.snapshots.insert(record.doc.clone(), snapshot);
            }
            self.ledgers.insert(record.doc, record.ledger);
        }
        if let Some(standing) = append.standing {
            self.standing = standing;
        }
    }

    fn load(&mut self, doc: &DocId) {
        if !self.replica.is_open(doc) {
            let chunks: Vec<Vec<u8>> =
                self.chunks.get(doc).into_iter().flat_map(|c| c.values().cloned()).collect();
            let snapshot = self.snapshots.get(doc).map(Vec::as_slice);
            let effects = self.replica.load(doc, snapshot, &chunks, Vec::new());
            assert!(effects.is_empty(), "{doc} is damaged");
        }
    }

    fn set(&mut self, doc: &DocId, path: &str, value: &str) {
        self.load(doc);
        let edit = Edit::Set { path: path.to_owned(), value: Value::from(value) };
        let effects = self.replica.edit(doc, edit, 1_764_000_000).unwrap();
        self.perform(effects);
        let effects = self.replica.commit(doc, 1_764_000_000);
        self.perform(effects);
    }

    fn connect(&mut self, forum: &mut Forum) {
        for doc in self.replica.needs_to_connect() {
            self.load(&doc);
        }
        forum.relay.join(self.link, self.me, DOOR);
        let effects = self.replica.connect();
        self.perform(effects);
    }

    fn disconnect(&mut self, forum: &mut Forum) {
        self.replica.disconnect();
        forum.relay.leave(self.link);
        self.sent.clear();
    }

    fn field(&mut self, doc: &DocId, path: &str) -> String {
        self.load(doc);
        let view = self.replica.view(doc).unwrap();
        view.at(path).and_then(Value::as_str).unwrap_or_default().to_owned()
    }
}

struct Forum {
    relay: Relay,
    disk: Memory,
    quarantined: usize,
}

impl Forum {
    fn new() -> Self {
        Self {
            relay: Relay::new(Epoch([1; 8]), Seq(0), BTreeMap::new()),
            disk: Memory::default(),
            quarantined: 0,
        }
    }

    /// Carries frames to and fro until nobody has anything to say.
    fn settle(&mut self, phones: &mut [&mut Phone]) {
        for _ in 0..100 {
            let mut effects = Vec::new();
            for phone in phones.iter_mut() {
                for frame in std::mem::take(&mut phone.sent) {
                    effects.extend(
                        self.relay.receive(phone.link, frame, NOW_MS, &mut self.disk).unwrap(),
                    );
                }
            }
            let batch = self.relay.try_out(&mut self.disk, &|trial| trial.run()).unwrap();
            self.disk.append(&batch);
            effects.extend(self.relay.stored(batch));
            for link in self.relay.behind() {
                effects.extend(self.relay.page(link, &mut self.disk).unwrap());
            }
            if effects.is_empty() {
                return;
            }
            self.deliver(effects, phones);
        }
        panic!("they never stop talking");
    }

    fn deliver(&mut self, effects: Vec<Effect>, phones: &mut [&mut Phone]) {
        for effect in effects {
            match effect {
                Effect::Send(link, frame) => {
                    // what travels is bytes
                    let frame = Frame::from_bytes(&frame.to_bytes(), 1 << 22).unwrap();
                    let phone = phones.iter_mut().find(|phone| phone.link == link).unwrap();
                    for doc in phone.replica.needs(&frame) {
                        phone.load(&doc);
                    }
                    let effects = phone.replica.receive(frame, NOW_MS);
                    phone.perform(effects);
                }
                Effect::Quarantine(_) => self.quarantined += 1,
                Effect::Close(_, code) => panic!("closed: {code:?}"),
                Effect::Done(_) | Effect::Snapshot { .. } => {}
            }
        }
    }
}

fn card(number: u128) -> DocId {
    DocId::member(member(number))
}

#[test]
fn edits_made_offline_on_two_phones_reach_both_after_reconnecting() {
    let (mut forum, mut siti, mut budi) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    siti.set(&card(9), "full_name", "Siti Rahayu");
    siti.connect(&mut forum);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert_eq!(budi.field(&card(9), "full_name"), "Siti Rahayu");

    siti.disconnect(&mut forum);
    budi.disconnect(&mut forum);
    siti.set(&card(9), "nickname", "Bu Siti");
    budi.set(&card(9), "email", "siti@contoh.id");
    assert_eq!(siti.replica.ticks(&card(9)), Ticks::Local);
    siti.connect(&mut forum);
    forum.settle(&mut [&mut siti]);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);

    for phone in [&mut siti, &mut budi] {
        assert_eq!(phone.field(&card(9), "nickname"), "Bu Siti");
        assert_eq!(phone.field(&card(9), "email"), "siti@contoh.id");
        assert_eq!(phone.standing.cursor, Seq(3));
        assert_eq!(phone.replica.unsent().count(), 0);
    }
    let receipts = forum.relay.receipts();
    forum.deliver(receipts, &mut [&mut siti, &mut budi]);
    assert_eq!(siti.replica.ticks(&card(9)), Ticks::Relay { received: 1, devices: 1 });
}

#[test]
fn a_phone_restarted_between_edits_keeps_and_sends_all_of_them() {
    let (mut forum, mut phone, mut other) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Viewer));
    for nonce in 2..6 {
        phone.set(&card(9), "full_name", &format!("Nama {nonce}"));
        phone.restart(nonce);
    }
    phone.connect(&mut forum);
    other.connect(&mut forum);
    forum.settle(&mut [&mut phone, &mut other]);
    assert_eq!(other.field(&card(9), "full_name"), "Nama 5");
    assert_eq!(forum.disk.changes.len(), 4);
}

#[test]
fn an_exchange_in_which_nothing_is_new_takes_under_200_bytes_of_frames() {
    let (mut forum, mut phone) = (Forum::new(), Phone::new(1, Role::Organiser));
    for number in 10..70 {
        phone.set(&card(number), "full_name", "Siti Rahayu");
    }
    phone.connect(&mut forum);
    forum.settle(&mut [&mut phone]);
    phone.disconnect(&mut forum);
    phone.connect(&mut forum);
    let up: usize = phone.sent.iter().map(|frame| frame.to_bytes().len()).sum();
    let hello = phone.sent.remove(0);
    assert!(phone.sent.is_empty());
    let mut effects = forum.relay.receive(phone.link, hello, NOW_MS, &mut forum.disk).unwrap();
    effects.extend(forum.relay.page(phone.link, &mut forum.disk).unwrap());
    let down: usize = effects
        .iter()
        .map(|effect| if let Effect::Send(_, frame) = effect { frame.to_bytes().len() } else { 0 })
        .sum();
    assert!(up + down < 200, "{up} up and {down} down");
}

#[test]
fn a_viewer_who_edits_and_a_member_who_edits_anothers_card_are_refused() {
    let (mut forum, mut viewer) = (Forum::new(), Phone::new(1, Role::Organiser));
    // the phone believes it is an organiser; the relay knows better
    viewer.set(&card(9), "full_name", "Tamu");
    viewer.me.role = Role::Viewer;
    viewer.connect(&mut forum);
    forum.settle(&mut [&mut viewer]);
    assert_eq!(viewer.replica.ticks(&card(9)), Ticks::Held { code: RefusalCode::NotAllowed });
    assert!(forum.disk.rows.is_empty());
    assert_eq!(viewer.field(&card(9), "full_name"), "Tamu");
}

#[test]
fn a_batch_that_could_not_be_stored_is_told_to_nobody_and_taken_later() {
    let (mut forum, mut phone) = (Forum::new(), Phone::new(1, Role::Organiser));
    phone.set(&card(9), "full_name", "Siti Rahayu");
    phone.connect(&mut forum);
    for frame in std::mem::take(&mut phone.sent) {
        forum.relay.receive(phone.link, frame, NOW_MS, &mut forum.disk).unwrap();
    }
    let batch = forum.relay.try_out(&mut forum.disk, &|trial| trial.run()).unwrap();
    assert_eq!(batch.entries.len(), 1);
    let effects = forum.relay.not_stored(batch, RefusalCode::DiskFull);
    assert!(matches!(
        &effects[..],
        [Effect::Send(_, Frame::Refused(Refused { code: RefusalCode::DiskFull, .. }))]
    ));
    forum.deliver(effects, &mut [&mut phone]);
    assert_eq!(phone.replica.ticks(&card(9)), Ticks::Local);
    let again = phone.replica.push_unsent();
    phone.perform(again);
    forum.settle(&mut [&mut phone]);
    assert_eq!(forum.disk.rows.len(), 1);
    assert_eq!(forum.relay.seq(), Seq(1));
}

#[test]
fn a_relay_that_lost_its_history_gets_it_back_from_a_phone_that_did_not_write_it() {
    let (mut forum, mut siti, mut budi) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Member));
    siti.set(&card(9), "full_name", "Siti Rahayu");
    siti.connect(&mut forum);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    siti.disconnect(&mut forum);
    budi.disconnect(&mut forum);

    forum.disk = Memory::default();
    forum.relay = Relay::new(Epoch([2; 8]), Seq(0), BTreeMap::new()).recovering();
    budi.connect(&mut forum);
    forum.settle(&mut [&mut budi]);
    assert_eq!(forum.disk.changes.len(), 1);
    assert_eq!(budi.replica.unsent().count(), 0);
    let mut third = Phone::new(3, Role::Viewer);
    third.connect(&mut forum);
    forum.settle(&mut [&mut budi, &mut third]);
    assert_eq!(third.field(&card(9), "full_name"), "Siti Rahayu");
}

#[test]
fn a_change_under_another_devices_actor_is_refused_and_kept_aside() {
    let (mut forum, mut siti, mut thief) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    siti.set(&card(9), "full_name", "Siti Rahayu");
    let chunk = siti.chunks[&card(9)].values().next().unwrap().clone();
    thief.connect(&mut forum);
    let push = Push { push: 1, doc: card(9), chunk: chunk.into(), signature: None };
    thief.sent.push(Frame::Push(push));
    forum.settle(&mut [&mut thief]);
    assert!(forum.disk.rows.is_empty());
    assert_eq!(forum.quarantined, 1);
}

#[test]
fn a_bad_push_does_not_keep_a_good_one_to_the_same_document_out() {
    let (mut forum, mut siti, mut thief) =
        (Forum::new(), Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
    siti.set(&card(9), "full_name", "Siti Rahayu");
    siti.connect(&mut forum);
    thief.connect(&mut forum);
    let other = Phone::new(3, Role::Organiser);
    let mut forged = crate::document::Document::new(card(9), other.replica.id(), member(2));
    forged
        .edit(&Edit::Set { path: "email".to_owned(), value: Value::from("x@contoh.id") }, 1)
        .unwrap();
    forged.commit(1);
    let chunk = chunk::pack(&forged.changes_since(&[])).remove(0);
    thief.sent.push(Frame::Push(Push {
        push: 1,
        doc: card(9),
        chunk: chunk.into(),
        signature: None,
    }));
    forum.settle(&mut [&mut siti, &mut thief]);
    assert_eq!(forum.disk.rows.len(), 1);
    assert_eq!(siti.replica.unsent().count(), 0);
    assert_eq!(card(9).kind(), DocKind::Member);
}
