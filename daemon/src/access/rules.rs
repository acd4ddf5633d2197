//! One table: which role may do what, to whose things. Whatever is not in it is forbidden.

use queue::id::{CounterId, DeviceId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::book::MachineKind;

/// What a person is to the office.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, ToSchema, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Serves at the counter they sit at.
    Clerk,
    /// Serves anywhere, picks out of order, looks at the figures.
    Supervisor,
    /// Looks after devices and machines.
    Technician,
    /// Looks at the figures.
    Manager,
    /// Looks at everything and changes nothing.
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] =
        [Self::Clerk, Self::Supervisor, Self::Technician, Self::Manager, Self::Auditor];

    /// Returns the role as it is written.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Supervisor => "supervisor",
            Self::Technician => "technician",
            Self::Manager => "manager",
            Self::Auditor => "auditor",
        }
    }

    /// Returns the role under which the queue knows them.
    #[must_use]
    pub fn in_queue(self) -> queue::Role {
        match self {
            Self::Clerk => queue::Role::Clerk,
            Self::Supervisor => queue::Role::Supervisor,
            Self::Technician => queue::Role::Technician,
            Self::Manager | Self::Auditor => queue::Role::Manager,
        }
    }
}

/// Who a request comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Principal {
    /// An open office: whoever sits at its machine.
    Everybody,
    /// A person who signed in.
    Person {
        /// Their account: a pseudonym.
        account: DeviceId,
        /// What they are.
        role: Role,
        /// The counter they sit at; none away from counters.
        counter: Option<CounterId>,
    },
    /// An enrolled machine without anybody signed in.
    Machine {
        /// The machine.
        id: DeviceId,
        /// What it is.
        kind: MachineKind,
        /// The counter it stands at.
        counter: Option<CounterId>,
    },
    /// Anybody on the network.
    Nobody,
}

impl Principal {
    /// Returns the counter whose machine this is: where a clerk may sign in.
    #[must_use]
    pub fn desk(&self) -> Option<&CounterId> {
        match self {
            Self::Machine { kind: Counter, counter, .. } => counter.as_ref(),
            Self::Machine { .. } | Self::Person { .. } | Self::Everybody | Self::Nobody => None,
        }
    }
}

/// Somebody the table names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
    /// Anybody on the network.
    Public,
    /// People of that role.
    Is(Role),
    /// Machines of that kind.
    Runs(MachineKind),
    /// A clerk, at the counter named in the path alone.
    OwnCounter,
    /// The tablet before the counter named in the path.
    StandsThere,
}

/// One operation and who may do it.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The method.
    pub method: &'static str,
    /// The path, as the description of the interface has it.
    pub path: &'static str,
    /// Who may.
    pub who: &'static [Who],
}

use MachineKind::{Board, Counter, Kiosk, Monitor, Tablet};
use Role::{Auditor, Clerk, Manager, Supervisor, Technician};
use Who::{Is, OwnCounter, Public, Runs, StandsThere};

const AT_COUNTERS: &[Who] = &[OwnCounter, Is(Supervisor)];
const READS_FIGURES: &[Who] = &[Is(Manager), Is(Supervisor), Is(Auditor)];
const READS_RECEIPTS: &[Who] = &[Is(Clerk), Is(Supervisor), Is(Manager), Is(Auditor)];
const LOOKS_AT_DEVICES_TOO: &[Who] = &[Is(Manager), Is(Supervisor), Is(Auditor), Is(Technician)];
const LOOKS_AFTER: &[Who] = &[Is(Technician), Is(Supervisor), Is(Auditor)];

const fn rule(method: &'static str, path: &'static str, who: &'static [Who]) -> Rule {
    Rule { method, path, who }
}

