//! One measurement: a server behind a proxy, from before the first connection until all is quiet.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::process::Program;
use crate::proxy::Proxy;
use crate::row::Row;

/// How long a byte takes each way: a village on EDGE or a far server.
pub(crate) const DELAY: Duration = Duration::from_millis(300);
/// Nothing said for so long: more than a round trip and the pauses that either system makes.
const QUIET: Duration = Duration::from_millis(1_500);
/// So long may it take until all is quiet, after which the numbers are what they are by then.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub(crate) struct Watch {
    proxy: Proxy,
    cpu_before_ms: u64,
    began: Instant,
    wall: Option<Duration>,
    round_trips: u32,
}

impl Watch {
    /// # Errors
    /// There is no port, or the server has ended.
    pub(crate) fn begin(server: &Program, address: SocketAddr) -> Result<Self> {
        Ok(Self {
            proxy: Proxy::start(address, DELAY)?,
            cpu_before_ms: server.cpu_ms()?,
            began: Instant::now(),
            wall: None,
            round_trips: 0,
        })
    }

    /// Where phones connect to.
    pub(crate) fn address(&self) -> SocketAddr {
        self.proxy.address()
    }

    /// Everybody has everything now. What is said after this counts as bytes, not as time.
    pub(crate) fn reached(&mut self) {
        self.wall = Some(self.began.elapsed());
        self.round_trips = self.proxy.traffic().round_trips;
    }

    /// So much of a phone's own work came after everything was there.
    pub(crate) fn then(&mut self, work: Duration) {
        self.wall = self.wall.map(|wall| wall + work);
    }

    /// Waits until all is quiet. If nobody said when everything was reached, it was with the last
    /// byte that came down.
    ///
    /// # Errors
    /// The server has ended.
    pub(crate) fn end(
        self,
        server: &Program,
        system: &'static str,
        scenario: &'static str,
    ) -> Result<Row> {
        let traffic = self.proxy.wait_until_quiet(QUIET, Instant::now() + PATIENCE);
        let last_down = traffic.last_down.map_or(self.began, |at| at);
        let wall = self.wall.unwrap_or(last_down - self.began);
        let round_trips = if self.wall.is_some() { self.round_trips } else { traffic.round_trips };
        Ok(Row {
            system,
            scenario,
            round_trips: Some(round_trips),
            bytes_up: Some(traffic.up.bytes),
            bytes_down: Some(traffic.down.bytes),
            wall_ms: Some(u64::try_from(wall.as_millis())?),
            cpu_ms: Some(server.cpu_ms()? - self.cpu_before_ms),
            rss_kb: Some(server.rss_kb()?),
            frame_bytes_up: Some(traffic.up.payload_bytes),
            frame_bytes_down: Some(traffic.down.payload_bytes),
            ..Row::default()
        })
    }
}
