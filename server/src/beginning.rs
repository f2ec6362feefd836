//! What a forum begins with: settings as the operator gave them, written as a phone would that nobody has.

use paguyuban::access::Role;
use paguyuban::chunk;
use paguyuban::document::{Document, Edit, InvalidEdit};
use paguyuban::frame::{Closing, Frame, Me, Push, RefusalCode};
use paguyuban::id::{DeviceId, DocId, ForumId, MemberId, ReplicaId};
use paguyuban::relay::{Device, Door, LinkId};
use paguyuban::signature::{SecretKey, words_of_chunk};
use paguyuban::vet::Trial;
use thiserror::Error;

use crate::archive::{Archive, Event, Outgoing};
use crate::clock::{dice, new_ulid};
use crate::store::{Store, StoreError};

/// Why the settings were not written.
#[derive(Debug, Error)]
pub enum BeginningError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A value does not fit.
    #[error(transparent)]
    Edit(#[from] InvalidEdit),
    /// The archive did not take them.
    #[error("the settings were refused: {0:?}")]
    Refused(RefusalCode),
    /// The archive ended the link.
    #[error("the link was closed: {0:?}")]
    Closed(Closing),
}

/// Writes the first settings of a forum, and gives the store back.
///
/// # Errors
/// [`BeginningError`]; then nothing was written.
pub fn write_settings<S: Store>(
    store: S,
    forum: ForumId,
    edits: &[Edit],
    now_ms: u64,
) -> Result<S, BeginningError> {
    let me =
        Me { device: DeviceId(dice()), member: MemberId(new_ulid(now_ms)), role: Role::Organiser };
    let key = new_key();
    let link = LinkId(1);
    // our own changes: nothing hostile to keep away
    let mut archive = Archive::open(store, forum, Box::new(Trial::run_each), now_ms)?;
    let device = Device::fresh(me, Some(key.public()));
    let mut events = vec![Event::Join { link, device, door: Door::Carry }];
    for push in pushes(forum, me, &key, edits, now_ms)? {
        events.push(Event::Frame(link, Frame::Push(push)));
    }
    taken(&archive.turn(events, now_ms))?;
    while archive.has_waiting() {
        taken(&archive.turn(Vec::new(), now_ms))?;
    }
    Ok(archive.into_store())
}

fn pushes(
    forum: ForumId,
    me: Me,
    key: &SecretKey,
    edits: &[Edit],
    now_ms: u64,
) -> Result<Vec<Push>, InvalidEdit> {
    let (doc, now_s) = (DocId::settings(), i64::try_from(now_ms / 1000).unwrap_or_default());
    let replica = ReplicaId::new(me.device, [0; 8]);
    let mut document = Document::new(doc.clone(), replica, me.member);
    for edit in edits {
        document.edit(edit, now_s)?;
    }
    document.commit(now_s);
    let chunks = (1..).zip(chunk::pack(&document.changes_since(&[])));
    let push = |(push, chunk): (u32, Vec<u8>)| {
        let changes = chunk::unpack(&chunk).unwrap_or_default();
        let signature = key.sign(&words_of_chunk(forum, &doc, &changes));
        Push { push, doc: doc.clone(), chunk: chunk.into(), by: None, signature }
    };
    Ok(chunks.map(push).collect())
}

fn new_key() -> SecretKey {
    loop {
        // one in 2^32 is none
        if let Ok(key) = SecretKey::from_bytes(&dice()) {
            return key;
        }
    }
}

fn taken(out: &[Outgoing]) -> Result<(), BeginningError> {
    let refused = out.iter().find_map(|outgoing| match outgoing {
        Outgoing::Send(_, Frame::Refused(refused)) => Some(BeginningError::Refused(refused.code)),
        Outgoing::Close(_, closing) => Some(BeginningError::Closed(*closing)),
        _ => None,
    });
    refused.map_or(Ok(()), Err)
}
