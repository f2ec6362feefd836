//! Forums behind real links: each one that has links is in memory, kept by one task.
//!
//! A door calls [`Forums::enter`], says what arrives to the [`Inbound`], and takes what has to be
//! sent from the [`Outbox`].

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use paguyuban::frame::{Closing, Frame};
use paguyuban::id::{DocId, ForumId};
use paguyuban::relay::{Device, Door, LinkId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::spawn_blocking;
use tokio::time::MissedTickBehavior;

use crate::archive::Event;
use crate::figures::Figures;
use crate::stop::Stop;
use crate::store::Store;
use crate::store::sqlite::SharedStore;
use crate::trial::Trials;
pub(crate) use keeper::DEVICE_LINKS_MAX;

mod anew;
mod archivist;
mod keeper;
mod outbox;

use outbox::Queue;
pub(crate) use outbox::{Outbox, Parcel};

/// What may wait for one forum: what an office says that comes back at once. A door that finds it
/// full waits, and with it the phone.
const INBOX_MAX: usize = 512;
/// The bytes of the frames among it; as many may be taken by a turn at the same time.
const INBOX_BYTES_MAX: u32 = 16 * 1024 * 1024;
/// Forums in memory at once: a large province. Each has a thread.
const FORUMS_MAX: usize = 2_048;
/// How often to look for what other programs have decided: somebody who was shut out by a command is out
/// within twice that.
const WATCH: Duration = Duration::from_millis(450);
/// How often to try again when a forum leaves memory in the moment somebody enters it.
const TRIES_MAX: usize = 8;

/// What a keeper is told.
#[derive(Debug)]
enum Arrival {
    Enter {
        link: LinkId,
        device: Box<Device>,
        door: Door,
        queue: Queue,
    },
    Event(Event),
    /// A frame, and its share of the inbox's bytes.
    Frame(LinkId, Frame, OwnedSemaphorePermit),
}

/// The way to a keeper.
#[derive(Debug, Clone)]
struct Inbox {
    arrivals: mpsc::Sender<Arrival>,
    bytes: Arc<Semaphore>,
}

/// All forums of a relay.
#[derive(Debug, Clone)]
pub(crate) struct Forums {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    store: SharedStore,
    trials: Trials,
    figures: Figures,
    inboxes: Mutex<BTreeMap<ForumId, Inbox>>,
    next_link: AtomicU64,
    waiting: outbox::Waiting,
    ailing: Mutex<BTreeMap<ForumId, Ailing>>,
    stopping: Stop,
}

/// Documents with which something is wrong.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ailing {
    /// Found damaged on disk.
    pub(crate) damaged: Vec<DocId>,
    /// Without room for what somebody would write in them.
    pub(crate) full: Vec<DocId>,
}

/// Why nobody can enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shut {
    /// Too many forums are in use at once.
    Full,
    /// The relay is going down.
    Stopping,
}

