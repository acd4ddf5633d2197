//! Who was called out of order, by whom and why: every call that passed over somebody with an earlier place in the line.
//!
//! Most of them are the office's own rules at work (priority, appointments, skills); what auditors look for are picks,
//! which need a right and a reason. Nothing is judged here: each call stands with its rule, its person and its words.

use std::collections::BTreeMap;

use queue::Event;
use queue::selection::Rule;
use queue::ticket::Class;
use queue::time::{Date, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::{READ_LIMIT_MAX, ReadError, Reader};

/// Most calls listed; the sums count all.
pub const ROWS_MAX: usize = 2_000;

/// A call that passed over others.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CallOutOfOrder {
    /// The journal's number of the call.
    pub seq: u64,
    /// When.
    #[schema(value_type = String)]
    pub at: Timestamp,
    /// The ticket.
    pub number: String,
    /// What it was called for.
    pub service: String,
    /// Its class.
    #[schema(value_type = String)]
    pub class: Class,
    /// Where it was called to.
    pub counter: String,
    /// The account or device that called: a pseudonym.
    pub by: String,
    /// The rule that made the choice.
    #[schema(value_type = String)]
    pub rule: Rule,
    /// How long it had waited, in milliseconds.
    pub waited_ms: i64,
    /// How many with an earlier place in the line were passed over.
    pub passed: u32,
    /// What the person gave as reason, for a pick.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What one account or device called.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Calls {
    /// All its calls.
    pub calls: u64,
    /// Those that passed over somebody.
    pub out_of_order: u64,
    /// Those a person picked.
    pub picked: u64,
}

/// The report of a period.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct OrderReport {
    /// All calls.
    pub total: Calls,
    /// By account or device.
    pub by: BTreeMap<String, Calls>,
    /// Calls that passed over somebody, by rule.
    pub rules: BTreeMap<String, u64>,
    /// The calls that passed over somebody or were picked, in order; at most 2,000.
    pub out_of_order: Vec<CallOutOfOrder>,
    /// How many more there are.
    pub more: u64,
}

impl OrderReport {
    fn add(&mut self, recorded: &queue::Recorded) {
        let Event::TicketCalled { number, counter, service, waited_ms, reason, pick_reason, .. } =
            &recorded.event
        else {
            return;
        };
        let picked = reason.rule == Rule::Picked;
        let out_of_order = reason.passed > 0;
        let by = recorded.actor.id.to_string();
        for calls in [&mut self.total, self.by.entry(by.clone()).or_default()] {
            calls.calls += 1;
            calls.picked += u64::from(picked);
            calls.out_of_order += u64::from(out_of_order);
        }
        if out_of_order {
            *self.rules.entry(word(reason.rule)).or_default() += 1;
        }
        if !out_of_order && !picked {
            return;
        }
        if self.out_of_order.len() >= ROWS_MAX {
            self.more += 1;
            return;
        }
        self.out_of_order.push(CallOutOfOrder {
            seq: recorded.seq,
            at: recorded.at,
            number: number.to_string(),
            service: service.to_string(),
            class: reason.class,
            counter: counter.to_string(),
            by,
            rule: reason.rule,
            waited_ms: *waited_ms,
            passed: reason.passed,
            reason: pick_reason.clone(),
        });
    }
}

/// A rule as the journal writes it.
#[must_use]
pub fn word(rule: Rule) -> String {
    let word = serde_json::to_value(rule).ok();
    word.and_then(|word| word.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}

/// Returns the report of the office days from one date until the day before another.
///
/// # Errors
/// [`ReadError`].
pub async fn report(reader: &Reader, from: Date, to: Date) -> Result<OrderReport, ReadError> {
    let mut report = OrderReport::default();
    let mut after = reader.first_from(from).await?.saturating_sub(1);
    let last = reader.first_from(to).await?.saturating_sub(1);
    loop {
        let events = reader.of_kind("ticket_called", (after, last), READ_LIMIT_MAX).await?;
        let Some(newest) = events.last() else { return Ok(report) };
        after = newest.seq;
        let within = |day: Option<Date>| day.is_some_and(|day| (from..to).contains(&day));
        events.iter().filter(|r| within(r.day)).for_each(|r| report.add(r));
    }
}
