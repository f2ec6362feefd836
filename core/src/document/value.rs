//! A value as the screen sees it: what a document holds, without Automerge's types.

use std::collections::BTreeMap;
use std::fmt;

use automerge::{ScalarValue, ScalarValueRef};
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value of a document. A register holds one of the first five, the rest are made of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
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

    /// JSON has no infinities, and a view must equal itself.
    fn of_float(number: f64) -> Self {
        if number.is_finite() {
            Self::Float(number)
        } else if number.is_nan() {
            Self::from("NaN")
        } else {
            Self::from(if number > 0.0 { "inf" } else { "-inf" })
        }
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

/// Written out because the derived one buffers every value and tries each variant on it: that is
/// slower, and in the phone's module many times as large.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of a document")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Int(number))
    }

    #[expect(clippy::cast_precision_loss, reason = "as for every JSON number beyond 64 bits")]
    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(i64::try_from(number).map_or(Value::Float(number as f64), Value::Int))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((name, value)) = fields.next_entry()? {
            map.insert(name, value);
        }
        Ok(Value::Map(map))
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
            ScalarValueRef::F64(number) => Self::of_float(*number),
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
            ScalarValue::F64(number) => Self::of_float(*number),
            ScalarValue::Str(text) => Self::Text(text.to_string()),
            ScalarValue::Bytes(bytes) | ScalarValue::Unknown { bytes, .. } => {
                Self::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
            }
        }
    }
}
