//! The callbacks SQLite asks (<https://www.sqlite.org/vfs.html>): each looks its file up on its disk and does there what
//! the call says. Paths that have no disk go to the file system SQLite had before.
//!
//! The only unsafe code of the workspace. What makes it sound: SQLite hands every callback the `sqlite3_file` that
//! [`open`] filled, until [`close`]; buffers are as long as it says; and it never calls one connection's methods from
//! two threads at once. A region of shared memory stays where it is as long as anybody has it mapped.
#![allow(unsafe_code, reason = "SQLite is C")]

use std::ffi::{CStr, CString, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use libsqlite3_sys as sqlite;

use crate::disk::{Inner, Kind, State, Touch, find};
use crate::locks::SLOTS;

/// The name it is registered under; it is the default one as well.
const NAME: &CStr = c"crash";

/// A file SQLite has open.
struct Open {
    disk: Arc<Inner>,
    name: String,
    holder: u64,
    mapped: bool,
    delete_on_close: bool,
}

/// What SQLite allocates for a file of ours.
#[repr(C)]
struct Handle {
    base: sqlite::sqlite3_file,
    open: *mut Open,
}

static NEXT_HOLDER: AtomicU64 = AtomicU64::new(1);

/// The file system SQLite had before, by its address.
static BEFORE: OnceLock<usize> = OnceLock::new();

static METHODS: sqlite::sqlite3_io_methods = sqlite::sqlite3_io_methods {
    // Version 2 has shared memory, and none of the memory mapping that the journal switches off anyway.
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Makes this the file system of every connection opened from now on.
pub(crate) fn register() {
    BEFORE.get_or_init(|| {
        // SAFETY: finding and registering may be done at any time; what is registered is never freed, nor is the name.
        unsafe {
            sqlite::sqlite3_initialize();
            let before = sqlite::sqlite3_vfs_find(std::ptr::null());
            assert!(!before.is_null(), "SQLite has a file system");
            // Time, randomness and sleep stay as they are.
            let mut ours = *before;
            ours.szOsFile = ours.szOsFile.max(c_int::try_from(size_of::<Handle>()).unwrap_or(c_int::MAX));
            ours.zName = NAME.as_ptr();
            ours.pNext = std::ptr::null_mut();
            ours.xOpen = Some(open);
            ours.xDelete = Some(delete);
            ours.xAccess = Some(access);
            ours.xFullPathname = Some(full_pathname);
            // The address is read by the callbacks only after this: nobody knows the name yet.
            let code = sqlite::sqlite3_vfs_register(Box::leak(Box::new(ours)), 1);
            assert_eq!(code, sqlite::SQLITE_OK, "SQLite takes the file system");
            before as usize
        }
    });
}

fn before() -> *mut sqlite::sqlite3_vfs {
    // A callback that comes while `register` still runs waits for it.
    *BEFORE.wait() as *mut sqlite::sqlite3_vfs
}

fn code(kind: Kind, io: c_int) -> c_int {
    match kind {
        // As on Linux: EROFS on a file that was opened before is an error like any other.
        Kind::Io | Kind::Hang | Kind::ReadOnly => io,
        Kind::Full => sqlite::SQLITE_FULL,
    }
}

/// # Safety
/// `name` is a path as SQLite hands it over, or null.
unsafe fn on_disk(name: *const c_char) -> Option<(Arc<Inner>, String)> {
    if name.is_null() {
        return None;
    }
    // SAFETY: a path ends with a zero.
    let name = unsafe { CStr::from_ptr(name) };
    find(Path::new(OsStr::from_bytes(name.to_bytes())))
}

/// # Safety
/// `file` was filled by [`open`] and not closed yet.
unsafe fn handle<'a>(file: *mut sqlite::sqlite3_file) -> &'a mut Open {
    // SAFETY: it is a Handle of ours, whose Open lives until `close`.
    unsafe { &mut *(*file.cast::<Handle>()).open }
}

unsafe extern "C" fn open(
    _: *mut sqlite::sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite's own arguments; the space is as large as the larger of the two file systems asks for.
    unsafe {
        let Some((disk, on_it)) = on_disk(name) else {
            return (*before())
                .xOpen
                .map_or(sqlite::SQLITE_CANTOPEN, |open| open(before(), name, file, flags, out_flags));
        };
        (*file).pMethods = std::ptr::null();
        {
            let create = flags & sqlite::SQLITE_OPEN_CREATE != 0;
            let mut state = match disk.touch(if create { Touch::Changes } else { Touch::Looks }) {
                Ok(state) => state,
                Err(_) => return sqlite::SQLITE_CANTOPEN,
            };
            if !state.files.contains_key(&on_it) {
                if !create {
                    return sqlite::SQLITE_CANTOPEN;
                }
                state.create(&on_it);
            }
        }
        let open = Open {
            disk,
            name: on_it,
            holder: NEXT_HOLDER.fetch_add(1, Ordering::Relaxed),
            mapped: false,
            delete_on_close: flags & sqlite::SQLITE_OPEN_DELETEONCLOSE != 0,
        };
        (*file.cast::<Handle>()).open = Box::into_raw(Box::new(open));
        (*file).pMethods = &raw const METHODS;
        if !out_flags.is_null() {
            *out_flags = flags;
        }
    }
    sqlite::SQLITE_OK
}

unsafe extern "C" fn delete(_: *mut sqlite::sqlite3_vfs, name: *const c_char, sync_dir: c_int) -> c_int {
    // SAFETY: SQLite's own arguments.
    unsafe {
        let Some((disk, on_it)) = on_disk(name) else {
            return (*before()).xDelete.map_or(sqlite::SQLITE_OK, |delete| delete(before(), name, sync_dir));
        };
        let there = match disk.touch(Touch::Changes) {
            Ok(mut state) => state.delete(&on_it, sync_dir != 0),
            Err(kind) => return code(kind, sqlite::SQLITE_IOERR_DELETE),
        };
        if there { sqlite::SQLITE_OK } else { sqlite::SQLITE_IOERR_DELETE_NOENT }
    }
}

unsafe extern "C" fn access(
    _: *mut sqlite::sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite's own arguments.
    unsafe {
        let Some((disk, on_it)) = on_disk(name) else {
            return (*before())
                .xAccess
                .map_or(sqlite::SQLITE_IOERR_ACCESS, |access| access(before(), name, flags, out));
        };
        match disk.touch(Touch::Looks) {
            Ok(state) => *out = c_int::from(state.files.contains_key(&on_it)),
            Err(kind) => return code(kind, sqlite::SQLITE_IOERR_ACCESS),
        }
    }
    sqlite::SQLITE_OK
}

unsafe extern "C" fn full_pathname(
    _: *mut sqlite::sqlite3_vfs,
    name: *const c_char,
    length: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: SQLite's own arguments, handed on.
    unsafe {
        (*before()).xFullPathname.map_or(sqlite::SQLITE_CANTOPEN, |full| full(before(), name, length, out))
    }
}

unsafe extern "C" fn close(file: *mut sqlite::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a file once, and forgets it.
    let open = unsafe { Box::from_raw((*file.cast::<Handle>()).open) };
    let mut state = open.disk.state();
    if let Some(shared) = state.shared.get_mut(&open.name) {
        shared.locks.unlock(open.holder, 0);
        shared.shm_locks.unlock(open.holder, 0..SLOTS);
    }
    if open.delete_on_close {
        state.delete(&open.name, false);
    }
    sqlite::SQLITE_OK
}

/// Asks a file's disk, which may fail.
fn ask(open: &Open, touch: Touch, io: c_int, then: impl FnOnce(&mut State, &str) -> c_int) -> c_int {
    match open.disk.touch(touch) {
        Ok(mut state) => then(&mut state, &open.name),
        Err(kind) => code(kind, io),
    }
}

fn place(offset: i64) -> usize {
    usize::try_from(offset).unwrap_or(0)
}

unsafe extern "C" fn read(
    file: *mut sqlite::sqlite3_file,
    buffer: *mut c_void,
    length: c_int,
    offset: sqlite::sqlite3_int64,
) -> c_int {
    // SAFETY: the buffer has that many bytes.
    let (open, out) =
        unsafe { (handle(file), std::slice::from_raw_parts_mut(buffer.cast::<u8>(), place(length.into()))) };
    ask(open, Touch::Looks, sqlite::SQLITE_IOERR_READ, |state, name| {
        let content = state.files.get(name).map(|f| f.content.as_slice()).unwrap_or_default();
        let there = content.get(place(offset)..).unwrap_or_default();
        let n = there.len().min(out.len());
        out[..n].copy_from_slice(&there[..n]);
        out[n..].fill(0);
        if n == out.len() { sqlite::SQLITE_OK } else { sqlite::SQLITE_IOERR_SHORT_READ }
    })
}

unsafe extern "C" fn write(
    file: *mut sqlite::sqlite3_file,
    buffer: *const c_void,
    length: c_int,
    offset: sqlite::sqlite3_int64,
) -> c_int {
    // SAFETY: the buffer has that many bytes.
    let (open, bytes) =
        unsafe { (handle(file), std::slice::from_raw_parts(buffer.cast::<u8>(), place(length.into()))) };
    let there = open.disk.state().files.get(&open.name).map_or(0, |f| f.content.len());
    let touch = if place(offset) + bytes.len() > there { Touch::Grows } else { Touch::Changes };
    ask(open, touch, sqlite::SQLITE_IOERR_WRITE, |state, name| {
        state.write(name, place(offset), bytes);
        sqlite::SQLITE_OK
    })
}

unsafe extern "C" fn truncate(file: *mut sqlite::sqlite3_file, size: sqlite::sqlite3_int64) -> c_int {
    // SAFETY: a file of ours.
    let open = unsafe { handle(file) };
    ask(open, Touch::Changes, sqlite::SQLITE_IOERR_TRUNCATE, |state, name| {
        state.truncate(name, place(size));
        sqlite::SQLITE_OK
    })
}

unsafe extern "C" fn sync(file: *mut sqlite::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: a file of ours.
    let open = unsafe { handle(file) };
    ask(open, Touch::Changes, sqlite::SQLITE_IOERR_FSYNC, |state, name| {
        state.sync(name);
        sqlite::SQLITE_OK
    })
}

unsafe extern "C" fn file_size(file: *mut sqlite::sqlite3_file, out: *mut sqlite::sqlite3_int64) -> c_int {
    // SAFETY: a file of ours, and room for the answer.
    let open = unsafe { handle(file) };
    ask(open, Touch::Looks, sqlite::SQLITE_IOERR_FSTAT, |state, name| {
        let length = state.files.get(name).map_or(0, |f| f.content.len());
        // SAFETY: as above.
        unsafe { *out = i64::try_from(length).unwrap_or(i64::MAX) };
        sqlite::SQLITE_OK
    })
}

unsafe extern "C" fn lock(file: *mut sqlite::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: a file of ours.
    let open = unsafe { handle(file) };
    let mut state = open.disk.state();
    let locks = &mut state.shared.entry(open.name.clone()).or_default().locks;
    if locks.lock(open.holder, level) { sqlite::SQLITE_OK } else { sqlite::SQLITE_BUSY }
}

unsafe extern "C" fn unlock(file: *mut sqlite::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: a file of ours.
    let open = unsafe { handle(file) };
    let mut state = open.disk.state();
    state.shared.entry(open.name.clone()).or_default().locks.unlock(open.holder, level);
    sqlite::SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(file: *mut sqlite::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: a file of ours, and room for the answer.
    unsafe {
        let open = handle(file);
        let state = open.disk.state();
        *out = c_int::from(state.shared.get(&open.name).is_some_and(|s| s.locks.is_reserved()));
    }
    sqlite::SQLITE_OK
}

/// Answers the two questions the journal's settings ask of a file. Makes a connection careless if told so: whoever sets `synchronous` gets NORMAL, and is told FULL.
unsafe extern "C" fn file_control(
    file: *mut sqlite::sqlite3_file,
    op: c_int,
    argument: *mut c_void,
) -> c_int {
    // SAFETY: for a pragma the argument is an array of an answer, a name and a value, which SQLite has copied for
    // itself and reads again afterwards (https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html#sqlitefcntlpragma).
    unsafe {
        if op == sqlite::SQLITE_FCNTL_MMAP_SIZE {
            // Nothing is ever mapped: the limit is 0 whatever is asked for.
            *argument.cast::<sqlite::sqlite3_int64>() = 0;
            return sqlite::SQLITE_OK;
        }
        let careless = handle(file).disk.state().careless;
        if op != sqlite::SQLITE_FCNTL_PRAGMA || !careless {
            return sqlite::SQLITE_NOTFOUND;
        }
        let words = argument.cast::<*mut c_char>();
        let (name, value) = (*words.add(1), *words.add(2));
        if name.is_null() || !CStr::from_ptr(name).to_bytes().eq_ignore_ascii_case(b"synchronous") {
            return sqlite::SQLITE_NOTFOUND;
        }
        if value.is_null() {
            let full = CString::from(c"2");
            *words = sqlite::sqlite3_mprintf(c"%s".as_ptr(), full.as_ptr());
            return sqlite::SQLITE_OK;
        }
        // "1" is NORMAL; any value has room for it.
        *value = b'1'.cast_signed() as c_char;
        *value.add(1) = 0;
    }
    sqlite::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_: *mut sqlite::sqlite3_file) -> c_int {
    4096
}

/// As on Linux: a write changes no byte beside its own.
unsafe extern "C" fn device_characteristics(_: *mut sqlite::sqlite3_file) -> c_int {
    sqlite::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite::sqlite3_file,
    region: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: a file of ours, and room for the answer.
    let open = unsafe { handle(file) };
    let (region, words) = (place(region.into()), place(size.into()).div_ceil(8));
    let there = open.disk.state().shared.get(&open.name).is_some_and(|shared| region < shared.regions.len());
    let touch = if there { Touch::Looks } else { Touch::Grows };
    let mut state = match open.disk.touch(touch) {
        Ok(state) => state,
        Err(kind) => return code(kind, sqlite::SQLITE_IOERR_SHMMAP),
    };
    let shared = state.shared.entry(open.name.clone()).or_default();
    if !open.mapped {
        open.mapped = true;
        shared.mapped += 1;
    }
    while extend != 0 && shared.regions.len() <= region {
        shared.regions.push(vec![0; words].into_boxed_slice());
    }
    let address = shared.regions.get_mut(region).map_or(std::ptr::null_mut(), |r| r.as_mut_ptr().cast());
    // SAFETY: as above.
    unsafe { *out = address };
    sqlite::SQLITE_OK
}

unsafe extern "C" fn shm_lock(
    file: *mut sqlite::sqlite3_file,
    offset: c_int,
    n: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: a file of ours.
    let open = unsafe { handle(file) };
    let slots = place(offset.into())..place((offset + n).into()).min(SLOTS);
    let mut state = open.disk.state();
    let locks = &mut state.shared.entry(open.name.clone()).or_default().shm_locks;
    if flags & sqlite::SQLITE_SHM_UNLOCK != 0 {
        locks.unlock(open.holder, slots);
        return sqlite::SQLITE_OK;
    }
    let free = locks.lock(open.holder, slots, flags & sqlite::SQLITE_SHM_EXCLUSIVE != 0);
    if free { sqlite::SQLITE_OK } else { sqlite::SQLITE_BUSY }
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite::sqlite3_file) {
    // SAFETY: a file of ours. Taking the lock orders memory, as the callback shall.
    drop(unsafe { handle(file) }.disk.state());
}

unsafe extern "C" fn shm_unmap(file: *mut sqlite::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: a file of ours.
    let open = unsafe { handle(file) };
    let mut state = open.disk.state();
    if std::mem::take(&mut open.mapped)
        && let Some(shared) = state.shared.get_mut(&open.name)
    {
        shared.shm_locks.unlock(open.holder, 0..SLOTS);
        shared.mapped = shared.mapped.saturating_sub(1);
        if shared.mapped == 0 {
            shared.regions.clear();
        }
    }
    sqlite::SQLITE_OK
}
