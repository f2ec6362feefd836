//! A forum as files: for people who want to read it, and programs that know Automerge.

use std::fs;
use std::io::Write;
use std::path::Path;

use automerge::Change;
use paguyuban::document::{Document, DocumentError};
use paguyuban::id::{DeviceId, DocId, ForumId, MemberId, ReplicaId, Ulid};
use serde::Serialize;
use thiserror::Error;

use crate::store::keep::Keep;
use crate::store::sqlite::SqliteStore;
use crate::store::{Store, StoreError, StoredFile, unseal};

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
    make_folder(out)?;
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
    write(&out.join("forum.json"), &pretty(&contents)?)?;
    Ok(contents.documents.len())
}

/// Writes the files that the relay has, each into `{document}.files`. Returns how many there are.
///
/// # Errors
/// [`ExportError`].
pub fn export_files(
    store: &mut SqliteStore,
    keep: &dyn Keep,
    forum: ForumId,
    out: &Path,
) -> Result<usize, ExportError> {
    let (mut after, mut count) = (None, 0);
    loop {
        let page = store.documents_after(forum, after.as_ref(), PAGE_DOCS)?;
        let Some(last) = page.last().cloned() else { return Ok(count) };
        for doc in page {
            // a damaged row costs its own file; `check` names it
            for file in store.files_of(forum, &doc)?.into_iter().flatten() {
                count += usize::from(write_file(keep, forum, &file, out)?);
            }
        }
        after = Some(last);
    }
}

/// Whether it is here: one that is lost or damaged is passed over, `check` names it.
fn write_file(
    keep: &dyn Keep,
    forum: ForumId,
    file: &StoredFile,
    out: &Path,
) -> Result<bool, ExportError> {
    let Some(place) = &file.place else { return Ok(false) };
    let sealed = keep.get(place.object)?;
    let opened = sealed.and_then(|sealed| unseal(forum, &file.name, place, &sealed));
    let Some(bytes) = opened else { return Ok(false) };
    let folder = with_ending(&out.join(file.name.doc.as_str()), "files");
    make_folder(&folder)?;
    let name = format!("{}.{}", file.name.hash, file.named.mime.ending());
    write(&folder.join(name), &bytes)?;
    Ok(true)
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
    let mut folder = out.to_owned();
    for name in file.parent().and_then(|it| it.strip_prefix(out).ok()).into_iter().flatten() {
        folder.push(name);
        make_folder(&folder)?;
    }
    write(&with_ending(&file, "json"), &pretty(&document.view())?)?;
    write(&with_ending(&file, "automerge"), &document.save())?;
    Ok(())
}

/// A folder for the owner alone. A link in its place is not followed: somebody else may have laid it.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    match fs::symlink_metadata(folder) {
        Ok(there) if there.is_dir() => Ok(()),
        Ok(_) => Err(std::io::Error::other(format!("{} is no folder", folder.display()))),
        Err(_) => {
            let mut make = fs::DirBuilder::new();
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
            make.recursive(true).create(folder)
        }
    }
}

/// A file for the owner alone, made anew: what has its name, a link perhaps, goes first.
fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let _not_there = fs::remove_file(file);
    let mut make = fs::OpenOptions::new();
    make.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut make, 0o600);
    make.open(file)?.write_all(bytes)
}

/// Opens a document to read it: as nobody, since nothing is written.
pub(crate) fn open(
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
