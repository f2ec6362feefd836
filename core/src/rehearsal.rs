//! Phones, a relay and the wire between them in memory, for the tests of both sides.

use std::collections::BTreeMap;
use std::convert::Infallible;

use automerge::{Change, ChangeHash};

use crate::access::Role;
use crate::chunk;
use crate::conflict::Asked;
use crate::document::{Edit, Value};
use crate::frame::{Frame, Me, Push};
use crate::id::{DeviceId, DocId, Epoch, ForumId, Mark, MemberId, ReplicaId, Seq, Ulid};
use crate::mark::{NO_MARK, Seal};
use crate::relay::{
    Batch, Device, Door, Effect, Found, LinkId, LogRow, Relay, RowContent, Shelf, StoredDocument,
};
use crate::replica::{self, Opening, Replica, Standing};
use crate::signature::{SecretKey, words_of_chunk};
use crate::vet::Trial;

/// The relay's disk, in memory.
#[derive(Default, Clone)]
pub(crate) struct Memory {
    pub(crate) rows: Vec<LogRow>,
    pub(crate) changes: Vec<(DocId, Change)>,
    pub(crate) heads: BTreeMap<DocId, Vec<ChangeHash>>,
    /// Said instead of counting them.
    pub(crate) documents: Option<u64>,
    pub(crate) marks: BTreeMap<Seq, Mark>,
}

impl Memory {
    pub(crate) fn append(&mut self, batch: &Batch) {
        for entry in &batch.entries {
            self.marks.insert(entry.seq, entry.mark);
            self.rows.push(LogRow {
                seq: entry.seq,
                doc: entry.doc.clone(),
                device: entry.device,
                replica: entry.replica,
                content: RowContent::Chunk(entry.chunk.clone()),
            });
            self.changes
                .extend(entry.changes.iter().map(|change| (entry.doc.clone(), change.clone())));
            self.heads.insert(entry.doc.clone(), entry.heads.clone());
        }
    }
}

impl Memory {
    pub(crate) fn erase(&mut self, doc: &DocId) {
        self.rows
            .iter_mut()
            .filter(|row| row.doc == *doc)
            .for_each(|row| row.content = RowContent::Erased);
        self.changes.retain(|(of, _)| of != doc);
        self.heads.remove(doc);
    }
}

impl Shelf for Memory {
    type Error = Infallible;

    fn document(&mut self, doc: &DocId) -> Result<Found, Infallible> {
        let tail: Vec<Change> = self
            .changes
            .iter()
            .filter(|(of, _)| of == doc)
            .map(|(_, change)| change.clone())
            .collect();
        let stored = StoredDocument { snapshot: None, tail };
        Ok(if stored.tail.is_empty() { Found::Nothing } else { Found::Whole(stored) })
    }

    fn mend(&mut self, _doc: &DocId, _changes: &[Change]) -> Result<usize, Infallible> {
        Ok(0)
    }

