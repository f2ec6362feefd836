//! The headless phone: the shipped replica with its store in a folder, over the relay's real doors.
//!
//! An edit is acknowledged when [`Phone::commit`] returns: its change is then in the folder for good.

use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use paguyuban::document::{Edit, View};
use paguyuban::frame::{Closing, FRAME_DOWN_BYTES_MAX, Frame, RefusalCode};
use paguyuban::id::{DocId, ReplicaId};
use paguyuban::replica::{EditError, Effect, Event, Replica, Ticks};
use paguyuban::signature::SecretKey;
use thiserror::Error;

use crate::disk::{Contents, DiskError, FolderDisk, Identity};

mod carry;
pub mod files;
mod http;
mod join;
mod live;
mod post;
mod rude;
mod tampered;

pub use live::Live;
pub use tampered::{Door, Tampered};

/// Why a phone did not do what it was asked.
#[derive(Debug, Error)]
pub enum PhoneError {
    /// The folder belongs to no phone: join first.
    #[error("this folder belongs to no phone that has joined")]
    NotJoined,
    /// The link is no invitation.
    #[error("not an invitation link")]
    NoInvitation,
    /// Its disk.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The edit cannot be made.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The relay cannot be reached, or the link broke.
    #[error("the link to the relay: {0}")]
    Link(String),
    /// The relay answered with this status.
    #[error("the relay answered {status}: {body}")]
    Answer {
        /// The status of HTTP.
        status: u16,
        /// What it said.
        body: String,
    },
    /// The system gives no randomness.
    #[error("the system gives no randomness")]
    NoDice,
}

/// What has crossed the link, in frames as they are, without the doors' own bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Meter {
    /// Frames to the relay.
    pub frames_up: u64,
    /// Their bytes.
    pub bytes_up: u64,
    /// Frames from the relay.
    pub frames_down: u64,
    /// Their bytes.
    pub bytes_down: u64,
    /// Times the phone had to wait for an answer before it could go on.
    pub round_trips: u64,
}

/// What of the time went where, since the phone was opened.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spent {
    /// When the relay last said that something is on its disk.
    pub stored: Option<Instant>,
    /// The phone's own work with what it got, which no relay can hasten.
    pub taking: Duration,
}

/// A phone with its store in a folder.
#[derive(Debug)]
pub struct Phone {
    disk: FolderDisk,
    identity: Identity,
    key: SecretKey,
    replica: Replica,
    meter: Meter,
    spent: Spent,
    /// Frames to be sent.
    outbox: Vec<Frame>,
    /// What the core told since the last connect.
    news: Vec<Event>,
    /// The core has no more use for the link.
    hung_up: bool,
}

impl Phone {
    /// Starts the phone of a folder, as after a crash or a restart.
    ///
    /// # Errors
    /// [`PhoneError::NotJoined`] if there is none.
    pub fn open(folder: &Path) -> Result<Self, PhoneError> {
        let disk = FolderDisk::open(folder)?;
        let identity = disk.contents().identity.clone().ok_or(PhoneError::NotJoined)?;
        let mut nonce = [0; 8];
        getrandom::fill(&mut nonce).map_err(|_| PhoneError::NoDice)?;
        let id = ReplicaId::new(identity.device, nonce);
        let me = (identity.member, identity.role);
        let opening = disk.contents().opening(identity.forum, id, me);
        let key = identity.secret_key().ok_or(PhoneError::NotJoined)?;
        Ok(Self {
            disk,
            identity,
            key,
            replica: Replica::new(opening),
            meter: Meter::default(),
            spent: Spent::default(),
            outbox: Vec::new(),
            news: Vec::new(),
            hung_up: false,
        })
    }

    /// Who the phone is.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Points the phone to where the relay is now.
    pub fn move_to(&mut self, origin: &str) {
        origin.clone_into(&mut self.identity.origin);
    }

    /// What is on its disk.
    #[must_use]
    pub fn contents(&self) -> &Contents {
        self.disk.contents()
    }

    /// What has crossed the link so far.
    #[must_use]
    pub fn meter(&self) -> Meter {
        self.meter
    }

    /// Where its time went so far.
    #[must_use]
    pub fn spent(&self) -> Spent {
        self.spent
    }

    /// Makes an edit and commits it: one change, on disk when this returns.
    ///
    /// # Errors
    /// [`EditError`], or the disk's; the edit is then not acknowledged.
    pub fn edit(&mut self, doc: &DocId, edit: Edit) -> Result<(), PhoneError> {
        self.type_in(doc, edit)?;
        self.commit(doc)
    }

    /// Makes an edit that waits for its commit.
    ///
    /// # Errors
    /// As [`Phone::edit`].
    pub fn type_in(&mut self, doc: &DocId, edit: Edit) -> Result<(), PhoneError> {
        self.load(doc)?;
        let effects = self.replica.edit(doc, edit, now_s())?;
        self.perform(effects)
    }

    /// Makes one change of what was edited.
    ///
    /// # Errors
    /// The disk's.
    pub fn commit(&mut self, doc: &DocId) -> Result<(), PhoneError> {
        let effects = self.replica.commit(doc, now_s());
        self.perform(effects)
    }

