//! `docs/PROTOCOL-TABLES.md` says what the code says, and `SECURITY.md` names what there is.

use std::fs;
use std::path::{Path, PathBuf};

use paguyuban_tests::protocol::{FILE, tables};

/// Set by `cargo xtask protocol`, which writes the file anew.
const WRITE: &str = "PAGUYUBAN_WRITE_TABLES";

#[test]
fn the_tables_of_the_protocol_are_those_of_the_code() {
    if std::env::var_os(WRITE).is_some() {
        fs::write(FILE, tables()).unwrap();
    }
    let there = fs::read_to_string(FILE).unwrap_or_default();
    assert!(there == tables(), "the code says something else: run `cargo xtask protocol`");
}

/// Whoever adds a limit that a client can meet shows it in the tables.
#[test]
fn every_limit_of_what_is_read_from_a_client_is_in_the_tables() {
    let told = tables();
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/src/");
    for file in [
        "chunk.rs",
        "chunk/unpack.rs",
        "frame.rs",
        "vet/room.rs",
        "vet/weight.rs",
        "vet/operations.rs",
        "relay/queue.rs",
        "relay/allowance.rs",
    ] {
        let source = fs::read_to_string(format!("{sources}{file}")).unwrap();
        let names = source.lines().filter_map(|line| {
            let (_, rest) = line.split_once("const ")?;
            let (name, _) = rest.split_once(':')?;
            name.ends_with("_MAX").then_some(name)
        });
        for name in names {
            assert!(
                told.contains(&format!("::{name}`")) || UNTOLD.contains(&name),
                "{file}: {name} is in no table"
            );
        }
    }
}

/// Bounds of what is unpacked on the way, which nothing reaches that keeps the others.
const UNTOLD: &[&str] = &["RAW_BYTES_MAX"];

/// What stops somebody is named by its test, `written_like_this`, and by its file: both are there.
#[test]
fn every_test_and_file_that_the_security_page_names_is_there() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let page = fs::read_to_string(root.join("SECURITY.md")).unwrap();
    let mut sources = Vec::new();
    for part in ["core/src", "server/src", "server/tests", "tests/it", "tests/src", "web/src"] {
        read_all(&root.join(part), &mut sources);
    }
    let named = page.split('`').skip(1).step_by(2);
    let is_test = |name: &str| {
        let letters = name.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'_');
        letters && name.matches('_').count() >= 3
    };
    let (tests, others): (Vec<&str>, Vec<&str>) = named.partition(|name| is_test(name));
    assert!(tests.len() > 80, "{}", tests.len());
    for name in tests {
        let head = format!("fn {name}(");
        assert!(sources.iter().any(|(_, text)| text.contains(&head)), "no test {name}");
    }
    let is_file = |name: &&str| name.ends_with(".rs") || name.ends_with(".ts");
    for name in others.into_iter().filter(is_file) {
        let there = root.join(name).exists()
            || sources.iter().any(|(path, _)| path.ends_with(Path::new(name)));
        assert!(there, "no file {name}");
    }
}

fn read_all(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            read_all(&path, found);
        } else if let Ok(text) = fs::read_to_string(&path) {
            found.push((path, text));
        }
    }
}
