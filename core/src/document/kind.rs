//! What one value may be. Checked when a person writes it; reading shows whatever is there.

use std::ops::RangeInclusive;

use automerge::{ChangeHash, ScalarValue};

use crate::document::clean;
use crate::document::edit::Reason;
use crate::document::file::FILE_BYTES_MAX;
use crate::document::value::Value;
use crate::id::{MemberId, Ulid, is_village};

/// A hundred times the yearly budget of a large village: more is a typing mistake.
pub const RUPIAH_MAX: i64 = 1_000_000_000_000_000;
/// An order key grows by one character when many points are put into one place.
pub const ORDER_CHARS_MAX: usize = 64;
/// A word is a key, not a sentence: what it is called stands in its label.
pub const WORD_CHARS_MAX: usize = 40;
/// RFC 5321, 4.5.3.1.3, less the two brackets.
pub const EMAIL_BYTES_MAX: usize = 254;
/// An approved version has as many heads as people wrote at the same moment.
pub const APPROVED_HEADS_MAX: usize = 8;

/// Years of a life in office and what is planned; others are typing mistakes, such as 2926.
pub const YEARS: RangeInclusive<u32> = 1900..=2100;

/// The kind of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line of at most so many characters.
    Line(usize),
    /// `YYYY-MM-DD`, a day that exists.
    Date,
    /// `HH:MM`.
    Time,
    /// Whole rupiah, not negative.
    Rupiah,
    /// How large a file is, in bytes: at most [`FILE_BYTES_MAX`].
    Bytes,
    /// E.164: `+`, country and number; an Indonesian one as long as they are here.
    Phone,
    /// Something with one `@` in the middle.
    Email,
    /// A key of a vocabulary that a forum may extend, see [`is_word`]; these it has by default.
    Word(&'static [&'static str]),
    /// One of these and nothing else: programs act upon it.
    State(&'static [&'static str]),
    /// A word and the vocabulary in which it stands: `position:kepala_desa`.
    Termed,
    /// A member's id.
    Member,
    /// A competence and who assesses it: `K1:01JDKZ…`.
    Graded,
    /// Three names, the last one a record's or document's: what, how, to what.
    Link,
    /// A village's code.
    Village,
    /// The name of a record or document.
    Ulid,
    /// A fractional key: digits and letters in ASCII order, not ending with `0`, so that there
    /// is always room before it.
    Order,
    /// Change hashes as hex, sorted, separated by a space: an exact version of the document.
    Heads,
    /// SHA-256 of bytes that stand elsewhere, as hex.
    Hash,
}

impl Kind {
    /// The value as Automerge keeps it, a text [cleaned](clean::line). `null` and the empty text clear a
    /// register of any kind.
    ///
    /// # Errors
    /// The reason why this value is not of this kind.
    pub fn check(self, value: &Value) -> Result<ScalarValue, Reason> {
        match value {
            Value::Null => Ok(ScalarValue::Null),
            Value::Text(text) => match clean::line(text) {
                text if text.is_empty() => Ok(ScalarValue::Null),
                text => self.check_text(&text).map(|()| ScalarValue::Str(text.as_ref().into())),
            },
            Value::Int(number) if self == Self::Rupiah => (0..=RUPIAH_MAX)
                .contains(number)
                .then_some(ScalarValue::Int(*number))
                .ok_or(Reason::NotRupiah),
            Value::Int(number) if self == Self::Bytes => u64::try_from(*number)
                .is_ok_and(|bytes| (1..=FILE_BYTES_MAX).contains(&bytes))
                .then_some(ScalarValue::Int(*number))
                .ok_or(Reason::NotBytes),
            _ => Err(Reason::WrongType),
        }
    }

