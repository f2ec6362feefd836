//! `kill -9` of the relay, again and again, while phones write.

use std::path::PathBuf;
use std::time::Duration;

use paguyuban::document::Edit;
use paguyuban::id::{DocId, Ulid};
use paguyuban::replica::Event;
use paguyuban_tests::dice::Dice;
use paguyuban_tests::office::Office;
use paguyuban_tests::phone::{Phone, PhoneError};
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

const KILLS: u64 = 20;
const PHONES: usize = 6;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_killed_twenty_times_under_load_loses_nothing_acknowledged() {
    let mut office = Office::open().unwrap();
    let mut phones = Vec::new();
    for number in 1..=PHONES {
        drop(office.phone("organiser").await.unwrap());
        phones.push(office.home().join(format!("phone-{number}")));
    }
    let (origin, here) = watch::channel(office.relay().unwrap().origin().to_owned());
    let (confirmed, mut counted) = watch::channel(0);
    let day = Day { origin: here, confirmed };
    let working: Vec<_> = phones
        .iter()
        .enumerate()
        .map(|(number, folder)| tokio::spawn(work(folder.clone(), number, day.clone())))
        .collect();

    for kill in 1..=KILLS {
        let enough = counted.wait_for(|confirmed| *confirmed >= kill * CONFIRMED_PER_KILL);
        timeout(PATIENCE, enough).await.unwrap().unwrap();
        office.kill_relay().unwrap();
        let relay = office.start_relay().unwrap();
        origin.send_replace(relay.origin().to_owned());
    }
    origin.send_replace(String::new());
    let mut acknowledged = Vec::new();
    for worker in working {
        acknowledged.extend(timeout(PATIENCE, worker).await.unwrap().unwrap());
    }

    for folder in &phones {
        let mut phone = Phone::open(folder).unwrap();
        phone.move_to(office.relay().unwrap().origin());
        phone.sync().await.unwrap();
        assert_eq!(phone.unsent(), 0);
    }
    let mut reader = office.phone("viewer").await.unwrap();
    reader.sync().await.unwrap();
    let mut lost = 0;
    for (doc, key) in &acknowledged {
        let view = reader.view(doc).unwrap().unwrap();
        lost += usize::from(view.at(&format!("entries/{key}")).is_none());
    }
    println!("{} acknowledged, {KILLS} kills, {lost} lost", acknowledged.len());
    assert_eq!(lost, 0);
    office.check().unwrap();
}
