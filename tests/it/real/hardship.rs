//! A full disk, a restored backup, a device that was shut out.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use paguyuban::frame::{Closing, RefusalCode};
use paguyuban::replica::{Event, Ticks};
use paguyuban_tests::office::{Office, card, note, read, set};
use paguyuban_tests::phone::{Door, Phone, PhoneError, Tampered};
use paguyuban_tests::poison::Poison;
use paguyuban_tests::relay;
use serde_json::json;
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(30);
/// A device that is shut out is out within this, also on an open connection.
const CUT: Duration = Duration::from_secs(1);

/// A small disk of its own, unmounted when it is dropped.
pub(crate) struct SmallDisk(pub(crate) TempDir);

impl SmallDisk {
    /// None if this user may not mount one.
    pub(crate) fn mount(megabytes: u32) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let size = format!("size={megabytes}m");
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "paguyuban-test"])
            .arg(folder.path())
            .output();
        mount.is_ok_and(|mount| mount.status.success()).then_some(Self(folder))
    }

    /// Fills it up to the last byte.
    pub(crate) fn fill(&self) {
        let filler = self.0.path().join("filler");
        let block = vec![0_u8; 4096];
        let mut file = fs::File::create(filler).unwrap();
        while std::io::Write::write_all(&mut file, &block).is_ok() {}
    }

    /// Fills it but for so many megabytes.
    pub(crate) fn fill_but(&self, megabytes: usize) {
        self.fill();
        let filler = self.0.path().join("filler");
        let taken = fs::metadata(&filler).unwrap().len();
        let file = fs::File::options().write(true).open(filler).unwrap();
        file.set_len(taken - ((megabytes as u64) << 20)).unwrap();
    }

    pub(crate) fn empty(&self) {
        fs::remove_file(self.0.path().join("filler")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _unmounted = Command::new("umount").arg(self.0.path()).status();
    }
}

#[tokio::test]
async fn a_full_disk_is_told_by_code_old_documents_are_served_and_it_recovers_by_itself() {
    // room for the database, its ballast, and twice that to lay the ballast again
    let Some(disk) = SmallDisk::mount(32) else {
        println!("skipped: only root may mount a small disk");
        return;
    };
    let mut office = Office::open_at(TempDir::new().unwrap(), disk.0.path().join("data")).unwrap();
    let mut siti = office.phone("organiser").await.unwrap();
    let mut budi = office.phone("organiser").await.unwrap();
    siti.edit(&card(1), set("full_name", "Siti Rahayu")).unwrap();
    siti.sync().await.unwrap();

    disk.fill();
    siti.edit(&card(2), set("full_name", "Budi Santoso")).unwrap();
    siti.sync().await.unwrap();
    // SQLite may have had room in its last pages
    for number in 3..2_000 {
        if !siti.refusals().is_empty() {
            break;
        }
        siti.edit(&card(number), set("full_name", "Penuh")).unwrap();
        siti.sync().await.unwrap();
    }
    assert!(siti.refusals().iter().all(|code| *code == RefusalCode::DiskFull));
    assert!(!siti.refusals().is_empty(), "the disk never got full");
    assert!(siti.unsent() > 0);
    budi.sync().await.unwrap();
    assert_eq!(read(&mut budi, &card(1), "full_name").unwrap(), "Siti Rahayu");
    let (status, _) = relay::get(office.relay().unwrap().origin(), "/health").unwrap();
    assert_eq!(status, 503);

    disk.empty();
    siti.sync().await.unwrap();
    assert_eq!(siti.unsent(), 0, "{:?}", siti.refusals());
    budi.sync().await.unwrap();
    assert_eq!(read(&mut budi, &card(2), "full_name").unwrap(), "Budi Santoso");
    office.check().unwrap();
}

