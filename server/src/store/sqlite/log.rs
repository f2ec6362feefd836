//! Writing the log.

use automerge::{Change, ChangeHash};
use paguyuban::access::Role;
use paguyuban::id::{DeviceId, ForumId};
use paguyuban::relay::{Entry, Quarantined};
use rusqlite::{Connection, Row, named_params};

use super::row::{ChangeRow, EntryRow, document_sum, hash_bytes, snapshot_sum, wire_sum};
use super::{audit, erase, marks, people};
use crate::store::sum::Sum;
use crate::store::{
    Append, Device, Line, QUARANTINE_BYTES_MAX, QUARANTINE_DEVICE_BYTES_MAX,
    QUARANTINE_DEVICE_ROWS_MAX, QUARANTINE_ROWS_MAX, Snapshot, StoreError, What,
};

pub(super) fn append(
    transaction: &Connection,
    forum: ForumId,
    append: &Append<'_>,
) -> Result<(), StoreError> {
    let name = forum.to_string();
    if let (Some(first), Some(last)) = (append.entries.first(), append.entries.last()) {
        let mut advance = transaction.prepare_cached(include_str!("../forum_advance.sql"))?;
        let rows = advance.execute(named_params! {
            ":forum": name, ":before": first.seq.0 - 1, ":last": last.seq.0,
        })?;
        if rows != 1 {
            return Err(StoreError::Moved);
        }
    }
    for entry in append.entries {
        // another program may have erased it since the push was tried out
        if erase::number_of(transaction, forum, &entry.doc)?.is_some() {
            return Err(StoreError::Erased(entry.doc.clone()));
        }
        may_still_write(transaction, forum, entry)?;
        add_entry(transaction, &name, entry, append.at_ms)?;
        note_accepted(transaction, forum, entry, append.at_ms)?;
    }
    let mut moved = append.moved.iter();
    moved.try_for_each(|moved| people::moved(transaction, forum, moved, append.at_ms))
}

/// Who hands it in and who wrote it may do now what they could when it was decided.
fn may_still_write(
    connection: &Connection,
    forum: ForumId,
    entry: &Entry,
) -> Result<(), StoreError> {
    let barred = |id: DeviceId, may: fn(&Entry, &Device) -> bool| -> Result<(), StoreError> {
        match people::device(connection, forum, id) {
            Ok(Some(device)) if !may(entry, &device) => Err(StoreError::Barred(id)),
            // what a device may do that cannot be read is not known; others go on
            Err(StoreError::Damaged { .. }) => Err(StoreError::Barred(id)),
            found => found.map(drop),
        }
    };
    match entry.accepted_by {
        Some(organiser) => barred(organiser, |_, device| {
            device.revoked_ms.is_none() && device.role == Role::Organiser
        }),
        None => {
            barred(entry.hand, |_, device| device.revoked_ms.is_none())?;
            barred(entry.device, |entry, device| {
                let same = device.role == entry.role && device.key == entry.key;
                device.revoked_ms.is_none() && same
            })
        }
    }
}

/// That an organiser handed in what its author could not have had taken.
fn note_accepted(
    transaction: &Connection,
    forum: ForumId,
    entry: &Entry,
    at_ms: u64,
) -> Result<(), StoreError> {
    let Some(by) = entry.accepted_by else {
        return Ok(());
    };
    let member = |device: DeviceId| -> Result<_, StoreError> {
        Ok(people::device_if_whole(transaction, forum, device)?.map(|known| known.member))
    };
    let line = Line {
        by_member: member(by)?,
        by_device: Some(by),
        member: member(entry.device)?,
        device: Some(entry.device),
        doc: Some(entry.doc.clone()),
        ..Line::by_operator(What::PacketAccepted, at_ms)
    };
    audit::note(transaction, forum, &line)
}

fn add_entry(
    transaction: &Connection,
    forum: &str,
    entry: &Entry,
    at_ms: u64,
) -> Result<(), StoreError> {
    let row = EntryRow {
        seq: entry.seq.0,
        doc: entry.doc.to_string(),
        device: entry.device.0.to_vec(),
        replica: entry.replica.0.to_vec(),
        at_ms,
        changes: entry.changes.len() as u64,
        sum: 0,
    };
    put_entry(transaction, forum, row, &entry.changes, &entry.heads)?;
    marks::add(transaction, forum, entry.seq.0, entry.mark)?;
    transaction.prepare_cached(include_str!("../wire_put.sql"))?.execute(named_params! {
        ":forum": forum, ":seq": entry.seq.0, ":chunk": entry.chunk,
        ":sum": wire_sum(forum, entry.seq.0, &entry.chunk),
    })?;
    Ok(())
}

