//! The one form of text that enters a field, whatever the way. The page keeps the same rule
//! (`web/src/plain/clean.ts`); `tests/fixtures/clean.json` holds both to it.
//!
//! A line is cleaned here. A text is not: its field counts on every unit being where it put it, so what
//! is not clean is refused, and the page cleans before it computes the splice.

use std::borrow::Cow;

/// Format characters of Unicode 16 (general category Cf): zero width, directions, soft hyphen, byte order
/// mark, tags; and fillers, which look like nothing.
const INVISIBLE: &[(char, char)] = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{600}', '\u{605}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{6dd}', '\u{6dd}'),
    ('\u{70f}', '\u{70f}'),
    ('\u{890}', '\u{891}'),
    ('\u{8e2}', '\u{8e2}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180e}', '\u{180e}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{2064}'),
    ('\u{2066}', '\u{206f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff9}', '\u{fffb}'),
    ('\u{110bd}', '\u{110bd}'),
    ('\u{110cd}', '\u{110cd}'),
    ('\u{13430}', '\u{1343f}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0001}', '\u{e0001}'),
    ('\u{e0020}', '\u{e007f}'),
];
/// Joins the parts of an emoji. In a text it stays before what may be one.
const JOINER: char = '\u{200d}';
const EMOJI_FROM: char = '\u{2190}';

/// A line: one line, with no white space but single spaces inside it.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Cow::Borrowed(text);
    }
    let shown = cleaned(text).replace(JOINER, "");
    let words = shown.split([' ', '\n']).filter(|word| !word.is_empty());
    Cow::Owned(words.collect::<Vec<_>>().join(" "))
}

/// Whether this may be put into a text behind this character: normal (NFC) as it stands there, no
/// white space but spaces and line feeds, no control or format characters but joiners of emoji.
pub(crate) fn is_text(before: impl FnOnce() -> Option<char>, insert: &str) -> bool {
    if insert.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return true;
    }
    let mut joined: String = before().into_iter().collect();
    joined.push_str(insert);
    cleaned(insert) == insert && normal(&joined) == joined
}

/// A text that [`is_text`] lets in, of any.
pub(crate) fn text(text: &str) -> String {
    cleaned(text)
}

fn cleaned(text: &str) -> String {
    let normal_text = normal(text);
    let mut out = String::with_capacity(normal_text.len());
    let mut chars = normal_text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            JOINER if chars.peek().is_some_and(|next| *next >= EMOJI_FROM) => out.push(JOINER),
            _ if is_invisible(char) => {}
            _ if char.is_whitespace() || char.is_control() => out.push(' '),
            _ => out.push(char),
        }
    }
    normal(&out)
}

fn is_invisible(char: char) -> bool {
    INVISIBLE.iter().any(|(first, last)| (*first..=*last).contains(&char))
}

/// Unicode's normal form C. Its tables are 30 kB of a module, and a phone has them.
#[cfg(target_arch = "wasm32")]
fn normal(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    js_sys::JsString::from(text).normalize("NFC").into()
}

#[cfg(not(target_arch = "wasm32"))]
fn normal(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfc().collect()
}
