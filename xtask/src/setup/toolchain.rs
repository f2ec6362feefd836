//! Parts of the Rust toolchain.

use std::path::Path;

use crate::house::House;
use crate::program::Program;
use crate::say;
use crate::trouble::Trouble;

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Adds the wasm target to the active toolchain, unless it is there.
///
/// # Errors
/// It is missing and rustup cannot add it.
pub(crate) fn wasm_target(house: &House) -> Result<(), Trouble> {
    let there = Program::new("rustc")
        .inside(house.root())
        .words(["--print", "target-libdir", "--target", WASM_TARGET])
        .read()
        .is_ok_and(|folder| Path::new(folder.trim()).is_dir());
    if there {
        return Ok(());
    }
    say::note(&format!("    adding the target {WASM_TARGET}"));
    rustup(house, ["target", "add", WASM_TARGET]).map_err(|trouble| {
        trouble.advise(format!("without rustup, install Rust's standard library for {WASM_TARGET} by your system's packages"))
    })
}

/// Adds the source of the standard library, unless it is there.
///
/// # Errors
/// It is missing and rustup cannot add it.
pub(crate) fn library_source(house: &House) -> Result<(), Trouble> {
    let root = Program::new("rustc").inside(house.root()).words(["--print", "sysroot"]).read()?;
    if Path::new(root.trim()).join("lib/rustlib/src/rust/library/std").is_dir() {
        return Ok(());
    }
    say::note("    adding the source of Rust's standard library");
    rustup(house, ["component", "add", "rust-src"])
}

/// Adds a component such as `rustfmt`, unless `cargo COMMAND` works already.
///
/// # Errors
/// It is missing and rustup cannot add it.
pub(crate) fn component(house: &House, name: &str, command: &str) -> Result<(), Trouble> {
    if Program::cargo(house.root()).words([command, "--version"]).read().is_ok() {
        return Ok(());
    }
    say::note(&format!("    adding {name}"));
    rustup(house, ["component", "add", name])
}

fn rustup<const N: usize>(house: &House, words: [&str; N]) -> Result<(), Trouble> {
    Program::new("rustup").inside(house.root()).words(words).run()
}
