//! The parts of a running office, put together one after the other: the core, who reads along, devices, what others are
//! told, the pages.

use std::path::PathBuf;
use std::sync::Arc;

use queue::time::Timestamp;
use queue::{Office, OfficeConfig};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::Setup;
use crate::access::Access;
use crate::alert::Alerting;
use crate::calendar::OfficeCalendar;
use crate::camera::Cameras;
use crate::clock::SharedClock;
use crate::device::bridge::Bridges;
use crate::device::button::{self, Hearing};
use crate::device::line::Ports;
use crate::device::log::{DeviceLog, EVENTS_BEHIND};
use crate::device::spooler::Spooler;
use crate::device::trial::Trials;
use crate::dispatcher::{Dispatcher, Handle, Readers};
use crate::evidence::{OfficeKey, Retention, Signer};
use crate::feed::Feed;
use crate::figures::{Archive, Keeper};
use crate::forecast::{Forecaster, Waits};
use crate::guard::ClockGuard;
use crate::http;
use crate::http::live::{Sources, Views};
use crate::http::serve::Door;
use crate::http::what_if::Past;
use crate::monthly::schedule::Monthly;
use crate::mqtt::Broker;
use crate::opening::{self, Days};
use crate::registry::Registry;
use crate::replica::Replica;
use crate::report::webhook::Teller;
use crate::report::{Origin, Present, Reporter};
use crate::store::{Journal, Loaded, Reader};
use crate::tls::Tls;
use crate::token::Tokens;
use crate::voice::announcer;

/// Tasks, and what tells them to stop.
#[derive(Clone, Default)]
pub(super) struct Tasks {
    pub(super) tracker: TaskTracker,
    pub(super) stop: CancellationToken,
}

impl Tasks {
    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.tracker.spawn(task);
    }

    /// Tells them to stop, and waits until all have.
    pub(super) async fn end(self) {
        self.stop.cancel();
        self.tracker.close();
        self.tracker.wait().await;
    }
}

/// What the parts of a running office share.
pub(super) struct Parts {
    pub(super) handle: Handle,
    pub(super) replica: Replica,
    pub(super) registry: Registry,
    /// Tasks that are told to stop before the core is.
    pub(super) edges: Tasks,
    config: Arc<OfficeConfig>,
    calendar: Arc<OfficeCalendar>,
    dir: PathBuf,
    clock: SharedClock,
    tokens: Arc<Tokens>,
    public_url: Option<Arc<str>>,
    origin: Origin,
    /// The journal's last event when it was opened.
    head: u64,
    reader: Reader,
    feed: Feed,
    waits: Waits,
    archive: Archive,
    log: DeviceLog,
}

/// What the pages ask of the devices.
pub(super) struct Devices {
    cameras: Cameras,
    trials: Trials,
}

/// What an office shows who it is with.
pub(super) struct Identity {
    pub(super) access: Access,
    pub(super) key: Arc<OfficeKey>,
    pub(super) tls: Option<Tls>,
}

impl Parts {
    /// Starts what writes the journal and keeps the office's state.
    pub(super) async fn begin(
        setup: &Setup,
        (journal, loaded): (Journal, Loaded),
        reader: Reader,
        tokens: Arc<Tokens>,
        clock: &SharedClock,
        core: &Tasks,
    ) -> Self {
        let head = loaded.state.seq;
        let origin = Origin {
            office: setup.config.id.clone(),
            epoch: loaded.epoch.clone(),
            parent: loaded.parent.clone(),
        };
        let office = Office { config: Arc::clone(&setup.config), state: loaded.state.clone() };
        let feed = Feed::new(reader.clone());
        let replica = Replica::new(office);
        let guard = ClockGuard::new(Arc::clone(clock), last_at(&reader, head).await);
        let (dispatcher, handle) = Dispatcher::new(
            (journal, loaded),
            reader.clone(),
            setup.dir.clone(),
            Arc::clone(&setup.config),
            Arc::clone(clock),
            Readers { replica: replica.clone(), feed: feed.clone() },
            guard.clone(),
        );
        core.spawn(dispatcher.run(core.stop.clone()));
        let (registry, historian) = Registry::new(Arc::clone(clock));
        core.spawn(historian.run(handle.clone(), core.stop.clone()));
        let url = setup.public_url.as_deref();
        let parts = Self {
            handle,
            replica,
            registry,
            edges: Tasks::default(),
            config: Arc::clone(&setup.config),
            calendar: Arc::clone(&setup.calendar),
            dir: setup.dir.clone(),
            clock: Arc::clone(clock),
            tokens,
            public_url: url.map(|url| Arc::from(url.trim_end_matches('/'))),
            origin,
            head,
            reader,
            feed,
            waits: Waits::default(),
            archive: Archive::default(),
            log: DeviceLog::default(),
        };
        parts.read_along();
        parts.open_days(&setup.hash, guard).await;
        parts
    }

