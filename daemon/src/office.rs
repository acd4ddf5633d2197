//! Puts an office together: journal, dispatcher, readers, devices, HTTP; and takes it apart again.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use display::ticket::Template;
use queue::id::DeviceId;
use queue::time::Timestamp;
use queue::{Office, OfficeConfig};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::access::{Access, AccessError};
use crate::alert::Alerting;
use crate::calendar::OfficeCalendar;
use crate::calendar::zone::ZoneError;
use crate::camera::Cameras;
use crate::clock::SharedClock;
use crate::config::{self, Config, PrinterLink, Protocol};
use crate::device::boards::Foreign;
use crate::device::bridge::Bridges;
use crate::device::button::{self, Hearing};
use crate::device::line::{Line, Link, Ports};
use crate::device::log::{DeviceLog, EVENTS_BEHIND};
use crate::device::spooler::{Printer, Spooler};
use crate::device::trial::Trials;
use crate::dispatcher::{Dispatcher, Handle};
use crate::evidence::{OfficeKey, Retention, Signer};
use crate::feed::Feed;
use crate::figures::{Archive, Keeper};
use crate::forecast::{Forecaster, Waits};
use crate::guard::ClockGuard;
use crate::http;
use crate::http::live::{Sources, Views};
use crate::http::privacy::Kept;
use crate::http::serve::Door;
use crate::messages;
use crate::mqtt::Broker;
use crate::opening::{self, Days};
use crate::printer::profile::{Profile, ProfileError};
use crate::registry::Registry;
use crate::replica::Replica;
use crate::report::webhook::Teller;
use crate::report::{Origin, Present, Reporter};
use crate::store::{Journal, OpenError, Reader};
use crate::tls::{Encryption, Tls, TlsError};
use crate::token::Tokens;
use crate::view::Texts;
use crate::voice::announcer;

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
    /// Programs that are told what happens.
    pub webhooks: Vec<config::Listener>,
    /// Words of the office that are no rules.
    pub texts: Texts,
    /// How calls are announced, if they are.
    pub voice: Option<config::Voice>,
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
            webhooks: config.webhooks,
            texts: Texts {
                park_reasons: crate::lists::park_reasons(),
                receipt_outcomes: crate::lists::receipt_outcomes(),
                notices: config.notices.iter().map(crate::view::names).collect(),
                board_letters: config.privacy.board_services == config::BoardServices::Letters,
            },
            voice: config.voice,
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
    edges: CancellationToken,
    core: CancellationToken,
    edge_tasks: TaskTracker,
    core_tasks: TaskTracker,
}

