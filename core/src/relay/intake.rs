//! What was pushed: checked, tried out per document, and made into entries of the log.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{Change, ChangeHash};

use super::link::{Link, LinkId};
use super::shelf::{Shelf, StoredDocument};
use super::{Batch, Effect, Entry, FORUM_DOCUMENTS_MAX, OPEN_DOCS_MAX, Quarantined, Relay};
use crate::access;
use crate::chunk::{self, BadChunk};
use crate::frame::{Frame, Push, RefusalCode, Refused, Stored};
use crate::id::{DocId, ReplicaId, Seq};
use crate::vet::{self, Carrier, Hand, Opened, Trial, Unreadable};

/// How the host runs a trial: on a thread of its own, catching panics, with a deadline.
pub type TryOut<'a> = &'a dyn Fn(Trial) -> Result<Opened, RefusalCode>;

/// A push that has arrived.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) link: LinkId,
    push: Push,
    replica: ReplicaId,
    carrier: Carrier,
    allowed: bool,
}

impl Waiting {
    pub(super) fn new(id: LinkId, link: &Link, push: Push) -> Option<Self> {
        let hand = if link.wanted.contains(&push.doc) { Hand::Anybodys } else { Hand::Own };
        Some(Self {
            link: id,
            replica: link.replica?,
            carrier: Carrier { device: link.me.device, member: link.me.member, hand },
            // what the relay lost was allowed when it was first taken
            allowed: hand == Hand::Anybodys
                || access::may_write(link.me.role, link.me.member, &push.doc),
            push,
        })
    }

    fn refused(self, code: RefusalCode) -> Vec<Effect> {
        let Push { push, doc, chunk, .. } = self.push;
        let refused = Refused { push, doc: doc.clone(), code };
        let mut effects = vec![Effect::Send(self.link, Frame::Refused(refused))];
        if !code.passes() {
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

impl Relay {
    /// Tries out everything that was pushed since the last call, and makes entries of what is good.
    ///
    /// The host must store the entries and then call [`Relay::stored`] or [`Relay::not_stored`]
    /// before it calls this again.
    ///
    /// # Errors
    /// What the shelf could not read. The host then drops this relay, ends its links and starts
    /// anew from its store.
    pub fn try_out<S: Shelf>(&mut self, shelf: &mut S, run: TryOut<'_>) -> Result<Batch, S::Error> {
        let mut batch = Batch::default();
        for (doc, pushes) in self.waiting_by_document() {
            let opened = match self.open.take(&doc, shelf)? {
                Ok(opened) => opened,
                Err(code) => {
                    batch.effects.extend(pushes.into_iter().flat_map(|push| push.refused(code)));
                    continue;
                }
            };
            let opened = self.try_document(&doc, opened, pushes, run, &mut batch);
            self.open.put(doc, opened);
        }
        Ok(batch)
    }

    fn waiting_by_document(&mut self) -> BTreeMap<DocId, Vec<Waiting>> {
        let mut by_document: BTreeMap<DocId, Vec<Waiting>> = BTreeMap::new();
        for waiting in std::mem::take(&mut self.waiting) {
            by_document.entry(waiting.push.doc.clone()).or_default().push(waiting);
        }
        by_document
    }

    /// First all pushes in one trial; if that fails, one by one, so that a bad one harms no other.
    fn try_document(
        &mut self,
        doc: &DocId,
        opened: Opened,
        pushes: Vec<Waiting>,
        run: TryOut<'_>,
        batch: &mut Batch,
    ) -> Opened {
        let read: Vec<(Waiting, Result<Vec<Change>, RefusalCode>)> = pushes
            .into_iter()
            .map(|push| (read(&push), push))
            .map(|(read, push)| (push, read))
            .collect();
        if let Some(together) = Together::check(&opened, &read)
            && let Ok(after) = run(opened.trial(together.all()))
        {
            for ((push, _), fresh) in read.into_iter().zip(together.fresh) {
                self.accept(doc, &push, fresh, &after, batch);
            }
            return after;
        }
        let mut opened = opened;
        for (push, changes) in read {
            match changes.and_then(|changes| try_one(&opened, &push, changes, run)) {
                Ok((fresh, after)) => {
                    self.accept(doc, &push, fresh, &after, batch);
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
            answer: Some((link, number)),
        });
    }
}

/// The changes of a push, or why it cannot be taken whatever the document holds.
fn read(push: &Waiting) -> Result<Vec<Change>, RefusalCode> {
    chunk::unpack(&push.push.chunk).map_err(|bad| match bad {
        BadChunk::TooLarge(_) => RefusalCode::TooLarge,
        BadChunk::Malformed(_) => RefusalCode::Malformed,
    })
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
    if !push.allowed {
        return Err(RefusalCode::NotAllowed);
    }
    vet::check(opened, &fresh, &push.carrier)?;
    let after = run(opened.trial(fresh.clone()))?;
    Ok((fresh, after))
}

/// Pushes to one document that all pass the checks when taken one after the other.
struct Together {
    fresh: Vec<Vec<Change>>,
}

impl Together {
    fn check(
        opened: &Opened,
        read: &[(Waiting, Result<Vec<Change>, RefusalCode>)],
    ) -> Option<Self> {
        let mut seen: BTreeSet<ChangeHash> = BTreeSet::new();
        let mut fresh: Vec<Vec<Change>> = Vec::new();
        for (push, changes) in read {
            let changes = changes.as_ref().ok()?.iter();
            let new: Vec<Change> = changes
                .filter(|c| !opened.knows(&c.hash()) && seen.insert(c.hash()))
                .cloned()
                .collect();
            if !push.allowed && !new.is_empty() {
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
    turn: u64,
}

impl OpenDocs {
    fn take<S: Shelf>(
        &mut self,
        doc: &DocId,
        shelf: &mut S,
    ) -> Result<Result<Opened, RefusalCode>, S::Error> {
        if let Some((_, opened)) = self.docs.remove(doc) {
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
        self.docs.insert(doc, (self.turn, opened));
        if self.docs.len() > OPEN_DOCS_MAX {
            let longest =
                self.docs.iter().min_by_key(|(_, (turn, _))| *turn).map(|(doc, _)| doc.clone());
            longest.map(|doc| self.docs.remove(&doc));
        }
    }

    pub(super) fn close(&mut self, doc: &DocId) {
        self.docs.remove(doc);
    }
}

/// Opens a stored document.
pub(super) fn open(doc: &DocId, stored: StoredDocument) -> Result<Opened, Unreadable> {
    Opened::load(doc.kind(), stored.snapshot.as_deref(), stored.tail)
}
