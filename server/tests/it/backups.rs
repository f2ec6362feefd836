//! Backups that the relay makes by itself, and the drill.

use std::num::NonZeroU32;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use paguyuban_server::Config;
use paguyuban_server::backups::{Kept, Plan, kept};
use paguyuban_server::store::sqlite::{DATABASE, SqliteStore, check_folder};
use serde_json::Value as Json;
use tempfile::TempDir;

use crate::helper::{Relay, with_forum};

/// A relay that makes a backup every second, and the folder of the backups.
async fn relay(to: &Path, keep: u32) -> Relay {
    let folder = TempDir::new().unwrap();
    with_forum(SqliteStore::open(folder.path()).unwrap());
    let mut config = Config::new(folder.path().to_owned());
    let keep = NonZeroU32::new(keep).unwrap();
    config.backups = Some(Plan { to: to.to_owned(), every: Duration::from_secs(1), keep });
    Relay::start_as(config, folder).await
}

/// Asks until the relay says so; the test's own time limit ends what never comes.
async fn until(relay: &Relay, holds: impl Fn(&str, &Json) -> bool) -> (String, Json) {
    let mut ticks = tokio::time::interval(Duration::from_millis(50));
    for _ in 0..400 {
        ticks.tick().await;
        let metrics = metrics_of(relay).await;
        let health: Json = serde_json::from_slice(&relay.get("/health", "").await.2).unwrap();
        if holds(&metrics, &health) {
            return (metrics, health);
        }
    }
    panic!("it never came");
}

async fn metrics_of(relay: &Relay) -> String {
    String::from_utf8(relay.get("/metrics", "").await.2).unwrap()
}

fn figure(metrics: &str, name: &str) -> u64 {
    let line = metrics.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.trim().parse().ok()).unwrap_or_else(|| panic!("no {name}"))
}

const MADE: &str = "paguyuban_backups_made_total";
const FAILED: &str = "paguyuban_backups_failed_total";

#[tokio::test]
async fn a_relay_makes_backups_by_itself_and_keeps_the_newest() {
    let to = TempDir::new().unwrap();
    std::fs::create_dir(to.path().join("paguyuban-monday")).unwrap();
    let relay = relay(to.path(), 2).await;
    let (metrics, health) = until(&relay, |metrics, _| figure(metrics, MADE) >= 4).await;
    assert_eq!(figure(&metrics, FAILED), 0);
    assert!(figure(&metrics, "paguyuban_backup_age_seconds") < 60);
    assert!(health["backup"]["age_s"].as_u64().unwrap() < 60, "{health}");
    assert_eq!(health["backup"]["failed"], 0);
    relay.stop().await;
    let all: Vec<Kept> = kept(to.path()).unwrap();
    assert!((2..=3).contains(&all.len()), "{all:?}: the last may have been in the making");
    for backup in &all[..2] {
        assert!(check_folder(&backup.folder).unwrap().is_sound());
    }
    assert!(to.path().join("paguyuban-monday").is_dir(), "it is not ours");
}

#[tokio::test]
async fn a_backup_that_fails_is_told_and_harms_no_good_one() {
    let (home, away) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let to = home.path().join("disk");
    std::fs::create_dir(&to).unwrap();
    let relay = relay(&to, 1).await;
    until(&relay, |metrics, _| figure(metrics, MADE) >= 1).await;
    // the disk is pulled out
    std::fs::rename(&to, away.path().join("disk")).unwrap();
    until(&relay, |metrics, health| {
        figure(metrics, FAILED) >= 1 && health["backup"]["failed"] != 0
    })
    .await;
    assert!(!to.exists(), "nothing is written where the disk would be");
    assert_eq!(kept(&away.path().join("disk")).unwrap().len(), 1);
    // and comes back, and after a failure the next one is tried in time
    std::fs::rename(away.path().join("disk"), &to).unwrap();
    let (_, health) = until(&relay, |_, health| health["backup"]["failed"] == 0).await;
    assert!(health["backup"]["age_s"].as_u64().unwrap() < 60);

    // a database with faults makes no backup, whatever the age of the last
    let before = kept(&to).unwrap();
    let database = rusqlite::Connection::open(relay.folder.path().join(DATABASE)).unwrap();
    assert_eq!(database.execute("update forum set seq = seq + 1", []).unwrap(), 1);
    let failed = figure(&metrics_of(&relay).await, FAILED);
    until(&relay, |metrics, _| figure(metrics, FAILED) > failed).await;
    let after = kept(&to).unwrap();
    assert_eq!(after.len(), before.len(), "{after:?}");
    assert!(check_folder(&after[0].folder).unwrap().is_sound());
    relay.stop().await;
}

fn drill(within: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paguyuban"));
    let command = command.args(["drill", "--backup-to"]).arg(within).args(more);
    command.env_remove("RUST_LOG").output().unwrap()
}

#[tokio::test]
async fn the_drill_puts_the_newest_back_says_what_is_in_it_and_leaves_nothing() {
    let to = TempDir::new().unwrap();
    let none = drill(to.path(), &[]);
    assert_eq!(none.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&none.stderr).contains("--backup-to"), "{none:?}");

    let relay = relay(to.path(), 1).await;
    until(&relay, |metrics, _| figure(metrics, MADE) >= 1).await;
    relay.stop().await;
    let fine = drill(to.path(), &["--not-older-than", "1h"]);
    let said = String::from_utf8(fine.stdout).unwrap();
    assert_eq!(fine.status.code(), Some(0), "{said}");
    for word in ["the newest is", "1 forums", "all sound", "Paguyuban Contoh"] {
        assert!(said.contains(word), "no {word:?} in {said}");
    }
    assert!(!to.path().join("paguyuban-drill").exists());
    assert_eq!(drill(to.path(), &["--not-older-than", "0s"]).status.code(), Some(1), "too old");

    // what a drill left that was cut off is in nobody's way; a backup with faults is told
    std::fs::create_dir(to.path().join("paguyuban-drill")).unwrap();
    let file = kept(to.path()).unwrap()[0].folder.join(DATABASE);
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(drill(to.path(), &[]).status.code(), Some(1));
    assert!(!to.path().join("paguyuban-drill").exists());
}
