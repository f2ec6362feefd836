//! What the relay says.

use super::news::News;
use super::proof::Sealed;
use super::{Effect, Event, Open, Record, Replica};
use crate::access;
use crate::conflict::Asked;
use crate::document::Document;
use crate::frame::{
    Changed, Closing, Content, Erased, Fill, Filled, Frame, Marked, Place, RefusalCode, Refused,
    Stored, Want, Welcome,
};
use crate::id::{DocId, Mark, Seq};

/// What a frame's place in the stream means for the phone.
pub(super) enum Turn {
    /// It was here before.
    Past,
    /// It is the next one.
    Next,
    /// Something before it is missing.
    Gap,
}

/// Nothing more can be taken from this link.
pub(super) fn ends(effects: &[Effect]) -> bool {
    matches!(effects.last(), Some(Effect::HangUp))
}

impl Replica {
    /// The documents that must be in memory before [`Replica::receive`] takes these frames. Those that
    /// are open already must stay so.
    #[must_use]
    pub fn needs(&self, frames: &[Frame]) -> Vec<DocId> {
        let mut docs = Vec::new();
        if frames.iter().any(|frame| matches!(frame, Frame::CaughtUp(_))) {
            let waits = self.ledgers.iter().filter(|(_, ledger)| !ledger.again.is_empty());
            docs.extend(waits.map(|(doc, _)| doc.clone()));
        }
        for frame in frames {
            let (Frame::Changed(Changed { doc, .. })
            | Frame::Stored(Stored { doc, .. })
            | Frame::Refused(Refused { doc, .. })
            | Frame::Erased(Erased { doc, founding: Some(_), .. })
            | Frame::Want(Want { doc, .. })) = frame
            else {
                continue;
            };
            if self.ledgers.contains_key(doc) && !docs.contains(doc) {
                docs.push(doc.clone());
            }
        }
        docs
    }

    /// Takes frames from the relay that have arrived together, in their order. Whatever many of them
    /// say about a document is taken in at once, and all of it is one transaction.
    ///
    /// Nothing the relay can say makes this fail: what does not fit ends in [`Effect::HangUp`], and
    /// the next connect starts from what is on disk.
    pub fn receive(&mut self, frames: Vec<Frame>, now_ms: u64) -> Vec<Effect> {
        let (mut effects, mut news) = (Vec::new(), News::default());
        for frame in frames {
            if self.link.is_none() {
                break;
            }
            let Some(frame) = self.note(frame, &mut news) else {
                continue;
            };
            effects.extend(self.take_in(std::mem::take(&mut news)));
            if !ends(&effects) {
                effects.extend(self.act_on(frame, now_ms));
            }
            if ends(&effects) {
                return effects;
            }
        }
        effects.extend(self.take_in(news));
        if !ends(&effects) {
            effects.extend(self.write_again((now_ms / 1000).cast_signed()));
            // answers have made room
            effects.extend(self.send_on());
        }
        effects
    }

    /// What cannot wait for the frames after it.
    fn act_on(&mut self, frame: Frame, now_ms: u64) -> Vec<Effect> {
        match frame {
            Frame::Welcome(welcome) => self.welcome(&welcome, now_ms),
            Frame::Refused(refused) => self.refused(refused),
            Frame::Changed(changed) => self.changed(changed),
            Frame::Filled(filled) => self.filled(&filled),
            Frame::Want(want) => self.want(want),
            Frame::Closing(code) => self.closing(code),
            Frame::Erased(erased) => self.erased(erased),
            Frame::Hidden(doc) => self.hidden(doc),
            Frame::Sight(role) => self.sight(role),
            Frame::Devices(devices) => self.vouched(devices),
            // it was not the next one; see `note`
            Frame::CaughtUp(_) => vec![Effect::HangUp],
            _ => vec![Effect::Tell(Event::Closing { code: Closing::BadFrame }), Effect::HangUp],
        }
    }

    fn closing(&mut self, code: Closing) -> Vec<Effect> {
        let shut = matches!(code, Closing::Revoked | Closing::SignedOut);
        let mut effects = if shut { self.shut_out() } else { Vec::new() };
        effects.extend([Effect::Tell(Event::Closing { code }), Effect::HangUp]);
        effects
    }

