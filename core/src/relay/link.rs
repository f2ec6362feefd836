//! One connection of one device. Everything here is born on connect and dies on disconnect.

use std::collections::BTreeSet;

use super::Effect;
use crate::access::{self, Role};
use crate::frame::{CaughtUp, Changed, Content, Frame, Held, Hello, Marked, Me, Place, VERSIONS};
use crate::id::{DeviceId, DocId, Mark, ReplicaId, Seq};

/// The host's number for a link; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u64);

/// Through which door a link came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// A WebSocket: stays open.
    Live,
    /// A POST: ends when everything stored has been sent.
    Once,
    /// A POST that only hands in what somebody carried here; nothing of the log is sent on it.
    Carry,
}

#[derive(Debug)]
pub(super) struct Link {
    pub(super) me: Me,
    pub(super) door: Door,
    /// Set by `Hello`.
    pub(super) replica: Option<ReplicaId>,
    pub(super) progress: Progress,
    /// The document the person has open.
    pub(super) here: Option<DocId>,
    /// Documents of which it was told what is here, because what it pushed had no ground.
    pub(super) told_heads: BTreeSet<DocId>,
    /// The version that both speak.
    pub(super) version: u32,
    /// A document of which a part was handed over, and up to where.
    pub(super) part: Option<Held>,
    /// The version of which the phone was told all kinds.
    pub(super) knows: u32,
    /// The roles for which its disk stands, as it says or as the relay remembers.
    pub(super) sight: Vec<Role>,
    /// It has to be shown again what these roles, all of them, may not see or may see alone.
    pub(super) look: Option<Vec<Role>>,
    /// What has to be told before anything of the log.
    pub(super) before: Option<Before>,
    /// It wants to hear of the forum's devices, and keeps seals.
    pub(super) hears_of_devices: bool,
}

/// What a link has to hear before anything of the log, in this order.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// Documents that were erased; it was told of those up to this number.
    Erased(u64),
    /// What it may not see any more, or may see now, since the role or the program was another: what all of `from`
    /// may see is there, and the relay has read the documents up to `read`.
    Sight { from: Vec<Role>, read: Option<DocId> },
}

/// How far what was sent on a link has got.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// No `Hello` yet.
    Unmet,
    /// Documents are being handed over whole, in the order of their names: `last` was sent last,
    /// the relay has read up to `read`.
    Filling { upto: Seq, last: Option<DocId>, read: Option<DocId> },
    /// The log is being handed over: the phone was told up to `told`, the relay has read up to `read`.
    Behind { told: Seq, read: Seq },
    /// Everything stored was sent; new entries are told as they come.
    Live { told: Seq },
}

impl Progress {
    pub(super) fn begin(hello: &Hello, same_history: bool, seq: Seq) -> Self {
        match &hello.fill {
            Some(fill) if same_history && fill.upto <= seq => {
                let last = Some(fill.last.clone());
                Self::Filling { upto: fill.upto, read: last.clone(), last }
            }
            // an empty log has nothing to hand over whole
            _ if seq == Seq(0) => Self::Behind { told: Seq(0), read: Seq(0) },
            _ if same_history && hello.cursor > Seq(0) => {
                Self::Behind { told: hello.cursor, read: hello.cursor }
            }
            _ => Self::Filling { upto: seq, last: None, read: None },
        }
    }

    /// The cursor a phone can have at most.
    pub(super) fn told(&self) -> Seq {
        match self {
            Self::Unmet | Self::Filling { .. } => Seq(0),
            Self::Behind { told, .. } | Self::Live { told } => *told,
        }
    }
}

impl Link {
    pub(super) fn new(me: Me, door: Door) -> Self {
        Self {
            me,
            door,
            // nobody says hello there
            replica: (door == Door::Carry).then(|| ReplicaId::new(me.device, [0; 8])),
            progress: Progress::Unmet,
            here: None,
            told_heads: BTreeSet::new(),
            version: VERSIONS.min,
            part: None,
            knows: VERSIONS.min,
            sight: Vec::new(),
            look: None,
            before: None,
            hears_of_devices: false,
        }
    }

    /// To whom everything is handed over from the beginning nothing is handed over twice. For which role its
    /// disk stands the phone says; `remembered` is for a program that cannot.
    pub(super) fn speak(
        &mut self,
        version: u32,
        hello: &Hello,
        same_history: bool,
        remembered: Role,
    ) {
        let anew = hello.cursor == Seq(0) && hello.fill.is_none() || !same_history;
        let told = hello.knows.unwrap_or_default().max(VERSIONS.min);
        (self.version, self.knows) = (version, if anew { version } else { told });
        let says = hello.sight.is_some();
        let said = hello.sight.iter().flat_map(|sight| &sight.0).copied().collect::<Vec<_>>();
        let cannot_say = said.is_empty();
        self.sight = if cannot_say { vec![remembered] } else { said };
        let here = [self.me.role];
        // it drops by itself what it may not see
        let from = if anew && says { here.to_vec() } else { self.sight.clone() };
        let is_other = from != here || self.knows < version;
        self.look = (is_other || says && cannot_say && !anew).then_some(from);
    }

    /// It may, or may have, a copy.
    pub(super) fn may_hold(&self, doc: &DocId) -> bool {
        let roles = self.sight.iter().chain([&self.me.role]);
        roles.into_iter().any(|role| access::may_read(*role, self.me.member, doc))
    }

    pub(super) fn is_live(&self) -> bool {
        self.before.is_none() && matches!(self.progress, Progress::Live { .. })
    }

    pub(super) fn is_behind(&self) -> bool {
        self.before.is_some()
            || matches!(self.progress, Progress::Filling { .. } | Progress::Behind { .. })
    }

    pub(super) fn may_read(&self, doc: &DocId) -> bool {
        self.sees(self.me.role, self.version, doc)
    }

    /// Whether somebody of this role would, with a program of this version.
    pub(super) fn sees(&self, role: Role, version: u32, doc: &DocId) -> bool {
        doc.kind().since() <= version && access::may_read(role, self.me.member, doc)
    }

    pub(super) fn may_write(&self, doc: &DocId) -> bool {
        access::may_write(self.me.role, self.me.member, doc)
    }

    /// What a link that is up to date hears of a new entry.
    pub(super) fn tell(
        &mut self,
        id: LinkId,
        seq: Seq,
        doc: &DocId,
        (content, mark, seal): (&Content, Mark, Mark),
        (device, replica): (DeviceId, ReplicaId),
    ) -> Option<Effect> {
        let may_read = self.may_read(doc);
        let Progress::Live { told } = &mut self.progress else {
            return None;
        };
        if self.replica != Some(replica) && !may_read {
            return None;
        }
        let after = std::mem::replace(told, seq);
        let mark = Some(Marked { seq, mark });
        let frame = if self.replica == Some(replica) {
            Frame::CaughtUp(CaughtUp { after, cursor: seq, mark })
        } else {
            let place = Place::Log { after, seq };
            Frame::Changed(Changed {
                place,
                doc: doc.clone(),
                content: content.clone(),
                by: Some(device),
                mark,
                seal: self.hears_of_devices.then_some(seal),
            })
        };
        Some(Effect::Send(id, frame))
    }
}
