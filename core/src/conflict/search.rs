//! The search for sentences that nobody wrote.
//!
//! What one person wrote knowing all others that wrote there, they have seen. So a sentence is in doubt
//! if nobody made it what it is: of those who wrote in it none knew of all others, and in none of their
//! versions it stood as it stands now. That depends on the history alone, not on the order in which a
//! phone heard of it; news only says which sentences to look at.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use automerge::{AutoCommit, Change, ChangeHash, ObjId, ReadDoc};
use sha2::{Digest, Sha256};

use crate::conflict::doubt::{Doubt, Reading};
use crate::conflict::hand::{Hands, Run};
use crate::conflict::member_of;
use crate::conflict::sentence::{lines_around, sentences_of};
use crate::conflict::version::{Page, Version};
use crate::conflict::window::{Node, Window, common_past};
use crate::document::Shape;
use crate::document::place;

/// Writers beside a sentence, in its line, whose versions are read, the newest.
const BESIDE_MAX: usize = 32;
/// Versions of a sentence that a person is shown: as many people as come back at once.
const VERSIONS_MAX: usize = 20;

/// What was looked at, and what was found.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) doubts: Vec<Doubt>,
    /// Sentences that the news wrote in.
    touched: Vec<(String, Range<usize>)>,
}

impl Seen {
    /// Whether a sentence that was in doubt is not any more.
    pub(crate) fn ends(&self, known: &Doubt) -> bool {
        let at = |(path, sentence): &(String, Range<usize>)| {
            *path == known.path && sentence.start == known.at as usize
        };
        let found = |doubt: &Doubt| doubt.path == known.path && doubt.id == known.id;
        self.touched.iter().any(at) && !self.doubts.iter().any(found)
    }
}

/// Looks at the sentences of all texts in which the news wrote.
pub(crate) fn look(
    doc: &mut AutoCommit,
    shape: &'static Shape,
    [before, heads]: [&[ChangeHash]; 2],
    news: &[Change],
    (known, hands): (&[Doubt], &mut Hands),
) -> Seen {
    hands.learn(news);
    let mut seen = Seen::default();
    let written: Vec<Arc<[Run]>> = news.iter().map(|one| hands.of(doc, &one.hash())).collect();
    let mut texts = place::texts(doc, shape);
    texts.retain(|(_, text)| written.iter().any(|runs| runs.iter().any(|run| run.is_in(text))));
    if texts.is_empty() {
        return seen;
    }
    let window = Window::around(doc, news);
    let runs: Vec<Arc<[Run]>> = window.nodes.iter().map(|node| hands.of(doc, &node.hash)).collect();
    let new: BTreeSet<usize> =
        news.iter().filter_map(|change| window.place(&change.hash())).collect();
    let older = window.nodes.iter().flat_map(|node| &node.deps).take(1);
    let with_older: Vec<ChangeHash> = heads.iter().chain(older).copied().collect();
    for (path, text) in texts {
        let marks = marks_in(doc, &text, &with_older, &runs);
        let units = doc.text(&text).unwrap_or_default().encode_utf16().collect();
        let in_doubt = known.iter().any(|doubt| doubt.path == path);
        let (window, new, pages) = (&window, &new, Vec::new());
        let mut desk =
            Desk { path, text, units, marks, window, new, in_doubt, before, heads, pages };
        desk.look(doc, &mut seen);
    }
    seen
}

/// Where a change wrote in a text as it is now.
#[derive(Debug)]
struct Mark {
    /// The change's place in the window.
    who: usize,
    units: Range<usize>,
    /// Something came; otherwise it went.
    came: bool,
}

impl Mark {
    /// In these units or at their ends.
    fn is_at(&self, place: &Range<usize>) -> bool {
        self.units.start <= place.end && place.start <= self.units.end
    }

    /// Something is gone in the middle of these units.
    fn went_within(&self, place: &Range<usize>) -> bool {
        !self.came && place.start < self.units.start && self.units.start < place.end
    }
}

