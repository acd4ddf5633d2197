//! The guard before every request, and how people and machines get in.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::{Extension, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{AppendHeaders, IntoResponse, Response};
use futures_util::StreamExt;
use queue::Actor;
use queue::id::DeviceId;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::Context;
use super::extract::Body;
use super::pace::{Class, Pace};
use super::problem::Problem;
use super::serve::Peer;
use crate::access::{self, Access, Attempt, Denied, Granted, MachineKind, Principal, Role, rules};
use crate::tls::Tls;

/// The cookie of a person.
const PERSON: &str = "nouba_person";
/// The cookie of a machine.
const MACHINE: &str = "nouba_machine";
/// The cookie of a browser in which somebody has been signed in with a password.
const KNOWN: &str = "nouba_known";
/// How long it is kept, in seconds.
const KNOWN_AGE: u32 = (access::KNOWN_MS / 1000) as u32;
/// What comes before a cookie's name where it was set over https: no page of another port or host, and nobody in the
/// clear, can set one of that name (RFC 6265bis §4.1.3.2).
const HOST: &str = "__Host-";
/// How long a browser keeps them, in seconds: the daemon ends sessions itself.
const PERSON_AGE: u32 = 12 * 60 * 60;
const MACHINE_AGE: u32 = 10 * 365 * 24 * 60 * 60;

/// What a supervisor asks, as often as it likes: the daemon's own among them.
const SUPERVISED: [&str; 2] = ["/healthz", "/readyz"];

/// Lets a request through if the table allows it, and tells the handler who asks.
pub(super) async fn guard(
    State((access, pace)): State<(Access, Pace)>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if access.is_open() && !SUPERVISED.contains(&path) && !is_of_this_machine(request.headers()) {
        let detail = "this office answers to the name of its own machine alone: localhost";
        return Problem::new(StatusCode::FORBIDDEN, "foreign_page", detail).into_response();
    }
    let peer = request.extensions().get::<Peer>().copied().unwrap_or(UNKNOWN);
    let (person, machine) = secrets(request.headers(), peer);
    let acts = request.method() != Method::GET;
    let principal = console(&access, &request, peer)
        .unwrap_or_else(|| access.principal(person.as_deref(), machine.as_deref(), acts));
    let matched = request.extensions().get::<MatchedPath>().map(|m| m.as_str().to_owned());
    // What is not routed is one of the built pages with their files, which hold nothing of the office, or nothing at all.
    let described = matched.as_deref().filter(|m| !m.contains("{*"));
    let counted = path.starts_with("/api/") || described.is_some_and(|path| !SUPERVISED.contains(&path));
    if counted && let Err(wait) = pace.take(&principal, peer.network, Class::of(path)) {
        return too_many(wait);
    }
    let (method, path) = (request.method().clone(), path.to_owned());
    let asked = if method == Method::HEAD { Method::GET } else { method.clone() };
    let Some(described) = described else { return next.run(request).await };
    let Some(rule) = rules::of(asked.as_str(), described) else {
        // Nobody may: an operation is forbidden until the table has it.
        return super::problem::wrong_method().await.into_response();
    };
    // Forms look after that themselves: their refusal is a page.
    let is_form = !path.starts_with("/api/");
    if !is_form && method != Method::GET && method != Method::HEAD && is_foreign(request.headers()) {
        let detail = "this request comes from another site's page";
        return Problem::new(StatusCode::FORBIDDEN, "foreign_page", detail).into_response();
    }
    if !rule.allows(&principal, &path) {
        return forbidden(&principal);
    }
    request.extensions_mut().insert(principal.clone());
    let response = next.run(request).await;
    if access.is_open() || !described.contains("/live/") || principal == Principal::Nobody {
        return response;
    }
    while_allowed(response, access, (person, machine), principal)
}

