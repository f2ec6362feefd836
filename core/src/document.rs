//! One kind of document each: its shape, its edits, what it reads as. The only place that knows
//! Automerge's shape.
//!
//! A [`Document`] starts from the fixed first change of its kind, takes [`Edit`]s into a pending
//! change, commits them, takes other people's changes, and is read as a [`View`].

mod approval;
mod asking;
pub mod assessment;
mod clean;
mod edit;
pub mod event;
pub mod file;
mod founding;
mod genesis;
mod history;
pub mod kind;
mod lane;
pub mod log;
mod long;
pub mod member;
pub mod note;
mod patch;
pub(crate) mod place;
pub mod posts;
pub mod problems;
mod script;
pub mod settings;
pub mod shape;
mod step;
mod stored;
mod value;
mod view;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use automerge::transaction::Transactable;
use automerge::{ActorId, Author, AutoCommit, AutomergeError, Change, ChangeHash, ObjId, ReadDoc};
use thiserror::Error;

use crate::conflict::{Archives, Doubts};
use crate::document::lane::{Lane, Pin};
use crate::id::{DocId, DocKind, MemberId, ReplicaId};

pub(crate) use approval::approves;
pub use edit::{Choice, Edit, InvalidEdit, Reason};
pub use founding::{Founded, Founder, Founding, Written, found_anew};
pub(crate) use genesis::is_fixed;
pub use genesis::{first_change, genesis_head, is_rung, rungs};
use history::Revived;
pub use history::{Deed, History, Past};
pub use patch::Patch;
pub use shape::{Field, Kind, Shape};
pub use stored::changes_in;
pub use value::Value;
pub use view::{Edited, View};
pub use write::{INCREMENT_MAX, RECORDS_MAX, TEXT_UNITS_MAX};

/// A document that cannot be read or does not take these changes. It is as it was, but for
/// [`DocumentError::Incomplete`], after which it has to be loaded again.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// Bytes that are no changes.
    #[error("the bytes are not changes of a document")]
    NotChanges,
    /// Bytes that are no saved document.
    #[error("the saved document cannot be read")]
    Corrupt(#[source] AutomergeError),
    /// A document that does not start from the first change of its kind.
    #[error("the document has another beginning than its kind")]
    OtherBeginning,
    /// Changes whose past is not here; nothing is queued.
    #[error("{} earlier changes are missing", missing.len())]
    MissingDeps {
        /// What is missing, sorted.
        missing: Vec<ChangeHash>,
    },
    /// Automerge does not take the changes, e.g. an actor's number is used twice.
    #[error("the changes do not fit the document")]
    Refused(#[source] AutomergeError),
    /// Fewer changes were applied than were given.
    #[error("only {applied} of {given} changes were applied")]
    Incomplete {
        /// How many were new.
        given: usize,
        /// How many arrived.
        applied: usize,
    },
    /// Heads of a version that is not here.
    #[error("the document has never had these heads")]
    UnknownHeads,
}

/// What [`Document::apply`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    /// Changes that were new.
    pub changes: usize,
    /// Sentences that turned out to be changed by two people.
    pub doubts: usize,
}

/// One open document of one replica.
#[derive(Debug)]
pub struct Document {
    id: DocId,
    shape: &'static Shape,
    genesis: ChangeHash,
    replica: ReplicaId,
    author: MemberId,
    doc: AutoCommit,
    /// Of all committed changes, sorted.
    heads: Vec<ChangeHash>,
    /// Path → what its field on the screen shows.
    pins: BTreeMap<String, Pin>,
    /// The pending edits of a pinned path, made at older heads.
    lane: Option<Lane>,
    /// What the pending edits weigh.
    weight: usize,
    edited_at_s: i64,
    edited: Option<Edited>,
    archives: Archives,
    /// The approval after which the minutes were changed.
    outdated: Option<ObjId>,
    doubts: Doubts,
    /// What was taken back here and stands for what it was.
    revived: Revived,
}

impl Document {
    /// A document in which nothing has been written yet.
    #[must_use]
    pub fn new(id: DocId, replica: ReplicaId, author: MemberId) -> Self {
        let shape = Shape::of(id.kind());
        let (doc, genesis) = genesis::beginning(shape);
        Self::open(id, shape, doc, genesis, replica, author)
    }

