//! The real relay: the program `paguyuban`, started, killed and asked.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

/// The program: beside the tests that run, built if it is not there yet.
///
/// # Errors
/// It cannot be built.
pub fn program() -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    let folder = test.parent().context("the test is in a folder")?;
    // tests are one folder deeper than programs
    let folder = if folder.ends_with("deps") { folder.parent().context("deps")? } else { folder };
    let program = folder.join("paguyuban");
    if !program.exists() {
        let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        build.args(["build", "--quiet", "--package", "paguyuban-server", "--bin", "paguyuban"]);
        if folder.ends_with("release") {
            build.arg("--release");
        }
        ensure!(build.status()?.success(), "the relay does not build");
    }
    Ok(program)
}

/// A running relay on a port that the system chose. Killed when it is dropped.
#[derive(Debug)]
pub struct Relay {
    folder: PathBuf,
    process: Child,
    origin: String,
}

impl Relay {
    /// Starts the relay of a folder and waits until it listens. Tests come from one address and
    /// reconnect as often as they can, so nothing is limited.
    ///
    /// # Errors
    /// It does not start.
    pub fn start(folder: &Path) -> Result<Self> {
        let mut serve = serve(folder)?;
        for limit in ["links-per-device", "wrong-links-per-address", "wrong-joins-per-address"] {
            serve.args([&format!("--{limit}"), "1000000"]);
        }
        serve.env("RUST_LOG", "error").stderr(Stdio::null());
        Self::begin(folder, serve)
    }

    /// Starts it as an operator does, with its usual limits.
    ///
    /// # Errors
    /// It does not start.
    pub fn start_usual(folder: &Path) -> Result<Self> {
        let mut serve = serve(folder)?;
        serve.env("RUST_LOG", "error").stderr(Stdio::null());
        Self::begin(folder, serve)
    }

    /// Starts it as an operator does, with its usual limits, and with everything it has to say in a
    /// log.
    ///
    /// # Errors
    /// It does not start.
    pub fn start_guarded(folder: &Path, log: File) -> Result<Self> {
        let mut serve = serve(folder)?;
        serve.env("RUST_LOG", "debug").stderr(log);
        Self::begin(folder, serve)
    }

    fn begin(folder: &Path, mut serve: Command) -> Result<Self> {
        let mut process = serve.stdout(Stdio::piped()).spawn()?;
        let said = process.stdout.take().context("its output")?;
        let mut line = String::new();
        BufReader::new(said).read_line(&mut line)?;
        let Some(origin) = line.trim().strip_prefix("listening on ").map(str::to_owned) else {
            process.kill()?;
            process.wait()?;
            bail!("the relay said {line:?}");
        };
        Ok(Self { folder: folder.to_owned(), process, origin })
    }

    /// Where it is, e.g. `http://127.0.0.1:40123`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Its process.
    #[must_use]
    pub fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// `kill -9`: it gets no chance to put anything in order.
    ///
    /// # Errors
    /// The system does not let us.
    pub fn kill(mut self) -> Result<PathBuf> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(self.folder.clone())
    }

    /// Invites a device and gives back the link.
    ///
    /// # Errors
    /// The command fails.
    pub fn invite(&self, forum: &str, role: &str) -> Result<String> {
        let words = ["invite", "--forum", forum, "--role", role, "--json"];
        let said = said(&ask(&self.folder, &[&words[..], &["--origin", &self.origin]].concat())?)?;
        let printed: serde_json::Value = serde_json::from_str(&said)?;
        Ok(printed["link"].as_str().context("a link")?.to_owned())
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        // it may be dead already
        let _dead = self.process.kill();
        let _ended = self.process.wait();
    }
}

fn serve(folder: &Path) -> Result<Command> {
    let mut serve = Command::new(program()?);
    serve.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(folder);
    Ok(serve)
}

/// Runs a command of the relay's program on a folder.
///
/// # Errors
/// It cannot be run.
pub fn ask(folder: &Path, words: &[&str]) -> Result<Output> {
    Ok(Command::new(program()?).args(words).arg("--data").arg(folder).output()?)
}

/// What a command printed.
///
/// # Errors
/// It failed; with what it said.
pub fn said(output: &Output) -> Result<String> {
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{text}\n{complaint}");
    Ok(text)
}

/// Makes a forum in a folder and gives back its id.
///
/// # Errors
/// The command fails.
pub fn new_forum(folder: &Path) -> Result<String> {
    said(&ask(folder, &["forum", "new", "--name", "Paguyuban Uji"])?)
}

/// The status and body of a page of the relay.
///
/// # Errors
/// It does not answer.
pub fn get(origin: &str, path: &str) -> Result<(u16, String)> {
    let host = origin.strip_prefix("http://").context("an origin")?;
    let mut socket = TcpStream::connect(host)?;
    socket.set_read_timeout(Some(Duration::from_secs(20)))?;
    write!(socket, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    socket.read_to_string(&mut answer)?;
    let status = answer.split(' ').nth(1).context("a status")?.parse()?;
    Ok((
        status,
        answer.split_once("\r\n\r\n").map_or_else(String::new, |(_, body)| body.to_owned()),
    ))
}
