//! Devices: from a press to a command, from an event to a panel, from a ticket to paper.
//!
//! Every device is a reader of the replica or a sender of commands; none is called by the dispatcher, and
//! each may be unplugged without the others noticing.
//!
//! # Layout
//! - [`action`]: what a button means
//! - [`line`]: a serial line with its pads and panels
//! - [`spooler`]: print jobs and printers

pub mod action;
pub mod line;
pub mod spooler;
