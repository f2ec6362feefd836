//! How long the relay has worked of late for each device. Who had little of that comes before who had more, also in
//! a document on trial, and who had much is served apart: one document at a time.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::id::DeviceId;

/// What a device's pushes may take of a processor at once before they come after those of others, in milliseconds:
/// some dozens of edits.
pub const DEVICE_WORK_MS_LITTLE: u64 = 50;
/// And before they are tried apart: a phone that was away for a month takes a part of it.
pub const DEVICE_WORK_MS_MAX: u64 = 500;
/// How much of that is given back in a second.
pub const DEVICE_WORK_MS_PER_SECOND: u64 = 10;

const US: u64 = 1_000;
/// What looking at one push takes, its signature above all, in microseconds.
const PUSH_US: u64 = 300;
/// What each change of it takes where it is looked at and packed anew.
const CHANGE_US: u64 = 300;
/// What trying it takes of its author's allowance at most: how large others have made the document is not the author's
/// doing.
const TRIED_CHANGE_US: u64 = 2_000;
const TRIED_OP_US: u64 = 100;
/// How many bytes are inflated and read in a microsecond.
const BYTES_PER_US: u64 = 100;

/// How often those are forgotten who have nothing left.
const FORGET_MS: u64 = 60_000;

/// How much a device had of late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Had {
    Little,
    More,
    Much,
}

#[derive(Debug, Default)]
pub(super) struct Work {
    now_ms: u64,
    /// In microseconds, and when that was.
    of: BTreeMap<DeviceId, (u64, u64)>,
}

impl Work {
    /// It is this time.
    pub(super) fn at(&mut self, now_ms: u64) {
        if now_ms / FORGET_MS != self.now_ms / FORGET_MS {
            self.of.retain(|_, (us, at_ms)| left(*us, *at_ms, now_ms) > 0);
        }
        self.now_ms = now_ms;
    }

    fn add(&mut self, device: DeviceId, took: Duration) {
        let us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let all = self.left(device).saturating_add(us);
        self.of.insert(device, (all, self.now_ms));
    }

    /// A push of so many bytes and changes was read.
    pub(super) fn read(&mut self, device: DeviceId, bytes: u64, changes: usize) {
        let us = PUSH_US + bytes / BYTES_PER_US + changes as u64 * CHANGE_US;
        self.add(device, Duration::from_micros(us));
    }

    /// So many changes and operations were tried, and a processor was so long at it.
    pub(super) fn tried(&mut self, device: DeviceId, (changes, ops): (u64, u64), took: Duration) {
        let own = changes.saturating_mul(TRIED_CHANGE_US) + ops.saturating_mul(TRIED_OP_US);
        self.add(device, took.min(Duration::from_micros(own)));
    }

    pub(super) fn had(&self, device: DeviceId) -> Had {
        match self.left(device) {
            us if us > DEVICE_WORK_MS_MAX * US => Had::Much,
            us if us > DEVICE_WORK_MS_LITTLE * US => Had::More,
            _ => Had::Little,
        }
    }

    fn left(&self, device: DeviceId) -> u64 {
        self.of.get(&device).map_or(0, |(us, at_ms)| left(*us, *at_ms, self.now_ms))
    }
}

/// In microseconds: a millisecond in a second is a microsecond in a millisecond.
fn left(us: u64, at_ms: u64, now_ms: u64) -> u64 {
    us.saturating_sub(now_ms.saturating_sub(at_ms).saturating_mul(DEVICE_WORK_MS_PER_SECOND))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_had_much_is_one_of_the_others_again_after_a_while() {
        let (mut work, device) = (Work::default(), DeviceId([1; 8]));
        work.at(1_000);
        work.add(device, Duration::from_millis(DEVICE_WORK_MS_MAX));
        assert_eq!(work.had(device), Had::More);
        work.add(device, Duration::from_millis(2 * DEVICE_WORK_MS_PER_SECOND));
        assert_eq!((work.had(device), work.had(DeviceId([2; 8]))), (Had::Much, Had::Little));
        work.at(2_999);
        assert_eq!(work.had(device), Had::Much);
        work.at(3_000);
        assert_eq!(work.had(device), Had::More);
        work.at(3_000 + 1_000 * DEVICE_WORK_MS_MAX / DEVICE_WORK_MS_PER_SECOND);
        assert_eq!(work.had(device), Had::Little);
    }
}
