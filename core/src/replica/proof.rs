//! Whose a change is that this phone cannot sign itself, so that the relay takes it from this phone too: what came by
//! somebody's hand bears its author's signature, and what came from the relay bears the relay's seal, by which it
//! takes it back when it has lost it.
//!
//! A seal is on heads, and a hash of a change stands for all of its past: so few are kept, in the ledger. On the
//! disk signatures stand before a chunk, under one key with it: they come with the changes they are of, and
//! another tab hears of both at once. A snapshot takes the place of chunks; then proofs stand alone.

use std::collections::BTreeSet;

use automerge::{Change, ChangeHash};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Decoder, Encode};
use serde::{Deserialize, Serialize};

use super::dial::is_own;
use super::{Ledger, Open, Record, key_of};
use crate::chunk::{self, Source};
use crate::document::is_fixed;
use crate::id::{DeviceId, Mark, ReplicaId};
use crate::signature::Signature;

/// With what a chunk on the disk begins that has proofs; others begin with the version of their pack.
const PROVEN: u8 = 2;

/// A device has signed these changes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Proof {
    #[n(0)]
    pub(super) by: DeviceId,
    #[n(1)]
    pub(super) signature: Signature,
    /// Their hashes, 32 bytes each, in the order in which they can be taken.
    #[n(2)]
    hashes: ByteVec,
}

impl Proof {
    pub(super) fn new(by: DeviceId, signature: Signature, changes: &[Change]) -> Self {
        let hashes: Vec<u8> = changes.iter().flat_map(|change| change.hash().0).collect();
        Self { by, signature, hashes: hashes.into() }
    }

    fn hashes(&self) -> impl Iterator<Item = ChangeHash> {
        self.hashes.chunks_exact(32).filter_map(|hash| hash.try_into().ok().map(ChangeHash))
    }
}

/// What travels in one push: signed by this device, or as another has signed it or the relay sealed it.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) changes: Vec<Change>,
    pub(super) proof: Option<(Option<DeviceId>, Signature)>,
}

/// So many seals of a document are kept: as many as entries of its log that knew nothing of each other.
const SEALS_MAX: usize = 16;

/// The relay has held these changes, and so all that they rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// As hexadecimal, sorted.
    heads: Vec<String>,
    /// Its seal on that.
    seal: Mark,
}

impl Sealed {
    pub(super) fn new(heads: &[ChangeHash], seal: Mark) -> Self {
        Self { heads: heads.iter().map(ToString::to_string).collect(), seal }
    }

    fn heads(&self) -> Vec<ChangeHash> {
        self.heads.iter().filter_map(|head| head.parse().ok()).collect()
    }
}

impl Ledger {
    /// The relay has handed over what ends in these heads; whatever rests on an earlier seal's takes its place.
    pub(super) fn keep_seal(&mut self, new: Sealed, rests_on: &BTreeSet<String>) {
        self.sealed.retain(|old| *old != new && !old.heads.iter().all(|it| rests_on.contains(it)));
        self.sealed.push(new);
        let over = self.sealed.len().saturating_sub(SEALS_MAX);
        self.sealed.drain(..over);
    }
}

/// A chunk for the disk, with what proves it.
pub(super) fn sealed(proofs: &Vec<Proof>, chunk: &[u8]) -> Vec<u8> {
    let mut bytes = vec![PROVEN];
    // writing to a Vec cannot fail, and proofs encode
    let written = minicbor::encode(proofs, &mut bytes);
    debug_assert!(written.is_ok());
    bytes.extend(chunk);
    bytes
}

/// What a chunk of this phone's disk holds; `None` if it is not what was written.
pub(super) fn unsealed(bytes: &[u8]) -> Option<(Vec<Proof>, Vec<Change>)> {
    let mut proofs = Vec::new();
    let mut rest = bytes;
    if let Some((&PROVEN, sealed)) = bytes.split_first() {
        let mut decoder = Decoder::new(sealed);
        proofs = decoder.decode().ok()?;
        rest = sealed.get(decoder.position()..)?;
        if rest.is_empty() {
            return Some((proofs, Vec::new()));
        }
    }
    Some((proofs, chunk::unpack_from(Source::OwnDisk, rest).ok()?))
}

impl Open {
    pub(super) fn note_proofs(&mut self, proofs: Vec<Proof>) {
        for proof in proofs {
            if !self.proofs.contains(&proof) {
                self.proofs.push(proof);
            }
        }
    }

