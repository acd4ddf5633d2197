//! The portal's figures held against the offices' own, and the portal's events against their journals.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use queue::figures::{Grouping, Row};
use queue::id::OfficeId;
use queue::time::Date;
use serde_json::Value;
use sqlx::Row as _;
use sqlx::postgres::PgPool;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::office::{self, Running};
use super::say;
use crate::sums::{self, Asked};

/// By what the figures are compared.
const BY: [(Grouping, &str); 4] = [
    (Grouping::All, "all"),
    (Grouping::Service, "service"),
    (Grouping::Class, "class"),
    (Grouping::Hour, "hour"),
];
/// How long an answer of an office may take.
const ANSWER: Duration = Duration::from_secs(10);

/// Compares a day of an office until all is equal or time is up; says how it turned out.
pub(super) async fn figures(
    pool: &PgPool,
    id: &OfficeId,
    office: &Running,
    day: Date,
    within: Duration,
) -> anyhow::Result<bool> {
    let begun = Instant::now();
    loop {
        let found = difference(pool, id, office, day).await?;
        let over = begun.elapsed() > within;
        match found {
            Ok(summary) => {
                say(&format!("{:<15} equal: {summary}", id.as_str()))?;
                return Ok(true);
            }
            Err(difference) if over => {
                say(&format!("{:<15} DIFFERENT: {difference}", id.as_str()))?;
                return Ok(false);
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(300)).await,
        }
    }
}

/// Returns the day in words when all is equal, or the first difference.
async fn difference(
    pool: &PgPool,
    id: &OfficeId,
    office: &Running,
    day: Date,
) -> anyhow::Result<Result<String, String>> {
    let to = Date::from_days(day.days() + 1);
    let mut summary = String::new();
    for (by, word) in BY {
        let asked = Asked { office: Some(id.clone()), from: day, to, by };
        let sums = sums::figures(pool, &asked).await?;
        let rows: Vec<Row> = sums.into_iter().map(|(key, sum)| Row { key, figures: sum.figures() }).collect();
        if let (Grouping::All, Some(Row { figures: f, .. })) = (by, rows.first()) {
            let said = f.ratings.unwrap_or_default();
            summary = format!(
                "arrived {}, served {}, no-shows {}, unserved {}; {} of {} within the target; half waited at most {} s; {} of {} say well served",
                f.arrived,
                f.served,
                f.no_shows,
                f.unserved,
                f.level.within,
                f.level.of,
                f.waiting.p50_s.unwrap_or(0),
                said.good,
                said.good + said.fair + said.bad,
            );
        }
        let path = format!("/api/v1/reports/figures?from={day}&to={to}&by={word}");
        let theirs = without_forecast(get(&office.url, &path).await?["rows"].take());
        let ours = without_forecast(serde_json::to_value(&rows)?);
        if ours != theirs || rows.is_empty() {
            return Ok(Err(format!("by {word}: the portal has {ours}, the office {theirs}")));
        }
    }
    Ok(Ok(summary))
}

/// How the forecast turned out is not in the journal, so the portal cannot know it.
fn without_forecast(mut rows: Value) -> Value {
    for row in rows.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        row.remove("forecast");
        row.remove("read");
    }
    rows
}

async fn get(url: &str, path: &str) -> anyhow::Result<Value> {
    let host = url.trim_start_matches("http://");
    let exchange = async {
        let mut stream = TcpStream::connect(host).await?;
        let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        anyhow::Ok(answer)
    };
    let answer = tokio::time::timeout(ANSWER, exchange).await.context("the office does not answer")??;
    let end =
        answer.windows(4).position(|w| w == b"\r\n\r\n").ok_or_else(|| anyhow!("{url} answers no HTTP"))?;
    serde_json::from_slice(&answer[end + 4..]).with_context(|| format!("{url}{path} answers no JSON"))
}

/// How far an office's newest journal is known: its epoch, the last event and its hash.
pub(super) async fn head(pool: &PgPool, office: &str) -> anyhow::Result<(String, u64, Vec<u8>)> {
    let query =
        "select epoch, next - 1, head from office_cursor where office = $1 order by opened_ms desc limit 1";
    let row = sqlx::query(query).bind(office).fetch_one(pool).await?;
    Ok((row.get(0), u64::try_from(row.get::<i64, _>(1))?, row.get(2)))
}

/// Compares what is known with the journal itself: the office's own check of it names its head.
pub(super) fn journal(
    noubad: &Path,
    id: &str,
    data: &Path,
    (epoch, seq, hash): (String, u64, Vec<u8>),
) -> anyhow::Result<bool> {
    let text = office::run(Command::new(noubad).arg("verify").arg("--data").arg(data).arg("--json"))?;
    let report: Value = serde_json::from_str(&text)?;
    let hex: String = hash.iter().map(|b| format!("{b:02x}")).collect();
    let (last, head) =
        (report["head"]["seq"].as_u64().unwrap_or(0), report["head"]["hash"].as_str().unwrap_or(""));
    // What the office wrote down while it stopped comes after what was reported.
    let same = report["epoch"] == epoch.as_str() && (last == seq && head == hex || last > seq);
    let word = if same { "the journal's own" } else { "NOT the journal's own" };
    say(&format!("{id:<15} events up to {seq} of {last}: {word}"))?;
    Ok(same)
}
