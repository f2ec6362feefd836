//! Pictures and files that documents name: taken in piece by piece, given out to whoever may read the document.
//!
//! A document is a file's access: the relay takes a file only if the stored document names its hash, from
//! anybody who may read the document, and gives it to nobody else.

use std::sync::Arc;
use std::time::Duration;

use paguyuban::id::{DeviceId, ForumId};
use sha2::{Digest, Sha256};
use thiserror::Error;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::clock::now_ms;
use crate::figures::Figures;
use crate::store::keep::Keep;
use crate::store::sqlite::SharedStore;
use crate::store::{
    COMING_MS_MAX, FileName, FoundFile, Mime, Named, Piece, Place, StoreError, Taken, seal, unseal,
};

mod door;
mod names;

pub(crate) use door::{AT_ONCE_MAX, GIVEN_AT_ONCE_MAX, PIECE, give, take};
use names::Names;
pub(crate) use names::files_in;

/// Whole files in memory at once, to be sealed or opened; each takes twice its size for some hundredths of a
/// second.
const WHOLE_AT_ONCE_MAX: usize = 8;
/// So long for a place among them.
const PLACE_PATIENCE: Duration = Duration::from_secs(10);
/// How often somebody may have erased or dropped a file between two looks at it.
const TRIES_MAX: usize = 4;

/// What a phone is told of what it brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Have {
    pub(crate) bytes: u64,
    pub(crate) whole: bool,
}

/// Why a file is not taken or given.
#[derive(Debug, Error)]
pub(crate) enum NotDone {
    /// There is no such document, or this person may not read it, or it does not name the file.
    #[error("no document names it")]
    NotNamed,
    /// The document names it, but it has not come.
    #[error("it is not here")]
    NotHere,
    /// The document or the forum has no room for it.
    #[error("there is no room for another file")]
    NoRoom,
    /// Its bytes are not those that the document names.
    #[error("it is not what the document says")]
    NotWhatItSays,
    /// Too much is being done.
    #[error("the relay is busy")]
    Busy,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The files of all forums.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    store: SharedStore,
    keep: Arc<dyn Keep>,
    names: Arc<Names>,
    whole: Arc<Semaphore>,
    figures: Figures,
}

impl Files {
    pub(crate) fn new(store: SharedStore, keep: Arc<dyn Keep>, figures: Figures) -> Self {
        let names = Arc::new(Names::new(store.clone()));
        Self { store, keep, names, whole: Arc::new(Semaphore::new(WHOLE_AT_ONCE_MAX)), figures }
    }

    /// Takes the next piece of a file; without bytes it only says how much is here.
    async fn take(
        &self,
        forum: ForumId,
        device: DeviceId,
        name: FileName,
        at: u64,
        bytes: Vec<u8>,
    ) -> Result<Have, NotDone> {
        let files = self.clone();
        let of = name.clone();
        let taken = blocking(move || files.piece(forum, device, &of, at, &bytes)).await?;
        let Some(named) = taken.1 else { return Ok(taken.0) };
        // the last piece has come, now or before something was cut
        let _place = self.place().await?;
        let files = self.clone();
        blocking(move || files.finish(forum, device, &name, named)).await
    }

    /// The bytes of a file, and what it is.
    async fn give(
        &self,
        forum: ForumId,
        device: DeviceId,
        name: FileName,
    ) -> Result<(Mime, Vec<u8>), NotDone> {
        let _place = self.place().await?;
        let files = self.clone();
        blocking(move || files.open(forum, device, &name)).await
    }

    /// Removes what was erased.
    pub(crate) async fn remove_gone(&self) {
        let files = self.clone();
        let removed = spawn_blocking(move || {
            // a look is nothing, and removing takes its turn with those who write
            match files.store.read(crate::store::sqlite::SqliteStore::gone_objects) {
                Ok(gone) if gone.is_empty() => Ok(0),
                _ => files.store.alone(|store| store.remove_gone(&*files.keep)),
            }
        });
        if let Ok(Err(error)) = removed.await {
            tracing::warn!(%error, "files that were erased are removed later");
        }
    }

    /// What is done once in a while: what nobody goes on with is dropped, what was left behind is removed, and
    /// all are counted.
    pub(crate) async fn tidy(&self, orphans_too: bool) {
        self.remove_gone().await;
        let files = self.clone();
        let tidied = spawn_blocking(move || -> Result<(), StoreError> {
            let before_ms = now_ms().saturating_sub(COMING_MS_MAX);
            while files.store.write(|store| store.drop_old_pieces(before_ms))? > 0 {}
            if orphans_too {
                files.store.read(|store| store.remove_orphans(&*files.keep, now_ms()))?;
            }
            let (count, bytes) = files.store.read(|store| store.file_figures())?;
            files.figures.files_kept(count, bytes);
            Ok(())
        });
        if let Ok(Err(error)) = tidied.await {
            tracing::warn!(%error, "files were not tidied");
        }
    }

    async fn place(&self) -> Result<tokio::sync::OwnedSemaphorePermit, NotDone> {
        let waiting = timeout(PLACE_PATIENCE, self.whole.clone().acquire_owned()).await;
        waiting.ok().and_then(Result::ok).ok_or(NotDone::Busy)
    }

