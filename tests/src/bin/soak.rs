//! `soak --sessions N [--seed S]`: stories of the simulated district, one seed after the other.
//! `soak --replay S` plays one seed and tells what happened.
//! `soak --doubts N [--seed S]`: people who write in one text at once.
//! `soak --admission N [--seed S]`: hostile changes one upon the other, and honest ones after them.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command")]

use std::process::ExitCode;
use std::time::Instant;

use paguyuban_tests::admission;
use paguyuban_tests::district::{Tale, play};
use paguyuban_tests::doubts::{self, Tally};

/// Meetings after which the command says how it stands.
const MEETINGS_TOLD: usize = 10_000;
/// And stories.
const STORIES_TOLD: usize = 500;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| -> Option<u64> {
        let at = words.iter().position(|word| word == name)?;
        words.get(at + 1)?.parse().ok()
    };
    if let Some(seed) = value("--replay") {
        return replay(seed);
    }
    let first = value("--seed").unwrap_or(1);
    if let Some(meetings) = value("--doubts") {
        return meet(first, meetings);
    }
    if let Some(stories) = value("--admission") {
        return admit(first, stories);
    }
    let Some(sessions) = value("--sessions") else {
        eprintln!("soak --sessions N | --doubts N | --admission N [--seed S], or soak --replay S");
        return ExitCode::FAILURE;
    };
    soak(first, sessions)
}

fn meet(first: u64, meetings: u64) -> ExitCode {
    let (began, mut all) = (Instant::now(), Tally::default());
    let last = first.saturating_add(meetings);
    for seeds in (first..last).step_by(MEETINGS_TOLD) {
        all.add(doubts::play_all(seeds..last.min(seeds + MEETINGS_TOLD as u64)));
        println!("{} s: {all}", began.elapsed().as_secs());
    }
    if all.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn admit(first: u64, stories: u64) -> ExitCode {
    // what panics within a trial is fenced, and no news
    std::panic::set_hook(Box::new(|_| {}));
    let (began, mut all) = (Instant::now(), admission::Tally::default());
    let last = first.saturating_add(stories);
    for seeds in (first..last).step_by(STORIES_TOLD) {
        all.add(admission::play_all(seeds..last.min(seeds + STORIES_TOLD as u64)));
        println!("{} s: {all}", began.elapsed().as_secs());
    }
    if all.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn replay(seed: u64) -> ExitCode {
    match play(seed) {
        Ok(tale) => {
            println!("seed {seed} ends well: {tale:#?}");
            ExitCode::SUCCESS
        }
        Err(broken) => {
            eprintln!("{broken}");
            ExitCode::FAILURE
        }
    }
}

fn soak(first: u64, sessions: u64) -> ExitCode {
    let (began, mut failed, mut all) = (Instant::now(), 0_u64, Tale::default());
    for session in 0..sessions {
        match play(first.wrapping_add(session)) {
            Ok(tale) => {
                all.edits += tale.edits;
                all.changes_acknowledged += tale.changes_acknowledged;
                all.changes_excused += tale.changes_excused;
                all.links += tale.links;
            }
            Err(broken) => {
                failed += 1;
                println!("{broken}\n  play it again: soak --replay {}", broken.seed);
            }
        }
        let done = session + 1;
        if done % 100 == 0 || done == sessions {
            println!(
                "{done} of {sessions} sessions, {failed} failed, {} edits, {} changes acknowledged, \
                 {} excused, {} links, {} s",
                all.edits,
                all.changes_acknowledged,
                all.changes_excused,
                all.links,
                began.elapsed().as_secs()
            );
        }
    }
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
