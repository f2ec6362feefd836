//! `siege [--hostile N] [--honest N] [--minutes N] [--seed S]`: a relay attacked by members with hostile
//! programs while honest phones write, and what that costs these.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command")]

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use paguyuban_tests::siege::{Plan, Toll, siege};

/// What an honest phone may have to wait, and the relay may take.
const P99_MAX: Duration = Duration::from_secs(1);
const PEAK_KB_MAX: u64 = 300 * 1024;

#[derive(Debug, Parser)]
#[command(name = "siege", about = "Attacks a relay while honest phones write")]
struct Cli {
    /// Hostile members
    #[arg(long, default_value_t = 50, value_name = "N")]
    hostile: usize,
    /// Honest phones
    #[arg(long, default_value_t = 5, value_name = "N")]
    honest: usize,
    /// How long
    #[arg(long, default_value_t = 5, value_name = "N")]
    minutes: u64,
    /// From which seed
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let Cli { hostile, honest, minutes, seed } = Cli::parse();
    let lasts = Duration::from_secs(minutes * 60);
    match siege(Plan { hostile, honest, lasts, seed }).await {
        Ok(toll) => told(&toll),
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn told(toll: &Toll) -> ExitCode {
    let Toll { blows, edits, lost, p50, p99, turn, peak_kb, disk_bytes } = toll;
    println!("{blows} pushes from hostile members");
    println!(
        "{edits} honest edits, {lost} lost; p50 {} ms, p99 {} ms",
        p50.as_millis(),
        p99.as_millis()
    );
    println!("a turn of the relay took {} ms on average", turn.as_millis());
    println!(
        "the relay took at most {} MB of memory, and {} kB of disk",
        peak_kb / 1024,
        disk_bytes / 1024
    );
    let held = *lost == 0 && *p99 <= P99_MAX && *peak_kb <= PEAK_KB_MAX;
    println!("{}", if held { "it held" } else { "IT DID NOT HOLD" });
    if held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
