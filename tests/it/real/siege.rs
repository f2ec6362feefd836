//! A short siege; `cargo xtask siege` goes on for longer.

use std::time::Duration;

use paguyuban_tests::siege::{Plan, siege};

/// What a relay may take, whatever is sent to it.
const PEAK_KB_MAX: u64 = 300 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn honest_phones_write_on_while_members_attack_the_relay() {
    let plan = Plan { hostile: 6, honest: 2, lasts: Duration::from_secs(6), seed: 1 };
    let toll = siege(plan).await.unwrap();
    println!("{toll:?}");
    // how long they wait is measured by the long one: neither relay nor phones are optimised here
    assert!(toll.blows > 100 && toll.edits >= plan.honest, "{toll:?}");
    assert_eq!(toll.lost, 0);
    assert!(toll.peak_kb < PEAK_KB_MAX, "{toll:?}");
}
