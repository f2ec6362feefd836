//! What one person does to a text: as secretaries correct minutes, and as fingers slip.

use std::ops::Range;

use paguyuban::document::Edit;

use super::prose::{self, MONTHS, NAMES, NEGATIONS, WORDS};
use super::typed;
use crate::dice::Dice;

/// A replacement, in bytes of the text.
#[derive(Debug, Clone)]
struct Splice {
    bytes: Range<usize>,
    insert: String,
}

/// A way of changing a text; `None` if there is nothing of the kind in it.
type Way = fn(&str, &mut Dice) -> Option<Vec<Splice>>;

/// Each as often as its weight says.
const WAYS: &[(Way, u32)] = &[
    (number, 6),
    (word, 4),
    (negation, 4),
    (at_the_end, 4),
    (behind_a_sentence, 3),
    (before_a_sentence, 3),
    (before_the_mark, 2),
    (anew, 2),
    (join, 2),
    (split, 2),
    (take_out, 3),
    (move_it, 2),
    (item, 2),
    (slip, 3),
    (everything, 1),
];

/// One thing that a person does: the changes that come of it, each of some splices in turn.
pub(super) fn work(text: &str, dice: &mut Dice) -> Vec<Vec<Edit>> {
    let all = WAYS.iter().find_map(|_| {
        let way = dice.weighed(WAYS)?;
        way(text, dice)
    });
    let all = all.unwrap_or_else(|| vec![put(text.len(), prose::sentence(dice))]);
    let mut now = text.to_owned();
    let mut edits: Vec<Edit> = all.iter().flat_map(|splice| done(&mut now, splice, dice)).collect();
    if dice.once_in(6) {
        // back to what it was, by typing it again
        let back = difference(&now, text, dice);
        edits.extend(done(&mut now, &back, dice));
    }
    if dice.once_in(3) { edits.into_iter().map(|edit| vec![edit]).collect() } else { vec![edits] }
}

/// The edits of a splice: only what differs, all of it, or first what goes and then what comes.
fn done(text: &mut String, splice: &Splice, dice: &mut Dice) -> Vec<Edit> {
    let splice = match dice.below(3) {
        0 => splice.clone(),
        _ => narrowed(text, splice),
    };
    let units = |text: &str| text.encode_utf16().count();
    let (at, goes) = (units(&text[..splice.bytes.start]), units(&text[splice.bytes.clone()]));
    text.replace_range(splice.bytes, &splice.insert);
    if dice.once_in(3) && goes > 0 && !splice.insert.is_empty() {
        return vec![typed(at, goes, ""), typed(at, 0, &splice.insert)];
    }
    vec![typed(at, goes, &splice.insert)]
}

fn narrowed(text: &str, splice: &Splice) -> Splice {
    let old = &text[splice.bytes.clone()];
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let front: usize =
        old.chars().zip(splice.insert.chars()).take_while(same).map(|pair| pair.0.len_utf8()).sum();
    let (rest, new) = (&old[front..], &splice.insert[front..]);
    let back: usize = rest
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(same)
        .map(|pair| pair.0.len_utf8())
        .sum();
    Splice {
        bytes: splice.bytes.start + front..splice.bytes.end - back,
        insert: new[..new.len() - back].to_owned(),
    }
}

fn difference(now: &str, old: &str, dice: &mut Dice) -> Splice {
    let whole = Splice { bytes: 0..now.len(), insert: old.to_owned() };
    if dice.once_in(4) { whole } else { narrowed(now, &whole) }
}

fn put(at: usize, insert: impl Into<String>) -> Splice {
    Splice { bytes: at..at, insert: insert.into() }
}

fn instead(bytes: Range<usize>, insert: impl Into<String>) -> Option<Vec<Splice>> {
    Some(vec![Splice { bytes, insert: insert.into() }])
}

/// Stretches of characters of one kind.
fn stretches(text: &str, kind: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, char) in text.char_indices().filter(|(_, char)| kind(*char)) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end += char.len_utf8(),
            _ => found.push(at..at + char.len_utf8()),
        }
    }
    found
}

fn words(text: &str) -> Vec<Range<usize>> {
    stretches(text, char::is_alphanumeric)
}

/// Sentences roughly: up to a mark or the end of the line, with the mark.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = stretches(text, |char| !matches!(char, '.' | '!' | '?' | '\n'));
    for piece in &mut found {
        let said = text[piece.clone()].trim_start();
        piece.start = piece.end - said.len();
        if text[piece.end..].starts_with(['.', '!', '?']) {
            piece.end += 1;
        }
    }
    found.retain(|piece| text[piece.clone()].len() > 3);
    found
}

fn pick(of: &[Range<usize>], dice: &mut Dice) -> Option<Range<usize>> {
    dice.pick(of).cloned()
}

