//! What is said outside when something is not done: a code for the program, a sentence for the log
//! of whoever reads it. The cause stays inside.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::forums::Shut;
use crate::store::StoreError;

/// Why a request is not answered as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    InvitationUnknown,
    SignedOut,
    TooOften,
    Malformed,
    TooLarge,
    TooLate,
    Busy,
    StoreFailed,
}

#[derive(Debug, Serialize)]
struct Said {
    code: &'static str,
    message: &'static str,
}

impl Refused {
    fn said(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::InvitationUnknown => (
                StatusCode::NOT_FOUND,
                "invitation_unknown",
                "the invitation is unknown, used or expired",
            ),
            Self::SignedOut => {
                (StatusCode::UNAUTHORIZED, "signed_out", "the device is unknown or was revoked")
            }
            Self::TooOften => (StatusCode::TOO_MANY_REQUESTS, "too_often", "try again in a minute"),
            Self::Malformed => {
                (StatusCode::BAD_REQUEST, "malformed", "the request is not readable")
            }
            Self::TooLarge => {
                (StatusCode::PAYLOAD_TOO_LARGE, "too_large", "the request is too large")
            }
            Self::TooLate => {
                (StatusCode::REQUEST_TIMEOUT, "too_late", "the request took too long to arrive")
            }
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy", "the relay is busy"),
            Self::StoreFailed => {
                (StatusCode::SERVICE_UNAVAILABLE, "store_failed", "the relay's disk failed")
            }
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (status, code, message) = self.said();
        (status, Json(Said { code, message })).into_response()
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "a request was not answered");
        Self::StoreFailed
    }
}

impl From<Shut> for Refused {
    fn from(_shut: Shut) -> Self {
        Self::Busy
    }
}
