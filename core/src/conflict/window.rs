//! Changes that somebody wrote without knowing of others, and who knew of whom.

use std::collections::BTreeSet;

use automerge::{ActorId, AutoCommit, Change, ChangeHash, ObjId};

/// Changes compared with news, the newest: more than a forum writes in one document between two days at
/// the kecamatan. What met longer ago is not looked for.
const CHANGES_MAX: usize = 1_000;

/// A change as far as its place in the history goes.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) hash: ChangeHash,
    pub(crate) deps: Vec<ChangeHash>,
    pub(crate) actor: ActorId,
    start_op: u64,
    max_op: u64,
}

/// Some changes, each behind those it knew of.
#[derive(Debug)]
pub(crate) struct Window {
    pub(crate) nodes: Vec<Node>,
    /// Where each is, sorted by hash.
    places: Vec<(ChangeHash, usize)>,
    /// Where each is, sorted by actor and first operation.
    by_actor: Vec<usize>,
}

impl Window {
    /// The news, and all that was written by people who did not know all of it, nor it of them.
    pub(crate) fn around(doc: &mut AutoCommit, news: &[Change]) -> Self {
        let new: BTreeSet<ChangeHash> = news.iter().map(Change::hash).collect();
        let first = news.iter().map(Change::deps);
        let first: BTreeSet<&[ChangeHash]> =
            first.filter(|deps| !deps.iter().any(|dep| new.contains(dep))).collect();
        let mut window = Self::lacked(doc, first);
        let old = window.nodes.len().saturating_sub(CHANGES_MAX);
        Self::of(window.nodes.split_off(old))
    }

    /// All that lacks from some versions.
    fn lacked<'a>(
        doc: &mut AutoCommit,
        versions: impl IntoIterator<Item = &'a [ChangeHash]>,
    ) -> Self {
        let (mut nodes, mut seen) = (Vec::new(), BTreeSet::new());
        for heads in versions {
            let lacking = doc.get_changes_meta(heads).into_iter();
            nodes.extend(lacking.filter(|change| seen.insert(change.hash)).map(|change| Node {
                hash: change.hash,
                deps: change.deps,
                actor: change.actor.into_owned(),
                start_op: change.start_op,
                max_op: change.max_op,
            }));
        }
        // a change counts on from all that it knew of
        nodes.sort_unstable_by_key(|node| (node.max_op, node.hash));
        Self::of(nodes)
    }

    fn of(nodes: Vec<Node>) -> Self {
        let mut places: Vec<(ChangeHash, usize)> =
            nodes.iter().enumerate().map(|(place, node)| (node.hash, place)).collect();
        places.sort_unstable();
        let mut by_actor: Vec<usize> = (0..nodes.len()).collect();
        by_actor.sort_unstable_by_key(|place| (&nodes[*place].actor, nodes[*place].start_op));
        Self { nodes, places, by_actor }
    }

    /// The change of this operation.
    pub(crate) fn place_of(&self, operation: &ObjId) -> Option<usize> {
        let ObjId::Id(counter, actor, _) = operation else {
            return None;
        };
        let begun = |place: &usize| {
            let node = &self.nodes[*place];
            (&node.actor, node.start_op) <= (actor, *counter)
        };
        let place = *self.by_actor[..self.by_actor.partition_point(begun)].last()?;
        let node = &self.nodes[place];
        (node.actor == *actor && *counter <= node.max_op).then_some(place)
    }

    pub(crate) fn place(&self, hash: &ChangeHash) -> Option<usize> {
        let found = self.places.binary_search_by_key(hash, |(hash, _)| *hash).ok()?;
        Some(self.places[found].1)
    }

    /// Of these changes those that none of the others knew of.
    pub(crate) fn tops(&self, among: &BTreeSet<usize>) -> BTreeSet<usize> {
        let known = self.known_to(among.iter().copied());
        among.iter().copied().filter(|one| !known[*one]).collect()
    }

    /// Of these changes those that are not in one line with all the others.
    pub(crate) fn apart(&self, among: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut related: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); among.len()];
        for (at, one) in among.iter().enumerate() {
            let known = self.known_to([*one]);
            for (other_at, _) in among.iter().enumerate().filter(|(_, other)| known[**other]) {
                related[at].insert(other_at);
                related[other_at].insert(at);
            }
        }
        let alone = |related: &BTreeSet<usize>| related.len() + 1 < among.len();
        let apart = among.iter().zip(&related).filter(|(_, related)| alone(related));
        apart.map(|(one, _)| *one).collect()
    }

    /// What each writer of these changes knew of, for all changes; nothing if there are none.
    pub(crate) fn known_to_all(&self, some: &BTreeSet<usize>) -> Vec<bool> {
        let mut all = vec![!some.is_empty(); self.nodes.len()];
        for one in some {
            let known = self.known_to([*one]);
            all.iter_mut().zip(known).for_each(|(all, known)| *all &= known);
        }
        all
    }

    /// What the writers of these changes knew of.
    fn known_to(&self, some: impl IntoIterator<Item = usize>) -> Vec<bool> {
        let mut known = vec![false; self.nodes.len()];
        let mut open = vec![false; self.nodes.len()];
        some.into_iter().for_each(|one| open[one] = true);
        for place in (0..self.nodes.len()).rev() {
            if open[place] || known[place] {
                self.deps(place).for_each(|dep| known[dep] = true);
            }
        }
        known
    }

    fn deps(&self, place: usize) -> impl Iterator<Item = usize> {
        self.nodes[place].deps.iter().filter_map(|dep| self.place(dep))
    }
}

/// The newest version that is in the past of all these changes.
pub(crate) fn common_past(doc: &mut AutoCommit, changes: &[ChangeHash]) -> Vec<ChangeHash> {
    let window = Window::lacked(doc, changes.iter().map(std::slice::from_ref));
    let some: Vec<usize> = changes.iter().filter_map(|change| window.place(change)).collect();
    let known = window.known_to(some.iter().copied());
    let written = (0..window.nodes.len()).filter(|place| known[*place] || some.contains(place));
    let deps = written.flat_map(|place| &window.nodes[place].deps);
    let past: BTreeSet<ChangeHash> =
        deps.filter(|dep| window.place(dep).is_none()).copied().collect();
    past.into_iter().collect()
}
