//! The other end of the report link: the town's offices in one place.
//!
//! Offices send their journals in order; each event is stored once, word for word, whatever the network does. The
//! portal never talks to an office, and no office ever waits for it.
//!
//! # Layout
//! - [`decide`](mod@decide): pure: what a batch means, given how far its journal is known
//! - [`figures`]: pure: events folded into the figures of the present day
//! - [`store`]: PostgreSQL: connections, migrations, offices and their credentials
//! - [`ingest`]: one batch, one transaction
//! - [`town`]: every office as it is now, in memory
//! - [`fold`], [`days`], [`sums`]: the present day, closed days, and periods of them
//! - [`access`]: who may look
//! - [`http`], [`pages`]: the interface, and what people see; [`serve`]: the accept loop below them
//! - [`mqtt`]: the town's broker
//! - [`clock`]: the only place that reads a clock
//! - [`cli`]: the command line
//! - [`demo`], [`temporary`]: a town on one machine, and a PostgreSQL of one's own

pub mod access;
pub mod cli;
pub mod clock;
pub mod days;
pub mod decide;
pub mod demo;
pub mod figures;
pub mod fold;
pub mod http;
pub mod ingest;
pub mod mqtt;
pub mod pages;
pub mod serve;
pub mod store;
pub mod sums;
pub mod temporary;
pub mod town;
