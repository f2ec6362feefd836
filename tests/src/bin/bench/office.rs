//! *office*: everybody worked a day without a network, and comes back to the office at once.

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use automerge::ChangeHash;
use futures_util::future::try_join_all;
use paguyuban::id::{DocId, Seq};

use crate::bench::Bench;
use crate::edits;
use crate::goals::Goal;
use crate::material::Edits;
use crate::peer::{self, Phones};
use crate::phone::Phone;
use crate::relay;
use crate::row::Row;
use crate::say;
use crate::watch::{DELAY, Watch};

const OFFICE: &str = "office";

/// What the phones wrote, and the heads that everybody shall have in the end.
struct Day {
    edits: Edits,
    heads: BTreeMap<DocId, Vec<ChangeHash>>,
}

/// # Errors
/// A program failed.
pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    say("office: paguyuban");
    let mut phones = bench.phones_with_the_year(bench.size.phones)?;
    let day = write(bench, &mut phones)?;
    let row = ours(bench, phones, &day)?;
    judge(bench, &row, &day)?;
    say("office: automerge-repo");
    let peer = theirs(bench, &day)?;
    let cpu = |row: &Row| row.cpu_ms.unwrap_or_default() as f64;
    bench.goals.push(Goal {
        what: "office, the relay's processor time against automerge-repo's server",
        measured: cpu(&row) / cpu(&peer),
        at_most: 0.1,
        unit: "×",
    });
    bench.rows.extend([row, peer]);
    Ok(())
}

fn write(bench: &Bench, phones: &mut [Phone]) -> Result<Day> {
    let size = bench.size;
    let mut written = Vec::new();
    for (person, phone) in phones.iter_mut().enumerate() {
        let day = edits::day(&bench.year, person, size.edits, size.edited_documents)?;
        bench.runtime.block_on(async {
            for (doc, edit) in day {
                phone.write(&doc, &[edit]).await?;
            }
            anyhow::Ok(())
        })?;
        written.push(phone.written_since(&bench.year)?);
    }
    let heads = bench.year.heads_after(&written)?;
    Ok(Day { edits: written, heads })
}

/// Eighteen phones are eighteen processors; here they share two. So they first only listen. Then one
/// after the other works through what it heard, each on a clock of its own that begins where the
/// first frame arrived.
fn ours(bench: &Bench, phones: Vec<Phone>, day: &Day) -> Result<Row> {
    let mut watch = Watch::begin(&bench.relay.program, bench.relay.address)?;
    let address = watch.address();
    // one push, and one entry of the log, for each document that a phone wrote in
    let entries: usize = day.edits.iter().map(BTreeMap::len).sum();
    let before = phones.iter().map(Phone::cursor).max().unwrap_or_default();
    let end = Seq(before.0 + entries as u64);
    let mut phones: Vec<Phone> = bench.runtime.block_on(async {
        let back = phones.into_iter().map(|mut phone| {
            tokio::spawn(async move {
                phone.connect(address).await?;
                phone.gather(end).await?;
                anyhow::Ok(phone)
            })
        });
        let phones = try_join_all(back).await?;
        phones.into_iter().collect::<Result<_>>()
    })?;
    watch.reached();
    let arrived = Instant::now();
    let mut last = arrived;
    for phone in &mut phones {
        last = last.max(bench.runtime.block_on(phone.take_in())?);
        ensure!(phone.has_all(&day.heads), "a phone does not have everything");
    }
    let rest = last - arrived;
    say(&format!("the last phone is done {} ms after all has arrived", rest.as_millis()));
    watch.then(rest);
    // what still comes is read, so that it is counted
    let tails = bench.runtime.block_on(async {
        let listen = phones
            .into_iter()
            .map(|mut phone| tokio::spawn(async move { while phone.receive().await.is_ok() {} }));
        listen.collect::<Vec<_>>()
    });
    let row = watch.end(&bench.relay.program, relay::NAME, OFFICE)?;
    tails.iter().for_each(tokio::task::JoinHandle::abort);
    Ok(row)
}

fn judge(bench: &mut Bench, row: &Row, day: &Day) -> Result<()> {
    let bundles = bench.year.bundle_bytes(&day.edits)?;
    let up = row.frame_bytes_up.context("nothing went up")?;
    bench.goals.push(Goal {
        what: "office, frames up against one Bundle per phone and document",
        measured: up as f64 / bundles as f64,
        at_most: 1.5,
        unit: "×",
    });
    let trip_ms = 2.0 * DELAY.as_millis() as f64;
    bench.goals.push(Goal {
        what: "office, time until all have everything",
        measured: row.wall_ms.unwrap_or_default() as f64 / trip_ms,
        at_most: 3.0,
        unit: "round trips",
    });
    Ok(())
}

fn theirs(bench: &Bench, day: &Day) -> Result<Row> {
    let (server, documents) = bench.peer_server(&bench.year)?;
    let before = bench.heads_of(&bench.year)?;
    let (after, changes) = (bench.path("heads.json"), bench.path("changes"));
    bench.year.write_heads(&day.heads, &after)?;
    bench.year.write_edits(&day.edits, &changes)?;
    let count = bench.year.documents.len();
    let mut phones = Phones::start(&bench.path("phones"))?;
    phones.make(day.edits.len(), Some((&documents, count)))?;
    // they have met this server before: both sides remember what the other has
    let warm = Watch::begin(&server.program, server.address)?;
    phones.sync(warm.address(), &before)?;
    warm.end(&server.program, peer::NAME, "warm")?;
    phones.disconnect()?;
    phones.edit(&changes, count)?;
    let mut watch = Watch::begin(&server.program, server.address)?;
    phones.sync(watch.address(), &after)?;
    watch.reached();
    let row = watch.end(&server.program, peer::NAME, OFFICE)?;
    phones.finish()?;
    server.program.finish()?;
    Ok(row)
}
