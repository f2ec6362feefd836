//! `paguyuban doctor`: looks at everything around a relay that goes wrong in offices, and says what to do.

use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Args;
use paguyuban_server::ask::Asker;
use paguyuban_server::backups::kept;
use paguyuban_server::clock::now_ms;
use paguyuban_server::store::sqlite::{DATABASE, disk_left_bytes};
use paguyuban_server::tls::{Source, certificate_in};
use serde::Deserialize;

use super::Data;
use super::doors::{TlsFlags, USUAL};
use super::invite::origin;
use super::serve::{Backups, CONNECTIONS};

mod signs;

use signs::Sign;

/// What the relay says of itself, at its own address.
const HEALTH: &str = "/health";
/// An answer in two pieces.
const PIECES: &str = "/health/pieces";

/// It takes the same settings as `serve`: give it the same flags, or keep them in the file.
#[derive(Debug, Args)]
pub(super) struct Doctor {
    #[command(flatten)]
    data: Data,
    /// Where the relay listens, as `serve` was told
    #[arg(long, env = "PAGUYUBAN_LISTEN", value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Where phones reach the relay
    #[arg(long, env = "PAGUYUBAN_ORIGIN", value_name = "URL", value_parser = origin)]
    origin: Option<String>,
    #[command(flatten)]
    tls: TlsFlags,
    #[command(flatten)]
    backups: Backups,
    /// Connections open at once
    #[arg(long, env = "PAGUYUBAN_CONNECTIONS_MAX", default_value_t = CONNECTIONS, value_name = "N")]
    connections_max: u32,
    /// Do not ask anybody by the network: neither the relay nor others
    #[arg(long)]
    offline: bool,
}

/// The part of `/health` that is looked at.
#[derive(Deserialize)]
struct Told {
    version: String,
}

impl Doctor {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let signs = runtime.block_on(self.look())?;
        let mut wrong = 0;
        for sign in signs {
            match sign {
                Sign::Fine(said) => println!("  fine   {said}"),
                Sign::Note(said) => println!("  note   {said}"),
                Sign::Wrong(said, todo) => {
                    wrong += 1;
                    println!("  WRONG  {said}\n         -> {todo}");
                }
            }
        }
        println!(
            "{}",
            if wrong == 0 { "nothing is wrong".to_owned() } else { format!("{wrong} wrong") }
        );
        Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    async fn look(&self) -> anyhow::Result<Vec<Sign>> {
        let folder = &self.data.folder;
        let mut signs = vec![self.rights()];
        if let Ok(left) = disk_left_bytes(folder) {
            let database = fs::metadata(folder.join(DATABASE)).map_or(0, |file| file.len());
            signs.push(signs::disk(left, database));
        }
        signs.push(self.look_at_backups());
        signs.push(signs::files(files_max(), self.connections_max.into()));
        let source = self.tls.source(folder)?;
        if let Some(source) = &source {
            let held = certificate_in(&file_of(source)).map_err(|error| error.to_string());
            signs.push(signs::certificate(held, self.tls.domain(), now_ms()));
        }
        let newest = newest_ms(folder);
        if self.offline {
            signs.push(signs::clock(now_ms(), newest, None));
            return Ok(signs);
        }
        let asker = Asker::new(self.tls.root())?;
        let directory = match &source {
            Some(Source::Issuer(issuer)) => asker.get(&issuer.directory).await.ok(),
            _ => None,
        };
        signs.push(signs::clock(now_ms(), newest, directory.and_then(|it| it.date_ms)));
        if let Some(domain) = self.tls.domain() {
            signs.push(signs::name(domain, &resolve(domain).await));
        }
        signs.extend(self.ask(&asker, source.is_some()).await);
        Ok(signs)
    }

    /// What the relay says, and whether it comes to phones as it is said.
    async fn ask(&self, asker: &Asker, is_tls: bool) -> Vec<Sign> {
        let here = format!("http://{}", self.listen.unwrap_or(USUAL));
        let by_name = self.tls.domain().map(|domain| format!("https://{domain}"));
        let phones = self.origin.clone().or(by_name);
        // TLS of its own is answered for its name alone
        let near = if is_tls { phones.clone() } else { Some(here) };
        let mut signs = Vec::new();
        if let Some(near) = near {
            let answer = asker.get(&format!("{near}{HEALTH}")).await.map(|answer| {
                let told = serde_json::from_slice::<Told>(&answer.body);
                (answer.status, told.map(|told| told.version).unwrap_or_default())
            });
            signs.push(signs::relay(&answer, env!("CARGO_PKG_VERSION")));
        }
        match phones {
            Some(phones) => {
                let answer = asker.get(&format!("{phones}{PIECES}")).await;
                let answer = answer.and_then(|answer| match answer.status {
                    200 => Ok(answer.apart),
                    status => Err(format!("{phones}{PIECES} answers with {status}")),
                });
                signs.push(signs::streamed(answer));
            }
            None => signs.push(Sign::Note(
                "where phones reach the relay is not set (--origin), so nothing was asked there"
                    .to_owned(),
            )),
        }
        signs
    }

    fn rights(&self) -> Sign {
        let folder = &self.data.folder;
        let found = fs::metadata(folder).ok();
        #[cfg(unix)]
        let mode = found.map(|found| std::os::unix::fs::PermissionsExt::mode(&found.permissions()));
        #[cfg(not(unix))]
        let mode = found.map(|_| 0);
        let probe = folder.join(".doctor");
        let writable = fs::write(&probe, "").is_ok() && fs::remove_file(&probe).is_ok();
        signs::rights(mode, writable, &folder.display().to_string())
    }

    fn look_at_backups(&self) -> Sign {
        let Some(to) = &self.backups.backup_to else {
            let todo = "let the relay make them: backup-to = \"DIR\", on another disk if you can";
            return Sign::Wrong("no backups are made".to_owned(), todo.to_owned());
        };
        let age = kept(to).map_err(|error| error.to_string()).map(|all| {
            let since = |ms: u64| Duration::from_millis(now_ms().saturating_sub(ms));
            all.last().map(|backup| since(backup.made_ms))
        });
        signs::backups(age, self.backups.backup_every, same_disk(to, &self.data.folder))
    }
}

/// Where the certificate lies that is shown now.
fn file_of(source: &Source) -> std::path::PathBuf {
    match source {
        Source::Files(files) => files.certificate.clone(),
        Source::Issuer(issuer) => issuer.kept(),
    }
}

async fn resolve(domain: &str) -> Result<Vec<IpAddr>, String> {
    let found = tokio::net::lookup_host((domain, 443)).await.map_err(|error| error.to_string())?;
    Ok(found.map(|address| address.ip()).collect())
}

/// When something was written last in the data folder.
fn newest_ms(folder: &Path) -> u64 {
    let written = |entry: fs::DirEntry| entry.metadata().and_then(|file| file.modified()).ok();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let newest: Option<SystemTime> = entries.filter_map(written).max();
    let since = newest.and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(unix)]
fn same_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let disk = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
    disk(one).is_some() && disk(one) == disk(other)
}

#[cfg(not(unix))]
fn same_disk(_one: &Path, _other: &Path) -> bool {
    false
}

#[cfg(unix)]
fn files_max() -> Option<u64> {
    rustix::process::getrlimit(rustix::process::Resource::Nofile).maximum
}

#[cfg(not(unix))]
fn files_max() -> Option<u64> {
    None
}
