//! Spoils a document in a relay's folder as it could be under an earlier release, for browser tests.

use std::path::PathBuf;

use clap::Parser;
use paguyuban::id::DocId;
use paguyuban_tests::poison::Poison;

#[derive(Debug, Parser)]
#[command(
    name = "spoil",
    about = "Fills a document with heads, as an earlier release let everybody"
)]
struct Cli {
    /// The folder of a relay that does not run
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The document
    #[arg(long, value_name = "DOC")]
    doc: DocId,
}

fn main() -> anyhow::Result<()> {
    let Cli { data, doc } = Cli::parse();
    Poison::Heads.spoil(&data, &doc)
}
