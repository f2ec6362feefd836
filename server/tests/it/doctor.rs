//! `paguyuban doctor`, beside a relay that runs.

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use paguyuban_server::store::sqlite::{SqliteStore, backup};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::helper::{Relay, with_forum};

async fn doctor(data: &Path, words: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paguyuban"));
    command.arg("doctor").args(words).arg("--data").arg(data).env_remove("RUST_LOG");
    let asked = tokio::task::spawn_blocking(move || command.output().unwrap());
    let Output { status, stdout, .. } = asked.await.unwrap();
    (status.code(), String::from_utf8(stdout).unwrap())
}

/// A web server in front that hands an answer on when all of it is there.
async fn buffering(relay: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        loop {
            let (mut phone, _) = listener.accept().await.unwrap();
            let mut relay = TcpStream::connect(&relay).await.unwrap();
            let mut asked = vec![0; 4_096];
            let length = phone.read(&mut asked).await.unwrap();
            let words = String::from_utf8_lossy(&asked[..length]).into_owned();
            let words = words.replacen("\r\n", "\r\nconnection: close\r\n", 1);
            relay.write_all(words.as_bytes()).await.unwrap();
            let mut answer = Vec::new();
            relay.read_to_end(&mut answer).await.unwrap();
            phone.write_all(&answer).await.unwrap();
        }
    });
    address
}

#[tokio::test]
async fn the_doctor_says_what_is_wrong_around_a_relay_and_what_to_do() {
    let (folder, to) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let data = folder.path().to_owned();
    with_forum(SqliteStore::open(&data).unwrap());
    #[cfg(unix)]
    {
        let owner = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        std::fs::set_permissions(&data, owner).unwrap();
    }
    let relay = Relay::start_in(folder).await;
    let address = relay.address.clone();
    let origin = format!("http://{address}");
    let backups = to.path().to_str().unwrap().to_owned();
    let words = ["--listen", &address, "--origin", &origin, "--backup-to", &backups];

    let (code, said) = doctor(&data, &words).await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("WRONG  no backup has been made yet\n         -> "), "{said}");
    assert_eq!(said.matches("WRONG").count(), 1, "{said}");

    let at = humantime::format_rfc3339_seconds(std::time::SystemTime::now()).to_string();
    backup(&data, &to.path().join(format!("paguyuban-{}", at.replace([':', '-'], "")))).unwrap();
    let (code, said) = doctor(&data, &words).await;
    assert_eq!(code, Some(0), "{said}");
    for line in
        ["the relay answers", "as they are sent", "the newest backup is", "nothing is wrong"]
    {
        assert!(said.contains(line), "no {line:?} in {said}");
    }

    let front = format!("http://{}", buffering(address.clone()).await);
    let (code, said) = doctor(&data, &["--origin", &front, "--listen", &address]).await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("WRONG  something in front of the relay keeps answers back"), "{said}");

    relay.stop().await;
    let asked = tokio::time::timeout(Duration::from_secs(60), doctor(&data, &words));
    let (code, said) = asked.await.unwrap();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("WRONG  the relay does not answer"), "{said}");
}
