//! `noubad replay`: recorded days played again under other rules or with other counters.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use queue::OfficeConfig;
use queue::config::Locale;
use queue::figures::{Key, Row};
use queue::id::ServiceId;
use queue::time::Date;

use super::serve::{CONFIG_DEFAULT, load};
use super::{Exit, say};
use crate::calendar::OfficeCalendar;
use crate::clock::{Clock, WallClock};
use crate::replay::{self, Asked, ChangeError};
use crate::store::Reader;

#[derive(Args)]
pub(super) struct ReplayArgs {
    /// The office's configuration, as it was on these days.
    #[arg(long, env = "NOUBA_CONFIG", default_value = CONFIG_DEFAULT)]
    config: PathBuf,
    /// The directory the journal is kept in; it may be in use.
    #[arg(long)]
    data: PathBuf,
    /// The first day, as 2026-11-24.
    #[arg(long)]
    from: String,
    /// The day after the last; without it the first day alone.
    #[arg(long)]
    to: Option<String>,
    /// Only the figures of this service; everybody is played.
    #[arg(long)]
    service: Option<String>,
    /// Other rules: a file whose [policy] table says what is otherwise than in the configuration.
    #[arg(long)]
    policy: Option<PathBuf>,
    /// One rule, as cap_minutes=30 or rate_percent.priority=150; may be given again.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Counters for a part of the day: +2@10:00-12:00 for two more, +1@10:00-12:00=counter-3 for one that serves what
    /// counter-3 serves, -counter-3@10:00-12:00 for one away; may be given again.
    #[arg(long, value_name = "CHANGE", allow_hyphen_values = true)]
    counters: Vec<String>,
    /// Another configuration of the same office: other services and skills of counters.
    #[arg(long)]
    office: Option<PathBuf>,
    /// Answers as JSON.
    #[arg(long)]
    json: bool,
}

fn wrong(error: ChangeError) -> Exit {
    Exit::Usage(format!("noubad: {error}"))
}

pub(super) async fn run(args: ReplayArgs) -> Result<ExitCode, Exit> {
    let config = load(&args.config)?;
    let calendar = Arc::new(OfficeCalendar::of_config(&config, WallClock.now())?.0);
    let office = Arc::new(config.office);
    let asked = asked(&args, &office)?;
    let reader = Reader::open(&args.data).await?;
    let answer = replay::run(&reader, &calendar, asked).await?;
    reader.close().await;
    if answer.days == 0 {
        return Err(Exit::Usage(format!("noubad: {} has no day in this period", args.data.display())));
    }
    if args.json {
        say(&serde_json::to_string_pretty(&answer)?);
    } else {
        say(replay::table(&answer, |row| name(&office, row)).trim_end());
    }
    Ok(ExitCode::SUCCESS)
}

fn asked(args: &ReplayArgs, office: &Arc<OfficeConfig>) -> Result<Asked, Exit> {
    let date = |text: &str| -> Result<Date, Exit> {
        text.parse().map_err(|_| Exit::Usage(format!("noubad: {text:?} is no day such as 2026-11-24")))
    };
    let from = date(&args.from)?;
    let to = args.to.as_deref().map(date).transpose()?.unwrap_or(Date::from_days(from.days() + 1));
    if from >= to {
        return Err(Exit::Usage(
            "noubad: --to is the day after the last and must come after --from".to_owned(),
        ));
    }
    let mut changed = match &args.office {
        Some(path) => load(path)?.office,
        None => OfficeConfig::clone(office),
    };
    let file = args.policy.as_deref().map(read).transpose()?;
    let file_name = args.policy.as_deref().map(|p| p.display().to_string()).unwrap_or_default();
    let mut tables: Vec<(&str, &str)> = file.iter().map(|text| (file_name.as_str(), text.as_str())).collect();
    tables.extend(args.set.iter().map(|set| ("--set", set.as_str())));
    changed.policy = replay::policy(&changed.policy, &tables).map_err(wrong)?;
    let staffing = args.counters.iter().map(|text| replay::staffing(text, &changed));
    let staffing = staffing.collect::<Result<_, _>>().map_err(wrong)?;
    let service = args.service.as_deref().map(|id| {
        let known = ServiceId::new(id).ok().filter(|id| office.service(id).is_some());
        known.ok_or_else(|| Exit::Usage(format!("noubad: there is no service {id:?} in this office")))
    });
    let (service, config) = (service.transpose()?, Arc::clone(office));
    Ok(Asked { from, to, service, config, changed: Arc::new(changed), staffing })
}

fn read(path: &Path) -> Result<String, Exit> {
    std::fs::read_to_string(path)
        .map_err(|error| Exit::Usage(format!("noubad: {} cannot be read: {error}", path.display())))
}

/// What people at a terminal call a row.
fn name(office: &OfficeConfig, row: &Row) -> String {
    match &row.key {
        Key::All => "everybody".to_owned(),
        Key::Service(id) => {
            let names = office.service(id).map(|s| &s.names);
            let name = names.and_then(|n| n.get(&Locale::Fr).or_else(|| n.get(&Locale::En)));
            name.cloned().unwrap_or_else(|| id.to_string())
        }
        other => format!("class {other}"),
    }
}