/// Returns whether a request names this machine as a browser on it does. Where everybody at the machine may do everything,
/// a page of any site could otherwise have its own name lead here, and be of "the same origin" (DNS rebinding). No name
/// server has a say in an address or in `localhost` (RFC 6761 §6.3).
fn is_of_this_machine(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST) else { return true };
    host.to_str().is_ok_and(is_name_of_this_machine)
}

fn is_name_of_this_machine(host: &str) -> bool {
    let is_port =
        |port: &str| port.is_empty() || port.strip_prefix(':').is_some_and(|p| p.parse::<u16>().is_ok());
    if let Some((address, port)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return is_port(port) && address.parse::<Ipv6Addr>().is_ok();
    }
    let (name, port) = host.split_at(host.find(':').unwrap_or(host.len()));
    let name = name.to_ascii_lowercase();
    let is_local = name == "localhost" || name.ends_with(".localhost") || name.parse::<Ipv4Addr>().is_ok();
    is_port(port) && is_local
}

/// The command line on the box itself, with the secret of the data directory; from nowhere else.
fn console(access: &Access, request: &Request, peer: Peer) -> Option<Principal> {
    let header = request.headers().get(header::AUTHORIZATION).filter(|_| peer.own && !access.is_open())?;
    access.console(header.to_str().ok()?.strip_prefix("Console ")?)
}

fn too_many(wait: Duration) -> Response {
    let detail = "too many requests from here: wait and try again";
    let mut problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail);
    problem.extra.insert("wait_ms".into(), json!(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)));
    problem.into_response()
}

fn forbidden(principal: &Principal) -> Response {
    let problem = match principal {
        Principal::Nobody | Principal::Machine { .. } => {
            Problem::new(StatusCode::UNAUTHORIZED, "sign_in", "sign in first, or enrol this machine")
        }
        Principal::Person { .. } | Principal::Everybody => {
            Problem::new(StatusCode::FORBIDDEN, "not_allowed", "this account may not do that")
        }
    };
    problem.into_response()
}

/// Ends a stream as soon as whoever opened it may no longer see it.
fn while_allowed(
    response: Response,
    access: Access,
    (person, machine): (Option<String>, Option<String>),
    principal: Principal,
) -> Response {
    let mut changes = access.changes();
    let gone = async move {
        while changes.changed().await.is_ok() {
            if access.principal(person.as_deref(), machine.as_deref(), false) != principal {
                return;
            }
        }
    };
    let (parts, body) = response.into_parts();
    let stream = body.into_data_stream().take_until(Box::pin(gone));
    Response::from_parts(parts, HttpBody::from_stream(stream))
}

/// Returns whether another site's page sends this.
pub(super) fn is_foreign(headers: &HeaderMap) -> bool {
    display::origin::is_foreign(|name| headers.get(name).and_then(|v| v.to_str().ok()))
}

/// A request that came through no door, as in a test of one handler.
const UNKNOWN: Peer = Peer { address: NOWHERE, network: NOWHERE, encrypted: false, own: false };
const NOWHERE: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

fn cookie_name(name: &str, peer: Peer) -> String {
    if peer.encrypted { format!("{HOST}{name}") } else { name.to_owned() }
}

/// The secrets a request carries: a person's cookie; a machine's cookie or bearer token.
pub fn secrets(headers: &HeaderMap, peer: Peer) -> (Option<String>, Option<String>) {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()?.strip_prefix("Bearer "));
    let machine = bearer.map(str::to_owned).or_else(|| cookie(headers, peer, MACHINE));
    (cookie(headers, peer, PERSON), machine)
}

fn cookie(headers: &HeaderMap, peer: Peer, wanted: &str) -> Option<String> {
    let wanted = cookie_name(wanted, peer);
    let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value.to_owned())
}

