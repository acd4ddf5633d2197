//! How people get in: with an account and a password, or, the first time, with the set-up code.

use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use display::words::Arg;
use maud::{Markup, html};
use serde::Deserialize;

use super::look::{Look, Sheet};
use crate::access::{Denied, Entry, KNOWN_MS, SESSION_MS};
use crate::http::{COOKIE, Context, Problem, cookie, is_foreign};

/// The cookie of a browser in which somebody has been signed in.
const KNOWN: &str = "nouba_portal_known";

/// What is typed.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    code: String,
    account: String,
    password: String,
}

/// The form; the one for the first account while there is none.
pub(super) async fn page(State(context): State<Context>, look: Look) -> Result<Response, Problem> {
    if context.access.needs_setup().await? {
        return Ok(Redirect::to("/set-up").into_response());
    }
    Ok(look.show(form(&look, None)))
}

pub(super) async fn set_up_page(State(context): State<Context>, look: Look) -> Result<Response, Problem> {
    if !context.access.needs_setup().await? {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    Ok(look.show(set_up_form(&look, None)))
}

/// Lets somebody in.
pub(super) async fn sign_in(
    State(context): State<Context>,
    look: Look,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    refuse_foreign(&headers)?;
    let (known, typed_in) = (cookie(&headers, KNOWN), (typed.account.trim(), typed.password.as_str()));
    match context.access.sign_in(typed_in, known.as_deref(), look.now).await {
        Ok(entry) => Ok(begin(&headers, &entry)),
        Err(denied) => refused(&look, denied, form),
    }
}

/// Makes the first account.
pub(super) async fn set_up(
    State(context): State<Context>,
    look: Look,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    refuse_foreign(&headers)?;
    match context.access.set_up(&typed.code, typed.account.trim(), &typed.password, look.now).await {
        Ok(entry) => Ok(begin(&headers, &entry)),
        Err(denied) => refused(&look, denied, set_up_form),
    }
}

/// Ends a session.
pub(super) async fn sign_out(
    State(context): State<Context>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    refuse_foreign(&headers)?;
    if let Some(token) = cookie(&headers, COOKIE) {
        context.access.sign_out(&token).await?;
    }
    let over = [(header::SET_COOKIE, set_cookie(&headers, (COOKIE, ""), 0))];
    Ok((over, Redirect::to("/")).into_response())
}

fn refuse_foreign(headers: &HeaderMap) -> Result<(), Problem> {
    if is_foreign(headers) {
        return Err(Problem::new(StatusCode::FORBIDDEN, "This request comes from another site's page."));
    }
    Ok(())
}

fn begin(headers: &HeaderMap, entry: &Entry) -> Response {
    let session = set_cookie(headers, (COOKIE, &entry.session), SESSION_MS / 1000);
    let known = set_cookie(headers, (KNOWN, &entry.known), KNOWN_MS / 1000);
    let cookies = [(header::SET_COOKIE, session), (header::SET_COOKIE, known)];
    (AppendHeaders(cookies), Redirect::to("/offices")).into_response()
}

/// Behind the town's proxy the cookie goes over TLS only.
fn set_cookie(headers: &HeaderMap, (name, token): (&str, &str), age_s: i64) -> String {
    let secure = headers.get("x-forwarded-proto").is_some_and(|proto| proto.as_bytes() == b"https");
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age_s}{secure}")
}

fn refused(
    look: &Look,
    denied: Denied,
    form: fn(&Look, Option<Markup>) -> Sheet,
) -> Result<Response, Problem> {
    let (status, words) = match &denied {
        Denied::Wrong | Denied::NoAccount(_) => (StatusCode::UNAUTHORIZED, look.word("town-sign-in-wrong")),
        Denied::Wait(seconds) => {
            let words = look.words("town-sign-in-wait", &[("n", Arg::Number(*seconds))]);
            (StatusCode::TOO_MANY_REQUESTS, words)
        }
        Denied::Locked => (StatusCode::FORBIDDEN, look.word("town-sign-in-locked")),
        Denied::Code | Denied::Exists(_) => (StatusCode::FORBIDDEN, look.word("town-sign-in-code-wrong")),
        Denied::Weak => (StatusCode::UNPROCESSABLE_ENTITY, look.word("town-sign-in-weak")),
        Denied::Store(_) => {
            tracing::error!(error = %denied, "a sign-in could not be decided");
            let what = "The database cannot be used now; try again later.";
            return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, what));
        }
    };
    Ok(look.show(Sheet { status, ..form(look, Some(words)) }))
}

fn form(look: &Look, problem: Option<Markup>) -> Sheet {
    let body = html! {
        (alert(problem))
        form.narrow method="post" action="/sign-in" {
            (account(look))
            label { (look.word("sign-in-password"))
                input name="password" type="password" autocomplete="current-password" maxlength="128" required dir="ltr"; }
            button.go type="submit" { (look.word("sign-in-go")) }
        }
    };
    Sheet::new(look.text("sign-in-title", &[]), body)
}

fn set_up_form(look: &Look, problem: Option<Markup>) -> Sheet {
    let body = html! {
        (alert(problem))
        p { (look.word("sign-in-setup-hint")) }
        form.narrow method="post" action="/set-up" {
            label { (look.word("sign-in-code"))
                input name="code" autocomplete="off" autocapitalize="characters" maxlength="32" required dir="ltr"; }
            (account(look))
            label { (look.word("sign-in-new-password"))
                input name="password" type="password" autocomplete="new-password" minlength="12" maxlength="128" required dir="ltr"; }
            button.go type="submit" { (look.word("sign-in-setup-go")) }
        }
    };
    Sheet::new(look.text("sign-in-setup-title", &[]), body)
}

fn alert(problem: Option<Markup>) -> Markup {
    html! { div role="alert" { @if let Some(problem) = problem { p.problem { (problem) } } } }
}

fn account(look: &Look) -> Markup {
    html! {
        label { (look.word("sign-in-account"))
            input name="account" autocomplete="username" autocapitalize="none" maxlength="32" required dir="ltr"; }
    }
}
