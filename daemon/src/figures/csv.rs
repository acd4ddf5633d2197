//! Figures for spreadsheets: the tables the town's portal makes too.

pub use queue::figures::table::{devices, table};
