//! Server-sent events: each stream carries one view, whole, whenever it changed.
//!
//! A view is rendered once and shared by all who look at it. A slow reader misses versions, never grows a
//! buffer: it gets the newest when it is ready. The event id is the journal's sequence number, so a page that
//! comes back can tell what it has seen; it is always given a fresh view.

#![allow(unused_qualifications, reason = "utoipa qualifies the type of params(…) itself")]

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Extension, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use queue::id::{CounterId, DeviceId, TicketId};
use queue::time::Timestamp;
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Instant, Sleep};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

use super::Context;
use super::extract::Machine;
use super::problem::Problem;
use crate::access::Principal;
use crate::calendar::OfficeCalendar;
use crate::clock::SharedClock;
use crate::figures::Archive;
use crate::forecast::{Said, Waits};
use crate::registry::Registry;
use crate::replica::Replica;
use crate::view::{self, Moment, Texts, TicketView, Zones};
use crate::voice::Voice;

/// How often a stream says that it is alive; pages call it stale after 25 s of silence.
const PING: Duration = Duration::from_secs(10);
/// How long each who looks has for a view before another follows that tells of waits alone: a thousand boards take longer to
/// be sent a call than the waits to be worked out that follow from it, and the last of them would have the call later.
const PACE: Duration = Duration::from_micros(100);
/// How often views are looked at though nothing happened: opening hours pass by themselves.
const TICK: Duration = Duration::from_secs(1);
/// Most streams at once; further ones are told to come again later. Connections have room for more, so that
/// phones left open in pockets never keep a kiosk or a clerk out.
pub const STREAMS_MAX: usize = 1_100;
/// Most of them for the links on tickets, which anybody may open as often as they like: the rest is for boards, kiosks
/// and people with an account alone.
const LINKS_MAX: usize = 1_000;
/// When the kiosk goes back to its first screen.
const KIOSK_RESET_MS: i64 = 30_000;

/// One of the shared views.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// A waiting room's board; which, where its zone has one of its own.
    Board(Option<DeviceId>),
    /// A kiosk; which, where its zone or its printer is its own.
    Kiosk(Option<DeviceId>),
    /// A clerk's page.
    Counter(CounterId),
    /// The tablet before a counter.
    Tablet(CounterId),
    /// The technician's page.
    Devices,
    /// The manager's page.
    Dashboard,
}

/// A view as sent: the event's bytes, and the part that decides whether it changed.
#[derive(Clone, Default, PartialEq)]
struct Rendered {
    bytes: Bytes,
    /// Everything but sequence number and clock.
    content: Arc<str>,
}

/// The shared views and everything they are made of.
#[derive(Clone)]
pub struct Views(Arc<Inner>);

struct Inner {
    replica: Replica,
    waits: Waits,
    archive: Archive,
    registry: Registry,
    clock: SharedClock,
    texts: Texts,
    calendar: Arc<OfficeCalendar>,
    voice: Voice,
    zones: Zones,
    channels: Mutex<BTreeMap<Kind, watch::Sender<Rendered>>>,
    /// Held while a view is made and handed out, so that an older one never replaces a newer one.
    rendering: Mutex<()>,
    streams: Arc<Semaphore>,
    links: Arc<Semaphore>,
    stop: CancellationToken,
}

/// What views are made of.
pub struct Sources {
    /// The office as committed.
    pub replica: Replica,
    /// How long people will wait.
    pub waits: Waits,
    /// The figures.
    pub archive: Archive,
    /// The devices.
    pub registry: Registry,
    /// The time.
    pub clock: SharedClock,
    /// Words of the office that are no rules.
    pub texts: Texts,
    /// The office's local time.
    pub calendar: Arc<OfficeCalendar>,
    /// What is announced.
    pub voice: Voice,
    /// The parts of the building.
    pub zones: Zones,
}

impl Views {
    /// Returns the views of an office.
    #[must_use]
    pub fn new(sources: Sources, stop: CancellationToken) -> Self {
        let Sources { replica, waits, archive, registry, clock, texts, calendar, voice, zones } = sources;
        Self(Arc::new(Inner {
            replica,
            waits,
            archive,
            registry,
            clock,
            texts,
            calendar,
            voice,
            zones,
            channels: Mutex::default(),
            rendering: Mutex::default(),
            streams: Arc::new(Semaphore::new(STREAMS_MAX)),
            links: Arc::new(Semaphore::new(LINKS_MAX)),
            stop,
        }))
    }

