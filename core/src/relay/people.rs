//! Who has which document open. Never stored.

use std::collections::BTreeSet;

use super::link::LinkId;
use super::{Effect, Relay};
use crate::frame::{Bounded, Frame, Me, PRESENT_MAX, Presence};
use crate::id::DocId;

impl Relay {
    pub(super) fn here(&mut self, id: LinkId, doc: Option<DocId>) -> Vec<Effect> {
        let Some(link) = self.links.get_mut(&id) else {
            return Vec::new();
        };
        let doc = doc.filter(|doc| link.may_read(doc));
        let before = std::mem::replace(&mut link.here, doc.clone());
        if before == doc {
            return Vec::new();
        }
        [before, doc].iter().flatten().flat_map(|doc| self.presence(doc)).collect()
    }

    /// Tells everybody who has the document open who else has.
    pub(super) fn presence(&self, doc: &DocId) -> Vec<Effect> {
        let there = self.links.iter().filter(|(_, link)| link.here.as_ref() == Some(doc));
        let there: Vec<(LinkId, Me)> = there.map(|(id, link)| (*id, link.me)).collect();
        there
            .iter()
            .map(|(id, me)| {
                let others = there.iter().filter(|(_, other)| other.device != me.device);
                let people: BTreeSet<_> = others.map(|(_, other)| other.member).collect();
                let people = people.into_iter().take(PRESENT_MAX).collect();
                let presence = Presence { doc: doc.clone(), people: Bounded(people) };
                Effect::Send(*id, Frame::Presence(presence))
            })
            .collect()
    }
}
