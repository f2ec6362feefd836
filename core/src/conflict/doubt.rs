//! Sentences that two people changed at once: the merged text may say what nobody wrote.
//!
//! Doubts are found where branches of the history meet, not in the order in which changes arrive,
//! so every phone that sees two branches meet finds the same ones: at the current heads, and at
//! every new change that has more than one head in its past. Two branches that were both here
//! before were compared when the second came, and are again if a third has changed what they made.

use std::cell::{LazyCell, RefCell};
use std::collections::BTreeSet;
use std::ops::Range;

use automerge::{AutoCommit, Change, ChangeHash, ObjId, ReadDoc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::conflict::meeting::{Meeting, Node, common_heads};
use crate::conflict::member_of;
use crate::conflict::script::Script;
use crate::conflict::sentence::sentences_of;
use crate::document::Shape;
use crate::document::place::{self, Place};
use crate::id::MemberId;

/// Branches compared at one meeting, the new ones first.
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
    /// A person has chosen. Kept as long as the merged sentence stands somewhere, so that it is
    /// not found again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settled: bool,
    /// Somebody joined it to another: what was merged is a part of a sentence now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub joined: bool,
}

/// The doubts at the meetings that these changes take part in. Without `history` (the document is
/// new here) only the current heads count: what met long ago has been read by others. In the texts
/// `again` a known doubt is gone, so the branches that were here before are compared once more.
pub(crate) fn find_doubts(
    doc: &mut AutoCommit,
    shape: &Shape,
    heads: &[ChangeHash],
    news: &[Change],
    history: bool,
    again: &[String],
) -> Vec<Doubt> {
    let new: BTreeSet<ChangeHash> = news.iter().map(Change::hash).collect();
    let meetings = meetings(heads, news, history, &new);
    if meetings.is_empty() || news.is_empty() {
        return Vec::new();
    }
    let written = Written::of(news);
    let mut texts = place::texts(doc, shape);
    texts.retain(|(_, text)| written.anywhere(&text.to_string()));
    let mut found = Vec::new();
    for met in meetings {
        let meeting = Meeting::of(doc, met, &new, BRANCHES_MAX);
        for pair in meeting.pairs() {
            doubts_between(&meeting, &texts, pair, again, &written, &mut found);
        }
    }
    found
}

/// The heads of the branches that meet.
fn meetings<'a>(
    heads: &'a [ChangeHash],
    news: &'a [Change],
    history: bool,
    new: &BTreeSet<ChangeHash>,
) -> Vec<&'a [ChangeHash]> {
    let joining = |change: &&Change| history && change.deps().iter().any(|dep| new.contains(dep));
    std::iter::once(heads)
        .chain(news.iter().rev().filter(joining).map(Change::deps))
        .filter(|branches| branches.len() > 1)
        .take(MEETINGS_MAX)
        .collect()
}

/// Adds what is not known yet and says how many that were.
pub(crate) fn add_doubts(known: &mut Vec<Doubt>, found: Vec<Doubt>) -> usize {
    let before = known.len();
    for doubt in found {
        if known.len() < DOUBTS_MAX && known.iter().all(|old| old.id != doubt.id) {
            known.push(doubt);
        }
    }
    // the same on every phone, whatever came first
    known.sort_unstable_by(|one, next| (&one.path, &one.id).cmp(&(&next.path, &next.id)));
    known.len() - before
}

/// Forgets the doubts whose merged sentence is no longer in the text, because somebody has changed
/// it, and says in which texts they were.
pub(crate) fn forget_gone(
    doubts: &mut Vec<Doubt>,
    doc: &AutoCommit,
    shape: &'static Shape,
) -> Vec<String> {
    let stands = |doubt: &Doubt| match place::find(doc, shape, &doubt.path) {
        Ok(Place::Text(text)) => doc.text(&text).is_ok_and(|now| doubt.place_in(&now).is_some()),
        _ => false,
    };
    doubts.extract_if(.., |doubt| !stands(doubt)).map(|doubt| doubt.path).collect()
}

impl Doubt {
    /// Where the merged sentence stands in a text, in UTF-16 units. In the middle of a longer one
    /// it is another sentence, unless it has always been a part.
    pub(crate) fn place_in(&self, text: &str) -> Option<usize> {
        if self.joined {
            let byte = text.find(&self.merged)?;
            return Some(text[..byte].encode_utf16().count());
        }
        let text: Vec<u16> = text.encode_utf16().collect();
        let merged: Vec<u16> = self.merged.encode_utf16().collect();
        let sentences = sentences_of(&text);
        let ends = |place: usize| sentences.iter().any(|sentence| sentence.end == place);
        let starts = sentences.iter().map(|sentence| sentence.start);
        let mut found = starts.filter(|start| text[*start..].starts_with(&merged));
        found.find(|start| ends(start + merged.len()))
    }
}

/// What to splice, counted from the beginning of `old`, so that it becomes `new`: where, how many
/// units go, and what comes. Only what differs, so that the rest keeps its history.
pub(crate) fn replacement(old: &str, new: &str) -> (usize, usize, String) {
    let same = |pair: (char, char)| (pair.0 == pair.1).then_some(pair.0.len_utf8());
    let front: usize = old.chars().zip(new.chars()).map_while(same).sum();
    let (old_rest, new_rest) = (&old[front..], &new[front..]);
    let back: usize = old_rest.chars().rev().zip(new_rest.chars().rev()).map_while(same).sum();
    let units = |text: &str| text.encode_utf16().count();
    let delete = units(&old_rest[..old_rest.len() - back]);
    (units(&old[..front]), delete, new_rest[..new_rest.len() - back].to_owned())
}

