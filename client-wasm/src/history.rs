//! How a document became what it is, and the last steps back.

use js_sys::Array;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::failure::Failure;
use crate::{Client, doc_id, effects, read, whole};

#[wasm_bindgen]
impl Client {
    /// JSON of who changed what in a document, or with a path that is not empty in that place: a page, behind this
    /// change (JSON) if it is given. Undefined if the document is not in memory.
    ///
    /// # Errors
    /// `bad_heads` if it is no change.
    pub fn past(
        &mut self,
        doc: &str,
        path: &str,
        before: Option<String>,
    ) -> Result<Option<String>, JsValue> {
        let before = before.map(|before| read(&before, "bad_heads")).transpose()?;
        let history =
            self.replica.past(&doc_id(doc)?, Some(path).filter(|path| !path.is_empty()), before);
        Ok(history.map(|history| effects::json(&history)))
    }

    /// JSON of what stood in a place at these heads (JSON). Undefined if document or heads are not here, or
    /// nothing was there.
    ///
    /// # Errors
    /// `bad_heads` if they are not heads.
    pub fn stood(&self, doc: &str, path: &str, heads: &str) -> Result<Option<String>, JsValue> {
        let heads: Vec<_> = read(heads, "bad_heads")?;
        let stood = self.replica.then(&doc_id(doc)?, path, &heads);
        Ok(stood.map(|value| effects::json(&value)))
    }

    /// Takes back the last step that was written here, or does again what was taken back; what began with it is
    /// archived on this day.
    ///
    /// # Errors
    /// As [`Client::edit`].
    pub fn step(&mut self, doc: &str, back: bool, day: &str, now_s: f64) -> Result<Array, JsValue> {
        let (doc, now_s) = (doc_id(doc)?, whole(now_s));
        let done = match back {
            true => self.replica.undo(&doc, day, now_s),
            false => self.replica.redo(&doc, day, now_s),
        };
        done.map(effects::array).map_err(|error| Failure::of_edit(&error))
    }

    /// JSON of whether there is a step to take back, and one to do again.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    pub fn steps(&self, doc: &str) -> Result<String, JsValue> {
        Ok(effects::json(&self.replica.steps(&doc_id(doc)?)))
    }
}
