//! `paguyuban setup`: four answers, and a relay that runs.

use std::fs;
use std::io::{BufRead, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, bail, ensure};
use clap::Args;
use paguyuban_server::store::sqlite::DATABASE;

use super::Data;
use super::doors::{domain, mail};
use super::file::SettingsFile;
use super::forum::{New, named};
use super::invite::{Invite, origin};

/// The unit that the package brings.
const SERVICE: &str = "paguyuban.service";
/// Where the unit lets it write backups.
const BACKUPS: &str = "/var/backups/paguyuban";
/// What lets it write elsewhere.
const DROP_IN: &str = "/etc/systemd/system/paguyuban.service.d/backups.conf";
/// Whose the data is when the service runs.
const USER: &str = "paguyuban";
/// There while systemd runs this machine.
const SYSTEMD: &str = "/run/systemd/system";
/// An answer is a name or an address.
const ANSWER_BYTES_MAX: u64 = 1_024;
/// Folders in a data folder that was just made.
const DEPTH_MAX: usize = 4;

/// What is not given as a flag is asked for on the terminal.
#[derive(Debug, Args)]
pub(super) struct Setup {
    /// What people call the forum, e.g. "Paguyuban Contoh"
    #[arg(long, value_name = "NAME", value_parser = named)]
    name: Option<String>,
    /// Its sub-district, e.g. "Contoh"
    #[arg(long, value_name = "NAME")]
    kecamatan: Option<String>,
    /// The regency or city of that
    #[arg(long, value_name = "NAME")]
    kabupaten: Option<String>,
    /// The name that phones know, for which the relay gets its certificate; with --contact
    #[arg(long, value_name = "NAME", value_parser = domain, conflicts_with = "behind_proxy")]
    domain: Option<String>,
    /// A mail address that the certificate authority writes to
    #[arg(long, value_name = "MAIL", value_parser = mail)]
    contact: Option<String>,
    /// A web server in front has the certificate: where phones reach it, e.g. https://paguyuban.example.id
    #[arg(long, value_name = "URL", value_parser = origin)]
    behind_proxy: Option<String>,
    /// The folder for backups; it is made
    #[arg(long, value_name = "DIR")]
    backup_to: Option<PathBuf>,
    /// The folder that will hold everything
    #[arg(long, value_name = "DIR", default_value = "/var/lib/paguyuban")]
    data: PathBuf,
    /// Do not start the service
    #[arg(long)]
    no_service: bool,
}

/// How phones reach the relay.
#[derive(Debug, PartialEq, Eq)]
enum Reached {
    ByName { domain: String, contact: String },
    ByProxy { origin: String },
}

impl Setup {
    pub(super) fn run(self, config: &Path, file: &SettingsFile) -> anyhow::Result<ExitCode> {
        let place = config.display();
        ensure!(file.lines.is_empty(), "settings stand in {place} already: change them there");
        let mut terminal = Terminal::here();
        let name = terminal.unless(self.name, "--name", "1. What is the forum called?", named)?;
        let (kecamatan, kabupaten) = match (self.kecamatan, self.kabupaten) {
            (None, None) => terminal.unless(
                None,
                "--kecamatan and --kabupaten",
                "2. Kecamatan and kabupaten, with a comma between?",
                pair,
            )?,
            (kecamatan, kabupaten) => {
                (kecamatan.unwrap_or_default(), kabupaten.unwrap_or_default())
            }
        };
        let given = reached(self.domain, self.contact, self.behind_proxy)?;
        let reached = terminal.unless(
            given,
            "--domain and --contact, or --behind-proxy",
            "3. The name that phones will know, and a mail address for its certificate\n   (paguyuban.example.id kantor@example.id); or, if a web server in front has\n   the certificate, only where that is reached (https://paguyuban.example.id)?",
            reached_by,
        )?;
        let question = "4. In which folder shall backups lie, best on another disk?";
        let path = |text: &str| Ok(PathBuf::from(text));
        let backups = terminal.unless(self.backup_to, "--backup-to", question, path)?;
        if !self.data.join(DATABASE).is_file() {
            of_its_own(&self.data, |_| false)?;
        }
        // what an earlier relay has put there
        of_its_own(&backups, |name| name.starts_with(USER) || name == "relay.lock")?;

        let new = New::named(self.data.clone(), name, kecamatan, kabupaten);
        let forum = new.make_first()?;
        fs::create_dir_all(&backups).with_context(|| backups.display().to_string())?;
        give(&self.data, 0).and_then(|()| give(&backups, 0))?;
        let text = settings(&self.data, &reached, &backups)?;
        write(config, &text).with_context(|| format!("cannot write {place}"))?;
        println!("settings are in {place}");
        start(self.no_service, &backups)?;
        Invite::first(Data { folder: self.data }, forum, reached.origin()).run()
    }
}

