//! Every decoder of bytes from outside against inputs nobody would send on purpose: none may panic, and what it takes
//! must mean the same when it is written and read again.
//!
//! Mutation from a kept corpus, on stable Rust, seeded: `tests/corpus/<target>` and the samples the product ships. Every
//! run does a share; `NOUBA_FUZZ_SECONDS=60` gives each target a minute, `NOUBA_FUZZ=1000000` so many inputs,
//! `NOUBA_FUZZ_SEED` starts elsewhere. An input that breaks something is kept in the corpus under `found-…` and replayed
//! first from then on; `NOUBA_FUZZ_KEEP=12` adds so many that were taken.
//!
//! # Layout
//! - `engine`: mutation, replay, keeping; with a control that must be found
//! - `wires`: frames, messages, printers' status, Modbus, number boards
//! - `network`: MQTT topics and payloads, buttons off the shelf, cameras' answers, the portal's batches
//! - `files`: configuration, templates, profiles, voices, the journal
//! - `requests`: files of appointments, changes to be played
//! - `secrets`: links, codes, cookies, passwords, the table of rights
#![allow(clippy::print_stdout, reason = "how much was tried, and how much of it was taken")]

#[path = "fuzz/engine.rs"]
mod engine;
#[path = "fuzz/files.rs"]
mod files;
#[path = "fuzz/network.rs"]
mod network;
#[path = "fuzz/requests.rs"]
mod requests;
#[path = "fuzz/secrets.rs"]
mod secrets;
#[path = "fuzz/wires.rs"]
mod wires;
