//! `paguyuban erase` and `audit`.

use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use paguyuban::id::{DocId, DocKind};
use paguyuban_server::clock::now_ms;
use paguyuban_server::store::keep::FolderKeep;
use paguyuban_server::store::sqlite::SqliteStore;
use paguyuban_server::store::{AuditRow, Erasure, Line, Noted, Store, What};

use super::{Data, Which, date};

/// Lines of the audit read at once.
const PAGE_LINES: usize = 500;

#[derive(Debug, Args)]
pub(super) struct Erase {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    forum: Which,
    /// The document, e.g. member/01KAV9FT000000000000000001; `export` names them all
    #[arg(long, value_name = "DOC")]
    doc: DocId,
}

#[derive(Debug, Args)]
pub(super) struct Audit {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    forum: Which,
}

impl Erase {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        if matches!(
            self.doc.kind(),
            DocKind::Log | DocKind::Settings | DocKind::Problems | DocKind::Posts
        ) {
            bail!("logs of villages and settings are not erased: archive their entries on a phone");
        }
        let mut store = SqliteStore::open(&self.data.folder)?;
        let erasure = Erasure { doc: self.doc, by: None, at_ms: now_ms() };
        let number = store.erase(self.forum.id, &erasure)?;
        let number = number.with_context(|| format!("there is no {}", erasure.doc))?;
        store.remove_gone(&FolderKeep::of(&self.data.folder))?;
        println!("{} is erased here; phones follow as they come (number {number})", erasure.doc);
        println!("`paguyuban backups` lists the backups that still hold it");
        Ok(ExitCode::SUCCESS)
    }
}

impl Audit {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let mut store = SqliteStore::open(&self.data.folder)?;
        let forum = store.forum(self.forum.id)?.id;
        // SQLite counts in 63 bits
        let mut before = i64::MAX as u64;
        loop {
            let page = store.audit(forum, before, PAGE_LINES)?;
            page.iter().for_each(show);
            before = match page.last() {
                Some(AuditRow::Line(noted)) => noted.number,
                Some(AuditRow::Gap { first, .. }) => *first,
                None => break,
            };
        }
        store.note(forum, &Line::by_operator(What::ExportedAudit, now_ms()))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Ids only, as they are kept; what cannot be read any more in its place.
fn show(row: &AuditRow) {
    let Noted { number, line } = match row {
        AuditRow::Line(noted) => &**noted,
        AuditRow::Gap { first, last } => {
            println!("{first:>6}  to {last}: damaged or lost on this disk");
            return;
        }
    };
    let by = line.by_device.map_or("operator".to_owned(), |device| device.to_string());
    let words = [
        line.member.map(|member| format!("member {member}")),
        line.device.map(|device| format!("device {device}")),
        line.invitation.map(|invitation| format!("invitation {invitation}")),
        line.doc.as_ref().map(ToString::to_string),
        line.detail.clone(),
    ];
    let about: Vec<String> = words.into_iter().flatten().collect();
    let (at, what) = (date(line.at_ms), line.what.as_str());
    println!("{number:>6}  {at}  {by:<16}  {what:<20}  {}", about.join("  "));
}
