//! Buttons off the shelf, as far as they can be understood without a device: pure.
//!
//! # Layout
//! - [`mapping`]: what an MQTT payload says, by the office's file
//! - [`contact`]: short, long and double presses of a contact that is only up or down
//! - [`learn`]: which mapping would have understood the payloads of a press

pub mod contact;
pub mod learn;
pub mod mapping;