    /// Starts who reads along from the office as it was opened: the forecaster, the devices' log, the figures' keeper.
    fn read_along(&self) {
        let forecaster = Forecaster {
            dir: self.dir.clone(),
            replica: self.replica.clone(),
            reader: self.reader.clone(),
            feed: self.feed.clone(),
            clock: Arc::clone(&self.clock),
            waits: self.waits.clone(),
        };
        self.edges.spawn(forecaster.run(self.edges.stop.clone()));
        let lately = self.feed.subscribe(self.head.saturating_sub(EVENTS_BEHIND));
        self.edges.spawn(self.log.clone().run(lately, self.replica.clone(), self.edges.stop.clone()));
        let keeper = Keeper {
            dir: self.dir.clone(),
            config: Arc::clone(&self.config),
            calendar: Arc::clone(&self.calendar),
            feed: self.feed.clone(),
            seq: self.head,
            clock: Arc::clone(&self.clock),
            waits: self.waits.clone(),
            archive: self.archive.clone(),
        };
        self.edges.spawn(keeper.run(self.edges.stop.clone()));
    }

    async fn open_days(&self, hash: &str, guard: ClockGuard) {
        let is_known = self.replica.read().state.config_hash.as_deref() == Some(hash);
        if !is_known {
            opening::remember_config(&self.handle, hash).await;
        }
        self.edges.spawn(opening::keep_calendar(Days {
            calendar: Arc::clone(&self.calendar),
            handle: self.handle.clone(),
            replica: self.replica.clone(),
            registry: self.registry.clone(),
            clock: Arc::clone(&self.clock),
            guard,
            stop: self.edges.stop.clone(),
        }));
    }

    /// Starts broker, lines, buttons, cameras and printers.
    pub(super) fn devices(&self, setup: &Setup) -> Devices {
        let (edges, registry, office) = (&self.edges, &self.registry, &self.config.id);
        let trials = Trials::default();
        let mqtt = setup.mqtt.as_ref().map(|mqtt| {
            let (client, broker) = Broker::new(mqtt, office, registry.clone());
            edges.spawn(broker.run(edges.stop.clone()));
            client
        });
        let bridges = mqtt.clone().map(|client| {
            let (bridges, router) = Bridges::new(client, office, registry.clone(), &setup.lines);
            edges.spawn(router.run(edges.stop.clone()));
            bridges
        });
        let ports = Ports {
            handle: self.handle.clone(),
            replica: self.replica.clone(),
            registry: registry.clone(),
            clock: Arc::clone(&self.clock),
            mqtt,
            trials: trials.clone(),
        };
        for line in setup.lines.clone() {
            line.register(registry);
            edges.spawn(line.run(ports.clone(), bridges.clone(), edges.stop.clone()));
        }
        button::register(&setup.buttons, registry);
        let hearing = Hearing::new(&setup.buttons, ports.clone(), &edges.tracker, &edges.stop);
        button::start(&setup.buttons, &hearing);
        for line in setup.foreign.clone() {
            line.register(registry);
            edges.spawn(line.run(hearing.clone(), edges.stop.clone()));
        }
        let cameras = self.cameras(setup);
        if !setup.printers.is_empty() {
            self.print(setup, ports);
        }
        Devices { cameras, trials }
    }

    fn print(&self, setup: &Setup, ports: Ports) {
        let spooler = Spooler {
            ports,
            tokens: Arc::clone(&self.tokens),
            public_url: self.public_url.clone(),
            dir: self.dir.clone(),
            calendar: Arc::clone(&self.calendar),
            waits: self.waits.clone(),
            template: setup.template.clone(),
            receipt_template: setup.receipt_template.clone(),
        };
        self.edges.spawn(spooler.run(setup.printers.clone(), self.edges.stop.clone()));
    }

    fn cameras(&self, setup: &Setup) -> Cameras {
        let cameras = Cameras::new(&setup.cameras, &self.dir);
        cameras.register(&self.registry);
        for camera in cameras.iter() {
            let (registry, clock) = (self.registry.clone(), Arc::clone(&self.clock));
            let watch = Arc::clone(camera).watch(cameras.clone(), registry, clock, self.edges.stop.clone());
            self.edges.spawn(watch);
        }
        cameras
    }

    /// Starts what tells others: the portal, programs, people in charge; and what lets go of the past once it was told.
    pub(super) fn outward(&self, setup: &Setup) {
        let acknowledged = setup.portal.as_ref().map(|portal| self.report(portal, &setup.hash));
        if setup.kept.privacy.keep_months > 0 {
            let retention = Retention {
                months: setup.kept.privacy.keep_months,
                dir: self.dir.clone(),
                reader: self.reader.clone(),
                handle: self.handle.clone(),
                replica: self.replica.clone(),
                clock: Arc::clone(&self.clock),
                calendar: Arc::clone(&self.calendar),
                acknowledged,
            };
            self.edges.spawn(retention.run(self.edges.stop.clone()));
        }
        if let Some(wishes) = setup.monthly.clone() {
            let monthly = Monthly {
                wishes,
                mail: setup.mail.clone(),
                config: Arc::clone(&self.config),
                calendar: Arc::clone(&self.calendar),
                archive: self.archive.clone(),
                clerks: (setup.figures.clerks, Arc::clone(&self.tokens)),
                data: self.dir.clone(),
                clock: Arc::clone(&self.clock),
            };
            self.edges.spawn(monthly.run(self.edges.stop.clone()));
        }
        for webhook in setup.webhooks.clone() {
            let teller = Teller {
                config: webhook,
                office: self.config.id.clone(),
                epoch: self.origin.epoch.clone(),
                head: self.head,
                dir: self.dir.clone(),
                feed: self.feed.clone(),
                registry: self.registry.clone(),
                clock: Arc::clone(&self.clock),
            };
            self.edges.spawn(teller.run(self.edges.stop.clone()));
        }
        let alerting = Alerting {
            config: setup.alerts.clone(),
            mail: setup.mail.clone(),
            office: (self.config.id.clone(), self.config.names.clone()),
            registry: self.registry.clone(),
            clock: Arc::clone(&self.clock),
            utc_offset_ms: self.calendar.utc_offset_ms(self.clock.now()),
        };
        alerting.start(&self.edges.tracker, &self.edges.stop);
    }

