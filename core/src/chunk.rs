//! A chunk: changes of one document, packed for the wire and the log.
//!
//! Automerge stores every change alone, about 120 bytes of which most are hashes and repeated
//! headers. A chunk writes the changes column by column: each hash that can be computed is left
//! out, actors and column layouts are written once, everything is deflated together. Measured on
//! five kinds of editing it takes 0.5–1.45 × the bytes of Automerge's own `Bundle`, and unlike
//! `Bundle`, whose parser panics or hangs on hostile bytes, this one is ours and bounded
//! (`docs/decisions/0001-own-chunk-format.md`). `docs/PROTOCOL.md` §4 describes the layout.

use std::io::Read;

use automerge::{Change, ChangeHash};
use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};
use thiserror::Error;

mod bytes;
mod columns;
mod pack;
mod unpack;

pub(crate) use unpack::{COLUMNS_MAX, EXTRA_BYTES_MAX, LAYOUTS_MAX, MESSAGE_BYTES_MAX};

/// The largest chunk in bytes as it travels; leaves room for its name in a frame.
pub const CHUNK_BYTES_MAX: usize = 256 * 1024;
/// What travels is packed into pieces of about so many bytes, each stored and answered by itself: four seconds
/// on the slowest link (2 kB/s), so that a cut costs no more. One change alone may make a larger one.
pub const PIECE_BYTES: usize = 8 * 1024;
/// The largest chunk in bytes once inflated; deflate reaches 1 : 1,000, text about 1 : 4.
pub const UNPACKED_BYTES_MAX: usize = 4 * 1024 * 1024;
/// The most changes in a chunk; a phone makes about 200 in a busy day.
pub const CHANGES_MAX: usize = 4_096;
/// The most operations in one change: a long paste is split well before this.
pub const CHANGE_OPS_MAX: u64 = 65_536;
/// The most operations in all changes of a chunk.
pub const CHUNK_OPS_MAX: u64 = 262_144;
/// The most dependencies of one change: as many heads as people offline at once.
pub const DEPS_MAX: usize = 256;
/// The most actors that one chunk names.
pub const ACTORS_MAX: usize = 4_096;
/// The longest actor: 16 bytes of ours and Automerge's concurrency mark.
pub const ACTOR_BYTES_MAX: usize = 40;
/// The highest operation counter; Automerge keeps it in 32 bits and panics past them.
pub const OP_COUNTER_MAX: u64 = u32::MAX as u64 / 2;

const VERSION: u8 = 1;
/// About how many bytes of changes make one of a chunk.
const DEFLATES: usize = 6;

/// Whose chunk is read. The limits above are for what comes from somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Anyone,
    /// The phone's own disk, from under its hash: what a phone has made it can read, whatever the limits
    /// are today.
    OwnDisk,
}

impl Source {
    /// How much is taken of what has a limit.
    fn most(self, limit: usize) -> usize {
        match self {
            Self::Anyone => limit,
            Self::OwnDisk => usize::MAX,
        }
    }
}

/// Bytes that are no chunk, or one over a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BadChunk {
    /// Over the named limit.
    #[error("chunk over the limit of {0}")]
    TooLarge(&'static str),
    /// Not the layout of a chunk.
    #[error("malformed chunk: {0}")]
    Malformed(&'static str),
}

/// Packs changes, given in causal order, into as few chunks as the limits allow.
///
/// A single change over the limits still makes a chunk, of it alone, which the relay will refuse: the
/// editing side keeps changes small.
#[must_use]
pub fn pack(changes: &[Change]) -> Vec<Vec<u8>> {
    pack_each(changes).map(|(chunk, _)| chunk).collect()
}

/// As [`pack`], each chunk with the changes in it.
pub(crate) fn pack_each(changes: &[Change]) -> impl Iterator<Item = (Vec<u8>, &[Change])> {
    pack_below(CHUNK_BYTES_MAX, changes, fitting)
}

/// As [`pack_each`], in pieces of at most [`PIECE_BYTES`] where several changes can be parted.
pub(crate) fn pack_pieces(changes: &[Change]) -> impl Iterator<Item = (Vec<u8>, &[Change])> {
    pack_below(PIECE_BYTES, changes, |rest| fitting(rest).min(of_a_piece(rest)))
}

fn pack_below(
    bytes_max: usize,
    changes: &[Change],
    fitting: impl Fn(&[Change]) -> usize,
) -> impl Iterator<Item = (Vec<u8>, &[Change])> {
    let mut rest = changes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut count = fitting(rest);
        let mut chunk = pack_in_one(&rest[..count]);
        while chunk.len() > bytes_max && count > 1 {
            // what is over goes in proportion, and a little more
            count = (count * bytes_max / chunk.len() * 9 / 10).clamp(1, count - 1);
            chunk = pack_in_one(&rest[..count]);
        }
        let packed;
        (packed, rest) = rest.split_at(count);
        Some((chunk, packed))
    })
}

