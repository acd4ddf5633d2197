//! `noubad report`: the report of a month as PDF, beside the running daemon or without it.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use queue::config::Locale;

use super::{Exit, say};
use crate::calendar::OfficeCalendar;
use crate::clock::{Clock, WallClock};
use crate::figures;
use crate::monthly::{Content, Month};
use crate::token::Tokens;
use crate::whole_file::write_whole;

#[derive(Args)]
pub(super) struct ReportArgs {
    /// The month, as 2026-11.
    #[arg(long)]
    month: Month,
    /// The office's configuration.
    #[arg(long, env = "NOUBA_CONFIG", default_value = super::serve::CONFIG_DEFAULT)]
    config: PathBuf,
    /// The directory of the journal.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The directory the PDF files are written to.
    #[arg(long, default_value = ".")]
    to: PathBuf,
    /// Their languages.
    #[arg(long, value_delimiter = ',', default_values_t = ["ar".to_owned(), "fr".to_owned()])]
    locale: Vec<String>,
}

pub(super) async fn run(args: ReportArgs) -> Result<ExitCode, Exit> {
    let config = super::serve::load(&args.config)?;
    let data = args.data.or_else(|| config.journal.data_dir.clone());
    let data = data.ok_or_else(|| Exit::Usage("noubad: which office? give --data DIR".to_owned()))?;
    let mut locales = Vec::new();
    for text in &args.locale {
        let locale = Locale::of_tag(text).filter(|locale| [Locale::Ar, Locale::Fr].contains(locale));
        let none = || Exit::Usage(format!("noubad: no report in {text}; there are ar and fr"));
        locales.push(locale.ok_or_else(none)?);
    }
    let now = WallClock.now();
    let (calendar, _) = OfficeCalendar::of_config(&config, now)?;
    let today = calendar.office_date(now);
    let office = Arc::new(config.office.clone());
    let archive = figures::offline(&data, Arc::clone(&office), Arc::new(calendar), now).await?;
    let tokens = Tokens::open(&data)?;
    let code = |id: &queue::id::DeviceId| tokens.pseudonym(id);
    let content = Content::of(&office, &archive, args.month, today, (config.figures.clerks, &code));
    if content.is_empty() {
        return Err(Exit::Failed(anyhow::anyhow!("the journal has no office day in {}", args.month)));
    }
    std::fs::create_dir_all(&args.to)?;
    for locale in locales {
        let path = args.to.join(format!("{}-{}-{}.pdf", office.id, args.month, locale.tag()));
        write_whole(&path, &content.pdf(locale)?, 0o640)?;
        say(&path.display().to_string());
    }
    Ok(ExitCode::SUCCESS)
}