    /// Whether a text is of this kind; keys of sets and maps are checked by it too.
    ///
    /// # Errors
    /// The reason why it is not.
    pub fn check_text(self, text: &str) -> Result<(), Reason> {
        let (good, reason) = match self {
            Self::Line(chars_max) => {
                let over = text.chars().count().saturating_sub(chars_max);
                (over == 0, Reason::TooLong { over })
            }
            Self::Date => (is_date(text), Reason::NotADate),
            Self::Time => (is_time(text), Reason::NotATime),
            Self::Rupiah | Self::Bytes => (false, Reason::WrongType),
            Self::Phone => (is_phone(text), Reason::NotAPhone),
            Self::Email => (is_email(text), Reason::NotAnEmail),
            Self::Word(_) => (is_word(text), Reason::UnknownWord),
            Self::State(words) => (words.contains(&text), Reason::UnknownWord),
            Self::Termed => (is_termed(text), Reason::UnknownWord),
            Self::Member => (text.parse::<MemberId>().is_ok(), Reason::NotAMember),
            Self::Graded => (is_graded(text), Reason::NotAMember),
            Self::Link => (is_link(text), Reason::NotAUlid),
            Self::Village => (is_village(text), Reason::NotAVillage),
            Self::Ulid => (text.parse::<Ulid>().is_ok(), Reason::NotAUlid),
            Self::Order => (is_order(text), Reason::NotAnOrder),
            Self::Heads => (is_heads(text), Reason::NotHeads),
            Self::Hash => (is_hash(text), Reason::NotHash),
        };
        if good { Ok(()) } else { Err(reason) }
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    YEARS.contains(&year) && (1..=days_in(year, month)).contains(&day)
}

fn days_in(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

fn is_time(text: &str) -> bool {
    let Some((hour, minute)) = text.split_once(':') else {
        return false;
    };
    number(hour, 2).is_some_and(|hour| hour < 24)
        && number(minute, 2).is_some_and(|minute| minute < 60)
}

fn number(text: &str, digits: usize) -> Option<u32> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

/// How long a number can be by its country is known for ours only; `tests/fixtures/phones.json` has how
/// people write them, which is for the page to read.
fn is_phone(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('+') else {
        return false;
    };
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let lengths = match digits.strip_prefix("62") {
        // the 0 that is dialled within the country is no part of the number
        Some(number) if number.starts_with('0') => return false,
        Some(number) if number.starts_with('8') => 11..=14,
        Some(_) => 9..=13,
        None => 8..=15,
    };
    plain && !digits.starts_with('0') && lengths.contains(&digits.len())
}

fn is_email(text: &str) -> bool {
    text.len() <= EMAIL_BYTES_MAX
        && !text.chars().any(|char| char.is_whitespace() || char.is_control())
        && text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@')
        })
}

fn is_graded(text: &str) -> bool {
    text.split_once(':').is_some_and(|(competence, assessor)| {
        is_word(competence) && assessor.parse::<MemberId>().is_ok()
    })
}

fn is_link(text: &str) -> bool {
    let is_ulid = |name: &str| name.parse::<Ulid>().is_ok();
    let parts: Vec<&str> = text.split(':').collect();
    let [what, how, to] = parts[..] else {
        return false;
    };
    [what, how].into_iter().all(|name| is_word(name) || is_ulid(name)) && is_ulid(to)
}

/// A key of a vocabulary: small letters of English, digits and `_`. The first competences are older than
/// this rule.
#[must_use]
pub fn is_word(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let digit = |text: &str| text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_digit());
    (1..=WORD_CHARS_MAX).contains(&text.len()) && text.bytes().all(plain)
        || text.strip_prefix('K').is_some_and(digit)
}

fn is_termed(text: &str) -> bool {
    text.split_once(':').is_some_and(|(vocabulary, word)| is_word(vocabulary) && is_word(word))
}

fn is_order(text: &str) -> bool {
    (1..=ORDER_CHARS_MAX).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !text.ends_with('0')
}

fn is_heads(text: &str) -> bool {
    let heads: Vec<&str> = text.split(' ').collect();
    heads.len() <= APPROVED_HEADS_MAX
        && heads.is_sorted_by(|one, next| one < next)
        && heads.iter().all(|head| is_hash(head))
}

fn is_hash(text: &str) -> bool {
    !text.bytes().any(|byte| byte.is_ascii_uppercase()) && text.parse::<ChangeHash>().is_ok()
}
