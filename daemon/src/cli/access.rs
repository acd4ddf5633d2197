//! `noubad access`: accounts and machines, from the box itself. Secrets are shown once and stored nowhere.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use queue::Actor;
use queue::evidence::AccessNote;
use queue::id::{CounterId, DeviceId};
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;

use super::{Exit, say};
use crate::access::manage::{self, Action, Fresh, Refused};
use crate::access::secret::{self, Hasher};
use crate::access::{CODE_MS, Code, MachineKind, Noted, Purpose, Role, Store};
use crate::clock::{Clock, WallClock};
use crate::dispatcher::system;
use crate::tls::authority;

#[derive(Subcommand)]
pub(super) enum AccessCommand {
    /// Adds an account and shows its secret: a PIN for clerks, a password for everybody else.
    Add {
        /// The account: a pseudonym, as `clerk-7`.
        id: DeviceId,
        /// What they are.
        #[arg(long)]
        role: Role,
        /// A key for one-time passwords as well.
        #[arg(long)]
        otp: bool,
        #[command(flatten)]
        at: At,
    },
    /// Gives an account a new secret, unlocks it, and ends its sessions.
    Reset {
        /// The account.
        id: DeviceId,
        #[command(flatten)]
        at: At,
    },
    /// Switches an account off; its sessions end.
    Disable {
        /// The account.
        id: DeviceId,
        #[command(flatten)]
        at: At,
    },
    /// Switches an account on again.
    Enable {
        /// The account.
        id: DeviceId,
        #[command(flatten)]
        at: At,
    },
    /// Deletes an account.
    Delete {
        /// The account.
        id: DeviceId,
        #[command(flatten)]
        at: At,
    },
    /// Shows a one-time code by which a kiosk, a board, a counter's machine or its tablet is enrolled.
    Enrol {
        /// What it is.
        kind: MachineKind,
        /// What it will be called, as `kiosk-1`.
        id: DeviceId,
        /// The counter it stands at: for a counter's machine and for a tablet.
        #[arg(long, required_if_eq_any([("kind", "counter"), ("kind", "tablet")]))]
        counter: Option<CounterId>,
        #[command(flatten)]
        at: At,
    },
    /// Takes a machine's secret away.
    Revoke {
        /// The machine.
        id: DeviceId,
        #[command(flatten)]
        at: At,
    },
    /// Shows the certificate of the office's own authority and its fingerprint: machines that trust it open the pages
    /// without a warning.
    Ca {
        /// Makes another authority: every machine must then be told again. The daemon takes it within a minute.
        #[arg(long)]
        renew: bool,
        #[command(flatten)]
        at: At,
    },
    /// Lists accounts and machines.
    List {
        #[command(flatten)]
        at: At,
    },
}

#[derive(Args)]
pub(super) struct At {
    /// The directory the journal and the secrets are kept in.
    #[arg(long)]
    data: PathBuf,
}

pub(super) async fn run(command: AccessCommand) -> Result<ExitCode, Exit> {
    match command {
        AccessCommand::Add { id, role, otp, at } => add(&id, role, otp, &at).await?,
        AccessCommand::Reset { id, at } => reset(&id, &at).await?,
        AccessCommand::Disable { id, at } => {
            act(&id, Action::Disable, &at).await?;
            say(&format!("{id} is switched off"));
        }
        AccessCommand::Enable { id, at } => {
            act(&id, Action::Enable, &at).await?;
            say(&format!("{id} is switched on"));
        }
        AccessCommand::Delete { id, at } => {
            act(&id, Action::Delete, &at).await?;
            say(&format!("{id} is deleted"));
        }
        AccessCommand::Enrol { kind, id, counter, at } => {
            if counter.is_some() && !kind.has_counter() {
                let why = format!("noubad: a {} stands at no counter: leave --counter out", kind.word());
                return Err(Exit::Usage(why));
            }
            let (code, seal) = secret::code();
            let expires = WallClock.now() + CODE_MS;
            let note = AccessNote::MachineInvited { machine: id.clone(), kind: kind.word().to_owned() };
            let code_row = Code { seal, purpose: Purpose::Enrol { kind, id, counter }, expires };
            at.store().await?.put_code(&code_row, Noted::by(console(), note)).await?;
            say(&format!(
                "{code}\ntype it at the machine, on the page /sign-in, within {} minutes",
                CODE_MS / 60_000
            ));
        }
        AccessCommand::Revoke { id, at } => {
            manage::revoke(&mut at.store().await?, &id, console()).await.map_err(refused)?;
            say(&format!("{id} is nobody any more"));
        }
        AccessCommand::Ca { renew, at } => ca(renew, &at)?,
        AccessCommand::List { at } => list(&at).await?,
    }
    Ok(ExitCode::SUCCESS)
}