    /// Renders whatever somebody looks at whenever the office or a device changes.
    pub async fn run(self) {
        let mut office = self.0.replica.changes();
        let mut devices = self.0.registry.changes();
        let mut waits = self.0.waits.changes();
        let mut voice = self.0.voice.changes();
        let mut figures = self.0.archive.changes();
        let mut sent = Instant::now();
        loop {
            let waits_changed = async {
                tokio::time::sleep_until(sent).await;
                waits.changed().await
            };
            tokio::select! {
                changed = office.changed() => if changed.is_err() { return },
                changed = devices.changed() => if changed.is_err() { return },
                changed = waits_changed => if changed.is_err() { return },
                changed = voice.changed() => if changed.is_err() { return },
                changed = figures.changed() => if changed.is_err() { return },
                () = tokio::time::sleep(TICK) => (),
                () = self.0.stop.cancelled() => return,
            }
            let looking = self.render_all();
            sent = Instant::now() + PACE * u32::try_from(looking).unwrap_or(u32::MAX);
        }
    }

    /// Renders all that somebody looks at; returns how many look.
    fn render_all(&self) -> usize {
        let mut channels = self.0.channels.lock().unwrap_or_else(PoisonError::into_inner);
        channels.retain(|_, tx| tx.receiver_count() > 0);
        let kinds: Vec<(Kind, watch::Sender<Rendered>)> =
            channels.iter().map(|(k, tx)| (k.clone(), tx.clone())).collect();
        drop(channels);
        for (kind, tx) in &kinds {
            self.render_into(kind, tx);
        }
        kinds.iter().map(|(_, tx)| tx.receiver_count()).sum()
    }

    fn render_into(&self, kind: &Kind, tx: &watch::Sender<Rendered>) {
        let _turn = self.0.rendering.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rendered) = self.render(kind) {
            replace_if_changed(tx, rendered);
        }
    }

    fn render(&self, kind: &Kind) -> Option<Rendered> {
        let moment = self.moment();
        let said = self.0.waits.now();
        // The office is let go before anything is written out: it must not wait for text.
        match kind {
            Kind::Board(board) => {
                let zone = board.as_ref().and_then(|board| self.0.zones.of_board(board));
                let mut view = view::board(&self.0.replica.read(), zone, &self.0.texts.notices, moment);
                said.on_board(&mut view);
                view.announcements = Zones::said_here(&view, self.0.voice.announcements());
                if self.0.texts.board_letters {
                    view.name_services_by_letter();
                }
                rendered("board", view.seq, &view)
            }
            Kind::Kiosk(kiosk) => {
                let printers = self.0.zones.printers_of(kiosk.as_ref());
                let printers = self.0.registry.printers_among(Some(&printers));
                let zone = kiosk.as_ref().and_then(|kiosk| self.0.zones.of_kiosk(kiosk));
                let mut view = view::kiosk(&self.0.replica.read(), zone, printers, KIOSK_RESET_MS, moment);
                said.on_kiosk(&mut view);
                rendered("kiosk", view.seq, &view)
            }
            Kind::Counter(id) => {
                let devices = self.0.registry.of_counter(id);
                let texts = &self.0.texts;
                let mut view = view::counter(&self.0.replica.read(), id, texts, devices, moment)?;
                said.on_counter(&mut view);
                rendered("counter", view.seq, &view)
            }
            Kind::Tablet(id) => {
                let view = view::tablet(&self.0.replica.read(), id, &self.0.texts.feedback, moment)?;
                rendered("tablet", view.seq, &view)
            }
            Kind::Devices => {
                let view = self.0.registry.view(&self.0.replica.read(), moment);
                rendered("devices", view.seq, &view)
            }
            Kind::Dashboard => {
                let (today, devices) = (self.0.archive.today(), self.0.registry.list());
                let view = view::dashboard(&self.0.replica.read(), &said, &today, devices, moment);
                rendered("dashboard", view.seq, &view)
            }
        }
    }

    /// Returns what is said of waits now.
    #[must_use]
    pub fn said(&self) -> Arc<Said> {
        self.0.waits.now()
    }

    /// Returns the present moment as views need it.
    #[must_use]
    pub fn moment(&self) -> Moment {
        let now = self.0.clock.now();
        Moment { now, utc_offset_ms: self.0.calendar.utc_offset_ms(now) }
    }

    /// Returns a view as it is now, and a receiver of everything after it.
    fn subscribe(&self, kind: Kind) -> Option<(Bytes, watch::Receiver<Rendered>)> {
        let _turn = self.0.rendering.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = self.render(&kind)?;
        // Not what is in the channel: that may be hours old and would tell the page a wrong time.
        let bytes = fresh.bytes.clone();
        let mut channels = self.0.channels.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = channels.entry(kind).or_insert_with(|| watch::Sender::new(Rendered::default()));
        replace_if_changed(tx, fresh);
        Some((bytes, tx.subscribe()))
    }

    fn shared(&self, kind: Kind) -> Result<Option<Response>, Problem> {
        let permits = vec![permit(&self.0.streams)?];
        let Some((first, rx)) = self.subscribe(kind) else { return Ok(None) };
        Ok(Some(self.respond(Source::Shared { first: Some(first), rx }, permits)))
    }

    fn respond(&self, source: Source, permits: Vec<OwnedSemaphorePermit>) -> Response {
        let ping = Box::pin(tokio::time::sleep(PING));
        let stop = Box::pin(self.0.stop.clone().cancelled_owned());
        response(Stream { source, views: self.clone(), ping, stop, ended: false, _permits: permits })
    }
}

