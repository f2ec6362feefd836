//! `cargo xtask storm`: three browsers that type as people do, for as long as somebody likes.

use std::process::ExitCode;

use crate::house::House;
use crate::options::Options;
use crate::program::Program;
use crate::relay::{self, Profile};
use crate::trouble::Trouble;
use crate::{setup, web};

/// # Errors
/// The page or the relay does not compile, or something that was typed did not stay: the seed is
/// printed, and plays the same choices again with `--seed`.
pub(crate) fn forward(house: &House, mut options: Options) -> Result<ExitCode, Trouble> {
    let seed = options.value("--seed")?;
    let minutes = options.value("--minutes")?;
    options.finish()?;
    setup::for_web(house)?;
    web::module(house)?;
    web::page(house)?;
    let mut storm = Program::node_script("npx", &house.web())
        .words(["playwright", "test", "storm.spec"])
        .env("STORM", "1")
        .env("PAGUYUBAN_BIN", relay::build(house, Profile::Dev)?);
    for (name, value) in [("STORM_SEED", seed), ("STORM_MINUTES", minutes)] {
        if let Some(value) = value {
            storm = storm.env(name, value);
        }
    }
    if let Some(browser) = setup::for_browser_tests(house)? {
        storm = storm.env("CHROMIUM", browser);
    }
    storm.run().map(|()| ExitCode::SUCCESS)
}
