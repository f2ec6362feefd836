//! Where sealed bytes lie: a folder beside the database, or another place that does the same.

use std::fmt;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::StoreError;
use super::sqlite::{disk_left_bytes, failed_io, make_folder};

/// What the disk must have left after an object was written: the database needs it more.
const LEFT_BYTES_MIN: u64 = 16 * 1024 * 1024;
/// The folder beside the database.
const FOLDER: &str = "files";
/// In it, what is being written.
const PARTIAL: &str = "partial";

/// The name of sealed bytes. It is random and says nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Object(pub [u8; 16]);

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Object {
    fn named(text: &str) -> Option<Self> {
        let number = u128::from_str_radix(text, 16).ok()?;
        let object = Self(number.to_be_bytes());
        (object.to_string() == text).then_some(object)
    }
}

/// A place for sealed bytes. What is put there under a name is never another.
pub trait Keep: fmt::Debug + Send + Sync {
    /// Keeps bytes: afterwards they survive a loss of power, and after an error nothing of them is there.
    ///
    /// # Errors
    /// There is no room, or the place fails.
    fn put(&self, object: Object, bytes: &[u8]) -> Result<(), StoreError>;
    /// The bytes; none if there are none of this name.
    ///
    /// # Errors
    /// The place fails.
    fn get(&self, object: Object) -> Result<Option<Vec<u8>>, StoreError>;
    /// Whether there are any of this name.
    ///
    /// # Errors
    /// The place fails.
    fn has(&self, object: Object) -> Result<bool, StoreError>;
    /// Removes them, if they are there.
    ///
    /// # Errors
    /// The place fails.
    fn remove(&self, object: Object) -> Result<(), StoreError>;
    /// The names that begin with this byte, each with the time at which it was put, in milliseconds since
    /// 1970.
    ///
    /// # Errors
    /// The place fails.
    fn list(&self, first: u8) -> Result<Vec<(Object, u64)>, StoreError>;
}

/// A folder `files` in the relay's own, for its owner alone.
#[derive(Debug)]
pub struct FolderKeep {
    folder: PathBuf,
}

impl FolderKeep {
    /// That of a data folder; it is made when something is put there.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self { folder: data.join(FOLDER) }
    }

    /// At the start of a relay: what the last one did not finish writing.
    pub fn forget_partial(&self) {
        // there may be none
        let _none = fs::remove_dir_all(self.folder.join(PARTIAL));
    }

    /// Takes an object from another such folder, by a link where both are on one disk: it is never changed.
    /// Whether it was there.
    ///
    /// # Errors
    /// It cannot be read or written.
    pub fn take_from(&self, other: &Self, object: Object) -> Result<bool, StoreError> {
        let (from, to) = (other.path(object), self.path(object));
        if to.exists() {
            return Ok(true);
        }
        if !from.exists() {
            return Ok(false);
        }
        make_folder(self.shelf(object).as_path())?;
        if fs::hard_link(&from, &to).is_ok() {
            sync(&self.shelf(object))?;
            return Ok(true);
        }
        let bytes = fs::read(&from).map_err(failed_io)?;
        self.put(object, &bytes).map(|()| true)
    }

    fn shelf(&self, object: Object) -> PathBuf {
        self.folder.join(format!("{:02x}", object.0[0]))
    }

    fn path(&self, object: Object) -> PathBuf {
        self.shelf(object).join(object.to_string())
    }

    /// Makes the folders of an object, for good.
    fn make_shelf(&self, object: Object) -> Result<(), StoreError> {
        let (shelf, partial) = (self.shelf(object), self.folder.join(PARTIAL));
        if shelf.is_dir() && partial.is_dir() {
            return Ok(());
        }
        make_folder(&shelf)?;
        make_folder(&partial)?;
        sync(&self.folder)?;
        sync(self.folder.parent().unwrap_or(Path::new(".")))
    }
}

impl Keep for FolderKeep {
    fn put(&self, object: Object, bytes: &[u8]) -> Result<(), StoreError> {
        self.make_shelf(object)?;
        let left = disk_left_bytes(&self.folder).map_err(failed_io)?;
        if left < LEFT_BYTES_MIN + bytes.len() as u64 {
            return Err(StoreError::Full);
        }
        let partial = self.folder.join(PARTIAL).join(object.to_string());
        let written = write(&partial, bytes).and_then(|()| fs::rename(&partial, self.path(object)));
        if let Err(error) = written {
            let _not_there = fs::remove_file(&partial);
            return Err(failed_io(error));
        }
        sync(&self.shelf(object))
    }

    fn get(&self, object: Object) -> Result<Option<Vec<u8>>, StoreError> {
        match fs::read(self.path(object)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            read => read.map(Some).map_err(failed_io),
        }
    }

    fn has(&self, object: Object) -> Result<bool, StoreError> {
        fs::exists(self.path(object)).map_err(failed_io)
    }

    fn remove(&self, object: Object) -> Result<(), StoreError> {
        match fs::remove_file(self.path(object)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(failed_io(error)),
            _ => Ok(()),
        }
    }

    fn list(&self, first: u8) -> Result<Vec<(Object, u64)>, StoreError> {
        let entries = match fs::read_dir(self.folder.join(format!("{first:02x}"))) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(failed_io)?,
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry.map_err(failed_io)?;
            let Some(object) = entry.file_name().to_str().and_then(Object::named) else { continue };
            let Ok(written) = entry.metadata().and_then(|it| it.modified()) else { continue };
            let since = written.duration_since(UNIX_EPOCH).unwrap_or_default();
            found.push((object, u64::try_from(since.as_millis()).unwrap_or(u64::MAX)));
        }
        Ok(found)
    }
}

/// A file for the owner alone, on the disk.
fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut make = fs::OpenOptions::new();
    make.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut make, 0o600);
    let mut file = make.open(file)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sync(folder: &Path) -> Result<(), StoreError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed_io)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_for_its_owner_alone_is_listed_and_goes() {
        let data = tempfile::TempDir::new().unwrap();
        let keep = FolderKeep::of(data.path());
        let object = Object([7; 16]);
        assert_eq!(keep.get(object).unwrap(), None);
        keep.put(object, b"sealed").unwrap();
        assert_eq!(keep.get(object).unwrap().unwrap(), b"sealed");
        let listed: Vec<Object> = keep.list(7).unwrap().iter().map(|(it, _)| *it).collect();
        assert_eq!((listed, keep.list(8).unwrap().len()), (vec![object], 0));
        #[cfg(unix)]
        for (path, mode) in [(keep.path(object), 0o600), (keep.shelf(object), 0o700)] {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, mode);
        }
        keep.remove(object).unwrap();
        keep.remove(object).unwrap();
        assert!(!keep.has(object).unwrap());
    }

    #[test]
    fn what_was_not_written_to_its_end_is_no_object_and_goes_at_the_next_start() {
        let data = tempfile::TempDir::new().unwrap();
        let keep = FolderKeep::of(data.path());
        keep.put(Object([1; 16]), b"whole").unwrap();
        let partial = keep.folder.join(PARTIAL).join(Object([2; 16]).to_string());
        fs::write(&partial, b"ha").unwrap();
        assert!(!keep.has(Object([2; 16])).unwrap());
        keep.forget_partial();
        assert!(!partial.exists());
        assert!(keep.has(Object([1; 16])).unwrap());
        keep.put(Object([2; 16]), b"half no more").unwrap();
    }
}
