//! People who come back at once after writing in one text: what nobody wrote must be in doubt.
//!
//! [`play`] lets a seed decide who writes what ([`hand`] in [`prose`]) and who has heard of whom; then
//! everything meets. [`oracle`] judges by texts alone: what was there, what each person made of it, what
//! stands there now. It knows nothing of Automerge and shares nothing with the core's own search.

mod hand;
mod oracle;
mod prose;

use std::fmt;
use std::ops::Range;
use std::thread;

use paguyuban::conflict::Doubt;
use paguyuban::document::{Document, Edit};
use paguyuban::id::{DeviceId, DocId, MemberId, ReplicaId, Ulid};

use crate::dice::Dice;
use crate::writer::text_at;
use oracle::Stood;

/// Minutes are written in the text of a note.
const FIELD: &str = "body";
/// Any time will do.
const NOON: i64 = 1_790_000_000;
/// As many as a large sub-district has villages.
const PEOPLE_MAX: usize = 20;

/// What came of some meetings.
#[derive(Debug, Default, Clone)]
pub struct Tally {
    /// Meetings.
    pub meetings: u64,
    /// Meetings after which every sentence is one that somebody wrote.
    pub harmless: u64,
    /// Of these, with a doubt all the same.
    pub harmless_flagged: u64,
    /// Sentences that nobody wrote.
    pub invented: u64,
    /// Of these, not in doubt, with a number, amount, date or time that nobody wrote.
    pub numbers_unseen: u64,
    /// Of these, not in doubt, with a word that nobody wrote.
    pub words_unseen: u64,
    /// Of these, not in doubt, with a negation more or less than anybody wrote there.
    pub negations_unseen: u64,
    /// All that are not in doubt.
    pub unseen: u64,
    /// Meetings after which two phones were not in doubt about the same.
    pub differing: u64,
    /// Of an invented sentence that nobody is told of, or of phones that differ, one each.
    pub examples: Vec<String>,
}

/// Examples that are kept: a person reads a few.
const EXAMPLES_MAX: usize = 5;

impl Tally {
    /// Whether nothing passed unseen, all phones agree, and at most one harmless meeting of twenty is
    /// flagged.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.unseen == 0 && self.differing == 0 && self.harmless_flagged * 20 <= self.harmless
    }

    /// Adds another's numbers.
    pub fn add(&mut self, other: Self) {
        self.meetings += other.meetings;
        self.harmless += other.harmless;
        self.harmless_flagged += other.harmless_flagged;
        self.invented += other.invented;
        self.numbers_unseen += other.numbers_unseen;
        self.words_unseen += other.words_unseen;
        self.negations_unseen += other.negations_unseen;
        self.unseen += other.unseen;
        self.differing += other.differing;
        let room = EXAMPLES_MAX.saturating_sub(self.examples.len());
        self.examples.extend(other.examples.into_iter().take(room));
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} meetings; {} sentences that nobody wrote, not in doubt {}: with a number {}, a word {}, \
             a negation {}; {} harmless, flagged {}; phones that differ {}",
            self.meetings,
            self.invented,
            self.unseen,
            self.numbers_unseen,
            self.words_unseen,
            self.negations_unseen,
            self.harmless,
            self.harmless_flagged,
            self.differing,
        )?;
        self.examples.iter().try_for_each(|example| writeln!(f, "{example}"))
    }
}

/// A person with a phone.
struct Person {
    number: usize,
    document: Document,
}

impl Person {
    fn new(number: usize) -> Self {
        Self { number, document: Document::new(note(), replica(number), member(number)) }
    }

    fn text(&self) -> String {
        text_at(Some(&self.document.view()), FIELD)
    }

    fn hear(&mut self, other: &mut Self) {
        let changes = other.document.changes_since(&self.document.heads());
        let taken = self.document.apply(changes);
        assert!(taken.is_ok(), "one phone takes what another made: {taken:?}");
    }

    /// Makes the text of its field another one by what a person does there, and commits.
    fn write(&mut self, edits: &[Edit], stood: &mut Stood) {
        let before = self.text();
        for edit in edits {
            let done = self.document.edit(edit, NOON);
            assert!(done.is_ok(), "{edit:?} in {before:?}: {done:?}");
        }
        self.document.commit(NOON);
        stood.wrote(&before, &self.text());
    }
}

fn note() -> DocId {
    DocId::note(Ulid::new(3, 3))
}

fn member(number: usize) -> MemberId {
    MemberId(Ulid::new(1, number as u128))
}

fn replica(number: usize) -> ReplicaId {
    ReplicaId::new(DeviceId([number as u8; 8]), [7; 8])
}

/// How many people write in a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crowd {
    /// Two.
    Pair,
    /// Two mostly, but up to twenty.
    Any,
}

/// Of so many meetings one is of more than two people, mostly; what two can do wrong shows most often.
const PAIRS: u64 = 20;
/// Played side by side, on as many processors as there are.
const THREADS_MAX: u64 = 8;

/// A meeting for each of these seeds.
///
/// # Panics
/// If a meeting does.
#[must_use]
pub fn play_all(seeds: Range<u64>) -> Tally {
    let processors = thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let threads = processors.min(THREADS_MAX);
    let some = |first: u64| {
        let mut tally = Tally::default();
        for seed in (seeds.start + first..seeds.end).step_by(threads as usize) {
            let crowd = if seed % PAIRS == 0 { Crowd::Any } else { Crowd::Pair };
            tally.add(play(seed, crowd));
        }
        tally
    };
    thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|first| scope.spawn(move || some(first))).collect();
        let mut tally = Tally::default();
        for part in all {
            tally.add(part.join().expect("a meeting panicked"));
        }
        tally
    })
}

