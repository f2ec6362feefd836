//! Whose a change is that this phone cannot sign itself: what its author's device has signed is kept beside it,
//! so that the relay takes it from this phone too.
//!
//! On the disk proofs stand before a chunk, under one key with it: they come with the changes they are of, and
//! another tab hears of both at once. A snapshot takes the place of chunks; then proofs stand alone.

use std::collections::BTreeSet;

use automerge::{Change, ChangeHash};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Decoder, Encode};

use super::dial::is_own;
use super::{Open, Record, key_of};
use crate::chunk::{self, Source};
use crate::document::is_fixed;
use crate::id::{DeviceId, ReplicaId};
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

/// What travels in one push: signed by this device, or as somebody else has signed it.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) changes: Vec<Change>,
    pub(super) proof: Option<Proof>,
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
                    units.push(Unit { changes: of_it, proof: Some(proof.clone()) });
                }
                false
            });
            if left.len() == before {
                return (units, left.is_empty());
            }
        }
    }
}
