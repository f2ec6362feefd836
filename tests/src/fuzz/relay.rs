//! A whole relay under altered frames and chunks: the real archive, store and trials.

use std::collections::BTreeMap;

use automerge::Change;
use paguyuban::chunk;
use paguyuban::document::Document;
use paguyuban::frame::{FRAME_UP_BYTES_MAX, Frame, Hello, Push};
use paguyuban::id::{DocId, Epoch, ReplicaId, Seq, Ulid};
use paguyuban::relay::{Door, LinkId};
use paguyuban::replica::{Effect, Opening, Replica, Standing};
use paguyuban::vet::Opened;
use paguyuban::vet::Trial;
use paguyuban_server::archive::{Archive, Event, Outgoing, RunTrials};
use paguyuban_server::store::sqlite::{SqliteStore, check};
use paguyuban_server::store::{Forum, Store};
use paguyuban_server::trial::Trials;

use super::samples::{Sample, device, forum, frames_up, me, push, samples};
use super::{Feed, alter};
use crate::dice::Dice;

const NOW_MS: u64 = 1_764_000_000_000;
/// Inputs until the relay is looked through and begun anew: what was taken makes it slower.
const INPUTS_PER_RELAY: u64 = 2_000;
/// Inputs between two edits of an honest phone.
const INPUTS_PER_EDIT: u64 = 200;
/// Turns until an answer must be complete.
const TURNS_MAX: usize = 1_000;

/// How pushed changes are tried out.
#[derive(Debug, Clone)]
pub(super) enum Fence {
    /// As the relay does it.
    Trials(Trials),
    /// In place. Shows that what is fed would break a relay without its fence.
    None,
}

/// A relay, a hostile phone and two honest ones.
#[derive(Debug)]
pub(super) struct Hostile {
    samples: Vec<Sample>,
    frames: Vec<Vec<u8>>,
    fence: Fence,
    archive: Archive<SqliteStore>,
    hostile: Option<LinkId>,
    honest: Honest,
    links: u64,
    inputs: u64,
}

/// A phone whose document nobody attacks, and one that reads it.
#[derive(Debug)]
struct Honest {
    document: Document,
    writes: LinkId,
    reads: LinkId,
    push: u32,
}

impl Hostile {
    pub(super) fn new(fence: Fence, dice: &mut Dice) -> Self {
        let samples = samples(dice);
        let frames = frames_up(&samples).iter().map(Frame::to_bytes).collect();
        let archive = new_archive(&fence);
        let honest = Honest::new(0);
        let mut this =
            Self { samples, frames, fence, archive, hostile: None, honest, links: 0, inputs: 0 };
        this.begin(dice);
        this
    }

    /// A relay with the samples' histories in it.
    fn begin(&mut self, dice: &mut Dice) {
        self.archive = new_archive(&self.fence);
        self.hostile = None;
        self.honest = Honest::new(dice.roll());
        let link = self.join_hostile(dice);
        let histories = self.samples.iter().flat_map(|sample| {
            sample
                .history
                .iter()
                .map(|chunk| Event::Frame(link, Frame::Push(push(1, &sample.doc, chunk.clone()))))
        });
        let events = histories.collect();
        self.archive.turn(events, NOW_MS);
        while self.archive.has_waiting() {
            self.archive.turn(Vec::new(), NOW_MS);
        }
        for (at, number) in [(0, 2), (1, 3)] {
            let link = self.next_link();
            let replica = ReplicaId::new(me(number).device, [1; 8]);
            self.archive.turn(greeting(link, number, replica), NOW_MS);
            self.archive.turn(vec![Event::Room(link)], NOW_MS);
            *[&mut self.honest.writes, &mut self.honest.reads][at] = link;
        }
    }

    fn next_link(&mut self) -> LinkId {
        self.links += 1;
        LinkId(self.links)
    }

    fn join_hostile(&mut self, dice: &mut Dice) -> LinkId {
        let link = self.next_link();
        let replica = ReplicaId::new(me(1).device, dice.bytes());
        self.archive.turn(greeting(link, 1, replica), NOW_MS);
        self.hostile = Some(link);
        link
    }

