//! `cargo xtask tidy`: what keeps the house easy to walk through, as a test.

mod rooms;
mod rules;
#[cfg(test)]
mod tests;

use std::fs;
use std::process::ExitCode;

use crate::house::House;
use crate::program::Program;
use crate::say;
use crate::trouble::Trouble;

/// So many findings are shown; whoever has more begins with these.
const SHOWN_MAX: usize = 40;

/// `cargo xtask tidy`.
///
/// # Errors
/// Something is untidy, see [`hold`].
pub(crate) fn check(house: &House) -> Result<ExitCode, Trouble> {
    hold(house).map(|()| {
        say::line("tidy");
        ExitCode::SUCCESS
    })
}

/// Looks at every file that git knows or would take in.
///
/// # Errors
/// Something is untidy; every finding has been printed with its place.
pub(crate) fn hold(house: &House) -> Result<(), Trouble> {
    let list = Program::new("git")
        .inside(house.root())
        .words(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .read()?;
    let mut files = Vec::new();
    for name in list.split('\0').filter(|name| !name.is_empty()) {
        // Deleted but not committed yet, or a picture: nothing to read.
        if let Ok(text) = fs::read_to_string(house.root().join(name)) {
            files.push((name, text));
        }
    }
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut findings: Vec<String> =
        files.iter().flat_map(|(name, text)| rules::findings(name, text)).collect();
    findings.extend(rooms::findings(&files));
    for finding in findings.iter().take(SHOWN_MAX) {
        say::line(&format!("    {finding}"));
    }
    match findings.len() {
        0 => Ok(()),
        count => Err(Trouble::new(format!("{count} untidy places, see above"))
            .advise("split what is long, finish what is unfinished")),
    }
}
