//! The wire between the daemon and its pads and panels, its serial lines and device simulators.
#[cfg(feature = "std")]
pub mod sim;