    /// One altered frame; `None` if the door does not take it for a frame.
    fn altered(&self, dice: &mut Dice) -> Option<Frame> {
        if dice.once_in(4) {
            let mut bytes = dice.pick(&self.frames)?.clone();
            let other = dice.pick(&self.frames)?.clone();
            alter::alter(&mut bytes, &other, dice);
            let frame = Frame::from_bytes(&bytes, FRAME_UP_BYTES_MAX).ok()?;
            return Some(match frame {
                // most would get no further than the signature
                Frame::Push(altered) if !dice.once_in(4) => {
                    Frame::Push(push(1, &altered.doc, altered.chunk.into()))
                }
                frame => frame,
            });
        }
        let sample = dice.pick(&self.samples)?;
        let other = dice.pick(&self.samples)?;
        let (one, two) = (dice.pick(&sample.chunks)?, dice.pick(&other.chunks)?);
        let doc = if dice.once_in(20) { &other.doc } else { &sample.doc };
        let chunk =
            if dice.once_in(10) { a_part(one, dice) } else { alter::alter_chunk(one, two, dice) };
        Some(Frame::Push(push(1, doc, chunk)))
    }

    /// Every document is handed to a new phone, which opens it. Nothing hostile may have got through.
    fn look_through(&mut self) -> Result<(), String> {
        let report = check(self.archive.store()).map_err(|error| error.to_string())?;
        if !report.is_sound() {
            return Err(format!("check: {}", report.faults.join("; ")));
        }
        self.open_every_prefix()?;
        let link = self.next_link();
        let replica = ReplicaId::new(me(4).device, [2; 8]);
        let mut reader = Reader::new(replica);
        let mut events = greeting(link, 4, replica);
        for _ in 0..TURNS_MAX {
            for outgoing in self.archive.turn(std::mem::take(&mut events), NOW_MS) {
                match outgoing {
                    Outgoing::Send(to, frame) if to == link => reader.take(frame)?,
                    Outgoing::Page(to) if to == link => events.push(Event::Room(link)),
                    _ => {}
                }
            }
            if events.is_empty() {
                return reader.look(report.documents);
            }
        }
        Err("a new phone is never caught up".to_owned())
    }
}

impl Hostile {
    /// What was tried out piece by piece is opened whole after a restart, and by every phone: a
    /// document must open in one go as it was after each of its entries.
    fn open_every_prefix(&mut self) -> Result<(), String> {
        let rows = self.archive.store().log_after(forum(), Seq(0), usize::MAX >> 1);
        let mut before: BTreeMap<DocId, Vec<Change>> = BTreeMap::new();
        for row in rows.map_err(|error| error.to_string())? {
            let changes = before.entry(row.doc.clone()).or_default();
            let chunk = row.content.chunk().cloned().unwrap_or_default();
            changes.extend(chunk::unpack(&chunk).map_err(|bad| bad.to_string())?);
            Opened::load(row.doc.kind(), None, changes.clone())
                .map_err(|bad| format!("{} up to {}: {bad}", row.doc, row.seq))?;
        }
        Ok(())
    }
}

impl Feed for Hostile {
    fn feed(&mut self, dice: &mut Dice) -> Result<bool, String> {
        self.inputs += 1;
        if self.inputs.is_multiple_of(INPUTS_PER_RELAY) {
            self.look_through()?;
            self.begin(dice);
        }
        if self.inputs.is_multiple_of(INPUTS_PER_EDIT) {
            self.honest.write(&mut self.archive)?;
        }
        let Some(frame) = self.altered(dice) else {
            return Ok(false);
        };
        let link = match self.hostile {
            Some(link) => link,
            None => self.join_hostile(dice),
        };
        let mut taken = false;
        for outgoing in self.archive.turn(vec![Event::Frame(link, frame)], NOW_MS) {
            match outgoing {
                Outgoing::Send(to, Frame::Stored(_)) => taken |= to == link,
                Outgoing::Page(to) => drop(self.archive.turn(vec![Event::Room(to)], NOW_MS)),
                Outgoing::Close(to, _) if to == link => self.hostile = None,
                Outgoing::Close(to, why) => return Err(format!("{to:?} was closed: {why:?}")),
                _ => {}
            }
        }
        Ok(taken)
    }
}