    /// The document of what was stored: a saved document, or nothing, and then changes as
    /// [`Change::raw_bytes`] one after the other, in any order and any number per chunk.
    ///
    /// # Errors
    /// If the bytes cannot be read, belong to another kind, or lack an earlier change.
    pub fn load<'a>(
        id: DocId,
        replica: ReplicaId,
        author: MemberId,
        snapshot: Option<&[u8]>,
        chunks: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Self, DocumentError> {
        let shape = Shape::of(id.kind());
        let (doc, genesis) = match snapshot {
            None => genesis::beginning(shape),
            Some(bytes) => {
                let genesis = genesis::genesis_head(id.kind());
                (stored::saved(bytes, genesis)?, genesis)
            }
        };
        let mut document = Self::open(id, shape, doc, genesis, replica, author);
        let mut changes = Vec::new();
        for chunk in chunks {
            changes.append(&mut stored::changes_in(chunk)?);
        }
        document.apply_stored(changes)?;
        Ok(document)
    }

    fn open(
        id: DocId,
        shape: &'static Shape,
        mut doc: AutoCommit,
        genesis: ChangeHash,
        replica: ReplicaId,
        author: MemberId,
    ) -> Self {
        // the author first: setting one draws a new actor
        doc.set_author(Some(Author::from(author.to_string().into_bytes())));
        doc.set_actor(replica.actor());
        let heads = doc.get_heads();
        let mut document = Self {
            id,
            shape,
            genesis,
            replica,
            author,
            doc,
            heads,
            pins: BTreeMap::new(),
            lane: None,
            weight: 0,
            edited_at_s: 0,
            edited: None,
            archives: Archives::default(),
            outdated: None,
            doubts: Doubts::default(),
            revived: Revived::default(),
        };
        document.look_again(&[]);
        document
    }

