//! Who was promised what, and whether it is still kept.
//!
//! An edit is **acknowledged** as soon as the append that holds its change has finished on the
//! author's disk (✓). From then on it must be in every document at the end of the story, with two
//! exceptions that no software can undo, judged at the moment they happen:
//!
//! - A phone's disk is replaced by an older copy. A change is excused if it is then on no phone's
//!   disk and the relay neither holds it nor ever said since its own last restore that it does
//!   (✓✓).
//! - The relay's disk is replaced by an older backup. A change is excused if it is then neither in
//!   the backup nor on any phone's disk.
//!
//! Of a document that was erased nothing is promised any more, and nothing may be left.
//!
//! What the relay *said* counts as much as what it holds, so that a relay that lies is caught.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{Change, ChangeHash};
use paguyuban::chunk;
use paguyuban::document::Document;
use paguyuban::id::{DeviceId, DocId, MemberId, ReplicaId, Ulid};

use crate::disk::Contents;

/// A change of a document.
pub(super) type Made = (DocId, ChangeHash);

/// The promises of one story.
#[derive(Debug, Default)]
pub(super) struct Audit {
    /// Acknowledged and not excused, with the device that made it.
    promised: BTreeMap<Made, DeviceId>,
    /// What the relay said it holds since its last restore.
    told: BTreeSet<Made>,
    deps: BTreeMap<ChangeHash, Vec<ChangeHash>>,
    /// Documents of which nothing is owed, and nothing may be left.
    erased: BTreeSet<DocId>,
    pub(super) excused: usize,
}

impl Audit {
    /// These changes are on a device's disk now.
    pub(super) fn written(&mut self, device: DeviceId, doc: &DocId, changes: &[Change]) {
        for change in changes {
            self.deps.entry(change.hash()).or_insert_with(|| change.deps().to_vec());
            let author = ReplicaId::of_actor(change.actor_id()).map(|replica| replica.device());
            if author == Some(device) && !self.is_erased(doc) {
                self.promised.insert((doc.clone(), change.hash()), device);
            }
        }
    }

    /// The document was erased for everybody.
    pub(super) fn erased(&mut self, doc: &DocId) {
        self.erased.insert(doc.clone());
        self.promised.retain(|(of, _), _| of != doc);
    }

    pub(super) fn is_erased(&self, doc: &DocId) -> bool {
        self.erased.contains(doc)
    }

    /// The relay said that it holds these heads, and so everything before them.
    pub(super) fn told(&mut self, doc: &DocId, heads: &[ChangeHash]) {
        let mut left = heads.to_vec();
        while let Some(hash) = left.pop() {
            if self.told.insert((doc.clone(), hash)) {
                left.extend(self.deps.get(&hash).into_iter().flatten());
            }
        }
    }

    pub(super) fn promises(&self) -> usize {
        self.promised.len()
    }

    pub(super) fn confirmed(&self) -> usize {
        self.promised.keys().filter(|made| self.told.contains(*made)).count()
    }

    /// A phone was put back to an older copy; `held` is on the phones' disks and the relay's now.
    pub(super) fn phone_restored(&mut self, held: &BTreeSet<Made>) {
        let told = std::mem::take(&mut self.told);
        self.excuse_all_but(|made| held.contains(made) || told.contains(made));
        self.told = told;
    }

    /// The relay was put back to an older backup, which holds `backup`.
    pub(super) fn relay_restored(&mut self, backup: &BTreeSet<Made>, phones: &BTreeSet<Made>) {
        self.told.retain(|made| backup.contains(made));
        self.excuse_all_but(|made| backup.contains(made) || phones.contains(made));
    }

    fn excuse_all_but(&mut self, kept: impl Fn(&Made) -> bool) {
        let before = self.promised.len();
        self.promised.retain(|made, _| kept(made));
        self.excused += before - self.promised.len();
    }

    /// What was promised and is not there.
    pub(super) fn lost(&self, there: &BTreeSet<Made>) -> Vec<(Made, DeviceId)> {
        let lost = self.promised.iter().filter(|(made, _)| !there.contains(*made));
        lost.map(|(made, device)| (made.clone(), *device)).collect()
    }
}

/// Every change on a phone's disk, or why it cannot be read.
pub(super) fn on_disk(contents: &Contents) -> Result<BTreeSet<Made>, String> {
    let mut made = BTreeSet::new();
    for doc in contents.docs.keys() {
        let changes = changes_on_disk(contents, doc)?;
        made.extend(changes.iter().map(|change| (doc.clone(), change.hash())));
    }
    Ok(made)
}

fn changes_on_disk(contents: &Contents, doc: &DocId) -> Result<Vec<Change>, String> {
    let mut changes = Vec::new();
    for bytes in contents.chunks.get(doc).into_iter().flat_map(BTreeMap::values) {
        changes.extend(chunk::unpack(bytes).map_err(|error| format!("{doc}: {error}"))?);
    }
    if let Some(snapshot) = contents.snapshots.get(doc) {
        changes.extend(changes_of(doc, snapshot)?);
    }
    Ok(changes)
}

/// Every change of a saved document.
pub(super) fn changes_of(doc: &DocId, saved: &[u8]) -> Result<Vec<Change>, String> {
    let nobody = ReplicaId([0xFF; 16]);
    let document = Document::load(doc.clone(), nobody, MemberId(Ulid::new(0, 0)), Some(saved), []);
    let mut document = document.map_err(|error| format!("{doc}: {error}"))?;
    Ok(document.changes_since(&[]))
}
