//! Effects as plain objects: `{do: "append" | "send" | "show" | "tell" | "hang_up", …}`.

use js_sys::{Array, Object, Reflect, Uint8Array};
use paguyuban::replica::{Append, Effect, Record};
use serde::Serialize;
use wasm_bindgen::prelude::JsValue;

pub(crate) fn array(effects: Vec<Effect>) -> Array {
    effects.into_iter().map(of_effect).collect()
}

pub(crate) fn json(value: &impl Serialize) -> String {
    // the core's types all have text keys, so they serialise
    serde_json::to_string(value).unwrap_or_default()
}

fn of_effect(effect: Effect) -> JsValue {
    match effect {
        Effect::Append(append) => of_append(append),
        Effect::Send(frame) => object([("do", text("send")), ("frame", bytes(&frame.to_bytes()))]),
        Effect::Show(doc) => object([("do", text("show")), ("doc", text(doc.as_str()))]),
        Effect::Tell(event) => object([("do", text("tell")), ("what", text(&json(&event)))]),
        Effect::HangUp => object([("do", text("hang_up"))]),
    }
}

fn of_append(append: Append) -> JsValue {
    let docs: Array = append.docs.into_iter().map(of_record).collect();
    let place = append.standing.map_or(JsValue::UNDEFINED, |standing| text(&json(&standing)));
    object([
        ("do", text("append")),
        ("docs", docs.into()),
        ("place", place),
        ("speaks", append.speaks.into()),
    ])
}

fn of_record(record: Record) -> JsValue {
    let chunk = record.chunk.map_or(JsValue::UNDEFINED, |(key, chunk)| {
        object([("key", text(&key)), ("bytes", bytes(&chunk))])
    });
    let drop: Array = record.drop.iter().map(|key| text(key)).collect();
    object([
        ("doc", text(record.doc.as_str())),
        ("chunk", chunk),
        ("snapshot", record.snapshot.map_or(JsValue::UNDEFINED, |snapshot| bytes(&snapshot))),
        ("drop", drop.into()),
        ("ledger", text(&json(&record.ledger))),
        ("view", record.view.map_or(JsValue::UNDEFINED, |view| text(&json(&view)))),
    ])
}

fn text(text: &str) -> JsValue {
    JsValue::from(text)
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn object<const N: usize>(fields: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // setting a field of a fresh object cannot fail
        let _set = Reflect::set(&object, &text(name), &value);
    }
    object.into()
}
