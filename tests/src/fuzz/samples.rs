//! Real things to alter: documents with a history, chunks made on top of it, frames.

use automerge::{Change, ChangeHash};
use paguyuban::access::Role;
use paguyuban::chunk;
use paguyuban::document::{Document, Founding};
use paguyuban::frame::{
    Bounded, CaughtUp, Changed, Closing, Content, Erased, Filled, Frame, Have, Heads, Held, Hello,
    Marked, Me, Place, Presence, Push, ReceiptGroup, Receipts, RefusalCode, Refused, Settled,
    Stored, Want, Welcome,
};
use paguyuban::id::{DeviceId, DocId, Epoch, ForumId, Mark, MemberId, ReplicaId, Seq, Ulid};
use paguyuban::relay::Device;
use paguyuban::signature::{SecretKey, Signature, words_of_chunk};

use crate::dice::Dice;
use crate::writer::{self, Writer};

/// Changes before the samples.
const HISTORY: usize = 12;
/// Chunks made on top of each history.
const CHUNKS_PER_DOCUMENT: usize = 24;
const NOW_MS: u64 = 1_764_000_000_000;

fn founding() -> Founding {
    Founding { first: ChangeHash([3; 32]), last: ChangeHash([4; 32]) }
}

/// A device of the hostile kind and its person.
pub(super) fn me(number: u8) -> Me {
    let member = MemberId(Ulid::new(9, u128::from(number)));
    Me { device: DeviceId([number; 8]), member, role: Role::Organiser }
}

/// A document as it is before the attack, and what can be pushed on top of it.
#[derive(Debug)]
pub(super) struct Sample {
    pub(super) doc: DocId,
    pub(super) history: Vec<Vec<u8>>,
    pub(super) heads: Vec<ChangeHash>,
    pub(super) saved: Vec<u8>,
    pub(super) changes: Vec<Change>,
    pub(super) chunks: Vec<Vec<u8>>,
}

/// One document of each kind.
pub(super) fn samples(dice: &mut Dice) -> Vec<Sample> {
    let log = "log/33.02.19.2003/2026".parse().ok();
    let named = [DocId::member(me(1).member), DocId::note(Ulid::new(NOW_MS, 1))];
    named.into_iter().chain(log).map(|doc| sample(doc, dice)).collect()
}

fn sample(doc: DocId, dice: &mut Dice) -> Sample {
    let me = me(1);
    let mut document =
        Document::new(doc.clone(), ReplicaId::new(me.device, dice.bytes()), me.member);
    write(&mut document, HISTORY, dice);
    let (changes, heads) = (document.changes_since(&[]), document.heads());
    let saved = document.save();
    let chunks = (0..CHUNKS_PER_DOCUMENT).flat_map(|_| on_top(&doc, &saved, &heads, dice));
    let chunks = chunks.collect();
    Sample { doc, history: chunk::pack(&changes), heads, saved, changes, chunks }
}

/// What another page of the same phone writes on top of a document.
fn on_top(doc: &DocId, saved: &[u8], heads: &[ChangeHash], dice: &mut Dice) -> Vec<Vec<u8>> {
    let replica = ReplicaId::new(me(1).device, dice.bytes());
    let Ok(mut document) = Document::load(doc.clone(), replica, me(1).member, Some(saved), [])
    else {
        return Vec::new();
    };
    write(&mut document, 1 + dice.below(5), dice);
    chunk::pack(&document.changes_since(heads))
}

/// So many changes of one to four edits each.
pub(super) fn write(document: &mut Document, changes: usize, dice: &mut Dice) {
    let members = [me(1).member.to_string(), me(2).member.to_string()];
    for change in 0..changes {
        for _ in 0..1 + dice.below(4) {
            let view = document.view();
            let mut rolls = dice.child();
            let mut writer = Writer { dice: &mut rolls, now_ms: NOW_MS, members: &members };
            let edit = writer.edit(document.id(), Some(&view));
            let edit = writer::fit(edit.clone(), &writer::text_at(Some(&view), edit.path()));
            // one that does not fit is a keystroke less
            let _refused = document.edit(&edit, 1_764_000_000 + change as i64);
        }
        document.commit(1_764_000_000 + change as i64);
    }
}

