//! The pages, out of the binary.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::serve::Peer;

/// Serves a page or one of its files.
pub(super) async fn page(request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return super::problem::wrong_method().await.into_response();
    }
    let Some(asset) = display::asset(request.uri().path()) else {
        return Problem::new(StatusCode::NOT_FOUND, "not_found", "no such page").into_response();
    };
    let known =
        request.headers().get(header::IF_NONE_MATCH).is_some_and(|v| v.as_bytes() == asset.etag.as_bytes());
    let body = if known { Body::empty() } else { Body::from(asset.bytes) };
    let status = if known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    let cache = "no-cache".to_owned();
    let headers = [
        (header::CONTENT_TYPE, asset.content_type.to_owned()),
        (header::ETAG, asset.etag),
        (header::CACHE_CONTROL, cache),
    ];
    (status, headers, body).into_response()
}

/// A browser that was here over https comes in no other way for a year (RFC 6797).
const STRICT_TRANSPORT: &str = "max-age=31536000";

/// No other site's page has ours in reach of its window, and none of ours uses what a browser can hear, see or find out
/// about where it is. (A screen's waiting page asks from a file whether we are there: no `Cross-Origin-Resource-Policy`.)
const ALONE: [(&str, &str); 2] = [
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
];

/// Adds the headers every answer carries.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(display::assets::CONTENT_SECURITY_POLICY),
    );
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    for (name, value) in ALONE {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    // What is not said to be the same for everybody is for the one who asked: nobody keeps it, no browser and no proxy.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    // Not on this machine itself: "localhost" belongs to other programs as well.
    if peer.is_some_and(|peer| peer.encrypted && !peer.own) {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(STRICT_TRANSPORT));
    }
    response
}
