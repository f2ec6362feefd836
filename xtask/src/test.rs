//! `cargo xtask test`: everything that has to hold before a change is taken in.

mod steps;

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::house::House;
use crate::options::Options;
use crate::say;
use crate::trouble::Trouble;

use steps::{Part, Step};

/// Runs the steps in order. One that fails does not stop those that do not need it, so that one
/// run shows everything there is to mend.
///
/// # Errors
/// A word on the command line is not understood. Failed steps are no error here: they are in the
/// summary and in the exit code.
pub(crate) fn all(house: &House, mut options: Options) -> Result<ExitCode, Trouble> {
    let only = options.value("--only")?.map(|name| Part::named(&name)).transpose()?;
    options.finish()?;
    let wanted = steps::of(only);
    let mut failed = BTreeSet::new();
    let mut outcomes = Vec::new();
    for (at, step) in wanted.iter().enumerate() {
        say::progress(at + 1, wanted.len(), step.name);
        let outcome = perform(house, step, &failed);
        if let Some(trouble) = &outcome.trouble {
            say::trouble(trouble);
            failed.insert(step.name);
        }
        outcomes.push(outcome);
    }
    summarise(&outcomes);
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Outcome {
    name: &'static str,
    took: Duration,
    trouble: Option<Trouble>,
    remark: Option<String>,
}

fn perform(house: &House, step: &Step, failed: &BTreeSet<&str>) -> Outcome {
    let start = Instant::now();
    let done = match step.needs.iter().find(|name| failed.contains(*name)) {
        Some(name) => Err(Trouble::new(format!("not run, because it needs \"{name}\""))),
        None => step.work.run(house),
    };
    let (remark, trouble) = match done {
        Ok(remark) => (remark, None),
        Err(trouble) => (None, Some(trouble)),
    };
    Outcome { name: step.name, took: start.elapsed(), trouble, remark }
}

fn summarise(outcomes: &[Outcome]) {
    say::line("");
    for Outcome { name, took, trouble, remark } in outcomes {
        let word = if trouble.is_none() { "passed" } else { "FAILED" };
        say::line(&format!("  {word}  {:>5} s  {name}", took.as_secs()));
        let named = trouble.iter().flat_map(Trouble::named).map(String::as_str);
        for remark in remark.iter().flat_map(|remark| remark.lines()).chain(named) {
            say::line(&format!("                   {remark}"));
        }
    }
    let failed = outcomes.iter().filter(|outcome| outcome.trouble.is_some()).count();
    say::line("");
    say::line(&format!("{} passed, {failed} failed", outcomes.len() - failed));
}