/// Frames of every kind that a phone sends.
pub(super) fn frames_up(samples: &[Sample]) -> Vec<Frame> {
    let replica = ReplicaId::new(me(1).device, [3; 8]);
    let epoch = Some(Epoch([1; 8]));
    let mark = Some(Marked { seq: Seq(2), mark: Mark([7; 16]) });
    let hello = Hello { epoch, cursor: Seq(3), mark, ..Hello::first(replica) };
    let held = samples.iter().map(|s| Held { doc: s.doc.clone(), heads: Heads(s.heads.clone()) });
    let mut frames = vec![
        Frame::Hello(hello),
        Frame::Have(Have { docs: Bounded(held.collect()), last: true }),
        Frame::Received(Seq(70_000)),
        Frame::Here(None),
        Frame::Settled(Settled { erased: 1, role: Role::Organiser }),
    ];
    for sample in samples {
        frames.push(Frame::Here(Some(sample.doc.clone())));
        frames.extend(
            sample
                .chunks
                .iter()
                .take(3)
                .map(|chunk| Frame::Push(push(1, &sample.doc, chunk.clone()))),
        );
    }
    frames
}

/// The forum that is attacked.
pub(super) fn forum() -> ForumId {
    ForumId(Ulid::new(NOW_MS, 1))
}

/// The device as the relay knows it.
pub(super) fn device(number: u8) -> Device {
    Device::fresh(me(number), key(number).map(|key| key.public()))
}

fn key(number: u8) -> Option<SecretKey> {
    SecretKey::from_bytes(&[number; 32]).ok()
}

/// A push of a chunk, signed by the device of this number: what is hostile has a key too.
pub(super) fn push(number: u8, doc: &DocId, chunk: Vec<u8>) -> Push {
    let changes = chunk::unpack(&chunk).unwrap_or_default();
    let words = words_of_chunk(forum(), doc, &changes);
    let signature = key(number).map_or(Signature::BLANK, |key| key.sign(&words));
    Push { push: 1, doc: doc.clone(), chunk: chunk.into(), by: None, signature }
}

/// Frames of every kind that a relay sends.
pub(super) fn frames_down(samples: &[Sample]) -> Vec<Frame> {
    let (seq, after, cursor) = (Seq(7), Seq(6), Seq(9));
    let mut frames = vec![
        Frame::Welcome(Welcome {
            version: 1,
            epoch: Epoch([9; 8]),
            seq,
            me: me(1),
            clock_ms: NOW_MS,
            anew: Some(true),
        }),
        Frame::CaughtUp(CaughtUp {
            after,
            cursor,
            mark: Some(Marked { seq, mark: Mark([7; 16]) }),
        }),
        Frame::Filled(Filled { upto: cursor, last: None }),
        Frame::Receipts(Receipts(Bounded(vec![ReceiptGroup { cursor, devices: 17 }]))),
        Frame::Closing(Closing::TooSlow),
    ];
    for sample in samples {
        let doc = || sample.doc.clone();
        let content = Content::Snapshot(sample.saved.clone().into());
        let place = Place::Fill { upto: cursor, after: None };
        frames.extend([
            Frame::Stored(Stored { push: 1, doc: doc(), seq, mark: None }),
            Frame::Refused(Refused { push: 2, doc: doc(), code: RefusalCode::TooLarge }),
            Frame::Want(Want { doc: doc(), heads: Heads(sample.heads.clone()), own: Some(true) }),
            Frame::Presence(Presence { doc: doc(), people: Bounded(vec![me(2).member]) }),
            Frame::Changed(Changed {
                place,
                doc: doc(),
                content: content.clone(),
                by: None,
                mark: None,
                seal: None,
            }),
            Frame::Changed(Changed {
                place: Place::Apart,
                doc: doc(),
                content,
                by: None,
                mark: None,
                seal: None,
            }),
            Frame::Hidden(doc()),
            Frame::Erased(Erased { number: 1, doc: doc(), founding: None }),
            Frame::Erased(Erased { number: 2, doc: doc(), founding: Some(founding()) }),
            Frame::Sight(Role::Viewer),
        ]);
    }
    frames
}
