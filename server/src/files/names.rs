//! Which files a stored document names.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use paguyuban::document::{Document, Value};
use paguyuban::frame::RefusalCode;
use paguyuban::id::{DocId, ForumId};

use super::NotDone;
use crate::export::open;
use crate::store::sqlite::SharedStore;
use crate::store::{DocState, FileHash, FileName, Mime, Named, Store, StoreError};
use crate::trial::Trials;

/// The largest document is opened in some seconds.
const PATIENCE: Duration = Duration::from_secs(10);
/// Documents of which it is remembered what they name, so that each piece of twenty photos does not open one
/// again.
const REMEMBERED_MAX: usize = 64;

type Files = BTreeMap<FileHash, Named>;

#[derive(Debug)]
struct Remembered {
    forum: ForumId,
    doc: DocId,
    state: DocState,
    files: Arc<Files>,
}

#[derive(Debug)]
pub(super) struct Names {
    store: SharedStore,
    trials: Trials,
    /// One document is opened at a time: whoever asks for what is not there costs the others no more than a core.
    turn: Mutex<()>,
    /// The newest last.
    remembered: Mutex<VecDeque<Remembered>>,
}

impl Names {
    pub(super) fn new(store: SharedStore) -> Self {
        Self {
            store,
            trials: Trials::default(),
            turn: Mutex::default(),
            remembered: Mutex::default(),
        }
    }

    /// What the stored document says of a file, and how it stood then; none if it does not name it.
    pub(super) fn named(
        &self,
        forum: ForumId,
        name: &FileName,
    ) -> Result<Option<(Named, DocState)>, NotDone> {
        let Some(state) = self.store.read(|store| store.doc_state(forum, &name.doc))? else {
            return Ok(None);
        };
        let files = match self.remembered(forum, &name.doc, state) {
            Some(files) => files,
            None => self.read(forum, &name.doc, state)?,
        };
        Ok(files.get(&name.hash).map(|named| (*named, state)))
    }

    fn remembered(&self, forum: ForumId, doc: &DocId, state: DocState) -> Option<Arc<Files>> {
        let remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let found = remembered.iter().find(|it| it.forum == forum && it.doc == *doc)?;
        (found.state == state).then(|| found.files.clone())
    }

    fn read(&self, forum: ForumId, doc: &DocId, state: DocState) -> Result<Arc<Files>, NotDone> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        // who had the turn before may have asked the same
        if let Some(files) = self.remembered(forum, doc, state) {
            return Ok(files);
        }
        // it was stored after a trial, but a large one takes its time, and one that panics is nobody's but its own
        let stored = self.store.clone().document(forum, doc)?.unwrap_or_default();
        let name = doc.clone();
        let read = self.trials.apart(PATIENCE, move || {
            let opened = open(&name, stored.snapshot.as_deref(), stored.tail);
            opened.map(|document| files_in(&document)).map_err(|_| RefusalCode::Malformed)
        });
        let files = Arc::new(read.map_err(|code| match code {
            RefusalCode::Busy => NotDone::Busy,
            code => NotDone::Store(StoreError::Failed(format!("{doc} does not open: {code:?}"))),
        })?);
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        remembered.retain(|it| it.forum != forum || it.doc != *doc);
        if remembered.len() >= REMEMBERED_MAX {
            remembered.pop_front();
        }
        remembered.push_back(Remembered { forum, doc: doc.clone(), state, files: files.clone() });
        Ok(files)
    }
}

/// Every file that a document names; of two records with the same bytes the first.
pub(crate) fn files_in(document: &Document) -> Files {
    let view = document.view();
    let Some(Value::Map(records)) = view.fields.get("files") else { return Files::new() };
    let mut files = Files::new();
    for record in records.values() {
        if let Some((hash, named)) = file_in(record) {
            files.entry(hash).or_insert(named);
        }
    }
    files
}

fn file_in(record: &Value) -> Option<(FileHash, Named)> {
    let hash = record.at("hash")?.as_str()?.parse().ok()?;
    let Some(Value::Int(bytes)) = record.at("bytes") else { return None };
    let mime = Mime::of(record.at("mime")?.as_str()?)?;
    Some((hash, Named { bytes: u64::try_from(*bytes).ok()?, mime }))
}
