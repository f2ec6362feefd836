//! A short run of every fuzz target; `fuzz --runs N` goes on for as long as somebody likes.
#![expect(clippy::print_stdout, reason = "a test says what it found")]

use paguyuban_tests::fuzz::{Target, run};

const RUNS: u64 = 5_000;
/// Each input may be tried out in a document.
const RUNS_OF_RELAY: u64 = 20_000;

fn survives(target: Target, runs: u64) {
    let outcome = run(target, runs, 1).unwrap_or_else(|broken| panic!("{broken}"));
    println!("{target:?}: {outcome:?}");
    assert_eq!(outcome.inputs, runs);
}

macro_rules! survive {
    ($($name:ident: $target:ident),* $(,)?) => {$(
        #[test]
        fn $name() {
            survives(Target::$target, RUNS);
        }
    )*};
}

survive! {
    altered_frames_of_phones_are_read_or_refused: FrameUp,
    altered_frames_of_relays_are_read_or_refused: FrameDown,
    altered_bodies_are_read_or_refused: Body,
    altered_chunks_are_unpacked_or_refused: Chunk,
    altered_stored_changes_are_read_or_refused: StoredChanges,
    a_damaged_saved_document_is_opened_or_refused: Snapshot,
    altered_names_are_parsed_or_refused: Texts,
    altered_edits_are_done_or_refused: Edits,
}

#[test]
fn a_relay_goes_on_serving_others_under_altered_frames_and_chunks() {
    survives(Target::Relay, RUNS_OF_RELAY);
}

#[test]
fn without_its_trials_the_same_frames_and_chunks_break_a_relay() {
    let broken = run(Target::RelayWithoutFence, RUNS_OF_RELAY, 1).unwrap_err();
    println!("{broken}");
}
