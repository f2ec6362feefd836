//! One task per forum in memory: gathers what arrives, lets the archive take a turn, hands out what
//! comes of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use paguyuban::frame::Closing;
use paguyuban::id::{DeviceId, ForumId};
use paguyuban::relay::LinkId;
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::archivist::Archivist;
use super::outbox::{Parcel, Queue};
use super::{Arrival, Shared};
use crate::archive::{Event, Outgoing};
use crate::stop::told;

/// What one turn takes at most. Many pushes to a document are tried out together, so a turn that takes
/// all of an office is far shorter than several that each take some.
const TURN_MAX: usize = super::INBOX_MAX;
/// The archive wants to be called so often while links are open, to do what is due.
const ROUND: Duration = Duration::from_millis(250);
/// How often to ask whether a trial has ended that goes on from an earlier turn.
const TRIAL: Duration = Duration::from_millis(10);
/// Links of one device at once: a phone has one, and some that a bad network has cut and nobody noticed.
pub(crate) const DEVICE_LINKS_MAX: usize = 6;
/// A forum without links stays in memory for so long.
const IDLE: Duration = Duration::from_secs(30);

type Inbox = mpsc::Receiver<Arrival>;

/// Keeps a forum until nobody has been there for a while, or the relay stops.
pub(super) async fn keep(shared: Arc<Shared>, forum: ForumId, mut inbox: Inbox) {
    shared.figures.forums.inc();
    match Archivist::open(shared.clone(), forum).await {
        Ok(archive) => {
            tracing::debug!(%forum, "the forum is in memory");
            let keeper = Keeper {
                shared: shared.clone(),
                forum,
                links: BTreeMap::new(),
                devices: BTreeMap::new(),
            };
            keeper.work(archive, &mut inbox).await;
        }
        Err(error) => tracing::error!(%forum, "the forum cannot be opened: {error:#}"),
    }
    inbox.close();
    let mut inboxes = shared.inboxes();
    // somebody may have called another keeper already
    if inboxes.get(&forum).is_some_and(|inbox| inbox.arrivals.is_closed()) {
        inboxes.remove(&forum);
    }
    drop(inboxes);
    shared.figures.forums.dec();
}

struct Keeper {
    shared: Arc<Shared>,
    forum: ForumId,
    links: BTreeMap<LinkId, Queue>,
    /// The links of each device, the oldest first.
    devices: BTreeMap<DeviceId, Vec<LinkId>>,
}

impl Keeper {
    async fn work(mut self, mut archive: Archivist, inbox: &mut Inbox) {
        let mut stopping = self.shared.stopping.subscribe();
        let mut idle_since = Instant::now();
        loop {
            // what waits to be tried out is bounded; a phone that wants its next page is heard meanwhile
            let state = archive.state();
            let patience = match (state.has_more, state.has_trials) {
                (true, _) => Duration::ZERO,
                (_, true) => TRIAL,
                _ => ROUND,
            };
            let mut arrivals = Vec::new();
            tokio::select! {
                biased;
                () = told(&mut stopping) => return self.stop(archive, inbox).await,
                _ = inbox.recv_many(&mut arrivals, TURN_MAX) => {}
                () = tokio::time::sleep(patience) => {}
            }
            if arrivals.is_empty() && self.links.is_empty() && state.is_idle {
                if idle_since.elapsed() >= IDLE && self.retire(inbox) {
                    return;
                }
                continue;
            }
            idle_since = Instant::now();
            let events = self.events(arrivals);
            if self.turn(&mut archive, events).await.is_none() {
                return;
            }
        }
    }

    /// Stops listening if really nobody is there; under the lock nobody can come in meanwhile.
    fn retire(&self, inbox: &mut Inbox) -> bool {
        let _nobody_enters = self.shared.inboxes();
        if !inbox.is_empty() {
            return false;
        }
        inbox.close();
        // who came in this very moment comes again
        while let Ok(arrival) = inbox.try_recv() {
            if let Arrival::Enter { queue, .. } = arrival {
                queue.end(Closing::GoingDown);
            }
        }
        tracing::debug!(forum = %self.forum, "the forum leaves memory");
        true
    }

