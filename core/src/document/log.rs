//! `log/{village}/{year}`: the mentoring entries of one village and year.

use crate::document::file::FILE;
use crate::document::member::COMPETENCES;
use crate::document::shape::{
    Field::{Records, Register, Set, Text},
    Kind::{Date, Line, Link, Member, Rupiah, State, Time, Village, Word},
    Shape,
};

/// The fields of a log. A link is an entry, `problem` or `event`, and that one's name.
pub static LOG: Shape = Shape {
    fields: &[("entries", Records(&ENTRY)), ("files", Records(&FILE)), ("links", Set(Link))],
    rungs: &[&["links"], &["files"]],
};

static ENTRY: Shape = Shape {
    fields: &[
        ("amount_rp", Register(Rupiah)),
        ("archived_on", Register(Date)),
        ("competences", Set(Word(COMPETENCES))),
        ("date", Register(Date)),
        ("end", Register(Time)),
        ("follow_ups", Records(&FOLLOW_UP)),
        ("kind", Register(Word(KINDS))),
        ("medium", Register(Word(MEDIA))),
        ("mentees", Set(Member)),
        ("mentor_stance", Register(Word(STANCES))),
        ("mentors", Set(Member)),
        ("notes", Text),
        ("problems", Set(Word(PROBLEMS))),
        ("result", Text),
        ("stage", Register(Word(STAGES))),
        ("start", Register(Time)),
        ("state", Register(State(STATES))),
        ("topic", Register(Line(300))),
        ("villages", Set(Village)),
    ],
    rungs: &[],
};

/// Something somebody promised to do; minutes have them too.
pub(crate) static FOLLOW_UP: Shape = Shape {
    fields: &[
        ("archived_on", Register(Date)),
        ("assignee", Register(Member)),
        ("done_note", Register(Line(500))),
        ("done_on", Register(Date)),
        ("due_on", Register(Date)),
        ("state", Register(State(FOLLOW_UP_STATES))),
        ("what", Register(Line(500))),
    ],
    rungs: &[],
};

/// Where a follow-up stands.
pub const FOLLOW_UP_STATES: &[&str] = &["open", "done", "dropped"];
/// The form of the mentoring.
pub const KINDS: &[&str] = &[
    "pelatihan",
    "pendampingan_personal",
    "konsultasi",
    "kunjungan_lapangan",
    "pendampingan_luar",
];
/// The medium it went through.
pub const MEDIA: &[&str] = &["langsung", "wa_grup", "wa_pribadi", "telepon", "video"];
/// What kind of problem it was about.
pub const PROBLEMS: &[&str] = &[
    "keterlambatan_kegiatan",
    "administrasi_laporan",
    "temuan_pemeriksaan",
    "aduan_masyarakat",
    "konflik_pengisian",
    "plt_tidak_terpilih",
    "beban_menumpuk",
    "koordinasi_perangkat",
    "pemahaman_regulasi",
    "siskeudes_teknis",
    "perangkat_keras_jaringan",
    "partisipasi_musyawarah",
    "lainnya",
];
/// What the mentor did.
pub const STANCES: &[&str] = &["aktif", "partisipatif", "pasif"];
/// The stage of empowerment it served.
pub const STAGES: &[&str] = &["penyadaran", "transformasi", "intelektual"];
/// Where the entry stands.
pub const STATES: &[&str] = &["rencana", "selesai", "ditunda", "batal"];
