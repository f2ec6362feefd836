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
    /// The archive did not take them.
    #[error("the settings were refused: {0:?}")]
    Refused(RefusalCode),
    /// The archive ended the link.
    #[error("the link was closed: {0:?}")]
    Closed(Closing),
}

/// The first settings of a forum, made and not stored yet.
#[derive(Debug)]
pub struct Beginning {
    me: Me,
    settings: Document,
}

impl Beginning {
    /// Makes them, before there is a forum: with one that does not fit there will be none.
    ///
    /// # Errors
    /// [`InvalidEdit`], with the path of the value.
    pub fn of(edits: &[Edit], now_ms: u64) -> Result<Self, InvalidEdit> {
        let (device, member) = (DeviceId(dice()), MemberId(new_ulid(now_ms)));
        let me = Me { device, member, role: Role::Organiser };
        let now_s = i64::try_from(now_ms / 1000).unwrap_or_default();
        let replica = ReplicaId::new(device, [0; 8]);
        let mut settings = Document::new(DocId::settings(), replica, member);
        for edit in edits {
            settings.edit(edit, now_s)?;
        }
        settings.commit(now_s);
        Ok(Self { me, settings })
    }

    /// Writes them into a forum's store, if there are any.
    ///
    /// # Errors
    /// [`BeginningError`].
    pub fn write<S: Store>(
        mut self,
        store: S,
        forum: ForumId,
        now_ms: u64,
    ) -> Result<(), BeginningError> {
        let key = new_key();
        let pushes = self.pushes(forum, &key);
        if pushes.is_empty() {
            return Ok(());
        }
        let link = LinkId(1);
        // our own changes: nothing hostile to keep away
        let mut archive = Archive::open(store, forum, Box::new(Trial::run_each), now_ms)?;
        let device = Device::fresh(self.me, Some(key.public()));
        let mut events = vec![Event::Join { link, device, door: Door::Carry }];
        events.extend(pushes.into_iter().map(|push| Event::Frame(link, Frame::Push(push))));
        taken(&archive.turn(events, now_ms))?;
        while archive.has_waiting() {
            taken(&archive.turn(Vec::new(), now_ms))?;
        }
        Ok(())
    }

    fn pushes(&mut self, forum: ForumId, key: &SecretKey) -> Vec<Push> {
        let doc = self.settings.id().clone();
        let chunks = (1..).zip(chunk::pack(&self.settings.changes_since(&[])));
        let push = |(push, chunk): (u32, Vec<u8>)| {
            let changes = chunk::unpack(&chunk).unwrap_or_default();
            let signature = key.sign(&words_of_chunk(forum, &doc, &changes));
            Push { push, doc: doc.clone(), chunk: chunk.into(), by: None, signature }
        };
        chunks.map(push).collect()
    }
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
