//! A short siege; `cargo xtask siege` goes on for longer.

use std::time::Duration;

use paguyuban_tests::siege::{Plan, Weapon, siege};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn honest_phones_write_on_while_members_attack_the_relay() {
    let hostile = Weapon::ALL.len();
    let plan = Plan { hostile, honest: 2, lasts: Duration::from_secs(8), seed: 1, weapon: None };
    let toll = siege(plan).await.unwrap();
    println!("{toll}");
    // how long they wait is held by the long one: neither relay nor phones are optimised here
    assert!(toll.kept_all(), "{toll}");
    let thrown = Weapon::ALL.map(|weapon| toll.thrown.get(&weapon).map_or(0, |it| it.blows));
    assert!(thrown.iter().all(|blows| *blows > 0) && toll.edits >= 2 * plan.honest, "{toll}");
}
