//! `docs/PROTOCOL-TABLES.md` says what the code says.

use std::fs;

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
