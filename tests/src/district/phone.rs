//! One phone of the district: a disk, and one or two tabs that share it as a browser's do.
//!
//! What a tab does with the core's effects follows `web/src/device/phone.ts` and `effects.ts` step by step.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::OnceLock;

use paguyuban::document::{Shape, View};
use paguyuban::frame::{Me, ReceiptGroup};
use paguyuban::id::{DocId, DocKind, ForumId, ReplicaId, Seq};
use paguyuban::relay::LinkId;
use paguyuban::replica::{Effect, Ledger, Replica};
use paguyuban::signature::SecretKey;

use super::audit::Made;
use crate::disk::{Contents, MemoryDisk};

/// What a tab tells the others once it is stored.
#[derive(Debug, Clone)]
pub(super) struct News {
    pub(super) doc: DocId,
    /// From the tab that speaks.
    pub(super) ledger: Option<Ledger>,
    /// Something of it is not known to be at the relay.
    pub(super) unsent: bool,
    pub(super) view: Option<View>,
    pub(super) chunk: Option<Vec<u8>>,
    /// A snapshot replaced chunks.
    pub(super) whole: bool,
    /// Nothing of it is on the disk any more.
    pub(super) forgotten: bool,
}

impl News {
    pub(super) fn forgotten(doc: &DocId) -> Self {
        let (ledger, view, chunk) = (None, None, None);
        let doc = doc.clone();
        Self { doc, ledger, unsent: false, view, chunk, whole: false, forgotten: true }
    }
}

/// A running page.
#[derive(Debug)]
pub(super) struct Tab {
    pub(super) id: u64,
    pub(super) replica: Replica,
    /// What the core asked for and is not done yet.
    pub(super) line: VecDeque<Effect>,
    /// The disk took nothing more.
    pub(super) halted: bool,
    /// What the person sees.
    pub(super) screen: BTreeMap<DocId, View>,
    /// Documents brought into memory.
    pub(super) used: BTreeSet<DocId>,
    /// Edited and not committed.
    pub(super) typing: BTreeSet<DocId>,
    /// Texts as their pinned fields show them.
    pub(super) fields: BTreeMap<(DocId, String), String>,
    /// Where its person wrote since it was opened, which is what steps back may change.
    pub(super) own: BTreeMap<DocId, BTreeSet<String>>,
    pub(super) ledgers: BTreeMap<DocId, Ledger>,
    pub(super) heard: VecDeque<News>,
    pub(super) link: Option<LinkId>,
    /// On which links the relay greeted it, of the greetings that still stand in the line.
    pub(super) welcomed: VecDeque<LinkId>,
    /// It has been connected before.
    pub(super) met: bool,
    /// It talks to the relay for all tabs.
    pub(super) speaks: bool,
}

impl Tab {
    pub(super) fn start(id: u64, forum: ForumId, phone: &Phone, nonce: [u8; 8]) -> Self {
        let (me, disk) = (phone.me, &phone.disk.contents);
        let opening = disk.opening(forum, ReplicaId::new(me.device, nonce), (me.member, me.role));
        let views = disk.docs.iter().filter_map(|(doc, d)| Some((doc.clone(), d.view.clone()?)));
        let ledgers = opening.ledgers.clone();
        let shapes = if phone.old { first_version } else { Shape::of };
        let mut replica = Replica::new(opening).knowing(shapes);
        replica.trusts(disk.trusted.clone());
        Self {
            id,
            screen: views.collect(),
            ledgers,
            replica,
            line: VecDeque::new(),
            halted: false,
            used: BTreeSet::new(),
            typing: BTreeSet::new(),
            fields: BTreeMap::new(),
            own: BTreeMap::new(),
            heard: VecDeque::new(),
            link: None,
            welcomed: VecDeque::new(),
            met: false,
            speaks: false,
        }
    }

    pub(super) fn take_on(&mut self, effects: Vec<Effect>) {
        self.line.extend(effects);
    }

    pub(super) fn show(&mut self, doc: &DocId) {
        if let Some(view) = self.replica.view(doc) {
            self.screen.insert(doc.clone(), view);
        }
    }

    pub(super) fn forget(&mut self, doc: &DocId) {
        self.screen.remove(doc);
        self.used.remove(doc);
        self.typing.remove(doc);
        self.ledgers.remove(doc);
        self.fields.retain(|(of, _), _| of != doc);
    }

    pub(super) fn is_idle(&self) -> bool {
        self.line.is_empty() && self.typing.is_empty() && self.heard.is_empty()
    }
}

/// A phone.
#[derive(Debug)]
pub(super) struct Phone {
    pub(super) me: Me,
    pub(super) key: SecretKey,
    pub(super) disk: MemoryDisk,
    /// Copies of the disk that can be put back.
    pub(super) copies: Vec<Contents>,
    pub(super) tabs: Vec<Tab>,
    /// Its clock less the true time.
    pub(super) skew_ms: i64,
    /// Documents that a tab has removed from its disk and none has begun again.
    pub(super) removed: BTreeSet<DocId>,
    /// The relay's folder was put back, and it has not met it on a link after this number.
    pub(super) believes_before: Option<u64>,
    /// Every change that has been on its disk.
    pub(super) written: BTreeSet<Made>,
    /// What the relay last said of the others.
    pub(super) receipts: Vec<ReceiptGroup>,
    /// Its program is of the first version.
    pub(super) old: bool,
}

/// What the first version of every kind was.
fn first_version(kind: DocKind) -> &'static Shape {
    static FIRST: OnceLock<BTreeMap<DocKind, Shape>> = OnceLock::new();
    let first = |kind| {
        let all = Shape::of(kind);
        let fields = all.fields.iter().filter(|(name, _)| all.rung_of(name) == 0);
        (kind, Shape { fields: fields.copied().collect::<Vec<_>>().leak(), rungs: &[] })
    };
    &FIRST.get_or_init(|| DocKind::ALL.into_iter().map(first).collect())[&kind]
}

impl Phone {
    pub(super) fn new(me: Me, key: SecretKey) -> Self {
        Self {
            me,
            key,
            // every other one was not updated yet
            old: me.device.0[7].is_multiple_of(2),
            disk: MemoryDisk::default(),
            copies: Vec::new(),
            tabs: Vec::new(),
            skew_ms: 0,
            removed: BTreeSet::new(),
            believes_before: None,
            written: BTreeSet::new(),
            receipts: Vec::new(),
        }
    }

    pub(super) fn now_ms(&self, true_ms: u64) -> u64 {
        true_ms.saturating_add_signed(self.skew_ms)
    }

    pub(super) fn tab(&self, id: u64) -> Option<usize> {
        self.tabs.iter().position(|tab| tab.id == id)
    }

    pub(super) fn cursor(&self) -> Seq {
        self.disk.contents.standing.cursor
    }
}
