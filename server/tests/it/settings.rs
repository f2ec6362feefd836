//! One file with settings, and the table of all of them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// Set by `cargo xtask protocol`, which writes the tables anew.
const WRITE: &str = "PAGUYUBAN_WRITE_TABLES";
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/OPERATING.md");
/// Between these the page has the table.
const BEGIN: &str = "<!-- settings: written by `cargo xtask protocol` -->\n";
const END: &str = "<!-- end of settings -->";

/// The program without anything that the machine has set.
fn paguyuban(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paguyuban"));
    command.args(words);
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("PAGUYUBAN_")) {
            command.env_remove(name);
        }
    }
    command
}

fn with(file: &Path, words: &[&str]) -> Command {
    let mut command = paguyuban(words);
    command.env("PAGUYUBAN_CONFIG", file);
    command
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_flag_wins_over_the_environment_and_that_over_the_file_and_that_over_what_is_usual() {
    let home = TempDir::new().unwrap();
    let file = home.path().join("paguyuban.toml");
    let folder = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
    let (flag, env, toml) = (folder("flag"), folder("env"), folder("toml"));
    fs::write(&file, format!("# ours\ndata = {toml:?}\nkeep = 7\nbehind-proxy = true\n")).unwrap();
    let made = |name: &str| Path::new(name).join("paguyuban.db").exists();

    said(&with(&file, &["forum", "list"]).output().unwrap());
    assert!(made(&toml) && !made(&env));
    said(&with(&file, &["forum", "list"]).env("PAGUYUBAN_DATA", &env).output().unwrap());
    assert!(made(&env) && !made(&flag));
    let words = ["forum", "list", "--data", &flag];
    said(&with(&file, &words).env("PAGUYUBAN_DATA", &env).output().unwrap());
    assert!(made(&flag));
    // by the flag, wherever it stands, and in either form
    let named = ["--config", file.to_str().unwrap(), "settings"];
    let shown = said(&paguyuban(&named).env("PAGUYUBAN_DATA", &env).output().unwrap());
    for line in [
        format!("data = {env}  (environment)"),
        "keep = 7  (file, line 3)".to_owned(),
        "behind-proxy = true  (file, line 4)".to_owned(),
        "backup-every = 6h  (default)".to_owned(),
        "backup-to = -  (not set)".to_owned(),
    ] {
        assert!(shown.contains(&line), "no {line:?} in {shown}");
    }
    let named = ["settings", &format!("--config={}", file.display())];
    assert!(said(&paguyuban(&named).output().unwrap()).contains("keep = 7  (file, line 3)"));
}

#[test]
fn what_is_wrong_in_the_file_is_told_with_its_line_and_nothing_is_done() {
    let home = TempDir::new().unwrap();
    let file = home.path().join("paguyuban.toml");
    for (text, words) in [
        ("data = \"here\"\nkepe = 7\n", "line 2: there is no setting \"kepe\""),
        ("\nkeep = \"many\"\n", "line 2: keep: invalid value 'many'"),
        ("keep = 0\n", "line 1: keep: "),
        ("behind-proxy = \"yes\"\n", "line 1: behind-proxy: it has to be true or false"),
        ("data = true\n", "line 1: data: it has to be a text or a number"),
        ("config = \"other\"\n", "line 1: there is no setting \"config\""),
        ("keep = 7\nkeep = 8\n", "line 2: "),
        ("keep 7\n", "line 1: "),
    ] {
        fs::write(&file, text).unwrap();
        let output = with(&file, &["forum", "list"]).current_dir(home.path()).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{text:?}");
        assert!(error.contains("paguyuban.toml") && error.contains(words), "{text:?}: {error}");
    }
    fs::remove_file(&file).unwrap();
    let output = with(&file, &["forum", "list"]).current_dir(home.path()).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot read"), "{output:?}");
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "nothing was made");
}

#[test]
fn the_tables_of_settings_are_those_of_the_program() {
    let table = said(&paguyuban(&["settings", "--markdown"]).output().unwrap());
    let page = fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (there, after) = rest.split_once(END).unwrap();
    if std::env::var_os(WRITE).is_some() {
        fs::write(PAGE, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
    } else {
        assert!(there == table, "the program has other settings: run `cargo xtask protocol`");
    }
}
