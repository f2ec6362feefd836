//! Invitations: made, used once, taken back.

use paguyuban::access::Role;
use paguyuban::id::{DeviceId, ForumId, MemberId, Seq, Ulid};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::row::{each, parsed, sized, sound};
use super::seal::{INVITATION, Rows};
use super::{audit, feeds, people};
use crate::store::{
    By, Device, Enrolment, Invitation, Invited, Line, SecretHash, StoreError, Unfit, What,
};

/// Read at once: what a large forum makes in ten years.
const INVITATIONS_SHOWN_MAX: usize = 2_000;

/// Keeps an invitation, and notes by whom it was made.
pub(super) fn add(
    transaction: &Connection,
    invitation: &Invitation,
    by: Option<By>,
) -> Result<(), StoreError> {
    // says which forum is missing, where the foreign key would only say that something is
    people::forum(transaction, invitation.forum)?;
    transaction.prepare_cached(include_str!("../invitation_add.sql"))?.execute(named_params! {
        ":forum": invitation.forum.to_string(), ":hash": invitation.hash.0,
        ":id": invitation.id.to_string(), ":role": invitation.role.as_str(),
        ":member": invitation.member.map(|member| member.to_string()),
        ":replaces": invitation.replaces.map(|device| device.0),
        ":label": invitation.label,
        ":created_by": invitation.created_by.map(|device| device.0),
        ":created_ms": invitation.created_ms, ":expires_ms": invitation.expires_ms,
    })?;
    INVITATION.seal(transaction, invitation.forum, &invitation.hash.0)?;
    let line = Line {
        member: invitation.member,
        device: invitation.replaces,
        invitation: Some(invitation.id),
        detail: Some(invitation.role.as_str().to_owned()),
        ..Line::by(by, What::Invited, invitation.created_ms)
    };
    audit::note(transaction, invitation.forum, &line)
}

/// Whether another invitation has its name or its secret.
pub(super) fn is_taken(
    connection: &Connection,
    invitation: &Invitation,
) -> Result<bool, StoreError> {
    let mut taken = connection.prepare_cached(include_str!("../invitation_taken.sql"))?;
    Ok(taken.exists(named_params! {
        ":forum": invitation.forum.to_string(), ":id": invitation.id.to_string(),
        ":hash": invitation.hash.0,
    })?)
}

/// What an invitation is to a device that comes with its secret.
pub(super) enum Standing {
    /// It makes a new device.
    Open(Invitation),
    /// It made this one, which did not hear the answer and asks again.
    Made(Device),
}

/// Whether a device may join by this secret now.
pub(super) fn standing(
    connection: &Connection,
    secret: SecretHash,
    enrolment: &Enrolment,
) -> Result<Result<Standing, Unfit>, StoreError> {
    let Some(found) = by_secret(connection, secret)? else { return Ok(Err(Unfit::Unknown)) };
    Ok(match unfit(connection, &found, enrolment.now_ms)? {
        Some(Unfit::Used) => made(connection, found.invitation.forum, found.used_by, enrolment)?,
        Some(why) => Err(why),
        None => Ok(Standing::Open(found.invitation)),
    })
}

/// The invitation with this secret, if it lets somebody in now.
pub(super) fn open(
    connection: &Connection,
    secret: SecretHash,
    now_ms: u64,
) -> Result<Result<Invitation, Unfit>, StoreError> {
    let Some(found) = by_secret(connection, secret)? else { return Ok(Err(Unfit::Unknown)) };
    Ok(match unfit(connection, &found, now_ms)? {
        Some(why) => Err(why),
        None => Ok(found.invitation),
    })
}

fn by_secret(connection: &Connection, secret: SecretHash) -> Result<Option<Invited>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../invitation_by_hash.sql"))?;
    let mut rows = read.query(named_params! { ":hash": secret.0 })?;
    match rows.next()?.map(read_invited).transpose() {
        // whoever has its link asks for another one
        Err(error @ StoreError::Damaged { .. }) => {
            tracing::error!(%error, "an invitation lets nobody in");
            Ok(None)
        }
        read => read,
    }
}

