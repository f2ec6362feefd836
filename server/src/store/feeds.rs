//! What is kept of the keys with which others read lists of a forum.

use std::fmt;
use std::str::FromStr;

use paguyuban::id::{DeviceId, ForumId, Ulid};
use serde::{Deserialize, Serialize};

use super::SecretHash;

/// Feeds of a forum that can be read: each office or sheet has one of its own, so that it can be ended alone.
pub const FEEDS_MAX: u64 = 20;

/// A list that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    /// Mentoring entries.
    Entries,
    /// What people promised, in minutes and entries.
    FollowUps,
    /// Trainings and meetings.
    Events,
    /// Minutes of meetings.
    Minutes,
    /// What villages have to cope with.
    Problems,
    /// Which positions are held.
    Posts,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Entries, Self::FollowUps, Self::Events, Self::Minutes, Self::Problems, Self::Posts];

    /// As it stands in an address.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Entries => "entries",
            Self::FollowUps => "follow_ups",
            Self::Events => "events",
            Self::Minutes => "minutes",
            Self::Problems => "problems",
            Self::Posts => "posts",
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no list.
#[derive(Debug, Clone, Copy)]
pub struct NoTable;

impl FromStr for Table {
    type Err = NoTable;

    fn from_str(text: &str) -> Result<Self, NoTable> {
        Self::ALL.into_iter().find(|table| table.as_str() == text).ok_or(NoTable)
    }
}

/// A key with which lists can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Of which forum.
    pub forum: ForumId,
    /// Its name: the hash is shown to nobody.
    pub id: Ulid,
    /// Of the key.
    pub hash: SecretHash,
    /// What organisers call it.
    pub label: String,
    /// What can be read with it.
    pub tables: Vec<Table>,
    /// Names of people are in them.
    pub personal: bool,
    /// Who made it.
    pub created_by: DeviceId,
    /// When it was made, milliseconds since 1970.
    pub created_ms: u64,
    /// When it was used on the last day on which it was.
    pub used_ms: Option<u64>,
    /// Since when nothing can be read with it.
    pub ended_ms: Option<u64>,
}

impl Feed {
    /// Its lists, separated by a space.
    #[must_use]
    pub fn words(&self) -> String {
        let names: Vec<&str> = self.tables.iter().map(|table| table.as_str()).collect();
        names.join(" ")
    }
}
