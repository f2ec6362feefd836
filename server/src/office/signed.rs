//! Requests that a device has signed, read within bounds.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode};
use paguyuban::signature::{SIGNATURE_BYTES, Signature, words_of_act};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use crate::answer::Refused;
use crate::base64url::Base64Url;
use crate::store::Device;

/// The header in which the signature travels.
const HEADER: &str = "paguyuban-signature";
/// For a few hundred bytes.
const READING: Duration = Duration::from_secs(10);

/// What the device has really said.
pub(super) struct Signed<T>(pub(super) T);

/// Reads a body that this device signed, byte for byte.
pub(super) async fn read<T: DeserializeOwned>(
    device: &Device,
    headers: &HeaderMap,
    request: Request,
) -> Result<Signed<T>, Refused> {
    let reading = <Bytes as FromRequest<()>>::from_request(request, &());
    let body = timeout(READING, reading).await.map_err(|_| Refused::TooLate)?;
    let body = body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refused::TooLarge,
        _ => Refused::Malformed,
    })?;
    if !is_signed(device, headers, &body) {
        return Err(Refused::BadSignature);
    }
    serde_json::from_slice(&body).map(Signed).map_err(|_| Refused::Malformed)
}

fn is_signed(device: &Device, headers: &HeaderMap, body: &[u8]) -> bool {
    let text = headers.get(HEADER).and_then(|value| value.to_str().ok());
    let signature = text.and_then(|text| text.parse::<Base64Url<SIGNATURE_BYTES>>().ok());
    let words = words_of_act(device.forum, device.id, body);
    // a device that joined before keys were asked for has signed nothing
    let key = device.key.as_ref();
    key.zip(signature).is_some_and(|(key, bytes)| key.signed(&words, &Signature(bytes.0)))
}
