//! What a tab does: performs effects in their order, opens documents, listens to the other tab.

use paguyuban::chunk;
use paguyuban::frame::{Frame, Hello, Push};
use paguyuban::id::DocId;
use paguyuban::relay::Door;
use paguyuban::replica::{Append, Effect, Event, Ledger, Signed};

use super::audit::{self, Made};
use super::faults::Planted;
use super::phone::{News, Tab};
use super::sayings::as_before;
use super::{At, District, Trouble};
use crate::disk::Health;

/// A tab never has this many effects waiting; if it does, it feeds itself.
const LINE_MAX: usize = 100_000;

impl District {
    pub(super) fn tab(&mut self, at: At) -> &mut Tab {
        &mut self.phones[at.phone].tabs[at.tab]
    }

    /// Does the next thing the core asked for; whether it was done.
    pub(super) fn perform(&mut self, at: At) -> Result<bool, Trouble> {
        self.send_early(at)?;
        let tab = self.tab(at);
        if tab.halted {
            return Ok(false);
        }
        let Some(effect) = tab.line.pop_front() else {
            return Ok(false);
        };
        match effect {
            Effect::Append(append) => return self.append(at, append),
            Effect::Send(frame) => self.send(at, &frame)?,
            Effect::Sign(signed) => self.send_signed(at, signed)?,
            Effect::Show(doc) => self.tab(at).show(&doc),
            Effect::Tell(event) => self.tell(at, event),
            Effect::HangUp => self.hang_up(at),
        }
        Ok(true)
    }

    /// Performs everything that waits, unless the disk stops it; whether it did.
    pub(super) fn drain(&mut self, at: At) -> Result<bool, Trouble> {
        for _ in 0..LINE_MAX {
            if !self.perform(at)? {
                return Ok(self.tab(at).line.is_empty());
            }
        }
        Err(Trouble::new("a tab never runs out of effects"))
    }

    fn append(&mut self, at: At, append: Append) -> Result<bool, Trouble> {
        let mut written = append;
        if self.is_planted(Planted::PhoneMovesItsCursorWithoutTheChunk)
            && written.standing.is_some()
            && self.dice.once_in(6)
        {
            written.docs.iter_mut().for_each(|record| record.chunk = None);
        }
        if self.is_planted(Planted::PhoneKeepsWhatWasErased) {
            written.docs.retain(|record| !record.forget);
        }
        let begun = written.docs.iter().filter(|record| record.begins);
        let begun: Vec<DocId> = begun.map(|record| record.doc.clone()).collect();
        if self.is_planted(Planted::TabWritesWhatWasRemoved) {
            written.docs.iter_mut().for_each(|record| record.begins = true);
        }
        let disk = &mut self.phones[at.phone].disk;
        let full = matches!(disk.health, Health::Full | Health::Filling(_));
        let mut taken = disk.append(&written);
        if taken.is_err() && full && self.planted == Some(Planted::PhoneStoresTheHalfThatFits) {
            written.docs.truncate(written.docs.len() / 2);
            taken = Ok(disk.contents.append(&written));
        }
        if taken.is_err() && !(full && self.is_planted(Planted::PhoneIgnoresAFullDisk)) {
            self.tale.phone_disk_failures += 1;
            let tab = self.tab(at);
            tab.halted = true;
            tab.line.push_front(Effect::Append(written));
            // nothing that cannot be stored may be taken from the relay
            self.hang_up(at);
            return Ok(false);
        }
        let removed = taken.unwrap_or_default();
        written.docs.retain(|record| !removed.contains(&record.doc));
        for doc in &removed {
            self.tab(at).replica.drop_from_memory(doc);
            self.tab(at).forget(doc);
        }
        self.check_removed(at, &written, &begun)?;
        self.note_written(at, &written)?;
        self.stored(at, written);
        Ok(true)
    }

