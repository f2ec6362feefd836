//! Something that one person archived while another, not knowing it, changed it: a document, or a
//! record in one.

use std::collections::BTreeMap;

use automerge::legacy::{Key, ObjectId, Op, OpId};
use automerge::{ActorId, AutoCommit, Change, ChangeHash, ExpandedChange, ObjId, ObjType, ReadDoc};
use automerge::{ScalarValue, ValueRef};
use serde::{Deserialize, Serialize};

use crate::conflict::{device_of, member_of};
use crate::document::place::{self, Part};
use crate::document::{Shape, is_fixed};
use crate::id::{DeviceId, MemberId};

/// The register that archives a document or a record.
pub(crate) const ARCHIVED_ON: &str = "archived_on";
/// Things that one walk through the history is made for: the bits of a mask.
const WALK_THINGS: usize = u64::BITS as usize;

/// Somebody archived a document or a record and somebody else, not knowing it, changed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AfterArchive {
    /// The register that says so: `archived_on`, or `entries/01J…/archived_on`.
    pub path: String,
    /// Who archived it.
    pub archived_by: Option<MemberId>,
    /// On which device, if the actor is one of ours.
    pub archived_device: Option<DeviceId>,
    /// When, in seconds since 1970.
    pub archived_at: i64,
    /// Who made the newest of the changes whose authors did not know.
    pub edited_by: Option<MemberId>,
    /// On which device.
    pub edited_device: Option<DeviceId>,
}

/// What is archived in a document, and who changed it unaware.
#[derive(Debug, Default)]
pub(crate) struct Archives {
    /// In the order of the document.
    things: Vec<Archived>,
    /// What has to be asked.
    pub(crate) questions: Vec<AfterArchive>,
}

#[derive(Debug)]
struct Archived {
    /// Of its register.
    path: String,
    object: ObjId,
    /// What it is made of, a few objects; `None` for the whole document.
    inside: Option<Vec<OpId>>,
    /// The changes that wrote the values of its register, the winner's last.
    archiving: Vec<ChangeHash>,
    /// The newest change of somebody who did not know.
    unaware: Option<(i64, ChangeHash, ActorId)>,
}

impl Archives {
    /// Looks again after `news` has come. No transaction is open.
    ///
    /// The history is walked through only for what has been archived since: to a thing that was archived
    /// before, news alone can bring a change whose author did not know.
    pub(crate) fn look(
        &mut self,
        doc: &mut AutoCommit,
        shape: &Shape,
        genesis: &ChangeHash,
        news: &[Change],
    ) {
        let before = std::mem::replace(&mut self.things, archived_in(doc, shape));
        let (mut known, mut fresh) = (Vec::new(), Vec::new());
        for thing in &mut self.things {
            let same = |earlier: &&Archived| {
                earlier.path == thing.path && earlier.archiving == thing.archiving
            };
            if let Some(earlier) = before.iter().find(same) {
                thing.unaware.clone_from(&earlier.unaware);
                known.push(thing);
            } else {
                fresh.push(thing);
            }
        }
        if !known.is_empty() {
            for change in news {
                let change = change.decode();
                known.iter_mut().for_each(|thing| thing.consider(doc, &change));
            }
        }
        for things in fresh.chunks_mut(WALK_THINGS) {
            for (change, mask) in neither_before_nor_after(doc, genesis, things) {
                let Some(change) = ReadDoc::get_change_by_hash(doc, &change) else {
                    continue;
                };
                let change = change.decode();
                for (bit, thing) in things.iter_mut().enumerate() {
                    if mask & (1 << bit) != 0 {
                        thing.consider(doc, &change);
                    }
                }
            }
        }
        self.questions = self.things.iter().filter_map(|thing| thing.question(doc)).collect();
    }

    /// Whether it has to be asked of this register.
    pub(crate) fn ask(&self, path: &str) -> bool {
        self.questions.iter().any(|question| question.path == path)
    }
}

impl Archived {
    /// Counts a change if it wrote in this thing and its author did not see that it was archived. To have
    /// archived it, or brought it back, is no change of what it says.
    fn consider(&mut self, doc: &AutoCommit, change: &ExpandedChange) {
        let Some(hash) = change.hash.filter(|_| !is_fixed(&change.actor_id)) else { return };
        let newer = (change.time, hash, change.actor_id.clone());
        if self.unaware.as_ref().is_some_and(|unaware| *unaware >= newer)
            || !change.operations.iter().any(|op| self.is_changed_by(op))
        {
            return;
        }
        let seen = doc.get_all_at(&self.object, ARCHIVED_ON, &change.deps);
        let knew = seen.is_ok_and(|all| all.iter().any(|(value, _)| archives(value.as_scalar())));
        if !knew {
            self.unaware = Some(newer);
        }
    }

