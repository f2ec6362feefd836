//! The part of the web build that needs libraries: bindings for the phone's module, and the
//! compressed copies of the built page. `cargo xtask web` calls it; nobody else needs to.
//!
//! It is a package of its own because it takes half a minute to compile, which the other chores
//! should not wait for.

mod bindings;
mod compress;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: xtask-wasm bindings MODULE.wasm OUT_DIR | xtask-wasm compress DIR";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let result = match words[..] {
        ["bindings", module, out] => bindings::write(Path::new(module), Path::new(out)),
        ["compress", dir] => compress::write_beside(Path::new(dir)),
        _ => Err(anyhow::anyhow!(USAGE)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "a command's error goes to the terminal")]
fn report(error: &anyhow::Error) {
    eprintln!("xtask-wasm: {error:#}");
}
