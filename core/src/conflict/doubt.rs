//! Sentences that two people changed at once: the merged text may say what nobody wrote.
//!
//! Doubts are found where branches of the history meet, not in the order in which changes arrive,
//! so every phone that sees two branches meet finds the same ones: at the current heads, and at
//! every new change that has more than one head in its past.

use std::collections::BTreeSet;

use automerge::{AutoCommit, Change, ChangeHash, ObjId, ReadDoc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::conflict::script::Script;
use crate::conflict::sentence::sentences_of;
use crate::conflict::{Node, member_of, only_in};
use crate::document::Shape;
use crate::document::place::{self, Place};
use crate::id::MemberId;

/// Branches compared at one meeting; more people than this do not write at one moment.
const BRANCHES_MAX: usize = 6;
/// Meetings looked at when changes come in, the newest first; live writing makes several a
/// second, and a doubt lives only as long as its sentence.
const MEETINGS_MAX: usize = 8;
/// Changes of a branch that are opened to see who wrote in a text.
const OPENED_MAX: usize = 64;
/// Doubts kept per document; a person does not work through more.
pub(crate) const DOUBTS_MAX: usize = 50;

/// A sentence that two people changed at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// The same on every phone: made of the path and the four texts.
    pub id: String,
    /// The text in which it stands.
    pub path: String,
    /// The sentence that both began with.
    pub base: String,
    /// One version; empty if it was deleted. `a` is the one that sorts first.
    pub a: String,
    /// The other version.
    pub b: String,
    /// What the text says now.
    pub merged: String,
    /// Who wrote `a`.
    pub a_member: Option<MemberId>,
    /// Who wrote `b`.
    pub b_member: Option<MemberId>,
    /// A person let it stand as it was merged. Kept so that it is not found again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settled: bool,
}

/// A change that has come in, as far as meetings are concerned.
#[derive(Debug)]
pub(crate) struct News {
    hash: ChangeHash,
    deps: Vec<ChangeHash>,
}

impl News {
    pub(crate) fn of(change: &Change) -> Self {
        Self { hash: change.hash(), deps: change.deps().to_vec() }
    }
}

/// The doubts at the meetings that these changes take part in. Without `history` (the document is
/// new here) only the current heads count: what met long ago has been read by others.
pub(crate) fn find_doubts(
    doc: &mut AutoCommit,
    shape: &Shape,
    heads: &[ChangeHash],
    news: &[News],
    history: bool,
) -> Vec<Doubt> {
    let old = news.iter().filter(|_| history).rev();
    let meetings: Vec<Vec<ChangeHash>> = std::iter::once(heads)
        .chain(old.map(|change| change.deps.as_slice()))
        .filter(|branches| branches.len() > 1)
        .take(MEETINGS_MAX)
        .map(|branches| {
            let mut branches = branches.to_vec();
            branches.sort_unstable();
            branches.truncate(BRANCHES_MAX);
            branches
        })
        .collect();
    if meetings.is_empty() {
        return Vec::new();
    }
    let written: BTreeSet<String> =
        news.iter().flat_map(|change| objects_of(doc, &change.hash)).collect();
    let texts: Vec<(String, ObjId)> = place::texts(doc, shape)
        .into_iter()
        .filter(|(_, text)| written.contains(&text.to_string()))
        .collect();
    let mut found = Vec::new();
    for branches in meetings {
        for (place, one) in branches.iter().enumerate() {
            for other in &branches[place + 1..] {
                doubts_between(doc, &texts, (*one, *other), &branches, &mut found);
            }
        }
    }
    found
}

/// Adds what is not known yet and says how many that were.
pub(crate) fn add_doubts(known: &mut Vec<Doubt>, found: Vec<Doubt>) -> usize {
    let before = known.len();
    for doubt in found {
        if known.len() < DOUBTS_MAX && known.iter().all(|old| old.id != doubt.id) {
            known.push(doubt);
        }
    }
    known.len() - before
}

/// Forgets the doubts whose merged sentence is no longer in the text: somebody has changed it.
pub(crate) fn forget_gone(doubts: &mut Vec<Doubt>, doc: &AutoCommit, shape: &'static Shape) {
    doubts.retain(|doubt| match place::find(doc, shape, &doubt.path) {
        Ok(Place::Text(text)) => doc.text(&text).is_ok_and(|now| now.contains(&doubt.merged)),
        _ => false,
    });
}

