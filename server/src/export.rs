//! A forum as files: for people who want to read it, and programs that know Automerge.

use std::fs;
use std::path::Path;

use automerge::Change;
use paguyuban::document::{Document, DocumentError};
use paguyuban::id::{DeviceId, DocId, ForumId, MemberId, ReplicaId, Ulid};
use serde::Serialize;
use thiserror::Error;

use crate::store::{Store, StoreError};

/// Documents named in one go.
const PAGE_DOCS: usize = 500;

/// Why an export stopped. What is written already stays.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A stored document does not open.
    #[error("{doc} does not open")]
    Document {
        /// The document.
        doc: DocId,
        /// Why.
        #[source]
        source: Box<DocumentError>,
    },
    /// The folder does not take the files.
    #[error("a file cannot be written")]
    Write(#[from] std::io::Error),
}

/// What `forum.json` says.
#[derive(Debug, Serialize)]
struct Contents {
    forum: String,
    name: String,
    epoch: String,
    seq: u64,
    documents: Vec<DocId>,
}

/// Writes `forum.json`, and for each document `{document}.json`, its view, and
/// `{document}.automerge`. Returns how many documents there are.
///
/// # Errors
/// [`ExportError`].
pub fn export<S: Store>(store: &mut S, forum: ForumId, out: &Path) -> Result<usize, ExportError> {
    let found = store.forum(forum)?;
    fs::create_dir_all(out)?;
    let mut contents = Contents {
        forum: forum.to_string(),
        name: found.name,
        epoch: found.epoch.to_string(),
        seq: found.seq.0,
        documents: Vec::new(),
    };
    loop {
        let page = store.documents_after(forum, contents.documents.last(), PAGE_DOCS)?;
        if page.is_empty() {
            break;
        }
        for doc in page {
            write_document(store, forum, &doc, out)?;
            contents.documents.push(doc);
        }
    }
    fs::write(out.join("forum.json"), pretty(&contents)?)?;
    Ok(contents.documents.len())
}

fn write_document<S: Store>(
    store: &mut S,
    forum: ForumId,
    doc: &DocId,
    out: &Path,
) -> Result<(), ExportError> {
    let stored = store.document(forum, doc)?.unwrap_or_default();
    let mut document = open(doc, stored.snapshot.as_deref(), stored.tail)
        .map_err(|source| ExportError::Document { doc: doc.clone(), source })?;
    // the grammar of ids lets nothing pass that could lead out of the folder
    let file = out.join(doc.as_str());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(with_ending(&file, "json"), pretty(&document.view())?)?;
    fs::write(with_ending(&file, "automerge"), document.save())?;
    Ok(())
}

/// Opens a document to read it: as nobody, since nothing is written.
fn open(
    doc: &DocId,
    snapshot: Option<&[u8]>,
    tail: Vec<Change>,
) -> Result<Document, Box<DocumentError>> {
    let (nobody, member) = (ReplicaId::new(DeviceId([0; 8]), [0; 8]), MemberId(Ulid::new(0, 0)));
    let mut document = Document::load(doc.clone(), nobody, member, snapshot, [])?;
    document.apply_stored(tail)?;
    Ok(document)
}

fn pretty(value: &impl Serialize) -> std::io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn with_ending(file: &Path, ending: &str) -> std::path::PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}
