//! `event/{ulid}`: a training or meeting, with who said they come and who came. Its minutes are the note of
//! the same name, so two people who begin them at once write in one.

use crate::document::file::FILE;
use crate::document::log;
use crate::document::member::COMPETENCES;
use crate::document::note::{ATTENDANCES, MEETING_KINDS};
use crate::document::shape::{
    Field::{Counter, Records, Register, Registers, Set, Text},
    Kind::{Date, Line, Member, State, Time, Village, Word},
    Shape,
};

/// The fields of an event.
pub static EVENT: Shape = Shape {
    fields: &[
        ("about", Text),
        ("archived_on", Register(Date)),
        ("attendance", Registers { key: Member, value: Word(ATTENDANCES) }),
        ("competences", Set(Word(COMPETENCES))),
        ("date", Register(Date)),
        ("end", Register(Time)),
        ("files", Records(&FILE)),
        ("guests", Counter),
        ("invited", Set(Member)),
        ("meeting_kind", Register(Word(MEETING_KINDS))),
        ("moderator", Register(Member)),
        ("place", Register(Line(200))),
        ("promised", Registers { key: Member, value: State(PROMISES) }),
        ("speakers", Set(Member)),
        ("start", Register(Time)),
        ("state", Register(State(log::STATES))),
        ("title", Register(Line(200))),
        ("villages", Set(Village)),
    ],
    rungs: &[&["files"]],
};

/// What somebody said before: they come, or they do not.
pub const PROMISES: &[&str] = &["yes", "no"];
