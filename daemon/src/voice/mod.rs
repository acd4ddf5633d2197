//! Calls announced aloud: in which words.
//!
//! # Layout
//! - [`grammar`]: numbers, letters and calls as names of clips; pure
//! - [`pack`], [`check`]: voice packs, and what is wrong with one
//! - [`sound`]: chime, volume, WAV

pub mod check;
pub mod grammar;
pub mod pack;
pub mod sound;