impl Running {
    /// Stops taking requests and presses, then commits what was accepted, and closes the journal.
    pub async fn stop(self) {
        self.edges.cancel();
        self.edge_tasks.close();
        self.edge_tasks.wait().await;
        self.core.cancel();
        self.core_tasks.close();
        self.core_tasks.wait().await;
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
    std::fs::create_dir_all(&setup.dir).map_err(directory)?;
    let tokens = Arc::new(Tokens::open(&setup.dir).map_err(directory)?);
    let address =
        listener.local_addr().map_err(|source| StartError::Listen { address: setup.listen, source })?;

    if setup.open && !address.ip().is_loopback() {
        return Err(StartError::Open { address });
    }
    let tls = setup.encryption.identity(&setup.dir, &setup.config.id, address).map(Tls::open).transpose()?;
    let (journal, loaded) = Journal::open(&setup.dir).await?;
    let (epoch, head) = (loaded.epoch.clone(), loaded.state.seq);
    let origin = Origin {
        office: setup.config.id.clone(),
        epoch: loaded.epoch.clone(),
        parent: loaded.parent.clone(),
    };
    let (access, setup_code) = match setup.open {
        true => (Access::open_to_all(Arc::clone(&clock)), None),
        false => Access::open(&setup.dir, Arc::clone(&clock)).await?,
    };
    let reader = Reader::open(&setup.dir).await?;
    let key = Arc::new(OfficeKey::open(&setup.dir).map_err(directory)?);
    let audited = reader.clone();
    let (signing, signing_epoch) = (reader.clone(), loaded.epoch.clone());
    tracing::info!(
        message_id = messages::STARTED,
        seq = loaded.state.seq,
        replayed = loaded.replayed,
        "the journal is open"
    );
    let (edges, core) = (CancellationToken::new(), CancellationToken::new());
    let (edge_tasks, core_tasks) = (TaskTracker::new(), TaskTracker::new());
    let last_at = match reader.events(loaded.state.seq.saturating_sub(1), 1).await {
        Ok(events) => events.last().map(|r| r.at),
        Err(error) => {
            tracing::warn!(error = %error, "the last event cannot be read to check the clock against");
            None
        }
    };
    let feed = Feed::new(reader.clone());
    let replica = Replica::new(Office { config: Arc::clone(&setup.config), state: loaded.state.clone() });
    let guard = ClockGuard::new(Arc::clone(&clock), last_at);
    let subscription = feed.subscribe(loaded.state.seq);
    let waits = Waits::default();
    let forecaster = Forecaster {
        dir: setup.dir.clone(),
        office: Office { config: Arc::clone(&setup.config), state: loaded.state.clone() },
        reader: reader.clone(),
        feed: feed.clone(),
        clock: Arc::clone(&clock),
        waits: waits.clone(),
    };
    edge_tasks.spawn(forecaster.run(edges.clone()));
    let log = DeviceLog::default();
    let lately = feed.subscribe(loaded.state.seq.saturating_sub(EVENTS_BEHIND));
    edge_tasks.spawn(log.clone().run(lately, replica.clone(), edges.clone()));
    let archive = Archive::default();
    let keeper = Keeper {
        dir: setup.dir.clone(),
        config: Arc::clone(&setup.config),
        calendar: Arc::clone(&setup.calendar),
        feed: feed.clone(),
        seq: loaded.state.seq,
        clock: Arc::clone(&clock),
        waits: waits.clone(),
        archive: archive.clone(),
    };
    edge_tasks.spawn(keeper.run(edges.clone()));
    let past = http::what_if::Past::new(reader.clone(), Arc::clone(&setup.calendar));
    let (dispatcher, handle) = Dispatcher::new(
        (journal, loaded),
        reader.clone(),
        setup.dir.clone(),
        Arc::clone(&setup.config),
        Arc::clone(&clock),
        feed.clone(),
        guard.clone(),
    );
    core_tasks.spawn(dispatcher.run(core.clone()));
    core_tasks.spawn(replica.clone().run(subscription, core.clone()));

    let (registry, historian) = Registry::new(Arc::clone(&clock));
    core_tasks.spawn(historian.run(handle.clone(), core.clone()));
    if replica.read().state.config_hash.as_ref() != Some(&setup.hash) {
        opening::remember_config(&handle, &setup.hash).await;
    }
    edge_tasks.spawn(opening::keep_calendar(Days {
        calendar: Arc::clone(&setup.calendar),
        handle: handle.clone(),
        replica: replica.clone(),
        registry: registry.clone(),
        clock: Arc::clone(&clock),
        guard,
        stop: edges.clone(),
    }));

    let mqtt = setup.mqtt.as_ref().map(|mqtt| {
        let (client, broker) = Broker::new(mqtt, &setup.config.id, registry.clone());
        edge_tasks.spawn(broker.run(edges.clone()));
        client
    });
    let ports = Ports {
        handle: handle.clone(),
        replica: replica.clone(),
        registry: registry.clone(),
        clock: Arc::clone(&clock),
        mqtt,
    };
    let bridges = ports.mqtt.clone().map(|client| {
        let (bridges, router) = Bridges::new(client, &setup.config.id, registry.clone(), &setup.lines);
        edge_tasks.spawn(router.run(edges.clone()));
        bridges
    });
    for line in setup.lines {
        line.register(&registry);
        edge_tasks.spawn(line.run(ports.clone(), bridges.clone(), edges.clone()));
    }
    button::register(&setup.buttons, &registry);
    let hearing = Hearing::new(&setup.buttons, ports.clone(), &edge_tasks, &edges);
    button::start(&setup.buttons, &hearing);
    for line in setup.foreign {
        line.register(&registry);
        edge_tasks.spawn(line.run(hearing.clone(), edges.clone()));
    }
    let cameras = Cameras::new(&setup.cameras, &setup.dir);
    cameras.register(&registry);
    for camera in cameras.iter() {
        let watch =
            Arc::clone(camera).watch(cameras.clone(), registry.clone(), Arc::clone(&clock), edges.clone());
        edge_tasks.spawn(watch);
    }
    let prints = !setup.printers.is_empty();
    let public_url: Option<Arc<str>> = setup.public_url.map(|u| Arc::from(u.trim_end_matches('/')));
    let trials = Trials::default();
    if prints {
        let spooler = Spooler {
            ports: ports.clone(),
            tokens: Arc::clone(&tokens),
            public_url: public_url.clone(),
            dir: setup.dir.clone(),
            calendar: Arc::clone(&setup.calendar),
            waits: waits.clone(),
            template: setup.template.clone(),
            receipt_template: setup.receipt_template,
            trials: trials.clone(),
        };
        edge_tasks.spawn(spooler.run(setup.printers, edges.clone()));
    }
    let mut acknowledged = None;
    if let Some(portal) = &setup.portal {
        let reporter = Reporter::new(portal, origin, reader, registry.clone(), &clock);
        acknowledged = Some(reporter.acknowledged());
        let present = Present {
            replica: replica.clone(),
            registry: registry.clone(),
            waits: waits.clone(),
            calendar: Arc::clone(&setup.calendar),
            hash: setup.hash.clone(),
        };
        edge_tasks.spawn(reporter.with_present(present).run(replica.changes(), edges.clone()));
    }
    if setup.kept.privacy.keep_months > 0 {
        let retention = Retention {
            months: setup.kept.privacy.keep_months,
            dir: setup.dir.clone(),
            reader: audited.clone(),
            handle: handle.clone(),
            replica: replica.clone(),
            clock: Arc::clone(&clock),
            calendar: Arc::clone(&setup.calendar),
            acknowledged,
        };
        edge_tasks.spawn(retention.run(edges.clone()));
    }
    for webhook in setup.webhooks {
        let teller = Teller {
            config: webhook,
            office: setup.config.id.clone(),
            epoch: epoch.clone(),
            head,
            dir: setup.dir.clone(),
            feed: feed.clone(),
            registry: registry.clone(),
            clock: Arc::clone(&clock),
        };
        edge_tasks.spawn(teller.run(edges.clone()));
    }
    let around = announcer::Surroundings {
        replica: replica.clone(),
        registry: registry.clone(),
        clock: Arc::clone(&clock),
        calendar: Arc::clone(&setup.calendar),
    };
    let voice = announcer::start(setup.voice, around, &edge_tasks, &edges);
    let outcomes = setup.texts.receipt_outcomes.clone().into();
    let alerting = Alerting {
        config: setup.alerts,
        mail: setup.mail.clone(),
        office: (setup.config.id.clone(), setup.config.names.clone()),
        registry: registry.clone(),
        clock: Arc::clone(&clock),
        utc_offset_ms: setup.calendar.utc_offset_ms(clock.now()),
    };
    alerting.start(&edge_tasks, &edges);
    let sources = Sources {
        replica: replica.clone(),
        waits: waits.clone(),
        archive: archive.clone(),
        registry: registry.clone(),
        clock: Arc::clone(&clock),
        texts: setup.texts,
        calendar: Arc::clone(&setup.calendar),
        voice: voice.clone(),
    };
    let views = Views::new(sources, edges.clone());
    edge_tasks.spawn(views.clone().run());
    edge_tasks.spawn(access.clone().run(handle.clone(), edges.clone()));
    let signer = Signer {
        key: Arc::clone(&key),
        reader: signing,
        epoch: signing_epoch,
        handle: handle.clone(),
        replica: replica.clone(),
    };
    edge_tasks.spawn(signer.run(edges.clone()));
    let context = http::Context {
        access,
        tls: tls.clone(),
        handle: handle.clone(),
        replica: replica.clone(),
        clock: Arc::clone(&clock),
        registry: registry.clone(),
        cameras,
        log,
        trials,
        template: setup.template,
        tokens,
        voice,
        views,
        archive,
        past,
        clerks: setup.figures.clerks,
        waits,
        dir: setup.dir,
        started: clock.now(),
        reader: audited,
        kept: setup.kept,
        public_url,
        prints,
        calendar: setup.calendar,
        limits: Arc::default(),
        outcomes,
        feedback: setup.feedback,
    };
    if let Some(tls) = &tls {
        edge_tasks.spawn(tls.clone().run(edges.clone()));
    }
    let encrypted = tls.is_some();
    let proxy = setup.encryption.proxy;
    let door = Door { listener, tls: tls.as_ref().map(Tls::acceptor), proxy };
    edge_tasks.spawn(http::serve::run(door, http::router(context), edges.clone()));
    Ok(Running {
        address,
        encrypted,
        handle,
        replica,
        registry,
        setup_code,
        edges,
        core,
        edge_tasks,
        core_tasks,
    })
}

/// Opens the port the office will be served on.
///
/// # Errors
/// [`StartError::Listen`].
pub async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|source| StartError::Listen { address, source })
}
