//! A relay under siege: members with hostile programs attack it through its real doors while honest
//! phones write. What counts is what that costs the honest ones.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use automerge::Change;
use paguyuban::chunk;
use paguyuban::frame::{Frame, Push};
use paguyuban::id::DocId;
use paguyuban::signature::Signature;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::dice::Dice;
use crate::forge::{self, Forger, Sketch, TIME_S};
use crate::office::{Office, note, read, set};
use crate::phone::{Door, Phone, Tampered};

/// Documents under attack: few, so that blows meet.
const TARGETS: u128 = 6;
/// The notes of the honest phones have numbers from here on.
const HONEST_NOTES: u128 = 1_000;
/// An honest person writes about as often.
const PAUSE: Duration = Duration::from_millis(200);
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

/// What it has cost.
#[derive(Debug, Clone)]
pub struct Toll {
    /// What the hostile ones did.
    pub blows: u64,
    /// What the honest ones wrote, each until it was on the relay's disk.
    pub edits: usize,
    /// Of them not there at the end.
    pub lost: usize,
    /// How long half of them took at most.
    pub p50: Duration,
    /// How long 99 of 100 took at most.
    pub p99: Duration,
    /// How long a turn of the relay took on average.
    pub turn: Duration,
    /// The most memory the relay had, in kilobytes.
    pub peak_kb: u64,
    /// What its folder takes at the end, in bytes.
    pub disk_bytes: u64,
}

/// Lays siege to a new relay.
///
/// # Errors
/// The relay does not start, or an honest phone is turned away.
pub async fn siege(plan: Plan) -> Result<Toll> {
    let mut office = Office::open()?;
    let blows = Arc::new(AtomicU64::new(0));
    let mut attackers = Vec::new();
    for number in 0..plan.hostile {
        let role = if number % 5 == 4 { "viewer" } else { "member" };
        let phone = office.phone(role).await?;
        let mut dice = Dice::new(plan.seed + number as u64);
        let thief = Tampered::of(phone.identity())?;
        attackers.push((armoury(&thief, &mut dice), thief, dice));
    }
    let mut honest = Vec::new();
    for _ in 0..plan.honest {
        honest.push(office.phone("member").await?);
    }
    let until = Instant::now() + plan.lasts;
    let mut battle = JoinSet::new();
    for (weapons, thief, dice) in attackers {
        battle.spawn(attack(weapons, thief, dice, until, blows.clone()));
    }
    let mut writing = JoinSet::new();
    for (number, phone) in (HONEST_NOTES..).zip(honest) {
        writing.spawn(write(phone, note(number), until));
    }
    let (mut took, mut last) = (Vec::new(), Vec::new());
    while let Some(written) = writing.join_next().await {
        let (times, doc, value) = written??;
        took.extend(times);
        last.push((doc, value));
    }
    battle.shutdown().await;
    let turn = turns(office.relay()?.origin())?;
    let peak_kb = peak_kb(office.relay()?.process_id())?;
    let mut reader = office.phone("viewer").await?;
    reader.sync().await?;
    let mut lost = 0;
    for (doc, value) in last {
        lost += usize::from(read(&mut reader, &doc, "place")? != value);
    }
    office.check()?;
    took.sort();
    let at = |part: usize| took.get(took.len() * part / 100).copied().unwrap_or_default();
    Ok(Toll {
        blows: blows.load(Ordering::Relaxed),
        edits: took.len(),
        lost,
        p50: at(50),
        p99: at(99),
        turn,
        peak_kb,
        disk_bytes: bytes_of(office.data())?,
    })
}

/// Writes until the end, and says how long each edit took to the relay's disk, and what was last.
async fn write(
    mut phone: Phone,
    doc: DocId,
    until: Instant,
) -> Result<(Vec<Duration>, DocId, String)> {
    let (mut took, mut value) = (Vec::new(), String::new());
    while Instant::now() < until {
        let began = Instant::now();
        value = format!("Balai {}", took.len());
        phone.edit(&doc, set("place", &value))?;
        while phone.unsent() > 0 {
            timeout(PATIENCE, phone.sync()).await.context("an honest phone got no answer")??;
            ensure!(began.elapsed() < PATIENCE, "an honest edit is not taken: {:?}", phone.news());
        }
        took.push(began.elapsed());
        tokio::time::sleep(PAUSE).await;
    }
    Ok((took, doc, value))
}

async fn attack(
    weapons: Vec<Vec<Frame>>,
    thief: Tampered,
    mut dice: Dice,
    until: Instant,
    blows: Arc<AtomicU64>,
) {
    while Instant::now() < until {
        let Some(weapon) = dice.pick(&weapons).cloned() else {
            return;
        };
        let door = if dice.once_in(2) { Door::Post } else { Door::Live };
        blows.fetch_add(weapon.len() as u64, Ordering::Relaxed);
        // whatever comes of it
        let _answer = timeout(PATIENCE, thief.say(door, weapon)).await;
    }
}

/// What one member has to throw, made beforehand.
fn armoury(thief: &Tampered, dice: &mut Dice) -> Vec<Vec<Frame>> {
    let doc = note(dice.below(TARGETS as usize) as u128);
    let forger = || Forger::new(&doc, thief.identity.device, thief.identity.member);
    let push = |changes: &[Change]| {
        let chunks = chunk::pack(changes).into_iter();
        chunks.map(|chunk| Frame::Push(thief.signed(&doc, chunk))).collect::<Vec<_>>()
    };
    let mut writer = forger();
    let heads: Vec<Frame> = (0..120)
        .flat_map(|number| {
            writer.restart();
            push(&[writer.puts(writer.beginning(), 100, &format!("kepala {number}"))])
        })
        .collect();
    let mut jumper = forger();
    let (mut deps, mut jumps) = (jumper.beginning(), Vec::new());
    for jump in 1..400 {
        let change = jumper.puts(deps, jump * 262_000, "jauh");
        deps = vec![change.hash()];
        jumps.push(change);
    }
    let text = forge::genesis_object(&doc, "body");
    let mut typist = forger();
    let ops = (0..30_000).map(|_| forge::insert(text.clone(), None, "x")).collect();
    let sketch = Sketch { deps: typist.beginning(), start_op: 100, time_s: TIME_S, ops };
    let long = typist.change(sketch);
    let mut liar = forger();
    let ops = vec![forge::put("title", &"x".repeat(1 << 20))];
    let sketch = Sketch { deps: liar.beginning(), start_op: 100, time_s: 1 << 62, ops };
    let value = liar.change(sketch);
    let garbage = Frame::Push(thief.signed(&doc, vec![1; 2_000]));
    let blank = push(&[forger().puts(forger().beginning(), 100, "x")]).remove(0);
    let blank = match blank {
        Frame::Push(push) => Frame::Push(Push { signature: Signature::BLANK, ..push }),
        other => other,
    };
    vec![heads, push(&jumps), push(&[long]), push(&[value]), vec![garbage; 100], vec![blank; 200]]
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
