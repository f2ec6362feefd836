//! Programs the benchmark starts: what they say, what they cost, and that they end.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Linux counts processor time for `/proc` in hundredths of a second, on every machine of today.
const TICK_MS: u64 = 10;
/// So long may a program take to end by itself before it is ended.
const FAREWELL: Duration = Duration::from_secs(20);

/// So long may one answer take: automerge-repo needs minutes to hand 10,000 documents over.
const PATIENCE: Duration = Duration::from_secs(900);
/// Lines said and not yet read.
const LINES_MAX: usize = 16;

/// A running program that is ended, by its own id, when this value goes.
#[derive(Debug)]
pub(crate) struct Program {
    child: Child,
    stdin: Option<ChildStdin>,
    said: Receiver<String>,
    name: String,
}

impl Program {
    /// Starts it with standard output and input in our hands; its standard error is ours.
    ///
    /// # Errors
    /// It cannot be started.
    pub(crate) fn start(name: &str, command: &mut Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{name} cannot be started"))?;
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().context("its output is not ours")?);
        let (say, said) = sync_channel(LINES_MAX);
        thread::spawn(move || {
            // ends with the program, or when nobody listens any more
            let _unheard = stdout.lines().map_while(Result::ok).try_for_each(|line| say.send(line));
        });
        Ok(Self { child, stdin, said, name: name.to_owned() })
    }

    /// # Errors
    /// It has ended.
    pub(crate) fn tell(&mut self, line: &str) -> Result<()> {
        let stdin = self.stdin.as_mut().context("nothing more can be told")?;
        writeln!(stdin, "{line}").with_context(|| format!("{} does not listen", self.name))
    }

    /// The next line it prints.
    ///
    /// # Errors
    /// It ended without one, or takes too long.
    pub(crate) fn line(&mut self) -> Result<String> {
        self.said
            .recv_timeout(PATIENCE)
            .with_context(|| format!("{} has no answer; what it said stands above", self.name))
    }

    /// Processor time of all its threads so far, in milliseconds.
    ///
    /// # Errors
    /// There is no `/proc` here, or the program has ended.
    pub(crate) fn cpu_ms(&self) -> Result<u64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // the second field, the name, may hold spaces; utime and stime are the 14th and 15th
        let after_name = stat.rsplit_once(')').context("a strange /proc/PID/stat")?.1;
        let ticks = after_name.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
        Ok(ticks.sum::<Result<u64, _>>()? * TICK_MS)
    }

    /// Memory it holds now, in kB.
    ///
    /// # Errors
    /// As [`Program::cpu_ms`].
    pub(crate) fn rss_kb(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        number.and_then(|number| number.parse().ok()).context("no VmRSS in /proc/PID/status")
    }

    /// Lets it end by closing its standard input, and waits.
    ///
    /// # Errors
    /// It failed.
    pub(crate) fn finish(mut self) -> Result<()> {
        drop(self.stdin.take());
        let end = Instant::now() + FAREWELL;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait()? {
                return if status.success() { Ok(()) } else { bail!("{}: {status}", self.name) };
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        bail!("{} did not end by itself", self.name)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // fails only if it has ended already
        let _ended = self.child.kill();
        let _waited = self.child.wait();
    }
}