    fn mark(&mut self, seq: Seq) -> Result<Option<Mark>, Infallible> {
        Ok(self.marks.get(&seq).copied())
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
                bytes += row.content.chunk().map_or(0, Vec::len);
                room
            })
            .cloned()
            .collect())
    }

    fn document_count(&mut self) -> Result<u64, Infallible> {
        Ok(self.documents.unwrap_or(self.heads.len() as u64))
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
pub(crate) struct Phone {
    pub(crate) link: LinkId,
    pub(crate) me: Me,
    pub(crate) replica: Replica,
    pub(crate) standing: Standing,
    pub(crate) ledgers: BTreeMap<DocId, replica::Ledger>,
    pub(crate) chunks: BTreeMap<DocId, BTreeMap<String, Vec<u8>>>,
    pub(crate) snapshots: BTreeMap<DocId, Vec<u8>>,
    pub(crate) sent: Vec<Frame>,
    pub(crate) told: Vec<replica::Event>,
    pub(crate) key: SecretKey,
    pub(crate) trusted: replica::Trusted,
}

pub(crate) const FORUM: ForumId = ForumId(Ulid::new(0, 7));
pub(crate) const DOOR: Door = Door::Live;
pub(crate) const NOW_MS: u64 = 1_764_000_000_000;

pub(crate) fn member(number: u128) -> MemberId {
    MemberId(Ulid::new(1, number))
}

impl Phone {
    pub(crate) fn new(number: u8, role: Role) -> Self {
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
            told: Vec::new(),
            key: SecretKey::from_bytes(&[number; 32]).unwrap(),
            trusted: replica::Trusted::default(),
        }
    }

    pub(crate) fn start(
        me: Me,
        nonce: u8,
        standing: &Standing,
        ledgers: &BTreeMap<DocId, replica::Ledger>,
    ) -> Replica {
        Replica::new(Opening {
            forum: FORUM,
            id: ReplicaId::new(me.device, [nonce; 8]),
            member: me.member,
            role: me.role,
            standing: standing.clone(),
            ledgers: ledgers.clone(),
            receipts: Vec::new(),
        })
    }

    pub(crate) fn restart(&mut self, nonce: u8) {
        self.replica = Self::start(self.me, nonce, &self.standing, &self.ledgers);
        self.replica.trusts(self.trusted.clone());
        self.sent.clear();
    }

    pub(crate) fn perform(&mut self, effects: Vec<replica::Effect>) {
        for effect in effects {
            match effect {
                replica::Effect::Append(append) => self.append(append),
                replica::Effect::Send(frame) => self.sent.push(frame),
                replica::Effect::Sign(signed) => {
                    self.sent.push(Frame::Push(signed.by(&self.key)));
                }
                replica::Effect::HangUp => panic!("the link was dropped"),
                replica::Effect::Tell(event) => {
                    if let replica::Event::Devices { trusted } = &event {
                        self.trusted = trusted.clone();
                    }
                    self.told.push(event);
                }
                replica::Effect::Show(_) => {}
            }
        }
    }

    /// These changes as a push of this phone.
    pub(crate) fn push_of(&self, doc: &DocId, chunk: Vec<u8>) -> Push {
        let changes = chunk::unpack(&chunk).unwrap_or_default();
        let signature = self.key.sign(&words_of_chunk(FORUM, doc, &changes));
        Push { push: 1, doc: doc.clone(), chunk: chunk.into(), by: None, signature }
    }

    /// As the relay's store has it.
    pub(crate) fn device(&self) -> Device {
        Device::fresh(self.me, Some(self.key.public()))
    }

    pub(crate) fn append(&mut self, append: replica::Append) {
        for record in append.docs {
            if record.forget {
                self.chunks.remove(&record.doc);
                self.snapshots.remove(&record.doc);
                self.ledgers.remove(&record.doc);
                continue;
            }
            if record.is_late(self.ledgers.contains_key(&record.doc)) {
                self.replica.drop_from_memory(&record.doc);
                continue;
            }
            let chunks = self.chunks.entry(record.doc.clone()).or_default();
            record.drop.iter().for_each(|key| drop(chunks.remove(key)));
            chunks.extend(record.chunk.clone());
            let unheard = record.leaves_unheard(chunks.keys());
            if let Some(snapshot) = record.snapshot {
                self.snapshots.insert(record.doc.clone(), snapshot);
            }
            let stored = self.ledgers.entry(record.doc).or_default();
            *stored = record.ledger.over(stored, append.speaks, unheard);
        }
        if let Some(standing) = append.standing {
            self.standing = standing;
        }
    }

    /// With their keys, as on its disk.
    pub(crate) fn chunks_of(&self, doc: &DocId) -> Vec<(String, Vec<u8>)> {
        self.chunks.get(doc).into_iter().flat_map(Clone::clone).collect()
    }

    pub(crate) fn load(&mut self, doc: &DocId) {
        if !self.replica.is_open(doc) {
            let chunks = self.chunks_of(doc);
            let snapshot = self.snapshots.get(doc).map(Vec::as_slice);
            let effects = self.replica.load(doc, snapshot, &chunks, Asked::default());
            let damaged = replica::Effect::Tell(replica::Event::Damaged { doc: doc.clone() });
            assert!(!effects.contains(&damaged), "{doc} is damaged");
            self.perform(effects);
        }
    }

    pub(crate) fn set(&mut self, doc: &DocId, path: &str, value: &str) {
        self.load(doc);
        let edit = Edit::Set { path: path.to_owned(), value: Value::from(value) };
        let effects = self.replica.edit(doc, edit, 1_764_000_000).unwrap();
        self.perform(effects);
        let effects = self.replica.commit(doc, 1_764_000_000);
        self.perform(effects);
    }

    pub(crate) fn connect(&mut self, forum: &mut Forum) {
        for doc in self.replica.needs_to_connect() {
            self.load(&doc);
        }
        forum.relay.join(self.link, self.device(), DOOR);
        let effects = self.replica.connect();
        self.perform(effects);
    }

    pub(crate) fn disconnect(&mut self, forum: &mut Forum) {
        self.replica.disconnect();
        forum.relay.leave(self.link);
        self.sent.clear();
    }

    pub(crate) fn field(&mut self, doc: &DocId, path: &str) -> String {
        self.load(doc);
        let view = self.replica.view(doc).unwrap();
        view.at(path).and_then(Value::as_str).unwrap_or_default().to_owned()
    }
}

