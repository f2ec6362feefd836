//! Documents of which the store holds rows that are not what was written. Each is shut for itself:
//! nothing new is taken for it, everything else goes on, and phones that have it are asked for it.

use super::intake::VAIN_COST;
use super::link::LinkId;
use super::shelf::{Found, Shelf};
use super::{Effect, Relay};
use crate::access;
use crate::chunk;
use crate::frame::{Frame, Heads, Push, Want};
use crate::id::DocId;

impl Relay {
    /// Documents that were found damaged, and have not been given back.
    pub fn damaged(&self) -> impl Iterator<Item = &DocId> {
        self.damaged.iter()
    }

    /// Documents in which somebody who comes new to them can write nothing, of those that were opened.
    pub fn full(&self) -> impl Iterator<Item = &DocId> {
        self.full.iter()
    }

    /// Asks everybody who is there.
    pub(super) fn found_damaged(&mut self, doc: &DocId) -> Vec<Effect> {
        if !self.damaged.insert(doc.clone()) {
            return Vec::new();
        }
        let there = self.links.iter().filter(|(_, link)| link.is_live());
        there.filter_map(|(id, _)| self.ask_back(*id, doc)).collect()
    }

    /// Asks a link for all it has of a document, if its person could have written it.
    pub(super) fn ask_back(&self, id: LinkId, doc: &DocId) -> Option<Effect> {
        let me = self.links.get(&id)?.me;
        let may = access::may_give_back(me.role, me.member, doc);
        let want = Want { doc: doc.clone(), heads: Heads::default(), own: None };
        may.then_some(Effect::Send(id, Frame::Want(want)))
    }

    /// What a phone gives back of a damaged document is put in its place.
    pub(super) fn mend<S: Shelf>(
        &mut self,
        id: LinkId,
        push: &Push,
        shelf: &mut S,
    ) -> Result<(), S::Error> {
        let doc = &push.doc;
        let Some(device) = self.links.get(&id).map(|link| link.me.device) else {
            return Ok(());
        };
        let asked = self.damaged.contains(doc) && self.ask_back(id, doc).is_some();
        if !asked || !self.allowances.has_patience(device) {
            return Ok(());
        }
        let (changes, cost) = chunk::unpack_counted(&push.chunk);
        let mended = changes.map_or(Ok(0), |changes| shelf.mend(doc, &changes))?;
        if mended == 0 {
            // what is given back is looked up at once, so that is all it may cost
            self.allowances.use_in_vain(device, VAIN_COST.max(cost));
            return Ok(());
        }
        if let Found::Whole(stored) = shelf.document(doc)?
            && super::trials::open(doc, stored).is_ok()
        {
            self.damaged.remove(doc);
        }
        Ok(())
    }
}
