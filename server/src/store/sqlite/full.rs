//! Documents that have no room left for anybody, as far as it can be said without opening them: too many
//! heads or changes, or operation counters near their end. Releases before room was asked for let them in.

use automerge::Change;
use paguyuban::chunk::OP_COUNTER_MAX;
use paguyuban::id::{DocId, ForumId};
use paguyuban::vet::{DOCUMENT_CHANGES_MAX, DOCUMENT_HEADS_MAX, DOCUMENT_OPS_MAX};
use rusqlite::{Connection, OptionalExtension, named_params};

use super::row::{each, parsed, sound};
use super::{SqliteStore, shelf};
use crate::store::StoreError;

/// The most documents looked at for one answer: a century of a forum. One takes some hundredths of a
/// millisecond.
const LOOKED_AT_MAX: usize = 5_000;

impl SqliteStore {
    /// Documents in which nobody finds room any more.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(crate) fn full(&mut self, forum: ForumId) -> Result<Vec<DocId>, StoreError> {
        let mut read = self.connection.prepare_cached(include_str!("../log_changes.sql"))?;
        let rows = read.query(named_params! { ":forum": forum.to_string() })?;
        let counted: Vec<(DocId, u64)> =
            sound(each(rows, |row| Ok((parsed("log", &row.get::<_, String>(0)?)?, row.get(1)?)))?)?;
        let mut full = Vec::new();
        for (doc, changes) in counted.into_iter().take(LOOKED_AT_MAX) {
            // two are what a newcomer would need
            if changes + 2 > DOCUMENT_CHANGES_MAX || is_at_its_end(&self.connection, forum, &doc)? {
                full.push(doc);
            }
        }
        Ok(full)
    }
}

fn is_at_its_end(connection: &Connection, forum: ForumId, doc: &DocId) -> Result<bool, StoreError> {
    let heads = match shelf::heads(connection, forum, doc) {
        // named elsewhere
        Err(StoreError::Damaged { .. }) => return Ok(false),
        heads => heads?,
    };
    let mut read = connection.prepare_cached(include_str!("../change_one.sql"))?;
    let mut highest = 0;
    for head in &heads {
        let place =
            named_params! { ":forum": forum.to_string(), ":doc": doc.as_str(), ":hash": head.0 };
        let bytes: Option<Vec<u8>> = read.query_row(place, |row| row.get(0)).optional()?;
        let change = bytes.and_then(|bytes| Change::from_bytes(bytes).ok());
        highest = highest.max(change.map_or(0, |change| change.max_op()));
    }
    Ok(heads.len() > DOCUMENT_HEADS_MAX || highest + DOCUMENT_OPS_MAX > OP_COUNTER_MAX)
}
