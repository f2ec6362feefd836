//! What of a document has to be on the phone's disk, and back into memory from there.

use std::collections::BTreeSet;

use automerge::Change;
use sha2::{Digest, Sha256};

use super::ledger::{Ledger, Standing};
use super::proof::{Proof, unsealed};
use super::{Append, CHUNKS_BEFORE_COMPACTION, Effect, Event, Open, Record, Replica};
use crate::chunk;
use crate::conflict::Asked;
use crate::document::{Document, View};
use crate::id::DocId;

impl Open {
    pub(super) fn of(mut document: Document) -> Self {
        document.look_later();
        let stored = document.heads();
        let (chunks, unreadable) = (Vec::new(), Vec::new());
        Self {
            document,
            chunks,
            stored,
            unreadable,
            superseded: None,
            former: None,
            steps: super::Steps::default(),
            proofs: Vec::new(),
        }
    }

    /// A chunk of the disk is in memory.
    pub(super) fn note_chunk(&mut self, key: String) {
        if !self.chunks.contains(&key) {
            self.chunks.push(key);
        }
    }
}

impl Record {
    /// Only what is known of the document's way to the relay has changed.
    pub(super) fn of_ledger(doc: DocId, ledger: Ledger) -> Self {
        let (drop, known) = (Vec::new(), Vec::new());
        let (begins, forget) = (false, false);
        Self { doc, chunk: None, snapshot: None, drop, known, begins, forget, ledger, view: None }
    }
}

/// What of a document opened.
struct Read {
    document: Document,
    /// Of the chunks that are in it.
    keys: Vec<String>,
    /// Of the chunks that are not what was written, or no chunks.
    unreadable: Vec<String>,
    /// So is the snapshot.
    snapshot_unreadable: bool,
    /// Chunks that build on something that is not here.
    orphans: usize,
    /// Some bytes are not what was written.
    damaged: bool,
    proofs: Vec<Proof>,
}

impl Replica {
    /// Brings a document from disk into memory: its snapshot, its chunks in any order with their keys,
    /// and what its stored view asks about.
    ///
    /// What does not open is told as [`Event::Damaged`]; what does is kept, and the relay is asked
    /// for the whole after the next connect. A chunk that builds on what did not open is not read, so
    /// that it stays on the disk until it can be.
    pub fn load(
        &mut self,
        doc: &DocId,
        snapshot: Option<&[u8]>,
        chunks: &[(String, Vec<u8>)],
        asked: Asked,
    ) -> Vec<Effect> {
        if self.open.contains_key(doc) {
            return Vec::new();
        }
        let mut read = self.read(doc, snapshot, chunks);
        // whoever closed it before it was quiet left a view that asks about what may have ended since
        let lags = !asked.looked.is_empty();
        read.document.ask(asked);
        let ledger = self.ledgers.entry(doc.clone()).or_default();
        ledger.miss(|head| read.document.knows(head));
        // what the relay holds comes back whole, and takes the place of what cannot be read
        let spare = ledger.lost.is_empty() && ledger.unsent == 0;
        let (mut unreadable, stored) =
            (std::mem::take(&mut read.unreadable), read.document.heads());
        let mut aside = None;
        if spare {
            read.keys.append(&mut unreadable);
        } else {
            // another snapshot will take the place of one that cannot be read
            aside = snapshot.filter(|_| read.snapshot_unreadable).map(|b| (key_of(b), b.to_vec()));
            aside = aside.filter(|(key, _)| !unreadable.contains(key));
            unreadable.extend(aside.iter().map(|(key, _)| key.clone()));
            read.orphans += unreadable.len();
        }
        let Read { document, keys: chunks, proofs, .. } = read;
        let open = Open { chunks, stored, unreadable, proofs, ..Open::of(document) };
        self.open.insert(doc.clone(), open);
        // those that were asked for before did not come: they are lost everywhere
        let ask = read.damaged && spare || read.orphans > ledger.orphans;
        let counted = ledger.orphans != read.orphans;
        ledger.orphans = read.orphans;
        let mut effects = Vec::new();
        if aside.is_some() {
            let kept = Record { chunk: aside, ..Record::of_ledger(doc.clone(), ledger.clone()) };
            effects.push(self.transaction(vec![kept]));
        }
        effects.extend(self.refresh(doc, counted || lags));
        if ask {
            effects.extend(self.damaged(doc));
        }
        effects
    }