impl At {
    fn check(&self) -> Result<(), Exit> {
        if self.data.is_dir() {
            return Ok(());
        }
        Err(Exit::Usage(format!("noubad: {} is not a directory", self.data.display())))
    }

    async fn store(&self) -> Result<Store, Exit> {
        self.check()?;
        Ok(Store::open(&self.data).await?)
    }
}

/// Who changes things here: whoever may write the data directory.
fn console() -> Actor {
    Actor { role: queue::Role::Technician, ..system("console") }
}

fn refused(refused: Refused) -> Exit {
    match refused {
        Refused::File(error) => Exit::Failed(error.into()),
        other => Exit::Usage(format!("noubad: {other} (`noubad access list`)")),
    }
}

async fn act(id: &DeviceId, action: Action, at: &At) -> Result<Option<Fresh>, Exit> {
    let mut store = at.store().await?;
    let hasher = Hasher::open(&at.data)?;
    manage::act(&mut store, &hasher, (id, action), console()).await.map_err(refused)
}

async fn add(id: &DeviceId, role: Role, otp: bool, at: &At) -> Result<(), Exit> {
    let mut store = at.store().await?;
    let hasher = Hasher::open(&at.data)?;
    let fresh = manage::add(&mut store, &hasher, (id, role, otp), console()).await.map_err(refused)?;
    show(&fresh);
    Ok(())
}

fn show(fresh: &Fresh) {
    say(&format!("{}: {}", if fresh.is_pin { "PIN" } else { "password" }, fresh.secret));
    if let Some(url) = &fresh.otp_url {
        say(&format!("one-time passwords: {url}"));
    }
    say("it is not shown again");
}

async fn reset(id: &DeviceId, at: &At) -> Result<(), Exit> {
    if let Some(fresh) = act(id, Action::Reset, at).await? {
        show(&fresh);
    }
    Ok(())
}

/// How a machine is told, shown under the certificate.
const TRUST: &str = "\
compare the fingerprint, then trust it on each machine that opens the pages:
  Debian:              copy it to /usr/local/share/ca-certificates/nouba.crt, run update-ca-certificates
  Chromium on Linux:   certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n nouba -i nouba.pem   (package libnss3-tools)
  Firefox:             Settings, Certificates, Authorities, Import
  Windows:             certutil -addstore Root nouba.pem   (as administrator)
  a phone or tablet:   open https://…/ca.pem on it and install the file as a CA certificate
It vouches for this office's names and private addresses alone, whatever else is shown with it.";

fn ca(renew: bool, at: &At) -> Result<(), Exit> {
    at.check()?;
    if renew {
        authority::forget(&at.data)?;
        say("the daemon makes another authority within a minute, or at its next start; then ask again");
        return Ok(());
    }
    let path = authority::certificate_path(&at.data);
    let pem = std::fs::read_to_string(&path).map_err(|_| {
        let why = "the daemon makes it when it first listens to a network without a certificate of its own";
        Exit::Usage(format!("noubad: there is no {}: {why}", path.display()))
    })?;
    let certificate = CertificateDer::from_pem_slice(pem.as_bytes())?;
    let ends = authority::end_of(&certificate).map_err(Exit::Usage)?;
    say(pem.trim_end());
    say(&format!("SHA-256 fingerprint: {}", authority::fingerprint(&certificate)));
    say(&format!("good until {}\n{TRUST}", &ends.to_string()[..10]));
    Ok(())
}

async fn list(at: &At) -> Result<(), Exit> {
    let book = at.store().await?.book().await?;
    for account in book.accounts.values() {
        let locked = if book.counts.is_locked(&account.id) { "locked" } else { "on" };
        let state = match (account.disabled, book.counts.wrong(&account.id)) {
            (true, _) => "off".to_owned(),
            (false, 0) => locked.to_owned(),
            (false, n) => format!("{locked}, {n} wrong secrets"),
        };
        let otp = if account.otp.is_some() { ", one-time passwords" } else { "" };
        say(&format!("{:20} {:12} {state}{otp}", account.id.as_str(), account.role.word()));
    }
    for machine in book.machines.values() {
        let counter = machine.counter.as_ref().map(|c| format!("at {c}")).unwrap_or_default();
        say(&format!("{:20} {:12} {counter}", machine.id.as_str(), machine.kind.word()));
    }
    Ok(())
}
