//! The steps of a story.

use paguyuban::relay::Door;

use super::faults::Planted;
use super::phone::Tab;
use super::shaky::Mood;
use super::{At, District, Trouble};
use crate::disk::Health;

#[derive(Debug, Clone, Copy)]
enum Act {
    Write,
    WriteBadly,
    StepBack,
    Commit,
    Perform,
    ListenToTab,
    Connect,
    CarryUp,
    CarryDown,
    Turn,
    Close,
    LookAt,
    TimePasses,
    Cut,
    Disturb,
    GhostsLeave,
    HangUp,
    KillTab,
    KillPhone,
    OpenTab,
    KillRelay,
    StartRelay,
    RelayDiskMood,
    PhoneDiskHealth,
    RetryStore,
    ClockJumps,
    Backup,
    RestoreRelay,
    GoBack,
    CopyPhone,
    RestorePhone,
    Erase,
    ChangeRole,
}

/// How often each happens, of all together.
const ACTS: &[(Act, u32)] = &[
    (Act::Write, 90),
    (Act::WriteBadly, 12),
    (Act::StepBack, 8),
    (Act::Commit, 50),
    (Act::Perform, 160),
    (Act::ListenToTab, 25),
    (Act::Connect, 30),
    (Act::CarryUp, 90),
    (Act::CarryDown, 110),
    (Act::Turn, 60),
    (Act::Close, 6),
    (Act::LookAt, 4),
    (Act::TimePasses, 20),
    (Act::Cut, 5),
    (Act::Disturb, 8),
    (Act::GhostsLeave, 3),
    (Act::HangUp, 2),
    (Act::KillTab, 4),
    (Act::KillPhone, 3),
    (Act::OpenTab, 16),
    (Act::KillRelay, 3),
    (Act::StartRelay, 12),
    (Act::RelayDiskMood, 5),
    (Act::PhoneDiskHealth, 4),
    (Act::RetryStore, 12),
    (Act::ClockJumps, 2),
    (Act::Backup, 2),
    (Act::RestoreRelay, 1),
    (Act::GoBack, 2),
    (Act::CopyPhone, 3),
    (Act::RestorePhone, 1),
    (Act::Erase, 1),
    (Act::ChangeRole, 6),
];
/// A page may be opened twice.
const TABS_MAX: usize = 2;
/// What a store that fills has left, in bytes: some transactions.
const ROOM_MAX: usize = 6_000;
/// How far clocks jump: half a day, well within the time a restored relay takes back what it lost.
const JUMP_MS: usize = 12 * 60 * 60 * 1000;

impl District {
    pub(super) fn step(&mut self) -> Result<(), Trouble> {
        self.now_ms += self.dice.below(200) as u64;
        let Some(act) = self.dice.weighed(ACTS) else {
            return Ok(());
        };
        let phone = self.dice.below(self.phones.len());
        match act {
            Act::CarryUp | Act::CarryDown | Act::Cut | Act::Disturb => self.on_a_wire(act),
            Act::OpenTab => self.open_tab(phone),
            Act::KillPhone => {
                self.kill_phone(phone);
                Ok(())
            }
            Act::CopyPhone => {
                let copy = self.phones[phone].disk.contents.clone();
                self.phones[phone].copies.push(copy);
                Ok(())
            }
            Act::RestorePhone => self.restore_phone(phone),
            Act::Erase => self.erase(),
            Act::ChangeRole => self.change_a_role(phone),
            Act::PhoneDiskHealth => {
                let filling = Health::Filling(self.dice.below(ROOM_MAX));
                let health = [Health::Well, Health::Well, filling, Health::Full, Health::Failing];
                let health = self.dice.pick(&health).copied().unwrap_or(Health::Well);
                self.phones[phone].disk.health = health;
                Ok(())
            }
            Act::Write
            | Act::WriteBadly
            | Act::StepBack
            | Act::Commit
            | Act::Perform
            | Act::ListenToTab
            | Act::Connect
            | Act::Close
            | Act::LookAt
            | Act::HangUp
            | Act::KillTab
            | Act::RetryStore => self.on_a_tab(act, phone),
            _ => self.on_the_relay(act),
        }
    }

    fn on_a_tab(&mut self, act: Act, phone: usize) -> Result<(), Trouble> {
        if self.phones[phone].tabs.is_empty() {
            return Ok(());
        }
        let at = At { phone, tab: self.dice.below(self.phones[phone].tabs.len()) };
        match act {
            Act::Write => self.write(at)?,
            Act::WriteBadly => self.write_badly(at)?,
            Act::StepBack => self.step_back(at)?,
            Act::Commit => self.commit_one(at),
            Act::Perform => drop(self.perform(at)?),
            Act::ListenToTab => self.listen_to_tab(at)?,
            Act::Connect => {
                let door = if self.dice.once_in(3) { Door::Once } else { Door::Live };
                self.connect(at, door)?;
            }
            Act::Close => self.close_one(at),
            Act::LookAt => {
                let doc = self.dice.pick(&self.docs).cloned();
                let effects = self.tab(at).replica.here(doc);
                self.tab(at).take_on(effects);
            }
            Act::HangUp => self.hang_up(at),
            Act::KillTab => self.kill_tab(at),
            _ => {
                self.tab(at).halted = false;
                self.drain(at)?;
            }
        }
        Ok(())
    }

