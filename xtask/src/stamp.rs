//! Steps that need not be done twice: a stamp holds the fingerprint of a step's inputs.
//!
//! A fingerprint is over names and contents, never over times: a fresh clone, a copy or a
//! checked-out branch has times that say nothing.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use crate::trouble::Trouble;

/// Deeper than any source folder; a loop of links ends here.
const DEPTH_MAX: usize = 16;

/// The fingerprint of files and of everything below folders; what does not exist counts as absent.
///
/// # Errors
/// Something cannot be read.
pub(crate) fn fingerprint(inputs: &[PathBuf]) -> Result<String, Trouble> {
    let mut hasher = DefaultHasher::new();
    for input in inputs {
        add(&mut hasher, input, DEPTH_MAX)
            .map_err(|error| Trouble::new(format!("cannot read {}: {error}", input.display())))?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn add(hasher: &mut DefaultHasher, path: &Path, depth: usize) -> std::io::Result<()> {
    path.file_name().hash(hasher);
    if path.is_dir() && depth > 0 {
        let entries: Result<Vec<_>, _> = fs::read_dir(path)?.collect();
        let mut inner: Vec<PathBuf> = entries?.iter().map(fs::DirEntry::path).collect();
        inner.sort();
        inner.len().hash(hasher);
        return inner.iter().try_for_each(|path| add(hasher, path, depth - 1));
    }
    if path.is_file() {
        fs::read(path)?.hash(hasher);
    }
    Ok(())
}

/// True if the step behind `stamp` last succeeded with these inputs.
pub(crate) fn holds(stamp: &Path, fingerprint: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|noted| noted == fingerprint)
}

/// Notes that the step succeeded with these inputs.
///
/// # Errors
/// The stamp cannot be written.
pub(crate) fn note(stamp: &Path, fingerprint: &str) -> Result<(), Trouble> {
    let written = stamp
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(stamp, fingerprint));
    written.map_err(|error| {
        Trouble::new(format!("cannot write {}: {error}", stamp.display()))
            .advise("is the disk full, or the folder not yours?")
    })
}
