//! Links: connecting, carrying frames up and down, the relay's turns, and links that break.

use std::collections::VecDeque;

use paguyuban::frame::{
    CaughtUp, Changed, Closing, FRAME_DOWN_BYTES_MAX, FRAME_UP_BYTES_MAX, Frame, Place,
    RefusalCode, Refused, Stored,
};
use paguyuban::id::Seq;
use paguyuban::relay::{Door, LinkId};
use paguyuban::replica::{Effect, Event as Told};
use paguyuban_server::archive::{Event, Outgoing};

use super::faults::Planted;
use super::wire::{Carried, Down, Strength, Wire};
use super::{At, District, Trouble};

/// Hand-overs that one turn may be followed by; each sends a page or ends.
const TURNS_MAX: usize = 1_000;
/// What a link bears at most that is cut after so many bytes.
const CUT_BYTES_MAX: usize = 24_000;
/// The fewest bytes of a step on a slow link; a long document takes some thousand steps.
const SPEED_MIN: usize = 200;
const SPEED_MAX: usize = 2_000;
/// A tab takes fewer frames than this at once.
const TOGETHER_MAX: usize = 12;

impl District {
    /// A tab that talks to the relay opens a link through a door, if the relay is there.
    pub(super) fn connect(&mut self, at: At, door: Door) -> Result<(), Trouble> {
        let tab = self.tab(at);
        if tab.link.is_some() || tab.halted || !tab.speaks || !self.hub.is_up() {
            return Ok(());
        }
        let Some(device) = self.hub.device(self.phones[at.phone].me.device)? else {
            return Ok(());
        };
        let link = LinkId(self.next_number());
        let strength = self.strength();
        let tab = self.tab(at);
        tab.link = Some(link);
        let tab = tab.id;
        self.wires.push(Wire {
            link,
            phone: at.phone,
            tab,
            door,
            up: VecDeque::new(),
            down: VecDeque::new(),
            in_body: door == Door::Once,
            open: true,
            strength,
        });
        self.inbox.push(Event::Join { link, device, door });
        self.tale.links += 1;
        self.greet(at)?;
        // a request is made when all of its body is there
        if door == Door::Once && !self.drain(at)? {
            self.hang_up(at);
        }
        Ok(())
    }

    /// One in four is slow, and one in four is cut, until all is healed.
    fn strength(&mut self) -> Strength {
        let speed = SPEED_MIN + self.dice.below(SPEED_MAX);
        let (slow, cut) = (self.dice.once_in(4), self.dice.once_in(4));
        let left = self.dice.below(CUT_BYTES_MAX);
        let speed = if slow { speed } else { usize::MAX };
        Strength::of(if cut && !self.at_peace { left } else { usize::MAX }, speed)
    }

    /// The phone ends its link.
    pub(super) fn hang_up(&mut self, at: At) {
        let keeps = self.is_planted(Planted::PhoneKeepsOldLinkState);
        let tab = self.tab(at);
        if !keeps {
            tab.replica.disconnect();
        }
        if let Some(link) = tab.link.take() {
            self.wires.retain(|wire| wire.link != link);
            self.inbox.push(Event::Leave(link));
        }
    }

    /// The link breaks. Each side may learn of it much later.
    pub(super) fn cut(&mut self, wire: usize) {
        self.tale.cuts += 1;
        let (late_relay, late_phone) = (self.dice.once_in(3), self.dice.once_in(3));
        let wire = &mut self.wires[wire];
        let (link, phone, tab) = (wire.link, wire.phone, wire.tab);
        wire.open = false;
        wire.in_body = false;
        wire.up.clear();
        let arrived = if late_phone { self.dice.below(wire.down.len() + 1) } else { 0 };
        wire.down.truncate(arrived);
        wire.down.push_back(Down::End);
        if late_relay {
            self.ghosts.push(link);
        } else {
            self.inbox.push(Event::Leave(link));
        }
        if let (false, Some(tab)) = (late_phone, self.phones[phone].tab(tab)) {
            self.hang_up(At { phone, tab });
        }
    }

