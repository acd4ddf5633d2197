//! The page where anybody books, moves and gives up an appointment: whole without JavaScript, without a name and without a
//! telephone number. What the citizen takes away is a code, a QR code and a calendar file.
//!
//! Only services whose configuration says so are offered; who asks too often is asked to wait.

use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use display::words::{Arg, say};
use maud::{Markup, html};
use queue::command::Command;
use queue::config::{Locale, Service};
use queue::id::{CommandId, DeviceId, ServiceId};
use queue::time::{Date, Timestamp};
use queue::{Actor, Event, Rejection, Role};
use serde::Deserialize;

use super::Context;
use super::access::is_foreign;
use super::limits::Caller;
use super::phone::{self, Asked, Page};
use crate::dispatcher::Failure;
use crate::token::is_token;
use crate::{appointment_files, slots, view};

/// Days with free slots that are offered at once.
const DAYS_SHOWN: usize = 14;

/// What may follow an address of these pages.
#[derive(Deserialize, Default)]
pub(super) struct Look {
    lang: Option<String>,
    /// The day whose slots are shown.
    day: Option<String>,
}

/// A slot somebody chose, with the key the page was made with: pressing twice books once.
#[derive(Deserialize)]
pub(super) struct Chosen {
    at: String,
    key: String,
}

/// A code somebody typed.
#[derive(Deserialize)]
pub(super) struct Typed {
    code: String,
}

/// Why a page says no, with the word for it.
type No = (StatusCode, &'static str);

fn citizen() -> Actor {
    Actor { role: Role::Citizen, id: DeviceId::new("booking-page").expect("invariant: a constant slug") }
}

fn language(lang: Option<String>, headers: &HeaderMap) -> &'static str {
    phone::language(&Asked { lang }, None, headers)
}

fn page(context: &Context, lang: &'static str, no: Option<No>, body: Markup) -> Response {
    let page = Page { lang, token: "", offset_ms: context.views.moment().utc_offset_ms };
    let office = view::names(&context.replica.read().config.names);
    let body = html! {
        main {
            p.office { (page.name(&office)) }
            @if let Some((_, why)) = no { p.banner role="alert" { (page.words(why, &[])) } }
            (body)
        }
    };
    phone::html_page(
        no.map_or(StatusCode::OK, |(status, _)| status),
        page.plain("book-title", body).into_string(),
    )
}

