//! The dashboard for Grafana shows what the relay counts, and nothing else.

use std::collections::BTreeSet;

use paguyuban::access::Role;
use paguyuban::frame::Frame;
use serde_json::{Value as Json, json};

use crate::desk::{Desk, done};
use crate::helper::{Relay, card};

/// Words that begin as the relay's figures do.
fn names(text: &str) -> BTreeSet<String> {
    let is_part = |sign: char| sign.is_ascii_lowercase() || sign == '_';
    let words = text.split(|sign| !is_part(sign));
    words.filter(|word| word.starts_with("paguyuban_")).map(str::to_owned).collect()
}

/// Without what a kind of figure puts behind its name.
fn bare(name: &str) -> &str {
    let ends = ["_total", "_bucket", "_sum", "_count"];
    ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name)
}

#[tokio::test]
async fn the_dashboard_shows_every_figure_that_there_is_and_no_other() {
    let relay = Relay::start().await;
    // what is counted by its reason is there from the first one on
    let phone = relay.join("s1", Role::Viewer).await;
    let (_, told) = phone.sync(&relay, &[phone.hello(), phone.push(1, &card(1), "Siti")]).await;
    assert!(told.iter().any(|frame| matches!(frame, Frame::Refused(_))), "{told:?}");
    let organiser = relay.join("s2", Role::Organiser).await;
    let mut live = phone.connect(&relay).await;
    live.send(&phone.hello()).await;
    live.until(|frame| matches!(frame, Frame::CaughtUp(_))).await;
    let revoke = json!({ "act": "revoke_device", "device": phone.identity.device });
    assert_eq!(Desk::at(&relay, &organiser).does(revoke).await, done());
    live.until(|frame| matches!(frame, Frame::Closing(_))).await;
    let (_, _, metrics) = relay.get("/metrics", "").await;
    let metrics = String::from_utf8(metrics).unwrap();
    let counted: BTreeSet<&str> = metrics
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next())
        .collect();
    let dashboard: Json =
        serde_json::from_str(include_str!("../../packaging/grafana.json")).unwrap();
    let shown = names(&dashboard["panels"].to_string());
    let shown: BTreeSet<&str> = shown.iter().map(|name| bare(name)).collect();
    assert!(counted.len() > 10, "{metrics}");
    assert_eq!(shown, counted);
    relay.stop().await;
}
