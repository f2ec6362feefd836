//! Compiling the phone's module, as small as the compiler can make it.
//!
//! Most of what can be saved beside `opt-level = "z"` is in the standard library: its own sorts and
//! formatting, and the text of every panic, which nobody reads on a phone. So the library is compiled with
//! the module, by options that the compiler still calls unstable (`docs/decisions/0005-module-size.md`).
//! A compiler that does not take them makes the same module, only larger.

use crate::house::House;
use crate::program::Program;
use crate::trouble::Trouble;
use crate::{say, setup};

/// Panics stop at once, without their text, their place or anybody's `Debug`.
const SILENT: &str = r#"target.wasm32-unknown-unknown.rustflags=["-Zlocation-detail=none","-Zfmt-debug=none","--cfg=sha2_backend_soft=\"compact\""]"#;

/// # Errors
/// It does not compile; the compiler's own message stands above.
pub(crate) fn module(house: &House) -> Result<(), Trouble> {
    if setup::library_source(house).and_then(|()| small(house).run()).is_ok() {
        return Ok(());
    }
    say::note("    this compiler does not take the options for a small module: it will be larger");
    cargo_build(house).run()
}

fn small(house: &House) -> Program {
    cargo_build(house)
        .words(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"])
        .words(["-Zpanic-immediate-abort", "--config", r#"profile.wasm.panic="immediate-abort""#])
        .words(["--config", SILENT])
        .env("RUSTC_BOOTSTRAP", "1")
}

/// In a folder of its own: other builds would compile everything anew for the changed environment.
fn cargo_build(house: &House) -> Program {
    Program::cargo(house.root())
        .words(["build", "--package", "paguyuban-client-wasm"])
        .words(["--target", "wasm32-unknown-unknown", "--profile", "wasm", "--target-dir"])
        .words([house.module_target()])
}
