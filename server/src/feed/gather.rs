//! What lists are made of: the documents of a forum, of each what stands in some list.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use paguyuban::document::Value;
use paguyuban::frame::RefusalCode;
use paguyuban::id::{DocId, DocKind, ForumId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::answer::Refused;
use crate::export::open;
use crate::store::sqlite::SharedStore;
use crate::store::{DocState, Store, StoreError};
use crate::trial::Trials;

/// Documents named in one go.
const PAGE_DOCS: usize = 500;
/// One document.
const DOCUMENT_PATIENCE: Duration = Duration::from_secs(10);
/// All of them. What was read by then is kept, so the next who asks begins there.
const PATIENCE: Duration = Duration::from_secs(60);
/// Forums of which it is remembered; another one is read again.
const FORUMS_MAX: usize = 8;
/// Forums that are gathered at once: each uses a core.
const AT_ONCE_MAX: usize = 2;
/// Bytes of texts that are remembered of one forum.
const BYTES_MAX: usize = 32 * 1024 * 1024;
/// Long texts, and what belongs to paper: in no list.
const LEFT_OUT: [&str; 9] = [
    "about",
    "agenda",
    "approvals",
    "body",
    "files",
    "letterhead",
    "logo",
    "promised",
    "templates",
];
/// Of records.
const LEFT_OUT_OF_RECORDS: [&str; 5] = ["notes", "result", "detail", "solution", "text"];
/// All that is asked of a card.
const OF_A_CARD: [&str; 3] = ["full_name", "title_prefix", "title_suffix"];

/// The fields of a document.
pub(super) type Fields = BTreeMap<String, Value>;

/// A document, of which what can be in a list is kept.
#[derive(Debug, Clone)]
struct Kept {
    state: DocState,
    /// None if it does not open.
    fields: Option<Arc<Fields>>,
    bytes: usize,
}

/// What is known of a forum.
type Docs = BTreeMap<DocId, Kept>;

/// A forum's documents.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) docs: BTreeMap<DocId, Arc<Fields>>,
    /// How many do not open.
    pub(super) left_out: usize,
}

/// Reads documents and remembers them.
#[derive(Debug, Clone)]
pub(crate) struct Gatherer {
    store: SharedStore,
    trials: Trials,
    /// The newest last.
    known: Arc<Mutex<VecDeque<(ForumId, Docs)>>>,
    places: Arc<Semaphore>,
}

impl Gatherer {
    pub(crate) fn new(store: SharedStore) -> Self {
        let (known, places) = (Arc::default(), Arc::new(Semaphore::new(AT_ONCE_MAX)));
        Self { store, trials: Trials::default(), known, places }
    }

    /// Nothing of a forum is remembered: something of it was erased.
    pub(crate) fn forget(&self, forum: ForumId) {
        drop(self.take(forum));
    }

    /// A place among those who gather.
    pub(super) async fn place(&self) -> Option<OwnedSemaphorePermit> {
        self.places.clone().acquire_owned().await.ok()
    }

    /// All that is asked of a forum; people's cards only where their names are.
    pub(super) fn gather(&self, forum: ForumId, personal: bool) -> Result<Gathered, Refused> {
        let until = Instant::now() + PATIENCE;
        let mut known = self.take(forum);
        let read = self.read_all(forum, personal, &mut known, until);
        let gathered = gathered(&known, personal);
        self.remember(forum, known);
        read.map(|()| gathered)
    }

