//! What is kept of a certificate authority: the account, and the certificate with its key in one file, so that
//! they are always a pair. For their owner alone.

use std::fs::{DirBuilder, File, OpenOptions, rename};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::TlsError;

/// The folder in the data folder.
const FOLDER: &str = "tls";

/// The file with the account at the authority.
pub(super) fn account(data: &Path) -> PathBuf {
    data.join(FOLDER).join("account.json")
}

/// The file with key and certificate of a name.
pub(super) fn pair(data: &Path, domain: &str) -> PathBuf {
    data.join(FOLDER).join(format!("{domain}.pem"))
}

/// Writes a file whole or not at all, for its owner alone.
pub(super) fn write(file: &Path, bytes: &[u8]) -> Result<(), TlsError> {
    put(file, bytes).map_err(|error| TlsError::File(file.to_owned(), error))
}

fn put(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut make = DirBuilder::new();
    let mut open = OpenOptions::new();
    #[cfg(unix)]
    {
        std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
        std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    }
    make.recursive(true).create(folder)?;
    let partial = file.with_extension("partial");
    let _left_by_a_crash = std::fs::remove_file(&partial);
    let mut writing = open.create_new(true).write(true).open(&partial)?;
    writing.write_all(bytes)?;
    writing.sync_all()?;
    rename(&partial, file)?;
    File::open(folder)?.sync_all()
}