#[tokio::test]
async fn while_the_disk_is_full_people_are_shut_out_and_let_in_and_documents_erased() {
    let Some(disk) = SmallDisk::mount(32) else {
        println!("skipped: only root may mount a small disk");
        return;
    };
    let mut office = Office::open_at(TempDir::new().unwrap(), disk.0.path().join("data")).unwrap();
    let mut siti = office.phone("organiser").await.unwrap();
    let hostile = office.phone("member").await.unwrap();
    let demoted = office.phone("organiser").await.unwrap();
    siti.edit(&card(1), set("full_name", "Siti Rahayu")).unwrap();
    siti.sync().await.unwrap();
    let (desk, hostile) =
        (Tampered::of(siti.identity()).unwrap(), Tampered::of(hostile.identity()).unwrap());
    let origin = office.relay().unwrap().origin().to_owned();
    let forum = office.forum().to_owned();
    let link = office
        .operate(&["invite", "--forum", &forum, "--role", "member", "--origin", &origin])
        .unwrap();
    let link = link.split_whitespace().find(|word| word.contains("#gabung=")).unwrap().to_owned();
    disk.fill();
    for number in 2..2_000 {
        if !siti.refusals().is_empty() {
            break;
        }
        siti.edit(&card(number), set("full_name", "Penuh")).unwrap();
        siti.sync().await.unwrap();
    }
    assert!(!siti.refusals().is_empty(), "the disk never got full");
    let device = hostile.identity.device.to_string();
    let member = demoted.identity().member.to_string();
    let invite = json!({
        "act": "invite", "invitation": "01KAV9FT00000000000000000Z",
        "secret_hash": URL_SAFE_NO_PAD.encode([7; 32]), "role": "member", "member": null,
        "replaces": null, "label": "", "lasts_s": 3600,
    });
    for act in [
        json!({ "act": "revoke_device", "device": device }),
        json!({ "act": "set_role", "member": member, "role": "viewer" }),
        json!({ "act": "erase", "doc": card(1).as_str() }),
        invite,
    ] {
        let (status, said) = desk.act(act.clone()).await.unwrap();
        assert_eq!(status, 200, "{act}: {said}");
    }
    let told = hostile.say(Door::Post, Vec::new()).await;
    assert!(matches!(told, Err(PhoneError::Answer { status: 403, .. })), "{told:?}");
    let joined = Phone::join(&link, &office.home().join("baru")).await;
    assert!(joined.is_ok(), "{:?}", joined.err());
    // what is no decision about people waits for room, so that these have it
    siti.edit(&card(3_000), set("full_name", "Budi Santoso")).unwrap();
    siti.sync().await.unwrap();
    assert!(siti.unsent() > 0);
    disk.empty();
    siti.sync().await.unwrap();
    assert_eq!(siti.unsent(), 0, "{:?}", siti.refusals());
    assert!(office.data().join("ballast").exists(), "it is laid again");
    office.check().unwrap();
}

#[tokio::test]
async fn a_document_larger_than_the_ballast_is_erased_while_the_disk_is_full() {
    let Some(disk) = SmallDisk::mount(96) else {
        println!("skipped: only root may mount a small disk");
        return;
    };
    let mut office = Office::open_at(TempDir::new().unwrap(), disk.0.path().join("data")).unwrap();
    let mut siti = office.phone("organiser").await.unwrap();
    let mut budi = office.phone("member").await.unwrap();
    budi.edit(&note(2), set("place", "Balai desa")).unwrap();
    budi.edit(&note(1), set("place", "Balai desa")).unwrap();
    budi.sync().await.unwrap();
    // as an earlier release let everybody
    office.kill_relay().unwrap();
    Poison::Changes.spoil(office.data(), &note(1)).unwrap();
    siti.move_to(office.start_relay().unwrap().origin());
    disk.fill();
    let desk = Tampered::of(siti.identity()).unwrap();
    let act = json!({ "act": "erase", "doc": note(1).as_str() });
    let (status, said) = desk.act(act).await.unwrap();
    assert_eq!(status, 200, "{said}");
    let mut reader = office.phone("viewer").await.unwrap();
    reader.sync().await.unwrap();
    assert!(!reader.documents().contains(&note(1)));
    assert_eq!(read(&mut reader, &note(2), "place").unwrap(), "Balai desa");
    disk.empty();
    office.check().unwrap();
}

fn is_told(phone: &Phone, wanted: fn(&Event) -> bool) -> bool {
    phone.news().iter().any(wanted)
}

