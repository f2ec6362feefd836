//! *idle*: what documents cost a server that nobody is using at the moment.
//!
//! The server starts on a disk with so many documents, a new phone takes all of them and leaves.

use anyhow::Result;

use crate::bench::Bench;
use crate::edits;
use crate::goals::Goal;
use crate::material::Library;
use crate::peer::{self, Phones};
use crate::phone::Phone;
use crate::relay::{self, Content, Forum};
use crate::row::Row;
use crate::say;

const FEW: usize = 10;

/// # Errors
/// A program failed.
pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let many = bench.size.idle_documents;
    let mut memory = Vec::new();
    for count in [FEW, many] {
        let scenario = if count == FEW { "idle 10" } else { name_of(many) };
        say(&format!("{scenario}: paguyuban"));
        let (library, rss_kb) = ours(bench, count)?;
        memory.push(rss_kb as f64);
        bench.rows.push(row(relay::NAME, scenario, rss_kb));
        say(&format!("{scenario}: automerge-repo"));
        let rss_kb = theirs(bench, &library)?;
        bench.rows.push(row(peer::NAME, scenario, rss_kb));
    }
    bench.goals.push(Goal {
        what: "memory with many idle documents against that with 10",
        measured: memory[1] / memory[0],
        at_most: 1.1,
        unit: "×",
    });
    Ok(())
}

fn name_of(count: usize) -> &'static str {
    if count == 10_000 { "idle 10,000" } else { "idle many" }
}

fn row(system: &'static str, scenario: &'static str, rss_kb: u64) -> Row {
    Row { system, scenario, rss_kb: Some(rss_kb), ..Row::default() }
}

fn ours(bench: &Bench, count: usize) -> Result<(Library, u64)> {
    let forum = Forum::new(&bench.program, &bench.path("idle"), Content::Nothing)?;
    let relay = forum.serve()?;
    let author = forum.invite("member")?;
    let library = bench.runtime.block_on(async {
        let mut phone = Phone::join(relay.address, &author).await?;
        phone.connect(relay.address).await?;
        for number in 0..count {
            let (doc, edits) = edits::small_note(number);
            phone.write(&doc, &edits).await?;
            // as many under way as a phone has at most, and no more
            if number % 64 == 63 {
                phone.settle().await?;
            }
        }
        phone.settle().await?;
        phone.library()
    })?;
    drop(relay);
    // the memory of a server that made all this would not be that of an idle one
    let relay = forum.serve()?;
    let reader = forum.invite("viewer")?;
    bench.runtime.block_on(async {
        let mut phone = Phone::join(relay.address, &reader).await?;
        phone.connect(relay.address).await?;
        phone.catch_up().await
    })?;
    Ok((library, relay.program.rss_kb()?))
}

fn theirs(bench: &Bench, library: &Library) -> Result<u64> {
    let (server, _) = bench.peer_server(library)?;
    let heads = bench.heads_of(library)?;
    let mut phones = Phones::start(&bench.path("phones"))?;
    phones.make(1, None)?;
    phones.sync(server.address, &heads)?;
    phones.finish()?;
    let rss_kb = server.program.rss_kb()?;
    server.program.finish()?;
    Ok(rss_kb)
}
