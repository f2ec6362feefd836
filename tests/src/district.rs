//! The simulated district: phones with tabs and disks, one relay, one network, from one seed.
//!
//! A story plays some hundred steps in which people write, frames travel and everything breaks:
//! links are cut, frames are duplicated, reordered and truncated, tabs, phones and the relay are
//! killed between any two steps (what they were about to do is abandoned), disks fill and fail,
//! clocks jump, the relay is put back from an old backup, a phone from an old copy. Then everything
//! heals, and every screen, every disk and the relay must hold the same, with everything that was
//! acknowledged in it ([`audit`]). The core, the archive and the SQLite store are the shipped ones;
//! what stands around them is here, and [`faults`] are planted in it.

use std::collections::BTreeMap;

use paguyuban::access::Role;
use paguyuban::id::{DocId, Epoch, Seq, Ulid};
use paguyuban::relay::LinkId;
use paguyuban::signature::SecretKey;
use paguyuban_server::archive::Event;
use paguyuban_server::store::{Store, StoreError};

use crate::dice::Dice;

mod acts;
mod audit;
mod faults;
mod hands;
mod hub;
mod judge;
mod network;
mod office;
mod peace;
mod phone;
mod refusals;
mod restores;
mod sayings;
mod shaky;
mod tabs;
mod tale;
mod wire;

pub use faults::Planted;
pub use tale::{Broken, Tale};

use audit::Audit;
use hub::Hub;
use phone::Phone;
use wire::Wire;

/// 2025-11-24T16:00:00Z.
const BEGIN_MS: u64 = 1_764_000_000_000;
/// Most phones of a story; each pair of them can disagree.
const PHONES_MAX: usize = 5;

/// Plays the story of a seed.
///
/// # Errors
/// [`Broken`] if something is lost, differs, lies or never ends.
pub fn play(seed: u64) -> Result<Tale, Box<Broken>> {
    play_with(seed, None)
}

/// Plays the story of a seed with a fault planted in it.
///
/// # Errors
/// [`Broken`] if the fault, or anything else, was noticed.
pub fn play_with(seed: u64, planted: Option<Planted>) -> Result<Tale, Box<Broken>> {
    let broken = |step, why: Trouble| Box::new(Broken { seed, planted, step, why: why.0 });
    let mut district = District::new(seed, planted).map_err(|why| broken(0, why))?;
    let ended = district.play_out();
    ended.map_err(|why| broken(district.tale.steps, why))?;
    Ok(district.tale)
}

/// What is wrong.
#[derive(Debug)]
struct Trouble(String);

impl Trouble {
    fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl From<String> for Trouble {
    fn from(why: String) -> Self {
        Self(why)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self(format!("the relay's store: {error}"))
    }
}

/// A tab of a phone, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct At {
    phone: usize,
    tab: usize,
}

#[derive(Debug)]
struct District {
    dice: Dice,
    planted: Option<Planted>,
    now_ms: u64,
    hub_skew_ms: i64,
    phones: Vec<Phone>,
    hub: Hub,
    wires: Vec<Wire>,
    /// What has arrived at the relay and was not taken yet.
    inbox: Vec<Event>,
    /// Links that broke without the relay having noticed.
    ghosts: Vec<LinkId>,
    docs: Vec<DocId>,
    audit: Audit,
    number: u64,
    /// Nothing more happens than what must, so that all arrives.
    at_peace: bool,
    /// Planted: how many frames arrived twice.
    duplicates: u32,
    /// Planted: from where on a link was told nothing.
    untold: BTreeMap<LinkId, Seq>,
    tale: Tale,
}

