//! What was pushed: checked, tried out per document, and made into entries of the log.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{Change, ChangeHash};

use super::devices::Device;
use super::link::{Link, LinkId};
use super::shelf::{Shelf, StoredDocument};
use super::{Batch, Effect, Entry, FORUM_DOCUMENTS_MAX, OPEN_CHANGES_MAX, Quarantined, Relay};
use crate::access::{self, Role};
use crate::chunk::{self, BadChunk};
use crate::frame::{Frame, Push, RefusalCode, Refused, Stored};
use crate::id::{DeviceId, DocId, ForumId, ReplicaId, Seq};
use crate::signature::{DeviceKey, words_of_chunk};
use crate::vet::{self, Carrier, Hand, Opened, Trial, Unreadable};

/// How the host runs trials of different documents: on threads of their own, catching panics, with a
/// deadline. It gives one outcome for each, in the same order.
pub type TryOut<'a> = &'a dyn Fn(Vec<Trial>) -> Vec<Result<Opened, RefusalCode>>;

/// Documents tried out in one turn. Each takes some milliseconds, and a transaction not much less.
const TRIED_DOCS_MAX: usize = 8;

/// A push that has arrived.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) link: LinkId,
    push: Push,
    replica: ReplicaId,
    carrier: Carrier,
    /// What the signature has to be of.
    key: Option<DeviceKey>,
    /// An organiser hands in what somebody else wrote who could not have it taken.
    accepted_by: Option<DeviceId>,
    /// Why nothing new of it is taken.
    barred: Option<RefusalCode>,
    /// The person may not even see the document, and does not learn what it holds.
    blind: bool,
    /// Another device than the one it names hands it in.
    carried: bool,
}

impl Waiting {
    /// `None` if the link has not said hello.
    pub(super) fn new(id: LinkId, link: &Link, push: Push, relay: &Relay) -> Option<Self> {
        let spoke = link.replica?;
        let by = push.by.unwrap_or(link.me.device);
        let author = relay.devices.get(&by);
        let carried = by != link.me.device;
        let hand = match link.wanted.contains(&push.doc) && !carried {
            true => Hand::Anybodys,
            false => Hand::Own,
        };
        let right = author.map(|author| right_of(author, link, &push.doc, hand));
        Some(Self {
            link: id,
            // so that it also goes to the phone that carried it
            replica: if carried { ReplicaId::new(by, [0; 8]) } else { spoke },
            carrier: Carrier {
                device: by,
                member: author.map_or(link.me.member, |author| author.me.member),
                hand,
            },
            key: author.and_then(|author| author.key.clone()),
            accepted_by: (right == Some(Right::Accepted)).then_some(link.me.device),
            barred: match right {
                None => Some(RefusalCode::UnknownDevice),
                Some(_) if link.may_read(&push.doc) && relay.is_erased(&push.doc) => {
                    Some(RefusalCode::Erased)
                }
                Some(Right::Barred(code)) => Some(code),
                Some(_) => relay.is_erased(&push.doc).then_some(RefusalCode::Erased),
            },
            blind: !carried && !link.may_read(&push.doc),
            carried,
            push,
        })
    }

    pub(super) fn is_about(&self, doc: &DocId) -> bool {
        self.push.doc == *doc
    }

    /// Not taken, and not kept aside either.
    pub(super) fn turned_down(self, code: RefusalCode) -> Effect {
        let Push { push, doc, .. } = self.push;
        Effect::Send(self.link, Frame::Refused(Refused { push, doc, code }))
    }

    pub(super) fn bytes(&self) -> usize {
        self.push.chunk.len()
    }

    fn refused(self, code: RefusalCode) -> Vec<Effect> {
        let Push { push, doc, chunk, .. } = self.push;
        let refused = Refused { push, doc: doc.clone(), code };
        let mut effects = vec![Effect::Send(self.link, Frame::Refused(refused))];
        if keeps_aside(code, self.carried) {
            let device = self.carrier.device;
            effects.push(Effect::Quarantine(Quarantined {
                device,
                doc,
                code,
                chunk: chunk.into(),
            }));
        }
        effects
    }
}

/// Whether the bytes of what was refused for this are kept for the operator: not if nobody vouches for
/// them, so that nobody crowds out what matters, and nothing of an erased document.
fn keeps_aside(code: RefusalCode, carried: bool) -> bool {
    use RefusalCode::{BadSignature, Erased, Malformed, TooLarge, UnknownDevice};
    // bytes that cannot be read cannot be checked against the signature of whom they name
    let unread = carried && matches!(code, Malformed | TooLarge);
    !code.passes() && !unread && !matches!(code, BadSignature | Erased | UnknownDevice)
}

