//! The one owner of a forum's open documents and log.
//!
//! [`Archive::turn`] takes all that has arrived, tries it out, appends it in one transaction, and only then says
//! what to send. It has no clock, threads or sockets: the simulated district drives it, or [`crate::forums`].

use std::collections::{BTreeMap, BTreeSet};

use paguyuban::frame::{Closing, Frame, Push, RefusalCode};
use paguyuban::id::{DeviceId, DocId, ForumId, Seq};
use paguyuban::relay::{Batch, Device, Door, Effect, LinkId, Moved, Outcome, Quarantined, Relay};
use paguyuban::vet::Trial;

use crate::store::{Append, ForumShelf, Store, StoreError};

mod anew;
mod opened;
mod outgoing;
mod pages;
mod round;
mod snapshots;

pub use anew::{Anew, Answer};
use opened::opened;
pub use snapshots::{Save, SaveApart, Saved, Saving};

/// How trials are run: [`crate::trial::Trials`] in a relay, in place in a simulation.
pub type RunTrials = Box<dyn Fn(Vec<Trial>) -> Vec<Outcome> + Send>;

/// Something that happened at a forum's door.
#[derive(Debug)]
pub enum Event {
    /// A signed-in device has opened a link.
    Join {
        /// The link's new number.
        link: LinkId,
        /// Who it is.
        device: Device,
        /// Which way it came.
        door: Door,
    },
    /// A link has ended.
    Leave(LinkId),
    /// A link brought a frame.
    Frame(LinkId, Frame),
    /// Everything sent on a link up to the last [`Outgoing::Page`] is on its way, so it can take
    /// another page. Through the POST door it is also said once when the body has ended: only then
    /// has the phone said everything.
    Room(LinkId),
    /// Devices, roles or erasures in the store are new; see [`Store::people_marks`].
    Look,
    /// An organiser founds a document anew.
    Found(Box<Anew>),
}

/// Something to do at a forum's door, in this order.
#[derive(Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "nearly all of them are frames")]
pub enum Outgoing {
    /// Send this.
    Send(LinkId, Frame),
    /// A page ends here; say [`Event::Room`] when it is on its way.
    Page(LinkId),
    /// Send the reason and end the link. It has already left.
    Close(LinkId, Closing),
    /// The answer through the POST door is complete. The link has already left.
    Done(LinkId),
}

/// One forum.
pub struct Archive<S> {
    store: S,
    forum: ForumId,
    run: RunTrials,
    /// None after a read failed, until the store can be read again.
    relay: Option<Relay>,
    links: BTreeSet<LinkId>,
    /// Links that can take a page.
    room: BTreeSet<LinkId>,
    /// How far devices are, if that is not written yet.
    moved: BTreeMap<DeviceId, Moved>,
    /// Pushes refused in this turn.
    refused: Vec<Quarantined>,
    /// A snapshot that is being made.
    begun: Option<snapshots::Begun>,
    save_apart: SaveApart,
    /// Documents that were written to, to be looked at for a snapshot when nobody waits.
    written: BTreeSet<DocId>,
    receipts_due: bool,
    round_ms: u64,
}

impl<S> std::fmt::Debug for Archive<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive").field("forum", &self.forum).finish_non_exhaustive()
    }
}

impl<S: Store> Archive<S> {
    /// Opens a forum as its store has it.
    ///
    /// # Errors
    /// If the store cannot be read or has no such forum.
    pub fn open(
        mut store: S,
        forum: ForumId,
        run: RunTrials,
        now_ms: u64,
    ) -> Result<Self, StoreError> {
        let relay = Some(opened(&mut store, forum, now_ms)?);
        Ok(Self {
            store,
            forum,
            run,
            relay,
            links: BTreeSet::new(),
            room: BTreeSet::new(),
            moved: BTreeMap::new(),
            refused: Vec::new(),
            begun: None,
            save_apart: snapshots::in_place(),
            written: BTreeSet::new(),
            receipts_due: false,
            round_ms: now_ms,
        })
    }

    /// Has snapshots made apart, so that no turn waits for one.
    #[must_use]
    pub fn saving_apart(self, save_apart: SaveApart) -> Self {
        Self { save_apart, ..self }
    }

    /// Gives the store back, as after a crash: nothing is written on the way.
    #[must_use]
    pub fn into_store(self) -> S {
        self.store
    }

