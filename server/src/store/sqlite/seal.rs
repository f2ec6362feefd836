//! Rows that are changed in place, such as a device's: each has a checksum over all its other columns, and
//! is written only here, so that nobody forgets it. One that is not what was written stays so, whatever is
//! written to it: its checksum is never made right again.

use paguyuban::id::ForumId;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, ToSql, named_params};

use super::row::damaged;
use super::{log, people};
use crate::store::StoreError;
use crate::store::sum::Sum;

/// Values of a statement by their names.
pub(super) type Values<'a> = &'a [(&'a str, &'a dyn ToSql)];

/// A table of such rows. Forum and key name one; every statement reads all columns, the sum last.
#[derive(Debug)]
pub(super) struct Sealed {
    table: &'static str,
    /// Where the key is among the columns.
    key: usize,
    /// Where the name is by which the operator knows it.
    name: usize,
    one: &'static str,
    each: &'static str,
    put: &'static str,
}

pub(super) const DEVICE: Sealed = Sealed {
    table: "device",
    key: 1,
    name: 1,
    one: include_str!("../device_one.sql"),
    each: include_str!("../device_all.sql"),
    put: include_str!("../device_seal.sql"),
};

pub(super) const INVITATION: Sealed = Sealed {
    table: "invitation",
    key: 1,
    name: 2,
    one: include_str!("../invitation_one.sql"),
    each: include_str!("../invitation_each.sql"),
    put: include_str!("../invitation_seal.sql"),
};

pub(super) const FEED: Sealed = Sealed {
    table: "feed",
    key: 1,
    name: 2,
    one: include_str!("../feed_one.sql"),
    each: include_str!("../feed_each.sql"),
    put: include_str!("../feed_seal.sql"),
};

/// Which rows of a forum a statement may change.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rows<'a> {
    One(&'a [u8]),
    All,
}

impl Sealed {
    /// The row is what was written.
    pub(super) fn must_be_whole(&self, row: &Row<'_>) -> Result<(), StoreError> {
        let whole =
            matches!(row.get_ref(last(row)?)?, ValueRef::Integer(sum) if sum == self.sum(row)?);
        if whole { Ok(()) } else { Err(damaged(self.table, self.name_of(row)?)) }
    }

    /// Changes rows by a statement, and gives those a new sum that were what was written; how many it changed.
    pub(super) fn alter(
        &self,
        transaction: &Connection,
        forum: ForumId,
        rows: Rows<'_>,
        (statement, values): (&str, Values<'_>),
    ) -> Result<usize, StoreError> {
        let whole = self.whole(transaction, forum, rows)?;
        let count = transaction.prepare_cached(statement)?.execute(values)?;
        if count > 0 {
            whole.iter().try_for_each(|key| self.seal(transaction, forum, key))?;
        }
        Ok(count)
    }

    /// Gives a row its sum: one that was just written, or all of which was looked at before.
    pub(super) fn seal(
        &self,
        transaction: &Connection,
        forum: ForumId,
        key: &[u8],
    ) -> Result<(), StoreError> {
        let forum = forum.to_string();
        let mut read = transaction.prepare_cached(self.one)?;
        let mut rows = read.query(named_params! { ":forum": forum, ":key": key })?;
        let Some(sum) = rows.next()?.map(|row| self.sum(row)).transpose()? else {
            return Ok(());
        };
        transaction
            .prepare_cached(self.put)?
            .execute(named_params! { ":forum": forum, ":key": key, ":sum": sum })?;
        Ok(())
    }

    /// The keys of those that are what was written.
    pub(super) fn whole(
        &self,
        connection: &Connection,
        forum: ForumId,
        rows: Rows<'_>,
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        self.keys(connection, forum, rows, |row| self.must_be_whole(row).is_ok())
    }

    fn keys(
        &self,
        connection: &Connection,
        forum: ForumId,
        rows: Rows<'_>,
        those: impl Fn(&Row<'_>) -> bool,
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        let forum = forum.to_string();
        let mut read = connection.prepare_cached(match rows {
            Rows::One(_) => self.one,
            Rows::All => self.each,
        })?;
        let mut found = match rows {
            Rows::One(key) => read.query(named_params! { ":forum": forum, ":key": key })?,
            Rows::All => read.query(named_params! { ":forum": forum })?,
        };
        let mut keys = Vec::new();
        while let Some(row) = found.next()? {
            if let (true, ValueRef::Blob(key)) = (those(row), row.get_ref(self.key)?) {
                keys.push(key.to_vec());
            }
        }
        Ok(keys)
    }

    /// What is wrong with rows of a forum, one by one.
    pub(super) fn faults(
        &self,
        connection: &Connection,
        forum: ForumId,
    ) -> Result<Vec<StoreError>, StoreError> {
        let mut read = connection.prepare_cached(self.each)?;
        let mut rows = read.query(named_params! { ":forum": forum.to_string() })?;
        let mut faults = Vec::new();
        while let Some(row) = rows.next()? {
            faults.extend(self.must_be_whole(row).err());
        }
        Ok(faults)
    }

    /// Rows of before there were sums.
    fn seal_unsealed(&self, transaction: &Connection, forum: ForumId) -> Result<(), StoreError> {
        let unsealed = |row: &Row<'_>| {
            last(row).and_then(|last| row.get_ref(last)).is_ok_and(|sum| sum == ValueRef::Null)
        };
        let keys = self.keys(transaction, forum, Rows::All, unsealed)?;
        keys.iter().try_for_each(|key| self.seal(transaction, forum, key))
    }

    fn sum(&self, row: &Row<'_>) -> rusqlite::Result<i64> {
        let columns = 0..last(row)?;
        let mut sum = Sum::of(self.table);
        for column in columns {
            sum = sum.value(row.get_ref(column)?);
        }
        Ok(sum.finish())
    }

    fn name_of(&self, row: &Row<'_>) -> rusqlite::Result<String> {
        let text = |column| -> rusqlite::Result<String> {
            Ok(match row.get_ref(column)? {
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                ValueRef::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
                _ => "?".to_owned(),
            })
        };
        Ok(format!("{} {}", text(0)?, text(self.name)?))
    }
}

fn last(row: &Row<'_>) -> rusqlite::Result<usize> {
    Ok(row.as_ref().column_count() - 1)
}

/// Gives every row what it lacks, once, when a database of an earlier relay is brought up.
pub(super) fn first_time(transaction: &Connection) -> Result<(), StoreError> {
    for forum in people::forums(transaction)? {
        people::complete_forum(transaction, &forum)?;
        DEVICE.seal_unsealed(transaction, forum.id)?;
        INVITATION.seal_unsealed(transaction, forum.id)?;
    }
    log::seal_aside(transaction)
}

/// Rows of people, and the forum's own, that are not what was written.
pub(super) fn faults(
    connection: &Connection,
    forum: ForumId,
) -> Result<Vec<StoreError>, StoreError> {
    let mut faults = DEVICE.faults(connection, forum)?;
    faults.extend(INVITATION.faults(connection, forum)?);
    faults.extend(FEED.faults(connection, forum)?);
    if !people::is_forum_whole(connection, forum)? {
        faults.push(damaged("forum", forum));
    }
    Ok(faults)
}
