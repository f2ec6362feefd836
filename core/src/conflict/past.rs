//! What several versions began with.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{AutoCommit, ChangeHash};

/// The newest version that is in the past of all these changes.
pub(crate) fn common_past(doc: &mut AutoCommit, changes: &[ChangeHash]) -> Vec<ChangeHash> {
    // what lacks from one of them at least, each behind those it knew of
    let mut lacked: BTreeMap<(u64, ChangeHash), Vec<ChangeHash>> = BTreeMap::new();
    for one in changes {
        let lacking = doc.get_changes_meta(std::slice::from_ref(one)).into_iter();
        lacked.extend(lacking.map(|change| ((change.max_op, change.hash), change.deps)));
    }
    let outside: BTreeSet<ChangeHash> = lacked.keys().map(|(_, hash)| *hash).collect();
    let mut known: BTreeSet<ChangeHash> = changes.iter().copied().collect();
    let mut past = BTreeSet::new();
    for ((_, hash), deps) in lacked.iter().rev() {
        if known.contains(hash) {
            let (lacking, had): (Vec<ChangeHash>, Vec<ChangeHash>) =
                deps.iter().partition(|dep| outside.contains(dep));
            known.extend(lacking);
            past.extend(had);
        }
    }
    // one of them that all others knew of
    past.extend(changes.iter().filter(|one| !outside.contains(*one)));
    past.into_iter().collect()
}
