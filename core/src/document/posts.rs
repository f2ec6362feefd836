//! `posts`: who holds which position in which village, and who did. One per forum. People are ids here, so it
//! survives that one of them is erased.

use crate::document::member::{POSITION_STATUSES, POSITIONS};
use crate::document::shape::{
    Field::{Records, Register},
    Kind::{Date, Line, Member, State, Village, Word},
    Shape,
};

/// The fields of the posts. Who has no `until` is in office.
pub static POSTS: Shape = Shape { fields: &[("tenures", Records(&TENURE))], rungs: &[] };

static TENURE: Shape = Shape {
    fields: &[
        ("archived_on", Register(Date)),
        ("decree_no", Register(Line(80))),
        ("from", Register(Date)),
        ("holder", Register(Member)),
        ("left_by", Register(State(LEAVINGS))),
        ("position", Register(Word(POSITIONS))),
        ("position_status", Register(Word(POSITION_STATUSES))),
        ("until", Register(Date)),
        ("village_code", Register(Village)),
    ],
    rungs: &[],
};

/// How a tenure ended.
pub const LEAVINGS: &[&str] = &["rotated", "retired", "resigned", "dismissed", "died", "other"];
