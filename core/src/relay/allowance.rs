//! What one person may have the relay unpack and keep in a day. A small chunk can unpack to a lot, and
//! what is stored is stored unpacked: without this one member fills the disk with a few kilobytes.

use std::collections::BTreeMap;

use crate::id::MemberId;

/// Bytes of unpacked changes of one person in a day. A year of one phone's work has about eight
/// megabytes; whoever has more goes on tomorrow.
pub const PERSON_DAY_BYTES_MAX: u64 = 24 * 1024 * 1024;
/// New documents of one person in a day: a forum's cards are typed in, or read from a table, in one.
pub const PERSON_DAY_DOCUMENTS_MAX: u64 = 1_000;
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// What everybody has used today.
#[derive(Debug, Default)]
pub(super) struct Allowances {
    day: u64,
    used: BTreeMap<MemberId, Used>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Used {
    bytes: u64,
    documents: u64,
}

impl Allowances {
    /// It is this time.
    pub(super) fn at(&mut self, now_ms: u64) {
        let day = now_ms / DAY_MS;
        if day != self.day {
            *self = Self { day, used: BTreeMap::new() };
        }
    }

    pub(super) fn is_left(&self, member: MemberId) -> bool {
        self.used.get(&member).is_none_or(|used| used.bytes < PERSON_DAY_BYTES_MAX)
    }

    pub(super) fn use_bytes(&mut self, member: MemberId, bytes: u64) {
        self.used.entry(member).or_default().bytes += bytes;
    }

    /// Whether there may be one more document of this person.
    pub(super) fn use_document(&mut self, member: MemberId) -> bool {
        let used = self.used.entry(member).or_default();
        used.documents += 1;
        used.documents <= PERSON_DAY_DOCUMENTS_MAX
    }
}
