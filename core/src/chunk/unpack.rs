//! Columns back into changes, byte for byte, so that their hashes are the same.

use std::panic::catch_unwind;

use automerge::Change;
use sha2::{Digest, Sha256};

use super::bytes::{Reader, put, put_bytes, put_signed};
use super::pack::Previous;
use super::{
    ACTOR_BYTES_MAX, ACTORS_MAX, BadChunk, CHANGE_OPS_MAX, CHANGES_MAX, CHUNK_OPS_MAX, DEPS_MAX,
    OP_COUNTER_MAX, Source, UNPACKED_BYTES_MAX, columns,
};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHANGE_TYPE: u8 = 1;
/// The most bytes of rebuilt changes: a byte of a chunk can stand for a hash of 32.
const RAW_BYTES_MAX: usize = 4 * UNPACKED_BYTES_MAX;
/// The columns a change can have, each once.
pub(crate) const COLUMNS_MAX: usize = 14;
/// Layouts differ by which columns are present; real chunks have under ten.
pub(crate) const LAYOUTS_MAX: usize = 256;
/// The author's id and its two bytes of header.
pub(crate) const EXTRA_BYTES_MAX: usize = 64;
/// Messages are not used; another client may write short ones.
pub(crate) const MESSAGE_BYTES_MAX: usize = 256;

/// The changes of an inflated body.
pub(super) fn changes(source: Source, body: &[u8]) -> Result<Vec<Change>, BadChunk> {
    let mut reader = Reader(body);
    let count = reader.count(source.most(CHANGES_MAX), "changes")?;
    let tables = Tables::read(source, &mut reader)?;
    let heads = Heads::read(&mut reader, count, &tables)?;
    let columns = read_columns(&mut reader, &heads, &tables)?;
    if !reader.is_empty() {
        return Err(BadChunk::Malformed("something follows"));
    }
    rebuild(&tables, &heads, &columns)
}

/// One change of its own format. Automerge panics where a column names an operation by more than 32
/// bits (`fuzz --target relay --seed 77`, input 682650), so its reader is fenced.
fn change_of(raw: Vec<u8>) -> Result<Change, BadChunk> {
    let read = catch_unwind(|| Change::from_bytes(raw));
    read.ok().and_then(Result::ok).ok_or(BadChunk::Malformed("change"))
}

struct Tables<'a> {
    source: Source,
    actors: Vec<&'a [u8]>,
    outside: Vec<[u8; 32]>,
    layouts: Vec<Vec<u64>>,
}

impl<'a> Tables<'a> {
    fn read(source: Source, reader: &mut Reader<'a>) -> Result<Self, BadChunk> {
        let actors = reader.count(source.most(ACTORS_MAX), "actors")?;
        let actors = (0..actors)
            .map(|_| reader.bytes(ACTOR_BYTES_MAX, "actor bytes"))
            .collect::<Result<_, _>>()?;
        let outside = reader.count(source.most(CHANGES_MAX), "dependencies outside")?;
        let outside = (0..outside).map(|_| reader.hash()).collect::<Result<_, _>>()?;
        let layouts = reader.count(source.most(LAYOUTS_MAX), "layouts")?;
        let layouts = (0..layouts).map(|_| read_layout(reader)).collect::<Result<_, _>>()?;
        Ok(Self { source, actors, outside, layouts })
    }

    fn actor(&self, index: u64) -> Result<&'a [u8], BadChunk> {
        let actor = usize::try_from(index).ok().and_then(|index| self.actors.get(index));
        actor.copied().ok_or(BadChunk::Malformed("actor index"))
    }
}

fn read_layout(reader: &mut Reader<'_>) -> Result<Vec<u64>, BadChunk> {
    let columns = reader.count(COLUMNS_MAX, "columns")?;
    let layout: Vec<u64> = (0..columns).map(|_| reader.number()).collect::<Result<_, _>>()?;
    if !layout.is_sorted_by(|a, b| a < b) {
        return Err(BadChunk::Malformed("columns out of order"));
    }
    Ok(layout)
}

