//! The wasm-bindgen face of the core: [`Client`] is a [`Replica`] whose documents and edits are
//! JSON and whose chunks and frames are bytes. No logic lives here, and no browser API is touched.

mod carried;
mod effects;
mod failure;
mod history;

use std::collections::BTreeMap;

use js_sys::{Array, Uint8Array};
use paguyuban::access::Role;
use paguyuban::conflict::Asked;
use paguyuban::document::Edit;
use paguyuban::frame::{Frame, ReceiptGroup};
use paguyuban::id::{DeviceId, DocId, ForumId, MemberId, ReplicaId};
use paguyuban::replica::{Ledger, Opening, Replica, Standing};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use failure::Failure;

/// With what a client starts, as the worker sends it.
#[derive(Debug, Deserialize)]
struct Start {
    forum: ForumId,
    device: DeviceId,
    /// 16 hexadecimal digits, fresh at every start.
    nonce: DeviceId,
    member: MemberId,
    role: Role,
    place: Option<Standing>,
    ledgers: BTreeMap<DocId, Ledger>,
    receipts: Option<Vec<ReceiptGroup>>,
}

/// The phone's side of the core, for one tab of a browser.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Client {
    replica: Replica,
}

#[wasm_bindgen]
impl Client {
    /// Starts from what is on the phone's disk.
    ///
    /// # Errors
    /// `bad_opening` if the JSON is not one.
    #[wasm_bindgen(constructor)]
    pub fn new(open: &str) -> Result<Client, JsValue> {
        let start: Start = read(open, "bad_opening")?;
        // both are eight bytes as hexadecimal, so the nonce is read by the same grammar
        let id = ReplicaId::new(start.device, start.nonce.0);
        Ok(Self {
            replica: Replica::new(Opening {
                forum: start.forum,
                id,
                member: start.member,
                role: start.role,
                standing: start.place.unwrap_or_default(),
                ledgers: start.ledgers,
                receipts: start.receipts.unwrap_or_default(),
            }),
        })
    }

    /// Whether edits and frames about the document can be taken without loading it first.
    ///
    /// # Errors
    /// `bad_doc` if the name is not one; so with every verb here that takes a name.
    #[wasm_bindgen(js_name = isOpen)]
    pub fn is_open(&self, doc: &str) -> Result<bool, JsValue> {
        Ok(self.replica.is_open(&doc_id(doc)?))
    }

