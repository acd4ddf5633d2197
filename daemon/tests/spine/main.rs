//! The daemon's spine with real parts: HTTP on a real port, the journal in a real file, devices on real
//! pseudo-terminals. One program for all of it, so that it is linked once.
//!
//! # Layout
//! - `access`: who may do what
//! - `alerts`: who is told of devices in trouble
//! - `attacks`: as somebody on the office's network would; `rights`: everybody on every operation
//! - `bad_requests`: the interface driven from its description with what nobody sends on purpose
//! - `cameras`: real RTSP streams, and what is shown of each trouble
//! - `common`: an office in this process, a small HTTP client, a reader of live streams
//! - `http_tickets`, `http_counters`, `openapi`: requests and refusals
//! - `evidence`: what auditors find
//! - `live`: server-sent events
//! - `monitoring`: numbers for monitoring servers, open data
//! - `monthly`: the report of a month as PDF
//! - `organs`: the watchdog, and organs that hang
//! - `paper_mode`: a journal that cannot be written
//! - `time`: the clock as boxes have it
//! - `presses`: pads and panels
//! - `off_the_shelf`: buttons and boards of other makers
//! - `pad_alone`: a clerk who has nothing but a pad
//! - `foreseen`: what was learned of the waits
//! - `reload`: the configuration read again; `town_hall`: parts of a building
//! - `reports`, `what_if`: figures of a day, and what they would have been
//! - `served`: the pages without JavaScript, as files to be drawn
//! - `tls`: encryption
//! - `spooling`: ticket printers; `trial`: their tests and history
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod access;
mod alerts;
mod attacks;
mod bad_requests;
mod cameras;
mod common;
mod evidence;
mod foreseen;
mod http_appointments;
mod http_counters;
mod http_feedback;
mod http_phone;
mod http_receipts;
mod http_tickets;
mod integration;
mod live;
mod monitoring;
mod monthly;
mod off_the_shelf;
mod openapi;
mod organs;
mod pad_alone;
mod paper_mode;
mod presses;
mod reload;
mod reports;
mod rights;
mod served;
mod spooling;
mod strangers;
mod time;
mod tls;
mod town_hall;
mod trial;
mod webhooks;
mod what_if;