    /// Starts the reporter; returns up to which event the portal has everything.
    fn report(&self, portal: &crate::config::Portal, hash: &str) -> watch::Receiver<u64> {
        let (origin, registry) = (self.origin.clone(), self.registry.clone());
        let reporter = Reporter::new(portal, origin, self.reader.clone(), registry.clone(), &self.clock);
        let acknowledged = reporter.acknowledged();
        let present = Present {
            replica: self.replica.clone(),
            registry,
            archive: self.archive.clone(),
            waits: self.waits.clone(),
            calendar: Arc::clone(&self.calendar),
            hash: hash.to_owned(),
        };
        let changes = self.replica.changes();
        self.edges.spawn(reporter.with_present(present).run(changes, self.edges.stop.clone()));
        acknowledged
    }

    /// Starts pages and interface, and who speaks to people.
    pub(super) fn serve(&self, setup: Setup, devices: Devices, identity: Identity, listener: TcpListener) {
        let edges = &self.edges;
        let around = announcer::Surroundings {
            replica: self.replica.clone(),
            registry: self.registry.clone(),
            clock: Arc::clone(&self.clock),
            calendar: Arc::clone(&self.calendar),
            trials: devices.trials.clone(),
        };
        let voice = announcer::start(setup.voice.clone(), around, &edges.tracker, &edges.stop);
        let sources = Sources {
            replica: self.replica.clone(),
            waits: self.waits.clone(),
            archive: self.archive.clone(),
            registry: self.registry.clone(),
            clock: Arc::clone(&self.clock),
            texts: setup.texts.clone(),
            calendar: Arc::clone(&self.calendar),
            voice: voice.clone(),
            zones: setup.zones.clone(),
        };
        let views = Views::new(sources, edges.stop.clone());
        edges.spawn(views.clone().run());
        edges.spawn(identity.access.clone().run(self.handle.clone(), edges.stop.clone()));
        let signer = Signer {
            key: identity.key,
            reader: self.reader.clone(),
            epoch: self.origin.epoch.clone(),
            handle: self.handle.clone(),
            replica: self.replica.clone(),
        };
        edges.spawn(signer.run(edges.stop.clone()));
        if let Some(tls) = &identity.tls {
            edges.spawn(tls.clone().run(edges.stop.clone()));
        }
        let (proxy, acceptor) = (setup.encryption.proxy, identity.tls.as_ref().map(Tls::acceptor));
        let context = self.context(setup, devices, (identity.access, identity.tls), (voice, views));
        let door = Door { listener, tls: acceptor, proxy };
        edges.spawn(http::serve::run(door, http::router(context), edges.stop.clone()));
    }

    fn context(
        &self,
        setup: Setup,
        devices: Devices,
        (access, tls): (Access, Option<Tls>),
        (voice, views): (crate::voice::Voice, Views),
    ) -> http::Context {
        http::Context::new(http::Shared {
            access,
            tls,
            handle: self.handle.clone(),
            replica: self.replica.clone(),
            clock: Arc::clone(&self.clock),
            registry: self.registry.clone(),
            cameras: devices.cameras,
            log: self.log.clone(),
            trials: devices.trials,
            template: setup.template,
            tokens: Arc::clone(&self.tokens),
            voice,
            views,
            archive: self.archive.clone(),
            past: Past::new(self.reader.clone(), Arc::clone(&self.calendar)),
            clerks: setup.figures.clerks,
            waits: self.waits.clone(),
            dir: setup.dir,
            started: self.clock.now(),
            reader: self.reader.clone(),
            kept: setup.kept,
            public_url: self.public_url.clone(),
            prints: !setup.printers.is_empty(),
            calendar: setup.calendar,
            limits: Arc::default(),
            outcomes: setup.texts.receipt_outcomes.into(),
            feedback: setup.feedback,
        })
    }
}

/// When the last event was, to check the clock against.
async fn last_at(reader: &Reader, head: u64) -> Option<Timestamp> {
    match reader.events(head.saturating_sub(1), 1).await {
        Ok(events) => events.last().map(|r| r.at),
        Err(error) => {
            tracing::warn!(error = %error, "the last event cannot be read to check the clock against");
            None
        }
    }
}