    /// Takes a piece; says what the file is if its last byte is here.
    fn piece(
        &self,
        forum: ForumId,
        device: DeviceId,
        name: &FileName,
        at: u64,
        bytes: &[u8],
    ) -> Result<(Have, Option<Named>), NotDone> {
        let mut known = None;
        for _ in 0..TRIES_MAX {
            let named = known.take();
            let taken = if bytes.is_empty() {
                self.look(forum, device, name)?
            } else {
                let piece = Piece { device, name, at, bytes, named, at_ms: now_ms() };
                self.store.write(|store| store.take_piece(forum, &piece))?
            };
            match taken {
                Taken::Unseen => return Err(NotDone::NotNamed),
                Taken::NoRoom => return Err(NotDone::NoRoom),
                Taken::Unasked => {
                    let named = self.names.named(forum, name)?.ok_or(NotDone::NotNamed)?;
                    if bytes.is_empty() {
                        return Ok((Have { bytes: 0, whole: false }, None));
                    }
                    known = Some(named);
                }
                Taken::TooMuch => {
                    self.store.write(|store| store.drop_file(forum, name, None))?;
                    return Err(NotDone::NotWhatItSays);
                }
                Taken::Coming(named, have) => {
                    let is_all = have == named.bytes;
                    return Ok((Have { bytes: have, whole: false }, is_all.then_some(named)));
                }
                Taken::Whole(place) if self.keep.has(place.object)? => {
                    return Ok((self.whole_of(forum, device, name)?, None));
                }
                Taken::Whole(place) => self.lost(forum, name, place)?,
            }
        }
        Err(NotDone::Busy)
    }

    fn look(&self, forum: ForumId, device: DeviceId, name: &FileName) -> Result<Taken, StoreError> {
        Ok(match self.store.read(|store| store.file(forum, device, name))? {
            FoundFile::Unseen => Taken::Unseen,
            FoundFile::Nothing(_) => Taken::Unasked,
            FoundFile::Coming(named, have) => Taken::Coming(named, have),
            FoundFile::Whole(_, place) => Taken::Whole(place),
        })
    }

    fn whole_of(&self, forum: ForumId, device: DeviceId, name: &FileName) -> Result<Have, NotDone> {
        match self.store.read(|store| store.file(forum, device, name))? {
            FoundFile::Whole(named, _) => Ok(Have { bytes: named.bytes, whole: true }),
            _ => Err(NotDone::Busy),
        }
    }

    /// What lies there is not what was put there: it has to come again.
    fn lost(&self, forum: ForumId, name: &FileName, place: Place) -> Result<(), StoreError> {
        tracing::error!(%forum, doc = %name.doc, file = %name.hash, "a file is lost or damaged");
        self.store.write(|store| store.drop_file(forum, name, Some(place.object)))
    }

    /// Looks at all that has come and puts it in its place.
    fn finish(
        &self,
        forum: ForumId,
        device: DeviceId,
        name: &FileName,
        named: Named,
    ) -> Result<Have, NotDone> {
        let bytes = self.store.read(|store| store.file_bytes(forum, name))?;
        let drop = || self.store.write(|store| store.drop_file(forum, name, None));
        let Some(bytes) = bytes else {
            drop()?;
            return Ok(Have { bytes: 0, whole: false });
        };
        if bytes.is_empty() {
            // another has come before, and has put it there
            return self.now(forum, device, name);
        }
        if !is_what_it_says(&bytes, name, named) {
            drop()?;
            return Err(NotDone::NotWhatItSays);
        }
        let (place, sealed) = seal(forum, name, &bytes).ok_or(NotDone::Busy)?;
        self.keep.put(place.object, &sealed)?;
        let kept = self.store.write(|store| store.keep_file(forum, device, name, place));
        if !matches!(kept, Ok(true)) {
            // of an error it is not known what it left; an object without a row is removed once it is old
            if kept.is_ok() {
                self.keep.remove(place.object)?;
            }
            kept?;
            return self.now(forum, device, name);
        }
        self.figures.files_taken.inc();
        Ok(Have { bytes: named.bytes, whole: true })
    }

    /// How it stands when somebody else was faster.
    fn now(&self, forum: ForumId, device: DeviceId, name: &FileName) -> Result<Have, NotDone> {
        match self.store.read(|store| store.file(forum, device, name))? {
            FoundFile::Unseen => Err(NotDone::NotNamed),
            FoundFile::Nothing(_) => Ok(Have { bytes: 0, whole: false }),
            FoundFile::Coming(_, bytes) => Ok(Have { bytes, whole: false }),
            FoundFile::Whole(named, _) => Ok(Have { bytes: named.bytes, whole: true }),
        }
    }

    fn open(
        &self,
        forum: ForumId,
        device: DeviceId,
        name: &FileName,
    ) -> Result<(Mime, Vec<u8>), NotDone> {
        match self.store.read(|store| store.file(forum, device, name))? {
            FoundFile::Unseen => Err(NotDone::NotNamed),
            FoundFile::Coming(..) => Err(NotDone::NotHere),
            FoundFile::Nothing(_) => match self.names.named(forum, name)? {
                Some(_) => Err(NotDone::NotHere),
                None => Err(NotDone::NotNamed),
            },
            FoundFile::Whole(named, place) => {
                let sealed = self.keep.get(place.object)?;
                let opened = sealed.and_then(|sealed| unseal(forum, name, &place, &sealed));
                let Some(bytes) = opened else {
                    self.lost(forum, name, place)?;
                    return Err(NotDone::NotHere);
                };
                self.figures.files_given.inc();
                Ok((named.mime, bytes))
            }
        }
    }
}

fn is_what_it_says(bytes: &[u8], name: &FileName, named: Named) -> bool {
    bytes.len() as u64 == named.bytes
        && Sha256::digest(bytes)[..] == name.hash.0
        && named.mime.begins(bytes)
}

/// Does something on a thread that may block.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, NotDone> + Send + 'static,
) -> Result<T, NotDone> {
    let failed = |error: tokio::task::JoinError| StoreError::Failed(error.to_string());
    spawn_blocking(work).await.map_err(failed)?
}
