//! Spoils a relay's folder, for browser tests: a document as it could be under an earlier release, or rows as a
//! failing disk leaves them.

use std::path::PathBuf;

use clap::Parser;
use paguyuban::id::DocId;
use paguyuban_server::store::sqlite::DATABASE;
use paguyuban_tests::poison::Poison;
use rusqlite::Connection;

#[derive(Debug, Parser)]
#[command(name = "spoil", about = "Spoils what lies in a relay's folder")]
struct Cli {
    /// The folder of a relay that does not run
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Fills this document with heads, as an earlier release let everybody
    #[arg(long, value_name = "DOC")]
    doc: Option<DocId>,
    /// Changes rows by these statements, as a failing disk does
    #[arg(long, value_name = "SQL")]
    rows: Option<String>,
}

fn main() -> anyhow::Result<()> {
    let Cli { data, doc, rows } = Cli::parse();
    if let Some(rows) = rows {
        Connection::open(data.join(DATABASE))?.execute_batch(&rows)?;
    }
    doc.map_or(Ok(()), |doc| Poison::Heads.spoil(&data, &doc))
}
