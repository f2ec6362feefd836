//! Reading the log and the documents.

use automerge::{Change, ChangeHash};
use paguyuban::id::{DeviceId, DocId, ForumId, ReplicaId, Seq};
use paguyuban::relay::{LogRow, RowContent, StoredDocument};
use paguyuban::{chunk, document};
use rusqlite::{Connection, OptionalExtension, named_params};

use super::row::{
    ChangeRow, EntryRow, damaged, document_sum, parsed, sized, snapshot_sum, wire_sum,
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
        let entry = EntryRow::read(row)?;
        let wire: Option<(Vec<u8>, i64)> = row.get::<_, Option<Vec<u8>>>(7)?.zip(row.get(8)?);
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
    let Ok(doc) = entry.doc.parse() else {
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
    let place = named_params! {
        ":forum": forum.to_string(),
        ":after": after.map_or("", DocId::as_str),
        ":docs_max": docs_max,
    };
    let rows = read.query_map(place, |row| row.get::<_, String>(0))?;
    rows.map(|row| parsed("document", &row?)).collect()
}

pub(super) fn document_count(connection: &Connection, forum: ForumId) -> Result<u64, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../document_count.sql"))?;
    let count: i64 =
        read.query_row(named_params! { ":forum": forum.to_string() }, |row| row.get(0))?;
    Ok(count.unsigned_abs())
}