    /// What was removed from a phone's disk stays removed until it begins again.
    fn check_removed(&mut self, at: At, append: &Append, begun: &[DocId]) -> Result<(), Trouble> {
        let phone = &mut self.phones[at.phone];
        let forgotten = append.docs.iter().filter(|record| record.forget);
        phone.removed.extend(forgotten.map(|record| record.doc.clone()));
        phone.removed.retain(|doc| !begun.contains(doc));
        match phone.removed.iter().find(|doc| phone.disk.contents.docs.contains_key(*doc)) {
            Some(doc) => {
                let who = phone.me.device;
                Err(Trouble::new(format!("{doc} is on the disk of {who} again")))
            }
            None => Ok(()),
        }
    }

    /// Notes what was promised, and looks whether what was said is true.
    fn note_written(&mut self, at: At, append: &Append) -> Result<(), Trouble> {
        for record in append.docs.iter().filter(|record| !record.forget) {
            let mut changes = Vec::new();
            if let Some((_, bytes)) = &record.chunk {
                changes.extend(chunk::unpack(bytes).map_err(|bad| format!("own chunk: {bad}"))?);
            }
            if let Some(snapshot) = &record.snapshot {
                changes.extend(audit::changes_of(&record.doc, snapshot)?);
                self.tale.phone_snapshots += 1;
            }
            let phone = &mut self.phones[at.phone];
            let made = changes.iter().map(|change| (record.doc.clone(), change.hash()));
            phone.written.extend(made);
            self.audit.written(phone.me.device, &record.doc, &changes);
            self.check_ticks(at, &record.doc, &record.ledger)?;
        }
        Ok(())
    }

    /// ✓✓ may only be shown for what is on the relay's disk.
    fn check_ticks(&mut self, at: At, doc: &DocId, ledger: &Ledger) -> Result<(), Trouble> {
        let epoch = self.phones[at.phone].disk.contents.standing.epoch;
        let believes = self.phones[at.phone].believes_before.is_some();
        if believes || epoch != Some(self.epoch()?) || self.audit.is_erased(doc) {
            return Ok(());
        }
        let hashes = |texts: &[String]| texts.iter().filter_map(|hex| hex.parse().ok()).collect();
        let relay: Vec<_> = hashes(&ledger.relay);
        let heads: Vec<_> = hashes(&ledger.heads);
        if ledger.unsent == 0 && ledger.refused.is_none() && !self.relay_has(doc, &heads)? {
            let who = self.phones[at.phone].me.device;
            return Err(Trouble::new(format!("{who} shows ✓✓ for {doc}, which the relay lacks")));
        }
        self.audit.told(doc, &relay);
        Ok(())
    }

    fn stored(&mut self, at: At, append: Append) {
        for record in append.docs {
            if record.forget {
                self.forgotten(at, &record.doc);
                continue;
            }
            let tab = self.tab(at);
            tab.ledgers.insert(record.doc.clone(), record.ledger.clone());
            // the core opens documents by itself for what the relay sends
            if tab.replica.is_open(&record.doc) {
                tab.used.insert(record.doc.clone());
            }
            let unsent = record.ledger.unsent > 0;
            let ledger = append.speaks.then_some(record.ledger);
            // what came from another tab has no chunk here
            let chunk = record.chunk.map(|(_, bytes)| bytes);
            if chunk.is_none() && ledger.is_none() && !unsent
                || self.is_planted(Planted::TabsKeepSilent)
            {
                continue;
            }
            let whole = record.snapshot.is_some();
            let (doc, view, forgotten) = (record.doc, record.view, false);
            let news = News { doc, ledger, unsent, view, chunk, whole, forgotten };
            let tabs = self.phones[at.phone].tabs.iter_mut().enumerate();
            for (_, tab) in tabs.filter(|(other, _)| *other != at.tab) {
                tab.heard.push_back(news.clone());
            }
        }
    }

