//! How much a phone downloads the first time, held below what a metered link bears.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::house::House;
use crate::say;
use crate::trouble::Trouble;

/// The phone's module, Brotli. Stock Automerge is 806 kB; see `docs/decisions/0005-module-size.md`.
const MODULE_KB_MAX: u64 = 440;

/// What stands between a tap and the first screen: page, its style and scripts, the worker, manifest.
const SHELL_KB_MAX: u64 = 84;

/// What is fetched in the background after that, so that it is there without a signal: the lock with its
/// memory-hard function, the pages of organisers and of held work, what reads telephone numbers (9 kB),
/// the lists and the pages of one document (22 kB), settings of the forum (3 kB), joining (4 kB), the English words (8 kB),
/// the first steps of a forum and invitations for many (9 kB), and the pages of events, problems, positions, grades,
/// follow-ups, reminders, villages, the overview, the history and merged cards (51 kB). The styles of all these come
/// with them (4 kB), what reads what was typed and says what was done (6 kB), and names of fields and words to choose
/// from (5 kB). So do search, reports, the pages of lists that leave, sharing, what is new in a document and the
/// guide (61 kB), which have to be there without a signal too; what draws, prints and reads files is wanted first.
/// What pages say of disputes, refusals and choices moved here out of the shell (2 kB), and the keys of lists and the print
/// of fields (1 kB). What a page behind a PIN leaves is sealed at once (4 kB, `@noble/ciphers`).
const LATER_KB_MAX: u64 = 258;

/// What is fetched when somebody first wants it, by the folder its `wanted.ts` stands in. What is not
/// named here has [`WANTED_KB_MAX`].
const WANTED: [(&str, u64); 3] = [("import", 20), ("export", 20), ("charts", 4)];
const WANTED_KB_MAX: u64 = 20;

/// How the names of such files begin, and how many letters of a hash stand behind the name.
const WANTED_BEGINS: &str = "wanted-";
const HASH_LETTERS: usize = 8;

/// Deeper than any page's folders; a loop of links ends here.
const DEPTH_MAX: usize = 8;

/// Prints all sizes beside their limits.
///
/// # Errors
/// One is over its limit, or the page is not built.
pub(crate) fn check(house: &House) -> Result<(), Trouble> {
    let files = files_below(&house.dist(), DEPTH_MAX).map_err(|error| {
        Trouble::new(format!("cannot measure {}: {error}", house.dist().display()))
            .advise("`cargo xtask web` builds it")
    })?;
    let sum = |kind: Kind| -> u64 {
        files.iter().filter(|(path, _)| kind_of(path) == kind).map(|(_, bytes)| bytes).sum()
    };
    let (module, shell, later) = (sum(Kind::Module), sum(Kind::Shell), sum(Kind::Later));
    say::line("    over the wire (Brotli)       kB   limit");
    row("the phone's module", module, &MODULE_KB_MAX.to_string());
    row("the shell", shell, &SHELL_KB_MAX.to_string());
    row("what comes after it", later, &LATER_KB_MAX.to_string());
    row("pictures", sum(Kind::Picture), "-");
    let wanted = wanted_parts(&files);
    for (name, bytes) in &wanted {
        row(&format!("when wanted: {name}"), *bytes, &wanted_kb_max(name).to_string());
    }
    row("on disk, unpacked", unpacked(&files), "-");
    if module == 0 {
        return Err(Trouble::new("web/dist holds no compressed module")
            .advise("`cargo xtask web` makes it"));
    }
    within("the phone's module", module, MODULE_KB_MAX)?;
    within("the shell", shell, SHELL_KB_MAX)?;
    within("what comes after it", later, LATER_KB_MAX)?;
    for (name, bytes) in &wanted {
        within(&format!("the wanted part {name}"), *bytes, wanted_kb_max(name))?;
    }
    Ok(())
}

/// The bytes of each part that is fetched when somebody first wants it, by its name.
fn wanted_parts(files: &[(PathBuf, u64)]) -> BTreeMap<String, u64> {
    let mut parts = BTreeMap::new();
    for (path, bytes) in files {
        if let Some(name) = wanted_name(path).filter(|_| kind_of(path) == Kind::Wanted) {
            *parts.entry(name).or_insert(0) += bytes;
        }
    }
    parts
}

/// `import` of `assets/wanted-import-HASH.js.br`.
fn wanted_name(path: &Path) -> Option<String> {
    let file = path.file_name()?.to_str()?;
    let stem = file.split('.').next()?.strip_prefix(WANTED_BEGINS)?;
    let name = stem.get(..stem.len().checked_sub(HASH_LETTERS + 1)?)?;
    (is_asset(path) && !name.is_empty()).then(|| name.to_owned())
}

fn wanted_kb_max(name: &str) -> u64 {
    WANTED.iter().find(|(named, _)| *named == name).map_or(WANTED_KB_MAX, |(_, kb)| *kb)
}

