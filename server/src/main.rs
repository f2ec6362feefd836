//! The relay and its operator's commands.

use std::process::ExitCode;

use clap::Parser;

mod commands;

use commands::Cli;

fn main() -> ExitCode {
    match commands::run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            commands::complain(&error);
            ExitCode::FAILURE
        }
    }
}
