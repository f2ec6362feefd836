//! The relay of the district: the real archive over the real store, which can be killed at any
//! moment, put back from a backup, and let down by its disk.

use std::fs;
use std::path::PathBuf;

use paguyuban::access::Role;
use paguyuban::frame::Me;
use paguyuban::id::{DeviceId, Epoch, ForumId, MemberId, Seq, Ulid};
use paguyuban::relay::Device;
use paguyuban::signature::SecretKey;
use paguyuban::vet::Trial;
use paguyuban_server::archive::{Archive, Event, Outgoing};
use paguyuban_server::store::sqlite::{self, Copied, SqliteStore};
use paguyuban_server::store::{self, Enrolment, Forum, Invitation, SecretHash, Store, StoreError};
use tempfile::TempDir;

use super::faults::Planted;
use super::shaky::{Mood, Shaky};
use crate::dice::Dice;

/// Files of a database in WAL mode.
const FILES: [&str; 2] = ["paguyuban.db", "paguyuban.db-wal"];

/// How often a relay looks at what was decided about people.
const WATCH_MS: u64 = 450;

/// The relay's process and disk.
#[derive(Debug)]
pub(super) struct Hub {
    folder: TempDir,
    pub(super) forum: ForumId,
    /// None while the process is dead.
    archive: Option<Archive<Shaky>>,
    /// A second connection, with which the simulation looks at what is really on the disk.
    spy: Option<SqliteStore>,
    backups: usize,
    /// How many documents were erased when each was made.
    erased: Vec<usize>,
    planted: Option<Planted>,
    dice: Dice,
    turns: usize,
    /// What was decided about people when the relay last looked, and when that was.
    watched: (u64, u64),
}