    /// The relay takes the next frame of a wire.
    pub(super) fn carry_up(&mut self, wire: usize) {
        let at = wire;
        let wire = &mut self.wires[wire];
        let link = wire.link;
        match wire.up.front().map(|bytes| wire.strength.carry(bytes.len())) {
            Some(Carried::Cut) => return self.cut_in_a_frame(at),
            Some(Carried::Waits) => return,
            _ => {}
        }
        match wire.up.pop_front() {
            Some(bytes) => match Frame::from_bytes(&bytes, FRAME_UP_BYTES_MAX) {
                Ok(frame) => self.inbox.push(Event::Frame(link, frame)),
                Err(_) => self.reject(link),
            },
            None if wire.in_body => {
                wire.in_body = false;
                self.inbox.push(Event::Room(link));
            }
            None => {}
        }
    }

    fn cut_in_a_frame(&mut self, wire: usize) {
        self.tale.cut_in_a_frame += 1;
        self.wires[wire].down.clear();
        self.cut(wire);
    }

    /// What the relay's door does with bytes that are no frame.
    fn reject(&mut self, link: LinkId) {
        self.inbox.push(Event::Leave(link));
        self.end_from_relay(link, Some(&Frame::Closing(Closing::BadFrame)));
    }

    fn end_from_relay(&mut self, link: LinkId, last: Option<&Frame>) {
        if let Some(wire) = self.wires.iter_mut().find(|wire| wire.link == link && wire.open) {
            wire.open = false;
            wire.up.clear();
            wire.in_body = false;
            wire.down.extend(last.map(|frame| Down::Frame(frame.to_bytes())));
            wire.down.push_back(Down::End);
        }
    }

