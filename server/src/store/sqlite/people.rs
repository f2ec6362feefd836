//! Forums and devices.

use paguyuban::access::Role;
use paguyuban::id::{DeviceId, Epoch, ForumId, MemberId, Seq};
use paguyuban::signature::DeviceKey;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::row::{damaged, each, parsed, sized, sound};
use crate::store::{Device, Forum, SecretHash, StoreError};

pub(super) fn forums(connection: &Connection) -> Result<Vec<Forum>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../forum_all.sql"))?;
    sound(each(read.query([])?, read_forum)?)
}

pub(super) fn forum(connection: &Connection, id: ForumId) -> Result<Forum, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../forum_one.sql"))?;
    let mut rows = read.query(named_params! { ":id": id.to_string() })?;
    match rows.next()? {
        Some(row) => read_forum(row),
        None => Err(StoreError::NoForum(id)),
    }
}

pub(super) fn marks(connection: &Connection) -> Result<Vec<(ForumId, u64)>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../forum_people.sql"))?;
    let mark = |row: &Row<'_>| Ok((parsed("forum", &row.get::<_, String>(0)?)?, row.get(1)?));
    sound(each(read.query([])?, mark)?)
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

pub(super) fn add_forum(transaction: &Connection, forum: &Forum) -> Result<(), StoreError> {
    transaction.prepare_cached(include_str!("../forum_add.sql"))?.execute(named_params! {
        ":id": forum.id.to_string(), ":name": forum.name, ":epoch": forum.epoch.0,
        ":created_ms": forum.created_ms,
    })?;
    Ok(())
}

/// A history that was put back is another history.
pub(super) fn start_epoch(
    transaction: &Connection,
    forum: ForumId,
    epoch: Epoch,
    now_ms: u64,
) -> Result<(), StoreError> {
    transaction.prepare_cached(include_str!("../forum_restored.sql"))?.execute(named_params! {
        ":id": forum.to_string(), ":epoch": epoch.0, ":at_ms": now_ms,
    })?;
    transaction
        .prepare_cached(include_str!("../device_new_epoch.sql"))?
        .execute(named_params! { ":forum": forum.to_string() })?;
    Ok(())
}

pub(super) fn add_device(
    transaction: &Connection,
    device: &Device,
    token: SecretHash,
) -> Result<(), StoreError> {
    transaction.prepare_cached(include_str!("../device_add.sql"))?.execute(named_params! {
        ":forum": device.forum.to_string(), ":id": device.id.0,
        ":member": device.member.to_string(), ":role": device.role.as_str(),
        ":token_hash": token.0, ":public_key": device.key.as_ref().map(DeviceKey::to_bytes),
        ":label": device.label, ":app": device.app, ":now_ms": device.created_ms,
    })?;
    Ok(())
}

/// The device of a token that is good now.
pub(super) fn device_by_token(
    connection: &Connection,
    token: SecretHash,
) -> Result<Option<Device>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../device_by_token.sql"))?;
    let mut rows = read.query(named_params! { ":token_hash": token.0 })?;
    rows.next()?.map(read_device).transpose()
}

/// The device that was given this token and has not used it yet.
pub(super) fn device_by_next_token(
    connection: &Connection,
    token: SecretHash,
) -> Result<Option<Device>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../device_by_next_token.sql"))?;
    let mut rows = read.query(named_params! { ":token_hash": token.0 })?;
    rows.next()?.map(read_device).transpose()
}

/// Puts a token that was used for the first time in the place of the old one.
pub(super) fn promote(transaction: &Connection, token: SecretHash) -> Result<(), StoreError> {
    let mut promote = transaction.prepare_cached(include_str!("../device_promote.sql"))?;
    promote.execute(named_params! { ":token_hash": token.0 })?;
    Ok(())
}

pub(super) fn rotate(
    transaction: &Connection,
    forum: ForumId,
    device: DeviceId,
    token: SecretHash,
) -> Result<(), StoreError> {
    transaction.prepare_cached(include_str!("../device_rotate.sql"))?.execute(named_params! {
        ":forum": forum.to_string(), ":id": device.0, ":token_hash": token.0,
    })?;
    Ok(())
}

pub(super) fn set_key(
    transaction: &Connection,
    forum: ForumId,
    device: DeviceId,
    key: &DeviceKey,
) -> Result<(), StoreError> {
    transaction.prepare_cached(include_str!("../device_key.sql"))?.execute(named_params! {
        ":forum": forum.to_string(), ":id": device.0, ":public_key": key.to_bytes(),
    })?;
    Ok(())
}

pub(super) fn devices(connection: &Connection, forum: ForumId) -> Result<Vec<Device>, StoreError> {
    sound(each_device(connection, forum)?)
}

