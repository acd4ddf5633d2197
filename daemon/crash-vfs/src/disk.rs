//! The files of one directory, what happens to them, and when they fail.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};

use crate::cut::{Change, Cuts, Image, write_at};
use crate::locks::{FileLocks, ShmLocks};

/// How a call fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The disk reports an error, for whatever is asked.
    Io,
    /// There is no room: what would need some fails, the rest works.
    Full,
    /// Nothing can be changed any more, as after the kernel found errors and remounted.
    ReadOnly,
    /// The call does not come back until the disk is mended.
    Hang,
}

/// A disk that fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
    /// How.
    pub kind: Kind,
    /// At which call from the present one on; 0 is the next.
    pub after: u64,
    /// Whether every call after it fails too, until the disk is mended.
    pub lasts: bool,
}

/// What a call is about, to tell which faults hit it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Touch {
    Looks,
    Changes,
    Grows,
}

#[derive(Debug, Default)]
pub(crate) struct File {
    pub(crate) content: Vec<u8>,
}

/// What connections share of a file beside its content.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(crate) locks: FileLocks,
    pub(crate) shm_locks: ShmLocks,
    /// Boxed so that a region stays where it is: SQLite keeps the address.
    pub(crate) regions: Vec<Box<[u64]>>,
    pub(crate) mapped: u32,
}

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) files: BTreeMap<String, File>,
    pub(crate) shared: BTreeMap<String, Shared>,
    changes: Vec<Change>,
    start: Image,
    calls: u64,
    fault: Option<(u64, Fault)>,
    failed: u64,
    hanging: u64,
    /// Whether `pragma synchronous = full` is secretly made NORMAL.
    pub(crate) careless: bool,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) dir: PathBuf,
    state: Mutex<State>,
    mended: Condvar,
}

/// A directory's disk.
#[derive(Debug)]
pub struct Disk(Arc<Inner>);

static DISKS: Mutex<Vec<Weak<Inner>>> = Mutex::new(Vec::new());

/// Returns the disk of a path and the name on it, if the path has one.
pub(crate) fn find(path: &Path) -> Option<(Arc<Inner>, String)> {
    let (dir, name) = (path.parent()?, path.file_name()?.to_str()?.to_owned());
    let disks = DISKS.lock().unwrap_or_else(PoisonError::into_inner);
    let disk = disks.iter().filter_map(Weak::upgrade).find(|disk| disk.dir == dir)?;
    Some((disk, name))
}

impl Disk {
    pub(crate) fn at(dir: &Path) -> Self {
        // SQLite asks by the real path.
        let dir = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
        let inner = Arc::new(Inner { dir, state: Mutex::default(), mended: Condvar::new() });
        let mut disks = DISKS.lock().unwrap_or_else(PoisonError::into_inner);
        disks.retain(|disk| disk.strong_count() > 0);
        disks.push(Arc::downgrade(&inner));
        Self(inner)
    }

    /// Returns how many changes were made so far: a place for [`Cuts::advance_to`].
    #[must_use]
    pub fn place(&self) -> usize {
        self.0.state().changes.len()
    }

    /// Returns the history of this disk, to cut it anywhere.
    #[must_use]
    pub fn cuts(&self) -> Cuts {
        let state = self.0.state();
        Cuts::new(state.changes.clone(), &state.start)
    }

    /// Does to the directory what `fsync` on it does; the code under test asks the real one, which is not seen here.
    pub fn sync_directory(&self) {
        self.0.state().changes.push(Change::SyncDirectory);
    }

    /// Does to a file what writing zeros behind its end and syncing does; the code under test lengthens the real one,
    /// which is not seen here. Nobody may write to it meanwhile.
    pub fn lengthen(&self, name: &str, by: usize) {
        let mut state = self.0.state();
        let length = state.files.get(name).map_or(0, |file| file.content.len());
        state.write(name, length, &vec![0; by]);
        state.sync(name);
    }

    /// Starts from what was found after a cut; before any connection is opened.
    pub fn insert(&self, image: Image) {
        let mut state = self.0.state();
        let file = |(name, content): (&String, &Vec<u8>)| (name.clone(), File { content: content.clone() });
        state.files = image.iter().map(file).collect();
        state.start = image;
    }

    /// Returns how many times SQLite asked for something so far.
    #[must_use]
    pub fn calls(&self) -> u64 {
        self.0.state().calls
    }

    /// Returns how many calls failed so far.
    #[must_use]
    pub fn failed(&self) -> u64 {
        self.0.state().failed
    }

    /// Returns how many calls hang now.
    #[must_use]
    pub fn hanging(&self) -> u64 {
        self.0.state().hanging
    }

    /// Lets a call fail.
    pub fn break_at(&self, fault: Fault) {
        let mut state = self.0.state();
        state.fault = Some((state.calls + fault.after, fault));
    }

    /// Lets everything work again.
    pub fn mend(&self) {
        self.0.state().fault = None;
        self.0.mended.notify_all();
    }

    /// Makes every later connection believe that it commits with `synchronous=FULL`, while SQLite does so with
    /// NORMAL: the control for a test that must find losses.
    pub fn make_careless(&self) {
        self.0.state().careless = true;
    }
}

impl Inner {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a call and lets it through, or says how it fails.
    pub(crate) fn touch(&self, touch: Touch) -> Result<MutexGuard<'_, State>, Kind> {
        let mut state = self.state();
        let call = state.calls;
        state.calls += 1;
        match state.fails(call, touch) {
            None => Ok(state),
            Some(Kind::Hang) => {
                state.failed += 1;
                state.hanging += 1;
                while state.fault.is_some_and(|(_, fault)| fault.kind == Kind::Hang) {
                    state = self.mended.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
                state.hanging -= 1;
                Ok(state)
            }
            Some(kind) => {
                state.failed += 1;
                Err(kind)
            }
        }
    }
}

impl State {
    fn fails(&self, call: u64, touch: Touch) -> Option<Kind> {
        let (at, fault) = self.fault?;
        let now = call == at || fault.lasts && call > at;
        let hit = match fault.kind {
            Kind::Io | Kind::Hang => true,
            Kind::Full => touch == Touch::Grows,
            Kind::ReadOnly => touch != Touch::Looks,
        };
        (now && hit).then_some(fault.kind)
    }

    pub(crate) fn create(&mut self, name: &str) {
        if !self.files.contains_key(name) {
            self.files.insert(name.to_owned(), File::default());
            self.changes.push(Change::Create(name.to_owned()));
        }
    }

    pub(crate) fn delete(&mut self, name: &str, synced: bool) -> bool {
        let there = self.files.remove(name).is_some();
        if there {
            self.changes.push(Change::Delete { name: name.to_owned(), synced });
        }
        there
    }

    pub(crate) fn write(&mut self, name: &str, offset: usize, bytes: &[u8]) {
        let file = self.files.entry(name.to_owned()).or_default();
        write_at(&mut file.content, offset, bytes);
        self.changes.push(Change::Write { name: name.to_owned(), offset, bytes: bytes.to_vec() });
    }

    pub(crate) fn truncate(&mut self, name: &str, length: usize) {
        let file = self.files.entry(name.to_owned()).or_default();
        file.content.resize(length, 0);
        self.changes.push(Change::Truncate { name: name.to_owned(), length });
    }

    pub(crate) fn sync(&mut self, name: &str) {
        self.changes.push(Change::Sync(name.to_owned()));
    }
}
