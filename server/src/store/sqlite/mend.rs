//! Putting back what a disk has damaged. A change is known by its hash, which stands in its row: bytes
//! that have it are the ones that were written, whoever brings them.

use std::collections::BTreeMap;

use automerge::Change;
use paguyuban::chunk;
use paguyuban::id::{DocId, ForumId};
use rusqlite::{Connection, named_params};

use super::row::{ChangeRow, document_sum, hash_bytes};
use super::shelf;
use crate::store::StoreError;

/// Writes those of these changes anew whose rows are damaged, then the document's heads, if they are.
pub(super) fn mend(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
    changes: &[Change],
) -> Result<usize, StoreError> {
    let name = forum.to_string();
    let given: BTreeMap<[u8; 32], &Change> = changes.iter().map(|c| (c.hash().0, c)).collect();
    let place = named_params! { ":forum": name, ":doc": doc.as_str(), ":after": 0 };
    let rows: Vec<ChangeRow> = connection
        .prepare_cached(include_str!("../change_after.sql"))?
        .query_map(place, ChangeRow::read)?
        .collect::<Result<_, _>>()?;
    let mut mended = 0;
    for mut row in rows {
        let bytes = given.get(row.hash.as_slice()).map(|change| change.raw_bytes().to_vec());
        let Some(bytes) = bytes.filter(|bytes| row.is_damaged(&name, doc.as_str(), bytes)) else {
            continue;
        };
        row.bytes = bytes;
        mended += connection.prepare_cached(include_str!("../change_mend.sql"))?.execute(
            named_params! {
                ":forum": name, ":doc": doc.as_str(), ":seq": row.seq, ":idx": row.idx,
                ":bytes": row.bytes, ":sum": row.sum(&name, doc.as_str()),
            },
        )?;
    }
    Ok(mended + mend_heads(connection, forum, doc)?)
}

fn mend_heads(connection: &Connection, forum: ForumId, doc: &DocId) -> Result<usize, StoreError> {
    if !matches!(shelf::heads(connection, forum, doc), Err(StoreError::Damaged { .. })) {
        return Ok(0);
    }
    let Ok(changes) = shelf::changes(connection, forum, doc, 0) else {
        // more of it has to come back first
        return Ok(0);
    };
    let name = forum.to_string();
    let seq: u64 = connection
        .prepare_cached(include_str!("../change_last.sql"))?
        .query_row(named_params! { ":forum": name, ":doc": doc.as_str() }, |row| row.get(0))?;
    let heads = hash_bytes(&chunk::heads_of(&changes));
    Ok(connection.prepare_cached(include_str!("../document_put.sql"))?.execute(named_params! {
        ":forum": name, ":doc": doc.as_str(), ":heads": heads, ":seq": seq,
        ":sum": document_sum(&name, doc.as_str(), &heads, seq),
    })?)
}
