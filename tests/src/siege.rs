//! A relay under siege: members with hostile programs attack it through its real doors while honest
//! phones write. What counts is what that costs the honest ones.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use paguyuban::id::DocId;

use crate::dice::Dice;
use crate::office::{Office, note, read};
use crate::phone::Tampered;

mod attack;
mod honest;
mod weapon;

pub use honest::Wait;
pub use weapon::Weapon;

/// What an honest phone may have to wait until 99 of 100 edits are on the disk of a relay as it is shipped.
pub const P99_MAX: Duration = Duration::from_secs(1);
/// What a relay as it is shipped may take of memory, whatever is sent to it.
pub const PEAK_KB_MAX: u64 = 300 * 1024;
/// Beyond this its service is ended (`MemoryMax` of the unit in docs/OPERATING.md): in no build.
pub const SERVICE_KB_MAX: u64 = 1024 * 1024;

/// Documents under attack: few, so that blows meet. At least as many as honest phones, which write in one
/// of them each.
const TARGETS: u128 = 6;
/// The notes of the honest phones have numbers from here on.
const HONEST_NOTES: u128 = 1_000;
/// Long waits that are told one by one.
const LONGEST: usize = 5;
/// What is not answered by then has hung.
const PATIENCE: Duration = Duration::from_secs(120);

/// Who takes part, for how long.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Hostile members.
    pub hostile: usize,
    /// Honest phones.
    pub honest: usize,
    /// How long it goes on.
    pub lasts: Duration,
    /// Where the dice begin.
    pub seed: u64,
    /// All use this one alone; otherwise each uses one after the other.
    pub weapon: Option<Weapon>,
}

/// How often something was thrown, and what of it the relay took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Thrown {
    /// Frames and requests.
    pub blows: u64,
    /// Of these, stored or answered with success.
    pub taken: u64,
}

/// What it has cost.
#[derive(Debug, Clone)]
pub struct Toll {
    /// What the hostile ones did.
    pub thrown: BTreeMap<Weapon, Thrown>,
    /// What the honest ones wrote, each until it was on the relay's disk.
    pub edits: usize,
    /// Of what they wrote last, not there at the end.
    pub lost: usize,
    /// How long half of them took at most until they were there.
    pub p50: Duration,
    /// How long 99 of 100 took at most.
    pub p99: Duration,
    /// Likewise until the phone had all that others had written as well, which it has to work into its documents.
    pub synced_p50: Duration,
    /// And 99 of 100.
    pub synced_p99: Duration,
    /// Those that took longest, the longest first.
    pub longest: Vec<Wait>,
    /// How long a turn of the relay took on average.
    pub turn: Duration,
    /// The most memory the relay had, in kilobytes.
    pub peak_kb: u64,
    /// What its folder takes at the end, in bytes.
    pub disk_bytes: u64,
}

impl Toll {
    /// Nothing was lost, and the relay was not ended: on any machine, in any build.
    #[must_use]
    pub fn kept_all(&self) -> bool {
        self.lost == 0 && self.peak_kb <= SERVICE_KB_MAX
    }

    /// And it took little, and nobody waited for long: as shipped, on a machine that does nothing else.
    #[must_use]
    pub fn held(&self) -> bool {
        self.kept_all() && self.peak_kb <= PEAK_KB_MAX && self.p99 <= P99_MAX
    }
}

impl fmt::Display for Toll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (weapon, Thrown { blows, taken }) in &self.thrown {
            writeln!(f, "{blows:>9} {weapon:?}, {taken} taken")?;
        }
        let Self { edits, lost, p50, p99, synced_p50, synced_p99, .. } = self;
        let [p50, p99, all_p50, all_p99] =
            [p50, p99, synced_p50, synced_p99].map(Duration::as_millis);
        write!(f, "{edits} honest edits, {lost} lost; on the disk: p50 {p50} ms, p99 {p99} ms; ")?;
        writeln!(f, "and all that others wrote taken in: p50 {all_p50} ms, p99 {all_p99} ms")?;
        for wait in &self.longest {
            writeln!(f, "a long one: {wait}")?;
        }
        writeln!(f, "a turn of the relay took {} ms on average", self.turn.as_millis())?;
        let (memory, disk) = (self.peak_kb / 1024, self.disk_bytes / 1024);
        write!(f, "the relay took at most {memory} MB of memory, and {disk} kB of disk")
    }
}

