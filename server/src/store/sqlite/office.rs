//! What organisers have done: each deed, and its line in the audit, in one transaction.

use paguyuban::access::Role;
use paguyuban::id::{DeviceId, ForumId, MemberId, Ulid};
use paguyuban::signature::DeviceKey;
use rusqlite::Connection;

use super::{SqliteStore, audit, feeds, invitation, people, seal};
use crate::store::{
    AuditRow, By, Deed, Device, Feed, Invitation, Invited, Line, Noted, Outcome, SecretHash,
    StoreError, Unfit, What,
};

impl SqliteStore {
    /// The newest invitations of a forum, the oldest of them first.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn invitations(&mut self, forum: ForumId) -> Result<Vec<Invited>, StoreError> {
        invitation::all(&self.connection, forum)
    }

    /// The invitation with this secret, if it lets somebody in now.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn open_invitation(
        &mut self,
        secret: SecretHash,
        now_ms: u64,
    ) -> Result<Result<Invitation, Unfit>, StoreError> {
        invitation::open(&self.connection, secret, now_ms)
    }

    /// Does what an organiser asks, once.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn perform(
        &mut self,
        forum: ForumId,
        by: By,
        deed: &Deed,
        now_ms: u64,
    ) -> Result<Outcome, StoreError> {
        self.decide(|transaction| Desk { transaction, forum, by, now_ms }.perform(deed))
    }

    /// Whether an act of this name was done.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn has_done(&mut self, forum: ForumId, act: Ulid) -> Result<bool, StoreError> {
        audit::has_done(&self.connection, forum, act)
    }

    /// Notes in the audit what was done elsewhere.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn note(&mut self, forum: ForumId, line: &Line) -> Result<(), StoreError> {
        self.write(|transaction| audit::note(transaction, forum, line))
    }

    /// The last lines of the audit before this number, the newest first; those that cannot be read are named.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn audit(
        &mut self,
        forum: ForumId,
        before: u64,
        lines_max: usize,
    ) -> Result<Vec<AuditRow>, StoreError> {
        audit::before(&self.connection, forum, before, lines_max)
    }

    /// What is kept of people, and of the forum itself, and is not what was written.
    ///
    /// # Errors
    /// If it cannot be read at all.
    pub fn damaged_people(&mut self, forum: ForumId) -> Result<Vec<StoreError>, StoreError> {
        seal::faults(&self.connection, forum)
    }

    /// The last lines about a person or by them before this number, the newest first, also what cannot be
    /// read.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn audit_of(
        &mut self,
        forum: ForumId,
        member: MemberId,
        before: u64,
        lines_max: usize,
    ) -> Result<Vec<Result<Noted, StoreError>>, StoreError> {
        audit::of_member(&self.connection, forum, member, before, lines_max)
    }

    /// Gives a device a new token; the old one stays good until the new one was used.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn rotate(
        &mut self,
        device: &Device,
        token: SecretHash,
        now_ms: u64,
    ) -> Result<(), StoreError> {
        self.decide(|transaction| {
            must_be_in(transaction, device)?;
            people::rotate(transaction, device.forum, device.id, token)?;
            let line = of_itself(device, What::TokenRotated, now_ms);
            audit::note(transaction, device.forum, &line)
        })
    }

    /// From now on a device signs with another key.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn set_key(
        &mut self,
        device: &Device,
        key: &DeviceKey,
        now_ms: u64,
    ) -> Result<(), StoreError> {
        self.decide(|transaction| {
            must_be_in(transaction, device)?;
            people::set_key(transaction, device.forum, device.id, key)?;
            let line = of_itself(device, What::KeySet, now_ms);
            audit::note(transaction, device.forum, &line)
        })
    }
}

/// The device was not shut out since it was looked up, and the key that has signed is still its own.
fn must_be_in(connection: &Connection, device: &Device) -> Result<(), StoreError> {
    let now = people::device(connection, device.forum, device.id)?;
    let is_in = now.is_some_and(|now| now.revoked_ms.is_none() && now.key == device.key);
    if is_in { Ok(()) } else { Err(StoreError::Barred(device.id)) }
}

/// What a device did to itself.
fn of_itself(device: &Device, what: What, now_ms: u64) -> Line {
    Line {
        by_member: Some(device.member),
        by_device: Some(device.id),
        member: Some(device.member),
        device: Some(device.id),
        ..Line::by_operator(what, now_ms)
    }
}

/// Where one deed is done.
struct Desk<'a> {
    transaction: &'a Connection,
    forum: ForumId,
    by: By,
    now_ms: u64,
}

