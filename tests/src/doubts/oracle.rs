//! Who wrote what, by texts alone.

use std::collections::BTreeSet;
use std::ops::Range;

use super::prose::NEGATIONS;

/// What stood in front of somebody who had just written it.
#[derive(Debug, Default)]
pub(super) struct Stood {
    segments: BTreeSet<String>,
    /// Longer than segments: not cut behind what is short for a longer word.
    sentences: BTreeSet<String>,
    words: BTreeSet<String>,
}

/// A piece of a text that a reader takes for one statement.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) text: String,
    pub(super) units: Range<usize>,
    /// It has a number, amount, date or time that nobody wrote.
    pub(super) numbers: bool,
    /// It has a word, such as a name, that nobody wrote.
    pub(super) words: bool,
    /// No sentence that somebody wrote has its other words and its negations.
    pub(super) negations: bool,
}

impl Stood {
    /// Somebody made one text of another. What was there before and still is, they did not write.
    pub(super) fn wrote(&mut self, before: &str, after: &str) {
        let there: BTreeSet<String> = segments(before).into_iter().map(|(text, _)| text).collect();
        let new = segments(after).into_iter().filter(|(text, _)| !there.contains(text));
        new.for_each(|(text, _)| self.keep(text));
        let there: BTreeSet<String> = sentences(before).into_iter().collect();
        for sentence in sentences(after) {
            if !there.contains(&sentence) {
                // who changes one end of a sentence reads the other
                segments(&sentence).into_iter().for_each(|(text, _)| self.keep(text));
                self.sentences.insert(sentence);
            }
        }
    }

    fn keep(&mut self, segment: String) {
        self.words.extend(words(&segment).map(str::to_owned));
        self.segments.insert(segment);
    }

    /// Whether every sentence of a text is one that somebody wrote.
    pub(super) fn says_whole(&self, text: &str) -> bool {
        sentences(text).iter().all(|sentence| self.sentences.contains(sentence))
    }

    /// What stands in a text and nobody wrote.
    pub(super) fn invented(&self, text: &str) -> Vec<Segment> {
        let new = |(text, _): &(String, Range<usize>)| !self.segments.contains(text);
        let all = segments(text).into_iter().filter(new);
        all.map(|(text, units)| self.judged(text, units)).collect()
    }

    fn judged(&self, text: String, units: Range<usize>) -> Segment {
        let unknown = |word: &&str| !self.words.contains(*word);
        let is_number = |word: &str| word.contains(|char: char| char.is_ascii_digit());
        let numbers = words(&text).filter(unknown).any(is_number);
        let new_words = words(&text).filter(unknown).any(|word| !is_number(word));
        let plain = without_negations(&text);
        let negated = |text: &str| words(text).filter(|word| NEGATIONS.contains(word)).count();
        let same = |known: &&String| without_negations(known) == plain;
        let mut alike = self.segments.iter().filter(same).peekable();
        let negations =
            alike.peek().is_some() && alike.all(|known| negated(known) != negated(&text));
        Segment { numbers, words: new_words, negations, text, units }
    }
}

fn without_negations(text: &str) -> Vec<&str> {
    words(text).filter(|word| !NEGATIONS.contains(word)).collect()
}

/// The words of a text, numbers with the points in them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let marks = |char: char| matches!(char, '.' | ',' | '!' | '?' | ':' | '-');
    text.split_whitespace()
        .map(move |word| word.trim_matches(marks))
        .filter(|word| !word.is_empty())
}

/// The segments of a text in UTF-16 units: lines, and in them whatever ends with a mark and a space, and a point
/// not before a small letter, unless another mark ends there. Finer than sentences are, so that nothing hides in
/// a long one.
fn segments(text: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let mut start = 0;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (place, (byte, char)) in chars.iter().enumerate() {
        let ends = match char {
            '\n' => true,
            '.' | '!' | '?' => {
                let rest = text[byte + 1..].trim_start_matches(' ');
                let spaced = chars.get(place + 1).is_some_and(|(_, next)| *next == ' ');
                let called = text[..*byte].ends_with(['!', '?']);
                spaced && (*char != '.' || called || !rest.starts_with(char::is_lowercase))
            }
            _ => false,
        };
        if ends {
            keep(text, start..byte + 1, &mut found);
            start = byte + 1;
        }
    }
    keep(text, start..text.len(), &mut found);
    found
}

/// Segments put together again where the mark is no end: `Bpk. Budi`, `S.Pd. Wati`, `1. Dana`, `a. Dana`.
fn sentences(text: &str) -> Vec<String> {
    let short = |text: &str| {
        let last = text.split([' ', '\n']).next_back().unwrap_or_default();
        let letter = matches!(last.as_bytes(), [letter, b'.'] if letter.is_ascii_alphabetic());
        let number = text.strip_suffix('.').unwrap_or("x");
        ["Bpk.", "Sdr.", "S.Pd.", "Rp."].contains(&last) || letter || number.parse::<u32>().is_ok()
    };
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.split('\n') {
        for (segment, _) in segments(line) {
            match found.last_mut().filter(|_| open) {
                Some(last) => last.extend([" ", &segment]),
                None => found.push(segment),
            }
            open = found.last().is_some_and(|last| short(last));
        }
        open = false;
    }
    found
}

fn keep(text: &str, bytes: Range<usize>, found: &mut Vec<(String, Range<usize>)>) {
    let piece = &text[bytes.clone()];
    let said = piece.trim();
    if !said.is_empty() {
        let before = bytes.start + piece.len() - piece.trim_start().len();
        let start = text[..before].encode_utf16().count();
        let end = start + said.encode_utf16().count();
        found.push((said.to_owned(), start..end));
    }
}
