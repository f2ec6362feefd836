//! `cargo xtask package`: one static program, as a Debian package and for a container.

use std::fs;
use std::io::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::house::House;
use crate::options::Options;
use crate::program::{Program, on_path};
use crate::relay;
use crate::trouble::Trouble;
use crate::{say, setup, web};

/// It is fetched by offices over a metered link, and copied onto small disks.
const PROGRAM_MB_MAX: u64 = 25;

/// Everything that a package holds besides the program: from where, to where, and who may run it.
const FILES: [(&str, &str, u32); 5] = [
    ("server/packaging/paguyuban.service", "usr/lib/systemd/system/paguyuban.service", 0o644),
    ("server/packaging/paguyuban.toml", "etc/paguyuban/paguyuban.toml", 0o644),
    ("docs/OPERATING.md", "usr/share/doc/paguyuban/OPERATING.md", 0o644),
    ("CHANGELOG.md", "usr/share/doc/paguyuban/changelog", 0o644),
    ("LICENSE-MIT", "usr/share/doc/paguyuban/copyright", 0o644),
];

/// What runs around installing.
const SCRIPTS: [&str; 3] = ["postinst", "prerm", "postrm"];

/// An operator's own words in it outlive an upgrade.
const CONFFILES: &str = "/etc/paguyuban/paguyuban.toml\n";

/// Where Debian keeps the roots that everybody believes.
const ROOTS: &str = "/etc/ssl/certs/ca-certificates.crt";

/// # Errors
/// Something does not compile, the program is too large, or a file cannot be written.
pub(crate) fn make(house: &House, mut options: Options) -> Result<ExitCode, Trouble> {
    let page = !options.flag("--page-as-it-is");
    options.finish()?;
    if page {
        setup::for_web(house)?;
        web::module(house)?;
        web::page(house)?;
    }
    let program = relay::build_alone(house)?;
    let bytes = length(&program)?;
    say::line(&format!(
        "    the program: {}.{} MB",
        bytes / 1_000_000,
        bytes % 1_000_000 / 100_000
    ));
    if bytes > PROGRAM_MB_MAX * 1_000_000 {
        return Err(Trouble::new(format!("the program is over its limit of {PROGRAM_MB_MAX} MB"))
            .advise("find out what grew: xtask/src/package.rs has the limit and its reason"));
    }
    container(house, &program)?;
    if on_path("dpkg-deb").is_none() {
        say::line("    no Debian package: there is no dpkg-deb here");
        return Ok(ExitCode::SUCCESS);
    }
    debian(house, &program, bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// Lays out a folder that a container is built from.
fn container(house: &House, program: &Path) -> Result<(), Trouble> {
    let folder = house.package().join("container");
    fresh(&folder)?;
    lay(program, &folder.join("paguyuban"), 0o755)?;
    let file = house.root().join("server/packaging/Containerfile");
    lay(&file, &folder.join("Containerfile"), 0o644)?;
    let roots = Path::new(ROOTS);
    if roots.is_file() {
        lay(roots, &folder.join("ca-certificates.crt"), 0o644)?;
    } else {
        say::line(&format!(
            "    the container needs {ROOTS}, which is not here: lay it there yourself"
        ));
    }
    say::line(&format!("    for a container: {}", folder.display()));
    Ok(())
}

fn debian(house: &House, program: &Path, bytes: u64) -> Result<(), Trouble> {
    let tree = house.package().join("deb");
    fresh(&tree)?;
    lay(program, &tree.join("usr/bin/paguyuban"), 0o755)?;
    for (from, to, mode) in FILES {
        lay(&house.root().join(from), &tree.join(to), mode)?;
    }
    let packaging = house.root().join("server/packaging");
    for script in SCRIPTS {
        lay(&packaging.join(script), &tree.join("DEBIAN").join(script), 0o755)?;
    }
    let architecture = Program::new("dpkg").words(["--print-architecture"]).read()?;
    let form = read(&packaging.join("control"))?;
    let control = filled(&form, env!("CARGO_PKG_VERSION"), architecture.trim(), bytes);
    write(&tree.join("DEBIAN/control"), &control)?;
    write(&tree.join("DEBIAN/conffiles"), CONFFILES)?;
    let version = env!("CARGO_PKG_VERSION");
    let name = format!("paguyuban_{version}_{}.deb", architecture.trim());
    let package = house.package().join(name);
    Program::new("dpkg-deb")
        .words(["--root-owner-group", "--build"])
        .words([&tree, &package])
        .beside()
        .run()?;
    let kb = length(&package)? / 1_000;
    say::line(&format!("    a Debian package: {} ({kb} kB)", package.display()));
    Ok(())
}

/// What the package says of itself.
fn filled(form: &str, version: &str, architecture: &str, bytes: u64) -> String {
    form.replace("@VERSION@", version)
        .replace("@ARCHITECTURE@", architecture)
        .replace("@SIZE@", &(bytes / 1_024).to_string())
}

fn fresh(folder: &Path) -> Result<(), Trouble> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| at(folder, &error))?;
    }
    fs::create_dir_all(folder).map_err(|error| at(folder, &error))
}

