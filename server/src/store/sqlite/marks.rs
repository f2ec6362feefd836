//! The marks of the log's places: see [`paguyuban::mark`]. A row that is not what was written says nothing, so that a
//! flipped bit is not taken for another history.

use paguyuban::id::{ForumId, Mark, Seq};
use paguyuban::mark::Seal;
use rusqlite::{Connection, OptionalExtension, named_params};

use crate::store::StoreError;
use crate::store::sum::Sum;

pub(super) fn add(
    transaction: &Connection,
    forum: &str,
    seq: u64,
    mark: Mark,
) -> Result<(), StoreError> {
    transaction.prepare_cached(include_str!("../mark_add.sql"))?.execute(named_params! {
        ":forum": forum, ":seq": seq, ":mark": mark.0, ":sum": sum(forum, seq, &mark.0),
    })?;
    Ok(())
}

pub(super) fn at(
    connection: &Connection,
    forum: ForumId,
    seq: Seq,
) -> Result<Option<Mark>, StoreError> {
    let name = forum.to_string();
    let place = named_params! { ":forum": name, ":seq": seq.0 };
    let row: Option<(Vec<u8>, i64)> = connection
        .prepare_cached(include_str!("../mark_one.sql"))?
        .query_row(place, |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let whole = row.filter(|(bytes, written)| sum(&name, seq.0, bytes) == *written);
    Ok(whole.and_then(|(bytes, _)| bytes.try_into().ok()).map(Mark))
}

/// Every mark that is not what was written.
pub(super) fn check(connection: &Connection, forum: ForumId) -> Result<Vec<String>, StoreError> {
    let name = forum.to_string();
    let mut read = connection.prepare_cached(include_str!("../mark_all.sql"))?;
    let rows = read.query_map(named_params! { ":forum": name }, |row| {
        Ok((row.get::<_, u64>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, i64>(2)?))
    })?;
    let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
    let faulty = rows.iter().filter(|(seq, mark, written)| sum(&name, *seq, mark) != *written);
    Ok(faulty.map(|(seq, ..)| format!("mark {seq} of {forum} is damaged")).collect())
}

/// Where the disk has lost it, another: it knows none of the marks that phones bring, and says so of none.
pub(super) fn seal(connection: &Connection, forum: ForumId) -> Result<Seal, StoreError> {
    let key: Option<Vec<u8>> = connection
        .prepare_cached(include_str!("../forum_mark_key.sql"))?
        .query_row(named_params! { ":id": forum.to_string() }, |row| row.get(0))
        .optional()?
        .ok_or(StoreError::NoForum(forum))?;
    match key.and_then(|key| key.try_into().ok()) {
        Some(key) => Ok(Seal(key)),
        None => Ok(Seal(connection.query_row("select randomblob(16)", [], |row| row.get(0))?)),
    }
}

fn sum(forum: &str, seq: u64, mark: &[u8]) -> i64 {
    Sum::of("mark").text(forum).number(seq).bytes(mark).finish()
}
