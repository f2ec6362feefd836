//! The steps of a test run, in the order in which they find mistakes soonest.

use crate::house::House;
use crate::program::Program;
use crate::trouble::Trouble;
use crate::{setup, sizes, tidy, web};

/// A part of the project that can be tested alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Rust,
    Web,
    E2e,
}

impl Part {
    /// # Errors
    /// There is no such part.
    pub(crate) fn named(name: &str) -> Result<Self, Trouble> {
        match name {
            "rust" => Ok(Self::Rust),
            "web" => Ok(Self::Web),
            "e2e" => Ok(Self::E2e),
            other => Err(Trouble::new(format!("there is no part \"{other}\" to test"))
                .advise("the parts are rust, web and e2e")),
        }
    }
}

/// One step: whose it is, which steps must have passed, what it does.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) parts: &'static [Part],
    pub(crate) needs: &'static [&'static str],
    pub(crate) work: fn(&House) -> Result<(), Trouble>,
}

const RUST: &[Part] = &[Part::Rust];
const WEB: &[Part] = &[Part::Web];
const E2E: &[Part] = &[Part::E2e];
/// The relay holds the page, so whoever needs the relay needs the page before it.
const EVERY: &[Part] = &[Part::Rust, Part::Web, Part::E2e];
const WITH_RELAY: &[Part] = &[Part::Rust, Part::E2e];

const STEPS: &[Step] = &[
    Step { name: "tidiness", parts: RUST, needs: &[], work: tidy::hold },
    Step { name: "format of Rust", parts: RUST, needs: &[], work: format },
    Step { name: "tools", parts: EVERY, needs: &[], work: setup::for_web },
    Step { name: "the phone's module", parts: EVERY, needs: &["tools"], work: web::module },
    Step { name: "the page", parts: EVERY, needs: &["the phone's module"], work: web::page },
    Step { name: "size of the page", parts: WEB, needs: &["the page"], work: sizes::check },
    Step {
        name: "types of the page",
        parts: WEB,
        needs: &["the phone's module"],
        work: |house| web::npm(house, "check").run(),
    },
    Step {
        name: "format of the page",
        parts: WEB,
        needs: &["tools"],
        work: |house| web::npm(house, "lint").run(),
    },
    Step {
        name: "tests of the page",
        parts: WEB,
        needs: &["the phone's module"],
        work: |house| web::npm(house, "test").run(),
    },
    Step { name: "lints of Rust", parts: RUST, needs: &["the page"], work: clippy },
    Step { name: "the relay", parts: WITH_RELAY, needs: &["the page"], work: programs },
    Step { name: "tests of Rust", parts: RUST, needs: &["the relay"], work: cargo_test },
    Step { name: "tests in a browser", parts: E2E, needs: &["the relay"], work: browser_tests },
];

/// The steps of one part, or all of them.
pub(crate) fn of(only: Option<Part>) -> Vec<&'static Step> {
    STEPS.iter().filter(|step| only.is_none_or(|part| step.parts.contains(&part))).collect()
}

fn format(house: &House) -> Result<(), Trouble> {
    setup::for_lints(house)?;
    Program::cargo(house.root())
        .words(["fmt", "--all", "--check"])
        .run()
        .map_err(|trouble| trouble.advise("`cargo fmt --all` mends it"))
}

fn clippy(house: &House) -> Result<(), Trouble> {
    setup::for_lints(house)?;
    Program::cargo(house.root())
        .words(["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])
        .run()
}

/// Programs and tests at once: tests need more features of some packages, and whatever is built
/// without them would be compiled a second time.
fn programs(house: &House) -> Result<(), Trouble> {
    Program::cargo(house.root()).words(["build", "--workspace", "--bins", "--tests"]).run()
}

fn cargo_test(house: &House) -> Result<(), Trouble> {
    Program::cargo(house.root())
        .words(["test", "--workspace", "--no-fail-fast"])
        .env("PAGUYUBAN_BIN", house.relay("debug"))
        .run()
}

fn browser_tests(house: &House) -> Result<(), Trouble> {
    let mut tests = Program::node_script("npx", &house.web())
        .words(["playwright", "test"])
        .env("PAGUYUBAN_BIN", house.relay("debug"));
    if let Some(browser) = setup::for_browser_tests(house)? {
        tests = tests.env("CHROMIUM", browser);
    }
    tests.run()
}

#[cfg(test)]
mod tests {
    use super::{Part, STEPS, of};

    #[test]
    fn every_step_comes_after_what_it_needs_and_in_every_part_that_has_it() {
        for only in [None, Some(Part::Rust), Some(Part::Web), Some(Part::E2e)] {
            let steps = of(only);
            for (at, step) in steps.iter().enumerate() {
                for need in step.needs {
                    assert!(steps[..at].iter().any(|before| before.name == *need), "{need}");
                }
            }
        }
        assert_eq!(of(None).len(), STEPS.len());
    }
}
