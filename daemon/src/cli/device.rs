//! `noubad device`: looks at devices and what they print.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use display::ticket::{LocalTime, Paper, Press, Template, Texts, TicketData, WordBook, render_png};
use queue::config::Names;

use super::{Exit, button, card, say};
use crate::view::tag;

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
    /// Draws a priority ticket.
    #[arg(long)]
    priority: bool,
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
    }
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
    let paper = match args.width {
        80 => Paper { width_dots: 576, dpi: 203 },
        58 => Paper { width_dots: 384, dpi: 203 },
        other => return Err(Exit::Usage(format!("noubad: --width {other} is neither 80 nor 58"))),
    };
    let data = TicketData {
        locale: args.locale.clone(),
        number: format!("{}042", service.letter),
        office_names: texts(&office.names),
        service_names: texts(&service.names),
        ahead: Some(7),
        priority: args.priority,
        issued_local: LocalTime { year: 2026, month: 11, day: 24, hour: 9, minute: 12 },
        papers: service.papers.iter().map(texts).collect(),
        follow_url: config
            .http
            .public_url
            .as_ref()
            .map(|u| format!("{u}/t/0123456789abcdef0123456789abcdef")),
        ..TicketData::default()
    };
    let sheet = Press::new(Template::built_in(), WordBook::built_in()).lay_out(&data, paper);
    std::fs::write(&args.png, render_png(&sheet))?;
    say(&format!("{} shows the ticket of {}", args.png.display(), service.id));
    Ok(ExitCode::SUCCESS)
}

fn texts(names: &Names) -> Texts {
    names.iter().map(|(l, n)| (tag(*l).to_owned(), n.clone())).collect()
}
