//! Documents that are held open.

use std::collections::BTreeMap;

use super::OPEN_BYTES_MAX;
use crate::id::DocId;
use crate::vet::Opened;

/// The documents held open, the longest unused closed first.
#[derive(Debug, Default)]
pub(super) struct OpenDocs {
    docs: BTreeMap<DocId, (u64, Opened)>,
    /// Of all of them.
    bytes: u64,
    turn: u64,
}

impl OpenDocs {
    pub(super) fn put(&mut self, doc: DocId, opened: Opened) {
        self.close(&doc);
        self.turn += 1;
        self.bytes += opened.memory();
        self.docs.insert(doc, (self.turn, opened));
        // the newest stays, whatever it takes: it would be opened for each push to it
        while self.bytes > OPEN_BYTES_MAX && self.docs.len() > 1 {
            let oldest = self.docs.iter().min_by_key(|(_, (turn, _))| *turn);
            let Some(oldest) = oldest.map(|(doc, _)| doc.clone()) else {
                return;
            };
            self.close(&oldest);
        }
    }

    pub(super) fn get(&self, doc: &DocId) -> Option<&Opened> {
        self.docs.get(doc).map(|(_, opened)| opened)
    }

    pub(super) fn close(&mut self, doc: &DocId) -> Option<Opened> {
        let (_, opened) = self.docs.remove(doc)?;
        self.bytes -= opened.memory();
        Some(opened)
    }
}
