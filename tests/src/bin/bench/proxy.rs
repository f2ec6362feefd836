//! A wire between phones and a server: it takes its time, and counts.
//!
//! Every byte is handed on `delay` after it came in, in both directions, in order. Bandwidth is
//! that of loopback. Opening a connection takes no time here; on a real link it takes one round trip
//! more, and two more with TLS, for both systems.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::meter::{Flow, Meter};

/// More than any scenario opens.
const CONNECTIONS_MAX: usize = 64;
const READ_BYTES: usize = 64 * 1024;
/// With [`READ_BYTES`] 16 MiB under way per direction, more than 300 ms of anything here.
const READS_UNDER_WAY_MAX: usize = 256;

/// A proxy on a port of its own; it ends when dropped.
#[derive(Debug)]
pub(crate) struct Proxy {
    address: SocketAddr,
    wires: Arc<Mutex<Vec<Wire>>>,
    ended: Arc<AtomicBool>,
}

/// What went over all connections of a proxy so far.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Traffic {
    pub(crate) up: Flow,
    pub(crate) down: Flow,
    /// On the connection with the most of them.
    pub(crate) round_trips: u32,
    /// When the last byte was handed to a phone or will be.
    pub(crate) last_down: Option<Instant>,
    /// When the last byte came in, whichever way.
    pub(crate) last: Option<Instant>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

#[derive(Debug)]
struct Wire {
    sockets: [TcpStream; 2],
    count: Arc<Mutex<Count>>,
}

#[derive(Debug)]
struct Count {
    delay: Duration,
    up: Meter,
    down: Meter,
    chain: Chain,
    last_down: Option<Instant>,
    last: Option<Instant>,
}

/// The longest chain of sayings each of which can be an answer to the one before, because that had
/// arrived by then. Two in it are a round trip. An upper bound: not all that can be an answer is one.
#[derive(Debug)]
struct Chain {
    next: Way,
    not_before: Option<Instant>,
    round_trips: u32,
}

impl Chain {
    fn said(&mut self, way: Way, at: Instant, delay: Duration) {
        if way != self.next || self.not_before.is_some_and(|not_before| at < not_before) {
            return;
        }
        self.not_before = Some(at + delay);
        self.next = match way {
            Way::Up => Way::Down,
            Way::Down => Way::Up,
        };
        self.round_trips += u32::from(way == Way::Down);
    }
}

impl Proxy {
    /// # Errors
    /// No port could be had.
    pub(crate) fn start(to: SocketAddr, delay: Duration) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let (wires, ended) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (shared, over) = (Arc::clone(&wires), Arc::clone(&ended));
        thread::spawn(move || {
            for phone in listener.incoming().take(CONNECTIONS_MAX) {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                // a connection that cannot be made is seen by the phone as one that ended
                let wire = phone.and_then(|phone| Wire::lay(phone, to, delay));
                held(&shared).extend(wire);
            }
        });
        Ok(Self { address, wires, ended })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn traffic(&self) -> Traffic {
        held(&self.wires).iter().fold(Traffic::default(), |sum, wire| {
            let count = held(&wire.count);
            Traffic {
                up: plus(sum.up, count.up.flow()),
                down: plus(sum.down, count.down.flow()),
                round_trips: sum.round_trips.max(count.chain.round_trips),
                last_down: sum.last_down.max(count.last_down),
                last: sum.last.max(count.last),
            }
        })
    }