fn number(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    let inner = |char: char| char.is_ascii_digit() || char == '.';
    let all: Vec<_> = stretches(text, inner)
        .into_iter()
        .filter(|found| text[found.clone()].contains(|char: char| char.is_ascii_digit()))
        .collect();
    let found = pick(&all, dice)?;
    let digits: Vec<usize> =
        found.clone().filter(|at| text.as_bytes()[*at].is_ascii_digit()).collect();
    let digit = *dice.pick(&digits)?;
    let other = dice.below(10).to_string();
    match dice.below(5) {
        0 => instead(digit..digit + 1, other),
        1 => instead(digit..digit + 1, ""),
        2 => instead(digit..digit, other),
        3 => instead(found, format!("{}.000", 1 + dice.below(900))),
        _ => {
            let end = text[found.clone()].trim_end_matches('.').len();
            instead(found.start..found.start + end, (1 + dice.below(99)).to_string())
        }
    }
}

fn word(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    let found = pick(&words(text), dice)?;
    let old = &text[found.clone()];
    let among = if NAMES.contains(&old) {
        NAMES
    } else if MONTHS.contains(&old) {
        MONTHS
    } else {
        WORDS
    };
    instead(found, *dice.pick(among)?)
}

fn negation(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    let all = words(text);
    let (some, none): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|found| NEGATIONS.contains(&&text[found.clone()]));
    if dice.once_in(2)
        && let Some(found) = pick(&some, dice)
    {
        let space = text[found.end..].starts_with(' ');
        return instead(found.start..found.end + usize::from(space), "");
    }
    let found = pick(&none, dice)?;
    Some(vec![put(found.start, format!("{} ", dice.pick(NEGATIONS)?))])
}

fn at_the_end(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    let between = *dice.pick(&["", "", " ", " ", "\n", "\n\n"])?;
    Some(vec![put(text.len(), format!("{between}{}", prose::sentence(dice)))])
}

fn behind_a_sentence(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    let found = pick(&sentences(text), dice)?;
    let between = *dice.pick(&[" ", " ", "\n", ""])?;
    Some(vec![put(found.end, format!("{between}{}", prose::sentence(dice)))])
}

fn before_a_sentence(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    let found = pick(&sentences(text), dice)?;
    let between = *dice.pick(&[" ", " ", "\n", ""])?;
    Some(vec![put(found.start, format!("{}{between}", prose::sentence(dice)))])
}

fn before_the_mark(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    let found = pick(&sentences(text), dice)?;
    let end = found.end - usize::from(text[found].ends_with(['.', '!', '?']));
    Some(vec![put(end, format!(" {}", prose::fact(dice)))])
}

/// A sentence said in another way.
fn anew(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    instead(pick(&sentences(text), dice)?, prose::sentence(dice))
}

fn join(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    if dice.once_in(2) {
        let at = *dice.pick(&text.match_indices('\n').map(|(at, _)| at).collect::<Vec<_>>())?;
        return instead(at..at + 1, *dice.pick(&[" ", "", ", "])?);
    }
    let at = *dice.pick(&text.match_indices(". ").map(|(at, _)| at).collect::<Vec<_>>())?;
    let next = text[at + 2..].chars().next()?;
    instead(at..at + 2 + next.len_utf8(), format!(" dan {}", next.to_lowercase()))
}

fn split(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    let at = *dice.pick(&text.match_indices(' ').map(|(at, _)| at).collect::<Vec<_>>())?;
    let next = text[at + 1..].chars().next()?;
    match dice.below(3) {
        0 => instead(at..at + 1, "\n"),
        1 => instead(at..at, "."),
        _ => instead(at..at + 1 + next.len_utf8(), format!(". {}", next.to_uppercase())),
    }
}

fn take_out(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    let found = match dice.below(3) {
        0 => pick(&sentences(text), dice)?,
        1 => pick(&words(text), dice)?,
        _ => {
            let (one, other) = (place(text, dice), place(text, dice));
            one.min(other)..one.max(other)
        }
    };
    instead(found, "")
}

fn move_it(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    let found = pick(&sentences(text), dice)?;
    let moved = text[found.clone()].to_owned();
    let rest = [&text[..found.start], &text[found.end..]].concat();
    let there = pick(&sentences(&rest), dice).map_or(rest.len(), |found| found.start);
    let out = Splice { bytes: found, insert: String::new() };
    Some(vec![out, put(there, format!("{moved} "))])
}

fn item(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    let at = text.find('\n').map_or(text.len(), |at| at + dice.below(2));
    let mark = *dice.pick(&["- ", "3. ", "a. ", ""])?;
    let said = prose::sentence(dice);
    Some(vec![put(
        at,
        if dice.once_in(2) { format!("\n{mark}{said}") } else { format!("{mark}{said}\n") },
    )])
}

/// A letter too many or too few.
fn slip(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    let at = place(text, dice);
    if dice.once_in(2) {
        let char = text[at..].chars().next()?;
        return instead(at..at + char.len_utf8(), "");
    }
    Some(vec![put(at, *dice.pick(&["1", "0", ".", " ", "x", "5 ", "\n", ","])?)])
}

fn everything(text: &str, dice: &mut Dice) -> Option<Vec<Splice>> {
    instead(0..text.len(), prose::text(dice))
}

/// Between two characters.
fn place(text: &str, dice: &mut Dice) -> usize {
    let mut at = dice.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