fn set_cookie(name: &str, value: &str, age: u32, peer: Peer) -> HeaderValue {
    let secure = if peer.encrypted { "; Secure" } else { "" };
    let name = cookie_name(name, peer);
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}{secure}");
    HeaderValue::from_str(&text).expect("invariant: names and tokens are ASCII")
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        let (status, code) = match &denied {
            Denied::Wrong => (StatusCode::UNAUTHORIZED, "wrong_secret"),
            Denied::Wait { .. } => (StatusCode::TOO_MANY_REQUESTS, "wait"),
            Denied::Locked => (StatusCode::FORBIDDEN, "locked"),
            Denied::NotHere => (StatusCode::FORBIDDEN, "not_here"),
            Denied::Code => (StatusCode::FORBIDDEN, "wrong_code"),
            Denied::Weak(_) => (StatusCode::UNPROCESSABLE_ENTITY, "weak_secret"),
            Denied::File(_) => (StatusCode::SERVICE_UNAVAILABLE, "accounts_unavailable"),
        };
        if let Denied::File(error) = &denied {
            tracing::error!(error = %error, "the accounts cannot be used");
        }
        let mut problem = Self::new(status, code, denied.to_string());
        if let Denied::Wait { wait_ms } = denied {
            problem.extra.insert("wait_ms".into(), json!(wait_ms));
        }
        problem
    }
}

/// Who the daemon takes the asker for.
#[derive(Serialize, ToSchema)]
pub(super) struct AccessView {
    /// Everybody on this machine may do everything.
    open: bool,
    /// Nobody has an account yet: the set-up code makes the first.
    needs_setup: bool,
    /// The person signed in.
    person: Option<PersonView>,
    /// The machine, where it is enrolled.
    machine: Option<MachineView>,
}

/// A person signed in.
#[derive(Serialize, ToSchema)]
pub(super) struct PersonView {
    account: String,
    role: Role,
    counter: Option<String>,
}

/// An enrolled machine.
#[derive(Serialize, ToSchema)]
pub(super) struct MachineView {
    id: String,
    kind: MachineKind,
    counter: Option<String>,
}

/// Who acts: the person or the machine, by its own id; in an open office whatever the request is about.
pub(super) fn acts(principal: &Principal, otherwise: &str) -> Actor {
    match principal {
        Principal::Person { account, role, .. } => Actor { role: role.in_queue(), id: account.clone() },
        Principal::Machine { id, kind, .. } => {
            let role = match kind {
                MachineKind::Kiosk | MachineKind::Board | MachineKind::Tablet => queue::Role::Citizen,
                MachineKind::Counter => queue::Role::Clerk,
                MachineKind::Monitor => queue::Role::System,
            };
            Actor { role, id: id.clone() }
        }
        Principal::Everybody | Principal::Nobody => {
            let id = DeviceId::new(otherwise).or_else(|_| DeviceId::new("nobody"));
            Actor { role: queue::Role::Clerk, id: id.expect("invariant: the name is a constant slug") }
        }
    }
}

fn person_view(principal: &Principal) -> Option<PersonView> {
    let Principal::Person { account, role, counter } = principal else { return None };
    Some(PersonView {
        account: account.to_string(),
        role: *role,
        counter: counter.as_ref().map(ToString::to_string),
    })
}

fn machine_view(principal: &Principal) -> Option<MachineView> {
    let Principal::Machine { id, kind, counter } = principal else { return None };
    Some(MachineView { id: id.to_string(), kind: *kind, counter: counter.as_ref().map(ToString::to_string) })
}

