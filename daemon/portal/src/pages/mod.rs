//! What people see: HTML made here, whole without a script; a few lines of one renew the figures on it.
//!
//! # Layout
//! - `look`: who looks, in which language, and the frame of every page
//! - `wait`: the public page, and the open data
//! - `offices`: every office, and one of them
//! - `devices`: the fleet
//! - `compare`: the ranking
//! - `figures`: a period in figures, and its exports
//! - `map`: offices as dots
//! - `sign_in`: how people get in

mod compare;
mod devices;
mod figures;
mod look;
mod map;
mod offices;
mod sign_in;
mod wait;

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::http::{Context, Problem};

/// How long a browser may keep a style sheet or a font, in seconds.
const ASSETS_KEPT: &str = "public, max-age=3600";

/// What anybody may look at.
pub(crate) fn public() -> Router<Context> {
    Router::new()
        .route("/", get(wait::page))
        .route("/open/waits.json", get(wait::open_data))
        .route("/sign-in", get(sign_in::page).post(sign_in::sign_in))
        .route("/set-up", get(sign_in::set_up_page).post(sign_in::set_up))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/style.css", get(async || asset("text/css; charset=utf-8", include_str!("style.css"))))
        .route("/renew.js", get(async || asset("text/javascript; charset=utf-8", include_str!("renew.js"))))
        .route("/icon.svg", get(async || of_the_offices("/icon.svg")))
        .route(
            "/fonts/{font}",
            get(async |Path(font): Path<String>| of_the_offices(&format!("/fonts/{font}"))),
        )
}

/// What needs an account.
pub(crate) fn private() -> Router<Context> {
    Router::new()
        .route("/offices", get(offices::page))
        .route("/offices/{office}", get(offices::one))
        .route("/devices", get(devices::page))
        .route("/devices.csv", get(devices::as_csv))
        .route("/compare", get(compare::page))
        .route("/figures", get(figures::page))
        .route("/figures.csv", get(figures::as_csv))
        .route("/figures.json", get(figures::json))
        .route("/compare.csv", get(compare::as_csv))
}

/// Returns what stands between the fields of a table, from how it is asked for (see [`look::Look::separator`]).
fn separator(asked: &str) -> char {
    if asked == "semicolon" { ';' } else { ',' }
}

/// Returns a table as a file to keep.
fn table_file(text: String, name: &str) -> Response {
    let kind = "text/csv; charset=utf-8".to_owned();
    let file = format!("attachment; filename=\"{name}.csv\"");
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, file)], text).into_response()
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, ASSETS_KEPT)], text).into_response()
}

/// Returns what the offices' pages have as well.
fn of_the_offices(path: &str) -> Result<Response, Problem> {
    let asset =
        display::asset(path).ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "There is nothing here."))?;
    let headers = [
        (header::CONTENT_TYPE, asset.content_type.to_owned()),
        (header::CACHE_CONTROL, ASSETS_KEPT.to_owned()),
    ];
    Ok((headers, asset.bytes.into_owned()).into_response())
}
