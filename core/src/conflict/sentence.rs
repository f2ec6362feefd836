//! Where Indonesian prose has its sentences.

use std::ops::Range;

/// Abbreviations after which a sentence goes on even before a capital letter or a digit.
const ABBREVIATIONS: &[&str] = &[
    "alm", "bpk", "cq", "dkk", "dll", "dr", "dra", "drs", "dsb", "dst", "ds", "dsn", "h", "hj",
    "hlm", "ir", "jl", "jln", "kab", "kec", "kel", "kep", "kh", "ling", "no", "nomor", "pet",
    "prof", "rp", "sdr", "sdri", "sk", "tgl", "tlp", "telp", "tn", "ny", "yth",
];

/// The sentences of a text as ranges of UTF-16 units, without the space between them.
///
/// A line is never more than its own sentences. A period ends a sentence only before a space and
/// something other than a small letter, and not after an abbreviation, an initial, an academic
/// title or the number of a list: `Rp 1.500.000`, `09.30`, `Sdr. Budi`, `S.Pd. Wati`, `1. Acara`.
/// Where it is in doubt it does not split, since a longer sentence only asks more than needed.
pub(crate) fn sentences_of(units: &[u16]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    let mut place = 0;
    while place < units.len() {
        let char = char_at(units, place);
        if char == '\n' {
            close(units, &mut start, place, &mut found);
        } else if !char.is_whitespace() {
            let first = *start.get_or_insert(place);
            if ends_sentence(units, first, place) {
                place = after_closing_marks(units, place + 1);
                close(units, &mut start, place, &mut found);
                continue;
            }
        }
        place += 1;
    }
    close(units, &mut start, units.len(), &mut found);
    found
}

/// The line, or lines, in which these units are, without the break behind.
pub(crate) fn lines_around(units: &[u16], place: &Range<usize>) -> Range<usize> {
    let start = place.start.min(units.len());
    let end = place.end.clamp(start, units.len());
    let before = units[..start].iter().rposition(|unit| *unit == NEWLINE);
    let behind = units[end..].iter().position(|unit| *unit == NEWLINE);
    before.map_or(0, |at| at + 1)..behind.map_or(units.len(), |at| end + at)
}

/// These units without the spaces at their ends.
pub(crate) fn trimmed(units: &[u16], place: Range<usize>) -> Range<usize> {
    let here = &units[place.clone()];
    let behind = here.iter().rev().take_while(|unit| is_space(**unit)).count();
    let before = here[..here.len() - behind].iter().take_while(|unit| is_space(**unit)).count();
    place.start + before..place.end - behind
}

const NEWLINE: u16 = b'\n' as u16;

fn close(units: &[u16], start: &mut Option<usize>, end: usize, found: &mut Vec<Range<usize>>) {
    if let Some(start) = start.take() {
        let spaces = units[start..end].iter().rev().take_while(|unit| is_space(**unit)).count();
        found.push(start..end - spaces);
    }
}

fn ends_sentence(units: &[u16], start: usize, place: usize) -> bool {
    let mark = char_at(units, place);
    if !matches!(mark, '.' | '!' | '?' | '…') {
        return false;
    }
    let after = after_closing_marks(units, place + 1);
    let Some(next) = units.get(after) else {
        return true;
    };
    if !is_space(*next) {
        return false;
    }
    if mark != '.' {
        return true;
    }
    let goes_on = units[after..]
        .iter()
        .position(|unit| *unit == NEWLINE || !is_space(*unit))
        .is_some_and(|next| char_at(units, after + next).is_lowercase());
    !goes_on && !is_short_form(units, start, place)
}

/// Whether the word that ends before the period at `place` is not the end of a sentence.
fn is_short_form(units: &[u16], start: usize, place: usize) -> bool {
    let first = units[start..place]
        .iter()
        .rposition(|unit| is_space(*unit) || *unit == u16::from(b'('))
        .map_or(start, |space| start + space + 1);
    let word = String::from_utf16_lossy(&units[first..place]);
    let is_number = !word.is_empty() && word.chars().all(|char| char.is_ascii_digit());
    let number_of_list = first == start && is_number;
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    number_of_list
        || initial
        || is_title(&word)
        || ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// `S.Pd`, `a.n`, `M.Si`, `S.Kom`; but `1.500.000`, `09.30` and `ditunda.a` may well end a sentence.
fn is_title(word: &str) -> bool {
    let is_short = |(place, part): (usize, &str)| {
        let longest = if place == 0 { 2 } else { 4 };
        part.chars().count() <= longest && part.chars().all(char::is_alphabetic)
    };
    word.contains('.') && word.split('.').enumerate().all(is_short)
}

fn after_closing_marks(units: &[u16], mut place: usize) -> usize {
    while place < units.len() && is_closing(char_at(units, place)) {
        place += 1;
    }
    place
}

fn is_closing(char: char) -> bool {
    matches!(char, '.' | '!' | '?' | '…' | '"' | '\'' | '”' | '’' | ')' | ']' | '»')
}

fn is_space(unit: u16) -> bool {
    char::from_u32(u32::from(unit)).is_some_and(char::is_whitespace)
}

/// Every mark that matters is one unit; half of a pair is some letter.
fn char_at(units: &[u16], place: usize) -> char {
    char::from_u32(u32::from(units[place])).unwrap_or('\u{fffd}')
}