impl Hub {
    pub(super) fn new(
        now_ms: u64,
        planted: Option<Planted>,
        mut dice: Dice,
    ) -> Result<Self, StoreError> {
        let folder = tempfile::tempdir_in(memory()).map_err(io)?;
        let forum = ForumId(Ulid::new(now_ms, 1));
        let mut store = SqliteStore::open(&folder.path().join("data"))?;
        store.add_forum(&Forum {
            id: forum,
            name: "Paguyuban".to_owned(),
            epoch: Epoch(dice.bytes()),
            seq: Seq(0),
            created_ms: now_ms,
            restored_ms: None,
        })?;
        drop(store);
        let spy = None;
        let mut hub = Self {
            folder,
            forum,
            archive: None,
            spy,
            backups: 0,
            erased: Vec::new(),
            planted,
            dice,
            turns: 0,
            watched: (0, now_ms),
        };
        hub.start(now_ms)?;
        Ok(hub)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A device joins by an invitation, as through the door.
    pub(super) fn enrol(
        &mut self,
        number: u8,
        role: Role,
        key: &SecretKey,
        now_ms: u64,
    ) -> Result<Me, StoreError> {
        let hash = SecretHash([number; 32]);
        let mut store = SqliteStore::open(&self.data())?;
        store.add_invitation(&Invitation {
            forum: self.forum,
            id: Ulid::new(now_ms, u128::from(number)),
            hash,
            role,
            member: None,
            replaces: None,
            label: String::new(),
            created_by: None,
            created_ms: now_ms,
            expires_ms: now_ms + 1,
        })?;
        let enrolment = Enrolment {
            device: DeviceId([number; 8]),
            new_member: MemberId(Ulid::new(now_ms, u128::from(number))),
            token_hash: hash,
            key: Some(key.public()),
            proved: false,
            app: String::new(),
            now_ms,
        };
        let device = store.use_invitation(hash, &enrolment)?;
        let device = device.map_err(|unfit| StoreError::Failed(unfit.to_string()))?;
        Ok(Me { device: device.id, member: device.member, role: device.role })
    }

    /// A device as the relay's door finds it by its token.
    pub(super) fn device(&mut self, id: DeviceId) -> Result<Option<Device>, StoreError> {
        let forum = self.forum;
        let devices = self.disk()?.devices(forum)?;
        Ok(devices.iter().find(|device| device.id == id).map(store::Device::known))
    }

    pub(super) fn is_up(&self) -> bool {
        self.archive.is_some()
    }

    pub(super) fn start(&mut self, now_ms: u64) -> Result<(), StoreError> {
        let store = SqliteStore::open(&self.data())?;
        let forgets =
            (self.planted == Some(Planted::RelayForgetsToStore)).then(|| self.dice.child());
        let shaky = Shaky { store, mood: Mood::Well, forgets };
        self.archive = Some(Archive::open(shaky, self.forum, Box::new(Trial::run_each), now_ms)?);
        Ok(())
    }

    /// The process is killed; its disk stays as it is.
    pub(super) fn crash(&mut self) -> Result<(), StoreError> {
        self.archive.take().map(Archive::into_store);
        if self.planted == Some(Planted::RelayTellsBeforeItStores) {
            self.lose_the_last_turns()?;
        }
        Ok(())
    }

    pub(super) fn turn(&mut self, mut events: Vec<Event>, now_ms: u64) -> Vec<Outgoing> {
        events.extend(self.watch(now_ms));
        if self.planted == Some(Planted::RelayTellsBeforeItStores) {
            self.turns += 1;
            if self.turns % 8 == 1 {
                self.note_what_is_stored();
            }
        }
        self.archive.as_mut().map(|archive| archive.turn(events, now_ms)).unwrap_or_default()
    }

    /// As a relay does for all its forums: looks whether another program has decided something.
    fn watch(&mut self, now_ms: u64) -> Option<Event> {
        let (known, looked_ms) = self.watched;
        if self.archive.is_none() || now_ms.abs_diff(looked_ms) < WATCH_MS {
            return None;
        }
        let marks = self.disk().and_then(Store::people_marks).unwrap_or_default();
        let mark = marks.first().map_or(known, |(_, mark)| *mark);
        self.watched = (mark, now_ms);
        (mark != known).then_some(Event::Look)
    }

    pub(super) fn has_more(&self) -> bool {
        self.archive.as_ref().is_some_and(Archive::has_more)
    }

    pub(super) fn set_mood(&mut self, mood: Mood) {
        if let Some(archive) = &mut self.archive {
            archive.store().mood = mood;
        }
    }

    /// What is really on the disk now.
    pub(super) fn disk(&mut self) -> Result<&mut SqliteStore, StoreError> {
        if self.spy.is_none() {
            self.spy = Some(SqliteStore::open(&self.data())?);
        }
        self.spy.as_mut().ok_or(StoreError::Busy)
    }

    /// The operator makes a backup while the relay runs.
    pub(super) fn backup(&mut self) -> Result<(), StoreError> {
        let to = self.folder.path().join(format!("backup-{}", self.backups));
        match sqlite::backup(&self.data(), &to)? {
            Copied::Sound(_) => {}
            Copied::Faulty(report) => return Err(StoreError::Failed(report.faults.join("; "))),
        }
        self.backups += 1;
        let erased = self.erased_now()?;
        self.erased.push(erased);
        Ok(())
    }

    fn erased_now(&mut self) -> Result<usize, StoreError> {
        let forum = self.forum;
        Ok(self.disk()?.tombstones(forum, 0)?.len())
    }

    /// One of the backups that were made since the last erasure.
    pub(super) fn backup_since_erasures(&mut self) -> Result<Option<usize>, StoreError> {
        let now = self.erased_now()?;
        let since: Vec<usize> =
            (0..self.backups).filter(|backup| self.erased[*backup] == now).collect();
        Ok(self.dice.pick(&since).copied())
    }

    /// Its files take the place of a dead relay's.
    pub(super) fn go_back(&mut self, backup: usize) -> Result<(), StoreError> {
        self.spy = None;
        let from = self.folder.path().join(format!("backup-{backup}"));
        copy_database(&from, &self.data())
    }

    pub(super) fn has_backup(&self) -> bool {
        self.backups > 0
    }

    /// The operator puts back one of the backups of a dead relay.
    pub(super) fn restore(&mut self, now_ms: u64) -> Result<(), StoreError> {
        self.spy = None;
        let from = self.folder.path().join(format!("backup-{}", self.dice.below(self.backups)));
        let mut dice = self.dice.child();
        match sqlite::restore(&from, &self.data(), || Epoch(dice.bytes()), now_ms)? {
            Copied::Sound(_) => Ok(()),
            Copied::Faulty(report) => Err(StoreError::Failed(report.faults.join("; "))),
        }
    }

    /// What the operator's `check` says.
    pub(super) fn check(&mut self) -> Result<Vec<String>, StoreError> {
        Ok(sqlite::check(self.disk()?)?.faults)
    }

    /// The planted fault: a cache that the disk has not written yet. What it holds is what came
    /// after this note.
    fn note_what_is_stored(&mut self) {
        // the planted fault only shows more rarely if a copy fails
        let _noted = copy_database(&self.data(), &self.folder.path().join("cache"));
    }

    fn lose_the_last_turns(&mut self) -> Result<(), StoreError> {
        let cache = self.folder.path().join("cache");
        if cache.exists() {
            self.spy = None;
            copy_database(&cache, &self.data())?;
        }
        Ok(())
    }
}

/// Copies the files of a database that nobody writes to at this moment.
fn copy_database(from: &std::path::Path, to: &std::path::Path) -> Result<(), StoreError> {
    fs::create_dir_all(to).map_err(io)?;
    for name in FILES.into_iter().chain(["paguyuban.db-shm"]) {
        let _not_there = fs::remove_file(to.join(name));
    }
    for name in FILES {
        if from.join(name).exists() {
            fs::copy(from.join(name), to.join(name)).map_err(io)?;
        }
    }
    Ok(())
}

/// Where files are kept in memory, if there is such a place: hundreds of stories sync thousands of
/// times.
fn memory() -> PathBuf {
    let shared = PathBuf::from("/dev/shm");
    if shared.is_dir() { shared } else { std::env::temp_dir() }
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function for map_err")]
fn io(error: std::io::Error) -> StoreError {
    StoreError::Failed(error.to_string())
}
