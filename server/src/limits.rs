//! How often somebody may ask: strangers per address, known devices each for itself.
//!
//! An office has one address for all its phones, and a neighbour's broken or hostile device may have
//! the same. So an address is counted only for what was wrong: who has a token or an invitation that
//! is right comes in, whatever else comes from there.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::HeaderMap;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use paguyuban::id::{DeviceId, Ulid};
use paguyuban::limit;
use paguyuban::limits::Limit;

use crate::answer::Refused;
use crate::figures::Figures;
use crate::sync;

/// How often, per minute.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// Wrong invitations tried from one address.
    pub wrong_joins_per_address: NonZeroU32,
    /// Links that one address tried to open without the token of a device.
    pub wrong_links_per_address: NonZeroU32,
    /// Links opened by one device.
    pub links_per_device: NonZeroU32,
}

impl Default for Rates {
    fn default() -> Self {
        let per_minute = |times: u32| NonZeroU32::MIN.saturating_add(times - 1);
        Self {
            // a whole meeting opens a link that was used up
            wrong_joins_per_address: per_minute(60),
            // forty phones that were signed out, each a few times before it says so
            wrong_links_per_address: per_minute(240),
            // a phone on a bad network tries every second, through both doors
            links_per_device: per_minute(120),
        }
    }
}

/// Every limit of the doors, for the tables of the protocol.
#[must_use]
pub fn limits() -> Vec<Limit> {
    use paguyuban::document::file;

    use crate::{feed, files, forums, listen, live, office, packet, sign_in, store, sync, trial};
    vec![
        limit!(sign_in::SECRET_CHARS_MAX, "characters of an invitation's secret"),
        limit!(listen::HEAD_BYTES_MAX, "bytes of a request's head"),
        limit!(listen::h2::STREAMS_MAX, "requests at once on a connection of HTTP/2"),
        limit!(sync::BODY_BYTES_MAX, "bytes of a body at `/api/sync`"),
        limit!(sync::BODIES_MAX, "bodies at `/api/sync` of one device at once"),
        limit!(sync::LARGE_AT_ONCE_MAX, "frames of one device of which a part is held"),
        limit!(sync::SMALL_BYTES, "bytes of a frame that are held and do not count as such"),
        limit!(sync::PIECE as seconds, "seconds of silence in such a body"),
        limit!(sync::BODY as seconds, "seconds that such a body may take"),
        limit!(packet::PACKET_BYTES_MAX, "bytes of a packet"),
        limit!(packet::PUSHES_MAX, "pushes in a packet"),
        limit!(packet::PACKETS_MAX, "packets of one device at once"),
        limit!(packet::PIECE as seconds, "seconds of silence in a packet"),
        limit!(packet::BODY as seconds, "seconds that a packet may take"),
        limit!(file::FILE_BYTES_MAX, "bytes of a file"),
        limit!(store::PIECE_BYTES_MAX, "bytes of a piece of a file"),
        limit!(files::PIECE as seconds, "seconds of silence in such a piece"),
        limit!(files::AT_ONCE_MAX, "pieces of one device at once"),
        limit!(files::GIVEN_AT_ONCE_MAX, "files given to one device at once"),
        limit!(PIECES_PER_SECOND, "pieces and files of one device in a second"),
        limit!(store::DOCUMENT_FILES_MAX, "files of a document"),
        limit!(store::FORUM_BYTES_MAX, "bytes of a forum's files"),
        limit!(store::DEVICE_COMING_MAX, "files of one device that are not whole"),
        limit!(store::COMING_MS_MAX, "milliseconds that such a file is kept"),
        limit!(store::FEEDS_MAX, "feeds of a forum that have not ended"),
        limit!(feed::ROWS_MAX, "rows of a list"),
        limit!(feed::FEED_BYTES_MAX, "bytes of a list"),
        limit!(FEEDS_PER_MINUTE, "lists read with one feed in a minute"),
        limit!(forums::DEVICE_LINKS_MAX, "links of one device at once"),
        limit!(live::QUIET as seconds, "seconds of silence on a live link"),
        limit!(trial::DEADLINE as seconds, "seconds that trying a push out may take"),
        limit!(office::BODY_BYTES_MAX, "bytes of a body at the desk, and of joining"),
        limit!(office::AUDIT_LINES_MAX, "lines of the audit in one answer"),
        limit!(office::CLOCK_MS_MAX, "milliseconds by which the clock of an act may be off"),
        limit!(office::LASTS_S_MAX, "seconds that an invitation may last"),
        limit!(store::LABEL_CHARS_MAX, "characters of a label or a device's name"),
    ]
}