    /// To look at.
    pub fn store(&mut self) -> &mut S {
        &mut self.store
    }

    /// The end of the log; nothing while the store cannot be read.
    #[must_use]
    pub fn seq(&self) -> Option<Seq> {
        self.relay.as_ref().map(Relay::seq)
    }

    /// No link is open and nothing is left to be written.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        let still = self.moved.is_empty() && self.written.is_empty() && !self.has_trials();
        self.links.is_empty() && still
    }

    /// Pushes wait to be tried out.
    #[must_use]
    pub fn has_waiting(&self) -> bool {
        self.relay.as_ref().is_some_and(Relay::has_waiting)
    }

    /// Trials go on, or a snapshot is being made: the next turn should not be long in coming.
    #[must_use]
    pub fn has_trials(&self) -> bool {
        self.begun.is_some() || self.relay.as_ref().is_some_and(Relay::has_trials)
    }

    /// Documents that were found damaged.
    #[must_use]
    pub fn damaged(&self) -> Vec<DocId> {
        self.relay.iter().flat_map(Relay::damaged).cloned().collect()
    }

    /// Documents that were found to have no room.
    #[must_use]
    pub fn full(&self) -> Vec<DocId> {
        self.relay.iter().flat_map(Relay::full).cloned().collect()
    }

    /// There is something to do though nothing has arrived.
    #[must_use]
    pub fn has_more(&self) -> bool {
        if self.has_waiting() || self.begun.is_none() && !self.written.is_empty() {
            return true;
        }
        self.relay.iter().flat_map(Relay::behind).any(|link| self.room.contains(&link))
    }

    /// Takes everything that has arrived, stores it, and says what to do. Called without events, it
    /// does what is due by the clock; call it at least once a second while links are open.
    pub fn turn(&mut self, events: Vec<Event>, now_ms: u64) -> Vec<Outgoing> {
        let mut out = Vec::new();
        for event in &events {
            // known from here on, so that a turn that fails closes them too
            if let Event::Join { link, .. } = event {
                self.links.insert(*link);
            }
        }
        if let Err(error) = self.try_turn(events, now_ms, &mut out) {
            self.start_anew(&error, now_ms, &mut out);
        }
        out
    }

    /// Writes what can wait, before the relay stops.
    pub fn flush(&mut self, now_ms: u64) {
        if let Err(error) = self.keep_cursors(now_ms) {
            tracing::warn!(forum = %self.forum, %error, "cursors were not written");
        }
        self.begun = None;
        self.save_apart = snapshots::in_place();
        while !self.written.is_empty() {
            if let Err(error) = self.snapshot_next() {
                tracing::warn!(forum = %self.forum, %error, "snapshots were not made");
                return;
            }
        }
    }

    fn try_turn(
        &mut self,
        events: Vec<Event>,
        now_ms: u64,
        out: &mut Vec<Outgoing>,
    ) -> Result<(), StoreError> {
        if events.is_empty() && !self.has_waiting() {
            self.snapshot_next()?;
        }
        for event in events {
            self.take(event, now_ms, out)?;
        }
        self.append(now_ms, out)?;
        self.hand_over(now_ms, out)?;
        self.make_a_round(now_ms, out)
    }

    fn take(
        &mut self,
        event: Event,
        now_ms: u64,
        out: &mut Vec<Outgoing>,
    ) -> Result<(), StoreError> {
        let relay = match &mut self.relay {
            Some(relay) => relay,
            None => self.relay.insert(opened(&mut self.store, self.forum, now_ms)?),
        };
        let effects = match event {
            Event::Join { link, device, door } => {
                if door == Door::Live {
                    self.room.insert(link);
                }
                // it was looked up before its body, or its turn, came
                let now = match self.store.device(self.forum, device.me.device) {
                    // one person's row; the others stay
                    Err(StoreError::Damaged { .. }) => {
                        self.links.remove(&link);
                        self.room.remove(&link);
                        out.push(Outgoing::Close(link, Closing::StoreFailed));
                        return Ok(());
                    }
                    now => now?,
                };
                relay.join(link, now.map_or(device, |now| now.known()), door)
            }
            Event::Look => {
                self.look_at_devices(now_ms, out)?;
                self.look_for_erasures(now_ms, out)?;
                Vec::new()
            }
            Event::Found(anew) => {
                self.found_anew(*anew, now_ms, out)?;
                Vec::new()
            }
            Event::Leave(link) => {
                self.links.remove(&link);
                self.room.remove(&link);
                relay.leave(link)
            }
            Event::Frame(link, frame) => {
                if is_carried(&frame) {
                    // whoever signed it may have joined, or been shut out, without being here itself
                    self.look_at_devices(now_ms, out)?;
                }
                let Some(relay) = &mut self.relay else {
                    return Ok(());
                };
                let mut shelf = ForumShelf { store: &mut self.store, forum: self.forum };
                relay.receive(link, frame, now_ms, &mut shelf)?
            }
            Event::Room(link) => {
                if self.links.contains(&link) {
                    self.room.insert(link);
                }
                Vec::new()
            }
        };
        self.carry_out(effects, now_ms, out);
        Ok(())
    }

    /// Tries out what was pushed, appends what is good in one transaction, and tells.
    fn append(&mut self, now_ms: u64, out: &mut Vec<Outgoing>) -> Result<(), StoreError> {
        let Some(relay) = &mut self.relay else {
            return Ok(());
        };
        if relay.has_waiting() {
            // somebody may have been shut out, or have lost a role, since the last turn
            self.look_at_devices(now_ms, out)?;
        }
        let Some(relay) = &mut self.relay else {
            return Ok(());
        };
        let mut shelf = ForumShelf { store: &mut self.store, forum: self.forum };
        let batch = relay.try_out(&mut shelf, &*self.run)?;
        self.moved.extend(relay.moved().into_iter().map(|moved| (moved.device, moved)));
        self.receipts_due |= !self.moved.is_empty();
        let effects = if batch.entries.is_empty() {
            relay.stored(batch)
        } else {
            self.store_batch(batch, now_ms)?
        };
        self.carry_out(effects, now_ms, out);
        self.keep_aside(now_ms);
        Ok(())
    }

    fn store_batch(&mut self, batch: Batch, now_ms: u64) -> Result<Vec<Effect>, StoreError> {
        let Some(relay) = &mut self.relay else {
            return Ok(Vec::new());
        };
        let moved: Vec<Moved> = self.moved.values().copied().collect();
        let append = Append { entries: &batch.entries, moved: &moved, at_ms: now_ms };
        match self.store.append(self.forum, &append) {
            Ok(()) => {
                self.moved.clear();
                self.written.extend(batch.entries.iter().map(|entry| entry.doc.clone()));
                Ok(relay.stored(batch))
            }
            // these two have certainly written nothing
            Err(error @ (StoreError::Full | StoreError::Busy)) => {
                tracing::error!(forum = %self.forum, %error, "nothing was stored");
                let full = matches!(error, StoreError::Full);
                let code = if full { RefusalCode::DiskFull } else { RefusalCode::Busy };
                Ok(relay.not_stored(batch, code))
            }
            // a document was erased, or a device shut out, in this very moment; nothing was written, and
            // the next look finds it
            Err(error @ (StoreError::Erased(_) | StoreError::Barred(_))) => {
                tracing::info!(forum = %self.forum, %error, "pushed in that moment");
                Ok(relay.not_stored(batch, RefusalCode::Busy))
            }
            // it may be on disk or not, or another relay writes here: only the store knows
            Err(error) => Err(error),
        }
    }

    /// After the store could not be read: what is in memory is no longer believed.
    fn start_anew(&mut self, error: &StoreError, now_ms: u64, out: &mut Vec<Outgoing>) {
        tracing::error!(forum = %self.forum, %error, "the store failed, all links are closed");
        let links = std::mem::take(&mut self.links);
        self.room.clear();
        self.moved.clear();
        self.begun = None;
        self.written.clear();
        out.extend(links.into_iter().map(|link| Outgoing::Close(link, Closing::StoreFailed)));
        self.relay = match opened(&mut self.store, self.forum, now_ms) {
            Ok(relay) => Some(relay),
            Err(error) => {
                tracing::error!(forum = %self.forum, %error, "the forum cannot be opened");
                None
            }
        };
    }
}

/// Whether another device than the one that speaks has signed it.
fn is_carried(frame: &Frame) -> bool {
    matches!(frame, Frame::Push(Push { by: Some(_), .. }))
}
