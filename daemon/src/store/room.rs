//! Room in the journal's log, made before it is needed: a commit that makes a file longer waits for the file system's own
//! journal as well.
//!
//! The room is zeros. What a log says ends where a frame does not follow on the one before, as zeros never do
//! (<https://sqlite.org/fileformat2.html#walformat>).

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read as _, Result, Seek as _, SeekFrom};
use std::path::Path;

use nix::sys::statvfs::fstatvfs;

/// How much, in bytes: longer than the log of an office gets whose people pause now and then.
const ROOM: u64 = 4 << 20;
/// How much of it at a time: a citizen may wait for it.
const STEP: u64 = 512 << 10;
/// What a disk must have left: the room is none of others'.
const LEAVES: u64 = 64 << 20;

/// Makes a log a step longer and has it on the disk; returns whether it has all of its room now. Nobody may write to it
/// meanwhile. It is as long as before if that fails.
pub(super) fn make(log: &Path) -> Result<bool> {
    let mut file = OpenOptions::new().write(true).open(log)?;
    let disk = fstatvfs(&file)?;
    if disk.blocks_available().saturating_mul(disk.fragment_size()) < LEAVES {
        return Err(ErrorKind::StorageFull.into());
    }
    let length = file.seek(SeekFrom::End(0))?;
    let step = ROOM.saturating_sub(length).min(STEP);
    // Written, not only reserved: the file system would note each block's first use.
    let written = std::io::copy(&mut std::io::repeat(0).take(step), &mut file).and_then(|_| file.sync_data());
    if let Err(error) = written {
        file.set_len(length)?;
        return Err(error);
    }
    Ok(length + step >= ROOM)
}
