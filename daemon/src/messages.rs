//! Identifiers of the messages an operator may have to act upon: `journalctl MESSAGE_ID=…` finds them, and
//! `journalctl -x` shows what `systemd/nouba.catalog` says about each. An identifier is never used for anything else.

/// The journal is open and requests are answered.
pub const STARTED: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a101";
/// The journal cannot be written.
pub const PAPER_MODE: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a102";
/// The journal can be written again.
pub const JOURNAL_BACK: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a103";
/// A commit failed.
pub const COMMIT_UNKNOWN: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a104";
/// The clock is not believed.
pub const CLOCK_SUSPECT: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a105";
/// The clock is right again.
pub const CLOCK_TRUSTED: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a106";
/// The zone's rules on this machine are not the newest.
pub const ZONE_RULES: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a107";
/// A part of the daemon hangs.
pub const STUCK: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a108";
/// An office day was opened.
pub const DAY_OPENED: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a109";
/// An office day could not be opened.
pub const DAY_NOT_OPENED: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a10a";
/// A device changed its state.
pub const DEVICE_STATE: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a10b";
/// Somebody looked at a still picture of a camera.
pub const CAMERA_LOOKED_AT: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a10d";
/// The office is being stopped.
pub const STOPPING: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a10c";
/// The configuration was read again.
pub const RELOADED: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a140";
/// The configuration was to be read again, and is not used.
pub const NOT_RELOADED: &str = "0b8d2f7ac1e94e9fa2f4f0c8b7f3a141";