/// The table.
pub const RULES: &[Rule] = &[
    rule("GET", "/api/v1/openapi.json", &[Public]),
    rule("GET", "/api/v1/access", &[Public]),
    rule("POST", "/api/v1/access/sign-in", &[Public]),
    rule("POST", "/api/v1/access/sign-out", &[Public]),
    rule("POST", "/api/v1/access/enrol", &[Public]),
    rule("POST", "/api/v1/access/set-up", &[Public]),
    rule("GET", "/api/v1/access/everybody", &[Is(Technician), Is(Auditor)]),
    rule("POST", "/api/v1/access/accounts", &[Is(Technician)]),
    rule("POST", "/api/v1/access/accounts/{id}/{action}", &[Is(Technician)]),
    rule("POST", "/api/v1/access/machines/{id}/revoke", &[Is(Technician)]),
    rule("POST", "/api/v1/access/enrolments", &[Is(Technician)]),
    rule("GET", "/api/v1/services", &[Runs(Kiosk), Runs(Board), Is(Clerk), Is(Supervisor), Is(Technician)]),
    rule("POST", "/api/v1/tickets", &[Runs(Kiosk), Is(Clerk), Is(Supervisor)]),
    rule(
        "GET",
        "/api/v1/tickets/{id}",
        &[Runs(Kiosk), Is(Clerk), Is(Supervisor), Is(Technician), Is(Auditor)],
    ),
    rule("POST", "/api/v1/tickets/{id}/reprint", &[Is(Clerk), Is(Supervisor), Is(Technician)]),
    rule("GET", "/api/v1/tickets/{id}/picture", LOOKS_AFTER),
    rule("GET", "/api/v1/receipts", READS_RECEIPTS),
    rule("GET", "/api/v1/receipts/{number}", READS_RECEIPTS),
    rule("POST", "/api/v1/roll/start", &[Is(Clerk), Is(Supervisor), Is(Technician)]),
    rule("POST", "/api/v1/roll/end", &[Is(Clerk), Is(Supervisor), Is(Technician)]),
    rule("POST", "/api/v1/counters/{id}/{action}", AT_COUNTERS),
    rule("GET", "/api/v1/devices", LOOKS_AFTER),
    rule("GET", "/api/v1/devices/{id}/log", LOOKS_AFTER),
    rule("POST", "/api/v1/devices/{id}/test", &[Is(Technician), Is(Supervisor)]),
    rule("GET", "/api/v1/diagnostics", LOOKS_AFTER),
    rule("GET", "/api/v1/cameras", LOOKS_AFTER),
    // Whoever looks through a camera stands in the log; an auditor sees that it works, not what it sees.
    rule("GET", "/api/v1/cameras/{id}/still", &[Is(Supervisor), Is(Technician)]),
    rule(
        "GET",
        "/api/v1/live/board",
        &[
            Runs(Board),
            Runs(Kiosk),
            Runs(Counter),
            Is(Clerk),
            Is(Supervisor),
            Is(Technician),
            Is(Manager),
            Is(Auditor),
        ],
    ),
    rule("GET", "/api/v1/announcements/{id}", &[Runs(Board), Runs(Kiosk), Is(Supervisor), Is(Technician)]),
    rule("GET", "/api/v1/live/kiosk", &[Runs(Kiosk), Is(Technician), Is(Supervisor)]),
    rule("GET", "/api/v1/live/counter/{id}", AT_COUNTERS),
    rule("GET", "/api/v1/live/devices", LOOKS_AFTER),
    rule("GET", "/api/v1/live/dashboard", READS_FIGURES),
    rule("GET", "/api/v1/reports", READS_FIGURES),
    rule("GET", "/api/v1/reports/figures", READS_FIGURES),
    rule("GET", "/api/v1/reports/figures.csv", READS_FIGURES),
    rule("GET", "/api/v1/reports/days/{day}", READS_FIGURES),
    rule("GET", "/api/v1/reports/days/{day}/fairness", READS_FIGURES),
    rule("GET", "/api/v1/reports/replay", &[Is(Manager), Is(Supervisor)]),
    rule("GET", "/api/v1/reports/devices", LOOKS_AT_DEVICES_TOO),
    rule("GET", "/api/v1/reports/devices.csv", LOOKS_AT_DEVICES_TOO),
    rule("GET", "/api/v1/reports/out-of-order", READS_FIGURES),
    rule("POST", "/api/v1/appointments", &[Is(Clerk), Is(Supervisor)]),
    rule("POST", "/api/v1/appointments/{id}/move", &[Is(Clerk), Is(Supervisor)]),
    rule("POST", "/api/v1/appointments/import", &[Is(Clerk), Is(Supervisor)]),
    rule("GET", "/api/v1/appointments/calendar.ics", &[Is(Clerk), Is(Supervisor), Is(Manager)]),
    rule("POST", "/api/v1/appointments/check-in", &[Runs(Kiosk), Is(Clerk), Is(Supervisor)]),
    rule("GET", "/metrics", &[Runs(Monitor), Is(Technician), Is(Auditor)]),
    // Open data: what the board in the hall shows.
    rule("GET", "/api/v1/open-data/queue-monitor", &[Public]),
    rule("GET", "/healthz", &[Public]),
    rule("GET", "/readyz", &[Public]),
    rule("GET", "/ca.pem", &[Public]),
    // Pages that hold nothing of anybody.
    rule("GET", "/privacy", &[Public]),
    rule("GET", "/r", &[Public]),
    rule("POST", "/r", &[Public]),
    rule("GET", "/book", &[Public]),
    rule("POST", "/book", &[Public]),
    rule("GET", "/book/{service}", &[Public]),
    rule("POST", "/book/{service}", &[Public]),
    // The token in the path is the right: whoever has the ticket.
    rule("GET", "/t/{token}", &[Public]),
    rule("GET", "/t/{token}/leave", &[Public]),
    rule("POST", "/t/{token}/leave", &[Public]),
    rule("GET", "/t/{token}/feedback", &[Public]),
    rule("POST", "/t/{token}/feedback", &[Public]),
    rule("GET", "/t/{token}/move", &[Public]),
    rule("POST", "/t/{token}/move", &[Public]),
    rule("GET", "/t/{token}/appointment.ics", &[Public]),
    rule("GET", "/api/v1/live/ticket/{token}", &[Public]),
    rule("POST", "/api/v1/links/{token}/leave", &[Public]),
    rule("POST", "/api/v1/links/{token}/feedback", &[Public]),
    // The citizen's touch on the tablet before the counter: never the clerk's, nor that of the machine the clerk sits at.
    rule("POST", "/api/v1/counters/{id}/feedback", &[StandsThere]),
    rule("GET", "/api/v1/live/tablet/{id}", &[StandsThere, Is(Supervisor), Is(Technician)]),
];

