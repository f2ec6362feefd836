//! Older copies of a disk that take its place: a phone's, and the relay's with and without a word.

use super::audit;
use super::{District, Trouble};

impl District {
    /// Somebody puts a phone back to an older copy of its disk.
    pub(super) fn restore_phone(&mut self, phone: usize) -> Result<(), Trouble> {
        let Some(copy) = self.dice.pick(&self.phones[phone].copies).cloned() else {
            return Ok(());
        };
        self.kill_phone(phone);
        self.tale.phone_restores += 1;
        self.phones[phone].written = audit::on_disk(&copy)?;
        self.phones[phone].disk.contents = copy;
        self.phones[phone].removed.clear();
        let mut held = self.on_phones()?;
        held.extend(self.on_relay()?);
        self.audit.phone_restored(&held);
        Ok(())
    }

    pub(super) fn restore_relay(&mut self) -> Result<(), Trouble> {
        if self.hub.is_up() {
            self.kill_relay()?;
        }
        self.tale.relay_restores += 1;
        let clock_ms = self.now_ms.saturating_add_signed(self.hub_skew_ms);
        self.hub.restore(clock_ms)?;
        let (backup, phones) = (self.on_relay()?, self.on_phones()?);
        self.audit.relay_restored(&backup, &phones);
        Ok(())
    }

    /// Somebody puts an older copy of the relay's folder back and says nothing of it. Numbers of erasures would
    /// say other things then, so it is a copy since the last one.
    pub(super) fn go_back(&mut self) -> Result<(), Trouble> {
        let Some(copy) = self.hub.backup_since_erasures()? else {
            return Ok(());
        };
        self.kill_relay()?;
        self.tale.went_back += 1;
        self.hub.go_back(copy)?;
        let number = self.next_number();
        for phone in 0..self.phones.len() {
            // a program of the first version is told nothing of marks: it was updated by now
            if std::mem::take(&mut self.phones[phone].old) {
                self.kill_phone(phone);
            }
            self.phones[phone].believes_before = Some(number);
        }
        let (backup, phones) = (self.on_relay()?, self.on_phones()?);
        self.audit.relay_restored(&backup, &phones);
        Ok(())
    }
}
