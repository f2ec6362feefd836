//! Whether a database is what the relay wrote: every checksum, every hash, every dependency, no gap
//! in any log, and every snapshot equal to its changes.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use automerge::{Change, ChangeHash};
use paguyuban::id::{DocId, ForumId};
use paguyuban::vet::Opened;
use paguyuban::{chunk, document};
use rusqlite::{Connection, named_params};

use super::row::{ChangeRow, EntryRow, parsed, wire_sum};
use super::{SqliteStore, audit, erase, files, invitation, log, marks, people, seal, shelf};
use crate::store::keep::FolderKeep;
use crate::store::{Forum, StoreError, Tombstone};

/// More faults than this say the same.
const FAULTS_MAX: usize = 1_000;

/// What a check found.
#[derive(Debug, Default)]
pub struct Report {
    /// Forums read.
    pub forums: usize,
    /// Entries of their logs.
    pub entries: u64,
    /// Changes in them.
    pub changes: u64,
    /// Documents they make.
    pub documents: u64,
    /// Documents that were erased.
    pub erased: u64,
    /// Snapshots compared.
    pub snapshots: u64,
    /// Files opened.
    pub files: u64,
    /// What is wrong, one sentence each.
    pub faults: Vec<String>,
    /// What the operator should know though nothing is wrong, one sentence each.
    pub notes: Vec<String>,
}

impl Report {
    /// Nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    pub(super) fn fault(&mut self, fault: impl Into<String>) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(fault.into());
        }
    }

    fn fault_once(&mut self, fault: String) {
        if !self.faults.contains(&fault) {
            self.fault(fault);
        }
    }

    /// A value, or its error as a fault.
    fn noted<T>(&mut self, read: Result<T, StoreError>) -> Option<T> {
        read.map_err(|error| self.fault(error.to_string())).ok()
    }
}

/// Reads everything in a relay's folder: its database, and the files beside it.
///
/// # Errors
/// As [`check`].
pub fn check_folder(folder: &Path) -> Result<Report, StoreError> {
    let mut store = SqliteStore::open_to_read(folder)?;
    let mut report = check(&mut store)?;
    files::check(&mut store, &FolderKeep::of(folder), files::Wrong::Fault, &mut report)?;
    Ok(report)
}

/// Reads everything in one database.
///
/// # Errors
/// If it cannot be read at all; what is wrong with its content is in the report.
pub fn check(store: &mut SqliteStore) -> Result<Report, StoreError> {
    let mut report = Report::default();
    // one view of the database, whatever a relay writes meanwhile
    let view = store.connection.transaction()?;
    for pragma in ["pragma integrity_check(20)", "pragma foreign_key_check"] {
        let mut read = view.prepare(pragma)?;
        let said: Vec<String> = read.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let wrong = said.into_iter().filter(|line| line != "ok");
        wrong.for_each(|line| report.fault(format!("{pragma}: {line}")));
    }
    for forum in people::forums(&view)? {
        report.forums += 1;
        let erased = check_tombstones(&view, forum.id, &mut report);
        let entries = check_log(&view, &forum, &erased, &mut report)?;
        check_documents(&view, forum.id, &entries, &mut report)?;
        check_acts(&view, forum.id, &mut report);
        let marks = report.noted(marks::check(&view, forum.id)).unwrap_or_default();
        marks.into_iter().for_each(|fault| report.fault(fault));
        check_people(&view, forum.id, &mut report);
        check_files(&view, forum.id, &mut report);
    }
    check_aside(&view, &mut report);
    Ok(report)
}

/// What the log says about one document: how many changes each of its entries has.
type Entries = BTreeMap<DocId, BTreeMap<u64, u64>>;

/// Documents that were erased, and whether they were founded anew.
type Erased = BTreeMap<DocId, bool>;

/// Every number from 1, nothing left of any of these documents.
fn check_tombstones(connection: &Connection, forum: ForumId, report: &mut Report) -> Erased {
    let stones = report.noted(erase::tombstones(connection, forum, 0)).unwrap_or_default();
    let stones: Vec<_> = stones.into_iter().filter_map(|stone| report.noted(stone)).collect();
    for (number, stone) in (1..).zip(&stones) {
        report.erased += 1;
        if stone.number != number {
            report.fault(format!("tombstones of {forum}: {number} is missing"));
            break;
        }
        let gone = stone.founding.is_none();
        if gone && report.noted(erase::leaves(connection, forum, &stone.doc)) == Some(true) {
            report.fault(format!("{forum} {}: it was erased, but something is left", stone.doc));
        }
    }
    let founded = |stone: Tombstone| (stone.doc, stone.founding.is_some());
    // the newest word of each
    stones.into_iter().map(founded).collect()
}

