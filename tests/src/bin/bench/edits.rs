//! What people write: a day's edits over documents that are there, and small notes.

use anyhow::{Result, ensure};
use paguyuban::document::log::KINDS;
use paguyuban::document::member::COMPETENCES;
use paguyuban::document::note::ATTENDANCES;
use paguyuban::document::{Edit, Value, View};
use paguyuban::id::{DocId, DocKind, MemberId, Ulid};
use paguyuban_tests::dice::Dice;

use crate::material::Library;

/// Any will do; the same one makes the numbers of two runs comparable.
const SEED: u64 = 20_260_117;
/// 2026-01-01, for names of new records.
const NEW_YEAR_MS: u64 = 1_767_225_600_000;

const WORDS: [&str; 24] = [
    "perlu",
    "dibahas",
    "lagi",
    "bersama",
    "kaur",
    "keuangan",
    "sebelum",
    "musyawarah",
    "desa",
    "laporan",
    "sudah",
    "dikirim",
    "ke",
    "kecamatan",
    "data",
    "aset",
    "belum",
    "lengkap",
    "akan",
    "dilengkapi",
    "minggu",
    "depan",
    "oleh",
    "sekretaris",
];

/// The edits one person makes in a day: `edits` of them, in turn over `documents` logs and notes.
///
/// Three of five are a few words typed, as they become one change at a pause; the others set a field.
///
/// # Errors
/// The library has too few logs and notes, or one that cannot be read.
pub(crate) fn day(
    library: &Library,
    person: usize,
    edits: usize,
    documents: usize,
) -> Result<Vec<(DocId, Edit)>> {
    let mut dice = Dice::new(SEED.wrapping_add(person as u64));
    let mut views = Vec::new();
    for saved in library.documents.iter().filter(|saved| saved.id.kind() != DocKind::Member) {
        views.push(saved.open()?.view());
    }
    views.retain(is_written);
    ensure!(views.len() >= documents, "only {} documents to edit", views.len());
    while views.len() > documents {
        views.swap_remove(dice.below(views.len()));
    }
    let turns = (0..edits).map(|turn| {
        let view = &views[turn % documents];
        (view.doc.clone(), edit(view, library, &mut dice))
    });
    Ok(turns.collect())
}

/// Whether there is something in it to work on.
fn is_written(view: &View) -> bool {
    view.kind == DocKind::Note || !records(view, "entries").is_empty()
}

fn edit(view: &View, library: &Library, dice: &mut Dice) -> Edit {
    if view.kind == DocKind::Note {
        return match dice.below(5) {
            0..=2 => typed(view, "body".to_owned(), dice),
            3 => set(format!("attendance/{}", person(library, dice)), one_of(ATTENDANCES, dice)),
            _ => set("title".to_owned(), words(4, dice)),
        };
    }
    let entries = records(view, "entries");
    let entry = format!("entries/{}", entries[dice.below(entries.len())]);
    match dice.below(10) {
        0..=3 => typed(view, format!("{entry}/notes"), dice),
        4 | 5 => typed(view, format!("{entry}/result"), dice),
        6 => set(format!("{entry}/topic"), words(6, dice)),
        7 => set(format!("{entry}/kind"), one_of(KINDS, dice)),
        8 => Edit::Set {
            path: format!("{entry}/amount_rp"),
            value: Value::Int(50_000 * (1 + dice.below(40) as i64)),
        },
        _ => Edit::Include { path: format!("{entry}/competences"), key: one_of(COMPETENCES, dice) },
    }
}

/// A few words at the front or the back of a text; nothing goes, so places stay valid.
fn typed(view: &View, path: String, dice: &mut Dice) -> Edit {
    let text = view.at(&path).and_then(Value::as_str).unwrap_or_default();
    let at = if dice.once_in(2) { 0 } else { text.encode_utf16().count() as u32 };
    let count = 2 + dice.below(6);
    Edit::Splice { path, at, delete: 0, insert: format!("{}. ", words(count, dice)) }
}

fn set(path: String, text: String) -> Edit {
    Edit::Set { path, value: Value::Text(text) }
}

fn words(count: usize, dice: &mut Dice) -> String {
    let words: Vec<String> = (0..count).map(|_| one_of(&WORDS, dice)).collect();
    words.join(" ")
}

fn one_of(words: &[&str], dice: &mut Dice) -> String {
    words[dice.below(words.len())].to_owned()
}

/// Somebody of the roster.
fn person(library: &Library, dice: &mut Dice) -> MemberId {
    let roster: Vec<MemberId> =
        library.documents.iter().filter_map(|saved| saved.id.member_id()).collect();
    dice.pick(&roster).copied().unwrap_or(MemberId(Ulid::new(0, 0)))
}

fn records(view: &View, path: &str) -> Vec<String> {
    match view.at(path) {
        Some(Value::Map(records)) => records.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

/// A note with a title and a few lines, made with two edits.
pub(crate) fn small_note(number: usize) -> (DocId, [Edit; 2]) {
    let mut dice = Dice::new(SEED ^ number as u64);
    let title = set("title".to_owned(), format!("Catatan {number}"));
    let insert = words(30, &mut dice);
    let body = Edit::Splice { path: "body".to_owned(), at: 0, delete: 0, insert };
    (DocId::note(Ulid::new(NEW_YEAR_MS, number as u128)), [title, body])
}