pub(crate) struct Forum {
    pub(crate) relay: Relay,
    pub(crate) disk: Memory,
    pub(crate) quarantined: usize,
}

impl Forum {
    pub(crate) fn new() -> Self {
        Self {
            relay: Relay::new(FORUM, Epoch([1; 8]), Seq(0)),
            disk: Memory::default(),
            quarantined: 0,
        }
    }

    /// The relay's folder is what it was, in this epoch.
    pub(crate) fn go_back(&mut self, copy: &Memory, epoch: Epoch) {
        self.disk = copy.clone();
        let end = copy.rows.last().map_or(Seq(0), |row| row.seq);
        let mark = copy.marks.get(&end).copied().unwrap_or(NO_MARK);
        self.relay = Relay::new(FORUM, epoch, end).marked(mark, Seal([0; 16]));
    }

    /// Carries frames to and fro until nobody has anything to say.
    pub(crate) fn settle(&mut self, phones: &mut [&mut Phone]) {
        for _ in 0..100 {
            let mut effects = Vec::new();
            for phone in phones.iter_mut() {
                for frame in std::mem::take(&mut phone.sent) {
                    effects.extend(
                        self.relay.receive(phone.link, frame, NOW_MS, &mut self.disk).unwrap(),
                    );
                }
            }
            let batch = self.relay.try_out(&mut self.disk, &Trial::run_each).unwrap();
            self.disk.append(&batch);
            effects.extend(self.relay.stored(batch));
            for link in self.relay.behind() {
                effects.extend(self.relay.page(link, &mut self.disk).unwrap());
            }
            if effects.is_empty() && !self.relay.has_waiting() && !self.relay.has_trials() {
                return;
            }
            self.deliver(effects, phones);
        }
        panic!("they never stop talking");
    }

    /// Takes what a phone has to send, and gives what another is told of it.
    pub(crate) fn told(&mut self, from: &mut Phone, to: &Phone) -> Vec<Frame> {
        let mut effects = Vec::new();
        for frame in std::mem::take(&mut from.sent) {
            effects.extend(self.relay.receive(from.link, frame, NOW_MS, &mut self.disk).unwrap());
        }
        let batch = self.relay.try_out(&mut self.disk, &Trial::run_each).unwrap();
        self.disk.append(&batch);
        effects.extend(self.relay.stored(batch));
        let told = effects.into_iter().filter_map(|effect| match effect {
            Effect::Send(link, frame) if link == to.link => Some(frame),
            _ => None,
        });
        told.collect()
    }

    pub(crate) fn deliver(&mut self, effects: Vec<Effect>, phones: &mut [&mut Phone]) {
        for effect in effects {
            match effect {
                Effect::Send(link, frame) => {
                    // what travels is bytes
                    let frame = Frame::from_bytes(&frame.to_bytes(), 1 << 22).unwrap();
                    let phone = phones.iter_mut().find(|phone| phone.link == link).unwrap();
                    for doc in phone.replica.needs(std::slice::from_ref(&frame)) {
                        phone.load(&doc);
                    }
                    let effects = phone.replica.receive(vec![frame], NOW_MS);
                    phone.perform(effects);
                    let effects = phone.replica.look();
                    phone.perform(effects);
                }
                Effect::Quarantine(_) => self.quarantined += 1,
                Effect::Close(_, code) => panic!("closed: {code:?}"),
                Effect::Done(_) | Effect::WentBack | Effect::Grown(_) => {}
            }
        }
    }
}

pub(crate) fn card(number: u128) -> DocId {
    DocId::member(member(number))
}
