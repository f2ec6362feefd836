//! Which columns a list has, and what stands in its rows. Names of people are only where the key says so.

use std::collections::{BTreeMap, BTreeSet};

use paguyuban::id::{DocId, DocKind};

use super::columns::columns;
use super::fields::{
    Came, cell, count, guests, id_of, is_set, joined, list, names, records, string, text,
    village_of, villages, villages_of,
};
use super::gather::{Fields, Gathered};
use super::posts::{USUAL_POSTS, post};
use crate::store::Table;

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Nothing,
    Number(i64),
    Text(String),
}

/// A list.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A row in the making: columns by their names, in their order.
type Row = Vec<(&'static str, Cell)>;

impl Sheet {
    /// The list as it stands on this day.
    pub(super) fn of(table: Table, from: &Gathered, personal: bool, today: &str) -> Self {
        let source = Source { from, personal, names: names(from), villages: villages(from) };
        let rows = match table {
            Table::Entries => source.entries(),
            Table::FollowUps => source.follow_ups(),
            Table::Events => source.events(),
            Table::Minutes => source.minutes(),
            Table::Problems => source.problems(),
            Table::Posts => source.posts(today),
        };
        let columns = columns(table, personal);
        // only what is said to be a column of this list gets into it
        let cells = |row: Row| -> Vec<Cell> {
            let mut named: BTreeMap<_, _> = row.into_iter().collect();
            columns.iter().map(|name| named.remove(name).unwrap_or(Cell::Nothing)).collect()
        };
        let rows = rows.into_iter().map(cells).collect();
        Self { columns, rows }
    }
}

struct Source<'a> {
    from: &'a Gathered,
    personal: bool,
    names: BTreeMap<String, String>,
    villages: BTreeMap<String, String>,
}

