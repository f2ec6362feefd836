//! `settings`: what a forum calls itself, its villages and its words. One per forum.
//!
//! A word is a key of the grammar [`is_word`](crate::document::kind::is_word) in a vocabulary; what it is
//! called by default is for the page to know, what it is called here stands in `labels`. Nothing is taken out:
//! a word or village that is *retired* is not offered any more and stays readable where it was used.

use crate::document::log::{KINDS, MEDIA};
use crate::document::note::MEETING_KINDS;
use crate::document::shape::{
    Field::{Group, Records, Register, Registers, Set, Text},
    Kind::{Date, Line, Order, State, Termed, Village, Word},
    Shape,
};

/// The fields of a forum's settings.
pub static SETTINGS: Shape = Shape {
    fields: &[
        ("kabupaten", Register(Line(80))),
        ("kecamatan", Register(Line(80))),
        ("labels", Registers { key: Termed, value: Line(120) }),
        ("letterhead", Group(&LETTERHEAD)),
        ("logo", Register(Line(LOGO_CHARS_MAX))),
        ("minutes_days", Register(State(MINUTES_DAYS))),
        ("name", Register(Line(80))),
        ("obligations", Records(&OBLIGATION)),
        ("order", Registers { key: Termed, value: Order }),
        ("retired", Set(Termed)),
        ("retired_villages", Set(Village)),
        ("silent_days", Register(State(SILENT_DAYS))),
        ("templates", Records(&TEMPLATE)),
        ("terms", Records(&TERM)),
        ("time_zone", Register(State(TIME_ZONES))),
        ("villages", Registers { key: Village, value: Line(80) }),
    ],
    rungs: &[&["templates"]],
};

/// A picture of some 3 kB as base64url: what one value may hold, and enough beside a letterhead.
const LOGO_CHARS_MAX: usize = 4_000;

/// What stands above a printed page.
static LETTERHEAD: Shape = Shape {
    fields: &[
        ("line_1", Register(Line(120))),
        ("line_2", Register(Line(120))),
        ("line_3", Register(Line(120))),
        ("line_4", Register(Line(120))),
    ],
    rungs: &[],
};

/// Something a village owes at fixed times.
static OBLIGATION: Shape = Shape {
    fields: &[
        ("archived_on", Register(Date)),
        ("due_on", Register(Date)),
        ("every", Register(State(EVERY))),
        ("title", Register(Line(200))),
    ],
    rungs: &[],
};

/// What minutes or an entry begin with.
static TEMPLATE: Shape = Shape {
    fields: &[
        ("archived_on", Register(Date)),
        ("for_kind", Register(State(TEMPLATES))),
        ("kind", Register(Word(KINDS))),
        ("medium", Register(Word(MEDIA))),
        ("meeting_kind", Register(Word(MEETING_KINDS))),
        // the points of an agenda, one in each line, or what stands in the entry
        ("points", Text),
        ("title", Register(Line(200))),
    ],
    rungs: &[],
};

/// For how long people are elected.
static TERM: Shape = Shape {
    fields: &[
        ("archived_on", Register(Date)),
        ("from", Register(Date)),
        ("title", Register(Line(120))),
        ("until", Register(Date)),
    ],
    rungs: &[],
};

/// What a template is for.
pub const TEMPLATES: &[&str] = &["note", "log"];
/// Western, central and eastern Indonesia.
pub const TIME_ZONES: &[&str] = &["wib", "wita", "wit"];
/// After so many days without an entry a village counts as silent.
pub const SILENT_DAYS: &[&str] = &["14", "30", "45", "60", "90", "120", "180", "365"];
/// After so many days the minutes of a meeting are missed.
pub const MINUTES_DAYS: &[&str] = &["1", "2", "3", "7", "14"];
/// How often something is due, from its first day on.
pub const EVERY: &[&str] = &["once", "month", "quarter", "half_year", "year"];
