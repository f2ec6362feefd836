//! Trying pushes out: those that wait for a document together on a copy of it, some documents at a time.
//! A trial that takes long goes on while others are served.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{Change, ChangeHash};

use super::intake::{Fresh, WRONG_COST, Waiting};
use super::link::LinkId;
use super::shelf::{Found, Shelf, StoredDocument};
use super::{Batch, FORUM_DOCUMENTS_MAX, OPEN_BYTES_MAX, Relay};
use crate::frame::RefusalCode;
use crate::id::DocId;
use crate::vet::{self, Hand, Opened, Room, Trial, Unreadable};

/// How the host runs trials of different documents: on threads of their own, catching panics, with a
/// deadline. It gives one outcome for each, in the same order, and does not wait for all of them.
pub type TryOut<'a> = &'a dyn Fn(Vec<Trial>) -> Vec<Outcome>;

/// What came of a trial.
#[derive(Debug)]
pub enum Outcome {
    /// The document with the changes, or why it does not take them.
    Ended(Box<Result<Opened, RefusalCode>>),
    /// It goes on; to be asked again in a later turn.
    GoesOn(Box<dyn Running>),
}

/// A trial that goes on.
pub trait Running: std::fmt::Debug + Send {
    /// What came of it, if it has ended or taken too long.
    fn ended(&mut self) -> Option<Result<Opened, RefusalCode>>;
}

/// Documents tried out in one turn. Each takes some milliseconds, and a transaction not much less.
const TRIED_DOCS_MAX: usize = 8;
/// So many bytes of changes are unpacked in one turn, and what the last push has beyond them: an office that
/// comes back at once has a tenth.
const TURN_BYTES_MAX: u64 = 512 * 1024;

/// Pushes to one document that are tried out together.
#[derive(Debug)]
pub(super) struct Attempt {
    doc: DocId,
    opened: Opened,
    pushes: Vec<(Waiting, Vec<Fresh>)>,
}

/// A push whose changes were read.
type Read = (Vec<Change>, Waiting);

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
        for (doc, reads) in self.next_by_document(&mut batch) {
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
            trials.push(opened.trial(fresh.flat_map(|fresh| fresh.changes.clone()).collect()));
            attempts.push(Attempt { doc, opened, pushes });
        }
        for (attempt, outcome) in attempts.into_iter().zip(run(trials)) {
            match outcome {
                Outcome::Ended(outcome) => self.decide(attempt, *outcome, &mut batch),
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
        for (attempt, mut running) in std::mem::take(&mut self.on_trial) {
            match running.ended() {
                Some(outcome) => self.decide(attempt, outcome, batch),
                None => self.on_trial.push((attempt, running)),
            }
        }
    }

    /// The pushes whose turn it is, unpacked one by one until that is enough.
    fn next_by_document(&mut self, batch: &mut Batch) -> BTreeMap<DocId, Vec<Read>> {
        let mut by_document: BTreeMap<DocId, Vec<Read>> = BTreeMap::new();
        let mut closed: BTreeSet<DocId> =
            self.on_trial.iter().map(|(attempt, _)| attempt.doc.clone()).collect();
        let mut bytes = 0;
        for mut push in self.queue.take() {
            let doc = push.push.doc.clone();
            let begun = by_document.contains_key(&doc);
            let full = bytes >= TURN_BYTES_MAX || !begun && by_document.len() >= TRIED_DOCS_MAX;
            if full || closed.contains(&doc) || push.alone && begun {
                // what comes after it for the same document may build on it
                closed.insert(doc);
                self.queue.put_back(push);
                continue;
            }
            self.queue.taken(&push);
            if !self.allowances.has_patience(push.device()) {
                batch.effects.push(push.turned_down(RefusalCode::Busy));
                continue;
            }
            let (changes, cost) = self.unpacked(&mut push);
            bytes += cost;
            match changes {
                Ok(changes) => {
                    if push.alone {
                        closed.insert(doc.clone());
                    }
                    by_document.entry(doc).or_default().push((changes, push));
                }
                Err(code) => batch.effects.extend(push.refused(code)),
            }
        }
        by_document
    }

    /// What a push holds, and what that cost.
    fn unpacked(&mut self, push: &mut Waiting) -> (Result<Vec<Change>, RefusalCode>, u64) {
        let (changes, cost) = self.read(push);
        self.queue.charge(push.device(), if changes.is_ok() { cost } else { WRONG_COST });
        match changes {
            // whoever did not sign it uses up nothing of who did not write it
            Err(code) if is_in_vain(code) => self.allowances.use_in_vain(push.device(), cost),
            Ok(_) if push.carrier.hand == Hand::Own => {
                self.allowances.use_bytes(push.carrier.member, cost);
            }
            _ => {}
        }
        (changes, cost)
    }

    fn open_for<S: Shelf>(
        &mut self,
        doc: &DocId,
        reads: &[Read],
        shelf: &mut S,
    ) -> Result<Result<Opened, RefusalCode>, S::Error> {
        if let Some(opened) = self.open.close(doc) {
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
                Err(RefusalCode::MissingDeps) if self.queue.defer(&push) => {
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
    fn decide(
        &mut self,
        attempt: Attempt,
        outcome: Result<Opened, RefusalCode>,
        batch: &mut Batch,
    ) {
        let Attempt { doc, opened, pushes } = attempt;
        let cost = opened.cost() / pushes.len().max(1) as u64;
        for (push, _) in &pushes {
            self.queue.charge(push.device(), cost);
        }
        let opened = match outcome {
            Ok(after) => {
                let heads: Vec<ChangeHash> = after.heads();
                for (push, fresh) in pushes {
                    self.accept(&push, fresh, &heads, batch);
                }
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
        self.open.put(doc, opened);
    }
}

/// Whether no honest program sends such a push.
fn is_in_vain(code: RefusalCode) -> bool {
    matches!(code, RefusalCode::BadSignature | RefusalCode::Malformed | RefusalCode::TooLarge)
}

/// What a push brings that is new and can be stored; nothing if all is stored already.
fn checked(
    opened: &Opened,
    room: &mut Room,
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

/// The documents held open, the longest unused closed first.
#[derive(Debug, Default)]
pub(super) struct OpenDocs {
    docs: BTreeMap<DocId, (u64, Opened)>,
    /// Of all of them.
    bytes: u64,
    turn: u64,
}

impl OpenDocs {
    pub(super) fn put(&mut self, doc: DocId, opened: Opened) {
        self.close(&doc);
        self.turn += 1;
        self.bytes += opened.memory();
        self.docs.insert(doc, (self.turn, opened));
        // the newest stays, whatever it takes: it would be opened for each push to it
        while self.bytes > OPEN_BYTES_MAX && self.docs.len() > 1 {
            let oldest = self.docs.iter().min_by_key(|(_, (turn, _))| *turn);
            let Some(oldest) = oldest.map(|(doc, _)| doc.clone()) else {
                return;
            };
            self.close(&oldest);
        }
    }

    pub(super) fn get(&self, doc: &DocId) -> Option<&Opened> {
        self.docs.get(doc).map(|(_, opened)| opened)
    }

    pub(super) fn close(&mut self, doc: &DocId) -> Option<Opened> {
        let (_, opened) = self.docs.remove(doc)?;
        self.bytes -= opened.memory();
        Some(opened)
    }
}

/// Opens a stored document.
pub(super) fn open(doc: &DocId, stored: StoredDocument) -> Result<Opened, Unreadable> {
    Opened::load(doc.kind(), stored.snapshot.as_deref(), stored.tail)
}
