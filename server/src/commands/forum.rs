//! `paguyuban forum new` and `forum list`.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use paguyuban::id::Seq;
use paguyuban_server::clock::{new_epoch, new_forum_id, now_ms};
use paguyuban_server::demo::{SEED, plant, story};
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_server::store::{self, Store};

use super::{Data, date};

#[derive(Debug, Subcommand)]
pub(super) enum Forum {
    /// Make a forum and print its id
    New(New),
    /// List all forums
    List(List),
}

#[derive(Debug, Args)]
pub(super) struct New {
    #[command(flatten)]
    data: Data,
    /// What people call it, e.g. "Paguyuban Contoh"
    #[arg(long, value_name = "NAME", value_parser = named)]
    name: String,
    /// Fill it with a made-up year of eighteen villages, to look around in
    #[arg(long)]
    demo: bool,
}

#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    data: Data,
}

/// The longest name of a forum; it stands in a header on a narrow screen.
const NAME_CHARS_MAX: usize = 80;

fn named(name: &str) -> Result<String, String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
        return Err(format!("a name has 1 to {NAME_CHARS_MAX} characters"));
    }
    Ok(name.to_owned())
}

impl Forum {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::New(new) => new.run(),
            Self::List(list) => list.run(),
        }
    }
}

impl New {
    fn run(self) -> anyhow::Result<ExitCode> {
        let now_ms = now_ms();
        let forum = store::Forum {
            id: new_forum_id(now_ms),
            name: self.name,
            epoch: new_epoch(),
            seq: Seq(0),
            created_ms: now_ms,
            restored_ms: None,
        };
        let mut store = SqliteStore::open(&self.data.folder)?;
        store.add_forum(&forum)?;
        if self.demo {
            plant(store, forum.id, &story(SEED))?;
        }
        println!("{}", forum.id);
        Ok(ExitCode::SUCCESS)
    }
}

impl List {
    fn run(self) -> anyhow::Result<ExitCode> {
        let mut store = SqliteStore::open(&self.data.folder)?;
        for forum in store.forums()? {
            let devices = store.devices(forum.id)?.len();
            let (id, created, seq, name) =
                (forum.id, date(forum.created_ms), forum.seq, forum.name);
            println!("{id}  {created}  {devices:>4} devices  {seq:>7} entries  {name}");
        }
        Ok(ExitCode::SUCCESS)
    }
}
