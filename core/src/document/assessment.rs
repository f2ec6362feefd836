//! `assessment/{member}/{period}`: one person's grades. Grade and evidence are kept by competence and
//! assessor, so two assessors never overwrite each other; what they agree on stands apart.

use crate::document::member::COMPETENCES;
use crate::document::shape::{
    Field::Registers,
    Kind::{Graded, Line, Word},
    Shape,
};

/// The fields of an assessment.
pub static ASSESSMENT: Shape = Shape {
    fields: &[
        ("agreed", Registers { key: Word(COMPETENCES), value: Word(GRADES) }),
        ("evidence", Registers { key: Graded, value: Line(1000) }),
        ("scores", Registers { key: Graded, value: Word(GRADES) }),
    ],
    rungs: &[],
};

/// From not graded yet to able to guide others.
pub const GRADES: &[&str] = &["0", "1", "2", "3", "4"];
