//! The pages, out of the binary.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
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
    // Not on this machine itself: "localhost" belongs to other programs as well.
    if peer.is_some_and(|peer| peer.encrypted && !peer.own) {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(STRICT_TRANSPORT));
    }
    response
}
