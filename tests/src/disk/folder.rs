//! A disk in a folder: one journal, written and synced before an append returns.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use paguyuban::frame::ReceiptGroup;
use paguyuban::replica::Append;

use super::journal::Entry;
use super::{Contents, DiskError, Identity};

const JOURNAL: &str = "journal";
const LOCK: &str = "lock";
/// Starting a process takes a few milliseconds, more on a busy machine.
const LOCK_PATIENCE: Duration = Duration::from_millis(500);
/// A journal shorter than this is never written anew.
const COMPACT_FROM_BYTES: u64 = 8 * 1024 * 1024;

/// A phone's disk in a folder. One process at a time.
#[derive(Debug)]
pub struct FolderDisk {
    folder: PathBuf,
    journal: File,
    length: u64,
    /// The journal's length when it was last written anew.
    compacted: u64,
    contents: Contents,
    /// Held as long as this value lives.
    _lock: File,
}

impl FolderDisk {
    /// Opens the disk of a phone, or makes an empty one. What a killed process left half written
    /// was never acknowledged and is cut off.
    ///
    /// # Errors
    /// [`DiskError::InUse`] if another process has it, or what the system says.
    pub fn open(folder: &Path) -> Result<Self, DiskError> {
        fs::create_dir_all(folder).map_err(DiskError::from)?;
        let lock = locked(folder)?;
        let path = folder.join(JOURNAL);
        let mut journal = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        let mut bytes = Vec::new();
        journal.read_to_end(&mut bytes)?;
        let (contents, length) = replayed(&bytes);
        if length < bytes.len() as u64 {
            journal.set_len(length)?;
        }
        journal.sync_all()?;
        File::open(folder)?.sync_all()?;
        let folder = folder.to_owned();
        Ok(Self { folder, journal, length, compacted: 0, contents, _lock: lock })
    }

    /// What is on it.
    #[must_use]
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Writes all of it or nothing. After `Ok` it survives a loss of power.
    ///
    /// # Errors
    /// [`DiskError::Full`], or what the system says.
    pub fn append(&mut self, append: &Append) -> Result<(), DiskError> {
        self.write(&Entry::of(append))?;
        self.contents.append(append);
        if append.docs.iter().any(|record| record.forget) {
            // nothing of it stays, not even its past
            return self.compact();
        }
        self.compact_if_long()
    }

    /// Notes who the phone is.
    ///
    /// # Errors
    /// As [`FolderDisk::append`].
    pub fn set_identity(&mut self, identity: Identity) -> Result<(), DiskError> {
        self.write(&Entry::identity(&identity))?;
        self.contents.identity = Some(identity);
        Ok(())
    }

    /// Notes how far the other devices are.
    ///
    /// # Errors
    /// As [`FolderDisk::append`].
    pub fn set_receipts(&mut self, receipts: Vec<ReceiptGroup>) -> Result<(), DiskError> {
        self.write(&Entry::receipts(&receipts))?;
        self.contents.receipts = receipts;
        Ok(())
    }

    fn write(&mut self, entry: &Entry) -> Result<(), DiskError> {
        let bytes = entry.to_bytes();
        let written = self.journal.write_all(&bytes).and_then(|()| self.journal.sync_data());
        if let Err(error) = written {
            // half an entry in the middle would hide all that comes after it
            self.journal.set_len(self.length)?;
            return Err(error.into());
        }
        self.length += bytes.len() as u64;
        Ok(())
    }

    fn compact_if_long(&mut self) -> Result<(), DiskError> {
        if self.length < COMPACT_FROM_BYTES.max(2 * self.compacted) {
            return Ok(());
        }
        self.compact()
    }

    fn compact(&mut self) -> Result<(), DiskError> {
        let bytes = Entry::whole(&self.contents).to_bytes();
        let (partial, path) = (self.folder.join("journal.partial"), self.folder.join(JOURNAL));
        let mut fresh = File::create(&partial)?;
        fresh.write_all(&bytes)?;
        fresh.sync_all()?;
        fs::rename(&partial, &path)?;
        File::open(&self.folder)?.sync_all()?;
        self.journal = OpenOptions::new().append(true).open(path)?;
        self.length = bytes.len() as u64;
        self.compacted = self.length;
        Ok(())
    }
}

/// The lock of a folder. A process that is being started holds copies of all open files for a
/// moment, so a lock that was let go just now may look held.
fn locked(folder: &Path) -> Result<File, DiskError> {
    let lock = File::create(folder.join(LOCK))?;
    let end = Instant::now() + LOCK_PATIENCE;
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(TryLockError::WouldBlock) if Instant::now() < end => std::thread::yield_now(),
            Err(TryLockError::WouldBlock) => return Err(DiskError::InUse),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
}

/// What the whole entries at the beginning hold, and how many bytes they take.
fn replayed(bytes: &[u8]) -> (Contents, u64) {
    let (mut contents, mut at) = (Contents::default(), 0);
    while let Some((entry, length)) = Entry::first(&bytes[at..]) {
        if entry.apply(&mut contents).is_none() {
            break;
        }
        at += length;
    }
    (contents, at as u64)
}

impl From<io::Error> for DiskError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Failed(error),
        }
    }
}
