//! Fields on which people disagree, sentences two people changed, and how they are settled.
//!
//! "The last writer" is not the last in time: Automerge's winner has the higher operation number
//! and then the higher actor. So every value is listed, with who and when, and a person chooses.

mod archive;
mod doubt;
mod past;
mod search;
mod sentence;
pub(crate) mod version;

use automerge::{ActorId, AutoCommit, ObjId, ReadDoc, ScalarValue};
use serde::{Deserialize, Serialize};

use crate::document::Value;
use crate::id::{DeviceId, MemberId, ReplicaId};

pub use archive::AfterArchive;
pub(crate) use archive::{ARCHIVED_ON, Archives};
pub use doubt::{Asked, Doubt, Reading};
pub(crate) use doubt::{Doubts, replacement, standing};

/// A register that two or more people gave different values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The register.
    pub path: String,
    /// At least two, the winner first.
    pub versions: Vec<Version>,
}

/// One of the values of a disputed register. Equal values are one version: the one that Automerge
/// ranks highest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// The operation that wrote it: `counter@actor`.
    pub id: String,
    /// What it says; `null` if somebody cleared the register.
    pub value: Value,
    /// Who wrote it, if the change names its author.
    pub member: Option<MemberId>,
    /// On which device, if the actor is one of ours.
    pub device: Option<DeviceId>,
    /// When, in seconds since 1970 by that device's clock; `null` while it is not committed.
    pub at: Option<i64>,
    /// Whether the field shows this one until somebody chooses.
    pub winner: bool,
}

/// Who writes here: pending edits are not in the history yet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct People {
    pub(crate) replica: ReplicaId,
    pub(crate) author: MemberId,
}

/// The conflict at a register, if its values differ.
pub(crate) fn at(
    doc: &AutoCommit,
    object: &ObjId,
    key: &str,
    path: &str,
    people: &People,
) -> Option<Conflict> {
    let mut versions: Vec<Version> = Vec::new();
    // Automerge gives the winner last
    for (value, id) in doc.get_all(object, key).ok()?.into_iter().rev() {
        let winner = versions.is_empty();
        let value = match value.as_scalar() {
            Some(scalar) => Value::from(scalar),
            // a foreign object in a register has no value to choose
            None => continue,
        };
        if versions.iter().all(|version| version.value != value) {
            versions.push(version(doc, &id, value, winner, people));
        }
    }
    (versions.len() > 1).then(|| Conflict { path: path.to_owned(), versions })
}

fn version(doc: &AutoCommit, id: &ObjId, value: Value, winner: bool, people: &People) -> Version {
    let actor = match id {
        ObjId::Id(_, actor, _) => Some(actor),
        ObjId::Root => None,
    };
    let replica = actor.and_then(ReplicaId::of_actor);
    let own = (replica == Some(people.replica)).then_some(people.author);
    let change = doc.hash_for_opid(id).and_then(|hash| ReadDoc::get_change_by_hash(doc, &hash));
    Version {
        id: id.to_string(),
        value,
        member: actor.and_then(|actor| member_of(doc, actor)).or(own),
        device: replica.map(|replica| replica.device()),
        at: change.map(|change| change.timestamp()),
        winner,
    }
}

/// The value of a version of a disputed register.
pub(crate) fn disputed(
    doc: &impl ReadDoc,
    object: &ObjId,
    key: &str,
    version: &str,
) -> Option<ScalarValue> {
    doc.get_all(object, key)
        .ok()?
        .into_iter()
        .find(|(_, id)| id.to_string() == version)
        .and_then(|(value, _)| value.as_scalar().cloned())
}

/// The member whom the actor's first change names as its author.
pub(crate) fn member_of(doc: &AutoCommit, actor: &ActorId) -> Option<MemberId> {
    let author = doc.get_author_for_actor(actor)?;
    std::str::from_utf8(author.as_bytes()).ok()?.parse().ok()
}

/// The device of the actor, if it is one of ours.
pub(crate) fn device_of(actor: &ActorId) -> Option<DeviceId> {
    ReplicaId::of_actor(actor).map(|replica| replica.device())
}

#[cfg(test)]
mod tests;
