//! Sentences that two people changed at once, and where they stand.
//!
//! A doubt is as old as its sentence: it ends when somebody who sees it changes the sentence, and a
//! choice is such a change. So every phone ends it in the same moment, by what is in the document.

use std::ops::Range;

use automerge::{AutoCommit, Change, ChangeHash, ObjId, ReadDoc};
use serde::{Deserialize, Serialize};

use crate::conflict::search;
use crate::conflict::sentence::{lines_around, sentences_of};
use crate::conflict::version::place_of;
use crate::document::Choice;
use crate::document::Shape;
use crate::document::place::{self, Place};
use crate::id::{DeviceId, MemberId};

/// Doubts kept per document; a person does not work through more.
pub(crate) const DOUBTS_MAX: usize = 200;

/// A sentence that two or more people changed at once, so that it says what none of them wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// The same on every phone: made of the path, `start` and `merged`.
    pub id: String,
    /// The text in which it stands.
    pub path: String,
    /// Where `merged` begins there, in UTF-16 units.
    #[serde(default)]
    pub at: u32,
    /// How many units it is long.
    #[serde(default)]
    pub length: u32,
    /// The sentence that all began with.
    pub base: String,
    /// One version; empty if it was deleted. `a` is the one that sorts first.
    pub a: String,
    /// The next.
    pub b: String,
    /// What the text says now.
    pub merged: String,
    /// Who wrote `a`.
    pub a_member: Option<MemberId>,
    /// Who wrote `b`.
    pub b_member: Option<MemberId>,
    /// On which device they did, if the actor is one of ours: two phones of one person may disagree.
    #[serde(default)]
    pub a_device: Option<DeviceId>,
    /// And `b`.
    #[serde(default)]
    pub b_device: Option<DeviceId>,
    /// Further versions, if more than two people wrote there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Reading>,
    /// The operation that wrote its first character; none if it was found by release 0.1.0.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub start: String,
    /// A person has chosen, with release 0.1.0. Since then a choice is a change of the document.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settled: bool,
}

/// One version of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reading {
    /// Empty if it was deleted.
    pub text: String,
    /// Who wrote it.
    pub member: Option<MemberId>,
    /// On which device.
    #[serde(default)]
    pub device: Option<DeviceId>,
}

impl Doubt {
    /// The text that this choice stands for.
    pub(crate) fn chosen(&self, choice: Choice) -> Option<&str> {
        Some(match choice {
            Choice::A => &self.a,
            Choice::B => &self.b,
            Choice::Merged => &self.merged,
            Choice::Other(place) => &self.others.get(usize::from(place))?.text,
        })
    }

    /// Where the merged sentence is in its text; `None` if it is not a sentence there any more.
    pub(crate) fn place(
        &self,
        doc: &AutoCommit,
        text: &ObjId,
        units: &[u16],
    ) -> Option<Range<usize>> {
        let merged: Vec<u16> = self.merged.encode_utf16().collect();
        if self.start.is_empty() {
            let start = units.windows(merged.len().max(1)).position(|here| *here == merged)?;
            return Some(start..start + merged.len());
        }
        let start = place_of(doc, text, &self.start)?;
        let line = lines_around(units, &(start..start));
        let sentences = sentences_of(&units[line.clone()]).into_iter();
        let here = sentences.map(|one| line.start + one.start..line.start + one.end);
        let mut here = here.filter(|one| one.start == start && units[one.clone()] == merged);
        here.next()
    }
}

/// What a stored view asks about; the part of it that loading needs.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Asked {
    /// As of which heads. Where several tabs write, the disk may hold more.
    #[serde(default)]
    pub heads: Vec<ChangeHash>,
    /// Up to which heads it had been looked, if not up to those.
    #[serde(default)]
    pub looked: Vec<ChangeHash>,
    /// The doubts there.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
}

/// Changes kept until the next look: more is looked at whether it is quiet or not.
const UNSEEN_MAX: usize = 1_000;

/// What has come since it was last looked for doubts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unseen {
    before: Vec<ChangeHash>,
    news: Vec<Change>,
}

/// The doubts of a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Doubts {
    /// As of the last look.
    pub(crate) all: Vec<Doubt>,
    /// Whether looking waits until it is asked for.
    pub(crate) later: bool,
    unseen: Option<Unseen>,
}

impl Doubts {
    /// Up to which heads it has been looked, if something came since.
    pub(crate) fn looked(&self) -> &[ChangeHash] {
        self.unseen.as_ref().map_or(&[], |unseen| &unseen.before)
    }

