//! What a person can do to a document, and why it may not be done.

use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use crate::document::value::Value;

/// One edit, as the screen sends it: `{"op": …, "path": …, …}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case", try_from = "Fields")]
pub enum Edit {
    /// Writes a register; `null` clears it.
    Set {
        /// The register, also `attendance/{member}`.
        path: String,
        /// Must be of the register's kind.
        value: Value,
    },
    /// Puts a key into a set.
    Include {
        /// The set.
        path: String,
        /// Must be of the set's kind.
        key: String,
    },
    /// Takes a key out of a set.
    Exclude {
        /// The set.
        path: String,
        /// The key; one that is not there is no error.
        key: String,
    },
    /// Starts a record.
    Add {
        /// The map of records.
        path: String,
        /// A new ULID.
        key: String,
    },
    /// Adds to a counter.
    Increment {
        /// The counter.
        path: String,
        /// At most [`INCREMENT_MAX`](crate::document::INCREMENT_MAX) either way.
        by: i64,
    },
    /// Replaces a part of a text, at the heads that were [shown](crate::document::Document::shown)
    /// for this path.
    Splice {
        /// The text.
        path: String,
        /// Where, in UTF-16 units.
        at: u32,
        /// How many UTF-16 units go.
        delete: u32,
        /// What comes instead.
        insert: String,
    },
    /// Picks one version of a disputed register.
    Settle {
        /// The register.
        path: String,
        /// A version's id from the view's conflicts.
        version: String,
    },
    /// Picks one version of a sentence that two people changed.
    SettleSentence {
        /// The text.
        path: String,
        /// The doubt's id from the view.
        doubt: String,
        /// Which text shall stand.
        choice: Choice,
    },
}

/// Every field that an edit may have. Read as one flat object: the reader that is derived for a
/// tagged enum buffers the object first, and in the phone's module is five times as large.
#[derive(Deserialize)]
struct Fields {
    op: String,
    path: String,
    #[serde(default, deserialize_with = "there")]
    value: Option<Value>,
    key: Option<String>,
    by: Option<i64>,
    at: Option<u32>,
    delete: Option<u32>,
    insert: Option<String>,
    version: Option<String>,
    doubt: Option<String>,
    choice: Option<Choice>,
}

/// `null` is a value, unlike no value.
fn there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl TryFrom<Fields> for Edit {
    type Error = &'static str;

    fn try_from(fields: Fields) -> Result<Self, Self::Error> {
        fields.edit().ok_or("no such operation, or one of its fields is missing")
    }
}

impl Fields {
    fn edit(self) -> Option<Edit> {
        let path = self.path;
        Some(match self.op.as_str() {
            "set" => Edit::Set { path, value: self.value? },
            "include" => Edit::Include { path, key: self.key? },
            "exclude" => Edit::Exclude { path, key: self.key? },
            "add" => Edit::Add { path, key: self.key? },
            "increment" => Edit::Increment { path, by: self.by? },
            "splice" => {
                Edit::Splice { path, at: self.at?, delete: self.delete?, insert: self.insert? }
            }
            "settle" => Edit::Settle { path, version: self.version? },
            "settle_sentence" => {
                Edit::SettleSentence { path, doubt: self.doubt?, choice: self.choice? }
            }
            _ => return None,
        })
    }
}

/// A version of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// As one person wrote it.
    A,
    /// As the other person wrote it.
    B,
    /// As it was merged and stands in the text now.
    Merged,
    /// As one of the doubt's other versions says, by its place there.
    Other(u8),
}

impl Edit {
    /// The path that it changes.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Set { path, .. }
            | Self::Include { path, .. }
            | Self::Exclude { path, .. }
            | Self::Add { path, .. }
            | Self::Increment { path, .. }
            | Self::Splice { path, .. }
            | Self::Settle { path, .. }
            | Self::SettleSentence { path, .. } => path,
        }
    }
}

/// An edit that cannot be done. The document is as it was.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the edit of {path:?} is not possible: {reason}")]
pub struct InvalidEdit {
    /// The path of the edit.
    pub path: String,
    /// Why.
    pub reason: Reason,
}

/// Why an edit is not possible; its JSON has the code, e.g. `{"reason": "not_a_phone"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each message is the sentence")]
pub enum Reason {
    #[error("there is no such field")]
    UnknownField,
    #[error("the record or text is not there")]
    NotThere,
    #[error("the record is already there")]
    AlreadyThere,
    #[error("this field cannot be edited in this way")]
    WrongOperation,
    #[error("the value has another type")]
    WrongType,
    #[error("the text is too long by {over}")]
    TooLong {
        /// So many must go before the rest fits: characters of a line, UTF-16 units of a text.
        over: usize,
    },
    #[error("white space, invisible or control characters, or not Unicode's form C")]
    NotClean,
    #[error("not a date as YYYY-MM-DD, or of another age")]
    NotADate,
    #[error("not a time as HH:MM")]
    NotATime,
    #[error("not an amount in whole rupiah")]
    NotRupiah,
    #[error("not a phone number as +62…")]
    NotAPhone,
    #[error("not an e-mail address")]
    NotAnEmail,
    #[error("not a word of this vocabulary")]
    UnknownWord,
    #[error("not a member's id")]
    NotAMember,
    #[error("not a village code")]
    NotAVillage,
    #[error("not a ULID")]
    NotAUlid,
    #[error("not an order key")]
    NotAnOrder,
    #[error("not a list of change hashes")]
    NotHeads,
    #[error("not a number of bytes that a file may have")]
    NotBytes,
    #[error("not a SHA-256 in hexadecimal")]
    NotHash,
    #[error("outside of the text or too much at once")]
    OutOfRange,
    #[error("in the middle of a character")]
    SplitsCharacter,
    #[error("no such version is disputed")]
    UnknownVersion,
    #[error("no such sentence is in doubt")]
    UnknownDoubt,
    #[error("the document does not take it")]
    Refused,
}
