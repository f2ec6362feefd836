//! What comes of a turn: said to the links, or kept.

use paguyuban::relay::{Effect, LinkId, Quarantined};

use super::{Archive, Outgoing};
use crate::store::Store;

impl<S: Store> Archive<S> {
    pub(super) fn carry_out(&mut self, effects: Vec<Effect>, now_ms: u64, out: &mut Vec<Outgoing>) {
        for effect in effects {
            match effect {
                Effect::Send(link, frame) => out.push(Outgoing::Send(link, frame)),
                Effect::Close(link, closing) => {
                    out.push(Outgoing::Close(link, closing));
                    self.end(link, now_ms, out);
                }
                Effect::Done(link) => {
                    out.push(Outgoing::Done(link));
                    self.end(link, now_ms, out);
                }
                Effect::WentBack => self.went_back(now_ms),
                Effect::Quarantine(refused) => self.refused.push(refused),
                Effect::Grown(doc) => {
                    self.written.insert(doc);
                }
            }
        }
    }

    /// Phones give back what was lost; when it was noticed is written down.
    fn went_back(&mut self, now_ms: u64) {
        tracing::error!(
            forum = %self.forum,
            "the log is not the one that phones were told of: a copy was put back without `restore`; \
             what it lost is taken back from phones"
        );
        if let Err(error) = self.store.recover(self.forum, now_ms) {
            tracing::warn!(forum = %self.forum, %error, "that was not written down");
        }
    }

    fn end(&mut self, link: LinkId, now_ms: u64, out: &mut Vec<Outgoing>) {
        self.links.remove(&link);
        self.room.remove(&link);
        let left = self.relay.as_mut().map(|relay| relay.leave(link)).unwrap_or_default();
        self.carry_out(left, now_ms, out);
    }

    /// Keeps the bytes of what was refused in this turn.
    pub(super) fn keep_aside(&mut self, now_ms: u64) {
        let refused = std::mem::take(&mut self.refused);
        for Quarantined { device, code, doc, .. } in &refused {
            tracing::warn!(forum = %self.forum, %device, ?code, %doc, "a push was refused");
        }
        if refused.is_empty() {
            return;
        }
        if let Err(error) = self.store.keep_all_aside(self.forum, &refused, now_ms) {
            tracing::warn!(forum = %self.forum, %error, "refused pushes were not kept");
        }
    }
}
