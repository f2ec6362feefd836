//! Files that documents name: what has come of them, and where they lie.

use paguyuban::access::may_read;
use paguyuban::id::{DeviceId, DocId, ForumId};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::row::{each, parsed, sized, sound};
use super::{SqliteStore, erase, people};
use crate::store::keep::Object;
use crate::store::{
    DEVICE_COMING_MAX, DOCUMENT_FILES_MAX, DocState, FORUM_BYTES_MAX, FileHash, FileName,
    FoundFile as Found, Named, Piece, Place, StoreError, StoredFile, Taken,
};

mod objects;
mod row;

pub(super) use objects::{Wrong, check, copy};
pub(super) use row::pieces;
use row::{add, drop_one, drop_pieces, file_in, have, name_in, one, put};

/// Files in one step of what is done to many.
const STEP_FILES: usize = 64;

impl SqliteStore {
    /// A file, as this device finds it now.
    ///
    /// # Errors
    /// If it cannot be read, or the device was shut out.
    pub fn file(
        &mut self,
        forum: ForumId,
        device: DeviceId,
        name: &FileName,
    ) -> Result<Found, StoreError> {
        let connection = &self.connection;
        let Some(state) = seen(connection, forum, device, &name.doc)? else {
            return Ok(Found::Unseen);
        };
        Ok(match one(connection, forum, name) {
            // it is begun anew, and then made right
            Ok(None) | Err(StoreError::Damaged { .. }) => Found::Nothing(state),
            Ok(Some(StoredFile { named, place: Some(place), .. })) => Found::Whole(named, place),
            Ok(Some(file)) => Found::Coming(file.named, have(connection, forum, name)?),
            Err(error) => return Err(error),
        })
    }

    /// Takes a piece, if it is the next one.
    ///
    /// # Errors
    /// If it cannot be written, or the device was shut out.
    pub fn take_piece(&mut self, forum: ForumId, piece: &Piece<'_>) -> Result<Taken, StoreError> {
        self.write(|transaction| take(transaction, forum, piece))
    }

