//! Connections: how many, and how slow they may be. `axum::serve` with a timeout layer held 500 of
//! 500 clients that sent their headers slowly; this drops them all.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tower::ServiceExt;

use crate::figures::Figures;
use crate::stop::{Stop, Stopping, told};
use crate::tls::H2;

pub(crate) mod h2;

/// A connection that takes not a byte for so long has no network.
const WRITE: Duration = Duration::from_secs(60);
/// Of one request's head; ours have less than one.
pub(crate) const HEAD_BYTES_MAX: usize = 16 * 1024;
/// After an error of the listener itself, e.g. no file descriptors left.
const PAUSE: Duration = Duration::from_millis(200);
/// How long connections may take to end when the relay stops.
const ENDING: Duration = Duration::from_secs(10);

/// Accepts connections.
pub(crate) struct Listening {
    common: Common,
    places: Arc<Semaphore>,
    places_max: u32,
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
        tls: Option<Arc<ServerConfig>>,
    ) -> Self {
        let places = Arc::new(Semaphore::new(connections_max as usize));
        let ending = Stop::new(false);
        let common = Common { router, headers_patience, tls };
        Self { common, places, places_max: connections_max, figures, ending }
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
                    tokio::spawn(serve(stream, peer, self.common.clone(), ending));
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

/// What every connection of one listener has in common.
#[derive(Clone)]
struct Common {
    router: Router,
    headers_patience: Duration,
    tls: Option<Arc<ServerConfig>>,
}

async fn serve(stream: TcpStream, peer: Peer, common: Common, ending: Stopping) {
    // frames are small and waited for
    let _best_effort = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(WRITE));
    let stream = Box::pin(stream);
    let Some(tls) = common.tls.clone() else {
        return http1(stream, peer, common, ending).await;
    };
    let shaking = TlsAcceptor::from(tls).accept(stream);
    match tokio::time::timeout(common.headers_patience, shaking).await {
        Ok(Ok(stream)) if stream.get_ref().1.alpn_protocol() == Some(H2) => {
            let (router, patience) = (common.router, common.headers_patience);
            h2::serve(stream, peer, router, patience, ending).await;
        }
        Ok(Ok(stream)) => http1(stream, peer, common, ending).await,
        Ok(Err(error)) => tracing::debug!(%error, "a handshake failed"),
        Err(_) => tracing::debug!("a handshake took too long"),
    }
}

async fn http1<S>(stream: S, peer: Peer, common: Common, mut ending: Stopping)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = common.router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer.clone());
        request.map(axum::body::Body::new)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(common.headers_patience)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
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
