//! `problems/{village}`: what a village has to cope with, and how it was solved.

use crate::document::log::PROBLEMS as CATEGORIES;
use crate::document::member::COMPETENCES;
use crate::document::shape::{
    Field::{Records, Register, Set, Text},
    Kind::{Date, Line, State, Word},
    Shape,
};

/// The fields of a problem map.
pub static PROBLEMS: Shape = Shape { fields: &[("problems", Records(&PROBLEM))], rungs: &[] };

static PROBLEM: Shape = Shape {
    fields: &[
        ("archived_on", Register(Date)),
        ("category", Register(Word(CATEGORIES))),
        ("competences", Set(Word(COMPETENCES))),
        ("detail", Text),
        ("problem_state", Register(State(STATES))),
        ("severity", Register(State(SEVERITIES))),
        ("since", Register(Date)),
        ("solution", Text),
        ("solved_on", Register(Date)),
        ("target_on", Register(Date)),
        ("title", Register(Line(300))),
    ],
    rungs: &[],
};

/// How much it weighs: light, serious, urgent.
pub const SEVERITIES: &[&str] = &["1", "2", "3"];
/// Where it stands.
pub const STATES: &[&str] = &["open", "handled", "solved"];
