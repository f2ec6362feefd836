//! A relay under siege: members with hostile programs attack it through its real doors while honest
//! phones write. What counts is what that costs the honest ones.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use paguyuban::id::DocId;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::dice::Dice;
use crate::office::{Office, note, read, set};
use crate::phone::{Phone, Tampered};

mod attack;
mod weapon;

pub use weapon::Weapon;

/// What an honest phone may have to wait for 99 of 100 edits, with a relay as it is shipped.
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
/// Every so many edits an honest person writes where the attack is.
const EDITS_PER_TARGET: usize = 4;
/// An honest person writes about as often, which stays below the relay's usual limit for one device.
const PAUSE: Duration = Duration::from_millis(600);
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
    /// How long half of them took at most.
    pub p50: Duration,
    /// How long 99 of 100 took at most.
    pub p99: Duration,
    /// The longest.
    pub longest: Duration,
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
        let Self { edits, lost, p50, p99, longest, .. } = self;
        let [p50, p99, longest] = [p50, p99, longest].map(Duration::as_millis);
        write!(f, "{edits} honest edits, {lost} lost; ")?;
        writeln!(f, "p50 {p50} ms, p99 {p99} ms, the longest {longest} ms")?;
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
        let first = number % Weapon::ALL.len();
        let phone = office.phone(Weapon::ALL[first].role(number)).await?;
        let thief = Tampered::of(phone.identity())?;
        attackers.push(attack::Attacker::new(thief, first, Dice::new(plan.seed + number as u64)));
    }
    let mut honest = Vec::new();
    for _ in 0..plan.honest {
        honest.push(office.phone("member").await?);
    }
    let until = Instant::now() + plan.lasts;
    // on a thread of their own: what their programs do costs no honest phone anything
    let battle = std::thread::spawn(move || attack::all(attackers, until));
    let mut writing = JoinSet::new();
    for (number, phone) in (0..).zip(honest) {
        let docs = [note(HONEST_NOTES + number), note(number % TARGETS)];
        writing.spawn(write(phone, docs, until));
    }
    let (mut took, mut last) = (Vec::new(), Vec::new());
    while let Some(written) = writing.join_next().await {
        let written = written??;
        took.extend(written.took);
        last.extend(written.last);
    }
    let thrown = battle.join().ok().context("an attacker's program broke")??;
    let relay = office.relay()?;
    let (turn, peak_kb) = (turns(relay.origin())?, peak_kb(relay.process_id())?);
    let lost = lost(&mut office, last).await?;
    office.check()?;
    took.sort();
    let at = |part: usize| took.get(took.len() * part / 100).copied().unwrap_or_default();
    Ok(Toll {
        thrown,
        edits: took.len(),
        lost,
        p50: at(50),
        p99: at(99),
        longest: took.last().copied().unwrap_or_default(),
        turn,
        peak_kb,
        disk_bytes: bytes_of(office.data())?,
    })
}

/// How long each edit took to the relay's disk, and what was written last in each document.
#[derive(Default)]
struct Written {
    took: Vec<Duration>,
    last: BTreeMap<DocId, String>,
}

/// Writes until the end.
async fn write(mut phone: Phone, [own, target]: [DocId; 2], until: Instant) -> Result<Written> {
    let mut written = Written::default();
    while Instant::now() < until || written.last.len() < 2 {
        let number = written.took.len();
        let doc = if number % EDITS_PER_TARGET == 1 { &target } else { &own };
        let value = format!("Balai {number}");
        phone.edit(doc, set("place", &value))?;
        let began = Instant::now();
        while phone.unsent() > 0 {
            timeout(PATIENCE, phone.sync()).await.context("an honest phone got no answer")??;
            ensure!(began.elapsed() < PATIENCE, "an honest edit is not taken: {:?}", phone.news());
        }
        written.took.push(began.elapsed());
        written.last.insert(doc.clone(), value);
        tokio::time::sleep(PAUSE).await;
    }
    Ok(written)
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
