//! What each sign means: from what was found to a sentence, and what to do. Nothing here looks at the machine.

use std::net::IpAddr;
use std::time::Duration;

use paguyuban_server::tls::Certificate;

/// The order of changes does not depend on clocks; signed acts are refused beyond this.
const CLOCK_OFF_MAX: Duration = Duration::from_secs(5 * 60);
/// Below this a busy day may fill it.
const LEFT_BYTES_MIN: u64 = 256 * 1024 * 1024;
/// An answer that was sent in two pieces, so far apart, comes so.
pub(super) const PIECES_APART: Duration = Duration::from_secs(1);
/// Files that a relay has open besides its connections: databases of its threads, pieces, its log.
const OTHER_FILES: u64 = 256;

/// What was found out about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sign {
    /// As it should be.
    Fine(String),
    /// Nothing is wrong, but the operator should know.
    Note(String),
    /// What is wrong, and what to do.
    Wrong(String, String),
}

use Sign::{Fine, Note, Wrong};

fn wrong(what: impl Into<String>, todo: impl Into<String>) -> Sign {
    Wrong(what.into(), todo.into())
}

/// The clock: beside the newest file that was written here, and beside somebody else's.
pub(super) fn clock(now_ms: u64, newest_file_ms: u64, elsewhere_ms: Option<u64>) -> Sign {
    let off_max = u64::try_from(CLOCK_OFF_MAX.as_millis()).unwrap_or(u64::MAX);
    let todo = "set it, and let it be kept: timedatectl set-ntp true";
    if newest_file_ms > now_ms.saturating_add(off_max) {
        return wrong("the clock is behind: files were written here later than now", todo);
    }
    match elsewhere_ms {
        Some(other) if other.abs_diff(now_ms) > off_max => {
            let minutes = other.abs_diff(now_ms) / 60_000;
            wrong(
                format!("the clock is {minutes} minutes off that of the certificate authority"),
                todo,
            )
        }
        Some(_) => Fine("the clock is right".to_owned()),
        None => Fine("the clock goes on; nobody else's was asked".to_owned()),
    }
}

/// Room on the disk of the data folder.
pub(super) fn disk(left_bytes: u64, database_bytes: u64) -> Sign {
    let mb = left_bytes / 1_000_000;
    if left_bytes < LEFT_BYTES_MIN {
        return wrong(
            format!("{mb} MB are left on the disk: soon nothing new is taken"),
            "make room, or move the data folder to a larger disk",
        );
    }
    if left_bytes < database_bytes.saturating_mul(2) {
        return Note(format!("{mb} MB are left: less than a restore needs (twice the database)"));
    }
    Fine(format!("{mb} MB are left on the disk"))
}

/// Who may look into the data folder; `None` if it is not there.
pub(super) fn rights(mode: Option<u32>, writable: bool, folder: &str) -> Sign {
    match mode {
        None => wrong(
            format!("there is no data folder {folder}"),
            "name it with --data, or make a forum: paguyuban setup",
        ),
        Some(mode) if mode & 0o077 != 0 => wrong(
            format!("others on this computer can look into {folder}"),
            format!("chmod -R go= {folder}"),
        ),
        Some(_) if !writable => wrong(
            format!("{folder} cannot be written by who asks here"),
            "run this as the relay's own user or as root; else give the folder to that user",
        ),
        Some(_) => Fine(format!("{folder} is for its owner alone")),
    }
}

/// The relay's own certificate.
pub(super) fn certificate(
    held: Result<Certificate, String>,
    domain: Option<&str>,
    now_ms: u64,
) -> Sign {
    let todo = "look into the log of the relay, and open ports 80 and 443 to it";
    let it = match held {
        Ok(it) => it,
        Err(why) => return wrong(format!("there is no certificate: {why}"), todo),
    };
    if let Some(domain) = domain.filter(|domain| !it.is_for(domain)) {
        return wrong(
            format!("the certificate is for {}, not for {domain}", it.names.join(", ")),
            "give the name that phones use as --domain, or another certificate",
        );
    }
    let days = it.until_ms.saturating_sub(now_ms) / 86_400_000;
    if it.until_ms <= now_ms {
        return wrong("the certificate has ended: no phone can come in", todo);
    }
    // it should have been exchanged at the beginning of its last third
    let late_ms = it.due_ms() + (it.until_ms - it.due_ms()) / 2;
    if now_ms > late_ms {
        return wrong(format!("the certificate was not renewed, and ends in {days} days"), todo);
    }
    Fine(format!("the certificate is good for {days} days"))
}

