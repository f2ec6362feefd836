//! What a person may take of a document, so that something is always left for the others.
//!
//! A limit alone can be used up by one, after which it shuts out everybody. So nobody gets more than
//! half of what the others have left of anything that is counted; `n` people who take all they can leave
//! one `n + 1`th of it.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{ActorId, Automerge, Change, ChangeHash};

use super::{Carrier, Hand, Opened};
use crate::chunk::{CHANGE_OPS_MAX, CHUNK_OPS_MAX};
use crate::document::Founding;
use crate::frame::RefusalCode;
use crate::id::MemberId;

/// The most changes in one document: loading takes about 20 µs each.
pub const DOCUMENT_CHANGES_MAX: u64 = 50_000;
/// The most actors that have written in one document.
pub const DOCUMENT_ACTORS_MAX: u64 = 10_000;
/// The most operations in one document: a phone of 2 GB holds and shows so many. A year of a village's
/// log has a tenth.
pub const DOCUMENT_OPS_MAX: u64 = 1_000_000;
/// The most dependencies in one document. A change made alone has one.
pub const DOCUMENT_DEPS_MAX: u64 = 200_000;
/// The most heads of one document: as many people as can be offline at once, and fewer than a change
/// may name (`chunk::DEPS_MAX`) and a frame may carry, by a margin for what a phone has not sent yet.
pub const DOCUMENT_HEADS_MAX: usize = 192;
/// Up to here nobody asks whose heads they are.
const HEADS_FREE: usize = 16;
/// How far an operation counter may be ahead of what the relay has and of what comes with it. A change
/// made at older heads counts from everything its phone holds, and some of that may come later or not at
/// all: with an exact bound honest changes were refused for ever.
pub(crate) const COUNTER_AHEAD_MAX: u64 = CHUNK_OPS_MAX;
/// What an edit of a sentence takes, in operations.
const EDIT_OPS: u64 = 64;
/// Up to here a counter may leave numbers out. Above, every change still finds the next number, and
/// there are twice a million operations below what Automerge can count.
pub const COUNTER_CEILING: u64 = crate::chunk::OP_COUNTER_MAX - 2 * DOCUMENT_OPS_MAX;
/// Seconds since 1970, until 2100: phones whose clock was never set begin in 1970, and a page that is
/// shown a date beyond what its calendar knows shows nothing.
pub const TIMES: std::ops::RangeInclusive<i64> = 0..=4_102_444_800;

/// What was counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Taken {
    changes: u64,
    actors: u64,
    ops: u64,
    deps: u64,
}

const MAX: Taken = Taken {
    changes: DOCUMENT_CHANGES_MAX,
    actors: DOCUMENT_ACTORS_MAX,
    ops: DOCUMENT_OPS_MAX,
    deps: DOCUMENT_DEPS_MAX,
};

impl Taken {
    fn add(&mut self, more: &Self) {
        self.changes += more.changes;
        self.actors += more.actors;
        self.ops += more.ops;
        self.deps += more.deps;
    }

    fn each(&self) -> [u64; 4] {
        [self.changes, self.actors, self.ops, self.deps]
    }
}

/// What everybody has taken of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct Census {
    all: Taken,
    by_person: BTreeMap<MemberId, Taken>,
    actors: BTreeMap<ActorId, Writer>,
    max_op: u64,
}

/// How far an actor is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reached {
    /// Changes.
    pub(super) seq: u64,
    /// The number of its last operation.
    pub(super) max_op: u64,
}

/// How far an actor is, and whose it is.
#[derive(Debug, Clone, Copy)]
struct Writer {
    reached: Reached,
    member: Option<MemberId>,
}

impl Census {
    pub(super) fn of(doc: &Automerge) -> Self {
        let mut census = Self::default();
        for change in doc.get_changes_meta(&[]) {
            let author = change.author.as_ref().and_then(|author| member_of(author.as_bytes()));
            let ops = (change.max_op + 1).saturating_sub(change.start_op);
            let reached = Reached { seq: change.seq, max_op: change.max_op };
            let deps = change.deps.len() as u64;
            census.count(None, &change.actor, reached, author, (ops, deps));
        }
        census
    }

