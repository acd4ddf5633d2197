//! The answers that are kept on disk: how they are written, one looked up, and all of them read.

use queue::command::Command;
use queue::id::CommandId;
use queue::ledger::{Answer, Entry};
use queue::time::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use sqlx::sqlite::SqliteConnection;

use super::journal::json;
use super::reader::seq_of;

/// Every kept answer as a line of one text: as rows, the thousands of a day would cost more on their way between
/// two threads than all else. Neither ids nor compact JSON have tabs or line ends in them.
const ALL: &str = "select group_concat(place || char(9) || command || char(9) || at_ms || char(9) || body, char(10)) from answer";

/// A new answer; the fields are the columns.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    command: &'a CommandId,
    at_ms: i64,
    body: String,
    place: u64,
}

#[derive(Serialize)]
struct BodyRef<'a> {
    command: &'a Command,
    answer: &'a Answer,
}

#[derive(Deserialize)]
struct Body {
    command: Command,
    answer: Answer,
}

/// Makes rows of new answers; `answered` is the place of the last one before them.
pub(super) fn rows(answers: &[(CommandId, Entry)], answered: u64) -> Vec<Row<'_>> {
    (answered + 1..)
        .zip(answers)
        .map(|(place, (id, Entry { at, command, answer }))| Row {
            command: id,
            at_ms: at.0,
            body: json(&BodyRef { command, answer }),
            place,
        })
        .collect()
}

/// Reads the answer to one command.
pub(super) async fn one(
    connection: &mut SqliteConnection,
    id: &CommandId,
) -> Result<Option<Entry>, sqlx::Error> {
    let query = "select at_ms, body from answer where command = ?";
    let row = sqlx::query(query).bind(id.as_str()).fetch_optional(connection).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(entry(id.as_str(), row.try_get(0)?, row.try_get(1)?))
}

/// Returns the place of the last one, 0 when there is none.
pub(super) async fn last_place(connection: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    let query = "select coalesce(max(place), 0) from answer";
    Ok(seq_of(&sqlx::query(query).fetch_one(connection).await?, 0))
}

/// Reads all of them, in order of arrival.
pub(super) async fn all(
    executor: impl sqlx::SqliteExecutor<'_>,
) -> Result<Vec<(CommandId, Entry)>, sqlx::Error> {
    let row = sqlx::query(ALL).fetch_one(executor).await?;
    let lines: Option<Vec<u8>> = row.try_get(0)?;
    // A day's answers are as many as its events: too many for a thread that others wait for.
    let read =
        tokio::task::spawn_blocking(move || of_lines(&String::from_utf8_lossy(&lines.unwrap_or_default())));
    Ok(read.await.expect("invariant: reading answers does not panic"))
}

fn of_lines(lines: &str) -> Vec<(CommandId, Entry)> {
    let mut answers = Vec::new();
    for line in lines.lines() {
        let mut fields = line.splitn(4, '\t');
        let place = fields.next().and_then(|place| place.parse::<u64>().ok()).unwrap_or(0);
        let (command, at, body) = (fields.next(), fields.next(), fields.next());
        let command = command.unwrap_or_default();
        let at = at.and_then(|at| at.parse().ok()).unwrap_or(0);
        let entry = entry(command, at, body.unwrap_or_default());
        answers.extend(CommandId::new(command).ok().zip(entry).map(|(id, entry)| (place, id, entry)));
    }
    answers.sort_by(|(a, first, _), (b, second, _)| (a, first).cmp(&(b, second)));
    answers.into_iter().map(|(_, id, entry)| (id, entry)).collect()
}

/// Makes an answer of its columns. One that cannot be read is left out: only a repetition of this one command is affected.
fn entry(command: &str, at_ms: i64, body: &str) -> Option<Entry> {
    match serde_json::from_str::<Body>(body) {
        Ok(Body { command, answer }) => Some(Entry { at: Timestamp(at_ms), command, answer }),
        Err(error) => {
            tracing::warn!(command, %error, "a kept answer cannot be read and is left out");
            None
        }
    }
}