impl District {
    fn new(seed: u64, planted: Option<Planted>) -> Result<Self, Trouble> {
        let mut dice = Dice::new(seed);
        let mut hub = Hub::new(BEGIN_MS, planted, dice.child())?;
        let mut phones = Vec::new();
        for number in 1..=2 + dice.below(PHONES_MAX - 1) {
            let role = match dice.below(8) {
                0 if number > 2 => Role::Viewer,
                1 | 2 => Role::Member,
                _ => Role::Organiser,
            };
            let key = SecretKey::from_bytes(&[number as u8; 32]).map_err(|bad| bad.to_string())?;
            let me = hub.enrol(number as u8, role, &key, BEGIN_MS)?;
            phones.push(Phone::new(me, key));
        }
        let mut docs: Vec<DocId> =
            phones.iter().take(2).map(|phone| DocId::member(phone.me.member)).collect();
        // some stories are about one document, which then grows until it is written as a whole
        let more = if dice.once_in(6) { 0 } else { 1 + dice.below(3) };
        docs.extend(
            ["33.02.19.2003", "33.02.19.2004"]
                .iter()
                .take(more)
                .filter_map(|village| format!("log/{village}/2026").parse().ok()),
        );
        docs.extend((0..more).map(|n| DocId::note(Ulid::new(BEGIN_MS, n as u128))));
        // the fault shows in what not everybody may see: where it is planted, most is written there
        let confidential = match planted {
            Some(Planted::PhoneGuessesForWhichRoleItStands) => 8,
            _ => usize::from(more > 1),
        };
        let boards =
            (1..=confidential as u128).map(|n| format!("board/{}", Ulid::new(BEGIN_MS, n)));
        docs.extend(boards.filter_map(|board| board.parse().ok()));
        docs.extend(Some(DocId::settings()).filter(|_| more > 1));
        let event = format!("event/{}", Ulid::new(BEGIN_MS, 2));
        let (first, last) = (phones[0].me.member, phones[phones.len() - 1].me.member);
        let own = format!("own/{first}/2026-1");
        let (grades, aside) =
            (format!("assessment/{last}/2026"), format!("private/{first}/{last}/2026"));
        let few = [event.as_str(), own.as_str(), grades.as_str(), aside.as_str()];
        let later = ["problems/33.02.19.2003", "posts"].into_iter().chain(few);
        docs.extend(later.filter(|_| more > 2).filter_map(|doc| doc.parse().ok()));
        Ok(Self {
            dice,
            planted,
            now_ms: BEGIN_MS,
            hub_skew_ms: 0,
            phones,
            hub,
            wires: Vec::new(),
            inbox: Vec::new(),
            ghosts: Vec::new(),
            docs,
            audit: Audit::default(),
            number: 0,
            at_peace: false,
            duplicates: 0,
            untold: BTreeMap::new(),
            tale: Tale::default(),
        })
    }

    fn play_out(&mut self) -> Result<(), Trouble> {
        self.fill_a_list()?;
        let steps = 300 + self.dice.below(900);
        for step in 0..steps {
            self.tale.steps = step;
            self.step()?;
        }
        self.let_everybody_in()?;
        self.make_peace()?;
        self.compare()?;
        self.put_roles_back()?;
        // and once more with every page and the relay started from their disks
        (0..self.phones.len()).for_each(|phone| self.kill_phone(phone));
        self.kill_relay()?;
        self.make_peace()?;
        self.compare()?;
        self.compare_ticks()?;
        self.tale.changes_acknowledged = self.audit.promises();
        self.tale.changes_confirmed = self.audit.confirmed();
        self.tale.changes_excused = self.audit.excused;
        Ok(())
    }

    fn is_planted(&self, planted: Planted) -> bool {
        self.planted == Some(planted)
    }

    fn next_number(&mut self) -> u64 {
        self.number += 1;
        self.number
    }

    fn now_s(&self, phone: usize) -> i64 {
        let now_ms = self.phones[phone].now_ms(self.now_ms);
        i64::try_from(now_ms / 1_000).unwrap_or(i64::MAX)
    }

    /// The history of the relay's disk.
    fn epoch(&mut self) -> Result<Epoch, Trouble> {
        let forum = self.hub.forum;
        Ok(self.hub.disk()?.forum(forum)?.epoch)
    }

    fn relay_has(
        &mut self,
        doc: &DocId,
        hashes: &[automerge::ChangeHash],
    ) -> Result<bool, Trouble> {
        let forum = self.hub.forum;
        let first = paguyuban::document::genesis_head(doc.kind());
        let hashes: Vec<_> = hashes.iter().copied().filter(|hash| *hash != first).collect();
        Ok(self.hub.disk()?.knows(forum, doc, &hashes)?)
    }
}
