//! The rules of an office's queue.
