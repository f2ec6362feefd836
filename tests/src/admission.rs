//! Whatever the relay admits, honest people can go on: sequences of hostile changes, each made to be near
//! something that a document or a program has too little of, and after them a phone that gets the document
//! whole, writes in it, and has that taken and read.

use std::fmt;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::{Change, ChangeHash};
use paguyuban::chunk;
use paguyuban::document::{Document, Edit, Value};
use paguyuban::frame::RefusalCode;
use paguyuban::id::{DeviceId, DocId, DocKind, MemberId, ReplicaId, Ulid};
use paguyuban::vet::{self, Carrier, Hand, Opened, Room};

use crate::dice::Dice;
use crate::forge::{Forger, TIME_S};

mod blow;

use blow::Blow;

/// The name of a village's log.
const LOG: &str = "log/33.02.19.2003/2026";
/// Hostile members who write in one document.
const HOSTILE: u8 = 3;
/// Pushes of theirs in one story.
const PUSHES: usize = 20;
/// Honest people; each as often as it comes.
const HONEST: Range<u8> = 40..80;

/// What came of some stories.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Pushes of hostile members.
    pub tried: u64,
    /// Of these, let in.
    pub admitted: u64,
    /// Honest edits after them, each packed, taken, saved and read by somebody new.
    pub honest: u64,
    /// After what an honest person could not go on, with the seed that plays it again.
    pub broken: Vec<(u64, String)>,
}

impl Tally {
    /// Nobody was kept from going on, and the hostile ones were not all turned away at the door.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.broken.is_empty() && self.admitted * 10 > self.tried
    }

    /// Counts another one in.
    pub fn add(&mut self, other: Self) {
        self.tried += other.tried;
        self.admitted += other.admitted;
        self.honest += other.honest;
        self.broken.extend(other.broken);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tried, admitted, honest, broken } = self;
        write!(f, "{tried} hostile pushes, {admitted} admitted, {honest} honest edits after them")?;
        broken.iter().try_for_each(|(seed, why)| write!(f, "\n  seed {seed}: {why}"))
    }
}

/// Plays one story for each seed.
#[must_use]
pub fn play_all(seeds: Range<u64>) -> Tally {
    let mut all = Tally::default();
    for seed in seeds {
        let mut tally = Tally::default();
        if let Err(why) = play(seed, &mut tally) {
            tally.broken.push((seed, why));
        }
        all.add(tally);
    }
    all
}

fn play(seed: u64, tally: &mut Tally) -> Result<(), String> {
    let mut dice = Dice::new(seed);
    let mut story = Story::begin(&mut dice);
    for _ in 0..PUSHES {
        let by = 1 + dice.below(usize::from(HOSTILE)) as u8;
        let changes = story.blows(by, &mut dice);
        tally.tried += 1;
        let what = format!("{} changes by {by}", changes.len());
        if story.push(by, &changes).is_err() {
            // what came of its numbers is not known to it
            story.forgers[usize::from(by) - 1].restart();
            continue;
        }
        tally.admitted += 1;
        story.is_whole().map_err(|why| format!("after {what}: {why}"))?;
        if dice.once_in(4) {
            story.go_on(&mut dice).map_err(|why| format!("after {what}: {why}"))?;
            tally.honest += 1;
        }
    }
    story.go_on(&mut dice)?;
    tally.honest += 1;
    Ok(())
}

/// A document as the relay has it.
struct Story {
    doc: DocId,
    opened: Opened,
    forgers: Vec<Forger>,
    /// Changes that were made, admitted or not.
    known: Vec<ChangeHash>,
    nonce: u64,
}

fn member(number: u8) -> MemberId {
    MemberId(Ulid::new(1_764_000_000_000, u128::from(number)))
}

impl Story {
    fn begin(dice: &mut Dice) -> Self {
        let id = Ulid::new(1_764_000_000_000, 1);
        let doc = match dice.below(3) {
            0 => DocId::note(id),
            1 => DocId::member(MemberId(id)),
            _ => LOG.parse().expect("a name of a log"),
        };
        let forger = |number| Forger::new(&doc, DeviceId([number; 8]), member(number));
        let forgers: Vec<Forger> = (1..=HOSTILE).map(forger).collect();
        let known = forgers[0].beginning();
        Self { opened: Opened::fresh(doc.kind()), doc, forgers, known, nonce: 0 }
    }

