//! What a phone says of itself when a link is up, where that is not what the core says.

use paguyuban::frame::{Bounded, Frame};
use paguyuban::replica::Effect;

use super::faults::Planted;
use super::{At, District, Trouble};

impl District {
    /// Planted: what a phone says of itself is not so.
    pub(super) fn misspeak(&mut self, at: At) -> Result<(), Trouble> {
        let role = self.role_of(at.phone)?;
        let guesses = self.is_planted(Planted::PhoneGuessesForWhichRoleItStands);
        let forgets = self.is_planted(Planted::PhoneForgetsTheMark);
        for effect in &mut self.tab(at).line {
            let Effect::Send(Frame::Hello(hello)) = effect else {
                continue;
            };
            if guesses {
                hello.sight = Some(Bounded(vec![role]));
            }
            if forgets {
                hello.mark = None;
            }
        }
        Ok(())
    }
}

/// As a program of the first version of the protocol says it.
pub(super) fn as_before(effects: Vec<Effect>) -> Vec<Effect> {
    let before = |effect| match effect {
        Effect::Send(Frame::Hello(mut hello)) => {
            (hello.versions.max, hello.knows) = (1, None);
            (hello.sight, hello.mark, hello.devices) = (None, None, None);
            Effect::Send(Frame::Hello(hello))
        }
        other => other,
    };
    effects.into_iter().map(before).collect()
}