#[derive(Debug)]
pub(crate) struct Limits {
    wrong_joins: DefaultKeyedRateLimiter<IpAddr>,
    wrong_links: DefaultKeyedRateLimiter<IpAddr>,
    devices: DefaultKeyedRateLimiter<DeviceId>,
    renewals: DefaultKeyedRateLimiter<DeviceId>,
    acts: DefaultKeyedRateLimiter<DeviceId>,
    bodies: Count,
    large: Count,
    pieces: DefaultKeyedRateLimiter<DeviceId>,
    taking: Count,
    giving: Count,
    feeds: DefaultKeyedRateLimiter<Ulid>,
    figures: Figures,
}

/// What devices do now, each so many times.
type Count = Arc<Mutex<BTreeMap<DeviceId, usize>>>;

/// A body that a device is sending or is sent, until it is dropped.
#[derive(Debug)]
pub(crate) struct Sending {
    device: DeviceId,
    bodies: Count,
}

impl Drop for Sending {
    fn drop(&mut self) {
        // a map of numbers is whole whoever panicked
        let mut bodies = self.bodies.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = bodies.get_mut(&self.device) {
            *count -= 1;
            if *count == 0 {
                bodies.remove(&self.device);
            }
        }
    }
}

/// How often a device may get another token or key: each is a line of the audit.
const RENEWALS_PER_DAY: NonZeroU32 = NonZeroU32::MIN.saturating_add(23);
/// Acts of one organiser's device. Each leaves a line of the audit, for good, also on a full disk.
pub(crate) const ACTS_PER_HOUR: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);
/// A forum of a hundred people is set up in one evening.
pub(crate) const ACTS_AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(299);

/// Pieces that a device sends in a second: four megabytes, more than a phone's network carries, and a relay of
/// one core keeps up with a few such phones.
pub(crate) const PIECES_PER_SECOND: u32 = 64;
const PER_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(PIECES_PER_SECOND - 1);
/// Small pieces at the beginning, and many files of which a phone only asks.
const PIECES_AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(511);

/// Lists read with one feed in a minute: six lists, opened again and again while somebody builds a sheet.
pub(crate) const FEEDS_PER_MINUTE: u32 = 60;
const FEED_PER_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(FEEDS_PER_MINUTE - 1);

impl Limits {
    pub(crate) fn new(rates: &Rates, figures: Figures) -> Self {
        let address = |times| RateLimiter::keyed(Quota::per_minute(times));
        Self {
            wrong_joins: address(rates.wrong_joins_per_address),
            wrong_links: address(rates.wrong_links_per_address),
            devices: RateLimiter::keyed(Quota::per_minute(rates.links_per_device)),
            renewals: RateLimiter::keyed(
                Quota::per_hour(NonZeroU32::MIN).allow_burst(RENEWALS_PER_DAY),
            ),
            acts: RateLimiter::keyed(Quota::per_hour(ACTS_PER_HOUR).allow_burst(ACTS_AT_ONCE)),
            bodies: Arc::default(),
            large: Arc::default(),
            pieces: RateLimiter::keyed(Quota::per_second(PER_SECOND).allow_burst(PIECES_AT_ONCE)),
            taking: Arc::default(),
            giving: Arc::default(),
            feeds: RateLimiter::keyed(Quota::per_minute(FEED_PER_MINUTE)),
            figures,
        }
    }

    /// What to answer to an invitation that was refused for this.
    pub(crate) fn wrong_join(&self, from: IpAddr, why: Refused) -> Refused {
        self.counted(self.wrong_joins.check_key(&network(from)).is_ok()).err().unwrap_or(why)
    }

    /// What to answer to a link that was refused for this.
    pub(crate) fn wrong_link(&self, from: IpAddr, why: Refused) -> Refused {
        self.counted(self.wrong_links.check_key(&network(from)).is_ok()).err().unwrap_or(why)
    }

    pub(crate) fn device(&self, device: DeviceId) -> Result<(), Refused> {
        self.counted(self.devices.check_key(&device).is_ok())
    }

    /// A device wants another token or key.
    pub(crate) fn renewal(&self, device: DeviceId) -> Result<(), Refused> {
        self.counted(self.renewals.check_key(&device).is_ok())
    }

    /// A device begins to send a body, of which it may send so many at once.
    pub(crate) fn body(&self, device: DeviceId, at_once_max: usize) -> Result<Sending, Refused> {
        self.begin(&self.bodies, device, at_once_max)
    }

