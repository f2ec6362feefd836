//! Installing what is missing. Every step looks first, so doing it twice is quick and harmless.

mod chromium;
mod debian;
mod deny;
mod others;
mod packages;
mod toolchain;

use std::path::PathBuf;

use crate::house::House;
use crate::trouble::Trouble;

/// What the web build needs: the wasm target, a Node that is new enough, the page's packages.
///
/// # Errors
/// Something is missing and could not be installed.
pub(crate) fn for_web(house: &House) -> Result<(), Trouble> {
    toolchain::wasm_target(house)?;
    packages::node()?;
    packages::install(house, &house.web(), "packages")
}

/// The source of Rust's standard library, with which the module is compiled small.
///
/// # Errors
/// It is missing and rustup cannot add it.
pub(crate) fn library_source(house: &House) -> Result<(), Trouble> {
    toolchain::library_source(house)
}

/// What the benchmarks need besides: the peers that our relay is measured against.
///
/// # Errors
/// They could not be fetched.
pub(crate) fn for_benchmarks(house: &House) -> Result<(), Trouble> {
    for_web(house)?;
    packages::install(house, &house.peers(), "peers")
}

/// What formatting and lints need.
///
/// # Errors
/// rustfmt or clippy is missing and could not be installed.
pub(crate) fn for_lints(house: &House) -> Result<(), Trouble> {
    toolchain::component(house, "rustfmt", "fmt")?;
    toolchain::component(house, "clippy", "clippy")
}

/// What looks at the crates that come in.
///
/// # Errors
/// Node is missing or too old, or `cargo deny` could not be compiled.
pub(crate) fn for_audit(house: &House) -> Result<PathBuf, Trouble> {
    packages::node()?;
    deny::find_or_install(house)
}

/// What the relay is tested beside; what has to be said if some of it is missing.
pub(crate) fn for_rust_tests() -> Option<String> {
    others::find_or_install()
}

/// A browser for the browser tests: where it is, or `None` if Playwright keeps its own.
///
/// # Errors
/// There is none and it could not be installed.
pub(crate) fn for_browser_tests(house: &House) -> Result<Option<PathBuf>, Trouble> {
    chromium::find_or_install(house)
}
