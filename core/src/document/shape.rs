//! What a kind of document is made of, as data: a table of fields per kind.

use crate::document::{assessment, event, log, member, note, posts, problems, settings};
use crate::id::DocKind;

pub use crate::document::kind::Kind;

/// The fields of a document or a record, sorted by name.
#[derive(Debug)]
pub struct Shape {
    /// Name and field; the order is the order of the first change, so it never changes.
    pub fields: &'static [(&'static str, Field)],
    /// Fields of a document, not of a record, whose objects came with later versions of the kind: a list of
    /// names per version, which never changes either. What a record lacks stands in a map at the root, by
    /// the record's name.
    pub rungs: &'static [&'static [&'static str]],
}

/// How a field behaves when two people change it at once.
#[derive(Debug, Clone, Copy)]
pub enum Field {
    /// One value; concurrent ones are all kept and shown.
    Register(Kind),
    /// Prose that two people can write in at once.
    Text,
    /// Keys that are in or not; adding wins over a concurrent removal.
    Set(Kind),
    /// One register per key, e.g. attendance by member.
    Registers {
        /// What a key must be.
        key: Kind,
        /// What each register holds.
        value: Kind,
    },
    /// A number to which everybody adds.
    Counter,
    /// Records by ULID; each is created by one [`Edit::Add`](crate::document::Edit::Add).
    Records(&'static Shape),
    /// A record that is always there.
    Group(&'static Shape),
}

impl Shape {
    /// The shape of a kind of document.
    #[must_use]
    pub fn of(kind: DocKind) -> &'static Self {
        match kind {
            DocKind::Member => &member::MEMBER,
            DocKind::Log | DocKind::Private => &log::LOG,
            DocKind::Note | DocKind::Board => &note::NOTE,
            DocKind::Assessment => &assessment::ASSESSMENT,
            DocKind::Settings => &settings::SETTINGS,
            DocKind::Event => &event::EVENT,
            DocKind::Problems => &problems::PROBLEMS,
            DocKind::Posts => &posts::POSTS,
            DocKind::Own => &assessment::OWN,
        }
    }

    /// On which rung the objects of a field stand, from 1; 0 is the ground, and for registers.
    #[must_use]
    pub fn rung_of(&self, name: &str) -> usize {
        self.rungs.iter().position(|names| names.contains(&name)).map_or(0, |place| place + 1)
    }

    /// The field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields
            .binary_search_by(|(known, _)| (*known).cmp(name))
            .ok()
            .map(|place| &self.fields[place].1)
    }
}
