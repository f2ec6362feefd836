//! What the relay reads from the host's store.

use automerge::{Change, ChangeHash};

use crate::id::{DeviceId, DocId, Mark, ReplicaId, Seq};

/// The log and documents of one forum as they are on disk.
pub trait Shelf {
    /// Why something could not be read.
    type Error;

    /// A document's snapshot and the changes after it.
    ///
    /// # Errors
    /// What failed. Rows of this document alone that are not what was written are no error.
    fn document(&mut self, doc: &DocId) -> Result<Found, Self::Error>;

    /// Writes those of these changes anew whose rows are damaged. A change is known by its hash, so it
    /// does not matter who brings it. How many rows that were.
    ///
    /// # Errors
    /// What failed.
    fn mend(&mut self, doc: &DocId, changes: &[Change]) -> Result<usize, Self::Error>;

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

    /// The mark of a place in the log, if it has one.
    ///
    /// # Errors
    /// What failed.
    fn mark(&mut self, seq: Seq) -> Result<Option<Mark>, Self::Error>;

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

/// What the store has of a document.
#[derive(Debug, Clone)]
pub enum Found {
    /// Nobody has written to it.
    Nothing,
    /// All of it.
    Whole(StoredDocument),
    /// Rows of it are not what was written.
    Damaged,
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
    /// Its changes, packed, if they can be handed on.
    pub content: RowContent,
}

/// What a row of the log holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowContent {
    /// Changes, packed.
    Chunk(Vec<u8>),
    /// The document was erased.
    Erased,
    /// It is not what was written, or does not fit in one chunk: the document has to be handed on whole.
    Damaged,
}

impl RowContent {
    /// Its chunk, if there is one.
    #[must_use]
    pub fn chunk(&self) -> Option<&Vec<u8>> {
        if let Self::Chunk(chunk) = self { Some(chunk) } else { None }
    }
}
