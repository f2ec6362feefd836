//! A short run of people who write in one text at once; `soak --doubts N` goes on for as long as somebody
//! likes.
#![expect(clippy::print_stdout, reason = "a test says what it found")]

use paguyuban_tests::doubts::{Tally, play};

/// In two halves, which run side by side.
const MEETINGS: u64 = 100;

fn meet(first: u64) {
    let mut tally = Tally::default();
    for seed in first..first + MEETINGS {
        tally.add(play(seed));
    }
    println!("{tally}");
    assert!(tally.holds(), "{tally}");
}

#[test]
fn what_nobody_wrote_is_in_doubt_on_every_phone() {
    meet(0);
}

#[test]
fn what_nobody_wrote_is_in_doubt_on_every_phone_once_more() {
    meet(MEETINGS);
}
