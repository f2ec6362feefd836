//! `paguyuban invite`.

use std::io::IsTerminal;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::process::ExitCode;
use std::time::Duration;

use axum::http::uri::Authority;
use clap::Args;
use paguyuban::access::Role;
use paguyuban::id::{ForumId, MemberId};
use paguyuban_server::clock::{new_ulid, now_ms};
use paguyuban_server::sign_in::{SECRET_BYTES, hash_of, new_secret};
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_server::store::{Invitation, LABEL_CHARS_MAX, Store};
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use serde::Serialize;

use super::{Data, Which, date};

/// Of a name in the domain name system, and of one part of it (RFC 1035, 2.3.4).
const HOST_BYTES_MAX: usize = 253;
const LABEL_BYTES_MAX: usize = 63;

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
        default_value = "http://127.0.0.1:8787",
        value_parser = origin
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

/// An address without a path, as the link of an invitation begins: `https://HOST` or
/// `https://HOST:PORT`. Without TLS a browser keeps neither page nor key, except on the machine itself.
pub(super) fn origin(text: &str) -> Result<String, String> {
    let bare = text.strip_suffix('/').unwrap_or(text);
    let (scheme, place) = bare.split_once("://").ok_or("begins with https://")?;
    if let Some(sign) = place.chars().find(|&sign| !is_of_a_place(sign)) {
        return Err(format!("only https://HOST or https://HOST:PORT, so no {sign:?}"));
    }
    let place: Authority = place.parse().map_err(|_| "the host or the port is none")?;
    let (host, port) =
        (place.host().to_ascii_lowercase(), place.as_str().strip_prefix(place.host()));
    if !is_host(&host) || !port.is_some_and(is_port) {
        return Err("the host or the port is none".to_owned());
    }
    let scheme = scheme.to_ascii_lowercase();
    match &scheme[..] {
        "https" => {}
        "http" if is_loopback(&host) => {}
        "http" => return Err("phones join only by https://".to_owned()),
        _ => return Err("begins with https://".to_owned()),
    }
    Ok(format!("{scheme}://{}", place.as_str().to_ascii_lowercase()))
}

/// Letters, digits, and what stands between them in a name, a port or an IPv6 address.
fn is_of_a_place(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || ".-:[]".contains(sign)
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    // what looks like an address of four numbers is one
    if host.rsplit('.').next().is_some_and(|last| last.parse::<u64>().is_ok()) {
        return host.parse::<Ipv4Addr>().is_ok();
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= LABEL_BYTES_MAX
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    host.len() <= HOST_BYTES_MAX && host.split('.').all(is_label)
}

/// Nothing, or a number that a port can have.
fn is_port(rest: &str) -> bool {
    let digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    rest.is_empty()
        || rest
            .strip_prefix(':')
            .is_some_and(|port| digits(port) && port.parse::<u16>().is_ok_and(|number| number > 0))
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    address.parse::<IpAddr>().map_or(host == "localhost", |address| address.is_loopback())
}

/// As long as a week: whoever is to make the forum may be away until the next meeting.
const FIRST_LASTS: Duration = Duration::from_secs(7 * 24 * 60 * 60);

impl Invite {
    /// For the first organiser of a forum that was just made.
    pub(super) fn first(data: Data, forum: ForumId, origin: String) -> Self {
        Self {
            data,
            forum: Which { id: forum },
            role: Role::Organiser,
            expires: FIRST_LASTS,
            member: None,
            label: String::new(),
            origin,
            json: false,
        }
    }

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
            link: format!("{}/#gabung={secret}", self.origin),
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

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn an_origin_is_where_phones_reach_the_relay_and_nothing_more() {
        for (text, kept) in [
            ("https://paguyuban.contoh.id", "https://paguyuban.contoh.id"),
            ("https://paguyuban.contoh.id/", "https://paguyuban.contoh.id"),
            ("HTTPS://Paguyuban.Contoh.ID:8443", "https://paguyuban.contoh.id:8443"),
            ("https://192.0.2.7", "https://192.0.2.7"),
            ("https://[2001:db8::7]:8443", "https://[2001:db8::7]:8443"),
            ("https://kantor", "https://kantor"),
            ("http://127.0.0.1:8787", "http://127.0.0.1:8787"),
            ("http://127.9.9.9", "http://127.9.9.9"),
            ("http://[::1]:8787/", "http://[::1]:8787"),
            ("http://localhost:8787", "http://localhost:8787"),
        ] {
            assert_eq!(origin(text).as_deref(), Ok(kept), "{text}");
        }
    }

    #[test]
    fn what_is_no_origin_makes_no_invitation() {
        for text in [
            "",
            " ",
            "paguyuban.contoh.id",
            "paguyuban.contoh.id:8443",
            "//contoh.id",
            "https://",
            "https:/contoh.id",
            "https:///",
            "https://contoh.id/app",
            "https://contoh.id//",
            "https://contoh.id?a=1",
            "https://contoh.id/?",
            "https://contoh.id#gabung=1",
            "https://siti:rahasia@contoh.id",
            "https://siti@contoh.id",
            "https://contoh .id",
            " https://contoh.id",
            "https://contoh.id ",
            "https://contoh.id\n",
            "https://contoh.id:",
            "https://contoh.id:0",
            "https://contoh.id:65536",
            "https://contoh.id:+80",
            "https://contoh.id:https",
            "https://contoh..id",
            "https://.contoh.id",
            "https://contoh.id.",
            "https://-contoh.id",
            "https://contoh_satu.id",
            "https://contoh.id:80:80",
            "https://:443",
            "https://[::1",
            "https://::1",
            "https://[contoh]",
            "https://256.1.1.1",
            "https://1.2.3",
            "https://cöntoh.id",
            "https://contoh.id\\",
            "ftp://contoh.id",
            "file:///",
            "javascript:1",
            "http://contoh.id",
            "http://192.0.2.7",
            "http://localhost.contoh.id",
            "http://0.0.0.0:1",
            "https://contoh.id%2Fapp",
            "https://*.contoh.id",
            "https://a,https://b",
        ] {
            assert!(origin(text).is_err(), "{text:?}");
        }
    }
}
