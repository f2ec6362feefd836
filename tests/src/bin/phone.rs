//! A phone on the command line, for crash tests, load and benchmarks.
#![expect(clippy::print_stdout, reason = "a command")]

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::{Parser, Subcommand};
use paguyuban::document::Edit;
use paguyuban::id::DocId;
use paguyuban_tests::phone::Phone;
use tokio::time::Instant;

#[derive(Debug, Parser)]
#[command(name = "phone", about = "A phone without a screen, with its store in a folder")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
    /// The folder of the phone's store
    #[arg(long, global = true, default_value = "phone", value_name = "DIR")]
    store: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Join a forum by its invitation link
    Join { link: String },
    /// Make an edit, given as JSON; it is on disk when this ends
    Edit { doc: DocId, edit: String },
    /// One exchange with the relay
    Sync,
    /// Stay on a socket
    Live {
        /// For so many seconds
        #[arg(long = "for", value_name = "SECONDS")]
        seconds: u64,
    },
    /// Print a document as JSON
    Print { doc: DocId },
    /// List all documents and how far they have got
    List,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Cli { verb, store } = Cli::parse();
    if let Verb::Join { link } = &verb {
        let phone = Phone::join(link, &store).await?;
        let identity = phone.identity();
        println!("{} of member {} as {}", identity.device, identity.member, identity.role.as_str());
        return Ok(());
    }
    let mut phone = Phone::open(&store)?;
    match verb {
        Verb::Join { .. } => {}
        Verb::Edit { doc, edit } => {
            let edit: Edit = serde_json::from_str(&edit).context("the edit is not one")?;
            phone.edit(&doc, edit)?;
        }
        Verb::Sync => {
            phone.sync().await?;
            println!("{:?}", phone.meter());
        }
        Verb::Live { seconds } => {
            let end = Instant::now() + Duration::from_secs(seconds);
            let mut live = phone.live().await?;
            while live.step(end).await? {}
            println!("{:?}", live.hang_up().await.meter());
        }
        Verb::Print { doc } => {
            let view = phone.view(&doc)?.context("the phone has no such document")?;
            println!("{}", serde_json::to_string_pretty(&view)?);
        }
        Verb::List => {
            for doc in phone.documents() {
                println!("{doc} {}", serde_json::to_string(&phone.ticks(&doc))?);
            }
        }
    }
    Ok(())
}
