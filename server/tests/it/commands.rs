//! The program as an operator runs it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

fn paguyuban(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paguyuban"));
    command.args(words).env("PAGUYUBAN_DATA", data).env_remove("RUST_LOG");
    command
}

fn run(data: &Path, words: &[&str]) -> Output {
    paguyuban(data, words).output().unwrap()
}

/// What a command that succeeds prints.
fn said(data: &Path, words: &[&str]) -> String {
    let output = run(data, words);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(data: &Path) -> Self {
        let mut command = paguyuban(data, &["serve", "--listen", "127.0.0.1:0"]);
        let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap().to_owned();
        Self { child, address }
    }

    /// As systemd would; the exit code.
    fn terminate(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

#[test]
fn a_forum_begins_with_the_villages_of_a_file() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    let file = data.join("desa.csv");
    std::fs::write(
        &file,
        "Kode;Desa\r\n33.01.01.2001;Contoh Lor\r\n33.01.01.2002;Contoh Kidul\r\n",
    )
    .unwrap();
    let new = ["forum", "new", "--name", "Contoh", "--kecamatan", "Contoh", "--villages"];
    let path = file.to_str().unwrap();
    let forum = said(data, &[&new[..], &[path]].concat()).trim().to_owned();
    let out = data.join("out");
    said(data, &["export", "--forum", &forum, "--out", out.to_str().unwrap()]);
    let settings = std::fs::read(out.join("settings.json")).unwrap();
    let settings: serde_json::Value = serde_json::from_slice(&settings).unwrap();
    assert_eq!(settings["fields"]["kecamatan"], "Contoh");
    assert_eq!(settings["fields"]["villages"]["33.01.01.2002"], "Contoh Kidul");
    assert!(said(data, &["check"]).contains("sound"));

    std::fs::write(&file, "Contoh Lor").unwrap();
    let refused = run(data, &[&new[..], &[path]].concat());
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("Contoh Lor"));
    assert_eq!(said(data, &["forum", "list"]).lines().count(), 1, "nothing was made");

    let long = "Contoh ".repeat(20);
    let refused = run(data, &["forum", "new", "--name", "Contoh", "--kecamatan", &long]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("kecamatan"));
    assert_eq!(said(data, &["forum", "list"]).lines().count(), 1, "nothing was made");
}

