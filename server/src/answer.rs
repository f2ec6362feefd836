//! What is said outside when something is not done: a code for the program, a sentence for the log
//! of whoever reads it. The cause stays inside.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::forums::Shut;
use crate::store::{StoreError, Unfit};

/// Why a request is not answered as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    InvitationUnknown,
    InvitationUsed,
    InvitationExpired,
    InvitationCancelled,
    SignedOut,
    Revoked,
    NotAllowed,
    BadSignature,
    Unknown,
    LastOrganiser,
    Clock,
    TooOften,
    Malformed,
    TooLarge,
    TooLate,
    NotNamed,
    NotHere,
    FilesFull,
    TooMany,
    NotWhatItSays,
    DiskFull,
    Busy,
    StoreFailed,
}

#[derive(Debug, Serialize)]
struct Said {
    code: &'static str,
    message: &'static str,
}

impl Refused {
    fn status(self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Revoked | Self::NotAllowed | Self::BadSignature => StatusCode::FORBIDDEN,
            Self::InvitationUnknown | Self::Unknown | Self::NotNamed | Self::NotHere => {
                StatusCode::NOT_FOUND
            }
            Self::TooLate => StatusCode::REQUEST_TIMEOUT,
            Self::LastOrganiser | Self::Clock | Self::TooMany => StatusCode::CONFLICT,
            Self::InvitationUsed | Self::InvitationExpired | Self::InvitationCancelled => {
                StatusCode::GONE
            }
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::NotWhatItSays => StatusCode::UNPROCESSABLE_ENTITY,
            Self::FilesFull => StatusCode::INSUFFICIENT_STORAGE,
            Self::Busy | Self::DiskFull | Self::StoreFailed => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn said(self) -> Said {
        let (code, message) = match self {
            Self::InvitationUnknown => ("invitation_unknown", "there is no such invitation"),
            Self::InvitationUsed => ("invitation_used", "the invitation was used"),
            Self::InvitationExpired => ("invitation_expired", "the invitation has expired"),
            Self::InvitationCancelled => ("invitation_cancelled", "the invitation was cancelled"),
            Self::SignedOut => ("signed_out", "the device is unknown"),
            Self::Revoked => ("revoked", "the device was shut out"),
            Self::NotAllowed => ("not_allowed", "only organisers may do this"),
            Self::BadSignature => ("bad_signature", "the device did not sign this"),
            Self::Unknown => ("unknown", "there is nothing of this name"),
            Self::LastOrganiser => ("last_organiser", "nobody would be left to organise"),
            Self::Clock => ("clock", "the clocks are too far apart"),
            Self::TooOften => ("too_often", "try again in a minute"),
            Self::Malformed => ("malformed", "the request is not readable"),
            Self::TooLarge => ("too_large", "the request is too large"),
            Self::TooLate => ("too_late", "the request took too long to arrive"),
            Self::NotNamed => ("not_named", "no document names this file"),
            Self::NotHere => ("not_here", "the relay does not have this file"),
            Self::FilesFull => ("files_full", "there is no room for another file"),
            Self::TooMany => ("too_many", "there are as many as there may be"),
            Self::NotWhatItSays => ("not_what_it_says", "the file is another than was named"),
            Self::DiskFull => ("disk_full", "the relay's disk is full"),
            Self::Busy => ("busy", "the relay is busy"),
            Self::StoreFailed => ("store_failed", "the relay's disk failed"),
        };
        Said { code, message }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.status(), Json(self.said())).into_response()
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        if let StoreError::Barred(device) = error {
            tracing::info!(%device, "was shut out, or lost its role, while it asked");
            return Self::NotAllowed;
        }
        tracing::error!(%error, "a request was not answered");
        Self::StoreFailed
    }
}

impl From<Unfit> for Refused {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::Unknown => Self::InvitationUnknown,
            Unfit::Used => Self::InvitationUsed,
            Unfit::Expired => Self::InvitationExpired,
            Unfit::Cancelled => Self::InvitationCancelled,
            Unfit::Revoked => Self::Revoked,
        }
    }
}

impl From<Shut> for Refused {
    fn from(_shut: Shut) -> Self {
        Self::Busy
    }
}