    /// Counts changes that came.
    pub(super) fn add(&mut self, changes: &[Change]) {
        for change in changes {
            self.add_one(None, change);
        }
    }

    fn add_one(&mut self, below: Option<&Self>, change: &Change) -> Taken {
        let author = change.author().and_then(|author| member_of(author.as_bytes()));
        let (ops, deps) = (change.len() as u64, change.deps().len() as u64);
        let reached = Reached { seq: change.seq(), max_op: change.max_op() };
        self.count(below, change.actor_id(), reached, author, (ops, deps))
    }

    pub(super) fn changes(&self) -> u64 {
        self.all.changes
    }

    pub(super) fn max_op(&self) -> u64 {
        self.max_op
    }

    /// For the first edit of somebody new.
    pub(super) fn has_room(&self) -> bool {
        let edit = Taken { changes: 1, actors: 1, ops: EDIT_OPS, deps: 1 };
        let mut all = self.all;
        all.add(&edit);
        let counts = self.max_op + DOCUMENT_OPS_MAX <= crate::chunk::OP_COUNTER_MAX;
        counts && leaves_room(&all, &edit, &edit, true)
    }

    /// Counts a change: of what is not counted here yet, `below` says how much there was.
    fn count(
        &mut self,
        below: Option<&Self>,
        actor: &ActorId,
        reached: Reached,
        author: Option<MemberId>,
        (ops, deps): (u64, u64),
    ) -> Taken {
        let known = self.actors.get(actor).or_else(|| below?.actors.get(actor)).copied();
        let member = author.or(known.and_then(|writer| writer.member));
        let before = known.map(|writer| writer.reached).unwrap_or_default();
        let reached =
            Reached { seq: before.seq.max(reached.seq), max_op: before.max_op.max(reached.max_op) };
        self.max_op = self.max_op.max(reached.max_op);
        let one = Taken { changes: 1, actors: u64::from(known.is_none()), ops, deps };
        self.actors.insert(actor.clone(), Writer { reached, member });
        self.all.add(&one);
        if let Some(member) = member {
            let before = || below.and_then(|below| below.by_person.get(&member)).copied();
            let own = self.by_person.entry(member);
            own.or_insert_with(|| before().unwrap_or_default()).add(&one);
        }
        one
    }
}

/// A document as it would be with what was looked at so far. A copy costs what was looked at, not what there is:
/// one is made for each push.
#[derive(Debug, Clone)]
pub struct Room<'a> {
    here: &'a Census,
    /// All that there would be, and of each person and actor what is another than here.
    census: Census,
    heads: BTreeSet<ChangeHash>,
    /// What came with the pushes before, with the highest number that an operation of each has.
    inside: BTreeMap<ChangeHash, u64>,
    /// Whose heads the new ones are.
    owners: BTreeMap<ChangeHash, MemberId>,
    /// The highest number that its operations can have without leaving any out.
    next_op: u64,
    /// With what its generation was founded.
    founding: Option<Founding>,
}

impl<'a> Room<'a> {
    /// What a document has.
    #[must_use]
    pub fn of(opened: &'a Opened) -> Self {
        let here = &opened.census;
        let census = Census { all: here.all, max_op: here.max_op, ..Census::default() };
        let next_op = census.max_op + 1;
        Self {
            here,
            census,
            heads: opened.doc.get_heads().into_iter().collect(),
            inside: BTreeMap::new(),
            owners: BTreeMap::new(),
            next_op,
            founding: None,
        }
    }

    /// The same of a document that was founded anew.
    #[must_use]
    pub fn founded(self, founding: Option<Founding>) -> Self {
        Self { founding, ..self }
    }

    /// Whether this is a change without content at the beginning of a generation.
    pub(super) fn marks(&self, hash: &ChangeHash) -> bool {
        self.founding.is_some_and(|founding| [founding.first, founding.last].contains(hash))
    }

    pub(super) fn reached_by(&self, actor: &ActorId) -> Reached {
        self.writer(actor).map(|writer| writer.reached).unwrap_or_default()
    }

    fn writer(&self, actor: &ActorId) -> Option<Writer> {
        self.census.actors.get(actor).or_else(|| self.here.actors.get(actor)).copied()
    }

