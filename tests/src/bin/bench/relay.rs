//! Our relay: the program as it is installed on a server.

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::process::Program;
use crate::say;

/// How the rows name it.
pub(crate) const NAME: &str = "paguyuban";
/// All phones of a run come from one address, and at once.
const ANY_NUMBER: &str = "1000000";

/// A forum on a disk, and the program that can serve it.
#[derive(Debug)]
pub(crate) struct Forum {
    program: PathBuf,
    data: PathBuf,
    id: String,
}

/// A relay that serves.
#[derive(Debug)]
pub(crate) struct Relay {
    pub(crate) program: Program,
    pub(crate) address: SocketAddr,
}

/// What a new forum holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    Nothing,
    DemoYear,
}

/// Compiles the relay as for a server, beside this program.
///
/// # Errors
/// It does not compile.
pub(crate) fn build() -> Result<PathBuf> {
    say("compiling the relay");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--release", "--package", "paguyuban-server"])
        .args(["--bin", "paguyuban"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .stdout(std::io::stderr())
        .status()?;
    ensure!(status.success(), "the relay does not compile");
    let here = std::env::current_exe()?;
    let program = here.with_file_name(format!("paguyuban{}", std::env::consts::EXE_SUFFIX));
    ensure!(program.is_file(), "there is no relay at {}", program.display());
    Ok(program)
}

impl Forum {
    /// Makes one in a new folder.
    ///
    /// # Errors
    /// The relay's program failed.
    pub(crate) fn new(program: &Path, data: &Path, content: Content) -> Result<Self> {
        let mut new = Command::new(program);
        new.args(["forum", "new", "--name", "Paguyuban Ukur", "--data"]).arg(data);
        if content == Content::DemoYear {
            new.arg("--demo");
        }
        let said = read(&mut new)?;
        let id = said.split_whitespace().find(|word| word.len() == 26).context("no forum id")?;
        Ok(Self { program: program.to_owned(), data: data.to_owned(), id: id.to_owned() })
    }

    /// The secret of an invitation for one new phone.
    ///
    /// # Errors
    /// As [`Forum::new`].
    pub(crate) fn invite(&self, role: &str) -> Result<String> {
        let mut invite = Command::new(&self.program);
        invite.args(["invite", "--json", "--role", role, "--forum", &self.id, "--data"]);
        let said: serde_json::Value = serde_json::from_str(&read(invite.arg(&self.data))?)?;
        Ok(said["secret"].as_str().context("an invitation without a secret")?.to_owned())
    }

    /// Serves it on a port of its own.
    ///
    /// # Errors
    /// As [`Forum::new`].
    pub(crate) fn serve(&self) -> Result<Relay> {
        serve(&self.program, &self.data)
    }
}

/// Serves what is in a folder on a port of its own.
///
/// # Errors
/// The relay's program failed.
pub(crate) fn serve(program: &Path, data: &Path) -> Result<Relay> {
    let mut serve = Command::new(program);
    serve.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data);
    for limit in ["--wrong-joins-per-address", "--wrong-links-per-address", "--links-per-device"] {
        serve.args([limit, ANY_NUMBER]);
    }
    serve.stderr(File::create(data.join("log"))?);
    let mut program = Program::start("the relay", &mut serve)?;
    let said = program.line()?;
    let address = said.rsplit("http://").next().and_then(|address| address.parse().ok());
    Ok(Relay { program, address: address.context("no address")? })
}

fn read(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the relay's program failed: {}", said.trim());
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
