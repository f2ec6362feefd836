//! The search for sentences that nobody wrote.
//!
//! A sentence was written if some change made it: it stands in the text as that change left it and not as
//! that change found it, which is what its author saw. A sentence that no change made was made by merging,
//! and is in doubt. So the history alone says which sentences are in doubt, not the order in which a phone
//! heard of it; and no sentence that stood before the news need be looked at again, unless it was in doubt.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use automerge::legacy::ObjectId;
use automerge::{ActorId, AutoCommit, Change, ChangeHash, ObjId, ReadDoc};
use sha2::{Digest, Sha256};

use crate::conflict::doubt::{Doubt, Reading};
use crate::conflict::past::common_past;
use crate::conflict::sentence::sentences_of;
use crate::conflict::version::{Page, Version};
use crate::conflict::{device_of, member_of};
use crate::document::Shape;
use crate::document::place;

/// Changes of its past that are asked for one sentence: more than a forum writes in one document between
/// two days at the kecamatan. What met longer ago is not looked for.
const STEPS_MAX: usize = 1_000;
/// Versions of a sentence that a person is shown: as many people as come back at once.
const VERSIONS_MAX: usize = 20;
/// Versions kept with who wrote each character: those of one sentence, with what they began with and what
/// came of them. One of a long text takes two megabytes.
const PAGES_MAX: usize = VERSIONS_MAX + 4;

/// What is in doubt in the texts in which news wrote.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// The paths of these texts.
    pub(crate) texts: BTreeSet<String>,
    pub(crate) doubts: Vec<Doubt>,
}

/// Looks at all texts in which the news wrote. `before` are the heads to which it came; `known` is what was
/// in doubt there, and `standing` what of it stands where it stood.
pub(crate) fn look(
    doc: &mut AutoCommit,
    shape: &'static Shape,
    [before, heads]: [&[ChangeHash]; 2],
    news: &[Change],
    [known, standing]: [&[Doubt]; 2],
) -> Seen {
    let operations = news.iter().flat_map(|change| change.decode().operations);
    let written: BTreeSet<ObjectId> = operations.map(|op| op.obj).collect();
    let new: BTreeSet<ChangeHash> = news.iter().map(Change::hash).collect();
    let mut texts = place::texts(doc, shape);
    texts.retain(|(_, text)| written.contains(&place::in_change(text)));
    let mut seen = Seen::default();
    for (path, text) in texts {
        let here = |doubt: &&Doubt| doubt.path == path && !doubt.settled;
        let said = |doubt: &Doubt| doubt.merged.encode_utf16().collect();
        let known: Sentences = known.iter().filter(here).map(said).collect();
        let standing: Vec<&Doubt> = standing.iter().filter(here).collect();
        let (said, chains, pages) = (Vec::new(), BTreeMap::new(), Vec::new());
        let (doc, new, path) = (&mut *doc, &new, path.clone());
        let mut desk = Desk { doc, path, text, heads, new, said, chains, pages };
        desk.look(before, &known, &standing, &mut seen.doubts);
        seen.texts.insert(desk.path);
    }
    seen
}

/// Sentences in UTF-16 units.
type Sentences = BTreeSet<Vec<u16>>;

/// Changes in a row, each of which knew just of the one below it.
#[derive(Debug, Clone)]
struct Chain {
    /// From the newest to the oldest.
    changes: Rc<[ChangeHash]>,
    /// Of which the oldest knew.
    deps: Rc<[ChangeHash]>,
}

/// One text, with what has to be known of it.
struct Desk<'a> {
    doc: &'a mut AutoCommit,
    path: String,
    text: ObjId,
    heads: &'a [ChangeHash],
    new: &'a BTreeSet<ChangeHash>,
    /// What versions read so far say; there are few.
    said: Vec<(Vec<ChangeHash>, Rc<Sentences>)>,
    chains: BTreeMap<ChangeHash, Chain>,
    /// The same with who wrote each character, the last read last.
    pages: Vec<(Vec<ChangeHash>, Rc<Page>)>,
}

