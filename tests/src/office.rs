//! A forum on a real relay, with phones in folders: what tests over real sockets begin with.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use paguyuban::document::{Edit, Value};
use paguyuban::id::{DocId, MemberId, Ulid};
use tempfile::TempDir;

use crate::phone::Phone;
use crate::relay::{self, Relay};

/// One forum, its relay and a place for phones.
#[derive(Debug)]
pub struct Office {
    home: TempDir,
    data: PathBuf,
    forum: String,
    relay: Option<Relay>,
    phones: usize,
}

impl Office {
    /// A new forum in a folder of its own, and its relay.
    ///
    /// # Errors
    /// The relay does not start.
    pub fn open() -> Result<Self> {
        let home = TempDir::new()?;
        let data = home.path().join("data");
        Self::open_at(home, data)
    }

    /// A new forum whose relay runs as an operator starts it, with its usual limits, and writes no log.
    ///
    /// # Errors
    /// The relay does not start.
    pub fn open_usual() -> Result<Self> {
        let home = TempDir::new()?;
        let data = home.path().join("data");
        let forum = relay::new_forum(&data)?;
        let relay = Some(Relay::start_usual(&data)?);
        Ok(Self { home, data, forum, relay, phones: 0 })
    }

    /// The same with the relay's folder elsewhere.
    ///
    /// # Errors
    /// The relay does not start.
    pub fn open_at(home: TempDir, data: PathBuf) -> Result<Self> {
        let forum = relay::new_forum(&data)?;
        let relay = Some(Relay::start(&data)?);
        Ok(Self { home, data, forum, relay, phones: 0 })
    }

    /// The relay's folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The folder that holds everything of this test.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The forum's id.
    #[must_use]
    pub fn forum(&self) -> &str {
        &self.forum
    }

    /// The running relay.
    ///
    /// # Errors
    /// It is not running.
    pub fn relay(&self) -> Result<&Relay> {
        self.relay.as_ref().context("the relay is not running")
    }

    /// Kills the relay.
    ///
    /// # Errors
    /// It is not running, or the system does not let us.
    pub fn kill_relay(&mut self) -> Result<()> {
        self.relay.take().context("the relay is not running")?.kill()?;
        Ok(())
    }

    /// Starts the relay again; it may listen elsewhere.
    ///
    /// # Errors
    /// It does not start.
    pub fn start_relay(&mut self) -> Result<&Relay> {
        Ok(self.relay.insert(Relay::start(&self.data)?))
    }

    /// A new phone that has joined.
    ///
    /// # Errors
    /// It could not join.
    pub async fn phone(&mut self, role: &str) -> Result<Phone> {
        self.phones += 1;
        let folder = self.home.path().join(format!("phone-{}", self.phones));
        let link = self.relay()?.invite(&self.forum, role)?;
        Ok(Phone::join(&link, &folder).await?)
    }

    /// Runs one of the operator's commands on the forum's folder.
    ///
    /// # Errors
    /// It fails.
    pub fn operate(&self, words: &[&str]) -> Result<String> {
        relay::said(&relay::ask(&self.data, words)?)
    }

    /// `paguyuban check` finds nothing.
    ///
    /// # Errors
    /// It does.
    pub fn check(&self) -> Result<()> {
        let output = relay::ask(&self.data, &["check"])?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        ensure!(output.status.success(), "check: {said}");
        Ok(())
    }
}

/// A member's card.
#[must_use]
pub fn card(number: u128) -> DocId {
    DocId::member(MemberId(Ulid::new(1_764_000_000_000, number)))
}

/// A note.
#[must_use]
pub fn note(number: u128) -> DocId {
    DocId::note(Ulid::new(1_764_000_000_000, number))
}

/// Writes a register.
#[must_use]
pub fn set(path: &str, value: &str) -> Edit {
    Edit::Set { path: path.to_owned(), value: Value::from(value) }
}

/// The text at a path of a document on a phone; empty if there is none.
///
/// # Errors
/// The phone's disk.
pub fn read(phone: &mut Phone, doc: &DocId, path: &str) -> Result<String> {
    let view = phone.view(doc)?;
    let value = view.as_ref().and_then(|view| view.at(path)).and_then(Value::as_str);
    Ok(value.unwrap_or_default().to_owned())
}
