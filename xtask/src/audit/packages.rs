//! What npm brings: to the page, to the tools that build and test it, and to the benchmarks.

use std::path::PathBuf;

use super::Answer;
use crate::house::House;
use crate::program::Program;
use crate::say;
use crate::trouble::Trouble;

/// Permissive licences, which ask for no more than a notice.
const LICENCES: [&str; 7] =
    ["MIT", "ISC", "Apache-2.0", "BSD-3-Clause", "0BSD", "BlueOak-1.0.0", "Unlicense"];

/// Packages whose names begin so may have this licence.
const EXCEPTIONS: [(&str, &str); 3] = [
    // packs style sheets while the page is built; nothing of it is in what it makes
    ("lightningcss", "MPL-2.0"),
    // both look at the page in browser tests and go out with nobody
    ("axe-core", "MPL-2.0"),
    ("@axe-core/playwright", "MPL-2.0"),
];

/// Prints a line per package of a list: name, licence, hash, and from where if not by the registry.
/// Node reads JSON and is here anyway; this program has no dependencies.
const READ: &str = r#"Object.entries(require("./package-lock.json").packages)
    .filter(([path]) => path !== "")
    .map(([path, it]) => [path, it.license, it.integrity, it.resolved].map((one) => one ?? "").join("\t"))
    .join("\n")"#;

/// What only a real report has; npm answers other things as JSON too.
const REPORT: &str = "\"auditReportVersion\"";

/// A folder with a `package-lock.json`.
#[derive(Debug)]
pub(super) struct List {
    name: &'static str,
    folder: PathBuf,
}

impl List {
    pub(super) fn title(&self) -> String {
        format!("packages of {}", self.name)
    }
}

/// All that the project has.
pub(super) fn lists(house: &House) -> [List; 2] {
    [List { name: "web", folder: house.web() }, List { name: "tests/bench", folder: house.peers() }]
}

/// Licences, sources and hashes.
///
/// # Errors
/// A package does not fit, or the list cannot be read.
pub(super) fn rules(list: &List) -> Result<(), Trouble> {
    say::line(&format!("    {}: licences, sources, hashes", list.title()));
    let lines = Program::new("node").inside(&list.folder).words(["--print", READ]).read()?;
    let findings: Vec<String> = lines.lines().flat_map(findings).collect();
    for finding in &findings {
        say::line(&format!("    {finding}"));
    }
    match findings.len() {
        0 => Ok(()),
        count => Err(Trouble::new(format!("{count} findings in {}, see above", list.title()))
            .advise("xtask/src/audit/packages.rs has the rules, and exceptions with reasons")),
    }
}

/// What is wrong with the package of one line.
fn findings(line: &str) -> Vec<String> {
    let mut parts = line.split('\t');
    let mut part = || parts.next().unwrap_or_default();
    let (path, licence, hash, from) = (part(), part(), part(), part());
    let name = path.rsplit_once("node_modules/").map_or(path, |(_, name)| name);
    let excepted = EXCEPTIONS.iter().any(|(start, its)| name.starts_with(start) && *its == licence);
    let mut found = Vec::new();
    if !excepted && !LICENCES.contains(&licence) {
        found.push(format!("{name}: its licence is \"{licence}\""));
    }
    if hash.is_empty() {
        found.push(format!("{name}: nothing says what its bytes have to be"));
    }
    if !from.is_empty() {
        found.push(format!("{name}: it comes from {from}, not by the registry"));
    }
    found
}

/// Known weaknesses, by npm's registry; also of what is only used to build and to test.
///
/// # Errors
/// npm could not be started.
pub(super) fn weaknesses(list: &List) -> Result<Answer, Trouble> {
    say::line(&format!("    {}: known weaknesses", list.title()));
    let said = npm_audit(list).words(["--json"]).hear()?;
    Ok(match (said.out.contains(REPORT), said.well) {
        (true, true) => Answer::Clean,
        (true, false) => {
            // once more, for people to read
            let _told = npm_audit(list).run();
            Answer::Found
        }
        (false, _) => Answer::Unasked(why(&said.out, &said.beside)),
    })
}

/// With everything said that a machine's own settings could say otherwise.
fn npm_audit(list: &List) -> Program {
    Program::node_script("npm", &list.folder)
        .words(["audit", "--package-lock-only", "--no-offline", "--audit-level=info"])
        .words(["--include=dev", "--include=optional", "--include=peer"])
        .words(["--fetch-retries=1", "--fetch-timeout=30000"])
}

/// The message in npm's JSON, or the first thing it said beside.
fn why(out: &str, beside: &str) -> String {
    let message = out.lines().find_map(|line| line.trim().strip_prefix("\"message\": \""));
    let message = message.map(|rest| rest.trim_end_matches(',').trim_end_matches('"'));
    let error = || beside.lines().find_map(|line| line.strip_prefix("npm error "));
    message.filter(|it| !it.is_empty()).or_else(error).unwrap_or("npm did not say why").to_owned()
}

#[cfg(test)]
mod tests {
    use super::{findings, why};

    #[test]
    fn a_package_needs_a_licence_that_fits_a_hash_and_the_registry() {
        assert!(findings("node_modules/idb\tISC\tsha512-x\t").is_empty());
        assert!(
            findings("node_modules/a/node_modules/lightningcss-x\tMPL-2.0\tsha512-x\t").is_empty()
        );
        for (line, what) in [
            ("node_modules/@a/b\tGPL-3.0\tsha512-x\t", "@a/b: its licence is \"GPL-3.0\""),
            ("node_modules/b\tMPL-2.0\tsha512-x\t", "b: its licence is \"MPL-2.0\""),
            ("node_modules/c\t\tsha512-x\t", "c: its licence is \"\""),
            ("node_modules/d\tMIT\t\t", "d: nothing says what its bytes have to be"),
            ("e\tMIT\tsha512-x\tgit+ssh://e", "e: it comes from git+ssh://e, not by the registry"),
        ] {
            assert_eq!(findings(line), [what]);
        }
    }

    #[test]
    fn the_reason_is_npms_message() {
        let out = "{\n  \"message\": \"405 Method Not Allowed - POST https://r/bulk\",\n}";
        assert_eq!(why(out, ""), "405 Method Not Allowed - POST https://r/bulk");
        assert_eq!(why("", "npm warn a\nnpm error code ENOLOCK\n"), "code ENOLOCK");
        assert_eq!(why("", ""), "npm did not say why");
    }
}
