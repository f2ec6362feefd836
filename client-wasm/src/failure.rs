//! What is thrown: plain objects `{code, …}` for which the screen has a sentence.

use std::fmt::Display;

use js_sys::{Object, Reflect};
use paguyuban::replica::EditError;
use wasm_bindgen::prelude::JsValue;

use crate::effects::json;

/// Makes the objects.
pub(crate) struct Failure;

impl Failure {
    /// What was handed in has not the form it must have.
    pub(crate) fn bad(code: &str, error: &dyn Display) -> JsValue {
        object(&[("code", code), ("reason", &error.to_string())])
    }

    pub(crate) fn of_edit(error: &EditError) -> JsValue {
        match error {
            EditError::NotAllowed(_) => object(&[("code", "not_allowed")]),
            EditError::NotOpen(_) => object(&[("code", "not_open")]),
            EditError::Invalid(invalid) => {
                let reason = json(&invalid.reason);
                object(&[
                    ("code", "invalid_edit"),
                    ("path", &invalid.path),
                    ("reason", reason.trim_matches('"')),
                ])
            }
        }
    }
}

fn object(fields: &[(&str, &str)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // setting a field of a fresh object cannot fail
        let _set = Reflect::set(&object, &JsValue::from(*name), &JsValue::from(*value));
    }
    object.into()
}