    /// Nothing of a document is on the phone's disk any more: no tab shows it.
    fn forgotten(&mut self, at: At, doc: &DocId) {
        self.tab(at).forget(doc);
        let tabs = self.phones[at.phone].tabs.iter_mut().enumerate();
        for (_, tab) in tabs.filter(|(other, _)| *other != at.tab) {
            tab.heard.push_back(News::forgotten(doc));
        }
    }

    fn send_signed(&mut self, at: At, signed: Signed) -> Result<(), Trouble> {
        let push = signed.by(&self.phones[at.phone].key);
        self.send(at, &Frame::Push(push))
    }

    fn send(&mut self, at: At, frame: &Frame) -> Result<(), Trouble> {
        let Some(link) = self.tab(at).link else {
            return Ok(());
        };
        self.check_sent(at, frame)?;
        let Some(wire) = self.wires.iter_mut().find(|wire| wire.link == link) else {
            return Ok(());
        };
        if wire.door == Door::Live || wire.in_body {
            wire.up.push_back(frame.to_bytes());
        }
        Ok(())
    }

    /// A phone may only speak of what is on its disk.
    fn check_sent(&self, at: At, frame: &Frame) -> Result<(), Trouble> {
        let phone = &self.phones[at.phone];
        match frame {
            Frame::Push(Push { doc, chunk, .. }) => {
                let changes = chunk::unpack(chunk).map_err(|bad| format!("own push: {bad}"))?;
                let made: Vec<Made> = changes.iter().map(|c| (doc.clone(), c.hash())).collect();
                if made.iter().any(|made| !phone.written.contains(made)) {
                    return Err(Trouble::new(format!("a change of {doc} was sent before stored")));
                }
            }
            Frame::Received(cursor) if *cursor > phone.cursor() => {
                return Err(Trouble::new("a cursor was told before it was stored"));
            }
            _ => {}
        }
        Ok(())
    }

    /// Planted: what is to be sent goes out before what is to be stored.
    fn send_early(&mut self, at: At) -> Result<(), Trouble> {
        if !self.is_planted(Planted::PhoneSendsBeforeItWrites) {
            return Ok(());
        }
        let line = &mut self.tab(at).line;
        let sends = |effect: &Effect| matches!(effect, Effect::Send(_) | Effect::Sign(_));
        let early = line.iter().position(sends);
        match early.and_then(|early| line.remove(early)) {
            Some(Effect::Send(frame)) => self.send(at, &frame),
            Some(Effect::Sign(signed)) => self.send_signed(at, signed),
            _ => Ok(()),
        }
    }

    fn tell(&mut self, at: At, event: Event) {
        match event {
            Event::Receipts { groups } => {
                self.phones[at.phone].disk.contents.receipts.clone_from(&groups);
                self.phones[at.phone].receipts = groups;
            }
            Event::Refused { doc, .. } => {
                self.tale.refused += 1;
                if self.is_planted(Planted::PhoneDropsWhatWasRefused) {
                    self.drop_unsent(at, &doc);
                }
            }
            Event::Stored { .. } => self.tale.stored += 1,
            Event::EpochChanged => self.tale.epochs_met += 1,
            Event::Damaged { .. } | Event::Lacking { .. } => self.tale.damaged += 1,
            Event::Welcome { .. } => {
                let link = self.tab(at).welcomed.pop_front().map(|link| link.0);
                self.phones[at.phone].believes_before.take_if(|before| link > Some(*before));
            }
            Event::Devices { trusted } => self.phones[at.phone].disk.contents.trusted = trusted,
            Event::CaughtUp
            | Event::Presence { .. }
            | Event::Gone { .. }
            | Event::PutIn { .. }
            | Event::Closing { .. } => {}
        }
    }

    fn drop_unsent(&mut self, at: At, doc: &DocId) {
        let now_s = self.now_s(at.phone);
        let phone = &mut self.phones[at.phone];
        if let Some(stored) = phone.disk.contents.docs.get_mut(doc) {
            stored.ledger.unsent = 0;
            stored.ledger.relay.clone_from(&stored.ledger.heads);
            let ledger = Some(stored.ledger.clone());
            let effects = phone.tabs[at.tab].replica.absorb(doc, None, ledger, now_s);
            phone.tabs[at.tab].take_on(effects);
        }
    }

