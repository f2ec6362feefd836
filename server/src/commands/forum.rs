//! `paguyuban forum new` and `forum list`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use paguyuban::document::{Edit, Value};
use paguyuban::id::{ForumId, Seq};
use paguyuban_server::beginning::Beginning;
use paguyuban_server::clock::{new_epoch, new_forum_id, now_ms};
use paguyuban_server::demo::{SEED, plant, story};
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_server::store::{self, Store};
use paguyuban_server::villages::villages_in;

use super::invite::{Invite, origin};
use super::{Data, date};

#[derive(Debug, Subcommand)]
pub(super) enum Forum {
    /// Make a forum, print its id and, with --origin, the link that its first organiser opens
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
    /// Its sub-district, e.g. "Contoh"
    #[arg(long, value_name = "NAME")]
    kecamatan: Option<String>,
    /// The regency or city of that
    #[arg(long, value_name = "NAME")]
    kabupaten: Option<String>,
    /// Its villages: a text or CSV file with a code (33.01.01.2001) and a name per line
    #[arg(long, value_name = "FILE")]
    villages: Option<PathBuf>,
    /// Where phones reach the relay: then the first organiser's invitation is printed too
    #[arg(long, env = "PAGUYUBAN_ORIGIN", value_name = "URL", value_parser = origin)]
    origin: Option<String>,
    /// Fill it with a made-up year of eighteen villages, to look around in
    #[arg(long, conflicts_with_all = ["kecamatan", "kabupaten", "villages"])]
    demo: bool,
}

#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    data: Data,
}

/// The longest name of a forum; it stands in a header on a narrow screen.
const NAME_CHARS_MAX: usize = 80;

pub(super) fn named(name: &str) -> Result<String, String> {
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
    /// One with a name and a place.
    pub(super) fn named(
        folder: PathBuf,
        name: String,
        kecamatan: String,
        kabupaten: String,
    ) -> Self {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        Self {
            data: Data { folder },
            name,
            kecamatan: some(kecamatan),
            kabupaten: some(kabupaten),
            villages: None,
            origin: None,
            demo: false,
        }
    }

    /// Makes it, where there is none yet.
    ///
    /// # Errors
    /// The folder has a forum, or cannot be written.
    pub(super) fn make_first(&self) -> anyhow::Result<ForumId> {
        let place = self.data.folder.display().to_string();
        let mut store = SqliteStore::open(&self.data.folder).with_context(|| place.clone())?;
        if let Some(forum) = store.forums()?.first() {
            bail!("{place} holds the forum {} already", forum.id);
        }
        drop(store);
        self.make()
    }

    fn run(self) -> anyhow::Result<ExitCode> {
        let forum = self.make()?;
        println!("{forum}");
        match self.origin {
            Some(origin) => Invite::first(self.data, forum, origin).run(),
            None => Ok(ExitCode::SUCCESS),
        }
    }

    fn make(&self) -> anyhow::Result<ForumId> {
        let now_ms = now_ms();
        let settings = Beginning::of(&self.settings()?, now_ms)?;
        let forum = store::Forum {
            id: new_forum_id(now_ms),
            name: self.name.clone(),
            epoch: new_epoch(),
            seq: Seq(0),
            created_ms: now_ms,
            restored_ms: None,
        };
        let mut store = SqliteStore::open(&self.data.folder)?;
        store.add_forum(&forum)?;
        if self.demo {
            plant(store, forum.id, &story(SEED))?;
        } else {
            settings.write(store, forum.id, now_ms)?;
        }
        Ok(forum.id)
    }
}

impl New {
    /// What it begins with, besides its name.
    fn settings(&self) -> anyhow::Result<Vec<Edit>> {
        let set = |path: String, text: &str| Edit::Set { path, value: Value::from(text) };
        let names = [("kecamatan", &self.kecamatan), ("kabupaten", &self.kabupaten)];
        let named = names.into_iter().filter_map(|(path, name)| Some((path, name.as_deref()?)));
        let mut edits: Vec<Edit> = named.map(|(path, name)| set(path.to_owned(), name)).collect();
        if let Some(file) = &self.villages {
            let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
            let list = villages_in(&text);
            if let Some(line) = list.unread.first() {
                bail!("{}: no code and name of a village in {line:?}", file.display());
            }
            let villages = list.villages.iter();
            edits.extend(villages.map(|(code, name)| set(format!("villages/{code}"), name)));
        }
        Ok(edits)
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
