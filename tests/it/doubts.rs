//! A short run of people who write in one text at once; `soak --doubts N` goes on for as long as somebody
//! likes.

use paguyuban_tests::doubts::play_all;

/// So many that a way of missing which shows once in a thousand meetings is seen.
const MEETINGS: u64 = 10_000;

#[test]
fn what_nobody_wrote_is_in_doubt_on_every_phone() {
    let tally = play_all(0..MEETINGS);
    println!("{tally}");
    assert!(tally.holds(), "{tally}");
}
