//! Who may read or change what: one pure table.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{DocId, DocKind, MemberId};

/// What a person may do in a forum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Pengurus: everything.
    #[n(0)]
    Organiser,
    /// Anggota: reads the forum; writes logs, notes and the own card.
    #[n(1)]
    Member,
    /// Pendamping and others who look on: reads the forum.
    #[n(2)]
    Viewer,
    /// Pembina, the camat's office: reads the forum, and grades.
    #[n(3)]
    Supervisor,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Organiser, Self::Member, Self::Viewer, Self::Supervisor];

    /// The role's name in commands, settings and the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Organiser => "organiser",
            Self::Member => "member",
            Self::Viewer => "viewer",
            Self::Supervisor => "supervisor",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = crate::id::InvalidId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or(crate::id::InvalidId { what: "role" })
    }
}

/// Whether a person with this role may read the document.
#[must_use]
pub fn may_read(role: Role, member: MemberId, doc: &DocId) -> bool {
    match doc.kind() {
        DocKind::Member
        | DocKind::Log
        | DocKind::Note
        | DocKind::Settings
        | DocKind::Event
        | DocKind::Problems
        | DocKind::Posts => true,
        DocKind::Board => role == Role::Organiser,
        DocKind::Private => doc.is_of(member),
        DocKind::Assessment | DocKind::Own => role_grades(role) || doc.is_of(member),
    }
}

/// Whether a person with this role may change the document. Who may change one may read it.
#[must_use]
pub fn may_write(role: Role, member: MemberId, doc: &DocId) -> bool {
    match doc.kind() {
        DocKind::Log | DocKind::Note | DocKind::Event | DocKind::Problems | DocKind::Posts => {
            matches!(role, Role::Organiser | Role::Member)
        }
        DocKind::Member => role == Role::Organiser || role == Role::Member && doc.is_of(member),
        DocKind::Board | DocKind::Settings => role == Role::Organiser,
        DocKind::Private | DocKind::Own => doc.is_of(member),
        DocKind::Assessment => role_grades(role),
    }
}

/// Whether a person with this role approves minutes. The word stands for the whole forum, and everybody
/// reads it off the document: so it is for the relay to let nobody else write it.
#[must_use]
pub fn may_approve(role: Role) -> bool {
    role == Role::Organiser
}

/// Whether a relay whose disk has damaged a document asks a person with this role for all of it.
#[must_use]
pub fn may_give_back(role: Role, member: MemberId, doc: &DocId) -> bool {
    may_write(role, member, doc) || role == Role::Member && doc.kind() == DocKind::Member
}

/// Who reads and writes everybody's grades.
fn role_grades(role: Role) -> bool {
    matches!(role, Role::Organiser | Role::Supervisor)
}

#[cfg(test)]
mod tests;