    /// Writes ledger and view anew if they are not of the chunks beside them: two tabs may have
    /// written at once, and stopped before they heard of each other. Also if something else of them was
    /// found to be `old`.
    fn refresh(&mut self, doc: &DocId, old: bool) -> Vec<Effect> {
        let before = self.ledgers.get(doc).cloned().unwrap_or_default();
        let ledger = self.recount(doc);
        if before == ledger && !old {
            return Vec::new();
        }
        let mut effects = self.write_over(doc);
        effects.push(Effect::Show(doc.clone()));
        effects
    }

    /// As much of a document as opens.
    fn read(&self, doc: &DocId, snapshot: Option<&[u8]>, chunks: &[(String, Vec<u8>)]) -> Read {
        let (mut readable, mut unreadable) = (Vec::new(), Vec::new());
        let mut proofs = Vec::new();
        for (key, bytes) in chunks {
            match unsealed(bytes).filter(|_| key_of(bytes) == *key) {
                Some((proved, changes)) => {
                    proofs.extend(proved);
                    readable.push((key.clone(), changes));
                }
                None => unreadable.push(key.clone()),
            }
        }
        let all = || readable.iter().flat_map(|(_, changes)| changes).cloned();
        let raw: Vec<u8> = all().flat_map(|change| change.raw_bytes().to_vec()).collect();
        let shape = (self.shapes)(doc.kind());
        let load = |snapshot: Option<&[u8]>, raw: &[u8]| {
            Document::load(doc.clone(), self.id, self.member, snapshot, [raw])
                .map(|document| document.knowing(shape))
        };
        let damaged = !unreadable.is_empty();
        if let Ok(document) = load(snapshot, &raw) {
            let keys = readable.into_iter().map(|(key, _)| key).collect();
            return Read {
                document,
                keys,
                unreadable,
                snapshot_unreadable: false,
                orphans: 0,
                damaged,
                proofs,
            };
        }
        let opened = load(snapshot, &[]);
        let snapshot_unreadable = opened.is_err();
        let mut document = opened
            .unwrap_or_else(|_| Document::new(doc.clone(), self.id, self.member).knowing(shape));
        let (ready, _) = in_causal_order(&document, all().collect());
        if document.apply(ready.clone()).is_err() {
            // as much as goes in; what is left out comes back whole from the relay, if it has it
            ready.into_iter().for_each(|change| drop(document.apply(vec![change])));
        }
        let is_here = |changes: &[Change]| changes.iter().all(|one| document.knows(&one.hash()));
        let total = readable.len();
        let here = readable.into_iter().filter(|(_, changes)| is_here(changes));
        let keys: Vec<String> = here.map(|(key, _)| key).collect();
        let (orphans, damaged) = (total - keys.len(), damaged || snapshot_unreadable);
        Read { document, keys, unreadable, snapshot_unreadable, orphans, damaged, proofs }
    }

    /// Asks for everything again: the relay's copy merges with what is still here.
    fn damaged(&mut self, doc: &DocId) -> Vec<Effect> {
        self.standing.begin_again();
        vec![self.moved(Vec::new()), Effect::Tell(Event::Damaged { doc: doc.clone() })]
    }

    /// What came may be what chunks on the disk build on that could not be read: the document is brought
    /// into memory anew, with them, before it is sent or shown the next time.
    pub(super) fn read_anew(&mut self, doc: &DocId) {
        let Some(ledger) = self.ledgers.get_mut(doc).filter(|ledger| ledger.orphans > 0) else {
            return;
        };
        // until then nobody knows whether they were sent
        ledger.unsent = ledger.unsent.max(1);
        self.open.remove(doc);
        if let Some(link) = self.link.as_mut() {
            link.is_to_be_sent(doc);
        }
    }

