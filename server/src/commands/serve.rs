//! `paguyuban serve`.

use std::io::Write;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;
use paguyuban_server::backups::Plan;
use paguyuban_server::{CONNECTIONS_MAX, Config, Copies, Front, HEADERS_PATIENCE, Rates, Relay};

use super::Data;
use super::doors::{HTTPS, TlsFlags, USUAL, listen, listen_everywhere};
use super::logs::{self, LogFormat};
use super::memory;

/// Connections open at once, if nobody says otherwise.
pub(super) const CONNECTIONS: u32 = CONNECTIONS_MAX;

#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    data: Data,
    /// Where to listen; port 0 lets the system choose. Usually this machine alone (127.0.0.1:8787); with
    /// --domain or --tls-cert everybody, at port 443
    #[arg(long, env = "PAGUYUBAN_LISTEN", value_name = "ADDR")]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    tls: TlsFlags,
    /// Every connection comes from a web server in front: believe its X-Forwarded-For and -Proto
    #[arg(long, env = "PAGUYUBAN_BEHIND_PROXY")]
    behind_proxy: bool,
    /// Phones drop the copy of the page that they keep and load it from here: for a release whose
    /// copies do not start. Without a network they then open nothing, so leave it out again soon
    #[arg(long, env = "PAGUYUBAN_DROP_COPIES")]
    drop_copies: bool,
    /// Connections open at once
    #[arg(long, env = "PAGUYUBAN_CONNECTIONS_MAX", default_value_t = CONNECTIONS, value_name = "N")]
    connections_max: u32,
    /// Wrong invitations tried from one address in a minute
    #[arg(long, env = "PAGUYUBAN_WRONG_JOINS_PER_ADDRESS", default_value_t = Rates::default().wrong_joins_per_address, value_name = "N")]
    wrong_joins_per_address: NonZeroU32,
    /// Links tried from one address without a device's token in a minute
    #[arg(long, env = "PAGUYUBAN_WRONG_LINKS_PER_ADDRESS", default_value_t = Rates::default().wrong_links_per_address, value_name = "N")]
    wrong_links_per_address: NonZeroU32,
    /// Links opened by one device in a minute
    #[arg(long, env = "PAGUYUBAN_LINKS_PER_DEVICE", default_value_t = Rates::default().links_per_device, value_name = "N")]
    links_per_device: NonZeroU32,
    #[command(flatten)]
    backups: Backups,
    /// How the log on standard error looks
    #[arg(long, env = "PAGUYUBAN_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
}

/// The backups it makes by itself.
#[derive(Debug, Args)]
pub(super) struct Backups {
    /// Make backups by itself, each a folder in this one, which has to be there: on another disk, best
    #[arg(long, env = "PAGUYUBAN_BACKUP_TO", value_name = "DIR")]
    pub(super) backup_to: Option<PathBuf>,
    /// From one backup to the next, e.g. 30m, 6h, 1d
    #[arg(long, env = "PAGUYUBAN_BACKUP_EVERY", value_name = "TIME", default_value = "6h", value_parser = pause)]
    pub(super) backup_every: Duration,
    /// So many backups stay, the newest; older ones are removed
    #[arg(long = "keep", env = "PAGUYUBAN_KEEP", value_name = "N", default_value = "30")]
    keep: NonZeroU32,
}

/// Each reads the whole database, twice.
const BACKUP_EVERY_MIN: Duration = Duration::from_secs(60);

fn pause(text: &str) -> Result<Duration, String> {
    let every = humantime::parse_duration(text).map_err(|error| error.to_string())?;
    if every < BACKUP_EVERY_MIN {
        return Err("at least 1m".to_owned());
    }
    Ok(every)
}

impl Backups {
    /// # Errors
    /// They would go where what they save is.
    fn plan(self, data: &Path) -> anyhow::Result<Option<Plan>> {
        let Some(to) = self.backup_to else {
            return Ok(None);
        };
        if to.canonicalize().is_ok_and(|to| data.canonicalize().is_ok_and(|data| data == to)) {
            bail!(
                "--backup-to is the data folder itself: choose another, on another disk if you can"
            );
        }
        Ok(Some(Plan { to, every: self.backup_every, keep: self.keep }))
    }
}

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        logs::start(self.log_format);
        memory::share();
        open_many_files();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(self.serve())?;
        Ok(ExitCode::SUCCESS)
    }

    async fn serve(self) -> anyhow::Result<()> {
        let tls = self.tls.source(&self.data.folder)?;
        let is_tls = tls.is_some();
        let listener = match (self.listen, &tls) {
            (Some(address), _) => listen(address).await?,
            (None, Some(_)) => listen_everywhere(HTTPS).await?,
            (None, None) => listen(USUAL).await?,
        };
        let redirect = self.tls.redirect().await?;
        let shutdown = told_to_stop()?;
        let backups = self.backups.plan(&self.data.folder)?;
        let config = Config {
            data: self.data.folder,
            rates: Rates {
                wrong_joins_per_address: self.wrong_joins_per_address,
                wrong_links_per_address: self.wrong_links_per_address,
                links_per_device: self.links_per_device,
            },
            front: if self.behind_proxy { Front::Proxy } else { Front::Nobody },
            copies: if self.drop_copies { Copies::Dropped } else { Copies::Kept },
            connections_max: self.connections_max,
            headers_patience: HEADERS_PATIENCE,
            tls,
            backups,
        };
        let folder = config.data.clone();
        let relay =
            Relay::open(config).with_context(|| format!("cannot serve {}", folder.display()))?;
        let scheme = if is_tls { "https" } else { "http" };
        println!("listening on {scheme}://{}", listener.local_addr()?);
        if let Some(redirect) = &redirect {
            println!("redirecting http://{}", redirect.listener.local_addr()?);
        }
        // whoever started us waits for this line
        std::io::stdout().flush()?;
        relay.serve_with(listener, redirect, shutdown).await;
        Ok(())
    }
}

/// Every connection is a file to the system, which often lets a program have only 1,024 unless it asks.
#[cfg(unix)]
fn open_many_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "the limit of open files could not be raised");
    }
}

#[cfg(not(unix))]
fn open_many_files() {}

/// Comes back at Ctrl-C or SIGTERM.
fn told_to_stop() -> anyhow::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut interrupt, mut terminate) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        let _pressed = tokio::signal::ctrl_c().await;
    })
}
