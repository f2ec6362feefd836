//! Taking a change back is a change like any other. What others wrote since stays: a value that somebody has put
//! in its place, a word written into a sentence that goes.

use std::collections::{BTreeMap, BTreeSet};

use automerge::legacy::{ElementId, Key, Op, OpType};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{Change, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, ScalarValue};

use super::{Atlas, Use};
use crate::conflict::version::Version;
use crate::conflict::{self, ARCHIVED_ON};
use crate::document::edit::Reason;
use crate::document::place;
use crate::document::script::Char;
use crate::document::value::Value;
use crate::document::write::refused;
use crate::document::{Document, Kind, approval};
use crate::id::DocKind;

impl Document {
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
                    value: Kind::Date.check(&archives).ok()?,
                })
            }
            (OpType::Put(ScalarValue::Counter(_)) | OpType::Make(_), _) => None,
            (OpType::Put(_) | OpType::Delete, Use::Set) => {
                let was = was().is_some_and(|value| value.as_bool() == Some(true));
                let all = self.doc.get_all(&object, key.as_str()).ok()?;
                let is = all.iter().any(|(value, _)| value.as_bool() == Some(true));
                match (was, is) {
                    (true, false) => {
                        Some(Back::Put { object, key, value: ScalarValue::Boolean(true) })
                    }
                    // whoever else has put it in wants it there
                    (false, true) => all
                        .iter()
                        .all(|(_, id)| is_of_author(id, change))
                        .then_some(Back::Remove { object, key }),
                    _ => None,
                }
            }
            (OpType::Put(_) | OpType::Delete, Use::Registers) => {
                let all = self.doc.get_all(&object, key.as_str()).ok()?;
                // where people disagree they choose
                let [(now, id)] = &all[..] else { return None };
                let left = self.doc.get_at(&object, key.as_str(), &[change.hash()]).ok()?;
                let stands = left.is_some_and(|(left, _)| left == *now);
                let value = was().unwrap_or(ScalarValue::Null);
                let gone = now.as_scalar() != Some(&value);
                (is_of_author(id, change) && stands && gone).then_some(Back::Put {
                    object,
                    key,
                    value,
                })
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

/// Whether an operation is of the device that made a change: what came of taking its later steps back is its own
/// as well.
fn is_of_author(id: &ObjId, change: &Change) -> bool {
    let ObjId::Id(_, actor, _) = id else { return false };
    conflict::device_of(actor) == conflict::device_of(change.actor_id())
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
