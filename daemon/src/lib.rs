//! The daemon of one office: journal, dispatcher, devices, HTTP.
//!
//! One spine for every input, be it a kiosk, a page, a pad, a deadline or the outcome of a print job:
//! command → [`queue::Office::decide`] → [`store::Journal::append`] → [`feed`] → readers.
//!
//! # Layout
//! - [`clock`], [`guard`]: the only place that reads a clock, and whether it is to be believed
//! - [`store`]: the journal in one SQLite file
//! - [`dispatcher`]: the one task that owns the office and the write connection
//! - [`feed`], [`replica`]: committed events, and the office that readers look at
//! - [`registry`]: the devices and how they do
//! - [`button`]: what buttons off the shelf mean, pure
//! - [`device`], [`printer`]: from presses to commands, from events to panels and paper
//! - [`mqtt`]: the office's broker
//! - [`camera`]: whether each camera works and is declared
//! - [`voice`]: calls announced aloud
//! - [`slots`], [`appointment_files`]: when a service can be booked; appointments as files
//! - [`ticket`]: what is printed, from the office's configuration
//! - [`view`], [`http`]: what pages show, and how they are served
//! - [`replay`]: recorded days played again under other rules
//! - [`report`], [`client`]: what the portal gets, and how anybody outside is reached
//! - [`alert`]: who is told of devices that somebody must look at
//! - [`monthly`]: the report of a month as PDF
//! - [`metrics`], [`open_data`]: what monitoring servers and the town's open data get
//! - [`token`]: the links on tickets
//! - [`tls`]: encryption, and the office's own authority
//! - [`access`], [`secret_file`]: who may do what, and secrets in files
//! - [`evidence`]: signed heads, exports and reports for auditors
//! - [`config`], [`calendar`]: the office's file, and its days as instants
//! - [`office`], `opening`: puts it all together, and opens its days
//! - [`demo`]: the whole office with simulated devices
//! - [`cli`], [`logging`], [`messages`]: the command line, the log, what an operator may have to act upon
//! - [`watchdog`]: proof for systemd that the office works

pub mod access;
pub mod alert;
mod allowance;
pub mod appointment_files;
pub mod button;
pub mod calendar;
pub mod camera;
pub mod cli;
pub mod client;
pub mod clock;
pub mod config;
pub mod demo;
pub mod device;
pub mod dispatcher;
pub mod evidence;
pub mod feed;
pub mod figures;
pub mod forecast;
pub mod guard;
pub mod http;
mod lists;
pub mod logging;
pub mod messages;
pub mod metrics;
pub mod monthly;
pub mod mqtt;
pub mod office;
pub mod open_data;
mod opening;
pub mod printer;
pub mod registry;
pub mod replay;
pub mod replica;
pub mod report;
pub mod secret_file;
pub mod slots;
pub mod store;
pub mod ticket;
pub mod tls;
pub mod token;
pub mod view;
pub mod voice;
pub mod watchdog;
pub mod whole_file;
