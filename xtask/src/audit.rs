//! `cargo xtask audit`: what comes in from outside, looked at: under which licence, from where, in how
//! many versions, and whether a weakness of it is known.
//!
//! The first three need nothing but the lists of this project and always hold or fail. Known weaknesses
//! have to be asked for; where nobody can be asked, that is said at the end and in the summary of a test
//! run, because a silence would look like an all-clear.

mod crates;
mod packages;

use std::path::Path;
use std::process::ExitCode;

use crate::house::House;
use crate::options::Options;
use crate::say;
use crate::setup;
use crate::trouble::Trouble;

/// What somebody who knows of weaknesses said.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Clean,
    /// What they are has been printed.
    Found,
    /// Nobody could be asked, because of this.
    Unasked(String),
}

/// `cargo xtask audit [--strict]`.
///
/// # Errors
/// Something does not hold or a weakness is known; with `--strict` also if that could not be asked.
pub(crate) fn check(house: &House, mut options: Options) -> Result<ExitCode, Trouble> {
    let strict = options.flag("--strict");
    options.finish()?;
    match all(house)? {
        None => say::line("nothing is wrong, and no weakness is known"),
        Some(unasked) if strict => {
            return Err(
                Trouble::new(unasked).advise("try again where the network lets it be asked")
            );
        }
        Some(unasked) => say::line(&unasked),
    }
    Ok(ExitCode::SUCCESS)
}

/// Looks at everything, also after something was found; gives what could not be asked, as a sentence.
///
/// # Errors
/// Something does not hold or a weakness is known. Each has been printed.
pub(crate) fn all(house: &House) -> Result<Option<String>, Trouble> {
    let deny = setup::for_audit(house)?;
    let mut wrong = broken_rules(house, &deny);
    let mut unasked = Vec::new();
    for (what, answer) in weaknesses(house, &deny)? {
        match answer {
            Answer::Clean => {}
            Answer::Found => wrong.push(format!("known weaknesses of {what}")),
            Answer::Unasked(why) => unasked.push(format!("{what} ({why})")),
        }
    }
    let unasked = sentence(&unasked);
    if wrong.is_empty() {
        return Ok(unasked);
    }
    unasked.iter().for_each(|unasked| say::line(unasked));
    Err(Trouble::new(format!("what comes from outside does not fit: {}", wrong.join(", ")))
        .advise("take another version or another package, or write an exception with its reason"))
}

/// What does not hold; why was printed.
fn broken_rules(house: &House, deny: &Path) -> Vec<String> {
    let of_crates = ("crates".to_owned(), crates::rules(house, deny));
    let of_packages = packages::lists(house).map(|list| (list.title(), packages::rules(&list)));
    let broken = std::iter::once(of_crates).chain(of_packages).filter_map(|(what, held)| {
        say::trouble(&held.err()?);
        Some(format!("rules for {what}"))
    });
    broken.collect()
}

fn weaknesses(house: &House, deny: &Path) -> Result<Vec<(String, Answer)>, Trouble> {
    let mut answers = vec![("crates".to_owned(), crates::weaknesses(house, deny)?)];
    for list in packages::lists(house) {
        answers.push((list.title(), packages::weaknesses(&list)?));
    }
    Ok(answers)
}

/// What is said of what could not be asked.
fn sentence(unasked: &[String]) -> Option<String> {
    let what = unasked.join("; ");
    (!what.is_empty()).then(|| format!("NOT CHECKED for known weaknesses: {what}"))
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn what_could_not_be_asked_is_never_left_out() {
        assert_eq!(sentence(&[]), None);
        let said =
            sentence(&["crates (no network)".to_owned(), "packages of web (405)".to_owned()]);
        let all = "NOT CHECKED for known weaknesses: crates (no network); packages of web (405)";
        assert_eq!(said.as_deref(), Some(all));
    }
}