impl Reached {
    fn origin(&self) -> String {
        match self {
            Self::ByName { domain, .. } => format!("https://{domain}"),
            Self::ByProxy { origin } => origin.clone(),
        }
    }
}

/// By the flags, if there are any.
fn reached(
    domain: Option<String>,
    contact: Option<String>,
    proxy: Option<String>,
) -> anyhow::Result<Option<Reached>> {
    match (domain, contact, proxy) {
        (None, None, None) => Ok(None),
        (None, None, Some(origin)) => Ok(Some(Reached::ByProxy { origin })),
        (Some(domain), Some(contact), None) => Ok(Some(Reached::ByName { domain, contact })),
        _ => bail!("--domain and --contact belong together, and --behind-proxy stands alone"),
    }
}

fn reached_by(text: &str) -> Result<Reached, String> {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    match words[..] {
        [proxy] => Ok(Reached::ByProxy { origin: origin(proxy)? }),
        [name, contact] => Ok(Reached::ByName { domain: domain(name)?, contact: mail(contact)? }),
        _ => Err("a name and a mail address, or one https address".to_owned()),
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (one, other) = text.split_once(',').ok_or("two names, with a comma between")?;
    Ok((one.trim().to_owned(), other.trim().to_owned()))
}

/// Asks, where somebody can answer.
struct Terminal {
    is_there: bool,
}

impl Terminal {
    fn here() -> Self {
        Self { is_there: std::io::stdin().is_terminal() }
    }

    /// What was given, or else an answer that will do.
    fn unless<T>(
        &mut self,
        given: Option<T>,
        flag: &str,
        question: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> anyhow::Result<T> {
        if let Some(given) = given {
            return Ok(given);
        }
        ensure!(self.is_there, "nobody is here to be asked: give {flag}");
        loop {
            println!("{question}");
            print!("   > ");
            std::io::stdout().flush()?;
            let mut line = String::new();
            let mut input = std::io::Read::take(std::io::stdin().lock(), ANSWER_BYTES_MAX);
            ensure!(input.read_line(&mut line)? > 0, "no answer: nothing was done");
            match line.trim() {
                "" => {}
                text => match parse(text) {
                    Ok(answer) => return Ok(answer),
                    Err(why) => println!("   {why}"),
                },
            }
        }
    }
}

/// The lines of the file.
fn settings(data: &Path, reached: &Reached, backups: &Path) -> anyhow::Result<String> {
    let mut lines = vec![("data", quoted(data)?), ("backup-to", quoted(backups)?)];
    lines.push(("origin", quoted(Path::new(&reached.origin()))?));
    match reached {
        Reached::ByName { domain, contact } => {
            lines.push(("domain", quoted(Path::new(domain))?));
            lines.push(("contact", quoted(Path::new(contact))?));
        }
        Reached::ByProxy { .. } => lines.push(("behind-proxy", "true".to_owned())),
    }
    let lines = lines.iter().map(|(name, value)| format!("{name} = {value}\n"));
    Ok(format!("# `paguyuban settings` says what else there is.\n{}", lines.collect::<String>()))
}

/// As a text in TOML.
fn quoted(text: &Path) -> anyhow::Result<String> {
    let text = text.to_str().with_context(|| format!("{} is no text", text.display()))?;
    ensure!(!text.contains(char::is_control), "{text:?} has a sign that no name has");
    Ok(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// Into the file, behind what stands there as a comment. Everybody may read it: it holds no secret.
fn write(file: &Path, text: &str) -> std::io::Result<()> {
    fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
    let mut open = fs::OpenOptions::new();
    open.create(true).append(true).open(file)?.write_all(text.as_bytes())?;
    #[cfg(unix)]
    fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
    Ok(())
}

/// Looks whether a folder that the service gets holds nothing but what it may have put there.
fn of_its_own(folder: &Path, is_ours: impl Fn(&str) -> bool) -> anyhow::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| folder.display().to_string()),
    };
    for entry in entries {
        let name = entry?.file_name();
        ensure!(
            name.to_str().is_some_and(&is_ours),
            "{} holds {} already: name a folder of its own, e.g. {}",
            folder.display(),
            name.display(),
            folder.join(USER).display()
        );
    }
    Ok(())
}

/// Gives what root has made to the user that the service runs as, where there is one.
#[cfg(unix)]
fn give(path: &Path, depth: usize) -> anyhow::Result<()> {
    let Some((user, group)) = service_user().filter(|_| rustix::process::getuid().is_root()) else {
        return Ok(());
    };
    std::os::unix::fs::lchown(path, Some(user), Some(group))
        .with_context(|| format!("cannot give {} to {USER}", path.display()))?;
    if path.is_dir() && !path.is_symlink() && depth < DEPTH_MAX {
        for entry in fs::read_dir(path)? {
            give(&entry?.path(), depth + 1)?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn give(_path: &Path, _depth: usize) -> anyhow::Result<()> {
    Ok(())
}

/// Its number and its group's.
#[cfg(unix)]
fn service_user() -> Option<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd").ok()?;
    let line = users.lines().find_map(|line| line.strip_prefix(USER)?.strip_prefix(':'))?;
    let mut words = line.split(':').skip(1);
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

/// The service may write to few places: this one is added, unless the package's unit has it.
fn allow(backups: &Path) -> anyhow::Result<()> {
    if backups == Path::new(BACKUPS) {
        return Ok(());
    }
    let file = Path::new(DROP_IN);
    let path = quoted(&backups.canonicalize()?)?;
    fs::create_dir_all(file.parent().unwrap_or(file))?;
    fs::write(file, format!("[Service]\nReadWritePaths={path}\n"))
        .with_context(|| format!("cannot write {DROP_IN}"))?;
    let status = Command::new("systemctl").arg("daemon-reload").status().context("systemctl")?;
    ensure!(status.success(), "systemctl daemon-reload failed");
    Ok(())
}

/// Starts the service now and at every start of the machine, or says how.
fn start(no_service: bool, backups: &Path) -> anyhow::Result<()> {
    let words = ["enable", "--now", SERVICE];
    if no_service || !Path::new(SYSTEMD).is_dir() {
        println!("start it: systemctl {}  (or: paguyuban serve)", words.join(" "));
        return Ok(());
    }
    allow(backups)?;
    let status = Command::new("systemctl").args(words).status().context("systemctl")?;
    ensure!(
        status.success(),
        "the service did not start: journalctl --unit {SERVICE}; `paguyuban doctor` says more"
    );
    println!("the relay runs, and starts with this computer");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Reached, pair, quoted, reached_by};

    #[test]
    fn answers_are_understood_or_asked_for_again() {
        let by_name = Reached::ByName {
            domain: "paguyuban.contoh.id".to_owned(),
            contact: "kantor@contoh.id".to_owned(),
        };
        assert_eq!(reached_by("paguyuban.contoh.id, kantor@contoh.id"), Ok(by_name));
        let by_proxy = Reached::ByProxy { origin: "https://contoh.id".to_owned() };
        assert_eq!(reached_by(" https://contoh.id/ "), Ok(by_proxy));
        for text in ["contoh.id", "kantor@contoh.id contoh.id", "a b c", "192.0.2.7 a@contoh.id"] {
            assert!(reached_by(text).is_err(), "{text}");
        }
        assert_eq!(
            pair("Contoh , Kab. Contoh"),
            Ok(("Contoh".to_owned(), "Kab. Contoh".to_owned()))
        );
        assert!(pair("Contoh").is_err());
    }

    #[test]
    fn a_path_is_a_text_of_the_file() {
        assert_eq!(quoted(Path::new("/srv/a \"b\"\\c")).expect("fine"), r#""/srv/a \"b\"\\c""#);
        assert!(quoted(Path::new("/srv\n")).is_err());
    }
}
