//! Lists of villages as people have them: one per line, a code and a name in any order, with whatever a
//! table puts between them. The page reads lists by the same rule (`web/src/page/settings/villages.ts`);
//! `tests/fixtures/villages.json` holds both to it.

use std::collections::BTreeMap;

/// What a list holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct VillageList {
    /// Name by code.
    pub villages: BTreeMap<String, String>,
    /// Lines that are neither a village nor a heading.
    pub unread: Vec<String>,
}

/// Digits of each part of a code of the Ministry of Home Affairs.
const PARTS: [usize; 4] = [2, 2, 2, 4];
const HEADINGS: [&str; 7] = ["kode", "nama", "desa", "kelurahan", "code", "name", "village"];

/// Reads a list.
#[must_use]
pub fn villages_in(text: &str) -> VillageList {
    let mut list = VillageList::default();
    let text = text.trim_start_matches('\u{feff}').replace('\r', "\n");
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let found = code_in(line).and_then(|(at, length, code)| {
            let rest = format!("{};{}", &line[..at], &line[at + length..]);
            name_in(&rest).map(|name| (code, name))
        });
        let begun = !list.villages.is_empty() || !list.unread.is_empty();
        match found {
            Some((code, name)) => drop(list.villages.insert(code, name)),
            None if !begun && is_heading(line) => {}
            None => list.unread.push(line.to_owned()),
        }
    }
    list
}

/// Where the code is, how long it is as written, and how it is written properly.
fn code_in(line: &str) -> Option<(usize, usize, String)> {
    let bytes = line.as_bytes();
    (0..bytes.len()).find_map(|at| {
        let before = at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_digit());
        let (length, code) = code_at(&bytes[at..]).filter(|_| !before)?;
        Some((at, length, code))
    })
}

fn code_at(bytes: &[u8]) -> Option<(usize, String)> {
    let (mut at, mut parts) = (0, Vec::new());
    for (place, digits) in PARTS.into_iter().enumerate() {
        at += usize::from(place > 0 && bytes.get(at) == Some(&b'.'));
        let part = bytes.get(at..at + digits)?;
        if !part.iter().all(u8::is_ascii_digit) {
            return None;
        }
        parts.push(String::from_utf8_lossy(part).into_owned());
        at += digits;
    }
    let ends = !bytes.get(at).is_some_and(u8::is_ascii_digit);
    ends.then(|| (at, parts.join(".")))
}

/// The longest cell that has letters, without a number before it.
fn name_in(line: &str) -> Option<String> {
    let around = |char: char| char.is_whitespace() || "\"'–-".contains(char);
    let cells = line.split([';', '|', ',', '\t']).map(|cell| {
        let cell = cell.trim_matches(around);
        let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
        let rest = cell[digits..].trim_start_matches(['.', ')']);
        let numbered = (1..=3).contains(&digits) && rest.starts_with(char::is_whitespace);
        if numbered { rest.trim_matches(around) } else { cell }
    });
    let named = cells.filter(|cell| cell.chars().any(char::is_alphabetic));
    named.max_by_key(|cell| cell.chars().count()).map(str::to_owned)
}

fn is_heading(line: &str) -> bool {
    let words = line.split(|char: char| !char.is_alphanumeric()).map(str::to_lowercase);
    words.into_iter().any(|word| HEADINGS.contains(&&word[..]))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Case {
        typed: String,
        villages: Vec<(String, String)>,
        #[serde(default)]
        unread: Vec<String>,
    }

    #[test]
    fn a_list_is_read_however_it_was_written() {
        let cases = include_str!("../../tests/fixtures/villages.json");
        let cases: Vec<Case> = serde_json::from_str(cases).unwrap();
        for Case { typed, villages, unread } in cases {
            let villages = villages.into_iter().collect();
            assert_eq!(villages_in(&typed), VillageList { villages, unread }, "{typed:?}");
        }
    }
}
