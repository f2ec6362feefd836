//! Erasing in steps: on a full disk a large document does not fit in the write-ahead log at once. Its tombstone
//! comes first, so from then on nobody is told of it and nobody writes in it; then piece after piece goes, and
//! the room that one took in the log serves the next. What a crash leaves is erased at the next start.

use std::collections::BTreeSet;

use paguyuban::id::{DocId, ForumId};
use rusqlite::{Connection, named_params};

use super::{SqliteStore, erase};
use crate::store::{Erasure, Store, StoreError};

/// Of changes in one step: with the pages that lead to them an eighth of the ballast, unless one change alone has
/// more.
const STEP_BYTES: u64 = 256 * 1024;
/// Changes in one step: each may lie on a page of its own in three tables and their indices.
const STEP_CHANGES: usize = 64;

impl SqliteStore {
    pub(super) fn erase_in_steps(
        &mut self,
        forum: ForumId,
        erasure: &Erasure,
    ) -> Result<Option<u64>, StoreError> {
        let number = self.decide(|transaction| erase::mark(transaction, forum, erasure))?;
        if number.is_some() {
            self.finish_erasing(forum, &erasure.doc)?;
        }
        Ok(number)
    }

    fn finish_erasing(&mut self, forum: ForumId, doc: &DocId) -> Result<(), StoreError> {
        while self.decide(|transaction| step(transaction, forum, doc))? {
            self.empty_wal()?;
        }
        Ok(())
    }

    /// What was begun and not ended because the relay was.
    pub(super) fn finish_all_erasing(&mut self) -> Result<(), StoreError> {
        for forum in self.forums()? {
            for stone in self.tombstones(forum.id, 0)? {
                let left = erase::leaves(&self.connection, forum.id, &stone.doc)?;
                if left && stone.founding.is_none() {
                    tracing::info!(forum = %forum.id, doc = %stone.doc, "an erasure is ended");
                    self.finish_erasing(forum.id, &stone.doc)?;
                }
            }
        }
        Ok(())
    }
}

/// Removes a piece; whether there was one.
fn step(transaction: &Connection, forum: ForumId, doc: &DocId) -> Result<bool, StoreError> {
    for statement in [
        include_str!("../erase_snapshot.sql"),
        include_str!("../erase_document.sql"),
        include_str!("../erase_some_quarantine.sql"),
        include_str!("../erase_some_file_pieces.sql"),
        include_str!("../erase_some_files.sql"),
    ] {
        let of = named_params! { ":forum": forum.to_string(), ":doc": doc.as_str() };
        if transaction.prepare_cached(statement)?.execute(of)? > 0 {
            return Ok(true);
        }
    }
    some_changes(transaction, forum, doc)
}

fn some_changes(transaction: &Connection, forum: ForumId, doc: &DocId) -> Result<bool, StoreError> {
    let name = forum.to_string();
    let mut read = transaction.prepare_cached(include_str!("../change_first.sql"))?;
    let of = named_params! { ":forum": name, ":doc": doc.as_str(), ":rows_max": STEP_CHANGES };
    let first = read.query_map(of, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let first = first.collect::<Result<Vec<(u64, u64, u64)>, _>>()?;
    let (mut bytes, mut seqs) = (0, BTreeSet::new());
    for (seq, idx, length) in first {
        bytes += length;
        if bytes > STEP_BYTES && !seqs.is_empty() {
            break;
        }
        seqs.insert(seq);
        let one = named_params! {
            ":forum": name, ":doc": doc.as_str(), ":seq": seq, ":idx": idx,
        };
        transaction.prepare_cached(include_str!("../erase_one_change.sql"))?.execute(one)?;
    }
    seqs.iter().try_for_each(|seq| erase::empty_place(transaction, &name, *seq, doc))?;
    Ok(!seqs.is_empty())
}
