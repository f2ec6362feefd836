//! `paguyuban export`, `check`, `backup`, `backups` and `restore`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use paguyuban_server::clock::{new_epoch, now_ms};
use paguyuban_server::export::{export, export_files};
use paguyuban_server::store::keep::FolderKeep;
use paguyuban_server::store::sqlite::{
    Copied, REPLACED, Report, SqliteStore, backup, check_folder, restore, stale,
};

use super::{Data, Which, date};

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

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
pub(super) struct Backups {
    #[command(flatten)]
    data: Data,
    /// The folder that holds the backups; what restore has replaced is looked at too
    #[arg(long = "in", value_name = "DIR")]
    within: PathBuf,
    /// Only backups of at least so many days ago
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    older_than: u64,
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
        let keep = FolderKeep::of(&self.data.folder);
        let files = export_files(&mut store, &keep, self.forum.id, &self.out)?;
        println!("{documents} documents and {files} files are in {}", self.out.display());
        Ok(ExitCode::SUCCESS)
    }
}

impl Check {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        Ok(say(&check_folder(&self.data.folder)?))
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

impl Backups {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let mut store = SqliteStore::open_to_read(&self.data.folder)?;
        let mut found = stale(&mut store, &self.within)?;
        let replaced = self.data.folder.join(REPLACED);
        if replaced.is_dir() {
            found.extend(stale(&mut store, &replaced)?);
        }
        let until_ms = now_ms().saturating_sub(self.older_than.saturating_mul(DAY_MS));
        for backup in found.into_iter().filter(|backup| backup.made_ms <= until_ms) {
            let holds = match backup.holds {
                Ok(count) => format!("{count} erased documents"),
                Err(error) => format!("cannot be read: {error}"),
            };
            println!("{}  {}  {holds}", backup.folder.display(), date(backup.made_ms));
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Restore {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let folder = &self.data.folder;
        Ok(match restore(&self.from, folder, new_epoch, now_ms())? {
            Copied::Sound(report) => {
                println!("{} holds the backup now, in a new epoch", folder.display());
                println!("what was there before is in {}", folder.join(REPLACED).display());
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
pub(super) fn say(report: &Report) -> ExitCode {
    report.faults.iter().for_each(|fault| println!("FAULT {fault}"));
    report.notes.iter().for_each(|note| println!("NOTE {note}"));
    println!(
        "{} forums, {} documents, {} erased, {} entries, {} changes, {} snapshots, {} files: {}",
        report.forums,
        report.documents,
        report.erased,
        report.entries,
        report.changes,
        report.snapshots,
        report.files,
        match report.faults.len() {
            0 => "all sound".to_owned(),
            faults => format!("{faults} faults"),
        }
    );
    if report.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
