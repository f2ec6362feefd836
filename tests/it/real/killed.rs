//! `kill -9` of the relay, and its folder put back, again and again, while phones write.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use paguyuban::document::Edit;
use paguyuban::id::{DocId, Ulid};
use paguyuban::replica::{Event, Ticks};
use paguyuban_tests::dice::Dice;
use paguyuban_tests::office::Office;
use paguyuban_tests::phone::{Phone, PhoneError};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};

const KILLS: u64 = 20;
const PHONES: usize = 6;
const PUT_BACK: u64 = 3;
/// All come, and all hear of what came after them.
const ROUNDS: usize = 2;
/// How often a phone asks that comes: it hears that the log went back, says what it has, gives back what is
/// asked for.
const POLLS: usize = 3;
/// Pushes that the relay confirms between two kills.
const CONFIRMED_PER_KILL: u64 = 12;
/// Nothing here waits this long unless something is wrong.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a phone listens between two edits.
const PAUSE: Duration = Duration::from_millis(5);

/// What is common to all phones.
#[derive(Clone)]
struct Day {
    /// Where the relay is; empty when work is over.
    origin: watch::Receiver<String>,
    /// How many pushes the relay has confirmed.
    confirmed: watch::Sender<u64>,
}

/// Many documents, each of several phones: large ones take their time without optimisation.
fn any_log(dice: &mut Dice) -> DocId {
    format!("log/33.02.19.200{}/202{}", dice.below(9), dice.below(4)).parse().unwrap()
}

/// Writes until the day is over; gives back what was acknowledged.
async fn work(folder: PathBuf, number: usize, mut day: Day) -> Vec<(DocId, String)> {
    let (mut dice, mut acknowledged) = (Dice::new(number as u64), Vec::new());
    loop {
        let origin = day.origin.borrow_and_update().clone();
        if origin.is_empty() {
            return acknowledged;
        }
        // as after a crash: only what is in the folder is left
        let mut phone = Phone::open(&folder).unwrap();
        phone.move_to(&origin);
        if visit(phone, &mut dice, &day, &mut acknowledged).await.is_ok() {
            return acknowledged;
        }
        // the relay is gone until it is somewhere else
        timeout(PATIENCE, day.origin.changed()).await.unwrap().unwrap();
    }
}

/// One link; ends well when the day is over.
async fn visit(
    phone: Phone,
    dice: &mut Dice,
    day: &Day,
    acknowledged: &mut Vec<(DocId, String)>,
) -> Result<(), PhoneError> {
    let mut live = phone.live().await?;
    let mut told = 0;
    while !day.origin.borrow().is_empty() {
        let key = Ulid::new(1_764_000_000_000, u128::from(dice.roll())).to_string();
        let doc = any_log(dice);
        let edit = Edit::Add { path: "entries".to_owned(), key: key.clone() };
        live.phone_mut().edit(&doc, edit)?;
        acknowledged.push((doc, key));
        let end = Instant::now() + PAUSE;
        while live.step(end).await? {}
        let stored = live.phone().news().iter().filter(|news| matches!(news, Event::Stored { .. }));
        let stored = stored.count() as u64;
        day.confirmed.send_modify(|confirmed| *confirmed += stored - told);
        told = stored;
    }
    Ok(())
}

/// An office whose phones write all day.
struct Busy {
    office: Office,
    phones: Vec<PathBuf>,
    origin: watch::Sender<String>,
    counted: watch::Receiver<u64>,
    working: Vec<JoinHandle<Vec<(DocId, String)>>>,
}

impl Busy {
    async fn begin() -> Self {
        let mut office = Office::open().unwrap();
        let mut phones = Vec::new();
        for number in 1..=PHONES {
            drop(office.phone("organiser").await.unwrap());
            phones.push(office.home().join(format!("phone-{number}")));
        }
        let (origin, here) = watch::channel(office.relay().unwrap().origin().to_owned());
        let (confirmed, counted) = watch::channel(0);
        let day = Day { origin: here, confirmed };
        let working = phones
            .iter()
            .enumerate()
            .map(|(number, folder)| tokio::spawn(work(folder.clone(), number, day.clone())))
            .collect();
        Self { office, phones, origin, counted, working }
    }

