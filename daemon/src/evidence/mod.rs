//! Evidence for auditors: heads of the history signed every day, exports anybody can check, who was called out of order.
//!
//! Reads the journal and the feed; what it has to add to the journal goes through the dispatcher like everything else.
//!
//! # Layout
//! - [`key`]: the office's signing key
//! - `signer`: signs the head of each office day that has ended
//! - [`retention`]: old history deleted at signed heads
//! - [`export`]: the journal as lines of JSON, with its own signed end
//! - [`order`]: calls out of order, by whom and why

pub mod export;
pub mod key;
pub mod order;
pub mod retention;
mod signer;

pub use key::OfficeKey;
pub use retention::Retention;
pub use signer::Signer;
