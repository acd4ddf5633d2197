//! The only map from failures to HTTP: RFC 9457 problem documents with a code the pages put into words.

use std::any::Any;

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use queue::Rejection;
use serde_json::{Map, Value, json};

use crate::dispatcher::Failure;

/// An error as the client receives it.
#[derive(Debug, Clone, utoipa::ToSchema)]
pub struct Problem {
    /// The status.
    #[schema(value_type = u16)]
    pub status: StatusCode,
    /// One word a program may branch on.
    pub code: String,
    /// What was wrong and what to do, for a person who reads logs.
    pub detail: String,
    /// More, by code.
    #[schema(value_type = Object)]
    pub extra: Map<String, Value>,
}

impl Problem {
    /// Returns the answer to a request that met a defect of the daemon's own; its log says which.
    #[must_use]
    pub fn bug() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "bug", "a bug in noubad: see its log")
    }

    /// Returns a problem without extras.
    #[must_use]
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self { status, code: code.to_owned(), detail: detail.into(), extra: Map::new() }
    }

    /// Returns the problem of an unknown thing in the path.
    #[must_use]
    pub fn unknown(what: &str, id: &str) -> Self {
        let id: String = id.chars().take(60).collect();
        Self::new(
            StatusCode::NOT_FOUND,
            &format!("unknown_{what}"),
            format!("no {what} {id:?} in this office"),
        )
    }
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        let status = match rejection {
            Rejection::UnknownService
            | Rejection::UnknownCounter
            | Rejection::UnknownTicket
            | Rejection::UnknownReceipt => StatusCode::NOT_FOUND,
            Rejection::NotAllowed => StatusCode::FORBIDDEN,
            Rejection::CommandIdReused
            | Rejection::ReasonNeeded
            | Rejection::TextTooLong
            | Rejection::InThePast
            | Rejection::TooMany { .. }
            | Rejection::AppointmentsRefused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::CONFLICT,
        };
        let detail = rejection.to_string();
        let mut extra = match serde_json::to_value(&rejection) {
            Ok(Value::Object(map)) => map,
            _ => Map::new(),
        };
        let code = match extra.remove("code") {
            Some(Value::String(code)) => code,
            _ => "refused".to_owned(),
        };
        Self { status, code, detail, extra }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        let code = match &failure {
            Failure::Refused(rejection) => return rejection.clone().into(),
            Failure::Busy => "busy",
            Failure::JournalUnavailable | Failure::Unknown => "journal_unavailable",
            Failure::Stopping => "stopping",
        };
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, failure.to_string())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let wait_ms = self.extra.get("wait_ms").and_then(Value::as_u64);
        let mut body = self.extra;
        body.insert("type".into(), json!(format!("urn:nouba:problem:{}", self.code)));
        body.insert("title".into(), json!(self.status.canonical_reason().unwrap_or("Error")));
        body.insert("status".into(), json!(self.status.as_u16()));
        body.insert("detail".into(), json!(self.detail));
        body.insert("code".into(), json!(self.code));
        let mut response = (self.status, Json(Value::Object(body))).into_response();
        let problem = header::HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, problem);
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("1"));
        }
        if let Some(wait_ms) = wait_ms.filter(|_| self.status == StatusCode::TOO_MANY_REQUESTS) {
            let seconds = header::HeaderValue::from(wait_ms.div_ceil(1000).max(1));
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

/// Answers a path the API does not have.
pub async fn not_found() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "not_found", "no such path: see /api/v1/openapi.json")
}

/// Answers a method the path does not take.
pub async fn wrong_method() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "wrong_method",
        "no such method here: see /api/v1/openapi.json",
    )
}

/// Turns errors that axum itself answers, such as a path that is not UTF-8, into problem documents.
pub async fn in_form(request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let problem = header::HeaderValue::from_static("application/problem+json");
    let is_error = status.is_client_error() || status.is_server_error();
    // Readiness answers 503 with a report of its own, an unknown ticket's link 404 with a page.
    let has_form =
        response.headers().get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes).is_some_and(|t| {
            problem == t || [&b"application/json"[..], b"text/html"].iter().any(|f| t.starts_with(f))
        });
    if !is_error || has_form {
        return response;
    }
    Problem::new(status, "malformed", "the request cannot be read: see /api/v1/openapi.json").into_response()
}

/// Answers a request whose handler panicked; the panic itself is in the log.
pub fn panicked(_cause: Box<dyn Any + Send + 'static>) -> Response {
    Problem::bug().into_response()
}
