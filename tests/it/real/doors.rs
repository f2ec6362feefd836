//! Both doors: what arrives, in how many flights, of how many bytes.

use std::time::Duration;

use paguyuban::replica::Ticks;
use paguyuban_tests::office::{Office, card, note, read, set};
use paguyuban_tests::phone::{Meter, Phone};

/// Nothing here waits this long unless something is wrong.
const PATIENCE: Duration = Duration::from_secs(20);
/// Numbers of documents that change on both sides.
const DOCUMENTS: [u128; 4] = [1, 18, 60, 150];

#[tokio::test]
async fn edits_made_offline_on_two_phones_reach_both_through_the_relay() {
    let mut office = Office::open().unwrap();
    let mut siti = office.phone("organiser").await.unwrap();
    let mut budi = office.phone("organiser").await.unwrap();
    siti.edit(&card(1), set("full_name", "Siti Rahayu")).unwrap();
    budi.edit(&card(1), set("nickname", "Bu Siti")).unwrap();
    budi.edit(&note(1), set("title", "Rapat")).unwrap();
    assert_eq!(siti.ticks(&card(1)), Ticks::Local);

    siti.sync().await.unwrap();
    budi.sync().await.unwrap();
    siti.sync().await.unwrap();

    for phone in [&mut siti, &mut budi] {
        assert_eq!(read(phone, &card(1), "full_name").unwrap(), "Siti Rahayu");
        assert_eq!(read(phone, &card(1), "nickname").unwrap(), "Bu Siti");
        assert_eq!(read(phone, &note(1), "title").unwrap(), "Rapat");
        assert_eq!(phone.unsent(), 0);
    }
    office.check().unwrap();
}

#[tokio::test]
async fn an_edit_on_an_open_link_is_seen_by_the_other_phone_and_counted_as_received() {
    let mut office = Office::open().unwrap();
    let mut siti = office.phone("organiser").await.unwrap().live().await.unwrap();
    let mut budi = office.phone("member").await.unwrap().live().await.unwrap();
    for live in [&mut siti, &mut budi] {
        live.until(PATIENCE, Phone::is_caught_up).await.unwrap();
    }
    siti.edit(&note(1), set("title", "Rapat")).await.unwrap();
    budi.until(PATIENCE, |phone| phone.contents().docs.contains_key(&note(1))).await.unwrap();
    assert_eq!(read(budi.phone_mut(), &note(1), "title").unwrap(), "Rapat");
    let received = Ticks::Relay { received: 1, devices: 1 };
    let heard = siti.until(PATIENCE, |phone| phone.ticks(&note(1)) == received);
    // the other phone has to answer pings meanwhile
    let (heard, _) = tokio::join!(heard, budi.until(Duration::from_millis(1), |_| false));
    heard.unwrap();
}

/// Two phones that know each other's documents, and then both changed all of them while away.
async fn both_changed(office: &mut Office, documents: u128) -> (Phone, Phone) {
    let mut siti = office.phone("organiser").await.unwrap();
    let mut budi = office.phone("organiser").await.unwrap();
    for number in 0..documents {
        siti.edit(&note(number), set("title", "Rapat")).unwrap();
    }
    siti.sync().await.unwrap();
    budi.sync().await.unwrap();
    for number in 0..documents {
        siti.edit(&note(number), set("place", "Balai desa")).unwrap();
        budi.edit(&note(number), set("start", "09:00")).unwrap();
    }
    siti.sync().await.unwrap();
    (siti, budi)
}

fn less(now: Meter, before: Meter) -> Meter {
    Meter {
        frames_up: now.frames_up - before.frames_up,
        bytes_up: now.bytes_up - before.bytes_up,
        frames_down: now.frames_down - before.frames_down,
        bytes_down: now.bytes_down - before.bytes_down,
        round_trips: now.round_trips - before.round_trips,
    }
}

fn everything_is_there(phone: &mut Phone, documents: u128) {
    assert!(phone.is_caught_up());
    assert_eq!(phone.unsent(), 0);
    for number in 0..documents {
        assert_eq!(read(phone, &note(number), "place").unwrap(), "Balai desa");
    }
}

#[tokio::test]
async fn one_request_and_one_answer_bring_both_sides_together_whatever_the_number_of_documents() {
    for documents in DOCUMENTS {
        let mut office = Office::open().unwrap();
        let (_siti, mut budi) = both_changed(&mut office, documents).await;
        let before = budi.meter();
        budi.sync().await.unwrap();
        everything_is_there(&mut budi, documents);
        let used = less(budi.meter(), before);
        assert_eq!(used.round_trips, 1);
        // one hello and one push per document
        assert_eq!(used.frames_up, 1 + documents as u64);
        println!("{documents} documents: {used:?}");
    }
}

#[tokio::test]
async fn a_socket_on_which_the_phone_falls_silent_after_its_first_flight_still_brings_everything() {
    for documents in DOCUMENTS {
        let mut office = Office::open().unwrap();
        let (_siti, budi) = both_changed(&mut office, documents).await;
        let before = budi.meter();
        let mut live = budi.live().await.unwrap();
        live.be_silent();
        live.until(PATIENCE, |phone| phone.is_caught_up() && phone.unsent() == 0).await.unwrap();
        everything_is_there(live.phone_mut(), documents);
        assert_eq!(less(live.phone().meter(), before).frames_up, 1 + documents as u64);
    }
}

#[tokio::test]
async fn an_exchange_in_which_nothing_is_new_takes_under_200_bytes_of_frames() {
    let mut office = Office::open().unwrap();
    let (_siti, mut budi) = both_changed(&mut office, 60).await;
    budi.sync().await.unwrap();
    let before = budi.meter();
    budi.sync().await.unwrap();
    let used = less(budi.meter(), before);
    assert!(used.bytes_up + used.bytes_down < 200, "{used:?}");
    println!("nothing new in 60 documents: {used:?}");
}

#[tokio::test]
async fn a_new_phone_gets_every_document_in_one_answer() {
    let mut office = Office::open().unwrap();
    let (_siti, _budi) = both_changed(&mut office, 150).await;
    let mut dewi = office.phone("viewer").await.unwrap();
    dewi.sync().await.unwrap();
    everything_is_there(&mut dewi, 150);
    assert_eq!(dewi.meter().round_trips, 1);
    assert_eq!(dewi.meter().frames_up, 1);
}

#[tokio::test]
async fn a_phone_started_anew_from_its_folder_goes_on_where_it_was() {
    let mut office = Office::open().unwrap();
    let mut siti = office.phone("organiser").await.unwrap();
    siti.edit(&card(1), set("full_name", "Siti Rahayu")).unwrap();
    let folder = office.home().join("phone-1");
    drop(siti);

    let mut siti = Phone::open(&folder).unwrap();
    siti.edit(&card(1), set("nickname", "Bu Siti")).unwrap();
    siti.sync().await.unwrap();
    drop(siti);

    let mut siti = Phone::open(&folder).unwrap();
    assert_eq!(siti.unsent(), 0);
    assert_eq!(read(&mut siti, &card(1), "full_name").unwrap(), "Siti Rahayu");
    let before = siti.meter();
    siti.sync().await.unwrap();
    assert_eq!(less(siti.meter(), before).frames_up, 1);
}