    /// All that has come of a file; nothing if something of it is damaged.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn file_bytes(
        &mut self,
        forum: ForumId,
        name: &FileName,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        match pieces(&self.connection, forum, name) {
            Err(StoreError::Damaged { table, row }) => {
                tracing::error!(table, row, "a file is asked for again");
                Ok(None)
            }
            read => read.map(Some),
        }
    }

    /// A file is whole and lies there; its pieces go. Whether that is so: it may have been erased meanwhile, or
    /// another has come before.
    ///
    /// # Errors
    /// If it cannot be written, or the device was shut out.
    pub fn keep_file(
        &mut self,
        forum: ForumId,
        device: DeviceId,
        name: &FileName,
        place: Place,
    ) -> Result<bool, StoreError> {
        self.write(|transaction| {
            let seen = seen(transaction, forum, device, &name.doc)?.is_some();
            match one(transaction, forum, name)? {
                Some(file) if seen && file.place.is_none() => {
                    put(transaction, forum, &StoredFile { place: Some(place), ..file })?;
                    drop_pieces(transaction, forum, name)?;
                    Ok(true)
                }
                _ => Ok(false),
            }
        })
    }

    /// Forgets a file that is not what was written, or whose bytes are not what they were said to be: it has to
    /// come again. Only if it still lies there, or nowhere.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn drop_file(
        &mut self,
        forum: ForumId,
        name: &FileName,
        object: Option<Object>,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let lies = match one(transaction, forum, name) {
                Err(StoreError::Damaged { .. }) => object,
                file => file?.and_then(|file| file.place).map(|place| place.object),
            };
            if lies == object { drop_one(transaction, forum, name) } else { Ok(()) }
        })
    }

    /// Drops some of what was begun before this and not ended; how much.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn drop_old_pieces(&mut self, before_ms: u64) -> Result<usize, StoreError> {
        self.write(|transaction| {
            let mut read = transaction.prepare_cached(include_str!("../file_old.sql"))?;
            let of = named_params! { ":before_ms": before_ms, ":rows_max": STEP_FILES };
            let old = each(read.query(of)?, |row| {
                Ok((parsed::<ForumId>("file", &row.get::<_, String>(0)?)?, name_in(row, 1)?))
            })?;
            let old = sound(old)?;
            old.iter().try_for_each(|(forum, name)| drop_one(transaction, *forum, name))?;
            Ok(old.len())
        })
    }

    /// Some of the objects that belong to nothing any more.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn gone_objects(&mut self) -> Result<Vec<Object>, StoreError> {
        let mut read = self.connection.prepare_cached(include_str!("../file_gone.sql"))?;
        let rows = read.query(named_params! { ":rows_max": STEP_FILES })?;
        let object = |row: &Row<'_>| Ok(Object(sized("file_gone", &row.get::<_, Vec<u8>>(0)?)?));
        sound(each(rows, object)?)
    }

    /// Those were removed.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn forget_objects(&mut self, objects: &[Object]) -> Result<(), StoreError> {
        self.decide(|transaction| {
            let mut forget = transaction.prepare_cached(include_str!("../file_gone_drop.sql"))?;
            objects.iter().try_for_each(|object| {
                forget.execute(named_params! { ":object": object.0 })?;
                Ok(())
            })
        })
    }

    /// Whether an object belongs to a file.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn has_object(&mut self, object: Object) -> Result<bool, StoreError> {
        let mut read = self.connection.prepare_cached(include_str!("../file_has_object.sql"))?;
        Ok(read.exists(named_params! { ":object": object.0 })?)
    }

    /// How many whole files there are, and their bytes.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn file_figures(&mut self) -> Result<(u64, u64), StoreError> {
        let mut read = self.connection.prepare_cached(include_str!("../file_figures.sql"))?;
        Ok(read.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// The files of a document, also what cannot be read.
    ///
    /// # Errors
    /// If it cannot be read at all.
    pub fn files_of(
        &mut self,
        forum: ForumId,
        doc: &DocId,
    ) -> Result<Vec<Result<StoredFile, StoreError>>, StoreError> {
        let mut read = self.connection.prepare_cached(include_str!("../file_of.sql"))?;
        let of = named_params! { ":forum": forum.to_string(), ":doc": doc.as_str() };
        each(read.query(of)?, |row| file_in(row, forum))
    }

    /// A document as it stands; none if there is none.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn doc_state(
        &mut self,
        forum: ForumId,
        doc: &DocId,
    ) -> Result<Option<DocState>, StoreError> {
        state(&self.connection, forum, doc)
    }
}

/// Every file of a forum, also what cannot be read.
pub(super) fn all(
    connection: &Connection,
    forum: ForumId,
) -> Result<Vec<Result<StoredFile, StoreError>>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../file_all.sql"))?;
    each(read.query(named_params! { ":forum": forum.to_string() })?, |row| file_in(row, forum))
}

/// Whether anything is kept of a document's files.
pub(super) fn held(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
) -> Result<bool, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../file_held.sql"))?;
    Ok(read.exists(named_params! { ":forum": forum.to_string(), ":doc": doc.as_str() })?)
}

/// A document's files go, but for these.
pub(super) fn erase(
    transaction: &Connection,
    forum: ForumId,
    doc: &DocId,
    but: &[FileHash],
) -> Result<(), StoreError> {
    let mut read = transaction.prepare_cached(include_str!("../file_of.sql"))?;
    let of = named_params! { ":forum": forum.to_string(), ":doc": doc.as_str() };
    let names = sound(each(read.query(of)?, |row| name_in(row, 0))?)?;
    let mut gone = names.iter().filter(|name| !but.contains(&name.hash));
    gone.try_for_each(|name| drop_one(transaction, forum, name))
}

/// Brings a file of another database whose document was not erased here.
pub(super) fn carry(
    transaction: &Connection,
    forum: ForumId,
    file: &StoredFile,
) -> Result<(), StoreError> {
    let erased = erase::number_of(transaction, forum, &file.name.doc)?.is_some();
    let here = one(transaction, forum, &file.name).ok().flatten();
    if erased || file.place.is_none() || here.is_some_and(|here| here.place.is_some()) {
        return Ok(());
    }
    drop_one(transaction, forum, &file.name)?;
    put(transaction, forum, file)
}

