//! Puts an office together: journal, dispatcher, readers, devices, HTTP; and takes it apart again.
//!
//! # Layout
//! - this file: what an office is started from, and its start and end
//! - `parts`: its parts, one after the other

mod parts;

use std::fs::DirBuilder;
use std::io;
use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;
use std::sync::Arc;

use display::ticket::Template;
use queue::OfficeConfig;
use queue::id::DeviceId;
use queue::time::Timestamp;
use tokio::net::TcpListener;

use self::parts::{Identity, Parts, Tasks};
use crate::access::{Access, AccessError};
use crate::calendar::OfficeCalendar;
use crate::calendar::zone::ZoneError;
use crate::clock::SharedClock;
use crate::config::{self, Config, PrinterLink, Protocol};
use crate::device::boards::Foreign;
use crate::device::line::{Line, Link};
use crate::device::spooler::Printer;
use crate::dispatcher::Handle;
use crate::evidence::OfficeKey;
use crate::http::privacy::Kept;
use crate::messages;
use crate::printer::profile::{Profile, ProfileError};
use crate::registry::Registry;
use crate::replica::Replica;
use crate::store::{Journal, OpenError, Reader};
use crate::tls::{Encryption, Tls, TlsError};
use crate::token::Tokens;
use crate::view::{Texts, Zones};

/// Everything an office is started from.
pub struct Setup {
    /// Services, counters, rules.
    pub config: Arc<OfficeConfig>,
    /// SHA-256 of the configuration.
    pub hash: String,
    /// The calendar, in its zone.
    pub calendar: Arc<OfficeCalendar>,
    /// Where the journal and the secrets are.
    pub dir: PathBuf,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Whoever reaches the listening address may do everything: it must be one of this machine alone.
    pub open: bool,
    /// How it is encrypted.
    pub encryption: Encryption,
    /// What links on tickets start with.
    pub public_url: Option<String>,
    /// What is on a ticket.
    pub template: Template,
    /// What is on a receipt.
    pub receipt_template: Template,
    /// What people may say of the service.
    pub feedback: config::Feedback,
    /// The serial lines.
    pub lines: Vec<Line>,
    /// The lines of devices off the shelf.
    pub foreign: Vec<Foreign>,
    /// The buttons off the shelf.
    pub buttons: Vec<config::Button>,
    /// The ticket printers.
    pub printers: Vec<Printer>,
    /// The cameras.
    pub cameras: Vec<config::Camera>,
    /// The broker bridges and buttons speak through.
    pub mqtt: Option<config::Mqtt>,
    /// The portal the office reports to.
    pub portal: Option<config::Portal>,
    /// What figures name.
    pub figures: config::FiguresTable,
    /// The mail server.
    pub mail: Option<config::Mail>,
    /// Who is told of devices in trouble.
    pub alerts: config::Alerts,
    /// The monthly report.
    pub monthly: Option<config::MonthlyReport>,
    /// Programs that are told what happens.
    pub webhooks: Vec<config::Listener>,
    /// Words of the office that are no rules.
    pub texts: Texts,
    /// How calls are announced, if they are.
    pub voice: Option<config::Voice>,
    /// The parts of the building.
    pub zones: Zones,
    /// What is kept, for whoever asks.
    pub kept: Kept,
}

/// Why a configuration that is well in itself cannot be run here.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// A printer's family is unknown, or its overrides do not fit.
    #[error("printer {id}: {source}")]
    Printer {
        /// The printer.
        id: DeviceId,
        /// What is wrong.
        source: ProfileError,
    },
    /// The zone's rules cannot be had.
    #[error(transparent)]
    Zone(#[from] ZoneError),
}

impl Setup {
    /// Makes a setup of a configuration.
    ///
    /// # Errors
    /// [`SetupError`]; its text says what to do.
    pub fn of(config: Config, dir: PathBuf, now: Timestamp) -> Result<Self, SetupError> {
        let hash = config.hash();
        let (calendar, warning) = OfficeCalendar::of_config(&config, now)?;
        if let Some(warning) = warning {
            tracing::warn!(message_id = messages::ZONE_RULES, zone = %config.zone, "{warning}");
        }
        let foreign = |line: &config::Line| Foreign {
            config: line.clone(),
            panels: config.panels.iter().filter(|p| p.line == line.id).cloned().collect(),
            buttons: config
                .buttons
                .iter()
                .filter(|b| b.source.modbus.as_ref() == Some(&line.id))
                .cloned()
                .collect(),
        };
        let (ours, others): (Vec<_>, Vec<_>) =
            config.lines.iter().partition(|line| line.protocol == Protocol::Nouba);
        let serial = ours.into_iter().map(|line| (&line.id, Link::Serial(line.clone())));
        let bridges = config.bridges.iter().map(|bridge| (&bridge.id, Link::Bridge));
        let lines = serial.chain(bridges).map(|(id, link)| Line::new(id, link, &config.pads, &config.panels));
        let lines = lines.collect();
        let foreign = others.into_iter().map(foreign).collect();
        let zones = Zones::new(config.zones.clone(), &config.printers);
        let printers = config.printers.iter().map(printer).collect::<Result<_, _>>()?;
        let kept = Kept::of(&config);
        Ok(Self {
            hash,
            kept,
            calendar: Arc::new(calendar),
            dir,
            listen: config.http.listen,
            open: config.http.open,
            encryption: Encryption::of(&config.http),
            public_url: config.http.public_url.clone(),
            template: config.template(),
            receipt_template: config.receipt_template(),
            feedback: config.feedback.clone(),
            lines,
            foreign,
            buttons: config.buttons,
            printers,
            cameras: config.cameras,
            mqtt: config.mqtt,
            portal: config.portal,
            figures: config.figures,
            mail: config.mail,
            alerts: config.alerts,
            monthly: config.monthly,
            webhooks: config.webhooks,
            texts: Texts {
                park_reasons: crate::lists::park_reasons(),
                receipt_outcomes: crate::lists::receipt_outcomes(),
                notices: config.notices.iter().map(crate::view::names).collect(),
                feedback: config.feedback.clone(),
                board_letters: config.privacy.board_services == config::BoardServices::Letters,
            },
            voice: config.voice,
            zones,
            config: Arc::new(config.office),
        })
    }
}

