//! What the relay hands over bears its seal, so that it can be shown that it has had it: a relay that lost what came
//! after a backup takes back from any phone what it has looked at before, and nothing else in others' names.

use automerge::Change;

use super::intake::Waiting;
use super::{Effect, Relay, Shelf};
use crate::chunk;
use crate::frame::{Content, Frame, RefusalCode};
use crate::vet::Hand;

impl Relay {
    /// Seals what a page holds, for those who keep that.
    pub(super) fn seal_all<S: Shelf>(
        &self,
        effects: &mut [Effect],
        shelf: &mut S,
    ) -> Result<(), S::Error> {
        for effect in effects {
            let Effect::Send(id, Frame::Changed(changed)) = effect else {
                continue;
            };
            if !self.links.get(id).is_some_and(|link| link.hears_of_devices) {
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
        }
        Ok(())
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