/// The splice that puts `chosen` in the place of `merged`: only what differs, so that the rest of
/// the sentence keeps its history.
pub(crate) fn replacement(now: &str, merged: &str, chosen: &str) -> Option<(usize, isize, String)> {
    let start = now.find(merged)?;
    let same = |pairs: (char, char)| (pairs.0 == pairs.1).then_some(pairs.0);
    let front: usize = merged.chars().zip(chosen.chars()).map_while(same).map(char::len_utf8).sum();
    let back: usize = merged[front..]
        .chars()
        .rev()
        .zip(chosen[front..].chars().rev())
        .map_while(same)
        .map(char::len_utf8)
        .sum();
    let units = |text: &str| text.encode_utf16().count();
    let at = units(&now[..start + front]);
    let delete = units(&merged[front..merged.len() - back]);
    let insert = chosen[front..chosen.len() - back].to_owned();
    Some((at, isize::try_from(delete).ok()?, insert))
}

fn doubts_between(
    doc: &mut AutoCommit,
    texts: &[(String, ObjId)],
    (one, other): (ChangeHash, ChangeHash),
    met: &[ChangeHash],
    found: &mut Vec<Doubt>,
) {
    let sides = [only_in(doc, one, other), only_in(doc, other, one)];
    if sides.iter().any(Vec::is_empty) {
        return;
    }
    let base = common_heads(&sides);
    for (path, text) in texts {
        let Ok(before) = doc.text_at(text, &base) else {
            continue;
        };
        let before: Vec<u16> = before.encode_utf16().collect();
        let mut script = |after: &[ChangeHash]| Script::between(doc, text, &before, &base, after);
        let (Some(a), Some(b), Some(merged)) = (script(&[one]), script(&[other]), script(met))
        else {
            continue;
        };
        for sentence in sentences_of(&before) {
            let base = String::from_utf16_lossy(&before[sentence.clone()]);
            let version = |script: &Script| script.version_of(&sentence);
            let (a, b, merged) = (version(&a), version(&b), version(&merged));
            let both_changed = a != base && b != base;
            if both_changed && merged != a && merged != b && !merged.trim().is_empty() {
                let members = [0, 1].map(|side| writer(doc, &sides[side], text));
                found.push(doubt(path, base, (a, members[0]), (b, members[1]), merged));
            }
        }
    }
}

/// What both sides have: the deps of each side that are not in it.
fn common_heads(sides: &[Vec<Node>; 2]) -> Vec<ChangeHash> {
    let mut heads = BTreeSet::new();
    for side in sides {
        let own: BTreeSet<&ChangeHash> = side.iter().map(|node| &node.hash).collect();
        let deps = side.iter().flat_map(|node| &node.deps);
        heads.extend(deps.filter(|dep| !own.contains(dep)));
    }
    heads.into_iter().collect()
}

/// Who wrote last in this text on a side.
fn writer(doc: &AutoCommit, side: &[Node], text: &ObjId) -> Option<MemberId> {
    let text = text.to_string();
    let wrote = |node: &&Node| objects_of(doc, &node.hash).contains(&text);
    let node = side.iter().take(OPENED_MAX).find(wrote).or(side.first())?;
    member_of(doc, &node.actor)
}

/// The objects in which a change wrote.
fn objects_of(doc: &AutoCommit, change: &ChangeHash) -> BTreeSet<String> {
    let Some(change) = ReadDoc::get_change_by_hash(doc, change) else {
        return BTreeSet::new();
    };
    let operations = change.decode().operations;
    operations.iter().map(|op| op.obj.to_string()).collect()
}

fn doubt(
    path: &str,
    base: String,
    one: (String, Option<MemberId>),
    other: (String, Option<MemberId>),
    merged: String,
) -> Doubt {
    let (a, b) = if one <= other { (one, other) } else { (other, one) };
    Doubt {
        id: name_of(&[path, &base, &a.0, &b.0, &merged]),
        path: path.to_owned(),
        base,
        a: a.0,
        b: b.0,
        merged,
        a_member: a.1,
        b_member: b.1,
        settled: false,
    }
}

/// Eight bytes of SHA-256 as hex: it has to tell fifty doubts apart.
fn name_of(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text);
        // no UTF-8 has this byte
        hash.update([0xff]);
    }
    hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
