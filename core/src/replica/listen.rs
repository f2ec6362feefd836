//! What the relay says, taken in one frame at a time.

use automerge::Change;

use super::{Effect, Event, Open, Record, Replica, in_causal_order};
use crate::chunk;
use crate::document::Document;
use crate::frame::{
    CaughtUp, Changed, Closing, Content, Fill, Filled, Frame, Place, Refused, Stored, Want, Welcome,
};
use crate::id::{DocId, Seq};

/// What a frame's place in the stream means for the phone.
enum Turn {
    /// It was here before.
    Past,
    /// It is the next one.
    Next,
    /// Something before it is missing.
    Gap,
}

impl Replica {
    /// The documents that must be in memory before [`Replica::receive`] takes this frame.
    #[must_use]
    pub fn needs(&self, frame: &Frame) -> Vec<DocId> {
        let doc = match frame {
            Frame::Changed(Changed { doc, .. })
            | Frame::Stored(Stored { doc, .. })
            | Frame::Refused(Refused { doc, .. })
            | Frame::Want(Want { doc, .. }) => doc,
            _ => return Vec::new(),
        };
        if self.is_open(doc) { Vec::new() } else { vec![doc.clone()] }
    }

    /// Takes one frame from the relay.
    ///
    /// Nothing the relay can say makes this fail: what does not fit ends in [`Effect::HangUp`], and
    /// the next connect starts from what is on disk.
    pub fn receive(&mut self, frame: Frame, now_ms: u64) -> Vec<Effect> {
        if self.link.is_none() {
            return Vec::new();
        }
        match frame {
            Frame::Welcome(welcome) => self.welcome(&welcome, now_ms),
            Frame::Stored(stored) => self.stored(stored),
            Frame::Refused(refused) => self.refused(refused),
            Frame::Changed(changed) => self.changed(changed, now_ms),
            Frame::Filled(filled) => self.filled(&filled),
            Frame::CaughtUp(caught_up) => self.caught_up(caught_up),
            Frame::Want(want) => self.want(want),
            Frame::Receipts(receipts) => {
                self.receipts.clone_from(&receipts.0.0);
                vec![Effect::Tell(Event::Receipts { groups: receipts.0.0 })]
            }
            Frame::Presence(presence) => {
                let (doc, people) = (presence.doc, presence.people.0);
                if let Some(link) = self.link.as_mut() {
                    link.set_present(doc.clone(), people.clone());
                }
                vec![Effect::Tell(Event::Presence { doc, people })]
            }
            Frame::Closing(code) => vec![Effect::Tell(Event::Closing { code }), Effect::HangUp],
            Frame::Hello(_)
            | Frame::Push(_)
            | Frame::Have(_)
            | Frame::Received(_)
            | Frame::Here(_) => {
                vec![Effect::Tell(Event::Closing { code: Closing::BadFrame }), Effect::HangUp]
            }
        }
    }

    fn welcome(&mut self, welcome: &Welcome, now_ms: u64) -> Vec<Effect> {
        let clock_ahead_ms = welcome.clock_ms.cast_signed().wrapping_sub(now_ms.cast_signed());
        let mut effects =
            vec![Effect::Tell(Event::Welcome { role: welcome.me.role, clock_ahead_ms })];
        if self.role != welcome.me.role {
            self.role = welcome.me.role;
            // what one role could not do another may
            self.ledgers.values_mut().for_each(|ledger| ledger.refused = None);
            effects.extend(self.push_unsent());
        }
        // a cursor past the end of the log: a database was put back without a new epoch
        if self.standing.epoch != Some(welcome.epoch) || self.standing.cursor > welcome.seq {
            effects.extend(self.new_epoch(welcome));
        }
        effects
    }

