//! The office in numbers, for a monitoring server: OpenMetrics 1.0 at `/metrics`.
//!
//! Everything is read when it is asked for; nothing is counted here. Names, units and labels are part of the contract:
//! `config/monitoring` has a dashboard and alert rules that use them, and a test compares the two.
//!
//! # Layout
//! - `queue`: tickets, counters, waits
//! - `devices`: devices and cameras
//! - `process`: the journal and the process
//! - `exposition`: how numbers are written

mod devices;
mod exposition;
mod process;
mod queue;

use std::path::Path;
use std::sync::Arc;

use ::queue::Office;
use ::queue::time::Timestamp;

use crate::camera::CameraView;
use crate::dispatcher::Health;
use crate::figures::Today;
use crate::forecast::Said;
use crate::registry::DeviceHealth;

use exposition::Exposition;

/// What the answer is, for the `content-type` header (OpenMetrics 1.0 §3.3).
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What the numbers are taken from.
pub struct Sources<'a> {
    /// The office as committed.
    pub office: &'a Office,
    /// The day in figures.
    pub today: Arc<Today>,
    /// The waits that are said.
    pub said: Arc<Said>,
    /// The devices.
    pub devices: Vec<DeviceHealth>,
    /// The cameras.
    pub cameras: Vec<CameraView>,
    /// How the journal does.
    pub health: &'a Health,
    /// Whether the dispatcher is there.
    pub alive: bool,
    /// The data directory.
    pub dir: &'a Path,
    /// When the daemon was started.
    pub started: Timestamp,
    /// The present.
    pub now: Timestamp,
}

/// Returns the answer, ended with `# EOF`.
#[must_use]
pub fn exposition(sources: &Sources<'_>) -> String {
    let mut numbers = Exposition::default();
    let office =
        [("office", sources.office.config.id.to_string()), ("version", env!("CARGO_PKG_VERSION").to_owned())];
    numbers.info("nouba", "The office and the program", &office);
    queue::write(sources, &mut numbers);
    devices::write(sources, &mut numbers);
    process::write(sources, &mut numbers);
    numbers.text()
}
