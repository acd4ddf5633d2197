//! The daemon of one office: journal, dispatcher, devices, HTTP.

pub mod printer;
