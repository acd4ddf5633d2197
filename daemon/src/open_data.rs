//! The queues as the town's open data: FIWARE's QueueMonitor, an entity for each service.
//!
//! The model is smart-data-models/dataModel.QueueManagement, version 0.0.1 ("an office counter queue system on a daily
//! run", of the SynchroniCity project). It is written as NGSI-LD (ETSI GS CIM 009) or NGSI v2, normalized, as a context
//! broker takes them. What is in it stands on the board in the hall as well: numbers, never people.

use queue::Office;
use queue::config::{Locale, Names, Service};
use queue::counter::CounterState;
use queue::time::Timestamp;
use serde_json::{Map, Value, json};

/// The terms of NGSI-LD and of the model.
const CONTEXT: [&str; 2] = [
    "https://raw.githubusercontent.com/smart-data-models/dataModel.QueueManagement/master/context.jsonld",
    "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context.jsonld",
];

/// How entities are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// ETSI GS CIM 009.
    NgsiLd,
    /// The older form of FIWARE.
    NgsiV2,
}

impl Form {
    /// Returns the value of `content-type`.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::NgsiLd => "application/ld+json",
            Self::NgsiV2 => "application/json",
        }
    }
}

/// Returns the entities of an office's services.
#[must_use]
pub fn queue_monitor(office: &Office, now: Timestamp, source: Option<&str>, form: Form) -> Value {
    let here = office.config.services.iter().filter(|s| s.elsewhere.is_empty());
    here.map(|service| entity(office, service, now, source, form)).collect()
}

fn entity(office: &Office, service: &Service, now: Timestamp, source: Option<&str>, form: Form) -> Value {
    let mut entity = Map::new();
    let id = format!("urn:ngsi-ld:QueueMonitor:{}:{}", office.config.id, service.id);
    entity.insert("id".to_owned(), id.into());
    entity.insert("type".to_owned(), "QueueMonitor".into());
    let mut set = |name: &str, value: Value| {
        entity.insert(name.to_owned(), attribute(value, now, form));
    };
    let source = source.map_or_else(|| format!("urn:nouba:office:{}", office.config.id), str::to_owned);
    set("source", source.into());
    set("localId", service.id.to_string().into());
    set("officeName", name(&office.config.names).into());
    set("serviceId", service.id.to_string().into());
    set("serviceName", name(&service.names).into());
    if let Some(arabic) = service.names.get(&Locale::Ar) {
        set("alternateName", arabic.clone().into());
    }
    set("queueLine", service.letter.to_string().into());
    set("serviceStatus", status(office, service, now).into());
    set("ticketsToServe", office.state.tickets.waiting_for(&service.id).into());
    if let Some(last) = office.state.numbers.get(&service.letter).filter(|n| **n > 0) {
        set("lastTicketIssued", (*last).into());
        set("lastTicketIssuedLabel", format!("{}{last:03}", service.letter).into());
    }
    if let Some(called) = office.state.tickets.last_called(&service.id) {
        set("ticketServed", called.number.value.into());
        set("ticketServedLabel", called.number.to_string().into());
    }
    if form == Form::NgsiLd {
        entity.insert("@context".to_owned(), json!(CONTEXT));
    } else {
        entity.insert(
            "dateModified".to_owned(),
            json!({"type": "DateTime", "value": now.to_string(), "metadata": {}}),
        );
    }
    Value::Object(entity)
}

/// A value of a property, normalized.
fn attribute(value: Value, now: Timestamp, form: Form) -> Value {
    match form {
        Form::NgsiLd => json!({"type": "Property", "value": value, "observedAt": now.to_string()}),
        Form::NgsiV2 => {
            let kind = if value.is_number() { "Number" } else { "Text" };
            let value = value.as_str().map_or(value.clone(), |text| allowed(text).into());
            let metadata = json!({"TimeInstant": {"type": "DateTime", "value": now.to_string()}});
            json!({"type": kind, "value": value, "metadata": metadata})
        }
    }
}

/// NGSI v2 refuses these characters in values (specification, "Field syntax restrictions").
fn allowed(text: &str) -> String {
    text.replace('\'', "\u{2019}").replace(['<', '>', '"', '=', ';', '(', ')'], " ")
}

/// The French name, as open data of the town has them; another one where there is none.
fn name(names: &Names) -> String {
    names.get(&Locale::Fr).or_else(|| names.values().next()).cloned().unwrap_or_default()
}

/// One of the model's three words: `Suspended` while the office is open and no counter serves this.
fn status(office: &Office, service: &Service, now: Timestamp) -> &'static str {
    if office.may_issue(now, service).is_err() {
        return "Closed";
    }
    let open = |c: &queue::config::Counter| {
        let state = office.state.counters.get(&c.id).map(|s| s.state);
        c.skills.contains_key(&service.id) && state == Some(CounterState::Open)
    };
    if office.config.counters.iter().any(open) { "Open" } else { "Suspended" }
}