/// Returns the rule of an operation; nothing for one that nobody may do.
#[must_use]
pub fn of(method: &str, path: &str) -> Option<&'static Rule> {
    RULES.iter().find(|r| r.method == method && r.path == path)
}

impl Rule {
    /// Returns true when somebody may do it. `path` is the path as asked for: its counter decides for a clerk.
    #[must_use]
    pub fn allows(&self, principal: &Principal, path: &str) -> bool {
        let named = |who: &Who| match (who, principal) {
            (Public, _) | (_, Principal::Everybody) => true,
            (Is(role), Principal::Person { role: has, .. }) => role == has,
            (OwnCounter, Principal::Person { role: Clerk, counter: Some(own), .. }) => {
                self.counter_in(path) == Some(own.as_str())
            }
            (StandsThere, Principal::Machine { kind: Tablet, counter: Some(own), .. }) => {
                self.counter_in(path) == Some(own.as_str())
            }
            (Runs(kind), Principal::Machine { kind: has, .. }) => kind == has,
            (Is(_) | OwnCounter | StandsThere | Runs(_), _) => false,
        };
        self.who.iter().any(named)
    }

    /// The part of a path that stands where this rule's path has `{id}`.
    fn counter_in<'a>(&self, path: &'a str) -> Option<&'a str> {
        let place = self.path.split('/').position(|part| part == "{id}")?;
        path.split('/').nth(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clerk(counter: Option<&str>) -> Principal {
        let counter = counter.map(|c| CounterId::new(c).unwrap());
        Principal::Person { account: DeviceId::new("clerk-1").unwrap(), role: Clerk, counter }
    }

    #[test]
    fn a_clerk_works_at_the_own_counter_only() {
        let rule = of("POST", "/api/v1/counters/{id}/{action}").unwrap();
        assert!(rule.allows(&clerk(Some("c1")), "/api/v1/counters/c1/next"));
        assert!(!rule.allows(&clerk(Some("c1")), "/api/v1/counters/c2/next"));
        assert!(!rule.allows(&clerk(None), "/api/v1/counters/c1/next"));
        assert!(!rule.allows(&clerk(Some("c1")), "/api/v1/counters/%631/next"), "no other way to write it");
        assert!(!rule.allows(&Principal::Nobody, "/api/v1/counters/c1/next"));
        assert!(rule.allows(&Principal::Everybody, "/api/v1/counters/c2/next"));
    }

    #[test]
    fn only_the_tablet_before_the_counter_says_how_it_was() {
        let rule = of("POST", "/api/v1/counters/{id}/feedback").unwrap();
        let machine = |counter: Option<&str>, kind| {
            let counter = counter.map(|c| CounterId::new(c).unwrap());
            Principal::Machine { id: DeviceId::new("tablet-1").unwrap(), kind, counter }
        };
        let path = "/api/v1/counters/c1/feedback";
        assert!(rule.allows(&machine(Some("c1"), Tablet), path));
        for other in [
            machine(Some("c2"), Tablet),
            machine(None, Tablet),
            machine(Some("c1"), Counter),
            machine(None, Kiosk),
            clerk(Some("c1")),
            Principal::Nobody,
        ] {
            assert!(!rule.allows(&other, path), "{other:?}");
        }
    }

    #[test]
    fn an_operation_stands_in_the_table_once() {
        for (i, rule) in RULES.iter().enumerate() {
            let again = RULES[i + 1..].iter().any(|r| (r.method, r.path) == (rule.method, rule.path));
            assert!(!again, "{} {}", rule.method, rule.path);
            assert!(!rule.who.is_empty());
        }
        assert!(of("DELETE", "/api/v1/tickets/{id}").is_none());
    }
}
