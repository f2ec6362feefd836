//! Honest phones: what they write meanwhile, and what each edit had to wait for.

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use paguyuban::frame::RefusalCode;
use paguyuban::id::DocId;
use tokio::time::timeout;

use super::PATIENCE;
use crate::office::set;
use crate::phone::Phone;

/// Every so many edits an honest person writes where the attack is.
const EDITS_PER_TARGET: usize = 4;
/// An honest person writes about as often, which stays below the relay's usual limit for one device.
const PAUSE: Duration = Duration::from_millis(600);

/// What one edit waited for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wait {
    /// Until the relay said that it is on its disk: this is what others may not make long.
    pub stored: Duration,
    /// Until the phone had everything that others had written meanwhile.
    pub synced: Duration,
    /// Of that, its own work with what it got, and for a processor: here all share those that there are.
    pub taking: Duration,
    /// Exchanges with the relay.
    pub exchanges: u32,
    /// Why it was sent again.
    pub refused: Vec<RefusalCode>,
    /// In a document under attack.
    pub attacked: bool,
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { exchanges, refused, .. } = self;
        let [stored, synced, taking] =
            [self.stored, self.synced, self.taking].map(|it| it.as_millis());
        let place = if self.attacked { "a document under attack" } else { "its own document" };
        write!(
            f,
            "stored after {stored} ms, synced after {synced}, of which it worked {taking}; "
        )?;
        write!(f, "in {place}, {exchanges} exchanges, refused {refused:?}")
    }
}

/// What each edit waited for, and what was written last in each document.
#[derive(Default)]
pub(super) struct Written {
    pub(super) waits: Vec<Wait>,
    pub(super) last: BTreeMap<DocId, String>,
}

/// Writes until the end, as a phone that has a processor's attention for itself.
pub(super) fn write(phone: Phone, docs: [DocId; 2], until: Instant) -> Result<Written> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(write_on(phone, docs, until))
}

async fn write_on(mut phone: Phone, [own, target]: [DocId; 2], until: Instant) -> Result<Written> {
    let mut written = Written::default();
    while Instant::now() < until || written.last.len() < 2 {
        let number = written.waits.len();
        let attacked = number % EDITS_PER_TARGET == 1;
        let doc = if attacked { &target } else { &own };
        let value = format!("Balai {number}");
        phone.edit(doc, set("place", &value))?;
        let wait = send(&mut phone).await?;
        written.waits.push(Wait { attacked, ..wait });
        written.last.insert(doc.clone(), value);
        tokio::time::sleep(PAUSE).await;
    }
    Ok(written)
}

async fn send(phone: &mut Phone) -> Result<Wait> {
    let (began, before) = (Instant::now(), phone.spent());
    let mut wait = Wait::default();
    while phone.unsent() > 0 {
        timeout(PATIENCE, phone.sync()).await.context("an honest phone got no answer")??;
        wait.exchanges += 1;
        wait.refused.extend(phone.refusals());
        ensure!(began.elapsed() < PATIENCE, "an honest edit is not taken: {wait}");
    }
    let spent = phone.spent();
    let stored = spent.stored.context("nothing was said to be stored")?;
    wait.stored = stored.saturating_duration_since(began);
    wait.synced = began.elapsed();
    wait.taking = spent.taking.saturating_sub(before.taking);
    Ok(wait)
}
