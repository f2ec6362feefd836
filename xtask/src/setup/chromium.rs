//! A Chromium for the browser tests.

use std::path::{Path, PathBuf};

use super::debian;
use crate::house::House;
use crate::program::Program;
use crate::say;
use crate::trouble::Trouble;

/// Under which names an installed one goes, the best first.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The browser named by `CHROMIUM`, an installed one, or one installed now: by Debian's packages
/// for root, by Playwright (which keeps it in its own folder: `None`) for everybody else.
///
/// # Errors
/// There is none and none could be installed.
pub(crate) fn find_or_install(house: &House) -> Result<Option<PathBuf>, Trouble> {
    if let Some(path) = std::env::var_os("CHROMIUM") {
        return named_by_the_environment(Path::new(&path));
    }
    if let Some(found) = installed() {
        return Ok(Some(found));
    }
    if debian::is_ours() {
        by_debian()?;
        return installed().map(Some).ok_or_else(|| {
            Trouble::new("Debian's package chromium is installed, but there is no such program")
                .advise("set CHROMIUM to a Chromium or Chrome")
        });
    }
    by_playwright(house).map(|()| None)
}

fn named_by_the_environment(path: &Path) -> Result<Option<PathBuf>, Trouble> {
    if path.is_file() {
        return Ok(Some(path.to_owned()));
    }
    Err(Trouble::new(format!("CHROMIUM names {}, which is no file", path.display()))
        .advise("unset it, or set it to a Chromium or Chrome"))
}

fn installed() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| crate::program::on_path(name))
}

fn by_debian() -> Result<(), Trouble> {
    let advice = "install the package chromium yourself, or set CHROMIUM to a Chromium or Chrome";
    // The fonts keep texts as wide as on a real screen; nothing else recommended is needed.
    debian::install(&["chromium", "fonts-liberation"], advice)
}

fn by_playwright(house: &House) -> Result<(), Trouble> {
    say::note("    fetching Playwright's Chromium");
    Program::node_script("npx", &house.web())
        .words(["playwright", "install", "chromium"])
        .beside()
        .run()
        .map_err(|trouble| trouble.advise("install Chromium or Chrome, or set CHROMIUM to one"))
}
