//! Who looks, in which language, and the frame of every page.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use display::words::{Arg, direction, locales, say};
use maud::{DOCTYPE, Markup, html};
use queue::live::{Door, Live, Minutes};
use queue::time::{MINUTE_MS, Timestamp};

use crate::access::Person;
use crate::clock;
use crate::http::cookie;
use crate::town::Office;

/// The cookie that remembers a language.
const LANGUAGE: &str = "nouba_lang";
/// How often a page with the present on it renews itself, in seconds.
const RENEW_S: u32 = 10;
/// The same without a script: a whole page each time.
const REFRESH_S: u32 = 30;

/// Who looks at a page, and how.
pub(super) struct Look {
    pub lang: &'static str,
    pub now: Timestamp,
    pub person: Option<Person>,
    path: String,
    query: String,
    /// Whether the language was just chosen.
    chosen: bool,
}

impl<S: Sync> FromRequestParts<S> for Look {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let known = |tag: &str| locales().into_iter().find(|l| *l == tag);
        let query = parts.uri.query().unwrap_or("").to_owned();
        let asked = query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(known);
        let kept = cookie(&parts.headers, LANGUAGE).and_then(|tag| known(&tag));
        Ok(Self {
            lang: asked.or(kept).or_else(|| browser(&parts.headers)).unwrap_or("ar"),
            now: clock::now(),
            person: parts.extensions.get::<Person>().cloned(),
            path: parts.uri.path().to_owned(),
            query: query
                .split('&')
                .filter(|p| !p.is_empty() && !p.starts_with("lang="))
                .collect::<Vec<_>>()
                .join("&"),
            chosen: asked.is_some(),
        })
    }
}

fn browser(headers: &HeaderMap) -> Option<&'static str> {
    let text = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let tag = |part: &str| part.trim().split(['-', ';']).next().unwrap_or("").to_owned();
    text.split(',').find_map(|part| locales().into_iter().find(|l| *l == tag(part)))
}

/// What is on a page.
pub(super) struct Sheet {
    pub title: String,
    pub body: Markup,
    /// Whether it shows the present and renews itself.
    pub renews: bool,
    pub status: StatusCode,
}

impl Sheet {
    pub fn new(title: String, body: Markup) -> Self {
        Self { title, body, renews: false, status: StatusCode::OK }
    }
}

