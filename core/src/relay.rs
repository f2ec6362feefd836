//! The relay's side of one forum: who is on which link, what may enter the log, who hears of it.
//!
//! It does no IO. The host (`server/src/archive.rs`) calls, in this order for everything that has
//! arrived together: [`Relay::receive`] for each frame, [`Relay::try_out`] once, its own
//! store for the entries of the [`Batch`], and only then [`Relay::stored`] (or
//! [`Relay::not_stored`]). `Stored` and `Changed` come out of `stored` alone, so nothing is told
//! to anyone before it is on disk. What it needs to read it asks of the host's [`Shelf`].

use std::collections::BTreeMap;

use automerge::{Change, ChangeHash};
use minicbor::bytes::ByteVec;

use crate::access;
use crate::frame::{Closing, Content, Frame, Marked, RefusalCode, Refused, Stored};
use crate::id::{DeviceId, DocId, Epoch, ForumId, Mark, ReplicaId, Seq};
use crate::mark::{NO_MARK, Seal};
use crate::signature::DeviceKey;

mod allowance;
mod anew;
mod damage;
mod devices;
mod erasing;
mod greeting;
mod handing;
mod held;
mod intake;
mod link;
mod packed;
mod paging;
mod people;
mod picking;
mod queue;
mod receipts;
mod recent;
mod sealing;
mod shelf;
mod sight;
mod trials;
mod turns;
mod work;

pub use allowance::{
    DEVICE_HOUR_VAIN_BYTES_MAX, PERSON_DAY_BYTES_MAX, PERSON_DAY_DOCUMENTS_MAX, Used, day_began_ms,
};
pub use devices::{Device, Moved};
pub use erasing::Stone;
pub use handing::TAIL_CHANGES_MAX;
use link::Link;
pub use link::{Door, LinkId};
pub use queue::{DEVICE_WAITING_BYTES_MAX, DEVICE_WAITING_MAX, WAITING_BYTES_MAX};
use recent::Recent;
pub use shelf::{Found, LogRow, RowContent, Shelf, StoredDocument};
pub use trials::{Outcome, Running, Tried, TryOut};
pub use work::{DEVICE_WORK_MS_LITTLE, DEVICE_WORK_MS_MAX, DEVICE_WORK_MS_PER_SECOND};

/// What the documents that are held open may take of memory together, in bytes. Those that were not used for the
/// longest time are closed.
pub const OPEN_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// The most documents of one forum: a century of eighteen villages. Each costs a row and a file of an
/// export, and a member could make any number.
pub const FORUM_DOCUMENTS_MAX: u64 = 50_000;

/// What the host has to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send this on that link.
    Send(LinkId, Frame),
    /// Send the reason and end the link.
    Close(LinkId, Closing),
    /// An answer through the POST door is complete.
    Done(LinkId),
    /// Keep bytes that were refused, for the operator to look at.
    Quarantine(Quarantined),
    /// The log is not the one that phones were told of: it is told once what was noticed.
    WentBack,
    /// This document has [`TAIL_CHANGES_MAX`] changes after its snapshot: another one is due.
    Grown(DocId),
}

/// A push that was refused for what it holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// The device that sent it.
    pub device: DeviceId,
    /// The document it was meant for.
    pub doc: DocId,
    /// Why it was refused.
    pub code: RefusalCode,
    /// Its bytes.
    pub chunk: Vec<u8>,
}

/// What one turn adds to the log.
#[derive(Debug, Default)]
pub struct Batch {
    /// To be stored in one transaction, in order of `seq`.
    pub entries: Vec<Entry>,
    /// Pushes that bring nothing new: told as stored once the batch is.
    known: Vec<(LinkId, Stored)>,
    /// What has to happen whether or not the batch is stored.
    effects: Vec<Effect>,
}

/// One chunk for the log.
#[derive(Debug)]
pub struct Entry {
    /// Its place.
    pub seq: Seq,
    /// The document.
    pub doc: DocId,
    /// The device that pushed it.
    pub device: DeviceId,
    /// The running store that pushed it.
    pub replica: ReplicaId,
    /// The new changes, packed.
    pub chunk: Vec<u8>,
    /// The new changes.
    pub changes: Vec<Change>,
    /// The document's heads with them.
    pub heads: Vec<ChangeHash>,
    /// The organiser's device that handed it in for somebody who could not have had it taken.
    pub accepted_by: Option<DeviceId>,
    /// The device that handed it in.
    pub hand: DeviceId,
    /// What its author could do when it was decided: looked at again when it is stored.
    pub role: access::Role,
    /// The key that has signed it: likewise.
    pub key: Option<DeviceKey>,
    /// Of its place in the log, and of the one before.
    pub mark: Mark,
    before: Mark,
    answer: Option<(LinkId, u32)>,
}

