//! The folder that holds the database: for nobody but its owner.

use std::path::Path;

use super::{DATABASE, ballast, failed_io};
use crate::store::StoreError;

/// Makes a folder that only its owner can look into: it will hold personal data.
pub(in crate::store) fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let mut make = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    make.recursive(true).create(folder).map_err(failed_io)
}

/// Files that an earlier relay made are for their owner alone as well.
pub(super) fn keep_private(folder: &Path) {
    #[cfg(unix)]
    for name in [DATABASE, "paguyuban.db-wal", "paguyuban.db-shm", ballast::NAME] {
        let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        // one that is not there is made so
        let _not_there = std::fs::set_permissions(folder.join(name), private);
    }
}
