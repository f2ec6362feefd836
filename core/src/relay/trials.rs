//! Trying pushes out: those that wait for a document together on a copy of it, some documents at a time.
//! A trial that takes long goes on while others are served.

use std::time::Duration;

use automerge::{Change, ChangeHash};

use super::intake::{Fresh, Waiting};
use super::link::LinkId;
use super::shelf::{Found, Shelf, StoredDocument};
use super::work::Had;
use super::{Batch, FORUM_DOCUMENTS_MAX, Relay};
use crate::frame::RefusalCode;
use crate::id::DocId;
use crate::vet::{self, Hand, Opened, Room, Trial, Unreadable};

/// How the host runs trials of different documents: on threads of their own, catching panics, with a
/// deadline. It gives one outcome for each, in the same order, and does not wait for all of them.
pub type TryOut<'a> = &'a dyn Fn(Vec<Trial>) -> Vec<Outcome>;

/// What came of a trial.
#[derive(Debug)]
pub enum Outcome {
    /// It is known.
    Ended(Box<Tried>),
    /// It goes on; to be asked again in a later turn.
    GoesOn(Box<dyn Running>),
}

/// What is known after a trial.
#[derive(Debug)]
pub struct Tried {
    /// The document with the changes, or why it does not take them.
    pub outcome: Result<Opened, RefusalCode>,
    /// How long a processor was at it.
    pub took: Duration,
}

impl Tried {
    /// Where no time passes.
    #[must_use]
    pub fn at_once(outcome: Result<Opened, RefusalCode>) -> Self {
        Self { outcome, took: Duration::ZERO }
    }
}

/// A trial that goes on.
pub trait Running: std::fmt::Debug + Send {
    /// What came of it, if it has ended or taken too long.
    fn ended(&mut self) -> Option<Tried>;
}

/// So often others, who had less work done, write in a document while something is tried in it; then they wait for it.
const OVERTAKEN_MAX: u32 = 8;

/// Pushes to one document that are tried out together.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) doc: DocId,
    opened: Opened,
    pushes: Vec<(Waiting, Vec<Fresh>)>,
    /// Of those who had so much of the relay's work of late.
    pub(super) had: Had,
    /// Others have written in the document meanwhile.
    overtaken: bool,
}

impl Attempt {
    pub(super) fn waiting(&self) -> impl Iterator<Item = &Waiting> {
        self.pushes.iter().map(|(push, _)| push)
    }

    /// Who had at least so much waits until it has ended.
    pub(super) fn closes_to(&self) -> Had {
        let waits = self.pushes.iter().any(|(push, _)| push.overtaken >= OVERTAKEN_MAX);
        if waits { Had::Little } else { self.had }
    }
}

/// A push whose changes were read.
pub(super) type Read = (Vec<Change>, Waiting);

impl Relay {
    /// Takes what came of earlier trials, and tries out what was pushed: the pushes whose turn it is, a
    /// few documents at a time so that the first is told of soon. [`Relay::has_waiting`] says whether
    /// there is more.
    ///
    /// The host must store the entries and then call [`Relay::stored`] or [`Relay::not_stored`]
    /// before it calls this again.
    ///
    /// # Errors
    /// What the shelf could not read. The host then drops this relay, ends its links and starts
    /// anew from its store.
    pub fn try_out<S: Shelf>(&mut self, shelf: &mut S, run: TryOut<'_>) -> Result<Batch, S::Error> {
        let mut batch = Batch::default();
        self.collect(&mut batch);
        let (mut attempts, mut trials) = (Vec::new(), Vec::new());
        for (doc, (had, reads)) in self.next_by_document(&mut batch) {
            let opened = match self.open_for(&doc, &reads, shelf)? {
                Ok(opened) => opened,
                Err(code) => {
                    batch
                        .effects
                        .extend(reads.into_iter().flat_map(|(_, push)| push.refused(code)));
                    continue;
                }
            };
            let pushes = self.sort_out(&opened, reads, &mut batch);
            if pushes.is_empty() {
                self.open.put(doc, opened);
                continue;
            }
            let fresh = pushes.iter().flat_map(|(_, fresh)| fresh);
            let trial = opened.trial(fresh.flat_map(|fresh| fresh.changes.clone()).collect());
            trials.push(if had == Had::Much { trial.apart() } else { trial });
            attempts.push(Attempt { doc, opened, pushes, had, overtaken: false });
        }
        for (attempt, outcome) in attempts.into_iter().zip(run(trials)) {
            match outcome {
                Outcome::Ended(tried) => self.decide(attempt, *tried, &mut batch),
                Outcome::GoesOn(running) => self.on_trial.push((attempt, running)),
            }
        }
        Ok(batch)
    }

