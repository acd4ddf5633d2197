//! Calls announced aloud: grammar against an independent table, and packs.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod numbers;
mod packs;
