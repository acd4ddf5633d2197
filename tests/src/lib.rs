//! Whole-office tests and benchmarks. Nothing depends on it.