    /// Some changes of one member, one upon the other or not.
    fn blows(&mut self, by: u8, dice: &mut Dice) -> Vec<Change> {
        let count = dice.weighed(&[(1, 6), (2, 3), (5, 2), (40, 1)]).unwrap_or(1);
        let mut changes: Vec<Change> = Vec::new();
        for _ in 0..count {
            let blow = Blow {
                doc: &self.doc,
                opened: &self.opened,
                known: &self.known,
                last: changes.last(),
                small: count > 5,
            };
            let forger = &mut self.forgers[usize::from(by) - 1];
            let change = blow.strike(forger, dice);
            self.known.push(change.hash());
            changes.push(change);
        }
        changes
    }

    /// As the relay does it: checked, packed as it will be handed on, tried on a copy.
    fn push(&mut self, by: u8, changes: &[Change]) -> Result<(), RefusalCode> {
        let carrier = Carrier { device: DeviceId([by; 8]), member: member(by), hand: Hand::Own };
        // what travels is bytes, which another program may have packed otherwise than the relay will
        let packed = chunk::pack_in_one(changes);
        let changes = chunk::unpack(&packed).map_err(|_| RefusalCode::Malformed)?;
        vet::check(&self.opened, &mut Room::of(&self.opened), &changes, &carrier)?;
        through_chunks(&changes).ok_or(RefusalCode::Malformed)?;
        let trial = self.opened.trial(changes);
        // the relay fences it likewise
        let tried = catch_unwind(AssertUnwindSafe(|| trial.run()));
        self.opened = tried.unwrap_or(Err(RefusalCode::TooSlow))?;
        Ok(())
    }

    /// What was let in change by change is one document, which is saved and loaded back.
    fn is_whole(&self) -> Result<Vec<u8>, String> {
        self.opened.save().map_err(|error| error.to_string())
    }

    /// A phone that gets the document whole writes in it; that is taken, and somebody new reads it, whole
    /// and change by change.
    fn go_on(&mut self, dice: &mut Dice) -> Result<(), String> {
        self.nonce += 1;
        let person = HONEST.start + dice.below(HONEST.len()) as u8;
        let whole = self.is_whole()?;
        let mut phone = self.load(person, &whole)?;
        let before = phone.heads();
        let edit = self.honest_edit();
        phone.edit(&edit, TIME_S).map_err(|error| format!("the edit: {error}"))?;
        phone.commit(TIME_S);
        for packed in chunk::pack(&phone.changes_since(&before)) {
            let changes = chunk::unpack(&packed).map_err(|error| error.to_string())?;
            self.push(person, &changes).map_err(|code| format!("an honest edit: {code:?}"))?;
        }
        let whole = self.is_whole()?;
        let mut reader = self.load(99, &whole)?;
        if reader.heads() != phone.heads() {
            return Err("somebody new does not read what was written last".to_owned());
        }
        // as it is handed on from the log
        let all = reader.changes_since(&[]);
        let again = through_chunks(&all).ok_or("its changes do not pack and unpack")?;
        let opened =
            Opened::load(self.doc.kind(), None, again).map_err(|error| error.to_string())?;
        if opened.heads() == self.opened.heads() { Ok(()) } else { Err("other heads".to_owned()) }
    }

    fn honest_edit(&self) -> Edit {
        if self.doc.kind() == DocKind::Log {
            let key = Ulid::new(1_764_000_000_001, u128::from(self.nonce)).to_string();
            return Edit::Add { path: "entries".to_owned(), key };
        }
        let day = format!("2026-01-{:02}", 1 + self.nonce % 28);
        Edit::Set { path: "archived_on".to_owned(), value: Value::from(day.as_str()) }
    }

    fn load(&self, person: u8, whole: &[u8]) -> Result<Document, String> {
        let replica = ReplicaId::new(DeviceId([person; 8]), self.nonce.to_be_bytes());
        let loaded = Document::load(self.doc.clone(), replica, member(person), Some(whole), []);
        loaded.map_err(|error| format!("a phone cannot load it: {error}"))
    }
}

/// These changes, packed and unpacked; nothing if they come out as others or not at all.
fn through_chunks(changes: &[Change]) -> Option<Vec<Change>> {
    let unpacked = chunk::pack(changes).into_iter().map(|packed| chunk::unpack(&packed).ok());
    let all = unpacked.collect::<Option<Vec<_>>>()?.concat();
    all.iter().map(Change::hash).eq(changes.iter().map(Change::hash)).then_some(all)
}
