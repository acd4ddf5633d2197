//! Simulated devices on pseudo-terminals, with faults.

pub mod printer;
