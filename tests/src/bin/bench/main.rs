//! `cargo xtask bench sync`: the same documents and edits through our relay and through
//! automerge-repo's sync server, in one run. `tests/bench/README.md` says what each number is.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

mod bench;
mod edits;
mod goals;
mod history;
mod idle;
mod many;
mod material;
mod meter;
mod office;
mod peer;
mod phone;
mod process;
mod proxy;
mod quiet;
mod relay;
mod row;
mod typing;
mod watch;

use bench::{Bench, Size};

const USAGE: &str = "usage: bench sync [--json] [--quick] [quiet] [office] [typing] [idle]
       bench many
       bench history";

/// One scenario or two, which add their rows to the run.
type Scenario = fn(&mut Bench) -> Result<()>;

/// *quiet* is first sync and nothing new.
const SCENARIOS: [(&str, Scenario); 4] =
    [("quiet", quiet::run), ("office", office::run), ("typing", typing::run), ("idle", idle::run)];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words == ["many"] {
        return many();
    }
    if words == ["history"] {
        return long_history();
    }
    let (flags, names): (Vec<_>, Vec<_>) = words.iter().partition(|word| word.starts_with("--"));
    let known = flags.iter().all(|flag| matches!(flag.as_str(), "--json" | "--quick"));
    let Some(scenarios) = chosen(&names).filter(|_| known) else {
        say(USAGE);
        return ExitCode::from(2);
    };
    let has = |flag: &str| flags.iter().any(|given| *given == flag);
    let size = if has("--quick") { Size::QUICK } else { Size::FULL };
    match run(size, &scenarios) {
        Ok((bench, outcome)) => {
            report(&bench, if has("--json") { Form::Json } else { Form::Table });
            outcome
        }
        Err(error) => {
            say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Alone, because it has no peer to be measured beside.
#[expect(clippy::print_stdout, reason = "the result is what was asked for")]
fn many() -> ExitCode {
    match many::run() {
        Ok((row, goals)) => {
            let goals: Vec<String> = goals.iter().map(ToString::to_string).collect();
            println!("\n{}\nGoals\n{}", row::table(&[row]), goals.join("\n"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "the result is what was asked for")]
fn long_history() -> ExitCode {
    match history::run() {
        Ok(rows) => {
            rows.iter().for_each(|(what, ms)| println!("{what:<28}{ms:>8.1} ms"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Table,
    Json,
}

/// The scenarios behind `sync`, all of them if none is named; `None` if one is not known.
fn chosen(names: &[&String]) -> Option<Vec<Scenario>> {
    let (first, rest) = names.split_first()?;
    if *first != "sync" {
        return None;
    }
    if rest.is_empty() {
        return Some(SCENARIOS.map(|(_, scenario)| scenario).to_vec());
    }
    let known = |name: &&String| SCENARIOS.iter().any(|(known, _)| known == name);
    // always in the same order: *quiet* measures the year as it is before anybody writes
    let asked = |scenario: &&(&str, Scenario)| rest.iter().any(|name| *name == scenario.0);
    let scenarios = SCENARIOS.iter().filter(asked).map(|(_, scenario)| *scenario);
    rest.iter().all(known).then(|| scenarios.collect())
}

/// A scenario that fails is told and makes the run fail, but hides nothing of the others.
fn run(size: Size, scenarios: &[Scenario]) -> Result<(Bench, ExitCode)> {
    let began = Instant::now();
    peer::install()?;
    let mut bench = Bench::prepare(size, relay::build()?)?;
    let (count, bytes) = (bench.year.documents.len(), bench.year.bytes());
    say(&format!("the demo year is {count} documents, {bytes} bytes saved"));
    let mut outcome = ExitCode::SUCCESS;
    for scenario in scenarios {
        if let Err(error) = scenario(&mut bench) {
            say(&format!("it failed: {error:#}"));
            outcome = ExitCode::FAILURE;
        }
    }
    say(&format!("done in {} s", began.elapsed().as_secs()));
    Ok((bench, outcome))
}

#[expect(clippy::print_stdout, reason = "the result is what was asked for")]
fn report(bench: &Bench, form: Form) {
    let goals: Vec<String> = bench.goals.iter().map(ToString::to_string).collect();
    match form {
        Form::Table => {
            println!("\n{}\nGoals\n{}", row::table(&bench.rows), goals.join("\n"));
        }
        Form::Json => {
            goals.iter().for_each(|goal| say(goal));
            // rows are names and numbers: nothing that JSON cannot hold
            println!("{}", serde_json::to_string_pretty(&bench.rows).unwrap_or_default());
        }
    }
}

/// A line about what goes on, beside the result.
#[expect(clippy::print_stderr, reason = "progress, for the person who waits")]
fn say(line: &str) {
    eprintln!("{line}");
}
