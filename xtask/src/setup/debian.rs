//! Packages of Debian, where they can be installed.

use crate::program::Program;
use crate::say;
use crate::trouble::Trouble;

/// Whether this is root on a Debian.
pub(super) fn is_ours() -> bool {
    crate::program::on_path("apt-get").is_some()
        && Program::new("id").words(["-u"]).read().is_ok_and(|id| id.trim() == "0")
}

/// # Errors
/// They cannot be fetched; `advice` says what else helps.
pub(super) fn install(packages: &[&str], advice: &str) -> Result<(), Trouble> {
    say::note(&format!("    installing (apt-get install {})", packages.join(" ")));
    let apt = || Program::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive");
    apt().words(["update", "-qq"]).beside().run().map_err(|trouble| trouble.advise(advice))?;
    apt()
        .words(["install", "-y", "-qq", "--no-install-recommends"])
        .words(packages.iter().copied())
        .beside()
        .run()
        .map_err(|trouble| trouble.advise(advice))
}
