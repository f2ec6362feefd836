//! Transactions as bytes, one after the other, each with its length and checksum.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};
use paguyuban::frame::ReceiptGroup;
use paguyuban::id::DocId;
use paguyuban::replica::{Append, Ledger, Record};
use sha2::{Digest, Sha256};

use super::{Contents, Identity, StoredDoc};

/// Length and checksum before each entry.
const HEADER_BYTES: usize = 4 + SUM_BYTES;
const SUM_BYTES: usize = 8;
/// Longer than any transaction: all snapshots of a compacted journal of a large forum.
const ENTRY_BYTES_MAX: usize = 1 << 30;

/// One entry of the journal.
#[derive(Debug, Default, Encode, Decode)]
pub(super) struct Entry {
    #[n(0)]
    docs: Vec<Line>,
    #[n(1)]
    standing: Option<String>,
    #[n(2)]
    identity: Option<String>,
    #[n(3)]
    receipts: Option<String>,
    /// As in [`Append`].
    #[n(4)]
    speaks: bool,
}

#[derive(Debug, Encode, Decode)]
struct Line {
    #[n(0)]
    doc: DocId,
    #[n(1)]
    chunks: Vec<Chunk>,
    #[n(2)]
    snapshot: Option<ByteVec>,
    #[n(3)]
    drop: Vec<String>,
    #[n(4)]
    ledger: String,
    #[n(5)]
    view: Option<String>,
    #[n(6)]
    known: Vec<String>,
    #[n(7)]
    forget: bool,
}

#[derive(Debug, Encode, Decode)]
struct Chunk {
    #[n(0)]
    key: String,
    #[n(1)]
    bytes: ByteVec,
}

impl Entry {
    pub(super) fn of(append: &Append) -> Self {
        Self {
            docs: append.docs.iter().map(Line::of).collect(),
            standing: append.standing.as_ref().map(json),
            speaks: append.speaks,
            ..Self::default()
        }
    }

    pub(super) fn identity(identity: &Identity) -> Self {
        Self { identity: Some(json(identity)), ..Self::default() }
    }

    pub(super) fn receipts(receipts: &[ReceiptGroup]) -> Self {
        Self { receipts: Some(json(&receipts)), ..Self::default() }
    }

    /// One entry that holds everything.
    pub(super) fn whole(contents: &Contents) -> Self {
        Self {
            docs: contents.docs.iter().map(|(doc, stored)| whole(contents, doc, stored)).collect(),
            standing: Some(json(&contents.standing)),
            identity: contents.identity.as_ref().map(json),
            receipts: Some(json(&contents.receipts)),
            speaks: true,
        }
    }

    pub(super) fn apply(self, contents: &mut Contents) -> Option<()> {
        let mut append = Append { speaks: self.speaks, ..Append::default() };
        for line in self.docs {
            line.add_to(&mut append)?;
        }
        append.standing = read(self.standing)?;
        contents.append(&append);
        if let Some(identity) = read(self.identity)? {
            contents.identity = Some(identity);
        }
        if let Some(receipts) = read(self.receipts)? {
            contents.receipts = receipts;
        }
        Some(())
    }

    /// Length, checksum, entry.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![0; HEADER_BYTES];
        // writing to a Vec cannot fail, and every type here encodes
        let written = minicbor::encode(self, &mut bytes);
        debug_assert!(written.is_ok());
        let length = (bytes.len() - HEADER_BYTES) as u32;
        let sum = sum_of(&bytes[HEADER_BYTES..]);
        bytes[..4].copy_from_slice(&length.to_le_bytes());
        bytes[4..HEADER_BYTES].copy_from_slice(&sum);
        bytes
    }

    /// The first entry of these bytes and how long it is; `None` if the bytes end within it or are
    /// not what was written.
    pub(super) fn first(bytes: &[u8]) -> Option<(Self, usize)> {
        let length = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
        let end = HEADER_BYTES + Some(length).filter(|length| *length <= ENTRY_BYTES_MAX)?;
        let body = bytes.get(HEADER_BYTES..end)?;
        if bytes[4..HEADER_BYTES] != sum_of(body) {
            return None;
        }
        Some((minicbor::decode(body).ok()?, end))
    }
}

impl Line {
    fn of(record: &Record) -> Self {
        let chunk = record.chunk.as_ref();
        Self {
            doc: record.doc.clone(),
            chunks: chunk.map(|(key, bytes)| Chunk::of(key, bytes)).into_iter().collect(),
            snapshot: record.snapshot.clone().map(ByteVec::from),
            drop: record.drop.clone(),
            ledger: json(&record.ledger),
            view: record.view.as_ref().map(json),
            known: record.known.clone(),
            forget: record.forget,
        }
    }

    /// A line of many chunks becomes many records of one document.
    fn add_to(self, append: &mut Append) -> Option<()> {
        let ledger: Ledger = serde_json::from_str(&self.ledger).ok()?;
        let (doc, view) = (self.doc, read(self.view)?);
        for Chunk { key, bytes } in self.chunks {
            append.docs.push(Record {
                doc: doc.clone(),
                chunk: Some((key, bytes.into())),
                snapshot: None,
                drop: Vec::new(),
                known: self.known.clone(),
                begins: true,
                forget: false,
                ledger: ledger.clone(),
                view: None,
            });
        }
        let snapshot = self.snapshot.map(Vec::from);
        let (drop, known) = (self.drop, self.known);
        // what is in the journal was taken
        let (begins, forget) = (true, self.forget);
        let chunk = None;
        append.docs.push(Record {
            doc,
            chunk,
            snapshot,
            drop,
            known,
            begins,
            forget,
            ledger,
            view,
        });
        Some(())
    }
}

impl Chunk {
    fn of(key: &str, bytes: &[u8]) -> Self {
        Self { key: key.to_owned(), bytes: bytes.to_vec().into() }
    }
}

fn whole(contents: &Contents, doc: &DocId, stored: &StoredDoc) -> Line {
    let chunks = contents.chunks.get(doc);
    // the ledger is the disk's own here, so nothing is to be added to its count
    let known = chunks.into_iter().flat_map(|chunks| chunks.keys().cloned()).collect();
    Line {
        doc: doc.clone(),
        chunks: chunks.into_iter().flatten().map(|(key, bytes)| Chunk::of(key, bytes)).collect(),
        snapshot: contents.snapshots.get(doc).cloned().map(ByteVec::from),
        drop: Vec::new(),
        ledger: json(&stored.ledger),
        view: stored.view.as_ref().map(json),
        known,
        forget: false,
    }
}

fn json<T: serde::Serialize>(value: &T) -> String {
    // ids, numbers and texts only: nothing here can fail to serialise
    serde_json::to_string(value).unwrap_or_default()
}

/// `None` if it does not read; `Some(None)` if there is nothing.
fn read<T: serde::de::DeserializeOwned>(text: Option<String>) -> Option<Option<T>> {
    text.map(|text| serde_json::from_str(&text)).transpose().ok()
}

fn sum_of(bytes: &[u8]) -> [u8; SUM_BYTES] {
    let mut sum = [0; SUM_BYTES];
    sum.copy_from_slice(&Sha256::digest(bytes)[..SUM_BYTES]);
    sum
}
