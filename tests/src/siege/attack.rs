//! How hostile members throw it: through every door, with connections that stall or do not read.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use paguyuban::frame::Frame;
use paguyuban::id::Ulid;
use paguyuban_server::sign_in::hash_of;
use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::{PATIENCE, TARGETS, Thrown, Weapon};
use crate::dice::Dice;
use crate::office::note;
use crate::phone::{Door, Tampered};

/// Connections that one member holds at once: as many as the relay lets one device have, and more.
const HELD_MAX: usize = 12;
/// How long one is held.
const HELD: Duration = Duration::from_secs(20);
/// Requests of one blow at the small doors.
const REQUESTS: usize = 20;

/// A hostile member.
pub(super) struct Attacker {
    thief: Arc<Tampered>,
    weapons: Vec<Weapon>,
    next: usize,
    dice: Dice,
    /// What was made already: most blows are thrown more than once.
    made: BTreeMap<Weapon, Vec<Frame>>,
    held: JoinSet<()>,
    thrown: BTreeMap<Weapon, Thrown>,
}

/// All of them attack until then; what they have thrown.
pub(super) fn all(attackers: Vec<Attacker>, until: Instant) -> Result<BTreeMap<Weapon, Thrown>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(async {
        let mut battle: JoinSet<_> =
            attackers.into_iter().map(|attacker| attacker.attack(until)).collect();
        let mut all: BTreeMap<Weapon, Thrown> = BTreeMap::new();
        while let Some(ended) = battle.join_next().await {
            for (weapon, thrown) in ended.unwrap_or_default() {
                let sum = all.entry(weapon).or_default();
                sum.blows += thrown.blows;
                sum.taken += thrown.taken;
            }
        }
        all
    }))
}

impl Attacker {
    /// One who has these weapons and begins with that of this number.
    pub(super) fn new(thief: Tampered, weapons: Vec<Weapon>, first: usize, dice: Dice) -> Self {
        let (thief, made, thrown) = (Arc::new(thief), BTreeMap::new(), BTreeMap::new());
        Self { thief, weapons, next: first, dice, made, held: JoinSet::new(), thrown }
    }

    async fn attack(mut self, until: Instant) -> BTreeMap<Weapon, Thrown> {
        loop {
            let weapon = self.weapons[self.next % self.weapons.len()];
            self.next += 1;
            let left = until.saturating_duration_since(Instant::now()).min(PATIENCE);
            if left.is_zero() {
                return self.thrown;
            }
            // whatever comes of it
            let _late = timeout(left, self.strike(weapon)).await;
        }
    }

    async fn strike(&mut self, weapon: Weapon) {
        match weapon {
            Weapon::Stalled | Weapon::NeverReading => self.hold(weapon),
            Weapon::Asking => self.ask().await,
            Weapon::Invitations => self.invite().await,
            pushed => self.push(pushed).await,
        }
    }

    async fn push(&mut self, weapon: Weapon) {
        if !self.made.contains_key(&weapon) || self.dice.once_in(4) {
            let doc = note(self.dice.below(TARGETS as usize) as u128);
            self.made.insert(weapon, weapon.frames(&self.thief, &doc, &mut self.dice));
        }
        let frames = self.made[&weapon].clone();
        self.count(weapon, frames.len(), 0);
        let door = if self.dice.once_in(2) { Door::Post } else { Door::Live };
        let answers = self.thief.say(door, frames).await.unwrap_or_default();
        let stored = answers.iter().filter(|answer| matches!(answer, Frame::Stored(_))).count();
        self.count(weapon, 0, stored);
    }

    /// Begins to hold connections, and goes on.
    fn hold(&mut self, weapon: Weapon) {
        while self.held.try_join_next().is_some() {}
        for number in 0..HELD_MAX.saturating_sub(self.held.len()) {
            let thief = self.thief.clone();
            self.count(weapon, 1, 0);
            self.held.spawn(async move {
                // the relay ends it when it likes
                let _ended = match (weapon, number % 2) {
                    (Weapon::NeverReading, _) => thief.never_read(HELD).await,
                    (_, 0) => thief.stall("/api/packet", HELD).await,
                    _ => thief.stall("/api/sync", HELD).await,
                };
            });
        }
    }

    async fn ask(&mut self) {
        for path in ["/api/me", "/api/office", "/api/office/audit", "/health"].repeat(REQUESTS / 4)
        {
            self.count(Weapon::Asking, 1, 0);
            let answered = self.thief.ask(path).await.is_ok_and(|status| status == 200);
            self.count(Weapon::Asking, 0, usize::from(answered));
        }
    }

    async fn invite(&mut self) {
        for number in 0..REQUESTS {
            self.count(Weapon::Invitations, 1, 0);
            let secret = Ulid::new(1, u128::from(self.dice.roll())).to_string();
            let act = match number % 4 {
                0 => {
                    json!({ "act": "set_role", "member": self.thief.identity.member.to_string(), "role": "organiser" })
                }
                1 => json!({ "act": "revoke_device", "device": "0000000000000000" }),
                _ => invitation(&secret),
            };
            let done = self.thief.act(act).await.is_ok_and(|(status, _)| status == 200);
            self.count(Weapon::Invitations, 0, usize::from(done));
            // used, if it was made; a wrong one if not
            let _joined = self.thief.join(&secret).await;
        }
    }

    fn count(&mut self, weapon: Weapon, blows: usize, taken: usize) {
        let thrown = self.thrown.entry(weapon).or_default();
        thrown.blows += blows as u64;
        thrown.taken += taken as u64;
    }
}

fn invitation(secret: &str) -> serde_json::Value {
    let hash = URL_SAFE_NO_PAD.encode(hash_of(secret).0);
    json!({
        "act": "invite", "invitation": secret, "secret_hash": hash, "role": "viewer",
        "member": null, "replaces": null, "label": "x".repeat(80), "lasts_s": 3_600,
    })
}