fn permit(of: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Problem> {
    let full = |_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "too many pages are open");
    Arc::clone(of).try_acquire_owned().map_err(full)
}

fn replace_if_changed(tx: &watch::Sender<Rendered>, rendered: Rendered) {
    tx.send_if_modified(|old| {
        let changed = old.content != rendered.content;
        if changed {
            *old = rendered;
        }
        changed
    });
}

fn rendered(name: &str, seq: u64, view: &impl Serialize) -> Option<Rendered> {
    let json = match serde_json::to_string(view) {
        Ok(json) => json,
        Err(error) => {
            tracing::error!(error = %error, view = name, "a view cannot be written");
            return None;
        }
    };
    // Every view starts with its sequence number and the clock; what follows decides whether it changed.
    let content = json.find("\"office\"").map_or(json.as_str(), |at| &json[at..]);
    let content = Arc::from(content);
    let bytes = format!("event: {name}\nid: {seq}\ndata: {json}\n\n").into();
    Some(Rendered { bytes, content })
}

enum Source {
    Shared {
        first: Option<Bytes>,
        rx: watch::Receiver<Rendered>,
    },
    Ticket {
        changes: watch::Receiver<u64>,
        waits: watch::Receiver<Arc<Said>>,
        ticket: TicketId,
        /// What an appointment checks in with.
        code: String,
        last: Arc<str>,
    },
}

struct Stream {
    source: Source,
    views: Views,
    /// When it says next that it lives. This and the next one live as long as the stream: made anew for each event, a thousand
    /// boards would enter and leave the same two lists each time.
    ping: Pin<Box<Sleep>>,
    /// The daemon's end.
    stop: Pin<Box<WaitForCancellationFutureOwned>>,
    ended: bool,
    _permits: Vec<OwnedSemaphorePermit>,
}

impl Stream {
    async fn next(&mut self) -> Option<Bytes> {
        if self.ended {
            return None;
        }
        if let Source::Shared { first, .. } = &mut self.source
            && let Some(first) = first.take()
        {
            return Some(first);
        }
        self.ping.as_mut().reset(Instant::now() + PING);
        loop {
            let changed = async {
                match &mut self.source {
                    Source::Shared { rx, .. } => rx.changed().await.is_ok(),
                    Source::Ticket { changes, waits, .. } => tokio::select! {
                        changed = changes.changed() => changed.is_ok(),
                        changed = waits.changed() => changed.is_ok(),
                    },
                }
            };
            tokio::select! {
                biased;
                () = &mut self.stop => return self.bye(),
                alive = changed => if !alive { return self.bye() },
                () = &mut self.ping => return Some(self.alive()),
            }
            if let Some(bytes) = self.take() {
                return Some(bytes);
            }
        }
    }

    /// Says that the stream lives, unless what it is about is over.
    fn alive(&mut self) -> Bytes {
        let now = self.views.0.clock.now();
        if let Source::Ticket { ticket, .. } = &self.source
            && super::phone::is_over(&self.views.0.replica.read(), *ticket, now)
        {
            self.ended = true;
            return Bytes::from_static(BYE);
        }
        alive(now)
    }

    /// Returns the newest version, if it differs from what was sent.
    fn take(&mut self) -> Option<Bytes> {
        match &mut self.source {
            Source::Shared { rx, .. } => Some(rx.borrow_and_update().bytes.clone()),
            Source::Ticket { changes, waits, ticket, code, last } => {
                changes.mark_unchanged();
                waits.mark_unchanged();
                let moment = self.views.moment();
                let view = {
                    let office = self.views.0.replica.read();
                    let lives = !super::phone::is_over(&office, *ticket, moment.now);
                    view::ticket(&office, *ticket, code, moment).filter(|_| lives).map(|view| TicketView {
                        feedback: view::asked(&self.views.0.texts.feedback, &office, *ticket),
                        ..view
                    })
                };
                let Some(mut view) = view else { return self.bye() };
                self.views.0.waits.now().on_ticket(*ticket, &mut view);
                let new = rendered("ticket", view.seq, &view)?;
                if new.content == *last {
                    return None;
                }
                *last = new.content;
                Some(new.bytes)
            }
        }
    }

