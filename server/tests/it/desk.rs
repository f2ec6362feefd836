//! An organiser's phone at the desk.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use paguyuban::id::Ulid;
use paguyuban_server::clock::now_ms;
use paguyuban_server::sign_in::hash_of;
use serde_json::{Value, json};

use crate::helper::{Phone, Relay};

/// Acts of one phone, each with a name of its own.
pub(crate) struct Desk<'a> {
    relay: &'a Relay,
    phone: &'a Phone,
    acts: u128,
}

impl Desk<'_> {
    pub(crate) fn at<'a>(relay: &'a Relay, phone: &'a Phone) -> Desk<'a> {
        // names of acts are one phone's own
        let acts = u128::from(phone.replica.device().0[0]) << 64;
        Desk { relay, phone, acts }
    }

    /// A new act.
    pub(crate) fn act(&mut self, mut act: Value) -> Value {
        self.acts += 1;
        act["id"] = Ulid::new(now_ms(), self.acts).to_string().into();
        act["at_ms"] = now_ms().into();
        act
    }

    pub(crate) async fn send(&self, act: &Value) -> (u16, String) {
        let (status, answer) = self.relay.signed(self.phone, "/api/office", act).await;
        let said = if answer["done"] == true { "done" } else { "" };
        (status, answer["code"].as_str().unwrap_or(said).to_owned())
    }

    pub(crate) async fn does(&mut self, act: Value) -> (u16, String) {
        let act = self.act(act);
        self.send(&act).await
    }

    pub(crate) async fn overview(&self) -> Value {
        let (status, overview) = self.relay.look(self.phone, "/api/office").await;
        assert_eq!(status, 200, "{overview}");
        overview
    }

    pub(crate) async fn audit(&self, query: &str) -> Vec<Value> {
        let path = format!("/api/office/audit{query}");
        let (status, audit) = self.relay.look(self.phone, &path).await;
        assert_eq!(status, 200, "{audit}");
        audit["lines"].as_array().unwrap().clone()
    }
}

pub(crate) fn said(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

pub(crate) fn done() -> (u16, String) {
    said(200, "done")
}

pub(crate) fn invite(secret: &str, role: &str, number: u128) -> Value {
    let hash = URL_SAFE_NO_PAD.encode(hash_of(secret).0);
    json!({
        "act": "invite", "invitation": Ulid::new(6, number).to_string(), "secret_hash": hash,
        "role": role, "member": null, "replaces": null, "label": "HP Bu Siti", "lasts_s": 3600,
    })
}
