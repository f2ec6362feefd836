//! The backups in a folder: what they are called, which are ours, and which of them go.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::store::sqlite::DATABASE;

/// What the folder of a backup is called before its time.
const BEGINS: &str = "paguyuban-";
/// What is behind the name of one that is being made, or removed.
const UNFINISHED: &str = ".partial";
/// Of `20261130T155200Z`: where `2026-11-30T15:52:00Z` has a sign more, in the order of putting them in.
const SIGNS: [(usize, char); 4] = [(4, '-'), (7, '-'), (13, ':'), (16, ':')];
/// Of such a time.
const TIME_BYTES: usize = 16;

/// A backup that was finished and found sound when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its folder, laid out as a data folder.
    pub folder: PathBuf,
    /// When it was begun, milliseconds since 1970.
    pub made_ms: u64,
}

/// All finished backups in this folder that have a name by their time, the oldest first. Whatever else lies
/// there is left out: folders with other names, links, and folders without a database.
///
/// # Errors
/// If the folder cannot be read.
pub fn kept(within: &Path) -> io::Result<Vec<Kept>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(within)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(made_ms) = name.to_str().and_then(time_of) else {
            continue;
        };
        let folder = entry.path();
        if entry.file_type()?.is_dir() && folder.join(DATABASE).is_file() {
            found.push(Kept { folder, made_ms });
        }
    }
    found.sort_by_key(|backup| backup.made_ms);
    Ok(found)
}

/// The name of a backup that is begun now.
pub(super) fn name_at(ms: u64) -> String {
    let at = UNIX_EPOCH + Duration::from_millis(ms);
    let long = humantime::format_rfc3339_seconds(at).to_string();
    let short: String = long.chars().filter(|sign| !"-:".contains(*sign)).collect();
    format!("{BEGINS}{short}")
}

/// The same while it is being made.
pub(super) fn unfinished(name: &str) -> String {
    format!("{name}{UNFINISHED}")
}

/// When a backup of this name was begun, if it is a name that a relay gives.
fn time_of(name: &str) -> Option<u64> {
    let mut long = name.strip_prefix(BEGINS)?.to_owned();
    if long.len() != TIME_BYTES || !long.is_ascii() {
        return None;
    }
    SIGNS.iter().for_each(|(at, sign)| long.insert(*at, *sign));
    let at: SystemTime = humantime::parse_rfc3339(&long).ok()?;
    u64::try_from(at.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok()
}

/// Removes the oldest beyond so many; how many went. A name is taken away first, so that nothing half
/// removed is ever taken for a backup.
pub(super) fn thin(within: &Path, keep: usize) -> io::Result<usize> {
    let all = kept(within)?;
    let gone = all.len().saturating_sub(keep);
    for backup in &all[..gone] {
        let mut name = backup.folder.as_os_str().to_owned();
        name.push(UNFINISHED);
        let going = PathBuf::from(name);
        fs::rename(&backup.folder, &going)?;
        fs::remove_dir_all(&going)?;
    }
    Ok(gone)
}

/// Removes what was being made or removed when a relay ended in the middle of it.
pub(super) fn clear(within: &Path) -> io::Result<()> {
    for entry in fs::read_dir(within)? {
        let entry = entry?;
        let name = entry.file_name();
        let ours = name.to_str().and_then(|name| name.strip_suffix(UNFINISHED)).and_then(time_of);
        if ours.is_some() && entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{DATABASE, clear, kept, name_at, thin, time_of};

    const AT_MS: u64 = 1_796_053_920_000;

    fn lay(folder: &Path, name: &str) {
        fs::create_dir_all(folder.join(name)).expect("a folder");
        fs::write(folder.join(name).join(DATABASE), "rows").expect("a file");
    }

    #[test]
    fn a_name_says_when_and_nothing_else_is_one() {
        assert_eq!(name_at(AT_MS), "paguyuban-20261130T155200Z");
        assert_eq!(time_of("paguyuban-20261130T155200Z"), Some(AT_MS));
        for other in [
            "paguyuban-monday",
            "paguyuban-20261130T155200Z.partial",
            "paguyuban-20261330T155200Z",
            "paguyuban-20261130T155200",
            "paguyuban-2026113ÖT15520Z",
            "20261130T155200Z",
            "",
        ] {
            assert_eq!(time_of(other), None, "{other}");
        }
    }

    #[test]
    fn only_the_oldest_of_our_own_go() {
        let folder = tempfile::tempdir().expect("a folder");
        let within = folder.path();
        let names = [1, 2, 3, 4].map(|minute| name_at(AT_MS + minute * 60_000));
        names.iter().rev().for_each(|name| lay(within, name));
        lay(within, "paguyuban-monday");
        fs::create_dir(within.join(name_at(AT_MS))).expect("a folder without a database");
        lay(within, &format!("{}.partial", name_at(AT_MS)));
        lay(within, "other.partial");

        assert_eq!(thin(within, 2).expect("it thins"), 2);
        let left: Vec<_> =
            kept(within).expect("it lists").into_iter().map(|it| it.folder).collect();
        assert_eq!(left, [within.join(&names[2]), within.join(&names[3])]);
        assert_eq!(thin(within, 2).expect("it thins"), 0);

        clear(within).expect("it clears");
        let mut rest: Vec<_> = fs::read_dir(within).expect("it lists").collect();
        rest.sort_by_key(|entry| entry.as_ref().map(|entry| entry.file_name()).ok());
        assert_eq!(rest.len(), 5, "two backups, the folder without one, and two of somebody else");
        assert!(within.join("other.partial").is_dir() && within.join("paguyuban-monday").is_dir());
    }
}