impl Desk<'_> {
    fn look(
        &mut self,
        before: &[ChangeHash],
        known: &Sentences,
        standing: &[&Doubt],
        doubts: &mut Vec<Doubt>,
    ) {
        let units: Vec<u16> =
            self.doc.text(&self.text).unwrap_or_default().encode_utf16().collect();
        let stood = self.said_at(before);
        // the same sentence twice has the same answer
        let mut answers: BTreeMap<&[u16], Option<BTreeSet<ChangeHash>>> = BTreeMap::new();
        for sentence in sentences_of(&units) {
            let said = &units[sentence.clone()];
            let is_known = known.contains(said);
            if stood.contains(said) && !is_known {
                continue;
            }
            let answer = answers
                .entry(said)
                .or_insert_with(|| self.merged_from(self.heads, said, is_known, &mut 0));
            let Some(tips) = answer else { continue };
            let is_here = |doubt: &&&Doubt| doubt.at as usize == sentence.start;
            if let Some(doubt) = standing.iter().find(is_here) {
                doubts.push((*doubt).clone());
                continue;
            }
            if is_known && let Some(all) = self.merged_from(self.heads, said, false, &mut 0) {
                *tips = all;
            }
            doubts.extend(self.doubt(&sentence, tips));
        }
    }

    /// The versions whose merging made a sentence that stands at these heads; `None` if somebody wrote it.
    /// One that is known to be in doubt can only have been written by the news.
    fn merged_from(
        &mut self,
        heads: &[ChangeHash],
        said: &[u16],
        is_known: bool,
        steps: &mut usize,
    ) -> Option<BTreeSet<ChangeHash>> {
        let mut tips = BTreeSet::new();
        let mut asked = BTreeSet::new();
        let mut open: Vec<Rc<[ChangeHash]>> = vec![heads.into()];
        while let Some(versions) = open.pop() {
            // the news first, since they most likely wrote it
            let (new, old): (Vec<ChangeHash>, Vec<ChangeHash>) =
                versions.iter().partition(|version| self.new.contains(*version));
            let mut merged_here = true;
            for version in new.iter().chain(&old) {
                if !self.says(&[*version], said) {
                    continue;
                }
                merged_here = false;
                if is_known && !self.new.contains(version) || !asked.insert(*version) {
                    continue;
                }
                let chain = self.chain(*version);
                *steps += chain.changes.len();
                let oldest = chain.changes.last()?;
                let written = !self.says(&[*oldest], said) || !self.says(&chain.deps, said);
                if written || *steps > STEPS_MAX {
                    return None;
                }
                open.push(chain.deps);
            }
            if merged_here {
                tips.extend(versions.iter().copied());
            }
        }
        let found = self.was_made(&tips, said, is_known, steps);
        (!found).then_some(tips)
    }

    /// Whether some change made a sentence that is in none of the versions that met.
    fn was_made(
        &mut self,
        tips: &BTreeSet<ChangeHash>,
        said: &[u16],
        is_known: bool,
        steps: &mut usize,
    ) -> bool {
        let tips: Vec<ChangeHash> = tips.iter().copied().collect();
        let past = common_past(self.doc, &tips);
        let changes = self.doc.get_changes_meta(&past).into_iter();
        let mut since: Vec<(u64, ChangeHash, Vec<ChangeHash>)> =
            changes.map(|change| (change.max_op, change.hash, change.deps)).collect();
        since.sort_unstable();
        let newest = since.into_iter().rev().take(STEPS_MAX);
        let mut newest = newest.filter(|(_, change, _)| !is_known || self.new.contains(change));
        if newest.any(|(_, change, deps)| self.says(&[change], said) && !self.says(&deps, said)) {
            return true;
        }
        // it is what they all began with
        let stood = !is_known && past != tips && self.says(&past, said);
        stood && self.merged_from(&past, said, false, steps).is_none()
    }

    /// The chain that ends with this change. It ends also where the news ends.
    fn chain(&mut self, newest: ChangeHash) -> Chain {
        if let Some(chain) = self.chains.get(&newest) {
            return chain.clone();
        }
        let mut changes = vec![newest];
        let mut deps = self.deps(&newest);
        while let [dep] = deps[..]
            && self.new.contains(&dep) == self.new.contains(&newest)
            && changes.len() <= STEPS_MAX
        {
            changes.push(dep);
            deps = self.deps(&dep);
        }
        let chain = Chain { changes: changes.into(), deps: deps.into() };
        self.chains.insert(newest, chain.clone());
        chain
    }

    fn deps(&mut self, change: &ChangeHash) -> Vec<ChangeHash> {
        self.doc.get_change_meta_by_hash(change).map(|change| change.deps).unwrap_or_default()
    }

    fn says(&mut self, heads: &[ChangeHash], said: &[u16]) -> bool {
        self.said_at(heads).contains(said)
    }

    /// The sentences of a version; none before there was anything.
    fn said_at(&mut self, heads: &[ChangeHash]) -> Rc<Sentences> {
        if let Some((_, said)) = self.said.iter().find(|(known, _)| known == heads) {
            return Rc::clone(said);
        }
        let text = match heads {
            [] => String::new(),
            _ => self.doc.text_at(&self.text, heads).unwrap_or_default(),
        };
        let units: Vec<u16> = text.encode_utf16().collect();
        let said = sentences_of(&units).into_iter().map(|one| units[one].to_vec());
        let said = Rc::new(said.collect());
        self.said.push((heads.to_vec(), Rc::clone(&said)));
        said
    }

    /// A version with who wrote each character.
    fn page(&mut self, heads: &[ChangeHash]) -> Option<Rc<Page>> {
        if let Some((_, page)) = self.pages.iter().find(|(known, _)| known == heads) {
            return Some(Rc::clone(page));
        }
        let page = Rc::new(Page::of(Version::at(self.doc, &self.text, heads)?));
        if self.pages.len() == PAGES_MAX {
            self.pages.remove(0);
        }
        self.pages.push((heads.to_vec(), Rc::clone(&page)));
        Some(page)
    }

    /// A sentence that came of merging these versions, with what each of them has there.
    fn doubt(&mut self, sentence: &Range<usize>, tips: &BTreeSet<ChangeHash>) -> Option<Doubt> {
        let now = self.page(self.heads)?;
        let tips: Vec<ChangeHash> = tips.iter().copied().collect();
        let past = common_past(self.doc, &tips);
        let base = self.reading(&past, &now, sentence);
        let mut readings = self.readings(&tips, &base, &now, sentence);
        while readings.len() < 2 {
            readings.push(Reading { text: base.clone(), member: None, device: None });
        }
        named(Doubt {
            id: String::new(),
            path: self.path.clone(),
            // a text has at most a hundred thousand units
            at: sentence.start as u32,
            length: sentence.len() as u32,
            base,
            a: String::new(),
            b: String::new(),
            merged: now.said(sentence),
            a_member: None,
            b_member: None,
            a_device: None,
            b_device: None,
            others: different(readings),
            start: now.id_at(sentence.start)?.to_string(),
            settled: false,
        })
    }

    /// What a version has where the text has this sentence now.
    fn reading(&mut self, heads: &[ChangeHash], now: &Page, sentence: &Range<usize>) -> String {
        self.page(heads).map(|page| page.there(now, sentence)).unwrap_or_default()
    }

    /// What of these versions is not as it was, each with who made it so.
    fn readings(
        &mut self,
        tips: &[ChangeHash],
        base: &str,
        now: &Page,
        sentence: &Range<usize>,
    ) -> Vec<Reading> {
        let mut found = Vec::new();
        let mut asked = BTreeSet::new();
        let mut open = tips.to_vec();
        while let Some(tip) = open.pop() {
            let text = self.reading(&[tip], now, sentence);
            if text == base || !asked.insert(tip) || asked.len() > STEPS_MAX {
                continue;
            }
            let Chain { changes, deps } = self.chain(tip);
            // of those that have it so, the newest first, the last made it so
            let so = changes.partition_point(|one| self.reading(&[*one], now, sentence) == text);
            let oldest = changes.len() - 1;
            if so <= oldest || self.reading(&deps, now, sentence) != text {
                let maker = self.who(&changes[so.clamp(1, oldest + 1) - 1]);
                let member = maker.as_ref().and_then(|actor| member_of(self.doc, actor));
                let device = maker.as_ref().and_then(device_of);
                found.push(Reading { text, member, device });
                continue;
            }
            // it was so before: somebody there made it, or merging did
            match deps.iter().find(|dep| self.reading(&[**dep], now, sentence) == text) {
                Some(dep) => open.push(*dep),
                None => open.extend(deps.iter()),
            }
        }
        found
    }

    fn who(&mut self, change: &ChangeHash) -> Option<ActorId> {
        Some(self.doc.get_change_meta_by_hash(change)?.actor.into_owned())
    }
}

/// The versions, each once, but two at least.
fn different(mut readings: Vec<Reading>) -> Vec<Reading> {
    readings.sort_unstable();
    let second = readings.get(1).cloned();
    readings.dedup_by(|one, other| one.text == other.text);
    if readings.len() < 2 {
        readings.extend(second);
    }
    readings.truncate(VERSIONS_MAX);
    readings
}

/// Gives a doubt its first two versions and its name: eight bytes of SHA-256 as hex.
fn named(mut doubt: Doubt) -> Option<Doubt> {
    let mut all = std::mem::take(&mut doubt.others).into_iter();
    let a = all.next()?;
    let b = all.next()?;
    doubt.others = all.collect();
    (doubt.a, doubt.a_member, doubt.a_device) = (a.text, a.member, a.device);
    (doubt.b, doubt.b_member, doubt.b_device) = (b.text, b.member, b.device);
    let mut hash = Sha256::new();
    for text in [&doubt.path, &doubt.start, &doubt.merged] {
        hash.update(text);
        // no UTF-8 has this byte
        hash.update([0xff]);
    }
    doubt.id = hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    Some(doubt)
}
