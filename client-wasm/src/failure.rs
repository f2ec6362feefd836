//! What is thrown: plain objects `{code, …}` for which the screen has a sentence.

use paguyuban::replica::{EditError, NotTaken};
use wasm_bindgen::prelude::JsValue;

use crate::effects::{Made, json};

/// Makes the objects.
pub(crate) struct Failure;

impl Failure {
    /// What was handed in has not the form it must have. The reason says where to look; the module
    /// does not carry the sentences of each reader.
    pub(crate) fn bad(code: &str, reason: &str) -> JsValue {
        Made::default().text("code", code).text("reason", reason).into()
    }

    pub(crate) fn of_carried(why: NotTaken) -> JsValue {
        Made::default().text("code", json(&why).trim_matches('"')).into()
    }

    pub(crate) fn of_edit(error: &EditError) -> JsValue {
        match error {
            EditError::NotAllowed(_) => Made::default().text("code", "not_allowed").into(),
            EditError::NotOpen(_) => Made::default().text("code", "not_open").into(),
            EditError::Invalid(invalid) => Made::of_json(&json(&invalid.reason))
                .text("code", "invalid_edit")
                .text("path", &invalid.path)
                .into(),
        }
    }
}
