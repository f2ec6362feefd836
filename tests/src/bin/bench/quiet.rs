//! *first sync* and *nothing new*: a new phone gets everything, and comes back later.

use anyhow::Result;

use crate::bench::Bench;
use crate::goals::Goal;
use crate::peer::{self, Phones};
use crate::phone::Phone;
use crate::relay;
use crate::say;
use crate::watch::Watch;

const FIRST: &str = "first sync";
const NOTHING_NEW: &str = "nothing new";

/// # Errors
/// A program failed.
pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    say("first sync, then nothing new: paguyuban");
    ours(bench)?;
    say("first sync, then nothing new: automerge-repo");
    theirs_first(bench)?;
    theirs_again(bench)
}

fn ours(bench: &mut Bench) -> Result<()> {
    let secret = bench.forum.invite("member")?;
    let mut phone = bench.runtime.block_on(Phone::join(bench.relay.address, &secret))?;
    let server = &bench.relay.program;
    let mut rows = Vec::new();
    for scenario in [FIRST, NOTHING_NEW] {
        let mut watch = Watch::begin(server, bench.relay.address)?;
        bench.runtime.block_on(async {
            phone.connect(watch.address()).await?;
            phone.catch_up().await
        })?;
        watch.reached();
        rows.push(watch.end(server, relay::NAME, scenario)?);
        phone.hang_up();
    }
    let down = rows[0].frame_bytes_down.unwrap_or_default();
    let quiet = [rows[1].frame_bytes_up, rows[1].frame_bytes_down];
    bench.goals.push(Goal {
        what: "first sync, frames down against the saved documents",
        measured: down as f64 / bench.year.bytes() as f64,
        at_most: 1.1,
        unit: "×",
    });
    bench.goals.push(Goal {
        what: "nothing new, frames both ways",
        measured: quiet.into_iter().flatten().sum::<u64>() as f64,
        at_most: 200.0,
        unit: "bytes",
    });
    bench.rows.append(&mut rows);
    Ok(())
}

fn theirs_first(bench: &mut Bench) -> Result<()> {
    let (server, _) = bench.peer_server(&bench.year)?;
    let heads = bench.heads_of(&bench.year)?;
    let mut phones = Phones::start(&bench.path("phones"))?;
    phones.make(1, None)?;
    let mut watch = Watch::begin(&server.program, server.address)?;
    phones.sync(watch.address(), &heads)?;
    watch.reached();
    bench.rows.push(watch.end(&server.program, peer::NAME, FIRST)?);
    phones.finish()?;
    server.program.finish()
}

/// A phone that has met this server before, so that both remember where they were.
fn theirs_again(bench: &mut Bench) -> Result<()> {
    let library = bench.year.first(bench.size.quiet_documents);
    let (server, _) = bench.peer_server(&library)?;
    let heads = bench.heads_of(&library)?;
    let mut phones = Phones::start(&bench.path("phones"))?;
    phones.make(1, None)?;
    let warm = Watch::begin(&server.program, server.address)?;
    phones.sync(warm.address(), &heads)?;
    warm.end(&server.program, peer::NAME, "warm")?;
    phones.disconnect()?;
    let watch = Watch::begin(&server.program, server.address)?;
    phones.sync(watch.address(), &heads)?;
    bench.rows.push(watch.end(&server.program, peer::NAME, NOTHING_NEW)?);
    phones.finish()?;
    server.program.finish()
}