/// Copies a file to where it belongs, for everybody to read.
fn lay(from: &Path, to: &Path, mode: u32) -> Result<(), Trouble> {
    let folder = to.parent().map_or_else(PathBuf::new, Path::to_owned);
    fs::create_dir_all(&folder).map_err(|error| at(&folder, &error))?;
    fs::copy(from, to).map_err(|error| at(from, &error))?;
    allow(to, mode)
}

#[cfg(unix)]
fn allow(file: &Path, mode: u32) -> Result<(), Trouble> {
    let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
    fs::set_permissions(file, mode).map_err(|error| at(file, &error))
}

#[cfg(not(unix))]
fn allow(_file: &Path, _mode: u32) -> Result<(), Trouble> {
    Ok(())
}

fn read(file: &Path) -> Result<String, Trouble> {
    fs::read_to_string(file).map_err(|error| at(file, &error))
}

fn write(file: &Path, text: &str) -> Result<(), Trouble> {
    fs::write(file, text).map_err(|error| at(file, &error))
}

fn length(file: &Path) -> Result<u64, Trouble> {
    fs::metadata(file).map(|file| file.len()).map_err(|error| at(file, &error))
}

fn at(file: &Path, error: &Error) -> Trouble {
    Trouble::new(format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{CONFFILES, FILES, SCRIPTS, filled};

    #[test]
    fn a_package_says_what_it_is_and_has_all_its_files() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let packaging = root.join("server/packaging");
        let form = std::fs::read_to_string(packaging.join("control")).expect("a form");
        let control = filled(&form, "1.2.3", "arm64", 2_048);
        for line in ["Version: 1.2.3", "Architecture: arm64", "Installed-Size: 2"] {
            assert!(control.lines().any(|it| it == line), "no {line} in {control}");
        }
        assert!(!control.contains('@') || control.matches('@').count() == 1, "{control}");
        for (from, _, _) in FILES {
            assert!(root.join(from).is_file(), "{from}");
        }
        for script in SCRIPTS {
            let text = std::fs::read_to_string(packaging.join(script)).expect("a script");
            assert!(text.starts_with("#!/bin/sh\n") && text.contains("set -e"), "{script}");
        }
        assert!(CONFFILES.lines().all(|file| FILES.iter().any(|(_, to, _)| file[1..] == **to)));
    }

    /// The unit has no words of its own for what stands in the file.
    #[test]
    fn the_service_reads_the_file_and_is_shut_in() {
        let unit = include_str!("../../server/packaging/paguyuban.service");
        for line in [
            "ExecStart=/usr/bin/paguyuban serve",
            "User=paguyuban",
            "ProtectSystem=strict",
            "NoNewPrivileges=yes",
            "CapabilityBoundingSet=CAP_NET_BIND_SERVICE",
        ] {
            assert!(unit.lines().any(|it| it == line), "{line}");
        }
    }
}
