//! What is due once a second: cursors, receipts, devices.

use paguyuban::frame::Closing;
use paguyuban::id::{DeviceId, Seq};
use paguyuban::relay::{Effect, Relay};

use super::{Archive, Outgoing};
use crate::store::{Append, Store, StoreError};

/// How often cursors are written and told, and devices looked at again, at most.
const ROUND_MS: u64 = 1_000;

impl<S: Store> Archive<S> {
    /// Does what is due, if it is due.
    pub(super) fn make_a_round(
        &mut self,
        now_ms: u64,
        out: &mut Vec<Outgoing>,
    ) -> Result<(), StoreError> {
        if now_ms.abs_diff(self.round_ms) < ROUND_MS {
            return Ok(());
        }
        self.round_ms = now_ms;
        if let Err(error) = self.keep_cursors(now_ms) {
            tracing::warn!(forum = %self.forum, %error, "cursors were not written");
        }
        if !self.links.is_empty() {
            self.look_at_devices(now_ms, out)?;
        }
        if std::mem::take(&mut self.receipts_due) {
            let receipts = self.relay.as_ref().map(Relay::receipts).unwrap_or_default();
            self.carry_out(receipts, now_ms, out);
        }
        Ok(())
    }

    pub(super) fn keep_cursors(&mut self, now_ms: u64) -> Result<(), StoreError> {
        if self.moved.is_empty() {
            return Ok(());
        }
        let cursors: Vec<(DeviceId, Seq)> = self.moved.iter().map(|(d, s)| (*d, *s)).collect();
        let append = Append { entries: &[], cursors: &cursors, at_ms: now_ms };
        self.store.append(self.forum, &append)?;
        self.moved.clear();
        Ok(())
    }

    /// Ends the links of devices that were revoked or got another role since they came in.
    fn look_at_devices(&mut self, now_ms: u64, out: &mut Vec<Outgoing>) -> Result<(), StoreError> {
        for device in self.store.devices(self.forum)? {
            if device.revoked_ms.is_some() {
                let effects = self.relay.as_mut().map(|relay| relay.revoke(device.id));
                self.carry_out(effects.unwrap_or_default(), now_ms, out);
                continue;
            }
            let links = self.links.iter().filter(|(_, me)| me.device == device.id);
            let stale = links.filter(|(_, me)| me.role != device.role);
            let effects = stale.map(|(link, _)| Effect::Close(*link, Closing::GoingDown)).collect();
            self.carry_out(effects, now_ms, out);
        }
        Ok(())
    }
}
