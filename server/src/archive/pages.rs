//! Handing what phones lack to those who are behind, some at a time.

use paguyuban::relay::{Effect, LinkId, Relay};

use super::{Archive, Outgoing};
use crate::store::{ForumShelf, Store, StoreError};

/// Pages with nothing for the reader (its own changes) that are skipped in one turn.
const EMPTY_PAGES_MAX: usize = 16;
/// Pages in one turn: whoever writes waits no longer than for these.
const PAGES_MAX: usize = 4;

impl<S: Store> Archive<S> {
    /// A page for some of the links that are behind and have room: those whose turn it is.
    pub(super) fn hand_over(
        &mut self,
        now_ms: u64,
        out: &mut Vec<Outgoing>,
    ) -> Result<(), StoreError> {
        let behind = self.relay.as_ref().map(Relay::behind).unwrap_or_default();
        let ready: Vec<LinkId> =
            behind.into_iter().filter(|link| self.room.contains(link)).take(PAGES_MAX).collect();
        for link in ready {
            let mut pages = 0;
            while self.room.contains(&link) && pages < EMPTY_PAGES_MAX {
                pages += 1;
                self.hand_over_page(link, now_ms, out)?;
            }
        }
        Ok(())
    }

    fn hand_over_page(
        &mut self,
        link: LinkId,
        now_ms: u64,
        out: &mut Vec<Outgoing>,
    ) -> Result<(), StoreError> {
        let Some(relay) = self.relay.as_mut().filter(|relay| relay.is_behind(link)) else {
            self.room.remove(&link);
            return Ok(());
        };
        let mut shelf = ForumShelf { store: &mut self.store, forum: self.forum };
        let effects = relay.page(link, &mut shelf)?;
        let sent = effects.iter().any(|effect| matches!(effect, Effect::Send(..)));
        self.carry_out(effects, now_ms, out);
        if sent && self.links.contains(&link) {
            self.room.remove(&link);
            out.push(Outgoing::Page(link));
        }
        Ok(())
    }
}
