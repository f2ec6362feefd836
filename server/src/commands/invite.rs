//! `paguyuban invite`.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use paguyuban::access::Role;
use paguyuban::id::MemberId;
use paguyuban_server::clock::{new_ulid, now_ms};
use paguyuban_server::sign_in::{SECRET_BYTES, hash_of, new_secret};
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_server::store::{Invitation, LABEL_CHARS_MAX, Store};
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use serde::Serialize;

use super::{Data, Which, date};

#[derive(Debug, Args)]
pub(super) struct Invite {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    forum: Which,
    /// What the person may do: organiser (everything), member (logs, notes, own card), viewer (read),
    /// supervisor (read, and grade)
    #[arg(long, value_name = "ROLE", value_parser = role)]
    role: Role,
    /// How long the invitation is good for, e.g. 30m, 12h, 7d
    #[arg(long, value_name = "TIME", default_value = "7d", value_parser = humantime::parse_duration)]
    expires: Duration,
    /// The person it is for, if they have a card already; otherwise they become a new person
    #[arg(long, value_name = "ULID")]
    member: Option<MemberId>,
    /// What organisers will call it, e.g. "HP baru sekretaris"; it is erased with the person's card
    #[arg(long, value_name = "TEXT", default_value = "", value_parser = label)]
    label: String,
    /// Where phones reach the relay
    #[arg(
        long,
        env = "PAGUYUBAN_ORIGIN",
        value_name = "URL",
        default_value = "http://127.0.0.1:8787"
    )]
    origin: String,
    /// Print one JSON object instead
    #[arg(long)]
    json: bool,
}

/// The invitation as a program reads it.
#[derive(Debug, Serialize)]
struct Printed {
    link: String,
    secret: String,
    forum: String,
    role: &'static str,
    expires_ms: u64,
}

fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_| "one of organiser, member, viewer, supervisor".to_owned())
}

fn label(text: &str) -> Result<String, String> {
    if text.chars().count() > LABEL_CHARS_MAX {
        return Err(format!("at most {LABEL_CHARS_MAX} characters"));
    }
    Ok(text.to_owned())
}

impl Invite {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let secret = new_secret::<SECRET_BYTES>();
        let created_ms = now_ms();
        let lasts_ms = u64::try_from(self.expires.as_millis()).unwrap_or(u64::MAX);
        let invitation = Invitation {
            forum: self.forum.id,
            id: new_ulid(created_ms),
            hash: hash_of(&secret),
            role: self.role,
            member: self.member,
            replaces: None,
            label: self.label,
            created_by: None,
            created_ms,
            // SQLite counts in 63 bits
            expires_ms: created_ms.saturating_add(lasts_ms).min(i64::MAX as u64),
        };
        SqliteStore::open(&self.data.folder)?.add_invitation(&invitation)?;
        let printed = Printed {
            link: format!("{}/#gabung={secret}", self.origin.trim_end_matches('/')),
            secret,
            forum: invitation.forum.to_string(),
            role: self.role.as_str(),
            expires_ms: invitation.expires_ms,
        };
        if self.json {
            println!("{}", serde_json::to_string(&printed)?);
        } else {
            printed.show()?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Printed {
    fn show(&self) -> anyhow::Result<()> {
        println!("{}\n\n{}\n", self.link, drawn(&QrCode::new(self.link.as_bytes())?));
        println!("For one device, as {}, until {}.", self.role, date(self.expires_ms));
        println!("It is shown only now: make another if it is lost.");
        Ok(())
    }
}

/// Black on white, which every scanner reads: by colours if they are shown, else as on a terminal
/// with light letters.
fn drawn(code: &QrCode) -> String {
    let mut picture = code.render::<Dense1x2>();
    if !std::io::stdout().is_terminal() {
        return picture.dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build();
    }
    let lines = picture.build();
    lines.lines().map(|line| format!("\x1b[30;107m{line}\x1b[0m\n")).collect()
}