/// Every row, also what cannot be read.
pub(super) fn each_device(
    connection: &Connection,
    forum: ForumId,
) -> Result<Vec<Result<Device, StoreError>>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../device_all.sql"))?;
    each(read.query(named_params! { ":forum": forum.to_string() })?, read_device)
}

pub(super) fn device(
    connection: &Connection,
    forum: ForumId,
    id: DeviceId,
) -> Result<Option<Device>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../device_one.sql"))?;
    let mut rows = read.query(named_params! { ":forum": forum.to_string(), ":id": id.0 })?;
    rows.next()?.map(read_device).transpose()
}

fn read_device(row: &Row<'_>) -> Result<Device, StoreError> {
    let key: Option<Vec<u8>> = row.get(4)?;
    let key = key.map(|bytes| DeviceKey::from_bytes(&bytes)).transpose();
    let id = DeviceId(sized("device", &row.get::<_, Vec<u8>>(1)?)?);
    Ok(Device {
        forum: parsed("device", &row.get::<_, String>(0)?)?,
        id,
        member: parsed::<MemberId>("device", &row.get::<_, String>(2)?)?,
        role: parsed("device", &row.get::<_, String>(3)?)?,
        key: key.map_err(|_| damaged("device", id))?,
        label: row.get(5)?,
        app: row.get(6)?,
        cursor: Seq(row.get(7)?),
        sight: row.get::<_, Option<String>>(8)?.map(|role| parsed("device", &role)).transpose()?,
        erased: row.get(9)?,
        created_ms: row.get(10)?,
        seen_ms: row.get(11)?,
        revoked_ms: row.get(12)?,
    })
}

/// Whether there was such a device that was not yet revoked.
pub(super) fn revoke(
    transaction: &Connection,
    forum: ForumId,
    device: DeviceId,
    now_ms: u64,
) -> Result<bool, StoreError> {
    let rows = transaction.prepare_cached(include_str!("../device_revoke.sql"))?.execute(
        named_params! { ":forum": forum.to_string(), ":id": device.0, ":now_ms": now_ms },
    )?;
    Ok(rows == 1)
}

/// Whether there is such a device.
pub(super) fn rename(
    transaction: &Connection,
    forum: ForumId,
    device: DeviceId,
    label: &str,
) -> Result<bool, StoreError> {
    let rows = transaction
        .prepare_cached(include_str!("../device_label.sql"))?
        .execute(named_params! { ":forum": forum.to_string(), ":id": device.0, ":label": label })?;
    Ok(rows == 1)
}

/// What a person may do who has a device that can come in.
pub(super) fn role_of(
    connection: &Connection,
    forum: ForumId,
    member: MemberId,
) -> Result<Option<Role>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../device_role_of.sql"))?;
    let place = named_params! { ":forum": forum.to_string(), ":member": member.to_string() };
    let role: Option<String> = read.query_row(place, |row| row.get(0)).optional()?;
    role.map(|role| parsed("device", &role)).transpose()
}

/// Whether there is such a person.
pub(super) fn set_role(
    transaction: &Connection,
    forum: ForumId,
    member: MemberId,
    role: Role,
) -> Result<bool, StoreError> {
    let (forum, member) = (forum.to_string(), member.to_string());
    let set = named_params! { ":forum": forum, ":member": member, ":role": role.as_str() };
    let devices = transaction.prepare_cached(include_str!("../device_role.sql"))?.execute(set)?;
    let set = named_params! { ":forum": forum, ":member": member, ":role": role.as_str() };
    let open = transaction.prepare_cached(include_str!("../invitation_role.sql"))?.execute(set)?;
    Ok(devices + open > 0)
}

/// Devices of organisers that can come in, each with its person.
pub(super) fn organisers(
    connection: &Connection,
    forum: ForumId,
) -> Result<Vec<(DeviceId, MemberId)>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../device_organisers.sql"))?;
    let rows = read.query(named_params! { ":forum": forum.to_string() })?;
    let organiser = |row: &Row<'_>| {
        let device = DeviceId(sized("device", &row.get::<_, Vec<u8>>(0)?)?);
        Ok((device, parsed("device", &row.get::<_, String>(1)?)?))
    };
    sound(each(rows, organiser)?)
}

/// Forgets what people called a person's devices and invitations.
pub(super) fn forget_labels(
    transaction: &Connection,
    forum: ForumId,
    member: MemberId,
) -> Result<(), StoreError> {
    for statement in
        [include_str!("../invitation_forget_label.sql"), include_str!("../device_forget_label.sql")]
    {
        let of = named_params! { ":forum": forum.to_string(), ":member": member.to_string() };
        transaction.prepare_cached(statement)?.execute(of)?;
    }
    Ok(())
}
