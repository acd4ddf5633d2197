//! `noubad`: see [`noubad::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    noubad::cli::run()
}
