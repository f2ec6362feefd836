//! `siege [--hostile N] [--honest N] [--minutes N | --seconds N] [--weapon NAME] [--seed S]`: a relay attacked by members with hostile
//! programs while honest phones write, and what that costs these.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command")]

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use paguyuban_tests::siege::{Plan, Weapon, siege};

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
    /// The same for a short one
    #[arg(long, conflicts_with = "minutes", value_name = "N")]
    seconds: Option<u64>,
    /// One weapon alone, to see what it costs
    #[arg(long, value_name = "NAME", value_parser = weapon)]
    weapon: Option<Weapon>,
    /// From which seed
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let Cli { hostile, honest, minutes, seconds, weapon, seed } = Cli::parse();
    let lasts = Duration::from_secs(seconds.unwrap_or(minutes * 60));
    match siege(Plan { hostile, honest, lasts, seed, weapon }).await {
        Ok(toll) => {
            println!("{toll}");
            println!("{}", if toll.held() { "it held" } else { "IT DID NOT HOLD" });
            if toll.held() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn weapon(name: &str) -> Result<Weapon, String> {
    let named = |weapon: &Weapon| format!("{weapon:?}").eq_ignore_ascii_case(name);
    Weapon::ALL.into_iter().find(named).ok_or_else(|| format!("one of {:?}", Weapon::ALL))
}
