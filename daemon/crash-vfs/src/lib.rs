//! A disk for SQLite in memory, for tests: it forgets, reorders and tears whatever was not synced when the power is
//! cut, and fails or hangs at the call it is told to.
//!
//! [`attach`] gives a directory such a [`Disk`]: every database SQLite opens below it from then on lives there. Other
//! paths keep the usual file system, so that the code under test knows nothing of any of this.
//!
//! A disk writes down every change in order. [`Disk::cuts`] goes through them and hands out what is on the platters
//! after a cut at any of them: all that was synced, and of the rest what the seed says.
//!
//! # Layout
//! - `disk`: files, what of them is durable, faults; pure
//! - `cut`: what a cut leaves
//! - `locks`: SQLite's locks between connections of one process
//! - `vfs`: the callbacks SQLite asks; the only unsafe code of the workspace

mod cut;
mod disk;
mod locks;
mod vfs;

use std::path::Path;

pub use cut::{Cuts, Image};
pub use disk::{Disk, Fault, Kind};

/// Gives a directory a disk of its own, as long as the disk lives.
///
/// # Panics
/// When SQLite refuses the registration, which it does only out of memory.
#[must_use]
pub fn attach(dir: &Path) -> Disk {
    vfs::register();
    Disk::at(dir)
}
