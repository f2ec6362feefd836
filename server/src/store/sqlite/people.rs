//! Forums and devices.

use paguyuban::access::Role;
use paguyuban::id::{DeviceId, Epoch, ForumId, MemberId, Seq};
use paguyuban::relay::Moved;
use paguyuban::signature::DeviceKey;
use rusqlite::{Connection, Row, named_params};

use super::row::{damaged, each, parsed, sized, sound};
use super::seal::{DEVICE, INVITATION, Rows};
use crate::store::sum::Sum;
use crate::store::{By, Device, Forum, SecretHash, StoreError};

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
    seal_forum(transaction, forum)
}

/// Over what of a forum stays as it is: how long its log is, the log says, and triggers count the rest.
fn forum_sum(connection: &Connection, forum: &Forum) -> Result<i64, StoreError> {
    let id = forum.id.to_string();
    let mut read = connection.prepare_cached(include_str!("../forum_mark_key.sql"))?;
    let key: Option<Vec<u8>> = read.query_row(named_params! { ":id": id }, |row| row.get(0))?;
    let place = Sum::of("forum").text(&id).text(&forum.name);
    let history = place.bytes(&forum.epoch.0).number(forum.created_ms);
    // rows of a restored forum have a column more, and those of before there were marks one less
    let history = forum.restored_ms.iter().fold(history, |sum, at_ms| sum.number(*at_ms));
    Ok(key.iter().fold(history, |sum, key| sum.bytes(key)).finish())
}

/// Gives a row that has none its sum: a new one, and one of before there were sums.
fn seal_forum(transaction: &Connection, forum: &Forum) -> Result<(), StoreError> {
    let sum = forum_sum(transaction, forum)?;
    let sealed = named_params! { ":id": forum.id.to_string(), ":sum": sum };
    transaction.prepare_cached(include_str!("../forum_seal.sql"))?.execute(sealed)?;
    Ok(())
}

/// Gives a row of an earlier relay what it has not: its sum, and with what its marks are sealed.
pub(super) fn complete_forum(transaction: &Connection, forum: &Forum) -> Result<(), StoreError> {
    seal_forum(transaction, forum)?;
    let id = forum.id.to_string();
    let is_whole = is_forum_whole(transaction, forum.id)?;
    let of = named_params! { ":id": id, ":is_whole": is_whole };
    transaction.prepare_cached(include_str!("../forum_mark_key_add.sql"))?.execute(of)?;
    // only one that was what was written has none now
    seal_forum(transaction, forum)
}

/// Whether name and history of a forum are what was written. It is served all the same: a changed epoch
/// has phones say again what they have, and costs nothing else.
pub(super) fn is_forum_whole(connection: &Connection, id: ForumId) -> Result<bool, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../forum_sum.sql"))?;
    let sum = read.query_row(named_params! { ":id": id.to_string() }, |row| row.get(0));
    let sum: Option<i64> = sum.unwrap_or_default();
    Ok(sum == Some(forum_sum(connection, &forum(connection, id)?)?))
}

