//! Which pushes are tried in a turn: those whose turn it is, first of those for whom the relay has worked little of late.
//! What comes from who had much, and what is large, is tried apart: one document at a time.

use std::collections::{BTreeMap, BTreeSet};

use automerge::Change;

use super::intake::{WRONG_COST, Waiting};
use super::trials::Read;
use super::work::Had;
use super::{Batch, Relay};
use crate::frame::RefusalCode;
use crate::id::{DeviceId, DocId};
use crate::vet::Hand;

/// Documents tried out in one turn. Each takes some milliseconds, and a transaction not much less.
const TRIED_DOCS_MAX: usize = 8;
/// So many bytes of changes are unpacked in one turn, and what the last push has beyond them: an office that
/// comes back at once has a tenth.
const TURN_BYTES_MAX: u64 = 512 * 1024;
/// Likewise of one document, so that it is not long on trial: whoever comes first does not wait for what all others
/// bring. Of those who had little it is more, since they soon have had more.
const DOCUMENT_BYTES_MAX: u64 = 64 * 1024;
const DOCUMENT_LITTLE_BYTES_MAX: u64 = 256 * 1024;
/// What a change counts for in this beyond its bytes: Automerge goes through the document for each new actor.
const CHANGE_COST: u64 = 1024;
/// A push of more than a person writes without a pause is tried apart, whoever sends it.
const LARGE_OPS: usize = 1024;
const LARGE_CHANGES: usize = 64;

/// The pushes that are tried in one turn.
#[derive(Default)]
struct Picked {
    by_document: ByDocument,
    bytes: u64,
    /// Documents of which nothing more is taken of those who had at least so much.
    closed: BTreeMap<DocId, Had>,
    /// What is taken of each document.
    costs: BTreeMap<DocId, u64>,
    /// Something is tried apart already.
    is_busy: bool,
}

/// What is tried together: of devices that had about the same.
pub(super) type ByDocument = BTreeMap<DocId, (Had, Vec<Read>)>;

impl Picked {
    fn takes(&self, push: &Waiting, had: Had) -> bool {
        let doc = &push.push.doc;
        let begun = self.by_document.get(doc).map(|(had, _)| *had);
        let fits = match begun {
            Some(others) => others == had && !push.alone,
            None => self.by_document.len() < TRIED_DOCS_MAX && (had < Had::Much || !self.is_busy),
        };
        let most = if had == Had::Little { DOCUMENT_LITTLE_BYTES_MAX } else { DOCUMENT_BYTES_MAX };
        let much = self.costs.get(doc).is_some_and(|cost| *cost >= most);
        let closed = self.closed.get(doc).is_some_and(|least| had >= *least);
        fits && !much && !closed && self.bytes < TURN_BYTES_MAX
    }

    /// Something of this document can be tried apart in this turn.
    fn may_be_apart(&self, doc: &DocId) -> bool {
        !self.is_busy && !self.by_document.contains_key(doc)
    }

    /// Nothing more is taken of this document, of those who had so much: what comes after may build on what came
    /// before.
    fn close(&mut self, doc: &DocId, had: Had) {
        let least = self.closed.entry(doc.clone()).or_insert(had);
        *least = had.min(*least);
    }
}

impl Relay {
    /// The pushes whose turn it is, unpacked one by one until that is enough.
    pub(super) fn next_by_document(&mut self, batch: &mut Batch) -> ByDocument {
        let mut picked = Picked::default();
        for (attempt, _) in &self.on_trial {
            picked.close(&attempt.doc, attempt.closes_to());
            picked.is_busy |= attempt.had == Had::Much;
        }
        for entry in batch.entries.iter().filter(|entry| self.open.get(&entry.doc).is_none()) {
            // it was taken a moment ago, of which the store knows nothing yet
            picked.close(&entry.doc, Had::Little);
        }
        let all = self.queue.take();
        // what a device sends in a document builds on what it has sent there before
        let tried = self.on_trial.iter().flat_map(|(attempt, _)| attempt.waiting());
        let first: BTreeSet<(DocId, DeviceId)> =
            tried.chain(all.iter().filter(|push| push.large)).map(place).collect();
        let had = |push: &Waiting| match first.contains(&place(push)) {
            true => Had::Much,
            false => self.work.had(push.device()),
        };
        let mut all: Vec<(Had, Waiting)> = all.into_iter().map(|push| (had(&push), push)).collect();
        // those of a device keep their order
        all.sort_by_key(|(had, _)| *had);
        for (had, push) in all {
            if picked.takes(&push, had) {
                self.pick(push, had, &mut picked, batch);
            } else {
                picked.close(&push.push.doc, had);
                self.queue.put_back(push);
            }
        }
        picked.by_document
    }

    fn pick(&mut self, mut push: Waiting, had: Had, picked: &mut Picked, batch: &mut Batch) {
        self.queue.taken(&push);
        if !self.allowances.has_patience(push.device()) {
            batch.effects.push(push.turned_down(RefusalCode::Busy));
            return;
        }
        let (changes, cost) = self.unpacked(&mut push);
        picked.bytes += cost;
        let doc = push.push.doc.clone();
        match changes {
            Ok(changes) if had < Had::Much && is_large(&changes) && !picked.may_be_apart(&doc) => {
                push.large = true;
                picked.close(&doc, had);
                self.queue.put_back(push);
            }
            Ok(changes) => {
                let had = if is_large(&changes) { Had::Much } else { had };
                if push.alone {
                    picked.close(&doc, Had::Little);
                }
                picked.is_busy |= had == Had::Much;
                let cost = cost + changes.len() as u64 * CHANGE_COST;
                *picked.costs.entry(doc.clone()).or_default() += cost;
                let (_, reads) = picked.by_document.entry(doc).or_insert((had, Vec::new()));
                reads.push((changes, push));
            }
            Err(code) => batch.effects.extend(push.refused(code)),
        }
    }

    /// What a push holds, and what that cost.
    fn unpacked(&mut self, push: &mut Waiting) -> (Result<Vec<Change>, RefusalCode>, u64) {
        let (changes, cost) = self.read(push);
        self.queue.charge(push.device(), if changes.is_ok() { cost } else { WRONG_COST });
        self.work.read(push.device(), cost, changes.as_ref().map_or(0, Vec::len));
        match changes {
            // whoever did not sign it uses up nothing of who did not write it
            Err(code) if is_in_vain(code) => self.allowances.use_in_vain(push.device(), cost),
            Ok(_) if push.carrier.hand == Hand::Own => {
                self.allowances.use_bytes(push.carrier.member, cost);
            }
            _ => {}
        }
        (changes, cost)
    }
}

/// Who writes where.
fn place(push: &Waiting) -> (DocId, DeviceId) {
    (push.push.doc.clone(), push.device())
}

fn is_large(changes: &[Change]) -> bool {
    let ops: usize = changes.iter().map(Change::len).sum();
    ops > LARGE_OPS || changes.len() > LARGE_CHANGES
}

/// Whether no honest program sends such a push.
fn is_in_vain(code: RefusalCode) -> bool {
    matches!(code, RefusalCode::BadSignature | RefusalCode::Malformed | RefusalCode::TooLarge)
}
