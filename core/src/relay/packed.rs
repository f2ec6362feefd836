//! Documents packed in pieces, once for everybody who reads them: a page of a large one costs what it sends, not
//! what the document holds.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{Change, ChangeHash};

use crate::chunk::{self, PIECE_BYTES};
use crate::id::DocId;
use crate::vet::Opened;

/// Bytes of pieces that are kept, of all documents together: five of the largest.
const PACKED_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Pieces that came one by one while people wrote are packed together once they are more than so many, and
/// hold less than this part of what so many pieces could.
const LOOSE_MIN: usize = 64;
const LOOSE_PART: usize = 4;

/// The pieces of documents that were read last.
#[derive(Debug, Default)]
pub(super) struct Packed {
    docs: BTreeMap<DocId, Pieces>,
    bytes: usize,
}

/// Those of one document, in causal order.
#[derive(Debug, Default)]
struct Pieces {
    pieces: Vec<Piece>,
    bytes: usize,
    heads: BTreeSet<ChangeHash>,
}

/// Some changes, packed.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) bytes: Vec<u8>,
    /// Of the document up to here.
    pub(super) heads: Vec<ChangeHash>,
    /// Of its own changes.
    pub(super) own_heads: Vec<ChangeHash>,
}

impl Packed {
    /// The pieces behind these heads. `None` if no piece ends there.
    pub(super) fn behind(
        &mut self,
        doc: &DocId,
        opened: &Opened,
        heads: &[ChangeHash],
    ) -> Option<&[Piece]> {
        let mut all = self.take(doc).unwrap_or_default();
        if all.is_loose() || !all.heads.iter().all(|head| opened.knows(head)) {
            all = Pieces::default();
        }
        let known: Vec<ChangeHash> = all.heads.iter().copied().collect();
        all.extend(&opened.changes_since(&known));
        let ends_there = |piece: &Piece| piece.heads == heads;
        let begin = match heads {
            [] => Some(0),
            _ => all.pieces.iter().position(ends_there).map(|place| place + 1),
        };
        self.keep(doc, all);
        self.docs.get(doc)?.pieces.get(begin?..)
    }

    /// The newest piece of a document, if there is one.
    pub(super) fn last(&self, doc: &DocId) -> &[Piece] {
        let pieces = self.docs.get(doc).map_or(&[][..], |all| &all.pieces);
        &pieces[pieces.len().saturating_sub(1)..]
    }

    /// Nothing of this document is kept any more.
    pub(super) fn forget(&mut self, doc: &DocId) {
        self.take(doc);
    }

    fn take(&mut self, doc: &DocId) -> Option<Pieces> {
        let pieces = self.docs.remove(doc)?;
        self.bytes -= pieces.bytes;
        Some(pieces)
    }

    fn keep(&mut self, doc: &DocId, pieces: Pieces) {
        if self.bytes + pieces.bytes > PACKED_BYTES_MAX {
            *self = Self::default();
        }
        self.bytes += pieces.bytes;
        self.docs.insert(doc.clone(), pieces);
    }
}

impl Pieces {
    fn extend(&mut self, changes: &[Change]) {
        for (bytes, packed) in chunk::pack_pieces(changes) {
            let own_heads = chunk::heads_of(packed);
            for change in packed {
                change.deps().iter().for_each(|dep| {
                    self.heads.remove(dep);
                });
                self.heads.insert(change.hash());
            }
            self.bytes += bytes.len();
            let heads = self.heads.iter().copied().collect();
            self.pieces.push(Piece { bytes, heads, own_heads });
        }
    }

    fn is_loose(&self) -> bool {
        let count = self.pieces.len();
        count > LOOSE_MIN && self.bytes < count * PIECE_BYTES / LOOSE_PART
    }
}