    /// News have come to these heads. Says how many sentences are in doubt that were not, if it is time
    /// to look.
    pub(crate) fn hear(
        &mut self,
        doc: &mut AutoCommit,
        shape: &'static Shape,
        [before, heads]: [&[ChangeHash]; 2],
        news: &[Change],
    ) -> usize {
        if !self.later {
            return self.look(doc, shape, [before, heads], news);
        }
        if self.unseen.is_some() || !self.is_plain(heads, news) {
            let fresh = || Unseen { before: before.to_vec(), news: Vec::new() };
            let unseen = self.unseen.get_or_insert_with(fresh);
            unseen.news.extend_from_slice(news);
            if unseen.news.len() > UNSEEN_MAX {
                return self.look_at_unseen(doc, shape, heads);
            }
        }
        0
    }

    /// Looks at what has come since the last look, with the same answer. No transaction is open.
    pub(crate) fn look_at_unseen(
        &mut self,
        doc: &mut AutoCommit,
        shape: &'static Shape,
        heads: &[ChangeHash],
    ) -> usize {
        match self.unseen.take() {
            Some(Unseen { before, news }) => self.look(doc, shape, [&before, heads], &news),
            None => 0,
        }
    }

    /// Starts from what was in doubt somewhere.
    pub(crate) fn start(&mut self, doubts: Vec<Doubt>) {
        self.all = doubts;
        self.unseen = None;
    }

    /// Everybody knew of everybody: nothing has met, and there is nothing that can have ended.
    fn is_plain(&self, heads: &[ChangeHash], news: &[Change]) -> bool {
        self.all.is_empty()
            && (news.is_empty()
                || heads.len() < 2 && news.iter().all(|change| change.deps().len() < 2))
    }

    /// Looks at what news brought and says how many sentences are in doubt that were not.
    ///
    /// `before` are the heads to which the news came.
    pub(crate) fn look(
        &mut self,
        doc: &mut AutoCommit,
        shape: &'static Shape,
        [before, heads]: [&[ChangeHash]; 2],
        news: &[Change],
    ) -> usize {
        if news.is_empty() || self.is_plain(heads, news) {
            // what somebody writes alone ends doubts all the same
            self.all = standing(std::mem::take(&mut self.all), doc, shape);
            return 0;
        }
        let known_ids: Vec<String> = self.all.iter().map(|known| known.id.clone()).collect();
        let known = standing(self.all.clone(), doc, shape);
        let seen = search::look(doc, shape, [before, heads], news, [&self.all, &known]);
        self.all = known;
        self.all.retain(|known| known.settled || !seen.texts.contains(&known.path));
        let is_settled =
            |doubt: &Doubt| self.all.iter().any(|known| known.settled && known.is_about(doubt));
        let mut open: Vec<Doubt> =
            seen.doubts.into_iter().filter(|doubt| !is_settled(doubt)).collect();
        let is_new = |doubt: &&Doubt| known_ids.iter().all(|known| *known != doubt.id);
        let count = open.iter().filter(is_new).count();
        self.all.append(&mut open);
        // the same on every phone, whatever came first
        let order = |one: &Doubt, next: &Doubt| {
            (&one.path, one.at, &one.id).cmp(&(&next.path, next.at, &next.id))
        };
        self.all.sort_unstable_by(order);
        self.all.truncate(DOUBTS_MAX);
        count
    }
}

impl Doubt {
    fn is_about(&self, other: &Self) -> bool {
        self.path == other.path && self.at == other.at && self.merged == other.merged
    }
}

/// Those whose merged sentence still stands, with where it stands now.
pub(crate) fn standing(
    mut doubts: Vec<Doubt>,
    doc: &AutoCommit,
    shape: &'static Shape,
) -> Vec<Doubt> {
    let mut last: Option<(String, ObjId, Vec<u16>)> = None;
    doubts.retain_mut(|doubt| {
        if last.as_ref().is_none_or(|(path, ..)| *path != doubt.path) {
            let Ok(Place::Text(text)) = place::find(doc, shape, &doubt.path) else {
                return false;
            };
            let units = doc.text(&text).unwrap_or_default().encode_utf16().collect();
            last = Some((doubt.path.clone(), text, units));
        }
        let place = last.as_ref().and_then(|(_, text, units)| doubt.place(doc, text, units));
        if let Some(place) = &place {
            // a text has at most a hundred thousand units
            (doubt.at, doubt.length) = (place.start as u32, place.len() as u32);
        }
        place.is_some()
    });
    doubts
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
