//! `paguyuban serve`.

use std::io::Write;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use paguyuban_server::{CONNECTIONS_MAX, Config, Copies, Front, HEADERS_PATIENCE, Rates, Relay};
use tokio::net::TcpListener;

use super::Data;
use super::logs::{self, LogFormat};
use super::memory;

#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    data: Data,
    /// Where to listen; port 0 lets the system choose
    #[arg(long, env = "PAGUYUBAN_LISTEN", default_value = "127.0.0.1:8787", value_name = "ADDR")]
    listen: SocketAddr,
    /// Every connection comes from a web server in front: believe its X-Forwarded-For and -Proto
    #[arg(long, env = "PAGUYUBAN_BEHIND_PROXY")]
    behind_proxy: bool,
    /// Phones drop the copy of the page that they keep and load it from here: for a release whose
    /// copies do not start. Without a network they then open nothing, so leave it out again soon
    #[arg(long, env = "PAGUYUBAN_DROP_COPIES")]
    drop_copies: bool,
    /// Connections open at once
    #[arg(long, env = "PAGUYUBAN_CONNECTIONS_MAX", default_value_t = CONNECTIONS_MAX, value_name = "N")]
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
    /// How the log on standard error looks
    #[arg(long, env = "PAGUYUBAN_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
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
        let listener = TcpListener::bind(self.listen)
            .await
            .with_context(|| format!("cannot listen on {}", self.listen))?;
        let shutdown = told_to_stop()?;
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
        };
        let folder = config.data.clone();
        let relay =
            Relay::open(config).with_context(|| format!("cannot serve {}", folder.display()))?;
        println!("listening on http://{}", listener.local_addr()?);
        // whoever started us waits for this line
        std::io::stdout().flush()?;
        relay.serve(listener, shutdown).await;
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