    /// Waits until nothing has gone by for `quiet`, at most until `end`.
    pub(crate) fn wait_until_quiet(&self, quiet: Duration, end: Instant) -> Traffic {
        loop {
            let (traffic, now) = (self.traffic(), Instant::now());
            let over = traffic.last.map_or(end, |last| last + quiet).min(end);
            if over <= now {
                return traffic;
            }
            thread::sleep(over - now);
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // wakes the listener, which then sees that it is over
        drop(TcpStream::connect(self.address));
        for wire in held(&self.wires).iter() {
            for socket in &wire.sockets {
                // fails only if it has ended already
                let _ended = socket.shutdown(Shutdown::Both);
            }
        }
    }
}

impl Wire {
    fn lay(phone: TcpStream, to: SocketAddr, delay: Duration) -> io::Result<Self> {
        let server = TcpStream::connect(to)?;
        phone.set_nodelay(true)?;
        server.set_nodelay(true)?;
        let count = Arc::new(Mutex::new(Count {
            delay,
            up: Meter::new(),
            down: Meter::new(),
            chain: Chain { next: Way::Up, not_before: None, round_trips: 0 },
            last_down: None,
            last: None,
        }));
        carry(Way::Up, phone.try_clone()?, server.try_clone()?, &count, delay);
        carry(Way::Down, server.try_clone()?, phone.try_clone()?, &count, delay);
        Ok(Self { sockets: [phone, server], count })
    }
}

fn carry(way: Way, from: TcpStream, to: TcpStream, count: &Arc<Mutex<Count>>, delay: Duration) {
    let (put, take) = sync_channel(READS_UNDER_WAY_MAX);
    let count = Arc::clone(count);
    thread::spawn(move || take_in(way, from, &put, &count, delay));
    thread::spawn(move || hand_on(to, &take));
}

fn take_in(
    way: Way,
    mut from: TcpStream,
    put: &SyncSender<(Instant, Vec<u8>)>,
    count: &Mutex<Count>,
    delay: Duration,
) {
    let mut bytes = vec![0; READ_BYTES];
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        let now = Instant::now();
        held(count).read(way, &bytes[..length], now);
        if put.send((now + delay, bytes[..length].to_vec())).is_err() {
            return;
        }
    }
}

fn hand_on(mut to: TcpStream, take: &Receiver<(Instant, Vec<u8>)>) {
    for (due, bytes) in take {
        thread::sleep(due.saturating_duration_since(Instant::now()));
        if to.write_all(&bytes).is_err() {
            break;
        }
    }
    // fails only if the other side has ended it already
    let _ended = to.shutdown(Shutdown::Write);
}

impl Count {
    fn read(&mut self, way: Way, bytes: &[u8], now: Instant) {
        self.last = Some(now);
        self.chain.said(way, now, self.delay);
        match way {
            Way::Up => self.up.read(bytes),
            Way::Down => {
                self.last_down = Some(now + self.delay);
                self.down.read(bytes);
            }
        }
    }
}

fn plus(a: Flow, b: Flow) -> Flow {
    Flow {
        bytes: a.bytes + b.bytes,
        payload_bytes: a.payload_bytes + b.payload_bytes,
        messages: a.messages + b.messages,
    }
}

/// Counters stay right whatever happened to the thread that held them.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{Ipv4Addr, TcpListener, TcpStream};
    use std::time::{Duration, Instant};

    use super::Proxy;

    const DELAY: Duration = Duration::from_millis(40);

    #[test]
    fn a_question_and_its_answer_take_two_delays_and_count_as_one_round_trip() {
        let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let proxy = Proxy::start(server.local_addr().unwrap(), DELAY).unwrap();
        let echo = std::thread::spawn(move || {
            let (mut socket, _) = server.accept().unwrap();
            let mut bytes = [0; 4];
            socket.read_exact(&mut bytes).unwrap();
            socket.write_all(&bytes).unwrap();
        });
        let mut phone = TcpStream::connect(proxy.address()).unwrap();
        let began = Instant::now();
        phone.write_all(b"halo").unwrap();
        let mut answer = [0; 4];
        phone.read_exact(&mut answer).unwrap();
        assert!(began.elapsed() >= 2 * DELAY);
        echo.join().unwrap();
        let traffic = proxy.traffic();
        assert_eq!((traffic.up.bytes, traffic.down.bytes, traffic.round_trips), (4, 4, 1));
    }
}
