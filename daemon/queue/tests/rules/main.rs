//! The queue's rules as examples, as a table, and as properties against a separate, naive model.
//!
//! - `world`: a small office to try things in, and `check(given, when, then)`
//! - `commands`, `counters`, `days`, `order`, `undo`, `clock`, `paper`, `answers`: examples
//! - `figures`: what managers are told, worked out by hand
//! - `forecast`: what is said of waits
//! - `table`: every command from every state
//! - `naive`, `model`: the second implementation and the comparison with it
//! - `tidy`: the crate stays pure

mod answers;
mod appointments;
mod clock;
mod commands;
mod counters;
mod days;
mod figures;
mod forecast;
mod help;
mod model;
mod naive;
mod order;
mod paper;
mod receipts;
mod roll;
mod table;
mod tidy;
mod undo;
mod world;
