//! `noubad`: see [`noubad::cli`].

fn main() {}
