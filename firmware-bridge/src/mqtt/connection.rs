//! One connection to the broker, from its first byte to its end.
//!
//! Habits of the library (rumqttc 0.25) it lives with: after a failure it may drop what was not acknowledged, or
//! number packets twice, so client and event loop are made anew for each connection; publishing from the task that
//! polls can wait for ever, so only the calls that do not wait are used; it connects again at once after a failure, so
//! it is not polled after one; a SUBSCRIBE may take a number in use, so nothing is on its way then.

use std::sync::Arc;
use std::time::Duration;

use rumqttc::{
    AsyncClient, ConnectReturnCode, ConnectionError, Event, EventLoop, LastWill, MqttOptions, NetworkOptions,
    Outgoing, Packet, QoS, SubscribeFilter, SubscribeReasonCode,
};
use serde_json::{Map, Value};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use super::mailbox::Next;
use super::{HEARTBEAT, KEEP_ALIVE, Link, Options, PAYLOAD_MAX, Received, Shared, credential};

/// Requests the library may hold: more than the window and the subscriptions together.
const REQUESTS_MAX: usize = 32;
/// Events of the library that may wait; with more, it reads no further from the network.
const EVENTS_MAX: usize = 64;
/// Filters in one SUBSCRIBE.
const FILTERS_MAX: usize = 8;
/// Largest packet the library takes: what is larger than `RECEIVED_BYTES_MAX` is dropped here, and does not end the
/// connection, which would be made and ended again for ever if the message is a retained one.
const PACKET_MAX: usize = 1 << 20;
/// How long connecting may take, in seconds.
const CONNECT_S: u64 = 5;
/// How long what still waits at the end may take.
const FAREWELL: Duration = Duration::from_secs(1);

struct Connection<'a> {
    shared: &'a Arc<Shared>,
    options: &'a Options,
    birth: String,
    client: AsyncClient,
    /// How many of the filters were subscribed to, and whether an answer is awaited.
    subscribed: usize,
    asked: usize,
    up: bool,
}

/// Connects and serves until the connection ends, and returns why it did.
pub(super) async fn run(options: &Options, shared: &Arc<Shared>, shutdown: &CancellationToken) -> String {
    let birth = uuid::Uuid::now_v7().simple().to_string();
    let (client, eventloop) = match open(options, &birth) {
        Ok(open) => open,
        Err(cause) => return cause,
    };
    let (tx, mut rx) = mpsc::channel(EVENTS_MAX);
    let _polling = AbortOnDropHandle::new(tokio::spawn(poll(eventloop, tx)));
    let mut connection = Connection { shared, options, birth, client, subscribed: 0, asked: 0, up: false };
    tokio::select! {
        cause = connection.serve(&mut rx) => cause,
        () = shutdown.cancelled() => {
            let _ = tokio::time::timeout(FAREWELL, connection.farewell(&mut rx)).await;
            "stopped".to_owned()
        }
    }
}

fn open(options: &Options, birth: &str) -> Result<(AsyncClient, EventLoop), String> {
    let (host, port) = options.broker.rsplit_once(':').unwrap_or((&options.broker, "1883"));
    let port = port.parse().map_err(|_| format!("{} is not a host and a port", options.broker))?;
    let mut mqtt = MqttOptions::new(&options.client_id, host, port);
    mqtt.set_keep_alive(KEEP_ALIVE);
    // A session kept by the broker would hand over presses of minutes ago at once; who must not lose one repeats it.
    mqtt.set_clean_session(true);
    mqtt.set_max_packet_size(PACKET_MAX, PAYLOAD_MAX + 1_024);
    mqtt.set_last_will(LastWill::new(
        &options.presence,
        presence(false, birth, Map::new()),
        QoS::AtLeastOnce,
        true,
    ));
    if let Some(path) = &options.credential {
        let (name, password) = credential::read(path).map_err(|error| error.to_string())?;
        mqtt.set_credentials(name, password);
    }
    let (client, mut eventloop) = AsyncClient::new(mqtt, REQUESTS_MAX);
    let mut network = NetworkOptions::new();
    network.set_tcp_nodelay(true);
    network.set_connection_timeout(CONNECT_S);
    eventloop.set_network_options(network);
    Ok((client, eventloop))
}

/// Polls until the first failure, and never again after it.
async fn poll(mut eventloop: EventLoop, tx: mpsc::Sender<Result<Event, ConnectionError>>) {
    loop {
        let event = eventloop.poll().await;
        let failed = event.is_err();
        if tx.send(event).await.is_err() || failed {
            return;
        }
    }
}

fn presence(online: bool, birth: &str, mut fields: Map<String, Value>) -> Vec<u8> {
    fields.insert("online".to_owned(), online.into());
    fields.insert("birth".to_owned(), birth.into());
    Value::Object(fields).to_string().into_bytes()
}