fn marks_in(doc: &AutoCommit, text: &ObjId, now: &[ChangeHash], runs: &[Arc<[Run]>]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (who, runs) in runs.iter().enumerate() {
        for run in runs.iter().filter(|run| run.is_in(text)) {
            let places = run.places(doc, text, now).into_iter();
            marks.extend(places.map(|units| Mark { who, units, came: run.came }));
        }
    }
    marks
}

/// One text, with what has to be known of it.
struct Desk<'a> {
    path: String,
    text: ObjId,
    units: Vec<u16>,
    marks: Vec<Mark>,
    window: &'a Window,
    new: &'a BTreeSet<usize>,
    /// Some sentence of it is known to be in doubt.
    in_doubt: bool,
    before: &'a [ChangeHash],
    heads: &'a [ChangeHash],
    /// Versions read so far; there are few.
    pages: Vec<(Vec<ChangeHash>, Option<Arc<Page>>)>,
}

/// Who wrote in a sentence, and beside it.
struct Writers {
    within: BTreeSet<usize>,
    /// Of these those that none of the others knew of.
    last: BTreeSet<usize>,
    /// In the same line.
    beside: BTreeSet<usize>,
}

impl Desk<'_> {
    fn look(&mut self, doc: &mut AutoCommit, seen: &mut Seen) {
        let news = self.marks.iter().filter(|mark| self.new.contains(&mark.who));
        let mut lines: Vec<Range<usize>> =
            news.map(|mark| lines_around(&self.units, &mark.units)).collect();
        lines.sort_unstable_by_key(|line| (line.start, line.end));
        let mut end = None;
        for line in lines {
            if end.is_none_or(|end| line.end > end) {
                self.look_at_line(doc, &line, seen);
                end = Some(line.end);
            }
        }
    }

    fn look_at_line(&mut self, doc: &mut AutoCommit, line: &Range<usize>, seen: &mut Seen) {
        let mut writers = self.who(|mark| mark.is_at(line));
        let apart = self.window.apart(&writers);
        if apart.is_empty() && !self.in_doubt {
            return;
        }
        // what all of these knew of is what they began with
        let began_with = self.window.known_to_all(&apart);
        writers.retain(|one| !began_with[*one]);
        let Some(now) = self.page(doc, self.heads) else {
            return;
        };
        let sentences = sentences_of(&self.units[line.clone()]).into_iter();
        for sentence in sentences.map(|one| line.start + one.start..line.start + one.end) {
            let writers = self.writers(&now, &sentence, &writers, &began_with);
            let touched = writers.within.iter().any(|one| self.new.contains(one));
            if touched {
                seen.touched.push((self.path.clone(), sentence.clone()));
            }
            // one that stood here before the news is what it was
            if !apart.is_empty()
                && (touched || !self.stood(doc, self.before, &sentence))
                && !self.was_written(doc, &sentence, &writers)
            {
                seen.doubts.extend(self.doubt(doc, &sentence, &writers));
            }
        }
    }

    fn writers(
        &self,
        now: &Page,
        sentence: &Range<usize>,
        line: &BTreeSet<usize>,
        began_with: &[bool],
    ) -> Writers {
        let came = now.within(sentence).iter().filter_map(|(id, _)| self.window.place_of(id));
        let within = came.chain(self.who(|mark| mark.went_within(sentence)));
        let within: BTreeSet<usize> = within.filter(|one| !began_with[*one]).collect();
        let last = self.window.tops(&within);
        // where a sentence begins and ends depends on what is around it
        let beside = line.difference(&within).copied().collect();
        Writers { within, last, beside }
    }

    fn who(&self, wrote: impl Fn(&Mark) -> bool) -> BTreeSet<usize> {
        self.marks.iter().filter(|mark| wrote(mark)).map(|mark| mark.who).collect()
    }

    /// Whether somebody made the sentence what it is, or it is what it was.
    fn was_written(
        &mut self,
        doc: &mut AutoCommit,
        sentence: &Range<usize>,
        writers: &Writers,
    ) -> bool {
        let last: Vec<ChangeHash> =
            writers.last.iter().map(|one| self.window.nodes[*one].hash).collect();
        if last.iter().any(|one| self.stood(doc, &[*one], sentence)) {
            return true;
        }
        let window = self.window;
        let makes = |desk: &mut Self, one: &usize| {
            let node = &window.nodes[*one];
            desk.stood(doc, &[node.hash], sentence) && !desk.stood(doc, &node.deps, sentence)
        };
        if writers.beside.iter().rev().take(BESIDE_MAX).any(|one| makes(self, one)) {
            return true;
        }
        let past = self.past(doc, writers);
        self.stood(doc, &past, sentence)
    }

    /// What those who wrote in a sentence, or beside it, began with.
    fn past(&self, doc: &mut AutoCommit, writers: &Writers) -> Vec<ChangeHash> {
        let mut all = writers.last.clone();
        if all.len() < 2 {
            all = self.window.tops(&writers.within.union(&writers.beside).copied().collect());
        }
        let nodes: Vec<&Node> = all.iter().map(|one| &self.window.nodes[*one]).collect();
        match &nodes[..] {
            [one] => one.deps.clone(),
            _ => common_past(doc, &nodes.iter().map(|one| one.hash).collect::<Vec<_>>()),
        }
    }

    /// Whose versions there are.
    fn authors(&self, writers: &Writers) -> BTreeSet<usize> {
        match writers.last.is_empty() {
            true => self.window.tops(&writers.beside),
            false => writers.last.clone(),
        }
    }

    fn stood(&mut self, doc: &AutoCommit, heads: &[ChangeHash], sentence: &Range<usize>) -> bool {
        let (Some(now), Some(then)) = (self.page(doc, self.heads), self.page(doc, heads)) else {
            return true;
        };
        then.has(&now, sentence)
    }

    fn page(&mut self, doc: &AutoCommit, heads: &[ChangeHash]) -> Option<Arc<Page>> {
        if let Some((_, page)) = self.pages.iter().find(|(known, _)| known == heads) {
            return page.clone();
        }
        let page = Version::at(doc, &self.text, heads).map(|version| Arc::new(Page::of(version)));
        self.pages.push((heads.to_vec(), page.clone()));
        page
    }

    fn doubt(
        &mut self,
        doc: &mut AutoCommit,
        sentence: &Range<usize>,
        writers: &Writers,
    ) -> Option<Doubt> {
        let now = self.page(doc, self.heads)?;
        let past = self.past(doc, writers);
        let base = self.page(doc, &past)?.there(&now, sentence);
        let mut readings = Vec::new();
        for one in self.authors(writers) {
            let Some(page) = self.page(doc, &[self.window.nodes[one].hash]) else { continue };
            let member = member_of(doc, &self.window.nodes[one].actor);
            readings.push(Reading { text: page.there(&now, sentence), member });
        }
        if readings.len() < 2 {
            readings.push(Reading { text: base.clone(), member: None });
        }
        let merged = now.said(sentence);
        let start = now.id_at(sentence.start)?.to_string();
        named(Doubt {
            id: String::new(),
            path: self.path.clone(),
            at: sentence.start as u32,
            length: sentence.len() as u32,
            base,
            a: String::new(),
            b: String::new(),
            merged,
            a_member: None,
            b_member: None,
            others: different(readings),
            start,
            settled: false,
        })
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
    (doubt.a, doubt.a_member, doubt.b, doubt.b_member) = (a.text, a.member, b.text, b.member);
    let mut hash = Sha256::new();
    for text in [&doubt.path, &doubt.start, &doubt.merged] {
        hash.update(text);
        // no UTF-8 has this byte
        hash.update([0xff]);
    }
    doubt.id = hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    Some(doubt)
}
