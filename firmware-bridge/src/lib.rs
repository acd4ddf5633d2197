//! The wire between the daemon and its pads and panels, its serial lines and device simulators.
//!
//! # Layout
//! - [`wire`]: bytes on the line: frame, checksum, messages. No heap, no `std`, no clock.
//! - [`device`]: what firmware does with those messages, sans-IO and without a heap; runs in the simulators.
//! - [`host`]: what the daemon does with one line of devices, sans-IO.
//! - [`serial`]: the task that owns one port and drives [`host`] over it.
//! - [`bridge`]: lines at the far end of a hall, spoken for over MQTT; the program `firmware-bridge run`.
//! - [`mqtt`]: a connection to the office's broker that loses nothing it was told to keep.
//! - [`board`], [`modbus`]: number boards and input modules off the shelf
//! - [`sim`]: pads and panels on pseudo-terminals, with faults.
//!
//! `PROTOCOL.md` beside this crate is the description for people who write firmware in another language.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

#[cfg(feature = "std")]
pub mod board;
#[cfg(feature = "std")]
pub mod bridge;
pub mod device;
#[cfg(feature = "std")]
pub mod host;
#[cfg(feature = "std")]
pub mod modbus;
#[cfg(feature = "std")]
pub mod mqtt;
#[cfg(feature = "std")]
pub mod serial;
#[cfg(feature = "std")]
pub mod sim;
pub mod wire;
