//! Where changes wrote in texts: characters that came, or went, in a row.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use automerge::legacy::{ElementId, Key, ObjectId, OpId, OpType};
use automerge::{AutoCommit, Change, ChangeHash, Cursor, ObjId, ReadDoc};

/// Changes whose runs are remembered: a thousand that are compared, and room. Reading a change again is
/// slow, and live writing asks for the same few over and over.
const CHANGES_MAX: usize = 2_000;

/// A longer run that went is taken to have been in one piece if its ends are at one place.
const ONE_BY_ONE: u64 = 16;

/// Characters of one text that a change put in or took out, one beside the other.
#[derive(Debug)]
pub(crate) struct Run {
    text: OpId,
    first: OpId,
    last: OpId,
    /// They came; otherwise they went.
    pub(crate) came: bool,
}

impl Run {
    pub(crate) fn is_in(&self, text: &ObjId) -> bool {
        matches!(text, ObjId::Id(counter, actor, _) if *counter == self.text.0 && *actor == self.text.1)
    }

    /// Where it is now, in UTF-16 units: what came, from its first character to its last; what went, each
    /// place between two units at which something is gone.
    pub(crate) fn places(
        &self,
        doc: &AutoCommit,
        text: &ObjId,
        now: &[ChangeHash],
    ) -> Vec<Range<usize>> {
        let at = |id: &OpId| place_of(doc, text, id, now);
        if self.came {
            let whole = at(&self.first).zip(at(&self.last));
            return whole.map(|(first, last)| first..last.max(first) + 1).into_iter().collect();
        }
        let mut places = Vec::new();
        let mut open = vec![self.first.0..=self.last.0];
        while let Some(ids) = open.pop() {
            let (start, end) = (*ids.start(), *ids.end());
            let of = |counter| at(&OpId(counter, self.first.1.clone()));
            if end - start < ONE_BY_ONE {
                places.extend(ids.filter_map(of).map(|place| place..place));
            } else if of(start) == of(end) {
                places.extend(of(start).map(|place| place..place));
            } else {
                let middle = start.midpoint(end);
                open.extend([start..=middle, middle + 1..=end]);
            }
        }
        places.sort_unstable_by_key(|place| place.start);
        places.dedup();
        places
    }

    /// Whether a character goes on where this run ends; `after` is what it follows.
    fn take(&mut self, after: &ElementId, id: &OpId) -> bool {
        if self.came {
            let goes_on = after.as_opid() == Some(&self.last);
            if goes_on {
                self.last = id.clone();
            }
            return goes_on;
        }
        if self.last.delta(id, 1) {
            self.last = id.clone();
            return true;
        }
        // taken out backwards
        let before = id.delta(&self.first, 1);
        if before {
            self.first = id.clone();
        }
        before
    }
}

/// Where a character is, in UTF-16 units, or where it was.
///
/// Automerge's quick way compares itself in debug builds with its long way, and is right, but the long one
/// does not know what is gone at the end of a text. The long way alone is taken for older heads, so there
/// `now` has to be the heads and one that is older, which says the same and looks different.
fn place_of(doc: &AutoCommit, text: &ObjId, id: &OpId, now: &[ChangeHash]) -> Option<usize> {
    let cursor = Cursor::try_from(id.to_string()).ok()?;
    let careful = cfg!(debug_assertions).then_some(now);
    match doc.get_cursor_position(text, &cursor, careful) {
        Ok(place) => Some(place),
        Err(_) => careful.map(|_| doc.length(text)),
    }
}

/// Where changes wrote, each read once.
#[derive(Debug, Default)]
pub(crate) struct Hands(BTreeMap<ChangeHash, Arc<[Run]>>);

impl Hands {
    /// Learns changes that are at hand anyway.
    pub(crate) fn learn(&mut self, changes: &[Change]) {
        if self.0.len() + changes.len() > CHANGES_MAX {
            self.0.clear();
        }
        for change in changes {
            self.0.entry(change.hash()).or_insert_with(|| runs_of(change).into());
        }
    }

    /// Where this change wrote.
    pub(crate) fn of(&mut self, doc: &AutoCommit, change: &ChangeHash) -> Arc<[Run]> {
        let read = || {
            let change = ReadDoc::get_change_by_hash(doc, change);
            change.map(|change| runs_of(&change)).unwrap_or_default().into()
        };
        Arc::clone(self.0.entry(*change).or_insert_with(read))
    }
}

fn runs_of(change: &Change) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (counter, op) in (change.start_op().get()..).zip(change.decode().operations) {
        let (ObjectId::Id(text), Key::Seq(element)) = (op.obj, op.key) else {
            continue;
        };
        let id = match (&op.action, element.as_opid()) {
            (OpType::Put(_), _) if op.insert => OpId::new(counter, change.actor_id()),
            (OpType::Delete, Some(gone)) => gone.clone(),
            _ => continue,
        };
        let goes_on = runs.last_mut().is_some_and(|run| {
            run.text == text && run.came == op.insert && run.take(&element, &id)
        });
        if !goes_on {
            runs.push(Run { text, first: id.clone(), last: id, came: op.insert });
        }
    }
    runs
}
