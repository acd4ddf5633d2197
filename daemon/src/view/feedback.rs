//! How it was: what the phone page asks after the service, and what the tablet before a counter shows.

use queue::Office;
use queue::id::{CounterId, TicketId};
use queue::ticket::{Rating, Ticket, TicketState};
use queue::time::{SECOND_MS, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Moment, NamesView, OfficeView, label, locales, names};
use crate::config::Feedback;

/// How long a tablet asks whoever leaves: long enough to gather one's papers, and over before the next person sits.
pub const ASKS_MS: i64 = 30 * SECOND_MS;

/// What a citizen may say on the ticket's own page.
#[derive(Serialize, ToSchema)]
pub struct FeedbackView {
    /// Whether it may be said still: once, for as long as the page is there.
    pub open: bool,
    /// What was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub given: Option<Rating>,
    /// Where complaints are made: the municipality's own channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complaint_url: Option<String>,
}

/// What the tablet before a counter shows.
#[derive(Serialize, ToSchema)]
pub struct TabletView {
    /// The journal's number of the last event in this view.
    pub seq: u64,
    /// The server's clock.
    #[schema(value_type = String)]
    pub server_time: Timestamp,
    /// The office.
    pub office: OfficeView,
    /// The languages it may be read in.
    pub locales: Vec<&'static str>,
    /// The counter's sign.
    pub label: String,
    /// Whom it asks; nobody most of the time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<TabletAsk>,
    /// Where complaints are made: the municipality's own channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complaint_url: Option<String>,
}

/// Somebody who was just served.
#[derive(Serialize, ToSchema)]
pub struct TabletAsk {
    /// The ticket's id.
    pub ticket: String,
    /// The number.
    pub number: String,
    /// The service.
    pub service_names: NamesView,
    /// The citizen's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<&'static str>,
    /// When the tablet goes back by itself.
    #[schema(value_type = String)]
    pub until: Timestamp,
    /// What was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub given: Option<Rating>,
}

/// Returns what is asked on the page of a ticket; nothing before the end of the service.
#[must_use]
pub fn asked(feedback: &Feedback, office: &Office, ticket: TicketId) -> Option<FeedbackView> {
    let ticket = office.state.tickets.get(&ticket).filter(|t| t.state == TicketState::Finished)?;
    let open = feedback.ask && ticket.feedback.is_none();
    let given = ticket.feedback.filter(|_| feedback.ask);
    let complaint_url = feedback.complaint_url.clone();
    let says = open || given.is_some() || complaint_url.is_some();
    says.then_some(FeedbackView { open, given, complaint_url })
}

/// Returns what the tablet before a counter shows; nothing for a counter there is not.
#[must_use]
pub fn tablet(office: &Office, id: &CounterId, feedback: &Feedback, moment: Moment) -> Option<TabletView> {
    office.config.counter(id)?;
    let leaving = feedback.ask.then(|| leaving(office, id, moment.now)).flatten();
    Some(TabletView {
        seq: office.state.seq,
        server_time: moment.now,
        office: OfficeView::of(&office.config, moment),
        locales: locales(&office.config),
        label: label(&office.config, id),
        ask: leaving.map(|(ticket, until)| TabletAsk {
            ticket: ticket.id.to_string(),
            number: ticket.number.to_string(),
            service_names: office
                .config
                .service(&ticket.service)
                .map(|s| names(&s.names))
                .unwrap_or_default(),
            locale: ticket.locale.map(queue::config::Locale::tag),
            until,
            given: ticket.feedback,
        }),
        complaint_url: feedback.complaint_url.clone(),
    })
}

/// Whoever was last served at a counter, with the time until which they are asked; nobody once the next one is served.
#[must_use]
pub fn leaving<'o>(office: &'o Office, id: &CounterId, now: Timestamp) -> Option<(&'o Ticket, Timestamp)> {
    let here = |t: &&Ticket| t.counter.as_ref() == Some(id);
    if office.state.tickets.in_state(TicketState::Serving).any(|t| here(&t)) {
        return None;
    }
    let ended = |t: &Ticket| t.ended_at.unwrap_or(Timestamp(0));
    let ticket =
        office.state.tickets.in_state(TicketState::Finished).filter(here).max_by_key(|t| ended(t))?;
    let until = ended(ticket) + ASKS_MS;
    (now < until).then_some((ticket, until))
}
