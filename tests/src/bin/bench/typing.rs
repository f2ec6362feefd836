//! *typing*: people in one note, over loopback without delay; from each edit to each other screen.
//!
//! Measured from the commit. Before it our phones wait for a pause in typing (100 ms while others are
//! there), and automerge-repo for its own 100 ms at the phone and at the server, which are in its
//! numbers.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use futures_util::future::try_join_all;
use paguyuban::document::{Edit, Value};
use paguyuban::id::DocId;
use serde_json::json;
use tokio::sync::mpsc;

use crate::bench::Bench;
use crate::edits;
use crate::goals::Goal;
use crate::material::{Library, Saved};
use crate::peer::{self, Phones};
use crate::phone::Phone;
use crate::relay;
use crate::row::Row;
use crate::say;

const TYPING: &str = "typing";
const FIELD: &str = "body";
/// Ten people at four words a second together: a lively meeting.
const EVERY: Duration = Duration::from_millis(40);
/// A word that has not arrived by then never will.
const WAIT: Duration = Duration::from_secs(20);
/// Words under way from one person's keyboard.
const KEYBOARD: usize = 64;

/// Words that were typed and not yet seen by everybody.
type UnderWay = Arc<Mutex<BTreeMap<String, (Instant, usize)>>>;

/// # Errors
/// A program failed, or a word never arrived.
pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    say("typing: paguyuban");
    let (doc, first) = edits::small_note(usize::MAX);
    let phones = together(bench, &doc, &first)?;
    let saved = phones[0].saved(&doc)?;
    let row = row(relay::NAME, ours(bench, phones, &doc)?)?;
    for (what, measured, at_most) in [
        ("typing, half of the edits are seen after", row.p50_ms, 2.0),
        ("typing, 99 of 100 edits are seen after", row.p99_ms, 6.0),
    ] {
        let measured = measured.unwrap_or(f64::INFINITY);
        bench.goals.push(Goal { what, measured, at_most, unit: "ms" });
    }
    bench.rows.push(row);
    say("typing: automerge-repo");
    let row = self::row(peer::NAME, theirs(bench, saved)?)?;
    bench.rows.push(row);
    Ok(())
}

fn row(system: &'static str, mut ms: Vec<f64>) -> Result<Row> {
    ensure!(!ms.is_empty(), "nobody saw anything");
    ms.sort_by(f64::total_cmp);
    let at = |share: f64| ms[((ms.len() - 1) as f64 * share).round() as usize];
    let (p50, p99) = (at(0.5), at(0.99));
    let wall_ms = Some(p50.round() as u64);
    Ok(Row {
        system,
        scenario: TYPING,
        wall_ms,
        p50_ms: Some(p50),
        p99_ms: Some(p99),
        ..Row::default()
    })
}

/// Phones that are connected and have the same note open.
fn together(bench: &Bench, doc: &DocId, first: &[Edit]) -> Result<Vec<Phone>> {
    let mut phones = bench.phones_with_the_year(bench.size.typists)?;
    bench.runtime.block_on(async {
        phones[0].write(doc, first).await?;
        for phone in &mut phones {
            phone.connect(bench.relay.address).await?;
            phone.catch_up().await?;
            phone.open(doc).await?;
        }
        Ok(phones)
    })
}

fn ours(bench: &Bench, phones: Vec<Phone>, doc: &DocId) -> Result<Vec<f64>> {
    let (words, people) = (bench.size.words_each, phones.len());
    let (tell, mut told) = mpsc::channel(KEYBOARD);
    let under_way = UnderWay::default();
    bench.runtime.block_on(async {
        let mut keyboards = Vec::new();
        let mut screens = Vec::new();
        for (person, phone) in phones.into_iter().enumerate() {
            let (keys, typed) = mpsc::channel(KEYBOARD);
            keyboards.push(keys);
            let desk = Desk { phone, person, doc: doc.clone(), under_way: Arc::clone(&under_way) };
            screens.push(tokio::spawn(desk.work(typed, tell.clone())));
        }
        drop(tell);
        let typing = tokio::spawn(async move {
            let mut clock = tokio::time::interval(EVERY);
            for turn in 0..words * people {
                clock.tick().await;
                keyboards[turn % people].send(format!("kata{turn} ")).await?;
            }
            // the keyboards stay until everything was seen
            anyhow::Ok(keyboards)
        });
        let mut seen = Vec::new();
        while seen.len() < words * people * (people - 1) {
            let ms = tokio::time::timeout(WAIT, told.recv()).await;
            seen.push(ms.context("a word never arrived")?.context("a phone ended")?);
        }
        drop(typing.await??);
        try_join_all(screens).await?.into_iter().collect::<Result<Vec<()>>>()?;
        Ok(seen)
    })
}

/// One person with a phone.
struct Desk {
    phone: Phone,
    person: usize,
    doc: DocId,
    under_way: UnderWay,
}

impl Desk {
    /// Types what the keyboard gives, and tells after how many milliseconds others' words are seen.
    async fn work(
        mut self,
        mut keys: mpsc::Receiver<String>,
        tell: mpsc::Sender<f64>,
    ) -> Result<()> {
        let mut seen = Vec::new();
        loop {
            tokio::select! {
                word = keys.recv() => {
                    let Some(word) = word else { return Ok(()) };
                    self.typed(word).await?;
                }
                received = self.phone.receive() => {
                    received?;
                    if self.phone.shown().contains(&self.doc) {
                        for ms in self.look(&mut seen) {
                            tell.send(ms).await?;
                        }
                    }
                }
            }
        }
    }

    async fn typed(&mut self, word: String) -> Result<()> {
        let at = (Instant::now(), self.person);
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner).insert(word.clone(), at);
        let edit = Edit::Splice { path: FIELD.to_owned(), at: 0, delete: 0, insert: word };
        self.phone.write(&self.doc, &[edit]).await
    }

    fn look(&self, seen: &mut Vec<String>) -> Vec<f64> {
        let now = Instant::now();
        let view = self.phone.replica.view(&self.doc);
        let text = view.as_ref().and_then(|view| view.at(FIELD)).and_then(Value::as_str);
        let text = text.unwrap_or_default();
        let under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let new = under_way.iter().filter(|(word, (_, typist))| {
            *typist != self.person && !seen.contains(word) && text.contains(word.as_str())
        });
        let new: Vec<_> = new.map(|(word, (typed, _))| (word.clone(), now - *typed)).collect();
        seen.extend(new.iter().map(|(word, _)| word.clone()));
        new.into_iter().map(|(_, took)| took.as_secs_f64() * 1_000.0).collect()
    }
}

fn theirs(bench: &Bench, saved: Saved) -> Result<Vec<f64>> {
    let library = Library { documents: vec![saved] };
    let (server, _) = bench.peer_server(&library)?;
    let heads = bench.heads_of(&library)?;
    let mut phones = Phones::start(&bench.path("phones"))?;
    phones.make(bench.size.typists, None)?;
    phones.sync(server.address, &heads)?;
    let seen = phones.typing(&json!({
        "do": "typing",
        "number": 0,
        "field": FIELD,
        "words": bench.size.words_each,
        "every_ms": EVERY.as_millis() as u64,
        "wait_ms": WAIT.as_millis() as u64,
    }))?;
    phones.finish()?;
    server.program.finish()?;
    Ok(seen)
}
