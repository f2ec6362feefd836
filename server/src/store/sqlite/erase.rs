//! Erasing a document: what was ever kept of it goes, its places in the log stay without content, and
//! a tombstone keeps its name, so that nobody brings it back.

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use automerge::Change;
use paguyuban::document::Founding;
use paguyuban::id::{DeviceId, DocId, ForumId};
use rusqlite::{Connection, OptionalExtension, named_params};

use super::row::{EntryRow, damaged, each, parsed, sized, sound};
use super::{BUSY, DATABASE, SqliteStore, audit, files, log, people, shelf};
use crate::store::sum::Sum;
use crate::store::{Append, By, Erasure, FileHash, Line, Refounding, StoreError, Tombstone, What};

/// A larger database is not packed anew after an erasure: it would keep every forum's writes waiting
/// for seconds. What was deleted is overwritten all the same.
const PACK_BYTES_MAX: u64 = 256 * 1024 * 1024;

impl SqliteStore {
    /// After an erasure: no page, free or in use, and no write-ahead log holds any of it. Pages are
    /// overwritten when their rows go (`secure_delete`); packing drops copies of rows that had moved
    /// before.
    pub(super) fn leave_no_bytes(&mut self) {
        let Some(folder) = &self.folder else {
            return;
        };
        let small = fs::metadata(folder.join(DATABASE)).is_ok_and(|it| it.len() <= PACK_BYTES_MAX);
        if small && let Err(error) = self.connection.execute_batch("vacuum") {
            tracing::warn!(%error, "the database was not packed after an erasure");
        }
        let emptied = self.empty_wal();
        if let Err(error) = &emptied {
            tracing::warn!(%error, "what was erased is in the write-ahead log for a while");
        }
        self.owes_emptying = emptied.is_err();
    }

    /// At the start of a relay: the last one may have been killed between an erasure and its end.
    pub(crate) fn forget_the_past(&mut self) {
        if let Err(error) = self.finish_all_erasing() {
            tracing::warn!(%error, "an erasure that was begun is not ended yet");
        }
        self.empty_wal_if_nobody_reads();
    }

    /// Tries again what could not be done at once, without making a write wait for a long reader
    /// such as a backup.
    pub(super) fn empty_wal_if_nobody_reads(&mut self) {
        let at_once = self.connection.busy_timeout(Duration::ZERO).map_err(StoreError::from);
        let emptied = at_once.and_then(|()| self.empty_wal());
        if let Err(error) = self.connection.busy_timeout(BUSY) {
            tracing::warn!(%error, "the database is not waited for");
        }
        self.owes_emptying = emptied.is_err();
    }
}

/// Erases a document; the number of its tombstone, nothing if the store holds nothing of it.
pub(super) fn erase(
    transaction: &Connection,
    forum: ForumId,
    erasure: &Erasure,
) -> Result<Option<u64>, StoreError> {
    let number = mark(transaction, forum, erasure)?;
    if number.is_some() {
        empty(transaction, forum, &erasure.doc, &[])?;
    }
    Ok(number)
}

/// Sets a document's tombstone and leaves its content: its number, nothing if the store holds nothing of it.
pub(super) fn mark(
    transaction: &Connection,
    forum: ForumId,
    erasure: &Erasure,
) -> Result<Option<u64>, StoreError> {
    if let Some(by) = erasure.by {
        must_organise(transaction, forum, by)?;
    }
    if let Some(number) = number_of(transaction, forum, &erasure.doc)? {
        return Ok(Some(number));
    }
    if !leaves(transaction, forum, &erasure.doc)? {
        return Ok(None);
    }
    let number = last(transaction, forum)? + 1;
    let by = erasure.by.map(|by| by.device);
    let doc = erasure.doc.clone();
    let stone = Tombstone { number, doc, at_ms: erasure.at_ms, by, founding: None };
    inscribe(transaction, forum, &stone)?;
    let line = Line {
        member: erasure.doc.member_id(),
        doc: Some(erasure.doc.clone()),
        ..Line::by(erasure.by, What::Erased, erasure.at_ms)
    };
    audit::note(transaction, forum, &line)?;
    Ok(Some(number))
}

