//! What the relay reads from the host's store.

use automerge::{Change, ChangeHash};

use crate::id::{DeviceId, DocId, ReplicaId, Seq};

/// The log and documents of one forum as they are on disk.
pub trait Shelf {
    /// Why something could not be read.
    type Error;

    /// A document's snapshot and the changes after it, or `None` if nobody has written to it.
    ///
    /// # Errors
    /// What failed.
    fn document(&mut self, doc: &DocId) -> Result<Option<StoredDocument>, Self::Error>;

    /// A document's heads; empty if nobody has written to it.
    ///
    /// # Errors
    /// What failed.
    fn heads(&mut self, doc: &DocId) -> Result<Vec<ChangeHash>, Self::Error>;

    /// Whether all of these changes of the document are stored.
    ///
    /// # Errors
    /// What failed.
    fn knows(&mut self, doc: &DocId, hashes: &[ChangeHash]) -> Result<bool, Self::Error>;

    /// The first rows of the log after `after`, in order, until they add up to `bytes_max`; at
    /// least one if there is one.
    ///
    /// # Errors
    /// What failed.
    fn log_after(&mut self, after: Seq, bytes_max: usize) -> Result<Vec<LogRow>, Self::Error>;

    /// The names of at most `docs_max` documents after `after`, in order.
    ///
    /// # Errors
    /// What failed.
    fn documents_after(
        &mut self,
        after: Option<&DocId>,
        docs_max: usize,
    ) -> Result<Vec<DocId>, Self::Error>;

    /// How many documents the forum has.
    ///
    /// # Errors
    /// What failed.
    fn document_count(&mut self) -> Result<u64, Self::Error>;
}

/// A document on disk.
#[derive(Debug, Clone, Default)]
pub struct StoredDocument {
    /// As Automerge saved it, if a snapshot was made.
    pub snapshot: Option<Vec<u8>>,
    /// The changes after the snapshot, in the order of the log.
    pub tail: Vec<Change>,
}

/// One row of the log, ready to be sent.
#[derive(Debug, Clone)]
pub struct LogRow {
    /// Its place.
    pub seq: Seq,
    /// The document.
    pub doc: DocId,
    /// The device that pushed it.
    pub device: DeviceId,
    /// The running store that pushed it.
    pub replica: ReplicaId,
    /// Its changes, packed; none if the document was erased.
    pub chunk: Option<Vec<u8>>,
}
