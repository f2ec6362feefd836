//! The database's version. Migrations are numbered, never edited, and each is one transaction.

use rusqlite::{Connection, TransactionBehavior};

use super::seal;
use crate::store::StoreError;

const MIGRATIONS: [&str; 8] = [
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_office.sql"),
    include_str!("../migrations/0003_people.sql"),
    include_str!("../migrations/0004_founding.sql"),
    include_str!("../migrations/0005_sums.sql"),
    include_str!("../migrations/0006_marks.sql"),
    include_str!("../migrations/0007_files.sql"),
    include_str!("../migrations/0008_feeds.sql"),
];

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
    // a table that others point to can only be made anew without; inside a transaction this is not
    // listened to
    connection.pragma_update(None, "foreign_keys", false)?;
    for (number, migration) in (1..).zip(MIGRATIONS) {
        one_up(connection, number, migration)?;
    }
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

fn one_up(connection: &mut Connection, number: i64, migration: &str) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // another program may have done it since we looked
    if version(&transaction)? >= number {
        return Ok(());
    }
    transaction.execute_batch(migration)?;
    if transaction.prepare("pragma foreign_key_check")?.exists([])? {
        return Err(StoreError::Failed(format!("migration {number} leaves rows without a parent")));
    }
    if number == known() {
        seal::first_time(&transaction)?;
    }
    transaction.pragma_update(None, "user_version", number)?;
    transaction.commit()?;
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
