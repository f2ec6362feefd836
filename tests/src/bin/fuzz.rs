//! `fuzz --target NAME [--runs N] [--seed S]`: altered bytes for one decoder, or for a whole relay.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command")]

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use paguyuban_tests::fuzz::{Target, run_and_tell};

#[derive(Debug, Parser)]
#[command(name = "fuzz", about = "Feeds altered bytes to a decoder or to a whole relay")]
struct Cli {
    /// frame-up, frame-down, body, chunk, stored-changes, snapshot, texts, edits or relay; all of them if
    /// none is named
    #[arg(long, value_name = "NAME", value_parser = target)]
    target: Option<Target>,
    /// How many inputs for each
    #[arg(long, default_value_t = 100_000, value_name = "N")]
    runs: u64,
    /// From which seed
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
}

fn target(name: &str) -> Result<Target, String> {
    Target::named(name).ok_or_else(|| {
        let names: Vec<_> = Target::ALL.iter().map(|(name, _)| *name).collect();
        format!("one of {}", names.join(", "))
    })
}

fn main() -> ExitCode {
    let Cli { target, runs, seed } = Cli::parse();
    let targets =
        target.map_or_else(|| Target::ALL.map(|(_, target)| target).to_vec(), |it| vec![it]);
    let all = targets.iter().all(|target| feed(*target, runs, seed));
    if all { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether nothing broke.
fn feed(target: Target, runs: u64, seed: u64) -> bool {
    let (began, step) = (Instant::now(), (runs / 20).max(1));
    let ended = run_and_tell(target, runs, seed, |at, outcome| {
        if (at + 1) % step == 0 {
            println!("{outcome:?}, {} s, {} kB in memory", began.elapsed().as_secs(), memory_kb());
        }
    });
    match ended {
        Ok(outcome) => {
            println!("{target:?}: nothing broke. {outcome:?}");
            true
        }
        Err(broken) => {
            eprintln!("{broken}");
            false
        }
    }
}

/// What this process holds, where the system tells it as Linux does; 0 elsewhere.
fn memory_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
