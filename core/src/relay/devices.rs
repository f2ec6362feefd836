//! The devices of the forum: who they are, what they may do, how far they are.

use sha2::{Digest, Sha256};

use super::link::LinkId;
use super::{Effect, Relay};
use crate::access::{self, Role};
use crate::frame::{
    Bounded, Closing, DEVICES_TOLD_MAX, Devices, Frame, KeyBytes, Me, Settled, Vouched,
};
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

    /// What phones are told of it.
    fn vouched(&self) -> Option<Vouched> {
        let Me { device, member, role } = self.me;
        let key = KeyBytes(self.key.as_ref()?.to_bytes());
        Some(Vouched { device, member, role, key, revoked: self.revoked })
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
        let before = self.devices.get(&id).and_then(Device::vouched);
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
        let stale = links.filter(|(_, link)| revoked || link.me.role != role);
        let why = if revoked { Closing::Revoked } else { Closing::RoleChanged };
        let mut effects: Vec<Effect> = stale.map(|(id, _)| Effect::Close(*id, why)).collect();
        effects.extend(self.tell_of(id, before.as_ref()));
        effects
    }

    /// Tells those who want to hear it, if something that phones know of the device is another than before.
    fn tell_of(&self, id: DeviceId, before: Option<&Vouched>) -> Vec<Effect> {
        let others = self.links.iter().filter(|(_, link)| link.me.device != id);
        let mut hear = others.filter(|(_, link)| link.hears_of_devices).peekable();
        let now = self.devices.get(&id).and_then(Device::vouched);
        let Some(now) = now.filter(|now| Some(now) != before && hear.peek().is_some()) else {
            return Vec::new();
        };
        let stamp = stamp_of(&self.vouched());
        let devices = Devices { stamp, list: Bounded(vec![now]), whole: false };
        hear.map(|(id, _)| Effect::Send(*id, Frame::Devices(devices.clone()))).collect()
    }

    /// All devices, unless the phone knows them.
    pub(super) fn tell_devices(&mut self, id: LinkId, known: Option<u32>) -> Option<Effect> {
        let list = self.vouched();
        self.links.get_mut(&id)?.hears_of_devices = known.is_some();
        let stamp = stamp_of(&list);
        let devices = Devices { stamp, list: Bounded(list), whole: true };
        known.filter(|known| *known != stamp).map(|_| Effect::Send(id, Frame::Devices(devices)))
    }

    /// Those that sign, and those that may come in first if they are too many.
    fn vouched(&self) -> Vec<Vouched> {
        let mut all: Vec<Vouched> = self.devices.values().filter_map(Device::vouched).collect();
        if all.len() > DEVICES_TOLD_MAX {
            all.sort_by_key(|known| known.revoked);
            all.truncate(DEVICES_TOLD_MAX);
        }
        all
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
    pub(super) fn settled(&mut self, link: LinkId, settled: Settled) -> Vec<Effect> {
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

/// The first 32 bits of a SHA-256 of all of them: whether a phone knows what there is to know.
fn stamp_of(list: &[Vouched]) -> u32 {
    let mut bytes = Vec::new();
    // writing to a Vec cannot fail
    let written = minicbor::encode(list, &mut bytes);
    debug_assert!(written.is_ok());
    let sum = Sha256::digest(&bytes);
    // 0 is said by who knows nothing
    u32::from_be_bytes([sum[0], sum[1], sum[2], sum[3]]).max(1)
}
