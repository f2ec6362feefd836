//! What a document is called, and what its name says of it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{InvalidId, MemberId, Ulid};

/// The longest [`DocId`] in bytes; the longest kind today is `private/`, two ULIDs and a year.
pub const DOC_ID_BYTES_MAX: usize = 96;

/// There is one in a forum.
const SETTINGS: &str = "settings";
/// As of these.
const POSTS: &str = "posts";

/// What a document is about; each kind has a module in [`crate::document`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocKind {
    /// One person's card.
    Member,
    /// The mentoring entries of one village and year.
    Log,
    /// A shared note or minutes.
    Note,
    /// A note of the organisers.
    Board,
    /// What two people write of their mentoring, in confidence.
    Private,
    /// One person's grades in a period.
    Assessment,
    /// What the forum calls itself, its villages and its words: one document.
    Settings,
    /// A training or meeting, and who came.
    Event,
    /// What a village has to cope with.
    Problems,
    /// Who holds which position in which village: one document.
    Posts,
    /// What one person thinks of their own competences in a period.
    Own,
}

impl DocKind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Member,
        Self::Log,
        Self::Note,
        Self::Board,
        Self::Private,
        Self::Assessment,
        Self::Settings,
        Self::Event,
        Self::Problems,
        Self::Posts,
        Self::Own,
    ];

    /// The version of the protocol from which on phones know this kind: others are not told of it.
    #[must_use]
    pub fn since(self) -> u32 {
        match self {
            Self::Settings | Self::Event | Self::Problems | Self::Posts | Self::Own => 2,
            Self::Member
            | Self::Log
            | Self::Note
            | Self::Board
            | Self::Private
            | Self::Assessment => 1,
        }
    }
}

/// The readable path that names a document, e.g. `log/33.02.19.2003/2026`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocId {
    text: String,
    kind: DocKind,
}

impl DocId {
    /// The card of a person.
    #[must_use]
    pub fn member(member: MemberId) -> Self {
        Self { text: format!("member/{member}"), kind: DocKind::Member }
    }

    /// The shared note or minutes of this name.
    #[must_use]
    pub fn note(note: Ulid) -> Self {
        Self { text: format!("note/{note}"), kind: DocKind::Note }
    }

    /// The settings of the forum.
    #[must_use]
    pub fn settings() -> Self {
        Self { text: SETTINGS.to_owned(), kind: DocKind::Settings }
    }

    /// The kind of document it names.
    #[must_use]
    pub fn kind(&self) -> DocKind {
        self.kind
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The person whose card this is, if it is one.
    #[must_use]
    pub fn member_id(&self) -> Option<MemberId> {
        self.text.strip_prefix("member/")?.parse().ok()
    }

    /// Whether its name says that it is this person's: a card, grades, or one of two who confide.
    #[must_use]
    pub fn is_of(&self, member: MemberId) -> bool {
        let people = match self.kind {
            DocKind::Member | DocKind::Assessment | DocKind::Own => 1,
            DocKind::Private => 2,
            DocKind::Log
            | DocKind::Note
            | DocKind::Board
            | DocKind::Settings
            | DocKind::Event
            | DocKind::Problems
            | DocKind::Posts => 0,
        };
        let named = self.text.split('/').skip(1).take(people);
        named.into_iter().any(|name| name.parse() == Ok(member))
    }
}

impl FromStr for DocId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        kind_of(text)
            .map(|kind| Self { text: text.to_owned(), kind })
            .ok_or(InvalidId { what: "document id" })
    }
}

fn kind_of(text: &str) -> Option<DocKind> {
    let is_ulid = |text: &str| text.parse::<Ulid>().is_ok();
    if text == SETTINGS {
        return Some(DocKind::Settings);
    }
    if text == POSTS {
        return Some(DocKind::Posts);
    }
    let mut parts = text.split('/');
    let kind = match (parts.next()?, parts.next()?, parts.next(), parts.next()) {
        ("member", id, None, None) if is_ulid(id) => DocKind::Member,
        ("note", id, None, None) if is_ulid(id) => DocKind::Note,
        ("board", id, None, None) if is_ulid(id) => DocKind::Board,
        ("log", village, Some(year), None) if is_village(village) && is_year(year) => DocKind::Log,
        ("assessment", member, Some(period), None) if is_ulid(member) && is_period(period) => {
            DocKind::Assessment
        }
        ("event", id, None, None) if is_ulid(id) => DocKind::Event,
        ("problems", village, None, None) if is_village(village) => DocKind::Problems,
        ("own", member, Some(period), None) if is_ulid(member) && is_period(period) => DocKind::Own,
        ("private", mentor, Some(mentee), Some(year))
            if is_ulid(mentor) && is_ulid(mentee) && mentor != mentee && is_year(year) =>
        {
            DocKind::Private
        }
        _ => return None,
    };
    parts.next().is_none().then_some(kind)
}

/// A year, or one half of it: `2026`, `2026-1`, `2026-2`.
fn is_period(text: &str) -> bool {
    is_year(text.strip_suffix("-1").or_else(|| text.strip_suffix("-2")).unwrap_or(text))
}

/// A village code of the Ministry of Home Affairs: `PP.KK.CC.DDDD`, digits only.
#[must_use]
pub fn is_village(text: &str) -> bool {
    let lengths = [2, 2, 2, 4];
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == lengths.len()
        && parts.iter().zip(lengths).all(|(part, length)| part.len() == length && is_digits(part))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && is_digits(text) && ("1900".."3000").contains(&text)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Display for DocId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
