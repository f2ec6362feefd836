//! A disk in memory that fails on demand.

use paguyuban::id::DocId;
use paguyuban::replica::{Append, Record};

use super::{Contents, DiskError};

/// What a ledger and a view take, about.
const RECORD_BYTES: usize = 300;

/// How a disk feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// It takes everything.
    Well,
    /// It takes what fits into so many bytes more.
    Filling(usize),
    /// It has no room.
    Full,
    /// It fails.
    Failing,
}

/// A disk in memory. What it took stays, whoever is killed; what it refused is not there.
#[derive(Debug)]
pub struct MemoryDisk {
    /// What is on it.
    pub contents: Contents,
    /// Whether it takes more.
    pub health: Health,
}

impl Default for MemoryDisk {
    fn default() -> Self {
        Self { contents: Contents::default(), health: Health::Well }
    }
}

impl MemoryDisk {
    /// Writes all of it or nothing; see [`Contents::append`].
    ///
    /// # Errors
    /// As its health says.
    pub fn append(&mut self, append: &Append) -> Result<Vec<DocId>, DiskError> {
        match self.health {
            Health::Well => Ok(self.contents.append(append)),
            Health::Filling(room) => {
                let left = room.checked_sub(bytes_of(append)).ok_or(DiskError::Full)?;
                self.health = Health::Filling(left);
                Ok(self.contents.append(append))
            }
            Health::Full => Err(DiskError::Full),
            Health::Failing => Err(DiskError::Failed(std::io::Error::other("planted"))),
        }
    }
}

fn bytes_of(append: &Append) -> usize {
    let of = |record: &Record| {
        let chunk = record.chunk.as_ref().map_or(0, |(_, bytes)| bytes.len());
        RECORD_BYTES + chunk + record.snapshot.as_ref().map_or(0, Vec::len)
    };
    append.docs.iter().map(of).sum()
}
