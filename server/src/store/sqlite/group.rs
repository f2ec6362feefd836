//! Several writes in one transaction: one look of the disk for all of them, and each whole or not at all.
//!
//! Between [`SqliteStore::begin_part`] and [`SqliteStore::end_part`] the writes of this store are one part of
//! a transaction that stays open until [`SqliteStore::commit_group`]. What a part does wrong is taken back
//! alone; what the disk does wrong ends all of them, and [`SqliteStore::has_open_group`] tells.

use rusqlite::Connection;

use super::SqliteStore;
use crate::store::StoreError;

/// How a store's writes are committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grouping {
    /// Each by itself.
    Alone,
    /// With others; nothing of this part is written yet.
    Beginning,
    /// With others.
    Writing,
}

impl SqliteStore {
    /// The next writes are one part of a transaction.
    pub(super) fn begin_part(&mut self) {
        self.grouping = Grouping::Beginning;
    }

    /// The part is complete; or nothing of it is to stay.
    pub(super) fn end_part(&mut self, stays: bool) -> Result<(), StoreError> {
        let before = std::mem::replace(&mut self.grouping, Grouping::Alone);
        if before != Grouping::Writing || !self.has_open_group() {
            return Ok(());
        }
        let end = if stays { "release part" } else { "rollback to part; release part" };
        Ok(self.connection.execute_batch(end)?)
    }

    /// A transaction is open: something was written that is not committed.
    pub(super) fn has_open_group(&self) -> bool {
        !self.connection.is_autocommit()
    }

    /// Commits all parts. After an error nothing of them is certain.
    pub(super) fn commit_group(&mut self) -> Result<(), StoreError> {
        if !self.has_open_group() {
            return Ok(());
        }
        let done = self.connection.execute_batch("commit").map_err(StoreError::from);
        if done.is_err() {
            self.drop_group();
        }
        self.after_a_write(&done);
        done
    }

    /// Takes everything back that was not committed.
    pub(super) fn drop_group(&mut self) {
        self.grouping = Grouping::Alone;
        if self.has_open_group()
            && let Err(error) = self.connection.execute_batch("rollback")
        {
            tracing::error!(%error, "a transaction could not be taken back");
        }
    }

    /// One write of a part.
    pub(super) fn in_group<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if !self.has_open_group() {
            self.connection.execute_batch("begin immediate")?;
        }
        if self.grouping == Grouping::Beginning {
            self.connection.execute_batch("savepoint part")?;
            self.grouping = Grouping::Writing;
        }
        self.connection.execute_batch("savepoint one")?;
        let result = work(&self.connection);
        match &result {
            Ok(_) => self.connection.execute_batch("release one")?,
            // a failing disk has ended the whole transaction already
            Err(_) if !self.has_open_group() => {}
            // of a full disk nobody knows what it took
            Err(StoreError::Full) => self.drop_group(),
            Err(_) => self.connection.execute_batch("rollback to one; release one")?,
        }
        result
    }
}
