//! Reading a document as the tree that the screen shows and the phone stores.

use std::borrow::Cow;
use std::collections::BTreeMap;

use automerge::iter::MapRangeItem;
use automerge::{AutoCommit, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, ScalarValueRef, ValueRef};
use serde::{Deserialize, Serialize};

use crate::conflict::{self, AfterArchive, Conflict, Doubt, People};
use crate::document::shape::{Field, Shape};
use crate::document::value::Value;
use crate::document::{Document, approval, genesis};
use crate::id::{DocId, DocKind, MemberId};

/// A document as it is read. Foreign values in known registers are shown as they are, and so are
/// registers of a later version; other things that have no place in the shape are not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The document's name.
    pub doc: DocId,
    /// Its kind.
    pub kind: DocKind,
    /// The heads of the committed changes in it, sorted.
    pub heads: Vec<ChangeHash>,
    /// Every field that has something; sets are sorted lists.
    pub fields: BTreeMap<String, Value>,
    /// Registers with more than one value, in the order of their paths.
    pub conflicts: Vec<Conflict>,
    /// Sentences that two people changed and nobody has settled.
    pub doubts: Vec<Doubt>,
    /// Up to which heads it was looked for them; empty if that is all there is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub looked: Vec<ChangeHash>,
    /// What is archived in it, itself included, and was changed by somebody who did not know.
    pub after_archive: Vec<AfterArchive>,
    /// The newest change, if there is one besides the first.
    pub edited: Option<Edited>,
}

/// Who changed a document last, as far as clocks can be believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edited {
    /// The author, if the change names one.
    pub member: Option<MemberId>,
    /// Seconds since 1970 by the author's clock.
    pub at: i64,
}

impl View {
    /// The value at a path, e.g. `entries/01J…/topic`.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Value> {
        let (first, rest) = match path.split_once('/') {
            Some((first, rest)) => (first, Some(rest)),
            None => (path, None),
        };
        let value = self.fields.get(first)?;
        rest.map_or(Some(value), |rest| value.at(rest))
    }
}

impl Document {
    /// Reads the document, pending edits included.
    #[must_use]
    pub fn view(&self) -> View {
        let doc = self.merged();
        let mut view = self.view_of(&doc, &self.heads);
        if self.is_outdated(&doc) {
            let reviewed = Value::Text(approval::REVIEWED.to_owned());
            view.fields.insert(approval::STATE.to_owned(), reviewed);
        }
        view.doubts = self.open_doubts(&doc);
        view.looked = self.doubts.looked().to_vec();
        view.edited.clone_from(&self.edited);
        // a pending edit brings it back
        let mut asked = self.archives.questions.clone();
        asked.retain(|one| view.at(&one.path).is_some());
        view.after_archive = asked;
        view
    }

    /// What stands in a copy of the document, which is as of these heads, and nothing that its history says.
    pub(crate) fn view_of(&self, doc: &AutoCommit, heads: &[ChangeHash]) -> View {
        let mut reading = Reading {
            doc,
            people: People { replica: self.replica, author: self.author },
            conflicts: Vec::new(),
        };
        let fields = reading.record(&ROOT, self.shape, "");
        View {
            doc: self.id.clone(),
            kind: self.id.kind(),
            heads: heads.to_vec(),
            conflicts: reading.conflicts,
            doubts: Vec::new(),
            looked: Vec::new(),
            after_archive: Vec::new(),
            edited: None,
            fields,
        }
    }

    /// Whether the approval that stands in it is of an earlier version.
    fn is_outdated(&self, doc: &AutoCommit) -> bool {
        let Some(outdated) = &self.outdated else {
            return false;
        };
        matches!(doc.get(ROOT, approval::STATE), Ok(Some((_, approval))) if approval == *outdated)
    }

    /// The document with the edits of an open lane merged in, on a copy: they stay pending.
    fn merged(&self) -> Cow<'_, AutoCommit> {
        let Some(lane) = &self.lane else {
            return Cow::Borrowed(&self.doc);
        };
        let mut copy = self.doc.clone();
        lane.show_in(&mut copy, self.edited_at_s);
        Cow::Owned(copy)
    }

    fn open_doubts(&self, doc: &AutoCommit) -> Vec<Doubt> {
        let open = self.doubts.all.iter().filter(|doubt| !doubt.settled).cloned().collect();
        conflict::standing(open, doc, self.shape)
    }
}