    fn welcome(&mut self, welcome: &Welcome, now_ms: u64) -> Vec<Effect> {
        let clock_ahead_ms = welcome.clock_ms.cast_signed().wrapping_sub(now_ms.cast_signed());
        let mut effects =
            vec![Effect::Tell(Event::Welcome { role: welcome.me.role, clock_ahead_ms })];
        if std::mem::take(&mut self.standing.shut_out) {
            effects.push(self.moved(Vec::new()));
        }
        if self.role != welcome.me.role {
            self.role = welcome.me.role;
            // what one role could not do another may
            self.ledgers.values_mut().for_each(|ledger| ledger.refused = None);
            effects.extend(self.push_unsent());
        } else {
            effects.extend(self.push_what_is_allowed());
        }
        if let Some(link) = &mut self.link {
            link.version = welcome.version;
        }
        // the relay says so, or its log ends before this phone's place
        let went_back = welcome.anew == Some(true) || self.standing.cursor > welcome.seq;
        let other = self.standing.epoch != Some(welcome.epoch) || went_back;
        if other || self.standing.cursor == Seq(0) && self.standing.fill.is_none() {
            // everything is handed over from the beginning
            self.standing.knows = welcome.version;
            self.standing.sight = vec![welcome.me.role];
        }
        if other {
            effects.extend(self.new_epoch(welcome));
        }
        effects.extend(self.meets_role(welcome.me.role));
        effects
    }

    /// A role may have come and gone, and come again, without this phone having heard of each.
    fn push_what_is_allowed(&mut self) -> Vec<Effect> {
        let (role, member) = (self.role, self.member);
        let mut again = Vec::new();
        for (doc, ledger) in &mut self.ledgers {
            let refused = ledger.refused == Some(RefusalCode::NotAllowed);
            if refused && access::may_write(role, member, doc) {
                ledger.refused = None;
                again.push(doc.clone());
            }
        }
        again.iter().flat_map(|doc| self.push(doc)).collect()
    }

    /// The relay's history is not the one this phone knew: nothing counts as stored there until it
    /// says so again.
    fn new_epoch(&mut self, welcome: &Welcome) -> Vec<Effect> {
        let known = self.standing.epoch.replace(welcome.epoch).is_some();
        self.standing.begin_again();
        self.standing.mark = None;
        let mut docs = Vec::new();
        for (doc, ledger) in self.ledgers.iter_mut().filter(|_| known) {
            ledger.forget_relay();
            let ledger = ledger.clone();
            docs.push(Record::of_ledger(doc.clone(), ledger));
        }
        if let Some(link) = self.link.as_mut().filter(|_| known) {
            // it says what it lacks, and of whom it believes that
            link.wait_to_be_asked(self.ledgers.keys().cloned());
        }
        let mut effects = vec![self.moved(docs)];
        if known {
            effects.push(Effect::Tell(Event::EpochChanged));
        }
        effects.extend(self.have_all());
        effects
    }

    fn refused(&mut self, Refused { push, doc, code }: Refused) -> Vec<Effect> {
        let Some(sent) = self.link.as_mut().and_then(|link| link.answered(push)) else {
            return Vec::new();
        };
        if code == RefusalCode::Erased {
            return self.erase_here(doc);
        }
        if !self.ledgers.contains_key(&doc) {
            // it has left this phone meanwhile
            return Vec::new();
        }
        let mut effects = self.put_down(&doc);
        if sent.others {
            // nothing is wrong with what this phone wrote: whoever wrote the rest gives it back one day
            self.asked.remove(&doc);
        }
        if let Some(link) = self.link.as_mut().filter(|_| sent.proven && !code.passes()) {
            // whoever wrote it hears why; what rests on it waits, and the rest goes on
            link.turn_down(&doc, sent.heads);
        } else if !code.passes() && !sent.others {
            self.ledgers.entry(doc.clone()).or_default().refused = Some(code);
            self.recount(&doc);
            let record = self.part(&doc, None);
            effects.push(self.transaction(vec![record]));
        } else if let Some(link) = self.link.as_mut() {
            link.put_off(doc.clone());
        }
        effects.push(Effect::Tell(Event::Refused { doc, code }));
        effects
    }

