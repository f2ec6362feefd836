//! Connections: how many, and how slow they may be. `axum::serve` with a timeout layer held 500 of
//! 500 clients that sent their headers slowly; this drops them all.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use crate::figures::Figures;
use crate::stop::{Stop, Stopping, told};

/// A connection that takes not a byte for so long has no network.
const WRITE: Duration = Duration::from_secs(60);
/// Of one request's head; ours have less than one.
const HEAD_BYTES_MAX: usize = 16 * 1024;
/// After an error of the listener itself, e.g. no file descriptors left.
const PAUSE: Duration = Duration::from_millis(200);
/// How long connections may take to end when the relay stops.
const ENDING: Duration = Duration::from_secs(10);

/// Accepts connections.
pub(crate) struct Listening {
    router: Router,
    places: Arc<Semaphore>,
    places_max: u32,
    headers_patience: Duration,
    figures: Figures,
    ending: Stop,
}

/// The other end of a connection, and its place among those that may be open.
#[derive(Debug, Clone)]
pub(crate) struct Peer {
    pub(crate) address: SocketAddr,
    _place: Arc<Place>,
}

/// Held until the connection ends, also when it has become a WebSocket.
#[derive(Debug)]
struct Place {
    _permit: OwnedSemaphorePermit,
    figures: Figures,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.figures.connections.dec();
    }
}

impl Listening {
    pub(crate) fn new(
        router: Router,
        connections_max: u32,
        headers_patience: Duration,
        figures: Figures,
    ) -> Self {
        let places = Arc::new(Semaphore::new(connections_max as usize));
        let ending = Stop::new(false);
        Self { router, places, places_max: connections_max, headers_patience, figures, ending }
    }

    /// Never comes back: stop waiting for it to take no more connections.
    pub(crate) async fn accept(&self, listener: TcpListener) {
        loop {
            // a full house waits in the system's own queue
            let Ok(permit) = self.places.clone().acquire_owned().await else {
                return;
            };
            match listener.accept().await {
                Ok((stream, address)) => {
                    self.figures.connections.inc();
                    let place = Place { _permit: permit, figures: self.figures.clone() };
                    let peer = Peer { address, _place: Arc::new(place) };
                    let ending = self.ending.subscribe();
                    let served =
                        serve(stream, peer, self.router.clone(), self.headers_patience, ending);
                    tokio::spawn(served);
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Lets the connections finish what they are at.
    pub(crate) async fn end(self) {
        self.ending.send_replace(true);
        let all_back = self.places.acquire_many(self.places_max);
        if tokio::time::timeout(ENDING, all_back).await.is_err() {
            tracing::warn!("some connections were cut");
        }
    }
}

async fn serve(
    stream: TcpStream,
    peer: Peer,
    router: Router,
    headers_patience: Duration,
    mut ending: Stopping,
) {
    // frames are small and waited for
    let _best_effort = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(WRITE));
    let service = router.map_request(move |mut request: Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(peer.clone());
        request.map(axum::body::Body::new)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(headers_patience)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(service))
        .with_upgrades();
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = told(&mut ending) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke");
    }
}
