//! What waits to be sent on one link: bounded, and a full one ends the link, which resyncs.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use paguyuban::frame::Closing;
use tokio::sync::mpsc;

/// A page and the largest document are below 5 MiB; the rest is for what others write meanwhile.
const QUEUE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// What may wait on all links together. Past it whoever has more than a page waiting reads too slowly.
const ALL_QUEUES_BYTES_MAX: usize = 64 * 1024 * 1024;
/// About a page.
const PAGE_BYTES: usize = 512 * 1024;
/// The answers to one POST's pushes wait here while its body arrives.
const QUEUE_PARCELS_MAX: usize = 4_096;

/// One thing for a door to do.
#[derive(Debug)]
pub(crate) enum Parcel {
    /// Send these bytes of a frame.
    Frame(Bytes),
    /// Say [`super::Inbound::room`]: everything before this is on its way.
    Page,
    /// The answer is complete.
    Done,
    /// Send the reason and end the link.
    End(Closing),
}

/// The keeper's side.
#[derive(Debug)]
pub(super) struct Queue {
    parcels: mpsc::Sender<Parcel>,
    shared: Arc<Shared>,
}

/// The door's side.
#[derive(Debug)]
pub(crate) struct Outbox {
    parcels: mpsc::Receiver<Parcel>,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    bytes: AtomicUsize,
    all: Waiting,
    ended: OnceLock<Closing>,
}

/// The bytes that wait on all links.
pub(super) type Waiting = Arc<AtomicUsize>;

impl Shared {
    fn took(&self, bytes: usize) {
        self.bytes.fetch_sub(bytes, Ordering::Relaxed);
        self.all.fetch_sub(bytes, Ordering::Relaxed);
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.all.fetch_sub(*self.bytes.get_mut(), Ordering::Relaxed);
    }
}

pub(super) fn pair(all: &Waiting) -> (Queue, Outbox) {
    let (sender, receiver) = mpsc::channel(QUEUE_PARCELS_MAX);
    let shared = Shared { bytes: AtomicUsize::new(0), all: all.clone(), ended: OnceLock::new() };
    let shared = Arc::new(shared);
    (Queue { parcels: sender, shared: shared.clone() }, Outbox { parcels: receiver, shared })
}

/// The phone reads more slowly than the forum writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooSlow;

impl Queue {
    /// Adds a parcel at the end.
    pub(super) fn push(&self, parcel: Parcel) -> Result<(), TooSlow> {
        let bytes = if let Parcel::Frame(bytes) = &parcel { bytes.len() } else { 0 };
        let before = self.shared.bytes.fetch_add(bytes, Ordering::Relaxed);
        let all = self.shared.all.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let hoards = all > ALL_QUEUES_BYTES_MAX && before > PAGE_BYTES;
        if before + bytes > QUEUE_BYTES_MAX || hoards {
            return Err(TooSlow);
        }
        self.parcels.try_send(parcel).map_err(|_| TooSlow)
    }

    /// Ends the link after what is already in the queue.
    pub(super) fn end(self, closing: Closing) {
        let _already = self.shared.ended.set(closing);
    }

    /// The door has gone.
    pub(super) fn is_abandoned(&self) -> bool {
        self.parcels.is_closed()
    }
}

impl Outbox {
    /// Nothing waits at the moment.
    pub(crate) fn is_empty(&self) -> bool {
        self.parcels.is_empty()
    }

    /// The next parcel; the last one is [`Parcel::Done`] or [`Parcel::End`].
    pub(crate) async fn next(&mut self) -> Parcel {
        match self.parcels.recv().await {
            Some(parcel) => {
                if let Parcel::Frame(bytes) = &parcel {
                    self.shared.took(bytes.len());
                }
                parcel
            }
            // a keeper that ends without a word has failed
            None => Parcel::End(*self.shared.ended.get().unwrap_or(&Closing::StoreFailed)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(bytes: usize) -> Parcel {
        Parcel::Frame(Bytes::from(vec![0; bytes]))
    }

    #[tokio::test]
    async fn what_is_queued_comes_before_the_reason_why_the_link_ends() {
        let (queue, mut outbox) = pair(&Waiting::default());
        queue.push(frame(1)).unwrap();
        queue.end(Closing::TooSlow);
        assert!(matches!(outbox.next().await, Parcel::Frame(_)));
        assert!(matches!(outbox.next().await, Parcel::End(Closing::TooSlow)));
    }

    #[tokio::test]
    async fn a_phone_that_reads_makes_room_and_one_that_does_not_is_too_slow() {
        let (queue, mut outbox) = pair(&Waiting::default());
        for _ in 0..20 {
            queue.push(frame(QUEUE_BYTES_MAX / 2)).unwrap();
            outbox.next().await;
        }
        queue.push(frame(QUEUE_BYTES_MAX)).unwrap();
        assert_eq!(queue.push(frame(1)), Err(TooSlow));
    }

    #[tokio::test]
    async fn when_too_much_waits_on_all_links_those_go_that_have_most() {
        let all = Waiting::default();
        let mut links = Vec::new();
        for _ in 0..ALL_QUEUES_BYTES_MAX / QUEUE_BYTES_MAX {
            let (queue, outbox) = pair(&all);
            queue.push(frame(QUEUE_BYTES_MAX)).unwrap();
            links.push((queue, outbox));
        }
        let (small, _reads) = pair(&all);
        small.push(frame(1)).unwrap();
        assert_eq!(links[0].0.push(frame(1)), Err(TooSlow));
        drop(links);
        assert_eq!(all.load(Ordering::Relaxed), 1, "what is gone is not counted");
    }

    #[tokio::test]
    async fn small_parcels_are_bounded_too_and_a_keeper_that_vanishes_has_failed() {
        let (queue, mut outbox) = pair(&Waiting::default());
        let taken = (0..).take_while(|_| queue.push(Parcel::Page).is_ok()).count();
        assert_eq!(taken, QUEUE_PARCELS_MAX);
        drop(queue);
        for _ in 0..taken {
            assert!(matches!(outbox.next().await, Parcel::Page));
        }
        assert!(matches!(outbox.next().await, Parcel::End(Closing::StoreFailed)));
    }
}
