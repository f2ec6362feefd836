//! Who is served next: each device stands where it would be if all were served in turns, by what that
//! costs (start-time fair queueing: Goyal, Vin and Cheng, <https://doi.org/10.1109/90.649569>).

use std::collections::BTreeMap;

use crate::id::DeviceId;

#[derive(Debug, Default)]
pub(super) struct Turns {
    /// The turn of what was served last.
    now: u64,
    /// The turn of what each device wants next, if that is later.
    next: BTreeMap<DeviceId, u64>,
}

impl Turns {
    /// When something of this device comes.
    pub(super) fn of(&self, device: DeviceId) -> u64 {
        self.next.get(&device).copied().unwrap_or_default().max(self.now)
    }

    /// A device has cost so much: its next turn comes later.
    pub(super) fn charge(&mut self, device: DeviceId, cost: u64) {
        self.next.insert(device, self.of(device).saturating_add(cost));
    }

    /// Something of this turn was served.
    pub(super) fn served(&mut self, turn: u64) {
        self.now = self.now.max(turn);
    }

    /// Forgets who has nothing to wait for.
    pub(super) fn forget_the_past(&mut self) {
        let now = self.now;
        self.next.retain(|_, turn| *turn > now);
    }
}
