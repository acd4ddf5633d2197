//! Bytes on the line: the frame ("nouba link" version 1) and the messages it carries.
//!
//! Fixed byte tables rather than a schema compiler, because vendors write firmware in C. Nothing here
//! allocates, reads a clock or does IO, so the same code runs in the daemon and in a device.

pub mod decoder;
pub mod frame;
pub mod message;
#[cfg(feature = "std")]
pub mod payload;
#[cfg(feature = "std")]
pub mod topic;

pub use decoder::{Decoder, Drops, Received};
pub use frame::{Frame, Header, WireBytes, encode};
pub use message::{Message, MessageError, Payload, Text};

/// Protocol version this code speaks, in bits 7–5 of the first header byte.
pub const VERSION: u8 = 1;
/// Address of the host.
pub const ADDR_HOST: u8 = 0x00;
/// Lowest address a device may have.
pub const ADDR_DEVICE_MIN: u8 = 0x01;
/// Highest address a device may have.
pub const ADDR_DEVICE_MAX: u8 = 0xEF;
/// Address of a device that has none yet; WELCOME gives it one.
pub const ADDR_UNASSIGNED: u8 = 0xF0;
/// Every device on the line; never answered.
pub const ADDR_BROADCAST: u8 = 0xFF;

/// Returns the sequence number after `seq`: 1–255 wrapping, never 0, which means "unsequenced".
#[must_use]
pub const fn next_seq(seq: u8) -> u8 {
    if seq == u8::MAX { 1 } else { seq + 1 }
}
