//! Rows of files and of their pieces.

use paguyuban::id::{DeviceId, ForumId};
use rusqlite::{Connection, Row, named_params};

use crate::store::keep::Object;
use crate::store::sqlite::row::{damaged, parsed, sized};
use crate::store::sum::Sum;
use crate::store::{FileHash, FileName, Mime, Named, Piece, Place, StoreError, StoredFile};

pub(super) fn one(
    connection: &Connection,
    forum: ForumId,
    name: &FileName,
) -> Result<Option<StoredFile>, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../../file_one.sql"))?;
    let mut rows = read.query(named_params! {
        ":forum": forum.to_string(), ":doc": name.doc.as_str(), ":hash": name.hash.0,
    })?;
    rows.next()?.map(|row| file_in(row, forum)).transpose()
}

pub(super) fn put(
    transaction: &Connection,
    forum: ForumId,
    file: &StoredFile,
) -> Result<(), StoreError> {
    transaction.prepare_cached(include_str!("../../file_put.sql"))?.execute(named_params! {
        ":forum": forum.to_string(), ":doc": file.name.doc.as_str(), ":hash": file.name.hash.0,
        ":bytes": file.named.bytes, ":mime": file.named.mime.as_str(), ":device": file.device.0,
        ":at_ms": file.at_ms, ":object": file.place.map(|place| place.object.0),
        ":key": file.place.map(|place| place.key), ":sum": sum_of(forum, file),
    })?;
    Ok(())
}

/// With what has come of it; its object is noted as gone.
pub(super) fn drop_one(
    transaction: &Connection,
    forum: ForumId,
    name: &FileName,
) -> Result<(), StoreError> {
    drop_pieces(transaction, forum, name)?;
    transaction.prepare_cached(include_str!("../../file_drop.sql"))?.execute(named_params! {
        ":forum": forum.to_string(), ":doc": name.doc.as_str(), ":hash": name.hash.0,
    })?;
    Ok(())
}

fn sum_of(forum: ForumId, file: &StoredFile) -> i64 {
    let place = Sum::of("file").text(&forum.to_string()).text(file.name.doc.as_str());
    let named = place.bytes(&file.name.hash.0).number(file.named.bytes);
    let named = named.text(file.named.mime.as_str()).bytes(&file.device.0).number(file.at_ms);
    let object = file.place.as_ref().map(|place| place.object.0.as_slice());
    let key = file.place.as_ref().map(|place| place.key.as_slice());
    named.bytes_or_null(object).bytes_or_null(key).finish()
}

pub(super) fn name_in(row: &Row<'_>, first: usize) -> Result<FileName, StoreError> {
    let doc = parsed("file", &row.get::<_, String>(first)?)?;
    let hash = FileHash(sized("file", &row.get::<_, Vec<u8>>(first + 1)?)?);
    Ok(FileName { doc, hash })
}

pub(super) fn file_in(row: &Row<'_>, forum: ForumId) -> Result<StoredFile, StoreError> {
    let name = name_in(row, 0)?;
    let broken = || damaged("file", format!("{forum} {} {}", name.doc, name.hash));
    let mime = Mime::of(&row.get::<_, String>(3)?).ok_or_else(broken)?;
    let (object, key): (Option<Vec<u8>>, Option<Vec<u8>>) = (row.get(6)?, row.get(7)?);
    let place = object.zip(key).map(|(object, key)| -> Result<Place, StoreError> {
        Ok(Place { object: Object(sized("file", &object)?), key: sized("file", &key)? })
    });
    let file = StoredFile {
        name: name.clone(),
        named: Named { bytes: row.get(2)?, mime },
        device: DeviceId(sized("file", &row.get::<_, Vec<u8>>(4)?)?),
        at_ms: row.get(5)?,
        place: place.transpose()?,
    };
    if sum_of(forum, &file) == row.get::<_, i64>(8)? { Ok(file) } else { Err(broken()) }
}

pub(super) fn add(
    transaction: &Connection,
    forum: ForumId,
    piece: &Piece<'_>,
) -> Result<(), StoreError> {
    let (forum, name) = (forum.to_string(), piece.name);
    transaction.prepare_cached(include_str!("../../file_piece_add.sql"))?.execute(
        named_params! {
            ":forum": forum, ":doc": name.doc.as_str(), ":hash": name.hash.0, ":at": piece.at,
            ":bytes": piece.bytes, ":sum": piece_sum(&forum, name, piece.at, piece.bytes),
        },
    )?;
    Ok(())
}

fn piece_sum(forum: &str, name: &FileName, at: u64, bytes: &[u8]) -> i64 {
    let place = Sum::of("file_piece").text(forum).text(name.doc.as_str()).bytes(&name.hash.0);
    place.number(at).bytes(bytes).finish()
}

pub(super) fn have(
    connection: &Connection,
    forum: ForumId,
    name: &FileName,
) -> Result<u64, StoreError> {
    let mut read = connection.prepare_cached(include_str!("../../file_piece_have.sql"))?;
    let of = named_params! {
        ":forum": forum.to_string(), ":doc": name.doc.as_str(), ":hash": name.hash.0,
    };
    Ok(read.query_row(of, |row| row.get(0))?)
}

pub(in crate::store::sqlite) fn pieces(
    connection: &Connection,
    forum: ForumId,
    name: &FileName,
) -> Result<Vec<u8>, StoreError> {
    let forum = forum.to_string();
    let mut read = connection.prepare_cached(include_str!("../../file_piece_all.sql"))?;
    let mut rows = read.query(named_params! {
        ":forum": forum, ":doc": name.doc.as_str(), ":hash": name.hash.0,
    })?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (at, bytes): (u64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let sum = piece_sum(&forum, name, at, &bytes);
        if at != all.len() as u64 || sum != row.get::<_, i64>(2)? {
            return Err(damaged("file_piece", format!("{forum} {} {} {at}", name.doc, name.hash)));
        }
        all.extend(bytes);
    }
    Ok(all)
}

pub(super) fn drop_pieces(
    transaction: &Connection,
    forum: ForumId,
    name: &FileName,
) -> Result<(), StoreError> {
    transaction.prepare_cached(include_str!("../../file_piece_drop.sql"))?.execute(
        named_params! {
            ":forum": forum.to_string(), ":doc": name.doc.as_str(), ":hash": name.hash.0,
        },
    )?;
    Ok(())
}
