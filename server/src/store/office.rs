//! What is kept of the people's doings: invitations, devices, who did what, what was erased.

use automerge::ChangeHash;
use paguyuban::access::Role;
use paguyuban::document::Founding;
use paguyuban::frame::Me;
use paguyuban::id::{DeviceId, DocId, ForumId, MemberId, Seq, Ulid};
use paguyuban::relay;
use paguyuban::signature::{DeviceKey, KEY_BYTES};
use thiserror::Error;

use super::{Feed, FileHash, SecretHash};

/// What organisers call a device or an invitation is at most so long; it stands in one line.
pub const LABEL_CHARS_MAX: usize = 80;

/// Permission for one device to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// To which forum.
    pub forum: ForumId,
    /// Its name: the hash is shown to nobody.
    pub id: Ulid,
    /// Of its secret.
    pub hash: SecretHash,
    /// As what. A person who has a device already keeps the role that one has.
    pub role: Role,
    /// The person it is for; none makes a new one.
    pub member: Option<MemberId>,
    /// The device that is shut out when it is used.
    pub replaces: Option<DeviceId>,
    /// What organisers call it.
    pub label: String,
    /// Who made it; none is the operator.
    pub created_by: Option<DeviceId>,
    /// When it was made, milliseconds since 1970.
    pub created_ms: u64,
    /// From when on it is void.
    pub expires_ms: u64,
}

/// An invitation, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// As it was made.
    pub invitation: Invitation,
    /// When it was used.
    pub used_ms: Option<u64>,
    /// By which device.
    pub used_by: Option<DeviceId>,
    /// When it was taken back.
    pub cancelled_ms: Option<u64>,
}

/// Why an invitation lets nobody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unfit {
    /// No invitation has this secret.
    #[error("there is no such invitation")]
    Unknown,
    /// A device has joined by it.
    #[error("the invitation was used")]
    Used,
    /// It was not used in time.
    #[error("the invitation has expired")]
    Expired,
    /// An organiser has taken it back.
    #[error("the invitation was cancelled")]
    Cancelled,
    /// The device that joined by it, and asks again, was shut out since.
    #[error("the device was shut out")]
    Revoked,
}

/// A device that wants to join.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// Its new name.
    pub device: DeviceId,
    /// The person's name, if the invitation is for nobody in particular.
    pub new_member: MemberId,
    /// Of its new token.
    pub token_hash: SecretHash,
    /// By which it signs; the door lets none join without.
    pub key: Option<DeviceKey>,
    /// It has signed for that key.
    pub proved: bool,
    /// What it says of itself, at most [`LABEL_CHARS_MAX`] characters.
    pub app: String,
    /// Now.
    pub now_ms: u64,
}

/// A device that joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The forum it belongs to.
    pub forum: ForumId,
    /// Its name.
    pub id: DeviceId,
    /// The person who uses it.
    pub member: MemberId,
    /// What the person may do.
    pub role: Role,
    /// By which it signs; none if it joined before keys were asked for.
    pub key: Option<DeviceKey>,
    /// What organisers call it.
    pub label: String,
    /// What it said of itself when it joined.
    pub app: String,
    /// Everything up to here is on its disk.
    pub cursor: Seq,
    /// The documents on its disk are those that this role may see; none until it has said so.
    pub sight: Option<Role>,
    /// All tombstones up to here are carried out on its disk.
    pub erased: u64,
    /// When it joined, milliseconds since 1970.
    pub created_ms: u64,
    /// When its cursor moved last.
    pub seen_ms: u64,
    /// Since when it may no longer come in.
    pub revoked_ms: Option<u64>,
}

impl Device {
    /// The key by which it signs, as it travels.
    #[must_use]
    pub fn key_bytes(&self) -> Option<[u8; KEY_BYTES]> {
        self.key.as_ref()?.to_bytes().try_into().ok()
    }

    /// As the relay's core knows it.
    #[must_use]
    pub fn known(&self) -> relay::Device {
        relay::Device {
            me: Me { device: self.id, member: self.member, role: self.role },
            key: self.key.clone(),
            cursor: self.cursor,
            sight: self.sight,
            erased: self.erased,
            revoked: self.revoked_ms.is_some(),
        }
    }
}

/// A document that was erased, for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// From 1, without a gap.
    pub number: u64,
    /// The document.
    pub doc: DocId,
    /// When, milliseconds since 1970.
    pub at_ms: u64,
    /// By which device; none is the operator.
    pub by: Option<DeviceId>,
    /// What the document begins with now, if it was founded anew; then only earlier generations are gone.
    pub founding: Option<Founding>,
}

/// That a document shall be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The document.
    pub doc: DocId,
    /// Who says so; none is the operator.
    pub by: Option<By>,
    /// Now.
    pub at_ms: u64,
}

/// That a document shall be founded anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refounding {
    /// The document.
    pub doc: DocId,
    /// Of what the founding was made: what stands there now must be the same.
    pub heads: Vec<ChangeHash>,
    /// What it begins with.
    pub founding: Founding,
    /// Files that the new generation names, which stay.
    pub files: Vec<FileHash>,
    /// The organiser who says so.
    pub by: By,
    /// Now.
    pub at_ms: u64,
}

