//! The fixed first change of a kind: both sides start from it, so nothing is ever created twice.
//!
//! It is the same for all documents of a kind and is neither sent nor stored. A register may be
//! added to a shape at any time; anything that is an object or a counter may not, because it
//! would change this change and with it the ground of every document that exists.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, AutoCommit, AutomergeError, Change, ChangeHash, ObjId, ObjType, ROOT};
use automerge::{ScalarValue, TextEncoding};

use crate::document::shape::{Field, Shape};
use crate::id::DocKind;

/// The actor of first changes; no replica can have it, since devices are never all zero.
pub(crate) const GENESIS_ACTOR: [u8; 16] = [0; 16];

/// The hash of the first change of this kind.
#[must_use]
pub fn genesis_head(kind: DocKind) -> ChangeHash {
    beginning(Shape::of(kind)).1
}

/// The first change of this kind.
#[must_use]
pub fn first_change(kind: DocKind) -> Change {
    let (mut doc, head) = beginning(Shape::of(kind));
    doc.get_change_by_hash(&head).expect("the change has just been made")
}

/// A document of this shape in which nothing has been written yet, and its only head.
pub(crate) fn beginning(shape: &Shape) -> (AutoCommit, ChangeHash) {
    let mut doc = AutoCommit::new_with_encoding(TextEncoding::Utf16CodeUnit)
        .with_actor(ActorId::from(GENESIS_ACTOR));
    create_objects(&mut doc, &ROOT, shape).expect("a new document takes every object of a shape");
    let head = doc
        .commit_with(CommitOptions::default().with_time(0))
        .expect("every shape has an object, so there is a change");
    (doc, head)
}

/// Creates what the fields of a new root, group or record need, in the order of the shape.
pub(crate) fn create_objects(
    doc: &mut AutoCommit,
    parent: &ObjId,
    shape: &Shape,
) -> Result<(), AutomergeError> {
    for (name, field) in shape.fields {
        match field {
            Field::Register(_) => {}
            Field::Text => {
                doc.put_object(parent, *name, ObjType::Text)?;
            }
            Field::Set(_) | Field::Registers { .. } | Field::Records(_) => {
                doc.put_object(parent, *name, ObjType::Map)?;
            }
            Field::Counter => doc.put(parent, *name, ScalarValue::counter(0))?,
            Field::Group(group) => {
                let object = doc.put_object(parent, *name, ObjType::Map)?;
                create_objects(doc, &object, group)?;
            }
        }
    }
    Ok(())
}
