//! Keys with which others read lists: made, used, ended.

use paguyuban::access::Role;
use paguyuban::id::{DeviceId, ForumId, Ulid};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::row::{damaged, each, parsed, sized, sound};
use super::seal::{FEED, Rows};
use super::{SqliteStore, audit, people};
use crate::store::{By, FEEDS_MAX, Feed, Line, SecretHash, StoreError, What};

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

impl SqliteStore {
    /// The feed of this key, if it can be read with now.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn feed(&mut self, key: SecretHash) -> Result<Option<Feed>, StoreError> {
        let connection = &self.connection;
        let mut read = connection.prepare_cached(include_str!("../feed_by_hash.sql"))?;
        let mut rows = read.query(named_params! { ":hash": key.0 })?;
        let feed = match rows.next()?.map(feed_in).transpose() {
            // what may be read with it is not known any more
            Err(error @ StoreError::Damaged { .. }) => {
                tracing::error!(%error, "a feed shows nothing");
                None
            }
            feed => feed?,
        };
        let Some(feed) = feed.filter(|feed| feed.ended_ms.is_none()) else { return Ok(None) };
        // whoever may not invite anybody any more shows nothing by what they made before
        let maker = people::device_if_whole(connection, feed.forum, feed.created_by)?;
        let may = maker.is_some_and(|it| it.revoked_ms.is_none() && it.role == Role::Organiser);
        Ok(may.then_some(feed))
    }

    /// Notes that a feed was used, once a day.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn feed_used(&mut self, feed: &Feed, now_ms: u64) -> Result<(), StoreError> {
        if feed.used_ms.is_some_and(|used_ms| used_ms / DAY_MS >= now_ms / DAY_MS) {
            return Ok(());
        }
        self.write(|transaction| {
            let set = named_params! {
                ":forum": feed.forum.to_string(), ":hash": feed.hash.0, ":now_ms": now_ms,
            };
            let statement = (include_str!("../feed_use.sql"), set);
            FEED.alter(transaction, feed.forum, Rows::One(&feed.hash.0), statement)?;
            Ok(())
        })
    }

    /// The feeds of a forum, the newest first.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn feeds(&mut self, forum: ForumId) -> Result<Vec<Feed>, StoreError> {
        let mut read = self.connection.prepare_cached(include_str!("../feed_all.sql"))?;
        sound(each(read.query(named_params! { ":forum": forum.to_string() })?, feed_in)?)
    }
}

/// Keeps a feed, and notes by whom it was made.
pub(super) fn add(transaction: &Connection, feed: &Feed, by: By) -> Result<(), StoreError> {
    transaction.prepare_cached(include_str!("../feed_add.sql"))?.execute(named_params! {
        ":forum": feed.forum.to_string(), ":hash": feed.hash.0, ":id": feed.id.to_string(),
        ":label": feed.label, ":tables": feed.words(), ":personal": feed.personal,
        ":created_by": feed.created_by.0, ":created_ms": feed.created_ms,
    })?;
    FEED.seal(transaction, feed.forum, &feed.hash.0)?;
    let personal = if feed.personal { " personal" } else { "" };
    let line = Line {
        // a name that a phone gave, as an invitation's is
        invitation: Some(feed.id),
        detail: Some(format!("{}{personal}", feed.words())),
        ..Line::by(Some(by), What::FeedAdded, feed.created_ms)
    };
    audit::note(transaction, feed.forum, &line)
}

/// Whether another feed has its name or its key.
pub(super) fn is_taken(connection: &Connection, feed: &Feed) -> Result<bool, StoreError> {
    let mut taken = connection.prepare_cached(include_str!("../feed_taken.sql"))?;
    Ok(taken.exists(named_params! {
        ":forum": feed.forum.to_string(), ":id": feed.id.to_string(), ":hash": feed.hash.0,
    })?)
}

/// Whether the forum has as many as it may have.
pub(super) fn are_enough(connection: &Connection, forum: ForumId) -> Result<bool, StoreError> {
    let mut count = connection.prepare_cached(include_str!("../feed_open.sql"))?;
    let open: u64 =
        count.query_row(named_params! { ":forum": forum.to_string() }, |row| row.get(0))?;
    Ok(open >= FEEDS_MAX)
}

/// Whether there was such a feed that had not ended.
pub(super) fn end(
    transaction: &Connection,
    forum: ForumId,
    id: Ulid,
    now_ms: u64,
) -> Result<bool, StoreError> {
    let of = named_params! { ":forum": forum.to_string(), ":id": id.to_string() };
    let mut read = transaction.prepare_cached(include_str!("../feed_hash.sql"))?;
    let Some(hash) = read.query_row(of, |row| row.get::<_, Vec<u8>>(0)).optional()? else {
        return Ok(false);
    };
    let set = named_params! {
        ":forum": forum.to_string(), ":id": id.to_string(), ":now_ms": now_ms,
    };
    let statement = (include_str!("../feed_end.sql"), set);
    Ok(FEED.alter(transaction, forum, Rows::One(&hash), statement)? == 1)
}

/// Ends what a device has made; each is noted as `line` says.
pub(super) fn end_made_by(
    transaction: &Connection,
    forum: ForumId,
    device: DeviceId,
    line: &Line,
) -> Result<(), StoreError> {
    let open: Vec<String> = transaction
        .prepare_cached(include_str!("../feed_open_by.sql"))?
        .query_map(named_params! { ":forum": forum.to_string(), ":device": device.0 }, |row| {
            row.get(0)
        })?
        .collect::<Result<_, _>>()?;
    for id in open {
        let id: Ulid = parsed("feed", &id)?;
        end(transaction, forum, id, line.at_ms)?;
        let line = Line { act: None, what: What::FeedEnded, invitation: Some(id), ..line.clone() };
        audit::note(transaction, forum, &line)?;
    }
    Ok(())
}

fn feed_in(row: &Row<'_>) -> Result<Feed, StoreError> {
    FEED.must_be_whole(row)?;
    let words: String = row.get(4)?;
    let tables = words.split(' ').map(str::parse).collect::<Result<Vec<_>, _>>();
    Ok(Feed {
        forum: parsed("feed", &row.get::<_, String>(0)?)?,
        hash: SecretHash(sized("feed", &row.get::<_, Vec<u8>>(1)?)?),
        id: parsed("feed", &row.get::<_, String>(2)?)?,
        label: row.get(3)?,
        tables: tables.map_err(|_| damaged("feed", words))?,
        personal: row.get(5)?,
        created_by: DeviceId(sized("feed", &row.get::<_, Vec<u8>>(6)?)?),
        created_ms: row.get(7)?,
        used_ms: row.get(8)?,
        ended_ms: row.get(9)?,
    })
}