impl Honest {
    fn new(number: u64) -> Self {
        let doc = DocId::note(Ulid::new(NOW_MS, u128::from(number)));
        let replica = ReplicaId::new(me(2).device, number.to_be_bytes());
        let document = Document::new(doc, replica, me(2).member);
        Self { document, writes: LinkId(0), reads: LinkId(0), push: 0 }
    }

    /// One edit goes through to the other honest phone.
    fn write(&mut self, archive: &mut Archive<SqliteStore>) -> Result<(), String> {
        let heads = self.document.heads();
        let edit = paguyuban::document::Edit::Set {
            path: "title".to_owned(),
            value: paguyuban::document::Value::Text(format!("Rapat {}", self.push)),
        };
        self.document.edit(&edit, 1_764_000_000).map_err(|error| error.to_string())?;
        self.document.commit(1_764_000_000);
        self.push += 1;
        let mut events = Vec::new();
        for chunk in chunk::pack(&self.document.changes_since(&heads)) {
            let doc = self.document.id().clone();
            let push = Push { push: self.push, ..push(2, &doc, chunk) };
            events.push(Event::Frame(self.writes, Frame::Push(push)));
        }
        let mut out = archive.turn(events, NOW_MS);
        // on a busy machine a trial goes on into the next turn
        while archive.has_waiting() || archive.has_trials() {
            out.extend(archive.turn(Vec::new(), NOW_MS));
        }
        let stored = out
            .iter()
            .any(|out| matches!(out, Outgoing::Send(to, Frame::Stored(_)) if *to == self.writes));
        let seen = out
            .iter()
            .any(|out| matches!(out, Outgoing::Send(to, Frame::Changed(_)) if *to == self.reads));
        if stored && seen { Ok(()) } else { Err(format!("an honest edit did not pass: {out:?}")) }
    }
}

/// A new phone that takes whatever the relay sends.
struct Reader {
    replica: Replica,
}

impl Reader {
    fn new(id: ReplicaId) -> Self {
        let mut replica = Replica::new(Opening {
            forum: forum(),
            id,
            member: me(4).member,
            role: me(4).role,
            standing: Standing::default(),
            ledgers: BTreeMap::new(),
            receipts: Vec::new(),
        });
        replica.connect();
        Self { replica }
    }

    fn take(&mut self, frame: Frame) -> Result<(), String> {
        for effect in self.replica.receive(vec![frame], NOW_MS) {
            if effect == Effect::HangUp {
                return Err("a new phone cannot take what the relay has stored".to_owned());
            }
        }
        Ok(())
    }

    fn look(&self, documents: u64) -> Result<(), String> {
        let seen = self.replica.documents().filter(|(doc, _)| self.replica.view(doc).is_some());
        let seen = seen.count() as u64;
        if seen < documents {
            return Err(format!("a new phone has {seen} of {documents} documents"));
        }
        Ok(())
    }
}

/// A chunk of some of the changes, in the wrong order now and then.
fn a_part(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut changes = chunk::unpack(bytes).unwrap_or_default();
    changes.retain(|_| !dice.once_in(3));
    if dice.once_in(2) {
        changes.reverse();
    }
    chunk::pack(&changes).into_iter().next().unwrap_or_default()
}

fn greeting(link: LinkId, number: u8, replica: ReplicaId) -> Vec<Event> {
    let hello = Hello::first(replica);
    vec![
        Event::Join { link, device: device(number), door: Door::Live },
        Event::Frame(link, Frame::Hello(hello)),
    ]
}

fn new_archive(fence: &Fence) -> Archive<SqliteStore> {
    let forum = forum();
    let run: RunTrials = match fence.clone() {
        Fence::Trials(trials) => Box::new(move |asked| trials.run(asked)),
        Fence::None => Box::new(Trial::run_each),
    };
    let opened = SqliteStore::in_memory().and_then(|mut store| {
        store.add_forum(&Forum {
            id: forum,
            name: "Paguyuban".to_owned(),
            epoch: Epoch([1; 8]),
            seq: Seq(0),
            created_ms: NOW_MS,
            restored_ms: None,
        })?;
        Archive::open(store, forum, run, NOW_MS)
    });
    opened.expect("a database in memory opens as long as there is memory")
}
