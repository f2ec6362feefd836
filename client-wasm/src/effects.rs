//! Effects as plain objects: `{do: "append" | "send" | "show" | "tell" | "hang_up", …}`. A frame that
//! has to be signed comes with what to `sign`; the signature goes over its last 64 bytes.

use js_sys::{Array, Object, Reflect, Uint8Array};
use paguyuban::frame::Frame;
use paguyuban::replica::{Append, Carried, Effect, Record, Signed};
use serde::Serialize;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;

pub(crate) fn array(effects: Vec<Effect>) -> Array {
    effects.into_iter().map(of_effect).collect()
}

pub(crate) fn with_packet(effects: Vec<Effect>, packet: Vec<Signed>) -> Array {
    let all = array(effects);
    for signed in packet {
        let doc = signed.push.doc.to_string();
        all.push(&of_signed(signed).text("doc", &doc).text("do", "carry").into());
    }
    all
}

pub(crate) fn carried(of: &Carried) -> JsValue {
    let made = Made::default().text("by", &of.by.to_string());
    made.text("member", &of.member.to_string())
        .bytes("key", &of.key)
        .bytes("words", &of.words)
        .into()
}

fn of_signed(Signed { push, words }: Signed) -> Made {
    Made::default().bytes("frame", &Frame::Push(push).to_relay()).bytes("sign", &words)
}

pub(crate) fn json(value: &impl Serialize) -> String {
    // the core's types all have text keys, so they serialise
    serde_json::to_string(value).unwrap_or_default()
}

fn of_effect(effect: Effect) -> JsValue {
    let (what, made) = match effect {
        Effect::Append(append) => ("append", of_append(append)),
        Effect::Send(frame) => ("send", Made::default().bytes("frame", &frame.to_relay())),
        Effect::Sign(signed) => ("send", of_signed(signed)),
        Effect::Show(doc) => ("show", Made::default().text("doc", doc.as_str())),
        Effect::Tell(event) => ("tell", Made::default().text("what", &json(&event))),
        Effect::HangUp => ("hang_up", Made::default()),
    };
    made.text("do", what).into()
}

fn of_append(append: Append) -> Made {
    let docs: Array = append.docs.into_iter().map(of_record).collect();
    let made = Made::default().with("docs", &docs).with("speaks", &append.speaks.into());
    match append.standing {
        Some(standing) => made.text("place", &json(&standing)),
        None => made,
    }
}

fn of_record(record: Record) -> JsValue {
    let drop: Array = record.drop.iter().map(|key| JsValue::from(key.as_str())).collect();
    let mut made = Made::default()
        .text("doc", record.doc.as_str())
        .text("ledger", &json(&record.ledger))
        .with("drop", &drop)
        .text("known", &record.known.join(" "));
    if record.begins {
        made = made.with("begins", &JsValue::TRUE);
    }
    if record.forget {
        made = made.with("forget", &JsValue::TRUE);
    }
    if let Some((key, chunk)) = record.chunk {
        let chunk = Made::default().text("key", &key).bytes("bytes", &chunk);
        made = made.with("chunk", &chunk.into());
    }
    if let Some(snapshot) = record.snapshot {
        made = made.bytes("snapshot", &snapshot);
    }
    if let Some(view) = record.view {
        made = made.text("view", &json(&view));
    }
    made.into()
}

/// An object as it is made, field by field. Not inlined: each field would be a hundred bytes to load.
#[derive(Default)]
pub(crate) struct Made(Object);

impl Made {
    /// From JSON that we made, of an object.
    pub(crate) fn of_json(json: &str) -> Self {
        Self(js_sys::JSON::parse(json).unwrap_or_default().unchecked_into())
    }

    #[inline(never)]
    fn with(self, name: &str, value: &JsValue) -> Self {
        // setting a field of a fresh object cannot fail
        let _set = Reflect::set(&self.0, &JsValue::from(name), value);
        self
    }

    #[inline(never)]
    pub(crate) fn text(self, name: &str, text: &str) -> Self {
        self.with(name, &JsValue::from(text))
    }

    #[inline(never)]
    fn bytes(self, name: &str, bytes: &[u8]) -> Self {
        self.with(name, &Uint8Array::from(bytes))
    }
}

impl From<Made> for JsValue {
    fn from(made: Made) -> Self {
        made.0.into()
    }
}
