//! Print jobs and printers.
