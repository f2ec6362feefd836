//! How far each device is, so that everybody can see how many have what.

use std::collections::BTreeMap;

use super::{Effect, Relay};
use crate::frame::{Bounded, Frame, RECEIPT_GROUPS_MAX, ReceiptGroup, Receipts};
use crate::id::{DeviceId, Seq};

impl Relay {
    /// Tells all who are up to date how far the others are. The host calls it when cursors moved,
    /// but not more often than it wants to pay for.
    #[must_use]
    pub fn receipts(&self) -> Vec<Effect> {
        let live = self.links.iter().filter(|(_, link)| link.is_live());
        live.map(|(id, link)| Effect::Send(*id, self.receipts_for(link.me.device))).collect()
    }

    pub(super) fn receipts_for(&self, device: DeviceId) -> Frame {
        let mut groups: BTreeMap<Seq, u32> = BTreeMap::new();
        let others = self.devices.values().filter(|known| !known.revoked);
        for known in others.filter(|known| known.me.device != device) {
            *groups.entry(known.cursor).or_default() += 1;
        }
        // the furthest groups matter most
        let groups = groups.into_iter().rev().take(RECEIPT_GROUPS_MAX);
        let groups = groups.map(|(cursor, devices)| ReceiptGroup { cursor, devices }).collect();
        Frame::Receipts(Receipts(Bounded(groups)))
    }
}
