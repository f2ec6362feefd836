//! The steps of a test run, in the order in which they find mistakes soonest.

use crate::house::House;
use crate::program::Program;
use crate::trouble::Trouble;
use crate::{audit, setup, sizes, tidy, web};

use Work::{Does, Tells};

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
    pub(crate) work: Work,
    /// It leaves processors idle.
    pub(crate) waits: bool,
    /// Nothing needs it, and it can be done beside one that leaves processors idle.
    pub(crate) beside: bool,
}

impl Step {
    const fn new(
        name: &'static str,
        parts: &'static [Part],
        needs: &'static [&'static str],
        work: Work,
    ) -> Self {
        Self { name, parts, needs, work, waits: false, beside: false }
    }

    const fn waits(self) -> Self {
        Self { waits: true, ..self }
    }

    const fn beside(self) -> Self {
        Self { beside: true, ..self }
    }
}

/// What a step does.
#[derive(Clone, Copy)]
pub(crate) enum Work {
    /// It holds or fails.
    Does(fn(&House) -> Result<(), Trouble>),
    /// It holds or fails, and may have something to say that the summary must not leave out.
    Tells(fn(&House) -> Result<Option<String>, Trouble>),
}

impl Work {
    pub(crate) fn run(self, house: &House) -> Result<Option<String>, Trouble> {
        match self {
            Does(work) => work(house).map(|()| None),
            Tells(work) => work(house),
        }
    }
}

const RUST: &[Part] = &[Part::Rust];
const WEB: &[Part] = &[Part::Web];
const CODE: &[Part] = &[Part::Rust, Part::Web];
const E2E: &[Part] = &[Part::E2e];
/// The relay holds the page, so whoever needs the relay needs the page before it.
const EVERY: &[Part] = &[Part::Rust, Part::Web, Part::E2e];
const WITH_RELAY: &[Part] = &[Part::Rust, Part::E2e];

const STEPS: &[Step] = &[
    Step::new("tidiness", RUST, &[], Does(tidy::hold)),
    Step::new("format of Rust", RUST, &[], Does(format)),
    Step::new("tools", EVERY, &[], Does(setup::for_web)),
    Step::new("the phone's module", EVERY, &["tools"], Does(web::module)),
    Step::new("the page", EVERY, &["the phone's module"], Does(web::page)),
    Step::new("size of the page", WEB, &["the page"], Does(sizes::check)),
    Step::new("tests of the page", WEB, &["the phone's module"], Does(vitest)),
    Step::new("the relay", WITH_RELAY, &["the page"], Does(programs)),
    Step::new("tests of Rust", RUST, &["the relay"], Tells(cargo_test)),
    Step::new("tests in a browser", E2E, &["the relay"], Tells(browser_tests)).waits(),
    Step::new("types of the page", WEB, &["the phone's module"], Does(types)).beside(),
    Step::new("format of the page", WEB, &["tools"], Does(prettier)).beside(),
    Step::new("lints of Rust", RUST, &["the page"], Does(clippy)).beside(),
    Step::new("what comes from outside", CODE, &["tools"], Tells(audit::all)).beside(),
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

fn vitest(house: &House) -> Result<(), Trouble> {
    web::npm(house, "test").run()
}

fn types(house: &House) -> Result<(), Trouble> {
    web::npm(house, "check").run()
}

fn prettier(house: &House) -> Result<(), Trouble> {
    web::npm(house, "lint").run()
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

fn cargo_test(house: &House) -> Result<Option<String>, Trouble> {
    let untried = setup::for_rust_tests();
    Program::cargo(house.root())
        .words(["test", "--workspace", "--no-fail-fast"])
        .env("PAGUYUBAN_BIN", house.relay("debug"))
        .run_picking(names_failed_test_of_rust)
        .map(|_| untried)
}

fn names_failed_test_of_rust(line: &str) -> bool {
    (line.starts_with("test ") && line.ends_with("FAILED")) || line.contains("panicked at")
}

fn browser_tests(house: &House) -> Result<Option<String>, Trouble> {
    let mut tests = Program::node_script("npx", &house.web())
        .words(["playwright", "test"])
        .env("PAGUYUBAN_BIN", house.relay("debug"));
    if let Some(browser) = setup::for_browser_tests(house)? {
        tests = tests.env("CHROMIUM", browser);
    }
    // Also those that came right the second time: each has to be looked at.
    let unsound = tests.run_picking(names_unsound_test_in_browser)?;
    Ok((!unsound.is_empty()).then(|| unsound.join("\n")))
}

/// Playwright's summary has each such test on a line of its own, by its project, set in by four; where it failed, the
/// error.
fn names_unsound_test_in_browser(line: &str) -> bool {
    let ends = |word: &str| line.trim_start().strip_suffix(word).is_some_and(is_number);
    ["    Error: ", "    TimeoutError: "].iter().any(|begin| line.starts_with(begin))
        || line.starts_with("    [") && line.contains("] › ../tests/")
        || ends(" failed")
        || ends(" flaky")
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{Part, STEPS, names_failed_test_of_rust, names_unsound_test_in_browser, of};

    #[test]
    fn the_summary_names_what_failed_and_what_was_flaky() {
        for line in [
            "    [phones] › ../tests/e2e/damaged.spec.ts:24:1 › a piece that does not open ──────────",
            "    Error: expect(locator).toBeVisible() failed",
            "  1 failed",
            "  12 flaky",
        ] {
            assert!(names_unsound_test_in_browser(line), "{line}");
        }
        for line in [
            "    [pid=7][err] Warning: no driver",
            "  ✓  3 [phones] › ../tests/e2e/a.spec.ts:1:1 › it never failed (2s)",
            "  181 passed (24m)",
        ] {
            assert!(!names_unsound_test_in_browser(line), "{line}");
        }
        assert!(names_failed_test_of_rust("test document::tests::it_holds ... FAILED"));
        assert!(!names_failed_test_of_rust("test document::tests::it_holds ... ok"));
    }

    #[test]
    fn every_step_comes_after_what_it_needs_and_in_every_part_that_has_it() {
        for only in [None, Some(Part::Rust), Some(Part::Web), Some(Part::E2e)] {
            let steps = of(only);
            for (at, step) in steps.iter().enumerate() {
                for need in step.needs {
                    let earlier = steps[..at].iter().find(|before| before.name == *need);
                    assert!(earlier.is_some_and(|before| !before.beside), "{need}");
                }
            }
        }
        assert_eq!(of(None).len(), STEPS.len());
    }
}