    /// Takes a document out of memory unless something typed is in no change yet. What was not looked at
    /// then is looked at when it is loaded again: the stored view says so.
    pub fn close(&mut self, doc: &DocId) {
        if self.open.get(doc).is_some_and(|open| !open.document.pending()) {
            self.open.remove(doc);
        }
    }

    /// It is quiet: looks for doubts in what has come since the last time, in all documents in memory.
    pub fn look(&mut self) -> Vec<Effect> {
        let unseen = self.open.iter().filter(|(_, open)| open.document.is_unseen());
        let docs: Vec<DocId> = unseen.map(|(doc, _)| doc.clone()).collect();
        docs.iter().flat_map(|doc| self.look_at(doc)).collect()
    }

    /// Looks for doubts in one document.
    pub(super) fn look_at(&mut self, doc: &DocId) -> Vec<Effect> {
        let mut effects = self.put_down(doc);
        let others = self.opened(doc).document.look();
        effects.extend(self.write_over(doc));
        if others {
            effects.push(Effect::Show(doc.clone()));
        }
        effects
    }

    pub(super) fn opened(&mut self, doc: &DocId) -> &mut Open {
        let (id, member, shape) = (self.id, self.member, (self.shapes)(doc.kind()));
        let begin = || Open::of(Document::new(doc.clone(), id, member).knowing(shape));
        self.open.entry(doc.clone()).or_insert_with(begin)
    }

    /// One transaction of the disk.
    pub(super) fn transaction(&mut self, docs: Vec<Record>) -> Effect {
        self.written(docs, None)
    }

    /// One transaction with the phone's new place in the log.
    pub(super) fn moved(&mut self, docs: Vec<Record>) -> Effect {
        self.written(docs, Some(self.standing.clone()))
    }

    fn written(&mut self, mut docs: Vec<Record>, standing: Option<Standing>) -> Effect {
        for record in &mut docs {
            if record.forget {
                self.kept.remove(&record.doc);
            } else {
                record.begins = self.kept.insert(record.doc.clone());
            }
        }
        Effect::Append(Append { docs, standing, speaks: self.speaks })
    }

    /// What is being typed becomes a change, and is stored, before anything is sent or counted:
    /// reading a document's changes would commit it unseen.
    pub(super) fn put_down(&mut self, doc: &DocId) -> Vec<Effect> {
        if let Some(open) = self.open.get_mut(doc) {
            open.document.close();
        }
        self.flush(doc)
    }

    /// Stores and sends what was committed since the disk was last written.
    pub(super) fn flush(&mut self, doc: &DocId) -> Vec<Effect> {
        let Some(open) = self.open.get_mut(doc).filter(|open| open.document.heads() != open.stored)
        else {
            return Vec::new();
        };
        let changes = open.document.changes_since(&open.stored.clone());
        open.steps.did(&changes);
        let mut effects = vec![self.append(doc, &changes)];
        effects.push(Effect::Show(doc.clone()));
        effects.extend(self.push(doc));
        effects
    }

    /// The transaction that stores changes just made or received, with the ledger and view after them.
    pub(super) fn append(&mut self, doc: &DocId, changes: &[Change]) -> Effect {
        let docs = self.records(doc, changes);
        self.transaction(docs)
    }

    pub(super) fn records(&mut self, doc: &DocId, changes: &[Change]) -> Vec<Record> {
        let open = self.opened(doc);
        open.stored = open.document.heads();
        let chunks = chunk::pack(changes);
        let last = chunks.len().saturating_sub(1);
        let mut docs = Vec::new();
        for (at, bytes) in chunks.into_iter().enumerate() {
            let chunk = Some((key_of(&bytes), bytes));
            // only the last record needs the view and may compact
            docs.push(if at == last { self.record(doc, chunk) } else { self.part(doc, chunk) });
        }
        docs
    }