impl Look {
    /// Says something, in the language or in those that stand in for it; a word that is the same in both once.
    pub fn words(&self, key: &str, args: &[(&'static str, Arg)]) -> Markup {
        let mut said = say(self.lang, key, args);
        said.dedup_by(|later, first| later.text == first.text);
        html! {
            // One thing to whatever it stands in: a label puts its parts beneath one another.
            span { @for (n, said) in said.into_iter().enumerate() {
                @if n > 0 { " · " }
                span lang=(said.lang) dir=(direction(said.lang)) { (said.text) }
            } }
        }
    }

    /// Says something without arguments.
    pub fn word(&self, key: &str) -> Markup {
        self.words(key, &[])
    }

    /// The same as plain text, where no markup may stand.
    pub fn text(&self, key: &str, args: &[(&'static str, Arg)]) -> String {
        say(self.lang, key, args).into_iter().map(|s| s.text).collect::<Vec<_>>().join(" · ")
    }

    /// "09:05" by an office's local time.
    pub fn time(&self, at: Timestamp, office: &Office) -> String {
        at.hour_minute(office.utc_offset_ms(at))
    }

    /// "2026-11-24 09:05" by an office's local time; the time alone if it is today.
    pub fn moment(&self, at: Timestamp, office: &Office) -> String {
        let day = |t: Timestamp| t.date(office.utc_offset_ms(t));
        let time = self.time(at, office);
        if day(at) == day(office.clock(self.now)) { time } else { format!("{} {time}", day(at)) }
    }

    /// A length of time in words, to the minute.
    pub fn duration(&self, ms: i64) -> String {
        let minutes = ms.max(0) / MINUTE_MS;
        let (hours, rest) = (minutes / 60, minutes % 60);
        match (hours, minutes) {
            (_, 0) => self.text("less-than-minute", &[]),
            (0, _) => self.text("minutes", &[("n", Arg::Number(minutes))]),
            (..48, _) => self.text("hours-minutes", &[("h", Arg::Number(hours)), ("m", Arg::Number(rest))]),
            _ => self
                .text("town-days-hours", &[("n", Arg::Number(hours / 24)), ("h", Arg::Number(hours % 24))]),
        }
    }

    /// "84,2 %" of per mille; a dash where there is nothing to divide by.
    pub fn share(&self, per_mille: Option<u32>) -> String {
        let comma = if self.lang == "en" { '.' } else { ',' };
        per_mille.map_or_else(|| "–".to_owned(), |pm| format!("{}{comma}{}\u{a0}%", pm / 10, pm % 10))
    }

    /// What a link to a table asks for: a semicolon where a spreadsheet takes the comma for the decimal sign.
    pub fn separator(&self) -> &'static str {
        if self.lang == "en" { "separator=comma" } else { "separator=semicolon" }
    }

    /// A wait as people are told it.
    pub fn wait(&self, wait: Minutes) -> Markup {
        let (low, high) = (i64::from(wait.low), i64::from(wait.high));
        if high > 120 {
            let hours = [("lo", Arg::Number((low / 60).max(1))), ("hi", Arg::Number((high + 59) / 60))];
            return self.words("wait-between-hours", &hours);
        }
        match low {
            0 => self.words("wait-under", &[("hi", Arg::Number(high.max(1)))]),
            _ => self.words("wait-between", &[("lo", Arg::Number(low)), ("hi", Arg::Number(high))]),
        }
    }

    /// How an office is, as a coloured word.
    pub fn door(&self, office: &Office) -> Markup {
        let Some(live) = office.present(self.now) else {
            let key = if office.received.is_some() { "town-silent" } else { "town-never" };
            return html! { span.tag.silent { (self.word(key)) } };
        };
        let (class, key) = match live.door {
            Door::Open => ("open", "town-door-open"),
            Door::Break => ("pause", "town-door-break"),
            Door::Closed => ("closed", "town-door-closed"),
        };
        html! {
            span.tag.(class) { (self.word(key)) }
            @if let Some(until) = live.until {
                " " small { (self.words("town-until", &[("time", Arg::Text(&self.time(until, office)))])) }
            }
        }
    }

    /// A word of the catalogue if there is one of that name, else the text itself.
    pub fn told(&self, family: &str, text: &str) -> Markup {
        let key = format!("{family}-{}", text.replace('_', "-"));
        let known = text.len() < 40 && say(self.lang, &key, &[]).first().is_some_and(|said| said.text != key);
        html! { @if known { (self.word(&key)) } @else { bdi { (text) } } }
    }

    /// Returns the page.
    pub fn show(&self, sheet: Sheet) -> Response {
        let Sheet { title, body, renews, status } = sheet;
        let document = html! {
            (DOCTYPE)
            html lang=(self.lang) dir=(direction(self.lang)) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (title) " · " (self.text("town-app", &[])) }
                    link rel="icon" href="/icon.svg" type="image/svg+xml";
                    link rel="stylesheet" href="/style.css";
                    @if renews {
                        noscript { meta http-equiv="refresh" content=(REFRESH_S); }
                        script src="/renew.js" defer {}
                    }
                }
                body {
                    a.skip href="#content" { (self.word("town-skip")) }
                    header { (self.navigation()) (self.languages()) }
                    main #content tabindex="-1" data-renew=[renews.then_some(RENEW_S)] {
                        h1 { (title) }
                        (body)
                    }
                }
            }
        };
        let mut response =
            (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], document.into_string())
                .into_response();
        if self.chosen {
            let kept = format!("{LANGUAGE}={}; Path=/; SameSite=Lax; Max-Age=31536000", self.lang);
            if let Ok(value) = kept.parse() {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
        }
        response
    }

    fn navigation(&self) -> Markup {
        let here = |path: &str| if path == "/" { self.path == "/" } else { self.path.starts_with(path) };
        let link = |path: &str, key: &str| {
            html! {
                a href=(path) aria-current=[here(path).then_some("page")] { (self.word(key)) }
            }
        };
        html! {
            nav.main aria-label=(self.text("town-app", &[])) {
                strong.brand { (self.word("town-app")) }
                (link("/", "town-nav-wait"))
                @if self.person.is_some() {
                    (link("/offices", "town-nav-offices"))
                    (link("/devices", "town-nav-devices"))
                    (link("/compare", "town-nav-compare"))
                    (link("/figures", "town-nav-figures"))
                    form method="post" action="/sign-out" { button type="submit" { (self.word("sign-in-out")) } }
                } @else if self.path != "/sign-in" && self.path != "/set-up" {
                    (link("/offices", "town-for-staff"))
                }
            }
        }
    }

    fn languages(&self) -> Markup {
        html! {
            nav.languages aria-label=(self.text("choose-language", &[])) {
                @for lang in locales() {
                    @let own = say("fr", &format!("lang-{lang}"), &[]).remove(0).text;
                    @let rest = if self.query.is_empty() { String::new() } else { format!("&{}", self.query) };
                    a href={ "?lang=" (lang) (rest) } lang=(lang) hreflang=(lang)
                        aria-current=[(lang == self.lang).then_some("true")] { (own) }
                }
            }
        }
    }
}

/// The longest wait that whoever comes to an office now must expect, where it can tell: not while people wait for a
/// service whose wait is unknown, which may be longer than all others.
pub(super) fn expected(live: &Live) -> Option<Minutes> {
    if live.services.iter().any(|s| s.waiting > 0 && s.wait.is_none()) {
        return None;
    }
    let waits = live.services.iter().filter_map(|s| s.wait);
    waits.max_by_key(|wait| (wait.high, wait.low)).filter(|_| live.door == Door::Open)
}