    /// Brings a document from the disk into memory: `keys` are those of the chunks, in their order,
    /// with spaces between; `view` is the stored view.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    pub fn load(
        &mut self,
        doc: &str,
        snapshot: Option<Uint8Array>,
        keys: &str,
        chunks: &Array,
        view: Option<String>,
    ) -> Result<Array, JsValue> {
        let snapshot = snapshot.map(|bytes| bytes.to_vec());
        let mut keys = keys.split(' ');
        let mut key = || keys.next().unwrap_or_default().to_owned();
        let chunks: Vec<_> =
            chunks.iter().map(|chunk| (key(), Uint8Array::new(&chunk).to_vec())).collect();
        let asked: Asked =
            view.and_then(|view| serde_json::from_str(&view).ok()).unwrap_or_default();
        let doc = doc_id(doc)?;
        Ok(effects::array(self.replica.load(&doc, snapshot.as_deref(), &chunks, asked)))
    }

    /// Takes a document out of memory, unless something of it is on its way.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    pub fn close(&mut self, doc: &str) -> Result<(), JsValue> {
        self.replica.close(&doc_id(doc)?);
        Ok(())
    }

    /// The document's view as JSON; undefined if it is not in memory.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    pub fn view(&self, doc: &str) -> Result<Option<String>, JsValue> {
        Ok(self.replica.view(&doc_id(doc)?).map(|view| effects::json(&view)))
    }

    /// Makes one edit, given as JSON.
    ///
    /// # Errors
    /// `not_allowed`, `not_open`, or `invalid_edit` with the path, the reason and, if something is too
    /// long, by how much (`over`).
    pub fn edit(&mut self, doc: &str, edit: &str, now_s: f64) -> Result<Array, JsValue> {
        let edit: Edit = read(edit, "bad_edit")?;
        self.replica
            .edit(&doc_id(doc)?, edit, whole(now_s))
            .map(effects::array)
            .map_err(|error| Failure::of_edit(&error))
    }

    /// Makes the edits since the last commit one change.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    pub fn commit(&mut self, doc: &str, now_s: f64) -> Result<Array, JsValue> {
        Ok(effects::array(self.replica.commit(&doc_id(doc)?, whole(now_s))))
    }

    /// It is quiet: looks for sentences that nobody wrote in what has come since the last time.
    pub fn look(&mut self) -> Array {
        effects::array(self.replica.look())
    }

    /// This field now shows its text or value as of these heads (JSON).
    ///
    /// # Errors
    /// `bad_heads` if they are not heads.
    pub fn shown(&mut self, doc: &str, path: &str, heads: &str) -> Result<Array, JsValue> {
        let heads: Vec<_> = read(heads, "bad_heads")?;
        Ok(effects::array(self.replica.shown(&doc_id(doc)?, path, &heads)))
    }

    /// No field shows this path any more.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    pub fn left(&mut self, doc: &str, path: &str) -> Result<Array, JsValue> {
        Ok(effects::array(self.replica.left(&doc_id(doc)?, path)))
    }

    /// JSON of the heads of everything committed; undefined if the document is not in memory.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    pub fn heads(&self, doc: &str) -> Result<Option<String>, JsValue> {
        Ok(self.replica.heads(&doc_id(doc)?).map(|heads| effects::json(&heads)))
    }

    /// JSON of the heads at which the field of this path is edited next, if one shows it.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    pub fn pinned(&self, doc: &str, path: &str) -> Result<Option<String>, JsValue> {
        Ok(self.replica.pinned(&doc_id(doc)?, path).map(|heads| effects::json(&heads)))
    }

    /// What leads from a text as of these heads (JSON) to the text as committed now:
    /// `[{at, delete, insert}, …]` in UTF-16 units, to be done in order. Undefined if document, path
    /// or heads are not here; then the view has the text.
    ///
    /// # Errors
    /// `bad_heads` if they are not heads.
    pub fn patches(
        &mut self,
        doc: &str,
        path: &str,
        heads: &str,
    ) -> Result<Option<String>, JsValue> {
        let heads: Vec<_> = read(heads, "bad_heads")?;
        let patches = self.replica.patches(&doc_id(doc)?, path, &heads);
        Ok(patches.map(|patches| effects::json(&patches)))
    }

    /// Milliseconds to wait after the last keystroke before [`Client::commit`].
    ///
    /// # Errors
    /// See [`Client::is_open`].
    #[wasm_bindgen(js_name = commitPauseMs)]
    pub fn commit_pause_ms(&self, doc: &str) -> Result<u32, JsValue> {
        Ok(self.replica.commit_pause_ms(&doc_id(doc)?))
    }

    /// This tab speaks with the relay for all tabs; every stored ledger was taken in before. `place`
    /// is the stored one; without it, or if it cannot be read, everything is asked for again.
    pub fn speak(&mut self, place: Option<String>) -> Array {
        let standing = place.and_then(|place| serde_json::from_str(&place).ok());
        effects::array(self.replica.speak(standing.unwrap_or_default()))
    }

    /// The next documents to load for [`Client::send_on`]; none while enough is under way.
    #[must_use]
    #[wasm_bindgen(js_name = nextToSend)]
    pub fn next_to_send(&self) -> Vec<String> {
        self.replica.next_to_send().iter().map(ToString::to_string).collect()
    }

    /// Sends what is unsent of the documents in memory, as much as may be under way.
    #[wasm_bindgen(js_name = sendOn)]
    pub fn send_on(&mut self) -> Array {
        effects::array(self.replica.send_on())
    }

    /// Whether something unsent waits for another link.
    #[must_use]
    #[wasm_bindgen(js_name = hasMoreToSend)]
    pub fn has_more_to_send(&self) -> bool {
        self.replica.has_more_to_send()
    }

    /// A link is up, on which so many bytes of chunks may be under way; without a number it is one that stays.
    pub fn connect(&mut self, room: Option<u32>) -> Array {
        effects::array(match room {
            Some(bytes) => self.replica.connect_with(bytes as usize),
            None => self.replica.connect(),
        })
    }

    /// Nothing more can be said on this link.
    pub fn complete(&mut self) {
        self.replica.complete();
    }

    /// The link is gone.
    pub fn disconnect(&mut self) {
        self.replica.disconnect();
    }

    /// Documents that must be in memory before [`Client::receive`] of these frames, and stay there.
    /// None if some bytes are no frame: receiving them says why.
    #[must_use]
    pub fn needs(&self, frames: &Array) -> Vec<String> {
        let frames = read_frames(frames).unwrap_or_default();
        self.replica.needs(&frames).iter().map(ToString::to_string).collect()
    }

    /// Takes frames from the relay that arrived together.
    ///
    /// # Errors
    /// `bad_frame` if some bytes are no frame; the link is of no more use then.
    pub fn receive(&mut self, frames: &Array, now_ms: f64) -> Result<Array, JsValue> {
        let frames = read_frames(frames)?;
        Ok(effects::array(self.replica.receive(frames, whole(now_ms).cast_unsigned())))
    }

    /// Takes in what another tab has stored: a chunk, a ledger (JSON), or both.
    ///
    /// # Errors
    /// `bad_ledger` if it is not one.
    pub fn absorb(
        &mut self,
        doc: &str,
        chunk: Option<Uint8Array>,
        ledger: Option<String>,
        now_s: f64,
    ) -> Result<Array, JsValue> {
        let chunk = chunk.map(|bytes| bytes.to_vec());
        let ledger: Option<Ledger> =
            ledger.map(|ledger| read(&ledger, "bad_ledger")).transpose()?;
        let doc = doc_id(doc)?;
        Ok(effects::array(self.replica.absorb(&doc, chunk.as_deref(), ledger, whole(now_s))))
    }

    /// Tries a refused document once more.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    pub fn retry(&mut self, doc: &str) -> Result<Array, JsValue> {
        Ok(effects::array(self.replica.retry(&doc_id(doc)?)))
    }

    /// Removes a document from this phone, whatever of it was not sent.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    pub fn forget(&mut self, doc: &str) -> Result<Array, JsValue> {
        Ok(effects::array(self.replica.forget(&doc_id(doc)?)))
    }

    /// What was told as `put_in` is kept where its person finds it.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    #[wasm_bindgen(js_name = keepsLeft)]
    pub fn keeps_left(&mut self, doc: &str) -> Result<Array, JsValue> {
        Ok(effects::array(self.replica.keeps_left(&doc_id(doc)?)))
    }

    /// Another tab has removed the document from the disk.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    pub fn gone(&mut self, doc: &str) -> Result<(), JsValue> {
        self.replica.drop_from_memory(&doc_id(doc)?);
        Ok(())
    }

    /// The relay has shut this device out, or does not know it.
    #[wasm_bindgen(js_name = shutOut)]
    pub fn shut_out(&mut self) -> Array {
        effects::array(self.replica.shut_out())
    }

    /// Every document with something that the relay is not known to hold.
    #[must_use]
    pub fn unsent(&self) -> Vec<String> {
        self.replica.unsent().map(|(doc, _)| doc.to_string()).collect()
    }

    /// Sends again what was not taken for a reason that passes.
    #[wasm_bindgen(js_name = pushUnsent)]
    pub fn push_unsent(&mut self) -> Array {
        effects::array(self.replica.push_unsent())
    }

    /// Says which document the person has open, or none.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    pub fn presence(&self, doc: Option<String>) -> Result<Array, JsValue> {
        let doc = doc.map(|doc| doc_id(&doc)).transpose()?;
        Ok(effects::array(self.replica.here(doc)))
    }

    /// How far the document has got, as JSON.
    ///
    /// # Errors
    /// See [`Client::is_open`].
    pub fn ticks(&self, doc: &str) -> Result<String, JsValue> {
        Ok(effects::json(&self.replica.ticks(&doc_id(doc)?)))
    }
}

/// Reads JSON that the page has made. It is told where that does not fit, not how: the sentences for
/// people are the screen's, and the module does not carry those of a parser.
fn read<T: DeserializeOwned>(json: &str, code: &str) -> Result<T, JsValue> {
    serde_json::from_str(json)
        .map_err(|error| Failure::bad(code, &format!("at byte {}", error.column())))
}

fn read_frames(frames: &Array) -> Result<Vec<Frame>, JsValue> {
    let mut read = Vec::new();
    for bytes in frames.iter() {
        let frame = Frame::from_relay(&Uint8Array::new(&bytes).to_vec());
        read.push(frame.map_err(|_| Failure::bad("bad_frame", "not what a relay says"))?);
    }
    Ok(read)
}

fn doc_id(text: &str) -> Result<DocId, JsValue> {
    text.parse().map_err(|_| Failure::bad("bad_doc", text))
}

/// JavaScript's times are whole numbers far below 2^53.
#[expect(clippy::cast_possible_truncation, reason = "times of today need 41 bits")]
fn whole(number: f64) -> i64 {
    number as i64
}