/// The document, if it is there and this device's person may read it now.
fn seen(
    connection: &Connection,
    forum: ForumId,
    device: DeviceId,
    doc: &DocId,
) -> Result<Option<DocState>, StoreError> {
    let Some(device) = people::device_if_whole(connection, forum, device)? else {
        return Err(StoreError::Barred(device));
    };
    if device.revoked_ms.is_some() {
        return Err(StoreError::Barred(device.id));
    }
    let erased = erase::number_of(connection, forum, doc)?.is_some();
    if erased || !may_read(device.role, device.member, doc) {
        return Ok(None);
    }
    state(connection, forum, doc)
}

fn state(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
) -> Result<Option<DocState>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../document_state.sql"))?;
    let of = named_params! { ":forum": forum.to_string(), ":doc": doc.as_str() };
    let state = |row: &Row<'_>| Ok(DocState { seq: row.get(0)?, generation: row.get(1)? });
    Ok(read.query_row(of, state).optional()?)
}

fn take(transaction: &Connection, forum: ForumId, piece: &Piece<'_>) -> Result<Taken, StoreError> {
    let Some(state) = seen(transaction, forum, piece.device, &piece.name.doc)? else {
        return Ok(Taken::Unseen);
    };
    let file = match one(transaction, forum, piece.name) {
        Err(StoreError::Damaged { .. }) => {
            drop_one(transaction, forum, piece.name)?;
            None
        }
        file => file?,
    };
    let (file, have) = match (file, piece.named) {
        (Some(StoredFile { place: Some(place), .. }), _) => return Ok(Taken::Whole(place)),
        (Some(file), _) => (file, have(transaction, forum, piece.name)?),
        (None, None) => return Ok(Taken::Unasked),
        // it was founded anew since, and may name nothing of this any more
        (None, Some((_, then))) if then.generation != state.generation => return Ok(Taken::Unseen),
        (None, Some((named, _))) => {
            if !has_room(transaction, forum, &piece.name.doc, named)? {
                return Ok(Taken::NoRoom);
            }
            make_room(transaction, forum, piece.device)?;
            let (name, device) = (piece.name.clone(), piece.device);
            (StoredFile { name, named, device, at_ms: piece.at_ms, place: None }, 0)
        }
    };
    let named = file.named;
    if piece.at != have || piece.bytes.is_empty() {
        return Ok(Taken::Coming(named, have));
    }
    let have = have + piece.bytes.len() as u64;
    if have > named.bytes {
        return Ok(Taken::TooMuch);
    }
    put(transaction, forum, &StoredFile { at_ms: piece.at_ms, ..file })?;
    add(transaction, forum, piece)?;
    Ok(Taken::Coming(named, have))
}

/// Files count with all their bytes from their first piece on.
fn has_room(
    connection: &Connection,
    forum: ForumId,
    doc: &DocId,
    named: Named,
) -> Result<bool, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../file_room.sql"))?;
    let of = named_params! { ":forum": forum.to_string(), ":doc": doc.as_str() };
    let (files, bytes): (u64, u64) = read.query_row(of, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(files < DOCUMENT_FILES_MAX && bytes + named.bytes <= FORUM_BYTES_MAX)
}

/// Of what a device has begun and not ended the oldest goes.
fn make_room(transaction: &Connection, forum: ForumId, device: DeviceId) -> Result<(), StoreError> {
    let mut read = transaction.prepare_cached(include_str!("../file_coming_of.sql"))?;
    let of = named_params! { ":forum": forum.to_string(), ":device": device.0 };
    let coming = sound(each(read.query(of)?, |row| name_in(row, 0))?)?;
    let too_many = (coming.len() + 1).saturating_sub(DEVICE_COMING_MAX);
    coming.iter().take(too_many).try_for_each(|name| drop_one(transaction, forum, name))
}