    fn read_all(
        &self,
        forum: ForumId,
        personal: bool,
        known: &mut Docs,
        until: Instant,
    ) -> Result<(), Refused> {
        let (mut after, mut bytes) = (None, 0);
        let mut there = BTreeMap::new();
        loop {
            let page = self.store.clone().documents_after(forum, after.as_ref(), PAGE_DOCS)?;
            let Some(last) = page.last().cloned() else { break };
            for doc in page.into_iter().filter(|doc| is_asked(doc.kind(), personal)) {
                let Some(state) = self.store.read(|store| store.doc_state(forum, &doc))? else {
                    continue;
                };
                let kept = match known.remove(&doc).filter(|kept| kept.state == state) {
                    Some(kept) => kept,
                    None if Instant::now() > until => {
                        known.extend(there);
                        return Err(Refused::Busy);
                    }
                    None => self.read(forum, &doc, state)?,
                };
                bytes += kept.bytes;
                if bytes > BYTES_MAX {
                    return Err(Refused::TooLarge);
                }
                there.insert(doc, kept);
            }
            after = Some(last);
        }
        // cards that were read for another key are as they were when somebody asks for them
        let cards = std::mem::take(known).into_iter();
        if !personal {
            there.extend(cards.filter(|(doc, _)| doc.kind() == DocKind::Member));
        }
        *known = there;
        Ok(())
    }

    fn read(&self, forum: ForumId, doc: &DocId, state: DocState) -> Result<Kept, Refused> {
        let stored = match self.store.clone().document(forum, doc) {
            Err(StoreError::Damaged { .. }) => return Ok(Kept { state, fields: None, bytes: 0 }),
            stored => stored?.unwrap_or_default(),
        };
        let name = doc.clone();
        let read = self.trials.apart(DOCUMENT_PATIENCE, move || {
            let opened = open(&name, stored.snapshot.as_deref(), stored.tail);
            opened
                .map(|it| asked_of(name.kind(), it.view().fields))
                .map_err(|_| RefusalCode::Malformed)
        });
        let fields = match read {
            Ok(fields) => Some(fields),
            Err(RefusalCode::Busy) => return Err(Refused::Busy),
            Err(code) => {
                tracing::error!(%forum, %doc, ?code, "a document is in no list");
                None
            }
        };
        let bytes = fields.as_ref().map_or(0, |fields| fields.values().map(weight).sum());
        Ok(Kept { state, fields: fields.map(Arc::new), bytes })
    }

    /// What is known of a forum, which is taken out while somebody adds to it.
    fn take(&self, forum: ForumId) -> Docs {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let place = known.iter().position(|(of, _)| *of == forum);
        place.and_then(|place| known.remove(place)).map(|(_, docs)| docs).unwrap_or_default()
    }

    fn remember(&self, forum: ForumId, docs: Docs) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(of, _)| *of != forum);
        if known.len() >= FORUMS_MAX {
            known.pop_front();
        }
        known.push_back((forum, docs));
    }
}

fn gathered(known: &Docs, personal: bool) -> Gathered {
    let mut gathered = Gathered::default();
    for (doc, kept) in known.iter().filter(|(doc, _)| is_asked(doc.kind(), personal)) {
        match &kept.fields {
            Some(fields) => drop(gathered.docs.insert(doc.clone(), fields.clone())),
            None => gathered.left_out += 1,
        }
    }
    gathered
}

/// What is confided, what only organisers read, and grades are in no list, whatever the key.
fn is_asked(kind: DocKind, personal: bool) -> bool {
    match kind {
        DocKind::Log
        | DocKind::Note
        | DocKind::Event
        | DocKind::Problems
        | DocKind::Posts
        | DocKind::Settings => true,
        DocKind::Member => personal,
        DocKind::Board | DocKind::Private | DocKind::Assessment | DocKind::Own => false,
    }
}

fn asked_of(kind: DocKind, mut fields: Fields) -> Fields {
    if kind == DocKind::Member {
        fields.retain(|name, _| OF_A_CARD.contains(&name.as_str()));
        return fields;
    }
    fields.retain(|name, _| !LEFT_OUT.contains(&name.as_str()));
    for value in fields.values_mut() {
        let Value::Map(records) = value else { continue };
        for record in records.values_mut() {
            if let Value::Map(record) = record {
                record.retain(|name, _| !LEFT_OUT_OF_RECORDS.contains(&name.as_str()));
            }
        }
    }
    fields
}

fn weight(value: &Value) -> usize {
    const EACH: usize = 32;
    EACH + match value {
        Value::Text(text) => text.len(),
        Value::List(list) => list.iter().map(weight).sum(),
        Value::Map(map) => map.iter().map(|(name, value)| name.len() + weight(value)).sum(),
        _ => 0,
    }
}
