//! Device simulators on pseudo-terminals: the same firmware logic as [`crate::device`], with buttons, lamps and
//! displays a test can press and read, and lines that spoil what passes over them. Time is tokio's.

pub mod faults;
pub mod line;
pub mod pad;
pub mod panel;
pub mod printer;
pub mod pty;
pub mod rng;
pub mod unit;

pub use faults::Faults;
pub use line::SimLine;
pub use pad::Pad;
pub use panel::Panel;
pub use pty::Pty;
pub use rng::Rng;
pub use unit::SimDevice;
