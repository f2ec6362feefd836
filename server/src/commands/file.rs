//! The file with settings: TOML, one line each, called as the flag is.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Command;
use toml::de::{DeTable, DeValue};

use super::settings;

/// Where the file is if nobody says otherwise.
pub(super) const USUAL: &str = "/etc/paguyuban/paguyuban.toml";
/// All settings with a comment each take a few kB.
const FILE_BYTES_MAX: u64 = 64 * 1024;

/// What a file says; nothing if there is none.
#[derive(Debug, Default)]
pub(super) struct SettingsFile {
    pub(super) path: Option<PathBuf>,
    pub(super) lines: BTreeMap<String, Line>,
}

/// One setting in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Of the file, from one.
    pub(super) number: usize,
    /// The value as it would stand behind the flag.
    pub(super) text: String,
    /// It is `true` or `false`.
    pub(super) switch: bool,
}

impl SettingsFile {
    /// Reads the file that the words or the environment name, or the usual one if it is there, and looks whether
    /// every line is a setting of these commands with a value that it can have.
    ///
    /// # Errors
    /// A file that was named is not there; what is wrong with it, and in which line.
    pub(super) fn find(words: &[OsString], commands: &Command) -> anyhow::Result<Self> {
        let named = settings::named(words);
        let path = named.as_deref().unwrap_or(Path::new(USUAL));
        let place = path.display().to_string();
        let text = match read(path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => return Err(error).with_context(|| format!("cannot read {place}")),
        };
        let lines = lines_of(&text).with_context(|| place.clone())?;
        let known = settings::all(commands);
        for (name, line) in &lines {
            let Some(setting) = known.get(name).filter(|it| it.name != settings::CONFIG) else {
                bail!(
                    "{place}, line {}: there is no setting \"{name}\"; `paguyuban settings` lists them all",
                    line.number
                );
            };
            if let Err(why) = setting.try_out(line) {
                bail!("{place}, line {}: {name}: {why}", line.number);
            }
        }
        Ok(Self { path: Some(path.to_owned()), lines })
    }
}

fn read(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(FILE_BYTES_MAX + 1).read_to_string(&mut text)?;
    if text.len() as u64 > FILE_BYTES_MAX {
        let why = format!("it has more than {FILE_BYTES_MAX} bytes");
        return Err(std::io::Error::new(ErrorKind::FileTooLarge, why));
    }
    Ok(text)
}

/// # Errors
/// It is no TOML, or a value is a list or a table.
fn lines_of(text: &str) -> anyhow::Result<BTreeMap<String, Line>> {
    let number_of = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
    let table = DeTable::parse(text).map_err(|error| {
        let line = error.span().map_or(1, |span| number_of(span.start));
        anyhow::anyhow!("line {line}: {}", error.message().replace('\n', " "))
    })?;
    let mut lines = BTreeMap::new();
    for (key, value) in table.get_ref() {
        let number = number_of(key.span().start);
        let switch = matches!(value.get_ref(), DeValue::Boolean(_));
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(whole) => whole.to_string(),
            DeValue::Boolean(yes) => yes.to_string(),
            _ => bail!(
                "line {number}: {}: it has to be a text, a number, true or false",
                key.get_ref()
            ),
        };
        lines.insert(key.get_ref().to_string(), Line { number, text, switch });
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::super::Cli;
    use super::{Line, lines_of};
    use crate::commands::file::SettingsFile;
    use crate::commands::settings::{all, with_defaults};

    #[test]
    fn a_file_is_lines_of_texts_numbers_and_switches() {
        let text = "# a relay\ndata = \"/srv\"\n\nkeep = 7\nbehind-proxy = true\n";
        let lines = lines_of(text).expect("it is right");
        let line = |number, text: &str, switch| Line { number, text: text.to_owned(), switch };
        assert_eq!(lines["data"], line(2, "/srv", false));
        assert_eq!(lines["keep"], line(4, "7", false));
        assert_eq!(lines["behind-proxy"], line(5, "true", true));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, words) in [
            ("data = \"/srv\"\nlisten =\n", "line 2"),
            ("data = \"/srv\"\ndata = \"/other\"\n", "line 2"),
            ("\n\nlisten = [1]\n", "line 3: listen: it has to be"),
            ("[relay]\ndata = \"/srv\"\n", "line 1: relay: it has to be"),
        ] {
            let said = format!("{:#}", lines_of(text).expect_err(text));
            assert!(said.contains(words), "{text:?}: {said}");
        }
    }

    const NO_FORUM: &str = "00000000000000000000000000";

    /// In a debug build clap looks whether its own rules hold.
    #[test]
    fn every_setting_can_stand_in_the_file() {
        let mut file = SettingsFile::default();
        let values = [
            "true",
            "127.0.0.1:1",
            "6h",
            "7",
            "https://contoh.id",
            "text",
            "contoh.id",
            "kantor@contoh.id",
            NO_FORUM,
            "/srv",
        ];
        for (name, setting) in all(&Cli::command()) {
            let lines = values.map(|text| Line {
                number: 1,
                text: text.to_owned(),
                switch: text == "true",
            });
            let line = lines.into_iter().find(|line| setting.try_out(line).is_ok());
            file.lines.insert(name, line.unwrap_or_else(|| panic!("no value for {setting:?}")));
        }
        with_defaults(Cli::command(), &file).debug_assert();
    }
}
