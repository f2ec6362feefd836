//! Whether changes from a phone may enter a document: checks first, then a trial on a copy.
//!
//! Changes with altered operations and a right checksum make Automerge 0.12 panic in 55 % of cases
//! and in 9 % are accepted and make the document unloadable, so a trial ends by saving the result
//! and loading it back. A trial can still panic or never end: the host runs [`Trial::run`] on a
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
use crate::relay::Outcome;

mod operations;
mod room;
mod weight;

pub use operations::VALUE_BYTES_MAX;
pub(crate) use room::COUNTER_AHEAD_MAX;
use room::Census;
pub use room::{
    COUNTER_CEILING, DOCUMENT_ACTORS_MAX, DOCUMENT_CHANGES_MAX, DOCUMENT_DEPS_MAX,
    DOCUMENT_HEADS_MAX, DOCUMENT_OPS_MAX, Room, TIMES,
};
pub(crate) use weight::KEYS_MAX;
use weight::Weight;
pub use weight::{DOCUMENT_BYTES_MAX, DOCUMENT_INFLATED_MAX, TEXT_MAX, VERSIONS_MAX};

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

    /// The highest number that an operation of it has.
    #[must_use]
    pub fn max_op(&self) -> u64 {
        self.census.max_op()
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
        Trial { opened: self.clone(), changes }
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
    room: &mut Room,
    changes: &[Change],
    carrier: &Carrier,
) -> Result<(), RefusalCode> {
    let mut ahead = Ahead { inside: BTreeSet::new(), seqs: BTreeMap::new() };
    changes.iter().try_for_each(|change| ahead.check(opened, room, change, carrier))?;
    room.take(opened, changes, carrier)
}

/// The document as it would be with the changes checked so far.
struct Ahead<'a> {
    inside: BTreeSet<ChangeHash>,
    seqs: BTreeMap<&'a ActorId, u64>,
}

impl<'a> Ahead<'a> {
    fn check(
        &mut self,
        opened: &Opened,
        room: &Room,
        change: &'a Change,
        carrier: &Carrier,
    ) -> Result<(), RefusalCode> {
        let hollow = change.is_empty() && !room.marks(&change.hash());
        if change.deps().is_empty() || hollow || !TIMES.contains(&change.timestamp()) {
            // everything descends from the fixed first change
            return Err(RefusalCode::Malformed);
        }
        let is_there = |dep| self.inside.contains(dep) || room.holds(dep) || opened.knows(dep);
        if !change.deps().iter().all(is_there) {
            return Err(RefusalCode::MissingDeps);
        }
        author_is_right(opened.kind, change, carrier)?;
        let actor = change.actor_id();
        let known = self.seqs.get(actor).copied().unwrap_or_else(|| room.seq_of(actor));
        if change.seq() != known + 1 {
            return Err(RefusalCode::OutOfSequence);
        }
        self.seqs.insert(actor, change.seq());
        self.inside.insert(change.hash());
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

/// Changes that passed [`check`], and a copy of the document to try them on.
#[derive(Debug)]
pub struct Trial {
    opened: Opened,
    changes: Vec<Change>,
}

impl Trial {
    /// Runs trials one after the other, for a host whose changes are not hostile.
    #[must_use]
    pub fn run_each(trials: Vec<Self>) -> Vec<Outcome> {
        trials.into_iter().map(|trial| Outcome::Ended(Box::new(trial.run()))).collect()
    }

    /// Applies the changes to the copy, saves it, loads it back, and returns what was loaded.
    ///
    /// May panic or not return on hostile changes: see the module.
    ///
    /// # Errors
    /// The code that the author is told.
    pub fn run(self) -> Result<Opened, RefusalCode> {
        let Self { opened: Opened { kind, mut doc, weight: before, .. }, changes } = self;
        let newest = crate::chunk::heads_of(&changes);
        let touched = operations::check(&doc, kind, &changes)?.sizes(&doc);
        doc.apply_changes(changes).map_err(|_| RefusalCode::Malformed)?;
        if newest.iter().any(|hash| !knows(&doc, hash)) {
            return Err(RefusalCode::MissingDeps);
        }
        touched.have_room(&doc)?;
        let (weight, bytes) = Weight::and_bytes(&doc);
        if !before.may_become(&weight) {
            return Err(RefusalCode::ForumFull);
        }
        let back = load_whole(&bytes)?;
        if sorted(back.get_heads()) != sorted(doc.get_heads()) {
            return Err(RefusalCode::Malformed);
        }
        Ok(Opened { kind, census: Census::of(&back), weight, doc: back })
    }
}
