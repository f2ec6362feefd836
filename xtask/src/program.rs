//! Calling other programs, with failures that say what to do.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::say;
use crate::trouble::Trouble;

/// So many lines are picked out of what a program says, and no more.
const PICKED_MAX: usize = 60;

/// A call of another program.
#[derive(Debug)]
pub(crate) struct Program {
    name: String,
    command: Command,
}

impl Program {
    /// A program found on `PATH`, or by its own path.
    pub(crate) fn new(name: impl AsRef<OsStr>) -> Self {
        let command = Command::new(name.as_ref());
        let shown = Path::new(name.as_ref()).file_name().unwrap_or(name.as_ref());
        Self { name: shown.to_string_lossy().into_owned(), command }
    }

    /// The cargo that started this program, without what it told about this package: build
    /// scripts that watch those variables would run again and again.
    pub(crate) fn cargo(root: &Path) -> Self {
        let mut cargo = Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        for (name, _) in std::env::vars_os() {
            let shown = name.to_string_lossy();
            if shown.starts_with("CARGO_PKG_") || shown.starts_with("CARGO_MANIFEST_") {
                cargo.command.env_remove(&name);
            }
        }
        cargo.name = "cargo".to_owned();
        cargo.inside(root)
    }

    /// npm and its like, which are scripts with an ending of their own on Windows.
    pub(crate) fn node_script(name: &str, folder: &Path) -> Self {
        let script = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
        Self::new(script).inside(folder)
    }

    pub(crate) fn words<S: AsRef<OsStr>>(mut self, words: impl IntoIterator<Item = S>) -> Self {
        self.command.args(words);
        self
    }

    pub(crate) fn inside(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Lets it print on standard error, because standard output belongs to what a chore is for.
    pub(crate) fn beside(mut self) -> Self {
        self.command.stdout(std::io::stderr());
        self
    }

    /// Runs it in this terminal and waits. Where a thread is held back, behind everything else, and what it says
    /// is said when it has ended.
    ///
    /// # Errors
    /// It could not be started, or says that it failed.
    pub(crate) fn run(mut self) -> Result<(), Trouble> {
        if say::is_held() {
            return self.run_behind();
        }
        let status = self.command.stdin(Stdio::null()).status();
        let status = status.map_err(|error| self.not_started(&error))?;
        if status.success() { Ok(()) } else { Err(self.failed(status)) }
    }

    fn run_behind(self) -> Result<(), Trouble> {
        let mut behind = self.behind();
        let output = behind.stdin(Stdio::null()).output();
        let output = output.map_err(|error| self.not_started(&error))?;
        for said in [&output.stdout, &output.stderr] {
            say::line(String::from_utf8_lossy(said).trim_end());
        }
        if output.status.success() { Ok(()) } else { Err(self.failed(output.status)) }
    }

    /// The same, which gives way to everything else, where there is a `nice`.
    fn behind(&self) -> Command {
        let command = &self.command;
        let mut behind = match on_path("nice") {
            Some(nice) => {
                let mut behind = Command::new(nice);
                behind.args(["-n", "19"]).arg(command.get_program());
                behind
            }
            None => Command::new(command.get_program()),
        };
        behind.args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => behind.env(name, value),
                None => behind.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            behind.current_dir(folder);
        }
        behind
    }

    /// Runs it in this terminal, and picks lines out of its standard output on the way: what failed among
    /// thousands of lines is to stand in a summary.
    ///
    /// # Errors
    /// It could not be started, or says that it failed; what was picked is named in the trouble.
    pub(crate) fn run_picking(mut self, picks: fn(&str) -> bool) -> Result<Vec<String>, Trouble> {
        let child = self.command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| self.not_started(&error))?;
        let mut picked = Vec::new();
        if let Some(out) = child.stdout.take() {
            for line in BufReader::new(out).split(b'\n') {
                let Ok(line) = line else { break };
                let line = String::from_utf8_lossy(&line).into_owned();
                say::line(&line);
                if picked.len() < PICKED_MAX && picks(&line) {
                    picked.push(line.trim().to_owned());
                }
            }
        }
        let status = child.wait().map_err(|error| self.not_started(&error))?;
        if status.success() { Ok(picked) } else { Err(self.failed(status).name(picked)) }
    }

    /// Runs it and gives what it printed on standard output.
    ///
    /// # Errors
    /// It could not be started, or says that it failed; its standard error is in the message.
    pub(crate) fn read(mut self) -> Result<String, Trouble> {
        let output = self.command.stdin(Stdio::null()).output();
        let output = output.map_err(|error| self.not_started(&error))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(self.failed(output.status).advise(format!("it said: {}", said.trim())))
    }

    /// Runs it and gives all that it said, also if it says that it failed.
    ///
    /// # Errors
    /// It could not be started.
    pub(crate) fn hear(mut self) -> Result<Said, Trouble> {
        let output = self.command.stdin(Stdio::null()).output();
        let output = output.map_err(|error| self.not_started(&error))?;
        Ok(Said {
            well: output.status.success(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            beside: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// Becomes the other program, so that Ctrl-C and signals reach it directly.
    ///
    /// # Errors
    /// It could not be started. Where a program cannot become another one, this waits for it.
    pub(crate) fn become_it(self) -> Trouble {
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt as _;
            let mut this = self;
            let error = this.command.exec();
            this.not_started(&error)
        }
        #[cfg(not(unix))]
        {
            match self.run() {
                Ok(()) => std::process::exit(0),
                Err(trouble) => trouble,
            }
        }
    }

    fn not_started(&self, error: &std::io::Error) -> Trouble {
        let trouble = Trouble::new(format!("{} could not be started: {error}", self.name));
        if error.kind() == std::io::ErrorKind::NotFound {
            return trouble.advise(format!("install {} and see that it is on PATH", self.name));
        }
        trouble
    }

    fn failed(&self, status: ExitStatus) -> Trouble {
        let words: Vec<_> = self.command.get_args().map(OsStr::to_string_lossy).collect();
        let place = match self.command.get_current_dir() {
            Some(folder) => format!(" (in {})", folder.display()),
            None => String::new(),
        };
        Trouble::new(format!("`{} {}` failed with {status}{place}", self.name, words.join(" ")))
            .advise("its own message stands above")
    }
}

/// What another program said.
#[derive(Debug)]
pub(crate) struct Said {
    /// It ended without a failure.
    pub(crate) well: bool,
    /// On standard output.
    pub(crate) out: String,
    /// On standard error.
    pub(crate) beside: String,
}

/// Where the program of this name lies on `PATH`.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|file| file.is_file())
}
