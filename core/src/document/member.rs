//! `member/{member}`: one person's card. The only place that holds personal data.

use crate::document::shape::{
    Field::{Group, Register, Set, Text},
    Kind::{Date, Email, Line, Member, Phone, Village, Word},
    Shape,
};

/// The fields of a card.
pub static MEMBER: Shape = Shape {
    fields: &[
        ("appointment_route", Register(Word(APPOINTMENT_ROUTES))),
        ("archived_on", Register(Date)),
        ("can_speak_on", Set(Word(COMPETENCES))),
        ("consent", Group(&CONSENT)),
        ("decree_no", Register(Line(80))),
        ("decree_on", Register(Date)),
        ("education", Register(Word(EDUCATIONS))),
        ("email", Register(Email)),
        ("forum_roles", Group(&FORUM_ROLES)),
        ("full_name", Register(Line(120))),
        // the card that stands for this one, of the same person
        ("merged_into", Register(Member)),
        ("nickname", Register(Line(60))),
        ("note", Text),
        ("phone", Register(Phone)),
        ("position", Register(Word(POSITIONS))),
        ("position_since", Register(Date)),
        ("position_status", Register(Word(POSITION_STATUSES))),
        ("prior_background", Register(Line(200))),
        ("service_since", Register(Date)),
        ("status", Register(Word(STATUSES))),
        ("title_prefix", Register(Line(40))),
        ("title_suffix", Register(Line(40))),
        ("village_code", Register(Village)),
    ],
    rungs: &[],
};

static CONSENT: Shape = Shape {
    fields: &[
        ("basis", Register(Line(120))),
        ("given_on", Register(Date)),
        ("method", Register(Line(120))),
        ("text_version", Register(Line(40))),
        ("withdrawn_on", Register(Date)),
    ],
    rungs: &[],
};

/// One group per role, always there: were it created when first used, two phones would create
/// it twice and hide one.
static FORUM_ROLES: Shape = Shape {
    fields: &[
        ("bendahara", Group(&TENURE)),
        ("ketua", Group(&TENURE)),
        ("sekretaris", Group(&TENURE)),
        ("unit_pelatihan", Group(&TENURE)),
        ("wakil", Group(&TENURE)),
    ],
    rungs: &[],
};

static TENURE: Shape =
    Shape { fields: &[("from", Register(Date)), ("until", Register(Date))], rungs: &[] };

/// How someone came into office.
pub const APPOINTMENT_ROUTES: &[&str] = &["penjaringan_penyaringan", "rotasi", "lainnya"];
/// What one can be good at.
pub const COMPETENCES: &[&str] = &["K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K9"];
/// Last education.
pub const EDUCATIONS: &[&str] = &["sd", "smp", "sma_smk", "d1_d3", "s1_d4", "s2", "s3"];
/// Offices in a village, the sub-district and around them.
pub const POSITIONS: &[&str] = &[
    "kepala_desa",
    "sekretaris_desa",
    "kaur_tata_usaha_umum",
    "kaur_keuangan",
    "kaur_perencanaan",
    "kasi_pemerintahan",
    "kasi_kesejahteraan",
    "kasi_pelayanan",
    "kepala_dusun",
    "staf",
    "camat",
    "kasi_pemerintahan_kecamatan",
    "pendamping_desa",
    "pendamping_lokal_desa",
];
/// Definitive, acting for someone absent, acting in a vacancy.
pub const POSITION_STATUSES: &[&str] = &["definitif", "plt", "pj"];
/// Whether the person is still in the forum.
pub const STATUSES: &[&str] = &["aktif", "nonaktif", "pindah", "purna", "wafat"];
