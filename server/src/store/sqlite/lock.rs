//! One relay per folder: a second one, or a restore under a running one, would destroy what the
//! first believes.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use super::{failed_io, make_folder};
use crate::store::StoreError;

/// Held as long as a program owns a data folder; the system frees it when the program ends,
/// however it ends.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the folder.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if another program has it.
    pub fn take(folder: &Path) -> Result<Self, StoreError> {
        make_folder(folder)?;
        let mut open = OpenOptions::new();
        let open = open.create(true).truncate(false).write(true);
        let file = open.open(folder.join("relay.lock")).map_err(failed_io)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy),
            Err(TryLockError::Error(error)) => Err(failed_io(error)),
        }
    }
}
