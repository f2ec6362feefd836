use std::net::IpAddr;
use std::time::Duration;

use paguyuban_server::tls::Certificate;

use super::{Sign, backups, certificate, clock, disk, files, name, relay, rights, streamed};

const DAY_MS: u64 = 86_400_000;
const NOW_MS: u64 = 20_000 * DAY_MS;
const HOUR: Duration = Duration::from_secs(3_600);

fn held(from_days: u64, until_days: u64) -> Result<Certificate, String> {
    Ok(Certificate {
        names: vec!["contoh.id".to_owned()],
        from_ms: from_days * DAY_MS,
        until_ms: until_days * DAY_MS,
    })
}

fn leads(to: &[&str]) -> Result<Vec<IpAddr>, String> {
    Ok(to.iter().map(|text| text.parse().expect("an address")).collect())
}

fn answered(status: u16, version: &str) -> Result<(u16, String), String> {
    Ok((status, version.to_owned()))
}

/// Each sign, and how it begins: F is fine, N a note, W wrong.
#[test]
fn every_sign_has_its_sentence() {
    let none = || Err("gone".to_owned());
    for (sign, kind, words) in [
        (clock(NOW_MS, NOW_MS - 1, None), 'F', "goes on"),
        (clock(NOW_MS, NOW_MS + 60_000, Some(NOW_MS + 60_000)), 'F', "right"),
        (clock(NOW_MS, NOW_MS + 600_000, None), 'W', "later than now"),
        (clock(NOW_MS, 0, Some(NOW_MS - 3_600_000)), 'W', "60 minutes off"),
        (disk(10_000_000_000, 1_000_000), 'F', "10000 MB"),
        (disk(1_000_000_000, 900_000_000), 'N', "twice"),
        (disk(100_000_000, 1), 'W', "100 MB"),
        (rights(Some(0o700), true, "/d"), 'F', "owner alone"),
        (rights(Some(0o750), true, "/d"), 'W', "look into /d"),
        (rights(Some(0o700), false, "/d"), 'W', "cannot be written"),
        (rights(None, false, "/d"), 'W', "no data folder /d"),
        (certificate(held(19_990, 20_080), Some("contoh.id"), NOW_MS), 'F', "80 days"),
        (certificate(held(19_990, 20_080), None, NOW_MS), 'F', "80 days"),
        (certificate(held(19_990, 20_080), Some("lain.id"), NOW_MS), 'W', "not for lain.id"),
        (certificate(held(19_920, 20_010), None, NOW_MS), 'W', "not renewed, and ends in 10"),
        (certificate(held(19_900, 20_000), None, NOW_MS), 'W', "has ended"),
        (certificate(Err("gone".to_owned()), None, NOW_MS), 'W', "no certificate: gone"),
        (name("contoh.id", &leads(&["203.0.113.7", "10.0.0.1"])), 'F', "203.0.113.7"),
        (name("contoh.id", &leads(&["192.168.1.2", "fd00::1"])), 'N', "only this network"),
        (name("contoh.id", &leads(&[])), 'W', "leads nowhere"),
        (name("contoh.id", &Err("gone".to_owned())), 'W', "leads nowhere: gone"),
        (backups(Ok(Some(HOUR)), HOUR, false), 'F', "1h old"),
        (backups(Ok(Some(HOUR)), HOUR, true), 'N', "on the disk that"),
        (backups(Ok(Some(HOUR * 3)), HOUR, false), 'W', "3h old"),
        (backups(Ok(None), HOUR, false), 'W', "no backup has been made"),
        (backups(Err("gone".to_owned()), HOUR, false), 'W', "cannot be read: gone"),
        (relay(&answered(200, "1.0.0"), "1.0.0"), 'F', "answers, 1.0.0"),
        (relay(&answered(200, "0.9.0"), "1.0.0"), 'W', "that runs is 0.9.0"),
        (relay(&answered(503, "1.0.0"), "1.0.0"), 'W', "takes nothing new"),
        (relay(&Err("gone".to_owned()), "1.0.0"), 'W', "does not answer: gone"),
        (streamed(Ok(HOUR)), 'F', "as they are sent"),
        (streamed(Ok(Duration::from_millis(3))), 'W', "keeps answers back"),
        (streamed(none()), 'W', "does not answer: gone"),
        (files(Some(1_000_000), 2_048), 'F', "enough"),
        (files(None, 2_048), 'F', "enough"),
        (files(Some(1_024), 2_048), 'W', "2304 are needed"),
    ] {
        let (found, said) = match &sign {
            Sign::Fine(said) => ('F', said),
            Sign::Note(said) => ('N', said),
            Sign::Wrong(said, todo) => {
                assert!(!todo.is_empty());
                ('W', said)
            }
        };
        assert!(found == kind && said.contains(words), "{kind} {words:?}: {sign:?}");
    }
}
