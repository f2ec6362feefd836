//! Reading the log and the documents.

use std::collections::BTreeMap;

use automerge::{Change, ChangeHash};
use paguyuban::id::{DeviceId, DocId, ForumId, MemberId, ReplicaId, Seq};
use paguyuban::relay::{LogRow, RowContent, StoredDocument, Used};
use paguyuban::{chunk, document};
use rusqlite::{Connection, OptionalExtension, named_params};

use super::people;
use super::row::{
    ChangeRow, EntryRow, damaged, document_sum, each, sized, snapshot_sum, sound, wire_sum,
};
use crate::store::StoreError;

pub(super) fn document(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
) -> Result<Option<StoredDocument>, StoreError> {
    let snapshot = match snapshot(connection, forum, doc) {
        // the changes before it are still there
        Err(StoreError::Damaged { table, row }) => {
            tracing::error!(table, row, "a damaged snapshot is passed over");
            None
        }
        read => read?,
    };
    let (after, snapshot) = snapshot.map_or((0, None), |(seq, bytes)| (seq, Some(bytes)));
    let tail = changes(connection, forum, doc, after)?;
    Ok((snapshot.is_some() || !tail.is_empty()).then_some(StoredDocument { snapshot, tail }))
}

pub(super) fn snapshot(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
    let name = forum.to_string();
    let row: Option<(u64, Vec<u8>, i64)> = connection
        .prepare_cached(include_str!("../snapshot_one.sql"))?
        .query_row(named_params! { ":forum": name, ":doc": doc.as_str() }, |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((seq, bytes, sum)) = row else {
        return Ok(None);
    };
    if snapshot_sum(&name, doc.as_str(), seq, &bytes) != sum {
        return Err(damaged("snapshot", format!("{forum} {doc}")));
    }
    Ok(Some((seq, bytes)))
}

/// As much of a document as can be read, and its heads.
pub(super) fn readable(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
) -> Result<Option<(StoredDocument, Vec<ChangeHash>)>, StoreError> {
    let stored = match document(connection, forum, doc) {
        Err(StoreError::Damaged { .. }) => Some(sound_parts(connection, forum, doc)?),
        read => read?,
    };
    let heads = match heads(connection, forum, doc) {
        Err(StoreError::Damaged { .. }) => Vec::new(),
        read => read?,
    };
    Ok(stored.map(|stored| (stored, heads)))
}

fn sound_parts(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
) -> Result<StoredDocument, StoreError> {
    // without the snapshot too, all that can be read is in the changes, or was given to it by them
    let snapshot = snapshot(connection, forum, doc).ok().flatten();
    let after = snapshot.as_ref().map_or(0, |(seq, _)| *seq);
    let mut read = connection.prepare_cached(include_str!("../change_after.sql"))?;
    let place =
        named_params! { ":forum": forum.to_string(), ":doc": doc.as_str(), ":after": after };
    let rows = each(read.query(place)?, |row| ChangeRow::read(row)?.change(forum, doc.as_str()))?;
    Ok(StoredDocument { snapshot: snapshot.map(|(_, bytes)| bytes), tail: sound(rows)? })
}

/// A document's changes after a place in the log, in its order.
pub(super) fn changes(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
    after: u64,
) -> Result<Vec<Change>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../change_after.sql"))?;
    let place =
        named_params! { ":forum": forum.to_string(), ":doc": doc.as_str(), ":after": after };
    let rows = read.query_map(place, ChangeRow::read)?;
    rows.map(|row| row?.change(forum, doc.as_str())).collect()
}

pub(super) fn tail_changes(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
) -> Result<u64, StoreError> {
    let mut count = connection.prepare_cached(include_str!("../change_tail.sql"))?;
    let place = named_params! { ":forum": forum.to_string(), ":doc": doc.as_str() };
    Ok(count.query_row(place, |row| row.get(0))?)
}

