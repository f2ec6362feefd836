//! Handing over one document: whole if it is small, otherwise in pieces, each of which the phone stores by
//! itself. A phone that was cut says up to where it has the document, and the rest follows.

use automerge::ChangeHash;
use minicbor::bytes::ByteVec;

use super::link::LinkId;
use super::paging::PAGE_BYTES;
use super::shelf::{Found, Shelf};
use super::{Effect, Relay};
use crate::chunk::{self, PIECE_BYTES};
use crate::frame::{Changed, Content, Frame, Heads, Held, PIECES_SINCE, Place};
use crate::id::{DocId, Mark};
use crate::vet::Opened;

/// A document with so many changes after its snapshot is due to get another: a reader applies about so many at
/// most; measured, a hundred cost 3 ms.
pub const TAIL_CHANGES_MAX: usize = 100;
/// What opening documents for one page may cost, in bytes inflated: some tens of milliseconds.
const PAGE_COST: u64 = 4 * 1024 * 1024;

/// How much of a document was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Handed {
    /// There is none, or it cannot be read.
    Nothing,
    /// All of it.
    All,
    /// As much as a page holds; the next one goes on behind it.
    Part,
}

/// A page that is being filled with documents.
#[derive(Debug)]
pub(super) struct Filling {
    bytes: usize,
    bytes_max: usize,
    /// What it took to have them, in bytes inflated.
    pub(super) cost: u64,
}

impl Default for Filling {
    fn default() -> Self {
        Self { bytes: 0, bytes_max: PAGE_BYTES, cost: 0 }
    }
}

impl Filling {
    /// Holds what is begun, however large.
    pub(super) fn endless() -> Self {
        Self { bytes_max: usize::MAX, ..Self::default() }
    }

    pub(super) fn is_full(&self) -> bool {
        self.bytes >= self.bytes_max || self.cost > PAGE_COST
    }

    fn has_room(&self) -> bool {
        self.bytes < self.bytes_max
    }
}

/// A document as it can be had for the least.
enum Whole {
    /// As it was saved.
    Saved(Vec<u8>),
    /// Held open: to be put back.
    Opened(Box<Opened>),
}

impl Relay {
    /// Hands over a document, or as much of it as the page holds.
    pub(super) fn hand_over<S: Shelf>(
        &mut self,
        id: LinkId,
        doc: &DocId,
        place: &Place,
        page: &mut Filling,
        shelf: &mut S,
        effects: &mut Vec<Effect>,
    ) -> Result<Handed, S::Error> {
        let pieces = self.links.get(&id).is_some_and(|link| link.version >= PIECES_SINCE);
        let bytes = match self.whole(doc, pieces, page, shelf, effects)? {
            None => return Ok(Handed::Nothing),
            Some(Whole::Saved(bytes)) => bytes,
            Some(Whole::Opened(opened)) => {
                let handed = match pieces {
                    true => Err(self.hand_over_pieces(id, doc, place, page, &opened, effects)),
                    false => Ok(opened.save()),
                };
                self.open.put(doc.clone(), *opened);
                match handed {
                    Ok(Ok(bytes)) => bytes,
                    // a document that cannot be saved stays out, and is named
                    Ok(Err(_unreadable)) => {
                        effects.extend(self.found_damaged(doc));
                        return Ok(Handed::Nothing);
                    }
                    Err(handed) => return Ok(handed),
                }
            }
        };
        page.bytes += bytes.len();
        page.cost += bytes.len() as u64;
        effects.push(told(id, doc, place, Content::Snapshot(ByteVec::from(bytes)), None));
        Ok(Handed::All)
    }