/// What all of it takes on a phone that has wanted every part: browsers keep files unpacked.
fn unpacked(files: &[(PathBuf, u64)]) -> u64 {
    files
        .iter()
        .filter(|(path, _)| kind_of(path) != Kind::Unfetched)
        .map(|(path, bytes)| plain_bytes(path).unwrap_or(*bytes))
        .sum()
}

/// How large the file is that was packed.
fn plain_bytes(path: &Path) -> Option<u64> {
    let plain = path.to_str()?.strip_suffix(".br")?;
    Some(fs::metadata(plain).ok()?.len())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Module,
    Shell,
    Later,
    Picture,
    /// Fetched when somebody first wants it.
    Wanted,
    /// Not fetched by a browser that takes Brotli, or only by a developer's tools.
    Unfetched,
}

fn kind_of(path: &Path) -> Kind {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let plain = name.trim_end_matches(".br");
    match plain.rsplit('.').next().unwrap_or_default() {
        "png" | "jpg" | "webp" | "ico" => Kind::Picture,
        "gz" | "map" => Kind::Unfetched,
        _ if wanted_name(path).is_some() => Kind::Wanted,
        "wasm" => Kind::Module,
        "js" | "css" if is_asset(path) && !is_first(plain) => Kind::Later,
        _ => Kind::Shell,
    }
}

fn is_asset(path: &Path) -> bool {
    path.parent().is_some_and(|folder| folder.ends_with("assets"))
}

/// Scripts and styles that the first screen, or the worker behind it, cannot do without.
fn is_first(name: &str) -> bool {
    ["index-", "worker-", "paguyuban-", "style-"].iter().any(|first| name.starts_with(first))
}

/// Every file that goes over the wire with its bytes there: the Brotli copy instead of the plain
/// file, where there is one.
fn files_below(folder: &Path, depth: usize) -> std::io::Result<Vec<(PathBuf, u64)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if depth > 0 {
                files.extend(files_below(&path, depth - 1)?);
            }
        } else if !with_ending(&path, ".br").is_file() {
            let bytes = fs::metadata(&path)?.len();
            files.push((path, bytes));
        }
    }
    Ok(files)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn row(what: &str, bytes: u64, limit: &str) {
    say::line(&format!("    {what:<24} {:>6}.{}  {limit:>6}", bytes / 1000, bytes % 1000 / 100));
}

fn within(what: &str, bytes: u64, limit_kb: u64) -> Result<(), Trouble> {
    if bytes <= limit_kb * 1000 {
        return Ok(());
    }
    Err(Trouble::new(format!("{what} is {bytes} bytes, over its limit of {limit_kb} kB"))
        .advise("find out what grew; the limits stand in xtask/src/sizes.rs with their reason"))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Kind, kind_of, wanted_kb_max, wanted_parts, within};

    #[test]
    fn a_file_counts_for_what_a_browser_fetches() {
        assert_eq!(kind_of(Path::new("a/paguyuban_bg-x.wasm.br")), Kind::Module);
        assert_eq!(kind_of(Path::new("assets/index-x.js.br")), Kind::Shell);
        assert_eq!(kind_of(Path::new("index.html")), Kind::Shell);
        assert_eq!(kind_of(Path::new("index.html.gz")), Kind::Unfetched);
        assert_eq!(kind_of(Path::new("icon-192.png")), Kind::Picture);
        assert_eq!(kind_of(Path::new("assets/worker-x.js.br")), Kind::Shell);
        assert_eq!(kind_of(Path::new("assets/pages-x.js.br")), Kind::Later);
        assert_eq!(kind_of(Path::new("sw.js.br")), Kind::Shell);
        assert_eq!(kind_of(Path::new("assets/wanted-import-BJX-Om3t.js.br")), Kind::Wanted);
        assert_eq!(kind_of(Path::new("assets/wanted-De9IIMeQ.js")), Kind::Later);
    }

    #[test]
    fn a_wanted_part_is_counted_by_its_name_against_a_limit_of_its_own() {
        let files = [
            (PathBuf::from("assets/wanted-charts-BJXaOm3t.js.br"), 3_000),
            (PathBuf::from("assets/wanted-charts-BJXaOm3t.js.gz"), 4_000),
            (PathBuf::from("assets/wanted-import-out-DmN3x_-q.js.br"), 5_000),
            (PathBuf::from("assets/wanted-import-out-Ab-3x_cq.wasm.br"), 500),
            (PathBuf::from("assets/soon-BmtHcX1f.js.br"), 70_000),
        ];
        let parts: Vec<_> = wanted_parts(&files).into_iter().collect();
        assert_eq!(parts, [("charts".to_owned(), 3_000), ("import-out".to_owned(), 5_500)]);
        assert_eq!(wanted_kb_max("charts"), 4);
        assert_eq!(wanted_kb_max("import-out"), 20);
    }

    #[test]
    fn one_byte_over_the_limit_is_too_much() {
        assert!(within("it", 80_000, 80).is_ok());
        assert!(within("it", 80_001, 80).is_err());
    }
}