impl Source<'_> {
    /// The documents of a kind that are not archived.
    fn docs(&self, kind: DocKind) -> impl Iterator<Item = (&DocId, &Fields)> {
        let all = self.from.docs.iter().map(|(doc, fields)| (doc, &**fields));
        all.filter(move |(doc, fields)| doc.kind() == kind && !is_set(fields, "archived_on"))
    }

    fn entries(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for (doc, fields) in self.docs(DocKind::Log) {
            for (id, entry) in records(fields, "entries") {
                let villages = villages_of(doc, entry);
                rows.push(vec![
                    ("id", text(id)),
                    ("date", cell(entry, "date")),
                    ("village", joined(&villages)),
                    ("village_name", self.named_villages(&villages)),
                    ("kind", cell(entry, "kind")),
                    ("medium", cell(entry, "medium")),
                    ("competences", joined(&list(entry, "competences"))),
                    ("topic", cell(entry, "topic")),
                    ("state", cell(entry, "state")),
                    ("stage", cell(entry, "stage")),
                    ("mentors", count(list(entry, "mentors").len())),
                    ("mentees", count(list(entry, "mentees").len())),
                    ("amount_rp", cell(entry, "amount_rp")),
                    ("mentor_names", self.people(&list(entry, "mentors"))),
                    ("mentee_names", self.people(&list(entry, "mentees"))),
                ]);
            }
        }
        sorted(rows, "date")
    }

    fn follow_ups(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for (doc, fields) in self.docs(DocKind::Log) {
            for (_, entry) in records(fields, "entries") {
                let villages = villages_of(doc, entry);
                for (id, promise) in records(entry, "follow_ups") {
                    rows.push(self.follow_up("entry", id, promise, cell(entry, "date"), &villages));
                }
            }
        }
        for (_, fields) in self.docs(DocKind::Note) {
            for (id, promise) in records(fields, "follow_ups") {
                rows.push(self.follow_up("note", id, promise, cell(fields, "date"), &[]));
            }
        }
        sorted(rows, "due_on")
    }

    fn follow_up(
        &self,
        of: &str,
        id: &str,
        promise: &Fields,
        date: Cell,
        villages: &[String],
    ) -> Row {
        let assignee: Vec<String> =
            string(promise, "assignee").map(str::to_owned).into_iter().collect();
        let what = if self.personal { cell(promise, "what") } else { Cell::Nothing };
        vec![
            ("of", text(of)),
            ("id", text(id)),
            ("date", date),
            ("due_on", cell(promise, "due_on")),
            ("state", text(string(promise, "state").unwrap_or("open"))),
            ("done_on", cell(promise, "done_on")),
            ("village", joined(villages)),
            ("village_name", self.named_villages(villages)),
            ("what", what),
            ("assignee_names", self.people(&assignee)),
        ]
    }

    fn events(&self) -> Vec<Row> {
        let row = |(doc, event): (&DocId, &Fields)| {
            let came = Came::of(event);
            vec![
                ("id", id_of(doc)),
                ("date", cell(event, "date")),
                ("time", cell(event, "start")),
                ("ends", cell(event, "end")),
                ("title", cell(event, "title")),
                ("place", cell(event, "place")),
                ("state", cell(event, "state")),
                ("present", count(came.present.len())),
                ("excused", count(came.excused.len())),
                ("absent", count(came.absent.len())),
                ("guests", guests(event)),
                ("present_names", self.people(&came.present)),
                ("excused_names", self.people(&came.excused)),
                ("absent_names", self.people(&came.absent)),
            ]
        };
        sorted(self.docs(DocKind::Event).map(row).collect(), "date")
    }

    fn minutes(&self) -> Vec<Row> {
        let minutes = self.docs(DocKind::Note);
        let minutes = minutes.filter(|(_, note)| string(note, "form") == Some("notulensi"));
        let row = |(doc, note): (&DocId, &Fields)| {
            let came = Came::of(note);
            let promises = records(note, "follow_ups");
            let done = promises.iter().filter(|(_, one)| string(one, "state") == Some("done"));
            vec![
                ("id", id_of(doc)),
                ("date", cell(note, "date")),
                ("number", cell(note, "number")),
                ("title", cell(note, "title")),
                ("kind", cell(note, "meeting_kind")),
                ("state", text(string(note, "state").unwrap_or("draf"))),
                ("decisions", count(records(note, "decisions").len())),
                ("follow_ups_done", count(done.count())),
                ("follow_ups", count(promises.len())),
                ("present", count(came.present.len())),
                ("guests", guests(note)),
                ("present_names", self.people(&came.present)),
            ]
        };
        sorted(minutes.map(row).collect(), "date")
    }

    fn problems(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for (doc, fields) in self.docs(DocKind::Problems) {
            let village = village_of(doc);
            for (id, problem) in records(fields, "problems") {
                rows.push(vec![
                    ("id", text(id)),
                    ("village", joined(&village)),
                    ("village_name", self.named_villages(&village)),
                    ("category", cell(problem, "category")),
                    ("severity", cell(problem, "severity")),
                    ("since", cell(problem, "since")),
                    ("state", text(string(problem, "problem_state").unwrap_or("open"))),
                    ("target", cell(problem, "target_on")),
                    ("solved_on", cell(problem, "solved_on")),
                ]);
            }
        }
        sorted(rows, "since")
    }

    /// Every usual position of every village, and whatever was written about.
    fn posts(&self, today: &str) -> Vec<Row> {
        let tenures: Vec<(&str, &Fields)> =
            self.docs(DocKind::Posts).flat_map(|(_, fields)| records(fields, "tenures")).collect();
        let retired = self.settings().map(|it| list(it, "retired_villages")).unwrap_or_default();
        let mut posts: BTreeSet<(&str, &str)> = BTreeSet::new();
        for village in self.villages.keys().filter(|village| !retired.contains(village)) {
            posts.extend(USUAL_POSTS.iter().map(|position| (village.as_str(), *position)));
        }
        let written = tenures
            .iter()
            .filter_map(|(_, one)| Some((string(one, "village_code")?, string(one, "position")?)));
        posts.extend(written);
        let row = |(village, position): (&str, &str)| {
            let here = |one: &&(&str, &Fields)| {
                string(one.1, "village_code") == Some(village)
                    && string(one.1, "position") == Some(position)
            };
            let own: Vec<&(&str, &Fields)> = tenures.iter().filter(here).collect();
            let (state, holders) = post(&own, position, today);
            let village = [village.to_owned()];
            vec![
                ("id", text(&format!("{}/{position}", village[0]))),
                ("village", joined(&village)),
                ("village_name", self.named_villages(&village)),
                ("position", text(position)),
                ("post_state", text(state)),
                ("holder_name", self.people(&holders)),
            ]
        };
        posts.into_iter().map(row).collect()
    }

    fn settings(&self) -> Option<&Fields> {
        self.docs(DocKind::Settings).next().map(|(_, fields)| fields)
    }

    fn named_villages(&self, codes: &[String]) -> Cell {
        let names: Vec<String> =
            codes.iter().map(|code| self.villages.get(code).unwrap_or(code).clone()).collect();
        joined(&names)
    }

    /// Names of people; nothing where the key does not say so, and of somebody whose card was erased.
    fn people(&self, members: &[String]) -> Cell {
        if !self.personal {
            return Cell::Nothing;
        }
        let names: Vec<String> =
            members.iter().filter_map(|member| self.names.get(member).cloned()).collect();
        joined(&names)
    }
}

/// In the order of a day, which has one form.
fn sorted(mut rows: Vec<Row>, by: &str) -> Vec<Row> {
    let day = |row: &Row| {
        row.iter().find(|(name, _)| *name == by).and_then(|(_, cell)| match cell {
            Cell::Text(text) => Some(text.clone()),
            _ => None,
        })
    };
    rows.sort_by_key(day);
    rows
}
