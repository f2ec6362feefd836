//! What organisers can ask for.

use paguyuban::access::Role;
use paguyuban::id::{DeviceId, DocId, DocKind, ForumId, MemberId, Ulid};
use serde::Deserialize;

use crate::answer::Refused;
use crate::base64url::Base64Url;
use crate::store::{By, Deed, Feed, Invitation, LABEL_CHARS_MAX, SecretHash, Table};

/// An invitation waits at most a quarter of a year for its person.
pub(crate) const LASTS_S_MAX: u64 = 90 * 24 * 60 * 60;

/// One act, as it travels. `id` names it: the same again does nothing twice. `at_ms` is the relay's
/// clock as the phone knows it.
#[derive(Debug, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Act {
    Invite {
        id: Ulid,
        at_ms: u64,
        invitation: Ulid,
        /// The phone makes the secret; the relay never sees it.
        secret_hash: Base64Url<32>,
        role: Role,
        member: Option<MemberId>,
        replaces: Option<DeviceId>,
        label: String,
        lasts_s: u64,
    },
    CancelInvitation {
        id: Ulid,
        at_ms: u64,
        invitation: Ulid,
    },
    RenameDevice {
        id: Ulid,
        at_ms: u64,
        device: DeviceId,
        label: String,
    },
    RevokeDevice {
        id: Ulid,
        at_ms: u64,
        device: DeviceId,
    },
    SetRole {
        id: Ulid,
        at_ms: u64,
        member: MemberId,
        role: Role,
    },
    Erase {
        id: Ulid,
        at_ms: u64,
        doc: DocId,
    },
    Refound {
        id: Ulid,
        at_ms: u64,
        doc: DocId,
    },
    FeedAdd {
        id: Ulid,
        at_ms: u64,
        feed: Ulid,
        /// The phone makes the key; the relay sees it when it is used.
        secret_hash: Base64Url<32>,
        label: String,
        tables: Vec<Table>,
        personal: bool,
    },
    FeedEnd {
        id: Ulid,
        at_ms: u64,
        feed: Ulid,
    },
}

/// An act that makes sense.
#[derive(Debug)]
pub(super) enum Order {
    /// For the store.
    Deed(Deed),
    /// For whoever owns the forum's documents.
    Erase(DocId),
    /// For them too: it begins anew with what can be read of it.
    Refound(DocId),
}

impl Act {
    pub(super) fn id(&self) -> Ulid {
        self.head().0
    }

    pub(super) fn at_ms(&self) -> u64 {
        self.head().1
    }

    fn head(&self) -> (Ulid, u64) {
        match self {
            Self::Invite { id, at_ms, .. }
            | Self::CancelInvitation { id, at_ms, .. }
            | Self::RenameDevice { id, at_ms, .. }
            | Self::RevokeDevice { id, at_ms, .. }
            | Self::SetRole { id, at_ms, .. }
            | Self::Erase { id, at_ms, .. }
            | Self::Refound { id, at_ms, .. }
            | Self::FeedAdd { id, at_ms, .. }
            | Self::FeedEnd { id, at_ms, .. } => (*id, *at_ms),
        }
    }

    /// What has to be done, if it can be asked for.
    pub(super) fn order(self, forum: ForumId, by: By, now_ms: u64) -> Result<Order, Refused> {
        let deed = match self {
            Self::Invite {
                invitation,
                secret_hash,
                role,
                member,
                replaces,
                label,
                lasts_s,
                ..
            } => Deed::Invite(Invitation {
                forum,
                id: invitation,
                hash: SecretHash(secret_hash.0),
                role,
                member,
                replaces,
                label: a_label(label)?,
                created_by: Some(by.device),
                created_ms: now_ms,
                expires_ms: now_ms + a_while_s(lasts_s)? * 1000,
            }),
            Self::CancelInvitation { invitation, .. } => Deed::Cancel(invitation),
            Self::RenameDevice { device, label, .. } => Deed::Rename(device, a_label(label)?),
            Self::RevokeDevice { device, .. } => Deed::Revoke(device),
            Self::SetRole { member, role, .. } => Deed::SetRole(member, role),
            Self::FeedAdd { feed, secret_hash, label, tables, personal, .. } => {
                Deed::AddFeed(Feed {
                    forum,
                    id: feed,
                    hash: SecretHash(secret_hash.0),
                    label: a_label(label)?,
                    tables: some_tables(tables)?,
                    personal,
                    created_by: by.device,
                    created_ms: now_ms,
                    used_ms: None,
                    ended_ms: None,
                })
            }
            Self::FeedEnd { feed, .. } => Deed::EndFeed(feed),
            Self::Erase { doc, .. } => return an_erasure(doc),
            Self::Refound { doc, .. } => return Ok(Order::Refound(doc)),
        };
        Ok(Order::Deed(deed))
    }
}

fn a_label(label: String) -> Result<String, Refused> {
    let in_one_line = !label.chars().any(char::is_control);
    let short = label.chars().count() <= LABEL_CHARS_MAX;
    if in_one_line && short { Ok(label) } else { Err(Refused::Malformed) }
}

/// At least one, each once, in their usual order.
fn some_tables(mut tables: Vec<Table>) -> Result<Vec<Table>, Refused> {
    let count = tables.len();
    tables.sort();
    tables.dedup();
    if count == 0 || tables.len() != count { Err(Refused::Malformed) } else { Ok(tables) }
}

fn a_while_s(lasts_s: u64) -> Result<u64, Refused> {
    if (1..=LASTS_S_MAX).contains(&lasts_s) { Ok(lasts_s) } else { Err(Refused::Malformed) }
}

/// What belongs to nobody alone is not erased: entries and words are archived and retired in it.
fn an_erasure(doc: DocId) -> Result<Order, Refused> {
    let common =
        matches!(doc.kind(), DocKind::Log | DocKind::Settings | DocKind::Problems | DocKind::Posts);
    if common { Err(Refused::Malformed) } else { Ok(Order::Erase(doc)) }
}
