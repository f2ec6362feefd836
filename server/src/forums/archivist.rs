//! The thread that owns a forum's archive. Everything a forum costs is made and freed by this one
//! thread, so that memory goes back where it came from; a pool would spread it over all of its own.

use std::sync::Arc;
use std::sync::mpsc;
use std::thread::Builder;
use std::time::Instant;

use anyhow::{Context, Result};
use paguyuban::id::ForumId;
use tokio::sync::oneshot;

use super::{Ailing, Shared};
use crate::archive::{Archive, Event, Outgoing};
use crate::clock::now_ms;
use crate::store::StoreError;
use crate::store::sqlite::SharedStore;

type Owned = Archive<SharedStore>;

/// The way to the thread. It ends when this is dropped.
#[derive(Debug)]
pub(super) struct Archivist {
    orders: mpsc::SyncSender<Order>,
    state: State,
}

/// How an archive is after a turn.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    /// [`Archive::has_more`].
    pub(super) has_more: bool,
    /// [`Archive::has_trials`].
    pub(super) has_trials: bool,
    /// [`Archive::has_waiting`].
    pub(super) has_waiting: bool,
    /// [`Archive::is_idle`].
    pub(super) is_idle: bool,
}

impl State {
    fn of(archive: &Owned) -> Self {
        Self {
            has_more: archive.has_more(),
            has_trials: archive.has_trials(),
            has_waiting: archive.has_waiting(),
            is_idle: archive.is_idle(),
        }
    }
}

/// What the thread is asked; it answers one before the next is asked.
enum Order {
    Turn(Vec<Event>, oneshot::Sender<(Vec<Outgoing>, State)>),
    Flush(oneshot::Sender<()>),
}

impl Archivist {
    /// Opens the archive of a forum on a thread of its own.
    ///
    /// # Errors
    /// The store cannot be opened, or there is no thread to be had.
    pub(super) async fn open(shared: Arc<Shared>, forum: ForumId) -> Result<Self> {
        let (orders, asked) = mpsc::sync_channel(1);
        let (tell, told) = oneshot::channel();
        let work = move || match open(&shared, forum) {
            Ok(archive) => {
                let _keeper_gone = tell.send(Ok(State::of(&archive)));
                serve(archive, &asked, (&shared, forum));
            }
            Err(error) => {
                let _keeper_gone = tell.send(Err(error));
            }
        };
        Builder::new().name("archive".to_owned()).spawn(work).context("no thread")?;
        let state = told.await.context("opening it panicked")??;
        Ok(Self { orders, state })
    }

    /// How the archive is.
    pub(super) fn state(&self) -> State {
        self.state
    }

    /// One turn of the archive. `None` if it panicked: then nothing in memory is believed.
    pub(super) async fn turn(&mut self, events: Vec<Event>) -> Option<Vec<Outgoing>> {
        let (tell, told) = oneshot::channel();
        self.orders.send(Order::Turn(events, tell)).ok()?;
        let (out, state) = told.await.ok()?;
        self.state = state;
        Some(out)
    }

    /// Writes what can wait and closes the archive; false if that panicked.
    pub(super) async fn flush(self) -> bool {
        let (tell, told) = oneshot::channel();
        self.orders.send(Order::Flush(tell)).is_ok() && told.await.is_ok()
    }
}

fn open(shared: &Shared, forum: ForumId) -> Result<Owned, StoreError> {
    let store = shared.store.clone();
    let (trials, apart) = (shared.trials.clone(), shared.trials.clone());
    let archive = Archive::open(store, forum, Box::new(move |asked| trials.run(asked)), now_ms())?;
    Ok(archive.saving_apart(Box::new(move |save| apart.save(save))))
}

fn serve(mut archive: Owned, asked: &mpsc::Receiver<Order>, (shared, forum): (&Shared, ForumId)) {
    while let Ok(order) = asked.recv() {
        match order {
            Order::Turn(events, tell) => {
                let began = Instant::now();
                let out = archive.turn(events, now_ms());
                let ailing = Ailing { damaged: archive.damaged(), full: archive.full() };
                shared.keep_ailing(forum, ailing);
                shared.figures.turn_seconds.observe(began.elapsed().as_secs_f64());
                let _keeper_gone = tell.send((out, State::of(&archive)));
            }
            Order::Flush(tell) => {
                archive.flush(now_ms());
                drop(archive);
                let _keeper_gone = tell.send(());
                return;
            }
        }
    }
}
