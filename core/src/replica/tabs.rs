//! Several tabs of one browser: each is a replica of its own, all write to one disk, and one speaks
//! with the relay for all of them.

use super::proof::unsealed;
use super::{Effect, Ledger, Open, Record, Replica, Standing, in_causal_order, key_of};
use crate::id::DocId;

impl Record {
    /// Whether the disk holds a chunk that this tab has not heard of, if these are the keys of all
    /// that it holds of the document after this transaction: see [`Ledger::over`].
    pub fn leaves_unheard<'a>(&self, mut on_disk: impl Iterator<Item = &'a String>) -> bool {
        on_disk.any(|key| !self.known.contains(key))
    }

    /// Whether this goes on with a document of which the disk holds nothing any more: another tab has removed it,
    /// and this one is told in the place of writing it.
    #[must_use]
    pub fn is_late(&self, is_on_disk: bool) -> bool {
        !self.begins && !self.forget && !is_on_disk
    }
}

impl Open {
    /// A ledger from the disk speaks of changes that are not here.
    pub(super) fn lacks(&self, ledger: &Ledger) -> bool {
        ledger.heads_known().iter().any(|head| !self.document.knows(head))
    }

    /// It speaks of a generation that was founded later.
    fn is_earlier(&self, ledger: &Ledger) -> bool {
        ledger.founding.is_some_and(|founding| !self.document.knows(&founding.first))
    }
}

impl Replica {
    /// Takes in what another tab of the same browser has stored: a chunk, and a ledger if that tab
    /// is the one that speaks with the relay.
    pub fn absorb(
        &mut self,
        doc: &DocId,
        bytes: Option<&[u8]>,
        ledger: Option<Ledger>,
        now_s: i64,
    ) -> Vec<Effect> {
        let mut effects = self.commit(doc, now_s);
        if bytes.is_some() || ledger.is_some() {
            self.kept.insert(doc.clone());
        }
        // a tab that spoke before this one may say late what it knew of the relay
        let ledger = ledger.filter(|_| !self.speaks);
        let own = ledger.is_none() && bytes.is_some();
        if let Some(ledger) = ledger {
            let stale = |open: &Open| {
                // the other tab stopped before it told of a chunk
                bytes.is_none() && open.lacks(&ledger) || open.is_earlier(&ledger)
            };
            if self.open.get(doc).is_some_and(stale) {
                // it is read from the disk
                self.open.remove(doc);
            }
            // of a document in memory it is counted anew below
            self.ledgers.insert(doc.clone(), ledger);
        }
        let Some(open) = self.open.get_mut(doc) else {
            // it will be loaded from the disk that both tabs share, and counted then
            if own {
                let ledger = self.ledgers.entry(doc.clone()).or_default();
                ledger.unsent = ledger.unsent.max(1);
            }
            return effects;
        };
        // another tab's chunk, which is on the disk of both
        let read = bytes.and_then(|bytes| Some((bytes, unsealed(bytes)?)));
        if let Some((bytes, (proofs, changes))) = read {
            let (ready, orphans) = in_causal_order(&open.document, changes.clone());
            if orphans > 0 {
                let late = self.write_late(doc, (key_of(bytes), &changes), now_s);
                if !late.is_empty() {
                    effects.extend(late);
                    return effects;
                }
            }
            let Some(open) = self.open.get_mut(doc) else {
                return effects;
            };
            let known = ready.is_empty();
            let taken = !known && open.document.apply(ready).is_ok();
            if taken {
                open.stored = open.document.heads();
                effects.push(Effect::Show(doc.clone()));
            }
            // one that is not all here must not be dropped from the disk
            if orphans == 0 && (known || taken) {
                open.note_chunk(key_of(bytes));
                open.note_proofs(proofs);
            }
        }
        self.recount(doc);
        if bytes.is_some() {
            effects.extend(self.write_over(doc));
        }
        effects.extend(self.push(doc));
        effects
    }

    /// This tab speaks with the relay for all tabs of its browser, for as long as it lives. The
    /// standing is the disk's: the tab that spoke before has moved it.
    pub fn speak(&mut self, standing: Standing) -> Vec<Effect> {
        self.standing = standing;
        self.speaks = true;
        let open: Vec<DocId> =
            self.open.keys().filter(|doc| self.ledgers.contains_key(doc)).cloned().collect();
        let mut effects = Vec::new();
        for doc in open {
            effects.extend(self.put_down(&doc));
            effects.extend(self.write_over(&doc));
        }
        effects
    }

    /// Writes ledger and view over what any tab has written.
    ///
    /// Only the tab that speaks does, and it hears of every chunk that another tab stores, so the
    /// last word about a document on the disk is always the word of a tab that knows everything.
    pub(super) fn write_over(&mut self, doc: &DocId) -> Vec<Effect> {
        if !self.speaks {
            return Vec::new();
        }
        let record = self.record(doc, None);
        vec![self.transaction(vec![record])]
    }
}