    /// The relay's history is not the one this phone knew: nothing counts as stored there until it
    /// says so again.
    fn new_epoch(&mut self, welcome: &Welcome) -> Vec<Effect> {
        let known = self.standing.epoch.replace(welcome.epoch).is_some();
        self.standing.begin_again();
        let mut docs = Vec::new();
        for (doc, ledger) in self.ledgers.iter_mut().filter(|_| known) {
            ledger.forget_relay();
            let ledger = ledger.clone();
            docs.push(Record::of_ledger(doc.clone(), ledger));
        }
        let mut effects = vec![self.moved(docs)];
        if known {
            effects.push(Effect::Tell(Event::EpochChanged));
        }
        effects.extend(self.have_all());
        effects
    }

    fn stored(&mut self, Stored { push, doc, seq }: Stored) -> Vec<Effect> {
        let Some(sent) =
            self.link.as_mut().and_then(|link| link.answered(push)).filter(|sent| sent.doc == doc)
        else {
            return Vec::new();
        };
        let mut effects = self.put_down(&doc);
        let ledger = self.ledgers.entry(doc.clone()).or_default();
        ledger.relay_has(sent.heads);
        ledger.seq = ledger.seq.max(seq);
        let ledger = self.recount(&doc);
        let record = Record::of_ledger(doc.clone(), ledger);
        effects.push(self.transaction(vec![record]));
        effects.push(Effect::Tell(Event::Stored { doc }));
        effects
    }

    fn refused(&mut self, Refused { push, doc, code }: Refused) -> Vec<Effect> {
        if self.link.as_mut().and_then(|link| link.answered(push)).is_none() {
            return Vec::new();
        }
        let mut effects = self.put_down(&doc);
        if !code.passes() {
            self.ledgers.entry(doc.clone()).or_default().refused = Some(code);
            let ledger = self.recount(&doc);
            let doc = doc.clone();
            let record = Record::of_ledger(doc, ledger);
            effects.push(self.transaction(vec![record]));
        }
        effects.push(Effect::Tell(Event::Refused { doc, code }));
        effects
    }

    fn changed(&mut self, changed: Changed, now_ms: u64) -> Vec<Effect> {
        match self.turn(&changed.place, &changed.doc) {
            Turn::Past => return Vec::new(),
            Turn::Gap => return self.gap(&changed.place),
            Turn::Next => {}
        }
        let Changed { place, doc, content, .. } = changed;
        let mut effects = self.commit(&doc, i64::try_from(now_ms / 1_000).unwrap_or_default());
        let taken = match &content {
            Content::Chunk(bytes) => self.take_chunk(&doc, bytes),
            Content::Snapshot(bytes) => self.take_snapshot(&doc, bytes),
        };
        let Some(mut docs) = taken else {
            // the relay tried everything it sends: something here is damaged, so begin again
            self.standing.begin_again();
            effects.push(self.moved(Vec::new()));
            effects.push(Effect::Tell(Event::Damaged { doc }));
            effects.push(Effect::HangUp);
            return effects;
        };
        let seq = self.advance(&place, &doc);
        self.note_seq(&mut docs, &doc, seq);
        effects.push(self.moved(docs));
        effects.push(Effect::Show(doc));
        if matches!(place, Place::Log { .. }) {
            effects.push(Effect::Send(Frame::Received(self.standing.cursor)));
        }
        effects
    }

    fn turn(&self, place: &Place, doc: &DocId) -> Turn {
        let cursor = self.standing.cursor;
        match place {
            Place::Log { seq, .. } if *seq <= cursor => Turn::Past,
            Place::Log { after, .. } if *after == cursor && self.standing.fill.is_none() => {
                Turn::Next
            }
            Place::Fill { .. } if cursor > Seq(0) => Turn::Past,
            Place::Fill { upto, after } => match &self.standing.fill {
                None if after.is_none() => Turn::Next,
                Some(fill) if fill.last >= *doc => Turn::Past,
                Some(fill) if after.as_ref() == Some(&fill.last) && fill.upto == *upto => {
                    Turn::Next
                }
                _ => Turn::Gap,
            },
            Place::Log { .. } => Turn::Gap,
        }
    }

    /// Something was lost on the way: the next connect starts from what is on disk.
    fn gap(&mut self, place: &Place) -> Vec<Effect> {
        let mut effects = Vec::new();
        if matches!(place, Place::Fill { .. }) {
            self.standing.begin_again();
            effects.push(self.moved(Vec::new()));
        }
        effects.push(Effect::HangUp);
        effects
    }

