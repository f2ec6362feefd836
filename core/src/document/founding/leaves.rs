//! A document as a flat list of what stands in it, so that two versions can be compared.

use std::collections::BTreeMap;

use automerge::{AutoCommit, ObjId, ObjType, ROOT, ReadDoc};
use serde::{Deserialize, Serialize};

use crate::document::kind::Kind;
use crate::document::place;
use crate::document::shape::{Field, Shape};
use crate::document::value::Value;

/// What stands in a document, with its path: a register's value, a text, the number of a counter, `true`
/// for a key of a set (`…/mentors/{key}`), an empty map for a record. A record comes before what is in it,
/// and records in the order in which they were made.
#[derive(Debug, Default)]
pub(crate) struct Leaves {
    pub(crate) all: Vec<(String, Value)>,
    /// Registers with more than one value, and all of them.
    pub(crate) disputed: Vec<(String, Vec<Value>)>,
}

/// Something that was written: what stood there before, and what stands there now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// As in the paths of edits; of a key of a set with the key behind.
    pub path: String,
    /// `null` is nothing.
    pub was: Value,
    /// `null` is nothing.
    pub is: Value,
}

impl Leaves {
    pub(crate) fn of(doc: &AutoCommit, shape: &Shape) -> Self {
        let mut leaves = Self::default();
        leaves.read(doc, &ROOT, shape, "");
        leaves
    }

    /// What leads from an earlier version to this one.
    pub(crate) fn since(self, before: Self) -> Vec<Written> {
        let mut was: BTreeMap<String, Value> = before.all.into_iter().collect();
        let mut written = Vec::new();
        for (path, is) in self.all {
            let was = was.remove(&path).unwrap_or(Value::Null);
            if was != is {
                written.push(Written { path, was, is });
            }
        }
        // records are archived, never taken away
        let gone = was.into_iter().filter(|(_, was)| !matches!(was, Value::Map(_)));
        written.extend(gone.map(|(path, was)| Written { path, was, is: Value::Null }));
        written
    }

    fn read(&mut self, doc: &AutoCommit, object: &ObjId, shape: &Shape, path: &str) {
        for (name, field) in shape.fields {
            let path = format!("{path}{name}");
            let below = |kind| place::child(doc, object, name, kind).ok();
            match field {
                Field::Register(kind) => self.register(doc, object, name, *kind, path),
                Field::Counter => {
                    let counted = doc.get(object, *name).ok().flatten();
                    let number = counted.and_then(|(value, _)| value.as_i64());
                    self.all.extend(number.filter(|it| *it != 0).map(|it| (path, Value::Int(it))));
                }
                Field::Text => {
                    let text = below(ObjType::Text).and_then(|text| doc.text(&text).ok());
                    let text = text.filter(|text| !text.is_empty());
                    self.all.extend(text.map(|text| (path, Value::Text(text))));
                }
                Field::Set(_) => {
                    let set = below(ObjType::Map);
                    let keys = set.iter().flat_map(|set| keys_in(doc, set));
                    self.all.extend(keys.map(|key| (format!("{path}/{key}"), Value::Bool(true))));
                }
                Field::Registers { value, .. } => {
                    if let Some(map) = below(ObjType::Map) {
                        let keys: Vec<String> = doc.keys(&map).collect();
                        for key in keys {
                            self.register(doc, &map, &key, *value, format!("{path}/{key}"));
                        }
                    }
                }
                Field::Group(group) => {
                    if let Some(group_object) = below(ObjType::Map) {
                        self.read(doc, &group_object, group, &format!("{path}/"));
                    }
                }
                Field::Records(record) => {
                    for (key, object) in
                        below(ObjType::Map).iter().flat_map(|map| records(doc, map))
                    {
                        let path = format!("{path}/{key}");
                        self.all.push((path.clone(), Value::Map(BTreeMap::new())));
                        self.read(doc, &object, record, &format!("{path}/"));
                    }
                }
            }
        }
    }

    fn register(&mut self, doc: &AutoCommit, object: &ObjId, key: &str, kind: Kind, path: String) {
        // what names a version of this history says nothing in another
        if kind == Kind::Heads {
            return;
        }
        let Ok(Some((shown, _))) = doc.get(object, key) else {
            return;
        };
        let value = |value: &automerge::Value<'_>| value.as_scalar().map(Value::from);
        let Some(shown) = value(&shown) else {
            return;
        };
        let mut all = vec![shown.clone()];
        for (other, _) in doc.get_all(object, key).unwrap_or_default() {
            let other = value(&other).filter(|other| !all.contains(other));
            all.extend(other);
        }
        if all.len() > 1 {
            self.disputed.push((path.clone(), all));
        }
        if !shown.is_null() {
            self.all.push((path, shown));
        }
    }
}

/// The keys that are in a set: adding wins.
fn keys_in(doc: &AutoCommit, set: &ObjId) -> Vec<String> {
    let is_in = |key: &String| {
        let all = doc.get_all(set, key.as_str()).unwrap_or_default();
        all.iter().any(|(value, _)| value.as_bool() == Some(true))
    };
    doc.keys(set).filter(is_in).collect()
}

fn records(doc: &AutoCommit, map: &ObjId) -> Vec<(String, ObjId)> {
    let keys: Vec<String> = doc.keys(map).collect();
    let child = |key: String| Some((place::child(doc, map, &key, ObjType::Map).ok()?, key));
    let found = keys.into_iter().filter_map(child);
    let mut records: Vec<(String, ObjId)> = found.map(|(object, key)| (key, object)).collect();
    let made = |object: &ObjId| if let ObjId::Id(counter, ..) = object { *counter } else { 0 };
    records.sort_by_key(|(_, object)| made(object));
    records
}