pub(super) fn heads(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
) -> Result<Vec<ChangeHash>, StoreError> {
    let name = forum.to_string();
    let row: Option<(Vec<u8>, u64, i64)> = connection
        .prepare_cached(include_str!("../document_one.sql"))?
        .query_row(named_params! { ":forum": name, ":doc": doc.as_str() }, |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((heads, seq, sum)) = row else {
        return Ok(Vec::new());
    };
    if document_sum(&name, doc.as_str(), &heads, seq) != sum {
        return Err(damaged("document", format!("{forum} {doc}")));
    }
    Ok(heads.chunks_exact(32).filter_map(|hash| hash.try_into().ok().map(ChangeHash)).collect())
}

pub(super) fn knows(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
    hashes: &[ChangeHash],
) -> Result<bool, StoreError> {
    let mut known = connection.prepare_cached(include_str!("../change_known.sql"))?;
    // the fixed first change is in every document and in no log
    let first = document::genesis_head(doc.kind());
    for hash in hashes.iter().filter(|hash| **hash != first) {
        let place =
            named_params! { ":forum": forum.to_string(), ":doc": doc.as_str(), ":hash": hash.0 };
        if !known.exists(place)? {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) fn log_after(
    connection: &Connection,
    forum: ForumId,
    after: Seq,
    bytes_max: usize,
) -> Result<Vec<LogRow>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../log_after.sql"))?;
    let place = named_params! { ":forum": forum.to_string(), ":after": after.0 };
    let mut found = read.query(place)?;
    let (mut rows, mut bytes) = (Vec::new(), 0);
    while let Some(row) = found.next()? {
        let seq = row.get(0)?;
        let entry = EntryRow::read(row).unwrap_or_else(|_damaged| EntryRow::lost(seq));
        let wire = row.get::<_, Option<Vec<u8>>>(7).ok().flatten().zip(row.get(8).ok());
        let Some(row) = log_row(connection, forum, &entry, wire)? else {
            tracing::error!(%forum, seq = entry.seq, "an entry of the log names no document");
            continue;
        };
        bytes += row.content.chunk().map_or(0, Vec::len);
        rows.push(row);
        if bytes >= bytes_max {
            break;
        }
    }
    Ok(rows)
}

/// A row as it is handed on; nothing if not even its document is known any more.
fn log_row(
    connection: &Connection,
    forum: ForumId,
    entry: &EntryRow,
    wire: Option<(Vec<u8>, i64)>,
) -> Result<Option<LogRow>, StoreError> {
    let name = forum.to_string();
    let sound = entry.sum(&name) == entry.sum;
    // the changes say better what it was about
    let doc = if sound { None } else { doc_of(connection, &name, entry.seq)? };
    let content = match wire {
        _ if !sound => RowContent::Damaged,
        Some((chunk, sum)) if wire_sum(&name, entry.seq, &chunk) == sum => RowContent::Chunk(chunk),
        _ => match packed_anew(connection, forum, entry) {
            Ok(chunk) => RowContent::Chunk(chunk),
            Err(StoreError::Damaged { table, row }) => {
                tracing::error!(table, row, "an entry of the log is handed on with its document");
                RowContent::Damaged
            }
            Err(error) => return Err(error),
        },
    };
    let Ok(doc) = doc.unwrap_or_else(|| entry.doc.clone()).parse() else {
        return Ok(None);
    };
    Ok(Some(LogRow {
        seq: Seq(entry.seq),
        doc,
        device: DeviceId(sized("log", &entry.device).unwrap_or_default()),
        replica: ReplicaId(sized("log", &entry.replica).unwrap_or_default()),
        content,
    }))
}

fn doc_of(connection: &Connection, forum: &str, seq: u64) -> Result<Option<String>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../change_doc.sql"))?;
    let place = named_params! { ":forum": forum, ":seq": seq };
    match read.query_row(place, |row| row.get(0)).optional().map_err(StoreError::from) {
        Err(StoreError::Damaged { .. }) => Ok(None),
        doc => doc,
    }
}

/// The chunk of an entry whose wire copy was dropped.
fn packed_anew(
    connection: &Connection,
    forum: ForumId,
    entry: &EntryRow,
) -> Result<Vec<u8>, StoreError> {
    let changes = entry_changes(connection, forum, entry)?;
    let mut chunks = chunk::pack(&changes);
    if changes.len() as u64 != entry.changes || chunks.len() != 1 {
        return Err(damaged("log", format!("{forum} {}", entry.seq)));
    }
    Ok(chunks.swap_remove(0))
}

pub(super) fn entry_changes(
    connection: &Connection,
    forum: ForumId,
    entry: &EntryRow,
) -> Result<Vec<Change>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../change_of_entry.sql"))?;
    let place = named_params! { ":forum": forum.to_string(), ":doc": entry.doc, ":seq": entry.seq };
    let rows = read.query_map(place, ChangeRow::read)?;
    rows.map(|row| row?.change(forum, &entry.doc)).collect()
}

pub(super) fn documents_after(
    connection: &Connection,
    forum: ForumId,
    after: Option<&DocId>,
    docs_max: usize,
) -> Result<Vec<DocId>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../document_after.sql"))?;
    let forum = forum.to_string();
    let (mut docs, mut after) = (Vec::new(), after.map_or("", DocId::as_str).to_owned());
    let mut unreadable = 0_u64;
    while docs.len() < docs_max {
        let place = named_params! { ":forum": forum, ":after": after, ":unreadable": unreadable };
        let next = read.query_row(place, |row| row.get::<_, String>(0));
        match next.optional().map_err(StoreError::from) {
            Ok(Some(name)) => {
                docs.extend(name.parse::<DocId>().ok());
                (after, unreadable) = (name, 0);
            }
            Ok(None) => break,
            Err(StoreError::Damaged { .. }) => unreadable += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(docs)
}

pub(super) fn document_count(connection: &Connection, forum: ForumId) -> Result<u64, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../document_count.sql"))?;
    let count: i64 =
        read.query_row(named_params! { ":forum": forum.to_string() }, |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

pub(super) fn used_since(
    connection: &Connection,
    forum: ForumId,
    since_ms: u64,
) -> Result<BTreeMap<MemberId, Used>, StoreError> {
    let people: BTreeMap<DeviceId, MemberId> = people::devices(connection, forum)?
        .into_iter()
        .map(|device| (device.id, device.member))
        .collect();
    let mut read = connection.prepare_cached(include_str!("../log_newest.sql"))?;
    let mut weigh = connection.prepare_cached(include_str!("../change_weight.sql"))?;
    let forum = forum.to_string();
    let mut rows = read.query(named_params! { ":forum": forum })?;
    let mut used: BTreeMap<MemberId, Used> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let Ok(entry) = EntryRow::read(row) else {
            continue;
        };
        // the emptied place of an erased document has no time
        if entry.changes == 0 {
            continue;
        }
        if entry.at_ms < since_ms {
            break;
        }
        let device = sized("log", &entry.device).map(DeviceId).ok();
        let Some(member) = device.and_then(|device| people.get(&device)) else {
            continue;
        };
        let place = named_params! { ":forum": forum, ":doc": entry.doc, ":seq": entry.seq };
        let (bytes, is_first): (u64, bool) =
            weigh.query_row(place, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let used = used.entry(*member).or_default();
        used.bytes += bytes;
        used.documents += u64::from(is_first);
    }
    Ok(used)
}
