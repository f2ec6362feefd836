//! What earlier releases let into a document and this one refuses, put into a relay's store as they took it.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use automerge::legacy::Op;
use automerge::{Change, ChangeHash};
use paguyuban::chunk::{OP_COUNTER_MAX, heads_of};
use paguyuban::document::{Founded, Founding};
use paguyuban::id::{DocId, ReplicaId};
use paguyuban::relay::Relay;
use paguyuban::vet::{COUNTER_CEILING, DOCUMENT_CHANGES_MAX, DOCUMENT_HEADS_MAX, Opened};
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_server::store::{Append, Store};

use crate::forge::{Forger, Sketch, TIME_S, put};

/// Each shut everybody out of a document by what was within every limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Poison {
    /// Operation counters at their end, by two changes.
    Counters,
    /// More heads than a change may name.
    Heads,
    /// As many changes as a document can have.
    Changes,
}

impl Poison {
    /// Changes on these heads, where `next` is the next number of an operation.
    fn changes(self, forger: &mut Forger, heads: &[ChangeHash], next: u64) -> Vec<Change> {
        let sketch = |deps: Vec<ChangeHash>, start_op, op: Op| Sketch {
            deps,
            start_op,
            time_s: TIME_S,
            ops: vec![op],
        };
        // no field of any kind of document
        let nowhere = || put("lain", "racun");
        match self {
            Self::Counters => {
                let one = forger.change(sketch(heads.to_vec(), COUNTER_CEILING, nowhere()));
                let last = sketch(vec![one.hash()], OP_COUNTER_MAX, nowhere());
                vec![one, forger.change(last)]
            }
            Self::Heads => {
                let one = |_| {
                    forger.restart();
                    forger.change(sketch(heads.to_vec(), next, put("place", "racun")))
                };
                (0..DOCUMENT_HEADS_MAX + 108).map(one).collect()
            }
            Self::Changes => {
                let (mut all, mut deps) = (Vec::new(), heads.to_vec());
                for number in 0..DOCUMENT_CHANGES_MAX {
                    let change = forger.change(sketch(deps, next + number, nowhere()));
                    deps = vec![change.hash()];
                    all.push(change);
                }
                all
            }
        }
    }

    /// Spoils a document in the folder of a relay that does not run, in the name of the device that joined
    /// last.
    ///
    /// # Errors
    /// The store, or there is no such document.
    pub fn spoil(self, data: &Path, doc: &DocId) -> Result<()> {
        let mut store = SqliteStore::open(data)?;
        let forum = store.forums()?.pop().context("there is no forum")?;
        let devices = store.devices(forum.id)?;
        let by = devices.last().context("nobody has joined")?;
        let found = store.readable(forum.id, doc)?;
        let (stored, heads) = found.context("there is no such document")?;
        let opened = Opened::load(doc.kind(), stored.snapshot.as_deref(), stored.tail)?;
        let mut forger = Forger::new(doc, by.id, by.member);
        let changes = self.changes(&mut forger, &heads, opened.max_op() + 1);
        let newest = heads_of(&changes);
        let mut relay = Relay::new(forum.id, forum.epoch, forum.seq);
        let _nobody_is_there = relay.know(by.known());
        // what a founding is made of is not tried out
        let none = ChangeHash([0; 32]);
        let founding = Founding { first: none, last: none };
        let whole = Founded { founding, changes, left_out: 0 };
        let made = relay.found(doc, &whole, (by.id, ReplicaId::new(by.id, [9; 8])));
        let Ok(mut batch) = made else {
            anyhow::bail!("the changes cannot be stored");
        };
        batch.entries.iter_mut().for_each(|entry| entry.heads.clone_from(&newest));
        ensure!(!batch.entries.is_empty(), "there is nothing in it");
        let at_ms = TIME_S.unsigned_abs() * 1000;
        store.append(forum.id, &Append { entries: &batch.entries, moved: &[], at_ms })?;
        Ok(())
    }
}
