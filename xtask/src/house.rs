//! Where everything is.

use std::path::{Path, PathBuf};

use crate::trouble::Trouble;

/// The folders of the project.
#[derive(Debug)]
pub(crate) struct House {
    root: PathBuf,
    target: PathBuf,
}

impl House {
    /// Finds the project from where this program was compiled, and cargo's target folder from
    /// where it runs.
    ///
    /// # Errors
    /// This program was moved away from its project.
    pub(crate) fn find() -> Result<Self, Trouble> {
        let moved = || {
            Trouble::new("this program does not run from its project's target folder")
                .advise("start it with `cargo xtask …` from inside the project")
        };
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or_else(moved)?;
        let program = std::env::current_exe().map_err(|_| moved())?;
        let target = program.ancestors().nth(2).ok_or_else(moved)?;
        if !root.join("Cargo.toml").is_file() {
            return Err(moved());
        }
        Ok(Self { root: root.to_owned(), target: target.to_owned() })
    }

    /// The folder of the workspace's Cargo.toml.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The page and everything Node knows.
    pub(crate) fn web(&self) -> PathBuf {
        self.root.join("web")
    }

    /// The benchmarks, with the packages of the peers we are measured against.
    pub(crate) fn peers(&self) -> PathBuf {
        self.root.join("tests").join("bench")
    }

    /// What vite made, with the compressed copies.
    pub(crate) fn dist(&self) -> PathBuf {
        self.web().join("dist")
    }

    /// The bindings of the phone's module, imported by the page's worker.
    pub(crate) fn bindings(&self) -> PathBuf {
        self.web().join("src").join("wasm")
    }

    /// Where the module is compiled.
    pub(crate) fn module_target(&self) -> PathBuf {
        self.target.join("module")
    }

    /// The module as the compiler left it.
    pub(crate) fn linked_module(&self) -> PathBuf {
        self.module_target().join("wasm32-unknown-unknown/wasm/paguyuban_client_wasm.wasm")
    }

    /// The relay, as cargo's profile `dev` or `release` left it.
    pub(crate) fn relay(&self, profile_folder: &str) -> PathBuf {
        let name = format!("paguyuban{}", std::env::consts::EXE_SUFFIX);
        self.target.join(profile_folder).join(name)
    }

    /// What is given away.
    pub(crate) fn package(&self) -> PathBuf {
        self.target.join("packages")
    }

    /// Programs that the chores use and compile for themselves.
    pub(crate) fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// Where a step notes from which inputs it last succeeded.
    pub(crate) fn stamp(&self, name: &str) -> PathBuf {
        self.target.join("xtask").join(name)
    }
}