    /// A document as the screen shows it.
    ///
    /// # Errors
    /// The disk's.
    pub fn view(&mut self, doc: &DocId) -> Result<Option<View>, PhoneError> {
        if !self.contents().docs.contains_key(doc) {
            return Ok(None);
        }
        self.load(doc)?;
        Ok(self.replica.view(doc))
    }

    /// Every document on the phone.
    #[must_use]
    pub fn documents(&self) -> Vec<DocId> {
        self.replica.documents().map(|(doc, _)| doc.clone()).collect()
    }

    /// How far a document has got.
    #[must_use]
    pub fn ticks(&self, doc: &DocId) -> Ticks {
        self.replica.ticks(doc)
    }

    /// Documents with changes that the relay is not known to hold.
    #[must_use]
    pub fn unsent(&self) -> usize {
        self.replica.unsent().count()
    }

    /// What the core told since the last connect.
    #[must_use]
    pub fn news(&self) -> &[Event] {
        &self.news
    }

    /// Whether everything stored at the relay has arrived.
    #[must_use]
    pub fn is_caught_up(&self) -> bool {
        self.news.iter().any(|event| matches!(event, Event::CaughtUp))
    }

    /// Why pushes were not taken.
    #[must_use]
    pub fn refusals(&self) -> Vec<RefusalCode> {
        let refused = self.news.iter().filter_map(|event| match event {
            Event::Refused { code, .. } => Some(*code),
            _ => None,
        });
        refused.collect()
    }

    /// Why the relay ended the link, if it said so.
    #[must_use]
    pub fn closing(&self) -> Option<Closing> {
        self.news.iter().find_map(|event| match event {
            Event::Closing { code } => Some(*code),
            _ => None,
        })
    }

    /// The link is up: what the phone says first is in the outbox.
    fn greet(&mut self) -> Result<(), PhoneError> {
        self.news.clear();
        self.outbox.clear();
        self.hung_up = false;
        for doc in self.replica.needs_to_connect() {
            self.load(&doc)?;
        }
        let effects = self.replica.connect();
        self.meter.round_trips += 1;
        self.perform(effects)
    }

    fn part(&mut self) {
        self.replica.disconnect();
        self.outbox.clear();
    }

    /// The frame of some bytes from the relay.
    fn read(&mut self, bytes: &[u8]) -> Result<Frame, PhoneError> {
        self.meter.frames_down += 1;
        self.meter.bytes_down += bytes.len() as u64;
        let frame = Frame::from_bytes(bytes, FRAME_DOWN_BYTES_MAX)
            .map_err(|bad| PhoneError::Link(bad.to_string()))?;
        if let Frame::Stored(_) = frame {
            self.spent.stored = Some(Instant::now());
        }
        Ok(frame)
    }

    /// Takes what has arrived together.
    fn take(&mut self, frames: Vec<Frame>) -> Result<(), PhoneError> {
        let began = Instant::now();
        for doc in self.replica.needs(&frames) {
            self.load(&doc)?;
        }
        let effects = self.replica.receive(frames, now_ms());
        let taken = self.perform(effects);
        self.spent.taking += began.elapsed();
        taken
    }

    /// The bytes of a frame on its way up.
    fn sent(&mut self, frame: &Frame) -> Vec<u8> {
        let bytes = frame.to_bytes();
        self.meter.frames_up += 1;
        self.meter.bytes_up += bytes.len() as u64;
        bytes
    }

    fn load(&mut self, doc: &DocId) -> Result<(), PhoneError> {
        if self.replica.is_open(doc) {
            return Ok(());
        }
        let parts = self.contents().parts(doc);
        let snapshot = parts.snapshot.as_deref();
        let effects = self.replica.load(doc, snapshot, &parts.chunks, parts.asked);
        self.perform(effects)
    }

    /// Does what the core asks, in its order. If the disk fails, what follows is left undone; the
    /// phone has to be opened anew.
    fn perform(&mut self, effects: Vec<Effect>) -> Result<(), PhoneError> {
        for effect in effects {
            match effect {
                Effect::Append(append) => self.disk.append(&append)?,
                Effect::Send(frame) => self.outbox.push(frame),
                Effect::Sign(signed) => self.outbox.push(Frame::Push(signed.by(&self.key))),
                Effect::Show(_) => {}
                Effect::Tell(event) => self.hear(event)?,
                Effect::HangUp => self.hung_up = true,
            }
        }
        Ok(())
    }

    fn hear(&mut self, event: Event) -> Result<(), PhoneError> {
        match &event {
            Event::Receipts { groups } => self.disk.set_receipts(groups.clone())?,
            Event::Welcome { role, .. } if *role != self.identity.role => {
                self.identity.role = *role;
                self.disk.set_identity(self.identity.clone())?;
            }
            _ => {}
        }
        self.news.push(event);
        Ok(())
    }
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

fn now_s() -> i64 {
    i64::try_from(now_ms() / 1_000).unwrap_or(i64::MAX)
}