/// One meeting.
#[must_use]
pub fn play(seed: u64, crowd: Crowd) -> Tally {
    let mut dice = Dice::new(seed);
    let (mut people, base, stood) = written(&mut dice, crowd);
    let phones = met(&mut people, &mut dice);
    let mut tally = Tally { meetings: 1, ..Tally::default() };
    let merged = phones[0].text();
    let doubts = phones[0].document.view().doubts;
    let invented = stood.invented(&merged);
    tally.invented = invented.len() as u64;
    if invented.is_empty() && stood.says_whole(&merged) {
        tally.harmless = 1;
        tally.harmless_flagged = u64::from(!doubts.is_empty());
    }
    let told = |what: &str| {
        let mut texts: Vec<String> = people.iter().map(Person::text).collect();
        texts.retain(|text| *text != base);
        format!("seed {seed}: {what}\n  base   {base:?}\n  texts  {texts:?}\n  merged {merged:?}")
    };
    for segment in &invented {
        if doubts.iter().any(|doubt| touches(doubt, &segment.units)) {
            continue;
        }
        tally.unseen += 1;
        tally.numbers_unseen += u64::from(segment.numbers);
        tally.words_unseen += u64::from(segment.words);
        tally.negations_unseen += u64::from(segment.negations);
        tally.examples.push(told(&format!("unseen: {:?}", segment.text)));
    }
    for phone in &phones[1..] {
        assert_eq!(phone.text(), merged, "seed {seed}");
        let theirs = phone.document.view().doubts;
        if named(&theirs) != named(&doubts) {
            tally.differing = 1;
            let only = |ones: &[Doubt], others: &[Doubt]| -> Vec<Doubt> {
                ones.iter()
                    .filter(|one| others.iter().all(|other| other.id != one.id))
                    .cloned()
                    .collect()
            };
            let (theirs, ours) = (only(&theirs, &doubts), only(&doubts, &theirs));
            tally.examples.push(told(&format!(
                "phone {} alone has {theirs:#?}, and lacks {ours:#?}",
                phone.number
            )));
        }
    }
    tally
}

/// Which sentences are in doubt. Whose versions are shown of one that is only cut otherwise than anybody
/// cut it may depend on who was heard of first.
fn named(doubts: &[Doubt]) -> Vec<(&str, u32, &str)> {
    doubts.iter().map(|doubt| (&doubt.id[..], doubt.at, &doubt.merged[..])).collect()
}

fn touches(doubt: &Doubt, units: &std::ops::Range<usize>) -> bool {
    let (start, end) = (doubt.at as usize, (doubt.at + doubt.length) as usize);
    start < units.end && units.start < end
}

/// Everybody has written, each alone or after hearing of some.
fn written(dice: &mut Dice, crowd: Crowd) -> (Vec<Person>, String, Stood) {
    let count = match dice.below(10) {
        _ if crowd == Crowd::Pair => 2,
        0..=5 => 2,
        6 => 3,
        7 => 4 + dice.below(4),
        8 => 8 + dice.below(5),
        _ => 13 + dice.below(PEOPLE_MAX - 12),
    };
    let mut people: Vec<Person> = (1..=count).map(Person::new).collect();
    let mut stood = Stood::default();
    let base = prose::text(dice);
    if !base.is_empty() {
        people[0].write(&[typed(0, 0, &base)], &mut stood);
    }
    let chained = dice.once_in(4);
    for number in 1..count {
        let (earlier, later) = people.split_at_mut(number);
        // somebody may have heard of one who has written since
        later[0].hear(&mut earlier[0]);
    }
    for number in 0..count {
        for _ in 0..=dice.below(3) {
            let text = people[number].text();
            for edits in hand::work(&text, dice) {
                people[number].write(&edits, &mut stood);
            }
        }
        if chained && dice.once_in(2) && number + 1 < count {
            let (earlier, later) = people.split_at_mut(number + 1);
            let who = dice.below(later.len());
            later[who].hear(&mut earlier[number]);
        }
    }
    (people, base, stood)
}

fn typed(at: usize, delete: usize, insert: &str) -> Edit {
    let (at, delete) = (at as u32, delete as u32);
    Edit::Splice { path: FIELD.to_owned(), at, delete, insert: insert.to_owned() }
}

/// Phones that have heard of everybody: in two orders, one of them in several goes, and one that was not
/// there and takes the whole document.
fn met(people: &mut [Person], dice: &mut Dice) -> Vec<Person> {
    let mut phones = vec![Person::new(101), Person::new(102)];
    let mut order: Vec<usize> = (0..people.len()).collect();
    for phone in &mut phones {
        for place in (1..order.len()).rev() {
            order.swap(place, dice.below(place + 1));
        }
        for who in &order {
            phone.hear(&mut people[*who]);
        }
    }
    if dice.once_in(2) {
        // somebody who knows all writes elsewhere: one head again
        let edit = Edit::Set { path: "title".to_owned(), value: "Rapat".into() };
        let done = phones[0].document.edit(&edit, NOON);
        assert!(done.is_ok(), "{done:?}");
        phones[0].document.commit(NOON);
    }
    let mut late = Person::new(103);
    let taken = late.document.merge_snapshot(&phones[0].document.save());
    assert!(taken.is_ok(), "{taken:?}");
    phones.push(late);
    let (first, rest) = phones.split_at_mut(1);
    rest[0].hear(&mut first[0]);
    let author = dice.below(people.len());
    let mut back = std::mem::replace(&mut people[author], Person::new(104));
    back.hear(&mut first[0]);
    // its text is asked for later, as it was before
    people[author].hear(&mut back);
    phones.push(back);
    phones
}
