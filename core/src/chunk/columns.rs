//! How many operations the columns of a change really hold, counted before Automerge reads them.
//!
//! Run-length columns can claim 2⁶⁰ rows in a few bytes; Automerge would walk them all. Layout:
//! <https://automerge.org/automerge-binary-format-spec/#column-data>.

use super::bytes::Reader;
use super::{BadChunk, CHANGE_OPS_MAX, Source};

/// The columns a change can have (`change_op_columns.rs` in automerge 0.12): id × 16 + type.
const KNOWN: [u64; 14] =
    [0x01, 0x02, 0x11, 0x13, 0x15, 0x34, 0x42, 0x56, 0x57, 0x70, 0x71, 0x73, 0x94, 0xa5];
const VALUE_BYTES: u64 = 0x57;
const VALUE_META: u64 = 0x56;
const PREDECESSORS: u64 = 0x70;

/// Checks one column: known, and no more rows than a change may have operations.
pub(super) fn check(source: Source, spec: u64, column: &[u8]) -> Result<(), BadChunk> {
    if !KNOWN.contains(&spec) {
        return Err(BadChunk::Malformed("column"));
    }
    if spec == VALUE_BYTES {
        return Ok(());
    }
    let mut walk = Walk {
        reader: Reader(column),
        rows_max: source.most(CHANGE_OPS_MAX as usize) as u64,
        rows: 0,
        sum: 0,
    };
    while !walk.reader.is_empty() {
        match spec & 7 {
            4 => walk.boolean()?,
            3 => walk.run(|reader| reader.signed().map(|_| 0))?,
            5 => walk.run(|reader| reader.bytes(usize::MAX, "text").map(|_| 0))?,
            _ if spec == VALUE_META => walk.run(|reader| reader.number().map(|meta| meta >> 4))?,
            _ if spec == PREDECESSORS => walk.run(Reader::number)?,
            _ => walk.run(|reader| reader.number().map(|_| 0))?,
        }
    }
    // the lengths of values add up to the value bytes, the predecessors to their columns' rows
    let sum_max = if spec == VALUE_META {
        source.most(super::UNPACKED_BYTES_MAX) as u64
    } else {
        walk.rows_max
    };
    if walk.sum > sum_max {
        return Err(BadChunk::TooLarge("operations in a change"));
    }
    Ok(())
}

struct Walk<'a> {
    reader: Reader<'a>,
    rows_max: u64,
    rows: u64,
    sum: u64,
}

impl<'a> Walk<'a> {
    fn boolean(&mut self) -> Result<(), BadChunk> {
        let rows = self.reader.number()?;
        self.add(rows, 0)
    }

    /// One run: a repeated value (length > 0), a literal (< 0), or absent values (0).
    fn run(
        &mut self,
        value: impl Fn(&mut Reader<'a>) -> Result<u64, BadChunk>,
    ) -> Result<(), BadChunk> {
        let length = self.reader.signed()?;
        if length == 0 {
            let rows = self.reader.number()?;
            return self.add(rows, 0);
        }
        if length > 0 {
            let each = value(&mut self.reader)?;
            return self.add(length.unsigned_abs(), each);
        }
        // every literal takes at least a byte, so this ends with the column
        for _ in 0..length.unsigned_abs() {
            let each = value(&mut self.reader)?;
            self.add(1, each)?;
        }
        Ok(())
    }

    fn add(&mut self, rows: u64, each: u64) -> Result<(), BadChunk> {
        self.rows = self.rows.saturating_add(rows);
        self.sum = self.sum.saturating_add(rows.saturating_mul(each));
        if self.rows > self.rows_max {
            return Err(BadChunk::TooLarge("operations in a change"));
        }
        Ok(())
    }
}
