//! What stands in a document, as a cell.

use std::collections::BTreeMap;

use paguyuban::document::Value;
use paguyuban::id::{DocId, DocKind};

use super::gather::{Fields, Gathered};
use super::tables::Cell;

/// Between several values in one cell.
const BETWEEN: &str = ", ";

/// Who came, who had said why not, and who did not.
#[derive(Default)]
pub(super) struct Came {
    pub(super) present: Vec<String>,
    pub(super) excused: Vec<String>,
    pub(super) absent: Vec<String>,
}

impl Came {
    pub(super) fn of(fields: &Fields) -> Self {
        let mut came = Self::default();
        let Some(Value::Map(marks)) = fields.get("attendance") else { return came };
        for (member, mark) in marks {
            let list = match mark.as_str() {
                Some("hadir" | "daring") => &mut came.present,
                Some("izin" | "sakit") => &mut came.excused,
                Some("tanpa_kabar") => &mut came.absent,
                _ => continue,
            };
            list.push(member.clone());
        }
        came
    }
}

pub(super) fn names(from: &Gathered) -> BTreeMap<String, String> {
    let cards = from.docs.iter().filter(|(doc, _)| doc.kind() == DocKind::Member);
    cards
        .filter_map(|(doc, card)| {
            let full = string(card, "full_name")?;
            let before = string(card, "title_prefix").map(|it| format!("{it} "));
            let after = string(card, "title_suffix").map(|it| format!(", {it}"));
            let name = format!("{}{full}{}", before.unwrap_or_default(), after.unwrap_or_default());
            Some((doc.member_id()?.to_string(), name))
        })
        .collect()
}

pub(super) fn villages(from: &Gathered) -> BTreeMap<String, String> {
    let settings = from.docs.get(&DocId::settings());
    let Some(Value::Map(villages)) = settings.and_then(|it| it.get("villages")) else {
        return BTreeMap::new();
    };
    let named =
        villages.iter().filter_map(|(code, name)| Some((code.clone(), name.as_str()?.to_owned())));
    named.collect()
}

/// The village in whose log it stands, and those it is about as well.
pub(super) fn villages_of(doc: &DocId, entry: &Fields) -> Vec<String> {
    let mut all = village_of(doc);
    for village in list(entry, "villages") {
        if !all.contains(&village) {
            all.push(village);
        }
    }
    all
}

/// `log/33.02.19.2003/2026` is about `33.02.19.2003`.
pub(super) fn village_of(doc: &DocId) -> Vec<String> {
    doc.as_str().split('/').nth(1).map(str::to_owned).into_iter().collect()
}

pub(super) fn id_of(doc: &DocId) -> Cell {
    text(doc.as_str().split('/').nth(1).unwrap_or_default())
}

/// Records that are not archived.
pub(super) fn records<'a>(fields: &'a Fields, name: &str) -> Vec<(&'a str, &'a Fields)> {
    let Some(Value::Map(records)) = fields.get(name) else { return Vec::new() };
    let each = records.iter().filter_map(|(id, record)| match record {
        Value::Map(record) if !is_set(record, "archived_on") => Some((id.as_str(), record)),
        _ => None,
    });
    each.collect()
}

pub(super) fn string<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields.get(name)?.as_str().filter(|text| !text.is_empty())
}

pub(super) fn is_set(fields: &Fields, name: &str) -> bool {
    string(fields, name).is_some()
}

pub(super) fn list(fields: &Fields, name: &str) -> Vec<String> {
    let Some(Value::List(values)) = fields.get(name) else { return Vec::new() };
    values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

pub(super) fn cell(fields: &Fields, name: &str) -> Cell {
    match fields.get(name) {
        Some(Value::Int(number)) => Cell::Number(*number),
        Some(Value::Text(it)) => text(it),
        _ => Cell::Nothing,
    }
}

pub(super) fn guests(fields: &Fields) -> Cell {
    match cell(fields, "guests") {
        Cell::Number(guests) => Cell::Number(guests.max(0)),
        _ => Cell::Number(0),
    }
}

pub(super) fn count(of: usize) -> Cell {
    Cell::Number(i64::try_from(of).unwrap_or(i64::MAX))
}

pub(super) fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Nothing } else { Cell::Text(text.to_owned()) }
}

pub(super) fn joined(values: &[String]) -> Cell {
    text(&values.join(BETWEEN))
}
