//! `note/{ulid}`: a shared note or minutes. A free note uses `title` and `body` only.

use crate::document::file::FILE;
use crate::document::log::FOLLOW_UP;
use crate::document::shape::{
    Field::{Counter, Records, Register, Registers, Set, Text},
    Kind::{Date, Heads, Line, Member, Order, Rupiah, State, Time, Ulid, Word},
    Shape,
};

/// The fields of a note.
pub static NOTE: Shape = Shape {
    fields: &[
        ("agenda", Records(&POINT)),
        (
            // an approval names the version it approves; its time is the change's own
            "approvals",
            Registers { key: Member, value: Heads },
        ),
        ("archived_on", Register(Date)),
        ("attendance", Registers { key: Member, value: Word(ATTENDANCES) }),
        ("body", Text),
        ("chair", Register(Member)),
        ("date", Register(Date)),
        ("decisions", Records(&DECISION)),
        ("end", Register(Time)),
        ("files", Records(&FILE)),
        ("follow_ups", Records(&FOLLOW_UP)),
        ("form", Register(State(FORMS))),
        ("guests", Counter),
        ("meeting_kind", Register(Word(MEETING_KINDS))),
        ("moderator", Register(Member)),
        ("note_takers", Set(Member)),
        ("number", Register(Line(80))),
        ("place", Register(Line(200))),
        ("speakers", Set(Member)),
        ("start", Register(Time)),
        ("state", Register(State(STATES))),
        ("title", Register(Line(200))),
    ],
    rungs: &[&["guests"], &["files"]],
};

static POINT: Shape = Shape {
    fields: &[
        ("archived_on", Register(Date)),
        ("discussion", Text),
        // what was promised before and is taken up again here
        ("follow_up", Register(Ulid)),
        ("order", Register(Order)),
        ("title", Register(Line(200))),
    ],
    rungs: &[],
};

static DECISION: Shape = Shape {
    fields: &[
        ("amount_rp", Register(Rupiah)),
        ("archived_on", Register(Date)),
        ("due_on", Register(Date)),
        ("owner", Register(Member)),
        ("text", Register(Line(1000))),
    ],
    rungs: &[],
};

/// Who came.
pub const ATTENDANCES: &[&str] = &["hadir", "izin", "sakit", "tanpa_kabar", "daring"];
/// A free note or minutes.
pub const FORMS: &[&str] = &["bebas", "notulensi"];
/// What the meeting was.
pub const MEETING_KINDS: &[&str] = &[
    "musyawarah_kerja",
    "rapat_rutin",
    "rapat_pengurus",
    "koordinasi_kecamatan",
    "musrenbang_desa",
    "pelatihan",
];
/// Where the minutes stand.
pub const STATES: &[&str] = &["draf", "ditinjau", "disahkan"];
