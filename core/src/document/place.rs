//! From a path to a place in Automerge: `entries/01J…/follow_ups/01J…/state`.

use automerge::legacy::{ObjectId, OpId};
use automerge::{AutoCommit, ObjId, ObjType, ROOT, ReadDoc, Value};

use crate::document::edit::Reason;
use crate::document::kind::Kind;
use crate::document::shape::{Field, Shape};

/// Where a path leads.
#[derive(Debug)]
pub(crate) enum Place {
    Register { object: ObjId, key: String, kind: Kind },
    Text(ObjId),
    Set { object: ObjId, key: Kind },
    Counter { object: ObjId, key: String },
    Records { object: ObjId, shape: &'static Shape },
}

impl Place {
    /// What holds it.
    pub(crate) fn object(&self) -> &ObjId {
        match self {
            Self::Text(object)
            | Self::Register { object, .. }
            | Self::Set { object, .. }
            | Self::Counter { object, .. }
            | Self::Records { object, .. } => object,
        }
    }
}

/// Follows the path through the shape and the document as it can be seen now.
pub(crate) fn find(doc: &impl ReadDoc, shape: &'static Shape, path: &str) -> Result<Place, Reason> {
    let (mut object, mut shape) = (ROOT, shape);
    let mut segments = path.split('/');
    loop {
        let name = segments.next().ok_or(Reason::UnknownField)?;
        let place = match *shape.field(name).ok_or(Reason::UnknownField)? {
            Field::Register(kind) => Place::Register { object, key: name.to_owned(), kind },
            Field::Counter => Place::Counter { object, key: name.to_owned() },
            Field::Text => Place::Text(child(doc, &object, name, ObjType::Text)?),
            Field::Set(key) => Place::Set { object: child(doc, &object, name, ObjType::Map)?, key },
            Field::Registers { key, value } => {
                let name_of_one = segments.next().ok_or(Reason::UnknownField)?;
                key.check_text(name_of_one)?;
                Place::Register {
                    object: child(doc, &object, name, ObjType::Map)?,
                    key: name_of_one.to_owned(),
                    kind: value,
                }
            }
            Field::Group(group) => {
                (object, shape) = (child(doc, &object, name, ObjType::Map)?, group);
                continue;
            }
            Field::Records(record) => {
                let records = child(doc, &object, name, ObjType::Map)?;
                match segments.next() {
                    None => Place::Records { object: records, shape: record },
                    Some(key) => {
                        (object, shape) = (child(doc, &records, key, ObjType::Map)?, record);
                        continue;
                    }
                }
            }
        };
        return match segments.next() {
            None => Ok(place),
            Some(_) => Err(Reason::UnknownField),
        };
    }
}

/// The register of this path.
pub(crate) fn register(
    doc: &impl ReadDoc,
    shape: &'static Shape,
    path: &str,
) -> Result<(ObjId, String, Kind), Reason> {
    match find(doc, shape, path)? {
        Place::Register { object, key, kind } => Ok((object, key, kind)),
        _ => Err(Reason::WrongOperation),
    }
}

/// The text of this path.
pub(crate) fn text(doc: &impl ReadDoc, shape: &'static Shape, path: &str) -> Result<ObjId, Reason> {
    match find(doc, shape, path)? {
        Place::Text(object) => Ok(object),
        _ => Err(Reason::WrongOperation),
    }
}

/// The texts of a document with their paths, in the order of the view.
pub(crate) fn texts(doc: &AutoCommit, shape: &Shape) -> Vec<(String, ObjId)> {
    let mut found = Vec::new();
    walk(doc, shape, &mut |path, object, part| {
        if matches!(part, Part::Text) {
            found.push((path.to_owned(), object.clone()));
        }
    });
    found
}

/// A part of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part<'a> {
    /// The document itself, a record or a group. Its path ends before the name of a field.
    Fields(&'a Shape),
    /// A text.
    Text,
}

/// Gives the parts that there are with their paths, in the order of the view.
pub(crate) fn walk(
    doc: &AutoCommit,
    shape: &Shape,
    visit: &mut impl FnMut(&str, &ObjId, Part<'_>),
) {
    walk_below(doc, &ROOT, shape, "", visit);
}

fn walk_below(
    doc: &AutoCommit,
    object: &ObjId,
    shape: &Shape,
    path: &str,
    visit: &mut impl FnMut(&str, &ObjId, Part<'_>),
) {
    visit(path, object, Part::Fields(shape));
    for (name, field) in shape.fields {
        match field {
            Field::Text => {
                if let Ok(text) = child(doc, object, name, ObjType::Text) {
                    visit(&format!("{path}{name}"), &text, Part::Text);
                }
            }
            Field::Group(group) => {
                if let Ok(inner) = child(doc, object, name, ObjType::Map) {
                    walk_below(doc, &inner, group, &format!("{path}{name}/"), visit);
                }
            }
            Field::Records(record) => {
                let Ok(records) = child(doc, object, name, ObjType::Map) else {
                    continue;
                };
                let keys: Vec<String> = doc.keys(&records).collect();
                for key in keys {
                    if let Ok(inner) = child(doc, &records, &key, ObjType::Map) {
                        walk_below(doc, &inner, record, &format!("{path}{name}/{key}/"), visit);
                    }
                }
            }
            _ => {}
        }
    }
}

/// An object as a decoded change names it.
pub(crate) fn in_change(object: &ObjId) -> ObjectId {
    match object {
        ObjId::Root => ObjectId::Root,
        ObjId::Id(counter, actor, _) => ObjectId::Id(OpId::new(*counter, actor)),
    }
}

pub(crate) fn child(
    doc: &impl ReadDoc,
    object: &ObjId,
    key: &str,
    kind: ObjType,
) -> Result<ObjId, Reason> {
    match doc.get(object, key) {
        Ok(Some((Value::Object(found), id))) if found == kind => Ok(id),
        _ => Err(Reason::NotThere),
    }
}
