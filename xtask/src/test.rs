//! `cargo xtask test`: everything that has to hold before a change is taken in.

mod steps;

use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use crate::house::House;
use crate::options::Options;
use crate::say;
use crate::trouble::Trouble;

use steps::{Part, Step};

/// Runs the steps in order, and beside a step that leaves processors idle those that can be. One that fails does not
/// stop those that do not need it, so that one run shows everything there is to mend.
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
    let idle = wanted.iter().any(|step| step.waits);
    let (beside, in_turn): (Vec<&Step>, Vec<&Step>) =
        wanted.iter().partition(|step| idle && step.beside);
    for (at, step) in in_turn.into_iter().enumerate() {
        say::progress(at + 1, wanted.len(), step.name);
        let others = if step.waits { &beside[..] } else { &[] };
        let known = failed.clone();
        let all = thread::scope(|scope| {
            let others = scope.spawn(|| say::held(|| perform_all(house, others, &known)));
            let mut all = vec![perform(house, step, &known)];
            let (others, said) = others.join().unwrap_or_else(|panic| resume_unwind(panic));
            if !said.is_empty() {
                say::line(&said);
            }
            all.extend(others);
            all
        });
        for outcome in all {
            if let Some(trouble) = &outcome.trouble {
                say::trouble(trouble);
                failed.insert(outcome.name);
            }
            outcomes.push(outcome);
        }
    }
    summarise(&outcomes);
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// No step beside others is needed by any.
fn perform_all(house: &House, steps: &[&Step], failed: &BTreeSet<&str>) -> Vec<Outcome> {
    let perform = |step: &&Step| {
        say::line(&format!("beside it: {}", step.name));
        perform(house, step, failed)
    };
    steps.iter().map(perform).collect()
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
