//! What is due twice a second, cursors and receipts; and what is looked at when somebody was decided about.

use paguyuban::relay::{Moved, Relay};

use super::{Archive, Outgoing};
use crate::store::{Append, Store, StoreError};

/// How often cursors are written and told, at most.
const ROUND_MS: u64 = 450;

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
        // also where it is never quiet
        self.snapshot_next()?;
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
        let moved: Vec<Moved> = self.moved.values().copied().collect();
        let append = Append { entries: &[], moved: &moved, at_ms: now_ms };
        self.store.append(self.forum, &append)?;
        self.moved.clear();
        Ok(())
    }

    /// Ends the links of devices that were revoked or got another role since they came in.
    pub(super) fn look_at_devices(
        &mut self,
        now_ms: u64,
        out: &mut Vec<Outgoing>,
    ) -> Result<(), StoreError> {
        for device in self.store.devices(self.forum)? {
            let effects = self.relay.as_mut().map(|relay| relay.know(device.known()));
            self.carry_out(effects.unwrap_or_default(), now_ms, out);
        }
        Ok(())
    }

    /// Tells of documents that another program or request has erased in the store.
    pub(super) fn look_for_erasures(
        &mut self,
        now_ms: u64,
        out: &mut Vec<Outgoing>,
    ) -> Result<(), StoreError> {
        let known = self.relay.as_ref().map_or(0, Relay::last_erased);
        for erased in self.store.tombstones(self.forum, known)? {
            self.written.remove(&erased.doc);
            self.begun.take_if(|begun| begun.doc == erased.doc);
            let relay = self.relay.as_mut();
            let effects =
                relay.map(|relay| relay.erase(&erased.doc, erased.number, erased.founding));
            self.carry_out(effects.unwrap_or_default(), now_ms, out);
        }
        Ok(())
    }
}
