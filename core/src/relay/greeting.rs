//! How a phone introduces itself, and what of its documents the relay lacks where its history is another.

use super::link::{LinkId, Progress};
use super::shelf::Shelf;
use super::{Effect, Relay, erasing};
use crate::frame::{Closing, Frame, Have, Heads, Hello, VERSIONS, Want, Welcome};
use crate::id::Seq;

impl Relay {
    pub(super) fn hello<S: Shelf>(
        &mut self,
        id: LinkId,
        hello: &Hello,
        clock_ms: u64,
        shelf: &mut S,
    ) -> Result<Vec<Effect>, S::Error> {
        let went_back = self.went_back(hello, shelf)?;
        let (epoch, seq, erased) = (self.epoch, self.seq, self.last_erased());
        let too_old = self.is_too_old(VERSIONS.max.min(hello.versions.max));
        let Some(link) = self.links.get_mut(&id) else {
            return Ok(Vec::new());
        };
        let version = VERSIONS.max.min(hello.versions.max);
        if too_old || version < VERSIONS.min.max(hello.versions.min) {
            return Ok(vec![Effect::Close(id, Closing::Version)]);
        }
        if hello.replica.device() != link.me.device {
            return Ok(vec![Effect::Close(id, Closing::BadFrame)]);
        }
        let same_epoch = hello.epoch == Some(epoch);
        let is_reached = hello.cursor <= seq && hello.erased <= erased;
        let same_history = same_epoch && is_reached && !went_back;
        link.replica = Some(hello.replica);
        link.progress = Progress::begin(hello, same_history, seq);
        let me = link.me;
        let remembered = self.devices.get(&me.device).and_then(|known| known.sight);
        link.speak(version, hello, same_history, remembered.unwrap_or(me.role));
        link.part = hello.part.clone().filter(|_| same_history);
        let sight = link.look.as_ref().and(link.sight.first()).copied().unwrap_or(me.role);
        let device = me.device;
        self.change(device, |known| {
            known.cursor = if same_history { hello.cursor } else { Seq(0) };
            // a phone restored from a copy has the erased documents again
            known.erased = if same_history { hello.erased } else { 0 };
            known.sight = Some(sight);
        });
        let anew = (same_epoch && !same_history).then_some(true);
        let welcome = Welcome { version, epoch, seq, me, clock_ms, anew };
        let mut effects = vec![Effect::Send(id, Frame::Welcome(welcome))];
        if went_back && !std::mem::replace(&mut self.went_back, true) {
            effects.push(Effect::WentBack);
        }
        effects.extend(self.tell_erased(id, if same_history { hello.erased } else { 0 }));
        effects.extend(self.tell_devices(id, hello.devices));
        effects.extend(self.damaged.iter().filter_map(|doc| self.ask_back(id, doc)));
        Ok(effects)
    }

    /// Whether this relay has told the phone of a place of this epoch what its log does not say.
    fn went_back<S: Shelf>(&self, hello: &Hello, shelf: &mut S) -> Result<bool, S::Error> {
        let said = hello.mark.filter(|said| self.seal.is_on(said.mark, said.seq));
        let Some(said) = said.filter(|_| hello.epoch == Some(self.epoch)) else {
            return Ok(false);
        };
        let here = shelf.mark(said.seq)?;
        Ok(said.seq > self.seq || here.is_some_and(|here| here != said.mark))
    }

    pub(super) fn have<S: Shelf>(
        &mut self,
        id: LinkId,
        have: &Have,
        shelf: &mut S,
    ) -> Result<Vec<Effect>, S::Error> {
        let Some(link) = self.links.get(&id) else {
            return Ok(Vec::new());
        };
        let mut effects = Vec::new();
        for held in &have.docs.0 {
            if erasing::is_erased(&self.tombstones, &held.doc)
                || !link.may_read(&held.doc)
                || shelf.knows(&held.doc, &held.heads.0)?
            {
                continue;
            }
            let heads = Heads(shelf.heads(&held.doc)?);
            let (doc, own) = (held.doc.clone(), Some(true));
            effects.push(Effect::Send(id, Frame::Want(Want { doc, heads, own })));
        }
        Ok(effects)
    }
}