/// Erases the earlier generations of a document and writes what the new one begins with.
pub(super) fn found_anew(
    transaction: &Connection,
    forum: ForumId,
    refounding: &Refounding,
    append: &Append<'_>,
) -> Result<Option<u64>, StoreError> {
    let Refounding { doc, heads, founding, files, by, at_ms } = refounding;
    must_organise(transaction, forum, *by)?;
    let now = shelf::readable(transaction, forum, doc)?;
    if now.is_none_or(|(_, now)| now != *heads) {
        return Ok(None);
    }
    let number = last(transaction, forum)? + 1;
    let stone = Tombstone {
        number,
        doc: doc.clone(),
        at_ms: *at_ms,
        by: Some(by.device),
        founding: Some(*founding),
    };
    empty(transaction, forum, doc, files)?;
    inscribe(transaction, forum, &stone)?;
    let line = Line {
        member: doc.member_id(),
        doc: Some(doc.clone()),
        ..Line::by(Some(*by), What::Refounded, *at_ms)
    };
    audit::note(transaction, forum, &line)?;
    log::append(transaction, forum, append)?;
    Ok(Some(number))
}

fn must_organise(transaction: &Connection, forum: ForumId, by: By) -> Result<(), StoreError> {
    let may = people::may_act(transaction, forum, by)?;
    if may { Ok(()) } else { Err(StoreError::Barred(by.device)) }
}

/// Removes everything of a document and sets its tombstone.
pub(super) fn bury(
    transaction: &Connection,
    forum: ForumId,
    stone: &Tombstone,
) -> Result<(), StoreError> {
    empty(transaction, forum, &stone.doc, &[])?;
    inscribe(transaction, forum, stone)
}

/// A tombstone; of somebody who was erased goes what people called them too.
fn inscribe(transaction: &Connection, forum: ForumId, stone: &Tombstone) -> Result<(), StoreError> {
    if let (Some(member), None) = (stone.doc.member_id(), stone.founding) {
        people::forget_labels(transaction, forum, member)?;
    }
    set(transaction, &forum.to_string(), stone)
}

/// Everything of a document goes, but for these files.
fn empty(
    transaction: &Connection,
    forum: ForumId,
    doc: &DocId,
    but: &[FileHash],
) -> Result<(), StoreError> {
    files::erase(transaction, forum, doc, but)?;
    empty_places(transaction, forum, doc)?;
    for statement in [
        include_str!("../erase_change.sql"),
        include_str!("../erase_snapshot.sql"),
        include_str!("../erase_document.sql"),
        include_str!("../erase_quarantine.sql"),
    ] {
        let of = named_params! { ":forum": forum.to_string(), ":doc": doc.as_str() };
        transaction.prepare_cached(statement)?.execute(of)?;
    }
    Ok(())
}

fn empty_places(transaction: &Connection, forum: ForumId, doc: &DocId) -> Result<(), StoreError> {
    let name = forum.to_string();
    let mut read = transaction.prepare_cached(include_str!("../change_places.sql"))?;
    let places = read
        .query_map(named_params! { ":forum": name, ":doc": doc.as_str() }, |row| row.get(0))?
        .collect::<Result<Vec<u64>, _>>()?;
    places.into_iter().try_for_each(|seq| empty_place(transaction, &name, seq, doc))
}

pub(super) fn empty_place(
    transaction: &Connection,
    forum: &str,
    seq: u64,
    doc: &DocId,
) -> Result<(), StoreError> {
    let at = named_params! { ":forum": forum, ":seq": seq };
    transaction.prepare_cached(include_str!("../erase_wire.sql"))?.execute(at)?;
    let row = EntryRow::empty(seq, doc);
    transaction.prepare_cached(include_str!("../log_empty.sql"))?.execute(named_params! {
        ":forum": forum, ":seq": seq, ":device": row.device, ":replica": row.replica,
        ":sum": row.sum(forum),
    })?;
    Ok(())
}

/// Whether anything of the document is kept, or of its files.
pub(super) fn leaves(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
) -> Result<bool, StoreError> {
    Ok(holds(connection, forum, doc)? || files::held(connection, forum, doc)?)
}

