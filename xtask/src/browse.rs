//! What is done in browsers by command: `cargo xtask storm`, people who type for as long as somebody likes,
//! and `cargo xtask pictures`, what every screen looks like.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::house::House;
use crate::options::Options;
use crate::program::Program;
use crate::relay::{self, Profile};
use crate::trouble::Trouble;
use crate::{say, setup, web};

/// # Errors
/// The page or the relay does not compile, or something that was typed did not stay: the seed is
/// printed, and plays the same choices again with `--seed`.
pub(crate) fn storm(house: &House, mut options: Options) -> Result<ExitCode, Trouble> {
    let seed = options.value("--seed")?;
    let minutes = options.value("--minutes")?;
    options.finish()?;
    let given = [("STORM_SEED", seed), ("STORM_MINUTES", minutes)];
    let given = given.into_iter().filter_map(|(name, value)| Some((name, value?.into())));
    browse(house, "storm.spec", given.collect())
}

/// # Errors
/// The page or the relay does not compile, or a screen does not come.
pub(crate) fn pictures(house: &House, options: Options) -> Result<ExitCode, Trouble> {
    options.finish()?;
    let folder = house.root().join("target").join("pictures");
    let code = browse(house, "pictures.spec", vec![("PICTURES", folder.clone().into())])?;
    say::line(&format!("every screen: {}", folder.display()));
    Ok(code)
}

fn browse(house: &House, spec: &str, given: Vec<(&str, OsString)>) -> Result<ExitCode, Trouble> {
    setup::for_web(house)?;
    web::module(house)?;
    web::page(house)?;
    let mut browsers = Program::node_script("npx", &house.web())
        .words(["playwright", "test", spec])
        .env("PAGUYUBAN_BIN", relay::build(house, Profile::Dev)?);
    for (name, value) in given {
        browsers = browsers.env(name, value);
    }
    if let Some(browser) = setup::for_browser_tests(house)? {
        browsers = browsers.env("CHROMIUM", browser);
    }
    browsers.run().map(|()| ExitCode::SUCCESS)
}