    /// What has arrived, and the links whose door has gone without a word.
    fn events(&mut self, arrivals: Vec<Arrival>) -> Vec<Event> {
        let abandoned = self.links.iter().filter(|(_, queue)| queue.is_abandoned());
        let mut events: Vec<Event> = abandoned.map(|(link, _)| Event::Leave(*link)).collect();
        for arrival in arrivals {
            events.push(match arrival {
                Arrival::Event(event) => event,
                Arrival::Frame(link, frame, _room) => Event::Frame(link, frame),
                Arrival::Enter { link, device, door, queue } => {
                    self.links.insert(link, queue);
                    self.end_the_oldest(device.me.device, link);
                    Event::Join { link, device: *device, door }
                }
            });
        }
        for event in &events {
            if let Event::Leave(link) = event {
                self.links.remove(link);
            }
        }
        events
    }

    /// A device that opens one link after the other, whatever became of the earlier ones, has few open.
    fn end_the_oldest(&mut self, device: DeviceId, new: LinkId) {
        let open = &self.links;
        self.devices.retain(|_, links| {
            links.retain(|link| open.contains_key(link));
            !links.is_empty()
        });
        let links = self.devices.entry(device).or_default();
        links.push(new);
        if links.len() > DEVICE_LINKS_MAX {
            let oldest = links.remove(0);
            self.end(oldest, Closing::TooSlow);
        }
    }

    /// One turn of the archive. `None` if it panicked: then the links end.
    async fn turn(&mut self, archive: &mut Archivist, events: Vec<Event>) -> Option<()> {
        let out = archive.turn(events).await;
        if out.is_none() {
            tracing::error!(forum = %self.forum, "a turn panicked, all links are closed");
        }
        out?.into_iter().for_each(|outgoing| self.hand_out(outgoing));
        Some(())
    }

    fn hand_out(&mut self, outgoing: Outgoing) {
        match outgoing {
            Outgoing::Send(link, frame) => {
                self.shared.figures.told(&frame);
                let bytes = Bytes::from(frame.to_bytes());
                self.shared.figures.bytes_down.inc_by(bytes.len() as u64);
                self.push(link, Parcel::Frame(bytes));
            }
            Outgoing::Page(link) => self.push(link, Parcel::Page),
            Outgoing::Done(link) => {
                self.push(link, Parcel::Done);
                self.links.remove(&link);
            }
            Outgoing::Close(link, closing) => self.end(link, closing),
        }
    }

    fn push(&mut self, link: LinkId, parcel: Parcel) {
        if self.links.get(&link).is_some_and(|queue| queue.push(parcel).is_err()) {
            // the archive hears that it left when its door goes
            self.end(link, Closing::TooSlow);
        }
    }

    fn end(&mut self, link: LinkId, closing: Closing) {
        if let Some(queue) = self.links.remove(&link) {
            self.shared.figures.closing(closing);
            queue.end(closing);
        }
    }

    async fn stop(mut self, mut archive: Archivist, inbox: &mut Inbox) {
        inbox.close();
        // what phones have already said is taken, and answered
        let mut arrivals = Vec::new();
        while archive.state().has_waiting
            || archive.state().has_trials
            || inbox.recv_many(&mut arrivals, TURN_MAX).await > 0
        {
            let events = self.events(std::mem::take(&mut arrivals));
            if self.turn(&mut archive, events).await.is_none() {
                return;
            }
        }
        let links = std::mem::take(&mut self.links);
        links.into_values().for_each(|queue| queue.end(Closing::GoingDown));
        if !archive.flush().await {
            tracing::error!(forum = %self.forum, "the last write panicked");
        }
    }
}
