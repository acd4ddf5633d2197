//! Devices: from a press to a command, from an event to a panel, from a ticket to paper.
//!
//! Every device is a reader of the replica or a sender of commands; none is called by the dispatcher, and
//! each may be unplugged without the others noticing.
//!
//! # Layout
//! - [`action`]: what a button means
//! - [`press`]: a press on its way to the dispatcher
//! - [`manners`], [`watch`]: repeats and storms of presses
//! - [`display`]: what panels show, whatever drives them
//! - [`button`]: buttons off the shelf
//! - [`boards`]: lines of number boards and of Modbus
//! - [`bridge`]: lines at the far end of a hall, over MQTT
//! - [`line`]: a serial line with its pads and panels
//! - [`spooler`]: print jobs and printers; [`trial`]: test prints
//! - [`log`]: what happened to each device lately

pub mod action;
pub mod boards;
pub mod bridge;
pub mod button;
pub mod display;
pub mod line;
pub mod log;
pub mod manners;
pub mod press;
pub mod spooler;
pub mod trial;
pub mod watch;