/// How many of the first changes may make one piece: more than [`DEFLATES`] to one is rare, and packing
/// them all to see would take as long as all pieces together.
fn of_a_piece(changes: &[Change]) -> usize {
    let mut bytes = 0;
    let over = changes.iter().position(|change| {
        bytes += change.raw_bytes().len();
        bytes > PIECE_BYTES * DEFLATES
    });
    over.unwrap_or(changes.len()).max(1)
}

/// How many of the first changes stay under the limits of one chunk before it is deflated.
fn fitting(changes: &[Change]) -> usize {
    let (mut bytes, mut ops) = (0, 0);
    let over = changes.iter().take(CHANGES_MAX).position(|change| {
        bytes += change.raw_bytes().len();
        ops += change.len() as u64;
        let alone = change.len() as u64 > CHANGE_OPS_MAX;
        alone || bytes > UNPACKED_BYTES_MAX || ops > CHUNK_OPS_MAX
    });
    over.unwrap_or(changes.len().min(CHANGES_MAX)).max(1)
}

/// Packs changes into one chunk, whatever its size: as another program may do it.
#[must_use]
pub fn pack_in_one(changes: &[Change]) -> Vec<u8> {
    let body = pack::body(changes);
    let mut chunk = vec![VERSION];
    // reading from memory cannot fail
    let deflated = DeflateEncoder::new(&body[..], Compression::best()).read_to_end(&mut chunk);
    debug_assert!(deflated.is_ok());
    chunk
}

/// Unpacks a chunk that may come from anyone: the changes, hashed and parsed, in causal order.
///
/// What it returns parses, but has not been applied to anything; see [`crate::vet`].
///
/// # Errors
/// [`BadChunk`]; nothing is allocated beyond the limits.
pub fn unpack(chunk: &[u8]) -> Result<Vec<Change>, BadChunk> {
    unpack_from(Source::Anyone, chunk)
}

/// As [`unpack`], by the limits for whose it is.
pub(crate) fn unpack_from(source: Source, chunk: &[u8]) -> Result<Vec<Change>, BadChunk> {
    let (body, bad) = inflate(source, chunk);
    bad.map_or_else(|| unpack::changes(source, &body), Err)
}

/// As [`unpack`], and what it has cost, in bytes that were inflated or rebuilt.
pub(crate) fn unpack_counted(chunk: &[u8]) -> (Result<Vec<Change>, BadChunk>, u64) {
    let (body, bad) = inflate(Source::Anyone, chunk);
    let changes = bad.map_or_else(|| unpack::changes(Source::Anyone, &body), Err);
    let raw = |changes: &Vec<Change>| changes.iter().map(|it| it.raw_bytes().len() as u64).sum();
    let cost = changes.as_ref().map_or(body.len() as u64, raw);
    (changes, cost)
}

/// What a chunk inflates to, or as much of it as there was before something was wrong.
fn inflate(source: Source, chunk: &[u8]) -> (Vec<u8>, Option<BadChunk>) {
    let mut body = Vec::new();
    let bad = inflate_into(&mut body, source, chunk).err();
    (body, bad)
}

fn inflate_into(body: &mut Vec<u8>, source: Source, chunk: &[u8]) -> Result<(), BadChunk> {
    if chunk.len() > source.most(CHUNK_BYTES_MAX) {
        return Err(BadChunk::TooLarge("bytes"));
    }
    let Some((&VERSION, deflated)) = chunk.split_first() else {
        return Err(BadChunk::Malformed("version"));
    };
    let most = source.most(UNPACKED_BYTES_MAX);
    DeflateDecoder::new(deflated)
        .take((most as u64).saturating_add(1))
        .read_to_end(body)
        .map_err(|_| BadChunk::Malformed("deflate"))?;
    if body.len() > most { Err(BadChunk::TooLarge("unpacked bytes")) } else { Ok(()) }
}

/// The changes that no other of the given ones depends on, sorted: the heads they add.
#[must_use]
pub fn heads_of(changes: &[Change]) -> Vec<ChangeHash> {
    let deps: std::collections::BTreeSet<ChangeHash> =
        changes.iter().flat_map(|change| change.deps().iter().copied()).collect();
    let mut heads: Vec<ChangeHash> =
        changes.iter().map(Change::hash).filter(|hash| !deps.contains(hash)).collect();
    heads.sort();
    heads
}

#[cfg(test)]
mod tests;