    /// So many pushes more are confirmed, then the relay is killed.
    async fn kill_after(&mut self, confirmed: u64) {
        let goal = *self.counted.borrow() + confirmed;
        let enough = self.counted.wait_for(|confirmed| *confirmed >= goal);
        timeout(PATIENCE, enough).await.unwrap().unwrap();
        self.office.kill_relay().unwrap();
    }

    fn start(&mut self) {
        let relay = self.office.start_relay().unwrap();
        self.origin.send_replace(relay.origin().to_owned());
    }

    /// The day is over: all come once more, as the page comes that has no socket, and somebody new reads.
    /// Nothing that was acknowledged is missing, every phone has the same, and what it calls stored is.
    async fn end(mut self) -> usize {
        self.origin.send_replace(String::new());
        let mut acknowledged = Vec::new();
        for worker in self.working {
            acknowledged.extend(timeout(PATIENCE, worker).await.unwrap().unwrap());
        }
        for _ in 0..ROUNDS {
            for folder in &self.phones {
                let mut phone = Phone::open(folder).unwrap();
                phone.move_to(self.office.relay().unwrap().origin());
                for _ in 0..POLLS {
                    phone.sync().await.unwrap();
                }
            }
        }
        let mut reader = self.office.phone("viewer").await.unwrap();
        reader.sync().await.unwrap();
        let mut lost = 0;
        for (doc, key) in &acknowledged {
            let view = reader.view(doc).unwrap().unwrap();
            lost += usize::from(view.at(&format!("entries/{key}")).is_none());
        }
        assert_eq!(lost, 0, "of {}", acknowledged.len());
        for folder in &self.phones {
            let mut phone = Phone::open(folder).unwrap();
            assert_eq!(phone.unsent(), 0);
            for doc in phone.documents() {
                let told = phone.ticks(&doc);
                assert!(matches!(told, Ticks::Relay { .. }), "{doc}: {told:?}");
                let (here, there) = (phone.view(&doc).unwrap(), reader.view(&doc).unwrap());
                assert_eq!(here.unwrap().heads, there.unwrap().heads, "{doc}");
            }
        }
        self.office.check().unwrap();
        acknowledged.len()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_killed_twenty_times_under_load_loses_nothing_acknowledged() {
    let mut busy = Busy::begin().await;
    for _ in 0..KILLS {
        busy.kill_after(CONFIRMED_PER_KILL).await;
        busy.start();
    }
    println!("{} acknowledged, {KILLS} kills, none lost", busy.end().await);
}

/// As a machine that goes back to a snapshot, or somebody who copies a folder: nobody says `restore`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_put_back_three_times_while_phones_write_loses_nothing_acknowledged() {
    let mut busy = Busy::begin().await;
    for _ in 0..PUT_BACK {
        busy.kill_after(CONFIRMED_PER_KILL).await;
        let copy = copy_of(busy.office.data());
        busy.start();
        busy.kill_after(CONFIRMED_PER_KILL).await;
        put_back(&copy, busy.office.data());
        busy.start();
    }
    busy.kill_after(CONFIRMED_PER_KILL).await;
    busy.start();
    println!("{} acknowledged, {PUT_BACK} times put back, none lost", busy.end().await);
}

/// The files of a database that nobody has open.
fn copy_of(folder: &Path) -> Vec<(OsString, Vec<u8>)> {
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let database = files.filter(|file| file.file_name().to_string_lossy().contains(".db"));
    database.map(|file| (file.file_name(), fs::read(file.path()).unwrap())).collect()
}

fn put_back(copy: &[(OsString, Vec<u8>)], folder: &Path) {
    for (name, _) in copy_of(folder) {
        fs::remove_file(folder.join(name)).unwrap();
    }
    for (name, bytes) in copy {
        fs::write(folder.join(name), bytes).unwrap();
    }
}
