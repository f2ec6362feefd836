//! `cargo deny`, in the project's own target folder.

use std::fs;
use std::path::PathBuf;

use crate::house::House;
use crate::program::Program;
use crate::say;
use crate::trouble::Trouble;

/// What `deny.toml` is written for; its checks and their names change between versions.
const VERSION: &str = "0.20.2";

/// Where it is; compiled if it is not there in this version.
///
/// # Errors
/// It could not be fetched or compiled.
pub(crate) fn find_or_install(house: &House) -> Result<PathBuf, Trouble> {
    let program =
        house.tools().join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    let there = program.is_file()
        && Program::new(&program)
            .words(["--version"])
            .read()
            .is_ok_and(|said| said.trim().ends_with(&format!(" {VERSION}")));
    if there {
        return Ok(program);
    }
    // unoptimised: compiled in a third of the time, and what it does here takes seconds
    say::note(&format!("    compiling cargo-deny {VERSION}, once; this takes a minute"));
    let build = house.tools().join("build");
    Program::cargo(house.root())
        .words(["install", "--locked", "--debug", "--quiet", "cargo-deny", "--version", VERSION])
        .words(["--root".as_ref(), house.tools().as_os_str()])
        .words(["--target-dir".as_ref(), build.as_os_str()])
        .beside()
        .run()
        .map_err(|trouble| trouble.advise("is crates.io reachable, and the disk not full?"))?;
    // nobody needs it again
    let _kept = fs::remove_dir_all(build);
    Ok(program)
}
