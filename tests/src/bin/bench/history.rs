//! *history*: who changed what in a note of 5,000 changes by 20 people, and a step back in it.
//!
//! Native, without a browser: a phone takes some ten times as long.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use paguyuban::document::{Document, Edit, Value};
use paguyuban::id::{DeviceId, DocId, MemberId, ReplicaId, Ulid};

/// As many as a note has that a forum writes in for a year.
const CHANGES: u32 = 5_000;
const PEOPLE: u8 = 20;
/// A page, as the screen asks for it.
const PAGE: usize = 30;
const BEGUN_S: i64 = 1_790_000_000;

/// # Errors
/// The note could not be written, or its history is not what was written.
pub(crate) fn run() -> Result<Vec<(&'static str, f64)>> {
    let doc = DocId::note(Ulid::new(1, 1));
    let person = |number: u8| {
        let id = ReplicaId::new(DeviceId([number + 1; 8]), [number; 8]);
        Document::new(doc.clone(), id, MemberId(Ulid::new(2, u128::from(number))))
    };
    let mut people: Vec<Document> = (0..PEOPLE).map(person).collect();
    let mut note = person(PEOPLE);
    for number in 0..CHANGES {
        let who = &mut people[number as usize % usize::from(PEOPLE)];
        who.apply(note.changes_since(&who.heads()))?;
        let at_s = BEGUN_S + i64::from(number);
        who.edit(&edit(number), at_s)?;
        who.commit(at_s);
        note.apply(who.changes_since(&note.heads()))?;
    }
    let mut rows = Vec::new();
    let page = timed(&mut rows, "a page of 30 changes", || note.history(None, PAGE));
    ensure!(page.total == CHANGES as usize && page.past.len() == PAGE, "{} changes", page.total);
    let newest = page.past[0].change.parse().ok().context("a change has no name")?;
    let text = timed(&mut rows, "a text as it was", || note.then("body", &[newest]));
    ensure!(text.is_some(), "the text is not there");
    timed(&mut rows, "all changes of one field", || note.past_of("title", None, PAGE));
    let back = |note: &mut Document| note.take_back(&newest, "2026-11-30", true, BEGUN_S);
    let done = timed(&mut rows, "a step back", || back(&mut note));
    ensure!(matches!(done, Ok(Some(_))), "nothing was taken back");
    Ok(rows)
}

fn edit(number: u32) -> Edit {
    if number.is_multiple_of(5) {
        let value = Value::Text(format!("Rapat {number}"));
        return Edit::Set { path: "title".to_owned(), value };
    }
    Edit::Splice { path: "body".to_owned(), at: 0, delete: 0, insert: "kata ".to_owned() }
}

fn timed<T>(
    rows: &mut Vec<(&'static str, f64)>,
    what: &'static str,
    work: impl FnOnce() -> T,
) -> T {
    let begun = Instant::now();
    let done = work();
    rows.push((what, begun.elapsed().as_secs_f64() * 1000.0));
    done
}
