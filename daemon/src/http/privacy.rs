//! The page `/privacy`: what this office keeps and for how long, as it is really configured. Plain HTML in the office's
//! languages, without JavaScript, for whoever opens it.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use display::words::{Arg, direction, locales, say};
use maud::{DOCTYPE, Markup, html};

use super::Context;
use super::phone::{Asked, language};
use crate::config::{BoardServices, Camera, Config, Privacy};

/// What the page needs of the configuration.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// How long, and what boards say.
    pub privacy: Privacy,
    /// Whether the town's portal gets the history.
    pub portal: bool,
    /// The cameras whose health is watched.
    pub cameras: Vec<Camera>,
}

impl Kept {
    /// Takes what the configuration says.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        Self {
            privacy: config.privacy.clone(),
            portal: config.portal.is_some(),
            cameras: config.cameras.clone(),
        }
    }
}

/// Serves the page.
pub(super) async fn page(
    State(context): State<Context>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let lang = language(&asked, None, &headers);
    let office = context.replica.read().config.names.clone();
    let body = document(lang, &crate::view::names(&office), &context.kept).into_string();
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], body)
        .into_response()
}

fn words(lang: &'static str, key: &str, args: &[(&'static str, Arg)]) -> Markup {
    html! {
        @for said in say(lang, key, args) {
            span.line lang=(said.lang) dir=(direction(said.lang)) { (said.text) " " }
        }
    }
}

fn document(lang: &'static str, office: &crate::view::NamesView, kept: &Kept) -> Markup {
    let title = say(lang, "privacy-title", &[]).remove(0).text;
    let name = [lang, "fr", "ar"].iter().find_map(|l| office.get(*l));
    html! {
        (DOCTYPE)
        html lang=(lang) dir=(direction(lang)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/privacy.css";
            }
            body {
                nav {
                    @for other in locales() {
                        @let own = say("fr", &format!("lang-{other}"), &[]).remove(0).text;
                        a.on[other == lang] href={ "?lang=" (other) } lang=(other) { (own) }
                    }
                }
                main {
                    @if let Some(name) = name { p.office { (name) } }
                    h1 { (words(lang, "privacy-title", &[])) }
                    ul { @for item in items(lang, kept) { li { (item) } } }
                }
            }
        }
    }
}

fn items(lang: &'static str, kept: &Kept) -> Vec<Markup> {
    let plain = |key: &str| words(lang, key, &[]);
    let months = match kept.privacy.keep_months {
        0 => plain("privacy-kept-ever"),
        n => words(lang, "privacy-kept-months", &[("n", Arg::Number(n.into()))]),
    };
    let boards = match kept.privacy.board_services {
        BoardServices::Names => "privacy-board-names",
        BoardServices::Letters => "privacy-board-letters",
    };
    vec![
        plain("privacy-names"),
        html! { (plain("privacy-ticket")) strong { (months) } },
        plain("privacy-link"),
        plain(boards),
        plain("privacy-figures"),
        plain("privacy-staff"),
        plain(if kept.portal { "privacy-portal" } else { "privacy-no-portal" }),
        cameras(lang, &kept.cameras),
        plain("privacy-backups"),
        plain("privacy-rights"),
    ]
}

fn cameras(lang: &'static str, cameras: &[Camera]) -> Markup {
    let Some(days) = cameras.iter().map(|camera| camera.cndp.retention_days).max() else {
        return words(lang, "privacy-cameras-none", &[]);
    };
    let receipts: std::collections::BTreeSet<&str> =
        cameras.iter().map(|camera| camera.cndp.receipt.as_str()).filter(|r| !r.is_empty()).collect();
    let receipts = receipts.into_iter().collect::<Vec<_>>().join(", ");
    let receipts = if receipts.is_empty() { "—" } else { &receipts };
    let args = [
        ("n", Arg::Number(i64::try_from(cameras.len()).unwrap_or(i64::MAX))),
        ("days", Arg::Number(days.into())),
        ("receipt", Arg::Text(receipts)),
    ];
    words(lang, "privacy-cameras", &args)
}