fn plain(lang: &'static str) -> Page<'static> {
    Page { lang, token: "", offset_ms: 0 }
}

fn public(service: &Service) -> bool {
    service.elsewhere.is_empty() && service.slots.is_some_and(|s| s.public)
}

/// What can be booked, and a field for the code of what was.
pub(super) async fn start(
    State(context): State<Context>,
    Query(look): Query<Look>,
    headers: HeaderMap,
) -> Response {
    services(&context, language(look.lang, &headers), None)
}

fn services(context: &Context, lang: &'static str, no: Option<No>) -> Response {
    let p = plain(lang);
    let offered: Vec<(ServiceId, _)> = {
        let office = context.replica.read();
        let open = office.config.services.iter().filter(|s| public(s));
        open.map(|s| (s.id.clone(), view::names(&s.names))).collect()
    };
    let closed = offered.is_empty().then_some((StatusCode::NOT_FOUND, "book-closed"));
    let body = html! {
        @if !offered.is_empty() {
            h1.ask { (p.words("book-what", &[])) }
            ul.list { @for (id, names) in &offered { li { a href={ "/book/" (id) "?lang=" (lang) } { (p.name(names)) } } } }
            h2 { (p.words("book-have", &[])) }
            form.fields method="post" action={ "/book?lang=" (lang) } {
                label { (p.words("book-code", &[]))
                    input name="code" dir="ltr" inputmode="numeric" autocomplete="off" required maxlength="20"; }
                button.main type="submit" { (p.words("book-show", &[])) }
            }
        }
    };
    page(context, lang, no.or(closed), body)
}

/// Leads from a code to the appointment's page.
pub(super) async fn find(
    State(context): State<Context>,
    Query(look): Query<Look>,
    caller: Caller,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Response {
    let lang = language(look.lang, &headers);
    let now = context.clock.now();
    if !context.limits.may_guess(&caller, now) {
        return services(&context, lang, Some((StatusCode::TOO_MANY_REQUESTS, "too-many-tries")));
    }
    let code: String = typed.code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    match super::appointments::booking_of(&context, &code) {
        Some(id) => Redirect::to(&format!("/t/{}?lang={lang}", context.tokens.of(id))).into_response(),
        None => {
            context.limits.guessed_wrong(&caller, now);
            services(&context, lang, Some((StatusCode::NOT_FOUND, "book-code-unknown")))
        }
    }
}

/// The free slots of a service.
pub(super) async fn choose(
    State(context): State<Context>,
    Path(service): Path<String>,
    Query(look): Query<Look>,
    headers: HeaderMap,
) -> Response {
    let lang = language(look.lang, &headers);
    times(&context, lang, &service, look.day.as_deref(), &format!("/book/{service}"), None)
}

fn times(
    context: &Context,
    lang: &'static str,
    service: &str,
    day: Option<&str>,
    action: &str,
    no: Option<No>,
) -> Response {
    let now = context.clock.now();
    let id = ServiceId::new(service).ok();
    let found = id.and_then(|id| context.replica.read().config.service(&id).cloned()).filter(public);
    let Some(service) = found else {
        return services(context, lang, Some((StatusCode::NOT_FOUND, "book-closed")));
    };
    let days = free_days(context, &service, now);
    let names = view::names(&service.names);
    let wanted = day.and_then(|d| d.parse::<Date>().ok());
    let shown = days.iter().find(|(date, _)| Some(*date) == wanted).or(days.first());
    let offset = |at: Timestamp| context.calendar.utc_offset_ms(at);
    let key = uuid::Uuid::new_v4();
    let p = plain(lang);
    let body = html! {
        h1.ask { (p.name(&names)) }
        @if days.is_empty() { p.say { (p.words("book-none", &[])) } }
        @if let Some((date, free)) = shown {
            nav.slots aria-label=(say(lang, "book-day", &[]).remove(0).text) {
                @for (other, _) in &days {
                    a aria-current=[(other == date).then_some("date")] href={ "?lang=" (lang) "&day=" (other) } { (p.day(*other)) }
                }
            }
            h2 { (p.day(*date)) }
            form.slots method="post" action={ (action) "?lang=" (lang) } {
                input type="hidden" name="key" value=(key);
                @for slot in free { button type="submit" name="at" value=(slot.at) { bdi.num { (clock(slot.at, offset(slot.at))) } } }
            }
        }
        p { a href={ "/book?lang=" (lang) } { (p.words("back", &[])) } }
    };
    page(context, lang, no, body)
}

/// Returns the next days with free slots. Anybody may ask, as often as they like: the office is looked at for a day at a
/// time, so that nobody at a counter waits for a year of them.
fn free_days(context: &Context, service: &Service, now: Timestamp) -> Vec<(Date, Vec<slots::Slot>)> {
    let today = context.calendar.office_date(now).days();
    let ahead = i64::from(service.slots.map_or(0, |s| s.ahead_days));
    let of_day = |date| slots::offered(&context.replica.read(), &context.calendar, service, date, now);
    let days = (today..=today + ahead).map(Date::from_days).map(|date| (date, of_day(date)));
    days.filter(|(_, free)| !free.is_empty()).take(DAYS_SHOWN).collect()
}

fn clock(at: Timestamp, offset_ms: i64) -> String {
    phone::date_time(at, offset_ms)[11..].to_owned()
}

/// Checks what a form of ours sends, before anything is asked.
fn checked(
    context: &Context,
    caller: &Caller,
    headers: &HeaderMap,
    chosen: &Chosen,
) -> Result<(CommandId, Timestamp), No> {
    let at = chosen.at.parse::<Timestamp>().ok();
    let key =
        (chosen.key.len() <= 64).then(|| CommandId::new(&format!("page:{}", chosen.key)).ok()).flatten();
    let (Some(at), Some(key), false) = (at, key, is_foreign(headers)) else {
        return Err((StatusCode::BAD_REQUEST, "book-again"));
    };
    match context.limits.may_book(caller, context.clock.now()) {
        true => Ok((key, at)),
        false => Err((StatusCode::TOO_MANY_REQUESTS, "book-too-often")),
    }
}

fn refused(failure: &Failure) -> No {
    match failure {
        Failure::Refused(Rejection::SlotFull) => (StatusCode::CONFLICT, "book-slot-full"),
        Failure::Refused(Rejection::InThePast) => (StatusCode::CONFLICT, "book-in-the-past"),
        Failure::Refused(_) => (StatusCode::CONFLICT, "book-again"),
        Failure::Busy | Failure::JournalUnavailable | Failure::Unknown | Failure::Stopping => {
            (StatusCode::SERVICE_UNAVAILABLE, "book-again")
        }
    }
}

/// Returns the service of this name, when it is open to the public and a slot of it begins then.
fn service_with_slot(context: &Context, service: &str, at: Timestamp) -> Option<ServiceId> {
    let office = context.replica.read();
    let found = ServiceId::new(service).ok().and_then(|id| office.config.service(&id));
    let found = found.filter(|s| public(s) && slots::begins_at(&office, &context.calendar, s, at));
    found.map(|s| s.id.clone())
}

/// Books a slot, and shows the appointment's page.
pub(super) async fn book(
    State(context): State<Context>,
    Path(service): Path<String>,
    Query(look): Query<Look>,
    caller: Caller,
    headers: HeaderMap,
    Form(chosen): Form<Chosen>,
) -> Response {
    let lang = language(look.lang, &headers);
    let action = format!("/book/{service}");
    let day = chosen.at.get(..10).map(str::to_owned);
    let again = |no| times(&context, lang, &service, day.as_deref(), &action, Some(no));
    let (key, at) = match checked(&context, &caller, &headers, &chosen) {
        Ok(checked) => checked,
        Err(no) => return again(no),
    };
    let Some(id) = service_with_slot(&context, &service, at) else {
        return again((StatusCode::UNPROCESSABLE_ENTITY, "book-again"));
    };
    let command = Command::BookAppointment { service: id, at, locale: Locale::of_tag(lang) };
    match context.handle.ask(key, citizen(), command).await {
        Ok(done) => {
            let booked = done.events.iter().find_map(|r| match &r.event {
                Event::AppointmentBooked { ticket, .. } => Some(*ticket),
                _ => None,
            });
            match booked {
                Some(ticket) => {
                    Redirect::to(&format!("/t/{}?lang={lang}", context.tokens.of(ticket))).into_response()
                }
                None => again((StatusCode::CONFLICT, "book-again")),
            }
        }
        Err(failure) => again(refused(&failure)),
    }
}

/// The slots an appointment can be moved to.
pub(super) async fn other_time(
    State(context): State<Context>,
    Path(token): Path<String>,
    Query(look): Query<Look>,
    headers: HeaderMap,
) -> Response {
    let lang = language(look.lang, &headers);
    match booked_service(&context, &token) {
        Some(service) => {
            times(&context, lang, &service, look.day.as_deref(), &format!("/t/{token}/move"), None)
        }
        None => to_link(&token, lang),
    }
}

/// Leads to the page of a link. What is no link leads nowhere: it would go into a head.
fn to_link(token: &str, lang: &str) -> Response {
    if !is_token(token) {
        return super::problem::Problem::unknown("appointment", "of this link").into_response();
    }
    Redirect::to(&format!("/t/{token}?lang={lang}")).into_response()
}

fn booked_service(context: &Context, token: &str) -> Option<String> {
    let id = phone::find(context, token).ok()?;
    let office = context.replica.read();
    office.state.bookings.get(&id).map(|b| b.service.to_string())
}

/// Moves an appointment: its link is the right to.
pub(super) async fn go_to(
    State(context): State<Context>,
    Path(token): Path<String>,
    Query(look): Query<Look>,
    caller: Caller,
    headers: HeaderMap,
    Form(chosen): Form<Chosen>,
) -> Response {
    let lang = language(look.lang, &headers);
    let back = || to_link(&token, lang);
    let (Ok(ticket), Some(service)) = (phone::find(&context, &token), booked_service(&context, &token))
    else {
        return back();
    };
    let action = format!("/t/{token}/move");
    let day = chosen.at.get(..10).map(str::to_owned);
    let again = |no| times(&context, lang, &service, day.as_deref(), &action, Some(no));
    let (key, at) = match checked(&context, &caller, &headers, &chosen) {
        Ok(checked) => checked,
        Err(no) => return again(no),
    };
    if service_with_slot(&context, &service, at).is_none() {
        return again((StatusCode::UNPROCESSABLE_ENTITY, "book-again"));
    }
    match context.handle.ask(key, citizen(), Command::MoveAppointment { ticket, at }).await {
        Ok(_) => back(),
        Err(failure) => again(refused(&failure)),
    }
}

/// The appointment as a file for the citizen's calendar.
pub(super) async fn calendar_file(State(context): State<Context>, Path(token): Path<String>) -> Response {
    let found = phone::find(&context, &token).ok().and_then(|id| {
        let office = context.replica.read();
        office.state.bookings.get(&id).map(|b| (b.clone(), office.config.id.to_string()))
    });
    let Some((booking, office)) = found else {
        return super::problem::Problem::unknown("appointment", "of this link").into_response();
    };
    let event = event(&context, &booking, true);
    let text = appointment_files::calendar(&office, &[event], context.clock.now());
    calendar_answer(text, "rendez-vous.ics")
}

/// One booking as an event. `for_citizen`: with the code and the link, which are the citizen's alone.
pub(super) fn event(
    context: &Context,
    booking: &queue::ticket::Booking,
    for_citizen: bool,
) -> appointment_files::Event {
    let lang = booking.locale.map_or("fr", Locale::tag);
    let office = context.replica.read();
    let service = office.config.service(&booking.service);
    let name = |names: std::collections::BTreeMap<String, String>| {
        [lang, "fr", "ar"].into_iter().find_map(|l| names.get(l).cloned()).unwrap_or_default()
    };
    let code = context.tokens.code(booking.id);
    let description = || {
        let said = say(lang, "book-file-code", &[("code", Arg::Text(&code))]).remove(0).text;
        said.replace(['\u{2068}', '\u{2069}'], "")
    };
    let url = context.public_url.as_ref().map(|u| format!("{u}/t/{}", context.tokens.of(booking.id)));
    appointment_files::Event {
        id: booking.id.to_string(),
        at: booking.at,
        length_ms: service.and_then(|s| s.slots).map_or(15 * 60_000, |s| s.length_ms),
        summary: service.map(|s| name(view::names(&s.names))).unwrap_or_else(|| booking.service.to_string()),
        location: name(view::names(&office.config.names)),
        description: if for_citizen { description() } else { String::new() },
        url: url.filter(|_| for_citizen),
    }
}

/// Answers with a calendar.
pub(super) fn calendar_answer(text: String, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, text).into_response()
}
