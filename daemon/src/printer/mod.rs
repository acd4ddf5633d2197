//! Ticket printers: from a ticket's picture to paper, and the truth about whether it came out.
//!
//! # Layout
//! - [`profile`]: printer families as data.
//! - [`bytes`]: a picture as the commands of a family; `raster`: how it is divided for them.
//! - [`status`]: a printer's answers, told apart and made into a state.
//! - [`stored`]: what tickets share, kept by the printer.
//! - `link`: serial line, TCP port or device file.
//! - `runner`: the task that owns one printer. `conversation`: what it says and hears, without any I/O.

pub mod bytes;
pub(crate) mod conversation;
mod job;
mod link;
pub mod profile;
mod raster;
mod runner;
mod star;
pub mod status;
pub mod stored;

pub use job::{JobOutcome, Left, Permit, PrintJob, PrinterEvent, Timing};
pub use link::Target;
pub use runner::{Setup, run};
