//! The only place that reads the clock and rolls dice.

use std::time::{SystemTime, UNIX_EPOCH};

use paguyuban::id::{DeviceId, Epoch, ForumId, MemberId, Ulid};

/// Milliseconds since 1970.
#[must_use]
pub fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Bytes nobody can guess.
///
/// # Panics
/// If the system has no randomness to give; a relay without it would hand out guessable secrets.
#[must_use]
pub fn dice<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives randomness");
    bytes
}

/// A new name.
#[must_use]
pub fn new_ulid(now_ms: u64) -> Ulid {
    Ulid::new(now_ms, u128::from_be_bytes(dice()))
}

/// A forum's new name.
#[must_use]
pub fn new_forum_id(now_ms: u64) -> ForumId {
    ForumId(new_ulid(now_ms))
}

/// A person's new name.
#[must_use]
pub fn new_member_id(now_ms: u64) -> MemberId {
    MemberId(new_ulid(now_ms))
}

/// A device's new name.
#[must_use]
pub fn new_device_id() -> DeviceId {
    DeviceId(dice())
}

/// A new history.
#[must_use]
pub fn new_epoch() -> Epoch {
    Epoch(dice())
}
