//! The relay: building it, and its commands that a first run needs.

use std::path::{Path, PathBuf};

use crate::house::House;
use crate::program::Program;
use crate::trouble::Trouble;

/// How much the compiler is to think about the relay.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Profile {
    /// The tests' own: dependencies optimised, ours not. Compiled in a fraction of the time.
    Dev,
    /// What is installed on a server.
    Release,
}

/// Compiles the relay with the page that lies in `web/dist`, and says where the program is.
///
/// # Errors
/// It does not compile.
pub(crate) fn build(house: &House, profile: Profile) -> Result<PathBuf, Trouble> {
    let (name, folder) = match profile {
        Profile::Dev => ("dev", "debug"),
        Profile::Release => ("release", "release"),
    };
    Program::cargo(house.root())
        .words(["build", "--package", "paguyuban-server", "--bin", "paguyuban"])
        .words(["--profile", name])
        .run()?;
    Ok(house.relay(folder))
}

/// Compiles the relay as a program that needs nothing of the system that it runs on, with the page that lies in
/// `web/dist`, and says where it is.
///
/// # Errors
/// It does not compile, or the compiler does not say for which machine it works.
pub(crate) fn build_alone(house: &House) -> Result<PathBuf, Trouble> {
    let told = Program::new("rustc").words(["-vV"]).read()?;
    let machine = told.lines().find_map(|line| line.strip_prefix("host: "));
    let machine = machine.ok_or_else(|| Trouble::new("rustc does not say its host"))?;
    Program::cargo(house.root())
        .words(["rustc", "--release", "--package", "paguyuban-server", "--bin", "paguyuban"])
        // named, so that what runs while compiling is not linked so
        .words(["--target", machine])
        // names of functions are a seventh of it; asked for at the end alone, so that nothing else is compiled anew
        .words(["--", "-C", "strip=symbols"])
        .env("RUSTFLAGS", "-C target-feature=+crt-static")
        .run()?;
    Ok(house.relay(&format!("{machine}/release")))
}

/// The id of the first forum in `data`.
///
/// # Errors
/// The relay cannot read the folder.
pub(crate) fn first_forum(relay: &Path, data: &Path) -> Result<Option<String>, Trouble> {
    let list = Program::new(relay).words(["forum", "list", "--data"]).words([data]).read()?;
    Ok(forum_id(&list))
}

/// Makes a forum; `demo` fills it with a believable year.
///
/// # Errors
/// The relay cannot write the folder.
pub(crate) fn new_forum(
    relay: &Path,
    data: &Path,
    name: &str,
    demo: &[&str],
) -> Result<(), Trouble> {
    let words = ["forum", "new", "--name", name, "--data"];
    Program::new(relay).words(words).words([data]).words(demo).read().map(drop)
}

/// What the relay prints about a new invitation for an organiser: its link, and a code to scan.
///
/// # Errors
/// The relay cannot write the folder.
pub(crate) fn invite_organiser(
    relay: &Path,
    data: &Path,
    forum: &str,
    origin: &str,
) -> Result<String, Trouble> {
    let words = ["invite", "--forum", forum, "--role", "organiser", "--origin", origin, "--data"];
    Program::new(relay).words(words).words([data]).read()
}

/// The first word that is an id: 26 signs of Crockford's alphabet.
fn forum_id(text: &str) -> Option<String> {
    let is_sign = |sign: char| {
        sign.is_ascii_digit()
            || (sign.is_ascii_uppercase() && !matches!(sign, 'I' | 'L' | 'O' | 'U'))
    };
    text.split(|sign: char| !sign.is_ascii_alphanumeric())
        .find(|word| word.len() == 26 && word.chars().all(is_sign))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::forum_id;

    #[test]
    fn the_first_id_in_a_list_is_found_whatever_stands_around_it() {
        let list =
            "forum                       name\n01JZ3M0T7Q8R9S5V6W7X8Y9Z0A  Paguyuban Contoh\n";
        assert_eq!(forum_id(list).as_deref(), Some("01JZ3M0T7Q8R9S5V6W7X8Y9Z0A"));
        assert_eq!(forum_id("no forum yet\n"), None);
    }
}
