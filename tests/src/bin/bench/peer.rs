//! automerge-repo: its sync server and its phones, as programs of Node (`tests/bench/peer`).

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::process::Program;
use crate::say;

/// How the rows name it.
pub(crate) const NAME: &str = "automerge-repo";
/// Long enough for 10,000 documents in one phone.
const HEAP_MB: &str = "--max-old-space-size=8192";

/// The folder with the scripts and their packages.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("bench")
}

/// `npm ci`, unless it was done since the list of packages changed. Its words go to standard error.
///
/// # Errors
/// npm is missing, or could not fetch the packages.
pub(crate) fn install() -> Result<()> {
    let folder = folder();
    let listed = fs::metadata(folder.join("package-lock.json"))?.modified()?;
    // npm writes it last
    let installed = fs::metadata(folder.join("node_modules/.package-lock.json"));
    if installed.and_then(|file| file.modified()).is_ok_and(|installed| installed >= listed) {
        return Ok(());
    }
    say("fetching automerge-repo (npm ci)");
    let status = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
        .current_dir(&folder)
        .stdin(Stdio::null())
        .stdout(std::io::stderr())
        .status()
        .context("npm cannot be started; install Node 20.19 or newer, with npm")?;
    ensure!(status.success(), "npm ci failed; is its registry reachable?");
    Ok(())
}

fn node(script: &str) -> Command {
    let mut node = Command::new("node");
    node.arg(HEAP_MB).arg(folder().join("peer").join(script));
    node
}

/// The sync server over a folder.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) program: Program,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Puts the documents of a folder on a server's disk.
    ///
    /// # Errors
    /// Node is missing or the script failed.
    pub(crate) fn fill(storage: &Path, documents: &Path, count: usize) -> Result<()> {
        let mut seed = node("seed.mjs");
        seed.args([storage, documents]).arg(count.to_string()).stdin(Stdio::null());
        let status = seed.stdout(std::io::stderr()).status()?;
        ensure!(status.success(), "the documents could not be put on the server's disk");
        Ok(())
    }

    /// # Errors
    /// As [`Server::fill`].
    pub(crate) fn start(storage: &Path) -> Result<Self> {
        let mut program =
            Program::start("automerge-repo's server", node("server.mjs").arg(storage))?;
        let said: Value = serde_json::from_str(&program.line()?)?;
        let port = said["port"].as_u64().context("no port")?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, u16::try_from(port)?));
        Ok(Self { program, address })
    }
}

/// Any number of phones in one process.
#[derive(Debug)]
pub(crate) struct Phones {
    program: Program,
}

impl Phones {
    /// # Errors
    /// As [`Server::fill`].
    pub(crate) fn start(folder: &Path) -> Result<Self> {
        Ok(Self {
            program: Program::start("automerge-repo's phones", node("phones.mjs").arg(folder))?,
        })
    }

    fn order(&mut self, order: &Value) -> Result<Value> {
        self.program.tell(&order.to_string())?;
        Ok(serde_json::from_str(&self.program.line()?)?)
    }

    /// New phones, with the documents of a folder or with none.
    ///
    /// # Errors
    /// The script failed.
    pub(crate) fn make(&mut self, phones: usize, documents: Option<(&Path, usize)>) -> Result<()> {
        let numbers: Vec<usize> = (0..documents.map_or(0, |(_, count)| count)).collect();
        let docs = documents.map(|(folder, _)| folder);
        self.order(&json!({"do": "make", "phones": phones, "docs": docs, "numbers": numbers}))?;
        Ok(())
    }

    /// Every phone makes the changes that lie for it in this folder.
    ///
    /// # Errors
    /// As [`Phones::make`].
    pub(crate) fn edit(&mut self, changes: &Path, count: usize) -> Result<()> {
        let numbers: Vec<usize> = (0..count).collect();
        self.order(&json!({"do": "edit", "changes": changes, "numbers": numbers}))?;
        Ok(())
    }

    /// All connect at once; how many milliseconds until all have these heads.
    ///
    /// # Errors
    /// As [`Phones::make`].
    pub(crate) fn sync(&mut self, to: SocketAddr, heads: &Path) -> Result<f64> {
        let url = format!("ws://{to}");
        let said = self.order(&json!({"do": "sync", "url": url, "heads": heads}))?;
        said["ms"].as_f64().context("no time")
    }

    /// # Errors
    /// As [`Phones::make`].
    pub(crate) fn disconnect(&mut self) -> Result<()> {
        self.order(&json!({"do": "disconnect"})).map(drop)
    }

    /// Everybody types in one document; milliseconds from each edit to each other phone.
    ///
    /// # Errors
    /// As [`Phones::make`], or something never arrived.
    pub(crate) fn typing(&mut self, order: &Value) -> Result<Vec<f64>> {
        let said = self.order(order)?;
        ensure!(said["missed"].as_u64() == Some(0), "some words never arrived");
        Ok(serde_json::from_value(said["ms"].clone())?)
    }

    /// # Errors
    /// They did not end well.
    pub(crate) fn finish(self) -> Result<()> {
        self.program.finish()
    }
}
