//! Writes a story as its people would: each on the own phone, in the core's documents, pushed
//! through the archive.

use std::collections::BTreeMap;

use automerge::Change;
use paguyuban::chunk;
use paguyuban::document::{Document, Edit, Value};
use paguyuban::frame::{Frame, Hello, Me, Push};
use paguyuban::id::{DocId, ForumId, MemberId, ReplicaId, Seq};
use paguyuban::relay::{Device, Door, LinkId};
use paguyuban::signature::{SecretKey, words_of_chunk};

use super::story::{Knowing, Person, Session, Story};
use super::{DemoError, START_MS};
use crate::archive::{Archive, Event, Outgoing};
use crate::clock::dice;
use crate::sign_in::hash_of;
use crate::store::{Enrolment, Invitation, SecretHash, Store};

/// Sessions that reach the archive together.
const BATCH: usize = 24;
/// Between two changes of one session.
const COMMIT_S: i64 = 25;

/// Gives everybody of a story a device in the forum, whose token nobody has, and the keys with which
/// they write, which are kept nowhere.
pub(super) fn enrol<S: Store>(
    store: &mut S,
    forum: ForumId,
    people: &[Person],
) -> Result<Vec<SecretKey>, DemoError> {
    let mut keys = Vec::new();
    for person in people {
        let key = new_key();
        let hash = hash_nobody_knows(forum, person, "invitation");
        store.add_invitation(&Invitation {
            forum,
            id: person.member.0,
            hash,
            role: person.role,
            member: Some(person.member),
            replaces: None,
            label: String::new(),
            created_by: None,
            created_ms: START_MS,
            expires_ms: START_MS + 1,
        })?;
        let enrolment = Enrolment {
            device: person.device,
            new_member: person.member,
            token_hash: hash_nobody_knows(forum, person, "token"),
            key: Some(key.public()),
            proved: false,
            app: String::new(),
            now_ms: START_MS,
        };
        store.use_invitation(hash, &enrolment)?.map_err(DemoError::Enrolment)?;
        keys.push(key);
    }
    Ok(keys)
}

fn new_key() -> SecretKey {
    loop {
        // one in 2^32 is none
        if let Ok(key) = SecretKey::from_bytes(&dice()) {
            return key;
        }
    }
}

/// A hash of a hash: to find a secret that has it, one would have to invert SHA-256.
fn hash_nobody_knows(forum: ForumId, person: &Person, of: &str) -> SecretHash {
    let inner = hash_of(&format!("{forum} {} {of}", person.member));
    let text: String = inner.0.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut outer = hash_of(&text);
    outer.0.reverse();
    outer
}

/// Writes and pushes everything, in order.
pub(super) fn write<S: Store>(
    archive: &mut Archive<S>,
    forum: ForumId,
    story: &Story,
    keys: &[SecretKey],
) -> Result<(), DemoError> {
    connect(archive, &story.people, keys)?;
    let (documents, log) = (BTreeMap::new(), BTreeMap::new());
    let mut pen = Pen { forum, people: &story.people, keys, documents, log };
    for batch in story.sessions.chunks(BATCH) {
        let mut events = Vec::new();
        for session in batch {
            events.extend(pen.push(session)?);
        }
        let at_ms = batch.last().map_or(START_MS, |session| ms(session.at_s));
        none_refused(&archive.turn(events, at_ms))?;
        while archive.has_waiting() {
            none_refused(&archive.turn(Vec::new(), at_ms))?;
        }
    }
    receive(archive, story);
    Ok(())
}

fn link(author: usize) -> LinkId {
    LinkId(author as u64 + 1)
}

fn replica(person: &Person) -> ReplicaId {
    ReplicaId::new(person.device, *b"contoh01")
}

fn ms(at_s: i64) -> u64 {
    u64::try_from(at_s * 1000).unwrap_or_default()
}

