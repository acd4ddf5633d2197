//! Calls announced aloud: grammar against an independent table, packs, the queue, and an office that speaks.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../spine/common.rs"]
#[allow(dead_code, reason = "shared with the tests of the spine")]
mod common;
mod numbers;
mod office;
mod order;
mod packs;
