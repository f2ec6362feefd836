//! What one person may have the relay unpack and keep in a day. A small chunk can unpack to a lot, and
//! what is stored is stored unpacked: without this one member fills the disk with a few kilobytes.

use std::collections::BTreeMap;

use super::Relay;
use crate::id::{DeviceId, MemberId};

/// Bytes of unpacked changes of one person in a day. A year of one phone's work has about eight
/// megabytes; whoever has more goes on tomorrow.
pub const PERSON_DAY_BYTES_MAX: u64 = 24 * 1024 * 1024;
/// New documents of one person in a day: a forum's cards are typed in, or read from a table, in one.
pub const PERSON_DAY_DOCUMENTS_MAX: u64 = 1_000;
/// What may be unpacked in vain of what one device hands in, in bytes, in an hour: signatures that are none
/// and bytes that cannot be read are only found out by unpacking. An honest program sends none of either.
pub const DEVICE_HOUR_VAIN_BYTES_MAX: u64 = 4 * 1024 * 1024;
const HOUR_MS: u64 = 60 * 60 * 1000;
const DAY_MS: u64 = 24 * HOUR_MS;

/// What one person has had stored.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    /// Bytes of changes, unpacked.
    pub bytes: u64,
    /// Documents that they began.
    pub documents: u64,
}

/// When the day began, for allowances, in milliseconds since 1970.
#[must_use]
pub fn day_began_ms(now_ms: u64) -> u64 {
    now_ms / DAY_MS * DAY_MS
}

/// What everybody has used today.
#[derive(Debug, Default)]
pub(super) struct Allowances {
    day: u64,
    used: BTreeMap<MemberId, Used>,
    hour: u64,
    in_vain: BTreeMap<DeviceId, u64>,
}

impl Allowances {
    /// It is this time.
    pub(super) fn at(&mut self, now_ms: u64) {
        let (day, hour) = (now_ms / DAY_MS, now_ms / HOUR_MS);
        if day != self.day {
            (self.day, self.used) = (day, BTreeMap::new());
        }
        if hour != self.hour {
            (self.hour, self.in_vain) = (hour, BTreeMap::new());
        }
    }

    /// Whether what this device hands in is still looked into.
    pub(super) fn has_patience(&self, device: DeviceId) -> bool {
        self.in_vain.get(&device).is_none_or(|bytes| *bytes < DEVICE_HOUR_VAIN_BYTES_MAX)
    }

    pub(super) fn use_in_vain(&mut self, device: DeviceId, bytes: u64) {
        *self.in_vain.entry(device).or_default() += bytes;
    }

    /// What was used before this relay was opened; what was refused is forgotten.
    pub(super) fn recall(&mut self, used: BTreeMap<MemberId, Used>) {
        self.used = used;
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

impl Relay {
    /// What people have had stored since [`day_began_ms`]: a relay that is started anew gives nobody
    /// another day.
    pub fn recall_used(&mut self, now_ms: u64, used: BTreeMap<MemberId, Used>) {
        self.allowances.at(now_ms);
        self.allowances.recall(used);
    }
}
