//! Who changed what and when, read off the changes themselves.

mod back;

use std::collections::BTreeMap;

use automerge::legacy::{Key, ObjectId, Op, OpType};
use automerge::{Change, ChangeHash, ObjId, ObjType, ReadDoc, ScalarValue};
use serde::Serialize;

pub(crate) use back::Revived;

use crate::conflict;
use crate::document::place::{self, Part, Place};
use crate::document::shape::Field;
use crate::document::value::Value;
use crate::document::{Document, genesis};
use crate::id::{DeviceId, MemberId};

/// Characters that are given of what a change wrote in a text; all of it is in the version after it.
const WRITTEN_CHARS_MAX: usize = 400;
/// Places that are given of one change: a pasted list of a forum writes a few thousand.
const DEEDS_MAX: usize = 200;
/// Changes that are given at once.
const PAGE_MAX: usize = 100;

/// One change: who, when, and what.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Past {
    /// Its hash, as hexadecimal; what it left in a place is [`Document::then`] at this.
    pub change: String,
    /// On what it was made: the document as it found it.
    pub found: Vec<String>,
    /// The author, if the change names one.
    pub member: Option<MemberId>,
    /// On which device, if the actor is one of ours.
    pub device: Option<DeviceId>,
    /// Seconds since 1970 by that device's clock.
    pub at: i64,
    /// What it did, in the order in which it did it, once per place.
    pub deeds: Vec<Deed>,
    /// How much more it did that is not listed.
    pub more: usize,
}

/// What a change did in one place.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum Deed {
    /// Gave a register this value; `null` emptied it.
    Set {
        /// The register.
        path: String,
        /// What it held then.
        value: Value,
    },
    /// Put a key into a set.
    Include {
        /// The set.
        path: String,
        /// The key.
        key: String,
    },
    /// Took it out.
    Exclude {
        /// The set.
        path: String,
        /// The key.
        key: String,
    },
    /// Began a record.
    Add {
        /// The record.
        path: String,
    },
    /// Counted.
    Count {
        /// The counter.
        path: String,
        /// How much came or went.
        by: i64,
    },
    /// Wrote in a text.
    Write {
        /// The text.
        path: String,
        /// The beginning of what came.
        came: String,
        /// Characters that came.
        added: usize,
        /// Characters that went.
        gone: usize,
    },
}

/// A page of the history, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct History {
    /// Changes in all.
    pub total: usize,
    /// Those of this page.
    pub past: Vec<Past>,
}

/// What an object is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Registers and counters by name, also those of a map.
    Registers,
    Records,
    Set,
    Text,
}

/// Where every object of a document stands, as decoded changes name it.
struct Atlas(BTreeMap<ObjectId, (String, ObjId, Use)>);

impl Atlas {
    fn of(document: &Document) -> Self {
        let (doc, mut places) = (&document.doc, BTreeMap::new());
        let mut keep = |path: String, object: ObjId, of: Use| {
            places.insert(place::in_change(&object), (path, object, of));
        };
        place::walk(doc, document.shape, &mut |path, object, part| {
            let Part::Fields(shape) = part else {
                keep(path.to_owned(), object.clone(), Use::Text);
                return;
            };
            keep(path.to_owned(), object.clone(), Use::Registers);
            for (name, field) in shape.fields {
                let of = match field {
                    Field::Records(_) => Use::Records,
                    Field::Registers { .. } => Use::Registers,
                    Field::Set(_) => Use::Set,
                    _ => continue,
                };
                if let Ok(map) = place::child(doc, object, name, ObjType::Map) {
                    let end = if of == Use::Set { "" } else { "/" };
                    keep(format!("{path}{name}{end}"), map, of);
                }
            }
        });
        Self(places)
    }

    /// What an operation did, if it did anything that a person sees.
    fn read(&self, op: &Op) -> Option<Deed> {
        let (path, _, of) = self.0.get(&op.obj)?;
        let Key::Map(key) = &op.key else {
            let came = match (&op.action, op.insert) {
                (OpType::Put(char), true) => char.as_str()?.to_owned(),
                (OpType::Delete, false) => String::new(),
                _ => return None,
            };
            let added = came.chars().count();
            let gone = usize::from(!op.insert);
            return Some(Deed::Write { path: path.clone(), came, added, gone });
        };
        let key = key.to_string();
        match (&op.action, of) {
            (OpType::Put(value), Use::Set) => Some(match value.as_bool() {
                Some(true) => Deed::Include { path: path.clone(), key },
                _ => Deed::Exclude { path: path.clone(), key },
            }),
            (OpType::Delete, Use::Set) => Some(Deed::Exclude { path: path.clone(), key }),
            // it begins with its record
            (OpType::Put(ScalarValue::Counter(_)), _) => None,
            (OpType::Put(value), Use::Registers) => {
                Some(Deed::Set { path: format!("{path}{key}"), value: Value::from(value) })
            }
            (OpType::Delete, Use::Registers) => {
                Some(Deed::Set { path: format!("{path}{key}"), value: Value::Null })
            }
            (OpType::Increment(by), _) => {
                Some(Deed::Count { path: format!("{path}{key}"), by: *by })
            }
            (OpType::Make(ObjType::Map), Use::Records) => {
                Some(Deed::Add { path: format!("{path}{key}") })
            }
            _ => None,
        }
    }
}