    fn member_of(&self, actor: &ActorId) -> Option<MemberId> {
        self.writer(actor)?.member
    }

    pub(crate) fn holds(&self, hash: &ChangeHash) -> bool {
        self.inside.contains_key(hash)
    }

    pub(super) fn max_op_of(&self, hash: &ChangeHash) -> Option<u64> {
        self.inside.get(hash).copied()
    }

    /// Counts changes that come together, all from one hand.
    ///
    /// # Errors
    /// They take more than is left for them.
    pub(super) fn take(
        &mut self,
        opened: &Opened,
        changes: &[Change],
        carrier: &Carrier,
    ) -> Result<(), RefusalCode> {
        let heads_before = self.heads.len();
        let mut taken = Taken::default();
        for change in changes {
            self.counter_is_near(change)?;
            taken.add(&self.census.add_one(Some(self.here), change));
            self.next_op += change.len() as u64;
            change.deps().iter().for_each(|dep| {
                self.heads.remove(dep);
            });
            self.heads.insert(change.hash());
            self.inside.insert(change.hash(), change.max_op());
            if let Some(member) = self.member_of(change.actor_id()) {
                self.owners.insert(change.hash(), member);
            }
        }
        let share = match carrier.hand {
            Hand::Own => Some(carrier.member),
            // it was let in before, and nobody's new work
            Hand::Anybodys => None,
        };
        let own = share.and_then(|member| {
            let counted = self.census.by_person.get(&member);
            counted.or_else(|| self.here.by_person.get(&member)).copied()
        });
        let own = own.unwrap_or_default();
        if !leaves_room(&self.census.all, &own, &taken, share.is_some()) {
            return Err(RefusalCode::ForumFull);
        }
        self.heads_are_few(opened, heads_before, share)
    }

    fn counter_is_near(&self, change: &Change) -> Result<(), RefusalCode> {
        let (start, end) = (change.start_op().get(), change.max_op());
        let leaves_out = start > self.next_op;
        let far = start > self.next_op + COUNTER_AHEAD_MAX || end > COUNTER_CEILING;
        if leaves_out && far { Err(RefusalCode::Malformed) } else { Ok(()) }
    }

    /// Heads are what everybody's next change has to name.
    fn heads_are_few(
        &self,
        opened: &Opened,
        before: usize,
        share: Option<MemberId>,
    ) -> Result<(), RefusalCode> {
        let after = self.heads.len();
        if after <= before.max(HEADS_FREE) {
            return Ok(());
        }
        let Some(member) = share else {
            return if after <= DOCUMENT_HEADS_MAX { Ok(()) } else { Err(RefusalCode::ForumFull) };
        };
        let owner = |head: &ChangeHash| {
            self.owners.get(head).copied().or_else(|| {
                let meta = opened.doc.get_change_meta_by_hash(head)?;
                self.member_of(&meta.actor)
            })
        };
        let own = self.heads.iter().filter(|head| owner(head) == Some(member)).count();
        let left = DOCUMENT_HEADS_MAX.saturating_sub(after - own);
        if own <= left / 2 { Ok(()) } else { Err(RefusalCode::ForumFull) }
    }
}

/// Whether a person has at most half of what the others leave, in everything of which they take more.
fn leaves_room(all: &Taken, own: &Taken, taken: &Taken, shared: bool) -> bool {
    let counted = all.each().into_iter().zip(own.each()).zip(taken.each()).zip(MAX.each());
    counted.into_iter().all(|(((all, own), taken), max)| {
        let left = max.saturating_sub(all - own.min(all));
        taken == 0 || if shared { own <= left / 2 } else { all <= max }
    })
}

fn member_of(author: &[u8]) -> Option<MemberId> {
    std::str::from_utf8(author).ok()?.parse().ok()
}

/// Whether something that a document has so much of may grow, where `max` is the most: never to the
/// full, in steps that get smaller past the half. Whoever comes with little always finds room.
pub(super) fn may_grow(before: u64, after: u64, max: u64) -> bool {
    after <= before.max(max / 2) || after <= max && after - before <= (max - before) / 4
}

/// A change is done in one piece on every phone, so a document without room for one is full.
const _: () = assert!(DOCUMENT_OPS_MAX / 4 > CHANGE_OPS_MAX);