/// The history is the same, but not all of it is here any more.
pub(super) fn recover(
    transaction: &Connection,
    forum: ForumId,
    now_ms: u64,
) -> Result<(), StoreError> {
    let new = Forum { restored_ms: Some(now_ms), ..self::forum(transaction, forum)? };
    transaction.prepare_cached(include_str!("../forum_restored.sql"))?.execute(named_params! {
        ":id": forum.to_string(), ":epoch": new.epoch.0, ":at_ms": now_ms, ":sum": forum_sum(transaction, &new)?,
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
    let new = Forum { epoch, restored_ms: Some(now_ms), ..self::forum(transaction, forum)? };
    transaction.prepare_cached(include_str!("../forum_restored.sql"))?.execute(named_params! {
        ":id": forum.to_string(), ":epoch": epoch.0, ":at_ms": now_ms, ":sum": forum_sum(transaction, &new)?,
    })?;
    let of = named_params! { ":forum": forum.to_string() };
    let statement = (include_str!("../device_new_epoch.sql"), of);
    DEVICE.alter(transaction, forum, Rows::All, statement)?;
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
    DEVICE.seal(transaction, device.forum, &device.id.0)
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
    // another may have done it since it was looked up
    let Some(Device { forum, id, .. }) = device_by_next_token(transaction, token)? else {
        return Ok(());
    };
    let used = named_params! { ":token_hash": token.0 };
    alter(transaction, forum, id, (include_str!("../device_promote.sql"), used))?;
    Ok(())
}

pub(super) fn rotate(
    transaction: &Connection,
    forum: ForumId,
    device: DeviceId,
    token: SecretHash,
) -> Result<(), StoreError> {
    let set = named_params! {
        ":forum": forum.to_string(), ":id": device.0, ":token_hash": token.0,
    };
    alter(transaction, forum, device, (include_str!("../device_rotate.sql"), set))?;
    Ok(())
}

pub(super) fn set_key(
    transaction: &Connection,
    forum: ForumId,
    device: DeviceId,
    key: &DeviceKey,
) -> Result<(), StoreError> {
    let set = named_params! {
        ":forum": forum.to_string(), ":id": device.0, ":public_key": key.to_bytes(),
    };
    alter(transaction, forum, device, (include_str!("../device_key.sql"), set))?;
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
    let mut rows = read.query(named_params! { ":forum": forum.to_string(), ":key": id.0 })?;
    rows.next()?.map(read_device).transpose()
}

/// None also if its row is damaged: what it may do, and whose it is, is not known then.
pub(super) fn device_if_whole(
    connection: &Connection,
    forum: ForumId,
    id: DeviceId,
) -> Result<Option<Device>, StoreError> {
    match device(connection, forum, id) {
        Err(StoreError::Damaged { .. }) => Ok(None),
        found => found,
    }
}

fn read_device(row: &Row<'_>) -> Result<Device, StoreError> {
    DEVICE.must_be_whole(row)?;
    let key: Option<Vec<u8>> = row.get(6)?;
    let key = key.map(|bytes| DeviceKey::from_bytes(&bytes)).transpose();
    let id = DeviceId(sized("device", &row.get::<_, Vec<u8>>(1)?)?);
    Ok(Device {
        forum: parsed("device", &row.get::<_, String>(0)?)?,
        id,
        member: parsed::<MemberId>("device", &row.get::<_, String>(2)?)?,
        role: parsed("device", &row.get::<_, String>(3)?)?,
        key: key.map_err(|_| damaged("device", id))?,
        label: row.get(7)?,
        app: row.get(8)?,
        cursor: Seq(row.get(9)?),
        sight: row.get::<_, Option<String>>(10)?.map(|role| parsed("device", &role)).transpose()?,
        erased: row.get(11)?,
        created_ms: row.get(12)?,
        seen_ms: row.get(13)?,
        revoked_ms: row.get(14)?,
    })
}

/// Changes one device.
fn alter(
    transaction: &Connection,
    forum: ForumId,
    device: DeviceId,
    statement: (&str, super::seal::Values<'_>),
) -> Result<usize, StoreError> {
    DEVICE.alter(transaction, forum, Rows::One(&device.0), statement)
}

/// Says how far a device is.
pub(super) fn moved(
    transaction: &Connection,
    forum: ForumId,
    moved: &Moved,
    now_ms: u64,
) -> Result<(), StoreError> {
    let set = named_params! {
        ":forum": forum.to_string(), ":id": moved.device.0, ":cursor": moved.cursor.0,
        ":erased": moved.erased, ":sight": moved.sight.map(Role::as_str), ":now_ms": now_ms,
    };
    alter(transaction, forum, moved.device, (include_str!("../device_cursor.sql"), set))?;
    Ok(())
}

/// Whether there was such a device that was not yet revoked.
pub(super) fn revoke(
    transaction: &Connection,
    forum: ForumId,
    device: DeviceId,
    now_ms: u64,
) -> Result<bool, StoreError> {
    let set = named_params! { ":forum": forum.to_string(), ":id": device.0, ":now_ms": now_ms };
    let statement = (include_str!("../device_revoke.sql"), set);
    Ok(alter(transaction, forum, device, statement)? == 1)
}

/// Whether there is such a device.
pub(super) fn rename(
    transaction: &Connection,
    forum: ForumId,
    device: DeviceId,
    label: &str,
) -> Result<bool, StoreError> {
    let set = named_params! { ":forum": forum.to_string(), ":id": device.0, ":label": label };
    let statement = (include_str!("../device_label.sql"), set);
    Ok(alter(transaction, forum, device, statement)? == 1)
}

/// What a person may do who has a device that can come in.
pub(super) fn role_of(
    connection: &Connection,
    forum: ForumId,
    member: MemberId,
) -> Result<Option<Role>, StoreError> {
    let devices = devices(connection, forum)?.into_iter();
    let mut theirs = devices.filter(|it| it.member == member && it.revoked_ms.is_none());
    Ok(theirs.next().map(|device| device.role))
}

/// Whether there is such a person.
pub(super) fn set_role(
    transaction: &Connection,
    forum: ForumId,
    member: MemberId,
    role: Role,
) -> Result<bool, StoreError> {
    let (name, member) = (forum.to_string(), member.to_string());
    let set = named_params! { ":forum": name, ":member": member, ":role": role.as_str() };
    let statement = (include_str!("../device_role.sql"), set);
    let devices = DEVICE.alter(transaction, forum, Rows::All, statement)?;
    let statement = (include_str!("../invitation_role.sql"), set);
    let open = INVITATION.alter(transaction, forum, Rows::All, statement)?;
    Ok(devices + open > 0)
}

/// Devices of organisers that can come in, each with its person.
pub(super) fn organisers(
    connection: &Connection,
    forum: ForumId,
) -> Result<Vec<(DeviceId, MemberId)>, StoreError> {
    let devices = devices(connection, forum)?.into_iter();
    let organisers = devices.filter(|it| it.role == Role::Organiser && it.revoked_ms.is_none());
    Ok(organisers.map(|device| (device.id, device.member)).collect())
}

/// Whether who has signed an act is an organiser now, with the key that has signed it. Looked at in the
/// transaction of what is done, and not at the door: whoever asks may have been shut out meanwhile, or signs
/// with another key since.
pub(super) fn may_act(connection: &Connection, forum: ForumId, by: By) -> Result<bool, StoreError> {
    let now = device_if_whole(connection, forum, by.device)?;
    Ok(now.is_some_and(|now| {
        let key = now.key.as_ref().is_some_and(|key| key.to_bytes() == by.key);
        key && now.role == Role::Organiser && now.revoked_ms.is_none()
    }))
}

/// Forgets what people called a person's devices and invitations.
pub(super) fn forget_labels(
    transaction: &Connection,
    forum: ForumId,
    member: MemberId,
) -> Result<(), StoreError> {
    let of = named_params! { ":forum": forum.to_string(), ":member": member.to_string() };
    let invitations = (include_str!("../invitation_forget_label.sql"), of);
    INVITATION.alter(transaction, forum, Rows::All, invitations)?;
    let devices = (include_str!("../device_forget_label.sql"), of);
    DEVICE.alter(transaction, forum, Rows::All, devices)?;
    Ok(())
}
