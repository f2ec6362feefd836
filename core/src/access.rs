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
    /// Pembina, pendamping: reads.
    #[n(2)]
    Viewer,
}

impl Role {
    /// The role's name in commands, settings and the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Organiser => "organiser",
            Self::Member => "member",
            Self::Viewer => "viewer",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = crate::id::InvalidId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Organiser, Self::Member, Self::Viewer]
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or(crate::id::InvalidId { what: "role" })
    }
}

/// Whether a person with this role may read the document. Everything in version 1 is forum-wide.
#[must_use]
pub fn may_read(_role: Role, _member: MemberId, _doc: &DocId) -> bool {
    true
}

/// Whether a person with this role may change the document.
#[must_use]
pub fn may_write(role: Role, member: MemberId, doc: &DocId) -> bool {
    match (role, doc.kind()) {
        (Role::Organiser, _) | (Role::Member, DocKind::Log | DocKind::Note) => true,
        (Role::Member, DocKind::Member) => doc.member_id() == Some(member),
        (Role::Viewer, _) => false,
    }
}

#[cfg(test)]
mod tests;
