//! The devices of the forum: who they are, what they may do, how far they are.

use super::{Effect, Relay};
use crate::access::{self, Role};
use crate::frame::{Closing, Me, Settled};
use crate::id::{DeviceId, DocId, Seq};
use crate::signature::DeviceKey;

/// A device as the host's store has it.
#[derive(Debug, Clone)]
pub struct Device {
    /// Who it is.
    pub me: Me,
    /// With what it signs; a device without one may only read.
    pub key: Option<DeviceKey>,
    /// Everything up to here is on its disk.
    pub cursor: Seq,
    /// The documents on its disk are those that this role may see; none before its first `Hello`.
    pub sight: Option<Role>,
    /// Erasures up to this number are carried out there.
    pub erased: u64,
    /// It may no longer come in.
    pub revoked: bool,
}

impl Device {
    /// One that has just joined.
    #[must_use]
    pub fn fresh(me: Me, key: Option<DeviceKey>) -> Self {
        Self { me, key, cursor: Seq(0), sight: None, erased: 0, revoked: false }
    }

    pub(super) fn may_read(&self, doc: &DocId) -> bool {
        access::may_read(self.me.role, self.me.member, doc)
    }

    /// It may, or may have, a copy.
    pub(super) fn may_hold(&self, doc: &DocId) -> bool {
        let sees = |role| access::may_read(role, self.me.member, doc);
        self.may_read(doc) || self.sight.is_some_and(sees)
    }
}

/// How far a device is, for the host to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The device.
    pub device: DeviceId,
    /// Everything up to here is on its disk.
    pub cursor: Seq,
    /// See [`Device::sight`].
    pub sight: Option<Role>,
    /// See [`Device::erased`].
    pub erased: u64,
}

impl Relay {
    /// A device as the store has it now. Its links end if it was shut out, or if its person may do
    /// something else than when they were opened.
    pub fn know(&mut self, device: Device) -> Vec<Effect> {
        let (id, role, revoked) = (device.me.device, device.me.role, device.revoked);
        match self.devices.get_mut(&id) {
            // how far it is, is known better here
            Some(known) => {
                known.me = device.me;
                known.key = device.key;
                known.revoked = revoked;
            }
            None => {
                self.devices.insert(id, device);
                // the others count one more now
                self.moved.insert(id);
            }
        }
        let links = self.links.iter().filter(|(_, link)| link.me.device == id);
        if revoked {
            return links.map(|(id, _)| Effect::Close(*id, Closing::Revoked)).collect();
        }
        let stale = links.filter(|(_, link)| link.me.role != role);
        stale.map(|(id, _)| Effect::Close(*id, Closing::RoleChanged)).collect()
    }

    pub(super) fn set_cursor(&mut self, device: DeviceId, cursor: Seq) {
        self.change(device, |known| known.cursor = cursor);
    }

    pub(super) fn change(&mut self, device: DeviceId, how: impl FnOnce(&mut Device)) {
        let Some(known) = self.devices.get_mut(&device) else {
            return;
        };
        let before = (known.cursor, known.sight, known.erased);
        how(known);
        if before != (known.cursor, known.sight, known.erased) {
            self.moved.insert(device);
        }
    }

    /// A phone has carried out what it was told.
    pub(super) fn settled(&mut self, link: super::LinkId, settled: Settled) -> Vec<Effect> {
        let Some(me) = self.links.get(&link).map(|link| link.me) else {
            return Vec::new();
        };
        let erased = self.carried_out(me.device, settled.erased);
        self.change(me.device, |known| {
            if settled.role == me.role {
                known.sight = Some(me.role);
            }
            known.erased = erased.max(known.erased);
        });
        Vec::new()
    }

    /// How far the devices are that moved since the last call, for the host to keep.
    pub fn moved(&mut self) -> Vec<Moved> {
        let moved = std::mem::take(&mut self.moved);
        let known = moved.into_iter().filter_map(|device| self.devices.get(&device));
        known
            .map(|known| Moved {
                device: known.me.device,
                cursor: known.cursor,
                sight: known.sight,
                erased: known.erased,
            })
            .collect()
    }
}