    /// The tab takes the next thing that comes down a wire.
    pub(super) fn carry_down(&mut self, wire: usize) -> Result<(), Trouble> {
        let wire = &mut self.wires[wire];
        let (link, phone, tab) = (wire.link, wire.phone, wire.tab);
        let Some(tab) = self.phones[phone].tab(tab) else {
            self.wires.retain(|wire| wire.link != link);
            return Ok(());
        };
        let at = At { phone, tab };
        let Some(place) = self.wires.iter().position(|wire| wire.link == link) else {
            return Ok(());
        };
        let wire = &mut self.wires[place];
        if let Some(Down::Frame(bytes)) = wire.down.front() {
            match wire.strength.carry(bytes.len()) {
                Carried::Cut => {
                    self.cut_in_a_frame(place);
                    return Ok(());
                }
                Carried::Waits => return Ok(()),
                Carried::Through => {}
            }
        }
        match wire.down.pop_front() {
            None => {}
            Some(Down::Page) if wire.open => self.inbox.push(Event::Room(link)),
            Some(Down::Page) => {}
            Some(Down::End) => self.hang_up(at),
            Some(Down::Frame(first)) => {
                let mut arrived = vec![first];
                // now and then, more has arrived by the time the tab looks
                let mut more = if self.dice.once_in(2) { 0 } else { self.dice.below(TOGETHER_MAX) };
                while let Some(Down::Frame(next)) = wire.down.front().filter(|_| more > 0) {
                    if wire.strength.carry(next.len()) != Carried::Through {
                        break;
                    }
                    if let Some(Down::Frame(next)) = wire.down.pop_front() {
                        arrived.push(next);
                    }
                    more -= 1;
                }
                let frames =
                    arrived.iter().map(|bytes| Frame::from_bytes(bytes, FRAME_DOWN_BYTES_MAX));
                match frames.collect() {
                    Ok(frames) => self.take(at, frames)?,
                    Err(_) => self.hang_up(at),
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, at: At, frames: Vec<Frame>) -> Result<(), Trouble> {
        for doc in self.tab(at).replica.needs(&frames) {
            if !self.load(at, &doc)? {
                return Ok(());
            }
        }
        let now_ms = self.phones[at.phone].now_ms(self.now_ms);
        let tab = self.tab(at);
        let effects = tab.replica.receive(frames, now_ms);
        let greets = |effect: &&Effect| matches!(effect, Effect::Tell(Told::Welcome { .. }));
        let greetings = effects.iter().filter(greets).count();
        tab.welcomed.extend(tab.link.iter().cycle().take(greetings));
        tab.take_on(effects);
        Ok(())
    }

    /// The relay takes all that has arrived. With `killed_after`, it dies when it has sent so much.
    pub(super) fn turn(&mut self, killed_after: Option<usize>) -> Result<(), Trouble> {
        let clock_ms = self.now_ms.saturating_add_signed(self.hub_skew_ms);
        let mut events = std::mem::take(&mut self.inbox);
        let mut left = killed_after;
        for _ in 0..TURNS_MAX {
            for outgoing in self.hub.turn(std::mem::take(&mut events), clock_ms) {
                if left == Some(0) {
                    return self.kill_relay();
                }
                left = left.map(|left| left - 1);
                self.go_out(outgoing);
            }
            if !self.hub.has_more() {
                break;
            }
        }
        if killed_after.is_some() { self.kill_relay() } else { Ok(()) }
    }

    fn go_out(&mut self, outgoing: Outgoing) {
        match outgoing {
            Outgoing::Send(link, frame) => {
                let Some(frame) = self.altered(link, frame) else {
                    return;
                };
                self.tale.frames_down += 1;
                if let Some(wire) = self.open_wire(link) {
                    wire.down.push_back(Down::Frame(frame.to_bytes()));
                }
            }
            Outgoing::Page(link) => match self.open_wire(link) {
                Some(wire) => wire.down.push_back(Down::Page),
                None => self.inbox.push(Event::Room(link)),
            },
            Outgoing::Close(link, closing) => {
                self.end_from_relay(link, Some(&Frame::Closing(closing)));
            }
            Outgoing::Done(link) => self.end_from_relay(link, None),
        }
    }

    fn open_wire(&mut self, link: LinkId) -> Option<&mut Wire> {
        self.wires.iter_mut().find(|wire| wire.link == link && wire.open)
    }

    /// What planted faults make of a frame from the relay.
    fn altered(&mut self, link: LinkId, frame: Frame) -> Option<Frame> {
        match (self.planted, frame) {
            (
                Some(Planted::RelayAnswersOnlyTheAuthor),
                Frame::Changed(Changed { place: Place::Log { after, .. }, .. }),
            ) => {
                self.untold.entry(link).or_insert(after);
                None
            }
            (Some(Planted::RelayAnswersOnlyTheAuthor), Frame::CaughtUp(caught_up)) => {
                let after = self.untold.remove(&link).unwrap_or(caught_up.after);
                Some(Frame::CaughtUp(CaughtUp { after, ..caught_up }))
            }
            (
                Some(Planted::RelayAcceptsMissingDeps),
                Frame::Refused(Refused { push, doc, code: RefusalCode::MissingDeps }),
            ) => Some(Frame::Stored(Stored { push, doc, seq: Seq(1), mark: None })),
            (Some(Planted::RelayAcceptsMissingDeps), Frame::Want(_)) => None,
            (Some(Planted::RelayCountsDuplicates), Frame::Receipts(mut receipts)) => {
                let first = receipts.0.0.first_mut();
                first.into_iter().for_each(|group| group.devices += self.duplicates);
                Some(Frame::Receipts(receipts))
            }
            (_, frame) => Some(frame),
        }
    }

    /// The relay's process is killed: what it had not sent is gone, every link ends.
    pub(super) fn kill_relay(&mut self) -> Result<(), Trouble> {
        self.tale.relay_kills += 1;
        self.hub.crash()?;
        self.inbox.clear();
        self.ghosts.clear();
        for wire in &mut self.wires {
            wire.open = false;
            wire.up.clear();
            wire.in_body = false;
            wire.down.push_back(Down::End);
        }
        Ok(())
    }
}
