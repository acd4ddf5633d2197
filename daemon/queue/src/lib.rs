//! The rules of an office's queue, pure: commands in, events out.
//!
//! Nothing here reads a clock, a file, a socket or a random source: time and fresh identifiers are
//! arguments. [`Office::decide`] answers a [`Request`] with the events that follow from it or with a
//! typed [`Rejection`]; [`Office::apply`] folds an event into the state and never fails, because an
//! event is a fact; [`Office::due`] says what the passing of time asks for.
//!
//! # Layout
//! - [`id`], [`time`]: the values everything else is made of
//! - [`calendar`], [`config`]: what an office is, as its configuration says
//! - [`command`], [`event`], [`rejection`]: the language spoken with the core
//! - [`ticket`], [`counter`]: the states they can be in
//! - [`tickets`]: the tickets of a state, listed by what is asked of them
//! - [`receipt`]: receipts, which outlive the day
//! - [`papers`]: what is printed, ticket or receipt
//! - [`printers`]: what the journal knows of each printer
//! - [`office`]: the state of an office and how an event changes it
//! - `decide`: one function per command
//! - [`evidence`]: what auditors need beside the queue
//! - [`selection`]: who is called next, and why
//! - [`figures`]: what managers are told: formulas over a day's events
//! - [`forecast`]: how long people will still wait
//! - [`replay`]: recorded days played again under other rules
//! - [`ledger`]: the first answer to each command, given again when it is repeated
//! - [`report`], [`live`]: what an office tells its portal

pub mod calendar;
pub mod command;
pub mod config;
pub mod counter;
mod decide;
pub mod event;
pub mod evidence;
pub mod figures;
pub mod forecast;
pub mod id;
pub mod ledger;
pub mod live;
pub mod office;
pub mod papers;
pub mod printers;
pub mod receipt;
pub mod rejection;
pub mod replay;
pub mod report;
pub mod selection;
mod text;
pub mod ticket;
pub mod tickets;
pub mod time;

pub use command::{Actor, Command, Request, Role};
pub use config::OfficeConfig;
pub use event::{Event, Recorded};
pub use office::{Office, State};
pub use rejection::Rejection;
