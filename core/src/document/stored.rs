//! Bytes that hold changes: where one ends and the next begins.
//!
//! The frame of a chunk is four magic bytes, four of checksum, one of type, its length as LEB128:
//! <https://automerge.org/automerge-binary-format-spec/#_chunk_container>.

use automerge::{AutoCommit, Change, ChangeHash, LoadOptions, ReadDoc, TextEncoding};

use crate::document::DocumentError;

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const TYPE_AT: usize = 8;
const LENGTH_AT: usize = 9;
const DOCUMENT: u8 = 0;
const CHANGE: u8 = 1;
const COMPRESSED_CHANGE: u8 = 2;
/// Five groups of seven bits are 32 GB, more than any chunk.
const LENGTH_BYTES_MAX: usize = 5;

/// The changes of bytes that [`Change::raw_bytes`] or `save_after` gave, one after the other.
///
/// # Errors
/// [`DocumentError::NotChanges`] if there is anything else in them, also a wrong checksum.
pub fn changes_in(mut bytes: &[u8]) -> Result<Vec<Change>, DocumentError> {
    let mut changes = Vec::new();
    while !bytes.is_empty() {
        let (kind, length) = chunk(bytes).ok_or(DocumentError::NotChanges)?;
        if !matches!(kind, CHANGE | COMPRESSED_CHANGE) {
            return Err(DocumentError::NotChanges);
        }
        let (one, rest) = bytes.split_at(length);
        let change = Change::try_from(one).map_err(|_| DocumentError::NotChanges)?;
        // reading a change computes its hash but compares it with nothing
        if change.hash().as_ref()[..4] != one[4..TYPE_AT] {
            return Err(DocumentError::NotChanges);
        }
        changes.push(change);
        bytes = rest;
    }
    Ok(changes)
}

/// Whether the bytes are one saved document and nothing else. Automerge would take changes behind
/// it, and queue those whose past is missing.
fn is_one_document(bytes: &[u8]) -> bool {
    chunk(bytes).is_some_and(|(kind, length)| kind == DOCUMENT && length == bytes.len())
}

/// The type and the whole length of the chunk at the front.
fn chunk(bytes: &[u8]) -> Option<(u8, usize)> {
    if !bytes.starts_with(&MAGIC) {
        return None;
    }
    let mut length = 0_usize;
    for place in 0..LENGTH_BYTES_MAX {
        let byte = *bytes.get(LENGTH_AT + place)?;
        length |= usize::from(byte & 0x7f).checked_shl(7 * u32::try_from(place).ok()?)?;
        if byte & 0x80 == 0 {
            let end = (LENGTH_AT + place + 1).checked_add(length)?;
            return (end <= bytes.len()).then_some((bytes[TYPE_AT], end));
        }
    }
    None
}

/// A saved document that begins as its kind does.
///
/// # Errors
/// It is none, or cannot be read.
pub(crate) fn saved(bytes: &[u8], genesis: ChangeHash) -> Result<AutoCommit, DocumentError> {
    if !is_one_document(bytes) {
        return Err(DocumentError::NotChanges);
    }
    let options = LoadOptions::new().text_encoding(TextEncoding::Utf16CodeUnit);
    let doc = AutoCommit::load_with_options(bytes, options).map_err(DocumentError::Corrupt)?;
    if ReadDoc::get_missing_deps(&doc, &[genesis]).is_empty() {
        Ok(doc)
    } else {
        Err(DocumentError::OtherBeginning)
    }
}
