//! `paguyuban export`, `check`, `backup` and `restore`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use paguyuban_server::clock::{new_epoch, now_ms};
use paguyuban_server::export::export;
use paguyuban_server::store::sqlite::{Copied, Report, SqliteStore, backup, check, restore};

use super::{Data, Which};

#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    forum: Which,
    /// The folder to write to; files of the same name are replaced
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    data: Data,
}

#[derive(Debug, Args)]
pub(super) struct Backup {
    #[command(flatten)]
    data: Data,
    /// The new folder; use it as --data for check, or give it to restore
    #[arg(value_name = "TO")]
    to: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    #[command(flatten)]
    data: Data,
    /// The folder that backup made, or a database file
    #[arg(value_name = "FROM")]
    from: PathBuf,
}

impl Export {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let mut store = SqliteStore::open_to_read(&self.data.folder)?;
        let documents = export(&mut store, self.forum.id, &self.out)?;
        println!("{documents} documents are in {}", self.out.display());
        Ok(ExitCode::SUCCESS)
    }
}

impl Check {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let report = check(&mut SqliteStore::open_to_read(&self.data.folder)?)?;
        Ok(say(&report))
    }
}

impl Backup {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        Ok(match backup(&self.data.folder, &self.to)? {
            Copied::Sound(report) => {
                println!("the backup is in {}", self.to.display());
                say(&report)
            }
            Copied::Faulty(report) => {
                println!("the copy has faults and was not kept");
                say(&report)
            }
        })
    }
}

impl Restore {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let folder = &self.data.folder;
        Ok(match restore(&self.from, folder, new_epoch, now_ms())? {
            Copied::Sound(report) => {
                println!("{} holds the backup now, in a new epoch", folder.display());
                println!("what was there before is in {}", folder.join("replaced").display());
                say(&report)
            }
            Copied::Faulty(report) => {
                println!("the backup has faults; nothing was changed");
                say(&report)
            }
        })
    }
}

/// Prints what was found; the exit code tells whether it is sound.
fn say(report: &Report) -> ExitCode {
    for fault in &report.faults {
        println!("FAULT {fault}");
    }
    println!(
        "{} forums, {} documents, {} entries, {} changes, {} snapshots: {}",
        report.forums,
        report.documents,
        report.entries,
        report.changes,
        report.snapshots,
        match report.faults.len() {
            0 => "all sound".to_owned(),
            faults => format!("{faults} faults"),
        }
    );
    if report.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