    fn bye(&mut self) -> Option<Bytes> {
        self.ended = true;
        Some(Bytes::from_static(BYE))
    }
}

/// The end of a stream: come again.
const BYE: &[u8] = b"event: bye\nretry: 1000\ndata: {}\n\n";

fn alive(now: Timestamp) -> Bytes {
    format!("event: ping\ndata: {{\"server_time\":\"{now}\"}}\n\n").into()
}

fn response(stream: Stream) -> Response {
    let events = futures_util::stream::unfold(stream, |mut stream| async move {
        stream.next().await.map(|bytes| (Ok::<_, Infallible>(bytes), stream))
    });
    let headers = [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")];
    (headers, Body::from_stream(events)).into_response()
}

/// Streams what a board shows: of its zone, or of the whole office.
#[utoipa::path(get, path = "/live/board", params(Machine),
    responses((status = 200, body = view::BoardView, content_type = "text/event-stream")))]
pub(super) async fn board(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Query(machine): Query<Machine>,
) -> Result<Response, Problem> {
    // Only those the office's file names, so that there are only so many views.
    let board = machine.who(&principal).filter(|id| context.views.0.zones.of_board(id).is_some());
    context.views.shared(Kind::Board(board))?.ok_or_else(|| Problem::unknown("view", "board"))
}

/// Streams what a kiosk shows: of its zone, or of the whole office.
#[utoipa::path(get, path = "/live/kiosk", params(Machine),
    responses((status = 200, body = view::KioskView, content_type = "text/event-stream")))]
pub(super) async fn kiosk(
    State(context): State<Context>,
    Extension(principal): Extension<Principal>,
    Query(machine): Query<Machine>,
) -> Result<Response, Problem> {
    let kiosk = machine.who(&principal).filter(|id| context.views.0.zones.knows_kiosk(id));
    context.views.shared(Kind::Kiosk(kiosk))?.ok_or_else(|| Problem::unknown("view", "kiosk"))
}

/// Streams what a clerk's page shows.
#[utoipa::path(get, path = "/live/counter/{id}", params(("id" = String, Path)),
    responses((status = 200, body = view::CounterView, content_type = "text/event-stream"),
              (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn counter(
    State(context): State<Context>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let counter = CounterId::new(&id).map_err(|_| Problem::unknown("counter", &id))?;
    context.views.shared(Kind::Counter(counter))?.ok_or_else(|| Problem::unknown("counter", &id))
}

/// Streams what the technician's page shows.
#[utoipa::path(get, path = "/live/devices",
    responses((status = 200, body = crate::registry::DevicesView, content_type = "text/event-stream")))]
pub(super) async fn devices(State(context): State<Context>) -> Result<Response, Problem> {
    context.views.shared(Kind::Devices)?.ok_or_else(|| Problem::unknown("view", "devices"))
}

/// Streams what the manager's page shows of the present.
#[utoipa::path(get, path = "/live/dashboard",
    responses((status = 200, body = view::DashboardView, content_type = "text/event-stream")))]
pub(super) async fn dashboard(State(context): State<Context>) -> Result<Response, Problem> {
    context.views.shared(Kind::Dashboard)?.ok_or_else(|| Problem::unknown("view", "dashboard"))
}

/// Streams what the citizen's phone shows of one ticket.
#[utoipa::path(get, path = "/live/ticket/{token}", params(("token" = String, Path)),
    responses((status = 200, body = view::TicketView, content_type = "text/event-stream"),
              (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn ticket(
    State(context): State<Context>,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let permits = vec![permit(&context.views.0.links)?, permit(&context.views.0.streams)?];
    let ticket = super::phone::find(&context, &token)?;
    let code = context.tokens.code(ticket);
    let mut changes = context.replica.changes();
    changes.mark_changed();
    let waits = context.views.0.waits.changes();
    let source = Source::Ticket { changes, waits, ticket, code, last: Arc::from("") };
    Ok(context.views.respond(source, permits))
}

/// Streams what the tablet before a counter shows: whom it asks how it was, if anybody.
#[utoipa::path(get, path = "/live/tablet/{id}", params(("id" = String, Path)),
    responses((status = 200, body = view::TabletView, content_type = "text/event-stream"),
              (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn tablet(
    State(context): State<Context>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let counter = CounterId::new(&id).map_err(|_| Problem::unknown("counter", &id))?;
    context.views.shared(Kind::Tablet(counter))?.ok_or_else(|| Problem::unknown("counter", &id))
}
