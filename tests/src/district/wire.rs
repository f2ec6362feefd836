//! The network: one wire per link, with frames on their way in both directions.

use std::collections::VecDeque;

use paguyuban::relay::{Door, LinkId};

use crate::dice::Dice;

/// What is on its way to a phone.
#[derive(Debug)]
pub(super) enum Down {
    Frame(Vec<u8>),
    /// A page ends here; once it is past, the link has room.
    Page,
    /// The relay's end is closed.
    End,
}

/// One link between a tab and the relay.
#[derive(Debug)]
pub(super) struct Wire {
    pub(super) link: LinkId,
    pub(super) phone: usize,
    pub(super) tab: u64,
    pub(super) door: Door,
    pub(super) up: VecDeque<Vec<u8>>,
    pub(super) down: VecDeque<Down>,
    /// Through the POST door: the body has not ended yet.
    pub(super) in_body: bool,
    /// The relay's end is open.
    pub(super) open: bool,
    pub(super) strength: Strength,
}

/// What a link bears. Bytes are counted, not frames: whatever is in one frame goes through with it or is lost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strength {
    /// After so many bytes it is cut.
    pub(super) left: usize,
    /// Bytes that get through in one step.
    pub(super) speed: usize,
    /// Of the next frame.
    through: usize,
}

/// How far a frame came in one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carried {
    Through,
    Waits,
    Cut,
}

impl Strength {
    pub(super) const fn of(left: usize, speed: usize) -> Self {
        Self { left, speed, through: 0 }
    }

    pub(super) fn carry(&mut self, bytes: usize) -> Carried {
        self.through = self.through.saturating_add(self.speed);
        if self.through.min(bytes) > self.left {
            return Carried::Cut;
        }
        if self.through < bytes {
            return Carried::Waits;
        }
        self.through = 0;
        self.left -= bytes.min(self.left);
        Carried::Through
    }
}

impl Wire {
    pub(super) fn is_silent(&self) -> bool {
        self.up.is_empty() && self.down.is_empty() && !self.in_body
    }

    /// One thing that networks do to frames.
    pub(super) fn disturb(&mut self, dice: &mut Dice) {
        match dice.below(7) {
            0 => duplicate_up(&mut self.up, dice),
            1 => duplicate_down(&mut self.down, dice),
            2 | 3 => swap(&mut self.up, dice),
            4 => swap_down(&mut self.down, dice),
            5 => {
                let at = dice.below(self.up.len());
                self.up.get_mut(at).into_iter().for_each(|frame| truncate(frame, dice));
            }
            _ => {
                let at = dice.below(self.down.len());
                if let Some(Down::Frame(frame)) = self.down.get_mut(at) {
                    truncate(frame, dice);
                }
            }
        }
    }
}

fn duplicate_up(frames: &mut VecDeque<Vec<u8>>, dice: &mut Dice) {
    let at = dice.below(frames.len());
    if let Some(frame) = frames.get(at).cloned() {
        let to = at + 1 + dice.below(frames.len() - at);
        frames.insert(to, frame);
    }
}

fn duplicate_down(frames: &mut VecDeque<Down>, dice: &mut Dice) {
    let at = dice.below(frames.len());
    if let Some(Down::Frame(frame)) = frames.get(at) {
        let frame = Down::Frame(frame.clone());
        frames.insert(at + 1, frame);
    }
}

fn swap<T>(frames: &mut VecDeque<T>, dice: &mut Dice) {
    if frames.len() > 1 {
        let at = dice.below(frames.len() - 1);
        frames.swap(at, at + 1);
    }
}

fn swap_down(frames: &mut VecDeque<Down>, dice: &mut Dice) {
    let at = dice.below(frames.len());
    if matches!((frames.get(at), frames.get(at + 1)), (Some(Down::Frame(_)), Some(Down::Frame(_))))
    {
        frames.swap(at, at + 1);
    }
}

fn truncate(frame: &mut Vec<u8>, dice: &mut Dice) {
    frame.truncate(dice.below(frame.len()));
}