/// One forum as the relay keeps it in memory: nothing per document but the few that are open.
#[derive(Debug)]
pub struct Relay {
    epoch: Epoch,
    seq: Seq,
    /// Of that place.
    mark: Mark,
    seal: Seal,
    seals: sealing::Seals,
    forum: ForumId,
    devices: BTreeMap<DeviceId, Device>,
    /// By their numbers.
    tombstones: BTreeMap<u64, Stone>,
    links: BTreeMap<LinkId, Link>,
    open: held::OpenDocs,
    packed: packed::Packed,
    recent: Recent,
    queue: queue::Queue,
    /// Of those who read.
    pages: turns::Turns,
    on_trial: Vec<(trials::Attempt, Box<dyn Running>)>,
    allowances: allowance::Allowances,
    work: work::Work,
    /// Documents of which the store holds rows that are not what was written.
    damaged: std::collections::BTreeSet<DocId>,
    /// Documents in which somebody who comes new to them can write nothing.
    full: std::collections::BTreeSet<DocId>,
    moved: std::collections::BTreeSet<DeviceId>,
    went_back: bool,
}

impl Relay {
    /// A forum as its store has it, without devices and erasures: see [`Relay::know`] and
    /// [`Relay::recall`]. Its log ends at `seq`.
    #[must_use]
    pub fn new(forum: ForumId, epoch: Epoch, seq: Seq) -> Self {
        Self {
            epoch,
            seq,
            mark: NO_MARK,
            seal: Seal([0; 16]),
            seals: sealing::Seals::default(),
            forum,
            devices: BTreeMap::new(),
            tombstones: BTreeMap::new(),
            links: BTreeMap::new(),
            open: held::OpenDocs::default(),
            packed: packed::Packed::default(),
            recent: Recent::default(),
            queue: queue::Queue::default(),
            pages: turns::Turns::default(),
            on_trial: Vec::new(),
            allowances: allowance::Allowances::default(),
            work: work::Work::default(),
            damaged: std::collections::BTreeSet::new(),
            full: std::collections::BTreeSet::new(),
            moved: std::collections::BTreeSet::new(),
            went_back: false,
        }
    }

    /// What the store has of the end of the log: its mark, and with what marks are sealed.
    #[must_use]
    pub fn marked(self, mark: Mark, seal: Seal) -> Self {
        Self { mark, seal, ..self }
    }

    fn end(&self) -> Marked {
        Marked { seq: self.seq, mark: self.mark }
    }

    /// The end of the log.
    #[must_use]
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// A signed-in device has opened a link. One that was shut out since it was let in gets none.
    pub fn join(&mut self, link: LinkId, device: Device, door: Door) -> Vec<Effect> {
        let (me, revoked) = (device.me, device.revoked);
        // other links of it may be of another time
        let mut effects = self.know(device);
        if revoked {
            effects.push(Effect::Close(link, Closing::Revoked));
        } else {
            self.links.insert(link, Link::new(me, door));
        }
        effects
    }

    /// A link has ended, whoever ended it. Returns who has to hear that somebody left.
    pub fn leave(&mut self, link: LinkId) -> Vec<Effect> {
        let left = self.links.remove(&link);
        self.queue.leave(link);
        left.and_then(|left| left.here).map(|doc| self.presence(&doc)).unwrap_or_default()
    }

    /// Takes one frame from a phone. A push only joins the queue for [`Relay::try_out`].
    ///
    /// # Errors
    /// What the shelf could not read; see [`Relay::try_out`].
    pub fn receive<S: Shelf>(
        &mut self,
        id: LinkId,
        frame: Frame,
        now_ms: u64,
        shelf: &mut S,
    ) -> Result<Vec<Effect>, S::Error> {
        let Some(link) = self.links.get_mut(&id) else {
            return Ok(Vec::new());
        };
        let greeted = link.replica.is_some();
        self.allowances.at(now_ms);
        self.work.at(now_ms);
        Ok(match frame {
            Frame::Hello(hello) if !greeted => self.hello(id, &hello, now_ms, shelf)?,
            Frame::Push(push) if greeted => {
                self.mend(id, &push, shelf)?;
                self.push(id, push)
            }
            Frame::Have(have) if greeted => return self.have(id, &have, shelf),
            Frame::Received(cursor) if greeted => self.received(id, cursor),
            Frame::Here(doc) if greeted => self.here(id, doc),
            Frame::Settled(settled) if greeted => self.settled(id, settled),
            _ => vec![Effect::Close(id, Closing::BadFrame)],
        })
    }

