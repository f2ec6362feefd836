//! `paguyuban drill`: whether the newest backup can be put back, tried.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::Args;
use paguyuban_server::backups::{Kept, kept};
use paguyuban_server::clock::{new_epoch, now_ms};
use paguyuban_server::store::Store;
use paguyuban_server::store::sqlite::{Copied, FolderLock, SqliteStore, check_folder, restore};

use super::copies::say;
use super::date;

/// What the backup is put back into, in the folder of the backups; no backup has this name.
const TRIED_IN: &str = "paguyuban-drill";

#[derive(Debug, Args)]
pub(super) struct Drill {
    /// The folder that holds the backups; the newest by its name is tried
    #[arg(long, env = "PAGUYUBAN_BACKUP_TO", value_name = "DIR")]
    backup_to: PathBuf,
    /// End with 1 also if the newest backup is so old, e.g. 12h
    #[arg(long, value_name = "TIME", value_parser = humantime::parse_duration)]
    not_older_than: Option<Duration>,
}

impl Drill {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let place = self.backup_to.display().to_string();
        let all = kept(&self.backup_to).with_context(|| format!("{place} cannot be read"))?;
        let Some(newest) = all.last() else {
            bail!("{place} holds no backup of a relay: start it with --backup-to {place}");
        };
        let age = Duration::from_millis(now_ms().saturating_sub(newest.made_ms));
        let age = Duration::from_secs(age.as_secs());
        let (name, made) = (newest.folder.display(), date(newest.made_ms));
        println!("{} backups; the newest is {name}, of {made}", all.len());
        println!("it is {} old", humantime::format_duration(age));
        let sound = try_out(newest, &self.backup_to.join(TRIED_IN))?;
        let late = self.not_older_than.filter(|most| age >= *most);
        if let Some(most) = late {
            println!("TOO OLD: at most {}", humantime::format_duration(most));
        }
        Ok(if sound && late.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Puts a backup back into a folder that is gone afterwards, as `restore` would, and reads all of it.
fn try_out(backup: &Kept, tried_in: &Path) -> anyhow::Result<bool> {
    let began = Instant::now();
    let scratch = Scratch::empty(tried_in)?;
    if let Copied::Faulty(report) = restore(&backup.folder, scratch.0, new_epoch, now_ms())? {
        println!("it cannot be put back");
        say(&report);
        return Ok(false);
    }
    let report = check_folder(scratch.0)?;
    for forum in SqliteStore::open_to_read(scratch.0)?.forums()? {
        println!("forum {}: {} entries, {}", forum.id, forum.seq, forum.name);
    }
    say(&report);
    println!("put back and read in {:.1} s; nothing of it is left", began.elapsed().as_secs_f64());
    Ok(report.is_sound())
}

/// A folder that goes with this value.
struct Scratch<'a>(&'a Path);

impl<'a> Scratch<'a> {
    /// Whatever a drill left that was cut off goes first.
    fn empty(folder: &'a Path) -> anyhow::Result<Self> {
        if folder.exists() {
            FolderLock::take(folder)
                .with_context(|| format!("another drill uses {}", folder.display()))?;
            fs::remove_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        Ok(Self(folder))
    }
}

impl Drop for Scratch<'_> {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(self.0) {
            eprintln!("paguyuban: {} is left: {error}; remove it", self.0.display());
        }
    }
}