    fn is_changed_by(&self, op: &Op) -> bool {
        let at_itself = place::in_change(&self.object) == op.obj;
        if at_itself && matches!(&op.key, Key::Map(key) if key == ARCHIVED_ON) {
            return false;
        }
        match (&self.inside, &op.obj) {
            (None, _) => true,
            (Some(inside), ObjectId::Id(id)) => inside.contains(id),
            (Some(_), ObjectId::Root) => false,
        }
    }

    fn question(&self, doc: &mut AutoCommit) -> Option<AfterArchive> {
        let (_, _, editor) = self.unaware.as_ref()?;
        let archive = doc.get_change_meta_by_hash(self.archiving.last()?)?;
        let (archived_at, archiver) = (archive.timestamp, archive.actor.into_owned());
        Some(AfterArchive {
            path: self.path.clone(),
            archived_by: member_of(doc, &archiver),
            archived_device: device_of(&archiver),
            archived_at,
            edited_by: member_of(doc, editor),
            edited_device: device_of(editor),
        })
    }
}

fn archived_in(doc: &AutoCommit, shape: &Shape) -> Vec<Archived> {
    let mut found = Vec::new();
    place::walk(doc, shape, &mut |path, object, part| {
        let Part::Fields(shape) = part else { return };
        let archiving = shape.field(ARCHIVED_ON).and_then(|_| archiving(doc, object));
        if let Some(archiving) = archiving {
            let inside = match object {
                ObjId::Root => None,
                ObjId::Id(..) => Some(inside(doc, object)),
            };
            let path = format!("{path}{ARCHIVED_ON}");
            found.push(Archived { path, object: object.clone(), inside, archiving, unaware: None });
        }
    });
    found
}

/// The changes that wrote the values of the thing's register, the winner's last; none if it is not archived.
fn archiving(doc: &AutoCommit, object: &ObjId) -> Option<Vec<ChangeHash>> {
    let (winner, _) = doc.get(object, ARCHIVED_ON).ok()??;
    if !archives(winner.as_scalar()) {
        return None;
    }
    let values = doc.get_all(object, ARCHIVED_ON).ok()?;
    values
        .iter()
        .filter(|(value, _)| archives(value.as_scalar()))
        .map(|(_, id)| doc.hash_for_opid(id))
        .collect()
}

fn archives(value: Option<&ScalarValue>) -> bool {
    value.is_some_and(|value| !value.is_null())
}

/// The objects that a record is made of, itself included, by the operations that made them.
fn inside(doc: &AutoCommit, record: &ObjId) -> Vec<OpId> {
    let (mut found, mut rest) = (Vec::new(), vec![record.clone()]);
    while let Some(object) = rest.pop() {
        let ObjId::Id(counter, actor, _) = &object else { continue };
        found.push(OpId::new(*counter, actor));
        for item in doc.map_range(&object, ..) {
            match item.value {
                ValueRef::Object(ObjType::Map) => rest.push(item.id()),
                ValueRef::Object(_) => {
                    if let ObjId::Id(counter, actor, _) = item.id() {
                        found.push(OpId::new(counter, &actor));
                    }
                }
                ValueRef::Scalar(_) => {}
            }
        }
    }
    found
}

/// For each change, as bits, those of the things that its author may have changed unaware: it is neither
/// in the past nor in the future of what archived them. Changes for which there are none are left out.
fn neither_before_nor_after(
    doc: &mut AutoCommit,
    genesis: &ChangeHash,
    things: &[&mut Archived],
) -> Vec<(ChangeHash, u64)> {
    let changes: Vec<(ChangeHash, Vec<ChangeHash>)> = doc
        .get_changes_meta(&[*genesis])
        .into_iter()
        .map(|change| (change.hash, change.deps))
        .collect();
    let places: BTreeMap<ChangeHash, usize> =
        changes.iter().enumerate().map(|(place, (hash, _))| (*hash, place)).collect();
    let mut own = vec![0_u64; changes.len()];
    for (bit, thing) in things.iter().enumerate() {
        for place in thing.archiving.iter().filter_map(|hash| places.get(hash)) {
            own[*place] |= 1 << bit;
        }
    }
    // in causal order, so a change comes after all it depends on
    let (mut after, mut before) = (own.clone(), own);
    for (place, (_, deps)) in changes.iter().enumerate() {
        for dep in deps.iter().filter_map(|dep| places.get(dep)) {
            after[place] |= after[*dep];
        }
    }
    for (place, (_, deps)) in changes.iter().enumerate().rev() {
        for dep in deps.iter().filter_map(|dep| places.get(dep)) {
            before[*dep] |= before[place];
        }
    }
    let all = u64::MAX >> (WALK_THINGS - things.len());
    let unaware = changes.iter().zip(after.iter().zip(before));
    unaware
        .map(|((hash, _), (after, before))| (*hash, all & !(after | before)))
        .filter(|(_, mask)| *mask != 0)
        .collect()
}
