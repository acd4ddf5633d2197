//! The town on one machine, as `portal demo` plays it: the whole acceptance in one command.

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The offices' program: where the environment says, or beside the portal's, built now if it is not there.
fn noubad() -> PathBuf {
    if let Some(path) = std::env::var_os("NOUBAD") {
        return path.into();
    }
    let path = PathBuf::from(env!("CARGO_BIN_EXE_portal")).with_file_name("noubad");
    if !path.is_file() {
        let built = Command::new(env!("CARGO")).args(["build", "--quiet", "-p", "noubad"]).status().unwrap();
        assert!(built.success(), "noubad cannot be built");
    }
    path
}

#[test]
fn three_offices_a_cut_link_and_a_burned_box_leave_the_portal_with_the_offices_own_figures() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portal"));
    let command =
        command.args(["demo", "--listen", "127.0.0.1:0", "--speed", "80", "--noubad"]).arg(noubad());
    let output = command.stdin(Stdio::null()).output().unwrap();
    let (said, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{said}");
    assert!(output.status.success(), "{said}\n{log}");
    assert_eq!(said.matches(" equal: ").count(), 3, "{said}");
    // A day on which nobody came would be equal too.
    let after = |line: &str| line.split(" equal: arrived ").nth(1)?.split(',').next()?.parse::<u32>().ok();
    let arrived: Vec<u32> = said.lines().filter_map(after).collect();
    assert!(arrived.len() == 3 && arrived.iter().all(|n| *n > 15), "{said}");
}