/// Every line from 1.
fn check_acts(connection: &Connection, forum: ForumId, report: &mut Report) {
    let all = usize::MAX >> 1;
    let acts = report.noted(audit::each_before(connection, forum, i64::MAX as u64, all));
    let lines = acts.unwrap_or_default().into_iter().filter_map(|row| report.noted(row.noted));
    let lines: Vec<_> = lines.collect();
    let gap = (1..).zip(lines.iter().rev()).find(|(number, line)| line.number != *number);
    if let Some((number, _)) = gap {
        report.fault(format!("acts of {forum}: line {number} is missing"));
    }
}

/// Every device and every invitation, and the forum itself, is what was written.
fn check_people(connection: &Connection, forum: ForumId, report: &mut Report) {
    let faults = report.noted(seal::faults(connection, forum)).unwrap_or_default();
    faults.into_iter().for_each(|fault| report.fault(fault.to_string()));
    // a checksum can have been made of anything
    let devices = report.noted(people::each_device(connection, forum)).unwrap_or_default();
    let unreadable = devices.into_iter().filter_map(Result::err);
    unreadable.for_each(|fault| report.fault_once(fault.to_string()));
    let invitations = invitation::newest(connection, forum, usize::MAX >> 1);
    let invitations = report.noted(invitations).unwrap_or_default();
    let unreadable = invitations.into_iter().filter_map(Result::err);
    unreadable.for_each(|fault| report.fault_once(fault.to_string()));
}

/// Every row of a file, and all that has come of those that are not whole yet.
fn check_files(connection: &Connection, forum: ForumId, report: &mut Report) {
    let files = report.noted(files::all(connection, forum)).unwrap_or_default();
    for file in files {
        let file = report.noted(file);
        if let Some(file) = file.filter(|file| file.place.is_none()) {
            report.noted(files::pieces(connection, forum, &file.name));
        }
    }
}

/// What was refused is as it came.
fn check_aside(connection: &Connection, report: &mut Report) {
    for aside in report.noted(log::each_aside(connection)).unwrap_or_default() {
        if aside.sum.is_none() || aside.kept != aside.sum {
            report.fault(format!("row {} of the quarantine is damaged", aside.id));
        }
    }
}

fn check_log(
    connection: &Connection,
    of: &Forum,
    erased: &Erased,
    report: &mut Report,
) -> Result<Entries, StoreError> {
    let (forum, end) = (of.id, of.seq.0);
    let (mut entries, name, mut next) = (Entries::new(), forum.to_string(), 1);
    let mut read = connection.prepare(include_str!("../log_all.sql"))?;
    let mut rows = read.query(named_params! { ":forum": name })?;
    while let Some(row) = rows.next()? {
        let Some(entry) = report.noted(EntryRow::read(row).map_err(StoreError::from)) else {
            next += 1;
            continue;
        };
        if entry.seq != next {
            report.fault(format!("log of {forum}: {next} to {} are missing", entry.seq - 1));
        }
        next = entry.seq + 1;
        report.entries += 1;
        if entry.sum(&name) != entry.sum {
            report.fault(format!("log of {forum}: entry {} is damaged", entry.seq));
        }
        let wire: Option<(Vec<u8>, i64)> = row.get::<_, Option<Vec<u8>>>(7)?.zip(row.get(8)?);
        if let Some((bytes, sum)) = wire {
            check_wire(connection, forum, &entry, &bytes, sum, report);
        }
        let Some(doc) = report.noted(parsed::<DocId>("log", &entry.doc)) else {
            continue;
        };
        let founded = erased.get(&doc).copied();
        if (entry.changes == 0) != founded.is_some() && founded != Some(true) {
            report.fault(format!("log of {forum}: entry {} and the tombstones differ", entry.seq));
        }
        if entry.changes > 0 {
            entries.entry(doc).or_default().insert(entry.seq, entry.changes);
        }
    }
    if next != end + 1 {
        report.fault(format!("log of {forum}: it should end at {end}, the last is {}", next - 1));
    }
    Ok(entries)
}

