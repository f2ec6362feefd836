//! Which room of `web/src` may know which: what runs in the worker and what runs on the screen meet
//! in `between` and `plain` alone, and no folders know each other both ways.

use std::collections::{BTreeMap, BTreeSet};

/// The house these rules are about.
const HOUSE: &str = "web/src/";

/// So many files stand at its root: the entries, and nothing that has a place.
const ENTRIES_MAX: usize = 14;

/// A room, and the rooms it may import besides itself.
const MAY_KNOW: [(&str, &[&str]); 5] = [
    ("between", &[]),
    ("words", &[]),
    ("plain", &["between", "words"]),
    ("device", &["between", "plain", "wasm"]),
    ("page", &["between", "plain", "words"]),
];

/// An entry, and the rooms it may import; entries may import each other.
const ENTRIES: [(&str, &[&str]); 6] = [
    ("wasm.d.ts", &["between"]),
    ("worker.ts", &["device", "between", "plain"]),
    ("sw.ts", &[]),
    ("main.ts", &["page", "between", "plain", "words"]),
    ("Root.svelte", &["page", "between", "plain", "words"]),
    ("App.svelte", &["page", "between", "plain", "words"]),
];

/// What is wrong with who imports whom, over every file of the page.
pub(super) fn findings(files: &[(&str, &str)]) -> Vec<String> {
    let house: Vec<(&str, &str)> =
        files.iter().filter_map(|(name, text)| Some((name.strip_prefix(HOUSE)?, *text))).collect();
    let entries = house.iter().filter(|(name, _)| !name.contains('/')).count();
    let mut found = Vec::new();
    if entries > ENTRIES_MAX {
        found.push(format!("{HOUSE}: {entries} files at the root, at most {ENTRIES_MAX}"));
    }
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    // A test may look at both sides.
    for (name, text) in house.iter().filter(|(name, _)| is_code(name)) {
        for (line, path) in imports(name, text) {
            if !may_import(name, &path) {
                found.push(format!("{HOUSE}{name}:{line}: a room that it may not know: {path}"));
            }
            let (from, to) = (folder(name), folder(&path));
            if from != to && !from.is_empty() && !to.is_empty() {
                arrows.entry(from.to_owned()).or_default().insert(to.to_owned());
            }
        }
    }
    found.extend(circles(&arrows));
    found
}

fn is_code(name: &str) -> bool {
    (name.ends_with(".ts") || name.ends_with(".svelte")) && !name.ends_with(".test.ts")
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn room(path: &str) -> &str {
    path.split_once('/').map_or("", |(room, _)| room)
}

fn may_import(name: &str, path: &str) -> bool {
    let (from, to) = (room(name), room(path));
    let table: &[(&str, &[&str])] = if from.is_empty() { &ENTRIES } else { &MAY_KNOW };
    let key = if from.is_empty() { name } else { from };
    from == to
        || table.iter().any(|(of, may)| *of == key && may.contains(&to))
        // The worker is started by its address, not imported.
        || path == "worker.ts"
}

/// Line and path below the house of every relative address that a file names.
fn imports(name: &str, text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for quote in ['\'', '"'] {
            for word in line.split(quote).skip(1).step_by(2) {
                if word.starts_with("./") || word.starts_with("../") {
                    found.extend(resolved(folder(name), word).map(|path| (at + 1, path)));
                }
            }
        }
    }
    found
}

/// Nothing for what leaves the house.
fn resolved(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Every folder that is reached again from itself, with the folder through which.
fn circles(arrows: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut found = Vec::new();
    for (from, nexts) in arrows {
        for next in nexts {
            if reaches(arrows, next, from) {
                found.push(format!("{HOUSE}{from}: knows {next}, which knows it in turn"));
            }
        }
    }
    found
}

fn reaches(arrows: &BTreeMap<String, BTreeSet<String>>, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some(one) = waiting.pop() {
        if one == to {
            return true;
        }
        if seen.insert(one) {
            waiting.extend(arrows.get(one).into_iter().flatten().map(String::as_str));
        }
    }
    false
}