impl Deed {
    /// The place.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Set { path, .. }
            | Self::Include { path, .. }
            | Self::Exclude { path, .. }
            | Self::Add { path }
            | Self::Count { path, .. }
            | Self::Write { path, .. } => path,
        }
    }

    /// Goes on with the deed before, if this is more of the same.
    fn after(self, last: Option<&mut Self>) -> Option<Self> {
        match (last, self) {
            (
                Some(Self::Write { path, came, added, gone }),
                Self::Write { path: next, came: more, added: also, gone: too },
            ) if *path == next => {
                if *added < WRITTEN_CHARS_MAX {
                    came.push_str(&more);
                }
                (*added, *gone) = (*added + also, *gone + too);
                None
            }
            (Some(Self::Set { path, value }), Self::Set { path: next, value: later })
                if *path == next =>
            {
                *value = later;
                None
            }
            (_, deed) => Some(deed),
        }
    }
}

impl Document {
    /// Who changed what and when: at most so many changes, those before this one if it is given.
    ///
    /// The order is that of the times of the changes, as far as clocks can be believed; it is the same on every
    /// phone. Commits what is pending.
    pub fn history(&mut self, before: Option<ChangeHash>, most: usize) -> History {
        // asking for changes would commit what is pending, without its time
        self.close();
        let metas = self.doc.get_changes_meta(&[self.genesis]);
        let metas = metas.into_iter().filter(|meta| !genesis::is_fixed(&meta.actor));
        let mut all: Vec<(i64, u64, ChangeHash)> =
            metas.map(|meta| (meta.timestamp, meta.max_op, meta.hash)).collect();
        all.sort_unstable_by(|one, other| other.cmp(one));
        let total = all.len();
        let start = before.and_then(|before| all.iter().position(|(.., hash)| *hash == before));
        let start = start.map_or(0, |place| place + 1);
        let page = all.into_iter().skip(start).take(most.min(PAGE_MAX));
        let atlas = Atlas::of(self);
        let past = page.filter_map(|(.., hash)| self.past(&atlas, &hash)).collect();
        History { total, past }
    }

    /// The changes that wrote in this place or below it, the newest first, at most so many; those before this one if
    /// it is given.
    pub fn past_of(&mut self, path: &str, before: Option<ChangeHash>, most: usize) -> History {
        self.close();
        let atlas = Atlas::of(self);
        let below = format!("{path}/");
        let of = |deed: &Deed| deed.path() == path || deed.path().starts_with(&below);
        let changes = self.doc.get_changes(&[self.genesis]).into_iter();
        let changes = changes.filter(|change| !genesis::is_fixed(change.actor_id()));
        let mut past: Vec<(u64, Past)> = changes
            .filter_map(|change| {
                let mut past = self.read(&atlas, &change);
                past.deeds.retain(of);
                (!past.deeds.is_empty()).then_some((change.max_op(), past))
            })
            .collect();
        past.sort_by(|(op, one), (other_op, other)| {
            (other.at, other_op, &other.change).cmp(&(one.at, op, &one.change))
        });
        let total = past.len();
        let before = before.map(|before| before.to_string());
        let start = before.and_then(|it| past.iter().position(|(_, one)| one.change == it));
        let page = past.into_iter().skip(start.map_or(0, |place| place + 1));
        History { total, past: page.take(most.min(PAGE_MAX)).map(|(_, past)| past).collect() }
    }

    fn past(&self, atlas: &Atlas, hash: &ChangeHash) -> Option<Past> {
        let change = ReadDoc::get_change_by_hash(&self.doc, hash)?;
        Some(self.read(atlas, &change))
    }

    fn read(&self, atlas: &Atlas, change: &Change) -> Past {
        let mut deeds: Vec<Deed> = Vec::new();
        let mut more = 0;
        for op in &change.decode().operations {
            let Some(deed) = atlas.read(op).and_then(|deed| deed.after(deeds.last_mut())) else {
                continue;
            };
            if deeds.len() < DEEDS_MAX {
                deeds.push(deed);
            } else {
                more += 1;
            }
        }
        let actor = change.actor_id();
        Past {
            change: change.hash().to_string(),
            found: change.deps().iter().map(ToString::to_string).collect(),
            member: conflict::member_of(&self.doc, actor),
            device: conflict::device_of(actor),
            at: change.timestamp(),
            deeds,
            more,
        }
    }

    /// What stood in a place at these heads: the text, or the value of the register. `None` if one of the heads is
    /// not here, or nothing was there.
    #[must_use]
    pub fn then(&self, path: &str, heads: &[ChangeHash]) -> Option<Value> {
        if heads.is_empty() || !heads.iter().all(|head| self.knows(head)) {
            return None;
        }
        match place::find(&self.doc, self.shape, path).ok()? {
            Place::Text(text) => self.doc.text_at(text, heads).ok().map(Value::Text),
            Place::Register { object, key, .. } => {
                let (value, _) = self.doc.get_at(object, key, heads).ok()??;
                value.as_scalar().map(Value::from)
            }
            _ => None,
        }
    }
}