#[tokio::test]
async fn after_a_restored_backup_phones_give_back_what_was_lost_whoever_wrote_it() {
    let mut office = Office::open().unwrap();
    let mut siti = office.phone("organiser").await.unwrap();
    let mut budi = office.phone("member").await.unwrap();
    siti.edit(&card(1), set("full_name", "Siti Rahayu")).unwrap();
    siti.sync().await.unwrap();
    let backup = office.home().join("backup");
    office.operate(&["backup", path(&backup)]).unwrap();
    siti.edit(&card(2), set("full_name", "Budi Santoso")).unwrap();
    siti.sync().await.unwrap();
    budi.sync().await.unwrap();
    assert!(matches!(budi.ticks(&card(2)), Ticks::Relay { .. }));

    office.kill_relay().unwrap();
    office.operate(&["restore", path(&backup)]).unwrap();
    let origin = office.start_relay().unwrap().origin().to_owned();
    budi.move_to(&origin);
    // Siti's phone lies in the river: what she wrote comes back from Budi's
    let mut live = budi.live().await.unwrap();
    let given_back = |phone: &Phone| phone.is_caught_up() && phone.unsent() == 0;
    live.until(PATIENCE, given_back).await.unwrap();
    assert!(is_told(live.phone(), |event| *event == Event::EpochChanged));
    let mut dewi = office.phone("viewer").await.unwrap();
    dewi.sync().await.unwrap();
    assert_eq!(read(&mut dewi, &card(2), "full_name").unwrap(), "Budi Santoso");
    office.check().unwrap();
}

#[tokio::test]
async fn after_a_restored_backup_two_exchanges_by_post_give_back_what_was_lost() {
    let mut office = Office::open().unwrap();
    let mut siti = office.phone("organiser").await.unwrap();
    siti.edit(&card(1), set("full_name", "Siti Rahayu")).unwrap();
    siti.sync().await.unwrap();
    let backup = office.home().join("backup");
    office.operate(&["backup", path(&backup)]).unwrap();
    siti.edit(&card(1), set("full_name", "Siti Aminah")).unwrap();
    siti.sync().await.unwrap();

    office.kill_relay().unwrap();
    office.operate(&["restore", path(&backup)]).unwrap();
    siti.move_to(office.start_relay().unwrap().origin());
    siti.sync().await.unwrap();
    assert_eq!(siti.ticks(&card(1)), Ticks::Local, "✓✓ goes back to ✓ until it is confirmed");
    siti.sync().await.unwrap();
    assert!(matches!(siti.ticks(&card(1)), Ticks::Relay { .. }));
    let mut dewi = office.phone("viewer").await.unwrap();
    dewi.sync().await.unwrap();
    assert_eq!(read(&mut dewi, &card(1), "full_name").unwrap(), "Siti Aminah");
}

#[tokio::test]
async fn a_revoked_device_is_cut_off_on_its_open_link_and_keeps_what_it_has_not_sent() {
    let mut office = Office::open().unwrap();
    let siti = office.phone("organiser").await.unwrap();
    let device = siti.identity().device.to_string();
    let mut live = siti.live().await.unwrap();
    live.until(PATIENCE, Phone::is_caught_up).await.unwrap();
    office.operate(&["device", "revoke", "--forum", office.forum(), "--device", &device]).unwrap();
    let cut = live.until(CUT, |phone| phone.closing() == Some(Closing::Revoked));
    cut.await.unwrap();
    let mut siti = live.hang_up().await;
    siti.edit(&note(1), set("title", "Belum terkirim")).unwrap();
    let refused = siti.sync().await;
    assert!(matches!(refused, Err(PhoneError::Answer { status: 403, .. })), "{refused:?}");
    assert_eq!(siti.unsent(), 1);
    assert_eq!(siti.ticks(&note(1)), Ticks::Held { code: RefusalCode::Revoked });
    assert_eq!(read(&mut siti, &note(1), "title").unwrap(), "Belum terkirim");
}

#[tokio::test]
async fn an_invitation_is_good_for_one_phone() {
    let mut office = Office::open().unwrap();
    let link = office.relay().unwrap().invite(office.forum(), "member").unwrap();
    Phone::join(&link, &office.home().join("one")).await.unwrap();
    let second = Phone::join(&link, &office.home().join("two")).await;
    assert!(matches!(second, Err(PhoneError::Answer { status: 410, .. })), "{second:?}");
    drop(office.phone("member").await.unwrap());
}

fn path(folder: &Path) -> &str {
    folder.to_str().unwrap()
}
