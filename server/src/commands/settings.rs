//! Every setting: a flag, an environment variable and a line of one file, in this order of who wins; and
//! `paguyuban settings`, which shows them all. The flags themselves say what there is.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgAction, Args, Command};

use super::file::{Line, SettingsFile};

/// The flag that names the file. It cannot stand in the file itself.
pub(super) const CONFIG: &str = "config";

#[derive(Debug, Args)]
pub(super) struct Settings {
    /// Print the table for the documentation: what there is, whatever is set here
    #[arg(long)]
    markdown: bool,
}

/// One setting, whichever commands have it.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) name: String,
    env: String,
    default: Option<String>,
    help: String,
    commands: BTreeSet<String>,
    arg: Arg,
}

/// Every flag that has an environment variable, by its name.
pub(super) fn all(command: &Command) -> BTreeMap<String, Setting> {
    let mut found = BTreeMap::new();
    gather(command, "", &mut found);
    found
}

fn gather(command: &Command, path: &str, found: &mut BTreeMap<String, Setting>) {
    for arg in command.get_arguments() {
        let (Some(name), Some(env)) = (arg.get_long(), arg.get_env()) else {
            continue;
        };
        let setting = found.entry(name.to_owned()).or_insert_with(|| Setting {
            name: name.to_owned(),
            env: env.to_string_lossy().into_owned(),
            default: None,
            help: arg.get_help().map(ToString::to_string).unwrap_or_default(),
            commands: BTreeSet::new(),
            arg: arg.clone(),
        });
        if setting.default.is_none() {
            let default = arg.get_default_values().first();
            setting.default = default.map(|value| value.to_string_lossy().into_owned());
        }
        setting.commands.insert(path.to_owned());
    }
    for sub in command.get_subcommands() {
        let path = format!("{path} {}", sub.get_name());
        gather(sub, path.trim_start(), found);
    }
}

impl Setting {
    /// Whether it is there or not, without a value.
    fn is_switch(&self) -> bool {
        matches!(self.arg.get_action(), ArgAction::SetTrue)
    }

    /// Whether a value from the file would do.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn try_out(&self, line: &Line) -> Result<(), String> {
        match (self.is_switch(), line.switch) {
            (true, true) => return Ok(()),
            (true, false) => return Err("it has to be true or false".to_owned()),
            (false, true) => return Err("it has to be a text or a number".to_owned()),
            (false, false) => {}
        }
        let word = format!("--{}={}", self.name, line.text);
        let alone = Command::new("paguyuban").arg(self.arg.clone().required(false));
        match alone.try_get_matches_from(["paguyuban".to_owned(), word]) {
            Ok(_) => Ok(()),
            Err(error) => {
                let said = error.to_string();
                let first = said.lines().next().unwrap_or_default();
                Err(first.trim_start_matches("error: ").to_owned())
            }
        }
    }

    /// What holds here for a command without flags, and where that comes from.
    fn here(&self, file: &SettingsFile) -> (Option<String>, String) {
        if let Some(value) = std::env::var_os(&self.env) {
            return (Some(value.to_string_lossy().into_owned()), "environment".to_owned());
        }
        match (file.lines.get(&self.name), &self.default) {
            (Some(line), _) => (Some(line.text.clone()), format!("file, line {}", line.number)),
            (None, Some(default)) => (Some(default.clone()), "default".to_owned()),
            (None, None) if self.is_switch() => (Some("false".to_owned()), "default".to_owned()),
            (None, None) => (None, "not set".to_owned()),
        }
    }
}

/// The same commands, with what the file says in the place of defaults: so flags and environment win.
pub(super) fn with_defaults(command: Command, file: &SettingsFile) -> Command {
    let subs: Vec<String> =
        command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let command = command.mut_args(|arg| {
        let name = arg.get_long().filter(|_| arg.get_env().is_some());
        match name.and_then(|name| file.lines.get(name)) {
            Some(line) => arg.required(false).default_value(line.text.clone()),
            None => arg,
        }
    });
    subs.into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, |sub| with_defaults(sub, file)))
}

/// The file that the words of the command line or the environment name, before anything else is read of them.
pub(super) fn named(words: &[OsString]) -> Option<PathBuf> {
    let flag = format!("--{CONFIG}");
    let begin = format!("{flag}=");
    for (at, word) in words.iter().enumerate() {
        if word.as_os_str() == OsStr::new(&flag) {
            return words.get(at + 1).map(PathBuf::from);
        }
        if let Some(path) = word.to_str().and_then(|word| word.strip_prefix(&begin)) {
            return Some(PathBuf::from(path));
        }
    }
    std::env::var_os("PAGUYUBAN_CONFIG").map(PathBuf::from)
}

impl Settings {
    #[expect(clippy::unnecessary_wraps, reason = "as all commands")]
    pub(super) fn run(self, command: &Command, file: &SettingsFile) -> anyhow::Result<ExitCode> {
        let settings = all(command);
        if self.markdown {
            print!("{}", table(&settings));
            return Ok(ExitCode::SUCCESS);
        }
        match &file.path {
            Some(path) => println!("file: {}\n", path.display()),
            None => println!("file: none; {} is read if it is there\n", super::file::USUAL),
        }
        for setting in settings.values().filter(|setting| setting.name != CONFIG) {
            let (value, from) = setting.here(file);
            let value = value.unwrap_or_else(|| "-".to_owned());
            println!("{} = {value}  ({from})", setting.name);
            println!("    --{}, {}: {}", setting.name, setting.env, setting.help);
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// All of them as a table in Markdown.
fn table(settings: &BTreeMap<String, Setting>) -> String {
    let mut text =
        "| flag, and line of the file | environment | usually | of | what for |\n".to_owned();
    text.push_str("|---|---|---|---|---|\n");
    for setting in settings.values() {
        let usual = match &setting.default {
            Some(default) => format!("`{default}`"),
            None if setting.is_switch() => "`false`".to_owned(),
            None => String::new(),
        };
        let everywhere = setting.commands.contains("");
        let most = setting.commands.len() > NAMED_MAX;
        let of = match (everywhere, most) {
            (true, _) => "all".to_owned(),
            (false, true) => "most".to_owned(),
            (false, false) => setting.commands.iter().cloned().collect::<Vec<_>>().join(", "),
        };
        let Setting { name, env, help, .. } = setting;
        let help = help.replace('|', "\\|");
        text.push_str(&format!("| `{name}` | `{env}` | {usual} | {of} | {help} |\n"));
    }
    text
}

/// More commands than this are not worth naming in a table.
const NAMED_MAX: usize = 4;
