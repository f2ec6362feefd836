//! What the relay hands over bears its seal, so that it can be shown that it has had it: a relay that lost what came
//! after a backup takes back from any phone what it has looked at before, and nothing else in others' names.

use std::collections::BTreeMap;

use automerge::Change;

use super::intake::Waiting;
use super::link::LinkId;
use super::{Effect, Relay, Shelf};
use crate::chunk;
use crate::frame::{Content, Frame, Place, RefusalCode};
use crate::id::{Mark, Seq};
use crate::vet::Hand;

/// Seals of the newest entries that are kept: to make one of a chunk is to unpack it, for each phone that reads it.
const SEALS_MAX: usize = 16 * 1024;

/// Seals of entries of the log.
#[derive(Debug, Default)]
pub(super) struct Seals(BTreeMap<Seq, Mark>);

impl Seals {
    pub(super) fn keep(&mut self, seq: Seq, seal: Mark) {
        self.0.insert(seq, seal);
        if self.0.len() > SEALS_MAX {
            self.0.pop_first();
        }
    }
}

impl Relay {
    /// Seals what a page holds, for those who keep that.
    pub(super) fn seal_all<S: Shelf>(
        &mut self,
        effects: &mut [Effect],
        shelf: &mut S,
    ) -> Result<(), S::Error> {
        for effect in effects {
            let Effect::Send(id, Frame::Changed(changed)) = effect else {
                continue;
            };
            if !self.keeps_seals(*id) {
                continue;
            }
            if let (Content::Chunk(_), Place::Log { seq, .. }) = (&changed.content, &changed.place)
                && let Some(seal) = self.seals.0.get(seq)
            {
                changed.seal = Some(*seal);
            }
            if changed.seal.is_some() {
                continue;
            }
            let heads = match &changed.content {
                Content::Chunk(bytes) | Content::Piece(bytes) => chunk::unpack(bytes)
                    .map(|changes| chunk::heads_of(&changes))
                    .unwrap_or_default(),
                // it is handed on as it was saved only if nothing came after it
                Content::Snapshot(_) => shelf.heads(&changed.doc)?,
            };
            let seal = || self.seal.held(&changed.doc, &heads);
            changed.seal = (!heads.is_empty()).then(seal);
            if let (Some(seal), Place::Log { seq, .. }) = (changed.seal, &changed.place) {
                self.seals.keep(*seq, seal);
            }
        }
        Ok(())
    }

    /// Whoever hears of devices keeps seals.
    pub(super) fn keeps_seals(&self, id: LinkId) -> bool {
        self.links.get(&id).is_some_and(|link| link.hears_of_devices)
    }

    /// The changes of a push that its author has signed, or that bear this relay's own seal: those were allowed
    /// when they were first taken, whoever wrote them.
    pub(super) fn vouched_for(
        &self,
        push: &mut Waiting,
        changes: Vec<Change>,
    ) -> Result<Vec<Change>, RefusalCode> {
        let doc = &push.push.doc;
        let seal = push.push.signature.seal();
        if let Some(seal) = seal {
            // the log says who brought it, and nobody else's device is named for that
            if push.carried || self.seal.held(doc, &chunk::heads_of(&changes)) != seal {
                return Err(RefusalCode::BadSignature);
            }
            push.carrier.hand = Hand::Anybodys;
            push.barred = push.barred.filter(|code| *code != RefusalCode::NotAllowed);
        }
        push.signed(self.forum, changes)
    }
}