    fn received(&mut self, id: LinkId, cursor: Seq) -> Vec<Effect> {
        let Some(link) = self.links.get(&id) else {
            return Vec::new();
        };
        // a phone can only have what it was sent
        let device = link.me.device;
        let cursor = cursor.min(link.progress.told());
        self.set_cursor(device, cursor);
        Vec::new()
    }

    /// The batch is on disk: tells its authors, and everybody who is up to date.
    pub fn stored(&mut self, batch: Batch) -> Vec<Effect> {
        let mut effects = batch.effects;
        for entry in batch.entries {
            let chunk = Content::Chunk(ByteVec::from(entry.chunk.clone()));
            let seal = self.seal.held(&entry.doc, &crate::chunk::heads_of(&entry.changes));
            if let Some((link, push)) = entry.answer {
                let mark = Some(Marked { seq: entry.seq, mark: entry.mark });
                let stored = Stored { push, doc: entry.doc.clone(), seq: entry.seq, mark };
                effects.push(Effect::Send(link, Frame::Stored(stored)));
            }
            for (id, link) in &mut self.links {
                effects.extend(link.tell(
                    *id,
                    entry.seq,
                    &entry.doc,
                    (&chunk, entry.mark, seal),
                    (entry.device, entry.replica),
                ));
            }
            self.seals.keep(entry.seq, seal);
            let Entry { seq, doc, device, replica, chunk, .. } = entry;
            let content = RowContent::Chunk(chunk);
            self.recent.push(LogRow { seq, doc, device, replica, content });
        }
        effects.extend(
            batch.known.into_iter().map(|(link, stored)| Effect::Send(link, Frame::Stored(stored))),
        );
        effects
    }

    /// The batch could not be stored: its authors keep it and hear why; the log is as before.
    pub fn not_stored(&mut self, batch: Batch, code: RefusalCode) -> Vec<Effect> {
        let mut effects = batch.effects;
        for entry in &batch.entries {
            self.open.close(&entry.doc);
        }
        if let Some(first) = batch.entries.first() {
            (self.seq, self.mark) = (Seq(first.seq.0 - 1), first.before);
        }
        let answers =
            batch.entries.into_iter().filter_map(|entry| Some((entry.answer?, entry.doc)));
        let known = batch.known.into_iter().map(|(link, stored)| ((link, stored.push), stored.doc));
        effects.extend(answers.chain(known).map(|((link, push), doc)| {
            Effect::Send(link, Frame::Refused(Refused { push, doc, code }))
        }));
        effects
    }

    /// There are pushes that [`Relay::try_out`] has not come to yet.
    #[must_use]
    pub fn has_waiting(&self) -> bool {
        !self.queue.is_empty()
    }

    /// The links on which the host should ask for a [`Relay::page`] when they have room, in the order of
    /// their devices' turns: whoever has read much comes after whoever has read little.
    #[must_use]
    pub fn behind(&self) -> Vec<LinkId> {
        let behind = self.links.iter().filter(|(id, _)| self.is_behind(**id));
        let mut behind: Vec<(u64, LinkId)> =
            behind.map(|(id, link)| (self.pages.of(link.me.device), *id)).collect();
        behind.sort_unstable();
        behind.into_iter().map(|(_, id)| id).collect()
    }

    /// Whether this is one of [`Relay::behind`]. An answer through the POST door ends with its last
    /// page, so that waits for the phone's own pushes.
    #[must_use]
    pub fn is_behind(&self, id: LinkId) -> bool {
        let pushed = || self.queue.has_of(id) || self.is_tried(id);
        let behind = self.links.get(&id).filter(|link| link.is_behind());
        behind.is_some_and(|link| link.door == Door::Live || !pushed())
    }
}

#[cfg(test)]
mod tests;
