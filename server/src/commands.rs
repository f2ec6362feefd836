//! The commands: what they are called, and which module does each.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "commands speak to the operator")]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use paguyuban::id::ForumId;

mod copies;
mod device;
mod doctor;
mod doors;
mod drill;
mod file;
mod forum;
mod invite;
mod logs;
mod memory;
mod office;
mod serve;
mod settings;
mod setup;

use file::SettingsFile;

/// A relay for village forums: it merges what phones wrote offline, keeps it, and hands it on.
///
/// Everything is kept in one folder (--data). Every command works while the relay serves, except
/// restore.
#[derive(Debug, Parser)]
#[command(name = "paguyuban", version, propagate_version = true)]
pub(crate) struct Cli {
    /// A file with settings: a line each, called as the flag is, e.g. backup-every = "6h". Flags and
    /// environment win
    #[arg(
        long = settings::CONFIG,
        env = "PAGUYUBAN_CONFIG",
        value_name = "FILE",
        default_value = file::USUAL,
        global = true
    )]
    config: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve phones until it is stopped
    Serve(serve::Serve),
    /// Make and list forums
    #[command(subcommand)]
    Forum(forum::Forum),
    /// Invite one device to a forum: prints a link and a code to scan
    Invite(invite::Invite),
    /// List and revoke devices
    #[command(subcommand)]
    Device(device::Device),
    /// Erase a document for good: here, and on every phone as it comes
    Erase(office::Erase),
    /// Print who did what in a forum, the newest first: ids only
    Audit(office::Audit),
    /// Write every document of a forum as readable JSON and as an .automerge file
    Export(copies::Export),
    /// Check that everything is as it was written; ends with 1 if it is not
    Check(copies::Check),
    /// Copy the database, checked, into a new folder
    Backup(copies::Backup),
    /// List backups that still hold what was erased since, to delete them
    Backups(copies::Backups),
    /// Ask four questions, make the first forum, and leave a relay that runs and an invitation
    Setup(setup::Setup),
    /// Look at clock, disk, certificate, name, backups and what is in front, and say what is wrong
    Doctor(doctor::Doctor),
    /// Print every setting: its value here, where that comes from, and what it is for
    Settings(settings::Settings),
    /// Put the newest backup back into a folder for a moment, and check it: whether a restore would work
    Drill(drill::Drill),
    /// Put a backup in the place of a stopped relay's database
    Restore(copies::Restore),
}

/// Where everything is kept.
#[derive(Debug, Args)]
struct Data {
    /// The folder that holds everything
    #[arg(long = "data", env = "PAGUYUBAN_DATA", default_value = "data", value_name = "DIR")]
    folder: PathBuf,
}

/// Which forum.
#[derive(Debug, Args)]
struct Which {
    /// The forum's id, as `forum list` shows it
    #[arg(long = "forum", env = "PAGUYUBAN_FORUM", value_name = "ID")]
    id: ForumId,
}

/// Does what the words of the command line, the environment and the file with settings say.
pub(crate) fn run() -> anyhow::Result<ExitCode> {
    let words: Vec<_> = std::env::args_os().collect();
    let commands = Cli::command();
    let file = SettingsFile::find(&words, &commands)?;
    // says by itself what is wrong with words, and ends
    let matches = settings::with_defaults(commands.clone(), &file).get_matches_from(words);
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let read = file.path.as_deref().unwrap_or(&cli.config);
    anyhow::ensure!(read == cli.config, "--config stands twice, or in the place of a value");
    match cli.command {
        Command::Setup(setup) => setup.run(&cli.config, &file),
        Command::Settings(settings) => settings.run(&commands, &file),
        Command::Serve(serve) => serve.run(),
        Command::Forum(forum) => forum.run(),
        Command::Invite(invite) => invite.run(),
        Command::Device(device) => device.run(),
        Command::Erase(erase) => erase.run(),
        Command::Audit(audit) => audit.run(),
        Command::Export(export) => export.run(),
        Command::Check(check) => check.run(),
        Command::Backup(backup) => backup.run(),
        Command::Backups(backups) => backups.run(),
        Command::Doctor(doctor) => doctor.run(),
        Command::Drill(drill) => drill.run(),
        Command::Restore(restore) => restore.run(),
    }
}

/// Says on standard error what went wrong, and why.
pub(crate) fn complain(error: &anyhow::Error) {
    eprintln!("paguyuban: {error:#}");
}

/// Milliseconds since 1970 as people read them.
fn date(ms: u64) -> String {
    let at = std::time::UNIX_EPOCH + std::time::Duration::from_millis(ms);
    humantime::format_rfc3339_seconds(at).to_string()
}
