//! Edits that no document takes: of every field of its shape, each way in which it can be written wrongly.
//!
//! They are enumerated from the table of fields, so a new field or a new kind of value has its own here.

use std::iter::repeat_n;

use paguyuban::document::{
    Choice, Edit, Field, INCREMENT_MAX, Kind, RECORDS_MAX, Shape, TEXT_UNITS_MAX, Value, View,
};
use paguyuban::id::DocId;

use crate::dice::Dice;
use crate::writer::text_at;

/// A path with nothing behind it, whatever the document.
const NOWHERE: &[&str] = &["", "/", "nowhere", "body/x", "entries/x/topic", "agenda//title"];

/// One edit of a document that looks like this which has to be refused. `shown` is the text that a field
/// shows, if it is not that of the view.
pub(crate) fn unfit(
    dice: &mut Dice,
    doc: &DocId,
    view: &View,
    shown: impl Fn(&str) -> Option<String>,
) -> Option<Edit> {
    let mut places = Vec::new();
    places_in(Shape::of(doc.kind()), "", view, &mut places);
    if dice.once_in(10) {
        let path = (*dice.pick(NOWHERE)?).to_owned();
        return dice.pick(&operations(&path)).cloned();
    }
    let (path, field) = dice.pick(&places)?.clone();
    let there = view.at(&path);
    let wrong = match field {
        Field::Register(kind) => of_register(&path, kind),
        Field::Text => {
            let text = shown(&path).unwrap_or_else(|| text_at(Some(view), &path));
            of_text(&path, &text)
        }
        Field::Set(kind) => of_keys(&path, kind, include),
        Field::Registers { key, .. } => of_keys(&path, key, clear),
        Field::Records(_) => of_records(&path, there),
        Field::Counter => vec![Edit::Increment { path: path.clone(), by: INCREMENT_MAX + 1 }],
        Field::Group(_) => Vec::new(),
    };
    let misplaced = operations(&path).into_iter().filter(|edit| !fits(edit, field));
    let all: Vec<Edit> = wrong.into_iter().chain(misplaced).collect();
    dice.pick(&all).cloned()
}

/// Every field, with those of the records that are there.
fn places_in(shape: &Shape, above: &str, view: &View, places: &mut Vec<(String, Field)>) {
    for (name, field) in shape.fields {
        let path = format!("{above}{name}");
        places.push((path.clone(), *field));
        match field {
            Field::Group(shape) => places_in(shape, &format!("{path}/"), view, places),
            Field::Records(shape) => {
                let Some(Value::Map(records)) = view.at(&path) else { continue };
                // a few stand for all of a long list
                for key in records.keys().take(3) {
                    places_in(shape, &format!("{path}/{key}/"), view, places);
                }
            }
            Field::Registers { key, value } => {
                let key = a_key(*key);
                places.push((format!("{path}/{key}"), Field::Register(*value)));
            }
            _ => {}
        }
    }
}

/// A key of a map of registers that may be written.
fn a_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Word(words) => words.first().copied().unwrap_or_default(),
        Kind::Termed => "position:staf",
        Kind::Village => "33.02.19.2003",
        Kind::Graded => "K1:01JDKZ0000000000000000000A",
        _ => "01JDKZ0000000000000000000A",
    }
}

/// One of each kind of edit.
fn operations(path: &str) -> Vec<Edit> {
    let path = || path.to_owned();
    vec![
        Edit::Set { path: path(), value: Value::from("x") },
        Edit::Include { path: path(), key: "K1".to_owned() },
        Edit::Exclude { path: path(), key: "K1".to_owned() },
        Edit::Add { path: path(), key: "01JDKZ0000000000000000000A".to_owned() },
        Edit::Increment { path: path(), by: 1 },
        Edit::Splice { path: path(), at: 0, delete: 0, insert: "x".to_owned() },
        Edit::Settle { path: path(), version: "9@00".to_owned() },
        Edit::SettleSentence { path: path(), doubt: "00".to_owned(), choice: Choice::A },
    ]
}

