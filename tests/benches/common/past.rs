//! A long past of an office, written by the rules and the journal themselves.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use noubad::config::Config;
use noubad::store::Journal;
use queue::calendar::DayPlan;
use queue::command::Command;
use queue::id::{CommandId, CounterId, DeviceId, ServiceId, TicketId};
use queue::ledger::{Answer, Entry};
use queue::ticket::Class;
use queue::time::{Date, HOUR_MS, Timestamp};
use queue::{Actor, Office, Recorded, Request, Role};

use super::office::{COUNTER, SERVICE, copy_data};

/// Tickets of one day; a letter has 999 numbers.
const DAY: u64 = 900;
/// Commands of one commit.
const BATCH: usize = 400;

/// Days that are over, of one service and one counter.
pub struct Past {
    dir: PathBuf,
    office: Office,
    first_day: i64,
    tickets: u64,
    commands: u64,
    now: Timestamp,
}

impl Past {
    /// Makes an empty one that can grow to so many tickets and still end before today.
    ///
    /// # Errors
    /// The configuration cannot be read, or the directory not be made.
    pub fn begin(config: &Path, dir: &Path, tickets_max: u64) -> Result<Self> {
        let config = Config::load(config).map_err(|error| anyhow::anyhow!("{error}"))?;
        std::fs::create_dir_all(dir)?;
        #[allow(clippy::disallowed_methods, reason = "the past ends the day before the daemon's own day")]
        let today = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() / 86_400)?;
        let days = i64::try_from(tickets_max / DAY)? + 8;
        let office = Office::new(Arc::new(config.office));
        let (tickets, commands) = (0, 0);
        let now = Timestamp((today - days) * 24 * HOUR_MS);
        Ok(Self { dir: dir.to_owned(), office, first_day: today - days, tickets, commands, now })
    }

    /// Goes on until there are so many tickets.
    ///
    /// # Errors
    /// The rules refuse what is asked, or the journal cannot be written.
    pub async fn write(&mut self, tickets: u64) -> Result<()> {
        let begun = Instant::now();
        let (mut journal, _) = Journal::open(&self.dir).await?;
        while self.tickets < tickets {
            self.day(&mut journal).await?;
        }
        journal.close().await?;
        eprintln!("{tickets} tickets of history, written in {:.0} s", begun.elapsed().as_secs_f64());
        Ok(())
    }

    async fn day(&mut self, journal: &mut Journal) -> Result<()> {
        let day = self.first_day + i64::try_from(self.tickets / DAY)?;
        self.now = Timestamp(day * 24 * HOUR_MS + 8 * HOUR_MS).max(self.now);
        let plan = DayPlan {
            day: Date::from_days(day),
            opens_at: self.now,
            closes_at: self.now + 12 * HOUR_MS,
            ends_at: self.now + 14 * HOUR_MS,
            breaks: Vec::new(),
        };
        let (service, counter) = (ServiceId::new(SERVICE)?, CounterId::new(COUNTER)?);
        let mut batch = (Vec::new(), Vec::new());
        self.ask(&mut batch, Role::System, Command::OpenDay { plan })?;
        self.ask(&mut batch, Role::Clerk, Command::OpenCounter { counter: counter.clone() })?;
        for _ in 0..DAY {
            let issue = Command::IssueTicket {
                service: service.clone(),
                class: Class::Normal,
                locale: None,
                print: false,
            };
            self.ask(&mut batch, Role::Citizen, issue)?;
            for command in [
                Command::CallNext { counter: counter.clone() },
                Command::Start { counter: counter.clone() },
                Command::Finish { counter: counter.clone(), outcome: None, next_service: None },
            ] {
                self.ask(&mut batch, Role::Clerk, command)?;
            }
            if batch.1.len() >= BATCH {
                journal.append(&batch.0, &batch.1, &self.office.state).await?;
                batch = (Vec::new(), Vec::new());
            }
        }
        self.ask(&mut batch, Role::System, Command::CloseDay)?;
        journal.append(&batch.0, &batch.1, &self.office.state).await?;
        self.tickets += DAY;
        Ok(())
    }

    fn ask(
        &mut self,
        (events, answers): &mut (Vec<Recorded>, Vec<(CommandId, Entry)>),
        role: Role,
        command: Command,
    ) -> Result<()> {
        self.commands += 1;
        self.now = self.now + 2_000;
        let id = CommandId::new(&format!("past:{}", self.commands))?;
        let actor = Actor { role, id: DeviceId::new("somebody")? };
        let fresh = TicketId((self.now.0 as u128) << 64 | u128::from(self.commands));
        let request = Request { id: id.clone(), actor: actor.clone(), fresh, command: command.clone() };
        let decided = self.office.decide(self.now, &request);
        let decided = decided.map_err(|refused| anyhow::anyhow!("{command:?}: {refused:?}"))?;
        let first = self.office.state.seq + 1;
        let answer = Answer::Accepted { first, count: u32::try_from(decided.len())? };
        for (seq, event) in (first..).zip(decided) {
            let day = self.office.state.day.as_ref().map(|d| d.day);
            let (actor, command) = (actor.clone(), id.clone());
            let recorded = Recorded { seq, at: self.now, day, event, v: 1, actor, command };
            self.office.apply(&recorded);
            events.push(recorded);
        }
        answers.push((id, Entry { at: self.now, command, answer }));
        Ok(())
    }

    /// Copies the data directory it is in.
    ///
    /// # Errors
    /// The disk's.
    pub fn copy_to(&self, to: &Path) -> Result<()> {
        copy_data(&self.dir, to)
    }
}
