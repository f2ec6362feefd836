//! `bench many`: all phones of many forums write at once, into one file.
//!
//! SQLite lets one write at a time. Before forums stood in one line, 600 to 1,288 of these 6,400 pushes
//! were refused because the file was busy, and some phones waited 13 s.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use paguyuban::access::Role;
use paguyuban::document::{Edit, Value};
use paguyuban::id::{DocId, Epoch, ForumId, Seq, Ulid};
use paguyuban_server::sign_in::{hash_of, new_secret};
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_server::store::{self, Invitation, Store};
use tokio::runtime::Runtime;
use tokio::sync::Barrier;

use crate::goals::Goal;
use crate::phone::Phone;
use crate::row::Row;
use crate::{relay, say};

const FORUMS: u32 = 160;
const PHONES_EACH: u32 = 5;
const PUSHES_EACH: u128 = 8;
/// Phones that join at the same time: that is not what is measured.
const JOINING: usize = 16;
/// A push that is not answered by then counts as refused.
const PATIENCE: Duration = Duration::from_secs(60);

/// What one phone saw.
struct Seen {
    ms: Vec<f64>,
    refused: usize,
}

/// # Errors
/// The relay does not start or lets nobody in.
pub(crate) fn run() -> Result<(Row, Vec<Goal>)> {
    let program = relay::build()?;
    let folder = tempfile::tempdir()?;
    let secrets = forums(folder.path())?;
    let relay = relay::serve(&program, folder.path())?;
    let runtime = Runtime::new()?;
    say("many: phones join");
    let phones: Vec<Phone> = runtime.block_on(
        stream::iter(&secrets)
            .map(|secret| async {
                let mut phone = Phone::join(relay.address, secret).await?;
                phone.connect(relay.address).await?;
                phone.catch_up().await.map(|()| phone)
            })
            .buffer_unordered(JOINING)
            .try_collect(),
    )?;
    say("many: everybody writes at once");
    let before = relay.program.cpu_ms()?;
    let began = Instant::now();
    let seen = runtime.block_on(all_at_once(phones));
    let wall_ms = u64::try_from(began.elapsed().as_millis())?;
    let cpu_ms = Some(relay.program.cpu_ms()?.saturating_sub(before));
    let refused: usize = seen.iter().map(|seen| seen.refused).sum();
    let mut ms: Vec<f64> = seen.into_iter().flat_map(|seen| seen.ms).collect();
    ensure!(!ms.is_empty(), "no push was stored");
    ms.sort_by(f64::total_cmp);
    let at = |share: f64| ms[((ms.len() - 1) as f64 * share).round() as usize];
    let (p50_ms, p99_ms) = (Some(at(0.5)), Some(at(0.99)));
    let rss_kb = Some(relay.program.rss_kb()?);
    let row = Row {
        system: relay::NAME,
        scenario: "many",
        wall_ms: Some(wall_ms),
        cpu_ms,
        rss_kb,
        p50_ms,
        p99_ms,
        ..Row::default()
    };
    let goal = |what, measured, at_most, unit| Goal { what, measured, at_most, unit };
    let goals = vec![
        goal("many, pushes that were refused", refused as f64, 0.0, "of 6,400"),
        goal("many, 99 of 100 pushes are stored after", at(0.99), 500.0, "ms"),
    ];
    Ok((row, goals))
}

/// Makes the forums as the operator would, and gives an invitation for each phone.
fn forums(folder: &Path) -> Result<Vec<String>> {
    let mut store = SqliteStore::open(folder)?;
    let mut secrets = Vec::new();
    for number in 0..FORUMS {
        let forum = ForumId(Ulid::new(1, u128::from(number)));
        store.add_forum(&store::Forum {
            id: forum,
            name: format!("Paguyuban {number}"),
            epoch: Epoch(u64::from(number).to_be_bytes()),
            seq: Seq(0),
            created_ms: 1,
            restored_ms: None,
        })?;
        for phone in 0..PHONES_EACH {
            let secret = new_secret::<20>();
            store.add_invitation(&Invitation {
                forum,
                id: Ulid::new(2, u128::from(number * PHONES_EACH + phone)),
                hash: hash_of(&secret),
                role: Role::Organiser,
                member: None,
                replaces: None,
                label: String::new(),
                created_by: None,
                created_ms: 1,
                expires_ms: i64::MAX as u64,
            })?;
            secrets.push(secret);
        }
    }
    Ok(secrets)
}

async fn all_at_once(phones: Vec<Phone>) -> Vec<Seen> {
    let start = Arc::new(Barrier::new(phones.len()));
    let mut all = tokio::task::JoinSet::new();
    for (number, mut phone) in (0..).zip(phones) {
        let start = start.clone();
        all.spawn(async move {
            start.wait().await;
            let mut seen = Seen { ms: Vec::new(), refused: 0 };
            let written =
                tokio::time::timeout(PATIENCE, write(&mut phone, number, &mut seen)).await;
            if !matches!(written, Ok(Ok(()))) {
                seen.refused = PUSHES_EACH as usize - seen.ms.len();
            }
            seen
        });
    }
    all.join_all().await
}

/// Eight documents, one push each, and the time until each is stored.
async fn write(phone: &mut Phone, number: u128, seen: &mut Seen) -> Result<()> {
    let began = Instant::now();
    for push in 0..PUSHES_EACH {
        let doc: DocId = format!("note/{}", Ulid::new(3, number * PUSHES_EACH + push)).parse()?;
        let title = Value::Text(format!("Catatan {push}"));
        phone.write(&doc, &[Edit::Set { path: "title".to_owned(), value: title }]).await?;
    }
    while seen.ms.len() < PUSHES_EACH as usize {
        phone.receive().await?;
        let stored = PUSHES_EACH as usize - phone.replica.unsent().count();
        while seen.ms.len() < stored {
            seen.ms.push(began.elapsed().as_secs_f64() * 1_000.0);
        }
    }
    Ok(())
}
