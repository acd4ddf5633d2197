//! SQLite's locks between the connections of one process: five levels on a file, eight slots on its shared memory.
//! The rules: <https://www.sqlite.org/lockingv3.html>, <https://www.sqlite.org/walformat.html#locks>.

use std::collections::{BTreeMap, BTreeSet};

/// A connection's handle of a file.
pub(crate) type Holder = u64;

/// Slots of the shared memory.
pub(crate) const SLOTS: usize = 8;

/// Levels of a file's lock, as SQLite numbers them.
const SHARED: i32 = 1;
const RESERVED: i32 = 2;
const EXCLUSIVE: i32 = 4;

/// The locks on one file.
#[derive(Debug, Default)]
pub(crate) struct FileLocks {
    levels: BTreeMap<Holder, i32>,
    pending: Option<Holder>,
}

impl FileLocks {
    /// Raises a holder's level; false when another one is in the way.
    pub(crate) fn lock(&mut self, holder: Holder, level: i32) -> bool {
        let own = self.levels.get(&holder).copied().unwrap_or(0);
        if own >= level {
            return true;
        }
        let others = |at_least| self.levels.iter().any(|(h, l)| *h != holder && *l >= at_least);
        let free = match level {
            SHARED => !others(EXCLUSIVE) && self.pending.is_none_or(|h| h == holder),
            RESERVED => !others(RESERVED),
            _ => {
                let alone = !others(SHARED);
                if !alone && !others(RESERVED) {
                    self.pending = Some(holder);
                }
                alone
            }
        };
        if free {
            self.levels.insert(holder, level);
        }
        free
    }

    /// Lowers a holder's level.
    pub(crate) fn unlock(&mut self, holder: Holder, level: i32) {
        if level == 0 {
            self.levels.remove(&holder);
        } else if let Some(own) = self.levels.get_mut(&holder) {
            *own = (*own).min(level);
        }
        if self.pending == Some(holder) {
            self.pending = None;
        }
    }

    /// Returns whether somebody is about to write.
    pub(crate) fn is_reserved(&self) -> bool {
        self.levels.values().any(|level| *level >= RESERVED)
    }
}

/// The locks on the shared memory of one file.
#[derive(Debug, Default)]
pub(crate) struct ShmLocks {
    shared: [BTreeSet<Holder>; SLOTS],
    exclusive: [Option<Holder>; SLOTS],
}

impl ShmLocks {
    /// Takes slots together; false when another one is in the way.
    pub(crate) fn lock(
        &mut self,
        holder: Holder,
        slots: impl Iterator<Item = usize> + Clone,
        exclusive: bool,
    ) -> bool {
        let free = slots.clone().all(|slot| {
            let taken = self.exclusive[slot].is_some_and(|h| h != holder);
            let read = exclusive && self.shared[slot].iter().any(|h| *h != holder);
            !taken && !read
        });
        if free {
            for slot in slots {
                if exclusive {
                    self.exclusive[slot] = Some(holder);
                } else {
                    self.shared[slot].insert(holder);
                }
            }
        }
        free
    }

    /// Lets slots go.
    pub(crate) fn unlock(&mut self, holder: Holder, slots: impl Iterator<Item = usize>) {
        for slot in slots {
            self.shared[slot].remove(&holder);
            if self.exclusive[slot] == Some(holder) {
                self.exclusive[slot] = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_writes_and_the_others_read_until_it_is_exclusive() {
        let mut locks = FileLocks::default();
        assert!(locks.lock(1, SHARED) && locks.lock(2, SHARED) && locks.lock(1, RESERVED));
        assert!(!locks.lock(2, RESERVED) && locks.is_reserved());
        assert!(!locks.lock(1, EXCLUSIVE), "a reader is there");
        assert!(!locks.lock(3, SHARED), "no new reader while one waits for the others to go");
        locks.unlock(2, 0);
        assert!(locks.lock(1, EXCLUSIVE) && !locks.lock(2, SHARED));
        locks.unlock(1, 0);
        assert!(locks.lock(2, SHARED) && !locks.is_reserved());
    }

    #[test]
    fn a_slot_has_many_readers_or_one_writer() {
        let mut locks = ShmLocks::default();
        assert!(locks.lock(1, 3..4, false) && locks.lock(2, 3..4, false));
        assert!(!locks.lock(1, 3..4, true), "another one reads");
        locks.unlock(2, 3..4);
        assert!(locks.lock(1, 0..8, true) && !locks.lock(2, 5..6, false));
        locks.unlock(1, 0..8);
        assert!(locks.lock(2, 5..6, true));
    }
}