/// Why an invitation lets nobody in, if it does not.
fn unfit(
    connection: &Connection,
    found: &Invited,
    now_ms: u64,
) -> Result<Option<Unfit>, StoreError> {
    Ok(if found.used_ms.is_some() {
        Some(Unfit::Used)
    } else if found.cancelled_ms.is_some() {
        Some(Unfit::Cancelled)
    } else if found.invitation.expires_ms <= now_ms {
        Some(Unfit::Expired)
    // whoever may not invite any more lets nobody in by what they made before
    } else if !may_invite(connection, &found.invitation)? {
        Some(Unfit::Cancelled)
    } else {
        None
    })
}

/// The device that the invitation made, if it is the one that asks. What says so is its key: proved
/// by a signature, or, until the device has come in for the first time, named.
fn made(
    connection: &Connection,
    forum: ForumId,
    used_by: Option<DeviceId>,
    enrolment: &Enrolment,
) -> Result<Result<Standing, Unfit>, StoreError> {
    let Some(id) = used_by else { return Ok(Err(Unfit::Used)) };
    let Some(device) = people::device_if_whole(connection, forum, id)? else {
        return Ok(Err(Unfit::Used));
    };
    let same = device.key.is_some() && device.key == enrolment.key;
    let been_in = device.cursor != Seq(0) || device.sight.is_some();
    if !same || (been_in && !enrolment.proved) {
        return Ok(Err(Unfit::Used));
    }
    Ok(if device.revoked_ms.is_some() { Err(Unfit::Revoked) } else { Ok(Standing::Made(device)) })
}

fn may_invite(connection: &Connection, invitation: &Invitation) -> Result<bool, StoreError> {
    let Some(maker) = invitation.created_by else {
        return Ok(true);
    };
    let maker = people::device_if_whole(connection, invitation.forum, maker)?;
    Ok(maker.is_some_and(|maker| maker.revoked_ms.is_none() && maker.role == Role::Organiser))
}

/// Takes back what a device has made that nobody used yet, and ends what others read by it; each is noted as `line` says.
pub(super) fn cancel_made_by(
    transaction: &Connection,
    forum: ForumId,
    device: DeviceId,
    line: &Line,
) -> Result<(), StoreError> {
    let open: Vec<String> = transaction
        .prepare_cached(include_str!("../invitation_open_by.sql"))?
        .query_map(named_params! { ":forum": forum.to_string(), ":device": device.0 }, |row| {
            row.get(0)
        })?
        .collect::<Result<_, _>>()?;
    for id in open {
        let id: Ulid = parsed("invitation", &id)?;
        cancel(transaction, forum, id, line.at_ms)?;
        // the act itself has a line of its own
        let what = What::InvitationCancelled;
        let line = Line { act: None, what, invitation: Some(id), ..line.clone() };
        audit::note(transaction, forum, &line)?;
    }
    feeds::end_made_by(transaction, forum, device, line)
}

/// Makes the device that an invitation is for, and shuts out the one it replaces. A device that asks
/// again is given another token, with whose first use the one before it ends.
pub(super) fn use_up(
    transaction: &Connection,
    secret: SecretHash,
    enrolment: &Enrolment,
) -> Result<Result<Device, Unfit>, StoreError> {
    let invitation = match standing(transaction, secret, enrolment)? {
        Ok(Standing::Open(invitation)) => invitation,
        Ok(Standing::Made(device)) => {
            people::rotate(transaction, device.forum, device.id, enrolment.token_hash)?;
            return Ok(Ok(device));
        }
        Err(unfit) => return Ok(Err(unfit)),
    };
    let set = named_params! {
        ":hash": secret.0, ":now_ms": enrolment.now_ms, ":device": enrolment.device.0,
    };
    let statement = (include_str!("../invitation_use.sql"), set);
    let used = INVITATION.alter(transaction, invitation.forum, Rows::One(&secret.0), statement)?;
    if used != 1 {
        return Ok(Err(Unfit::Used));
    }
    let device = enrolled(transaction, &invitation, enrolment)?;
    people::add_device(transaction, &device, enrolment.token_hash)?;
    note_joined(transaction, &device, invitation.id)?;
    if let Some(old) = invitation.replaces {
        shut_out(transaction, &device, old, invitation.id)?;
    }
    Ok(Ok(device))
}

