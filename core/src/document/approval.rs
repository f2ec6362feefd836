//! Minutes that were approved and changed afterwards are no longer approved.
//!
//! The register cannot say so by itself: who changes minutes offline does not know that they are being
//! approved. So it is read off the history, and every phone reads the same.

use std::collections::BTreeSet;

use automerge::legacy::{Key, ObjectId, OpType};
use automerge::{
    AutoCommit, Change, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value,
};

use crate::conflict::{self, ARCHIVED_ON};
use crate::document::{Document, Edit, genesis};
use crate::id::DocKind;

/// The register that says where minutes stand.
pub(crate) const STATE: &str = "state";
/// The word for approved ones.
pub(crate) const APPROVED: &str = "disahkan";
/// Where those stand that were changed afterwards.
pub(crate) const REVIEWED: &str = "ditinjau";
/// Changes after an approval that are looked into, in a document that is open on somebody's screen. Ticking
/// off all that was promised takes fewer; with more the minutes count as changed.
const LOOKED_AT_MAX: usize = 200;
/// What may be written at the root without changing what the minutes say.
const OUTSIDE: [&str; 3] = [STATE, ARCHIVED_ON, "number"];
/// What becomes of a promise is no part of what was decided.
const FOLLOW_UPS: &str = "follow_ups";
const PROGRESS: [&str; 3] = [STATE, "done_on", "done_note"];
/// Who approved which version: that somebody else approves it too changes nothing.
const APPROVALS: &str = "approvals";
/// What hangs on the minutes: the sheet that was signed is photographed after they were approved.
const FILES: &str = "files";

/// Whether a change of a note approves it, newly or once more.
pub(crate) fn approves(change: &Change) -> bool {
    change.decode().operations.iter().any(|op| {
        let state = op.obj == ObjectId::Root && matches!(&op.key, Key::Map(key) if key == STATE);
        let word =
            |value: &ScalarValue| matches!(value, ScalarValue::Str(word) if word == APPROVED);
        state && matches!(&op.action, OpType::Put(value) if word(value))
    })
}

impl Document {
    /// Whether somebody says that the minutes are approved.
    pub(crate) fn is_approved(&self) -> bool {
        let is_word = |(value, _): &(Value<'_>, ObjId)| value.as_str() == Some(APPROVED);
        let stands = self.doc.get_all(ROOT, STATE).unwrap_or_default();
        self.id.kind() == DocKind::Note && stands.iter().any(is_word)
    }

    /// Whether this edit would approve the minutes: by the word, or by a version that has it.
    pub(crate) fn is_approved_by(&self, edit: &Edit) -> bool {
        if self.id.kind() != DocKind::Note || edit.path() != STATE {
            return false;
        }
        match edit {
            Edit::Set { value, .. } => value.as_str() == Some(APPROVED),
            Edit::Settle { version, .. } => {
                let value = conflict::disputed(&self.doc, &ROOT, STATE, version);
                value.is_some_and(|value| value.as_str() == Some(APPROVED))
            }
            _ => false,
        }
    }
}

/// The operation that approved the minutes, if what they say was changed by anybody who did not know of it
/// or after it.
pub(crate) fn outdated(doc: &mut AutoCommit, genesis: &ChangeHash) -> Option<ObjId> {
    let (value, approval) = doc.get(ROOT, STATE).ok()??;
    if value.as_str() != Some(APPROVED) {
        return None;
    }
    let approved = doc.hash_for_opid(&approval)?;
    let since = doc.get_changes_meta(&[approved, *genesis]).into_iter();
    let since = since.filter(|meta| !genesis::is_fixed(&meta.actor));
    let since: Vec<ChangeHash> = since.map(|meta| meta.hash).collect();
    let mut beside = records(doc, FILES);
    beside.extend(
        [APPROVALS, FILES].iter().filter_map(|name| map(doc, name)).map(|it| it.to_string()),
    );
    let beside = Beside { promises: records(doc, FOLLOW_UPS), whole: beside };
    let changed = since.len() > LOOKED_AT_MAX
        || since.iter().any(|change| says_something(doc, change, &beside));
    changed.then_some(approval)
}

/// The map of this name, if it is there.
fn map(doc: &AutoCommit, name: &str) -> Option<ObjId> {
    match doc.get(ROOT, name) {
        Ok(Some((Value::Object(ObjType::Map), map))) => Some(map),
        _ => None,
    }
}

/// The records in it, as operations name objects.
fn records(doc: &AutoCommit, name: &str) -> BTreeSet<String> {
    let records = map(doc, name);
    let each = records.iter().flat_map(|records| doc.map_range(records, ..));
    each.map(|record| record.id().to_string()).collect()
}

/// Objects in which something is written that the minutes do not say, as operations name them.
struct Beside {
    /// The records of follow-ups.
    promises: BTreeSet<String>,
    /// Who approved which version, and what hangs on them.
    whole: BTreeSet<String>,
}

/// Whether a change wrote anything that the minutes say.
fn says_something(doc: &AutoCommit, change: &ChangeHash, beside: &Beside) -> bool {
    let Some(change) = ReadDoc::get_change_by_hash(doc, change) else {
        return true;
    };
    change.decode().operations.iter().any(|op| {
        let Key::Map(key) = &op.key else {
            return true;
        };
        let object = op.obj.to_string();
        let outside = object == ROOT.to_string() && OUTSIDE.contains(&key.as_str());
        let progress = beside.promises.contains(&object) && PROGRESS.contains(&key.as_str());
        !outside && !progress && !beside.whole.contains(&object)
    })
}
