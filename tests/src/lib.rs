//! Whole-office tests and benchmarks. Nothing depends on it.
//!
//! # Layout
//! - [`office`]: the real daemon as a process of its own, with simulated devices on real pseudo-terminals
//! - [`broker`]: a real Mosquitto with the configuration that is shipped
//! - [`hall`]: the daemon, a broker and a bridge, each a process that can be killed
//! - [`http`]: a kiosk's or a clerk's requests
//! - [`browser`]: pages in real Chromium

#![allow(missing_docs, reason = "a harness for the tests beside it")]

pub mod broker;
pub mod browser;
pub mod hall;
pub mod http;
pub mod office;

use std::future::Future;
use std::time::Duration;

use tokio::time::Instant;

/// How long anything may take on a loaded machine.
pub const LIMIT: Duration = Duration::from_secs(60);

/// Waits until something is so, or says what was awaited.
pub async fn until<F: Future<Output = bool>>(what: &str, mut is_so: impl FnMut() -> F) {
    let start = Instant::now();
    while !is_so().await {
        assert!(start.elapsed() < LIMIT, "waited {LIMIT:?} in vain until {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
