//! Node, and the packages the page is built with.

use std::path::Path;

use crate::house::House;
use crate::program::Program;
use crate::trouble::Trouble;
use crate::{say, stamp};

/// The oldest Node that Vite 8 runs on.
const NODE_MIN: (u32, u32) = (20, 19);

/// # Errors
/// Node is missing or too old.
pub(crate) fn node() -> Result<(), Trouble> {
    let (major, minor) = NODE_MIN;
    let advice = format!("install Node {major}.{minor} or newer, with npm");
    let said = Program::new("node").words(["--version"]).read();
    let said = said.map_err(|trouble| trouble.advise(advice.clone()))?;
    match version(&said) {
        Some(found) if found >= NODE_MIN => Ok(()),
        _ => {
            Err(Trouble::new(format!("Node is {}, too old for the page", said.trim()))
                .advise(advice))
        }
    }
}

fn version(said: &str) -> Option<(u32, u32)> {
    let mut parts = said.trim().strip_prefix('v')?.split('.').map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}

/// `npm ci` in `folder`, when its list of packages changed since the last time; `name` is the
/// stamp's.
///
/// # Errors
/// npm is missing, or could not fetch the packages.
pub(crate) fn install(house: &House, folder: &Path, name: &str) -> Result<(), Trouble> {
    let lists = ["package.json", "package-lock.json", ".npmrc"].map(|list| folder.join(list));
    let wanted = stamp::fingerprint(&lists)?;
    let noted = house.stamp(name);
    if folder.join("node_modules").is_dir() && stamp::holds(&noted, &wanted) {
        return Ok(());
    }
    say::note(&format!("    fetching packages (npm ci in {})", folder.display()));
    Program::node_script("npm", folder)
        .words(["ci", "--silent", "--no-audit", "--no-fund"])
        .beside()
        .run()
        .map_err(|trouble| trouble.advise("is npm installed, and its registry reachable?"))?;
    stamp::note(&noted, &wanted)
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn a_version_is_read_from_what_node_says() {
        assert_eq!(version("v20.19.2\n"), Some((20, 19)));
        assert_eq!(version("v100.0.0-nightly"), Some((100, 0)));
        assert_eq!(version("twenty"), None);
    }
}
