//! `assessment/{member}/{period}`: one person's grades. Grade and evidence are kept by competence and
//! assessor, so two assessors never overwrite each other; what they agree on stands apart. What somebody
//! thinks of themself is a document of its own, `own/{member}/{period}`: who may write a document is
//! decided by its name.

use crate::document::member::COMPETENCES;
use crate::document::shape::{
    Field::{Registers, Set},
    Kind::{Graded, Line, Link, Word},
    Shape,
};

/// The fields of an assessment. A proof is a competence, its assessor, and the entry of a log that shows it.
pub static ASSESSMENT: Shape = Shape {
    fields: &[
        ("agreed", Registers { key: Word(COMPETENCES), value: Word(GRADES) }),
        ("evidence", Registers { key: Graded, value: Line(1000) }),
        ("proofs", Set(Link)),
        ("scores", Registers { key: Graded, value: Word(GRADES) }),
    ],
    rungs: &[&["proofs"]],
};

/// The fields of an assessment of oneself.
pub static OWN: Shape = Shape {
    fields: &[
        ("own_evidence", Registers { key: Word(COMPETENCES), value: Line(1000) }),
        ("own_grades", Registers { key: Word(COMPETENCES), value: Word(GRADES) }),
    ],
    rungs: &[],
};

/// From not graded yet to able to guide others.
pub const GRADES: &[&str] = &["0", "1", "2", "3", "4"];
