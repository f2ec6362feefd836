//! The log's mark: by which a history that went back is told from the one that phones know.
//!
//! A relay's disk can come to hold what it held before, without anybody having said so: a folder was copied
//! back, a machine went back to a snapshot, a card had not written what it said. Its log then goes on under
//! numbers that phones know, with other entries. So each place has a mark of all that stands up to there.
//!
//! Its first half is the first 64 bits of SHA-256 over the half before, the place, the document and the hashes of the
//! changes. The second half is the relay's seal on that, so that nobody can claim to have been told another:
//! who brings one back with a true seal that is not the log's shows that the log was another.

use automerge::{Change, ChangeHash};
use sha2::{Digest, Sha256};

use crate::id::{DocId, Mark, Seq};

/// The bytes of each half.
const HALF: usize = 8;

/// The mark of an empty log.
pub const NO_MARK: Mark = Mark([0; 2 * HALF]);

/// With what a forum's relay seals its marks. It is in the database, and never leaves it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Seal(pub [u8; 16]);

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal")
    }
}

impl Seal {
    /// The mark of the place after the one of `before`.
    #[must_use]
    pub fn mark(&self, before: Mark, seq: Seq, doc: &DocId, changes: &[Change]) -> Mark {
        let mut sum = Sha256::new();
        sum.update(&before.0[..HALF]);
        sum.update(seq.0.to_be_bytes());
        sum.update(doc.as_str());
        changes.iter().for_each(|change| sum.update(change.hash().0));
        self.on(seq, &sum.finalize()[..HALF])
    }

    /// Whether this relay has said this of this place.
    #[must_use]
    pub fn is_on(&self, mark: Mark, seq: Seq) -> bool {
        self.on(seq, &mark.0[..HALF]) == mark
    }

    /// That this relay has held these changes of a document, and so all that they rest on: it can be shown to
    /// it when it has lost them. Each hash stands for the whole past of its change.
    #[must_use]
    pub fn held(&self, doc: &DocId, heads: &[ChangeHash]) -> Mark {
        let mut sum = Sha256::new();
        sum.update(self.0);
        sum.update("paguyuban held 1\n");
        sum.update(doc.as_str());
        heads.iter().for_each(|head| sum.update(head.0));
        let mut mark = [0; 2 * HALF];
        mark.copy_from_slice(&sum.finalize()[..2 * HALF]);
        Mark(mark)
    }

    fn on(&self, seq: Seq, half: &[u8]) -> Mark {
        let mut sum = Sha256::new();
        sum.update(self.0);
        sum.update(seq.0.to_be_bytes());
        sum.update(half);
        let mut mark = [0; 2 * HALF];
        mark[..HALF].copy_from_slice(half);
        mark[HALF..].copy_from_slice(&sum.finalize()[..HALF]);
        Mark(mark)
    }
}
