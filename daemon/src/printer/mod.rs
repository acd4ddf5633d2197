//! Ticket printers: from a ticket's picture to paper, and the truth about whether it came out.
//!
//! # Layout
//! - [`profile`]: printer families as data.
//! - [`bytes`]: a picture as the commands of a family.
//! - [`status`]: a printer's answers, told apart and made into a state.

pub mod bytes;
pub mod profile;
pub mod status;