/// Returns a printer with its family.
pub(crate) fn printer(config: &config::Printer) -> Result<Printer, SetupError> {
    let profile = Profile::named(&config.profile, &config.overrides);
    let mut profile = profile.map_err(|source| SetupError::Printer { id: config.id.clone(), source })?;
    if let PrinterLink::Serial { baud, .. } = &config.link {
        profile.serial.baud = *baud;
    }
    Ok(Printer { config: config.clone(), profile })
}

/// Why an office cannot be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data directory cannot be used.
    #[error("the data directory {path} cannot be used; make it, or give noubad the right to write there")]
    Directory {
        /// The directory.
        path: PathBuf,
        /// What failed.
        #[source]
        source: io::Error,
    },
    /// The journal cannot be opened.
    #[error(transparent)]
    Journal(#[from] OpenError),
    /// The accounts cannot be used.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// It cannot be encrypted.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// Everybody on a network could do everything.
    #[error(
        "{address} can be reached from a network, and the office is open to everybody: remove open = true"
    )]
    Open {
        /// The address.
        address: SocketAddr,
    },
    /// The address cannot be listened on.
    #[error("{address} cannot be listened on: another program has it, or it is not this machine's")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What failed.
        #[source]
        source: io::Error,
    },
}

/// A running office.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Whether it is encrypted there.
    pub encrypted: bool,
    /// Where commands go.
    pub handle: Handle,
    /// The office as committed.
    pub replica: Replica,
    /// The devices.
    pub registry: Registry,
    /// Makes the first account, while there is none.
    pub setup_code: Option<String>,
    edges: Tasks,
    core: Tasks,
}

impl Running {
    /// Stops taking requests and presses, then commits what was accepted, and closes the journal.
    pub async fn stop(self) {
        self.edges.end().await;
        self.core.end().await;
    }
}

/// Starts an office.
///
/// # Errors
/// [`StartError`]: nothing runs then.
pub async fn start(setup: Setup, clock: SharedClock) -> Result<Running, StartError> {
    let listener = listen(setup.listen).await?;
    start_on(listener, setup, clock).await
}

/// As [`start`], on a listener that is open already.
///
/// # Errors
/// As [`start`].
pub async fn start_on(
    listener: TcpListener,
    setup: Setup,
    clock: SharedClock,
) -> Result<Running, StartError> {
    let directory = |source| StartError::Directory { path: setup.dir.clone(), source };
    DirBuilder::new().recursive(true).mode(0o700).create(&setup.dir).map_err(directory)?;
    let tokens = Arc::new(Tokens::open(&setup.dir).map_err(directory)?);
    let address =
        listener.local_addr().map_err(|source| StartError::Listen { address: setup.listen, source })?;

    if setup.open && !address.ip().is_loopback() {
        return Err(StartError::Open { address });
    }
    let tls = setup.encryption.identity(&setup.dir, &setup.config.id, address).map(Tls::open).transpose()?;
    let (journal, loaded) = Journal::open(&setup.dir).await?;
    let (access, setup_code) = match setup.open {
        true => (Access::open_to_all(Arc::clone(&clock)), None),
        false => Access::open(&setup.dir, Arc::clone(&clock)).await?,
    };
    let reader = Reader::open(&setup.dir).await?;
    let key = Arc::new(OfficeKey::open(&setup.dir).map_err(directory)?);
    tracing::info!(
        message_id = messages::STARTED,
        seq = loaded.state.seq,
        replayed = loaded.replayed,
        "the journal is open"
    );
    let core = Tasks::default();
    let parts = Parts::begin(&setup, (journal, loaded), reader, tokens, &clock, &core).await;
    let devices = parts.devices(&setup);
    parts.outward(&setup);
    let encrypted = tls.is_some();
    parts.serve(setup, devices, Identity { access, key, tls }, listener);
    let Parts { handle, replica, registry, edges, .. } = parts;
    Ok(Running { address, encrypted, handle, replica, registry, setup_code, edges, core })
}

/// Opens the port the office will be served on.
///
/// # Errors
/// [`StartError::Listen`].
pub async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|source| StartError::Listen { address, source })
}
