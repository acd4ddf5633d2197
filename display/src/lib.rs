//! What people read: pages, LED panels and printed tickets.
