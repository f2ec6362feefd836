//! What cargo brings, by `cargo deny` and the rules of `deny.toml`.

use std::path::Path;

use super::Answer;
use crate::house::House;
use crate::program::Program;
use crate::say;
use crate::trouble::Trouble;

/// Git gives up on a server that sends less than this for so long.
const BYTES_A_SECOND_MIN: &str = "1000";
const SLOW_SECONDS_MAX: &str = "30";

/// Licences, sources and versions.
///
/// # Errors
/// One does not fit `deny.toml`, or the other way round: an exception there that nothing needs.
pub(super) fn rules(house: &House, deny: &Path) -> Result<(), Trouble> {
    say::line("    crates: licences, sources, versions");
    Program::new(deny)
        .inside(house.root())
        .words(["check", "--hide-inclusion-graph"])
        .words(["-D", "unmatched-skip", "-D", "unnecessary-skip"])
        .words(["licenses", "bans", "sources"])
        .run()
        .map_err(|trouble| trouble.advise("deny.toml has the rules, and exceptions with reasons"))
}

/// Known weaknesses, by the database of RustSec.
///
/// # Errors
/// The program could not be started.
pub(super) fn weaknesses(house: &House, deny: &Path) -> Result<Answer, Trouble> {
    say::line("    crates: known weaknesses");
    let fetched = cargo_deny(house, deny).words(["fetch", "db"]).hear()?;
    if !fetched.well {
        return Ok(Answer::Unasked(why(&fetched.beside)));
    }
    let checked = cargo_deny(house, deny).words(["check", "advisories"]).run();
    Ok(checked.map_or(Answer::Found, |()| Answer::Clean))
}

fn cargo_deny(house: &House, deny: &Path) -> Program {
    Program::new(deny)
        .inside(house.root())
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_HTTP_LOW_SPEED_LIMIT", BYTES_A_SECOND_MIN)
        .env("GIT_HTTP_LOW_SPEED_TIME", SLOW_SECONDS_MAX)
}

/// Git's own last word, or the last line of all.
fn why(said: &str) -> String {
    let lines = || said.lines().map(str::trim).filter(|line| !line.is_empty());
    let fatal = lines().rev().find_map(|line| line.strip_prefix("fatal: "));
    fatal.or_else(|| lines().next_back()).unwrap_or("it did not say why").to_owned()
}

#[cfg(test)]
mod tests {
    use super::why;

    #[test]
    fn the_reason_is_gits_last_word() {
        let said = "[ERROR] failed to fetch database\nCloning into 'db'...\n\
            fatal: unable to access 'https://db/': Could not resolve host: db\n\n";
        assert_eq!(why(said), "unable to access 'https://db/': Could not resolve host: db");
        assert_eq!(why("\n[ERROR] a lock\n"), "[ERROR] a lock");
        assert_eq!(why(""), "it did not say why");
    }
}