    /// The same document as a program of another version sees it.
    #[must_use]
    pub fn knowing(self, shape: &'static Shape) -> Self {
        Self { shape, ..self }
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> &DocId {
        &self.id
    }

    /// The heads of everything committed, sorted; never empty.
    #[must_use]
    pub fn heads(&self) -> Vec<ChangeHash> {
        self.heads.clone()
    }

    /// Whether this change is in the document.
    #[must_use]
    pub fn knows(&self, change: &ChangeHash) -> bool {
        ReadDoc::get_missing_deps(&self.doc, &[*change]).is_empty()
    }

    /// How many changes the document has, without its first.
    #[must_use]
    pub fn change_count(&self) -> usize {
        let all = usize::try_from(self.doc.stats().num_changes).unwrap_or(usize::MAX);
        all.saturating_sub(1)
    }

    /// Every change that is not in the past of these heads, in causal order and never the first
    /// one. Commits what is pending. Heads that are not known count for nothing.
    pub fn changes_since(&mut self, heads: &[ChangeHash]) -> Vec<Change> {
        self.close();
        let mut have = vec![self.genesis];
        have.extend(heads.iter().filter(|head| self.knows(head)));
        self.doc.get_changes(&have)
    }

    /// These changes; none if one of them is not here. Commits what is pending.
    pub fn changes_of(&mut self, hashes: impl Iterator<Item = ChangeHash>) -> Option<Vec<Change>> {
        self.close();
        hashes.map(|hash| self.doc.get_change_by_hash(&hash)).collect()
    }

    /// The highest sequence number of every actor, without that of the first change. Commits what
    /// is pending.
    pub fn actor_seqs(&mut self) -> BTreeMap<ActorId, u64> {
        self.close();
        let mut seqs = BTreeMap::new();
        for change in self.doc.get_changes_meta(&[self.genesis]) {
            let highest = seqs.entry(change.actor.into_owned()).or_insert(0);
            *highest = change.seq.max(*highest);
        }
        seqs
    }

    /// The whole document as bytes for [`Document::load`] and [`Document::merge_snapshot`].
    /// Commits what is pending.
    pub fn save(&mut self) -> Vec<u8> {
        self.close();
        self.doc.save()
    }

    /// Whether there are edits that are not committed.
    #[must_use]
    pub fn pending(&self) -> bool {
        self.pending_ops() > 0
    }

    /// How many operations the pending change has; every character written is one.
    #[must_use]
    pub fn pending_ops(&self) -> usize {
        let lane = self.lane.as_ref().map_or(0, Lane::pending_ops);
        Transactable::pending_ops(&self.doc) + lane
    }

    /// Makes one change of the pending edits; `None` if there are none.
    ///
    /// Some calls commit by themselves before they begin ([`Document::apply`], an edit elsewhere
    /// while a pinned text has edits at older heads). So take what is to be stored and sent from
    /// [`Document::changes_since`] the heads stored last, not from this hash alone.
    pub fn commit(&mut self, at_s: i64) -> Option<ChangeHash> {
        self.edited_at_s = at_s;
        self.close()
    }

    /// Forgets the pending edits.
    pub fn rollback(&mut self) {
        self.doc.rollback();
        self.lane = None;
        self.weight = 0;
    }

    /// Takes changes of others, in any order. Commits what is pending.
    ///
    /// # Errors
    /// [`DocumentError::MissingDeps`] if a change's past is neither here nor given;
    /// [`DocumentError::Refused`] if Automerge does not take them.
    pub fn apply(&mut self, changes: Vec<Change>) -> Result<Applied, DocumentError> {
        self.close();
        let before = self.heads.clone();
        let news = self.take(changes)?;
        Ok(self.after(&before, &news))
    }

    /// As [`Document::apply`], for changes that come from this replica's own disk: nothing is new to
    /// the person, so nothing is looked for.
    ///
    /// # Errors
    /// As [`Document::apply`].
    pub fn apply_stored(&mut self, changes: Vec<Change>) -> Result<(), DocumentError> {
        self.close();
        let before = self.heads.clone();
        let news = self.take(changes)?;
        self.follow(&before, &news);
        self.look_again(&news);
        Ok(())
    }

    /// Takes a whole saved document of the same kind. Commits what is pending.
    ///
    /// # Errors
    /// As [`Document::load`] and [`Document::apply`].
    pub fn merge_snapshot(&mut self, bytes: &[u8]) -> Result<Applied, DocumentError> {
        self.close();
        let mut other = stored::saved(bytes, self.genesis)?;
        let changes = self.doc.get_changes_added(&mut other);
        self.apply(changes)
    }

    /// Applies what is new, all or nothing, and gives it back.
    fn take(&mut self, changes: Vec<Change>) -> Result<Vec<Change>, DocumentError> {
        let new: Vec<Change> =
            changes.into_iter().filter(|change| !self.knows(&change.hash())).collect();
        let given: BTreeSet<ChangeHash> = new.iter().map(Change::hash).collect();
        let missing: BTreeSet<ChangeHash> = new
            .iter()
            .flat_map(|change| change.deps().iter().copied())
            .filter(|dep| !given.contains(dep) && !self.knows(dep))
            .collect();
        if !missing.is_empty() {
            let missing = missing.into_iter().collect();
            return Err(DocumentError::MissingDeps { missing });
        }
        let before = self.change_count();
        self.doc.apply_changes(new.clone()).map_err(DocumentError::Refused)?;
        self.heads = self.doc.get_heads();
        let (given, applied) = (given.len(), self.change_count() - before);
        if applied < given {
            return Err(DocumentError::Incomplete { given, applied });
        }
        Ok(new)
    }

    /// What has to be looked at when the heads have moved; `news` came to `before` from wherever.
    fn after(&mut self, before: &[ChangeHash], news: &[Change]) -> Applied {
        let heads = [before, &self.heads];
        let doubts = self.doubts.hear(&mut self.doc, self.shape, heads, news);
        self.follow(before, news);
        self.look_again(news);
        Applied { changes: news.len(), doubts }
    }

    /// What the view says about the history after `news`; no transaction is open.
    fn look_again(&mut self, news: &[Change]) {
        self.edited = view::last_edit(&mut self.doc, &self.heads);
        self.archives.look(&mut self.doc, self.shape, &self.genesis, news);
        if matches!(self.id.kind(), DocKind::Note | DocKind::Board) {
            self.outdated = approval::outdated(&mut self.doc, &self.genesis);
        }
    }
}

#[cfg(test)]
mod tests;