/// An entry of the log with its changes, and the document's heads with them.
pub(super) fn put_entry(
    transaction: &Connection,
    forum: &str,
    mut row: EntryRow,
    changes: &[Change],
    heads: &[ChangeHash],
) -> Result<(), StoreError> {
    row.sum = row.sum(forum);
    transaction.prepare_cached(include_str!("../log_add.sql"))?.execute(named_params! {
        ":forum": forum, ":seq": row.seq, ":doc": row.doc, ":device": row.device,
        ":replica": row.replica, ":at_ms": row.at_ms, ":changes": row.changes, ":sum": row.sum,
    })?;
    let mut add = transaction.prepare_cached(include_str!("../change_add.sql"))?;
    for (idx, change) in (0..).zip(changes) {
        let one = ChangeRow {
            seq: row.seq,
            idx,
            hash: change.hash().0.to_vec(),
            bytes: change.raw_bytes().to_vec(),
            sum: 0,
        };
        add.execute(named_params! {
            ":forum": forum, ":doc": row.doc, ":seq": row.seq, ":idx": idx,
            ":hash": one.hash, ":bytes": one.bytes, ":sum": one.sum(forum, &row.doc),
        })?;
    }
    let heads = hash_bytes(heads);
    transaction.prepare_cached(include_str!("../document_put.sql"))?.execute(named_params! {
        ":forum": forum, ":doc": row.doc, ":heads": heads, ":seq": row.seq,
        ":sum": document_sum(forum, &row.doc, &heads, row.seq),
    })?;
    Ok(())
}

pub(super) fn keep_snapshot(
    transaction: &Connection,
    forum: ForumId,
    snapshot: &Snapshot,
) -> Result<(), StoreError> {
    let (forum, doc, seq) = (forum.to_string(), snapshot.doc.as_str(), snapshot.seq.0);
    transaction.prepare_cached(include_str!("../snapshot_put.sql"))?.execute(named_params! {
        ":forum": forum, ":doc": doc, ":seq": seq, ":bytes": snapshot.bytes,
        ":sum": snapshot_sum(&forum, doc, seq, &snapshot.bytes),
    })?;
    transaction
        .prepare_cached(include_str!("../wire_drop.sql"))?
        .execute(named_params! { ":forum": forum, ":doc": doc, ":seq": seq })?;
    Ok(())
}

pub(super) fn keep_aside(
    transaction: &Connection,
    forum: ForumId,
    refused: &Quarantined,
    now_ms: u64,
) -> Result<(), StoreError> {
    let forum = forum.to_string();
    let row = AsideRow {
        forum: &forum,
        device: &refused.device.0,
        doc: refused.doc.as_str(),
        code: &format!("{:?}", refused.code),
        at_ms: now_ms,
        chunk: &refused.chunk,
    };
    transaction.prepare_cached(include_str!("../quarantine_add.sql"))?.execute(named_params! {
        ":forum": forum, ":device": row.device, ":doc": row.doc, ":code": row.code,
        ":at_ms": now_ms, ":chunk": row.chunk, ":sum": row.sum(),
    })?;
    transaction.prepare_cached(include_str!("../quarantine_trim.sql"))?.execute(named_params! {
        ":forum": forum, ":rows_max": QUARANTINE_ROWS_MAX, ":bytes_max": QUARANTINE_BYTES_MAX,
        ":device_rows_max": QUARANTINE_DEVICE_ROWS_MAX,
        ":device_bytes_max": QUARANTINE_DEVICE_BYTES_MAX,
    })?;
    Ok(())
}

/// What was refused and kept, without its number.
struct AsideRow<'a> {
    forum: &'a str,
    device: &'a [u8],
    doc: &'a str,
    code: &'a str,
    at_ms: u64,
    chunk: &'a [u8],
}

impl AsideRow<'_> {
    fn sum(&self) -> i64 {
        let whose = Sum::of("quarantine").text(self.forum).bytes(self.device).text(self.doc);
        whose.text(self.code).number(self.at_ms).bytes(self.chunk).finish()
    }
}

/// A row that was kept aside.
pub(super) struct Aside {
    pub(super) id: i64,
    /// The sum that it has.
    pub(super) kept: Option<i64>,
    /// The sum that it should have; none if it cannot be read.
    pub(super) sum: Option<i64>,
}

pub(super) fn each_aside(connection: &Connection) -> Result<Vec<Aside>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../quarantine_all.sql"))?;
    let mut rows = read.query([])?;
    let mut each = Vec::new();
    while let Some(row) = rows.next()? {
        each.push(Aside { id: row.get(0)?, kept: row.get(7)?, sum: sum_of_aside(row).ok() });
    }
    Ok(each)
}

fn sum_of_aside(row: &Row<'_>) -> rusqlite::Result<i64> {
    let (forum, device): (String, Vec<u8>) = (row.get(1)?, row.get(2)?);
    let (doc, code): (String, String) = (row.get(3)?, row.get(4)?);
    let (at_ms, chunk): (u64, Vec<u8>) = (row.get(5)?, row.get(6)?);
    let (forum, device, doc, code) = (&*forum, &*device, &*doc, &*code);
    Ok(AsideRow { forum, device, doc, code, at_ms, chunk: &chunk }.sum())
}

/// Gives those their sum that are of before there were any.
pub(super) fn seal_aside(transaction: &Connection) -> Result<(), StoreError> {
    for Aside { id, kept, sum } in each_aside(transaction)? {
        if let (None, Some(sum)) = (kept, sum) {
            let sealed = named_params! { ":id": id, ":sum": sum };
            transaction.prepare_cached(include_str!("../quarantine_seal.sql"))?.execute(sealed)?;
        }
    }
    Ok(())
}

pub(super) fn pulse(transaction: &Connection, now_ms: u64) -> Result<(), StoreError> {
    transaction
        .prepare_cached(include_str!("../pulse.sql"))?
        .execute(named_params! { ":at_ms": now_ms })?;
    Ok(())
}
