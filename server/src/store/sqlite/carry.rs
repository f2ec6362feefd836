//! What a restore keeps of the database it replaces. Documents go back to the day of the backup and
//! phones bring the rest again; what was decided about people does not go back: a phone that was shut
//! out stays shut out, an invitation that was used stays used, and what was erased stays erased.

use std::path::Path;

use automerge::{Change, ChangeHash};
use paguyuban::id::{DocId, ForumId};
use rusqlite::{Connection, named_params};

use super::row::{EntryRow, each, sound};
use super::seal::{DEVICE, FEED, INVITATION, Rows};
use super::{SqliteStore, erase, files, log, people, shelf};
use crate::store::{Store, StoreError, StoredFile, Tombstone};

/// Brings what was decided since into the restored database; how many documents it erased there.
///
/// # Errors
/// If the replaced database cannot be read: then nothing was brought.
pub(super) fn carry_over(replaced: &Path, fresh: &mut SqliteStore) -> Result<usize, StoreError> {
    let mut old = SqliteStore::open_file_to_read(replaced)?;
    let mut stones = Vec::new();
    let (mut whole, mut kept) = (Vec::new(), Vec::new());
    for forum in fresh.forums()? {
        whole.push((forum.id, Whole::of(&old.connection, forum.id)?));
        kept.push((forum.id, sound(files::all(&old.connection, forum.id)?)?));
        for stone in old.tombstones(forum.id, 0)? {
            // what was founded anew comes along: there is no earlier generation to go back to. What cannot
            // be read of it phones give back
            let brought =
                stone.founding.map(|_| Brought::of(&old.connection, forum.id, &stone.doc));
            let brought = match brought {
                Some(Err(StoreError::Damaged { .. })) | None => Brought::default(),
                Some(brought) => brought?,
            };
            stones.push((forum.id, stone, brought));
        }
    }
    drop(old);
    let name = replaced.to_string_lossy();
    fresh.connection.execute("attach database ?1 as old", [name])?;
    let carried = fresh.in_transaction(|transaction| {
        people(transaction)?;
        whole.iter().try_for_each(|(forum, whole)| whole.seal(transaction, *forum))?;
        let buried = bury(transaction, stones)?;
        kept.iter().try_for_each(|(forum, files)| keep_files(transaction, *forum, files))?;
        Ok(buried)
    });
    fresh.connection.execute_batch("detach database old")?;
    let buried = carried?;
    if buried > 0 {
        fresh.connection.execute_batch("vacuum")?;
    }
    Ok(buried)
}

fn people(connection: &Connection) -> Result<(), StoreError> {
    for statement in [
        include_str!("../carry_device.sql"),
        include_str!("../carry_invitation.sql"),
        include_str!("../carry_feed.sql"),
        include_str!("../carry_act.sql"),
    ] {
        connection.execute(statement, [])?;
    }
    Ok(())
}

/// Files lie beside the database and are here still: those that came since the backup are not asked for again.
fn keep_files(
    transaction: &Connection,
    forum: ForumId,
    files: &[StoredFile],
) -> Result<(), StoreError> {
    files.iter().try_for_each(|file| files::carry(transaction, forum, file))
}

/// People of the replaced database whose rows are what was written. Of the others nobody knows what they may
/// do, so they stay as they are here: shut, until they are invited again.
struct Whole {
    devices: Vec<Vec<u8>>,
    invitations: Vec<Vec<u8>>,
    feeds: Vec<Vec<u8>>,
}

impl Whole {
    fn of(connection: &Connection, forum: ForumId) -> Result<Self, StoreError> {
        Ok(Self {
            devices: DEVICE.whole(connection, forum, Rows::All)?,
            invitations: INVITATION.whole(connection, forum, Rows::All)?,
            feeds: FEED.whole(connection, forum, Rows::All)?,
        })
    }

    fn seal(&self, transaction: &Connection, forum: ForumId) -> Result<(), StoreError> {
        self.devices.iter().try_for_each(|key| DEVICE.seal(transaction, forum, key))?;
        self.invitations.iter().try_for_each(|key| INVITATION.seal(transaction, forum, key))?;
        self.feeds.iter().try_for_each(|key| FEED.seal(transaction, forum, key))
    }
}

/// Erases what is not erased here yet, under the next numbers: the new epoch has its own.
fn bury(
    transaction: &Connection,
    stones: Vec<(ForumId, Tombstone, Brought)>,
) -> Result<usize, StoreError> {
    let mut buried = 0;
    for (forum, stone, brought) in stones {
        let here = sound(erase::tombstones(transaction, forum, 0)?)?;
        let same = |here: &Tombstone| here.doc == stone.doc && here.founding == stone.founding;
        if here.iter().any(same) || erase::number_of(transaction, forum, &stone.doc)?.is_some() {
            continue;
        }
        let number = erase::last(transaction, forum)? + 1;
        erase::bury(transaction, forum, &Tombstone { number, ..stone })?;
        brought.put(transaction, forum)?;
        buried += 1;
    }
    Ok(buried)
}

/// A document of the replaced database, as it was founded anew.
#[derive(Default)]
struct Brought {
    entries: Vec<(EntryRow, Vec<Change>)>,
    heads: Vec<ChangeHash>,
}

impl Brought {
    fn of(connection: &Connection, forum: ForumId, doc: &DocId) -> Result<Self, StoreError> {
        let mut read = connection.prepare_cached(include_str!("../log_all.sql"))?;
        let rows = read.query(named_params! { ":forum": forum.to_string() })?;
        let rows = sound(each(rows, |row| EntryRow::read(row).map_err(StoreError::from))?)?;
        let mut entries = Vec::new();
        for row in rows {
            if row.changes > 0 && row.doc == doc.as_str() {
                let changes = shelf::entry_changes(connection, forum, &row)?;
                entries.push((row, changes));
            }
        }
        Ok(Self { entries, heads: shelf::heads(connection, forum, doc)? })
    }

    /// Puts it at the end of the restored log.
    fn put(self, transaction: &Connection, forum: ForumId) -> Result<(), StoreError> {
        let name = forum.to_string();
        let end = people::forum(transaction, forum)?.seq.0;
        let last = end + self.entries.len() as u64;
        for (seq, (row, changes)) in (end + 1..).zip(self.entries) {
            log::put_entry(transaction, &name, EntryRow { seq, ..row }, &changes, &self.heads)?;
        }
        let mut advance = transaction.prepare_cached(include_str!("../forum_advance.sql"))?;
        advance.execute(named_params! { ":forum": name, ":before": end, ":last": last })?;
        Ok(())
    }
}