fn connect<S: Store>(
    archive: &mut Archive<S>,
    people: &[Person],
    keys: &[SecretKey],
) -> Result<(), DemoError> {
    for (author, (person, key)) in people.iter().zip(keys).enumerate() {
        let me = Me { device: person.device, member: person.member, role: person.role };
        let hello = Hello::first(replica(person));
        let device = Device::fresh(me, Some(key.public()));
        let join = Event::Join { link: link(author), device, door: Door::Live };
        let out =
            archive.turn(vec![join, Event::Frame(link(author), Frame::Hello(hello))], START_MS);
        none_refused(&out)?;
        archive.turn(vec![Event::Room(link(author))], START_MS);
    }
    Ok(())
}

/// Most phones have everything at the end, some have been away for a while.
fn receive<S: Store>(archive: &mut Archive<S>, story: &Story) {
    let (Some(end), Some(last)) = (archive.seq(), story.sessions.last()) else {
        return;
    };
    let events = (0..story.people.len()).map(|author| {
        let behind = if author % 5 == 4 { author as u64 * 3 } else { 0 };
        Event::Frame(link(author), Frame::Received(Seq(end.0.saturating_sub(behind))))
    });
    let now_ms = ms(last.at_s) + 60_000;
    archive.turn(events.collect(), now_ms);
    archive.flush(now_ms);
}

fn none_refused(out: &[Outgoing]) -> Result<(), DemoError> {
    let refused = out.iter().find_map(|outgoing| match outgoing {
        Outgoing::Send(_, Frame::Refused(refused)) => {
            Some(DemoError::Refused { doc: refused.doc.clone(), code: refused.code })
        }
        Outgoing::Close(_, closing) => Some(DemoError::Closed(*closing)),
        _ => None,
    });
    refused.map_or(Ok(()), Err)
}

struct Pen<'a> {
    forum: ForumId,
    people: &'a [Person],
    keys: &'a [SecretKey],
    /// Every document as each phone has it.
    documents: BTreeMap<(DocId, MemberId), Phone>,
    /// Every document's changes, as the relay has them.
    log: BTreeMap<DocId, Vec<Change>>,
}

struct Phone {
    document: Document,
    heard: usize,
}

impl Pen<'_> {
    fn push(&mut self, session: &Session) -> Result<Vec<Event>, DemoError> {
        let person = &self.people[session.author];
        let log = self.log.entry(session.doc.clone()).or_default();
        let key = (session.doc.clone(), person.member);
        let phone = self.documents.entry(key).or_insert_with(|| Phone {
            document: Document::new(session.doc.clone(), replica(person), person.member),
            heard: 0,
        });
        if session.knowing == Knowing::Everything {
            phone.document.apply_stored(log[phone.heard..].to_vec()).map_err(Box::new)?;
            phone.heard = log.len();
        }
        let before = phone.document.heads();
        phone.write(session, person)?;
        let changes = phone.document.changes_since(&before);
        log.extend(changes.iter().cloned());
        let chunks = (1..).zip(chunk::pack(&changes));
        let key = &self.keys[session.author];
        let frames = chunks.map(|(push, chunk)| {
            let doc = session.doc.clone();
            let packed = chunk::unpack(&chunk).unwrap_or_default();
            let signature = key.sign(&words_of_chunk(self.forum, &doc, &packed));
            let push = Push { push, doc, chunk: chunk.into(), by: None, signature };
            Event::Frame(link(session.author), Frame::Push(push))
        });
        Ok(frames.collect())
    }
}

impl Phone {
    fn write(&mut self, session: &Session, person: &Person) -> Result<(), DemoError> {
        let mut at_s = session.at_s;
        for commit in &session.commits {
            for edit in commit {
                self.edit(edit, at_s)?;
            }
            self.document.commit(at_s);
            at_s += COMMIT_S;
        }
        if session.approves {
            let heads = self.document.heads();
            let heads: Vec<String> = heads.iter().map(ToString::to_string).collect();
            let path = format!("approvals/{}", person.member);
            self.edit(&Edit::Set { path, value: Value::Text(heads.join(" ")) }, at_s)?;
            self.document.commit(at_s);
        }
        Ok(())
    }

    fn edit(&mut self, edit: &Edit, at_s: i64) -> Result<(), DemoError> {
        self.document.edit(edit, at_s)?;
        Ok(())
    }
}
