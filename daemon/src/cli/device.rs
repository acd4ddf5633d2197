//! `noubad device`: looks at devices and what they print.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use display::ticket::{LocalTime, Paper, Press, TicketData, WordBook, render_png};

use super::mqtt_accounts::AccountsArgs;
use super::print_test::PrintTestArgs;
use super::{Exit, button, card, say};
use crate::ticket::of_service;

#[derive(Subcommand)]
pub(super) enum DeviceCommand {
    /// Draws a ticket as a picture, as a printer would print it.
    Ticket(TicketArgs),
    /// Says what a button's payload would do, without hardware.
    Test(button::TestArgs),
    /// Shows what a press of a button changes, and writes the mapping that understands it.
    Learn(button::LearnArgs),
    /// Makes the card that lies beside a pad: what its buttons do.
    Card(card::CardArgs),
    /// Prints a test page and says what became of it.
    PrintTest(PrintTestArgs),
    /// Prints the access list of the office's broker (Mosquitto): who may say and hear what.
    Acl(AclArgs),
    /// Makes an account at the broker for the daemon and each device that speaks over it: passwords, their hashes, and the
    /// access list.
    MqttAccounts(AccountsArgs),
}

#[derive(Args)]
pub(super) struct AclArgs {
    /// The office's configuration.
    #[arg(long, env = "NOUBA_CONFIG", default_value = super::serve::CONFIG_DEFAULT)]
    config: PathBuf,
    /// The daemon's user name at the broker.
    #[arg(long, default_value = "nouba")]
    user: String,
}

#[derive(Args)]
pub(super) struct TicketArgs {
    /// The office's configuration; the sample office without it.
    #[arg(long, env = "NOUBA_CONFIG")]
    config: Option<PathBuf>,
    /// The service's id; the first one without it.
    #[arg(long)]
    service: Option<String>,
    /// The citizen's language: ar, fr, zgh or en.
    #[arg(long, default_value = "ar")]
    locale: String,
    /// Paper width in millimetres: 80 or 58.
    #[arg(long, default_value_t = 80)]
    width: u32,
    /// Dots per inch: 203 or 180.
    #[arg(long, default_value_t = 203)]
    dpi: u32,
    /// Draws the ticket of an appointment.
    #[arg(long, conflicts_with = "priority")]
    appointment: bool,
    /// Draws a marked copy of this number.
    #[arg(long, default_value_t = 0)]
    copy: u32,
    /// Draws a priority ticket.
    #[arg(long)]
    priority: bool,
    /// Draws a receipt of the service.
    #[arg(long, conflicts_with_all = ["appointment", "priority"])]
    receipt: bool,
    /// The picture to write.
    #[arg(long)]
    png: PathBuf,
}

pub(super) fn run(command: DeviceCommand) -> Result<ExitCode, Exit> {
    match command {
        DeviceCommand::Ticket(args) => ticket(&args),
        DeviceCommand::Test(args) => button::test(&args),
        DeviceCommand::Learn(args) => super::runtime()?.block_on(button::learn(args)),
        DeviceCommand::Card(args) => card::run(&args),
        DeviceCommand::PrintTest(args) => super::print_test::run(&args),
        DeviceCommand::Acl(args) => acl(&args),
        DeviceCommand::MqttAccounts(args) => super::mqtt_accounts::run(&args),
    }
}

fn acl(args: &AclArgs) -> Result<ExitCode, Exit> {
    let config = super::serve::load(&args.config)?;
    say(
        "# Written by `noubad device acl`: who may say and hear what. Users of other programs are added below.",
    );
    say(super::mqtt_accounts::rules(&config, &args.user).trim_end());
    Ok(ExitCode::SUCCESS)
}

fn ticket(args: &TicketArgs) -> Result<ExitCode, Exit> {
    let config = match &args.config {
        Some(path) => super::serve::load(path)?,
        None => crate::demo::sample_config()?,
    };
    let office = &config.office;
    let service = match &args.service {
        None => office.services.first(),
        Some(id) => office.services.iter().find(|s| s.id.as_str() == id),
    };
    let service = service.ok_or_else(|| {
        let known: Vec<&str> = office.services.iter().map(|s| s.id.as_str()).collect();
        Exit::Usage(format!("noubad: no such service; the office has {}", known.join(", ")))
    })?;
    let paper = match (args.width, args.dpi) {
        (80, 203) => Paper { width_dots: 576, dpi: 203 },
        (80, 180) => Paper { width_dots: 512, dpi: 180 },
        (58, 203) => Paper { width_dots: 384, dpi: 203 },
        (58, 180) => Paper { width_dots: 360, dpi: 180 },
        (80 | 58, other) => return Err(Exit::Usage(format!("noubad: --dpi {other} is neither 203 nor 180"))),
        (other, _) => return Err(Exit::Usage(format!("noubad: --width {other} is neither 80 nor 58"))),
    };
    let booked = LocalTime { year: 2026, month: 11, day: 24, hour: 10, minute: 30 };
    let data = TicketData {
        locale: args.locale.clone(),
        number: if args.receipt {
            format!("{}-2026-00042", service.letter)
        } else {
            format!("{}042", service.letter)
        },
        due_date: args.receipt.then_some((2027, 1, 23)),
        ahead: Some(7),
        wait_range_min: Some((10, 25)),
        priority: args.priority,
        appointment_local: args.appointment.then_some(booked),
        copy: args.copy,
        issued_local: LocalTime { hour: 9, minute: 12, ..booked },
        follow_url: config
            .http
            .public_url
            .as_ref()
            .map(|u| format!("{u}/t/0123456789abcdef0123456789abcdef")),
        ..of_service(office, Some(service))
    };
    let sheet = Press::new(
        if args.receipt { config.receipt_template() } else { config.template() },
        WordBook::built_in(),
    )
    .lay_out(&data, paper);
    std::fs::write(&args.png, render_png(&sheet))?;
    say(&format!("{} shows the ticket of {}", args.png.display(), service.id));
    Ok(ExitCode::SUCCESS)
}