/// Where the name leads.
pub(super) fn name(domain: &str, found: &Result<Vec<IpAddr>, String>) -> Sign {
    let todo = format!("let whoever keeps the domain enter an address (A, AAAA) for {domain}");
    match found {
        Err(why) => wrong(format!("{domain} leads nowhere: {why}"), todo),
        Ok(addresses) if addresses.is_empty() => wrong(format!("{domain} leads nowhere"), todo),
        Ok(addresses) => {
            let shown: Vec<String> = addresses.iter().map(ToString::to_string).collect();
            let shown = shown.join(", ");
            if addresses.iter().all(is_inside) {
                return Note(format!(
                    "{domain} leads to {shown}, which only this network reaches: no authority can look at it"
                ));
            }
            Fine(format!("{domain} leads to {shown}"))
        }
    }
}

fn is_inside(address: &IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => it.is_private() || it.is_loopback() || it.is_link_local(),
        IpAddr::V6(it) => it.is_loopback() || it.is_unique_local() || it.is_unicast_link_local(),
    }
}

/// Backups that the relay makes: how old the newest is, how often one is made, whether on a disk of their own.
pub(super) fn backups(
    age: Result<Option<Duration>, String>,
    every: Duration,
    same_disk: bool,
) -> Sign {
    let shown = |age: Duration| humantime::format_duration(Duration::from_secs(age.as_secs()));
    let todo = "look into the log of the relay, and whether it runs";
    match age {
        Err(why) => wrong(format!("the folder of backups cannot be read: {why}"), todo),
        Ok(None) => wrong("no backup has been made yet", todo),
        Ok(Some(age)) if age > every * 2 => {
            wrong(format!("the newest backup is {} old", shown(age)), todo)
        }
        Ok(Some(age)) if same_disk => Note(format!(
            "the newest backup is {} old, but on the disk that it is to save us from",
            shown(age)
        )),
        Ok(Some(age)) => Fine(format!("the newest backup is {} old", shown(age))),
    }
}

/// What the relay said of itself, if it answers.
pub(super) fn relay(answer: &Result<(u16, String), String>, version: &str) -> Sign {
    match answer {
        Err(why) => wrong(
            format!("the relay does not answer: {why}"),
            "systemctl status paguyuban; journalctl --unit paguyuban",
        ),
        Ok((200, running)) if running == version => Fine(format!("the relay answers, {version}")),
        Ok((200, running)) => wrong(
            format!("the relay that runs is {running}, and this program is {version}"),
            "start it anew: systemctl restart paguyuban",
        ),
        Ok((status, _)) => wrong(
            format!("the relay answers with {status}: it takes nothing new"),
            "look at /health, which says why, and at the disk",
        ),
    }
}

/// Whether an answer in two pieces comes in two pieces to where phones are.
pub(super) fn streamed(apart: Result<Duration, String>) -> Sign {
    match apart {
        Err(why) => wrong(
            format!("phones' own address does not answer: {why}"),
            "look whether the web server in front runs and hands on to the relay",
        ),
        Ok(apart) if apart < PIECES_APART / 2 => wrong(
            "something in front of the relay keeps answers back until they are whole",
            "switch its buffering off: flush_interval -1 for Caddy, proxy_buffering off for nginx",
        ),
        Ok(_) => Fine("answers come to phones as they are sent".to_owned()),
    }
}

/// Open files that the system allows, beside connections that are to be possible.
pub(super) fn files(limit: Option<u64>, connections: u64) -> Sign {
    let needed = connections.saturating_add(OTHER_FILES);
    match limit {
        Some(limit) if limit < needed => wrong(
            format!("{limit} files may be open, and {needed} are needed"),
            format!("LimitNOFILE={needed} in the unit, or fewer --connections-max"),
        ),
        _ => Fine("enough files may be open".to_owned()),
    }
}

#[cfg(test)]
mod tests;
