//! Who changed what and when, read off the changes themselves; and taking a change back.
//!
//! To take a change back is a change like any other. What others wrote since stays: a value that somebody has put
//! in its place, a word written into a sentence that goes.

use std::collections::{BTreeMap, BTreeSet};

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpType};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{Change, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, ScalarValue};
use serde::Serialize;

use crate::conflict::version::Version;
use crate::conflict::{self, ARCHIVED_ON};
use crate::document::edit::Reason;
use crate::document::place::{self, Part, Place};
use crate::document::script::Char;
use crate::document::shape::Field;
use crate::document::write::refused;
use crate::document::{Document, approval, genesis};
use crate::id::{DeviceId, DocKind, MemberId};

use super::value::Value;

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
    /// phone.
    pub fn history(&mut self, before: Option<ChangeHash>, most: usize) -> History {
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

    /// The changes that wrote in this place or below it, the newest first, at most so many.
    pub fn past_of(&mut self, path: &str, most: usize) -> Vec<Past> {
        let atlas = Atlas::of(self);
        let below = format!("{path}/");
        let of = |deed: &Deed| deed.path() == path || deed.path().starts_with(&below);
        let changes = self.doc.get_changes(&[self.genesis]).into_iter();
        let changes = changes.filter(|change| !genesis::is_fixed(change.actor_id()));
        let mut past: Vec<Past> = changes
            .filter_map(|change| {
                let mut past = self.read(&atlas, &change);
                past.deeds.retain(of);
                (!past.deeds.is_empty()).then_some(past)
            })
            .collect();
        past.sort_by(|one, other| (other.at, &other.change).cmp(&(one.at, &one.change)));
        past.truncate(most.min(PAGE_MAX));
        past
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

    /// Takes a change back, where nobody has put anything else in its place. What it began is archived on
    /// this day. Minutes are not approved by it unless its person `approves`. Gives the change that does so, if
    /// anything was left to be taken back.
    ///
    /// # Errors
    /// The change is not here, or what it did cannot be undone.
    pub fn take_back(
        &mut self,
        change: &ChangeHash,
        day: &str,
        approves: bool,
        at_s: i64,
    ) -> Result<Option<ChangeHash>, Reason> {
        self.close();
        let known = ReadDoc::get_change_by_hash(&self.doc, change).ok_or(Reason::NotThere)?;
        let atlas = Atlas::of(self);
        let mut steps = Vec::new();
        for op in &known.decode().operations {
            steps.extend(self.back(&atlas, op, &known, day));
        }
        let texts = atlas.0.values().filter(|(.., of)| *of == Use::Text);
        for (_, text, _) in texts {
            steps.extend(self.text_back(text, &known).unwrap_or_default());
        }
        let kind = self.id.kind();
        steps.retain(|step| approves || !step.approves(kind));
        if steps.is_empty() {
            return Ok(None);
        }
        if let Err(refused) = steps.iter().try_for_each(|step| step.perform(&mut self.doc)) {
            self.doc.rollback();
            return Err(refused);
        }
        let before = self.heads.clone();
        let made = self.doc.commit_with(CommitOptions::default().with_time(at_s));
        self.heads = self.doc.get_heads();
        let change = made.and_then(|made| ReadDoc::get_change_by_hash(&self.doc, &made));
        if let Some(change) = &change {
            self.revived.learn(&steps, change);
        }
        // as news: a field on the screen does not show it yet
        self.after(&before, change.as_slice());
        Ok(made)
    }

    /// What undoes an operation on a map.
    fn back(&self, atlas: &Atlas, op: &Op, change: &Change, day: &str) -> Option<Back> {
        let (_, object, of) = atlas.0.get(&op.obj)?;
        let Key::Map(key) = &op.key else { return None };
        let (object, key) = (object.clone(), key.to_string());
        let was = || {
            let (value, _) = self.doc.get_at(&object, key.as_str(), change.deps()).ok()??;
            value.as_scalar().cloned()
        };
        match (&op.action, of) {
            (OpType::Increment(by), _) => Some(Back::Count { object, key, by: -*by }),
            (OpType::Make(ObjType::Map), Use::Records) => {
                let (_, record) = self.doc.get(&object, key.as_str()).ok()??;
                let archives = Value::from(day);
                Some(Back::Put {
                    object: record,
                    key: ARCHIVED_ON.to_owned(),
                    value: crate::document::Kind::Date.check(&archives).ok()?,
                })
            }
            (OpType::Put(ScalarValue::Counter(_)) | OpType::Make(_), _) => None,
            (OpType::Put(_) | OpType::Delete, Use::Set) => {
                let put = was().is_some_and(|value| value.as_bool() == Some(true));
                Some(if put {
                    Back::Put { object, key, value: ScalarValue::Boolean(true) }
                } else {
                    Back::Remove { object, key }
                })
            }
            (OpType::Put(_) | OpType::Delete, Use::Registers) => {
                let all = self.doc.get_all(&object, key.as_str()).ok()?;
                // where people disagree they choose
                let [(now, id)] = &all[..] else { return None };
                // what came of taking later steps back is theirs as well
                let ObjId::Id(_, actor, _) = id else { return None };
                let theirs = conflict::device_of(actor) == conflict::device_of(change.actor_id());
                let left = self.doc.get_at(&object, key.as_str(), &[change.hash()]).ok()?;
                let stands = left.is_some_and(|(left, _)| left == *now);
                let value = was().unwrap_or(ScalarValue::Null);
                let gone = now.as_scalar() != Some(&value);
                (theirs && stands && gone).then_some(Back::Put { object, key, value })
            }
            _ => None,
        }
    }

    /// What undoes in a text what a change did, from the end to the beginning: what it wrote and is still there
    /// goes, what it took out comes back behind what stood before it then and stands here still.
    fn text_back(&self, text: &ObjId, change: &Change) -> Option<Vec<Back>> {
        let (wrote, took) = written_in(text, change);
        if wrote.is_empty() && took.is_empty() {
            return None;
        }
        let wrote: BTreeSet<&ObjId> = wrote.iter().map(|id| self.revived.now(id)).collect();
        let now = Version::now(&self.doc, text)?;
        let mut behind = match took.is_empty() {
            true => BTreeMap::new(),
            false => self.gone(text, change, &took, &now)?,
        };
        let mut steps = Vec::new();
        steps.extend(behind.remove(&None).map(|came| Back::splice(text, 0, 0, came)));
        for (id, place) in now.chars() {
            if wrote.contains(id) {
                match steps.last_mut() {
                    Some(Back::Splice { at, delete, insert, .. })
                        if insert.is_empty() && *at + *delete == place.start =>
                    {
                        *delete += place.len();
                    }
                    _ => steps.push(Back::splice(text, place.start, place.len(), Vec::new())),
                }
            }
            let came = behind.remove(&Some(id.clone()));
            steps.extend(came.map(|came| Back::splice(text, place.end, 0, came)));
        }
        steps.reverse();
        Some(steps)
    }

    /// The characters that a change took out of a text, by the one behind which they come back.
    fn gone(
        &self,
        text: &ObjId,
        change: &Change,
        took: &BTreeSet<ObjId>,
        now: &Version,
    ) -> Option<BTreeMap<Option<ObjId>, Vec<Char>>> {
        let before = Version::at(&self.doc, text, change.deps())?;
        let here: BTreeSet<&ObjId> = now.chars().iter().map(|(id, _)| id).collect();
        let (mut behind, mut anchor) = (BTreeMap::<_, Vec<Char>>::new(), None);
        for (id, place) in before.chars() {
            let stands = self.revived.now(id);
            if here.contains(stands) {
                anchor = Some(stands.clone());
            } else if took.contains(id) {
                let said = char::decode_utf16(before.units()[place.clone()].iter().copied());
                let said = said.flatten().next()?;
                behind.entry(anchor.clone()).or_default().push((id.clone(), said));
            }
        }
        Some(behind)
    }
}

/// The characters that a change wrote in a text, and those that it took out.
fn written_in(text: &ObjId, change: &Change) -> (Vec<ObjId>, BTreeSet<ObjId>) {
    let here = place::in_change(text);
    let (mut wrote, mut took) = (Vec::new(), BTreeSet::new());
    let change = change.decode();
    for (op, counter) in change.operations.iter().zip(change.start_op.get()..) {
        if op.obj != here {
            continue;
        }
        match (&op.action, op.insert, &op.key) {
            (OpType::Put(_), true, _) => {
                wrote.push(ObjId::Id(counter, change.actor_id.clone(), 0));
            }
            (OpType::Delete, false, Key::Seq(ElementId::Id(gone))) => {
                took.insert(ObjId::Id(gone.counter(), gone.actor().clone(), 0));
            }
            _ => {}
        }
    }
    (wrote, took)
}

/// Characters that came back: they are others for Automerge, and the same for whoever wrote them.
#[derive(Debug, Default)]
pub(crate) struct Revived(BTreeMap<ObjId, ObjId>);

impl Revived {
    /// The character that stands for this one.
    fn now<'a>(&'a self, id: &'a ObjId) -> &'a ObjId {
        let mut now = id;
        while let Some(next) = self.0.get(now) {
            now = next;
        }
        now
    }

    /// A change has brought back what these steps of it insert, in their order.
    fn learn(&mut self, steps: &[Back], change: &Change) {
        let mut came: BTreeMap<&ObjId, Vec<ObjId>> = BTreeMap::new();
        for step in steps {
            if let Back::Splice { text, insert, .. } = step {
                came.entry(text).or_default().extend(insert.iter().map(|(id, _)| id.clone()));
            }
        }
        for (text, old) in came {
            self.0.extend(old.into_iter().zip(written_in(text, change).0));
        }
    }
}

/// One step back.
#[derive(Debug)]
enum Back {
    Put { object: ObjId, key: String, value: ScalarValue },
    Remove { object: ObjId, key: String },
    Count { object: ObjId, key: String, by: i64 },
    Splice { text: ObjId, at: usize, delete: usize, insert: Vec<Char> },
}

impl Back {
    fn splice(text: &ObjId, at: usize, delete: usize, insert: Vec<Char>) -> Self {
        Self::Splice { text: text.clone(), at, delete, insert }
    }

    fn approves(&self, kind: DocKind) -> bool {
        let Self::Put { object, key, value } = self else { return false };
        let state = *object == ROOT && key == approval::STATE && kind == DocKind::Note;
        state && value.as_str() == Some(approval::APPROVED)
    }

    fn perform(&self, doc: &mut impl Transactable) -> Result<(), Reason> {
        refused(match self {
            Self::Put { object, key, value } => doc.put(object, key.as_str(), value.clone()),
            Self::Remove { object, key } => doc.delete(object, key.as_str()),
            Self::Count { object, key, by } => doc.increment(object, key.as_str(), *by),
            Self::Splice { text, at, delete, insert } => {
                let insert: String = insert.iter().map(|(_, char)| char).collect();
                doc.splice_text(text, *at, delete.cast_signed(), &insert)
            }
        })
    }
}
