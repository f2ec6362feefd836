//! Whether changes from a phone may enter a document: checks first, then a trial on a copy.
//!
//! Changes with altered operations and a right checksum make Automerge 0.12 panic in 55 % of cases
//! and in 9 % are accepted and make the document unloadable, since what is read back out of it is not what
//! came: so a trial ends by reading each back. A trial can still panic or never end: the host runs [`Trial::run`] on a
//! thread of its own, under `catch_unwind`, with a deadline. What a trial lets pass may still panic
//! when it is applied in another company, so operations are looked at one by one first
//! (`operations.rs`), and what is stored is opened under `catch_unwind` too ([`Opened::load`]).

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::{
    ActorId, Automerge, Change, ChangeHash, LoadOptions, OnPartialLoad, TextEncoding,
    VerificationMode,
};
use thiserror::Error;

use crate::document;
use crate::frame::RefusalCode;
use crate::id::{DeviceId, DocKind, MemberId, ReplicaId};
use crate::relay::{Outcome, Tried};

mod operations;
mod room;
mod weight;

pub use operations::{PLACES_MAX, VALUE_BYTES_MAX};
pub(crate) use room::COUNTER_AHEAD_MAX;
pub use room::{
    COUNTER_CEILING, DOCUMENT_ACTORS_MAX, DOCUMENT_CHANGES_MAX, DOCUMENT_DEPS_MAX,
    DOCUMENT_HEADS_MAX, DOCUMENT_OPS_MAX, Room, TIMES,
};
use room::{Census, Reached};
pub(crate) use weight::KEYS_MAX;
use weight::Weight;
pub use weight::{DOCUMENT_BYTES_MAX, DOCUMENT_INFLATED_MAX, TEXT_MAX, VERSIONS_MAX};

/// What one change takes of memory, beyond what it holds, about: a program took 55 MB that held a document of
/// 30,000 changes twice.
const CHANGE_MEMORY: u64 = 1024;

/// A document as the relay holds it open.
#[derive(Debug, Clone)]
pub struct Opened {
    kind: DocKind,
    doc: Automerge,
    census: Census,
    weight: Weight,
}

/// Why stored bytes did not open.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("stored document does not open: {0}")]
pub struct Unreadable(String);

impl Opened {
    /// A document of this kind to which nobody has written.
    #[must_use]
    pub fn fresh(kind: DocKind) -> Self {
        let mut doc = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit);
        // our own change, held still by a golden hash
        let applied = doc.apply_changes([document::first_change(kind)]);
        debug_assert!(applied.is_ok());
        Self::of(kind, doc)
    }

    /// Opens what the relay itself stored: a snapshot, if there is one, and the changes after it.
    ///
    /// # Errors
    /// [`Unreadable`] if the bytes are not what was stored.
    pub fn load(
        kind: DocKind,
        snapshot: Option<&[u8]>,
        changes: Vec<Change>,
    ) -> Result<Self, Unreadable> {
        // one document must not take the forum down
        catch_unwind(AssertUnwindSafe(|| Self::load_unfenced(kind, snapshot, changes)))
            .unwrap_or_else(|_| Err(Unreadable("it panics".to_owned())))
    }

    fn load_unfenced(
        kind: DocKind,
        snapshot: Option<&[u8]>,
        changes: Vec<Change>,
    ) -> Result<Self, Unreadable> {
        let mut doc = match snapshot {
            Some(bytes) => load_whole(bytes).map_err(|_| Unreadable("snapshot".to_owned()))?,
            None => Self::fresh(kind).doc,
        };
        let newest = crate::chunk::heads_of(&changes);
        doc.apply_changes(changes).map_err(|error| Unreadable(error.to_string()))?;
        if newest.iter().any(|hash| !knows(&doc, hash)) {
            return Err(Unreadable("a change is missing".to_owned()));
        }
        Ok(Self::of(kind, doc))
    }

    fn of(kind: DocKind, doc: Automerge) -> Self {
        let weight = Weight::of(&doc);
        Self { kind, census: Census::of(&doc), weight, doc }
    }

    /// Whether the change is in the document.
    #[must_use]
    pub fn knows(&self, hash: &ChangeHash) -> bool {
        knows(&self.doc, hash)
    }

    /// The newest changes, sorted.
    #[must_use]
    pub fn heads(&self) -> Vec<ChangeHash> {
        sorted(self.doc.get_heads())
    }

    /// Every change beyond these heads, in causal order and never the fixed first one. Heads that are not
    /// known count for nothing.
    #[must_use]
    pub fn changes_since(&self, heads: &[ChangeHash]) -> Vec<Change> {
        let mut have = vec![document::first_change(self.kind).hash()];
        have.extend(heads.iter().filter(|head| self.knows(head)));
        self.doc.get_changes(&have)
    }

    /// How many changes it has, the fixed first one included.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.census.changes()
    }

    /// What trying something out on it costs, in bytes read and written.
    #[must_use]
    pub fn cost(&self) -> u64 {
        self.weight.inflated()
    }

    /// What it takes of memory while it is held open, in bytes, about.
    #[must_use]
    pub fn memory(&self) -> u64 {
        2 * self.weight.inflated() + self.changes() * CHANGE_MEMORY
    }

    /// The highest number that an operation of it has.
    #[must_use]
    pub fn max_op(&self) -> u64 {
        self.census.max_op()
    }

    /// The same of one change; nothing if it is not there.
    fn max_op_of(&self, hash: &ChangeHash) -> Option<u64> {
        Some(self.doc.get_change_meta_by_hash(hash)?.max_op)
    }

    /// Whether somebody who has not written in it can do so, as much as an edit takes.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.census.has_room()
            && self.doc.get_heads().len() <= DOCUMENT_HEADS_MAX
            && self.weight.has_room()
    }

    /// The whole document as Automerge saves it, once it was loaded back and compared.
    ///
    /// # Errors
    /// [`Unreadable`] if what was saved does not load back to the same heads.
    pub fn save(&self) -> Result<Vec<u8>, Unreadable> {
        catch_unwind(AssertUnwindSafe(|| self.save_unfenced()))
            .unwrap_or_else(|_| Err(Unreadable("saving it panics".to_owned())))
    }

    fn save_unfenced(&self) -> Result<Vec<u8>, Unreadable> {
        let bytes = self.doc.save();
        let back = load_whole(&bytes).map_err(|_| Unreadable("saved copy".to_owned()))?;
        if sorted(back.get_heads()) != self.heads() {
            return Err(Unreadable("saved copy has other heads".to_owned()));
        }
        Ok(bytes)
    }

    /// A copy on which to try changes out.
    #[must_use]
    pub fn trial(&self, changes: Vec<Change>) -> Trial {
        Trial { opened: self.clone(), changes, apart: false }
    }
}