/// Of the heads the one with the latest time; none if nothing was written yet.
pub(crate) fn last_edit(doc: &mut AutoCommit, heads: &[ChangeHash]) -> Option<Edited> {
    let mut last: Option<(i64, ChangeHash)> = None;
    for head in heads {
        let change = doc.get_change_meta_by_hash(head)?;
        if !genesis::is_fixed(&change.actor) {
            last = last.max(Some((change.timestamp, *head)));
        }
    }
    let (at, head) = last?;
    let actor = doc.get_change_meta_by_hash(&head)?.actor.into_owned();
    let member = conflict::member_of(doc, &actor);
    Some(Edited { member, at })
}

/// How a set says that a key is in.
const IN: ValueRef<'static> = ValueRef::Scalar(ScalarValueRef::Boolean(true));

/// What a register holds, if it holds anything.
fn scalar(value: &ValueRef<'_>) -> Option<Value> {
    match value {
        ValueRef::Scalar(scalar) => Some(Value::from(scalar)).filter(|value| !value.is_null()),
        ValueRef::Object(_) => None,
    }
}

struct Reading<'a> {
    doc: &'a AutoCommit,
    people: People,
    conflicts: Vec<Conflict>,
}

impl Reading<'_> {
    fn record(&mut self, object: &ObjId, shape: &Shape, path: &str) -> BTreeMap<String, Value> {
        let mut fields = BTreeMap::new();
        for item in self.doc.map_range(object, ..) {
            let value = match shape.field(&item.key) {
                Some(field) => {
                    let path = format!("{path}{}", item.key);
                    self.field(object, field, &item, &path)
                }
                None => scalar(&item.value),
            };
            if let Some(value) = value {
                fields.insert(item.key.into_owned(), value);
            }
        }
        fields
    }

    fn field(
        &mut self,
        object: &ObjId,
        field: &Field,
        item: &MapRangeItem<'_>,
        path: &str,
    ) -> Option<Value> {
        match (field, &item.value) {
            (Field::Register(_) | Field::Counter, _) => self.register(object, item, path),
            (Field::Text, ValueRef::Object(ObjType::Text)) => {
                self.doc.text(item.id()).ok().map(Value::Text)
            }
            (Field::Set(_), ValueRef::Object(ObjType::Map)) => Some(self.set(&item.id())),
            (Field::Registers { .. }, ValueRef::Object(ObjType::Map)) => {
                Some(self.registers(&item.id(), path))
            }
            (Field::Group(shape), ValueRef::Object(ObjType::Map)) => {
                Some(Value::Map(self.record(&item.id(), shape, &format!("{path}/"))))
            }
            (Field::Records(shape), ValueRef::Object(ObjType::Map)) => {
                Some(self.records(&item.id(), shape, path))
            }
            _ => None,
        }
    }

    fn register(&mut self, object: &ObjId, item: &MapRangeItem<'_>, path: &str) -> Option<Value> {
        if item.conflict {
            let found = conflict::at(self.doc, object, &item.key, path, &self.people);
            self.conflicts.extend(found);
        }
        scalar(&item.value)
    }

    /// Adding wins: a key is in if any of its values says so.
    fn set(&self, object: &ObjId) -> Value {
        let keys = self.doc.map_range(object, ..).filter(|item| {
            item.value == IN
                || (item.conflict
                    && self.doc.get_all(object, item.key.as_ref()).is_ok_and(|all| {
                        all.iter().any(|(value, _)| value.as_bool() == Some(true))
                    }))
        });
        Value::List(keys.map(|item| Value::Text(item.key.into_owned())).collect())
    }

    fn registers(&mut self, object: &ObjId, path: &str) -> Value {
        let mut values = BTreeMap::new();
        for item in self.doc.map_range(object, ..) {
            let path = format!("{path}/{}", item.key);
            if let Some(value) = self.register(object, &item, &path) {
                values.insert(item.key.into_owned(), value);
            }
        }
        Value::Map(values)
    }

    fn records(&mut self, object: &ObjId, shape: &Shape, path: &str) -> Value {
        let mut records = BTreeMap::new();
        for item in self.doc.map_range(object, ..) {
            if item.value == ValueRef::Object(ObjType::Map) {
                let path = format!("{path}/{}/", item.key);
                let record = self.record(&item.id(), shape, &path);
                records.insert(item.key.into_owned(), Value::Map(record));
            }
        }
        Value::Map(records)
    }
}
