//! The `portal` program.

fn main() -> std::process::ExitCode {
    portal::cli::run()
}