    /// Whether trials go on from earlier turns.
    #[must_use]
    pub fn has_trials(&self) -> bool {
        !self.on_trial.is_empty()
    }

    /// Whether something that came on this link is on trial.
    pub(super) fn is_tried(&self, link: LinkId) -> bool {
        let mut pushes = self.on_trial.iter().flat_map(|(attempt, _)| &attempt.pushes);
        pushes.any(|(push, _)| push.link == link)
    }

    /// A document that is held open, also while something is tried out on a copy of it.
    pub(super) fn opened(&self, doc: &DocId) -> Option<&Opened> {
        let on_trial = || {
            let mut attempts = self.on_trial.iter().map(|(attempt, _)| attempt);
            attempts.find(|attempt| attempt.doc == *doc && !attempt.overtaken)
        };
        self.open.get(doc).or_else(|| Some(&on_trial()?.opened))
    }

    /// Whether something that it may build on is not decided yet.
    fn waits_for_others(&self, push: &Waiting) -> bool {
        let mut tried = self.on_trial.iter().map(|(attempt, _)| attempt);
        self.queue.defer(push) || tried.any(|attempt| push.is_about(&attempt.doc))
    }

    /// Nobody waits any more for what comes of it.
    pub(super) fn give_up_trial(&mut self, doc: &DocId) -> Vec<Waiting> {
        let all = std::mem::take(&mut self.on_trial);
        let (gone, kept): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(attempt, _)| attempt.doc == *doc);
        self.on_trial = kept;
        let pushes = gone.into_iter().flat_map(|(attempt, _)| attempt.pushes);
        pushes.map(|(push, _)| push).collect()
    }

    fn collect(&mut self, batch: &mut Batch) {
        for _each in 0..self.on_trial.len() {
            // the others stay where it can be said of them that they were overtaken
            let (attempt, mut running) = self.on_trial.remove(0);
            match running.ended() {
                Some(tried) => self.decide(attempt, tried, batch),
                None => self.on_trial.push((attempt, running)),
            }
        }
    }

    fn open_for<S: Shelf>(
        &mut self,
        doc: &DocId,
        reads: &[Read],
        shelf: &mut S,
    ) -> Result<Result<Opened, RefusalCode>, S::Error> {
        // something may be on trial in it
        if let Some(opened) = self.open.close(doc).or_else(|| self.held_open(doc)) {
            return Ok(Ok(opened));
        }
        Ok(match shelf.document(doc)? {
            Found::Whole(stored) => match open(doc, stored) {
                Ok(opened) => {
                    if opened.has_room() {
                        self.full.remove(doc);
                    } else {
                        self.full.insert(doc.clone());
                    }
                    Ok(opened)
                }
                Err(_unreadable) => {
                    self.damaged.insert(doc.clone());
                    Err(RefusalCode::DiskFull)
                }
            },
            // our own copy is broken: not the phone's fault, and `check` names the document
            Found::Damaged => {
                self.damaged.insert(doc.clone());
                Err(RefusalCode::DiskFull)
            }
            Found::Nothing if shelf.document_count()? >= FORUM_DOCUMENTS_MAX => {
                Err(RefusalCode::ForumFull)
            }
            Found::Nothing => {
                let own = reads.first().filter(|(_, push)| push.barred.is_none());
                let left = own.is_none_or(|(_, push)| {
                    push.carrier.hand == Hand::Anybodys
                        || self.allowances.use_document(push.carrier.member)
                });
                if left { Ok(Opened::fresh(doc.kind())) } else { Err(RefusalCode::Busy) }
            }
        })
    }

    /// What of the pushes to a document can be tried together; the others are answered, or wait until it
    /// is stored.
    fn sort_out(
        &mut self,
        opened: &Opened,
        mut reads: Vec<Read>,
        batch: &mut Batch,
    ) -> Vec<(Waiting, Vec<Fresh>)> {
        // one may build on another that came before it
        reads.sort_by_key(|(_, push)| push.arrival);
        let founding = reads.first().and_then(|(_, push)| push.founding);
        let mut room = Room::of(opened).founded(founding);
        let mut pushes: Vec<(Waiting, Vec<Fresh>)> = Vec::new();
        for (changes, push) in reads {
            let met = changes.iter().any(|change| room.holds(&change.hash()));
            let new = changes.into_iter().filter(|change| !opened.knows(&change.hash()));
            let new: Vec<Change> = new.collect();
            let mut ahead = room.clone();
            match checked(opened, &mut ahead, &push, &new) {
                Ok(fresh) if fresh.is_empty() => {
                    self.accept(&push, fresh, &[], batch);
                }
                Ok(fresh) if !met => {
                    room = ahead;
                    pushes.push((push, fresh));
                }
                // what it builds on may be a push that came before it, from somebody whose turn is later
                Err(RefusalCode::MissingDeps) if self.waits_for_others(&push) => {
                    self.queue.put_back(push.after_the_others());
                }
                Err(RefusalCode::MissingDeps) if pushes.is_empty() => {
                    let code = push.without_ground();
                    let (link, doc) = (push.link, push.push.doc.clone());
                    batch.effects.extend(push.refused(code));
                    if code == RefusalCode::MissingDeps {
                        batch.effects.extend(self.ask_for_ground(link, &doc, opened.heads()));
                    }
                }
                // it was looked at as if it had come alone
                Err(code) if pushes.is_empty() => batch.effects.extend(push.refused(code)),
                _ => self.queue.put_back(push),
            }
        }
        pushes
    }

    /// Takes all pushes to a document if their trial together went well; otherwise they are tried one by
    /// one, each when it is its turn, so that a bad one harms no other.
    fn decide(&mut self, attempt: Attempt, tried: Tried, batch: &mut Batch) {
        let Attempt { doc, opened, pushes, overtaken, .. } = attempt;
        self.charge_all(&opened, &pushes, tried.took);
        let opened = match tried.outcome {
            Ok(_) if overtaken => {
                for (mut push, _) in pushes {
                    push.overtaken += 1;
                    self.queue.put_back(push);
                }
                return;
            }
            Ok(after) => {
                let heads: Vec<ChangeHash> = after.heads();
                for (push, fresh) in pushes {
                    self.accept(&push, fresh, &heads, batch);
                }
                self.overtake(&doc);
                after
            }
            Err(code) if pushes.len() == 1 => {
                let refused = pushes.into_iter().flat_map(|(push, _)| push.refused(code));
                batch.effects.extend(refused);
                opened
            }
            Err(_) => {
                for (mut push, _) in pushes {
                    push.alone = true;
                    self.queue.put_back(push);
                }
                opened
            }
        };
        if !overtaken {
            self.open.put(doc, opened);
        }
    }

    /// What else is on trial in this document is on trial in what it was before.
    fn overtake(&mut self, doc: &DocId) {
        let attempts = self.on_trial.iter_mut().map(|(attempt, _)| attempt);
        attempts.filter(|attempt| attempt.doc == *doc).for_each(|attempt| attempt.overtaken = true);
    }

    /// A trial has cost so much.
    fn charge_all(&mut self, opened: &Opened, pushes: &[(Waiting, Vec<Fresh>)], took: Duration) {
        let cost = opened.cost() / pushes.len().max(1) as u64;
        for (push, fresh) in pushes {
            self.queue.charge(push.device(), cost);
            let changes = fresh.iter().flat_map(|fresh| &fresh.changes);
            let sizes = changes.fold((0, 0), |(n, ops), it| (n + 1, ops + it.len() as u64));
            self.work.tried(push.device(), sizes, took);
        }
    }
}

/// What a push brings that is new and can be stored; nothing if all is stored already.
fn checked(
    opened: &Opened,
    room: &mut Room<'_>,
    push: &Waiting,
    new: &[Change],
) -> Result<Vec<Fresh>, RefusalCode> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(code) = push.forbidden(new) {
        return Err(code);
    }
    vet::check(opened, room, new, &push.carrier)?;
    Fresh::packed(new)
}

/// Opens a stored document.
pub(super) fn open(doc: &DocId, stored: StoredDocument) -> Result<Opened, Unreadable> {
    Opened::load(doc.kind(), stored.snapshot.as_deref(), stored.tail)
}
