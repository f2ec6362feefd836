//! The database's version. Migrations are numbered, never edited, and each is one transaction.

use rusqlite::{Connection, TransactionBehavior};

use crate::store::StoreError;

const MIGRATIONS: [&str; 1] = [include_str!("../migrations/0001_first.sql")];

fn known() -> i64 {
    // a handful
    MIGRATIONS.len() as i64
}

fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("pragma user_version", [], |row| row.get(0))?)
}

/// Brings the database to the newest version.
pub(super) fn up(connection: &mut Connection) -> Result<(), StoreError> {
    let found = must_not_be_newer(connection)?;
    if found == known() {
        return Ok(());
    }
    for (number, migration) in (1..).zip(MIGRATIONS) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // another program may have done it since we looked
        if version(&transaction)? < number {
            transaction.execute_batch(migration)?;
            transaction.pragma_update(None, "user_version", number)?;
            transaction.commit()?;
        }
    }
    Ok(())
}

fn must_not_be_newer(connection: &Connection) -> Result<i64, StoreError> {
    let found = version(connection)?;
    if found > known() {
        return Err(StoreError::Newer { found, known: known() });
    }
    Ok(found)
}

/// For a reader, which changes nothing.
pub(super) fn must_be_current(connection: &Connection) -> Result<(), StoreError> {
    let found = must_not_be_newer(connection)?;
    if found < known() {
        return Err(StoreError::Failed(format!(
            "the database has version {found}; start the relay on it once to bring it to {}",
            known()
        )));
    }
    Ok(())
}