/// Says who the asker is.
#[utoipa::path(get, path = "/access", responses((status = 200, body = AccessView)))]
pub(super) async fn whoami(
    State(context): State<Context>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Json<AccessView> {
    let access = &context.access;
    let (person, machine) = secrets(&headers, peer);
    Json(AccessView {
        open: access.is_open(),
        needs_setup: access.needs_setup(),
        person: person_view(&access.principal(person.as_deref(), machine.as_deref(), false)),
        machine: machine_view(&access.principal(None, machine.as_deref(), false)),
    })
}

/// Hands out the certificate of the office's own authority, for a machine that is to trust it. Whoever installs it
/// compares its fingerprint with what `noubad access ca` says on the box.
pub(super) async fn authority(State(context): State<Context>) -> Response {
    let pem = context.tls.as_ref().and_then(Tls::authority_pem);
    let Some(pem) = pem else { return super::problem::not_found().await.into_response() };
    ([(header::CONTENT_TYPE, "application/x-pem-file"), (header::CACHE_CONTROL, "no-cache")], pem)
        .into_response()
}

/// An account's secret.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignIn {
    account: String,
    /// PIN or password.
    secret: String,
    /// One-time password, where the account has one.
    #[serde(default)]
    otp: Option<String>,
}

/// Signs a person in: the answer sets a cookie.
#[utoipa::path(post, path = "/access/sign-in", request_body = SignIn,
    responses((status = 200, body = PersonView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn sign_in(
    State(context): State<Context>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Body(body): Body<SignIn>,
) -> Result<Response, Problem> {
    let ((_, machine), known) = (secrets(&headers, peer), cookie(&headers, peer, KNOWN));
    let SignIn { account, secret, otp } = &body;
    let (otp, machine, known) = (otp.as_deref(), machine.as_deref(), known.as_deref());
    let attempt = Attempt { account, secret, otp, machine, known, network: peer.network };
    let granted = context.access.sign_in(attempt).await?;
    Ok(granted_to((PERSON, PERSON_AGE), peer, &granted, &person_view(&granted.principal)))
}

fn granted_to((cookie, age): (&str, u32), peer: Peer, granted: &Granted, view: &impl Serialize) -> Response {
    let own = set_cookie(cookie, granted.token.reveal(), age, peer);
    let known = granted.known.as_ref().map(|known| set_cookie(KNOWN, known.reveal(), KNOWN_AGE, peer));
    let cookies = std::iter::once(own).chain(known).map(|cookie| (header::SET_COOKIE, cookie));
    (AppendHeaders(cookies), Json(view)).into_response()
}

/// Signs the person out.
#[utoipa::path(post, path = "/access/sign-out", responses((status = 200)))]
pub(super) async fn sign_out(
    State(context): State<Context>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let (Some(person), machine) = secrets(&headers, peer) {
        context.access.sign_out(&person, machine.as_deref()).await?;
    }
    Ok(([(header::SET_COOKIE, set_cookie(PERSON, "", 0, peer))], Json(json!({}))).into_response())
}

/// A one-time code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Enrol {
    code: String,
}

/// Enrols the machine the request comes from: the answer sets a cookie, and carries the token for what has no cookies.
#[utoipa::path(post, path = "/access/enrol", request_body = Enrol,
    responses((status = 200, body = Object), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn enrol(
    State(context): State<Context>,
    Extension(peer): Extension<Peer>,
    Body(body): Body<Enrol>,
) -> Result<Response, Problem> {
    let granted = context.access.enrol(&body.code).await?;
    let mut view = serde_json::to_value(machine_view(&granted.principal)).unwrap_or(Value::Null);
    view["token"] = json!(granted.token.reveal());
    Ok(granted_to((MACHINE, MACHINE_AGE), peer, &granted, &view))
}

/// The first account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SetUp {
    code: String,
    account: String,
    password: String,
}

/// Makes the first account, a technician's, and signs them in.
#[utoipa::path(post, path = "/access/set-up", request_body = SetUp,
    responses((status = 200, body = PersonView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn set_up(
    State(context): State<Context>,
    Extension(peer): Extension<Peer>,
    Body(body): Body<SetUp>,
) -> Result<Response, Problem> {
    let granted = context.access.set_up(&body.code, &body.account, &body.password).await?;
    Ok(granted_to((PERSON, PERSON_AGE), peer, &granted, &person_view(&granted.principal)))
}