fn knows(doc: &Automerge, hash: &ChangeHash) -> bool {
    doc.get_change_meta_by_hash(hash).is_some()
}

fn sorted(mut heads: Vec<ChangeHash>) -> Vec<ChangeHash> {
    heads.sort();
    heads
}

fn load_whole(bytes: &[u8]) -> Result<Automerge, RefusalCode> {
    let options = LoadOptions::new()
        .on_partial_load(OnPartialLoad::Error)
        .verification_mode(VerificationMode::Check)
        .text_encoding(TextEncoding::Utf16CodeUnit);
    Automerge::load_with_options(bytes, options).map_err(|_| RefusalCode::Malformed)
}

/// Whose changes a device may hand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// Its own only.
    Own,
    /// Anybody's: the relay lost them and asked for them.
    Anybodys,
}

/// What a push says about who wrote it.
#[derive(Debug, Clone, Copy)]
pub struct Carrier {
    /// The device that pushes.
    pub device: DeviceId,
    /// The person who signed in on it.
    pub member: MemberId,
    /// Whose changes it may hand in.
    pub hand: Hand,
}

/// Checks a push against a document without applying anything: dependencies, actors without a gap,
/// authors, times, counters, and that enough is left for everybody else. `changes` must be new to the
/// document; `room` holds what other pushes bring that are tried together with this one.
///
/// # Errors
/// The code that the author is told.
pub fn check(
    opened: &Opened,
    room: &mut Room<'_>,
    changes: &[Change],
    carrier: &Carrier,
) -> Result<(), RefusalCode> {
    let mut ahead = Ahead { inside: BTreeMap::new(), reached: BTreeMap::new() };
    changes.iter().try_for_each(|change| ahead.check(opened, room, change, carrier))?;
    room.take(opened, changes, carrier)
}

/// The document as it would be with the changes checked so far.
struct Ahead<'a> {
    /// With the highest number that an operation of each has.
    inside: BTreeMap<ChangeHash, u64>,
    reached: BTreeMap<&'a ActorId, Reached>,
}

impl<'a> Ahead<'a> {
    fn check(
        &mut self,
        opened: &Opened,
        room: &Room<'_>,
        change: &'a Change,
        carrier: &Carrier,
    ) -> Result<(), RefusalCode> {
        let hollow = change.is_empty() && !room.marks(&change.hash());
        if hollow || !has_place_and_time(change) {
            return Err(RefusalCode::Malformed);
        }
        let max_op = |dep| {
            let inside = self.inside.get(dep).copied();
            inside.or_else(|| room.max_op_of(dep)).or_else(|| opened.max_op_of(dep))
        };
        let deps: Option<Vec<u64>> = change.deps().iter().map(max_op).collect();
        let newest = deps.ok_or(RefusalCode::MissingDeps)?.into_iter().max().unwrap_or_default();
        author_is_right(opened.kind, change, carrier)?;
        let actor = change.actor_id();
        let before = self.reached.get(actor).copied().unwrap_or_else(|| room.reached_by(actor));
        if change.seq() != before.seq + 1 {
            return Err(RefusalCode::OutOfSequence);
        }
        // a saved document does not say where a change begins to count: it is behind all that it knew of, and
        // that has everything its own actor wrote
        if newest < before.max_op || change.start_op().get() <= newest {
            return Err(RefusalCode::Malformed);
        }
        self.reached.insert(actor, Reached { seq: change.seq(), max_op: change.max_op() });
        self.inside.insert(change.hash(), change.max_op());
        Ok(())
    }
}

