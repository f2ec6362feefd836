//! HTTP/2: many requests on one connection, none of which may stand still for ever. Its own pings tell only
//! that the other end lives; so what is handed out and not taken is counted here.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::response::Response;
use hyper::body::{Body as Bytewise, Frame, Incoming, SizeHint};
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tower::ServiceExt;

use super::{HEAD_BYTES_MAX, Peer, WRITE};
use crate::stop::{Stopping, told};

/// Requests of one connection at once: the page asks for some ten files, and speaks by one.
pub(crate) const STREAMS_MAX: u32 = 64;
/// Of one answer, handed out and not yet taken.
const SEND_BYTES_MAX: usize = 64 * 1024;
/// How often a connection is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// A connection with requests on it that answers no ping has no network.
const PING: Duration = Duration::from_secs(30);

/// Serves one connection to its end.
pub(super) async fn serve<S>(
    stream: S,
    peer: Peer,
    router: Router,
    patience: Duration,
    mut ending: Stopping,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let pulse = Arc::new(Pulse::default());
    let counted = pulse.clone();
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer.clone());
        let stream = Stream::begin(&counted);
        let answering = router.clone().oneshot(request.map(Body::new));
        async move {
            let answer: Response = answering.await?;
            Ok::<_, Infallible>(answer.map(|body| Watched { body, stream }))
        }
    });
    let connection = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS_MAX)
        .max_header_list_size(u32::try_from(HEAD_BYTES_MAX).unwrap_or(u32::MAX))
        .max_send_buf_size(SEND_BYTES_MAX)
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    let mut looks = tokio::time::interval(LOOK.min(patience));
    let mut told_to_end: Option<Instant> = None;
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection broke");
                }
                return;
            }
            () = told(&mut ending), if told_to_end.is_none() => {
                connection.as_mut().graceful_shutdown();
                told_to_end = Some(Instant::now());
            }
            _ = looks.tick() => match (pulse.look(patience), told_to_end) {
                (State::Busy, _) => {}
                (State::Idle, None) => {
                    connection.as_mut().graceful_shutdown();
                    told_to_end = Some(Instant::now());
                }
                (State::Idle, Some(at)) if at.elapsed() < patience => {}
                (State::Idle | State::Stuck, _) => {
                    tracing::debug!("a connection stood still and is cut");
                    return;
                }
            },
        }
    }
}

/// What one connection is at.
#[derive(Debug)]
struct Pulse(Mutex<Streams>);

#[derive(Debug)]
struct Streams {
    open: usize,
    idle_since: Instant,
    /// Answers of which a piece was handed out and the next one was not asked for, and since when.
    untaken: BTreeMap<u64, Instant>,
    next: u64,
}

/// How it stands with a connection.
#[derive(Debug, PartialEq, Eq)]
enum State {
    Busy,
    /// Nothing was asked for so long.
    Idle,
    /// An answer was not taken for so long.
    Stuck,
}

impl Default for Pulse {
    fn default() -> Self {
        let idle_since = Instant::now();
        Self(Mutex::new(Streams { open: 0, idle_since, untaken: BTreeMap::new(), next: 0 }))
    }
}

impl Pulse {
    fn with<T>(&self, act: impl FnOnce(&mut Streams) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn look(&self, patience: Duration) -> State {
        self.with(|streams| {
            if streams.untaken.values().any(|since| since.elapsed() > WRITE) {
                State::Stuck
            } else if streams.open == 0 && streams.idle_since.elapsed() > patience {
                State::Idle
            } else {
                State::Busy
            }
        })
    }
}

/// A request and its answer, until the answer is taken or given up.
#[derive(Debug)]
struct Stream {
    number: u64,
    pulse: Arc<Pulse>,
}

impl Stream {
    fn begin(pulse: &Arc<Pulse>) -> Self {
        let number = pulse.with(|streams| {
            streams.open += 1;
            streams.next += 1;
            streams.next
        });
        Self { number, pulse: pulse.clone() }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.pulse.with(|streams| {
            streams.untaken.remove(&self.number);
            streams.open = streams.open.saturating_sub(1);
            streams.idle_since = Instant::now();
        });
    }
}

/// The body of an answer. It is asked for a piece only when there is room for it at the other end.
struct Watched {
    body: Body,
    stream: Stream,
}

impl Bytewise for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let it = self.get_mut();
        let (pulse, number) = (&it.stream.pulse, it.stream.number);
        pulse.with(|streams| streams.untaken.remove(&number));
        let frame = ready!(Pin::new(&mut it.body).poll_frame(context));
        pulse.with(|streams| streams.untaken.insert(number, Instant::now()));
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use super::{Pulse, State, Stream, WRITE};

    const PATIENCE: Duration = Duration::from_secs(10);

    #[test]
    fn a_connection_is_idle_without_requests_and_stuck_with_an_answer_that_nobody_takes() {
        let long_ago = Instant::now().checked_sub(WRITE * 2).expect("the clock began before");
        let pulse = Arc::new(Pulse::default());
        assert_eq!(pulse.look(PATIENCE), State::Busy);
        pulse.with(|streams| streams.idle_since = long_ago);
        assert_eq!(pulse.look(PATIENCE), State::Idle);
        let stream = Stream::begin(&pulse);
        assert_eq!(pulse.look(PATIENCE), State::Busy, "an answer may take long to begin");
        pulse.with(|streams| streams.untaken.insert(stream.number, long_ago));
        assert_eq!(pulse.look(PATIENCE), State::Stuck);
        drop(stream);
        assert_eq!(pulse.look(PATIENCE), State::Busy, "just now it was not idle");
    }
}
