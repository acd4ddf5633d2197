//! Accounts and machines, for the technician's page: as `noubad access` on the box, with the same rules.

use axum::Json;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use queue::id::{CounterId, DeviceId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::Context;
use super::access::acts;
use super::extract::Body;
use super::problem::Problem;
use crate::access::manage::{Action, Fresh, Refused};
use crate::access::tries::Counts;
use crate::access::{Account, Book, Machine, MachineKind, NotChanged, Principal, Role};

/// Who may get in.
#[derive(Serialize, ToSchema)]
pub(super) struct Everybody {
    /// People, by pseudonym.
    accounts: Vec<AccountView>,
    /// Machines.
    machines: Vec<MachineView>,
    /// The office's counters, which a counter's machine stands at.
    counters: Vec<CounterView>,
}

/// An account, without its secret.
#[derive(Serialize, ToSchema)]
struct AccountView {
    id: String,
    role: Role,
    /// `on`, `off` or `locked`: with a PIN everywhere, with a password where it was not used before.
    state: &'static str,
    /// Wrong secrets that count, wherever they came from.
    failures: u32,
    /// One-time passwords are asked for as well.
    otp: bool,
}

/// A machine, without its secret.
#[derive(Serialize, ToSchema)]
struct MachineView {
    id: String,
    kind: MachineKind,
    counter: Option<String>,
}

/// A counter.
#[derive(Serialize, ToSchema)]
struct CounterView {
    id: String,
    label: String,
}

fn account_view(Account { id, role, otp, disabled, .. }: &Account, counts: &Counts) -> AccountView {
    let state = match (disabled, counts.is_locked(id)) {
        (true, _) => "off",
        (false, true) => "locked",
        (false, false) => "on",
    };
    AccountView { id: id.to_string(), role: *role, state, failures: counts.wrong(id), otp: otp.is_some() }
}

fn machine_view(machine: Machine) -> MachineView {
    let counter = machine.counter.map(|counter| counter.to_string());
    MachineView { id: machine.id.to_string(), kind: machine.kind, counter }
}

impl From<NotChanged> for Problem {
    fn from(error: NotChanged) -> Self {
        let refused = match error {
            NotChanged::Denied(denied) => return denied.into(),
            NotChanged::Refused(refused) => refused,
        };
        let detail = refused.to_string();
        let (status, code) = match refused {
            Refused::File(error) => return crate::access::Denied::from(error).into(),
            Refused::Unknown { what: "machine", .. } => (StatusCode::NOT_FOUND, "unknown_machine"),
            Refused::Unknown { .. } => (StatusCode::NOT_FOUND, "unknown_account"),
            Refused::Exists(_) => (StatusCode::CONFLICT, "account_exists"),
            Refused::LastTechnician(_) => (StatusCode::CONFLICT, "last_technician"),
            Refused::Full => (StatusCode::CONFLICT, "too_many_accounts"),
        };
        Self::new(status, code, detail)
    }
}

/// Lists accounts and machines.
#[utoipa::path(get, path = "/access/everybody", responses((status = 200, body = Everybody)))]
pub(super) async fn list(State(context): State<Context>) -> Result<Json<Everybody>, Problem> {
    let Book { accounts, machines, counts, .. } = context.access.everybody().await?;
    let office = context.replica.read();
    let counters = office.config.counters.iter();
    Ok(Json(Everybody {
        accounts: accounts.values().map(|account| account_view(account, &counts)).collect(),
        machines: machines.into_values().map(machine_view).collect(),
        counters: counters.map(|c| CounterView { id: c.id.to_string(), label: c.label.clone() }).collect(),
    }))
}

/// An account to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAccount {
    /// A pseudonym, as `clerk-7`.
    id: String,
    role: Role,
    /// Asks for one-time passwords as well.
    #[serde(default)]
    otp: bool,
}

/// What is shown once.
#[derive(Serialize, ToSchema)]
pub(super) struct Secret {
    /// The PIN or password.
    secret: String,
    /// It is a PIN, good only at an enrolled counter.
    is_pin: bool,
    /// What an authenticator application is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    otp_url: Option<String>,
}

fn shown(fresh: Fresh) -> Secret {
    Secret { secret: fresh.secret, is_pin: fresh.is_pin, otp_url: fresh.otp_url }
}

fn account_id(text: &str) -> Result<DeviceId, Problem> {
    let detail = "an account has 1 to 32 of a-z, 0-9 and '-', and is nobody's name";
    DeviceId::new(text).map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_account", detail))
}

/// Adds an account; its secret is shown once.
#[utoipa::path(post, path = "/access/accounts", request_body = NewAccount,
    responses((status = 200, body = Secret), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn add(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Body(body): Body<NewAccount>,
) -> Result<Json<Secret>, Problem> {
    let id = account_id(&body.id)?;
    let fresh = context.access.add((&id, body.role, body.otp), acts(&principal, "open")).await?;
    Ok(Json(shown(fresh)))
}

/// Does something with an account: `reset`, `disable`, `enable` or `delete`. A reset shows the fresh secret once.
#[utoipa::path(post, path = "/access/accounts/{id}/{action}",
    params(("id" = String, Path), ("action" = String, Path)),
    responses((status = 200, body = Object), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn act(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Path((id, action)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    let action = match action.as_str() {
        "reset" => Action::Reset,
        "disable" => Action::Disable,
        "enable" => Action::Enable,
        "delete" => Action::Delete,
        other => return Err(Problem::unknown("action", other)),
    };
    let id = DeviceId::new(&id).map_err(|_| Problem::unknown("account", &id))?;
    let fresh = context.access.act((&id, action), acts(&principal, "open")).await?;
    Ok(Json(fresh.map_or(json!({}), |fresh| json!(shown(fresh)))))
}

/// Takes a machine's secret away.
#[utoipa::path(post, path = "/access/machines/{id}/revoke", params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn revoke(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = DeviceId::new(&id).map_err(|_| Problem::unknown("machine", &id))?;
    context.access.revoke(&id, acts(&principal, "open")).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A machine to be enrolled.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Enrolment {
    kind: MachineKind,
    /// What it will be called, as `kiosk-1`.
    id: String,
    /// The counter it stands at; counters' machines and tablets need one, others have none.
    #[serde(default)]
    counter: Option<String>,
}

/// Makes a one-time code to be typed at the machine.
#[utoipa::path(post, path = "/access/enrolments", request_body = Enrolment,
    responses((status = 200, body = Object), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn enrolment(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Body(body): Body<Enrolment>,
) -> Result<Json<Value>, Problem> {
    let id = DeviceId::new(&body.id).map_err(|_| Problem::unknown("machine", &body.id))?;
    let counter = match &body.counter {
        Some(_) if !body.kind.has_counter() => {
            let detail =
                format!("a {} stands at no counter: leave the field \"counter\" out", body.kind.word());
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "no_counter", detail));
        }
        Some(text) => {
            let counter = CounterId::new(text).map_err(|_| Problem::unknown("counter", text))?;
            let known = context.replica.read().config.counter(&counter).is_some();
            Some(counter).filter(|_| known).ok_or_else(|| Problem::unknown("counter", text))?.into()
        }
        None if body.kind.has_counter() => {
            let detail = "a counter's machine or tablet needs the field \"counter\"";
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "missing_field", detail));
        }
        None => None,
    };
    let code = context.access.enrolment(body.kind, id, counter, acts(&principal, "open")).await?;
    Ok(Json(json!({ "code": code, "minutes": crate::access::CODE_MS / 60_000 })))
}