    /// Brings a document into memory; false if the disk stops it.
    pub(super) fn load(&mut self, at: At, doc: &DocId) -> Result<bool, Trouble> {
        if !self.tab(at).replica.is_open(doc) {
            // what the core has given out must be on the disk before the disk is read
            if !self.drain(at)? {
                return Ok(false);
            }
            let parts = self.phones[at.phone].disk.contents.parts(doc);
            let tab = self.tab(at);
            let snapshot = parts.snapshot.as_deref();
            let effects = tab.replica.load(doc, snapshot, &parts.chunks, parts.asked);
            tab.take_on(effects);
        }
        self.tab(at).used.insert(doc.clone());
        Ok(true)
    }

    /// Takes in what the other tab has stored.
    pub(super) fn listen_to_tab(&mut self, at: At) -> Result<(), Trouble> {
        let now_s = self.now_s(at.phone);
        let tab = self.tab(at);
        let Some(news) = tab.heard.pop_front() else {
            return Ok(());
        };
        if news.forgotten {
            tab.replica.drop_from_memory(&news.doc);
            tab.forget(&news.doc);
            return Ok(());
        }
        let News { doc, ledger, unsent, view, chunk, whole, .. } = news;
        tab.ledgers.extend(ledger.clone().map(|ledger| (doc.clone(), ledger)));
        let was_used = tab.used.contains(&doc);
        if whole && was_used {
            // what is being typed would keep it open, without what it is replaced with
            let effects = tab.replica.commit(&doc, now_s);
            tab.take_on(effects);
            tab.replica.close(&doc);
        }
        let effects = tab.replica.absorb(&doc, chunk.as_deref(), ledger, now_s);
        tab.take_on(effects);
        if was_used || tab.speaks && unsent {
            self.load(at, &doc)?;
            let effects = self.tab(at).replica.absorb(&doc, None, None, now_s);
            self.tab(at).take_on(effects);
        }
        let tab = self.tab(at);
        if was_used {
            tab.show(&doc);
        } else if let Some(view) = view {
            tab.screen.insert(doc, view);
        }
        Ok(())
    }

    /// The tab that talked to the relay is gone: this one talks now.
    pub(super) fn speak(&mut self, at: At) {
        let now_s = self.now_s(at.phone);
        let contents = &self.phones[at.phone].disk.contents;
        let (docs, standing) = (contents.docs.clone(), contents.standing.clone());
        let tab = self.tab(at);
        tab.speaks = true;
        for (doc, stored) in docs {
            let effects = tab.replica.absorb(&doc, None, Some(stored.ledger), now_s);
            tab.take_on(effects);
        }
        let effects = tab.replica.speak(standing);
        tab.take_on(effects);
    }

    /// The link is up: what the tab says first.
    pub(super) fn greet(&mut self, at: At) -> Result<(), Trouble> {
        for doc in self.tab(at).replica.needs_to_connect() {
            if !self.load(at, &doc)? {
                return Ok(());
            }
        }
        let stale = self.is_planted(Planted::PhoneKeepsOldLinkState) && self.tab(at).met;
        let standing = self.phones[at.phone].disk.contents.standing.clone();
        let old = self.phones[at.phone].old;
        let tab = self.tab(at);
        let effects = if stale {
            vec![Effect::Send(Frame::Hello(Hello {
                epoch: standing.epoch,
                cursor: standing.cursor,
                fill: standing.fill,
                erased: standing.erased,
                knows: Some(standing.knows),
                ..Hello::first(tab.replica.id())
            }))]
        } else {
            tab.replica.connect()
        };
        tab.met = true;
        tab.take_on(if old { as_before(effects) } else { effects });
        if old { Ok(()) } else { self.misspeak(at) }
    }
}
