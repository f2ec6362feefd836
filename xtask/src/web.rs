//! From Rust and TypeScript to `web/dist`: the phone's module, its bindings, the page, and the
//! compressed copies the relay serves.
//!
//! There is one kind of web build, the one that ships: what a developer looks at and what the
//! tests open is the module people download.

use std::fs::{self, DirEntry};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::house::House;
use crate::program::Program;
use crate::trouble::Trouble;
use crate::{compile, say, setup, stamp};

/// How `wasm-opt` is called. Inlining is off because the module is downloaded compressed: measured
/// on Automerge, `-O2` alone makes 320 kB of Brotli, this 312, `-Os` and `-Oz` so 315 and 317.
const OPTIMISE: [&str; 6] = [
    "-O2",
    "--converge",
    "--one-caller-inline-max-function-size=0",
    "--always-inline-max-function-size=0",
    // names of the compilers, and what the bindings had to know
    "--strip-producers",
    "--strip-target-features",
];

/// What lies in `web` and is no source of the page.
const NO_SOURCE: [&str; 4] = ["node_modules", "dist", "test-results", "playwright-report"];

/// `cargo xtask web`.
///
/// # Errors
/// A step failed; its name and what to do are in the message.
pub(crate) fn build_alone(house: &House) -> Result<ExitCode, Trouble> {
    say::progress(1, 3, "tools");
    setup::for_web(house)?;
    say::progress(2, 3, "the phone's module (the first time takes a minute or two)");
    module(house)?;
    say::progress(3, 3, "the page");
    page(house)?;
    say::line(&format!("built {}", house.dist().display()));
    Ok(ExitCode::SUCCESS)
}

/// The phone's module and its bindings, into `web/src/wasm`.
///
/// # Errors
/// It does not compile, or a tool failed.
pub(crate) fn module(house: &House) -> Result<(), Trouble> {
    compile::module(house)?;
    let inputs = [
        house.linked_module(),
        house.root().join("xtask/wasm"),
        house.root().join("xtask/src/web.rs"),
        house.root().join("Cargo.lock"),
        house.web().join("package-lock.json"),
    ];
    let wanted = stamp::fingerprint(&inputs)?;
    let noted = house.stamp("module");
    let made = house.bindings().join("paguyuban_bg.wasm");
    if made.is_file() && stamp::holds(&noted, &wanted) {
        return Ok(());
    }
    bind(house)?;
    optimise(house)?;
    stamp::note(&noted, &wanted)
}

fn bind(house: &House) -> Result<(), Trouble> {
    let out = house.bindings();
    if out.is_dir() {
        fs::remove_dir_all(&out).map_err(|error| {
            Trouble::new(format!("cannot empty {}: {error}", out.display()))
                .advise("delete that folder, it is made anew")
        })?;
    }
    libraries(house, "bindings").words([house.linked_module(), out]).run()
}

/// npm's `wasm-opt` and no other: Debian's makes modules that fail when they start.
fn optimise(house: &House) -> Result<(), Trouble> {
    let module = house.bindings().join("paguyuban_bg.wasm");
    Program::new("node")
        .inside(&house.web())
        .words(["node_modules/binaryen/bin/wasm-opt"])
        .words(OPTIMISE)
        .words([module.as_os_str(), "-o".as_ref(), module.as_os_str()])
        .run()
}

/// The page and its compressed copies, into `web/dist`, when one of its sources changed.
///
/// # Errors
/// Vite or the compression failed.
pub(crate) fn page(house: &House) -> Result<(), Trouble> {
    let wanted = stamp::fingerprint(&page_sources(house)?)?;
    let noted = house.stamp("page");
    if house.dist().join("index.html").is_file() && stamp::holds(&noted, &wanted) {
        return Ok(());
    }
    npm(house, "build").beside().run()?;
    libraries(house, "compress").words([house.dist()]).run()?;
    stamp::note(&noted, &wanted)
}

fn page_sources(house: &House) -> Result<Vec<PathBuf>, Trouble> {
    let unreadable =
        |error| Trouble::new(format!("cannot list {}: {error}", house.web().display()));
    let entries: Result<Vec<_>, _> = fs::read_dir(house.web()).map_err(unreadable)?.collect();
    let mut sources: Vec<PathBuf> =
        entries.map_err(unreadable)?.iter().map(DirEntry::path).collect();
    sources.retain(|path| !NO_SOURCE.iter().any(|name| path.ends_with(name)));
    sources.push(house.root().join("xtask/wasm"));
    sources.sort();
    Ok(sources)
}

/// One of the scripts in `web/package.json`.
pub(crate) fn npm(house: &House, script: &str) -> Program {
    Program::node_script("npm", &house.web()).words(["run", "--silent", script])
}

/// The package `xtask-wasm`, see there.
fn libraries(house: &House, command: &str) -> Program {
    Program::cargo(house.root()).words(["run", "--package", "xtask-wasm", "--", command])
}
