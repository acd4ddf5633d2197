//! Device simulators on pseudo-terminals: the same firmware logic as [`crate::device`], with buttons, lamps and
//! displays a test can press and read, and lines that spoil what passes over them. Time is tokio's. And devices off the
//! shelf: number boards, Modbus units, USB keypads, payloads of MQTT buttons.

pub mod board;
pub mod faults;
pub mod keypad;
pub mod line;
pub mod modbus;
pub mod pad;
pub mod panel;
pub mod printer;
pub mod pty;
pub mod rng;
pub mod unit;
pub mod vendor;

pub use board::SimBoards;
pub use faults::Faults;
pub use keypad::SimKeypad;
pub use line::SimLine;
pub use modbus::SimModbus;
pub use pad::Pad;
pub use panel::Panel;
pub use pty::Pty;
pub use rng::Rng;
pub use unit::SimDevice;
pub use vendor::SimVendor;
