//! The rules, each a pure function from a file's text to what is wrong with it.

/// A longer file hides a place that has no name yet.
const FILE_LINES_MAX: usize = 400;

/// The file that may be longer: the style sheet is a list to look things up in.
const LONG: &str = "web/src/app.css";

/// Measured over code that reads well: hardly a function is longer, whatever the project.
const FUNCTION_LINES_MAX: usize = 70;

/// Endings of the files people read as code.
const SOURCES: [&str; 8] = ["rs", "ts", "js", "mjs", "svelte", "sql", "css", "html"];

/// What says that something is unfinished, or that a test does not run. Written in two halves,
/// because this file is looked at too.
const UNFINISHED: [&str; 9] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("todo", "!("),
    concat!("unimpl", "emented!("),
    concat!("#[ig", "nore"),
    concat!(".on", "ly("),
    concat!("test.sk", "ip"),
    concat!("it.sk", "ip"),
    concat!("describe.sk", "ip"),
];

/// Folders that exist on somebody's machine and nowhere else.
const SOMEBODYS_FOLDERS: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/fa", "rm/"), concat!("/ro", "ot/"), concat!("bash_", "jobs")];

/// Where a package was fetched from: differs between machines, while its hash does not.
const FETCHED_FROM: &str = concat!("\"resol", "ved\": \"http");

/// Everything untidy in one file, as `name:line: what`.
pub(crate) fn findings(name: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let ending = name.rsplit('.').next().unwrap_or_default();
    if name.ends_with("package-lock.json") {
        found.extend(lines_with(name, text, &[FETCHED_FROM], "where a package was fetched from"));
        return found;
    }
    if ending == "lock" || name.split('/').any(|part| part == "fixtures") {
        return found;
    }
    found.extend(lines_with(name, text, &SOMEBODYS_FOLDERS, "a folder of one machine"));
    if SOURCES.contains(&ending) {
        found.extend(lines_with(name, text, &UNFINISHED, "unfinished or skipped"));
        found.extend(long_file(name, text));
    }
    if ending == "rs" {
        found.extend(long_functions(name, text));
    }
    found
}

fn lines_with(name: &str, text: &str, marks: &[&str], what: &str) -> Vec<String> {
    let marked = text.lines().enumerate().filter_map(|(at, line)| {
        let mark = marks.iter().find(|mark| line.contains(*mark))?;
        Some(format!("{name}:{}: {what}: {mark}", at + 1))
    });
    marked.collect()
}

fn long_file(name: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines > FILE_LINES_MAX && name != LONG)
        .then(|| format!("{name}: {lines} lines, at most {FILE_LINES_MAX}"))
}

/// Functions end at the first closing brace as far left as their first line, which is how rustfmt
/// writes them.
fn long_functions(name: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Vec<(usize, usize, &str)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let line = line.trim();
        if let Some(function) = function_name(line) {
            if !line.ends_with(['}', ';']) {
                open.push((indent, at, function));
            }
            continue;
        }
        let Some((_, start, function)) = open.pop_if(|top| top.0 == indent && ends(line)) else {
            continue;
        };
        let lines = at - start + 1;
        if lines > FUNCTION_LINES_MAX {
            found.push(format!(
                "{name}:{}: `{function}` has {lines} lines, at most {FUNCTION_LINES_MAX}",
                start + 1
            ));
        }
    }
    found
}

/// The end of a body, or of a declaration without one.
fn ends(line: &str) -> bool {
    line.starts_with('}') || (line.starts_with(')') && line.ends_with(';'))
}

/// The name, if a function begins on this line.
fn function_name(line: &str) -> Option<&str> {
    let at = if line.starts_with("fn ") { 0 } else { line.find(" fn ")? + 1 };
    let before = &line[..at];
    let words_only = before
        .chars()
        .all(|sign| sign.is_ascii_lowercase() || " ()_:\"".contains(sign) || sign == 'C');
    let name = line[at + 3..].split(['(', '<']).next()?;
    let is_name =
        !name.is_empty() && name.chars().all(|sign| sign.is_alphanumeric() || sign == '_');
    (words_only && is_name).then_some(name)
}
