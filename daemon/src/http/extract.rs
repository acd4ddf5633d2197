//! Bodies and keys of requests, checked before a handler sees them.

#![allow(unused_qualifications, reason = "utoipa qualifies the type of params(…) itself")]

use std::time::Duration;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use queue::id::{CommandId, DeviceId};
use serde::de::DeserializeOwned;

use super::problem::Problem;
use crate::access::Principal;

/// How long a client may take to send a body: they are smaller than a packet.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// A JSON body of a known form; an empty body is an empty object.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let empty = request.headers().get("content-length").is_none_or(|l| l == "0")
            && request.headers().get("transfer-encoding").is_none();
        if empty {
            let empty = serde_json::Value::Object(serde_json::Map::new());
            return serde_json::from_value(empty).map(Self).map_err(|e| malformed(&e.to_string()));
        }
        let read = tokio::time::timeout(BODY_TIMEOUT, Json::<T>::from_request(request, state)).await;
        let Ok(read) = read else {
            return Err(Problem::new(
                StatusCode::REQUEST_TIMEOUT,
                "too_slow",
                "the body did not come in time",
            ));
        };
        match read {
            Ok(Json(body)) => Ok(Self(body)),
            Err(JsonRejection::BytesRejection(rejection)) => Err(too_large_or_cut(rejection.status())),
            Err(JsonRejection::MissingJsonContentType(_)) => Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_json",
                "send the body as JSON with content-type application/json",
            )),
            Err(rejection) => Err(malformed(&rejection.body_text())),
        }
    }
}

fn malformed(why: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "malformed", format!("the body cannot be read: {why}"))
}

fn too_large_or_cut(status: StatusCode) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new(status, "too_large", format!("a body may have {} bytes at most", super::BODY_MAX))
    } else {
        Problem::new(StatusCode::BAD_REQUEST, "malformed", "the body ended too soon")
    }
}

/// The command id of a request, from its `Idempotency-Key`
/// (draft-ietf-httpapi-idempotency-key-header).
pub struct Key(pub CommandId);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let wrong = |detail: &str| Problem::new(StatusCode::BAD_REQUEST, "idempotency_key", detail);
        let key = parts.headers.get("idempotency-key").ok_or_else(|| {
            wrong("send an Idempotency-Key: made once per touch or press, the same when it is sent again")
        })?;
        let text = key.to_str().unwrap_or("").trim_matches('"');
        let right = "an Idempotency-Key has 1 to 64 of letters, digits and '. _ : -', as a UUID has";
        if text.is_empty() || text.len() > 64 {
            return Err(wrong(right));
        }
        CommandId::new(&format!("http:{text}")).map(Self).map_err(|_| wrong(right))
    }
}

/// Which kiosk or board asks, where no enrolled machine says so itself.
#[derive(serde::Deserialize, utoipa::IntoParams)]
pub struct Machine {
    /// The kiosk's or board's id, as a zone or printer of the office's file names it; without it the whole office is meant.
    id: Option<String>,
}

impl Machine {
    /// Returns the machine: the enrolled one, or the one that is named.
    #[must_use]
    pub fn who(self, principal: &Principal) -> Option<DeviceId> {
        match principal {
            Principal::Machine { id, .. } => Some(id.clone()),
            Principal::Everybody | Principal::Person { .. } | Principal::Nobody => {
                self.id.and_then(|id| DeviceId::new(&id).ok())
            }
        }
    }
}