/// Who did something, by which act: what a phone sends twice is done once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By {
    /// The act's name, given by the phone.
    pub act: Ulid,
    /// The device that signed it.
    pub device: DeviceId,
    /// Its person.
    pub member: MemberId,
    /// The key that has signed it.
    pub key: [u8; KEY_BYTES],
}

/// What an organiser can have done, besides erasing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Makes an invitation.
    Invite(Invitation),
    /// Takes one back.
    Cancel(Ulid),
    /// Calls a device something.
    Rename(DeviceId, String),
    /// Shuts a device out.
    Revoke(DeviceId),
    /// Gives a person another role.
    SetRole(MemberId, Role),
    /// Makes a key with which lists can be read.
    AddFeed(Feed),
    /// Ends one.
    EndFeed(Ulid),
}

/// What became of a deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is done, now or when the same act came before.
    Done,
    /// Who asked is no organiser (any more).
    NotAllowed,
    /// There is no such device, invitation, person, feed.
    Unknown,
    /// Another invitation or feed has this name or secret.
    Taken,
    /// Nobody would be left who can do this.
    LastOrganiser,
    /// There are as many as there may be.
    TooMany,
}

/// What was done, as the audit says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A device joined.
    Joined,
    /// An invitation was made.
    Invited,
    /// One was taken back.
    InvitationCancelled,
    /// A device was called something.
    DeviceRenamed,
    /// A device was shut out.
    DeviceRevoked,
    /// A person got another role.
    RoleSet,
    /// A document was erased.
    Erased,
    /// A document was founded anew.
    Refounded,
    /// What one phone could not send was brought by another.
    PacketAccepted,
    /// A device got a new token.
    TokenRotated,
    /// A device signs with another key.
    KeySet,
    /// The audit was written out.
    ExportedAudit,
    /// A key was made with which lists can be read.
    FeedAdded,
    /// One was ended.
    FeedEnded,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Joined,
        Self::Invited,
        Self::InvitationCancelled,
        Self::DeviceRenamed,
        Self::DeviceRevoked,
        Self::RoleSet,
        Self::Erased,
        Self::Refounded,
        Self::PacketAccepted,
        Self::TokenRotated,
        Self::KeySet,
        Self::ExportedAudit,
        Self::FeedAdded,
        Self::FeedEnded,
    ];

    /// As it is written down and travels.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Joined => "joined",
            Self::Invited => "invited",
            Self::InvitationCancelled => "invitation_cancelled",
            Self::DeviceRenamed => "device_renamed",
            Self::DeviceRevoked => "device_revoked",
            Self::RoleSet => "role_set",
            Self::Erased => "erased",
            Self::Refounded => "refounded",
            Self::PacketAccepted => "packet_accepted",
            Self::TokenRotated => "token_rotated",
            Self::KeySet => "key_set",
            Self::ExportedAudit => "exported_audit",
            Self::FeedAdded => "feed_added",
            Self::FeedEnded => "feed_ended",
        }
    }
}

impl std::str::FromStr for What {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|what| what.as_str() == text).ok_or(())
    }
}

/// A line of the audit. It holds ids only: never a value, a name or a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The act that asked for it.
    pub act: Option<Ulid>,
    /// When, milliseconds since 1970.
    pub at_ms: u64,
    /// Whose doing; none is the operator's.
    pub by_member: Option<MemberId>,
    /// On which device.
    pub by_device: Option<DeviceId>,
    /// What was done.
    pub what: What,
    /// About this person.
    pub member: Option<MemberId>,
    /// About this device.
    pub device: Option<DeviceId>,
    /// About this invitation.
    pub invitation: Option<Ulid>,
    /// About this document.
    pub doc: Option<DocId>,
    /// A word of the protocol, such as a role.
    pub detail: Option<String>,
}

impl Line {
    /// Something the operator did, about nothing yet.
    #[must_use]
    pub fn by_operator(what: What, at_ms: u64) -> Self {
        Self {
            act: None,
            at_ms,
            by_member: None,
            by_device: None,
            what,
            member: None,
            device: None,
            invitation: None,
            doc: None,
            detail: None,
        }
    }

    /// Something done by this device, or by the operator.
    #[must_use]
    pub fn by(by: Option<By>, what: What, at_ms: u64) -> Self {
        Self {
            act: by.map(|by| by.act),
            by_member: by.map(|by| by.member),
            by_device: by.map(|by| by.device),
            ..Self::by_operator(what, at_ms)
        }
    }
}

/// A line of the audit, read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// From 1, without a gap.
    pub number: u64,
    /// What it says.
    pub line: Line,
}

/// A piece of the audit as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditRow {
    /// A line.
    Line(Box<Noted>),
    /// Lines that the disk has damaged or lost.
    Gap {
        /// The first of them.
        first: u64,
        /// The last of them.
        last: u64,
    },
}
