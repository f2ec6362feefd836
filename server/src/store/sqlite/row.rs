//! Between ids and SQLite's columns. A column that does not parse is a damaged row.

use std::fmt::Display;
use std::str::FromStr;

use automerge::{Change, ChangeHash};
use paguyuban::id::{DocId, ForumId};
use rusqlite::{Row, Rows};

use crate::store::StoreError;
use crate::store::sum::Sum;

pub(super) fn damaged(table: &'static str, row: impl Display) -> StoreError {
    StoreError::Damaged { table, row: row.to_string() }
}

/// Each of these rows, or why it cannot be read.
pub(super) fn each<T>(
    mut rows: Rows<'_>,
    read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<Result<T, StoreError>>, StoreError> {
    let mut each = Vec::new();
    while let Some(row) = rows.next()? {
        each.push(read(row));
    }
    Ok(each)
}

/// What can be read of these rows: a damaged one costs whom it is about, and nobody else.
pub(super) fn sound<T>(
    rows: impl IntoIterator<Item = Result<T, StoreError>>,
) -> Result<Vec<T>, StoreError> {
    let readable = rows.into_iter().filter_map(|row| match row {
        Err(StoreError::Damaged { table, row }) => {
            tracing::error!(
                table,
                row,
                "a damaged row is passed over: `paguyuban check` says more"
            );
            None
        }
        row => Some(row),
    });
    readable.collect()
}

/// Text that is an id.
pub(super) fn parsed<T: FromStr>(table: &'static str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| damaged(table, text))
}

/// Bytes of an exact length.
pub(super) fn sized<const N: usize>(
    table: &'static str,
    bytes: &[u8],
) -> Result<[u8; N], StoreError> {
    bytes.try_into().map_err(|_| damaged(table, format!("{} bytes instead of {N}", bytes.len())))
}

pub(super) fn hash_bytes(hashes: &[ChangeHash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// A row of `change`.
#[derive(Debug)]
pub(super) struct ChangeRow {
    pub(super) seq: u64,
    pub(super) idx: u64,
    pub(super) hash: Vec<u8>,
    pub(super) bytes: Vec<u8>,
    pub(super) sum: i64,
}

impl ChangeRow {
    pub(super) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get(0)?,
            idx: row.get(1)?,
            hash: row.get(2)?,
            bytes: row.get(3)?,
            sum: row.get(4)?,
        })
    }

    pub(super) fn sum(&self, forum: &str, doc: &str) -> i64 {
        let place = Sum::of("change").text(forum).text(doc).number(self.seq).number(self.idx);
        place.bytes(&self.hash).bytes(&self.bytes).finish()
    }

    /// Whether the row holds something else than these bytes, which have its hash, or a wrong sum.
    pub(super) fn is_damaged(&self, forum: &str, doc: &str, bytes: &[u8]) -> bool {
        self.bytes != bytes || self.sum(forum, doc) != self.sum
    }

    /// The change, if the row is what was written.
    pub(super) fn change(self, forum: ForumId, doc: &str) -> Result<Change, StoreError> {
        let broken = || damaged("change", format!("{forum} {doc} {}.{}", self.seq, self.idx));
        if self.sum(&forum.to_string(), doc) != self.sum {
            return Err(broken());
        }
        let change = Change::from_bytes(self.bytes.clone()).map_err(|_| broken())?;
        if change.hash().0[..] == self.hash { Ok(change) } else { Err(broken()) }
    }
}

/// A row of `log`.
#[derive(Debug)]
pub(super) struct EntryRow {
    pub(super) seq: u64,
    pub(super) doc: String,
    pub(super) device: Vec<u8>,
    pub(super) replica: Vec<u8>,
    pub(super) at_ms: u64,
    pub(super) changes: u64,
    pub(super) sum: i64,
}

impl EntryRow {
    pub(super) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get(0)?,
            doc: row.get(1)?,
            device: row.get(2)?,
            replica: row.get(3)?,
            at_ms: row.get(4)?,
            changes: row.get(5)?,
            sum: row.get(6)?,
        })
    }

    /// What is left of an entry whose document was erased: its place.
    pub(super) fn empty(seq: u64, doc: &DocId) -> Self {
        let (device, replica) = (vec![0; 8], vec![0; 16]);
        Self { seq, doc: doc.to_string(), device, replica, at_ms: 0, changes: 0, sum: 0 }
    }

    /// One that cannot be read: its sum is wrong, and its document is looked for elsewhere.
    pub(super) fn lost(seq: u64) -> Self {
        let (doc, device, replica) = (String::new(), vec![0; 8], vec![0; 16]);
        let mut lost = Self { seq, doc, device, replica, at_ms: 0, changes: 0, sum: 0 };
        lost.sum = lost.sum("").wrapping_add(1);
        lost
    }

    pub(super) fn sum(&self, forum: &str) -> i64 {
        let place = Sum::of("log").text(forum).number(self.seq).text(&self.doc);
        let maker = place.bytes(&self.device).bytes(&self.replica);
        maker.number(self.at_ms).number(self.changes).finish()
    }
}

pub(super) fn wire_sum(forum: &str, seq: u64, chunk: &[u8]) -> i64 {
    Sum::of("wire").text(forum).number(seq).bytes(chunk).finish()
}

pub(super) fn document_sum(forum: &str, doc: &str, heads: &[u8], seq: u64) -> i64 {
    Sum::of("document").text(forum).text(doc).bytes(heads).number(seq).finish()
}

pub(super) fn snapshot_sum(forum: &str, doc: &str, seq: u64, bytes: &[u8]) -> i64 {
    Sum::of("snapshot").text(forum).text(doc).number(seq).bytes(bytes).finish()
}