impl Desk<'_> {
    fn perform(&self, deed: &Deed) -> Result<Outcome, StoreError> {
        if audit::has_done(self.transaction, self.forum, self.by.act)? {
            return Ok(Outcome::Done);
        }
        if !people::may_act(self.transaction, self.forum, self.by)? {
            return Ok(Outcome::NotAllowed);
        }
        let organisers = people::organisers(self.transaction, self.forum)?;
        match deed {
            Deed::Invite(invitation) => self.invite(invitation),
            Deed::Cancel(invitation) => self.cancel(*invitation),
            Deed::Rename(device, label) => self.rename(*device, label),
            Deed::Revoke(device) => self.revoke(*device, &organisers),
            Deed::SetRole(member, role) => self.set_role(*member, *role, &organisers),
            Deed::AddFeed(feed) => self.add_feed(feed),
            Deed::EndFeed(feed) => self.end_feed(*feed),
        }
    }

    fn invite(&self, invitation: &Invitation) -> Result<Outcome, StoreError> {
        let mut invitation = invitation.clone();
        if let Some(old) = invitation.replaces {
            // a person moves to another phone, not to another person
            let owner =
                people::device_if_whole(self.transaction, self.forum, old)?.map(|old| old.member);
            if owner.is_none() || invitation.member.is_some_and(|member| owner != Some(member)) {
                return Ok(Outcome::Unknown);
            }
            invitation.member = owner;
        }
        if invitation::is_taken(self.transaction, &invitation)? {
            return Ok(Outcome::Taken);
        }
        invitation::add(self.transaction, &invitation, Some(self.by))?;
        Ok(Outcome::Done)
    }

    fn cancel(&self, id: Ulid) -> Result<Outcome, StoreError> {
        if !invitation::cancel(self.transaction, self.forum, id, self.now_ms)? {
            return Ok(Outcome::Unknown);
        }
        self.note(&Line { invitation: Some(id), ..self.line(What::InvitationCancelled) })
    }

    fn rename(&self, device: DeviceId, label: &str) -> Result<Outcome, StoreError> {
        if !people::rename(self.transaction, self.forum, device, label)? {
            return Ok(Outcome::Unknown);
        }
        self.note(&Line { device: Some(device), ..self.line(What::DeviceRenamed) })
    }

    fn revoke(
        &self,
        device: DeviceId,
        organisers: &[(DeviceId, MemberId)],
    ) -> Result<Outcome, StoreError> {
        if organisers.iter().all(|(organiser, _)| *organiser == device) {
            return Ok(Outcome::LastOrganiser);
        }
        let owner =
            people::device_if_whole(self.transaction, self.forum, device)?.map(|old| old.member);
        if !people::revoke(self.transaction, self.forum, device, self.now_ms)? {
            return Ok(Outcome::Unknown);
        }
        let line = Line { member: owner, device: Some(device), ..self.line(What::DeviceRevoked) };
        invitation::cancel_made_by(self.transaction, self.forum, device, &line)?;
        self.note(&line)
    }

    fn set_role(
        &self,
        member: MemberId,
        role: Role,
        organisers: &[(DeviceId, MemberId)],
    ) -> Result<Outcome, StoreError> {
        let alone = organisers.iter().all(|(_, organiser)| *organiser == member);
        if role != Role::Organiser && alone {
            return Ok(Outcome::LastOrganiser);
        }
        if !people::set_role(self.transaction, self.forum, member, role)? {
            return Ok(Outcome::Unknown);
        }
        let line = Line { member: Some(member), ..self.line(What::RoleSet) };
        if role != Role::Organiser {
            for device in people::devices(self.transaction, self.forum)? {
                if device.member == member {
                    invitation::cancel_made_by(self.transaction, self.forum, device.id, &line)?;
                }
            }
        }
        self.note(&Line { detail: Some(role.as_str().to_owned()), ..line })
    }

    fn add_feed(&self, feed: &Feed) -> Result<Outcome, StoreError> {
        if feeds::is_taken(self.transaction, feed)? {
            return Ok(Outcome::Taken);
        }
        if feeds::are_enough(self.transaction, self.forum)? {
            return Ok(Outcome::TooMany);
        }
        feeds::add(self.transaction, feed, self.by)?;
        Ok(Outcome::Done)
    }

    fn end_feed(&self, id: Ulid) -> Result<Outcome, StoreError> {
        if !feeds::end(self.transaction, self.forum, id, self.now_ms)? {
            return Ok(Outcome::Unknown);
        }
        self.note(&Line { invitation: Some(id), ..self.line(What::FeedEnded) })
    }

    fn line(&self, what: What) -> Line {
        Line::by(Some(self.by), what, self.now_ms)
    }

    fn note(&self, line: &Line) -> Result<Outcome, StoreError> {
        audit::note(self.transaction, self.forum, line)?;
        Ok(Outcome::Done)
    }
}
