//! Device simulators on pseudo-terminals: the same firmware logic as [`crate::device`], with buttons, lamps and
//! displays a test can press and read, and lines that spoil what passes over them.

pub mod rng;

pub use rng::Rng;
