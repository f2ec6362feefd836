//! The simulated district: stories that end well, and planted faults that do not.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test says what it found")]

use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use paguyuban_tests::district::{Broken, Planted, play, play_with};

/// Stories of every test run, about 40 seconds of two cores; `soak` plays more.
const SEEDS: u64 = 200;
/// A planted fault must show within so many stories.
const SEEDS_TO_NOTICE: u64 = 250;

/// The same stories for somebody who changes something, others each time that CI runs.
fn first_seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_secs());
    std::env::var_os("CI").map_or(1, |_| now)
}

/// Plays many stories on all cores; the broken ones come back in order.
fn play_all(first: u64, seeds: u64) -> Vec<Broken> {
    let next = AtomicU64::new(first);
    let work = || {
        let mut broken = Vec::new();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= first + seeds {
                return broken;
            }
            broken.extend(play(seed).err().map(|broken| *broken));
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut broken: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    broken.sort_by_key(|broken| broken.seed);
    broken
}

#[test]
fn every_story_ends_with_equal_screens_and_disks_and_nothing_acknowledged_is_lost() {
    let first = first_seed();
    // also where the output of tests that pass is not shown
    let _written = writeln!(std::io::stderr(), "stories {first} to {}", first + SEEDS - 1);
    let broken = play_all(first, SEEDS);
    let told: Vec<String> = broken.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "play them again with `soak --replay SEED`:\n{}", told.join("\n"));
}

#[test]
fn the_same_seed_tells_the_same_story() {
    assert_eq!(play(7), play(7));
}

/// The fault shows in a story that ends well without it.
fn is_noticed(planted: Planted) {
    let noticed = (1..=SEEDS_TO_NOTICE)
        .filter_map(|seed| play_with(seed, Some(planted)).err())
        .find(|broken| play(broken.seed).is_ok());
    let noticed = noticed.unwrap_or_else(|| panic!("{planted:?} was not noticed"));
    println!("{noticed}");
}

macro_rules! noticed {
    ($($name:ident: $planted:ident),* $(,)?) => {$(
        #[test]
        fn $name() {
            is_noticed(Planted::$planted);
        }
    )*};
}

noticed! {
    a_relay_that_tells_before_it_stores_is_noticed: RelayTellsBeforeItStores,
    a_relay_that_forgets_to_store_is_noticed: RelayForgetsToStore,
    a_relay_that_answers_only_the_author_is_noticed: RelayAnswersOnlyTheAuthor,
    a_relay_that_accepts_missing_deps_is_noticed: RelayAcceptsMissingDeps,
    a_phone_that_forgets_the_mark_is_noticed: PhoneForgetsTheMark,
    a_relay_that_counts_duplicates_is_noticed: RelayCountsDuplicates,
    a_phone_that_keeps_old_link_state_is_noticed: PhoneKeepsOldLinkState,
    a_phone_that_sends_before_it_writes_is_noticed: PhoneSendsBeforeItWrites,
    a_cursor_moved_without_its_chunk_is_noticed: PhoneMovesItsCursorWithoutTheChunk,
    a_phone_that_reuses_its_nonce_is_noticed: PhoneReusesItsNonce,
    a_phone_that_drops_what_was_refused_is_noticed: PhoneDropsWhatWasRefused,
    tabs_that_keep_silent_are_noticed: TabsKeepSilent,
    a_phone_that_ignores_a_full_disk_is_noticed: PhoneIgnoresAFullDisk,
    a_phone_that_keeps_what_was_erased_is_noticed: PhoneKeepsWhatWasErased,
    a_phone_that_guesses_for_which_role_its_disk_stands_is_noticed: PhoneGuessesForWhichRoleItStands,
    a_tab_that_writes_what_was_removed_is_noticed: TabWritesWhatWasRemoved,
    a_phone_that_stores_the_half_that_fits_is_noticed: PhoneStoresTheHalfThatFits,
    merging_that_rewrites_what_names_the_other_is_noticed: MergingRewrites,
    an_approval_that_outlives_an_edit_is_noticed: ApprovalOutlivesAnEdit,
    a_step_back_that_takes_from_others_is_noticed: StepBackTakesFromOthers,
    a_refusal_that_keeps_half_of_the_edit_is_noticed: RefusalKeepsHalf,
    a_refusal_that_loses_what_was_pending_is_noticed: RefusalLosesWhatWasPending,
}