/// Whether a field is written by this kind of edit. What settles nothing fits nowhere.
fn fits(edit: &Edit, field: Field) -> bool {
    match edit {
        Edit::Set { .. } => matches!(field, Field::Register(_)),
        Edit::Include { .. } | Edit::Exclude { .. } => matches!(field, Field::Set(_)),
        Edit::Add { .. } => matches!(field, Field::Records(_)),
        Edit::Increment { .. } => matches!(field, Field::Counter),
        Edit::Splice { .. } => matches!(field, Field::Text),
        Edit::Settle { .. } | Edit::SettleSentence { .. } => false,
    }
}

fn of_register(path: &str, kind: Kind) -> Vec<Edit> {
    let mut values: Vec<Value> = bad_text(kind).into_iter().map(Value::Text).collect();
    values.extend([Value::Bool(true), Value::Float(1.5), Value::List(Vec::new())]);
    values.push(Value::Int(if matches!(kind, Kind::Rupiah | Kind::Bytes) { -1 } else { 7 }));
    values.into_iter().map(|value| Edit::Set { path: path.to_owned(), value }).collect()
}

/// Texts that are not of this kind.
fn bad_text(kind: Kind) -> Vec<String> {
    let texts: &[&str] = match kind {
        Kind::Line(chars_max) => {
            return ["a", "🌾"].map(|char| char.repeat(chars_max + 1)).to_vec();
        }
        Kind::Date => &["2026-02-30", "0002-02-03", "3 Februari"],
        Kind::Time => &["24:00", "9.00"],
        Kind::Rupiah => &["1000", "Rp 1.000"],
        Kind::Bytes => &["1000", "4 MB"],
        Kind::Phone => &["0812", "+62 812"],
        Kind::Email => &["nama", "@contoh.id"],
        Kind::Order => &["a0", "-"],
        Kind::Word(_) => &["tidak ada", "Staf", "kepala-desa"],
        Kind::Termed => &["staf", "position:Staf", ":staf", "position:"],
        Kind::State(_) | Kind::Member | Kind::Graded => &["tidak ada", "0"],
        Kind::Link => &["tidak ada", "problem:01JDKZ0000000000000000000A", "a:b:c"],
        Kind::Village | Kind::Ulid | Kind::Heads | Kind::Hash => &["tidak ada", "0"],
    };
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn of_text(path: &str, shown: &str) -> Vec<Edit> {
    let units = shown.encode_utf16().count();
    let room = TEXT_UNITS_MAX.saturating_sub(units);
    let splice = |at: usize, delete: usize, insert: String| {
        let [at, delete] = [at, delete].map(|units| u32::try_from(units).unwrap_or(u32::MAX));
        Edit::Splice { path: path.to_owned(), at, delete, insert }
    };
    let mut wrong = vec![
        splice(0, 0, "x".repeat(room + 1)),
        splice(units, 0, "Panjang. ".repeat(room / 9 + 600)),
        splice(units + 1, 0, "x".to_owned()),
        splice(0, units + 1, String::new()),
        splice(units, usize::MAX, "x".to_owned()),
        splice(0, 0, "tak\u{200b}kasat".to_owned()),
        splice(0, 0, "satu\tdua\r\n".to_owned()),
    ];
    // what is before the first character of two units has one each
    if let Some(pair) = shown.chars().position(|char| char.len_utf16() == 2) {
        wrong.extend([splice(pair + 1, 0, "x".to_owned()), splice(pair, 1, String::new())]);
    }
    wrong
}

fn of_keys(path: &str, kind: Kind, edit: fn(&str, &str) -> Edit) -> Vec<Edit> {
    bad_text(kind).into_iter().map(|key| edit(path, &key)).collect()
}

fn of_records(path: &str, there: Option<&Value>) -> Vec<Edit> {
    let add = |key: &str| Edit::Add { path: path.to_owned(), key: key.to_owned() };
    let mut wrong = vec![add("satu"), add("")];
    wrong.push(clear(path, "01JDKZ0000000000000000000B/archived_on"));
    if let Some(Value::Map(records)) = there {
        wrong.extend(records.keys().next().map(|key| add(key)));
        if records.len() >= RECORDS_MAX {
            // it is full, and that is rare
            wrong.extend(repeat_n(add("01JDKZ0000000000000000000C"), 8));
        }
    }
    wrong
}

fn include(path: &str, key: &str) -> Edit {
    Edit::Include { path: path.to_owned(), key: key.to_owned() }
}

fn clear(path: &str, key: &str) -> Edit {
    Edit::Set { path: format!("{path}/{key}"), value: Value::Null }
}