/// What a person can do about it, as far as the library's error tells.
fn cause(broker: &str, error: &ConnectionError) -> String {
    match error {
        ConnectionError::ConnectionRefused(
            ConnectReturnCode::BadUserNamePassword | ConnectReturnCode::NotAuthorized,
        ) => format!("the broker {broker} refuses name and password"),
        ConnectionError::Io(error) => format!("the broker {broker} cannot be reached: {error}"),
        ConnectionError::NetworkTimeout | ConnectionError::FlushTimeout => {
            format!("the broker {broker} does not answer")
        }
        other => format!("the connection to the broker {broker} ended: {other}"),
    }
}

impl Connection<'_> {
    async fn serve(&mut self, rx: &mut mpsc::Receiver<Result<Event, ConnectionError>>) -> String {
        let mut heartbeat = tokio::time::interval(HEARTBEAT);
        loop {
            tokio::select! {
                event = rx.recv() => match event {
                    Some(Ok(event)) => {
                        if let Err(cause) = self.take(event) {
                            return cause;
                        }
                    }
                    Some(Err(error)) => return cause(&self.options.broker, &error),
                    None => return "the connection's task ended".to_owned(),
                },
                () = self.shared.wake.notified() => (),
                _ = heartbeat.tick() => self.shared.lock().mailbox.presence_changed(),
            }
            self.pump();
        }
    }

    fn take(&mut self, event: Event) -> Result<(), String> {
        match event {
            Event::Incoming(Packet::ConnAck(_)) => {
                let mut state = self.shared.lock();
                state.mailbox.connected();
                state.counts.connections += 1;
                self.up = true;
            }
            Event::Incoming(Packet::SubAck(ack)) => {
                self.subscribed += self.asked;
                self.asked = 0;
                let refused = ack.return_codes.iter().filter(|c| **c == SubscribeReasonCode::Failure).count();
                self.shared.lock().counts.forbidden += refused as u64;
                if refused > 0 {
                    tracing::warn!(refused, "the broker refuses subscriptions: compare its access list");
                }
            }
            Event::Incoming(Packet::Publish(publish)) => self.shared.deliver(&Received {
                topic: publish.topic,
                payload: publish.payload.into(),
                retained: publish.retain,
                received_at: Instant::now(),
            }),
            Event::Outgoing(Outgoing::Publish(pkid)) => self.shared.lock().mailbox.numbered(pkid),
            Event::Incoming(Packet::PubAck(ack)) => self.shared.lock().mailbox.acknowledged(ack.pkid),
            Event::Incoming(Packet::Disconnect) => return Err("the broker ended the connection".to_owned()),
            Event::Incoming(_) | Event::Outgoing(_) => (),
        }
        Ok(())
    }

    /// Subscribes first; then publishes what there is, as far as the window goes.
    fn pump(&mut self) {
        if !self.up || self.asked > 0 {
            return;
        }
        let mut state = self.shared.lock();
        if self.subscribed < state.filters.len() {
            if !state.mailbox.is_calm() {
                return;
            }
            let wanted: Vec<SubscribeFilter> = state.filters[self.subscribed..]
                .iter()
                .take(FILTERS_MAX)
                .map(|filter| SubscribeFilter::new(filter.clone(), QoS::AtLeastOnce))
                .collect();
            let count = wanted.len();
            if self.client.try_subscribe_many(wanted).is_ok() {
                self.asked = count;
            }
            return;
        }
        if !matches!(&*self.shared.link.borrow(), Link::Up { birth } if *birth == self.birth) {
            self.shared.link.send_replace(Link::Up { birth: self.birth.clone() });
        }
        let mut expired = 0;
        while let Some(next) = state.mailbox.next(Instant::now(), &mut expired) {
            let (topic, payload, retain) = match next {
                Next::Presence => {
                    let mut fields = state.presence.clone();
                    fields.insert("run".to_owned(), self.shared.run.clone().into());
                    fields.insert("mono_ms".to_owned(), self.shared.now_ms().into());
                    (self.options.presence.clone(), presence(true, &self.birth, fields), true)
                }
                Next::Retained(topic, payload) => (topic, payload, true),
                Next::Message(topic, payload) => (topic, payload, false),
            };
            if self.client.try_publish(topic, QoS::AtLeastOnce, retain, payload).is_err() {
                state.mailbox.not_handed();
                break;
            }
        }
        state.counts.expired += expired;
    }

    /// Sends what still waits, says that this client is gone, and ends the connection in good order.
    async fn farewell(&mut self, rx: &mut mpsc::Receiver<Result<Event, ConnectionError>>) {
        let mut said = false;
        while self.up {
            self.pump();
            if !said && self.shared.lock().mailbox.is_empty() {
                let gone = presence(false, &self.birth, Map::new());
                said = self.shared.lock().mailbox.retain(self.options.presence.clone(), gone);
                continue;
            }
            if said && self.shared.lock().mailbox.is_empty() {
                let _ = self.client.try_disconnect();
            }
            match rx.recv().await {
                Some(Ok(event)) => {
                    if self.take(event).is_err() {
                        return;
                    }
                }
                Some(Err(_)) | None => return,
            }
        }
    }
}
