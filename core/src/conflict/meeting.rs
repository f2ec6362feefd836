//! Branches of the history that meet, and what each has that another lacks.
//!
//! Everything read of the history is read once per meeting: many people come back at once, and the
//! text at older heads is the slowest thing that Automerge is asked for.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use automerge::{ActorId, AutoCommit, ChangeHash, ChangeMetadata, ObjId, ReadDoc};

use crate::conflict::script::Version;

/// A change as far as its place in the history goes.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) hash: ChangeHash,
    pub(crate) deps: Vec<ChangeHash>,
    pub(crate) actor: ActorId,
    pub(crate) max_op: u64,
    /// It came just now.
    pub(crate) new: bool,
}

/// Some branches of one document, and the document in which they meet.
#[derive(Debug)]
pub(crate) struct Meeting<'a> {
    pub(crate) doc: &'a AutoCommit,
    /// Its heads.
    pub(crate) met: &'a [ChangeHash],
    /// The newest change of each branch that is compared.
    pub(crate) branches: Vec<ChangeHash>,
    /// By branch: every change that it lacks, sorted by hash.
    lacking: Vec<Vec<Node>>,
    /// Texts at older heads, as UTF-16 units.
    texts: Memo<Rc<[u16]>>,
    /// The same, with the operation that wrote each character.
    versions: Memo<Rc<Version>>,
}

impl<'a> Meeting<'a> {
    /// The meeting at these heads, of which at most `most` are compared: those of `new` changes
    /// first, then by hash.
    pub(crate) fn of(
        doc: &'a mut AutoCommit,
        met: &'a [ChangeHash],
        new: &BTreeSet<ChangeHash>,
        most: usize,
    ) -> Self {
        let mut branches = met.to_vec();
        branches.sort_unstable_by_key(|branch| (!new.contains(branch), *branch));
        branches.truncate(most);
        let lacking = branches.iter().map(|branch| lacked_by(doc, *branch, new)).collect();
        let (texts, versions) = (Memo::default(), Memo::default());
        Self { doc, met, branches, lacking, texts, versions }
    }

    /// Every two branches, by their places.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = [usize; 2]> + use<> {
        let count = self.branches.len();
        (0..count).flat_map(move |one| (one + 1..count).map(move |other| [one, other]))
    }

    /// What one branch has that the other lacks, latest operation first.
    pub(crate) fn side(&self, one: usize, other: usize) -> Vec<&Node> {
        let unseen = &self.lacking[other];
        let (mut open, mut found) = (vec![self.branches[one]], BTreeSet::new());
        let mut side = Vec::new();
        while let Some(hash) = open.pop() {
            if let Ok(place) = unseen.binary_search_by_key(&hash, |node| node.hash)
                && found.insert(hash)
            {
                open.extend(&unseen[place].deps);
                side.push(&unseen[place]);
            }
        }
        side.sort_unstable_by_key(|node| std::cmp::Reverse((node.max_op, node.hash)));
        side
    }

    /// A text at these heads, as UTF-16 units.
    pub(crate) fn units(&self, text: &ObjId, heads: &[ChangeHash]) -> Option<Rc<[u16]>> {
        let read = || Some(self.doc.text_at(text, heads).ok()?.encode_utf16().collect());
        recalled(&self.texts, text, heads, read)
    }

    /// As [`Version::at`].
    pub(crate) fn version(&self, text: &ObjId, heads: &[ChangeHash]) -> Option<Rc<Version>> {
        let read = || {
            let units = self.units(text, heads)?;
            Version::at(self.doc, text, heads, &units).map(Rc::new)
        };
        recalled(&self.versions, text, heads, read)
    }
}

/// What was read of a text at some heads; `None` if it cannot be read. There are few.
type Memo<T> = RefCell<Vec<(ObjId, Vec<ChangeHash>, Option<T>)>>;

fn recalled<T: Clone>(
    memo: &Memo<T>,
    text: &ObjId,
    heads: &[ChangeHash],
    read: impl FnOnce() -> Option<T>,
) -> Option<T> {
    let known = memo.borrow().iter().find(|known| known.0 == *text && known.1 == heads).cloned();
    if let Some((_, _, value)) = known {
        return value;
    }
    let value = read();
    memo.borrow_mut().push((text.clone(), heads.to_vec(), value.clone()));
    value
}

fn lacked_by(doc: &mut AutoCommit, branch: ChangeHash, new: &BTreeSet<ChangeHash>) -> Vec<Node> {
    let changes = doc.get_changes_meta(&[branch]).into_iter();
    let node = |change: ChangeMetadata<'_>| Node {
        hash: change.hash,
        deps: change.deps,
        actor: change.actor.into_owned(),
        max_op: change.max_op,
        new: new.contains(&change.hash),
    };
    let mut nodes: Vec<Node> = changes.map(node).collect();
    nodes.sort_unstable_by_key(|node| node.hash);
    nodes
}

/// What both sides have: the deps of each side that are not in it.
pub(crate) fn common_heads(sides: &[Vec<&Node>; 2]) -> Vec<ChangeHash> {
    let mut heads = BTreeSet::new();
    for side in sides {
        let own: BTreeSet<&ChangeHash> = side.iter().map(|node| &node.hash).collect();
        let deps = side.iter().flat_map(|node| &node.deps);
        heads.extend(deps.filter(|dep| !own.contains(dep)));
    }
    heads.into_iter().collect()
}
