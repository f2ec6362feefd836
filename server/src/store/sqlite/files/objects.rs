//! The objects of files: whether they are what was written, copies of them, and those that belong to nothing.

use std::path::Path;

use paguyuban::id::ForumId;
use sha2::{Digest, Sha256};

use crate::store::keep::{FolderKeep, Keep};
use crate::store::sqlite::check::Report;
use crate::store::sqlite::row::sound;
use crate::store::sqlite::{SqliteStore, people};
use crate::store::{Place, StoreError, StoredFile, unseal};

/// Objects are looked at so long after they were written: one that is being taken in has no row yet.
const ORPHAN_MS_MIN: u64 = 24 * 60 * 60 * 1000;

/// What a damaged or missing file is to whoever looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store::sqlite) enum Wrong {
    /// Something has to be done.
    Fault,
    /// A copy is kept with it all the same: everything else in it is sound.
    Note,
}

/// Opens every whole file: its object is the one that was put, and its bytes have the hash that documents
/// name. One that is not there is asked for again, so it is only said.
pub(in crate::store::sqlite) fn check(
    store: &mut SqliteStore,
    keep: &dyn Keep,
    wrong: Wrong,
    report: &mut Report,
) -> Result<(), StoreError> {
    let mut missing = 0;
    each_whole(store, |forum, file, place| {
        let Some(sealed) = keep.get(place.object)? else {
            missing += 1;
            return Ok(());
        };
        report.files += 1;
        if !is_whole(forum, file, place, &sealed) {
            let said = format!("{forum} {}: file {} is damaged", file.name.doc, file.name.hash);
            match wrong {
                Wrong::Fault => report.fault(said),
                Wrong::Note => report.notes.push(said),
            }
        }
        Ok(())
    })?;
    if missing > 0 {
        report
            .notes
            .push(format!("{missing} files are not here; phones that have them give them back"));
    }
    Ok(())
}

fn is_whole(forum: ForumId, file: &StoredFile, place: &Place, sealed: &[u8]) -> bool {
    unseal(forum, &file.name, place, sealed).is_some_and(|bytes| {
        bytes.len() as u64 == file.named.bytes && Sha256::digest(&bytes)[..] == file.name.hash.0
    })
}

/// Copies the objects of a database from the folder of another to its own.
pub(in crate::store::sqlite) fn copy(
    store: &mut SqliteStore,
    from: &Path,
    to: &Path,
) -> Result<(), StoreError> {
    let (from, to) = (FolderKeep::of(from), FolderKeep::of(to));
    // what was erased meanwhile is there no more
    each_whole(store, |_, _, place| to.take_from(&from, place.object).map(drop))
}

fn each_whole(
    store: &mut SqliteStore,
    mut work: impl FnMut(ForumId, &StoredFile, &Place) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    for forum in people::forums(&store.connection)? {
        for file in sound(super::all(&store.connection, forum.id)?)? {
            if let Some(place) = &file.place {
                work(forum.id, &file, place)?;
            }
        }
    }
    Ok(())
}

impl SqliteStore {
    /// Removes objects that no file belongs to any more; how many.
    ///
    /// # Errors
    /// If the database or the place fails; what is left is removed the next time.
    pub fn remove_gone(&mut self, keep: &dyn Keep) -> Result<usize, StoreError> {
        let mut removed = 0;
        loop {
            let gone = self.gone_objects()?;
            if gone.is_empty() {
                return Ok(removed);
            }
            gone.iter().try_for_each(|object| keep.remove(*object))?;
            self.forget_objects(&gone)?;
            removed += gone.len();
        }
    }

    /// Removes old objects that never got a row, because the relay ended between the two; how many.
    ///
    /// # Errors
    /// If the database or the place fails.
    pub fn remove_orphans(&mut self, keep: &dyn Keep, now_ms: u64) -> Result<usize, StoreError> {
        let before_ms = now_ms.saturating_sub(ORPHAN_MS_MIN);
        let mut removed = 0;
        for first in 0..=u8::MAX {
            for (object, put_ms) in keep.list(first)? {
                if put_ms < before_ms && !self.has_object(object)? {
                    keep.remove(object)?;
                    removed += 1;
                }
            }
        }
        Ok(removed)
    }
}
