//! The daemon of one office: journal, dispatcher, devices, HTTP.

pub mod calendar;
pub mod config;