/// The actor is the device's, and its first change names the person as author, later ones nobody else.
/// A rung is nobody's: everybody makes the same.
fn author_is_right(kind: DocKind, change: &Change, carrier: &Carrier) -> Result<(), RefusalCode> {
    if document::is_rung(kind, change) {
        return Ok(());
    }
    let Some(replica) = ReplicaId::of_actor(change.actor_id()) else {
        return Err(RefusalCode::WrongActor);
    };
    if carrier.hand == Hand::Own && replica.device() != carrier.device {
        return Err(RefusalCode::WrongActor);
    }
    let author = change.author().map(|author| author.as_bytes().to_vec());
    let named = author
        .as_deref()
        .and_then(|bytes| std::str::from_utf8(bytes).ok()?.parse::<MemberId>().ok());
    let nobody = author.is_some() && named.is_none() || change.seq() == 1 && named.is_none();
    let other = carrier.hand == Hand::Own && named.is_some_and(|member| member != carrier.member);
    if nobody || other { Err(RefusalCode::WrongAuthor) } else { Ok(()) }
}

/// What a change says of itself is as it must be, wherever it stands: it rests on something, it is of a time that
/// can be, and of its author.
pub(crate) fn is_sound(
    kind: DocKind,
    change: &Change,
    carrier: &Carrier,
) -> Result<(), RefusalCode> {
    if has_place_and_time(change) {
        author_is_right(kind, change, carrier)
    } else {
        Err(RefusalCode::Malformed)
    }
}

/// Everything descends from the fixed first change.
fn has_place_and_time(change: &Change) -> bool {
    !change.deps().is_empty() && TIMES.contains(&change.timestamp())
}

/// Changes that passed [`check`], and a copy of the document to try them on.
#[derive(Debug)]
pub struct Trial {
    opened: Opened,
    changes: Vec<Change>,
    apart: bool,
}

impl Trial {
    /// One for which nobody waits who has others to wait for.
    #[must_use]
    pub(crate) fn apart(self) -> Self {
        Self { apart: true, ..self }
    }

    /// Whether the host should not wait for it.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        self.apart
    }

    /// How many operations it tries: those with few should not wait for those with many.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.changes.iter().map(|change| change.len() as u64).sum()
    }

    /// Runs trials one after the other, for a host whose changes are not hostile.
    #[must_use]
    pub fn run_each(trials: Vec<Self>) -> Vec<Outcome> {
        let run = |trial: Self| Outcome::Ended(Box::new(Tried::at_once(trial.run())));
        trials.into_iter().map(run).collect()
    }

    /// Applies the changes to the copy, and reads each back out of it as every phone will that gets the
    /// document whole.
    ///
    /// That costs what the changes touch. To save the whole document and load it back tells no more
    /// (`soak --admission` compares), and costs more the more others have written; it is done once for many
    /// changes, before a snapshot is kept ([`Opened::save`]).
    ///
    /// May panic or not return on hostile changes: see the module.
    ///
    /// # Errors
    /// The code that the author is told.
    pub fn run(self) -> Result<Opened, RefusalCode> {
        let Self { mut opened, changes, .. } = self;
        let hashes: Vec<ChangeHash> = changes.iter().map(Change::hash).collect();
        let touched = operations::check(&opened.doc, opened.kind, &changes)?.sizes(&opened.doc);
        opened.census.add(&changes);
        let came = Weight::of_changes(&changes);
        let before = opened.doc.get_heads();
        opened.doc.apply_changes(changes).map_err(|_| RefusalCode::Malformed)?;
        if hashes.iter().any(|hash| !opened.knows(hash)) {
            return Err(RefusalCode::MissingDeps);
        }
        touched.have_room(&opened.doc)?;
        opened.weight = opened.weight.grown(&opened.doc, came).ok_or(RefusalCode::ForumFull)?;
        // all at once: for each alone Automerge goes through the document again
        let back = opened.doc.get_changes(&before);
        let back: BTreeSet<ChangeHash> = back.iter().map(Change::hash).collect();
        if hashes.iter().all(|hash| back.contains(hash)) {
            Ok(opened)
        } else {
            Err(RefusalCode::Malformed)
        }
    }
}
