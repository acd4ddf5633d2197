//! What people read: pages, LED panels and printed tickets.
//!
//! # Layout
//! - [`assets`]: the built web pages of `dist/`, by path.
//! - [`raster`]: black and white pictures, as dots on paper or on a panel.
//! - [`ticket`]: the printed ticket, from its data and the office's template to a picture.

pub mod assets;
pub mod raster;
pub mod ticket;

pub use assets::{Asset, asset};
