//! Where the relay's log goes: to standard error, one event per line, ids only.

use std::io::IsTerminal;

use clap::ValueEnum;
use tracing::{Level, Metadata};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// How the log looks.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum LogFormat {
    /// Lines to read
    Text,
    /// One JSON object per line
    Json,
}

/// Automerge marks what it does on every change, which costs more than it tells.
const USUAL: &str = "info,automerge=off";

/// Our own modules, which log ids only.
const OURS: &str = "paguyuban";

/// Libraries write down what passes through them, to the byte: of theirs nothing below *info* is ever
/// written, whatever `RUST_LOG` says.
fn tells_no_content(what: &Metadata<'_>) -> bool {
    *what.level() <= Level::INFO || what.target().starts_with(OURS)
}

/// Starts logging. `RUST_LOG` says how much.
pub(super) fn start(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(USUAL));
    let colours = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours);
    let log = log.with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.finish().with(filter_fn(tells_no_content)).init(),
        LogFormat::Json => log.json().finish().with(filter_fn(tells_no_content)).init(),
    }
}
