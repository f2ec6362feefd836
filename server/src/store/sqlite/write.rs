//! Writing: each write whole or not at all, and what is done where there is no room.

use rusqlite::Connection;

use super::group::Grouping;
use super::{SqliteStore, ballast};
use crate::store::StoreError;

impl SqliteStore {
    /// After a write failed for want of room: frees the ballast and empties the write-ahead log,
    /// so that readers go on and the disk has room for what is already acknowledged.
    fn make_room(&self) {
        if let Some(folder) = &self.folder {
            ballast::drop(folder);
            if let Err(error) = self.empty_wal() {
                tracing::warn!(%error, "the write-ahead log could not be emptied");
            }
        }
    }

    /// Brings everything into the database file and leaves nothing in the write-ahead log.
    pub(super) fn empty_wal(&self) -> Result<(), StoreError> {
        let checkpoint = "pragma wal_checkpoint(truncate)";
        let busy: bool = self.connection.query_row(checkpoint, [], |row| row.get(0))?;
        if busy { Err(StoreError::Busy) } else { Ok(()) }
    }

    /// Runs a write; makes room if there was none.
    pub(super) fn write<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if let Some(folder) = &self.folder {
            ballast::must_lie(folder)?;
        }
        self.write_in_what_is_left(work)
    }

    /// Runs a write that must not wait for room: somebody is shut out or let in, something is erased.
    /// It may use what the ballast has left, which is kept from all other writes; and if there was none,
    /// it makes room and tries again. With others in one transaction that is for the caller to do:
    /// [`SharedStore::decide`].
    pub(super) fn decide<T>(
        &mut self,
        work: impl Fn(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let done = self.write_in_what_is_left(&work);
        if matches!(done, Err(StoreError::Full)) && self.grouping == Grouping::Alone {
            return self.write_in_what_is_left(&work);
        }
        done
    }

    fn write_in_what_is_left<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let done = match self.grouping {
            Grouping::Alone => self.in_transaction(work),
            _ => self.in_group(work),
        };
        if !self.has_open_group() {
            self.after_a_write(&done);
        }
        done
    }

    /// What a write leaves to be done.
    pub(super) fn after_a_write<T>(&mut self, done: &Result<T, StoreError>) {
        match done {
            Ok(_) if self.owes_emptying => self.empty_wal_if_nobody_reads(),
            Err(StoreError::Full) => self.make_room(),
            _ => {}
        }
    }

    pub(super) fn in_transaction<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let behaviour = rusqlite::TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(behaviour)?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }
}
