//! The demo as plain data: who wrote what, when, knowing what.

use paguyuban::access::Role;
use paguyuban::document::{Edit, Value};
use paguyuban::id::{DeviceId, DocId, MemberId};

/// A year of a forum.
#[derive(Debug)]
pub struct Story {
    /// Everybody with a card.
    pub people: Vec<Person>,
    /// In the order in which they happened.
    pub sessions: Vec<Session>,
}

/// Somebody invented.
#[derive(Debug, Clone)]
pub struct Person {
    /// The person.
    pub member: MemberId,
    /// The phone.
    pub device: DeviceId,
    /// What the person may do.
    pub role: Role,
    /// Without titles.
    pub full_name: &'static str,
    /// What people say.
    pub nickname: &'static str,
    /// A degree, or nothing.
    pub suffix: &'static str,
    /// The village's code.
    pub village: Option<&'static str>,
    /// A word of the vocabulary.
    pub position: &'static str,
    /// A word of the vocabulary.
    pub position_status: &'static str,
    /// A word of the vocabulary.
    pub status: &'static str,
    /// E.164.
    pub phone: String,
}

/// One person writing in one document for a while.
#[derive(Debug, Clone)]
pub struct Session {
    /// Place in [`Story::people`].
    pub author: usize,
    /// The document.
    pub doc: DocId,
    /// When it began, seconds since 1970.
    pub at_s: i64,
    /// What the author knew of it.
    pub knowing: Knowing,
    /// One change each.
    pub commits: Vec<Vec<Edit>>,
    /// At the end the author approves what the document says.
    pub approves: bool,
}

/// What an author had heard before writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knowing {
    /// Everything.
    Everything,
    /// Only what the same phone knew the last time.
    NothingNew,
}

impl Session {
    pub(super) fn new(author: usize, doc: DocId, at_s: i64) -> Self {
        let (knowing, commits) = (Knowing::Everything, Vec::new());
        Self { author, doc, at_s, knowing, commits, approves: false }
    }

    pub(super) fn out_of_reach(self) -> Self {
        Self { knowing: Knowing::NothingNew, ..self }
    }

    pub(super) fn commit(mut self, edits: Vec<Edit>) -> Self {
        if !edits.is_empty() {
            self.commits.push(edits);
        }
        self
    }
}

pub(super) fn set(path: impl Into<String>, value: impl Into<String>) -> Edit {
    Edit::Set { path: path.into(), value: Value::Text(value.into()) }
}

pub(super) fn amount(path: impl Into<String>, rupiah: i64) -> Edit {
    Edit::Set { path: path.into(), value: Value::Int(rupiah) }
}

pub(super) fn include(path: impl Into<String>, key: impl Into<String>) -> Edit {
    Edit::Include { path: path.into(), key: key.into() }
}

pub(super) fn add(path: impl Into<String>, key: impl Into<String>) -> Edit {
    Edit::Add { path: path.into(), key: key.into() }
}

/// Writes into an empty text or before what is there.
pub(super) fn write(path: impl Into<String>, text: impl Into<String>) -> Edit {
    Edit::Splice { path: path.into(), at: 0, delete: 0, insert: text.into() }
}

/// Writes behind a text of this length.
pub(super) fn append(path: impl Into<String>, after: &str, text: impl Into<String>) -> Edit {
    let at = u32::try_from(after.encode_utf16().count()).unwrap_or(u32::MAX);
    Edit::Splice { path: path.into(), at, delete: 0, insert: text.into() }
}

/// `YYYY-MM-DD` in western Indonesia.
pub(super) fn date(at_s: i64) -> String {
    let western = u64::try_from(at_s + 7 * 3600).unwrap_or_default();
    let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(western);
    humantime::format_rfc3339_seconds(at).to_string()[..10].to_owned()
}