#[test]
fn one_command_makes_a_forum_and_prints_the_link_of_its_first_organiser() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    let origin = "https://paguyuban.contoh.id";
    let printed = said(data, &["forum", "new", "--name", "Contoh", "--origin", origin]);
    let id = printed.lines().next().unwrap();
    assert!(said(data, &["forum", "list"]).starts_with(id));
    let links: Vec<&str> = printed.lines().filter(|line| line.contains("://")).collect();
    let [link] = links[..] else { panic!("not one link: {printed}") };
    let secret = link.strip_prefix(&format!("{origin}/#gabung=")).unwrap();
    assert_eq!(secret.len(), 40, "{link}");
    assert!(printed.contains("as organiser"), "{printed}");

    let nowhere = run(data, &["forum", "new", "--name", "Contoh", "--origin", "contoh.id"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert_eq!(said(data, &["forum", "list"]).lines().count(), 1, "nothing was made");
}

#[test]
fn a_relay_is_set_up_served_backed_up_and_put_back_by_its_commands() {
    let (folder, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let data = folder.path();
    assert_eq!(said(data, &["forum", "list"]), "");
    let forum = said(data, &["forum", "new", "--name", "Paguyuban Contoh"]).trim().to_owned();
    assert!(said(data, &["forum", "list"]).starts_with(&forum));

    let relay = Serving::start(data);
    let origin = format!("http://{}", relay.address);
    let invite = ["invite", "--forum", &forum, "--role", "member", "--origin", &origin];
    assert!(said(data, &invite).starts_with(&format!("{origin}/#gabung=")));
    let json = said(data, &[&invite[..], &["--json", "--expires", "12h"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["secret"].as_str().unwrap().len(), 40);

    let copy = other.path().join("senin");
    let copy = copy.to_str().unwrap();
    assert!(said(data, &["backup", copy]).contains("all sound"));
    let in_use = run(data, &["restore", copy]);
    assert!(!in_use.status.success());
    let second = run(data, &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!((second.status.code(), &second.stdout[..]), (Some(1), &b""[..]));
    assert_eq!(relay.terminate(), Some(0));

    assert!(said(data, &["restore", copy]).contains("new epoch"));
    assert!(said(data, &["check"]).contains("all sound"));
    assert!(said(Path::new(copy), &["check"]).contains("all sound"));
    let out = other.path().join("readable");
    let export = ["export", "--forum", &forum, "--out", out.to_str().unwrap()];
    assert!(said(data, &export).starts_with("0 documents"));
    assert!(out.join("forum.json").is_file());
}

#[test]
fn commands_say_what_is_wrong_and_end_with_one() {
    let folder = TempDir::new().unwrap();
    let nothing_there = run(folder.path(), &["check"]);
    assert_eq!(nothing_there.status.code(), Some(1));
    let forum = "00000000000000000000000000";
    let words = ["invite", "--forum", forum, "--role", "member"];
    let unknown = run(folder.path(), &words);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("there is no forum"));
    let no_role = run(folder.path(), &["invite", "--forum", forum, "--role", "king"]);
    assert!(
        String::from_utf8_lossy(&no_role.stderr).contains("organiser, member, viewer, supervisor")
    );
    assert_eq!(run(folder.path(), &["forum", "new", "--name", " "]).status.code(), Some(2));
}

#[test]
fn a_relay_that_is_older_than_its_data_says_so_and_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    said(data, &["forum", "new", "--name", "Contoh"]);
    let file = data.join("paguyuban.db");
    let newer = rusqlite::Connection::open(&file).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    let before = std::fs::read(&file).unwrap();
    for words in [&["serve", "--listen", "127.0.0.1:0"][..], &["check"], &["forum", "list"]] {
        let output = run(data, words);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        assert!(error.contains("newer relay") && error.contains("restore"), "{words:?}: {error}");
    }
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[test]
fn a_device_is_listed_and_revoked_once() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    let forum = said(data, &["forum", "new", "--name", "Contoh", "--demo"]).trim().to_owned();
    let list = said(data, &["device", "list", "--forum", &forum]);
    assert_eq!(list.lines().count(), 26);
    let device = list.split(' ').next().unwrap().to_owned();
    let revoke = ["device", "revoke", "--forum", &forum, "--device", &device];
    said(data, &revoke);
    assert_eq!(run(data, &revoke).status.code(), Some(1));
    let list = said(data, &["device", "list", "--forum", &forum]);
    assert_eq!(list.matches("revoked").count(), 1);
    assert!(said(data, &["check"]).contains("all sound"));
}

#[test]
fn the_operator_erases_finds_the_backups_that_remember_and_is_in_the_audit() {
    let (folder, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let data = folder.path();
    let forum = said(data, &["forum", "new", "--name", "Contoh", "--demo"]).trim().to_owned();
    said(data, &["invite", "--forum", &forum, "--role", "viewer", "--label", "HP Bu Camat"]);
    let backups = other.path().to_str().unwrap();
    said(data, &["backup", other.path().join("senin").to_str().unwrap()]);
    let list = said(data, &["device", "list", "--forum", &forum]);
    let mut words = list.split_whitespace();
    let (device, member) = (words.next().unwrap(), words.next().unwrap());
    said(data, &["device", "revoke", "--forum", &forum, "--device", device]);
    let card = format!("member/{member}");
    let erase = ["erase", "--forum", &forum, "--doc", &card];
    assert!(said(data, &erase).contains("number 1"));
    assert!(said(data, &erase).contains("number 1"), "erased once");
    let log = ["erase", "--forum", &forum, "--doc", "log/33.02.19.2003/2026"];
    assert!(!run(data, &log).status.success());
    let unknown = ["erase", "--forum", &forum, "--doc", "note/00000000000000000000000000"];
    assert!(!run(data, &unknown).status.success());
    assert!(said(data, &["check"]).contains("1 erased"));

    let old = said(data, &["backups", "--in", backups]);
    assert!(old.contains("senin") && old.contains("1 erased documents"), "{old}");
    assert_eq!(said(data, &["backups", "--in", backups, "--older-than", "1"]), "");

    said(data, &["audit", "--forum", &forum]);
    let audit = said(data, &["audit", "--forum", &forum]);
    let lines: Vec<&str> = audit.lines().collect();
    for (line, word) in lines.iter().zip(["exported_audit", "erased", "device_revoked", "invited"])
    {
        assert!(line.contains("operator") && line.contains(word), "{line}");
    }
    assert!(lines[1].contains(&card) && !audit.contains("Camat"), "{audit}");
}

#[cfg(unix)]
#[test]
fn what_is_written_is_for_its_owner_alone_and_no_link_is_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let home = TempDir::new().unwrap();
    let (data, out, copy) =
        (home.path().join("data"), home.path().join("out"), home.path().join("copy"));
    let path = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let forum = said(&data, &["forum", "new", "--name", "Contoh", "--demo"]);
    let forum = forum.split_whitespace().next().unwrap().to_owned();
    said(&data, &["export", "--forum", &forum, "--out", &path(&out)]);
    said(&data, &["backup", &path(&copy)]);
    let mut folders = vec![data.clone(), out.clone(), copy];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o077, 0, "{folder:?}");
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let mode = entry.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{entry:?}");
            files += 1;
            if entry.is_dir() {
                folders.push(entry);
            }
        }
    }
    assert!(files > 20, "{files}");
    // somebody has laid links where the export writes
    let (victim, other) = (home.path().join("victim"), home.path().join("other"));
    std::fs::write(&victim, "mine").unwrap();
    std::fs::create_dir(&other).unwrap();
    symlink(&victim, other.join("forum.json")).unwrap();
    said(&data, &["export", "--forum", &forum, "--out", &path(&other)]);
    assert_eq!(std::fs::read_to_string(&victim).unwrap(), "mine");
    let elsewhere = home.path().join("elsewhere");
    std::fs::create_dir(&elsewhere).unwrap();
    symlink(&elsewhere, home.path().join("link")).unwrap();
    let words = ["export", "--forum", &forum, "--out", &path(&home.path().join("link"))];
    assert!(!run(&data, &words).status.success());
}