impl Forums {
    pub(crate) fn new(store: SharedStore, figures: Figures) -> Self {
        let shared = Shared {
            store,
            trials: Trials::default(),
            figures,
            inboxes: Mutex::default(),
            next_link: AtomicU64::new(1),
            waiting: outbox::Waiting::default(),
            ailing: Mutex::default(),
            stopping: Stop::new(false),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Opens a link to a forum.
    ///
    /// # Errors
    /// [`Shut`] if it cannot be opened now.
    pub(crate) async fn enter(
        &self,
        forum: ForumId,
        device: Device,
        door: Door,
    ) -> Result<(Inbound, Outbox), Shut> {
        let device = Box::new(device);
        let link = LinkId(self.shared.next_link.fetch_add(1, Ordering::Relaxed));
        for _ in 0..TRIES_MAX {
            let inbox = self.inbox(forum)?;
            let (queue, outbox) = outbox::pair(&self.shared.waiting);
            if inbox
                .arrivals
                .send(Arrival::Enter { link, device: device.clone(), door, queue })
                .await
                .is_ok()
            {
                let figures = self.shared.figures.clone();
                figures.links.inc();
                return Ok((Inbound { link, inbox, figures }, outbox));
            }
        }
        Err(Shut::Stopping)
    }

    /// Devices, roles or documents of this forum have changed in the store: its links hear of it now.
    pub(crate) async fn look(&self, forum: ForumId) {
        let inbox = self.shared.inboxes().get(&forum).cloned();
        if let Some(inbox) = inbox {
            // one that has just left memory reads the store when it comes back
            let _gone = inbox.arrivals.send(Arrival::Event(Event::Look)).await;
        }
    }

    /// Looks, for all forums at once, whether another program has decided something about people or
    /// erasures, for as long as it is polled.
    pub(crate) async fn watch(&self) {
        let mut known = BTreeMap::new();
        let mut rounds = tokio::time::interval(WATCH);
        rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            rounds.tick().await;
            let mut store = self.shared.store.clone();
            let marks = match spawn_blocking(move || store.people_marks()).await {
                Ok(Ok(marks)) => marks,
                Ok(Err(error)) => {
                    tracing::warn!(%error, "what was decided about people could not be looked at");
                    continue;
                }
                Err(_) => continue,
            };
            for (forum, mark) in marks {
                if known.insert(forum, mark).is_some_and(|before| before != mark) {
                    self.look(forum).await;
                }
            }
        }
    }

    /// Documents that were found damaged or full, of every forum in memory.
    pub(crate) fn ailing(&self) -> BTreeMap<ForumId, Ailing> {
        self.shared.ailing().clone()
    }

    /// The inbox of a forum's keeper, who is called if there is none.
    fn inbox(&self, forum: ForumId) -> Result<Inbox, Shut> {
        let mut inboxes = self.shared.inboxes();
        if *self.shared.stopping.borrow() {
            return Err(Shut::Stopping);
        }
        if let Some(inbox) = inboxes.get(&forum).filter(|inbox| !inbox.arrivals.is_closed()) {
            return Ok(inbox.clone());
        }
        if inboxes.len() >= FORUMS_MAX {
            return Err(Shut::Full);
        }
        let (sender, arrivals) = mpsc::channel(INBOX_MAX);
        let bytes = Arc::new(Semaphore::new(INBOX_BYTES_MAX as usize));
        let inbox = Inbox { arrivals: sender, bytes };
        inboxes.insert(forum, inbox.clone());
        tokio::spawn(keeper::keep(self.shared.clone(), forum, arrivals));
        Ok(inbox)
    }

    /// Ends all links with [`Closing::GoingDown`], and comes back when every keeper has written
    /// what it had.
    pub(crate) async fn stop(&self) {
        self.shared.stopping.send_replace(true);
        // every keeper holds a receiver until it has ended
        self.shared.stopping.closed().await;
    }
}

impl Shared {
    fn ailing(&self) -> std::sync::MutexGuard<'_, BTreeMap<ForumId, Ailing>> {
        // a map of names is whole whoever panicked
        self.ailing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a forum's archive knows of its documents.
    fn keep_ailing(&self, forum: ForumId, docs: Ailing) {
        let mut ailing = self.ailing();
        if docs.damaged.is_empty() && docs.full.is_empty() {
            ailing.remove(&forum);
        } else {
            ailing.insert(forum, docs);
        }
    }

    fn is_well(&self, forum: ForumId, doc: &DocId) {
        if let Some(ailing) = self.ailing().get_mut(&forum) {
            ailing.damaged.retain(|other| other != doc);
            ailing.full.retain(|other| other != doc);
        }
    }

    fn inboxes(&self) -> std::sync::MutexGuard<'_, BTreeMap<ForumId, Inbox>> {
        // a map of senders is whole whoever panicked
        self.inboxes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The way in of one link. The link leaves when this is dropped.
#[derive(Debug)]
pub(crate) struct Inbound {
    link: LinkId,
    inbox: Inbox,
    figures: Figures,
}

/// The forum no longer listens; the outbox says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gone;

impl Inbound {
    /// Hands on a frame of so many bytes; waits while the forum is busy.
    pub(crate) async fn frame(&self, frame: Frame, bytes: usize) -> Result<(), Gone> {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX).min(INBOX_BYTES_MAX);
        let room = self.inbox.bytes.clone().acquire_many_owned(bytes).await.map_err(|_| Gone)?;
        self.say(Arrival::Frame(self.link, frame, room)).await
    }

    /// The link can take the next page.
    pub(crate) async fn room(&self) -> Result<(), Gone> {
        self.say(Arrival::Event(Event::Room(self.link))).await
    }

    async fn say(&self, arrival: Arrival) -> Result<(), Gone> {
        self.inbox.arrivals.send(arrival).await.map_err(|_| Gone)
    }
}

impl Drop for Inbound {
    fn drop(&mut self) {
        self.figures.links.dec();
        // if the inbox is full the keeper finds out by the outbox, which is dropped too
        let _told = self.inbox.arrivals.try_send(Arrival::Event(Event::Leave(self.link)));
    }
}

/// What the last frame of a link says.
pub(crate) fn closing_bytes(closing: Closing) -> Vec<u8> {
    Frame::Closing(closing).to_bytes()
}