/// Lays siege to a new relay that runs as an operator starts it.
///
/// # Errors
/// The relay does not start, or an honest phone is turned away.
pub async fn siege(plan: Plan) -> Result<Toll> {
    let mut office = Office::open_usual()?;
    let mut attackers = Vec::new();
    for number in 0..plan.hostile {
        let first = Weapon::ALL[number % Weapon::ALL.len()];
        let phone = office.phone(plan.weapon.unwrap_or(first).role(number)).await?;
        let thief = Tampered::of(phone.identity())?;
        let weapons = plan.weapon.map_or_else(|| Weapon::ALL.to_vec(), |weapon| vec![weapon]);
        let dice = Dice::new(plan.seed + number as u64);
        attackers.push(attack::Attacker::new(thief, weapons, number, dice));
    }
    let mut honest = Vec::new();
    for _ in 0..plan.honest {
        honest.push(office.phone("member").await?);
    }
    let until = Instant::now() + plan.lasts;
    // on a thread of their own: what their programs do costs no honest phone anything
    let battle = std::thread::spawn(move || attack::all(attackers, until));
    let mut writing = Vec::new();
    for (number, phone) in (0..).zip(honest) {
        let docs = [note(HONEST_NOTES + number), note(number % TARGETS)];
        // what one takes in keeps no other one from hearing what it is told
        writing.push(tokio::task::spawn_blocking(move || honest::write(phone, docs, until)));
    }
    let (mut waits, mut last) = (Vec::new(), Vec::new());
    for written in writing {
        let written = written.await??;
        waits.extend(written.waits);
        last.extend(written.last);
    }
    let thrown = battle.join().ok().context("an attacker's program broke")??;
    let relay = office.relay()?;
    let (turn, peak_kb) = (turns(relay.origin())?, peak_kb(relay.process_id())?);
    let lost = lost(&mut office, last).await?;
    office.check()?;
    waits.sort_by_key(|wait| std::cmp::Reverse(wait.stored));
    let [p50, p99] = parts(waits.iter().map(|wait| wait.stored).collect());
    let [synced_p50, synced_p99] = parts(waits.iter().map(|wait| wait.synced).collect());
    let edits = waits.len();
    waits.truncate(LONGEST);
    Ok(Toll {
        thrown,
        edits,
        lost,
        p50,
        p99,
        synced_p50,
        synced_p99,
        longest: waits,
        turn,
        peak_kb,
        disk_bytes: bytes_of(office.data())?,
    })
}

/// What half of them, and 99 of 100, took at most.
fn parts(mut took: Vec<Duration>) -> [Duration; 2] {
    took.sort();
    [50, 99].map(|part| took.get(took.len() * part / 100).copied().unwrap_or_default())
}

/// How much of this somebody new does not read.
async fn lost(office: &mut Office, last: Vec<(DocId, String)>) -> Result<usize> {
    let mut reader = office.phone("viewer").await?;
    reader.sync().await?;
    let mut lost = 0;
    for (doc, value) in last {
        lost += usize::from(read(&mut reader, &doc, "place")? != value);
    }
    Ok(lost)
}

fn turns(origin: &str) -> Result<Duration> {
    let (_, text) = crate::relay::get(origin, "/metrics")?;
    let number = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.trim().parse::<f64>().ok()).context("no such figure")
    };
    let (sum, count) =
        (number("paguyuban_turn_seconds_sum ")?, number("paguyuban_turn_seconds_count ")?);
    Ok(Duration::from_secs_f64(sum / count.max(1.0)))
}

fn peak_kb(process: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.context("the system does not say how much memory the relay had")
}

fn bytes_of(folder: &Path) -> Result<u64> {
    let files = std::fs::read_dir(folder)?;
    files.map(|file| Ok(file?.metadata()?.len())).sum()
}
