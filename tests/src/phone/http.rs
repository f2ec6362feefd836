//! One request to the relay over a connection of its own.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::http::request::Builder;
use hyper::{Request, Response, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::PhoneError;

/// The longest answer that is read for its words.
const WORDS_BYTES_MAX: usize = 16 * 1024;

/// Sends a POST and gives back the head of the answer. The connection lives as long as its body.
pub(super) async fn post(
    origin: &str,
    path: &str,
    headers: &[(header::HeaderName, String)],
    body: Vec<u8>,
) -> Result<Response<Incoming>, PhoneError> {
    send(origin, Request::post(path), headers, body).await
}

/// The same with a GET.
pub(super) async fn get(
    origin: &str,
    path: &str,
    headers: &[(header::HeaderName, String)],
) -> Result<Response<Incoming>, PhoneError> {
    send(origin, Request::get(path), headers, Vec::new()).await
}

async fn send(
    origin: &str,
    request: Builder,
    headers: &[(header::HeaderName, String)],
    body: Vec<u8>,
) -> Result<Response<Incoming>, PhoneError> {
    let host = host_of(origin)?;
    let socket = TcpStream::connect(&host).await.map_err(broken)?;
    socket.set_nodelay(true).map_err(broken)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(socket)).await.map_err(broken)?;
    // ends with the connection, and what failed is told by the body
    tokio::spawn(async move { drop(connection.await) });
    let mut request = request.header(header::HOST, &host);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let request = request.body(Full::new(Bytes::from(body))).map_err(broken)?;
    sender.send_request(request).await.map_err(broken)
}

/// The whole of a short answer.
pub(super) async fn words(answer: Response<Incoming>) -> Result<String, PhoneError> {
    let body = http_body_util::Limited::new(answer.into_body(), WORDS_BYTES_MAX);
    let bytes = body.collect().await.map_err(broken)?.to_bytes();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// `127.0.0.1:8787` of `http://127.0.0.1:8787`.
pub(super) fn host_of(origin: &str) -> Result<String, PhoneError> {
    let host = origin.strip_prefix("http://").map(|host| host.trim_end_matches('/'));
    host.map(str::to_owned).ok_or_else(|| PhoneError::Link(format!("{origin} is not http://…")))
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function for map_err")]
pub(super) fn broken(error: impl ToString) -> PhoneError {
    PhoneError::Link(error.to_string())
}
