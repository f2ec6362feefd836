//! Work that leaves a phone by another's hand, and comes to one.

use js_sys::Array;
use paguyuban::frame::{Frame, Push};
use paguyuban::replica::NotTaken;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::failure::Failure;
use crate::{Client, doc_id, effects};

#[wasm_bindgen]
impl Client {
    /// What is unsent of a document, for somebody else to carry: effects to do, and among them
    /// `{do: "carry", doc, frame, sign}`, of one document that is in memory.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    pub fn packet(&mut self, doc: &str) -> Result<Array, JsValue> {
        let (effects, signed) = self.replica.packet(&doc_id(doc)?);
        Ok(effects::with_packet(effects, signed))
    }

    /// For which devices the relay vouched when it was last heard (JSON, as it was told).
    ///
    /// # Errors
    /// `bad_devices` if it is not that.
    pub fn trusts(&mut self, devices: &str) -> Result<(), JsValue> {
        self.replica.trusts(crate::read(devices, "bad_devices")?);
        Ok(())
    }

    /// What is needed to tell whether a push that somebody carried here was signed by whom it names:
    /// `{by, member, key, words}`.
    ///
    /// # Errors
    /// The code for which it is not taken, whoever signed it.
    pub fn carried(&self, push: &[u8]) -> Result<JsValue, JsValue> {
        let carried = self.replica.carried(&read(push)?).map_err(Failure::of_carried)?;
        Ok(effects::carried(&carried))
    }

    /// Takes in such a push, once its signature was verified and its document is in memory. No effects if all of
    /// it is here.
    ///
    /// # Errors
    /// The code for which it is not taken.
    #[wasm_bindgen(js_name = takeCarried)]
    pub fn take_carried(&mut self, push: &[u8]) -> Result<Array, JsValue> {
        self.replica.take_carried(&read(push)?).map(effects::array).map_err(Failure::of_carried)
    }
}

fn read(push: &[u8]) -> Result<Push, JsValue> {
    Frame::push_from(push).map_err(|_| Failure::of_carried(NotTaken::Newer))
}