    /// A whole document. A chunk that comes here is none; see `note`.
    fn changed(&mut self, Changed { place, doc, content, mark, seal, .. }: Changed) -> Vec<Effect> {
        match self.turn(&place, &doc) {
            Turn::Past => return Vec::new(),
            Turn::Gap => return self.gap(&place),
            Turn::Next => {}
        }
        let mut effects = self.put_down(&doc);
        self.marked(mark);
        let seq = self.reached(&place, &doc);
        let taken = match &content {
            Content::Chunk(_) | Content::Piece(_) => None,
            Content::Snapshot(bytes) => self.take_snapshot(&doc, bytes, seq, seal),
        };
        let Some(record) = taken else {
            effects.extend(self.damaged_on_the_way(doc, Vec::new()));
            if matches!(place, Place::Log { .. }) && !ends(&effects) {
                effects.push(Effect::Send(Frame::Received(self.standing.cursor)));
            }
            return effects;
        };
        effects.push(self.moved(vec![record]));
        self.read_anew(&doc);
        effects.push(Effect::Show(doc));
        if matches!(place, Place::Log { .. }) {
            effects.push(Effect::Send(Frame::Received(self.standing.cursor)));
        }
        effects
    }

    /// The relay tried everything it sends, so something here is damaged: everything has to be handed
    /// over again. What does not get better by that is gone past.
    pub(super) fn damaged_on_the_way(&mut self, doc: DocId, docs: Vec<Record>) -> Vec<Effect> {
        if self.beginnings == 0 {
            self.standing.lacks = true;
            if !self.ledgers.contains_key(&doc) {
                self.open.remove(&doc);
            }
            return vec![self.moved(docs), Effect::Tell(Event::Lacking { doc })];
        }
        self.beginnings -= 1;
        self.standing.begin_again();
        vec![self.moved(docs), Effect::Tell(Event::Damaged { doc }), Effect::HangUp]
    }

    pub(super) fn turn(&self, place: &Place, doc: &DocId) -> Turn {
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
            Place::Apart => Turn::Next,
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

    /// The document is here as it is at this place.
    pub(super) fn reached(&mut self, place: &Place, doc: &DocId) -> Seq {
        if self.standing.part.as_ref() == Some(doc) {
            self.standing.part = None;
        }
        self.advance(place, doc)
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
            Place::Apart => self.standing.cursor,
        }
    }

    /// Where the relay's log ends, as it says. Whether that is new.
    pub(super) fn marked(&mut self, mark: Option<Marked>) -> bool {
        let known = self.standing.mark.map(|known| known.seq);
        let newer = mark.filter(|mark| known.is_none_or(|known| known < mark.seq));
        self.standing.mark = newer.or(self.standing.mark);
        newer.is_some()
    }

    /// The relay's whole document replaces what is on disk, once what is only here was merged in.
    fn take_snapshot(
        &mut self,
        doc: &DocId,
        bytes: &[u8],
        seq: Seq,
        seal: Option<Mark>,
    ) -> Option<Record> {
        let mut theirs =
            Document::load(doc.clone(), self.id, self.member, Some(bytes), std::iter::empty())
                .ok()?
                .knowing((self.shapes)(doc.kind()));
        let heads = theirs.heads();
        self.make_way(doc, |hash| theirs.knows(hash));
        if self.ledgers.contains_key(doc) {
            self.opened(doc).document.merge_snapshot(bytes).ok()?;
        } else {
            // what met before this phone came is asked here as well
            theirs.ask(Asked::default());
            self.open.insert(doc.clone(), Open::of(theirs));
        }
        let ledger = self.ledgers.entry(doc.clone()).or_default();
        if let Some(seal) = seal {
            // all of the document rests on them
            ledger.sealed = vec![Sealed::new(&heads, seal)];
        }
        ledger.relay_has(heads);
        ledger.seq = ledger.seq.max(seq);
        Some(self.whole_record(doc))
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

    fn want(&mut self, Want { doc, heads, own }: Want) -> Vec<Effect> {
        let mut effects = self.put_down(&doc);
        if self.awaited(&doc).is_some() {
            return effects;
        }
        if own == Some(true) {
            self.asked.remove(&doc);
        } else {
            self.asked.insert(doc.clone());
        }
        if let Some(link) = self.link.as_mut() {
            link.goes_on(&doc);
        }
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
