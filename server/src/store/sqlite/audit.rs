//! Who did what. A line is written in the transaction of what it tells of.

use paguyuban::id::{DeviceId, ForumId, MemberId, Ulid};
use rusqlite::{Connection, Row, named_params};

use super::row::{damaged, each, parsed, sized, sound};
use crate::store::sum::Sum;
use crate::store::{AuditRow, Line, Noted, StoreError, What};

/// Adds a line at the end.
pub(super) fn note(
    transaction: &Connection,
    forum: ForumId,
    line: &Line,
) -> Result<(), StoreError> {
    let name = forum.to_string();
    let last: u64 = transaction
        .prepare_cached(include_str!("../act_last.sql"))?
        .query_row(named_params! { ":forum": name }, |row| row.get(0))?;
    let row = ActRow::of(last + 1, line);
    transaction.prepare_cached(include_str!("../act_add.sql"))?.execute(named_params! {
        ":forum": name, ":line": row.line, ":id": row.id, ":at_ms": row.at_ms,
        ":by_member": row.by_member, ":by_device": row.by_device, ":act": row.act,
        ":member": row.member, ":device": row.device, ":invitation": row.invitation,
        ":doc": row.doc, ":detail": row.detail, ":sum": row.sum(&name),
    })?;
    Ok(())
}

/// Whether an act of this name was done.
pub(super) fn has_done(
    connection: &Connection,
    forum: ForumId,
    act: Ulid,
) -> Result<bool, StoreError> {
    let mut known = connection.prepare_cached(include_str!("../act_known.sql"))?;
    Ok(known.exists(named_params! { ":forum": forum.to_string(), ":id": act.to_string() })?)
}

/// The last lines before this one, the newest first, and in their place the gaps that cannot be read.
pub(super) fn before(
    connection: &Connection,
    forum: ForumId,
    before: u64,
    lines_max: usize,
) -> Result<Vec<AuditRow>, StoreError> {
    let end: u64 = connection
        .prepare_cached(include_str!("../act_last.sql"))?
        .query_row(named_params! { ":forum": forum.to_string() }, |row| row.get(0))?;
    let rows = each_before(connection, forum, before, lines_max)?;
    let all = rows.len() < lines_max;
    let lowest = rows.iter().filter_map(|row| row.line).min().filter(|_| !all).unwrap_or(1);
    let lines = sound(rows.into_iter().map(|row| row.noted))?;
    let (mut next, mut found) = (end.min(before.saturating_sub(1)), Vec::new());
    for noted in lines {
        found.extend(gap(noted.number + 1, next));
        next = noted.number - 1;
        found.push(AuditRow::Line(Box::new(noted)));
    }
    found.extend(gap(lowest.max(1), next));
    Ok(found)
}

fn gap(first: u64, last: u64) -> Option<AuditRow> {
    (first <= last).then_some(AuditRow::Gap { first, last })
}

/// A row as it is.
pub(super) struct Found {
    /// Its number, if that can be read.
    line: Option<u64>,
    pub(super) noted: Result<Noted, StoreError>,
}

/// The same as they are.
pub(super) fn each_before(
    connection: &Connection,
    forum: ForumId,
    before: u64,
    lines_max: usize,
) -> Result<Vec<Found>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../act_before.sql"))?;
    let name = forum.to_string();
    let mut rows = read.query(named_params! {
        ":forum": name, ":before": before, ":lines_max": lines_max,
    })?;
    let mut each = Vec::new();
    while let Some(row) = rows.next()? {
        let noted = ActRow::read(row).map_err(StoreError::from);
        let noted = noted.and_then(|row| row.noted(&name));
        each.push(Found { line: row.get(0).ok(), noted });
    }
    Ok(each)
}

/// The last lines about a person or by them before this one, the newest first, also what cannot be read.
pub(super) fn of_member(
    connection: &Connection,
    forum: ForumId,
    member: MemberId,
    before: u64,
    lines_max: usize,
) -> Result<Vec<Result<Noted, StoreError>>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../act_of_member.sql"))?;
    let name = forum.to_string();
    let rows = read.query(named_params! {
        ":forum": name, ":member": member.to_string(), ":before": before, ":lines_max": lines_max,
    })?;
    each(rows, |row| ActRow::read(row)?.noted(&name))
}

/// A row of `act`.
#[derive(Debug)]
struct ActRow {
    line: u64,
    id: Option<String>,
    at_ms: u64,
    by_member: Option<String>,
    by_device: Option<Vec<u8>>,
    act: String,
    member: Option<String>,
    device: Option<Vec<u8>>,
    invitation: Option<String>,
    doc: Option<String>,
    detail: Option<String>,
    sum: i64,
}

impl ActRow {
    fn of(number: u64, line: &Line) -> Self {
        Self {
            line: number,
            id: line.act.map(|id| id.to_string()),
            at_ms: line.at_ms,
            by_member: line.by_member.map(|id| id.to_string()),
            by_device: line.by_device.map(|id| id.0.to_vec()),
            act: line.what.as_str().to_owned(),
            member: line.member.map(|id| id.to_string()),
            device: line.device.map(|id| id.0.to_vec()),
            invitation: line.invitation.map(|id| id.to_string()),
            doc: line.doc.as_ref().map(ToString::to_string),
            detail: line.detail.clone(),
            sum: 0,
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            line: row.get(0)?,
            id: row.get(1)?,
            at_ms: row.get(2)?,
            by_member: row.get(3)?,
            by_device: row.get(4)?,
            act: row.get(5)?,
            member: row.get(6)?,
            device: row.get(7)?,
            invitation: row.get(8)?,
            doc: row.get(9)?,
            detail: row.get(10)?,
            sum: row.get(11)?,
        })
    }

    fn sum(&self, forum: &str) -> i64 {
        let place = Sum::of("act").text(forum).number(self.line).text_or_null(self.id.as_deref());
        let by = place.number(self.at_ms).text_or_null(self.by_member.as_deref());
        let did = by.bytes_or_null(self.by_device.as_deref()).text(&self.act);
        let whom = did.text_or_null(self.member.as_deref()).bytes_or_null(self.device.as_deref());
        let what = whom.text_or_null(self.invitation.as_deref()).text_or_null(self.doc.as_deref());
        what.text_or_null(self.detail.as_deref()).finish()
    }

    /// The line, if the row is what was written.
    fn noted(self, forum: &str) -> Result<Noted, StoreError> {
        let broken = || damaged("act", format!("{forum} {}", self.line));
        if self.sum(forum) != self.sum {
            return Err(broken());
        }
        let what: What = self.act.parse().map_err(|()| broken())?;
        let device = |bytes: Option<Vec<u8>>| {
            bytes.map(|bytes| sized("act", &bytes).map(DeviceId)).transpose()
        };
        let ulid = |text: Option<String>| text.map(|text| parsed::<Ulid>("act", &text)).transpose();
        let line = Line {
            act: ulid(self.id)?,
            at_ms: self.at_ms,
            by_member: ulid(self.by_member)?.map(MemberId),
            by_device: device(self.by_device)?,
            what,
            member: ulid(self.member)?.map(MemberId),
            device: device(self.device)?,
            invitation: ulid(self.invitation)?,
            doc: self.doc.map(|doc| parsed("act", &doc)).transpose()?,
            detail: self.detail,
        };
        Ok(Noted { number: self.line, line })
    }
}