fn enrolled(
    connection: &Connection,
    invitation: &Invitation,
    enrolment: &Enrolment,
) -> Result<Device, StoreError> {
    let member = invitation.member.unwrap_or(enrolment.new_member);
    // an invitation may be old: since then the person may have been given another role
    let role = people::role_of(connection, invitation.forum, member)?.unwrap_or(invitation.role);
    Ok(Device {
        forum: invitation.forum,
        id: enrolment.device,
        member,
        role,
        key: enrolment.key.clone(),
        label: invitation.label.clone(),
        app: enrolment.app.clone(),
        cursor: Seq(0),
        sight: None,
        erased: 0,
        created_ms: enrolment.now_ms,
        seen_ms: enrolment.now_ms,
        revoked_ms: None,
    })
}

fn note_joined(
    transaction: &Connection,
    device: &Device,
    invitation: Ulid,
) -> Result<(), StoreError> {
    let line = Line {
        by_member: Some(device.member),
        by_device: Some(device.id),
        member: Some(device.member),
        device: Some(device.id),
        invitation: Some(invitation),
        detail: Some(device.role.as_str().to_owned()),
        ..Line::by_operator(What::Joined, device.created_ms)
    };
    audit::note(transaction, device.forum, &line)
}

/// The person has moved to another device.
fn shut_out(
    transaction: &Connection,
    moved_to: &Device,
    old: DeviceId,
    invitation: Ulid,
) -> Result<(), StoreError> {
    if !people::revoke(transaction, moved_to.forum, old, moved_to.created_ms)? {
        return Ok(());
    }
    let line = Line {
        by_member: Some(moved_to.member),
        by_device: Some(moved_to.id),
        member: Some(moved_to.member),
        device: Some(old),
        invitation: Some(invitation),
        ..Line::by_operator(What::DeviceRevoked, moved_to.created_ms)
    };
    audit::note(transaction, moved_to.forum, &line)?;
    cancel_made_by(transaction, moved_to.forum, old, &line)
}

/// The newest, the oldest of them first.
pub(super) fn all(connection: &Connection, forum: ForumId) -> Result<Vec<Invited>, StoreError> {
    let mut invitations = sound(newest(connection, forum, INVITATIONS_SHOWN_MAX)?)?;
    invitations.reverse();
    Ok(invitations)
}

/// The newest first, also what cannot be read.
pub(super) fn newest(
    connection: &Connection,
    forum: ForumId,
    rows_max: usize,
) -> Result<Vec<Result<Invited, StoreError>>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../invitation_all.sql"))?;
    let place = named_params! { ":forum": forum.to_string(), ":rows_max": rows_max };
    each(read.query(place)?, read_invited)
}

/// Whether there was such an invitation that could still be used.
pub(super) fn cancel(
    transaction: &Connection,
    forum: ForumId,
    id: Ulid,
    now_ms: u64,
) -> Result<bool, StoreError> {
    let of = named_params! { ":forum": forum.to_string(), ":id": id.to_string() };
    let mut read = transaction.prepare_cached(include_str!("../invitation_hash.sql"))?;
    let Some(hash) = read.query_row(of, |row| row.get::<_, Vec<u8>>(0)).optional()? else {
        return Ok(false);
    };
    let set = named_params! {
        ":forum": forum.to_string(), ":id": id.to_string(), ":now_ms": now_ms,
    };
    let statement = (include_str!("../invitation_cancel.sql"), set);
    Ok(INVITATION.alter(transaction, forum, Rows::One(&hash), statement)? == 1)
}

fn read_invited(row: &Row<'_>) -> Result<Invited, StoreError> {
    INVITATION.must_be_whole(row)?;
    let device = |column: usize| -> Result<Option<DeviceId>, StoreError> {
        let bytes: Option<Vec<u8>> = row.get(column)?;
        bytes.map(|bytes| sized("invitation", &bytes).map(DeviceId)).transpose()
    };
    let member: Option<String> = row.get(4)?;
    let member = member.map(|id| parsed::<MemberId>("invitation", &id)).transpose()?;
    Ok(Invited {
        invitation: Invitation {
            forum: parsed("invitation", &row.get::<_, String>(0)?)?,
            hash: SecretHash(sized("invitation", &row.get::<_, Vec<u8>>(1)?)?),
            id: parsed("invitation", &row.get::<_, String>(2)?)?,
            role: parsed("invitation", &row.get::<_, String>(3)?)?,
            member,
            replaces: device(5)?,
            label: row.get(6)?,
            created_by: device(7)?,
            created_ms: row.get(8)?,
            expires_ms: row.get(9)?,
        },
        used_ms: row.get(10)?,
        used_by: device(11)?,
        cancelled_ms: row.get(12)?,
    })
}