/// What stands before the columns of one change.
struct Head<'a> {
    actor: &'a [u8],
    seq_step: i64,
    start_step: i64,
    time_step: i64,
    deps: Vec<u64>,
    others: Vec<&'a [u8]>,
    message: &'a [u8],
    extra: &'a [u8],
    layout: usize,
}

struct Heads;

impl Heads {
    fn read<'a>(
        reader: &mut Reader<'a>,
        count: usize,
        tables: &Tables<'a>,
    ) -> Result<Vec<Head<'a>>, BadChunk> {
        let actors = each(count, || tables.actor(reader.number()?))?;
        let seqs = each(count, || reader.signed())?;
        let starts = each(count, || reader.signed())?;
        let times = each(count, || reader.signed())?;
        let mut deps = each(count, || list(reader, tables.source.most(DEPS_MAX), "dependencies"))?;
        let mut others = each(count, || {
            let others = list(reader, tables.source.most(ACTORS_MAX), "other actors")?;
            others.into_iter().map(|index| tables.actor(index)).collect::<Result<Vec<_>, _>>()
        })?;
        let messages = each(count, || reader.bytes(MESSAGE_BYTES_MAX, "message"))?;
        let extras = each(count, || reader.bytes(EXTRA_BYTES_MAX, "extra bytes"))?;
        let layouts = each(count, || {
            let layout = reader.count(tables.source.most(LAYOUTS_MAX), "layouts")?;
            tables.layouts.get(layout).map(|_| layout).ok_or(BadChunk::Malformed("layout index"))
        })?;
        Ok((0..count)
            .map(|i| Head {
                actor: actors[i],
                seq_step: seqs[i],
                start_step: starts[i],
                time_step: times[i],
                deps: std::mem::take(&mut deps[i]),
                others: std::mem::take(&mut others[i]),
                message: messages[i],
                extra: extras[i],
                layout: layouts[i],
            })
            .collect())
    }
}

fn each<T>(
    count: usize,
    mut read: impl FnMut() -> Result<T, BadChunk>,
) -> Result<Vec<T>, BadChunk> {
    (0..count).map(|_| read()).collect()
}

fn list(reader: &mut Reader<'_>, max: usize, what: &'static str) -> Result<Vec<u64>, BadChunk> {
    let length = reader.count(max, what)?;
    each(length, || reader.number())
}

/// Per change the data of its columns, in the order of its layout.
fn read_columns<'a>(
    reader: &mut Reader<'a>,
    heads: &[Head<'a>],
    tables: &Tables<'a>,
) -> Result<Vec<Vec<&'a [u8]>>, BadChunk> {
    let mut specs: Vec<u64> =
        heads.iter().flat_map(|head| tables.layouts[head.layout].iter().copied()).collect();
    specs.sort_unstable();
    specs.dedup();
    let mut columns: Vec<Vec<&'a [u8]>> = vec![Vec::new(); heads.len()];
    for spec in specs {
        let having = heads.iter().map(|head| tables.layouts[head.layout].contains(&spec));
        let having: Vec<usize> =
            having.enumerate().filter_map(|(i, has)| has.then_some(i)).collect();
        let lengths = each(having.len(), || {
            reader.count(tables.source.most(UNPACKED_BYTES_MAX), "column bytes")
        })?;
        for (change, length) in having.into_iter().zip(lengths) {
            let data = reader.take(length)?;
            columns::check(tables.source, spec, data)?;
            columns[change].push(data);
        }
    }
    Ok(columns)
}

