//! A text as a field shows it, with who wrote each character: what was asked once of Automerge, which
//! walks through the whole history of a text for it, goes on from there with what is written and read.

use automerge::legacy::{ElementId, Key, OpType};
use automerge::{AutoCommit, Change, ChangeHash, ObjId, ReadDoc};

use crate::conflict::version::Version;
use crate::document::place;

/// The operation that wrote a character, and the character.
pub(crate) type Char = (ObjId, char);

/// The characters of a text at some heads.
#[derive(Debug, Clone)]
pub(crate) struct Script {
    text: ObjId,
    chars: Vec<Char>,
}

impl Script {
    /// Reads it at these heads. `None` if a foreign document did something to the text that is not
    /// writing.
    pub(crate) fn at(doc: &AutoCommit, text: &ObjId, heads: &[ChangeHash]) -> Option<Self> {
        let version = Version::at(doc, text, heads)?;
        let said = |units: &[u16]| char::decode_utf16(units.iter().copied()).next()?.ok();
        let chars = version.chars().iter();
        let chars =
            chars.map(|(id, place)| Some((id.clone(), said(&version.units()[place.clone()])?)));
        Some(Self { text: text.clone(), chars: chars.collect::<Option<_>>()? })
    }

    /// The characters, in their order.
    pub(crate) fn chars(&self) -> &[Char] {
        &self.chars
    }

    /// The text as it is now, and how many characters at the beginning and at the end are those that this
    /// one has. Only what is between is asked for; `None` as in [`Script::at`].
    pub(crate) fn now(&self, doc: &AutoCommit) -> Option<(Self, usize, usize)> {
        let now: Vec<char> = doc.text(&self.text).ok()?.chars().collect();
        let (old, short) = (&self.chars, now.len().min(self.chars.len()));
        let same = |pair: &(&Char, &char)| pair.0.1 == *pair.1;
        let front = old.iter().zip(&now).take_while(same).count();
        let rest = short - front;
        let back = old.iter().rev().zip(now.iter().rev()).take(rest).take_while(same).count();
        let between = Window::over(doc, self, &now, front..now.len() - back);
        let mut between = between.collect::<Option<Vec<Char>>>()?;
        // the same letters are not yet the same characters: "aa" may have come before an "a" or behind it
        let before = Window::over(doc, self, &now, 0..front).rev().zip(old[..front].iter().rev());
        let before = differing(before)?;
        let behind = Window::over(doc, self, &now, now.len() - back..now.len());
        let behind = differing(behind.zip(&old[old.len() - back..]))?;
        let (front, back) = (front - before.len(), back - behind.len());
        let mut chars = old[..front].to_vec();
        chars.extend(before.into_iter().rev());
        chars.append(&mut between);
        chars.extend(behind);
        chars.extend_from_slice(&old[old.len() - back..]);
        Some((Self { text: self.text.clone(), chars }, front, back))
    }

    /// Writes on: what a change did that was made at this version. `None` if that cannot be told.
    pub(crate) fn write(&mut self, change: &Change) -> Option<()> {
        let change = change.decode();
        let here = place::in_change(&self.text);
        let mut last = 0;
        for (op, counter) in change.operations.iter().zip(change.start_op.get()..) {
            if op.obj != here {
                continue;
            }
            let Key::Seq(element) = &op.key else { return None };
            let found = self.find(element, last)?;
            match (&op.action, op.insert) {
                (OpType::Put(value), true) => {
                    let mut said = value.as_str()?.chars();
                    let (Some(char), None) = (said.next(), said.next()) else { return None };
                    last = found.map_or(0, |at| at + 1);
                    let id = ObjId::Id(counter, change.actor_id.clone(), 0);
                    self.chars.insert(last, (id, char));
                }
                (OpType::Delete, false) => {
                    last = found?;
                    self.chars.remove(last);
                }
                _ => return None,
            }
        }
        Some(())
    }

    /// Where a character is, most likely around here: `Some(None)` is before the first.
    fn find(&self, element: &ElementId, near: usize) -> Option<Option<usize>> {
        let ElementId::Id(wanted) = element else { return Some(None) };
        let is_it = |(id, _): &Char| matches!(id, ObjId::Id(counter, actor, _) if *counter == wanted.counter() && actor == wanted.actor());
        let near = near.saturating_sub(1).min(self.chars.len());
        let behind = self.chars[near..].iter().position(is_it).map(|at| near + at);
        behind.or_else(|| self.chars[..near].iter().position(is_it)).map(Some)
    }
}

/// The first of these pairs, as long as others wrote what is there now.
fn differing<'a>(pairs: impl Iterator<Item = (Option<Char>, &'a Char)>) -> Option<Vec<Char>> {
    let mut found = Vec::new();
    for (now, old) in pairs {
        let now = now?;
        if now.0 == old.0 {
            break;
        }
        found.push(now);
    }
    Some(found)
}

/// The characters of a part of a text as it is now, each asked for when it is needed.
struct Window<'a> {
    doc: &'a AutoCommit,
    text: &'a ObjId,
    chars: &'a [char],
    /// Where they are, in UTF-16 units.
    units: std::ops::Range<usize>,
}

impl<'a> Window<'a> {
    fn over(
        doc: &'a AutoCommit,
        script: &'a Script,
        now: &'a [char],
        place: std::ops::Range<usize>,
    ) -> Self {
        let units = |chars: &[char]| chars.iter().map(|char| char.len_utf16()).sum::<usize>();
        let start = units(&now[..place.start]);
        let chars = &now[place];
        Self { doc, text: &script.text, chars, units: start..start + units(chars) }
    }

    /// `None` if something else stands there than this character.
    fn at(&self, unit: usize, char: char) -> Option<Char> {
        let (value, id) = self.doc.get(self.text, unit).ok()??;
        value.as_str()?.chars().eq([char]).then_some((id, char))
    }
}

impl Iterator for Window<'_> {
    type Item = Option<Char>;

    fn next(&mut self) -> Option<Self::Item> {
        let (first, rest) = self.chars.split_first()?;
        let found = self.at(self.units.start, *first);
        self.chars = rest;
        self.units.start += first.len_utf16();
        Some(found)
    }
}

impl DoubleEndedIterator for Window<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let (last, rest) = self.chars.split_last()?;
        self.chars = rest;
        self.units.end -= last.len_utf16();
        Some(self.at(self.units.end, *last))
    }
}