    fn hand_over_pieces(
        &mut self,
        id: LinkId,
        doc: &DocId,
        place: &Place,
        page: &mut Filling,
        opened: &Opened,
        effects: &mut Vec<Effect>,
    ) -> Handed {
        let part =
            self.links.get_mut(&id).and_then(|link| link.part.take_if(|part| part.doc == *doc));
        let heads = part.map(|part| part.heads.0).unwrap_or_default();
        let seals = self.keeps_seals(id);
        let Some(pieces) = self.packed.behind(doc, opened, &heads) else {
            return self.hand_over_behind(id, doc, place, page, (opened, heads), effects);
        };
        // there is nothing left but the word that it is all
        let pieces = if pieces.is_empty() { self.packed.last(doc) } else { pieces };
        let (mut told_to, last) = (heads, pieces.len().saturating_sub(1));
        for (number, piece) in pieces.iter().enumerate() {
            if !page.has_room() {
                let part = Held { doc: doc.clone(), heads: Heads(told_to) };
                self.links.entry(id).and_modify(|link| link.part = Some(part));
                return Handed::Part;
            }
            page.bytes += piece.bytes.len();
            page.cost += piece.bytes.len() as u64;
            told_to.clone_from(&piece.heads);
            let seal = seals.then(|| self.seal.held(doc, &piece.own_heads));
            let content = content(piece.bytes.clone(), number == last);
            effects.push(told(id, doc, place, content, seal));
        }
        Handed::All
    }

    /// The same of what the phone has in another order than it was packed in.
    fn hand_over_behind(
        &mut self,
        id: LinkId,
        doc: &DocId,
        place: &Place,
        page: &mut Filling,
        (opened, mut heads): (&Opened, Vec<ChangeHash>),
        effects: &mut Vec<Effect>,
    ) -> Handed {
        page.cost += opened.cost();
        let mut changes = opened.changes_since(&heads);
        if changes.is_empty() {
            changes = opened.changes_since(&[]);
            changes.drain(..changes.len().saturating_sub(1));
        }
        let (mut done, seals) = (0, self.keeps_seals(id));
        for (piece, packed) in chunk::pack_pieces(&changes) {
            if !page.has_room() {
                heads.extend(chunk::heads_of(&changes[..done]));
                let part = Held { doc: doc.clone(), heads: Heads(heads) };
                self.links.entry(id).and_modify(|link| link.part = Some(part));
                return Handed::Part;
            }
            page.bytes += piece.len();
            done += packed.len();
            let seal = seals.then(|| self.seal.held(doc, &chunk::heads_of(packed)));
            effects.push(told(id, doc, place, content(piece, done == changes.len()), seal));
        }
        Handed::All
    }

    /// The document as it is held open, or as it is stored. Says if it has grown since its snapshot.
    fn whole<S: Shelf>(
        &mut self,
        doc: &DocId,
        pieces: bool,
        page: &mut Filling,
        shelf: &mut S,
        effects: &mut Vec<Effect>,
    ) -> Result<Option<Whole>, S::Error> {
        // while something is tried out on it, a copy costs little, and to load it what all have written in it
        if let Some(opened) = self.open.close(doc).or_else(|| self.held_open(doc)) {
            return Ok(Some(Whole::Opened(Box::new(opened))));
        }
        let stored = match shelf.document(doc)? {
            Found::Nothing => return Ok(None),
            Found::Damaged => {
                effects.extend(self.found_damaged(doc));
                return Ok(None);
            }
            Found::Whole(stored) => stored,
        };
        if let (Some(snapshot), true) = (&stored.snapshot, stored.tail.is_empty())
            && (snapshot.len() <= PIECE_BYTES || !pieces)
        {
            return Ok(Some(Whole::Saved(snapshot.clone())));
        }
        let has_grown = stored.tail.len() >= TAIL_CHANGES_MAX;
        // a document that does not open stays out, and is named
        let Ok(opened) = super::trials::open(doc, stored) else {
            effects.extend(self.found_damaged(doc));
            return Ok(None);
        };
        page.cost += opened.cost();
        if has_grown {
            effects.push(Effect::Grown(doc.clone()));
        }
        Ok(Some(Whole::Opened(Box::new(opened))))
    }

    /// A copy of a document as it is stored, if it is held open.
    #[must_use]
    pub fn held_open(&self, doc: &DocId) -> Option<Opened> {
        self.opened(doc).cloned()
    }
}

fn content(piece: Vec<u8>, is_last: bool) -> Content {
    let piece = ByteVec::from(piece);
    if is_last { Content::Chunk(piece) } else { Content::Piece(piece) }
}

fn told(id: LinkId, doc: &DocId, place: &Place, content: Content, seal: Option<Mark>) -> Effect {
    let (place, doc) = (place.clone(), doc.clone());
    Effect::Send(id, Frame::Changed(Changed { place, doc, content, by: None, mark: None, seal }))
}