fn doubts_between(
    meeting: &Meeting<'_>,
    texts: &[(String, ObjId)],
    [one, other]: [usize; 2],
    again: &[String],
    written: &Written,
    found: &mut Vec<Doubt>,
) {
    let sides = [meeting.side(one, other), meeting.side(other, one)];
    if sides.iter().any(Vec::is_empty) {
        return;
    }
    let new = sides.iter().flatten().any(|node| node.new);
    let base = common_heads(&sides);
    let (doc, met) = (meeting.doc, meeting.met);
    let (one, other) = (meeting.branches[one], meeting.branches[other]);
    for (path, text) in texts.iter().filter(|(path, _)| new || again.contains(path)) {
        let (Some(before), Some(a), Some(b)) = (
            meeting.units(text, &base),
            meeting.units(text, &[one]),
            meeting.units(text, &[other]),
        ) else {
            continue;
        };
        let sentences = sentences_of(&before);
        if !may_overlap(&before, &sentences, &a, &b) {
            continue;
        }
        let version = |heads: &[ChangeHash]| meeting.version(text, heads);
        let (Some(before), Some(a), Some(b), Some(merged)) =
            (version(&base), version(&[one]), version(&[other]), version(met))
        else {
            continue;
        };
        let [a, b, merged] = [a, b, merged].map(|after| Script::between(&before, &after));
        let now = merged.text();
        let members = LazyCell::new(|| [0, 1].map(|side| written.writer(doc, &sides[side], text)));
        for sentence in sentences {
            let base = String::from_utf16_lossy(&before.units()[sentence.clone()]);
            let version = |script: &Script<'_>| script.version_of(&sentence);
            let (a, b, merged) = (version(&a), version(&b), version(&merged));
            let both_changed = a != base && b != base;
            if both_changed && merged != a && merged != b && !merged.trim().is_empty() {
                let mut doubt = doubt(path, base, (a, members[0]), (b, members[1]), merged);
                doubt.joined = doubt.place_in(&now).is_none();
                found.push(doubt);
            }
        }
    }
}

/// Whether what two versions changed can be in one sentence: a look that spares asking Automerge
/// for what exactly was written, which is far slower.
fn may_overlap(base: &[u16], sentences: &[Range<usize>], a: &[u16], b: &[u16]) -> bool {
    let (Some(a), Some(b)) = (changed(base, a), changed(base, b)) else {
        return false;
    };
    let within = |place: usize| sentences.partition_point(|sentence| sentence.end < place);
    // one sentence more on each side: of two equal characters it cannot see which one is new
    within(a.start) <= within(b.end) + 1 && within(b.start) <= within(a.end) + 1
}

/// The part of the base outside of which a version is the same.
fn changed(base: &[u16], version: &[u16]) -> Option<Range<usize>> {
    let same = |(one, other): &(&u16, &u16)| one == other;
    let front = base.iter().zip(version).take_while(same).count();
    if front == base.len() && front == version.len() {
        return None;
    }
    let back = base.iter().rev().zip(version.iter().rev()).take_while(same).count();
    let end = base.len() - back;
    Some(front.min(end)..front.max(end))
}

/// In which objects changes wrote; to ask Automerge for a change is slow, so it is asked once.
struct Written(RefCell<Vec<(ChangeHash, Vec<String>)>>);

impl Written {
    fn of(news: &[Change]) -> Self {
        let objects = news.iter().map(|change| (change.hash(), objects_of(change)));
        Self(RefCell::new(objects.collect()))
    }

    /// Whether any change known so far wrote in this text.
    fn anywhere(&self, text: &str) -> bool {
        self.0.borrow().iter().any(|(_, objects)| holds(objects, text))
    }

    /// Who wrote last in this text on a side.
    fn writer(&self, doc: &AutoCommit, side: &[&Node], text: &ObjId) -> Option<MemberId> {
        let (text, mut looked_at) = (text.to_string(), side.iter().take(OPENED_MAX));
        let node = looked_at.find(|node| self.by(doc, node, &text)).or(side.first())?;
        member_of(doc, &node.actor)
    }

    fn by(&self, doc: &AutoCommit, node: &Node, text: &str) -> bool {
        let mut known = self.0.borrow_mut();
        if let Some((_, objects)) = known.iter().find(|(hash, _)| *hash == node.hash) {
            return holds(objects, text);
        }
        let change = ReadDoc::get_change_by_hash(doc, &node.hash);
        let objects = change.map(|change| objects_of(&change)).unwrap_or_default();
        let written = holds(&objects, text);
        known.push((node.hash, objects));
        written
    }
}

fn holds(objects: &[String], text: &str) -> bool {
    objects.iter().any(|object| object == text)
}

/// The objects in which a change wrote.
fn objects_of(change: &Change) -> Vec<String> {
    let mut objects: Vec<String> =
        change.decode().operations.iter().map(|op| op.obj.to_string()).collect();
    objects.dedup();
    objects
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
        joined: false,
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
