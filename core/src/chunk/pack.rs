//! Changes into columns.

use std::collections::BTreeMap;

use automerge::{ActorId, Change, ChangeHash};

use super::bytes::{Reader, put, put_bytes, put_signed};

/// Bytes before the length in a change: magic (4), checksum (4), type (1).
pub(super) const CHANGE_HEADER_BYTES: usize = 9;

/// The inflated body of a chunk.
pub(super) fn body(changes: &[Change]) -> Vec<u8> {
    let mut packer = Packer::default();
    for (index, change) in changes.iter().enumerate() {
        packer.add(index, change);
    }
    packer.finish(changes.len())
}

#[derive(Default)]
struct Packer {
    actors: Vec<ActorId>,
    outside: Vec<ChangeHash>,
    layouts: Vec<Vec<u64>>,
    inside: BTreeMap<ChangeHash, usize>,
    previous: Previous,
    streams: Streams,
    columns: BTreeMap<u64, Column>,
}

/// What numbers are written against: the change before.
#[derive(Default)]
pub(super) struct Previous {
    pub(super) seq: i64,
    pub(super) next_op: i64,
    pub(super) time: i64,
}

#[derive(Default)]
struct Streams {
    actors: Vec<u8>,
    seqs: Vec<u8>,
    start_ops: Vec<u8>,
    times: Vec<u8>,
    deps: Vec<u8>,
    others: Vec<u8>,
    layouts: Vec<u8>,
    messages: Vec<u8>,
    extras: Vec<u8>,
}

#[derive(Default)]
struct Column {
    lengths: Vec<u8>,
    data: Vec<u8>,
}

impl Packer {
    fn add(&mut self, index: usize, change: &Change) {
        let actor = index_in(&mut self.actors, change.actor_id());
        put(&mut self.streams.actors, actor);
        self.numbers(change);
        self.deps(index, change);
        put(&mut self.streams.others, change.other_actor_ids().len() as u64);
        for other in change.other_actor_ids() {
            let other = index_in(&mut self.actors, other);
            put(&mut self.streams.others, other);
        }
        put_bytes(&mut self.streams.messages, change.message().unwrap_or_default().as_bytes());
        put_bytes(&mut self.streams.extras, change.extra_bytes());
        let columns = columns_of(change);
        let layout = columns.iter().map(|(spec, _)| *spec).collect();
        let layout = index_in(&mut self.layouts, &layout);
        put(&mut self.streams.layouts, layout);
        for (spec, data) in columns {
            let column = self.columns.entry(spec).or_default();
            put(&mut column.lengths, data.len() as u64);
            column.data.extend_from_slice(data);
        }
        self.inside.insert(change.hash(), index);
    }

    fn numbers(&mut self, change: &Change) {
        let (seq, start) = (change.seq() as i64, change.start_op().get() as i64);
        put_signed(&mut self.streams.seqs, seq.wrapping_sub(self.previous.seq + 1));
        put_signed(&mut self.streams.start_ops, start.wrapping_sub(self.previous.next_op));
        put_signed(&mut self.streams.times, change.timestamp().wrapping_sub(self.previous.time));
        self.previous =
            Previous { seq, next_op: start + change.len() as i64, time: change.timestamp() };
    }

    /// A dependency is `2 × distance` to an earlier change of the chunk, or `2 × index + 1` of one outside.
    fn deps(&mut self, index: usize, change: &Change) {
        put(&mut self.streams.deps, change.deps().len() as u64);
        for dep in change.deps() {
            let reference = match self.inside.get(dep) {
                Some(earlier) => (index - earlier) as u64 * 2,
                None => index_in(&mut self.outside, dep) * 2 + 1,
            };
            put(&mut self.streams.deps, reference);
        }
    }

    fn finish(self, changes: usize) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, changes as u64);
        put(&mut out, self.actors.len() as u64);
        self.actors.iter().for_each(|actor| put_bytes(&mut out, actor.to_bytes()));
        put(&mut out, self.outside.len() as u64);
        self.outside.iter().for_each(|hash| out.extend_from_slice(&hash.0));
        put(&mut out, self.layouts.len() as u64);
        for layout in &self.layouts {
            put(&mut out, layout.len() as u64);
            layout.iter().for_each(|spec| put(&mut out, *spec));
        }
        let s = self.streams;
        for stream in [
            s.actors,
            s.seqs,
            s.start_ops,
            s.times,
            s.deps,
            s.others,
            s.messages,
            s.extras,
            s.layouts,
        ] {
            out.extend_from_slice(&stream);
        }
        for column in self.columns.values() {
            out.extend_from_slice(&column.lengths);
            out.extend_from_slice(&column.data);
        }
        out
    }
}

fn index_in<T: PartialEq + Clone>(table: &mut Vec<T>, item: &T) -> u64 {
    let index = table.iter().position(|known| known == item).unwrap_or_else(|| {
        table.push(item.clone());
        table.len() - 1
    });
    index as u64
}

/// The columns of a change as Automerge wrote it: specification and data.
fn columns_of(change: &Change) -> Vec<(u64, &[u8])> {
    // Automerge itself wrote these bytes, or `unpack` did, so they read to the end
    read_columns(change.raw_bytes()).unwrap_or_default()
}

fn read_columns(raw: &[u8]) -> Option<Vec<(u64, &[u8])>> {
    let mut reader = Reader(raw);
    reader.take(CHANGE_HEADER_BYTES).ok()?;
    reader.number().ok()?;
    let deps = reader.number().ok()?;
    reader.take(usize::try_from(deps).ok()? * 32).ok()?;
    reader.bytes(usize::MAX, "actor").ok()?;
    reader.number().ok()?;
    reader.number().ok()?;
    reader.signed().ok()?;
    reader.bytes(usize::MAX, "message").ok()?;
    for _ in 0..reader.number().ok()? {
        reader.bytes(usize::MAX, "actor").ok()?;
    }
    let columns = reader.number().ok()?;
    let lengths: Vec<(u64, u64)> = (0..columns)
        .map(|_| Some((reader.number().ok()?, reader.number().ok()?)))
        .collect::<Option<_>>()?;
    lengths
        .into_iter()
        .map(|(spec, length)| Some((spec, reader.take(usize::try_from(length).ok()?).ok()?)))
        .collect()
}
