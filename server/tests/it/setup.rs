//! `paguyuban setup`, answered by flags.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn paguyuban(config: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paguyuban"));
    command.args(words).env("PAGUYUBAN_CONFIG", config).stdin(Stdio::null());
    command.env_remove("RUST_LOG").env_remove("PAGUYUBAN_DATA").output().unwrap()
}

#[test]
fn four_answers_make_settings_a_forum_and_an_invitation() {
    let home = TempDir::new().unwrap();
    let config = home.path().join("etc/paguyuban.toml");
    std::fs::create_dir(home.path().join("etc")).unwrap();
    std::fs::write(&config, "# as the package brings it\n").unwrap();
    let (data, backups) = (home.path().join("data"), home.path().join("backups"));
    let (data, backups) = (data.to_str().unwrap(), backups.to_str().unwrap());
    let place = ["setup", "--no-service", "--data", data, "--backup-to", backups];
    let whom = ["--name", "Paguyuban Contoh", "--kecamatan", "Contoh", "--kabupaten", "Contoh"];
    let proxy = ["--behind-proxy", "https://paguyuban.contoh.id"];

    // nobody is there to be asked: it says which flag is missing, and does nothing
    for (words, flag) in [
        ([&place[..], &whom[2..], &proxy].concat(), "--name"),
        ([&place[..], &whom[..2], &proxy].concat(), "--kecamatan"),
        ([&place[..], &whom].concat(), "--domain"),
        ([&place[..], &whom, &["--domain", "contoh.id"]].concat(), "--contact"),
        ([&place[..4], &whom, &proxy].concat(), "--backup-to"),
    ] {
        let output = paguyuban(&config, &words);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && error.contains(flag), "{flag}: {error}");
        assert!(!Path::new(data).exists(), "{flag}");
    }

    let words = [&place[..], &whom, &proxy].concat();
    // what is somebody else's is given to nobody
    for (folder, place) in [("data", data), ("backups", backups)] {
        std::fs::create_dir(place).unwrap();
        let other = Path::new(place).join("foto-keluarga.jpg");
        std::fs::write(&other, "x").unwrap();
        let error = paguyuban(&config, &words).stderr;
        let error = String::from_utf8_lossy(&error);
        assert!(error.contains("holds foto-keluarga.jpg already"), "{folder}: {error}");
        assert_eq!(std::fs::read_dir(place).unwrap().count(), 1, "{folder}");
        std::fs::remove_dir_all(place).unwrap();
    }
    let output = paguyuban(&config, &words);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("https://paguyuban.contoh.id/#gabung="), "{said}");
    assert!(said.contains("as organiser") && said.contains("systemctl enable --now"), "{said}");
    let text = std::fs::read_to_string(&config).unwrap();
    assert!(text.starts_with("# as the package brings it\n"), "{text}");
    // what it wrote is what the relay reads
    let shown = String::from_utf8(paguyuban(&config, &["settings"]).stdout).unwrap();
    for line in [format!("data = {data}  (file"), format!("backup-to = {backups}  (file")] {
        assert!(shown.contains(&line), "no {line:?} in {shown}");
    }
    assert!(shown.contains("behind-proxy = true  (file"), "{shown}");
    let forums = String::from_utf8(paguyuban(&config, &["forum", "list"]).stdout).unwrap();
    assert!(forums.contains("Paguyuban Contoh"), "{forums}");
    let again = paguyuban(&config, &words);
    assert!(String::from_utf8_lossy(&again.stderr).contains("settings stand in"), "{again:?}");
    // settings that were thrown away do not make a second forum
    std::fs::write(&config, "").unwrap();
    let again = paguyuban(&config, &words);
    assert!(String::from_utf8_lossy(&again.stderr).contains("holds the forum"), "{again:?}");
}
