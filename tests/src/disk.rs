//! A phone's disk: the same transactions as the browser's store, in a folder or in memory.
//!
//! [`Contents`] is what is on it; [`FolderDisk`] keeps that in a journal that survives a loss of
//! power, [`MemoryDisk`] fails and fills on demand and never forgets what it took.

use std::collections::BTreeMap;

use paguyuban::access::Role;
use paguyuban::conflict::Asked;
use paguyuban::document::View;
use paguyuban::frame::ReceiptGroup;
use paguyuban::id::{DeviceId, DocId, ForumId, MemberId, ReplicaId};
use paguyuban::replica::{Append, Ledger, Opening, Standing, Trusted};
use paguyuban::signature::SecretKey;
use serde::{Deserialize, Serialize};
use thiserror::Error;

mod folder;
mod journal;
mod memory;

pub use folder::FolderDisk;
pub use memory::{Health, MemoryDisk};

/// Why a disk did not take or give what it was asked.
#[derive(Debug, Error)]
pub enum DiskError {
    /// There is no room; nothing was written.
    #[error("the phone's disk is full")]
    Full,
    /// It failed; nothing was written.
    #[error("the phone's disk failed")]
    Failed(#[source] std::io::Error),
    /// Another process has this phone open.
    #[error("another process uses this phone")]
    InUse,
}

/// Who the phone is, from joining.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Where the relay is, e.g. `http://127.0.0.1:8787`.
    pub origin: String,
    /// The forum.
    pub forum: ForumId,
    /// The device.
    pub device: DeviceId,
    /// The person.
    pub member: MemberId,
    /// What the person may do.
    pub role: Role,
    /// By which the relay knows the device.
    pub token: String,
    /// With what it signs, 32 bytes as hexadecimal.
    pub key: String,
}

impl Identity {
    /// The device's key.
    #[must_use]
    pub fn secret_key(&self) -> Option<SecretKey> {
        let digits = self.key.as_bytes().chunks_exact(2);
        let byte = |two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok();
        let bytes: Option<Vec<u8>> = digits.map(byte).collect();
        SecretKey::from_bytes(&bytes?.try_into().ok()?).ok()
    }
}

/// What is kept beside the chunks of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoredDoc {
    /// Its way to the relay.
    pub ledger: Ledger,
    /// As it was last shown.
    pub view: Option<View>,
}

/// Everything on a phone's disk.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contents {
    /// Chunks by document and key.
    pub chunks: BTreeMap<DocId, BTreeMap<String, Vec<u8>>>,
    /// Whole documents as saved.
    pub snapshots: BTreeMap<DocId, Vec<u8>>,
    /// What is kept beside them.
    pub docs: BTreeMap<DocId, StoredDoc>,
    /// The place in the relay's log.
    pub standing: Standing,
    /// Who the phone is.
    pub identity: Option<Identity>,
    /// What the relay last said of the other devices.
    pub receipts: Vec<ReceiptGroup>,
    /// For which devices it vouched; the disk in a folder keeps none, and is told of them again.
    pub trusted: Trusted,
}

/// From what a document is opened.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parts {
    /// The whole document as saved last.
    pub snapshot: Option<Vec<u8>>,
    /// Chunks since, in any order.
    pub chunks: Vec<(String, Vec<u8>)>,
    /// What its view asks about.
    pub asked: Asked,
}

impl Contents {
    /// One transaction of the phone's store. Returns the documents that another tab has removed, of which
    /// nothing was written.
    pub fn append(&mut self, append: &Append) -> Vec<DocId> {
        let mut removed = Vec::new();
        for record in &append.docs {
            if record.is_late(self.docs.contains_key(&record.doc)) {
                removed.push(record.doc.clone());
                continue;
            }
            if record.forget {
                self.chunks.remove(&record.doc);
                self.snapshots.remove(&record.doc);
                self.docs.remove(&record.doc);
                continue;
            }
            let chunks = self.chunks.entry(record.doc.clone()).or_default();
            chunks.extend(record.chunk.clone());
            for key in &record.drop {
                chunks.remove(key);
            }
            let unheard = record.leaves_unheard(chunks.keys());
            if let Some(snapshot) = &record.snapshot {
                self.snapshots.insert(record.doc.clone(), snapshot.clone());
            }
            let stored = self.docs.entry(record.doc.clone()).or_default();
            let ledger = record.ledger.clone();
            stored.ledger = ledger.over(&stored.ledger, append.speaks, unheard);
            if record.view.is_some() {
                stored.view.clone_from(&record.view);
            }
        }
        if let Some(standing) = &append.standing {
            self.standing = standing.clone();
        }
        removed
    }

    /// The parts of one document.
    #[must_use]
    pub fn parts(&self, doc: &DocId) -> Parts {
        let chunks = self.chunks.get(doc).into_iter().flat_map(Clone::clone);
        let view = self.docs.get(doc).and_then(|stored| stored.view.as_ref());
        Parts {
            snapshot: self.snapshots.get(doc).cloned(),
            chunks: chunks.collect(),
            asked: view.map(asked_by).unwrap_or_default(),
        }
    }

    /// With what a replica of this disk starts.
    #[must_use]
    pub fn opening(&self, forum: ForumId, id: ReplicaId, me: (MemberId, Role)) -> Opening {
        let (member, role) = me;
        let ledgers = self.docs.iter().map(|(doc, stored)| (doc.clone(), stored.ledger.clone()));
        Opening {
            forum,
            id,
            member,
            role,
            standing: self.standing.clone(),
            ledgers: ledgers.collect(),
            receipts: self.receipts.clone(),
        }
    }
}

fn asked_by(view: &View) -> Asked {
    Asked { heads: view.heads.clone(), looked: view.looked.clone(), doubts: view.doubts.clone() }
}

#[cfg(test)]
mod tests;
