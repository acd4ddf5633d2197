//! The other end of the report link: the town's offices in one place.
//!
//! Offices send their journals in order; each event is stored once, word for word, whatever the network does. The
//! portal never talks to an office, and no office ever waits for it.
//!
//! # Layout
//! - [`decide`](mod@decide): pure: what a batch means, given how far its journal is known
//! - [`figures`]: pure: events folded into what a manager looks at
//! - [`store`]: PostgreSQL: connections, migrations, offices
//! - [`ingest`]: one batch, one transaction
//! - [`fold`]: the task that keeps the figures up to date
//! - [`http`]: the interface
//! - [`clock`]: the only place that reads a clock
//! - [`cli`]: the command line

pub mod cli;
pub mod clock;
pub mod decide;
pub mod figures;
pub mod fold;
pub mod http;
pub mod ingest;
pub mod store;
