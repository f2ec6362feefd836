//! A value as the screen sees it: what a document holds, without Automerge's types.

use std::collections::BTreeMap;

use automerge::{ScalarValue, ScalarValueRef};
use serde::{Deserialize, Serialize};

/// A value of a document. A register holds one of the first five, the rest are made of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing: a cleared register.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number: rupiah, a counter.
    Int(i64),
    /// A number with a fraction; no field has one, but a foreign document may.
    Float(f64),
    /// A line, a word, a date, a text.
    Text(String),
    /// The keys of a set, sorted.
    List(Vec<Value>),
    /// Fields or records by name.
    Map(BTreeMap<String, Value>),
}

impl Value {
    /// The text, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value at a path below this one, e.g. `entries/01J…/topic`.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Value> {
        path.split('/').try_fold(self, |value, key| match value {
            Self::Map(fields) => fields.get(key),
            _ => None,
        })
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

/// Nothing is dropped: what has no counterpart here is shown as text.
impl From<&ScalarValueRef<'_>> for Value {
    fn from(scalar: &ScalarValueRef<'_>) -> Self {
        match scalar {
            ScalarValueRef::Null => Self::Null,
            ScalarValueRef::Boolean(value) => Self::Bool(*value),
            ScalarValueRef::Int(number)
            | ScalarValueRef::Counter(number)
            | ScalarValueRef::Timestamp(number) => Self::Int(*number),
            ScalarValueRef::Uint(number) => {
                i64::try_from(*number).map_or_else(|_| Self::Text(number.to_string()), Self::Int)
            }
            // JSON has no infinities, and a view must equal itself
            ScalarValueRef::F64(number) if !number.is_finite() => Self::Text(number.to_string()),
            ScalarValueRef::F64(number) => Self::Float(*number),
            ScalarValueRef::Str(text) => Self::Text(text.to_string()),
            ScalarValueRef::Bytes(bytes) | ScalarValueRef::Unknown { bytes, .. } => {
                Self::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
            }
        }
    }
}

/// As above, for the owned values that `get_all` gives.
impl From<&ScalarValue> for Value {
    fn from(scalar: &ScalarValue) -> Self {
        match scalar {
            ScalarValue::Null => Self::Null,
            ScalarValue::Boolean(value) => Self::Bool(*value),
            ScalarValue::Int(number) | ScalarValue::Timestamp(number) => Self::Int(*number),
            ScalarValue::Counter(counter) => Self::Int(i64::from(counter)),
            ScalarValue::Uint(number) => {
                i64::try_from(*number).map_or_else(|_| Self::Text(number.to_string()), Self::Int)
            }
            ScalarValue::F64(number) if !number.is_finite() => Self::Text(number.to_string()),
            ScalarValue::F64(number) => Self::Float(*number),
            ScalarValue::Str(text) => Self::Text(text.to_string()),
            ScalarValue::Bytes(bytes) | ScalarValue::Unknown { bytes, .. } => {
                Self::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
            }
        }
    }
}
