//! `paguyuban device list` and `device revoke`.

use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};
use paguyuban::id::DeviceId;
use paguyuban_server::clock::now_ms;
use paguyuban_server::store::Store;
use paguyuban_server::store::sqlite::SqliteStore;

use super::{Data, Which, date};

#[derive(Debug, Subcommand)]
pub(super) enum Device {
    /// List a forum's devices; whose they are is on the members' cards
    List(List),
    /// Shut a device out for good, also on an open connection
    Revoke(Revoke),
}

#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    forum: Which,
}

#[derive(Debug, Args)]
pub(super) struct Revoke {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    forum: Which,
    /// The device's id, as `device list` shows it
    #[arg(long, value_name = "ID")]
    device: DeviceId,
}

impl Device {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::List(list) => list.run(),
            Self::Revoke(revoke) => revoke.run(),
        }
    }
}

impl List {
    fn run(self) -> anyhow::Result<ExitCode> {
        let mut store = SqliteStore::open(&self.data.folder)?;
        let end = store.forum(self.forum.id)?.seq;
        for device in store.devices(self.forum.id)? {
            let state = match device.revoked_ms {
                Some(at) => format!("revoked {}", date(at)),
                None => format!("has {} of {end}", device.cursor),
            };
            println!(
                "{}  {}  {:<10}  joined {}  seen {}  {state}  {}",
                device.id,
                device.member,
                device.role.as_str(),
                date(device.created_ms),
                date(device.seen_ms),
                device.label,
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Revoke {
    fn run(self) -> anyhow::Result<ExitCode> {
        let mut store = SqliteStore::open(&self.data.folder)?;
        if !store.revoke(self.forum.id, self.device, now_ms())? {
            bail!("the forum has no device {} that could be revoked", self.device);
        }
        println!("{} may no longer come in", self.device);
        Ok(ExitCode::SUCCESS)
    }
}