    /// So much of a frame of this device is held until the rest of it has come.
    pub(crate) fn hold(
        &self,
        large: &mut Option<Sending>,
        device: DeviceId,
        bytes: usize,
    ) -> Result<(), Refused> {
        if bytes <= sync::SMALL_BYTES {
            *large = None;
        } else if large.is_none() {
            *large = Some(self.begin(&self.large, device, sync::LARGE_AT_ONCE_MAX)?);
        }
        Ok(())
    }

    /// A device begins to send a piece of a file.
    pub(crate) fn piece(&self, device: DeviceId, at_once_max: usize) -> Result<Sending, Refused> {
        self.counted(self.pieces.check_key(&device).is_ok())?;
        self.begin(&self.taking, device, at_once_max)
    }

    /// A device begins to be given a file.
    pub(crate) fn giving(&self, device: DeviceId, at_once_max: usize) -> Result<Sending, Refused> {
        self.counted(self.pieces.check_key(&device).is_ok())?;
        self.begin(&self.giving, device, at_once_max)
    }

    /// A list is read with this feed.
    pub(crate) fn feed(&self, feed: Ulid) -> Result<(), Refused> {
        self.counted(self.feeds.check_key(&feed).is_ok())
    }

    fn begin(&self, at: &Count, device: DeviceId, at_once_max: usize) -> Result<Sending, Refused> {
        let mut bodies = at.lock().unwrap_or_else(PoisonError::into_inner);
        let count = bodies.entry(device).or_default();
        self.counted(*count < at_once_max)?;
        *count += 1;
        Ok(Sending { device, bodies: at.clone() })
    }

    /// Counts an act of an organiser.
    pub(crate) fn act(&self, device: DeviceId) -> Result<(), Refused> {
        self.counted(self.acts.check_key(&device).is_ok())
    }

    fn counted(&self, allowed: bool) -> Result<(), Refused> {
        if allowed {
            return Ok(());
        }
        self.figures.limited.inc();
        Err(Refused::TooOften)
    }

    /// Forgets who has not come for a while; called once a minute.
    pub(crate) fn forget(&self) {
        self.wrong_joins.retain_recent();
        self.wrong_links.retain_recent();
        self.devices.retain_recent();
        self.renewals.retain_recent();
        self.acts.retain_recent();
        self.pieces.retain_recent();
        self.feeds.retain_recent();
    }
}

/// An IPv6 household owns 2^64 addresses and counts as one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
    }
}

/// Whether another web server stands in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Front {
    /// Phones connect to the relay itself.
    Nobody,
    /// Every connection comes from a web server that names the phone's address as the last of
    /// `X-Forwarded-For`.
    Proxy,
}

impl Front {
    /// The address that counts.
    pub(crate) fn address(self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        let named = || {
            let mut lines = headers.get_all("x-forwarded-for").iter();
            lines.next_back()?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
        };
        match self {
            Self::Nobody => peer.ip(),
            Self::Proxy => named().unwrap_or(peer.ip()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_behind_a_proxy_is_a_named_address_believed_and_only_the_last() {
        let peer: SocketAddr = "127.0.0.1:9".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "10.9.9.9, 192.0.2.7".parse().unwrap());
        assert_eq!(Front::Nobody.address(peer, &headers), peer.ip());
        assert_eq!(Front::Proxy.address(peer, &headers), IpAddr::from([192, 0, 2, 7]));
    }

    #[test]
    fn one_address_runs_out_of_wrong_joins_and_another_does_not() {
        let limits = Limits::new(&Rates::default(), Figures::default());
        let (greedy, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let answer = |from| limits.wrong_join(from, Refused::InvitationUnknown);
        let told = (0..200).filter(|_| answer(greedy) == Refused::InvitationUnknown).count();
        assert!((60..70).contains(&told), "{told}");
        assert_eq!(answer(greedy), Refused::TooOften);
        assert_eq!(answer(other), Refused::InvitationUnknown);
    }

    #[test]
    fn one_device_runs_out_of_acts_so_that_it_cannot_fill_the_audit_and_another_does_not() {
        let limits = Limits::new(&Rates::default(), Figures::default());
        let (greedy, other) = (DeviceId([1; 8]), DeviceId([2; 8]));
        let done = (0..1_000).filter(|_| limits.act(greedy).is_ok()).count();
        assert!((300..310).contains(&done), "{done}");
        assert_eq!(limits.act(other), Ok(()));
    }
}
