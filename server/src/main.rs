//! The relay and its operator's commands.

use std::process::ExitCode;

use rustix::fs::Mode;

mod commands;

fn main() -> ExitCode {
    // whatever is written holds personal data: database, backups, exports
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    match commands::run() {
        Ok(code) => code,
        Err(error) => {
            commands::complain(&error);
            ExitCode::FAILURE
        }
    }
}
