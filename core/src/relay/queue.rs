//! Which push is next. Whoever sends much waits for whoever sends little, however it comes: devices are
//! served in turns, by what their pushes cost.

use std::collections::BTreeMap;

use super::intake::Waiting;
use super::link::LinkId;
use super::turns::Turns;
use crate::id::{DeviceId, DocId};

/// What may wait for one device. A phone that was away for a year has fewer documents to send.
pub const DEVICE_WAITING_MAX: usize = 1_024;
/// The bytes of their chunks.
pub const DEVICE_WAITING_BYTES_MAX: usize = 4 * 1024 * 1024;
/// What may wait for all of them; past it the device that has most waiting loses its last one.
pub const WAITING_BYTES_MAX: usize = 24 * 1024 * 1024;
/// What any push costs, in bytes: checking a signature takes as long as reading so many.
const COST: u64 = 4 * 1024;
/// How many bytes inflating a byte of a chunk costs, before it is known.
const INFLATION: u64 = 4;

/// Pushes that wait to be tried out.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Vec<Waiting>,
    /// How many of each device, and their bytes: to count them for each that comes would cost what all of them are.
    of: BTreeMap<DeviceId, (usize, usize)>,
    bytes: usize,
    arrivals: u64,
    turns: Turns,
}

impl Queue {
    /// Adds a push; gives back the one that finds no room.
    pub(super) fn add(&mut self, mut push: Waiting) -> Option<Waiting> {
        let device = push.device();
        let (count, bytes) = self.of.get(&device).copied().unwrap_or_default();
        if count >= DEVICE_WAITING_MAX || bytes + push.bytes() > DEVICE_WAITING_BYTES_MAX {
            return Some(push);
        }
        push.turn = self.turns.of(device);
        self.arrivals += 1;
        push.arrival = self.arrivals;
        self.charge(device, COST + push.bytes() as u64 * INFLATION);
        self.put_back(push);
        if self.bytes > WAITING_BYTES_MAX { self.drop_of_the_longest() } else { None }
    }

    /// A push has cost so much more than was thought: the next ones of its device come later.
    pub(super) fn charge(&mut self, device: DeviceId, cost: u64) {
        self.turns.charge(device, cost);
    }

    /// Whether a push about the same document came before this one, and still waits.
    pub(super) fn defer(&self, push: &Waiting) -> bool {
        let before = |other: &Waiting| other.arrival < push.arrival;
        self.waiting.iter().any(|other| other.is_about(&push.push.doc) && before(other))
    }

    /// It stays where it was.
    pub(super) fn put_back(&mut self, push: Waiting) {
        let (count, bytes) = self.of.entry(push.device()).or_default();
        (*count, *bytes) = (*count + 1, *bytes + push.bytes());
        self.bytes += push.bytes();
        self.waiting.push(push);
    }

    /// Those of which this is true go.
    fn remove(&mut self, goes: impl Fn(&Waiting) -> bool) -> Vec<Waiting> {
        let all = std::mem::take(&mut self.waiting);
        let (gone, kept) = all.into_iter().partition(goes);
        self.waiting = kept;
        for push in &gone {
            self.uncount(push);
        }
        gone
    }

    fn uncount(&mut self, push: &Waiting) {
        self.bytes -= push.bytes();
        if let Some((count, bytes)) = self.of.get_mut(&push.device()) {
            (*count, *bytes) = (*count - 1, *bytes - push.bytes());
        }
    }

    /// All of them, in their order, for the caller to put back what is not taken now.
    pub(super) fn take(&mut self) -> Vec<Waiting> {
        let mut all = std::mem::take(&mut self.waiting);
        (self.bytes, self.of) = (0, BTreeMap::new());
        // pushes of one device keep their order
        all.sort_by_key(|push| (push.turn, push.arrival));
        self.turns.forget_the_past();
        all
    }

    /// This one was taken.
    pub(super) fn taken(&mut self, push: &Waiting) {
        self.turns.served(push.turn);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    pub(super) fn has_of(&self, link: LinkId) -> bool {
        self.waiting.iter().any(|push| push.link == link)
    }

    pub(super) fn leave(&mut self, link: LinkId) {
        self.remove(|push| push.link == link);
    }

    /// What is about a document goes.
    pub(super) fn drop_about(&mut self, doc: &DocId) -> Vec<Waiting> {
        self.remove(|push| push.is_about(doc))
    }

    fn drop_of_the_longest(&mut self) -> Option<Waiting> {
        let (longest, _) = self.of.iter().max_by_key(|(_, (_, bytes))| *bytes)?;
        let last = self.waiting.iter().rposition(|push| push.device() == *longest)?;
        let dropped = self.waiting.remove(last);
        self.uncount(&dropped);
        Some(dropped)
    }
}