/// Whether anything of the document is kept, by a relay of any release.
pub(super) fn holds(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
) -> Result<bool, StoreError> {
    for statement in [
        include_str!("../document_one.sql"),
        include_str!("../change_places.sql"),
        include_str!("../quarantine_of.sql"),
    ] {
        let of = named_params! { ":forum": forum.to_string(), ":doc": doc.as_str() };
        if connection.prepare_cached(statement)?.exists(of)? {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn number_of(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
) -> Result<Option<u64>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../tombstone_of.sql"))?;
    let of = named_params! { ":forum": forum.to_string(), ":doc": doc.as_str() };
    Ok(read.query_row(of, |row| row.get(0)).optional()?)
}

pub(super) fn last(connection: &Connection, forum: ForumId) -> Result<u64, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../tombstone_last.sql"))?;
    Ok(read.query_row(named_params! { ":forum": forum.to_string() }, |row| row.get(0))?)
}

/// Also what cannot be read.
pub(super) fn tombstones(
    connection: &Connection,
    forum: ForumId,
    after: u64,
) -> Result<Vec<Result<Tombstone, StoreError>>, StoreError> {
    let name = forum.to_string();
    let mut read = connection.prepare_cached(include_str!("../tombstone_after.sql"))?;
    let rows = read.query(named_params! { ":forum": name, ":after": after })?;
    each(rows, |row| {
        let row = StoneRow {
            number: row.get(0)?,
            doc: row.get(1)?,
            at_ms: row.get(2)?,
            by_device: row.get(3)?,
            founding: row.get(4)?,
            sum: row.get(5)?,
        };
        row.tombstone(&name)
    })
}

/// Makes damaged tombstones anew, so that nobody brings back what was erased: of which documents there
/// are, the emptied places of the log tell. When, and by whom, is lost; the audit has it.
pub(super) fn mend(transaction: &Connection, forum: ForumId) -> Result<(), StoreError> {
    let name = forum.to_string();
    let stones = sound(tombstones(transaction, forum, 0)?)?;
    let mut erased: BTreeSet<String> = transaction
        .prepare_cached(include_str!("../log_erased.sql"))?
        .query_map(named_params! { ":forum": name }, |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut numbers: BTreeSet<u64> = transaction
        .prepare_cached(include_str!("../tombstone_numbers.sql"))?
        .query_map(named_params! { ":forum": name }, |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for stone in &stones {
        numbers.remove(&stone.number);
        erased.remove(stone.doc.as_str());
    }
    for (number, doc) in numbers.into_iter().zip(erased) {
        let doc: DocId = parsed("log", &doc)?;
        let founding = founding_of(transaction, forum, &doc)?;
        let stone = Tombstone { number, doc, at_ms: 0, by: None, founding };
        let place = named_params! { ":forum": name, ":number": number };
        transaction.prepare_cached(include_str!("../tombstone_drop.sql"))?.execute(place)?;
        set(transaction, &name, &stone)?;
        tracing::warn!(forum = name, number, "a damaged tombstone was made anew");
    }
    Ok(())
}

/// What a document begins with of which earlier generations were erased, as its changes say it.
fn founding_of(
    transaction: &Connection,
    forum: ForumId,
    doc: &DocId,
) -> Result<Option<Founding>, StoreError> {
    let stored = shelf::changes(transaction, forum, doc, 0)?;
    let mut hollow = stored.iter().filter(|change| change.is_empty()).map(Change::hash);
    Ok(hollow.next().zip(hollow.next()).map(|(first, last)| Founding { first, last }))
}

fn set(transaction: &Connection, forum: &str, stone: &Tombstone) -> Result<(), StoreError> {
    let row = StoneRow::of(stone);
    transaction.prepare_cached(include_str!("../tombstone_add.sql"))?.execute(named_params! {
        ":forum": forum, ":number": row.number, ":doc": row.doc, ":at_ms": row.at_ms,
        ":by_device": row.by_device, ":founding": row.founding, ":sum": row.sum(forum),
    })?;
    Ok(())
}

/// A row of `tombstone`.
#[derive(Debug)]
struct StoneRow {
    number: u64,
    doc: String,
    at_ms: u64,
    by_device: Option<Vec<u8>>,
    founding: Option<Vec<u8>>,
    sum: i64,
}

impl StoneRow {
    fn of(stone: &Tombstone) -> Self {
        Self {
            number: stone.number,
            doc: stone.doc.to_string(),
            at_ms: stone.at_ms,
            by_device: stone.by.map(|device| device.0.to_vec()),
            founding: stone.founding.map(|founding| founding.to_bytes()),
            sum: 0,
        }
    }

    fn sum(&self, forum: &str) -> i64 {
        let place = Sum::of("tombstone").text(forum).number(self.number).text(&self.doc);
        let stone = place.number(self.at_ms).bytes_or_null(self.by_device.as_deref());
        // rows of before this could be have no such column in their sum
        self.founding.iter().fold(stone, |sum, founding| sum.bytes(founding)).finish()
    }

    /// The tombstone, if the row is what was written.
    fn tombstone(self, forum: &str) -> Result<Tombstone, StoreError> {
        if self.sum(forum) != self.sum {
            return Err(damaged("tombstone", format!("{forum} {}", self.number)));
        }
        let by =
            self.by_device.map(|bytes| sized("tombstone", &bytes).map(DeviceId)).transpose()?;
        Ok(Tombstone {
            number: self.number,
            doc: parsed("tombstone", &self.doc)?,
            at_ms: self.at_ms,
            by,
            founding: self.founding.map(|bytes| founding_in(&bytes)).transpose()?,
        })
    }
}

fn founding_in(bytes: &[u8]) -> Result<Founding, StoreError> {
    Founding::from_bytes(bytes).ok_or_else(|| damaged("tombstone", "founding"))
}
