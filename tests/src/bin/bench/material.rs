//! The documents and edits that both systems are given.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use automerge::{AutoCommit, Change, ChangeHash};
use paguyuban::document::Document;
use paguyuban::id::{DeviceId, DocId, MemberId, ReplicaId, Ulid};

/// Documents in a fixed order; a document's number is its place in it.
#[derive(Debug, Default)]
pub(crate) struct Library {
    pub(crate) documents: Vec<Saved>,
}

/// One document as Automerge saves it.
#[derive(Debug, Clone)]
pub(crate) struct Saved {
    pub(crate) id: DocId,
    pub(crate) bytes: Vec<u8>,
}

/// What the phones wrote while they were away: per phone, per document, in causal order.
pub(crate) type Edits = Vec<BTreeMap<DocId, Vec<Change>>>;

impl Library {
    /// Bytes of all documents.
    pub(crate) fn bytes(&self) -> u64 {
        self.documents.iter().map(|saved| saved.bytes.len() as u64).sum()
    }

    /// The first so many documents.
    pub(crate) fn first(&self, count: usize) -> Self {
        Self { documents: self.documents.iter().take(count).cloned().collect() }
    }

    /// Their heads after all these edits.
    ///
    /// # Errors
    /// Documents and edits do not fit each other.
    pub(crate) fn heads_after(&self, edits: &Edits) -> Result<BTreeMap<DocId, Vec<ChangeHash>>> {
        let heads = self.documents.iter().map(|saved| {
            let mut document = saved.open()?;
            for changes in edits.iter().filter_map(|edits| edits.get(&saved.id)) {
                document.apply(changes.clone())?;
            }
            Ok((saved.id.clone(), document.heads()))
        });
        heads.collect()
    }

    /// Bytes of the edits as one Automerge `Bundle` per phone and document.
    ///
    /// # Errors
    /// As [`Library::heads_after`].
    pub(crate) fn bundle_bytes(&self, edits: &Edits) -> Result<u64> {
        let mut sum = 0;
        for saved in &self.documents {
            for changes in edits.iter().filter_map(|edits| edits.get(&saved.id)) {
                let mut doc = AutoCommit::load(&saved.bytes)?;
                doc.apply_changes(changes.clone())?;
                doc.get_heads();
                sum += doc.bundle(changes.iter().map(Change::hash))?.bytes().len() as u64;
            }
        }
        Ok(sum)
    }

    /// Writes `NUMBER.automerge` for every document.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub(crate) fn write_documents(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder)?;
        for (number, saved) in self.documents.iter().enumerate() {
            fs::write(folder.join(format!("{number}.automerge")), &saved.bytes)?;
        }
        Ok(())
    }

    /// Writes `PHONE/NUMBER.changes`: every change behind its length, 32 bits, big endian.
    ///
    /// # Errors
    /// As [`Library::write_documents`].
    pub(crate) fn write_edits(&self, edits: &Edits, folder: &Path) -> Result<()> {
        for (phone, edits) in edits.iter().enumerate() {
            let folder = folder.join(phone.to_string());
            fs::create_dir_all(&folder)?;
            for (number, saved) in self.documents.iter().enumerate() {
                let Some(changes) = edits.get(&saved.id) else { continue };
                let mut bytes = Vec::new();
                for change in changes {
                    let raw = change.raw_bytes();
                    bytes.extend(u32::try_from(raw.len())?.to_be_bytes());
                    bytes.extend(raw);
                }
                fs::write(folder.join(format!("{number}.changes")), bytes)?;
            }
        }
        Ok(())
    }

    /// Writes the heads every document shall have, as `[[NUMBER, [HASH, …]], …]`.
    ///
    /// # Errors
    /// As [`Library::write_documents`].
    pub(crate) fn write_heads(
        &self,
        heads: &BTreeMap<DocId, Vec<ChangeHash>>,
        file: &Path,
    ) -> Result<()> {
        let list: Result<Vec<(usize, Vec<String>)>> = self
            .documents
            .iter()
            .enumerate()
            .map(|(number, saved)| {
                let heads = heads.get(&saved.id).context("a document without heads")?;
                Ok((number, heads.iter().map(ToString::to_string).collect()))
            })
            .collect();
        fs::write(file, serde_json::to_string(&list?)?)?;
        Ok(())
    }
}

impl Saved {
    /// Opens it for a reader who writes nothing.
    ///
    /// # Errors
    /// It is no document.
    pub(crate) fn open(&self) -> Result<Document> {
        let (replica, nobody) = reader();
        Ok(Document::load(self.id.clone(), replica, nobody, Some(&self.bytes), [])?)
    }

    /// The document of this name in which nothing is written yet.
    pub(crate) fn empty(&self) -> Document {
        let (replica, nobody) = reader();
        Document::new(self.id.clone(), replica, nobody)
    }
}

fn reader() -> (ReplicaId, MemberId) {
    (ReplicaId::new(DeviceId([0; 8]), [1; 8]), MemberId(Ulid::new(0, 0)))
}
