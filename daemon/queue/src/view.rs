//! What boards, counters and kiosks show: folds of the office.