    fn on_a_wire(&mut self, act: Act) -> Result<(), Trouble> {
        if self.wires.is_empty() {
            return Ok(());
        }
        let wire = self.dice.below(self.wires.len());
        match act {
            Act::CarryUp => self.carry_up(wire),
            Act::CarryDown => self.carry_down(wire)?,
            Act::Cut => self.cut(wire),
            _ => {
                self.tale.disturbed += 1;
                let mut dice = self.dice.child();
                let before = self.wires[wire].up.len() + self.wires[wire].down.len();
                self.wires[wire].disturb(&mut dice);
                let after = self.wires[wire].up.len() + self.wires[wire].down.len();
                self.duplicates += (after - before) as u32;
            }
        }
        Ok(())
    }

    fn on_the_relay(&mut self, act: Act) -> Result<(), Trouble> {
        match act {
            Act::Turn => {
                let events = std::mem::take(&mut self.inbox);
                let (now, later) = split(events, self.dice.below(8));
                self.inbox = now;
                self.turn(None)?;
                let mut arrived = std::mem::take(&mut self.inbox);
                self.inbox = later;
                self.inbox.append(&mut arrived);
            }
            Act::TimePasses => self.now_ms += self.dice.below(5_000) as u64,
            Act::GhostsLeave => self.let_ghosts_leave(),
            Act::KillRelay if self.hub.is_up() => {
                let after = self.dice.below(12);
                self.turn(Some(after))?;
            }
            Act::StartRelay if !self.hub.is_up() => self.start_relay()?,
            Act::RelayDiskMood => {
                self.tale.relay_disk_moods += 1;
                let moods = [
                    Mood::Well,
                    Mood::Well,
                    Mood::Full,
                    Mood::RefusesOnce,
                    Mood::WritesAndFailsOnce,
                    Mood::UnreadableOnce,
                ];
                let mood = self.dice.pick(&moods).copied().unwrap_or(Mood::Well);
                self.hub.set_mood(mood);
            }
            Act::ClockJumps => {
                let jump = self.dice.below(2 * JUMP_MS) as i64 - JUMP_MS as i64;
                match self.dice.below(self.phones.len() + 1) {
                    0 => self.hub_skew_ms = jump,
                    phone => self.phones[phone - 1].skew_ms = jump,
                }
            }
            Act::Backup => self.hub.backup()?,
            Act::RestoreRelay if self.hub.has_backup() => self.restore_relay()?,
            Act::GoBack => self.go_back()?,
            _ => {}
        }
        Ok(())
    }

    fn close_one(&mut self, at: At) {
        let tab = self.tab(at);
        let clean: Vec<_> = tab.used.difference(&tab.typing).cloned().collect();
        if let (true, Some(doc)) = (self.tab(at).line.is_empty(), self.dice.pick(&clean).cloned()) {
            let tab = self.tab(at);
            tab.replica.close(&doc);
            if !tab.replica.is_open(&doc) {
                tab.used.remove(&doc);
                tab.fields.retain(|(of, _), _| *of != doc);
            }
        }
    }

    pub(super) fn open_tab(&mut self, phone: usize) -> Result<(), Trouble> {
        if self.phones[phone].tabs.len() >= TABS_MAX {
            return Ok(());
        }
        let id = self.next_number();
        let nonce =
            if self.is_planted(Planted::PhoneReusesItsNonce) { [7; 8] } else { self.dice.bytes() };
        let this = &mut self.phones[phone];
        let tab = Tab::start(id, self.hub.forum, this, nonce);
        this.tabs.push(tab);
        self.let_one_speak(phone);
        Ok(())
    }

    /// If no tab of the phone talks to the relay, the first one does.
    pub(super) fn let_one_speak(&mut self, phone: usize) {
        let tabs = &self.phones[phone].tabs;
        if !tabs.is_empty() && !tabs.iter().any(|tab| tab.speaks) {
            self.speak(At { phone, tab: 0 });
        }
    }

    fn kill_tab(&mut self, at: At) {
        self.tale.tab_kills += 1;
        self.hang_up(at);
        self.phones[at.phone].tabs.remove(at.tab);
        self.let_one_speak(at.phone);
    }

    pub(super) fn kill_phone(&mut self, phone: usize) {
        self.tale.phone_kills += 1;
        for tab in 0..self.phones[phone].tabs.len() {
            self.hang_up(At { phone, tab });
        }
        self.phones[phone].tabs.clear();
    }

    pub(super) fn start_relay(&mut self) -> Result<(), Trouble> {
        let clock_ms = self.now_ms.saturating_add_signed(self.hub_skew_ms);
        Ok(self.hub.start(clock_ms)?)
    }

    pub(super) fn let_ghosts_leave(&mut self) {
        let ghosts = std::mem::take(&mut self.ghosts);
        self.inbox.extend(ghosts.into_iter().map(paguyuban_server::archive::Event::Leave));
    }
}

fn split<T>(mut items: Vec<T>, at: usize) -> (Vec<T>, Vec<T>) {
    let later = items.split_off(at.min(items.len()));
    (items, later)
}
