//! Every reader of bytes from outside, alone.

use paguyuban::chunk;
use paguyuban::document::{Document, Edit, changes_in};
use paguyuban::frame::{FRAME_DOWN_BYTES_MAX, FRAME_UP_BYTES_MAX, Frame};
use paguyuban::id::{DeviceId, DocId, Epoch, ReplicaId, Ulid};
use paguyuban_server::{FrameReader, with_length};

use super::samples::{Sample, frames_down, frames_up, me, samples, write};
use super::{Feed, Target, alter};
use crate::dice::Dice;
use crate::writer::Writer;

/// Feeds one decoder.
#[derive(Debug)]
pub(super) struct Decoder {
    target: Target,
    samples: Vec<Sample>,
    /// What is altered.
    seeds: Vec<Vec<u8>>,
    document: Document,
}

impl Decoder {
    pub(super) fn new(target: Target, dice: &mut Dice) -> Self {
        let samples = samples(dice);
        let doc = samples[0].doc.clone();
        let mut document = Document::new(doc, ReplicaId([5; 16]), me(1).member);
        write(&mut document, 5, dice);
        let seeds = seeds(target, &samples, dice);
        Self { target, samples, seeds, document }
    }

    fn altered(&self, dice: &mut Dice) -> Vec<u8> {
        let mut bytes = dice.pick(&self.seeds).cloned().unwrap_or_default();
        let other = dice.pick(&self.seeds).cloned().unwrap_or_default();
        match self.target {
            // half of them are altered outside of what is packed or summed
            Target::Chunk if !dice.once_in(4) => return alter::alter_chunk(&bytes, &other, dice),
            Target::StoredChanges if !dice.once_in(4) => {
                alter::alter_under_checksum(&mut bytes, &other, dice);
            }
            _ => alter::alter(&mut bytes, &other, dice),
        }
        bytes
    }
}

impl Feed for Decoder {
    fn feed(&mut self, dice: &mut Dice) -> Result<bool, String> {
        let bytes = self.altered(dice);
        Ok(match self.target {
            Target::FrameUp => reads_back(&bytes, FRAME_UP_BYTES_MAX)?,
            Target::FrameDown => reads_back(&bytes, FRAME_DOWN_BYTES_MAX)?,
            Target::Body => read_body(&bytes, dice),
            Target::Chunk => repacks(&bytes)?,
            Target::StoredChanges => changes_in(&bytes).is_ok(),
            Target::Snapshot => self.opens(&bytes),
            Target::Texts => read_texts(&bytes),
            Target::Edits => self.edit(&bytes),
            Target::Relay | Target::RelayWithoutFence => false,
        })
    }
}

impl Decoder {
    /// A damaged disk: the checksum is as it was.
    fn opens(&self, bytes: &[u8]) -> bool {
        self.samples.iter().any(|sample| {
            let me = me(1);
            let replica = ReplicaId::new(me.device, [6; 8]);
            Document::load(sample.doc.clone(), replica, me.member, Some(bytes), []).is_ok()
        })
    }

    /// Whatever JSON says: the document does it or refuses it.
    fn edit(&mut self, bytes: &[u8]) -> bool {
        let Ok(edit) = serde_json::from_slice::<Edit>(bytes) else {
            return false;
        };
        let done = self.document.edit(&edit, 1_764_000_000).is_ok();
        if self.document.pending_ops() > 1_000 {
            self.document.rollback();
        }
        done && self.samples.iter().all(|sample| !sample.chunks.is_empty())
    }
}

fn seeds(target: Target, samples: &[Sample], dice: &mut Dice) -> Vec<Vec<u8>> {
    let bytes = |frames: Vec<Frame>| frames.iter().map(Frame::to_bytes).collect::<Vec<_>>();
    let chunks = || samples.iter().flat_map(|sample| sample.chunks.clone());
    match target {
        Target::FrameUp => bytes(frames_up(samples)),
        Target::FrameDown => bytes(frames_down(samples)),
        Target::Body => {
            let frames = bytes(frames_up(samples));
            let bodies = frames.chunks(3);
            bodies.map(|some| some.iter().flat_map(|f| with_length(f).to_vec()).collect()).collect()
        }
        Target::Chunk | Target::Relay | Target::RelayWithoutFence => chunks().collect(),
        Target::StoredChanges => {
            let changes = samples.iter().flat_map(|sample| &sample.changes);
            changes.map(|change| change.raw_bytes().to_vec()).collect()
        }
        Target::Snapshot => samples.iter().map(|sample| sample.saved.clone()).collect(),
        Target::Texts => samples.iter().map(|s| s.doc.as_str().as_bytes().to_vec()).collect(),
        Target::Edits => edits(samples, dice),
    }
}

fn edits(samples: &[Sample], dice: &mut Dice) -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for _ in 0..200 {
        let doc = &samples[dice.below(samples.len())].doc;
        let mut rolls = dice.child();
        let edit = Writer { dice: &mut rolls, now_ms: 1, members: &[] }.edit(doc, None);
        seeds.extend(serde_json::to_vec(&edit));
    }
    seeds
}

/// A frame that was read is written as bytes that read as the same frame.
fn reads_back(bytes: &[u8], bytes_max: usize) -> Result<bool, String> {
    let Ok(frame) = Frame::from_bytes(bytes, bytes_max) else {
        return Ok(false);
    };
    match Frame::from_bytes(&frame.to_bytes(), bytes_max) {
        Ok(again) if again == frame => Ok(true),
        other => Err(format!("{frame:?} reads back as {other:?}")),
    }
}

/// A body in pieces of any size.
fn read_body(bytes: &[u8], dice: &mut Dice) -> bool {
    let (mut reader, mut read) = (FrameReader::default(), false);
    for piece in bytes.chunks(1 + dice.below(64)) {
        reader.add(piece);
        while let Ok(Some(_)) = reader.next_frame() {
            read = true;
        }
    }
    read
}

/// Changes that were unpacked are packed and unpacked as the same changes.
fn repacks(bytes: &[u8]) -> Result<bool, String> {
    let Ok(changes) = chunk::unpack(bytes) else {
        return Ok(false);
    };
    let hashes = |changes: &[automerge::Change]| -> Vec<_> {
        changes.iter().map(automerge::Change::hash).collect()
    };
    let mut again = Vec::new();
    for chunk in chunk::pack(&changes) {
        again.extend(chunk::unpack(&chunk).map_err(|bad| format!("packed again: {bad}"))?);
    }
    if hashes(&again) != hashes(&changes) {
        return Err("packed again they are other changes".to_owned());
    }
    Ok(true)
}

fn read_texts(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let some = text.get(..16).unwrap_or_default();
    let ids = [
        text.parse::<Ulid>().is_ok(),
        some.parse::<DeviceId>().is_ok(),
        some.parse::<Epoch>().is_ok(),
        text.parse::<ReplicaId>().is_ok(),
    ];
    match text.parse::<DocId>() {
        // one grammar: what passes is written as it was read
        Ok(doc) => doc.as_str() == text && !text.contains(".."),
        Err(_) => ids.contains(&true),
    }
}
