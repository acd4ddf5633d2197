//! The portal's door. Whoever is at the other end is as a rule the town's proxy, which speaks for everybody; on the machine
//! itself it may be anybody.

use std::time::Duration;

use accept::{Fault, Limits};
use axum::Router;
use axum::response::IntoResponse;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::http::Problem;

/// How much is borne: each of 2,500 offices keeps a connection, where no proxy pools them; and it may be silent for longer
/// than a proxy keeps one for its pool as a rule, and than offices are.
const LIMITS: Limits =
    Limits { connections: 4_096, patience: Duration::from_secs(90), drain: Duration::from_secs(10) };

/// Serves until told to stop, then finishes what is under way.
pub async fn run(listener: TcpListener, router: Router, stop: CancellationToken) {
    let refuse = |fault: Fault| Problem::new(fault.status(), fault.detail()).into_response();
    accept::run(listener, LIMITS, stop, |stream, _, place| {
        let service = TowerToHyperService::new(router.clone());
        Some(Box::pin(place.speak(stream, service, refuse)))
    })
    .await;
}
