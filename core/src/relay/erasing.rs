//! Documents that were erased. Nothing of them is left but their names, which are told first in every
//! sync and refused for ever, so that no phone that was away can bring one back.
//!
//! A document that was founded anew is one of which all is erased that does not rest on its founding.

use std::collections::BTreeMap;

use super::link::{Before, LinkId};
use super::{Effect, Relay};
use crate::document::Founding;
use crate::frame::{Closing, Erased, FOUNDING_SINCE, Frame, RefusalCode};
use crate::id::{DeviceId, DocId};

/// The most erasures told at once; a forum has a few in a year.
const ERASED_PAGE: usize = 500;

/// What is kept of an erased document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stone {
    /// Its name.
    pub doc: DocId,
    /// What it begins with now, if it was founded anew.
    pub founding: Option<Founding>,
}

/// Whether a document was erased for good.
pub(super) fn is_erased(stones: &BTreeMap<u64, Stone>, doc: &DocId) -> bool {
    stones.values().any(|stone| stone.doc == *doc && stone.founding.is_none())
}

impl Relay {
    /// Documents that were erased, by number.
    #[must_use]
    pub fn recall(self, erased: impl IntoIterator<Item = (u64, Stone)>) -> Self {
        Self { tombstones: erased.into_iter().collect(), ..self }
    }

    /// A phone of this version would take a document that was founded anew for one that is gone, with what
    /// it had not sent.
    pub(super) fn is_too_old(&self, version: u32) -> bool {
        version < FOUNDING_SINCE && self.tombstones.values().any(|stone| stone.founding.is_some())
    }

    /// The store has erased this document and given it a number. Tells those who may hold a copy.
    pub fn erase(&mut self, doc: &DocId, number: u64, founding: Option<Founding>) -> Vec<Effect> {
        self.open.close(doc);
        self.packed.forget(doc);
        self.recent.forget(doc);
        self.tombstones.insert(number, Stone { doc: doc.clone(), founding });
        let mut gone = self.queue.drop_about(doc);
        gone.extend(self.give_up_trial(doc));
        self.damaged.remove(doc);
        self.full.remove(doc);
        let code = founding.map_or(RefusalCode::Erased, |_| RefusalCode::Refounded);
        let mut effects: Vec<Effect> =
            gone.into_iter().map(|waiting| waiting.turned_down(code)).collect();
        let erased = Erased { number, doc: doc.clone(), founding };
        for (id, link) in &mut self.links {
            link.here.take_if(|here| here == doc);
            link.part.take_if(|part| part.doc == *doc);
            if founding.is_some() && link.replica.is_some() && link.version < FOUNDING_SINCE {
                // as at its `Hello`
                effects.push(Effect::Close(*id, Closing::Version));
                continue;
            }
            // one that has not said hello, or is still being told of earlier ones, will hear
            let listens = link.replica.is_some() && !matches!(link.before, Some(Before::Erased(_)));
            let known = self.devices.get(&link.me.device);
            let holds = link.may_hold(doc) || known.is_some_and(|known| known.may_hold(doc));
            if listens && holds && doc.kind().since() <= link.version {
                effects.push(Effect::Send(*id, Frame::Erased(erased.clone())));
            }
        }
        let devices: Vec<DeviceId> = self.devices.keys().copied().collect();
        for device in devices {
            self.pass_over(device);
        }
        effects
    }

    /// The number of the last erasure that this relay knows of.
    #[must_use]
    pub fn last_erased(&self) -> u64 {
        self.tombstones.last_key_value().map_or(0, |(newest, _)| *newest)
    }

    pub(super) fn is_erased(&self, doc: &DocId) -> bool {
        is_erased(&self.tombstones, doc)
    }

    /// What the present generation of a document begins with, if it was founded anew; with the number.
    pub(super) fn founding(&self, doc: &DocId) -> Option<(u64, Founding)> {
        let newest = self.tombstones.iter().rev().find(|(_, stone)| stone.doc == *doc);
        newest.and_then(|(number, stone)| Some((*number, stone.founding?)))
    }

    /// The next erasures that a link has to hear of.
    pub(super) fn tell_erased(&mut self, id: LinkId, after: u64) -> Vec<Effect> {
        let Some((link, known)) = self.links.get_mut(&id).and_then(|link| {
            let known = self.devices.get(&link.me.device)?;
            Some((link, known))
        }) else {
            return Vec::new();
        };
        let may_hold = |doc: &DocId| link.may_hold(doc) || known.may_hold(doc);
        let may_hear = |doc: &DocId| doc.kind().since() <= link.version && may_hold(doc);
        let newer = self.tombstones.range(after + 1..).filter(|(_, stone)| may_hear(&stone.doc));
        let page: Vec<Erased> = newer
            .take(ERASED_PAGE)
            .map(|(number, stone)| Erased {
                number: *number,
                doc: stone.doc.clone(),
                founding: stone.founding,
            })
            .collect();
        link.before = match page.last() {
            Some(last) if page.len() == ERASED_PAGE => Some(Before::Erased(last.number)),
            _ => link.look.take().map(|from| Before::Sight { from, read: None }),
        };
        let device = link.me.device;
        self.pass_over(device);
        page.into_iter().map(|erased| Effect::Send(id, Frame::Erased(erased))).collect()
    }

    /// Up to which number a device that carried out this one has nothing left to do.
    pub(super) fn carried_out(&self, device: DeviceId, number: u64) -> u64 {
        let Some(known) = self.devices.get(&device) else {
            return 0;
        };
        let newest = self.last_erased();
        let number = number.min(newest);
        let mut later = self.tombstones.range(number + 1..);
        let next = later.find(|(_, stone)| known.may_hold(&stone.doc));
        next.map_or(newest, |(next, _)| next - 1)
    }

    /// What a device cannot hold a copy of it need not erase.
    fn pass_over(&mut self, device: DeviceId) {
        let before = self.devices.get(&device).map_or(0, |known| known.erased);
        let erased = self.carried_out(device, before);
        self.change(device, |known| known.erased = erased);
    }
}