    /// Moves the phone's place; returns up to where the document is known to be in the log.
    fn advance(&mut self, place: &Place, doc: &DocId) -> Seq {
        match place {
            Place::Log { seq, .. } => {
                self.standing.cursor = *seq;
                *seq
            }
            Place::Fill { upto, .. } => {
                self.standing.fill = Some(Fill { upto: *upto, last: doc.clone() });
                *upto
            }
        }
    }

    fn note_seq(&mut self, docs: &mut [Record], doc: &DocId, seq: Seq) {
        if let Some(ledger) = self.ledgers.get_mut(doc) {
            ledger.seq = ledger.seq.max(seq);
            docs.iter_mut().for_each(|record| record.ledger.seq = ledger.seq);
        }
    }

    fn take_chunk(&mut self, doc: &DocId, bytes: &[u8]) -> Option<Vec<Record>> {
        let changes: Vec<Change> = chunk::unpack(bytes).ok()?;
        let heads = chunk::heads_of(&changes);
        let (ready, orphans) = in_causal_order(&self.opened(doc).document, changes);
        if orphans > 0 {
            return None;
        }
        self.opened(doc).document.apply(ready.clone()).ok()?;
        self.ledgers.entry(doc.clone()).or_default().relay_has(heads);
        let docs =
            if ready.is_empty() { vec![self.record(doc, None)] } else { self.records(doc, &ready) };
        Some(docs)
    }

    /// The relay's whole document replaces what is on disk, once what is only here was merged in.
    fn take_snapshot(&mut self, doc: &DocId, bytes: &[u8]) -> Option<Vec<Record>> {
        let theirs =
            Document::load(doc.clone(), self.id, self.member, Some(bytes), std::iter::empty())
                .ok()?;
        let heads = theirs.heads();
        if self.ledgers.contains_key(doc) {
            self.opened(doc).document.merge_snapshot(bytes).ok()?;
        } else {
            self.open.insert(doc.clone(), Open::of(theirs));
        }
        self.ledgers.entry(doc.clone()).or_default().relay_has(heads);
        let mut record = self.record(doc, None);
        let open = self.opened(doc);
        open.stored = open.document.heads();
        record.snapshot = Some(open.document.save());
        record.drop.extend(std::mem::take(&mut open.chunks));
        Some(vec![record])
    }

    fn filled(&mut self, filled: &Filled) -> Vec<Effect> {
        if self.standing.cursor > Seq(0) {
            return Vec::new();
        }
        if self.standing.fill.as_ref().map(|fill| &fill.last) != filled.last.as_ref() {
            return vec![Effect::HangUp];
        }
        self.standing.cursor = filled.upto;
        self.standing.fill = None;
        vec![self.moved(Vec::new()), Effect::Send(Frame::Received(filled.upto))]
    }

    fn caught_up(&mut self, CaughtUp { after, cursor }: CaughtUp) -> Vec<Effect> {
        if after > self.standing.cursor || self.standing.fill.is_some() {
            return vec![Effect::HangUp];
        }
        let mut effects = Vec::new();
        if cursor > self.standing.cursor {
            self.standing.cursor = cursor;
            effects.push(self.moved(Vec::new()));
            effects.push(Effect::Send(Frame::Received(cursor)));
        }
        effects.push(Effect::Tell(Event::CaughtUp));
        effects
    }

    fn want(&mut self, Want { doc, heads }: Want) -> Vec<Effect> {
        let mut effects = self.put_down(&doc);
        let Some(open) = self.open.get_mut(&doc) else {
            return effects;
        };
        let known =
            heads.0.into_iter().filter(|hash| open.document.knows(hash)).collect::<Vec<_>>();
        if let Some(ledger) = self.ledgers.get_mut(&doc) {
            ledger.set_relay(&known);
            ledger.refused = None;
        }
        self.recount(&doc);
        effects.extend(self.push(&doc));
        effects
    }
}
