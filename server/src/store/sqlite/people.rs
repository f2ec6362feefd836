//! Forums, invitations and devices.

use paguyuban::access::Role;
use paguyuban::id::{DeviceId, Epoch, ForumId, MemberId, Seq};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::row::{damaged, parsed, sized};
use crate::store::{Device, Enrolment, Forum, Invitation, SecretHash, StoreError};

pub(super) fn forums(connection: &Connection) -> Result<Vec<Forum>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../forum_all.sql"))?;
    let mut rows = read.query([])?;
    let mut forums = Vec::new();
    while let Some(row) = rows.next()? {
        forums.push(read_forum(row)?);
    }
    Ok(forums)
}

pub(super) fn forum(connection: &Connection, id: ForumId) -> Result<Forum, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../forum_one.sql"))?;
    let mut rows = read.query(named_params! { ":id": id.to_string() })?;
    match rows.next()? {
        Some(row) => read_forum(row),
        None => Err(StoreError::NoForum(id)),
    }
}

fn read_forum(row: &Row<'_>) -> Result<Forum, StoreError> {
    Ok(Forum {
        id: parsed("forum", &row.get::<_, String>(0)?)?,
        name: row.get(1)?,
        epoch: Epoch(sized("forum", &row.get::<_, Vec<u8>>(2)?)?),
        seq: Seq(row.get(3)?),
        created_ms: row.get(4)?,
        restored_ms: row.get(5)?,
    })
}

pub(super) fn add_forum(transaction: &Transaction<'_>, forum: &Forum) -> Result<(), StoreError> {
    transaction.prepare_cached(include_str!("../forum_add.sql"))?.execute(named_params! {
        ":id": forum.id.to_string(), ":name": forum.name, ":epoch": forum.epoch.0,
        ":created_ms": forum.created_ms,
    })?;
    Ok(())
}

/// A history that was put back is another history.
pub(super) fn start_epoch(
    transaction: &Transaction<'_>,
    forum: ForumId,
    epoch: Epoch,
    now_ms: u64,
) -> Result<(), StoreError> {
    transaction.prepare_cached(include_str!("../forum_restored.sql"))?.execute(named_params! {
        ":id": forum.to_string(), ":epoch": epoch.0, ":at_ms": now_ms,
    })?;
    Ok(())
}

pub(super) fn add_invitation(
    transaction: &Transaction<'_>,
    invitation: &Invitation,
) -> Result<(), StoreError> {
    // says which forum is missing, where the foreign key would only say that something is
    forum(transaction, invitation.forum)?;
    transaction.prepare_cached(include_str!("../invitation_add.sql"))?.execute(named_params! {
        ":forum": invitation.forum.to_string(),
        ":hash": invitation.hash.0,
        ":role": invitation.role.as_str(),
        ":member": invitation.member.map(|member| member.to_string()),
        ":created_ms": invitation.created_ms,
        ":expires_ms": invitation.expires_ms,
    })?;
    Ok(())
}

pub(super) fn knows_invitation(
    connection: &Connection,
    secret: SecretHash,
) -> Result<bool, StoreError> {
    let mut known = connection.prepare_cached(include_str!("../invitation_known.sql"))?;
    Ok(known.exists(named_params! { ":hash": secret.0 })?)
}

pub(super) fn use_invitation(
    transaction: &Transaction<'_>,
    secret: SecretHash,
    enrolment: &Enrolment,
) -> Result<Option<Device>, StoreError> {
    let used: Option<(String, String, Option<String>)> = transaction
        .prepare_cached(include_str!("../invitation_use.sql"))?
        .query_row(named_params! { ":hash": secret.0, ":now_ms": enrolment.now_ms }, |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((forum, role, member)) = used else {
        return Ok(None);
    };
    let member = match member {
        Some(member) => parsed("invitation", &member)?,
        None => enrolment.new_member,
    };
    let device = Device {
        forum: parsed("invitation", &forum)?,
        id: enrolment.device,
        member,
        role: parsed("invitation", &role)?,
        cursor: Seq(0),
        created_ms: enrolment.now_ms,
        seen_ms: enrolment.now_ms,
        revoked_ms: None,
    };
    add_device(transaction, &device, enrolment.token_hash)?;
    Ok(Some(device))
}

fn add_device(
    transaction: &Transaction<'_>,
    device: &Device,
    token: SecretHash,
) -> Result<(), StoreError> {
    transaction.prepare_cached(include_str!("../device_add.sql"))?.execute(named_params! {
        ":forum": device.forum.to_string(), ":id": device.id.0,
        ":member": device.member.to_string(), ":role": device.role.as_str(),
        ":token_hash": token.0, ":now_ms": device.created_ms,
    })?;
    Ok(())
}

pub(super) fn device_by_token(
    connection: &Connection,
    token: SecretHash,
) -> Result<Option<Device>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../device_by_token.sql"))?;
    let mut rows = read.query(named_params! { ":token_hash": token.0 })?;
    rows.next()?.map(read_device).transpose()
}

pub(super) fn devices(connection: &Connection, forum: ForumId) -> Result<Vec<Device>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../device_all.sql"))?;
    let mut rows = read.query(named_params! { ":forum": forum.to_string() })?;
    let mut devices = Vec::new();
    while let Some(row) = rows.next()? {
        devices.push(read_device(row)?);
    }
    Ok(devices)
}

fn read_device(row: &Row<'_>) -> Result<Device, StoreError> {
    let role: String = row.get(3)?;
    Ok(Device {
        forum: parsed("device", &row.get::<_, String>(0)?)?,
        id: DeviceId(sized("device", &row.get::<_, Vec<u8>>(1)?)?),
        member: parsed::<MemberId>("device", &row.get::<_, String>(2)?)?,
        role: role.parse::<Role>().map_err(|_| damaged("device", role))?,
        cursor: Seq(row.get(4)?),
        created_ms: row.get(5)?,
        seen_ms: row.get(6)?,
        revoked_ms: row.get(7)?,
    })
}

pub(super) fn revoke(
    transaction: &Transaction<'_>,
    forum: ForumId,
    device: DeviceId,
    now_ms: u64,
) -> Result<bool, StoreError> {
    let rows = transaction.prepare_cached(include_str!("../device_revoke.sql"))?.execute(
        named_params! { ":forum": forum.to_string(), ":id": device.0, ":now_ms": now_ms },
    )?;
    Ok(rows == 1)
}
