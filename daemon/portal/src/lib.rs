//! The other end of the report link: the town's offices in one place.