fn check_wire(
    connection: &Connection,
    forum: ForumId,
    entry: &EntryRow,
    bytes: &[u8],
    sum: i64,
    report: &mut Report,
) {
    if wire_sum(&forum.to_string(), entry.seq, bytes) != sum {
        report.fault(format!("chunk {} of {forum} is damaged", entry.seq));
        return;
    }
    let Some(stored) = report.noted(shelf::entry_changes(connection, forum, entry)) else {
        return;
    };
    let hashes = |changes: &[Change]| changes.iter().map(Change::hash).collect::<Vec<_>>();
    match chunk::unpack(bytes) {
        Ok(packed) if hashes(&packed) == hashes(&stored) => {}
        Ok(_) => report.fault(format!("chunk {} of {forum} holds other changes", entry.seq)),
        Err(error) => report.fault(format!("chunk {} of {forum}: {error}", entry.seq)),
    }
}

fn check_documents(
    connection: &Connection,
    forum: ForumId,
    entries: &Entries,
    report: &mut Report,
) -> Result<(), StoreError> {
    let named = shelf::documents_after(connection, forum, None, usize::from(u16::MAX) << 16)?;
    for doc in named.iter().filter(|doc| !entries.contains_key(*doc)) {
        report.fault(format!("{forum} {doc}: no entry of the log is about it"));
    }
    for (doc, counts) in entries {
        report.documents += 1;
        if let Some(changes) = read_changes(connection, forum, doc, counts, report)? {
            check_document(connection, forum, doc, &changes, report)?;
        }
    }
    Ok(())
}

/// Every change of a document with its place in the log, if all are sound and follow each other.
fn read_changes(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
    counts: &BTreeMap<u64, u64>,
    report: &mut Report,
) -> Result<Option<Vec<(u64, Change)>>, StoreError> {
    let before = report.faults.len();
    let mut read = connection.prepare_cached(include_str!("../change_after.sql"))?;
    let place = named_params! { ":forum": forum.to_string(), ":doc": doc.as_str(), ":after": 0 };
    let rows = read.query_map(place, ChangeRow::read)?;
    let mut found: BTreeMap<u64, u64> = BTreeMap::new();
    let mut seen: BTreeSet<ChangeHash> = [document::genesis_head(doc.kind())].into();
    let mut changes = Vec::new();
    for row in rows {
        let Some(row) = report.noted(row.map_err(StoreError::from)) else {
            continue;
        };
        let seq = row.seq;
        report.changes += 1;
        *found.entry(seq).or_default() += 1;
        let Some(change) = report.noted(row.change(forum, doc.as_str())) else {
            continue;
        };
        if change.deps().iter().any(|dep| !seen.contains(dep)) {
            report.fault(format!("{forum} {doc}: a change of entry {seq} lacks an earlier one"));
        }
        seen.insert(change.hash());
        changes.push((seq, change));
    }
    if found != *counts {
        report.fault(format!("{forum} {doc}: the log and the changes do not match"));
    }
    Ok((report.faults.len() == before).then_some(changes))
}

fn check_document(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
    changes: &[(u64, Change)],
    report: &mut Report,
) -> Result<(), StoreError> {
    let upto = |seq: u64| -> Vec<Change> {
        let some = changes.iter().filter(|(of, _)| *of <= seq);
        some.map(|(_, change)| change.clone()).collect()
    };
    if let Some(stored) = report.noted(shelf::heads(connection, forum, doc)) {
        match heads_of(doc, None, upto(u64::MAX)) {
            Some(heads) if heads == stored => {}
            Some(_) => report.fault(format!("{forum} {doc}: other heads than its changes")),
            None => report.fault(format!("{forum} {doc}: its changes do not open")),
        }
    }
    let Some(Some((seq, bytes))) = report.noted(shelf::snapshot(connection, forum, doc)) else {
        return Ok(());
    };
    report.snapshots += 1;
    if heads_of(doc, Some(&bytes), Vec::new()) != heads_of(doc, None, upto(seq)) {
        report.fault(format!("{forum} {doc}: the snapshot is not its changes up to {seq}"));
    }
    Ok(())
}

/// The heads of a document that is made of this; `None` if nothing can be made of it.
fn heads_of(doc: &DocId, snapshot: Option<&[u8]>, changes: Vec<Change>) -> Option<Vec<ChangeHash>> {
    // the bytes passed their checksum, but a checksum can have been made of anything
    let opened = catch_unwind(AssertUnwindSafe(|| Opened::load(doc.kind(), snapshot, changes)));
    opened.ok()?.ok().map(|opened| opened.heads())
}