fn rebuild(
    tables: &Tables<'_>,
    heads: &[Head<'_>],
    columns: &[Vec<&[u8]>],
) -> Result<Vec<Change>, BadChunk> {
    let mut changes: Vec<Change> = Vec::new();
    let mut previous = Previous::default();
    let (mut ops, mut raw_bytes) = (0, 0);
    for (head, columns) in heads.iter().zip(columns) {
        let deps = resolve(&head.deps, &changes, &tables.outside)?;
        let numbers = Numbers::after(&previous, head)?;
        let raw = raw_change(head, &numbers, &deps, &tables.layouts[head.layout], columns);
        raw_bytes += raw.len();
        if raw_bytes > tables.source.most(RAW_BYTES_MAX) {
            return Err(BadChunk::TooLarge("bytes of changes"));
        }
        let change = change_of(raw)?;
        ops += change.len() as u64;
        let anyone = tables.source == Source::Anyone;
        if anyone && (change.len() as u64 > CHANGE_OPS_MAX || ops > CHUNK_OPS_MAX) {
            return Err(BadChunk::TooLarge("operations"));
        }
        let next_op = numbers.start_op as i64 + change.len() as i64;
        previous = Previous { seq: numbers.seq as i64, next_op, time: numbers.time };
        changes.push(change);
    }
    Ok(changes)
}

struct Numbers {
    seq: u64,
    start_op: u64,
    time: i64,
}

impl Numbers {
    fn after(previous: &Previous, head: &Head<'_>) -> Result<Self, BadChunk> {
        let positive = |value: i64| {
            u64::try_from(value).ok().filter(|value| (1..=OP_COUNTER_MAX).contains(value))
        };
        Ok(Self {
            seq: positive(head.seq_step.wrapping_add(previous.seq + 1))
                .ok_or(BadChunk::TooLarge("sequence number"))?,
            start_op: positive(head.start_step.wrapping_add(previous.next_op))
                .ok_or(BadChunk::TooLarge("operation counter"))?,
            time: head.time_step.wrapping_add(previous.time),
        })
    }
}

fn resolve(
    references: &[u64],
    changes: &[Change],
    outside: &[[u8; 32]],
) -> Result<Vec<[u8; 32]>, BadChunk> {
    let find = |reference: &u64| {
        let index = usize::try_from(reference / 2).ok()?;
        if reference % 2 == 1 {
            return outside.get(index).copied();
        }
        changes
            .len()
            .checked_sub(index)
            .and_then(|place| changes.get(place))
            .map(|change| change.hash().0)
    };
    references
        .iter()
        .map(|reference| find(reference).ok_or(BadChunk::Malformed("dependency")))
        .collect()
}

/// The change as Automerge writes it: <https://automerge.org/automerge-binary-format-spec/#_change_reference>.
fn raw_change(
    head: &Head<'_>,
    numbers: &Numbers,
    deps: &[[u8; 32]],
    layout: &[u64],
    columns: &[&[u8]],
) -> Vec<u8> {
    let mut data = Vec::new();
    put(&mut data, deps.len() as u64);
    deps.iter().for_each(|dep| data.extend_from_slice(dep));
    put_bytes(&mut data, head.actor);
    put(&mut data, numbers.seq);
    put(&mut data, numbers.start_op);
    put_signed(&mut data, numbers.time);
    put_bytes(&mut data, head.message);
    put(&mut data, head.others.len() as u64);
    head.others.iter().for_each(|other| put_bytes(&mut data, other));
    put(&mut data, columns.len() as u64);
    for (spec, column) in layout.iter().zip(columns) {
        put(&mut data, *spec);
        put(&mut data, column.len() as u64);
    }
    columns.iter().for_each(|column| data.extend_from_slice(column));
    data.extend_from_slice(head.extra);

    let mut hashed = vec![CHANGE_TYPE];
    put_bytes(&mut hashed, &data);
    let checksum = Sha256::digest(&hashed);
    let mut raw = MAGIC.to_vec();
    raw.extend_from_slice(&checksum[..4]);
    raw.extend_from_slice(&hashed);
    raw
}
