//! From the file's tables to the values the core and the edges work with. Every check is done before this.

use std::collections::{BTreeMap, BTreeSet};

use queue::OfficeConfig;
use queue::calendar::{Calendar, Holiday, Period, Week};
use queue::command::Role;
use queue::config::{Counter, Interleave, Policy, Service};
use queue::ticket::Class;
use queue::time::{MINUTE_MS, SECOND_MS};

use super::file;
use super::policy::{PolicyTable, StaffRole};

/// The letter of a service that gives no tickets; it is never printed.
const NO_TICKET_LETTER: char = 'X';

/// Returns the office of a file.
pub(super) fn office(
    office: file::Office,
    policy: PolicyTable,
    calendar: file::CalendarTable,
    services: Vec<file::Service>,
    counters: Vec<file::Counter>,
) -> OfficeConfig {
    OfficeConfig {
        id: office.id,
        names: office.names,
        locales: office.locales,
        services: services.into_iter().map(service).collect(),
        counters: counters.into_iter().map(counter).collect(),
        calendar: self::calendar(calendar),
        policy: self::policy(policy),
    }
}

fn minutes(minutes: u32) -> i64 {
    i64::from(minutes) * MINUTE_MS
}

fn seconds(seconds: u32) -> i64 {
    i64::from(seconds) * SECOND_MS
}

fn service(table: file::Service) -> Service {
    Service {
        id: table.id,
        letter: table.letter.unwrap_or(NO_TICKET_LETTER),
        names: table.names,
        description: table.description,
        pictogram: table.pictogram,
        target_wait_ms: minutes(table.target_wait_minutes),
        papers: table.papers,
        direction: table.direction,
        elsewhere: table.elsewhere,
        daily_cap: table.daily_cap,
        last_ticket_ms: minutes(table.last_ticket_minutes),
        slots: table.booking.map(Into::into),
        receipt: table.receipt.map(Into::into),
    }
}

fn counter(table: file::Counter) -> Counter {
    let per_mille = |percent: u32| percent * 10;
    let weight = |id| per_mille(table.weight_percent.get(id).copied().unwrap_or(100));
    let skills: BTreeMap<_, _> = table.services.iter().map(|id| (id.clone(), weight(id))).collect();
    Counter { id: table.id, label: table.label, skills }
}

/// Returns the hours of a week, Monday first.
pub(super) fn week(table: file::WeekTable) -> Week {
    [table.monday, table.tuesday, table.wednesday, table.thursday, table.friday, table.saturday, table.sunday]
}

fn calendar(table: file::CalendarTable) -> Calendar {
    let period = |p: file::Period| Period { names: p.names, from: p.from, to: p.to, week: week(p.hours) };
    let holiday = |h: file::Holiday| Holiday { names: h.names, date: h.date };
    Calendar {
        week: week(table.hours),
        periods: table.period.into_iter().map(period).collect(),
        holidays: table.holiday.into_iter().map(holiday).collect(),
    }
}

fn policy(table: PolicyTable) -> Policy {
    let role = |role: &StaffRole| match role {
        StaffRole::Clerk => Role::Clerk,
        StaffRole::Supervisor => Role::Supervisor,
        StaffRole::Manager => Role::Manager,
    };
    Policy {
        rates: BTreeMap::from([
            (Class::Normal, table.rate_percent.normal * 10),
            (Class::Priority, table.rate_percent.priority * 10),
            (Class::Appointment, table.rate_percent.appointment * 10),
        ]),
        cap_ms: minutes(table.cap_minutes),
        interleave: table.interleave.map(|i| Interleave { normal: i.normal, priority: i.priority }),
        recall_limit: table.recall_limit,
        recall_gap_ms: seconds(table.recall_gap_seconds),
        next_gap_ms: seconds(table.next_gap_seconds),
        next_ends: table.next_ends.into(),
        start_step: table.start_step,
        auto_start_ms: (table.auto_start_seconds > 0).then(|| seconds(table.auto_start_seconds)),
        grace_ms: minutes(table.no_show_grace_minutes),
        reinstated_behind: table.reinstated_behind,
        undo_ms: seconds(table.undo_seconds),
        park_reminder_ms: minutes(table.park_reminder_minutes),
        appointment_early_ms: minutes(table.appointment_early_minutes),
        appointment_late_ms: minutes(table.appointment_late_minutes),
        issue_in_breaks: table.issue_in_breaks,
        carry_over: table.carry_over,
        overtime_ms: minutes(table.overtime_minutes),
        early_ms: minutes(table.early_minutes),
        pick_roles: table.pick_roles.iter().map(role).collect::<BTreeSet<_>>(),
        receipt_close_roles: table.receipt_close_roles.iter().map(role).collect::<BTreeSet<_>>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_policy_has_the_core_s_own_defaults() {
        assert_eq!(policy(PolicyTable::default()), Policy::default());
    }
}
