//! What a restore keeps of the database it replaces. Documents go back to the day of the backup and
//! phones bring the rest again; what was decided about people does not go back: a phone that was shut
//! out stays shut out, an invitation that was used stays used, and what was erased stays erased.

use std::path::Path;

use rusqlite::Connection;

use super::{SqliteStore, erase};
use crate::store::{Forum, Store, StoreError, Tombstone};

/// Brings what was decided since into the restored database; how many documents it erased there.
///
/// # Errors
/// If the replaced database cannot be read: then nothing was brought.
pub(super) fn carry_over(replaced: &Path, fresh: &mut SqliteStore) -> Result<usize, StoreError> {
    let mut old = SqliteStore::open_file_to_read(replaced)?;
    let mut stones = Vec::new();
    for forum in fresh.forums()? {
        let found = old.tombstones(forum.id, 0)?;
        stones.extend(found.into_iter().map(|stone| (forum.clone(), stone)));
    }
    drop(old);
    let name = replaced.to_string_lossy();
    fresh.connection.execute("attach database ?1 as old", [name])?;
    let carried = fresh.in_transaction(|transaction| {
        people(transaction)?;
        bury(transaction, &stones)
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
        include_str!("../carry_act.sql"),
    ] {
        connection.execute(statement, [])?;
    }
    Ok(())
}

/// Erases what is not erased here yet, under the next numbers: the new epoch has its own.
fn bury(transaction: &Connection, stones: &[(Forum, Tombstone)]) -> Result<usize, StoreError> {
    let mut buried = 0;
    for (forum, stone) in stones {
        if erase::number_of(transaction, forum.id, &stone.doc)?.is_some() {
            continue;
        }
        let number = erase::last(transaction, forum.id)? + 1;
        erase::bury(transaction, forum.id, &Tombstone { number, ..stone.clone() })?;
        buried += 1;
    }
    Ok(buried)
}
