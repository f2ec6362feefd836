//! `cargo xtask bench NAME …`: handed on to the benchmarks in `tests`.

use std::process::ExitCode;

use crate::house::House;
use crate::options::Options;
use crate::program::Program;
use crate::relay::{self, Profile};
use crate::trouble::Trouble;
use crate::{say, setup, web};

/// # Errors
/// The page or the benchmark does not compile, or the benchmark failed.
pub(crate) fn forward(house: &House, mut options: Options) -> Result<ExitCode, Trouble> {
    if options.flag("phone") {
        return phone(house, options);
    }
    let words = options.rest();
    if words.is_empty() {
        return Err(Trouble::new("which benchmark?").advise("for example `cargo xtask bench sync`"));
    }
    // Standard output belongs to the benchmark: `--json` prints nothing else there.
    say::note("building the page and the relay for release; the first time takes minutes");
    setup::for_benchmarks(house)?;
    web::module(house)?;
    web::page(house)?;
    measured(house, "bench").words(words).run().map(|()| ExitCode::SUCCESS)
}

/// The page in a browser as slow as a phone; Playwright holds the stopwatch.
fn phone(house: &House, mut options: Options) -> Result<ExitCode, Trouble> {
    let print = if options.flag("--json") { "json" } else { "table" };
    options.finish()?;
    say::note("building the page and the relay for release; the first time takes minutes");
    setup::for_web(house)?;
    web::module(house)?;
    web::page(house)?;
    let mut stopwatch = Program::node_script("npx", &house.web())
        .words(["playwright", "test", "--config", "bench.config.ts"])
        .env("PAGUYUBAN_BIN", relay::build(house, Profile::Release)?)
        .env("PAGUYUBAN_BENCH_PRINT", print);
    if let Some(browser) = setup::for_browser_tests(house)? {
        stopwatch = stopwatch.env("CHROMIUM", browser);
    }
    stopwatch.run().map(|()| ExitCode::SUCCESS)
}

/// A program of the package `tests`, compiled as on a server.
pub(crate) fn measured(house: &House, program: &str) -> Program {
    Program::cargo(house.root())
        .words(["run", "--quiet", "--release", "--package", "paguyuban-tests"])
        .words(["--bin", program, "--"])
}