    /// A snapshot takes the place of all chunks: what is proved of it is written anew beside it.
    pub(super) fn keep_proofs(&mut self, record: &mut Record) {
        let missing: BTreeSet<ChangeHash> = self
            .document
            .changes_since(&record.ledger.relay_heads())
            .iter()
            .filter(|change| !is_fixed(change.actor_id()))
            .map(Change::hash)
            .collect();
        let Self { document, proofs, .. } = self;
        let here = |proof: &Proof| proof.hashes().all(|hash| document.knows(&hash));
        proofs.retain(|proof| here(proof) && proof.hashes().any(|hash| missing.contains(&hash)));
        if proofs.is_empty() {
            return;
        }
        let bytes = sealed(proofs, &[]);
        let key = key_of(&bytes);
        record.drop.retain(|dropped| *dropped != key);
        record.known.push(key.clone());
        self.chunks.push(key.clone());
        record.chunk = Some((key, bytes));
    }

    /// Those of these changes, which the relay lacks, that can be proved to it, in the order in which it can take
    /// them: what this device wrote, and what is proved of others, unless something it rests on cannot be. And
    /// whether that is all of them.
    pub(super) fn units(
        &mut self,
        changes: &[Change],
        id: ReplicaId,
        ledger: &Ledger,
        turned_down: &BTreeSet<ChangeHash>,
    ) -> (Vec<Unit>, bool) {
        let mut left: BTreeSet<ChangeHash> = changes.iter().map(Change::hash).collect();
        let mut own: Vec<&Change> = changes
            .iter()
            .filter(|change| is_own(change, id) || is_fixed(change.actor_id()))
            .collect();
        let is_needed = |proof: &&Proof| {
            proof.hashes().any(|hash| left.contains(&hash))
                && !proof.hashes().any(|hash| turned_down.contains(&hash))
        };
        let mut proofs: Vec<Proof> = self.proofs.iter().filter(is_needed).cloned().collect();
        let mut units = Vec::new();
        loop {
            let before = left.len();
            let mut run = Vec::new();
            own.retain(|change| {
                let ready = !change.deps().iter().any(|dep| left.contains(dep));
                if ready && left.remove(&change.hash()) {
                    run.push((*change).clone());
                }
                !ready
            });
            if !run.is_empty() {
                units.push(Unit { changes: run, proof: None });
            }
            proofs.retain(|proof| {
                let Some(of_it) = self.document.changes_of(proof.hashes()) else {
                    return false;
                };
                let inside: BTreeSet<ChangeHash> = of_it.iter().map(Change::hash).collect();
                let mut deps = of_it.iter().flat_map(|change| change.deps());
                if deps.any(|dep| left.contains(dep) && !inside.contains(dep)) {
                    return true;
                }
                if inside.iter().filter(|hash| left.remove(hash)).count() > 0 {
                    let proof = Some((Some(proof.by), proof.signature));
                    units.push(Unit { changes: of_it, proof });
                }
                false
            });
            let sealed =
                (left.len() == before).then(|| self.sealed_unit(ledger, &mut left)).flatten();
            units.extend(sealed);
            if left.len() == before {
                return (units, left.is_empty());
            }
        }
    }

    /// The first part of what is left that the relay has sealed once.
    fn sealed_unit(&mut self, ledger: &Ledger, left: &mut BTreeSet<ChangeHash>) -> Option<Unit> {
        for sealed in &ledger.sealed {
            let heads = sealed.heads();
            if !heads.iter().all(|head| self.document.knows(head)) {
                continue;
            }
            let beyond = self.document.changes_since(&heads);
            let beyond: BTreeSet<ChangeHash> = beyond.iter().map(Change::hash).collect();
            let within = |hash: &ChangeHash| left.contains(hash) && !beyond.contains(hash);
            let mut changes = self.document.changes_since(&[]);
            // the heads too if they are not left, for the seal is on them
            changes.retain(|change| within(&change.hash()) || heads.contains(&change.hash()));
            let news: Vec<ChangeHash> =
                changes.iter().map(Change::hash).filter(|hash| left.contains(hash)).collect();
            let is_one = chunk::pack(&changes).len() == 1;
            if news.is_empty() || !is_one || chunk::heads_of(&changes) != heads {
                continue;
            }
            left.retain(|hash| !news.contains(hash));
            let proof = Some((None, Signature::of_seal(sealed.seal)));
            return Some(Unit { changes, proof });
        }
        None
    }
}
