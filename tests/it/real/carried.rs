//! What one phone took in of another's packet reaches the relay through its own door.

use std::time::Duration;

use paguyuban::document::View;
use paguyuban::frame::RefusalCode;
use paguyuban::replica::{Event, NotTaken, Ticks};
use paguyuban_tests::office::{Office, note, read, set};
use paguyuban_tests::phone::Phone;

const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn what_one_phone_took_in_of_anothers_packet_is_stored_in_its_authors_name() {
    let mut office = Office::open().unwrap();
    let mut siti = office.phone("member").await.unwrap();
    let mut budi = office.phone("member").await.unwrap();
    siti.edit(&note(1), set("title", "Rapat")).unwrap();
    siti.sync().await.unwrap();
    budi.sync().await.unwrap();

    siti.edit(&note(1), set("title", "Rapat desa")).unwrap();
    siti.edit(&note(2), set("title", "Kunjungan")).unwrap();
    let packet = siti.packet().unwrap();
    for push in &packet {
        assert_eq!(budi.take_in(push).unwrap(), Ok(()));
    }
    budi.edit(&note(1), set("place", "Balai desa")).unwrap();
    assert_eq!(budi.ticks(&note(1)), Ticks::Local);
    budi.sync().await.unwrap();
    assert_eq!(budi.refusals(), []);
    for number in [1, 2] {
        assert!(matches!(budi.ticks(&note(number)), Ticks::Relay { .. }), "{number}");
    }

    let mut dewi = office.phone("viewer").await.unwrap();
    dewi.sync().await.unwrap();
    assert_eq!(read(&mut dewi, &note(1), "title").unwrap(), "Rapat desa");
    let author = |view: View| view.edited.and_then(|edited| edited.member);
    assert_eq!(author(dewi.view(&note(2)).unwrap().unwrap()), Some(siti.identity().member));
    siti.sync().await.unwrap();
    assert!(matches!(siti.ticks(&note(2)), Ticks::Relay { .. }));

    // a device that the relay shut out is believed by nobody who has heard it
    siti.edit(&note(2), set("title", "Sesudahnya")).unwrap();
    let late = siti.packet().unwrap();
    let device = siti.identity().device.to_string();
    let shut = ["device", "revoke", "--forum", office.forum(), "--device", &device];
    office.operate(&shut).unwrap();
    let mut live = budi.live().await.unwrap();
    let hears = |phone: &Phone| {
        let is_out = |event: &Event| match event {
            Event::Devices { trusted } => trusted.devices.iter().any(|known| known.revoked),
            _ => false,
        };
        phone.news().iter().any(is_out)
    };
    live.until(PATIENCE, hears).await.unwrap();
    let mut budi = live.hang_up().await;
    let revoked: NotTaken = RefusalCode::Revoked.into();
    assert_eq!(budi.take_in(&late[0]).unwrap(), Err(revoked));
    office.check().unwrap();
}
