//! What people read: pages, LED panels and printed tickets.
//!
//! # Layout
//! - [`assets`]: the built web pages of `dist/`, by path.
//! - [`origin`]: whether a page of ours sent a request.
//! - [`raster`]: black and white pictures, as dots on paper or on a panel.
//! - [`sheet`]: printed pages as PDF.
//! - [`words`]: words for people, from the pages' catalogue.
//! - [`ticket`]: the printed ticket, from its data and the office's template to a picture.

pub mod assets;
pub mod origin;
pub mod raster;
pub mod sheet;
pub mod ticket;
pub mod words;

pub use assets::{Asset, asset};
