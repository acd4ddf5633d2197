//! The citizen's page of one ticket, whole without JavaScript: an old phone on a slow network gets a few kilobytes
//! of HTML that renews itself, with "I left" as a form. Where JavaScript runs, the page takes over from here.
//!
//! The markup has the classes of `web/track/App.svelte`, so that both look alike.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use display::words::{Arg, direction, locales, say};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use queue::command::Command;
use queue::id::{CommandId, DeviceId, TicketId};
use queue::ticket::{Class, TicketState};
use queue::time::{Date, HOUR_MS, Timestamp};
use queue::{Actor, Office, Role};
use serde::Deserialize;

use super::Context;
use super::extract::Key;
use super::problem::Problem;
use crate::forecast::WaitView;
use crate::token::is_token;
use crate::view::{self, FeedbackView, TicketView};

/// How often a page without JavaScript loads itself anew, in seconds.
const REFRESH_S: u32 = 20;
/// From so few people ahead the citizen should be in the hall.
const NEAR: u32 = 3;

/// What may follow the address.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    pub(super) lang: Option<String>,
}

/// Gives up the place of the ticket behind a link.
#[utoipa::path(post, path = "/links/{token}/leave",
    params(("token" = String, Path), ("Idempotency-Key" = String, Header, description = "made once per press")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json"),
              (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn leave(
    State(context): State<Context>,
    Path(token): Path<String>,
    Key(key): Key,
) -> Result<StatusCode, Problem> {
    give_up(&context, key, find(&context, &token)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The same from the page's form.
pub(super) async fn leave_form(
    State(context): State<Context>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let ticket = find(&context, &token)?;
    // A refusal means that the ticket has moved on: the page says where it stands.
    let _ = give_up(&context, form_key(), ticket).await;
    Ok(back_to(&token, asked).into_response())
}

/// Returns a key for a form: a browser without JavaScript sends none. A new one each time, as what a form asks for can be
/// done once anyway, and what was refused a moment ago may be allowed by now.
pub(super) fn form_key() -> CommandId {
    CommandId::new(&format!("form:{}", uuid::Uuid::now_v7()))
        .expect("invariant: a UUID is of letters, digits and '-'")
}

/// Leads back from a form to the page of a link that is known, in the language that was asked for.
pub(super) fn back_to(token: &str, asked: Asked) -> Redirect {
    let lang = asked.lang.filter(|l| locales().contains(&l.as_str())).map(|l| format!("?lang={l}"));
    Redirect::to(&format!("/t/{token}{}", lang.unwrap_or_default()))
}

/// Where the form's address leads when somebody merely opens it. What is no link leads nowhere: it would go into a head.
pub(super) async fn leave_opened(Path(token): Path<String>) -> Result<Redirect, Problem> {
    if !is_token(&token) {
        return Err(unknown());
    }
    Ok(Redirect::to(&format!("/t/{token}")))
}

async fn give_up(context: &Context, key: CommandId, ticket: TicketId) -> Result<(), Problem> {
    let actor =
        Actor { role: Role::Citizen, id: DeviceId::new("phone").expect("invariant: a constant slug") };
    context.handle.ask(key, actor, Command::Cancel { ticket }).await?;
    Ok(())
}

/// Returns the ticket or appointment behind a link.
pub(super) fn find(context: &Context, token: &str) -> Result<TicketId, Problem> {
    // Each one's link is worked out anew to be compared: the office does not wait for that.
    let known: Vec<TicketId> = {
        let office = context.replica.read();
        let receipts = office.state.receipts.iter().map(|r| r.id);
        office.state.tickets.keys().chain(office.state.bookings.keys()).copied().chain(receipts).collect()
    };
    let ticket = context.tokens.find(token, &mut known.into_iter()).ok_or_else(unknown)?;
    if is_over(&context.replica.read(), ticket, context.clock.now()) { Err(unknown()) } else { Ok(ticket) }
}

/// Returns true when nobody has any more use for a ticket's page: it is over, the day is closed, and it was called to
/// nobody's mind for an hour. Closing the day ends whatever still waits, so that an hour later every link of it is dead.
pub(super) fn is_over(office: &Office, ticket: TicketId, now: Timestamp) -> bool {
    let Some(ticket) = office.state.tickets.get(&ticket).filter(|_| office.state.day.is_none()) else {
        return false;
    };
    // A clock that was set back keeps no link alive for longer than it would have been.
    ticket.ended_at.is_some_and(|ended| !(0..HOUR_MS).contains(&(now - ended)))
}

fn unknown() -> Problem {
    Problem::unknown("ticket", "of this link")
}

/// Serves the page of a link.
pub(super) async fn page(
    State(context): State<Context>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let moment = context.views.moment();
    let found = find(&context, &token).ok();
    let receipt = found.and_then(|id| {
        let office = context.replica.read();
        let receipt = office.state.receipts.get(&id)?;
        let card = view::receipt(&office, receipt, super::receipts::today(&context));
        Some((card, receipt.locale.map(queue::config::Locale::tag)))
    });
    if let Some((card, locale)) = receipt {
        let page =
            Page { lang: language(&asked, locale, &headers), token: &token, offset_ms: moment.utc_offset_ms };
        return html_page(StatusCode::OK, super::receipts::page(&context, &page, &card));
    }
    let view = found.and_then(|id| {
        let mut view = view::ticket(&context.replica.read(), id, &context.tokens.code(id), moment)?;
        context.views.said().on_ticket(id, &mut view);
        view.feedback = view::asked(&context.feedback, &context.replica.read(), id);
        Some(view)
    });
    let lang = language(&asked, view.as_ref().and_then(|v| v.locale), &headers);
    let status = if view.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let page = Page { lang, token: &token, offset_ms: moment.utc_offset_ms };
    html_page(status, page.document(view.as_ref()).into_string())
}

/// Answers with a page that nobody keeps.
pub(super) fn html_page(status: StatusCode, page: String) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, page).into_response()
}

/// The language asked for, else the ticket's, else the browser's, else Arabic.
pub(super) fn language(asked: &Asked, own: Option<&'static str>, headers: &HeaderMap) -> &'static str {
    let known = |tag: &str| locales().into_iter().find(|l| *l == tag);
    let browser = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let of_browser = browser.split(',').find_map(|l| known(l.trim().split(['-', ';']).next().unwrap_or("")));
    let asked = asked.lang.as_deref().and_then(known);
    asked.or(own).or(of_browser).unwrap_or("ar")
}

/// A page in one language, for the ticket of a link.
pub(super) struct Page<'a> {
    pub(super) lang: &'static str,
    pub(super) token: &'a str,
    /// Local time minus UTC.
    pub(super) offset_ms: i64,
}

/// "24/11/2026".
pub(super) fn date(date: Date) -> String {
    let (year, month, day) = date.ymd();
    format!("{day:02}/{month:02}/{year:04}")
}

/// "24/11/2026 09:05" in the office's zone.
pub(super) fn date_time(at: Timestamp, offset_ms: i64) -> String {
    format!("{} {}", date(at.date(offset_ms)), at.hour_minute(offset_ms))
}

impl Page<'_> {
    pub(super) fn words(&self, key: &str, args: &[(&'static str, Arg)]) -> Markup {
        html! {
            @for said in say(self.lang, key, args) {
                span.line lang=(said.lang) dir=(direction(said.lang)) { (said.text) " " }
            }
        }
    }

    pub(super) fn name(&self, names: &std::collections::BTreeMap<String, String>) -> Markup {
        let lang = [self.lang, "fr", "ar"].into_iter().find(|l| names.contains_key(*l));
        let (lang, text) = lang.map_or(("fr", "—"), |l| (l, names[l].as_str()));
        html! { span lang=(lang) dir=(direction(lang)) { (text) } }
    }

    /// "Tuesday 24 November".
    pub(super) fn day(&self, date: Date) -> Markup {
        let (_, month, day) = date.ymd();
        // The catalogue counts days from Sunday.
        let weekday = say(self.lang, &format!("weekday-{}", (date.weekday() + 1) % 7), &[]).remove(0).text;
        let month = say(self.lang, &format!("month-{month}"), &[]).remove(0).text;
        let day = day.to_string();
        self.words(
            "date-full",
            &[("weekday", Arg::Text(&weekday)), ("day", Arg::Text(&day)), ("month", Arg::Text(&month))],
        )
    }

    /// "09:05" in the office's zone.
    fn time(&self, at: Timestamp) -> String {
        at.hour_minute(self.offset_ms)
    }

    fn document(&self, view: Option<&TicketView>) -> Markup {
        let title = say(self.lang, "phone-title", &[]).remove(0).text;
        let called = view.is_some_and(|v| v.state == TicketState::Called);
        html! {
            (DOCTYPE)
            html lang=(self.lang) dir=(direction(self.lang)) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    title { @if let Some(number) = view.and_then(|v| v.number.as_deref()) { (number) " · " } (title) }
                    noscript { meta http-equiv="refresh" content=(REFRESH_S); }
                    (head_of_built_page("<"))
                    // Only browsers too old for the page itself run this; it does what the line above does.
                    script nomodule src="/plain.js" defer {}
                }
                body {
                    div #app {
                        div.phone.come[called] {
                            (self.languages())
                            @match view {
                                Some(view) => (self.ticket(view)),
                                None => main { p.say { (self.words("phone-unknown", &[])) } },
                            }
                        }
                    }
                }
            }
        }
    }

    /// A page without scripts: nothing of it takes over, and nothing needs to.
    pub(super) fn plain(&self, title: &str, body: Markup) -> Markup {
        let title = say(self.lang, title, &[]).remove(0).text;
        html! {
            (DOCTYPE)
            html lang=(self.lang) dir=(direction(self.lang)) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    // A form of a page that sends no referrer comes without its origin (Fetch, "append a request
                    // `Origin` header"), as another site's would.
                    meta name="referrer" content="same-origin";
                    title { (title) }
                    (head_of_built_page("<link"))
                }
                body { div #app { div.phone { (self.languages()) (body) } } }
            }
        }
    }

    fn languages(&self) -> Markup {
        html! {
            nav.languages {
                @for lang in locales() {
                    @let own = say("fr", &format!("lang-{lang}"), &[]).remove(0).text;
                    a.on[lang == self.lang] href={ "?lang=" (lang) } lang=(lang) { (own) }
                }
            }
        }
    }

    fn ticket(&self, view: &TicketView) -> Markup {
        html! {
            main {
                p.office { (self.name(&view.office.names)) }
                @if let Some(number) = &view.number {
                    h1 { span.label { (self.words("phone-your-number", &[])) } bdi.num { (number) } }
                }
                p.which {
                    (self.name(&view.service_names))
                    @if view.class != Class::Normal && view.number.is_some() {
                        " " span.tag { (self.words(class_word(view.class), &[])) }
                    }
                }
                div.state role="status" { (self.standing(view)) }
                @if let Some(feedback) = &view.feedback { (self.feedback(feedback)) }
            }
            footer {
                @if let Some(confirm) = self.leaving(view) { (confirm) }
                p { a.again href={ "?lang=" (self.lang) } { (self.words("phone-refresh", &[])) } }
                p { (self.words("phone-updated", &[("time", Arg::Text(&self.time(view.server_time)))])) }
            }
        }
    }

    fn standing(&self, view: &TicketView) -> Markup {
        let place = view.label.as_deref().unwrap_or("—");
        let here: &[(&'static str, Arg)] = &[("label", Arg::Text(place))];
        let line = |key: &str| html! { p.say { (self.words(key, here)) } };
        match view.state {
            TicketState::Called => html! {
                p.now { (self.words("phone-come", &[])) }
                p.place { span { (self.words("counter", &[])) } " " bdi.num { (place) } }
            },
            TicketState::Waiting => self.waiting(view.ahead, view.wait),
            TicketState::Booked => html! {
                @if let Some(at) = view.booked_at {
                    p.now { (self.day(at.date(self.offset_ms))) bdi.num { (self.time(at)) } }
                }
                (line("phone-booked"))
                @if let Some(code) = &view.code {
                    p { (self.words("phone-code", &[])) }
                    p.code { bdi.num { (code[..4]) " " (code[4..]) } }
                    p.links {
                        a href={ "/t/" (self.token) "/appointment.ics" } { (self.words("phone-calendar", &[])) }
                        a href={ "/t/" (self.token) "/move?lang=" (self.lang) } { (self.words("phone-move", &[])) }
                    }
                }
            },
            TicketState::Serving => line("phone-serving"),
            TicketState::NoShow => html! { p.say.alert { (self.words("phone-no-show", &[])) } },
            TicketState::Parked => line("phone-parked"),
            TicketState::Finished => line("phone-finished"),
            TicketState::Cancelled => line("phone-cancelled"),
            TicketState::Expired | TicketState::Void => line("phone-expired"),
        }
    }

    fn waiting(&self, ahead: Option<u32>, wait: Option<WaitView>) -> Markup {
        html! {
            p.ahead {
                @match ahead {
                    None => (self.words("phone-waiting", &[])),
                    Some(0) => (self.words("nobody-ahead", &[])),
                    Some(ahead) => (self.words("people-ahead", &[("n", Arg::Number(ahead.into()))])),
                }
            }
            @if let Some(wait) = wait {
                p.wait { (self.words("wait-about", &[])) strong { (self.wait(wait)) } }
            }
            @if ahead.is_some_and(|ahead| ahead <= NEAR) { p.near { (self.words("phone-near", &[])) } }
        }
    }

    /// As `waitRange` of `web/shared/i18n.ts` says it.
    fn wait(&self, wait: WaitView) -> Markup {
        let (low, high) = (i64::from(wait.low_min), i64::from(wait.high_min));
        if high > 120 {
            let hours = [("lo", Arg::Number((low / 60).max(1))), ("hi", Arg::Number((high + 59) / 60))];
            return self.words("wait-between-hours", &hours);
        }
        match low {
            0 => self.words("wait-under", &[("hi", Arg::Number(high.max(1)))]),
            _ => self.words("wait-between", &[("lo", Arg::Number(low)), ("hi", Arg::Number(high))]),
        }
    }

    /// How it was: three faces, once; and where a complaint is made.
    fn feedback(&self, feedback: &FeedbackView) -> Markup {
        html! {
            section.rate {
                @if feedback.given.is_some() { p.say.good { (self.words("rate-thanks", &[])) } }
                @else if feedback.open {
                    p { (self.words("rate-question", &[])) }
                    form.faces method="post" action={ "/t/" (self.token) "/feedback?lang=" (self.lang) } {
                        @for (rating, key) in super::feedback::FACES {
                            button type="submit" name="rating" value=(rating) {
                                (super::feedback::face(rating)) (self.words(key, &[]))
                            }
                        }
                    }
                    p.quiet { (self.words("rate-nobody", &[])) }
                }
                @if let Some(url) = &feedback.complaint_url {
                    p { a href=(url) rel="noopener noreferrer" { (self.words("rate-complaint", &[])) } }
                }
            }
        }
    }

    /// Giving the place up, behind one more step so that no thumb does it by accident.
    fn leaving(&self, view: &TicketView) -> Option<Markup> {
        use TicketState::{Booked, NoShow, Parked, Waiting};
        [Booked, Waiting, Parked, NoShow].contains(&view.state).then(|| {
            html! {
                details.leave {
                    summary { (self.words("phone-leave", &[])) }
                    form method="post" action={ "/t/" (self.token) "/leave?lang=" (self.lang) } {
                        p { (self.words("phone-leave-sure", &[])) }
                        button type="submit" { (self.words("phone-leave-yes", &[])) }
                    }
                }
            }
        })
    }
}

fn class_word(class: Class) -> &'static str {
    match class {
        Class::Normal => "normal",
        Class::Priority => "priority",
        Class::Appointment => "appointment",
    }
}

/// The style sheets and scripts of the built page, as Vite wrote them: those lines that begin like this.
fn head_of_built_page(begin: &str) -> PreEscaped<String> {
    let Some(built) = display::asset("/t/page") else { return PreEscaped(String::new()) };
    let text = String::from_utf8_lossy(&built.bytes);
    let head = |line: &&str| line.starts_with("<link") || line.starts_with("<script");
    let wanted =
        |line: &&str| head(line) && line.starts_with(begin) && (begin == "<" || line.contains("stylesheet"));
    PreEscaped(text.lines().map(str::trim).filter(wanted).collect::<Vec<_>>().join("\n"))
}
