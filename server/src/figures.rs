//! What the relay counts, for Prometheus. No label holds anything about a person.

use std::sync::Arc;

use paguyuban::frame::{Closing, Frame};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

type ByCode = Family<[(&'static str, String); 1], Counter>;

/// The relay's counters; copies count together.
#[derive(Debug, Clone)]
pub(crate) struct Figures {
    registry: Arc<Registry>,
    pub(crate) bytes_up: Counter,
    pub(crate) bytes_down: Counter,
    pub(crate) stored: Counter,
    pub(crate) refused: ByCode,
    pub(crate) closed: ByCode,
    pub(crate) joined: Counter,
    pub(crate) files_taken: Counter,
    pub(crate) files_given: Counter,
    pub(crate) file_bytes_up: Counter,
    pub(crate) feeds_read: Counter,
    files: Gauge,
    file_bytes: Gauge,
    pub(crate) limited: Counter,
    pub(crate) links: Gauge,
    pub(crate) forums: Gauge,
    pub(crate) connections: Gauge,
    pub(crate) turn_seconds: Histogram,
    pub(crate) backups_made: Counter,
    pub(crate) backups_failed: Counter,
    backup_age: Gauge,
    certificate_left: Gauge,
}

impl Default for Figures {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("paguyuban");
        let figures = Self {
            registry: Arc::default(),
            bytes_up: Counter::default(),
            bytes_down: Counter::default(),
            stored: Counter::default(),
            refused: ByCode::default(),
            closed: ByCode::default(),
            joined: Counter::default(),
            files_taken: Counter::default(),
            files_given: Counter::default(),
            file_bytes_up: Counter::default(),
            feeds_read: Counter::default(),
            files: Gauge::default(),
            file_bytes: Gauge::default(),
            limited: Counter::default(),
            links: Gauge::default(),
            forums: Gauge::default(),
            connections: Gauge::default(),
            // from half a millisecond to sixteen seconds
            turn_seconds: Histogram::new(exponential_buckets(0.0005, 2.0, 16)),
            backups_made: Counter::default(),
            backups_failed: Counter::default(),
            backup_age: Gauge::default(),
            certificate_left: Gauge::default(),
        };
        figures.register(&mut registry);
        Self { registry: Arc::new(registry), ..figures }
    }
}

impl Figures {
    fn register(&self, registry: &mut Registry) {
        let mut counters = |name: &str, help: &str, counter: &Counter| {
            registry.register(name, help, counter.clone());
        };
        counters("frame_bytes_up", "Bytes of frames from phones", &self.bytes_up);
        counters("frame_bytes_down", "Bytes of frames to phones", &self.bytes_down);
        counters("pushes_stored", "Pushes on disk", &self.stored);
        counters("devices_joined", "Invitations used", &self.joined);
        counters("files_taken", "Files that became whole", &self.files_taken);
        counters("files_given", "Files handed out", &self.files_given);
        counters("file_bytes_up", "Bytes of pieces of files from phones", &self.file_bytes_up);
        counters("feeds_read", "Lists read with a feed's key", &self.feeds_read);
        counters("backups_made", "Backups made and found sound", &self.backups_made);
        counters("backups_failed", "Backups that were not made", &self.backups_failed);
        counters("requests_limited", "Requests over a rate limit", &self.limited);
        registry.register("pushes_refused", "Pushes not taken", self.refused.clone());
        registry.register("links_closed", "Links the relay ended", self.closed.clone());
        registry.register("links_open", "Links open now", self.links.clone());
        registry.register("forums_active", "Forums in memory now", self.forums.clone());
        registry.register("connections_open", "Connections open now", self.connections.clone());
        registry.register("files", "Files kept", self.files.clone());
        registry.register("file_bytes", "Their bytes", self.file_bytes.clone());
        let age = "Seconds since the last good backup; without one, since the relay started";
        registry.register("backup_age_seconds", age, self.backup_age.clone());
        let left = "Seconds that the relay's own certificate is still good";
        registry.register("certificate_left_seconds", left, self.certificate_left.clone());
        let turn = self.turn_seconds.clone();
        registry.register("turn_seconds", "Taking, storing and answering what arrived", turn);
    }

    /// Counts a frame on its way to a phone.
    pub(crate) fn told(&self, frame: &Frame) {
        match frame {
            Frame::Stored(_) => drop(self.stored.inc()),
            Frame::Refused(refused) => {
                let label = [("code", format!("{:?}", refused.code))];
                self.refused.get_or_create(&label).inc();
            }
            _ => {}
        }
    }

    /// How many files are kept, and their bytes.
    pub(crate) fn files_kept(&self, count: u64, bytes: u64) {
        self.files.set(count.cast_signed());
        self.file_bytes.set(bytes.cast_signed());
    }

    /// The same, as it was counted last.
    pub(crate) fn kept(&self) -> (u64, u64) {
        (self.files.get().unsigned_abs(), self.file_bytes.get().unsigned_abs())
    }

    /// How old the last good backup is.
    pub(crate) fn backup_age(&self, seconds: u64) {
        self.backup_age.set(seconds.cast_signed());
    }

    /// How long the certificate is still good.
    pub(crate) fn certificate_left(&self, seconds: u64) {
        self.certificate_left.set(seconds.cast_signed());
    }

    /// Counts a link that the relay ends.
    pub(crate) fn closing(&self, closing: Closing) {
        self.closed.get_or_create(&[("code", format!("{closing:?}"))]).inc();
    }

    /// All of them in Prometheus' text form.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        // writing to a String cannot fail
        let written = encode(&mut text, &self.registry);
        debug_assert!(written.is_ok());
        text
    }
}
