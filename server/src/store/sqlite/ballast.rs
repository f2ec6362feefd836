//! A file that is there to be removed. A full disk stops SQLite's checkpoint too; removing the
//! ballast gives it the room to bring what is acknowledged into the database.
//!
//! While the ballast is gone nothing new is written, or the freed room would fill up the same way: nothing
//! but what must be possible then too, such as to shut out who has filled the disk. It is laid again, and
//! writing goes on, when there is twice its room.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::store::StoreError;

/// Three times the write-ahead log at its usual longest: some hundred decisions about people, or erasing the
/// largest change that can be.
const BALLAST_BYTES: u64 = 6 * 1024 * 1024;
pub(super) const NAME: &str = "ballast";

/// Bytes that an ordinary user can still write on the disk that holds this folder.
///
/// # Errors
/// If the system does not say.
pub fn disk_left_bytes(folder: &Path) -> std::io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Lays the ballast if there is room for it; whether it lies.
pub(super) fn lay(folder: &Path) -> bool {
    let file = folder.join(NAME);
    if fs::metadata(&file).is_ok_and(|file| file.len() == BALLAST_BYTES) {
        return true;
    }
    if disk_left_bytes(folder).is_ok_and(|left| left < 2 * BALLAST_BYTES) {
        return false;
    }
    let laid = write(&file);
    if laid.is_err() {
        let _gone = fs::remove_file(&file);
    }
    laid.is_ok()
}

fn write(file: &Path) -> std::io::Result<()> {
    let mut file = File::create(file)?;
    let block = [0_u8; 64 * 1024];
    for _ in 0..BALLAST_BYTES / block.len() as u64 {
        file.write_all(&block)?;
    }
    file.sync_all()
}

/// Frees its room.
pub(super) fn drop(folder: &Path) {
    if fs::remove_file(folder.join(NAME)).is_ok() {
        tracing::warn!("the disk is full: the ballast was dropped, nothing new is taken");
    }
}

/// Before a write: the ballast lies, or can be laid again.
pub(super) fn must_lie(folder: &Path) -> Result<(), StoreError> {
    if fs::exists(folder.join(NAME)).unwrap_or(false) || lay(folder) {
        return Ok(());
    }
    Err(StoreError::Full)
}
