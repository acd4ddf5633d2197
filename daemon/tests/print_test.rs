//! `noubad device print-test` against a simulated printer on a pseudo-terminal, without a daemon.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use firmware_bridge::sim::printer::{SimOptions, SimPrinter};

const OFFICE: &str = include_str!("../../config/offices/sale-etat-civil.toml");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_test_page_comes_out_without_a_daemon_and_the_exit_code_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let link = dir.path().join("printer");
    let sim =
        SimPrinter::start(SimOptions { link: Some(link.clone()), ..SimOptions::default() }).await.unwrap();
    let serial = format!("link = {{ serial = \"{}\", baud = 115200 }}", link.display());
    // Nobody listens on the port of discard.
    let office = OFFICE.replace("link = { file = \"/dev/usb/lp0\" }", &serial).replace(":8080\"", ":9\"");
    assert!(office.contains(&serial) && office.contains(":9\""));
    let file = dir.path().join("office.toml");
    std::fs::write(&file, office).unwrap();
    let run = move |more: &'static [&'static str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_noubad"));
        command.args(["device", "print-test", "--config"]).arg(&file).args(more);
        tokio::task::spawn_blocking(move || command.output().unwrap())
    };
    let output = run(&[]).await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(said, "printer-1, without a daemon: printed, says the printer\n", "{output:?}");
    assert!(output.status.success() && sim.tickets().len() == 1);
    let output = run(&["--printer", "printer-9"]).await.unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}
