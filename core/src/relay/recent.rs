//! The newest rows of the log: phones that come back at once all read the same ones, and the shelf
//! checks every row's sum anew for each of them.

use std::collections::VecDeque;

use super::shelf::{LogRow, RowContent};
use crate::id::{DocId, Seq};

/// How much is kept: a page. A phone that is further behind reads from the shelf.
const RECENT_BYTES_MAX: usize = super::paging::PAGE_BYTES;
/// What a row takes beside its chunk, about.
const ROW_BYTES: usize = 200;

/// Rows without a gap, up to the end of the log.
#[derive(Debug, Default)]
pub(super) struct Recent {
    rows: VecDeque<LogRow>,
    bytes: usize,
}

impl Recent {
    pub(super) fn push(&mut self, row: LogRow) {
        self.bytes += size(&row);
        self.rows.push_back(row);
        while self.bytes > RECENT_BYTES_MAX
            && let Some(oldest) = self.rows.pop_front()
        {
            self.bytes -= size(&oldest);
        }
    }

    /// Nothing of this document stays but the places of its rows.
    pub(super) fn forget(&mut self, doc: &DocId) {
        for row in self.rows.iter_mut().filter(|row| row.doc == *doc) {
            let content = std::mem::replace(&mut row.content, RowContent::Erased);
            self.bytes -= content.chunk().map_or(0, Vec::len);
        }
    }

    /// All rows after `after`, which add up to a page at most; `None` if some of them are not here.
    pub(super) fn after(&self, after: Seq) -> Option<Vec<LogRow>> {
        let first = self.rows.front()?;
        let all_here = first.seq.0 <= after.0 + 1;
        all_here.then(|| self.rows.iter().filter(|row| row.seq > after).cloned().collect())
    }
}

fn size(row: &LogRow) -> usize {
    ROW_BYTES + row.content.chunk().map_or(0, Vec::len)
}

#[cfg(test)]
mod tests {
    use super::{LogRow, RECENT_BYTES_MAX, ROW_BYTES, Recent, RowContent};
    use crate::id::{DeviceId, DocId, ReplicaId, Seq};

    fn row(seq: u64, bytes: usize) -> LogRow {
        LogRow {
            seq: Seq(seq),
            doc: "note/01KAV9FT000000000000000001".parse::<DocId>().unwrap(),
            device: DeviceId([1; 8]),
            replica: ReplicaId([1; 16]),
            content: RowContent::Chunk(vec![0; bytes]),
        }
    }

    #[test]
    fn it_gives_all_rows_that_follow_or_none() {
        let mut recent = Recent::default();
        assert!(recent.after(Seq(0)).is_none(), "it does not know where the log ends");
        (5..8).for_each(|seq| recent.push(row(seq, 10)));
        assert!(recent.after(Seq(3)).is_none(), "the fourth is not here");
        let seqs = |after| {
            let rows = recent.after(Seq(after)).unwrap();
            rows.iter().map(|row| row.seq.0).collect::<Vec<_>>()
        };
        assert_eq!(seqs(4), [5, 6, 7]);
        assert_eq!(seqs(6), [7]);
        assert!(seqs(7).is_empty());
    }

    #[test]
    fn what_was_erased_leaves_its_place() {
        let mut recent = Recent::default();
        (1..4).for_each(|seq| recent.push(row(seq, 10)));
        recent.forget(&row(1, 0).doc);
        let rows = recent.after(Seq(0)).unwrap();
        assert!(rows.len() == 3 && rows.iter().all(|row| row.content == RowContent::Erased));
        assert_eq!(recent.bytes, 3 * ROW_BYTES);
    }

    #[test]
    fn it_keeps_a_page_and_no_more() {
        let mut recent = Recent::default();
        (1..=1_000).for_each(|seq| recent.push(row(seq, 10_000)));
        assert!(recent.bytes <= RECENT_BYTES_MAX);
        assert!(recent.after(Seq(999)).is_some_and(|rows| rows.len() == 1));
        recent.push(row(1_001, RECENT_BYTES_MAX));
        assert!(recent.after(Seq(1_000)).is_none(), "a row larger than a page is not kept");
    }
}
