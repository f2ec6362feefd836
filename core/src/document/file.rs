//! A picture or file that a document names. Its bytes are no part of the document and never in the log: the
//! record says their hash, and who may read the document may ask the relay for them
//! (`docs/decisions/0035-files-beside-the-log.md`).

use crate::document::shape::{
    Field::Register,
    Kind::{Bytes, Date, Hash, Line, State, Ulid},
    Shape,
};

/// The largest file, in bytes: a photo of 1,600 pixels takes a tenth, a scanned decree of ten pages fits.
pub const FILE_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// What a file may be; its first bytes say so too.
pub const MIMES: &[&str] = &["image/jpeg", "image/png", "image/webp", "application/pdf"];

/// A file as its document names it.
pub(crate) static FILE: Shape = Shape {
    fields: &[
        ("archived_on", Register(Date)),
        ("bytes", Register(Bytes)),
        ("hash", Register(Hash)),
        ("mime", Register(State(MIMES))),
        ("name", Register(Line(200))),
        // the entry of a log to which it belongs
        ("of", Register(Ulid)),
        ("taken_on", Register(Date)),
    ],
    rungs: &[],
};