/// By what right something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Right {
    /// Of the person who wrote it.
    Own,
    /// Of the organiser who hands it in.
    Accepted,
    Barred(RefusalCode),
}

fn right_of(author: &Device, link: &Link, doc: &DocId, hand: Hand) -> Right {
    if author.me.device == link.me.device {
        // what the relay lost was allowed when it was first taken
        let allowed = hand == Hand::Anybodys || link.may_write(doc);
        return if allowed { Right::Own } else { Right::Barred(RefusalCode::NotAllowed) };
    }
    let own = access::may_write(author.me.role, author.me.member, doc);
    match author.revoked {
        false if own => Right::Own,
        _ if link.me.role == Role::Organiser && (own || link.may_write(doc)) => Right::Accepted,
        true => Right::Barred(RefusalCode::Revoked),
        false => Right::Barred(RefusalCode::NotAllowed),
    }
}

impl Relay {
    /// Tries out what was pushed to the documents that have waited longest, a few at a time so that the
    /// first is told of soon, and makes entries of what is good. [`Relay::has_waiting`] says whether
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
        let (mut attempts, mut trials) = (Vec::new(), Vec::new());
        for (doc, pushes) in self.waiting_by_document() {
            let opened = match self.open.take(&doc, shelf)? {
                Ok(opened) => opened,
                Err(code) => {
                    batch.effects.extend(pushes.into_iter().flat_map(|push| push.refused(code)));
                    continue;
                }
            };
            let forum = self.forum;
            let read: Vec<_> = pushes.into_iter().map(|push| (read(&push, forum), push)).collect();
            let together = Together::check(&opened, &read);
            trials.extend(together.as_ref().map(|together| opened.trial(together.all())));
            attempts.push(Attempt { doc, opened, read, together });
        }
        let mut outcomes = run(trials).into_iter();
        for attempt in attempts {
            let together = attempt.together.is_some().then(|| outcomes.next()).flatten();
            let doc = attempt.doc.clone();
            let opened = self.decide(attempt, together.and_then(Result::ok), run, &mut batch);
            self.open.put(doc, opened);
        }
        Ok(batch)
    }

    fn waiting_by_document(&mut self) -> BTreeMap<DocId, Vec<Waiting>> {
        let mut by_document: BTreeMap<DocId, Vec<Waiting>> = BTreeMap::new();
        for waiting in std::mem::take(&mut self.waiting) {
            let full = by_document.len() >= TRIED_DOCS_MAX;
            if full && !by_document.contains_key(&waiting.push.doc) {
                self.waiting.push(waiting);
            } else {
                by_document.entry(waiting.push.doc.clone()).or_default().push(waiting);
            }
        }
        by_document
    }

    /// Takes all pushes to a document if their trial together went well; otherwise tries them one by
    /// one, so that a bad one harms no other.
    fn decide(
        &mut self,
        attempt: Attempt,
        after: Option<Opened>,
        run: TryOut<'_>,
        batch: &mut Batch,
    ) -> Opened {
        let Attempt { doc, mut opened, read, together } = attempt;
        if let (Some(together), Some(after)) = (together, after) {
            for ((_, push), fresh) in read.into_iter().zip(together.fresh) {
                self.accept(&doc, &push, fresh, &after, batch);
            }
            return after;
        }
        for (changes, push) in read {
            match changes.and_then(|changes| try_one(&opened, &push, changes, run)) {
                Ok((fresh, after)) => {
                    self.accept(&doc, &push, fresh, &after, batch);
                    opened = after;
                }
                Err(code) => batch.effects.extend(push.refused(code)),
            }
        }
        opened
    }

    fn accept(
        &mut self,
        doc: &DocId,
        push: &Waiting,
        fresh: Vec<Change>,
        after: &Opened,
        batch: &mut Batch,
    ) {
        let (link, number) = (push.link, push.push.push);
        if fresh.is_empty() {
            let stored = Stored { push: number, doc: doc.clone(), seq: self.seq };
            batch.known.push((link, stored));
            return;
        }
        let mut chunks = chunk::pack(&fresh);
        // unpacked from one chunk under the limits, a part of its changes packs into one
        let chunk = chunks.swap_remove(0);
        debug_assert!(chunks.is_empty());
        self.seq = Seq(self.seq.0 + 1);
        batch.entries.push(Entry {
            seq: self.seq,
            doc: doc.clone(),
            device: push.carrier.device,
            replica: push.replica,
            chunk,
            changes: fresh,
            heads: after.heads(),
            accepted_by: push.accepted_by,
            answer: Some((link, number)),
        });
    }
}