    /// A record without a view: of the ledger as it is, and a chunk if there is one.
    pub(super) fn part(&mut self, doc: &DocId, chunk: Option<(String, Vec<u8>)>) -> Record {
        let open = self.opened(doc);
        open.chunks.extend(chunk.iter().map(|(key, _)| key.clone()));
        let known = open.chunks.clone();
        let ledger = self.ledgers.get(doc).cloned().unwrap_or_default();
        Record { chunk, known, ..Record::of_ledger(doc.clone(), ledger) }
    }

    /// What the disk has to hold of a document now, with a new chunk if there is one.
    pub(super) fn record(&mut self, doc: &DocId, chunk: Option<(String, Vec<u8>)>) -> Record {
        let speaks = self.speaks;
        let mut record = self.part(doc, chunk);
        record.ledger = self.recount(doc);
        let open = self.opened(doc);
        // with the doubts that were settled: they are not to be asked about again
        let doubts = open.document.doubts().to_vec();
        record.view = Some(View { doubts, ..open.document.view() });
        // only the tab that speaks compacts: two at once could drop each other's chunks
        let long = speaks && open.chunks.len() >= CHUNKS_BEFORE_COMPACTION;
        if (long || open.superseded.is_some()) && !open.document.pending() {
            record.snapshot = Some(open.document.save());
            record.drop = std::mem::take(&mut open.chunks);
            record.drop.extend(open.superseded.take().unwrap_or_default());
            record.known.clear();
            record.chunk = None;
            open.keep_proofs(&mut record);
        }
        record
    }

    /// The relay has handed over all of a document in memory: one snapshot takes the place of all that was
    /// read from the disk, and of what could not be and is not missed.
    pub(super) fn whole_record(&mut self, doc: &DocId) -> Record {
        let mut record = self.record(doc, None);
        let open = self.opened(doc);
        open.stored = open.document.heads();
        record.snapshot = Some(open.document.save());
        record.drop.extend(std::mem::take(&mut open.chunks));
        record.known.clear();
        open.keep_proofs(&mut record);
        record
    }

    /// Counts anew what the relay lacks of a document in memory.
    pub(super) fn recount(&mut self, doc: &DocId) -> Ledger {
        let open = self.opened(doc);
        let heads = open.document.heads();
        let mut ledger = self.ledgers.remove(doc).unwrap_or_default();
        let open = self.opened(doc);
        let missing = open.document.changes_since(&ledger.relay_heads());
        ledger.find(|head| open.document.knows(head));
        ledger.unsent = u32::try_from(missing.len()).unwrap_or(u32::MAX);
        if missing.is_empty() {
            ledger.set_relay(&heads);
            // nothing is held back any more
            ledger.refused = None;
        }
        if !ledger.lost.is_empty() || !ledger.again.is_empty() {
            ledger.unsent = ledger.unsent.max(1);
        }
        ledger.set_heads(&heads);
        self.ledgers.insert(doc.clone(), ledger.clone());
        ledger
    }
}

/// The key of a chunk on the phone's disk: the first half of its SHA-256, as hexadecimal.
#[must_use]
pub fn key_of(chunk: &[u8]) -> String {
    Sha256::digest(chunk)[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The changes not yet in the document, each behind those it depends on, and how many lack one.
pub(super) fn in_causal_order(document: &Document, changes: Vec<Change>) -> (Vec<Change>, usize) {
    let mut waiting = changes;
    waiting.retain(|change| !document.knows(&change.hash()));
    let mut ready: Vec<Change> = Vec::new();
    let mut placed = BTreeSet::new();
    loop {
        let (before, mut rest) = (ready.len(), Vec::new());
        for change in waiting {
            if !change.deps().iter().all(|dep| placed.contains(dep) || document.knows(dep)) {
                rest.push(change);
            } else if placed.insert(change.hash()) {
                ready.push(change);
            }
        }
        if ready.len() == before {
            return (ready, rest.len());
        }
        waiting = rest;
    }
}
