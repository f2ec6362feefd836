//! Handing the log, or whole documents, to a phone that was away, a bounded page at a time.

use std::collections::BTreeSet;

use minicbor::bytes::ByteVec;

use super::handing::{Filling, Handed};
use super::link::{Before, Door, Link, LinkId, Progress};
use super::shelf::{LogRow, RowContent, Shelf};
use super::{Effect, Relay};
use crate::frame::{CaughtUp, Changed, Content, Filled, Frame, Place};
use crate::id::{DocId, Seq};

/// About how much one page holds: what EDGE carries in ten seconds.
pub(super) const PAGE_BYTES: usize = 256 * 1024;
/// The most documents of one page.
pub(super) const PAGE_DOCS: usize = 32;
/// What a page costs beyond what it holds, in bytes: rows are looked for.
const COST: u64 = 4 * 1024;

impl Relay {
    /// The next page for a link that is behind; nothing only if it is not.
    ///
    /// # Errors
    /// What the shelf could not read; see [`Relay::try_out`].
    pub fn page<S: Shelf>(&mut self, id: LinkId, shelf: &mut S) -> Result<Vec<Effect>, S::Error> {
        let Some(device) = self.links.get(&id).map(|link| link.me.device) else {
            return Ok(Vec::new());
        };
        self.pages.served(self.pages.of(device));
        let mut effects = Vec::new();
        // rows that this link does not hear of make no effects; each turn reads on, so this ends
        while effects.is_empty() && self.links.get(&id).is_some_and(Link::is_behind) {
            self.pages.charge(device, COST);
            effects = self.read_on(id, shelf)?;
        }
        self.seal_all(&mut effects, shelf)?;
        // whatever of the page arrives is of a log that ends here
        if let Some(first) = effects.iter_mut().find_map(content) {
            first.mark = Some(self.end());
        }
        self.pages.forget_the_past();
        Ok(effects)
    }

    /// What was read for a link has cost so much.
    pub(super) fn has_read(&mut self, id: LinkId, cost: u64) {
        if let Some(link) = self.links.get(&id) {
            self.pages.charge(link.me.device, cost);
        }
    }

    fn read_on<S: Shelf>(&mut self, id: LinkId, shelf: &mut S) -> Result<Vec<Effect>, S::Error> {
        match self.links.get(&id).and_then(|link| link.before.as_ref()) {
            Some(Before::Erased(after)) => {
                let after = *after;
                return Ok(self.tell_erased(id, after));
            }
            Some(Before::Sight { from, read }) => {
                let (from, read) = (from.clone(), read.clone());
                return self.look_anew(id, from, read, shelf);
            }
            None => {}
        }
        match self.links.get(&id).map(|link| &link.progress) {
            None | Some(Progress::Unmet | Progress::Live { .. }) => Ok(Vec::new()),
            Some(Progress::Filling { upto, last, read }) => {
                let (upto, last, read) = (*upto, last.clone(), read.clone());
                self.fill(id, upto, last, read, shelf)
            }
            Some(Progress::Behind { told, read }) => {
                let (told, read) = (*told, *read);
                let rows = match self.recent.after(read) {
                    Some(rows) => rows,
                    None => shelf.log_after(read, PAGE_BYTES)?,
                };
                self.follow(id, told, rows, shelf)
            }
        }
    }

    fn fill<S: Shelf>(
        &mut self,
        id: LinkId,
        upto: Seq,
        mut last: Option<DocId>,
        mut read: Option<DocId>,
        shelf: &mut S,
    ) -> Result<Vec<Effect>, S::Error> {
        let docs = shelf.documents_after(read.as_ref(), PAGE_DOCS)?;
        let (mut effects, mut page) = (Vec::new(), Filling::default());
        let mut ended = docs.len() < PAGE_DOCS;
        for doc in docs {
            if page.is_full() {
                ended = false;
                break;
            }
            if self.reads(id, &doc) {
                let place = Place::Fill { upto, after: last.clone() };
                match self.hand_over(id, &doc, &place, &mut page, shelf, &mut effects)? {
                    Handed::Nothing => {}
                    Handed::All => last = Some(doc.clone()),
                    Handed::Part => {
                        ended = false;
                        break;
                    }
                }
            }
            read = Some(doc);
        }
        let progress = if ended {
            effects.push(Effect::Send(id, Frame::Filled(Filled { upto, last })));
            Progress::Behind { told: upto, read: upto }
        } else {
            Progress::Filling { upto, last, read }
        };
        self.set_progress(id, progress);
        self.has_read(id, page.cost);
        Ok(effects)
    }

    fn follow<S: Shelf>(
        &mut self,
        id: LinkId,
        mut told: Seq,
        rows: Vec<LogRow>,
        shelf: &mut S,
    ) -> Result<Vec<Effect>, S::Error> {
        let Some(replica) = self.links.get(&id).map(|link| link.replica) else {
            return Ok(Vec::new());
        };
        let Some(read) = rows.last().map(|row| row.seq) else {
            return Ok(self.caught_up(id, told));
        };
        let (mut effects, mut whole, mut cost) = (Vec::new(), BTreeSet::new(), 0);
        let mut apart = Filling::endless();
        for row in rows {
            if !self.reads(id, &row.doc) {
                continue;
            }
            let LogRow { seq, doc, device, content, .. } = row;
            match content {
                RowContent::Chunk(chunk) if replica != Some(row.replica) => {
                    cost += chunk.len() as u64;
                    let place = Place::Log { after: std::mem::replace(&mut told, seq), seq };
                    let content = Content::Chunk(ByteVec::from(chunk));
                    let changed =
                        Changed { place, doc, content, by: Some(device), mark: None, seal: None };
                    effects.push(Effect::Send(id, Frame::Changed(changed)));
                }
                RowContent::Damaged if whole.insert(doc.clone()) => {
                    self.hand_over(id, &doc, &Place::Apart, &mut apart, shelf, &mut effects)?;
                }
                _ => {}
            }
        }
        self.has_read(id, cost + apart.cost);
        self.set_progress(id, Progress::Behind { told, read });
        // an answer ends here: while it asked for the next page others would have written more, without end
        if read == self.seq && self.links.get(&id).is_some_and(|link| link.door == Door::Once) {
            effects.extend(self.caught_up(id, told));
        }
        Ok(effects)
    }

    fn caught_up(&mut self, id: LinkId, told: Seq) -> Vec<Effect> {
        let (cursor, mark) = (self.seq, Some(self.end()));
        let Some(link) = self.links.get_mut(&id) else {
            return Vec::new();
        };
        link.progress = Progress::Live { told: cursor };
        let (door, device) = (link.door, link.me.device);
        let mut effects = vec![
            Effect::Send(id, Frame::CaughtUp(CaughtUp { after: told, cursor, mark })),
            Effect::Send(id, self.receipts_for(device)),
        ];
        if door == Door::Once {
            effects.push(Effect::Done(id));
        }
        effects
    }

    fn reads(&self, id: LinkId, doc: &DocId) -> bool {
        self.links.get(&id).is_some_and(|link: &Link| link.may_read(doc))
    }

    fn set_progress(&mut self, id: LinkId, progress: Progress) {
        if let Some(link) = self.links.get_mut(&id) {
            link.progress = progress;
        }
    }
}

/// The first of a page that holds something.
fn content(effect: &mut Effect) -> Option<&mut Changed> {
    match effect {
        Effect::Send(_, Frame::Changed(changed)) => Some(changed),
        _ => None,
    }
}