/// The changes of a push, or why it cannot be taken whatever the document holds.
fn read(push: &Waiting, forum: ForumId) -> Result<Vec<Change>, RefusalCode> {
    if let Some(code @ RefusalCode::UnknownDevice) = push.barred {
        return Err(code);
    }
    if push.blind {
        return Err(RefusalCode::NotAllowed);
    }
    let changes = chunk::unpack(&push.push.chunk).map_err(|bad| match bad {
        BadChunk::TooLarge(_) => RefusalCode::TooLarge,
        BadChunk::Malformed(_) => RefusalCode::Malformed,
    })?;
    let words = words_of_chunk(forum, &push.push.doc, &changes);
    let signed = push.key.as_ref().is_some_and(|key| key.signed(&words, &push.push.signature));
    match push.barred {
        _ if !signed => Err(RefusalCode::BadSignature),
        // what is stored already is told as stored, whoever may write now
        None | Some(RefusalCode::NotAllowed) => Ok(changes),
        Some(code) => Err(code),
    }
}

fn try_one(
    opened: &Opened,
    push: &Waiting,
    changes: Vec<Change>,
    run: TryOut<'_>,
) -> Result<(Vec<Change>, Opened), RefusalCode> {
    let fresh: Vec<Change> =
        changes.into_iter().filter(|change| !opened.knows(&change.hash())).collect();
    if fresh.is_empty() {
        return Ok((fresh, opened.clone()));
    }
    if let Some(code) = push.barred {
        return Err(code);
    }
    vet::check(opened, &fresh, &push.carrier)?;
    let outcome = run(vec![opened.trial(fresh.clone())]).pop();
    Ok((fresh, outcome.unwrap_or(Err(RefusalCode::Busy))?))
}

/// What was pushed to one document in a turn.
struct Attempt {
    doc: DocId,
    opened: Opened,
    read: Vec<Read>,
    /// Nothing if they cannot be tried together.
    together: Option<Together>,
}

/// What a push holds, or why it cannot be taken whatever the document holds.
type Read = (Result<Vec<Change>, RefusalCode>, Waiting);

/// Pushes to one document that all pass the checks when taken one after the other.
struct Together {
    fresh: Vec<Vec<Change>>,
}

impl Together {
    fn check(opened: &Opened, read: &[Read]) -> Option<Self> {
        let mut seen: BTreeSet<ChangeHash> = BTreeSet::new();
        let mut fresh: Vec<Vec<Change>> = Vec::new();
        for (changes, push) in read {
            let changes = changes.as_ref().ok()?.iter();
            let new: Vec<Change> = changes
                .filter(|c| !opened.knows(&c.hash()) && seen.insert(c.hash()))
                .cloned()
                .collect();
            if push.barred.is_some() && !new.is_empty() {
                return None;
            }
            // each push stands on what is stored, not on what another brings in the same turn
            vet::check(opened, &new, &push.carrier).ok()?;
            fresh.push(new);
        }
        (!seen.is_empty()).then_some(Self { fresh })
    }

    fn all(&self) -> Vec<Change> {
        self.fresh.iter().flatten().cloned().collect()
    }
}

/// The documents held open, the longest unused closed first.
#[derive(Debug, Default)]
pub(super) struct OpenDocs {
    docs: BTreeMap<DocId, (u64, Opened)>,
    /// Of all of them.
    changes: u64,
    turn: u64,
}

impl OpenDocs {
    fn take<S: Shelf>(
        &mut self,
        doc: &DocId,
        shelf: &mut S,
    ) -> Result<Result<Opened, RefusalCode>, S::Error> {
        if let Some(opened) = self.close(doc) {
            return Ok(Ok(opened));
        }
        Ok(match shelf.document(doc)? {
            // our own copy is broken: not the phone's fault, and `check` names the document
            Some(stored) => open(doc, stored).map_err(|_unreadable| RefusalCode::DiskFull),
            None if shelf.document_count()? >= FORUM_DOCUMENTS_MAX => Err(RefusalCode::ForumFull),
            None => Ok(Opened::fresh(doc.kind())),
        })
    }

    fn put(&mut self, doc: DocId, opened: Opened) {
        self.turn += 1;
        self.changes += opened.changes();
        self.docs.insert(doc, (self.turn, opened));
        while self.changes > OPEN_CHANGES_MAX {
            let oldest = self.docs.iter().min_by_key(|(_, (turn, _))| *turn);
            let Some(oldest) = oldest.map(|(doc, _)| doc.clone()) else {
                return;
            };
            self.close(&oldest);
        }
    }

    pub(super) fn close(&mut self, doc: &DocId) -> Option<Opened> {
        let (_, opened) = self.docs.remove(doc)?;
        self.changes -= opened.changes();
        Some(opened)
    }
}

/// Opens a stored document.
pub(super) fn open(doc: &DocId, stored: StoredDocument) -> Result<Opened, Unreadable> {
    Opened::load(doc.kind(), stored.snapshot.as_deref(), stored.tail)
}
