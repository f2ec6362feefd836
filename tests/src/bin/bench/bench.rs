//! What all scenarios share: the size of this run, a folder, the programs, and the demo year.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::goals::Goal;
use crate::material::Library;
use crate::peer::Server;
use crate::phone::Phone;
use crate::relay::{Content, Forum, Relay};
use crate::row::Row;
use crate::say;

/// How much is done in one run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) phones: usize,
    pub(crate) edits: usize,
    pub(crate) edited_documents: usize,
    pub(crate) quiet_documents: usize,
    pub(crate) idle_documents: usize,
    pub(crate) typists: usize,
    pub(crate) words_each: usize,
}

impl Size {
    /// What the goals are about.
    pub(crate) const FULL: Self = Self {
        phones: 18,
        edits: 200,
        edited_documents: 10,
        quiet_documents: 60,
        idle_documents: 10_000,
        typists: 10,
        words_each: 20,
    };
    /// Enough to see that everything works.
    pub(crate) const QUICK: Self =
        Self { phones: 4, edits: 50, idle_documents: 500, words_each: 5, ..Self::FULL };
}

/// One run.
#[derive(Debug)]
pub(crate) struct Bench {
    pub(crate) size: Size,
    pub(crate) runtime: Runtime,
    pub(crate) relay: Relay,
    pub(crate) forum: Forum,
    pub(crate) program: PathBuf,
    pub(crate) year: Library,
    pub(crate) rows: Vec<Row>,
    pub(crate) goals: Vec<Goal>,
    folder: TempDir,
    folders: AtomicUsize,
}

impl Bench {
    /// Makes the demo year and serves it.
    ///
    /// # Errors
    /// The relay's program failed.
    pub(crate) fn prepare(size: Size, program: PathBuf) -> Result<Self> {
        say("making the demo year");
        let folder = tempfile::tempdir().context("no folder for the run")?;
        let runtime = Runtime::new()?;
        let forum = Forum::new(&program, &folder.path().join("year"), Content::DemoYear)?;
        let relay = forum.serve()?;
        let secret = forum.invite("member")?;
        let year = runtime.block_on(async {
            let mut phone = Phone::join(relay.address, &secret).await?;
            phone.connect(relay.address).await?;
            phone.catch_up().await?;
            phone.library()
        })?;
        let folders = AtomicUsize::new(0);
        let (rows, goals) = (Vec::new(), Vec::new());
        Ok(Self { size, runtime, relay, forum, program, year, rows, goals, folder, folders })
    }

    /// A path that nothing else in this run uses.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        let number = self.folders.fetch_add(1, Ordering::Relaxed);
        self.folder.path().join(format!("{number}-{name}"))
    }

    /// Phones of new people that have the demo year and are away.
    ///
    /// # Errors
    /// The relay does not let them in.
    pub(crate) fn phones_with_the_year(&self, count: usize) -> Result<Vec<Phone>> {
        let secrets: Vec<String> =
            (0..count).map(|_| self.forum.invite("member")).collect::<Result<_>>()?;
        self.runtime.block_on(async {
            let mut phones = Vec::new();
            for secret in &secrets {
                let mut phone = Phone::join(self.relay.address, secret).await?;
                phone.connect(self.relay.address).await?;
                phone.catch_up().await?;
                phone.hang_up();
                phones.push(phone);
            }
            Ok(phones)
        })
    }

    /// automerge-repo's server with these documents, and the folder they lie in.
    ///
    /// # Errors
    /// Node is missing, or a script failed.
    pub(crate) fn peer_server(&self, library: &Library) -> Result<(Server, PathBuf)> {
        let (storage, documents) = (self.path("storage"), self.path("documents"));
        library.write_documents(&documents)?;
        Server::fill(&storage, &documents, library.documents.len())?;
        Ok((Server::start(&storage)?, documents))
    }

    /// The heads these documents have now, in a file.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub(crate) fn heads_of(&self, library: &Library) -> Result<PathBuf> {
        let file = self.path("heads.json");
        library.write_heads(&library.heads_after(&Vec::new())?, &file)?;
        Ok(file)
    }
}
